//! The conditions of a rule in words, as `loa why` tells them. Whether they hold on a day is `schedule::explain`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::desk::Desk;
use crate::config::places::When;
use crate::messages::Language;
use crate::schedule::explain::Condition;
use crate::schedule::lunar::LunarDay;
use crate::schedule::spelling::nfc;
use crate::schedule::{DaySet, EveryWeeks, LunarRule, Nth, Season, WeekdayOfMonth, WeekdaySet};
use crate::time::{CivilDay, Weekday};

/// Says a condition in words. `written` is how the file names the days of the rule, `sets` has the named sets of days;
/// `day` is the day that is asked about.
pub fn told(
    desk: &Desk,
    condition: &Condition<'_>,
    written: Option<&When>,
    sets: &BTreeMap<String, DaySet>,
    day: CivilDay,
) -> String {
    match condition {
        Condition::Weekdays(days) => {
            let named = |day: Weekday| match desk.catalogue.language() {
                Language::Vi => day.vi(),
                Language::En => day.en(),
            };
            let days: Vec<&str> = weekdays(*days).map(named).collect();
            desk.text("condition-weekdays", &[("days", &days.join(", "))])
        }
        Condition::Dates(dates, ranges) => {
            let near = near(dates, ranges, day);
            let count = count(dates, ranges);
            desk.text("condition-dates", &[("count", &count), ("near", &near)])
        }
        Condition::WeekdaysOfMonth(days) => {
            let days = joined(days.iter().map(|day| weekday_of_month(desk, *day)));
            desk.text("condition-weekday-of-month", &[("days", &days)])
        }
        Condition::DaysOfMonth(days) => {
            let days = joined(days.iter().map(|nth| day_of_month(desk, *nth)));
            desk.text("condition-days-of-month", &[("days", &days)])
        }
        Condition::Every(EveryWeeks { weeks, from }) => {
            desk.text("condition-every", &[("weeks", weeks), ("from", from)])
        }
        Condition::Lunar(rule) => {
            let days = lunar(desk, rule);
            match LunarDay::of(day) {
                Ok(lunar) => desk.text("condition-lunar", &[("days", &days), ("lunar", &lunar)]),
                Err(_) => desk.text("condition-lunar-unknown", &[("days", &days)]),
            }
        }
        Condition::On(on) => {
            let names = written.map_or(&[][..], |written| &written.on);
            let sets = named(names, sets, day, on.contains(day));
            desk.text("condition-on", &[("sets", &sets)])
        }
        Condition::From(day) => desk.text("condition-from", &[("day", day)]),
        Condition::Until(day) => desk.text("condition-until", &[("day", day)]),
        Condition::Season(season) => {
            let (from, until) = ends(*season);
            desk.text("condition-season", &[("from", &from), ("until", &until)])
        }
        Condition::Except(except) => {
            let names = written.map_or(&[][..], |written| &written.except);
            let sets = named(names, sets, day, except.contains(day));
            match sets.is_empty() {
                true => desk.text("condition-except", &[]),
                false => desk.text("condition-except-in", &[("sets", &sets)]),
            }
        }
        Condition::Cron(line) => desk.text("condition-cron", &[("line", &line.as_str())]),
    }
}

