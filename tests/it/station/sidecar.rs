//! What a sidecar may say, and what is said about it when it does not.

use std::collections::BTreeMap;

use loa::ids::{AudioPath, ColumnId, Digest};
use loa::library::sidecar::{Context, parse_sidecar};
use loa::library::{Column, Found, Genre, Segment};
use loa::messages::Language;
use loa::schedule::diagnostic::Diagnostic;
use proptest::prelude::*;

use super::{check_read, day, refused, shuffled};

pub(super) fn read(text: &str) -> (Option<Segment>, Vec<Diagnostic>) {
    let id = ColumnId::from("cchc");
    let title = "Cải cách hành chính".to_owned();
    let columns = BTreeMap::from([(id.clone(), Column { id, title })]);
    let context = Context {
        columns: Some(&columns),
    };
    let audio = AudioPath::from("cchc/khai-sinh.mp3");
    let mut problems = Vec::new();
    let file = "audio/cchc/khai-sinh.toml";
    let segment = parse_sidecar(file, text, &audio, Found::Missing, context, &mut problems);
    (segment, problems)
}

#[test]
fn a_sidecar_needs_no_more_than_title_and_genre() {
    let (segment, problems) = read("title = \"Khai sinh\"\ngenre = \"bai\"\n");
    assert_eq!(problems, []);
    let segment = segment.unwrap();
    assert_eq!(segment.id.as_str(), "cchc/khai-sinh");
    assert_eq!(segment.genre, Genre::Feature);
    assert_eq!((segment.approval, segment.column), (None, None));
    assert!(!segment.synthetic);
}

#[test]
fn a_sidecar_says_everything() {
    let sha256 = "a5".repeat(32);
    let (segment, problems) = read(&format!(
        r#"title = "Hướng dẫn đăng ký khai sinh trực tuyến"
genre = "hoi-dap"
column = "cchc"
topics = ["dvc-truc-tuyen", "mot-cua"]
activity = "hd4"
producer = "Trung tâm Văn hóa, Thông tin và Thể thao"
responsible = {{ name = "Nguyễn Văn An", title = "Giám đốc" }}
document = "Kế hoạch số 12/KH-UBND"
received = 2026-11-20
valid_from = 2026-11-21
valid_until = "2027-06-30"
synthetic = true
[approval]
by = "Trần Thị Bình"
on = 2026-11-21
sha256 = "{sha256}"
[withdrawn]
on = 2027-01-05
why = "Thủ tục đã đổi"
"#
    ));
    assert_eq!(problems, []);
    let segment = segment.unwrap();
    assert_eq!(segment.topics, ["dvc-truc-tuyen", "mot-cua"]);
    assert_eq!(segment.activity.as_deref(), Some("hd4"));
    assert_eq!(
        segment.responsible.unwrap().title.as_deref(),
        Some("Giám đốc")
    );
    assert_eq!(segment.received, Some(day("2026-11-20")));
    assert_eq!(segment.valid_until, Some(day("2027-06-30")));
    assert!(segment.synthetic);
    let approval = segment.approval.unwrap();
    assert_eq!(
        (approval.by.as_str(), approval.sha256),
        ("Trần Thị Bình", Digest([0xa5; 32]))
    );
    assert_eq!(segment.withdrawn.unwrap().on, day("2027-01-05"));
}

const WRONG: &str = r#"titel = "Khai sinh"
genre = "bài"
column = "cchcc"
topics = ["dvc-truc-tuyến", "Chuyển đổi số", "bong-da", "mot-cua", "mot-cua"]
activity = "hd5"
responsible = { title = "Giám đốc" }
received = 20/11/2026
synthetic = "yes"
[approval]
by = ""
on = "21/11/2026"
sha256 = "a5a5"
[withdrawn]
why = "sai"
"#;

