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

#[test]
fn forms_that_mean_one_thing_become_rules_and_others_are_refused() {
    for (days, expected) in [
        ("Thứ 2, 07/12/2026", "dates = [2026-12-07]"),
        ("thứ 2, 05/12/2026", "sheet-day-and-date-differ"),
        ("Ngày 05 tháng 12 năm 2026", "dates = [2026-12-05]"),
        ("01-15/12/2026", "dates = [\"2026-12-01..2026-12-15\"]"),
        ("T2, T4 hằng tuần", "days = [\"T2\", \"T4\"]"),
        ("T2 đầu tháng", "weekday_of_month = [\"1 T2\"]"),
        ("rằm và mùng 1 hằng tháng", "lunar = { day = [1, 15] }"),
        ("rằm tháng Giêng", "lunar = { day = 15, month = 1 }"),
        ("ngày cuối tháng", "days_of_month = [\"cuối\"]"),
        ("cuối tháng", "sheet-days-unreadable"),
        ("46361", "sheet-date-serial"),
    ] {
        let row = &["17:30", days, "Thông báo", "xa/tin.mp3"];
        check(&[&["Giờ", "Thứ", "Chương trình", "Tệp"], row], expected);
        check(
            &[&["Giờ", "Ngày phát", "Chương trình", "Tệp"], row],
            expected,
        );
    }
    let both = &["Giờ", "Thứ", "Ngày phát", "Chương trình", "Tệp"];
    check(
        &[both, &["17:30", "T2", "rằm", "Thông báo", "xa/tin.mp3"]],
        "days = [\"T2\"]; lunar = { day = 15 }",
    );
    check(
        &[
            both,
            &[
                "17:30",
                "rằm",
                "từ 01/12 đến 31/12/2026",
                "Thông báo",
                "xa/tin.mp3",
            ],
        ],
        "lunar = { day = 15 }; from = 2026-12-01; until = 2026-12-31",
    );
}

/// A cell of days that once said `rằm` and now says `T2` would else be both in silence.
#[test]
fn days_of_the_month_that_a_cell_does_not_name_stay_and_are_told() {
    fn check(days: &str, expected: &str, warned: &[&str]) {
        let mut context = context();
        let text = context.texts[&ProgrammeId::from("nhac")].replace(
            "start = \"next\"",
            "start = \"next\"\nlunar = { day = 15 }\noutside_hours = \"lễ\"",
        );
        let mut problems = Vec::new();
        let file = "schedules/nhac.toml";
        let schedule = &context.schedule;
        let nhac = loa::schedule::parse::parse_programme(file, &text, schedule, &mut problems);
        context.programmes = vec![nhac.unwrap()];
        context.texts = [(ProgrammeId::from("nhac"), text)].into();
        let book = books::list(&[
            &["Giờ", "Thứ", "Chương trình"],
            &["06:30", days, "Nhạc cuối buổi"],
        ]);
        let reading = understood(&book, &context);
        let text = &reading.changes[0].text;
        assert!(
            text.contains(expected) && text.contains("outside_hours"),
            "{text}"
        );
        let told: Vec<&str> = reading
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(told, warned, "{days}");
    }
    check("rằm", "lunar = { day = 15 }", &[]);
    check("rằm, mùng 1", "lunar = { day = [1, 15] }", &[]);
    check(
        "Hằng ngày",
        "lunar = { day = 15 }",
        &["sheet-month-days-kept"],
    );
    check(
        "T2, T4",
        "lunar = { day = 15 }",
        &["sheet-month-days-kept", "sheet-rules-removed"],
    );
}

#[test]
fn a_hidden_day_of_a_week_is_told_to_each_programme_that_loses_it() {
    let week = |is_hidden: bool| {
        books::book(|sheet| {
            let rows: &[&[&str]] = &[
                &["Giờ", "Thứ 2", "Thứ 4", "Thứ 6", "Thứ 3", "Thứ 5"],
                &[
                    "05:45",
                    "Bản tin của phường",
                    "Bản tin của phường",
                    "Bản tin của phường",
                    "",
                    "",
                ],
                &[
                    "05:45:30",
                    "Chuyên mục Cải cách hành chính",
                    "Chuyên mục Cải cách hành chính",
                    "Chuyên mục Cải cách hành chính",
                    "",
                    "",
                ],
                &[
                    "17:15:30",
                    "",
                    "",
                    "",
                    "Chuyên mục Cải cách hành chính",
                    "Chuyên mục Cải cách hành chính",
                ],
            ];
            books::rows(sheet, 0, rows);
            if is_hidden {
                sheet.set_column_hidden(3).unwrap();
            }
        })
    };
    let told = |is_hidden| {
        let problems = reading(&week(is_hidden)).problems;
        let lost = problems
            .into_iter()
            .filter(|problem| problem.code == "sheet-rules-removed");
        let args = lost.map(|problem| problem.args.into_iter().map(|(_, value)| value));
        args.map(|args| args.collect::<Vec<_>>().join("|"))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(false), [""; 0]);
    assert_eq!(
        told(true),
        [
            "B2|Bản tin của phường|05:45:00 T6",
            "B3|Chuyên mục Cải cách hành chính|05:45:30 T6",
        ]
    );
}
