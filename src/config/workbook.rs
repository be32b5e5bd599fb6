//! From the bytes of a spreadsheet to its cells: which kind of file it is, which sheet is meant, and limits that hold
//! before anything is unpacked. What the cells mean is `sheet`'s.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Cursor;
use std::path::Path;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx, XlsxError};

use crate::schedule::diagnostic::SAID;
use crate::sheet::hours::ms_of_fraction;
use crate::sheet::{CELLS_MAX, Cell, Fault, Merged, Moment, Sheet, Spot, TextRead, delimited};
use crate::time::{CivilDay, DAY_MS, UtcMs};

mod package;

/// The most bytes that a spreadsheet may have: a schedule of a year has a few ten thousand.
pub const FILE_BYTES_MAX: u64 = 10_000_000;
/// The most merged rectangles that are looked at.
const MERGED_MAX: usize = 2_000;
/// How an old workbook (`.xls`) begins, and a new one with a password.
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// How a new workbook begins.
const ZIP: &[u8] = b"PK";
/// From 1 January 1904 to the day from which Excel counts otherwise.
const DAYS_TO_1904: f64 = 1_462.0;
/// The day before the first that Excel counts, in days since 1970; right from 1 March 1900 on.
const EXCEL_EPOCH_DAYS: i64 = -25_569;

/// A sheet that was opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The sheet.
    pub sheet: Sheet,
    /// The names of the workbook's other sheets that are not hidden.
    pub others: Vec<String>,
}

/// Opens a file by its name, as [`open`] does its bytes. One that is called a workbook and is none is told as that, and
/// not as a wrong CSV file.
pub fn open_named(name: &Path, bytes: &[u8], wanted: Option<&str>) -> Result<Opened, Fault> {
    let ending = name
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_lowercase);
    let is_workbook = ending.is_some_and(|ending| ending.starts_with("xls"));
    // Programs that call a web page `.xls` count on Excel to open it all the same.
    let is_page = bytes.trim_ascii_start().starts_with(b"<");
    match open(bytes, wanted) {
        Ok(_) if is_workbook && is_page => Err(Fault::new("sheet-not-excel")),
        Err(fault)
            if is_workbook && ["sheet-csv-not-utf8", "sheet-csv-broken"].contains(&fault.code) =>
        {
            Err(Fault::new("sheet-not-excel"))
        }
        opened => opened,
    }
}

/// Opens the bytes of a workbook or of a CSV file. `wanted` names a sheet; else it is the first that is not hidden.
pub fn open(bytes: &[u8], wanted: Option<&str>) -> Result<Opened, Fault> {
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(Fault::new("sheet-too-big").with("limit", FILE_BYTES_MAX));
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(Fault::new("sheet-old-excel"));
    }
    if !bytes.starts_with(ZIP) {
        let sheet = delimited::read(bytes)?;
        return Ok(Opened {
            sheet,
            others: Vec::new(),
        });
    }
    let parts = package::unpack(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let visible: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let name = chosen(&visible, &workbook.sheet_names(), wanted)?;
    let mut sheet = Sheet {
        cells: cells(&mut workbook, &name)?,
        merged: merged(&mut workbook, &name)?,
        name,
        ..Sheet::default()
    };
    let part = package::part_of_sheet(&parts, &sheet.name);
    (sheet.hidden_rows, sheet.hidden_columns) = part.map(package::hidden).unwrap_or_default();
    Ok(Opened {
        others: visible
            .into_iter()
            .filter(|name| *name != sheet.name)
            .collect(),
        sheet,
    })
}

fn chosen(visible: &[String], all: &[String], wanted: Option<&str>) -> Result<String, Fault> {
    let Some(wanted) = wanted else {
        let first = visible.first().cloned();
        return first.ok_or_else(|| Fault::new("sheet-broken").with(SAID, "no sheet"));
    };
    let plain = |name: &str| crate::sheet::plain(name).to_lowercase();
    let found = all.iter().find(|name| plain(name) == plain(wanted));
    found.cloned().ok_or_else(|| {
        Fault::new("sheet-unknown")
            .with("value", wanted)
            .with("known", visible.join(", "))
    })
}

fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<BTreeMap<Spot, Cell>, Fault> {
    let is_1904 = workbook.has_1904_epoch();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let (mut cells, mut text) = (BTreeMap::new(), TextRead::default());
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        let (row, column) = found.pos;
        let spot = Spot {
            row: row.saturating_add(1),
            column: column.saturating_add(1),
        };
        if let DataRef::String(found) = &found.value {
            text.add(spot, found)?;
        } else if let DataRef::SharedString(found) = &found.value {
            text.add(spot, found)?;
        }
        let cell = match cell(&found.value, is_1904) {
            None if found.formula.is_some() => Some(Cell::Error("= ?".to_owned())),
            cell => cell,
        };
        cells.extend(cell.map(|cell| (spot, cell)));
        if cells.len() > CELLS_MAX {
            return Err(Fault::new("sheet-too-many-cells").with("limit", CELLS_MAX));
        }
    }
    Ok(cells)
}

fn cell(value: &DataRef<'_>, is_1904: bool) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Number(number.to_string().parse().unwrap_or(f64::NAN)),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(found) => return text(found),
        DataRef::SharedString(found) => return text(found),
        DataRef::Bool(value) => Cell::Text(value.to_string()),
        DataRef::DateTime(value) if value.is_duration() => Cell::Moment(Moment {
            day: None,
            ms: ms_of_fraction(value.as_f64()),
        }),
        DataRef::DateTime(value) => moment(value.as_f64(), is_1904),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    })
}

/// Returns the date and time that a serial number means. Below 1 there is only a time.
fn moment(serial: f64, is_1904: bool) -> Cell {
    let limit = 500_000.0;
    if !(0.0..limit).contains(&serial) {
        return Cell::Number(serial);
    }
    if serial < 1.0 {
        return Cell::Moment(Moment {
            day: None,
            ms: ms_of_fraction(serial),
        });
    }
    let serial = if is_1904 {
        serial + DAYS_TO_1904
    } else {
        serial
    };
    let ms = ms_of_fraction(serial);
    Cell::Moment(Moment {
        day: Some(CivilDay::from_days(ms / DAY_MS + EXCEL_EPOCH_DAYS)),
        ms: ms % DAY_MS,
    })
}

/// Returns a date that is kept as text, as strict workbooks do.
fn iso(text: &str) -> Cell {
    let date = text.split('T').next().and_then(CivilDay::parse);
    let instant = UtcMs::parse(text);
    match (instant, date) {
        (Some(instant), _) => Cell::Moment(Moment {
            day: Some(instant.day()),
            ms: instant.time_of_day().ms(),
        }),
        (None, Some(day)) => Cell::Moment(Moment {
            day: Some(day),
            ms: 0,
        }),
        (None, None) => Cell::Text(text.to_owned()),
    }
}

fn merged(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Merged>, Fault> {
    let found = workbook.merge_cells_by_sheet_name(name).map_err(broken)?;
    if found.len() > MERGED_MAX {
        return Err(Fault::new("sheet-too-many-merged").with("limit", MERGED_MAX));
    }
    let spot = |(row, column): (u32, u32)| Spot {
        row: row.saturating_add(1),
        column: column.saturating_add(1),
    };
    Ok(found
        .iter()
        .map(|range| Merged {
            first: spot(range.start),
            last: spot(range.end),
        })
        .collect())
}

fn broken(error: XlsxError) -> Fault {
    Fault::new("sheet-broken").with(SAID, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_a_workbook_and_is_none_is_told_as_that() {
        fn check(name: &str, bytes: &[u8], expected: Option<&str>) {
            let opened = open_named(Path::new(name), bytes, None);
            assert_eq!(opened.err().map(|fault| fault.code), expected, "{name}");
        }
        let noise = b"\x8f\x03\xf2\x9b\0\xb5";
        check("lich.xlsx", noise, Some("sheet-not-excel"));
        check("LICH.XLS", noise, Some("sheet-not-excel"));
        check("lich.xlsx", b"\xff\xfeG\0i\0", Some("sheet-not-excel"));
        check("lich.xls", b"\r\n<html><table>", Some("sheet-not-excel"));
        check("lich.csv", noise, Some("sheet-csv-not-utf8"));
        check("lich.xlsx", b"PK\x03\x04", Some("sheet-broken"));
        check("lich.xlsx", "Giờ,Chương trình\n".as_bytes(), None);
    }

    #[test]
    fn a_serial_number_is_a_date_in_either_of_the_two_counts() {
        fn check(serial: f64, is_1904: bool, expected: &str) {
            assert_eq!(moment(serial, is_1904).text(), expected);
        }
        check(46_361.0, false, "05/12/2026");
        check(44_899.0, true, "05/12/2026");
        check(46_361.239_930_555_6, false, "05/12/2026 05:45:30");
        check(0.239_930_555_555_555_56, true, "05:45:30");
        check(61.0, false, "01/03/1900");
        check(f64::NAN, false, "NaN");
        check(1e300, false, &1e300.to_string());
    }
}
