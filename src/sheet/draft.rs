//! What one row of a sheet says about a programme, and the rule that comes of it: what the row leaves open stays as the
//! programme's own rule has it.

use std::collections::BTreeMap;

use super::days::{Days, Except};
use super::fields::Field;
use super::month_days::MonthDays;
use super::{Fault, Spot};
use crate::ids::{AudioPath, ColumnId, ProgrammeId};
use crate::schedule::rule_part::RulePart;
use crate::schedule::{
    DaySet, Item, Late, Priority, Programme, Resume, Rule, Season, Start, WeekdaySet, When, Zones,
};
use crate::time::CivilDay;

/// The most days that a range of dates may have in a programme file.
pub const RANGE_DAYS_MAX: i64 = 366;

/// What one row says. `None` is what it says nothing about.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// Where each field stands.
    pub spots: BTreeMap<Field, Spot>,
    /// The title.
    pub title: String,
    /// In Loa's own sheets: the programme's id and the rule's number from 1.
    pub id: Option<(ProgrammeId, usize)>,
    /// When.
    pub when: When,
    /// On which weekdays.
    pub days: Option<WeekdaySet>,
    /// On which dates only; where there are no ranges either, empty for all.
    pub dates: Option<Vec<CivilDay>>,
    /// Ranges of such dates, both ends included; they count where `dates` does.
    pub date_ranges: Vec<(CivilDay, CivilDay)>,
    /// On which days of each month; empty where it says nothing of them.
    pub month: MonthDays,
    /// From which day.
    pub from: Option<Option<CivilDay>>,
    /// Until which day.
    pub until: Option<Option<CivilDay>>,
    /// In which part of the year.
    pub season: Option<Option<Season>>,
    /// On which days not; these and those of the file, unless `is_except_whole`.
    pub except: Option<Except>,
    /// Whether nothing of the file's exceptions stays but what is in `except`.
    pub is_except_whole: bool,
    /// How it takes the air.
    pub start: Option<Start>,
    /// What when it is late.
    pub late: Option<Late>,
    /// What after an interruption.
    pub resume: Option<Resume>,
    /// What it says in keys of a programme file.
    pub part: Option<RulePart>,
    /// The column.
    pub column: Option<Option<ColumnId>>,
    /// The zones.
    pub zones: Option<Zones>,
    /// The class.
    pub priority: Option<Priority>,
    /// The items.
    pub items: Option<Vec<Item>>,
    /// One file that it airs.
    pub file: Option<AudioPath>,
    /// How long it takes, in milliseconds.
    pub length_ms: Option<i64>,
}

impl Said {
    /// Makes what a row says with a title and a time.
    pub fn new(title: String, when: When) -> Self {
        Self {
            spots: BTreeMap::new(),
            title,
            id: None,
            when,
            days: None,
            dates: None,
            date_ranges: Vec::new(),
            month: MonthDays::default(),
            from: None,
            until: None,
            season: None,
            except: None,
            is_except_whole: false,
            start: None,
            late: None,
            resume: None,
            part: None,
            column: None,
            zones: None,
            priority: None,
            items: None,
            file: None,
            length_ms: None,
        }
    }

    /// Takes over what a cell of days says. A cell of days is whole: weekdays without dates are weekdays on all dates.
    pub fn take_days(&mut self, days: Days) {
        self.days = Some(days.weekdays.unwrap_or(WeekdaySet::EVERY_DAY));
        self.month = days.month;
        match days.span.filter(|_| days.weekdays.is_some()) {
            // `T2-T6 từ 01/12/2026 đến 31/12/2026`: the season of these weekdays.
            Some(season) => {
                self.take_dates(days.dates, None);
                self.take_season(season);
            }
            None => self.take_dates(days.dates, days.span),
        }
        if let Some(except) = days.except {
            self.add_except(except);
        }
    }

    /// Takes over dates, or a range that stands alone: these dates and no others, as closely bound to the day as dates
    /// are. One that is too long for that is a season, which has limits and binds nothing.
    pub fn take_dates(&mut self, dates: Vec<CivilDay>, range: Option<(CivilDay, CivilDay)>) {
        self.dates = Some(dates);
        self.date_ranges = Vec::new();
        match range {
            Some((first, last)) if last.days() - first.days() < RANGE_DAYS_MAX => {
                self.date_ranges = vec![(first, last)];
                // Limits that the station's file may have go, those of other cells stay.
                self.from = Some(self.from.flatten());
                self.until = Some(self.until.flatten());
            }
            Some(season) => self.take_season(season),
            None => {}
        }
    }

    /// Takes over the first and the last day.
    pub fn take_season(&mut self, (first, last): (CivilDay, CivilDay)) {
        (self.from, self.until) = (Some(Some(first)), Some(Some(last)));
    }

    /// Adds days that are left out to those that another cell of the row named.
    pub fn add_except(&mut self, except: Except) {
        let all = self.except.get_or_insert_default();
        add_days(&mut all.days, &except.days);
        all.words.extend(except.words);
    }

