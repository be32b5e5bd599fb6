//! Files that are broken or mean harm: each is told what it is, and none takes much memory or brings the program down.

use std::io::{Cursor, Write as _};

use loa::config::workbook::open;
use loa::sheet::read::read;
use loa::sheet::{Cell, Merged, Moment, Sheet, Spot};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{books, cases, context, reading};

fn check(bytes: &[u8], expected: &str) {
    let reading = reading(bytes);
    let codes: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, [expected]);
    assert!(reading.changes.is_empty());
}

// T25: a file cut short at any place is an error and nothing worse.
#[test]
fn a_workbook_that_is_cut_short_is_refused() {
    let whole = books::gop_o();
    for length in (2..whole.len()).step_by(211) {
        check(&whole[..length], "sheet-broken");
    }
    check(b"PK\x03\x04 no zip at all", "sheet-broken");
}

#[test]
fn a_package_that_unpacks_to_much_more_than_a_schedule_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..64 {
        writer.write_all(&block).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "{} bytes are no bomb", bytes.len());
    check(&bytes, "sheet-unpacks-too-big");
}

#[test]
fn a_package_of_very_many_parts_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..1_001 {
        writer
            .start_file(format!("{number}.xml"), SimpleFileOptions::default())
            .unwrap();
    }
    check(
        &writer.finish().unwrap().into_inner(),
        "sheet-unpacks-too-big",
    );
}

#[test]
fn a_file_that_is_too_big_is_refused_before_it_is_read() {
    check(&vec![b'P'; 10_000_001], "sheet-too-big");
}

#[test]
fn a_sheet_may_say_that_it_is_huge_or_have_a_cell_in_its_last_corner() {
    let bytes = books::patched(&books::gop_o(), "xl/worksheets/sheet1.xml", |text| {
        let from = text.find("<dimension").unwrap();
        let to = from + text[from..].find("/>").unwrap() + 2;
        text.replace(&text[from..to], "<dimension ref=\"A1:XFD1048576\"/>")
            .replace(
                "</sheetData>",
                "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
            )
    });
    let reading = reading(&bytes);
    assert!(!reading.has_errors(), "{:?}", reading.problems);
    assert_eq!(reading.changes.len(), 2);
}

#[test]
fn a_sheet_with_more_cells_or_rows_than_a_schedule_is_refused() {
    let many = books::book(|sheet| {
        for row in 0..1_001u32 {
            for column in 0..50u16 {
                sheet.write_number(row, column, 1).unwrap();
            }
        }
    });
    check(&many, "sheet-too-many-cells");
    let text = "a,b\n".repeat(5_001);
    check(text.as_bytes(), "sheet-too-many-rows");
    let text = format!("{}\n", vec!["a"; 60].join(",")).repeat(1_000);
    check(text.as_bytes(), "sheet-too-many-cells");
}

#[test]
fn a_range_that_runs_backwards_is_refused() {
    let bytes = books::patched(&books::gop_o(), "xl/worksheets/sheet1.xml", |text| {
        text.replace("ref=\"A2:A3\"", "ref=\"A3:A2\"")
    });
    check(&bytes, "sheet-broken");
}

#[test]
fn a_package_without_its_parts_is_refused() {
    let bytes = books::patched(&books::gop_o(), "xl/workbook.xml", |_| {
        "<workbook/>".to_owned()
    });
    assert_eq!(open(&bytes, None).unwrap_err().code, "sheet-broken");
    let bytes = books::patched(&books::gop_o(), "xl/worksheets/sheet1.xml", |text| {
        text[..text.len() / 2].to_owned()
    });
    assert_eq!(open(&bytes, None).unwrap_err().code, "sheet-broken");
}

