//! Commands about the station folder.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use insta::assert_snapshot;
use loa::time::UtcMs;

use super::shown;
use crate::common::loa::Station;

#[test]
fn a_new_station_is_clean_and_is_not_made_twice() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["init"]), @"
    exit 0
    --- stdout
    Đã tạo station.toml
    Đã tạo calendar.toml
    Đã tạo schedules/vi-du.toml.mau
    Đã tạo audio/vi-du.toml.mau
    Bước tiếp theo: sửa station.toml, chép âm thanh vào audio/, viết lịch trong schedules/, rồi chạy: loa check
    ");
    assert_snapshot!(shown(&station, &["check"]), @"
    exit 0
    --- stdout
    Không có lỗi: 0 chương trình, 0 tin, bài và nhạc.
    Đã xem 62 ngày sắp tới, tính cả hôm nay; riêng tin, bài của chuyên mục: 14 ngày.
    ");
    let before = std::fs::read_to_string(station.path("station.toml")).unwrap();
    assert_snapshot!(shown(&station, &["init"]), @"
    exit 3
    --- stderr
    lỗi: station.toml đã có sẵn, không ghi đè
      gợi ý: Chọn một thư mục trống.
    ");
    assert_eq!(
        std::fs::read_to_string(station.path("station.toml")).unwrap(),
        before
    );
}

#[test]
fn a_folder_that_is_no_station_is_named_and_left_alone() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["run"]), @r#"
    exit 3
    --- stderr
    station.toml: lỗi[station-missing]: chưa có tệp station.toml
           gợi ý: Chạy "loa init" để tạo thư mục đài, hoặc chỉ đúng thư mục bằng --station.

    lỗi: thư mục DAI không phải là thư mục đài dùng được
      gợi ý: Sửa các lỗi nêu trên; để tạo đài mới: loa --station THƯ-MỤC init
    "#);
    for args in [
        &["check"] as &[&str],
        &["plan"],
        &["rehearse", "--at", "2026-12-07T05:00"],
    ] {
        let told = shown(&station, args);
        assert!(told.starts_with("exit 3\n"), "{told}");
        assert!(
            told.contains("station.toml: lỗi[station-missing]: chưa có tệp station.toml"),
            "{told}"
        );
    }
    let made = std::fs::read_dir(station.path("")).unwrap().count();
    assert_eq!(made, 0, "a mistyped folder must stay empty");
}

const BROKEN: &str = "title = \"Bản tin\"\ncolumn = \"chcc\"\n\n[[when]]\nat = \"5h30\"\n\n[[item]]\nplay = \"bài.wav\"\n";

