//! `loa import` and `loa export` as a person meets them.

use insta::assert_snapshot;

use super::books;
use crate::common::loa::{Station, run};

const NEWS: &str = "# Bản tin\ntitle = \"Bản tin của xã\"\n\n[[when]]\nat = \"05:45\" # sáng\ndays = [\"T2-T6\"]\n\n[[item]]\nplay = \"tin.wav\"\n";
const SHEET: &[&[&str]] = &[
    &["Giờ", "Thứ", "Chương trình", "Chuyên mục"],
    &["5h50", "T2-T7", "Bản tin của xã", ""],
    &["17:30", "CN", "Hỏi đáp cuối tuần", "Cải cách hành chính"],
];

fn station() -> Station {
    let station = Station::new();
    station.write("schedules/ban-tin.toml", NEWS);
    station
}

fn shown(station: &Station, args: &[&str]) -> String {
    let ended = run(station.command(&[]).args(args));
    let text = format!("exit {}\n{}{}", ended.code, ended.out, ended.err);
    let folder = station.path("").display().to_string();
    let text = text.replace(folder.trim_end_matches('/'), "DAI");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn file(station: &Station, name: &str, bytes: &[u8]) -> String {
    std::fs::write(station.path(name), bytes).unwrap();
    station.path(name).display().to_string()
}

#[test]
fn nothing_is_written_before_it_was_shown_and_then_all_of_it() {
    let station = station();
    let book = file(&station, "lich.xlsx", &books::list(SHEET));
    assert_snapshot!(shown(&station, &["import", &book]), @r#"
    exit 0
    DAI/lich.xlsx, trang "Lịch phát": dạng danh sách
     Ô    Trong bảng ghi        Máy hiểu là
    ─────────────────────────────────────────────────────────────
     A1   Giờ                   cột giờ phát
     B1   Thứ                   cột ngày phát trong tuần
     C1   Chương trình          cột tên chương trình
     D1   Chuyên mục            cột chuyên mục
     A2   5h50                  giờ phát 05:50:00
     B2   T2-T7                 các ngày T2-T7
     C2   Bản tin của xã        chương trình "Bản tin của xã"
     A3   17:30                 giờ phát 17:30:00
     B3   CN                    các ngày CN
     C3   Hỏi đáp cuối tuần     chương trình "Hỏi đáp cuối tuần"
     D3   Cải cách hành chính   chuyên mục cchc
    schedules/ban-tin.toml: sửa chương trình "Bản tin của xã"
      - at = "05:45" # sáng
      - days = ["T2-T6"]
      + at = "05:50" # sáng
      + days = ["T2-T7"]
    schedules/hoi-dap-cuoi-tuan.toml: tệp mới, chương trình "Hỏi đáp cuối tuần"
      + title = "Hỏi đáp cuối tuần"
      + column = "cchc"
      + zones = ["all"]
      +
      + [[when]]
      + at = "17:30"
      + days = ["CN"]
      +
      + [[item]]
      + pick = { column = "cchc", order = "least-aired", new_first = true, at_most = 1 }
    Chưa ghi gì (2 tệp sẽ thay đổi). Nếu đúng ý, chạy lại lệnh này và thêm --apply.
    "#);
    let read = |name: &str| std::fs::read_to_string(station.path(name)).unwrap();
    assert_eq!(read("schedules/ban-tin.toml"), NEWS);
    assert!(!station.path("schedules/hoi-dap-cuoi-tuan.toml").exists());
    let applied = shown(&station, &["import", &book, "--apply"]);
    let last = applied.lines().rev().take(2).collect::<Vec<_>>().join("\n");
    assert_snapshot!(last, @"
    Đã ghi schedules/hoi-dap-cuoi-tuan.toml
    Đã ghi schedules/ban-tin.toml
    ");
    assert_snapshot!(read("schedules/ban-tin.toml"), @r#"
    # Bản tin
    title = "Bản tin của xã"

    [[when]]
    at = "05:50" # sáng
    days = ["T2-T7"]

    [[item]]
    play = "tin.wav"
    "#);
    assert_snapshot!(read("schedules/hoi-dap-cuoi-tuan.toml"), @r#"
    title = "Hỏi đáp cuối tuần"
    column = "cchc"
    zones = ["all"]

    [[when]]
    at = "17:30"
    days = ["CN"]

    [[item]]
    pick = { column = "cchc", order = "least-aired", new_first = true, at_most = 1 }
    "#);
    let again = shown(&station, &["import", &book, "--apply"]);
    assert_snapshot!(again.lines().next_back().unwrap(), @"Lịch trong bảng giống lịch của đài; không có gì để ghi.");
}

#[test]
fn one_wrong_row_keeps_all_from_being_written() {
    let station = station();
    let book = file(
        &station,
        "lich.csv",
        "Giờ,Thứ,Chương trình\n5h50,T2-T7,Bản tin của xã\n26h,T2,Bản tin của xã\n".as_bytes(),
    );
    assert_snapshot!(shown(&station, &["--lang", "en", "import", &book, "--apply"]), @r#"
    exit 1
    DAI/lich.csv: a list
     Cell   Text             Understood as
    ───────────────────────────────────────────────────────────────
     A1     Giờ              column of start times
     B1     Thứ              column of days
     C1     Chương trình     column of programme titles
     A2     5h50             airs at 05:50:00
     B2     T2-T7            days T2-T7
     C2     Bản tin của xã   programme "Bản tin của xã"
     A3     26h              ✗ cell A3: "26h" is not a time of day
     B3     T2               days T2
     C3     Bản tin của xã   programme "Bản tin của xã"
    DAI/lich.csv:3:1: error[sheet-time-unreadable]: cell A3: "26h" is not a time of day
           hint: Write, for example: 05:45, 5h45, 17h30 - 17h45, or Sáng (5h - 5h30); put a semicolon between several.

    schedules/ban-tin.toml: changed, programme "Bản tin của xã"
      - at = "05:45" # sáng
      - days = ["T2-T6"]
      + at = "05:50" # sáng
      + days = ["T2-T7"]
    1 error, so nothing was written. Correct the sheet and run this again.
    "#);
    let text = std::fs::read_to_string(station.path("schedules/ban-tin.toml")).unwrap();
    assert_eq!(text, NEWS);
}

#[test]
fn the_whole_reading_is_there_as_json() {
    let station = station();
    let book = file(&station, "lich.xlsx", &books::list(SHEET));
    let ended = run(station.command(&[]).args(["import", &book, "--json"]));
    let value: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(value["layout"], "list");
    let cells = value["cells"].as_array().unwrap();
    let time = cells.iter().find(|cell| cell["cell"] == "A2").unwrap();
    assert_eq!(time["text"], "5h50");
    assert_eq!(time["understood"], "giờ phát 05:50:00");
    assert_eq!(value["changes"][0]["action"], "changed");
    assert_eq!(value["changes"][1]["action"], "new");
    assert_eq!(value["written"], false);
}

#[test]
fn a_schedule_is_exported_once_and_never_over_a_file_that_is_there() {
    let station = station();
    let out = station.path("ra.csv").display().to_string();
    assert_snapshot!(shown(&station, &["export", "--out", &out]), @"
    exit 0
    Đã ghi DAI/ra.csv: 1 chương trình, 1 dòng.
    ");
    let bytes = std::fs::read(station.path("ra.csv")).unwrap();
    assert!(
        bytes.starts_with(b"\xef\xbb\xbf"),
        "Excel takes it for UTF-8 only by its mark"
    );
    assert_snapshot!(shown(&station, &["export", "--out", &out]), @"
    exit 3
    lỗi: DAI/ra.csv đã có sẵn, không ghi đè
      gợi ý: Chọn tên khác bằng --out, hoặc xóa tệp cũ.
    ");
    let imported = shown(&station, &["import", &out, "--apply"]);
    assert_snapshot!(imported.lines().next_back().unwrap(), @"Lịch trong bảng giống lịch của đài; không có gì để ghi.");
    let out = station.path("ra.docx").display().to_string();
    assert_snapshot!(shown(&station, &["export", "--out", &out]), @"
    exit 3
    lỗi: không rõ ghi DAI/ra.docx dạng gì
      gợi ý: Tên tệp phải có đuôi .xlsx hoặc .csv.
    ");
    assert_snapshot!(shown(&station, &["import", "khong-co.xlsx"]), @"
    exit 4
    lỗi: không đọc được tệp khong-co.xlsx
      nguyên nhân: không có tệp hoặc thư mục này, mã lỗi 2
      gợi ý: Xem lại tên tệp và thư mục.
    ");
}
