//! CSV as Excel and others save it: commas, semicolons or tabs, with or without a byte order mark, in UTF-8. Text in
//! another encoding is refused and told how to save.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, WriterBuilder};

use super::{CELLS_MAX, Cell, Fault, Sheet, Spot};

/// The most columns of a line that are read.
const COLUMNS_MAX: usize = 100;

/// Reads the bytes of a CSV file.
pub fn read(bytes: &[u8]) -> Result<Sheet, Fault> {
    let text = text(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut cells = BTreeMap::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| Fault::new("sheet-csv-broken").with("detail", error))?;
        // The line on which it begins, so that a place is where an editor shows it.
        let line = record.position().map_or(1, csv::Position::line);
        let row = u32::try_from(line).unwrap_or(u32::MAX);
        for (column, field) in (1..).zip(record.iter().take(COLUMNS_MAX)) {
            if !field.trim().is_empty() {
                cells.insert(Spot { row, column }, Cell::Text(field.to_owned()));
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
    let broken = |error: String| Fault::new("sheet-csv-broken").with("detail", error);
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
        return Err(Fault::new("sheet-csv-broken").with("detail", "NUL"));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Returns the sign between fields: the one that the first lines have most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let count = |sign: char| {
        let lines = text.lines().take(20);
        let of_line = lines.map(|line| {
            let mut is_quoted = false;
            line.chars()
                .filter(|&letter| {
                    is_quoted ^= letter == '"';
                    !is_quoted && letter == sign
                })
                .count()
        });
        of_line.sum::<usize>()
    };
    let signs = [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))];
    let best = signs.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |&(sign, _)| sign)
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
