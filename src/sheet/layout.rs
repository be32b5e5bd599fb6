//! Where in a sheet the schedule is: a list with one row for each slot, or a week with the days as columns, below
//! headings that need not be in the first row and may go over several. Reading the rows is `rows`' and `grid`'s.

use super::days::{Days, Named, agreed, days, weekday_and_date};
use super::fields::{Field, field, fields};
use super::headings::{self, Headings};
use super::hours::hours;
use super::{Cell, Fault, Sheet, Spot};
use crate::schedule::WeekdaySet;

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
    /// Its headings.
    pub headings: Headings,
    /// What each column holds.
    pub fields: Vec<(u32, Field)>,
    /// What is wrong with the headings, and where.
    pub faults: Vec<(Spot, Fault)>,
}

/// A week.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    /// Its headings.
    pub headings: Headings,
    /// The column of the times.
    pub time: u32,
    /// The columns of the days.
    pub days: Vec<DayColumn>,
    /// What is wrong with the headings, and where.
    pub faults: Vec<(Spot, Fault)>,
}

/// A column of a week.
#[derive(Clone, PartialEq, Debug)]
pub struct DayColumn {
    /// Which column.
    pub column: u32,
    /// Where its days stand.
    pub spot: Spot,
    /// Its days.
    pub days: Days,
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
    let is_seen = |row: &u32| !sheet.hidden_rows.contains(row);
    for row in (1..=end.row.min(HEADER_ROW_MAX)).filter(is_seen) {
        let is_known =
            |cell: &Cell| field(&cell.text()).is_some() || heading_days(cell, named).is_some();
        let last = headings::last_row(sheet, row, &visible, &is_known);
        if last > row {
            let both = Headings::of(sheet, row..=last, &visible);
            // A row of days below a title that goes over them is a week, whatever else stands above.
            let found = grid(sheet, both.clone(), named).map(Layout::Grid);
            let found = found.or_else(|| list(sheet, both).map(Layout::List));
            if found.is_some() {
                return found;
            }
        }
        let one = Headings::of(sheet, row..=row, &visible);
        let found = list(sheet, one.clone()).map(Layout::List);
        let found = found.or_else(|| grid(sheet, one, named).map(Layout::Grid));
        if found.is_some() {
            return found;
        }
    }
    None
}

fn list(sheet: &Sheet, headings: Headings) -> Option<List> {
    if headings.is_banner() {
        return None;
    }
    let names: Vec<(u32, String)> = headings
        .columns
        .iter()
        .map(|heading| (heading.column, heading.name(|text| field(text).is_some())))
        .collect();
    let mut list = List {
        fields: fields(&names),
        headings,
        faults: Vec::new(),
    };
    let time = list.column(Field::Time)?;
    list.column(Field::Title)?;
    // Two schedules side by side, or a length that is called a time: it is not for a program to choose.
    let rows = list.headings.last + 1..=sheet.end().row;
    let has_times = |column: u32| {
        let mut cells = rows
            .clone()
            .filter_map(|row| sheet.cell(Spot { row, column }));
        cells.any(|cell| hours(cell).is_ok())
    };
    let others = names
        .iter()
        .filter(|(column, name)| *column != time && field(name) == Some(Field::Time));
    let others = others.filter(|(column, _)| has_times(*column) && has_times(time));
    for (column, _) in others {
        let fault = Fault::new("sheet-heading-twice").with("other", list.headings.spot(time));
        list.faults.push((list.headings.spot(*column), fault));
    }
    Some(list)
}