fn cells() -> impl Strategy<Value = Cell> {
    let words = prop_oneof![
        "(Giờ|Thứ|Ngày|Chương trình|Thứ 2|T3|CN|Từ ngày|Trừ|Tệp|Mã|Cron|Tiết mục|Khu vực|Mùa|Khi trễ|Quy tắc khác)",
        "([0-9]{1,3}(h|:|giờ |')?){1,3}",
        "(từ )?[0-9]{1,2}[/.-][0-9]{1,2}([/.-][0-9]{1,4})?( ?(-|–|đến) ?[0-9/]{1,10})?",
        "(Bản tin của phường|Nhạc cuối buổi|nhac/1|trừ CN|hằng ngày|chọn cchc: nhiều nhất 9|nghỉ 2s|0 0 5 \\* \\* \\*)",
        "(lunar = \\{ day = (15|32|\\[1, 15\\]) \\}|on = \\[\"ngay-le\"|every = \\{ weeks = 2, from = 2026-12-08 \\}|days = 2)",
        "((- |1\\. |5h30 |17h: )?(Bản tin của phường|Nhạc cuối buổi|Mới)( \\(7'\\))?(\n|; )?){1,4}",
        "\\PC{0,8}",
    ];
    prop_oneof![
        4 => words.prop_map(Cell::Text),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => (any::<i64>(), any::<bool>()).prop_map(|(ms, has_day)| Cell::Moment(Moment {
            day: has_day.then(|| loa::time::CivilDay::from_days(ms % 40_000)),
            ms: ms % 200_000_000,
        })),
        1 => Just(Cell::Error("#REF!".to_owned())),
    ]
}

/// First rows: of no schedule, of a list and of a week.
const HEADINGS: [&[&str]; 3] = [
    &[],
    &[
        "Giờ",
        "Thứ",
        "Chương trình",
        "Từ ngày",
        "Trừ",
        "Ghi chú",
        "Tệp",
        "Quy tắc khác",
        "Mã",
    ],
    &["Giờ", "Thứ 2", "T3", "Thứ Tư 09/12/2026", "T5", "", "CN"],
];

fn spots() -> impl Strategy<Value = Spot> {
    (1u32..8, 1u32..10).prop_map(|(row, column)| Spot { row, column })
}

proptest! {
    #![proptest_config(cases(512))]
    #[test]
    fn whatever_stands_in_the_cells_something_is_said_and_nothing_breaks(
        cells in proptest::collection::btree_map(spots(), cells(), 0..40),
        merged in proptest::collection::vec((spots(), spots()), 0..3),
        hidden in proptest::collection::btree_set(1u32..8, 0..2),
        headings in 0..HEADINGS.len(),
    ) {
        let mut sheet = Sheet { cells, hidden_rows: hidden, ..Sheet::default() };
        for (column, heading) in (1..).zip(HEADINGS[headings]) {
            sheet.cells.insert(Spot { row: 1, column }, Cell::Text((*heading).to_owned()));
        }
        sheet.merged = merged.into_iter().map(|(first, last)| Merged { first, last }).collect();
        let reading = read("a.xlsx", &sheet, &context());
        // Nothing is taken for a schedule without a word about why not.
        prop_assert!(!reading.changes.is_empty() || reading.has_errors(), "{:?}", reading);
        for change in &reading.changes {
            prop_assert!(!change.programme.rules.is_empty());
        }
    }

    #[test]
    fn bytes_that_were_altered_break_nothing(at in 0usize..6_000, byte in any::<u8>(), cut in 0usize..4) {
        let mut bytes = books::gop_o();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.drain(at..(at + cut).min(bytes.len()));
        drop(reading(&bytes));
    }

    #[test]
    fn parts_that_were_altered_break_nothing(
        part in 0usize..4,
        at in 0usize..4_000,
        put in "[<>/\"=&;a-z0-9A-Z -]{0,3}",
        cut in 0usize..4,
    ) {
        let names = ["worksheets/sheet1", "workbook", "sharedStrings", "styles"];
        let part = format!("xl/{}.xml", names[part]);
        let bytes = books::patched(&books::gop_o(), &part, |text| {
            let at = at % text.chars().count();
            let letters = || text.chars();
            letters().take(at).chain(put.chars()).chain(letters().skip(at + cut)).collect()
        });
        drop(reading(&bytes));
    }

    #[test]
    fn any_bytes_are_csv_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(reading(&bytes));
    }
}
