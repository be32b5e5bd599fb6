//! CSV as Excel and others save it: commas, semicolons or tabs, with or without a byte order mark, in UTF-8. Text in
//! another encoding is refused and told how to save.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, WriterBuilder};

use super::{CELLS_MAX, Cell, Fault, Sheet, Spot, TextRead};
use crate::schedule::diagnostic::SAID;

/// The most columns of a line that are read.
const COLUMNS_MAX: usize = 100;
/// How many lines are tried to find the sign between fields.
const LINES_TRIED: usize = 50;

/// Reads the bytes of a CSV file.
pub fn read(bytes: &[u8]) -> Result<Sheet, Fault> {
    let text = text(bytes)?;
    let mut reader = reader(text, delimiter(text));
    let (mut cells, mut read) = (BTreeMap::new(), TextRead::default());
    let mut lines = Lines {
        text,
        counted: 0,
        line: 1,
    };
    for record in reader.records() {
        let record = record.map_err(|error| Fault::new("sheet-csv-broken").with(SAID, error))?;
        let begins = record.position().map_or(0, csv::Position::byte);
        let row = lines.line_of(usize::try_from(begins).unwrap_or(usize::MAX));
        for (column, field) in (1..).zip(record.iter().take(COLUMNS_MAX)) {
            if !field.trim().is_empty() {
                let spot = Spot { row, column };
                read.add(spot, field)?;
                cells.insert(spot, Cell::Text(field.to_owned()));
            }
        }
        if cells.len() > CELLS_MAX {
            return Err(Fault::new("sheet-too-many-cells").with("limit", CELLS_MAX));
        }
    }
    Ok(Sheet {
        cells,
        ..Sheet::default()
    })
}

/// Writes rows as CSV with a byte order mark, without which Excel takes Vietnamese letters for others.
pub fn write(rows: &[Vec<String>]) -> Result<Vec<u8>, Fault> {
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (1..).zip(cells) {
            // A spreadsheet would compute it, or run it.
            if cell.starts_with(['=', '+', '-', '@', '\t']) {
                let cell = Fault::new("export-formula").with("value", cell);
                return Err(cell.with("cell", Spot { row, column }));
            }
        }
    }
    let broken = |error: String| Fault::new("sheet-csv-broken").with(SAID, error);
    let mut writer = WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer
            .write_record(row)
            .map_err(|error| broken(error.to_string()))?;
    }
    writer
        .into_inner()
        .map_err(|error| broken(error.to_string()))
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::new("sheet-csv-not-utf8"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::new("sheet-csv-not-utf8"))?;
    if text.contains('\0') {
        return Err(Fault::new("sheet-csv-broken").with(SAID, "NUL"));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Counts lines, so that a row is the line on which an editor shows it; the reader of CSV leaves a line break of two
/// signs to the next record.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u32,
}

impl Lines<'_> {
    /// Returns the line of the first letter at or after `begins`, which must not go back.
    fn line_of(&mut self, begins: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let is_break = |at: &usize| matches!(bytes.get(*at), Some(b'\r' | b'\n'));
        let start = (begins..bytes.len())
            .find(|at| !is_break(at))
            .unwrap_or(bytes.len());
        let passed = bytes.get(self.counted..start).unwrap_or_default();
        let breaks = passed.iter().filter(|&&byte| byte == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = self.counted.max(start);
        self.line
    }
}

/// Returns the sign between fields: the one with which the largest part of the first lines has the same number of
/// fields.
fn delimiter(text: &str) -> u8 {
    let evenness = |sign: u8| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(text, sign).records().take(LINES_TRIED).flatten() {
            *counts.entry(record.len()).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let counts = counts.into_iter().filter(|(fields, _)| *fields > 1);
        let parts = counts.map(|(fields, lines)| (lines * 1_000 / all, fields));
        parts.max()
    };
    let signs = [b'\t', b';', b','];
    let best = signs.into_iter().max_by_key(|&sign| evenness(sign));
    best.unwrap_or(b',')
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let found = match read(bytes) {
            Err(fault) => fault.code.to_owned(),
            Ok(sheet) => {
                let cells = sheet.cells.iter();
                let cells = cells.map(|(spot, cell)| format!("{spot}={}", cell.text()));
                cells.collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn the_sign_between_fields_is_found() {
        check(b"a,b\nc,d\n", "A1=a B1=b A2=c B2=d");
        check(
            "\u{feff}Giờ;Thứ\r\n5h30;\"2, 4, 6\"\r\n".as_bytes(),
            "A1=Giờ B1=Thứ A2=5h30 B2=2, 4, 6",
        );
        check(
            "a;b, c, d\n1;2\n3;4, 5\n".as_bytes(),
            "A1=a B1=b, c, d A2=1 B2=2 A3=3 B3=4, 5",
        );
        check(
            b"a,b\n\"x; y\nx; y\nx; y\",c\n",
            "A1=a B1=b A2=x; y\nx; y\nx; y B2=c",
        );
        check(b"a\tb\n", "A1=a B1=b");
        check(b"\"a\nb\",c\n\nd\n", "A1=a\nb B1=c A4=d");
        check(b"", "");
    }

    #[test]
    fn text_in_another_encoding_is_refused() {
        check(b"Gi\xea,Th\xf8\n", "sheet-csv-not-utf8");
        check(b"\xff\xfeG\0i\0", "sheet-csv-not-utf8");
        check(b"a\0b", "sheet-csv-broken");
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_not_written() {
        let rows = [vec!["a".to_owned(), "=1+1".to_owned()]];
        assert_eq!(write(&rows).unwrap_err().code, "export-formula");
        let rows = [vec!["a,b".to_owned(), "c\nd".to_owned()]];
        assert_eq!(write(&rows).unwrap(), b"\xef\xbb\xbf\"a,b\",\"c\nd\"\r\n");
    }
}
