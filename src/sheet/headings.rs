//! Headings over one row or several, and what each column is called by them. Which headings there are is `fields`' and
//! `layout`'s.

use std::ops::RangeInclusive;

use super::{Cell, Sheet, Spot};

/// The headings of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Headings {
    /// Their first row.
    pub first: u32,
    /// Their last row.
    pub last: u32,
    /// The columns that are not hidden.
    pub visible: Vec<u32>,
    /// The columns that have a heading.
    pub columns: Vec<Heading>,
}

/// What stands above one column.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// The column.
    pub column: u32,
    /// Its cells from the top with their texts, a merged one once.
    pub lines: Vec<(Spot, String)>,
    /// Whether the first of them goes over several columns, so that it is no name for any of them alone.
    is_shared: bool,
}

impl Headings {
    /// Returns what stands in these rows above each column.
    pub fn of(sheet: &Sheet, rows: RangeInclusive<u32>, visible: &[u32]) -> Self {
        let (first, last) = (*rows.start(), *rows.end());
        let heading = |&column: &u32| {
            let mut lines: Vec<(Spot, String)> = Vec::new();
            for row in rows.clone() {
                let spot = sheet.home(Spot { row, column });
                let text = sheet.text(spot);
                if !text.is_empty() && lines.iter().all(|(other, _)| *other != spot) {
                    lines.push((spot, text));
                }
            }
            let &(top, _) = lines.first()?;
            let wide = |&other: &u32| {
                let spot = Spot {
                    row: top.row.max(first),
                    column: other,
                };
                other != column && sheet.home(spot) == top
            };
            Some(Heading {
                column,
                is_shared: visible.iter().any(wide),
                lines,
            })
        };
        Self {
            first,
            last,
            visible: visible.to_vec(),
            columns: visible.iter().filter_map(heading).collect(),
        }
    }

    /// Says whether all of it is one cell that goes over several columns.
    pub fn is_banner(&self) -> bool {
        let cells = || self.columns.iter().flat_map(|heading| &heading.lines);
        let first = cells().next().map(|(spot, _)| *spot);
        self.columns.len() > 1 && cells().all(|(spot, _)| Some(*spot) == first)
    }

    /// Returns the cells above a column.
    pub fn lines(&self, column: u32) -> &[(Spot, String)] {
        let mut columns = self.columns.iter();
        columns
            .find(|heading| heading.column == column)
            .map_or(&[], |heading| &heading.lines)
    }

    /// Returns where the heading of a column stands, the lowest of its cells.
    pub fn spot(&self, column: u32) -> Spot {
        let lowest = self.lines(column).last().map(|(spot, _)| *spot);
        lowest.unwrap_or(Spot {
            row: self.last,
            column,
        })
    }

    /// Returns the heading of a column, its cells one after the other.
    pub fn text(&self, column: u32) -> String {
        let lines = self.lines(column).iter().map(|(_, text)| text.as_str());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// Returns the cells that go over several columns, each of which has its own below.
    pub fn above(&self) -> Vec<Spot> {
        let shared = self
            .columns
            .iter()
            .filter(|heading| heading.is_shared && heading.lines.len() > 1);
        let mut spots: Vec<Spot> = shared.map(|heading| heading.lines[0].0).collect();
        spots.dedup();
        spots
    }
}

impl Heading {
    /// Returns the name of the column. What stands below a cell that goes over several columns is known by itself or
    /// with that cell (`Giờ` over `Từ` and `Đến`); a cell above one column alone begins its name.
    pub fn name(&self, is_known: impl Fn(&str) -> bool) -> String {
        let (_, bottom) = &self.lines[self.lines.len() - 1];
        let Some((_, top)) = self.lines.iter().rev().nth(1) else {
            return bottom.clone();
        };
        let with_top = if self.is_shared {
            format!("{bottom} {top}")
        } else {
            format!("{top} {bottom}")
        };
        let names = if self.is_shared {
            [bottom.clone(), with_top]
        } else {
            [with_top, bottom.clone()]
        };
        let known = names.iter().find(|name| is_known(name)).cloned();
        known.unwrap_or_else(|| bottom.clone())
    }
}

/// The most rows of headings: a common name, the days, and their dates.
const ROWS_MAX: u32 = 3;

/// Returns the last row of headings that begin in `row`: the last over which a cell is merged, where others have cells
/// of their own there, or the next, where several cells that are known as headings stand below one that goes over
/// several columns.
pub fn last_row(sheet: &Sheet, row: u32, visible: &[u32], is_known: &dyn Fn(&Cell) -> bool) -> u32 {
    let of_row = || {
        let merged = sheet.merged.iter();
        merged.filter(|merged| merged.first.row == row && sheet.cells.contains_key(&merged.first))
    };
    let is_own = |spot: Spot| sheet.home(spot) == spot && sheet.cell(spot).is_some();
    let has_own = |row: u32| visible.iter().any(|&column| is_own(Spot { row, column }));
    let is_seen = |row: u32| !sheet.hidden_rows.contains(&row);
    let merged_down = of_row()
        .map(|merged| merged.last.row)
        .filter(|last| (row + 1..row + ROWS_MAX).contains(last))
        .filter(|&last| (row + 1..=last).all(|row| is_seen(row) && has_own(row)))
        .max();
    let has_known_below = || {
        of_row().any(|merged| {
            let columns = merged.first.column..=merged.last.column;
            let below = visible.iter().filter(|column| columns.contains(column));
            let known = below
                .map(|&column| Spot {
                    row: row + 1,
                    column,
                })
                .filter(|&spot| is_own(spot) && sheet.cell(spot).is_some_and(is_known));
            merged.last.row == row && known.count() >= 2
        })
    };
    match merged_down {
        Some(last) => last,
        None if is_seen(row + 1) && has_known_below() => row + 1,
        None => row,
    }
}
