//! Dates whose day and month were most likely exchanged by the program in which they were typed. Reading dates is
//! `dates`'.

use std::collections::{BTreeMap, BTreeSet};

use super::dates::{self, swapped};
use super::fields::Field;
use super::layout::List;
use super::{Cell, Fault, Sheet, Spot};

/// Returns that the date in a cell can't be trusted.
pub fn doubt(cell: &Cell) -> Fault {
    let day = match cell {
        Cell::Moment(moment) => moment.day,
        Cell::Text(_) | Cell::Number(_) | Cell::Error(_) => None,
    };
    let other = day.and_then(swapped);
    Fault::new("sheet-date-swapped")
        .with("value", cell.text())
        .with("meant", other.map_or_else(String::new, super::day_first))
}

/// Finds the real dates whose day and month were most likely exchanged. A computer that is set to write the month first
/// takes 05/12 for the twelfth of May and leaves 15/12 as text: where a column has both, neither can be trusted.
pub fn doubtful_dates(sheet: &Sheet, list: &List) -> BTreeSet<Spot> {
    let mut found = BTreeSet::new();
    for field in [Field::Days, Field::Dates, Field::From, Field::Until] {
        let Some(column) = list.column(field) else {
            continue;
        };
        let cells: BTreeMap<Spot, &Cell> = (list.headings.last + 1..=sheet.end().row)
            .filter_map(|row| {
                let spot = Spot { row, column };
                Some((spot, sheet.cell(spot)?))
            })
            .collect();
        let is_late_text = |cell: &Cell| match cell {
            Cell::Text(_) => {
                let day = dates::date(&cell.text()).and_then(Result::ok);
                day.is_some_and(|day| day.ymd().2 > 12)
            }
            Cell::Number(_) | Cell::Moment(_) | Cell::Error(_) => false,
        };
        if !cells.values().any(|cell| is_late_text(cell)) {
            continue;
        }
        found.extend(cells.iter().filter_map(|(&spot, cell)| match cell {
            Cell::Moment(moment) => moment.day.and_then(swapped).map(|_| spot),
            Cell::Text(_) | Cell::Number(_) | Cell::Error(_) => None,
        }));
    }
    found
}
