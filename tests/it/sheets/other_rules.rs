//! The column of other rules: whatever a file says comes back as it was, and what is written in a cell is read as in a
//! file, with its problems at the cell.

use insta::assert_snapshot;
use loa::ids::ProgrammeId;
use loa::schedule::parse::parse_programme;
use loa::sheet::change::same;
use loa::sheet::context::SheetContext;
use loa::sheet::export::export;
use loa::sheet::{delimited, write};

use super::{books, context, emptied, told, understood};

/// The station with one programme only, and with sets of days whose names a cell takes for something else.
fn station_of(text: &str) -> SheetContext {
    let mut context = context();
    let holidays = context.schedule.day_sets["ngay-le"].clone();
    let sets = &mut context.schedule.day_sets;
    sets.insert("cac-hop".to_owned(), holidays.clone());
    sets.insert("t2".to_owned(), holidays);
    let mut problems = Vec::new();
    let schedule = &context.schedule;
    let programme = parse_programme("schedules/thu.toml", text, schedule, &mut problems);
    let programme = programme.unwrap_or_else(|| panic!("{problems:?}"));
    context.texts = [(ProgrammeId::from("thu"), text.to_owned())].into();
    context.programmes = vec![programme];
    context
}

/// Checks that a file comes back from both kinds of sheet as it is, and in an empty folder with the same meaning.
fn check(keys: &str) {
    let text = format!("title = \"Thử\"\n\n[[when]]\n{keys}\n\n[[item]]\nplay = \"tin.mp3\"\n");
    check_file(&text);
}

fn check_file(text: &str) {
    let context = station_of(text);
    let made = export(&context).unwrap();
    for bytes in [write::workbook(&made.rows), delimited::write(&made.rows)] {
        let bytes = bytes.unwrap();
        let reading = understood(&bytes, &context);
        assert_eq!(reading.problems, [], "{text}");
        assert_eq!(reading.changes[0].text, text);
        let reading = understood(&bytes, &emptied(&context));
        assert!(!reading.has_errors(), "{text} {:?}", reading.problems);
        assert!(same(&reading.changes[0].programme, &context.programmes[0]));
    }
}

#[test]
fn what_a_sheet_has_no_column_for_comes_back_as_it_was() {
    for keys in [
        "at = \"17:30\"\nlunar = { day = [1, 15], before = 1 }   # rằm và mùng 1",
        "at = \"17:30\"\nlunar = { from = \"23/12\", until = \"5/1\" }",
        "at = \"17:30\"\n[when.lunar]\nday = \"cuối\"\nmonth = 12",
        "at = \"17:30\"\nlunar.day = 15",
        "at = \"17:30\"\nevery = { weeks = 2, from = 2026-12-08 }",
        "at = \"17:30\"\nevery = { weeks = 2, from = 2026-12-08 }\ndays = \"hằng ngày\"",
        "at = \"17:30\"\nweekday_of_month = [\"thứ Hai đầu tháng\", \"cuối CN\"]",
        "at = \"17:30\"\ndays_of_month = 25",
        "at = \"17:30\"\ndates = [\n  2026-12-05,   # một ngày\n  \"2026-12-10..2026-12-15\",\n]",
        "at = \"17:30\"\ndates = [2026-12-05]",
        "at = \"17:30\"\non = [\"ngay-le\", \"quoc-tang\", \"Chủ nhật\"]",
        "at = \"17:30\"\non = \"quoc-tang\"",
        "at = \"23:30\"\noutside_hours = 'Giao  thừa: \"bắn pháo hoa\"'",
        "at = \"17:30\"\nexcept = [\"Thứ Hai\", \"ngay-le\", 2026-12-31, \"2027-02-01..2027-02-03\"]",
        "at = \"17:30\"\nexcept = [\"cac-hop\", \"CN\"]",
        "at = \"17:30\"\nexcept = [\"t2\"]",
        "at = \"17:30\"\nfrom = 1900-01-15",
        "cron = \"0 0  5 * *   T2\"\nlunar = { day = 2 }",
    ] {
        check(keys);
        check(&keys.replace('\n', "\r\n"));
    }
}

#[test]
fn blanks_that_a_cell_does_not_keep_make_no_other_programme() {
    let rules = "[[when]]\nat = \"05:45\"\n\n[[when]]\nat = \"17:45\"\non = [\"CN\"]\n\n";
    let items = "[[item]]\nplay = \"tin.mp3\"\n[[item]]\npause = \"2s\"\n";
    check_file(&format!("title = \"Bản tin\"\n{rules}{items}"));
    let odd = "[[item]]\nplay = \"nghỉ  trưa.mp3\"\n[[item]]\nplay = \"chọn lọc.mp3\"\n";
    let context = station_of(&format!("title = \"Bản  tin\"\n{rules}{odd}"));
    let made = export(&context).unwrap();
    let bytes = write::workbook(&made.rows).unwrap();
    let reading = understood(&bytes, &context);
    assert_eq!(reading.problems, []);
    assert!(
        !reading.changes[0].is_changed,
        "{}",
        reading.changes[0].text
    );
}

const HEADINGS: &[&str] = &["Giờ", "Thứ", "Chương trình", "Quy tắc khác", "Tệp"];

