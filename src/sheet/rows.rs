//! The rows of a list: each cell under its heading is read, and a row without a time is told or, where it is a heading
//! between or a remark below, passed over. What follows from the rows is `change`'s.

use std::collections::BTreeSet;

use super::context::SheetContext;
use super::days::days;
use super::doubt::{doubt, doubtful_dates};
use super::draft::Said;
use super::fields::Field;
use super::hours::{hours, is_heading, length_ms};
use super::layout::List;
use super::notes::Notes;
use super::{Cell, Fault, Meaning, Sheet, Spot, items, policies};
use crate::ids::ProgrammeId;
use crate::schedule::cron_line::CronLine;
use crate::schedule::spelling::is_slug;
use crate::schedule::{Item, Late, Priority, Resume, Start, When};

/// Returns what the rows of a list say; what can't be read is noted, and its row left out.
pub fn list(sheet: &Sheet, list: &List, context: &SheetContext, notes: &mut Notes) -> Vec<Said> {
    let reader = Reader {
        sheet,
        list,
        context,
        doubtful: doubtful_dates(sheet, list),
    };
    let rows = list.headings.last + 1..=sheet.end().row;
    let last_timed = rows.clone().rev().find(|&row| reader.has_time(row));
    let mut found = Vec::new();
    for row in rows {
        if sheet.hidden_rows.contains(&row) || reader.is_empty(row) {
            continue;
        }
        if reader.is_beside(row, last_timed) {
            reader.pass_over(row, notes);
        } else {
            found.extend(reader.row(row, notes));
        }
    }
    found
}

/// The rows of a list, field by field.
pub(super) struct Reader<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) list: &'s List,
    pub(super) context: &'s SheetContext,
    /// Real dates whose day and month were most likely exchanged.
    doubtful: BTreeSet<Spot>,
}

