//! The days of a row: how closely a rule is bound to them, and what of the station's own days stays.

use loa::ids::ProgrammeId;
use loa::schedule::Specificity;
use loa::sheet::export::export;
use loa::sheet::{delimited, write};
use loa::time::CivilDay;

use super::{books, context, emptied, reading, understood};

/// Returns the days that the only changed file then says, key by key, or the codes of the errors.
fn when(rows: &[&[&str]]) -> String {
    let reading = reading(&books::list(rows));
    if reading.has_errors() {
        let codes: Vec<&str> = reading
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        return codes.join(" ");
    }
    let lines = reading.changes[0].text.lines().map(str::trim);
    let rule = lines
        .skip_while(|line| *line != "[[when]]")
        .skip(1)
        .take_while(|line| *line != "[[item]]" && *line != "[[when]]");
    let keys = ["at ", "late ", "start "];
    let days =
        rule.filter(|line| !line.is_empty() && !keys.iter().any(|key| line.starts_with(key)));
    days.collect::<Vec<_>>().join("; ")
}

fn check(rows: &[&[&str]], expected: &str) {
    assert_eq!(when(rows), expected, "{rows:?}");
}

#[test]
fn a_range_that_stands_alone_is_dates_and_beside_weekdays_a_season() {
    const RANGE: &str = "từ 01/12/2026 đến 15/12/2026";
    const DATES: &str = "dates = [\"2026-12-01..2026-12-15\"]";
    const SEASON: &str = "from = 2026-12-01; until = 2026-12-15";
    let new = "Thông báo";
    check(
        &[
            &["Giờ", "Ngày phát", "Chương trình", "Tệp"],
            &["05h45'30", RANGE, new, "xa/tin.mp3"],
        ],
        DATES,
    );
    check(
        &[
            &["Giờ", "Thứ", "Chương trình", "Tệp"],
            &["05h45'30", RANGE, new, "xa/tin.mp3"],
        ],
        DATES,
    );
    let both = &["Giờ", "Thứ", "Ngày phát", "Chương trình", "Tệp"];
    check(&[both, &["5h45", "", RANGE, new, "xa/tin.mp3"]], DATES);
    check(
        &[both, &["5h45", "Hằng ngày", RANGE, new, "xa/tin.mp3"]],
        DATES,
    );
    let weekdays = format!("days = [\"T2-T6\"]; {SEASON}");
    check(
        &[both, &["5h45", "T2-T6", RANGE, new, "xa/tin.mp3"]],
        &weekdays,
    );
    let ends = &["Giờ", "Thứ", "Từ ngày", "Đến ngày", "Chương trình", "Tệp"];
    let row = |days| ["5h45", days, "01/12/2026", "15/12/2026", new, "xa/tin.mp3"];
    check(&[ends, &row("")], DATES);
    check(&[ends, &row("Hằng ngày")], SEASON);
    check(&[ends, &row("T2-T6")], &weekdays);
    let long = "từ 01/12/2026 đến 31/12/2027";
    check(
        &[both, &["5h45", "", long, new, "xa/tin.mp3"]],
        "from = 2026-12-01; until = 2027-12-31",
    );
    // The weekdays of the file do not stay where the sheet has no cell for them but that of dates.
    check(
        &[
            &["Giờ", "Ngày phát", "Chương trình"],
            &["05:45", RANGE, "Bản tin của phường"],
        ],
        &format!("except = [\"ngay-le\", \"quoc-tang\"]; {DATES}"),
    );
}

#[test]
fn a_range_out_of_a_sheet_goes_before_the_weekdays_and_comes_back_from_one() {
    let book = books::list(&[
        &["Giờ", "Ngày phát", "Chương trình", "Tệp"],
        &[
            "05h45'30",
            "từ 01/12/2026 đến 15/12/2026",
            "Thông báo",
            "xa/tin.mp3",
        ],
    ]);
    let change = reading(&book).changes.remove(0);
    let day = CivilDay::parse("2026-12-02").unwrap();
    assert_eq!(
        change.programme.rules[0].specificity_on(day),
        Specificity::Range
    );
    let mut context = context();
    context.programmes = vec![change.programme];
    context.texts = [(ProgrammeId::from("thong-bao"), change.text.clone())].into();
    let made = export(&context).unwrap();
    assert!(
        made.rows[1].contains(&"01/12/2026 - 15/12/2026".to_owned()),
        "{made:?}"
    );
    for bytes in [write::workbook(&made.rows), delimited::write(&made.rows)] {
        let bytes = bytes.unwrap();
        let reading = understood(&bytes, &context);
        assert_eq!(
            (&reading.problems[..], reading.changes[0].is_changed),
            (&[][..], false)
        );
        let anew = understood(&bytes, &emptied(&context));
        assert_eq!(anew.changes[0].text, change.text);
    }
}

/// The station's news leaves out holidays and mourning.
#[test]
fn exceptions_of_the_file_stay_and_what_the_sheet_names_is_added() {
    fn check(cells: &[(&str, &str)], expected: &str, warned: &[&str]) {
        let (mut headings, mut row) = (
            vec!["Giờ", "Thứ", "Chương trình"],
            vec!["05:45", "T2", "Bản tin của phường"],
        );
        for (heading, cell) in cells {
            match *heading {
                "Thứ" => row[1] = cell,
                heading => {
                    headings.push(heading);
                    row.push(cell);
                }
            }
        }
        let reading = reading(&books::list(&[&headings, &row]));
        let text = &reading.changes[0].text;
        let except = text.lines().find(|line| line.starts_with("except"));
        assert_eq!(except.unwrap_or_default(), expected, "{cells:?}");
        let told = reading
            .problems
            .iter()
            .filter(|problem| problem.code == "sheet-except-removed");
        let told: Vec<&str> = told
            .flat_map(|problem| problem.args.iter())
            .filter(|(name, _)| *name == "days")
            .map(|(_, days)| days.as_str())
            .collect();
        assert_eq!(told, warned, "{cells:?}");
    }
    const FILE: &str = "except = [\"ngay-le\", \"quoc-tang\"]";
    check(&[], FILE, &[]);
    check(&[("Ghi chú", "trừ ngày lễ")], FILE, &[]);
    check(&[("Thứ", "T2 trừ ngày lễ")], FILE, &[]);
    check(&[("Trừ", "ngày lễ")], FILE, &[]);
    check(&[("Trừ", "")], FILE, &[]);
    check(
        &[("Ghi chú", "trừ 24/12/2026")],
        "except = [\"ngay-le\", \"quoc-tang\", \"2026-12-24\"]",
        &[],
    );
    check(
        &[("Trừ", "không trừ ngày nào")],
        "",
        &["ngay-le; quoc-tang"],
    );
    check(
        &[("Quy tắc khác", "except = [\"ngay-le\"]")],
        "except = [\"ngay-le\"]",
        &["quoc-tang"],
    );
    check(
        &[("Trừ ngày", "ngày lễ"), ("Mã", "ban-tin")],
        "except = [\"ngay-le\"]",
        &["quoc-tang"],
    );
    check(
        &[("Trừ ngày", "ngày lễ; quốc tang"), ("Mã", "ban-tin")],
        FILE,
        &[],
    );
}