#[test]
fn every_mistake_in_a_sidecar_is_told_at_once() {
    insta::assert_snapshot!(refused(read(WRONG), Language::Vi), @r#"
    audio/cchc/khai-sinh.toml:1:1 ✗ không có khóa nào tên là `titel`
        Có phải là `title`?
    audio/cchc/khai-sinh.toml:2:9 ✗ `genre` không nhận giá trị "bài"
        Có phải là "bai"? Chọn một trong: tin, bai, phong-van, hoi-dap, tieu-pham, guong-dien-hinh, thong-bao, chuong-trinh, nhac-hieu, loi-dan, am-nhac.
    audio/cchc/khai-sinh.toml:3:10 ✗ không có chuyên mục nào tên là "cchcc"
        Có phải là "cchc"? Trong station.toml có: cchc.
    audio/cchc/khai-sinh.toml:4:11 ✗ không có chủ đề nào có mã "dvc-truc-tuyến"
        Có phải là "dvc-truc-tuyen"?
    audio/cchc/khai-sinh.toml:4:29 ✗ không có chủ đề nào có mã "Chuyển đổi số"
        Có phải là "chuyen-doi-so"?
    audio/cchc/khai-sinh.toml:4:46 ✗ không có chủ đề nào có mã "bong-da"
        Xem bảng mã chủ đề trong docs/station-format.md.
    audio/cchc/khai-sinh.toml:4:68 ! chủ đề "mot-cua" ghi hai lần
        Xóa một lần; chủ đề chính ghi trước.
    audio/cchc/khai-sinh.toml:5:12 ✗ `activity` không nhận giá trị "hd5"
        Có phải là "hd1"? Chọn một trong: hd1, hd2, hd3, hd4.
    audio/cchc/khai-sinh.toml:7:12 ✗ ngày "20/11/2026" viết ngày trước, năm sau
        Viết 2026-11-20 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
    audio/cchc/khai-sinh.toml:8:13 ✗ giá trị của `synthetic` phải là true hoặc false, không phải chữ
        Viết theo mẫu: synthetic = true, không có dấu ngoặc kép.
    audio/cchc/khai-sinh.toml:10:6 ✗ giá trị của `by` để trống
        Điền giá trị, hoặc xóa cả dòng nếu không cần.
    audio/cchc/khai-sinh.toml:11:6 ✗ ngày "21/11/2026" viết ngày trước, năm sau
        Viết 2026-11-21 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
    audio/cchc/khai-sinh.toml:12:10 ✗ mã kiểm tra sha256 phải có đúng 64 ký tự, chỉ gồm 0–9 và a–f (ở đây có 4 ký tự)
        Dòng này do máy ghi; chạy "loa approve" để duyệt lại.
    "#);
}

#[test]
fn every_mistake_in_a_sidecar_is_told_in_english_too() {
    insta::assert_snapshot!(refused(read(WRONG), Language::En), @r#"
    audio/cchc/khai-sinh.toml:1:1 ✗ there is no key called `titel`
        Is it `title`?
    audio/cchc/khai-sinh.toml:2:9 ✗ `genre` can't be "bài"
        Is it "bai"? Choose one of: tin, bai, phong-van, hoi-dap, tieu-pham, guong-dien-hinh, thong-bao, chuong-trinh, nhac-hieu, loi-dan, am-nhac.
    audio/cchc/khai-sinh.toml:3:10 ✗ there is no column called "cchcc"
        Is it "cchc"? station.toml has: cchc.
    audio/cchc/khai-sinh.toml:4:11 ✗ there is no topic "dvc-truc-tuyến"
        Did you mean "dvc-truc-tuyen"?
    audio/cchc/khai-sinh.toml:4:29 ✗ there is no topic "Chuyển đổi số"
        Did you mean "chuyen-doi-so"?
    audio/cchc/khai-sinh.toml:4:46 ✗ there is no topic "bong-da"
        See the list of topics in docs/station-format.md.
    audio/cchc/khai-sinh.toml:4:68 ! the topic "mot-cua" is there twice
        Delete one; the primary topic comes first.
    audio/cchc/khai-sinh.toml:5:12 ✗ `activity` can't be "hd5"
        Is it "hd1"? Choose one of: hd1, hd2, hd3, hd4.
    audio/cchc/khai-sinh.toml:7:12 ✗ the date "20/11/2026" has the day first and the year last
        Write 2026-11-20 (year-month-day), so that nobody takes the day for the month.
    audio/cchc/khai-sinh.toml:8:13 ✗ the value of `synthetic` must be true or false, not text
        Write: synthetic = true, without quotes.
    audio/cchc/khai-sinh.toml:10:6 ✗ the value of `by` is empty
        Fill it in, or delete the line if it isn't needed.
    audio/cchc/khai-sinh.toml:11:6 ✗ the date "21/11/2026" has the day first and the year last
        Write 2026-11-21 (year-month-day), so that nobody takes the day for the month.
    audio/cchc/khai-sinh.toml:12:10 ✗ sha256 must have exactly 64 characters, only 0–9 and a–f (this has 4 characters)
        The program writes this line; approve again with "loa approve".
    "#);
}

const WRONG_DATES: &str = r#"title = "A"
genre = "tin"
valid_from = 2026-12-01
valid_until = 2026-11-01
[approval]
by = "B"
on = 2026-11-05
sha256 = "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"
[withdrawn]
why = "thiếu ngày"
"#;

#[test]
fn dates_that_cannot_all_be_true_are_told() {
    insta::assert_snapshot!(refused(read(WRONG_DATES), Language::Vi), @r#"
    audio/cchc/khai-sinh.toml:4:15 ✗ ngày hết hiệu lực 2026-11-01 đứng trước ngày có hiệu lực 2026-12-01
        Sửa valid_from hoặc valid_until.
    audio/cchc/khai-sinh.toml:5:1 ! duyệt ngày 2026-11-05, sau ngày hết hiệu lực 2026-11-01
        Tin, bài này sẽ không phát. Xem lại valid_until.
    audio/cchc/khai-sinh.toml:9:1 ✗ thiếu khóa `on`
        Thêm một dòng: on = …
    "#);
}

#[test]
fn dates_that_cannot_all_be_true_are_told_in_english_too() {
    insta::assert_snapshot!(refused(read(WRONG_DATES), Language::En), @r#"
    audio/cchc/khai-sinh.toml:4:15 ✗ the validity ends on 2026-11-01, before it begins on 2026-12-01
        Correct valid_from or valid_until.
    audio/cchc/khai-sinh.toml:5:1 ! approved on 2026-11-05, after the validity ended on 2026-11-01
        This segment will not air. Look at valid_until.
    audio/cchc/khai-sinh.toml:9:1 ✗ the key `on` is missing
        Add a line: on = …
    "#);
}

// T13: quotes, emoji and other scripts are text like any other; what would move or hide other text is told.
#[test]
fn odd_titles_are_kept_or_told() {
    let check = |title: &str, expected: Option<&str>| {
        let quoted = toml_edit::Value::from(title).to_string();
        let (segment, problems) = read(&format!("title = {quoted}\ngenre = \"tin\"\n"));
        assert_eq!(
            problems.first().map(|problem| problem.code),
            expected,
            "{title:?}"
        );
        let kept = segment.map(|segment| segment.title);
        assert_eq!(kept.as_deref(), Some(title).filter(|_| expected.is_none()));
    };
    check("Nói \"thật\", nói 'đúng' \\ 100%", None);
    check("🙂 عنوان", None);
    check(&"ă".repeat(1_000), None);
    check(&"ă".repeat(10_000), Some("text-too-long"));
    check("hai\ndòng", Some("text-unprintable"));
    check("a\0b", Some("text-unprintable"));
    check("a\u{202e}b", Some("text-unprintable"));
}

#[test]
fn a_decomposed_title_is_composed() {
    let (segment, _) = read("title = \"Tie\u{302}\u{301}ng\"\ngenre = \"tin\"\n");
    assert_eq!(segment.unwrap().title, "Tiếng");
}

#[test]
fn a_segment_for_a_single_day_is_no_mistake() {
    let text = WRONG_DATES
        .replace("2026-12-01", "2026-11-05")
        .replace("2026-11-01", "2026-11-05")
        .replace("why =", "on = 2026-11-05\nwhy =");
    let (segment, problems) = read(&text);
    assert_eq!(problems, []);
    assert_eq!(segment.unwrap().valid_until, Some(day("2026-11-05")));
}

#[test]
fn the_audio_of_a_station_without_columns_is_read() {
    let context = Context { columns: None };
    let audio = AudioPath::from("a.mp3");
    let text = "title = \"A\"\ngenre = \"tin\"\ncolumn = \"cchc\"\n";
    let mut problems = Vec::new();
    let segment = parse_sidecar(
        "a.toml",
        text,
        &audio,
        Found::Missing,
        context,
        &mut problems,
    );
    assert_eq!(problems, []);
    assert_eq!(segment.unwrap().column, Some(ColumnId::from("cchc")));
}

proptest! {
    // Every text that a person or a broken disk can leave is read to a value or to problems.
    #[test]
    fn no_text_brings_the_reader_down(text in "(?s).{0,200}") {
        check_read(read(&text))?;
    }

    #[test]
    fn no_shuffled_sidecar_brings_the_reader_down(text in shuffled(LINES)) {
        check_read(read(&text))?;
    }
}

const LINES: &[&str] = &[
    "title = \"A\"",
    "title = '''",
    "genre = \"tin\"",
    "column = \"\"",
    "topics = [[], {}, \"\"]",
    "topics = [\"mot-cua\", \"mot-cua\"]",
    "valid_from = 2027-01-01",
    "valid_until = 0000-01-01",
    "valid_until = 2026-01-01T10:00:00",
    "responsible = [\"A\"]",
    "responsible.name = \"A\"",
    "[approval]",
    "[[approval]]",
    "by = \"B\"",
    "on = 2026-02-30",
    "on = 2026-02-20",
    "sha256 = \"é\"",
    "[withdrawn]",
    "synthetic = 1",
    "\u{feff}",
];
