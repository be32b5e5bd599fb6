//! A week: times down, days across, and titles where they meet. What follows from the titles is `change`'s, what stands
//! in one cell `parts`'.

use std::collections::BTreeSet;

use super::context::SheetContext;
use super::draft::Said;
use super::fields::Field;
use super::hours::{hours, is_heading, leading};
use super::layout::{DayColumn, Grid};
use super::notes::Notes;
use super::parts::{Part, RowTime, parts, starts};
use super::row_days::meaning_of_days;
use super::{Cell, Fault, Meaning, Sheet, Spot};
use crate::schedule::When;
use crate::schedule::spelling::slug;
use crate::time::TimeOfDay;

/// What stands in a cell where nothing airs.
const NOTHING: [&str; 6] = ["-", "–", "—", "x", "nghỉ", "không phát"];

/// Returns what the cells of a week say; what can't be read is noted and left out.
pub fn grid(sheet: &Sheet, grid: &Grid, context: &SheetContext, notes: &mut Notes) -> Vec<Said> {
    let reader = Reader {
        sheet,
        grid,
        context,
    };
    reader.headings(notes);
    let rows = grid.headings.last + 1..=sheet.end().row;
    let last_slot = rows.clone().rev().find(|&row| reader.is_slot(row));
    let mut found = Vec::new();
    for row in rows.filter(|row| !sheet.hidden_rows.contains(row)) {
        let homes = reader.homes(row);
        if homes.is_empty() {
            continue;
        }
        let is_below = last_slot.is_none_or(|last| row > last);
        if !reader.is_slot(row) && (homes.len() == 1 || is_below || reader.is_heading(row)) {
            for home in homes {
                notes.mean(sheet, home, "", Meaning::plain("passed-over"));
            }
            continue;
        }
        if let Some(time) = reader.time(row, notes) {
            for day in &grid.days {
                found.extend(reader.cell(row, day, &time, notes));
            }
        }
    }
    found
}

struct Reader<'s> {
    sheet: &'s Sheet,
    grid: &'s Grid,
    context: &'s SheetContext,
}

