//! What `loa why` says of days without a date, of hours that are not the station's, of mourning, and of titles that two
//! programmes have.

use insta::assert_snapshot;

use super::shown;
use crate::common::loa::Station;

fn a_station() -> Station {
    let station = Station::with(
        "[days]\nngay-le = [\"2026-09-01..2026-09-02\"]\n[hours]\nallowed = [\"05:00-07:00\"]\n\
         [clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n",
    );
    station.segment("tin", 1_000, 300.0, "");
    station
}

// A set that is empty today is the one that matters on the day on which it is decided.
#[test]
fn every_set_that_the_file_names_is_named() {
    let station = a_station();
    let text = "title = \"Tin\"\n[[when]]\nat = \"05:30\"\nexcept = [\"ngay-le\", \"quoc-tang\", 2026-12-25]\n\
        [[when]]\nat = \"04:30\"\non = [\"quoc-tang\", \"ngay-le\"]\noutside_hours = \"Lễ sớm\"\n\
        [[when]]\nat = \"06:30\"\ndates = [\"2026-12-01..2026-12-06\", 2026-12-06, 2026-12-08]\n\
        [[item]]\nplay = \"tin.wav\"\n";
    station.write("schedules/tin.toml", text);
    assert_snapshot!(shown(&station, &["why", "tin", "2026-12-07"]), @r#"
    exit 0
    --- stdout
    Tin (tin), Thứ Hai 2026-12-07

    Quy tắc 1: 05:30:00
      ✓ đạt       trừ những ngày: ngay-le, quoc-tang, 2026-12-25
      → Đúng ngày: phát lúc 05:30:00.

    Quy tắc 2: 04:30:00
      ✗ không đạt thuộc những ngày ghi ở on: quoc-tang, ngay-le
      → Không đúng ngày này.

    Quy tắc 3: 06:30:00
      ✗ không đạt một trong 7 ngày ghi trong lịch; gần nhất là 2026-12-06
      → Không đúng ngày này.

    Kế hoạch, lượt 05:30:00:
      05:30:00  Bài tin

    KẾT LUẬN: phát lúc 05:30:00.
    "#);
    // On a day of one of them, that one alone is the reason.
    assert_snapshot!(shown(&station, &["why", "tin", "2026-09-02"]), @r#"
    exit 0
    --- stdout
    Tin (tin), Thứ Tư 2026-09-02

    Quy tắc 1: 05:30:00
      ✗ không đạt trừ những ngày: ngay-le
      → Không đúng ngày này.

    Quy tắc 2: 04:30:00
      ✓ đạt       thuộc những ngày ghi ở on: ngay-le
      → Đúng ngày: phát lúc 04:30:00.
      → Được phép phát ngoài giờ quy định, lý do: Lễ sớm

    Quy tắc 3: 06:30:00
      ✗ không đạt một trong 7 ngày ghi trong lịch; gần nhất là 2026-12-01
      → Không đúng ngày này.

    Kế hoạch, lượt 04:30:00:
      04:30:00  Bài tin

    KẾT LUẬN: phát lúc 04:30:00.
    "#);
}

#[test]
fn a_tune_that_is_exchanged_in_mourning_is_told() {
    let station = a_station();
    station.segment("hieu", 1_000, 300.0, "");
    station.segment("tram", 1_000, 300.0, "");
    let sidecar = std::fs::read_to_string(station.path("audio/hieu.toml")).expect("a sidecar");
    station.write(
        "audio/hieu.toml",
        &sidecar.replace("\"bai\"", "\"nhac-hieu\""),
    );
    station.write(
        "calendar.toml",
        "[[day]]\nname = \"Quốc tang\"\nkind = \"quoc-tang\"\ndates = 2026-12-07\n\
         [mourning]\nsignature = \"tram.wav\"\n",
    );
    let text = "title = \"Tin\"\n[[when]]\nat = \"05:30\"\n[[item]]\nplay = \"hieu.wav\"\n[[item]]\nplay = \"tin.wav\"\n";
    station.write("schedules/tin.toml", text);
    let told = shown(&station, &["why", "tin", "2026-12-07"]);
    let tune = "05:30:00  Bài tram – phát thay \"Bài hieu\" trong ngày Quốc tang\n";
    assert!(told.contains(tune), "{told}");
    assert_eq!(told.matches("phát thay").count(), 1, "{told}");
    let told = shown(&station, &["why", "tin", "2026-12-08"]);
    assert!(!told.contains("phát thay"), "{told}");
}

#[test]
fn of_two_programmes_with_one_title_none_is_chosen_in_silence() {
    let station = a_station();
    let text = "title = \"Bản tin\"\n[[when]]\nat = \"05:30\"\n[[item]]\nplay = \"tin.wav\"\n";
    station.write("schedules/sang.toml", text);
    station.write("schedules/chieu.toml", text);
    assert_snapshot!(shown(&station, &["why", "Bản tin", "2026-12-07"]), @r#"
    exit 2
    --- stderr
    lỗi: có nhiều chương trình cùng tên "Bản tin"
      gợi ý: Ghi tên tệp của chương trình cần xem: chieu, sang
    "#);
    let told = shown(&station, &["why", "sang", "2026-12-07"]);
    assert!(told.contains("Bản tin (sang)"), "{told}");
}

// The tune alone is not what anybody listens for.
#[test]
fn what_airs_without_some_of_its_items_is_told_with_those_that_are_heard() {
    let station = a_station();
    station.segment("hieu", 1_000, 300.0, "");
    let check = |items: &str, expected: &str| {
        let text = format!("title = \"Tin\"\n[[when]]\nat = \"05:30\"\n{items}");
        station.write("schedules/tin.toml", &text);
        let told = shown(&station, &["why", "tin", "2026-12-07"]);
        let verdict = told.lines().rfind(|line| line.starts_with("KẾT LUẬN"));
        assert_eq!(verdict, Some(expected), "{told}");
    };
    let tune = "[[item]]\nplay = \"hieu.wav\"\n";
    let pick = "[[item]]\npick = { column = \"cchc\" }\n";
    check(tune, "KẾT LUẬN: phát lúc 05:30:00.");
    check(
        &format!("{tune}{pick}{tune}"),
        "KẾT LUẬN: phát lúc 05:30:00, nhưng chỉ có: Bài hieu. Mục không phát có lý do ghi bên cạnh ở trên.",
    );
    check(
        pick,
        "KẾT LUẬN: có trong lịch nhưng không phát được; lý do ghi ở từng mục trên đây.",
    );
}

#[test]
fn who_holds_the_air_is_told_by_title_to_people_and_by_id_to_programs() {
    let station = a_station();
    for (id, title, start) in [
        ("sang", "Bản tin sáng", ""),
        ("trung", "Tin trùng giờ", ""),
        ("sau", "Tin phát sau", "start = \"next\"\n"),
    ] {
        let text = format!(
            "title = \"{title}\"\n[[when]]\nat = \"05:30\"\n{start}[[item]]\nplay = \"tin.wav\"\n"
        );
        station.write(&format!("schedules/{id}.toml"), &text);
    }
    let list = |command: &[&str], format: &str| {
        let words: Vec<&str> = command
            .iter()
            .chain(&["--format", format])
            .copied()
            .collect();
        shown(&station, &words)
    };
    for command in [&["plan", "2026-12-07"][..], &["next", "sau"]] {
        let people = list(command, "table");
        assert!(people.contains("Bản tin sáng"), "{people}");
        assert!(!people.contains("/sang"), "{people}");
        let programs = list(command, "json");
        assert!(programs.contains("T05:30:00/sang"), "{programs}");
    }
}
