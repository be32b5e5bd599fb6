//! How large the letters of a printed week may be, so that it fills one sheet of A4 across and no more. It measures by
//! rule of thumb; where lines really break is the browser's.

use std::collections::BTreeMap;

use crate::time::TimeOfDay;

/// The sizes of letters in points, the largest first. The smallest is what can still be read on a wall; a week that
/// does not fit with it goes on to another sheet.
const SIZES_PT: [f64; 7] = [11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5];
const MM_PER_PT: f64 = 25.4 / 72.0;
/// The width of the table, of its column of times and of the column of a day on which nothing airs, as in `week.css`.
const TABLE_MM: f64 = 279.0;
const TIMES_MM: f64 = 14.0;
const FREE_MM: f64 = 16.0;
/// What the sides of a cell take of its width.
const SIDES_MM: f64 = 1.8;
/// The height that heading, days and signatures leave on the sheet.
const ROWS_MM: f64 = 149.5;
/// The width of a letter, as a part of its size: of a title, which is bold, and of other text.
const TITLE_LETTER: f64 = 0.48;
const TEXT_LETTER: f64 = 0.42;
/// The size of other text as a part of that of titles, and the height of a line as a part of its size.
const TEXT: f64 = 0.92;
const LINE: f64 = 1.15;
/// The height of a row beside its lines.
const ROW_MM: f64 = 0.5;

/// A paragraph of a cell: whether it is a title, and its text.
pub type Paragraph = (bool, String);

/// Returns the size of letters, in points, for a week whose rows have, for each day, these paragraphs; `parts` is the
/// number of headings between the rows.
pub fn size_pt(rows: &BTreeMap<TimeOfDay, Vec<Vec<Paragraph>>>, parts: u8) -> f64 {
    let days = rows.values().map(Vec::len).max().unwrap_or_default();
    let is_free = |day: &usize| rows.values().all(|row| row[*day].is_empty());
    let free = (0..days).filter(is_free).count();
    let busy = number((days - free).max(1));
    let cell_mm = (TABLE_MM - TIMES_MM - number(free) * FREE_MM) / busy - SIDES_MM;
    let fits = |size_pt: &f64| {
        let size_mm = size_pt * MM_PER_PT;
        let row_mm = |row: &Vec<Vec<Paragraph>>| {
            let cells = row.iter().map(|cell| cell_lines(cell, cell_mm / size_mm));
            cells.fold(1.0, f64::max) * size_mm * LINE + ROW_MM
        };
        let rows_mm: f64 = rows.values().map(row_mm).sum();
        rows_mm + f64::from(parts) * (size_mm * LINE + ROW_MM) <= ROWS_MM
    };
    let smallest = SIZES_PT[SIZES_PT.len() - 1];
    SIZES_PT.into_iter().find(fits).unwrap_or(smallest)
}

/// The height of a cell in lines of titles; `width` is its width as a multiple of the size of letters.
fn cell_lines(cell: &[Paragraph], width: f64) -> f64 {
    let height = |(is_title, text): &Paragraph| match is_title {
        true => lines(text, width / TITLE_LETTER),
        false => TEXT * lines(text, width / (TEXT * TEXT_LETTER)),
    };
    cell.iter().map(height).sum()
}

/// In how many lines of so many letters the words of a text stand.
fn lines(text: &str, letters: f64) -> f64 {
    let (mut lines, mut used) = (1.0, 0.0);
    for word in text.split_whitespace() {
        let word = number(word.chars().count());
        if used > 0.0 && used + 1.0 + word > letters {
            (lines, used) = (lines + 1.0, 0.0);
        }
        used += word + if used > 0.0 { 1.0 } else { 0.0 };
        // A word that is longer than a line is broken.
        while used > letters.max(1.0) {
            (lines, used) = (lines + 1.0, used - letters.max(1.0));
        }
    }
    lines
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the size of letters for a week of so many rows with this text on the first so many days.
    fn check(rows: i64, busy: usize, text: &str, expected: f64) {
        let cell = |day: usize| match day < busy {
            true => vec![(true, text.to_owned())],
            false => Vec::new(),
        };
        let row = || (0..7).map(cell).collect::<Vec<_>>();
        let times = (0..rows).filter_map(|minute| TimeOfDay::from_ms(minute * 60_000));
        let rows = times.map(|time| (time, row())).collect();
        assert!((size_pt(&rows, 2) - expected).abs() < 0.01, "{text}");
    }

    #[test]
    fn letters_shrink_only_as_far_as_the_sheet_demands() {
        let long = "Thông báo, an toàn giao thông, phòng cháy, chữa cháy";
        check(0, 0, "", 11.0);
        check(25, 7, "Nhạc", 11.0);
        check(11, 7, long, 10.0);
        check(13, 7, long, 8.5);
        check(13, 5, long, 9.0);
        check(90, 7, long, 7.5);
    }

    #[test]
    fn words_break_between_lines_and_long_ones_within() {
        assert!((lines("một hai ba", 7.0) - 2.0).abs() < 0.01);
        assert!((lines("", 7.0) - 1.0).abs() < 0.01);
        assert!((lines("abcdefghijklmnop", 7.0) - 3.0).abs() < 0.01);
        assert!(lines("abc", 0.0).is_finite());
    }
}
