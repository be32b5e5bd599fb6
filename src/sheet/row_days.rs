//! The days that a row of a list says, in the cells of days and dates, of what is left out, and of other rules. The rest
//! of a row is `rows`'.

use super::dates;
use super::days::{Days, Except, days, except, split_except};
use super::draft::Said;
use super::fields::Field;
use super::notes::Notes;
use super::rows::{Reader, as_written};
use super::{Cell, Fault, Meaning};
use crate::schedule::WeekdaySet;
use crate::schedule::print;
use crate::schedule::rule_part::{self, RulePart};
use crate::schedule::spelling::slug;
use crate::time::CivilDay;

impl Reader<'_> {
    /// Reads the keys of a programme file in a cell, and says whether days are chosen there, as far as it can be told.
    pub(super) fn part(&self, row: u32, said: &mut Said, notes: &mut Notes) -> bool {
        if self.list.column(Field::Rules).is_none() {
            return false;
        }
        let Some((spot, cell)) = self.cell(Field::Rules, row) else {
            // In a sheet of an officer an empty cell says nothing; in Loa's own it says that there is nothing.
            said.part = said.id.is_some().then(RulePart::default);
            return false;
        };
        let heading = self.heading(spot);
        if let Cell::Error(text) = cell {
            let fault = Fault::new("sheet-cell-error").with("value", text);
            notes.judge(self.sheet, spot, &heading, Err(fault), |()| {
                Meaning::plain("passed-over")
            });
            return true;
        }
        let (text, schedule) = (as_written(cell), &self.context.schedule);
        let mut problems = Vec::new();
        let elsewhere: Vec<&str> = ELSEWHERE.iter().map(|&(key, _)| key).collect();
        let read = rule_part::parse(&notes.file, &text, &elsewhere, schedule, &mut problems);
        let misplaced = read.as_ref().and_then(|part| {
            let mut columns = ELSEWHERE.iter();
            columns.find(|(key, _)| part.has(key))
        });
        if let Some((key, column)) = misplaced {
            let fault = Fault::new("sheet-key-has-column").with("key", key);
            let fault = fault.with("column", column);
            notes.judge(self.sheet, spot, &heading, Err(fault), |()| {
                Meaning::plain("passed-over")
            });
            return true;
        }
        let meaning = Meaning::of("words", cell.text());
        let read = (read, problems);
        said.part = notes.judge_text(self.sheet, spot, &heading, read, meaning);
        let Some(part) = &said.part else {
            return true;
        };
        if part.has("dates") && self.cell(Field::Dates, row).is_some() {
            notes.error(spot, Fault::new("sheet-dates-twice"));
        }
        part.chooses_days()
    }

    pub(super) fn days(&self, row: u32, has_part: bool, said: &mut Said, notes: &mut Notes) {
        let of_every = said
            .part
            .as_ref()
            .and_then(|part| part.weekdays_of_every(&said.when));
        if self.cell(Field::Days, row).is_none() {
            said.days = of_every;
        }
        let Some(spot) = self.spot(Field::Days, row) else {
            return;
        };
        let named = &self.context.schedule.day_sets;
        if self.cell(Field::Days, row).is_none() {
            let elsewhere = [Field::Dates, Field::From, Field::Until];
            if !has_part
                && elsewhere
                    .iter()
                    .all(|&field| self.cell(field, row).is_none())
            {
                let fault = Err(Fault::new("sheet-days-missing").with("value", &said.title));
                let heading = self.heading(spot);
                notes.judge(self.sheet, spot, &heading, fault, |()| {
                    Meaning::plain("passed-over")
                });
            }
            said.take_days(Days {
                weekdays: of_every,
                ..Days::default()
            });
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

    pub(super) fn dates(&self, row: u32, said: &mut Said, notes: &mut Notes) {
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
        let has_cell = |field| self.cell(field, row).is_some();
        let are_empty = self.list.column(Field::Days).is_some()
            && !has_cell(Field::Days)
            && !has_cell(Field::Dates);
        if let (Some(Some(first)), Some(Some(last))) = (said.from, said.until)
            && are_empty
            && first <= last
            && said.id.is_none()
            && !said.part.as_ref().is_some_and(RulePart::chooses_days)
        {
            // In Loa's own sheets the days are never empty.
            (said.from, said.until) = (None, None);
            said.take_dates(Vec::new(), Some((first, last)));
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
                    if self.list.column(Field::Days).is_none() && said.id.is_none() {
                        // It is the row's only cell of days, and a cell of days is whole.
                        said.days = Some(WeekdaySet::EVERY_DAY);
                    }
                    let has_weekdays = !said.month.is_empty()
                        || said.days.is_some_and(|days| days != WeekdaySet::EVERY_DAY);
                    match days.span.filter(|_| has_weekdays) {
                        Some(season) => {
                            said.take_dates(days.dates, None);
                            said.take_season(season);
                        }
                        None => said.take_dates(days.dates, days.span),
                    }
                }
                Some(days) => {
                    // `T2` in one cell and `rằm` in the other is both.
                    let weekdays = said.days.filter(|_| !days.month.is_empty());
                    said.take_days(days);
                    said.days = weekdays.or(said.days);
                }
                None => said.dates = Some(said.dates.take().unwrap_or_default()),
            }
        }
    }

    pub(super) fn exceptions(&self, row: u32, said: &mut Said, notes: &mut Notes) {
        let named = &self.context.schedule.day_sets;
        if self.list.column(Field::Except).is_some() {
            let read = self.read(
                Field::Except,
                row,
                notes,
                |cell| match cell {
                    Cell::Moment(_) => except(&cell.text(), named),
                    _ if NOTHING.contains(&slug(&cell.text()).as_str()) => Ok(Except::default()),
                    _ => except(&cell.text().replace(" đến ", "–"), named),
                },
                |except| match &except.words[..] {
                    [] => Meaning::plain("except-nothing"),
                    words => Meaning::of("except", words.join(", ")),
                },
            );
            let is_nothing = read.as_ref().is_some_and(|read| read.words.is_empty());
            // In Loa's own sheets the cell is all there is; in one of an officer an empty cell says nothing.
            said.is_except_whole = said.id.is_some() || is_nothing;
            if said.id.is_some() || read.is_some() {
                said.add_except(read.unwrap_or_default());
            }
        }
        let of_part = said.part.as_ref().filter(|part| part.has("except"));
        let of_part = of_part.map(|part| Except {
            days: part.except().clone(),
            words: print::rule_texts(&format!("[[when]]\n{}", part.text()))
                .pop()
                .unwrap_or_default()
                .except,
        });
        if let Some(except) = of_part {
            said.is_except_whole = true;
            said.add_except(except);
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
}

/// What a cell of exceptions says, in plain form, where there are none and those of the file go.
const NOTHING: [&str; 3] = ["khong", "khong-tru", "khong-tru-ngay-nao"];

/// The keys of a programme file that have a column of their own, with its heading.
const ELSEWHERE: &[(&str, &str)] = &[
    ("at", "Giờ"),
    ("cron", "Cron"),
    ("days", "Thứ"),
    ("from", "Từ ngày"),
    ("until", "Đến ngày"),
    ("season", "Mùa"),
    ("start", "Vào sóng"),
    ("grace", "Vào sóng"),
    ("late", "Khi trễ"),
    ("resume", "Khi bị ngắt"),
    ("title", "Chương trình"),
    ("column", "Chuyên mục"),
    ("zones", "Khu vực"),
    ("priority", "Mức ưu tiên"),
    ("play", "Tiết mục"),
    ("pick", "Tiết mục"),
    ("pause", "Tiết mục"),
];

/// What days in a cell were understood as.
pub fn meaning_of_days(days: &Days) -> Meaning {
    let weekdays = days.weekdays.filter(|_| days.month.is_empty());
    let mut parts: Vec<String> = weekdays.map(print::weekday_words).unwrap_or_default();
    parts.extend(Some(days.month.text()).filter(|text| !text.is_empty()));
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

fn one_date(cell: &Cell) -> Result<CivilDay, Fault> {
    let text = cell.text();
    let unreadable = || Fault::new("sheet-date-unreadable").with("value", &text);
    match cell {
        Cell::Moment(moment) => moment.day.ok_or_else(unreadable),
        Cell::Text(_) => dates::date(&text.to_lowercase()).unwrap_or_else(|| Err(unreadable())),
        Cell::Number(number) => Err(dates::serial(*number).unwrap_or_else(unreadable)),
        Cell::Error(_) => Err(unreadable()),
    }
}