#[test]
fn an_officer_may_write_other_rules_and_leave_the_days_empty() {
    let book = books::list(&[
        HEADINGS,
        &[
            "17:30",
            "",
            "Nhạc cuối buổi",
            "lunar = { day = [1, 15], before = 1 }",
            "",
        ],
        &[
            "06:00",
            "",
            "Bản tin của phường",
            "every = { weeks = 2, from = 2026-12-08 }\non = [\"T3\"]",
            "",
        ],
        &["06:10", "T2", "Loa thử", "", "tin.mp3"],
    ]);
    assert_snapshot!(told(&book), @r#"
    list
    2:3: warning: ô C2: bảng không nhắc đến mọi giờ phát của "Nhạc cuối buổi"; sẽ bỏ: 06:30:00 T2-CN
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell C2: the sheet does not name every slot of "Nhạc cuối buổi"; these go: 06:30:00 T2-CN. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    3:3: warning: ô C3: bảng không nhắc đến mọi giờ phát của "Bản tin của phường"; sẽ bỏ: 05:45:00 T2, T4, T6
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell C3: the sheet does not name every slot of "Bản tin của phường"; these go: 05:45:00 T2, T4, T6. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    nhac changed
      title = "Nhạc cuối buổi"
      [[when]]
      at = "17:30"
      start = "next"
      lunar = { day = [1, 15], before = 1 }
      [[item]]
      play = "nhac/nhac-hieu.flac"
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "06:00" # giờ dậy
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      every = { weeks = 2, from = 2026-12-08 }
      on = ["T3"]
      [[item]]
      play = "tin.mp3"
    loa-thu new
      title = "Loa thử"
      zones = ["all"]
      [[when]]
      at = "06:10"
      days = ["T2"]
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn a_mistake_among_other_rules_is_told_at_its_cell() {
    let book = books::list(&[
        HEADINGS,
        &[
            "17:30",
            "",
            "Nhạc cuối buổi",
            "lunar = { day = 32 }\nluna = 1",
            "",
        ],
        &["17:31", "", "Nhạc cuối buổi", "days = [\"T2\"]", ""],
        &["17:32", "", "Nhạc cuối buổi", "rằm và mùng 1", ""],
        &["17:33", "", "Nhạc cuối buổi", "on = [“le”]", ""],
        &["17:34", "", "Nhạc cuối buổi", "outside_hours = \"lễ\"", ""],
    ]);
    assert_snapshot!(told(&book), @r#"
    list
    2:4: error: ô D2: giá trị 32 của `day` nằm ngoài giới hạn
      Dùng giá trị từ 1 đến 30.
      en: cell D2: the value 32 of `day` is out of bounds. Use a value from 1 to 30.
    2:4: error: ô D2: không có khóa nào tên là `luna`
      Có phải là `lunar`?
      en: cell D2: there is no key called `luna`. Is it `lunar`?
    3:4: error: ô D3: `days` có cột riêng trong bảng
      Ghi vào cột Thứ; cột Quy tắc khác chỉ dành cho những gì không có cột riêng.
      en: cell D3: `days` has a column of its own in a sheet. Write it in the column Thứ; Quy tắc khác is for what has no column of its own.
    4:4: error: ô D4: tên khóa ở đây không đúng
      Dòng phải theo mẫu: khóa = "giá trị", khóa viết không dấu. Ghi chú phải bắt đầu bằng dấu #.
      en: cell D4: this is not a key. A line reads: key = "value", with keys in plain letters. A comment begins with #.
    5:4: error: ô D5: dấu ngoặc kép cong (“ ”) không dùng được
      Gõ dấu ngoặc kép thẳng ("). Word tự đổi sang dấu cong; hãy soạn bằng Notepad.
      en: cell D5: curly quotes (“ ”) can't be used. Type straight quotes ("). Word turns them into curly ones; use Notepad.
    6:2: error: ô B6: dòng này chưa ghi ngày phát
      Phát mỗi ngày thì viết: Hằng ngày. Không thì viết thứ, ví dụ: T2, T4, T6.
      en: cell B6: this row names no days. For every day write: Hằng ngày. Else write weekdays, for example: T2, T4, T6.
    "#);
}

#[test]
fn what_is_worth_a_look_in_a_file_is_told_at_the_cell_it_comes_of() {
    let book = books::list(&[
        HEADINGS,
        &[
            "17:30",
            "",
            "Nhạc cuối buổi",
            "lunar = { day = 30, month = 12 }",
            "",
        ],
        &[
            "06:00",
            "từ 01/12/2025 đến 15/12/2025",
            "Bản tin của phường",
            "",
            "",
        ],
    ]);
    let told = told(&book);
    let lines = told.lines().filter(|line| line.contains(": warning: "));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    2:3: warning: ô C2: bảng không nhắc đến mọi giờ phát của "Nhạc cuối buổi"; sẽ bỏ: 06:30:00 T2-CN
    2:4: warning: ô D2: trước 2033-01-30 không có ngày nào hợp với quy tắc âm lịch này
    3:2: warning: ô B3: quy tắc giờ phát này đã hết hạn: ngày cuối là 2025-12-15
    3:3: warning: ô C3: bảng không nhắc đến mọi giờ phát của "Bản tin của phường"; sẽ bỏ: 05:45:00 T2, T4, T6
    "#);
}