#[test]
fn every_problem_is_shown_at_its_place_with_advice() {
    let station = Station::new();
    station.write("schedules/hong.toml", BROKEN);
    assert_snapshot!(shown(&station, &["check"]), @r#"
    exit 1
    --- stdout
    schedules/hong.toml:2:10: lỗi[column-unknown]: không có chuyên mục nào tên là "chcc"
         2 | column = "chcc"
           |          ^^^^^^
           gợi ý: Có phải là "cchc"? Trong station.toml có: cchc.

    schedules/hong.toml:5:6: lỗi[time-notation]: giờ "5h30" viết chưa đúng mẫu
         5 | at = "5h30"
           |      ^^^^^^
           gợi ý: Viết "05:30".

    schedules/hong.toml:8:8: lỗi[audio-missing]: không có tệp âm thanh "bài.wav" trong thư mục audio/
         8 | play = "bài.wav"
           |        ^^^^^^^^^
           gợi ý: Chép tệp vào thư mục audio/, hoặc sửa lại tên.

    3 lỗi, 0 cảnh báo (0 chương trình, 0 tin, bài và nhạc dùng được).
    Đã xem 62 ngày sắp tới, tính cả hôm nay; riêng tin, bài của chuyên mục: 14 ngày.
    Xem giải thích: loa check --explain MÃ, với MÃ là: audio-missing, column-unknown, time-notation.
    "#);
    assert_snapshot!(shown(&station, &["--lang", "en", "check", "--json"]), @r#"
    exit 1
    --- stdout
    [
      {
        "code": "column-unknown",
        "severity": "error",
        "file": "schedules/hong.toml",
        "line": 2,
        "column": 10,
        "length": 6,
        "line_text": "column = \"chcc\"",
        "message": "there is no column called \"chcc\"",
        "hint": "Is it \"cchc\"? station.toml has: cchc."
      },
      {
        "code": "time-notation",
        "severity": "error",
        "file": "schedules/hong.toml",
        "line": 5,
        "column": 6,
        "length": 6,
        "line_text": "at = \"5h30\"",
        "message": "the time \"5h30\" is not written as it should be",
        "hint": "Write \"05:30\"."
      },
      {
        "code": "audio-missing",
        "severity": "error",
        "file": "schedules/hong.toml",
        "line": 8,
        "column": 8,
        "length": 9,
        "line_text": "play = \"bài.wav\"",
        "message": "there is no sound file \"bài.wav\" in the folder audio/",
        "hint": "Copy the file into the folder audio/, or correct the name."
      }
    ]
    "#);
}

fn a_week(station: &Station) {
    station.segment("nhac-hieu", 1_000, 300.0, "");
    station.segment(
        "khai-sinh",
        2_000,
        400.0,
        "column = \"cchc\"\ntopics = [\"mot-cua\"]\n",
    );
    station.sound("chua-duyet", 1_000, 500.0);
    let at = UtcMs::parse("2026-12-07T05:45:30").unwrap();
    station.programme("ban-tin", at, "", &["nhac-hieu", "chua-duyet"]);
    let mut text = std::fs::read_to_string(station.path("schedules/ban-tin.toml")).unwrap();
    text += "\n[[item]]\npick = { column = \"cchc\" }\n";
    station.write("schedules/ban-tin.toml", &text);
}

#[test]
fn a_plan_shows_what_will_air_and_why_the_rest_will_not() {
    let station = Station::new();
    a_week(&station);
    assert_snapshot!(shown(&station, &["plan", "2026-12-07"]), @r#"
    exit 1
    --- stdout
     Giờ        Dài     Chương trình           Nội dung        Khu vực   Ghi chú                
    ────────────────────────────────────────────────────────────────────────────────────────────
     05:45:30   00:01   Chương trình ban-tin   Bài nhac-hieu   tất cả                           
     05:45:31   00:00   Chương trình ban-tin   chua-duyet      tất cả    KHÔNG PHÁT: chưa duyệt 
     05:45:31   00:02   Chương trình ban-tin   Bài khai-sinh   tất cả    chưa phát lần nào      
    --- stderr
    schedules/ban-tin.toml:12:8: lỗi[sidecar-missing]: "chua-duyet.wav" chưa có tệp mô tả, nên chưa được duyệt và không phát
        12 | play = "chua-duyet.wav"
           |        ^^^^^^^^^^^^^^^^
           gợi ý: Nghe rồi duyệt: loa approve "audio/chua-duyet.wav" --by "Họ và tên". Tệp mô tả audio/chua-duyet.toml sẽ được tạo.
    "#);
    assert_snapshot!(shown(&station, &["plan", "2026-12-07", "--format", "csv"]), @r#"
    exit 1
    --- stdout
    ﻿day,at,occurrence,programme,cue,segment,title,audio,length_ms,zones,choice,blocked,by,fate,outside_hours
    2026-12-07,2026-12-07T05:45:30+07:00,2026-12-07T05:45:30/ban-tin,Chương trình ban-tin,2026-12-07T05:45:30/ban-tin#1,nhac-hieu,Bài nhac-hieu,nhac-hieu.wav,1000,all,,,,clear,
    2026-12-07,2026-12-07T05:45:31+07:00,2026-12-07T05:45:30/ban-tin,Chương trình ban-tin,2026-12-07T05:45:30/ban-tin#2,chua-duyet,chua-duyet,chua-duyet.wav,0,all,,chua_duyet,,clear,
    2026-12-07,2026-12-07T05:45:31+07:00,2026-12-07T05:45:30/ban-tin,Chương trình ban-tin,2026-12-07T05:45:30/ban-tin#3.1,khai-sinh,Bài khai-sinh,khai-sinh.wav,2000,all,new,,,clear,
    --- stderr
    schedules/ban-tin.toml:12:8: lỗi[sidecar-missing]: "chua-duyet.wav" chưa có tệp mô tả, nên chưa được duyệt và không phát
        12 | play = "chua-duyet.wav"
           |        ^^^^^^^^^^^^^^^^
           gợi ý: Nghe rồi duyệt: loa approve "audio/chua-duyet.wav" --by "Họ và tên". Tệp mô tả audio/chua-duyet.toml sẽ được tạo.
    "#);
    assert_snapshot!(shown(&station, &["--lang", "en", "plan", "2026-12-08"]), @r#"
    exit 1
    --- stdout
    Nothing is planned on 2026-12-08.
    --- stderr
    schedules/ban-tin.toml:12:8: error[sidecar-missing]: "chua-duyet.wav" has no sidecar, so it is not approved and does not air
        12 | play = "chua-duyet.wav"
           |        ^^^^^^^^^^^^^^^^
           hint: Listen to it and approve it: loa approve "audio/chua-duyet.wav" --by "NAME". That makes the sidecar audio/chua-duyet.toml.
    "#);
    let json = station.run(&["plan", "2026-12-07", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["at"], "2026-12-07T05:45:30+07:00");
    assert_eq!(rows[2]["segment"], "khai-sinh");
    assert_eq!(rows[2]["choice"], "new");
    assert_eq!(
        (&rows[1]["blocked"], &rows[1]["length_ms"]),
        (&"chua_duyet".into(), &0.into())
    );
}

#[test]
fn a_file_with_accents_and_spaces_is_released_by_name() {
    let station = Station::new();
    station.sound("Tin mới/Hướng dẫn đăng ký", 1_000, 300.0);
    let file = station
        .path("audio/Tin mới/Hướng dẫn đăng ký.wav")
        .display()
        .to_string();
    let told = shown(&station, &["approve", &file, "--by", "Trần Văn Ví Dụ"]);
    assert!(
        told.starts_with(
            "exit 0\n--- stdout\nĐã duyệt Tin mới/Hướng dẫn đăng ký.wav. Người duyệt: Trần Văn Ví Dụ;"
        ),
        "{told}"
    );
    assert_snapshot!(shown(&station, &["check"]), @"
    exit 0
    --- stdout
    Không có lỗi: 0 chương trình, 1 tin, bài và nhạc.
    Đã xem 62 ngày sắp tới, tính cả hôm nay; riêng tin, bài của chuyên mục: 14 ngày.
    ");
    let nobody = shown(&station, &["approve", &file, "--by", " "]);
    assert_snapshot!(nobody, @r#"
    exit 3
    --- stderr
    lỗi: thiếu họ tên người duyệt
      gợi ý: Thêm --by "Họ và tên".
    "#);
    station.write("ngoai.wav", "x");
    let outside = station.path("ngoai.wav").display().to_string();
    assert_snapshot!(shown(&station, &["approve", &outside, "--by", "A"]), @"
    exit 3
    --- stderr
    lỗi: DAI/ngoai.wav không nằm trong thư mục audio/ của đài
      gợi ý: Chép tệp vào thư mục audio/ rồi duyệt.
    ");
}
