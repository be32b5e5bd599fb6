//! Views of the plan: the week to print, the calendar, the difference, the explanation, and what comes next.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use insta::assert_snapshot;
use loa::airing::Fact;
use loa::time::CivilDay;
use serde_json::Value;

use super::shown;
use crate::common::loa::{Station, soon};

const CCHC: &str = r#"title = "Chuyên mục CCHC"
column = "cchc"

[[when]]
at = ["05:45:30", "17:15"]
days = ["T2", "T4", "T6"]
from = 2026-01-05
except = ["ngay-le"]

[[when]]
cron = "30 45 5 * * T3"

[[item]]
play = "nhac-hieu.wav"

[[item]]
pick = { column = "cchc" }
"#;

/// A station with a column, its segments and one programme.
pub fn a_station() -> Station {
    let station = Station::with(
        "[days]\nngay-le = [\"2026-09-01..2026-09-02\"]\n[hours]\nallowed = [\"05:00-07:00\"]\n\
         [clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n",
    );
    station.segment("nhac-hieu", 1_000, 300.0, "");
    station.segment(
        "khai-sinh",
        2_000,
        400.0,
        "column = \"cchc\"\ntopics = [\"mot-cua\"]\n",
    );
    station.segment(
        "ho-tich",
        2_000,
        400.0,
        "column = \"cchc\"\nvalid_until = 2026-01-31\n",
    );
    station.segment("xep", 1_000, 400.0, "");
    station.write("schedules/chuyen-muc.toml", CCHC);
    station
}

#[test]
fn notes_of_a_plan_name_other_programmes_by_their_titles() {
    let station = a_station();
    let other = |title: &str, at: &str| {
        format!(
            "title = \"{title}\"\npriority = \"uu-tien\"\n[[when]]\nat = \"{at}\"\ndates = [2026-12-07]\n[[item]]\nplay = \"xep.wav\"\n"
        )
    };
    station.write("schedules/chen.toml", &other("Tin bão số 9", "05:45:31"));
    for args in [
        &["plan", "2026-12-07"][..],
        &["plan", "2026-12-07", "--format", "html"],
    ] {
        let ended = station.run(args);
        assert!(ended.out.contains("Tin bão số 9"), "{ended:?}");
        assert!(ended.out.contains("để nhường Tin bão số 9"), "{ended:?}");
        assert!(!ended.out.contains("/chen"), "{ended:?}");
    }
}

#[test]
fn a_week_is_written_as_a_page_from_its_monday_on() {
    let station = a_station();
    let out = station.path("tuan.html").display().to_string();
    let args = ["plan", "2026-12-10", "--format", "html", "--out", &out];
    assert_snapshot!(shown(&station, &args), @"
    exit 0
    --- stdout
    Đã ghi vào DAI/tuan.html
    ");
    let page = std::fs::read_to_string(&out).unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"vi\">"),
        "{page}"
    );
    assert!(page.contains("Từ ngày 07/12/2026 đến ngày 13/12/2026"));
    assert!(page.contains("Đài truyền thanh xã Thử"));
    let printed = station.run(&["plan", "2026-12-07", "--format", "html"]);
    assert_eq!((printed.code, printed.out.as_str()), (0, page.as_str()));
    let two = station.run(&["plan", "2026-12-10", "--days", "8", "--format", "html"]);
    assert_eq!(two.out.matches("<section ").count(), 2, "whole weeks");
    let nowhere = station.path("khong/co.html").display().to_string();
    let told = shown(&station, &["plan", "--format", "html", "--out", &nowhere]);
    assert!(
        told.starts_with("exit 4\n--- stderr\nlỗi: không ghi được tệp DAI/khong/co.html\n"),
        "{told}"
    );
}

#[test]
fn a_calendar_names_the_same_event_alike_whenever_it_is_written() {
    let station = a_station();
    let uids = || -> Vec<String> {
        let ended = station.run(&["plan", "2026-12-07", "--days", "2", "--format", "ical"]);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        let lines = ended.out.split("\r\n");
        lines
            .filter(|line| line.starts_with("UID:") || line.starts_with("STATUS:"))
            .map(str::to_owned)
            .collect()
    };
    let expected = [
        "UID:2026-12-07T05:45:30/chuyen-muc@xa-thu",
        "STATUS:CONFIRMED",
        "UID:2026-12-07T17:15:00/chuyen-muc@xa-thu",
        "STATUS:CANCELLED",
        "UID:2026-12-08T05:45:30/chuyen-muc@xa-thu",
        "STATUS:CONFIRMED",
    ];
    assert_eq!(uids(), expected);
    assert_eq!(uids(), expected);
}