impl Reader<'_> {
    fn headings(&self, notes: &mut Notes) {
        for day in &self.grid.days {
            notes.mean(self.sheet, day.spot, "", meaning_of_days(&day.days));
            let lines = self.grid.headings.lines(day.column);
            for (spot, _) in lines.iter().filter(|(spot, _)| spot.row > day.spot.row) {
                notes.mean(self.sheet, *spot, "", Meaning::plain("not-used"));
            }
        }
    }

    fn time_spot(&self, row: u32) -> Spot {
        Spot {
            row,
            column: self.grid.time,
        }
    }

    fn is_timed(&self, row: u32) -> bool {
        let cell = self.sheet.cell(self.time_spot(row));
        let is_heading = || cell.is_some_and(is_heading) && self.homes(row).len() == 1;
        cell.is_some_and(|cell| hours(cell).is_ok()) && !is_heading()
    }

    /// Says whether programmes of a row have hours of their own.
    fn has_own_hours(&self, row: u32) -> bool {
        self.grid.days.iter().any(|day| {
            let column = day.column;
            let text = self.sheet.text(Spot { row, column });
            let mut lines = text.split(['\n', ';']).map(|line| {
                let bullets = |letter: char| letter.is_whitespace() || "-–—+•*·●".contains(letter);
                line.trim_start_matches(bullets)
            });
            lines.any(|line| leading(line).is_some())
        })
    }

    fn is_slot(&self, row: u32) -> bool {
        self.is_timed(row) || self.has_own_hours(row)
    }

    /// Says whether a row has the headings once more.
    fn is_heading(&self, row: u32) -> bool {
        self.grid.days.iter().all(|day| {
            let text = self.sheet.text(Spot {
                row,
                column: day.column,
            });
            let lines = self.grid.headings.lines(day.column);
            lines.iter().any(|(_, line)| *line == text)
        })
    }

    /// The cells of a row that hold something, those of a merged rectangle once.
    fn homes(&self, row: u32) -> BTreeSet<Spot> {
        let days = self.grid.days.iter().map(|day| day.column);
        let columns = std::iter::once(self.grid.time).chain(days);
        let spots = columns.map(|column| Spot { row, column });
        let filled = spots.filter(|&spot| !self.sheet.text(spot).is_empty());
        filled.map(|spot| self.sheet.home(spot)).collect()
    }

    fn time(&self, row: u32, notes: &mut Notes) -> Option<RowTime> {
        let spot = self.time_spot(row);
        let heading = self.grid.headings.text(spot.column);
        if !self.is_timed(row) && self.has_own_hours(row) {
            let label = self.sheet.text(spot);
            if !label.is_empty() {
                notes.mean(self.sheet, spot, &heading, Meaning::plain("not-used"));
            }
            return Some(RowTime::Label(label));
        }
        let read = match self.sheet.cell(spot).filter(|cell| !cell.text().is_empty()) {
            Some(cell) => hours(cell),
            None => Err(Fault::new("sheet-time-missing")),
        };
        let read = notes.judge(self.sheet, spot, &heading, read, |hours| {
            Meaning::of("time", listed(&hours.starts))
        });
        read.map(RowTime::Hours)
    }

    /// Returns what one cell says: a row for each programme in it.
    fn cell(&self, row: u32, day: &DayColumn, time: &RowTime, notes: &mut Notes) -> Vec<Said> {
        let spot = Spot {
            row,
            column: day.column,
        };
        let Some(cell) = self.sheet.cell(spot) else {
            return Vec::new();
        };
        let text = cell.text();
        if text.is_empty() || NOTHING.contains(&text.to_lowercase().as_str()) {
            return Vec::new();
        }
        let heading = self.sheet.text(day.spot);
        let is_title = |title: &str| {
            let plain = slug(title);
            let mut programmes = self.context.programmes.iter();
            programmes.any(|programme| slug(&programme.title) == plain)
        };
        let read = match cell {
            Cell::Error(text) => Err(Fault::new("sheet-cell-error").with("value", text)),
            Cell::Text(_) => parts(&text, &is_title).and_then(|parts| {
                let starts = starts(&parts, time)?;
                Ok(parts.into_iter().zip(starts).collect())
            }),
            Cell::Number(_) | Cell::Moment(_) => {
                Err(Fault::new("sheet-title-unusable").with("value", &text))
            }
        };
        let found: Vec<(Part, Vec<TimeOfDay>)> = match read {
            Ok(found) => found,
            Err(fault) => {
                notes.judge(self.sheet, spot, &heading, Err(fault), |()| {
                    Meaning::plain("passed-over")
                });
                return Vec::new();
            }
        };
        let is_one = found.len() == 1;
        let said = found.into_iter().map(|(part, starts)| {
            if is_one && part.own.is_none() {
                let meaning = Meaning::of("title", &part.title);
                notes.mean(self.sheet, spot, &heading, meaning);
            } else {
                let meaning = Meaning {
                    key: "title-at",
                    args: vec![("value", part.title.clone()), ("times", listed(&starts))],
                };
                notes.mean_part(spot, &heading, &part.text, meaning);
            }
            let of_row = match time {
                RowTime::Hours(hours) if is_one => hours.length_ms,
                _ => None,
            };
            let mut said = Said::new(part.title, When::At(starts));
            said.spots.insert(Field::Title, spot);
            said.spots.insert(Field::Time, self.time_spot(row));
            said.length_ms = part.length_ms.or(of_row);
            said.take_days(day.days.clone());
            said
        });
        said.collect()
    }
}

fn listed(times: &[TimeOfDay]) -> String {
    let times: Vec<String> = times.iter().map(ToString::to_string).collect();
    times.join(", ")
}
