//! The rows of a list: each cell under its heading is read, and a row without a time is told or, where it is a heading
//! between or a remark below, passed over. What follows from the rows is `change`'s.

use std::collections::BTreeSet;

use super::context::SheetContext;
use super::dates;
use super::days::{days, except, split_except};
use super::doubt::{doubt, doubtful_dates};
use super::draft::Said;
use super::fields::Field;
use super::hours::{hours, length_ms};
use super::layout::List;
use super::notes::Notes;
use super::{Cell, Fault, Meaning, Sheet, Spot, items, policies};
use crate::ids::ProgrammeId;
use crate::schedule::cron_line::CronLine;
use crate::schedule::spelling::is_slug;
use crate::schedule::{Item, Late, Priority, Resume, Start, When};
use crate::time::CivilDay;

/// Returns what the rows of a list say; what can't be read is noted, and its row left out.
pub fn list(sheet: &Sheet, list: &List, context: &SheetContext, notes: &mut Notes) -> Vec<Said> {
    let reader = Reader {
        sheet,
        list,
        context,
        doubtful: doubtful_dates(sheet, list),
    };
    let rows = list.header + 1..=sheet.end().row;
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

struct Reader<'s> {
    sheet: &'s Sheet,
    list: &'s List,
    context: &'s SheetContext,
    /// Real dates whose day and month were most likely exchanged.
    doubtful: BTreeSet<Spot>,
}

impl Reader<'_> {
    fn spot(&self, field: Field, row: u32) -> Option<Spot> {
        let column = self.list.column(field)?;
        Some(Spot { row, column })
    }

    /// Returns the cell of a field with where it stands, where there is something in it.
    fn cell(&self, field: Field, row: u32) -> Option<(Spot, &Cell)> {
        let spot = self.spot(field, row)?;
        let cell = self.sheet.cell(spot)?;
        (!cell.text().is_empty()).then_some((spot, cell))
    }

    fn text(&self, field: Field, row: u32) -> String {
        self.cell(field, row)
            .map_or_else(String::new, |(_, cell)| cell.text())
    }

    fn heading(&self, spot: Spot) -> String {
        let row = self.list.header;
        self.sheet.text(Spot { row, ..spot })
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
        is_own
            && (time.is_some_and(|(_, cell)| hours(cell).is_ok())
                || self.cell(Field::Cron, row).is_some())
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
        let is_heading = self.list.fields.iter().all(|&(column, _)| {
            self.sheet.text(Spot { row, column }) == self.heading(Spot { row, column })
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
        self.days(row, &mut said, notes);
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
    fn read<T>(
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
                    let text = cell.text();
                    CronLine::parse(&text)
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

    fn days(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let Some(spot) = self.spot(Field::Days, row) else {
            return;
        };
        let named = &self.context.schedule.day_sets;
        if self.cell(Field::Days, row).is_none() {
            let elsewhere = [Field::Dates, Field::From, Field::Until];
            if elsewhere
                .iter()
                .all(|&field| self.cell(field, row).is_none())
            {
                let fault = Err(Fault::new("sheet-days-missing").with("value", &said.title));
                let heading = self.heading(spot);
                notes.judge(self.sheet, spot, &heading, fault, |()| {
                    Meaning::plain("passed-over")
                });
            }
            said.take_days(super::days::Days::default());
            return;
        }
        let read = self.read(
            Field::Days,
            row,
            notes,
            |cell| days(cell, named),
            meaning_of_days,
        );
        if let Some(days) = read {
            said.take_days(days);
        }
    }

    fn dates(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        for field in [Field::From, Field::Until] {
            if self.list.column(field).is_none() {
                continue;
            }
            let read = self.read(field, row, notes, one_date, |day| {
                Meaning::of("date", super::day_first(*day))
            });
            // A range in the cell of days counts where these cells are empty.
            match field {
                Field::From if read.is_some() || said.from.is_none() => said.from = Some(read),
                Field::Until if read.is_some() || said.until.is_none() => said.until = Some(read),
                _ => {}
            }
        }
        if self.list.column(Field::Dates).is_some() {
            let named = &self.context.schedule.day_sets;
            let read = self.read(
                Field::Dates,
                row,
                notes,
                |cell| days(cell, named),
                meaning_of_days,
            );
            match read {
                Some(days) if days.weekdays.is_none() => {
                    if let Some((first, last)) = days.span {
                        (said.from, said.until) = (Some(Some(first)), Some(Some(last)));
                    }
                    said.dates = Some(days.dates);
                }
                Some(days) => said.take_days(days),
                None => said.dates = Some(said.dates.take().unwrap_or_default()),
            }
        }
    }

    fn exceptions(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let named = &self.context.schedule.day_sets;
        if self.list.column(Field::Except).is_some() {
            let read = self.read(
                Field::Except,
                row,
                notes,
                |cell| match cell {
                    Cell::Moment(_) => except(&cell.text(), named),
                    _ => except(&cell.text().replace(" đến ", "–"), named),
                },
                |except| Meaning::of("except", except.words.join(", ")),
            );
            said.add_except(read.unwrap_or_default());
        }
        let Some((spot, cell)) = self.cell(Field::Note, row) else {
            return;
        };
        let lower = cell.text().to_lowercase();
        let (_, left_out) = split_except(&lower);
        let read = left_out.map(|left_out| except(left_out, named));
        let heading = self.heading(spot);
        match read {
            Some(Ok(read)) => {
                let meaning = Meaning::of("except", read.words.join(", "));
                notes.mean(self.sheet, spot, &heading, meaning);
                said.add_except(read);
            }
            Some(Err(_)) => {
                notes.mean(self.sheet, spot, &heading, Meaning::plain("not-used"));
                notes.warning(
                    spot,
                    Fault::new("sheet-note-not-used").with("value", cell.text()),
                );
            }
            None => notes.mean(self.sheet, spot, &heading, Meaning::plain("not-used")),
        }
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

/// What days in a cell were understood as.
pub fn meaning_of_days(days: &super::days::Days) -> Meaning {
    let mut parts: Vec<String> = days
        .weekdays
        .map(crate::schedule::print::weekday_words)
        .unwrap_or_default();
    parts.extend(days.dates.iter().map(|&day| super::day_first(day)));
    if let Some((first, last)) = days.span {
        parts.push(format!(
            "{} – {}",
            super::day_first(first),
            super::day_first(last)
        ));
    }
    let value = parts.join(", ");
    match &days.except {
        Some(except) => Meaning {
            key: "days-except",
            args: vec![("value", value), ("except", except.words.join(", "))],
        },
        None => Meaning::of("days", value),
    }
}

fn list_of<T: ToString>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

fn one_date(cell: &Cell) -> Result<CivilDay, Fault> {
    let text = cell.text();
    let unreadable = || Fault::new("sheet-date-unreadable").with("value", &text);
    match cell {
        Cell::Moment(moment) => moment.day.ok_or_else(unreadable),
        Cell::Text(_) => dates::date(&text.to_lowercase()).unwrap_or_else(|| Err(unreadable())),
        Cell::Number(_) | Cell::Error(_) => Err(unreadable()),
    }
}