#[test]
fn a_programme_that_does_not_air_is_explained_condition_by_condition() {
    let station = a_station();
    assert_snapshot!(shown(&station, &["why", "chuyen-muc", "2026-09-02"]), @r#"
    exit 0
    --- stdout
    Chuyên mục CCHC (chuyen-muc), Thứ Tư 2026-09-02

    Quy tắc 1: 05:45:30, 17:15:00
      ✓ đạt       ngày trong tuần: T2, T4, T6
      ✓ đạt       từ ngày 2026-01-05
      ✗ không đạt trừ những ngày: ngay-le
      → Không đúng ngày này.

    Quy tắc 2: 30 45 5 * * T3
      ✗ không đạt dòng cron "30 45 5 * * T3"
      → Không đúng ngày này.

    KẾT LUẬN: ngày này không phát, vì không có quy tắc nào đúng ngày.
    "#);
}

#[test]
fn days_of_months_and_of_the_moon_are_told_in_words() {
    let station = a_station();
    let rules = [
        "days_of_month = [25, \"cuối\"]\nweekday_of_month = [\"1 T2\", \"3 T6\", \"cuối CN\"]",
        "lunar = { day = [1, 15], before = 1 }",
        "lunar = { day = [\"cuối\", 23], month = 12 }",
        "lunar = { from = \"23/12\", until = \"5/1\" }",
    ];
    let rules = rules.map(|keys| format!("[[when]]\nat = \"06:00\"\n{keys}\n"));
    let text = format!(
        "title = \"Lịch\"\n{}[[item]]\nplay = \"xep.wav\"\n",
        rules.concat()
    );
    station.write("schedules/lich.toml", &text);
    let told = |language: &str| {
        let told = shown(&station, &["--lang", language, "why", "lich", "2026-12-25"]);
        let lines = told.lines().filter(|line| line.contains(['✓', '✗']));
        lines.map(str::trim).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(told("vi"), @"
    ✗ không đạt thứ trong tháng: Thứ Hai đầu tháng, Thứ Sáu lần thứ 3 trong tháng, Chủ nhật cuối tháng
    ✓ đạt       ngày trong tháng: ngày 25, ngày cuối tháng
    ✗ không đạt âm lịch: 1 ngày trước mùng 1, rằm mỗi tháng; hôm đó là 17/11/2026 âm lịch
    ✗ không đạt âm lịch: ngày 23, ngày cuối tháng Chạp; hôm đó là 17/11/2026 âm lịch
    ✗ không đạt âm lịch: từ ngày 23 tháng Chạp đến hết mùng 5 tháng Giêng; hôm đó là 17/11/2026 âm lịch
    ");
    assert_snapshot!(told("en"), @"
    ✗ not met   weekdays of the month: first Monday, third Friday, last Sunday
    ✓ met       days of the month: 25, the last day
    ✗ not met   lunar calendar: 1 day before day 1, day 15 of every month; that day is 17/11/2026 of it
    ✗ not met   lunar calendar: day 23, the last day of month 12; that day is 17/11/2026 of it
    ✗ not met   lunar calendar: from day 23 of month 12 to day 5 of month 1; that day is 17/11/2026 of it
    ");
}

#[test]
fn what_the_plan_did_with_a_programme_is_told_to_each_item() {
    let station = a_station();
    // A day that is past: what airs until a day to come would count as heard.
    assert_snapshot!(shown(&station, &["why", "Chuyên mục CCHC", "2026-11-23"]), @r#"
    exit 0
    --- stdout
    Chuyên mục CCHC (chuyen-muc), Thứ Hai 2026-11-23

    Quy tắc 1: 05:45:30, 17:15:00
      ✓ đạt       ngày trong tuần: T2, T4, T6
      ✓ đạt       từ ngày 2026-01-05
      ✓ đạt       trừ những ngày: ngay-le
      → Đúng ngày: phát lúc 05:45:30, 17:15:00.

    Quy tắc 2: 30 45 5 * * T3
      ✗ không đạt dòng cron "30 45 5 * * T3"
      → Không đúng ngày này.

    Kế hoạch, lượt 05:45:30:
      05:45:30  Bài nhac-hieu
      05:45:31  Bài khai-sinh – chưa phát lần nào

    Kế hoạch, lượt 17:15:00:
      17:15:00  Bài nhac-hieu – KHÔNG PHÁT: ngoài giờ được phát
      17:15:00  Bài khai-sinh – KHÔNG PHÁT: ngoài giờ được phát

    Trong chuyên mục Cải cách hành chính ngày này không dùng được:
      Bài ho-tich (ho-tich): hết hiệu lực

    KẾT LUẬN: phát lúc 05:45:30.
    "#);
    let json = station.run(&["why", "chuyen-muc", "2026-11-23", "--json"]);
    let told: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(told["airs"], true);
    assert_eq!(told["rules"][0]["conditions"][2]["condition"], "except");
    assert_eq!(told["rules"][1]["conditions"][0]["holds"], false);
    assert_eq!(told["rundowns"][1]["cues"][0]["blocked"], "ngoai_gio_phat");
    assert_eq!(told["refused"][0]["reason"], "het_hieu_luc");
}

#[test]
fn a_programme_that_is_unknown_or_has_errors_is_named_with_the_nearest() {
    let station = a_station();
    assert_snapshot!(shown(&station, &["why", "chuyen-muk", "2026-12-07"]), @r#"
    exit 2
    --- stderr
    lỗi: không có chương trình nào tên là "chuyen-muk"
      gợi ý: Có phải là "chuyen-muc"? Các chương trình của đài: chuyen-muc
    "#);
    station.write("schedules/hong.toml", "title = \"Hỏng\"\n");
    let told = shown(&station, &["why", "hong", "2026-12-07"]);
    assert!(told.starts_with("exit 3\n--- stderr\n"), "{told}");
    assert!(
        told.contains("lỗi: schedules/hong.toml có lỗi nên chương trình này không có trong lịch"),
        "{told}"
    );
}

fn json(station: &Station, args: &[&str]) -> Vec<Value> {
    let ended = station.run(&[args, &["--format", "json"]].concat());
    assert_eq!(ended.code, 0, "{ended:?}");
    serde_json::from_str(&ended.out).unwrap()
}

#[test]
fn the_next_airings_are_those_that_will_be_heard() {
    let station = a_station();
    let rows = json(&station, &["next", "cchc", "--count", "5"]);
    assert_eq!(rows.len(), 5);
    let mut last = String::new();
    for row in &rows {
        // The evening is outside the hours.
        let at = row["at"].as_str().unwrap();
        assert!(at.ends_with("T05:45:31+07:00"), "{at}");
        assert_eq!(row["segment"], "khai-sinh");
        let day = CivilDay::parse(row["day"].as_str().unwrap()).unwrap();
        assert!(
            ["T2", "T3", "T4", "T6"].contains(&day.weekday().vi()),
            "{day}"
        );
        assert!(*at > *last, "{at} after {last}");
        at.clone_into(&mut last);
    }
    let programme = json(&station, &["next", "chuyen-muc", "--count", "1"]);
    assert_eq!(programme[0]["day"], rows[0]["day"]);
    assert_eq!(
        (&programme[0]["cue"], &programme[0]["length_ms"]),
        (&Value::Null, &3_000.into())
    );
    assert_eq!(json(&station, &["next", "--count", "1"]), programme);
    assert_eq!(
        json(&station, &["next", "audio/khai-sinh.wav", "--count", "5"]),
        rows
    );
    assert_snapshot!(shown(&station, &["next", "xep"]), @r#"
    exit 0
    --- stdout
    Trong 366 ngày tới xep không được phát lượt nào. Xem lý do của một ngày bằng: loa why CHƯƠNG-TRÌNH NGÀY
    "#);
}

#[test]
fn a_name_that_can_mean_several_things_is_asked_back() {
    let station = a_station();
    station.write("schedules/cchc.toml", CCHC);
    assert_snapshot!(shown(&station, &["next", "cchc"]), @r#"
    exit 2
    --- stderr
    lỗi: "cchc" có thể chỉ nhiều thứ
      gợi ý: Viết rõ một trong các tên: programme:cchc, column:cchc
    "#);
    let rows = json(&station, &["next", "programme:cchc", "--count", "2"]);
    let programmes: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row["programme"].as_str())
        .collect();
    assert_eq!(programmes, BTreeSet::from(["Chuyên mục CCHC"]));
    assert_snapshot!(shown(&station, &["next", "khai-sing"]), @r#"
    exit 2
    --- stderr
    lỗi: không có chương trình, chuyên mục hay tin, bài nào tên là "khai-sing"
      gợi ý: Có phải là "khai-sinh"? Xem tên bằng: loa plan --format csv
    "#);
}

#[test]
fn without_an_earlier_plan_the_difference_says_what_to_do() {
    let station = a_station();
    assert_snapshot!(shown(&station, &["plan", "2026-12-07", "--days", "3", "--diff"]), @"
    exit 1
    --- stderr
    Từ ngày 2026-12-07 đến ngày 2026-12-09: không biết kế hoạch trước khi sửa, nên không so được.
      gợi ý: Đài chỉ giữ kế hoạch của ngày đã lên sóng (của ngày mai thì từ 23:50), không giữ bản cũ của các tệp lịch. Muốn so những ngày chưa tới thì chép lại station.toml, calendar.toml và thư mục schedules trước khi sửa, rồi chạy: loa plan 2026-12-07 --diff --against THƯ-MỤC-ĐÃ-CHÉP
    ");
    assert_snapshot!(shown(&station, &["plan", "--diff", "--format", "html"]), @r#"
    exit 2
    --- stderr
    lỗi: --diff chỉ dùng với dạng table, json hoặc csv
      gợi ý: Bỏ --diff để xuất lịch tuần hoặc lịch điện thoại.
    "#);
}

#[test]
fn days_to_come_are_held_against_a_copy_from_before_the_edit() {
    let station = a_station();
    let copy = station.path("truoc");
    std::fs::create_dir_all(copy.join("schedules")).unwrap();
    std::fs::copy(station.path("station.toml"), copy.join("station.toml")).unwrap();
    station.write("truoc/schedules/chuyen-muc.toml", CCHC);
    station.write("truoc/schedules/hong.toml", "title = \"Hỏng\"\n");
    let copy = copy.display().to_string();
    let against = ["plan", "2026-12-07", "--days", "3", "--against", &copy];
    assert_snapshot!(shown(&station, &against), @"
    exit 0
    --- stdout
    Ngày 2026-12-07: không có gì thay đổi.
    Ngày 2026-12-08: không có gì thay đổi.
    Ngày 2026-12-09: không có gì thay đổi.
    --- stderr
    Trong DAI/truoc có tệp lịch bị lỗi nên không so được chương trình đó: schedules/hong.toml
    ");
    station.write("schedules/chuyen-muc.toml", &CCHC.replace("17:15", "17:45"));
    let changes: Vec<_> = json(&station, &against)
        .iter()
        .map(|row| {
            [&row["day"], &row["what"], &row["against"]]
                .map(|value| value.as_str().unwrap().to_owned())
        })
        .collect();
    let moved = |day: &str| [day, "moved", &copy].map(str::to_owned);
    assert_eq!(changes, [moved("2026-12-07"), moved("2026-12-09")]);
}

#[test]
fn an_edit_is_held_against_the_plan_before_it_whether_it_is_on_air_yet_or_not() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    station.segment("hai", 1_000, 400.0, "");
    let at = soon(600);
    station.programme("chinh", at, "", &["bai"]);
    let mut daemon = station.start();
    daemon.until("a plan", |status| status["next"].as_object().map(drop));
    let day = at.day().to_string();
    let told = shown(&station, &["plan", &day, "--diff"]);
    assert_eq!(
        told,
        format!("exit 0\n--- stdout\nNgày {day}: không có gì thay đổi.\n")
    );

    station.programme("chinh", at, "resume = \"drop\"", &["bai", "hai"]);
    let changes = || -> Vec<(String, Value, Value)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = json(&station, &["plan", &day, "--diff"]);
        rows.iter()
            .map(|row| {
                (
                    text(&row["what"]),
                    row["cue"].clone(),
                    row["settings"].clone(),
                )
            })
            .collect()
    };
    let cue = format!("{day}T{}/chinh#2", at.time_of_day());
    let expected = vec![
        ("settings".to_owned(), Value::Null, vec!["resume"].into()),
        ("added".to_owned(), cue.into(), Value::Array(Vec::new())),
    ];
    assert_eq!(changes(), expected);
    daemon.until("the edit on air", |_| {
        let digests: BTreeSet<_> = station
            .record()
            .into_iter()
            .filter_map(|(_, fact)| match fact {
                Fact::PlanAdopted { day, digest, .. } if day == at.day() => Some(digest),
                _ => None,
            })
            .collect();
        (digests.len() == 2).then_some(())
    });
    assert_eq!(changes(), expected);
    let table = shown(&station, &["plan", &day, "--diff"]);
    assert!(
        table.contains("đổi cách phát: xử lý khi bị ngắt"),
        "{table}"
    );
}
