//! The days of a rule, from the keys of its `[[when]]` table: weekdays, dates, months, weeks and the lunar calendar. Its
//! times and policies are `parse_rule`'s; words for days are `day_words`'.

use super::context::ScheduleContext;
use super::day_words::{day_or_range, day_set, weekday_number, weekday_of_month, weekdays};
use super::diagnostic::Diagnostic;
use super::reader::{Fault, Table, Value};
use super::spelling::slug;
use super::{
    DaySet, EveryWeeks, LunarRule, Nth, Rule, Season, WeekdayOfMonth, WeekdaySet, When, lunar,
};
use crate::time::{CivilDay, Weekday};

/// The most days that a lunar rule may fire ahead of its day.
const BEFORE_DAYS_MAX: i64 = 30;

/// The days of a rule, by the key.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Days {
    days: Option<WeekdaySet>,
    pub(super) dates: Vec<CivilDay>,
    pub(super) date_ranges: Vec<(CivilDay, CivilDay)>,
    pub(super) weekdays_of_month: Vec<WeekdayOfMonth>,
    pub(super) days_of_month: Vec<Nth>,
    pub(super) every: Option<EveryWeeks>,
    pub(super) lunar: Option<LunarRule>,
    pub(super) on: Option<DaySet>,
    from: Option<CivilDay>,
    until: Option<CivilDay>,
    season: Option<Season>,
    pub(super) except: DaySet,
}

/// Reads every key of a `[[when]]` that limits the days; `None` where their ends are the wrong way round.
pub fn read(table: &Table<'_>, context: &ScheduleContext) -> Option<Days> {
    let (from, until) = (table.date("from"), table.date("until"));
    let days = table.value("days").map(|value| days(&value));
    let (dates, date_ranges) = dates(table, from, until);
    let sets = |key| {
        let elements = table.value(key).map(|value| not_empty(&value));
        elements.map(|elements| day_set(&elements, &context.day_sets))
    };
    let read = Days {
        days,
        dates,
        date_ranges,
        weekdays_of_month: elements(table, "weekday_of_month", nth_weekday),
        days_of_month: elements(table, "days_of_month", |day| nth(day, 31)),
        every: table
            .table("every")
            .and_then(|every| every_weeks(&every, days, context.today)),
        lunar: table.table("lunar").and_then(|lunar| lunar_rule(&lunar)),
        on: sets("on"),
        from,
        until,
        season: table
            .table("season")
            .and_then(|season| read_season(&season)),
        except: table
            .array("except")
            .map_or_else(DaySet::default, |elements| {
                day_set(&elements, &context.day_sets)
            }),
    };
    if let (Some(from), Some(until)) = (from, until)
        && from > until
    {
        table.report(
            Diagnostic::error("from-after-until", table.place_of("until"))
                .with("from", from)
                .with("until", until),
        );
        return None;
    }
    warn_of_unknown_lunar_days(table, &read, context.today);
    Some(read)
}

impl Days {
    /// Makes them the days of a rule.
    pub fn put_into(self, rule: &mut Rule) {
        let of_every = self.weekdays_of_every(&rule.when);
        rule.days = self.days.or(of_every).unwrap_or(WeekdaySet::EVERY_DAY);
        rule.from = self.from;
        rule.until = self.until;
        rule.season = self.season;
        self.put_kinds_into(rule);
        rule.dates = self.dates;
        rule.except = self.except;
    }

    /// Makes a rule choose its days by these kinds, apart from weekdays and single dates.
    pub(super) fn put_kinds_into(&self, rule: &mut Rule) {
        rule.date_ranges.clone_from(&self.date_ranges);
        rule.weekdays_of_month.clone_from(&self.weekdays_of_month);
        rule.days_of_month.clone_from(&self.days_of_month);
        rule.every = self.every;
        rule.lunar.clone_from(&self.lunar);
        rule.on.clone_from(&self.on);
    }

    /// Returns the weekdays of a rule that names none.
    pub(super) fn weekdays_of_every(&self, when: &When) -> Option<WeekdaySet> {
        weekdays_of_every(self.every, &self.weekdays_of_month, when)
    }
}

