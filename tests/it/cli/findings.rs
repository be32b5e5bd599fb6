//! How findings are printed: with their codes, without anything that could steer the screen, and not without end.

use insta::assert_snapshot;
use serde_json::Value;

use super::shown;
use crate::common::loa::Station;

const RULE: &str = "[[when]]\nat = \"05:30\"\n";
const ITEM: &str = "[[item]]\nplay = \"a.wav\"\n";

fn findings(station: &Station) -> Vec<Value> {
    let ended = station.run(&["check", "--json"]);
    serde_json::from_str(&ended.out).expect("a list of findings")
}

// A file from a stranger must not be able to clear the screen, or to turn a line of the report round.
#[test]
fn what_would_steer_the_screen_is_shown_by_its_number() {
    let station = Station::new();
    station.segment("a", 1_000, 300.0, "");
    let escape = format!("title = \"Bản\t\u{1b}[2Jtin\"\n{RULE}{ITEM}");
    station.write("schedules/esc.toml", &escape);
    let turned = format!("title = \"Bản \u{202e}nit\"\n{RULE}{ITEM}");
    station.write("schedules/rlo.toml", &turned);
    let value = format!("title = \"Tin\"\n{RULE}start = \"\\u001B[31m\"\n{ITEM}");
    station.write("schedules/value.toml", &value);
    assert_snapshot!(shown(&station, &["check"]), @r#"
    exit 1
    --- stdout
    schedules/esc.toml:1:14: lỗi[character-control]: dòng này có ký tự điều khiển U+001B (ESC), không nhìn thấy được và không dùng được
         1 | title = "Bản <U+001B>[2Jtin"
           |              ^^^^^^^^
           gợi ý: Xóa ký tự đó, hoặc xóa cả dòng rồi gõ lại bằng tay.

    schedules/rlo.toml:1:9: lỗi[text-unprintable]: giá trị của `title` có ký tự xuống dòng hoặc ký tự ẩn: U+202E (RLO)
         1 | title = "Bản <U+202E>nit"
           |         ^^^^^^^^^^^^^^^^^
           gợi ý: Viết trên một dòng; xóa và gõ lại bằng tay nếu chữ được dán từ nơi khác.

    schedules/value.toml:4:9: lỗi[text-unprintable]: giá trị của `start` có ký tự xuống dòng hoặc ký tự ẩn: U+001B (ESC)
         4 | start = "\u001B[31m"
           |         ^^^^^^^^^^^^
           gợi ý: Viết trên một dòng; xóa và gõ lại bằng tay nếu chữ được dán từ nơi khác.

    3 lỗi, 0 cảnh báo (0 chương trình, 1 tin, bài và nhạc dùng được).
    Đã xem 62 ngày sắp tới, tính cả hôm nay; riêng tin, bài của chuyên mục: 14 ngày.
    Xem giải thích: loa check --explain MÃ, với MÃ là: character-control, text-unprintable.
    "#);
}

#[test]
fn old_line_ends_are_told_in_the_language_of_the_reader() {
    let station = Station::new();
    let text = format!("title = \"Tin\"\n{RULE}{ITEM}").replace('\n', "\r");
    station.write("schedules/mac.toml", &text);
    assert_snapshot!(shown(&station, &["check"]), @r#"
    exit 1
    --- stdout
    schedules/mac.toml:1:14: lỗi[line-end-alone]: tệp này xuống dòng kiểu máy Mac đời cũ (chỉ có ký tự U+000D), nên máy đọc thành một dòng
         1 | title = "Tin"<U+000D>[[when]]<U+000D>at = "05:30"<U+000D>[[item]]<U+000D>play = "a.wav"
           |              ^^^^^^^^
           gợi ý: Mở tệp bằng Notepad hoặc trình soạn thảo, chọn kiểu xuống dòng Windows (CRLF) hoặc Unix (LF) rồi lưu lại.

    1 lỗi, 0 cảnh báo (0 chương trình, 0 tin, bài và nhạc dùng được).
    Đã xem 62 ngày sắp tới, tính cả hôm nay; riêng tin, bài của chuyên mục: 14 ngày.
    Xem giải thích: loa check --explain MÃ, với MÃ là: line-end-alone.
    "#);
}

#[test]
fn of_many_findings_of_a_kind_the_first_are_printed_and_the_rest_counted() {
    let station = Station::new();
    station.segment("a", 1_000, 300.0, "");
    let many = format!("title = \"Tin\"\n{}{ITEM}", RULE.repeat(24));
    station.write("schedules/nhieu.toml", &many);
    let told = shown(&station, &["check"]);
    let printed = told.matches("cảnh báo[rules-clash]: ").count();
    assert_eq!(printed, 20, "{told}");
    let more = "schedules/nhieu.toml: còn 3 chỗ như vậy nữa [rules-clash], không in hết; \
        xem đủ bằng: loa check --json\n";
    assert!(told.contains(more), "{told}");
    assert!(told.contains("0 lỗi, 23 cảnh báo"), "{told}");
    let all = findings(&station);
    assert_eq!(all.len(), 23);
    for finding in &all {
        assert_eq!(finding["line_text"], "[[when]]");
    }
}

#[test]
fn a_finding_as_json_has_its_line_as_it_stands_in_the_file() {
    let station = Station::new();
    let text = format!(
        "title = \"Tin\"\n{}{ITEM}",
        "[[when]]\nat = \"5h30\u{1b}\"\n"
    );
    station.write("schedules/tin.toml", &text);
    let all = findings(&station);
    assert_eq!(all[0]["code"], "character-control");
    assert_eq!(all[0]["line_text"], "at = \"5h30\u{1b}\"");
    assert_eq!(
        (&all[0]["line"], &all[0]["column"]),
        (&3.into(), &11.into())
    );
    let whole = Station::empty();
    let all = findings(&whole);
    assert_eq!((all.len(), &all[0]["line_text"]), (1, &Value::Null));
}

#[test]
fn a_check_that_could_not_look_ahead_says_so() {
    let station = Station::new();
    let text = std::fs::read_to_string(station.path("station.toml")).expect("it is there");
    let broken = text.replace("[station]\n", "[station]\nid = 5\n");
    station.write("station.toml", &broken);
    let told = shown(&station, &["check"]);
    assert!(told.starts_with("exit 1\n"), "{told}");
    assert!(told.contains("CHƯA xem các ngày sắp tới"), "{told}");
    station.write("station.toml", &text);
    let told = shown(&station, &["check"]);
    assert!(told.contains("Đã xem 62 ngày sắp tới"), "{told}");
}