impl Reader<'_> {
    pub(super) fn spot(&self, field: Field, row: u32) -> Option<Spot> {
        let column = self.list.column(field)?;
        Some(Spot { row, column })
    }

    /// Returns the cell of a field with where it stands, where there is something in it.
    pub(super) fn cell(&self, field: Field, row: u32) -> Option<(Spot, &Cell)> {
        let spot = self.spot(field, row)?;
        let cell = self.sheet.cell(spot)?;
        (!cell.text().is_empty()).then_some((spot, cell))
    }

    fn text(&self, field: Field, row: u32) -> String {
        self.cell(field, row)
            .map_or_else(String::new, |(_, cell)| cell.text())
    }

    pub(super) fn heading(&self, spot: Spot) -> String {
        self.list.headings.text(spot.column)
    }

    /// The cells of a row that hold something, those of a merged rectangle once.
    fn homes(&self, row: u32) -> BTreeSet<Spot> {
        let spots = self
            .list
            .fields
            .iter()
            .map(|&(column, _)| Spot { row, column });
        let filled = spots.filter(|&spot| !self.sheet.text(spot).is_empty());
        filled.map(|spot| self.sheet.home(spot)).collect()
    }

    fn is_empty(&self, row: u32) -> bool {
        self.homes(row).is_empty()
    }

    fn has_time(&self, row: u32) -> bool {
        let time = self.cell(Field::Time, row);
        let is_own = !self.sheet.hidden_rows.contains(&row);
        let is_heading =
            || time.is_some_and(|(_, cell)| is_heading(cell)) && self.homes(row).len() == 1;
        is_own
            && (time.is_some_and(|(_, cell)| hours(cell).is_ok())
                || self.cell(Field::Cron, row).is_some())
            && !is_heading()
    }

    /// Says whether a row is no slot: a heading between, the headings once more, or a remark below the last slot.
    fn is_beside(&self, row: u32, last_timed: Option<u32>) -> bool {
        if self.has_time(row) {
            return false;
        }
        let homes = self.homes(row);
        let title = self
            .spot(Field::Title, row)
            .map(|spot| self.sheet.home(spot));
        let is_banner = homes.len() == 1
            && (!homes.iter().any(|home| Some(*home) == title) || self.is_wide(row));
        let headings = &self.list.headings;
        let is_heading = self.list.fields.iter().all(|&(column, _)| {
            let text = self.sheet.text(Spot { row, column });
            let lines = headings.lines(column);
            lines.iter().any(|(_, line)| *line == text) || (text.is_empty() && lines.len() == 1)
        });
        let is_below = last_timed.is_none_or(|last| row > last);
        let names_days = self
            .cell(Field::Days, row)
            .is_some_and(|(_, cell)| days(cell, &self.context.schedule.day_sets).is_ok());
        let is_slot = names_days && !self.text(Field::Title, row).is_empty();
        is_banner || is_heading || (is_below && !is_slot)
    }

    /// Says whether the one cell of a row goes over several columns.
    fn is_wide(&self, row: u32) -> bool {
        let filled = self
            .list
            .fields
            .iter()
            .filter(|&&(column, _)| !self.sheet.text(Spot { row, column }).is_empty());
        filled.count() > 1
    }

    fn pass_over(&self, row: u32, notes: &mut Notes) {
        for home in self.homes(row) {
            notes.mean(self.sheet, home, "", Meaning::plain("passed-over"));
        }
    }

    fn row(&self, row: u32, notes: &mut Notes) -> Option<Said> {
        let before = notes.problems.len();
        let when = self.when(row, notes);
        let title = self.title(row, notes);
        // The other cells are read even so: everything that is wrong is told at once.
        let nowhere = When::At(Vec::new());
        let (when, title) = (when.unwrap_or(nowhere), title.unwrap_or_default());
        let mut said = Said::new(title, when);
        for &(column, field) in &self.list.fields {
            said.spots.insert(field, Spot { row, column });
        }
        self.length(row, &mut said, notes);
        self.id(row, &mut said, notes);
        let has_part = self.part(row, &mut said, notes);
        self.days(row, has_part, &mut said, notes);
        self.dates(row, &mut said, notes);
        self.exceptions(row, &mut said, notes);
        self.policies(row, &mut said, notes);
        self.programme(row, &mut said, notes);
        self.content(row, &mut said, notes);
        (notes.problems[before..]
            .iter()
            .all(|problem| problem.severity == crate::schedule::diagnostic::Severity::Warning))
        .then_some(said)
    }

    /// Reads one field, where there is something in its cell.
    pub(super) fn read<T>(
        &self,
        field: Field,
        row: u32,
        notes: &mut Notes,
        read: impl FnOnce(&Cell) -> Result<T, Fault>,
        meaning: impl FnOnce(&T) -> Meaning,
    ) -> Option<T> {
        let (spot, cell) = self.cell(field, row)?;
        let value = match cell {
            Cell::Error(text) => Err(Fault::new("sheet-cell-error").with("value", text)),
            _ if self.doubtful.contains(&spot) => Err(doubt(cell)),
            _ => read(cell),
        };
        notes.judge(self.sheet, spot, &self.heading(spot), value, meaning)
    }

    fn when(&self, row: u32, notes: &mut Notes) -> Option<When> {
        if self.cell(Field::Cron, row).is_some() {
            let line = self.read(
                Field::Cron,
                row,
                notes,
                |cell| {
                    let text = as_written(cell);
                    CronLine::parse(text.trim())
                        .map_err(|_| Fault::new("sheet-cron-unreadable").with("value", &text))
                },
                |line| Meaning::of("cron", line.as_str()),
            );
            return line.map(When::Cron);
        }
        let spot = self.spot(Field::Time, row)?;
        if self.cell(Field::Time, row).is_none() {
            let fault = Err(Fault::new("sheet-time-missing"));
            notes.judge(self.sheet, spot, &self.heading(spot), fault, |()| {
                Meaning::plain("passed-over")
            });
            return None;
        }
        let read = self.read(Field::Time, row, notes, hours, |hours| {
            Meaning::of("time", list_of(&hours.starts))
        });
        read.map(|hours| When::At(hours.starts))
    }

    fn title(&self, row: u32, notes: &mut Notes) -> Option<String> {
        let spot = self.spot(Field::Title, row)?;
        let text = self.text(Field::Title, row).replace('\n', " ");
        let read = match self.cell(Field::Title, row) {
            None => Err(Fault::new("sheet-title-missing")),
            Some((_, Cell::Error(text))) => Err(Fault::new("sheet-cell-error").with("value", text)),
            Some(_) => Ok(text),
        };
        notes.judge(self.sheet, spot, &self.heading(spot), read, |text| {
            Meaning::of("title", text)
        })
    }

    fn length(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let of_range = self.cell(Field::Time, row);
        let of_range = of_range.and_then(|(_, cell)| hours(cell).ok()?.length_ms);
        let of_end = self.read(Field::End, row, notes, hours, |hours| {
            Meaning::of("end", list_of(&hours.starts))
        });
        let start = match &said.when {
            When::At(times) => times.first().copied(),
            When::Cron(_) => None,
        };
        let of_end = of_end.and_then(|end| Some(end.starts.first()?.ms() - start?.ms()));
        // What is written about a length helps only a new programme; one that can't be read stops nothing.
        let of_length = self.cell(Field::Length, row).and_then(|(spot, cell)| {
            let read = length_ms(cell);
            let meaning = read.map_or_else(
                || Meaning::plain("not-used"),
                |ms| Meaning::of("length", crate::schedule::reader::duration_text(ms)),
            );
            notes.mean(self.sheet, spot, &self.heading(spot), meaning);
            read
        });
        said.length_ms = of_length.or(of_range).or(of_end).filter(|ms| *ms > 0);
    }

    fn id(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let parse = |cell: &Cell| {
            let text = cell.text();
            let (id, number) = text.split_once('/').unwrap_or((&text, "1"));
            let number = number.parse().ok().filter(|number| *number > 0);
            match number {
                Some(number) if is_slug(id) => Ok((ProgrammeId::from(id), number)),
                _ => Err(Fault::new("sheet-id-unreadable").with("value", &text)),
            }
        };
        said.id = self.read(Field::Id, row, notes, parse, |(id, _)| {
            Meaning::of("id", id)
        });
    }

    /// Reads the policies. An empty cell says nothing; in Loa's own sheets it says the default.
    fn policies(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let is_own = said.id.is_some();
        let season = self.words(Field::Season, row, notes, policies::season);
        said.season = (season.is_some() || is_own).then_some(season);
        let start = self.words(Field::Start, row, notes, policies::start);
        said.start = start.or(is_own.then_some(Start::DEFAULT));
        let late = self.words(Field::Late, row, notes, policies::late);
        said.late = late.or(is_own.then_some(Late::DEFAULT));
        let resume = self.words(Field::Resume, row, notes, policies::resume);
        said.resume = resume.or(is_own.then_some(Resume::DEFAULT));
        let priority = self.words(Field::Priority, row, notes, policies::priority);
        said.priority = priority.or(is_own.then_some(Priority::Ordinary));
    }

    /// Reads a field that is said in words.
    fn words<T>(
        &self,
        field: Field,
        row: u32,
        notes: &mut Notes,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        let text = self.text(field, row);
        let meaning = Meaning::of("words", &text);
        self.read(field, row, notes, |_| read(&text), |_| meaning)
    }

    fn programme(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let context = self.context;
        if self.list.column(Field::Column).is_some() {
            let read = |cell: &Cell| context.column(&cell.text());
            let read = self.read(Field::Column, row, notes, read, |column| {
                Meaning::of("column", column)
            });
            // In a sheet of an officer an empty cell says nothing; in Loa's own it says that there is none.
            said.column = (read.is_some() || said.id.is_some()).then_some(read);
        }
        if self.list.column(Field::Zones).is_some() {
            let read = |cell: &Cell| context.zones(&cell.text());
            said.zones = self.read(Field::Zones, row, notes, read, |zones| {
                Meaning::of("zones", context.zones_text(zones))
            });
        }
    }

    fn content(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let context = self.context;
        let known = said.id.as_ref().and_then(|(id, _)| context.programme(id));
        let known: &[Item] = known.map_or(&[], |programme| &programme.items);
        let read = |cell: &Cell| items::items(&cell.text(), known, context);
        said.items = self.read(Field::Items, row, notes, read, |items| {
            Meaning::of("items", items.len())
        });
        let read = |cell: &Cell| context.audio(&cell.text());
        said.file = self.read(Field::File, row, notes, read, |audio| {
            Meaning::of("file", audio)
        });
    }
}

/// Returns the text of a cell with its blanks as they are.
pub(super) fn as_written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        other => other.text(),
    }
}

fn list_of<T: ToString>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
