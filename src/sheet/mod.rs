//! Schedules in spreadsheets: cells in, understood rows and changed programmes out; programmes in, cells out. Opening a
//! workbook's bytes and writing station files is `config`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::schedule::spelling::nfc;
use crate::time::CivilDay;

pub mod change;
pub mod context;
pub mod dates;
pub mod days;
pub mod delimited;
pub mod doubt;
pub mod draft;
pub mod export;
pub mod fields;
pub mod grid;
pub mod headings;
pub mod hours;
pub mod items;
pub mod layout;
pub mod legacy;
pub mod lost;
pub mod matching;
pub mod month_days;
pub mod notes;
pub mod parts;
pub mod policies;
pub mod read;
pub mod row_days;
pub mod rows;
pub mod write;

/// The most cells of a sheet that are read: forty times a busy week. More is another kind of file.
pub const CELLS_MAX: usize = 50_000;
/// The most rows with something in them that are read.
pub const ROWS_MAX: usize = 5_000;

/// The most characters that a cell may hold, which is Excel's own limit.
pub const CELL_CHARS_MAX: usize = 32_767;
/// The most bytes of text in all cells together: a text that is kept once may stand in many of them.
const TEXT_BYTES_MAX: usize = 10_000_000;

/// How much text of a sheet has been read.
#[derive(Default)]
pub struct TextRead(usize);

impl TextRead {
    /// Counts a cell's text; a fault where it is too long, or all of it too much.
    pub fn add(&mut self, spot: Spot, text: &str) -> Result<(), Fault> {
        self.0 += text.len();
        if self.0 <= TEXT_BYTES_MAX && text.chars().count() <= CELL_CHARS_MAX {
            return Ok(());
        }
        let fault = Fault::new("sheet-too-much-text").with("cell", spot);
        Err(fault
            .with("chars", CELL_CHARS_MAX)
            .with("bytes", TEXT_BYTES_MAX))
    }
}

/// One cell's value.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Text, as it stands in the file.
    Text(String),
    /// A number that is no date.
    Number(f64),
    /// A date, a time of day or both, as the program that made the sheet keeps them.
    Moment(Moment),
    /// What a formula comes to that has no result, such as `#REF!`.
    Error(String),
}

/// A date, a time of day, or both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The day, where there is one.
    pub day: Option<CivilDay>,
    /// Milliseconds after midnight; for a length of time it may go beyond a day.
    pub ms: i64,
}

/// Where a cell is: row and column, both from 1. Written as spreadsheets do, `B7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Spot {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
}

impl Spot {
    /// Returns its place in a file: the row as the line.
    pub fn place(self, file: &Arc<str>) -> Place {
        Place {
            file: file.clone(),
            line: self.row as usize,
            column: self.column as usize,
            length: 1,
        }
    }
}

/// A rectangle of cells that were merged: the value of its first belongs to all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Merged {
    /// The top left cell.
    pub first: Spot,
    /// The bottom right cell.
    pub last: Spot,
}

/// One sheet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Its name; empty for a CSV file.
    pub name: String,
    /// The cells that hold something.
    pub cells: BTreeMap<Spot, Cell>,
    /// The merged rectangles.
    pub merged: Vec<Merged>,
    /// Rows that are hidden.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden.
    pub hidden_columns: BTreeSet<u32>,
}

impl Sheet {
    /// Returns the value of a cell; of a merged one, that of its rectangle's first.
    pub fn cell(&self, spot: Spot) -> Option<&Cell> {
        self.cells.get(&self.home(spot))
    }

    /// Returns where the value of a cell stands.
    pub fn home(&self, spot: Spot) -> Spot {
        let holds = |merged: &&Merged| {
            (merged.first.row..=merged.last.row).contains(&spot.row)
                && (merged.first.column..=merged.last.column).contains(&spot.column)
        };
        let found = self.merged.iter().find(holds);
        found.map_or(spot, |merged| merged.first)
    }

    /// Returns the text of a cell without blanks around it; empty where there is nothing.
    pub fn text(&self, spot: Spot) -> String {
        self.cell(spot).map_or_else(String::new, Cell::text)
    }

    /// Returns the last row and the last column that hold something or are merged with what does.
    pub fn end(&self) -> Spot {
        let merged = self.merged.iter();
        let merged = merged.filter(|merged| self.cells.contains_key(&merged.first));
        let spots = self
            .cells
            .keys()
            .copied()
            .chain(merged.map(|merged| merged.last));
        spots.fold(Spot { row: 0, column: 0 }, |end, spot| Spot {
            // A rectangle may go to the last row there can be; nothing is read beyond the limit.
            row: end.row.max(spot.row.min(self.last_filled_row())),
            column: end.column.max(spot.column.min(COLUMNS_MAX)),
        })
    }