    /// Returns all days that are left out of a rule: what the row names and, where it is not whole, those of the rule.
    fn left_out(&self, base: &Rule) -> DaySet {
        let Some(except) = &self.except else {
            return base.except.clone();
        };
        let mut days = if self.is_except_whole {
            DaySet::default()
        } else {
            base.except.clone()
        };
        add_days(&mut days, &except.days);
        days
    }

    /// Returns where a field stands, or the title where it does not.
    pub fn spot(&self, field: Field) -> Spot {
        let title = self.spots.get(&Field::Title);
        let anywhere = Spot { row: 0, column: 0 };
        *self.spots.get(&field).or(title).unwrap_or(&anywhere)
    }

    /// Says whether two rows of one programme differ in their weekdays only, so that they are one rule. How the title is
    /// spelt and how long it takes make no difference.
    pub fn is_same_but_days(&self, other: &Self) -> bool {
        let alike = |one: &Self| Self {
            spots: BTreeMap::new(),
            title: String::new(),
            length_ms: None,
            days: None,
            ..one.clone()
        };
        self.days.is_some() && other.days.is_some() && alike(self) == alike(other)
    }

    /// Returns the rule that the row makes of `base`, or what is wrong with it and in which field.
    pub fn rule(&self, base: &Rule) -> Result<Rule, (Field, Fault)> {
        let rule = self.applied(base);
        if let (Some(from), Some(until)) = (rule.from, rule.until)
            && from > until
        {
            let fault = Fault::new("sheet-from-after-until")
                .with("from", super::day_first(from))
                .with("until", super::day_first(until));
            return Err((Field::From, fault));
        }
        if let (Late::MakeUpBefore(before), When::At(times)) = (rule.late, &rule.when)
            && let Some(at) = times.last().filter(|&&at| at >= before)
        {
            let fault = Fault::new("sheet-make-up-too-early")
                .with("before", before)
                .with("at", at);
            return Err((Field::Time, fault));
        }
        Ok(rule)
    }

    /// Puts what the row says over a rule: the one place where a sheet makes a rule.
    fn applied(&self, base: &Rule) -> Rule {
        let mut rule = Rule {
            when: self.when.clone(),
            days: self.days.unwrap_or(base.days),
            dates: self.dates.clone().unwrap_or_else(|| base.dates.clone()),
            // A cell that says on which dates says it of ranges of dates too.
            date_ranges: match &self.dates {
                Some(_) => self.date_ranges.clone(),
                None => base.date_ranges.clone(),
            },
            from: self.from.unwrap_or(base.from),
            until: self.until.unwrap_or(base.until),
            season: self.season.unwrap_or(base.season),
            except: self.left_out(base),
            start: self.start.unwrap_or(base.start),
            late: self.late.unwrap_or(base.late),
            resume: self.resume.unwrap_or(base.resume),
            ..base.clone()
        };
        if let Some(part) = &self.part {
            let (except, date_ranges) = (rule.except.clone(), rule.date_ranges.clone());
            part.put_into(&mut rule);
            // Those of the part are among the exceptions of the row already.
            rule.except = except;
            if self.dates.is_some() && !part.has("dates") {
                rule.date_ranges = date_ranges;
            }
        }
        if !self.month.is_empty() {
            self.month.put_into(&mut rule);
        }
        rule
    }
}

fn add_days(all: &mut DaySet, more: &DaySet) {
    all.ranges.extend_from_slice(&more.ranges);
    if let Some(weekdays) = more.weekdays {
        let before = all.weekdays.unwrap_or(WeekdaySet::NONE);
        all.weekdays = Some(super::days::union(before, weekdays));
    }
}

/// Returns a rule that says nothing but when: what a new programme's rows are put over.
pub fn blank(when: When) -> Rule {
    Rule::new(when)
}

/// Returns which rule of a programme a row is about, by its place from 0: the one with its number, else the nearest by
/// times and days.
pub fn origin(said: &Said, programme: &Programme) -> Option<usize> {
    let rules = &programme.rules;
    if let Some((_, number)) = said.id {
        return number.checked_sub(1).filter(|at| *at < rules.len());
    }
    let same_when = |rule: &Rule| rule.when == said.when;
    let shares_time = |rule: &Rule| match (&rule.when, &said.when) {
        (When::At(one), When::At(other)) => one.iter().any(|time| other.contains(time)),
        (one, other) => one == other,
    };
    let same_days = |rule: &Rule| said.days.is_none_or(|days| days == rule.days);
    let nearness = |rule: &Rule| {
        (
            same_when(rule) && same_days(rule),
            same_when(rule),
            shares_time(rule),
            same_days(rule),
        )
    };
    // Of equals the first: `max_by_key` would take the last.
    (0..rules.len())
        .rev()
        .max_by_key(|&at| nearness(&rules[at]))
}