/// The stable name of a condition: the key of the schedule file that sets it.
pub fn slug(condition: &Condition<'_>) -> &'static str {
    match condition {
        Condition::Weekdays(_) => "days",
        Condition::Dates(..) => "dates",
        Condition::WeekdaysOfMonth(_) => "weekday_of_month",
        Condition::DaysOfMonth(_) => "days_of_month",
        Condition::Every(_) => "every",
        Condition::Lunar(_) => "lunar",
        Condition::On(_) => "on",
        Condition::From(_) => "from",
        Condition::Until(_) => "until",
        Condition::Season(_) => "season",
        Condition::Except(_) => "except",
        Condition::Cron(_) => "cron",
    }
}

fn weekday_of_month(desk: &Desk, WeekdayOfMonth { nth, weekday }: WeekdayOfMonth) -> String {
    let name = weekday.en().to_lowercase();
    let weekday = desk.text(&format!("weekday-{name}"), &[]);
    match nth {
        Nth::At(nth) => desk.text(
            "words-weekday-of-month",
            &[("nth", &nth), ("weekday", &weekday)],
        ),
        Nth::Last => desk.text("words-last-weekday-of-month", &[("weekday", &weekday)]),
    }
}

fn day_of_month(desk: &Desk, nth: Nth) -> String {
    match nth {
        Nth::At(day) => desk.text("words-day-of-month", &[("day", &day)]),
        Nth::Last => desk.text("words-last-day-of-month", &[]),
    }
}

/// Says the days of a lunar rule as people do: mùng 1, rằm, tháng Chạp.
fn lunar(desk: &Desk, rule: &LunarRule) -> String {
    let day = |day: u32| desk.text("words-lunar-day", &[("day", &day)]);
    let month = |month: u32| desk.text("words-lunar-month", &[("month", &month)]);
    let date = |(of_month, of_day): (u32, u32)| {
        let (day, month) = (day(of_day), month(of_month));
        desk.text("words-lunar-date", &[("day", &day), ("month", &month)])
    };
    match rule {
        LunarRule::Window { from, until } => {
            let (from, until) = (date(*from), date(*until));
            desk.text(
                "words-lunar-window",
                &[("from", &from as &dyn Display), ("until", &until)],
            )
        }
        LunarRule::Days {
            days,
            month: of_month,
            before_days,
        } => {
            let days = joined(days.iter().map(|nth| match nth {
                Nth::At(nth) => day(*nth),
                Nth::Last => desk.text("words-lunar-last-day", &[]),
            }));
            let month = match of_month {
                Some(of_month) => month(*of_month),
                None => desk.text("words-lunar-every-month", &[]),
            };
            let days = desk.text("words-lunar-date", &[("day", &days), ("month", &month)]);
            match before_days {
                0 => days,
                before => desk.text(
                    "words-days-before",
                    &[("count", before as &dyn Display), ("days", &days)],
                ),
            }
        }
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn weekdays(set: WeekdaySet) -> impl Iterator<Item = Weekday> {
    Weekday::ALL
        .into_iter()
        .filter(move |&day| set.contains(day))
}

/// Returns the date nearest to a day, of a range the day of it that is nearest.
fn near(dates: &[CivilDay], ranges: &[(CivilDay, CivilDay)], day: CivilDay) -> CivilDay {
    let far = |date: &CivilDay| (date.days() - day.days()).abs();
    let ends = ranges.iter().map(|&(first, last)| day.clamp(first, last));
    dates
        .iter()
        .copied()
        .chain(ends)
        .min_by_key(far)
        .unwrap_or(day)
}

/// Counts the days of dates and of ranges of dates, each once.
fn count(dates: &[CivilDay], ranges: &[(CivilDay, CivilDay)]) -> usize {
    let ranges = ranges.iter();
    let of_ranges = ranges.flat_map(|(first, last)| first.days()..=last.days());
    let days: BTreeSet<i64> = of_ranges
        .chain(dates.iter().map(|day| day.days()))
        .collect();
    days.len()
}

/// Names the days of a rule as its file does, those too that have no day so far; where the day asked about is one of
/// them, only the sets that it belongs to.
fn named(
    written: &[String],
    sets: &BTreeMap<String, DaySet>,
    day: CivilDay,
    is_hit: bool,
) -> String {
    let holds = |name: &&String| {
        let name = nfc(name.trim());
        sets.get(&name).is_some_and(|set| set.contains(day))
    };
    let mut hit: Vec<&str> = Vec::new();
    if is_hit {
        hit.extend(written.iter().filter(holds).map(String::as_str));
    }
    if hit.is_empty() {
        hit.extend(written.iter().map(String::as_str));
    }
    hit.join(", ")
}

fn ends(season: Season) -> (String, String) {
    let written = |(month, day): (u32, u32)| format!("{day:02}/{month:02}");
    (written(season.from), written(season.until))
}
