//! Rows as the bytes of an Excel workbook: headings that stay in sight, widths, real times and dates. What stands in the
//! rows is `export`'s.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Fault;
use super::fields::{Field, OWN};
use crate::schedule::diagnostic::SAID;
use crate::time::{CivilDay, TimeOfDay};

/// The name of the sheet.
const SHEET: &str = "Lịch phát";

/// Returns a workbook of one sheet. The first row has the headings of [`OWN`].
pub fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>, Fault> {
    build(rows).map_err(|error| Fault::new("export-workbook").with(SAID, error))
}

fn build(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = Format::new()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter);
    for (column, (field, _)) in (0..).zip(OWN) {
        sheet.set_column_width(column, width(field))?;
    }
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            let field = OWN.get(usize::from(column)).map(|(field, _)| *field);
            match field {
                _ if row == 0 => {
                    sheet.write_string_with_format(row, column, text, &heading)?;
                }
                Some(field) => cell(sheet, (row, column), field, text, &wrapped)?,
                None => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 3)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: Field,
    text: &str,
    wrapped: &Format,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    let time = (field == Field::Time)
        .then(|| TimeOfDay::parse(text))
        .flatten();
    // Only whole seconds are written as a time: a cell shows no more, and what is not seen would be edited away.
    if let Some(time) = time.filter(|time| time.ms() % 1_000 == 0) {
        let format = wrapped.clone().set_num_format("hh:mm:ss");
        let value = ExcelDateTime::parse_from_str(&time.to_string())?;
        sheet.write_datetime_with_format(row, column, &value, &format)?;
        return Ok(());
    }
    if matches!(field, Field::From | Field::Until)
        && let Some(iso) = iso(text)
    {
        let format = wrapped.clone().set_num_format("dd/mm/yyyy");
        let value = ExcelDateTime::parse_from_str(&iso)?;
        sheet.write_datetime_with_format(row, column, &value, &format)?;
        return Ok(());
    }
    sheet.write_string_with_format(row, column, text, wrapped)?;
    Ok(())
}

fn iso(text: &str) -> Option<String> {
    let day = super::dates::date(text)?.ok()?;
    // Before that day Excel counts a leap day that never was.
    let first = CivilDay::new(1900, 3, 1)?;
    (first <= day).then(|| day.to_string())
}

fn width(field: Field) -> f64 {
    match field {
        Field::Title => 44.0,
        Field::Items | Field::Rules => 60.0,
        Field::Column | Field::Late => 26.0,
        Field::Zones | Field::Days | Field::Resume | Field::Except | Field::Id => 20.0,
        _ => 13.0,
    }
}