/// Returns the weekday that `every` stands for where none is named: every second week is every second week from the
/// first day on.
pub(super) fn weekdays_of_every(
    every: Option<EveryWeeks>,
    weekdays_of_month: &[WeekdayOfMonth],
    when: &When,
) -> Option<WeekdaySet> {
    every
        .filter(|_| matches!(when, When::At(_)) && weekdays_of_month.is_empty())
        .map(|every| WeekdaySet::NONE.with(every.from.weekday()))
}

/// Returns the element or the elements of a value; none is an error.
fn not_empty<'d>(value: &Value<'d>) -> Vec<Value<'d>> {
    let elements = value.one_or_many();
    if elements.is_empty() {
        let empty = Diagnostic::error("array-empty", value.place());
        value.report(empty.with("key", value.key()));
    }
    elements
}

/// Reads each element of a key; those that can't be read are noted and left out.
fn elements<T: Ord>(
    table: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Value<'_>) -> Option<T>,
) -> Vec<T> {
    let elements = table.value(key).map(|value| not_empty(&value));
    let mut found: Vec<T> = elements.iter().flatten().filter_map(read).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn days(value: &Value<'_>) -> WeekdaySet {
    let mut set = WeekdaySet::NONE;
    for element in not_empty(value) {
        if element.is_integer() {
            weekday_number(&element);
            continue;
        }
        let read = element
            .string()
            .and_then(|text| element.judged(weekdays(&text)));
        if let Some(days) = read {
            let days = Weekday::ALL.into_iter().filter(|&day| days.contains(day));
            set = days.fold(set, WeekdaySet::with);
        }
    }
    set
}

/// Reads dates and ranges of dates.
fn dates(
    table: &Table<'_>,
    from: Option<CivilDay>,
    until: Option<CivilDay>,
) -> (Vec<CivilDay>, Vec<(CivilDay, CivilDay)>) {
    let (mut dates, mut ranges) = (Vec::new(), Vec::new());
    let elements = table.value("dates").map(|value| not_empty(&value));
    for element in elements.unwrap_or_default() {
        let Some((first, last)) = day_or_range(&element) else {
            continue;
        };
        if from.is_some_and(|from| last < from) || until.is_some_and(|until| until < first) {
            let value = if first == last {
                first.to_string()
            } else {
                format!("{first}..{last}")
            };
            element.report(
                Diagnostic::warning("date-outside-rule", element.place()).with("value", value),
            );
        }
        if first == last {
            dates.push(first);
        } else {
            ranges.push((first, last));
        }
    }
    dates.sort_unstable();
    dates.dedup();
    ranges.sort_unstable();
    ranges.dedup();
    (dates, ranges)
}

fn nth_weekday(value: &Value<'_>) -> Option<WeekdayOfMonth> {
    let text = value.string()?;
    value.judged(weekday_of_month(&text))
}

/// Reads a day of a month: its number up to `most`, or the last one.
fn nth(value: &Value<'_>, most: i64) -> Option<Nth> {
    if !value.is_string() {
        let day = value.integer(1..=most)?;
        return u32::try_from(day).ok().map(Nth::At);
    }
    let text = value.string()?;
    if LAST.contains(&slug(&text).as_str()) {
        return Some(Nth::Last);
    }
    let invalid = Fault::new("month-day-invalid").with("value", &text);
    value.judged(Err(invalid.with("most", most)))
}

/// The accepted ways to say the last day of a month, in plain form.
const LAST: [&str; 4] = ["cuoi", "cuoi-thang", "ngay-cuoi", "last"];

fn every_weeks(table: &Table<'_>, days: Option<WeekdaySet>, today: CivilDay) -> Option<EveryWeeks> {
    let weeks = table
        .required("weeks")
        .and_then(|value| value.integer(1..=52));
    let from = table.value("from").and_then(|value| value.date());
    if !table.has("from") {
        // Not the message of every key: its advice of a line of its own would not help inside the braces.
        let missing = Diagnostic::error("every-without-from", table.place());
        let weeks = weeks.unwrap_or(2);
        let missing = missing.with("key", "from").with("weeks", weeks);
        table.report_missing(missing.with("from", today));
    }
    table.unknown_keys_reported();
    let (weeks, from) = (u32::try_from(weeks?).ok()?, from?);
    let weekday = from.weekday();
    if days.is_some_and(|days| !days.is_empty() && !days.contains(weekday)) {
        table.report(
            Diagnostic::warning("every-other-weekday", table.place_of("from"))
                .with("from", from)
                .with("weekday", weekday.vi()),
        );
    }
    Some(EveryWeeks { weeks, from })
}

/// Reads `lunar`: days of the month, of one month or of all, or a window between two dates.
fn lunar_rule(table: &Table<'_>) -> Option<LunarRule> {
    let days = elements(table, "day", |day| nth(day, 30));
    let month = table.integer("month", 1..=12);
    let before = table.integer("before", 0..=BEFORE_DAYS_MAX);
    let end = |key| table.value(key).and_then(|value| lunar_date(&value));
    let (from, until) = (end("from"), end("until"));
    table.unknown_keys_reported();
    let is_window = table.has("from") || table.has("until");
    let has_days = table.has("day") || table.has("month") || table.has("before");
    if is_window == has_days || is_window != (table.has("from") && table.has("until")) {
        table.report(Diagnostic::error("lunar-not-one", table.place()));
        return None;
    }
    if is_window {
        return Some(LunarRule::Window {
            from: from?,
            until: until?,
        });
    }
    if !table.has("day") {
        table.report_missing(Diagnostic::error("key-missing", table.place()).with("key", "day"));
    }
    (!days.is_empty()).then(|| LunarRule::Days {
        days,
        month: month.and_then(|month| u32::try_from(month).ok()),
        before_days: before.unwrap_or(0),
    })
}

/// Reads day and month of the lunar calendar as people say them, `23/12`.
fn lunar_date(value: &Value<'_>) -> Option<(u32, u32)> {
    let text = value.string()?;
    let number = |text: &str, most| {
        let digits =
            !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits)?;
        (1..=most).contains(&number).then_some(number)
    };
    let read = text.split_once('/').and_then(|(day, month)| {
        let (day, month) = (number(day.trim(), 30)?, number(month.trim(), 12)?);
        Some((month, day))
    });
    let invalid = Fault::new("lunar-date-invalid").with("value", &text);
    value.judged(read.ok_or(invalid))
}

