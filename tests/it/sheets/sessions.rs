//! Hours by the part of the day and in stretches, and days with their season, as they stand in the rows of a session.

use super::{books, reading, told};

/// Checks what a row of a new programme says of when, or the code and the cell of what is wrong.
fn check(time: &str, days: &str, expected: &str) {
    let book = books::list(&[
        &["Giờ", "Thứ", "Chương trình", "Tệp"],
        &[time, days, "Thông báo mới", "xa/tin.mp3"],
    ]);
    let reading = reading(&book);
    let said = match reading.problems.first() {
        Some(problem) => {
            let cell = (problem.place.line, problem.place.column);
            format!("{} {cell:?}", problem.code)
        }
        None => {
            let lines = reading.changes[0].text.lines();
            let of_when = lines.skip_while(|line| *line != "[[when]]").skip(1);
            let lines: Vec<&str> = of_when.take_while(|line| !line.is_empty()).collect();
            lines.join("; ")
        }
    };
    assert_eq!(said, expected, "{time} {days}");
}

#[test]
fn hours_of_a_session_are_read_or_refused_with_their_cell() {
    let weekdays = "days = [\"T2-T6\"]";
    let at = |time: &str, hours: &str| check(time, "T2-T6", &format!("at = {hours}; {weekdays}"));
    at("Sáng (5h00-5h30)", "\"05:00\"");
    at("Buổi chiều: 5h - 5h30", "\"17:00\"");
    at("5h00-5h30; 17h00-17h30", "[\"05:00\", \"17:00\"]");
    at(
        "Sáng: 5h00-5h30\nChiều: 17h00-17h30",
        "[\"05:00\", \"17:00\"]",
    );
    for time in [
        "Sáng (17h00-17h30)",
        "5h, 6h chiều",
        "17h30-5h; 6h",
        "Sáng",
        "0.5",
    ] {
        check(time, "T2-T6", "sheet-time-unreadable (2, 1)");
    }
}

#[test]
fn weekdays_of_a_season_and_of_a_month_are_read_or_refused_with_their_cell() {
    let season = "at = \"05:00\"; days = [\"T2-T6\"]; from = 2026-12-01; until = 2026-12-31";
    check("5h", "T2-T6 từ 1/12/2026 đến 31/12/2026", season);
    check("5h", "T2-T6\n(01/12/2026 - 31/12/2026)", season);
    let monday = "at = \"05:00\"; weekday_of_month = [\"1 T2\"]";
    check("5h", "thứ Hai tuần đầu tháng", monday);
    check("5h", "thứ Hai đầu tiên của tháng", monday);
    check(
        "5h",
        "giao thừa",
        "at = \"05:00\"; lunar = { day = \"cuối\", month = 12 }",
    );
    for days in ["T2-T6 từ 1/12/2026", "T2 tuần 1", "T3 tuần lẻ"] {
        check("5h", days, "sheet-days-unreadable (2, 2)");
    }
    // Of no lunar month without the word for it.
    check("5h", "15 tháng 7", "sheet-date-without-year (2, 2)");
    check(
        "5h",
        "T2 từ 12/25/2026 đến 31/12/2026",
        "sheet-date-month-first (2, 2)",
    );
}

#[test]
fn a_part_of_the_day_that_stands_alone_is_a_heading_though_it_has_hours() {
    let list = books::list(&[
        &["Giờ", "Thứ", "Chương trình"],
        &["BUỔI SÁNG (5h00 - 6h00)"],
        &["5h45", "2, 4, 6", "Bản tin của phường"],
    ]);
    assert_eq!(told(&list), "list\nban-tin same\n");
    let week = books::list(&[
        &["Giờ", "Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6"],
        &["BUỔI SÁNG (5h00 - 6h00)"],
        &[
            "5h45",
            "Bản tin của phường",
            "",
            "Bản tin của phường",
            "",
            "Bản tin của phường",
        ],
    ]);
    assert_eq!(told(&week), "week\nban-tin same\n");
    let label = books::list(&[
        &["Buổi", "Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6"],
        &[
            "Sáng (5h45-6h)",
            "Bản tin của phường",
            "",
            "Bản tin của phường",
            "",
            "Bản tin của phường",
        ],
    ]);
    assert_eq!(told(&label), "week\nban-tin same\n");
}