fn grid(sheet: &Sheet, headings: Headings, named: &Named) -> Option<Grid> {
    let mut found: Vec<DayColumn> = Vec::new();
    let mut faults = Vec::new();
    for heading in &headings.columns {
        let mut said: Vec<(Spot, Days)> = Vec::new();
        let mut other = None;
        for &(spot, _) in &heading.lines {
            let read = sheet.cell(spot).and_then(|cell| heading_days(cell, named));
            let Some((days, fault)) = read else {
                // What stands above the days gathers them; what stands below says what the column holds.
                if !said.is_empty() {
                    other = field(&sheet.text(spot));
                }
                continue;
            };
            faults.extend(fault.map(|fault| (spot, fault)));
            said.push((spot, days));
        }
        let Some((spot, days, fault)) = together(said) else {
            continue;
        };
        match other {
            // Each day has times of its own: that is no week with the times down.
            Some(Field::Time | Field::End) => return None,
            Some(Field::Title | Field::Column) | None => {}
            Some(_) => continue,
        }
        faults.extend(fault.map(|fault| (spot, fault)));
        found.push(DayColumn {
            column: heading.column,
            spot,
            days,
        });
    }
    let first = found.first()?.column;
    let mut before = headings
        .visible
        .iter()
        .copied()
        .filter(|&column| column < first);
    let is_time = |&column: &u32| {
        let lines = headings.lines(column);
        lines
            .iter()
            .any(|(_, text)| field(text) == Some(Field::Time))
    };
    let named_time = before.clone().find(is_time);
    let time = named_time.or_else(|| before.next_back())?;
    (found.len() >= 2).then_some(Grid {
        headings,
        time,
        days: found,
        faults,
    })
}

/// Returns the days that the lines of a heading say together: a weekday with its date below is the weekday. Lines that
/// contradict each other are a fault.
fn together(said: Vec<(Spot, Days)>) -> Option<(Spot, Days, Option<Fault>)> {
    let mut said = said.into_iter();
    let (mut spot, mut days) = said.next()?;
    let mut fault = None;
    for (next_spot, next) in said {
        match (&days.weekdays, &next.weekdays) {
            (Some(_), None) => fault = fault.or_else(|| contradiction(&days, &next)),
            (None, Some(_)) => {
                fault = fault.or_else(|| contradiction(&next, &days));
                (spot, days) = (next_spot, next);
            }
            // Days of the week that a heading above gathers.
            (Some(_), Some(_)) | (None, None) => (spot, days) = (next_spot, next),
        }
    }
    Some((spot, days, fault))
}

/// Says what is wrong with a weekday and a date that stand together.
fn contradiction(weekdays: &Days, dates: &Days) -> Option<Fault> {
    let set = weekdays.weekdays?;
    let wrong = dates
        .dates
        .iter()
        .find(|date| !set.contains(date.weekday()))?;
    let said = crate::schedule::print::weekday_words(set).join(", ");
    Some(
        Fault::new("sheet-day-and-date-differ")
            .with("date", super::day_first(*wrong))
            .with("weekday", said)
            .with("is", wrong.weekday().vi()),
    )
}

/// Reads the heading of a column of a week: a weekday, which a date may follow, or a date.
fn heading_days(cell: &Cell, named: &Named) -> Option<(Days, Option<Fault>)> {
    if matches!(cell, Cell::Number(_) | Cell::Error(_)) {
        return None;
    }
    let read = |cell: &Cell| days(cell, named).ok().filter(|days| days.except.is_none());
    let text = cell.text();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some((weekday, date)) = weekday_and_date(&text.to_lowercase()) {
        let days = Days {
            weekdays: Some(WeekdaySet::NONE.with(weekday)),
            ..Days::default()
        };
        // A date that can't be read is shown as not used, as any date of a heading.
        return Some((days, date.ok().and_then(|date| agreed(weekday, date).err())));
    }
    if let Some(days) = read(cell) {
        return Some((days, None));
    }
    let mut lines = text
        .split(['\n', '('])
        .map(|line| line.trim_end_matches(')').trim());
    let first = read(&Cell::Text(lines.next()?.to_owned()))?;
    let date = lines.find_map(|line| read(&Cell::Text(line.to_owned())));
    let fault = date.and_then(|date| contradiction(&first, &date));
    Some((first, fault))
}