/// Warns where a lunar rule reaches beyond the days whose lunar day is known.
fn warn_of_unknown_lunar_days(table: &Table<'_>, days: &Days, today: CivilDay) {
    let (first, last) = (lunar::first_known(), lunar::last_known());
    if days.lunar.is_none() {
        return;
    }
    let unknown = if days.from.is_some_and(|from| last < from) {
        "from"
    } else if days
        .until
        .is_some_and(|until| last < until || until < first)
    {
        "until"
    } else if last < today {
        "lunar"
    } else {
        return;
    };
    table.report(
        Diagnostic::warning("lunar-unknown", table.place_of(unknown))
            .with("first", first)
            .with("last", last),
    );
}

fn read_season(table: &Table<'_>) -> Option<Season> {
    let end = |key| table.required(key).and_then(|value| month_and_day(&value));
    let (from, until) = (end("from"), end("until"));
    table.unknown_keys_reported();
    Some(Season {
        from: from?,
        until: until?,
    })
}

/// Reads month and day, `04-01`; 29 February is a day.
pub fn month_and_day(value: &Value<'_>) -> Option<(u32, u32)> {
    let text = value.string()?;
    // Any leap year will do.
    let day = CivilDay::parse(&format!("2024-{text}"));
    if day.is_none() {
        let diagnostic = Diagnostic::error("season-day-invalid", value.place());
        value.report(diagnostic.with("value", &text));
    }
    day.map(|day| {
        let (_, month, of_month) = day.ymd();
        (month, of_month)
    })
}
