//! Where in a sheet the schedule is: a list with one row for each slot, or a week with the days as columns, below a row
//! of headings that need not be the first. Reading the rows is `rows`' and `grid`'s.

use super::days::{Days, Named, days};
use super::fields::{Field, field, fields};
use super::{Cell, Sheet, Spot};

/// How far down the headings may stand.
const HEADER_ROW_MAX: u32 = 60;

/// How a sheet is laid out.
#[derive(Clone, PartialEq, Debug)]
pub enum Layout {
    /// One row for each slot.
    List(List),
    /// Times down, days across, titles where they meet.
    Grid(Grid),
}

/// A list.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// The row of the headings.
    pub header: u32,
    /// What each column holds.
    pub fields: Vec<(u32, Field)>,
}

/// A week.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    /// The row of the days.
    pub header: u32,
    /// The column of the times.
    pub time: u32,
    /// The columns of the days.
    pub days: Vec<(u32, Days)>,
}

impl List {
    /// Returns the column of a field.
    pub fn column(&self, wanted: Field) -> Option<u32> {
        let mut fields = self.fields.iter();
        fields
            .find(|(_, field)| *field == wanted)
            .map(|&(column, _)| column)
    }
}

/// Finds the schedule; `None` where no row has the headings of one.
pub fn find(sheet: &Sheet, named: &Named) -> Option<Layout> {
    let end = sheet.end();
    let visible: Vec<u32> = (1..=end.column)
        .filter(|column| !sheet.hidden_columns.contains(column))
        .collect();
    let rows = (1..=end.row.min(HEADER_ROW_MAX)).filter(|row| !sheet.hidden_rows.contains(row));
    for row in rows {
        if let Some(list) = list(sheet, row, &visible) {
            return Some(Layout::List(list));
        }
        if let Some(grid) = grid(sheet, row, &visible, named) {
            return Some(Layout::Grid(grid));
        }
    }
    None
}

fn list(sheet: &Sheet, row: u32, visible: &[u32]) -> Option<List> {
    let headings: Vec<(u32, String)> = visible
        .iter()
        .map(|&column| (column, sheet.text(Spot { row, column })))
        .filter(|(_, heading)| !heading.is_empty())
        .collect();
    let is_merged_banner = headings.len() > 1
        && headings.iter().all(|(column, _)| {
            sheet
                .home(Spot {
                    row,
                    column: *column,
                })
                .column
                == headings[0].0
        });
    if is_merged_banner {
        return None;
    }
    let list = List {
        header: row,
        fields: fields(&headings),
    };
    let has = |field| list.column(field).is_some();
    (has(Field::Time) && has(Field::Title)).then_some(list)
}

fn grid(sheet: &Sheet, row: u32, visible: &[u32], named: &Named) -> Option<Grid> {
    let mut found = Vec::new();
    for &column in visible {
        let spot = Spot { row, column };
        let Some(cell) = sheet.cell(spot) else {
            continue;
        };
        if let Some(days) = heading_days(cell, named) {
            found.push((column, days));
        }
    }
    let first = found.first()?.0;
    let mut before = visible.iter().copied().filter(|&column| column < first);
    let named_time = before.clone().find(|&column| {
        let heading = sheet.text(Spot { row, column });
        field(&heading) == Some(Field::Time)
    });
    let time = named_time.or_else(|| before.next_back())?;
    (found.len() >= 2).then_some(Grid {
        header: row,
        time,
        days: found,
    })
}

/// Reads the heading of a column of a week: a weekday, which a date may follow, or a date.
fn heading_days(cell: &Cell, named: &Named) -> Option<Days> {
    if matches!(cell, Cell::Number(_) | Cell::Error(_)) {
        return None;
    }
    let read = |cell: &Cell| days(cell, named).ok().filter(|days| days.except.is_none());
    let text = cell.text();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    read(cell).or_else(|| {
        let first = text.split(['\n', '(']).next()?.trim();
        read(&Cell::Text(first.to_owned()))
    })
}
