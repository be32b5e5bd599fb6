//! A week: times down, days across, and a title where they meet. What follows from the titles is `change`'s.

use std::collections::BTreeSet;

use super::draft::Said;
use super::fields::Field;
use super::hours::{Hours, hours, length_ms};
use super::layout::Grid;
use super::notes::Notes;
use super::rows::meaning_of_days;
use super::{Cell, Fault, Meaning, Sheet, Spot};
use crate::schedule::When;

/// What stands in a cell where nothing airs.
const NOTHING: [&str; 6] = ["-", "–", "—", "x", "nghỉ", "không phát"];

/// Returns what the cells of a week say; what can't be read is noted and left out.
pub fn grid(sheet: &Sheet, grid: &Grid, notes: &mut Notes) -> Vec<Said> {
    for (column, days) in &grid.days {
        let spot = Spot {
            row: grid.header,
            column: *column,
        };
        notes.mean(sheet, spot, "", meaning_of_days(days));
    }
    let rows = grid.header + 1..=sheet.end().row;
    let is_timed = |row: u32| {
        let cell = sheet.cell(Spot {
            row,
            column: grid.time,
        });
        cell.is_some_and(|cell| hours(cell).is_ok())
    };
    let last_timed = rows.clone().rev().find(|&row| is_timed(row));
    let mut found = Vec::new();
    for row in rows.filter(|row| !sheet.hidden_rows.contains(row)) {
        let homes = homes(sheet, grid, row);
        if homes.is_empty() {
            continue;
        }
        let is_below = last_timed.is_none_or(|last| row > last);
        if !is_timed(row) && (homes.len() == 1 || is_below) {
            for home in homes {
                notes.mean(sheet, home, "", Meaning::plain("passed-over"));
            }
            continue;
        }
        if let Some(hours) = time(sheet, grid, row, notes) {
            found.extend(titles(sheet, grid, row, &hours, notes));
        }
    }
    found
}

/// The cells of a row that hold something, those of a merged rectangle once.
fn homes(sheet: &Sheet, grid: &Grid, row: u32) -> BTreeSet<Spot> {
    let columns = std::iter::once(grid.time).chain(grid.days.iter().map(|&(column, _)| column));
    let spots = columns.map(|column| Spot { row, column });
    let filled = spots.filter(|&spot| !sheet.text(spot).is_empty());
    filled.map(|spot| sheet.home(spot)).collect()
}

fn time(sheet: &Sheet, grid: &Grid, row: u32, notes: &mut Notes) -> Option<Hours> {
    let spot = Spot {
        row,
        column: grid.time,
    };
    let heading = sheet.text(Spot {
        row: grid.header,
        ..spot
    });
    let read = match sheet.cell(spot).filter(|cell| !cell.text().is_empty()) {
        Some(cell) => hours(cell),
        None => Err(Fault::new("sheet-time-missing")),
    };
    notes.judge(sheet, spot, &heading, read, |hours| {
        let starts: Vec<String> = hours.starts.iter().map(ToString::to_string).collect();
        Meaning::of("time", starts.join(", "))
    })
}

fn titles(sheet: &Sheet, grid: &Grid, row: u32, hours: &Hours, notes: &mut Notes) -> Vec<Said> {
    let mut found = Vec::new();
    for (column, days) in &grid.days {
        let spot = Spot {
            row,
            column: *column,
        };
        let Some(cell) = sheet.cell(spot) else {
            continue;
        };
        let text = cell.text().replace('\n', " ");
        if text.is_empty() || NOTHING.contains(&text.to_lowercase().as_str()) {
            continue;
        }
        let heading = sheet.text(Spot {
            row: grid.header,
            ..spot
        });
        let (title, length) = without_length(&text);
        let read = match cell {
            Cell::Error(text) => Err(Fault::new("sheet-cell-error").with("value", text)),
            Cell::Text(_) => Ok(title),
            Cell::Number(_) | Cell::Moment(_) => {
                Err(Fault::new("sheet-title-unusable").with("value", &text))
            }
        };
        let read = notes.judge(sheet, spot, &heading, read, |title| {
            Meaning::of("title", title)
        });
        let Some(title) = read else {
            continue;
        };
        let mut said = Said::new(title.to_owned(), When::At(hours.starts.clone()));
        said.spots.insert(Field::Title, spot);
        said.spots.insert(
            Field::Time,
            Spot {
                row,
                column: grid.time,
            },
        );
        said.length_ms = length.or(hours.length_ms);
        said.take_days(days.clone());
        found.push(said);
    }
    found
}

/// Splits a length in brackets off a title: `Khuyến nông (6 phút)`.
fn without_length(text: &str) -> (&str, Option<i64>) {
    let split = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    let length = split.and_then(|(title, length)| {
        let length = length_ms(&Cell::Text(length.to_owned()))?;
        Some((title.trim(), Some(length)))
    });
    length
        .filter(|(title, _)| !title.is_empty())
        .unwrap_or((text, None))
}