    fn last_filled_row(&self) -> u32 {
        self.cells
            .keys()
            .next_back()
            .map_or(0, |spot| spot.row)
            .max(
                self.merged
                    .iter()
                    .map(|merged| merged.last.row)
                    .filter(|row| *row <= MERGED_ROW_MAX)
                    .max()
                    .unwrap_or(0),
            )
    }
}

/// The widest sheet that is looked at, in columns.
const COLUMNS_MAX: u32 = 100;
/// The last row to which a merged rectangle counts where no cell stands beside it.
const MERGED_ROW_MAX: u32 = 10_000;

impl Cell {
    /// Returns the cell as text in NFC, with plain single blanks; a date day first, as it is shown in Vietnam.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => plain(text),
            Self::Number(number) => number.to_string(),
            Self::Error(text) => text.clone(),
            Self::Moment(moment) => moment.to_string(),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            f.write_str(&day_first(day))?;
            if self.ms == 0 {
                return Ok(());
            }
            f.write_str(" ")?;
        }
        let (seconds, ms) = (self.ms / 1_000, self.ms % 1_000);
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{hours:02}:{minutes:02}:{:02}", seconds % 60)?;
        if ms != 0 {
            write!(f, ".{ms:03}")?;
        }
        Ok(())
    }
}

/// Returns a day as Vietnam writes it: 05/12/2026.
pub fn day_first(day: CivilDay) -> String {
    let (year, month, of_month) = day.ymd();
    format!("{of_month:02}/{month:02}/{year:04}")
}

/// Returns text in NFC with every run of blanks (also those that can't be broken, and tabs) as one; line breaks stay.
pub fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        nfc(&words.join(" "))
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut letters, mut rest) = (Vec::new(), self.column);
        while rest > 0 {
            rest -= 1;
            let letter = u8::try_from(rest % 26).expect("a remainder of 26 should fit");
            letters.push(char::from(b'A' + letter));
            rest /= 26;
        }
        let letters: String = letters.iter().rev().collect();
        write!(f, "{letters}{}", self.row)
    }
}

/// What a piece of a sheet was understood as: the key of a message and its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The message, under `sheet-means-KEY`.
    pub key: &'static str,
    /// Its values.
    pub args: Vec<(&'static str, String)>,
}

impl Meaning {
    /// Makes a meaning with one value.
    pub fn of(key: &'static str, value: impl fmt::Display) -> Self {
        Self {
            key,
            args: vec![("value", value.to_string())],
        }
    }

    /// Makes a meaning without values.
    pub fn plain(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }
}

/// One cell and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Where it is.
    pub spot: Spot,
    /// The heading under which it stands; empty where none does.
    pub heading: String,
    /// Its text.
    pub text: String,
    /// What it was understood as, or what is wrong with it.
    pub meaning: Result<Meaning, Diagnostic>,
}

/// What is wrong with a cell: a code and values; the place is added where the cell is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// As in [`Diagnostic`].
    pub code: &'static str,
    /// As in [`Diagnostic`].
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// Makes a fault without values.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            args: Vec::new(),
        }
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Returns it as the problem of a cell: the row as the line, the column as the column, and `cell` among the values.
    pub fn at(self, file: &Arc<str>, spot: Spot) -> Diagnostic {
        let mut problem = Diagnostic::error(self.code, spot.place(file)).with("cell", spot);
        problem.args.extend(self.args);
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_written_as_spreadsheets_do() {
        for (row, column, expected) in [
            (7, 2, "B7"),
            (1, 26, "Z1"),
            (1, 27, "AA1"),
            (9, 703, "AAA9"),
        ] {
            assert_eq!(Spot { row, column }.to_string(), expected);
        }
    }

    #[test]
    fn the_value_of_a_merged_rectangle_belongs_to_all_its_cells() {
        let spot = |row, column| Spot { row, column };
        let sheet = Sheet {
            cells: BTreeMap::from([(spot(2, 1), Cell::Text("05:45".to_owned()))]),
            merged: vec![Merged {
                first: spot(2, 1),
                last: spot(4, 1),
            }],
            ..Sheet::default()
        };
        assert_eq!(sheet.text(spot(4, 1)), "05:45");
        assert_eq!(sheet.text(spot(5, 1)), "");
        assert_eq!(sheet.end(), spot(4, 1));
    }

    #[test]
    fn blanks_of_every_kind_are_one_blank_and_letters_are_composed() {
        assert_eq!(plain(" a\u{a0}\u{a0}b\tc \n\n d "), "a b c\nd");
        assert_eq!(plain("Thu\u{31b}\u{301} 2"), "Thứ 2");
    }
}
