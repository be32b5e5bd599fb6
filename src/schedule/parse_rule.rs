//! One rule of when, from its `[[when]]` table, with warnings for a rule that will not do what it seems to. On which
//! days it fires is `recurrence`'s.

use super::context::{HOUR_MS, ScheduleContext, report_not_yet, report_unknown_keys};
use super::cron_line::CronLine;
use super::day_words::{day_set, weekday_number, weekdays};
use super::diagnostic::{Diagnostic, Place};
use super::reader::{Document, Table, Value};
use super::{DaySet, Late, Resume, Rule, Season, Start, WeekdaySet, When};
use crate::time::{CivilDay, DAY_MS, TimeOfDay, Weekday};

/// How far ahead a rule is tried that does not end by itself, in days: two years, so that every date and season of a
/// year comes, and 29 February where the next is near.
const LOOK_AHEAD_DAYS: i64 = 731;

/// The longest stretch from first to last day that is tried as a whole, in days.
const STRETCH_DAYS_MAX: i64 = 3 * 366;

/// Reads one `[[when]]`; `None` where a part without which there is no rule is wrong.
pub fn rule(table: &Table<'_>, context: &ScheduleContext) -> Option<Rule> {
    let when = when(table, context.today);
    let days = table
        .value("days")
        .map_or(WeekdaySet::EVERY_DAY, |value| days(&value));
    let from = table.date("from");
    let until = table.date("until");
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
    let dates = dates(table, from, until);
    let season = table
        .table("season")
        .and_then(|season| read_season(&season));
    let except = table
        .array("except")
        .map_or_else(DaySet::default, |elements| {
            day_set(&elements, &context.day_sets)
        });
    let start = start(table);
    let late = table
        .table("late")
        .map_or(Late::DEFAULT, |late| read_late(&late, when.as_ref()));
    let resumes = [
        ("continue", Resume::Continue),
        ("restart", Resume::Restart),
        ("drop", Resume::Drop),
    ];
    let resume = table.choice("resume", &resumes).unwrap_or(Resume::DEFAULT);
    let outside_hours = table.string("outside_hours");
    report_unknown_keys(table, "when");
    let rule = Rule {
        when: when?,
        days,
        dates,
        from,
        until,
        season,
        except,
        start,
        late,
        resume,
        outside_hours,
    };
    warn_of_silence(table, &rule, context.today);
    Some(rule)
}

/// Reads the times: exactly one of `at` and `cron`.
fn when(table: &Table<'_>, today: CivilDay) -> Option<When> {
    let (at, cron) = (table.value("at"), table.value("cron"));
    if table.has("lunar") {
        report_not_yet(table, "lunar");
        return None;
    }
    match (at, cron) {
        (Some(_), Some(cron)) => {
            cron.report(Diagnostic::error("at-and-cron", cron.place()));
            None
        }
        (None, None) => {
            table.report_missing(Diagnostic::error("when-without-time", table.place()));
            None
        }
        (Some(at), None) => times(&at).map(When::At),
        (None, Some(cron)) => {
            let line = cron.judged(CronLine::parse(&cron.string()?))?;
            if !line.fires_from(today) {
                cron.report(Diagnostic::error("cron-never-fires", cron.place()));
                return None;
            }
            Some(When::Cron(line))
        }
    }
}

fn times(value: &Value<'_>) -> Option<Vec<TimeOfDay>> {
    let elements = value.one_or_many();
    if elements.is_empty() {
        value.report(Diagnostic::error("array-empty", value.place()).with("key", "at"));
    }
    let mut times = Vec::with_capacity(elements.len());
    for element in elements {
        let Some(time) = element.time_of_day() else {
            continue;
        };
        if times.contains(&time) {
            element.report(Diagnostic::warning("time-twice", element.place()).with("value", time));
        } else {
            times.push(time);
        }
    }
    times.sort_unstable();
    (!times.is_empty()).then_some(times)
}

fn days(value: &Value<'_>) -> WeekdaySet {
    let mut set = WeekdaySet::NONE;
    let elements = value.one_or_many();
    if elements.is_empty() {
        value.report(Diagnostic::error("array-empty", value.place()).with("key", "days"));
    }
    for element in elements {
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

fn dates(table: &Table<'_>, from: Option<CivilDay>, until: Option<CivilDay>) -> Vec<CivilDay> {
    let Some(value) = table.value("dates") else {
        return Vec::new();
    };
    let elements = value.one_or_many();
    if elements.is_empty() {
        value.report(Diagnostic::error("array-empty", value.place()).with("key", "dates"));
    }
    let mut dates = Vec::with_capacity(elements.len());
    for element in elements {
        let Some(day) = element.date() else {
            continue;
        };
        if from.is_some_and(|from| day < from) || until.is_some_and(|until| until < day) {
            element.report(
                Diagnostic::warning("date-outside-rule", element.place()).with("value", day),
            );
        }
        dates.push(day);
    }
    dates.sort_unstable();
    dates.dedup();
    dates
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

fn start(table: &Table<'_>) -> Start {
    let grace_ms = table.duration_ms("grace", 1..=HOUR_MS);
    let wait = Start::Wait {
        grace_ms: grace_ms.unwrap_or(5 * 60_000),
    };
    let starts = [("hard", Start::Hard), ("wait", wait), ("next", Start::Next)];
    let start = table.choice("start", &starts);
    // Where `start` can't be read, that has been noted, and it may well have meant to wait.
    let is_wait = table.has("start") && start.is_none_or(|start| start == wait);
    if table.has("grace") && !is_wait {
        table.report(Diagnostic::error(
            "grace-without-wait",
            table.place_of("grace"),
        ));
    }
    start.unwrap_or(Start::DEFAULT)
}

/// Reads the late policy: exactly one of its three forms.
fn read_late(table: &Table<'_>, when: Option<&When>) -> Late {
    let skip_after = table
        .duration_ms("skip_after", 0..=DAY_MS)
        .map(|ms| Late::SkipAfter { ms });
    let join = table.bool("join");
    let before = table.time_of_day("make_up_before");
    let keys = ["skip_after", "join", "make_up_before"];
    if keys.iter().filter(|key| table.has(key)).count() != 1 {
        table.report(Diagnostic::error("late-not-one", table.place()));
    }
    if join == Some(false) {
        table.report(Diagnostic::error("late-join-false", table.place_of("join")));
    }
    if let (Some(before), Some(When::At(times))) = (before, when)
        && let Some(&last) = times.last().filter(|&&last| last >= before)
    {
        table.report(
            Diagnostic::error("make-up-too-early", table.place_of("make_up_before"))
                .with("before", before)
                .with("at", last),
        );
    }
    table.unknown_keys_reported();
    let made_up = before.map(Late::MakeUpBefore);
    skip_after
        .or(join.map(|_| Late::Join))
        .or(made_up)
        .unwrap_or(Late::DEFAULT)
}

/// Warns of a rule that is over, or will not fire on any day that can be foreseen.
fn warn_of_silence(table: &Table<'_>, rule: &Rule, today: CivilDay) {
    let last_date = rule.dates.last().copied();
    let ends = [("until", rule.until), ("dates", last_date)];
    let over = ends
        .into_iter()
        .find_map(|(key, last)| Some((key, last.filter(|last| *last < today)?)));
    if let Some((key, last)) = over {
        table.report(Diagnostic::warning("rule-is-over", table.place_of(key)).with("last", last));
        return;
    }
    let (first, last) = match (rule.from, rule.until) {
        (Some(from), Some(until)) if until.days() - from.days() <= STRETCH_DAYS_MAX => {
            (from, until)
        }
        (from, until) => {
            let first = from.map_or(today, |from| from.max(today));
            let last = first.plus(LOOK_AHEAD_DAYS);
            (first, until.map_or(last, |until| until.min(last)))
        }
    };
    let is_listed = rule.dates.iter().any(|&day| rule.fires_on(day));
    let fires = || (first.days()..=last.days()).any(|day| rule.fires_on(CivilDay::from_days(day)));
    let inside = |day: &CivilDay| {
        rule.from.is_none_or(|from| from <= *day) && rule.until.is_none_or(|until| *day <= until)
    };
    let dates_are_outside = !rule.dates.is_empty() && !rule.dates.iter().any(inside);
    // Days that were not understood, or lie outside, have been noted already.
    if rule.days.is_empty() || dates_are_outside || is_listed || fires() {
        return;
    }
    table.report(
        Diagnostic::warning("rule-never-fires", table.place())
            .with("first", first)
            .with("last", last),
    );
}

/// Warns of the first day on which two rules of a file fire at the same time: the programme can air only once then.
pub fn warn_of_clashes(document: &Document<'_>, rules: &[(Place, Rule)], today: CivilDay) {
    for (later, (place, rule)) in rules.iter().enumerate().skip(1) {
        let clash = (0..LOOK_AHEAD_DAYS).find_map(|days| {
            let day = today.plus(days);
            let times = rule.times_on(day);
            let mut earlier = rules[..later]
                .iter()
                .flat_map(|(_, rule)| rule.times_on(day));
            earlier
                .find(|time| times.contains(time))
                .map(|time| (day, time))
        });
        if let Some((day, time)) = clash {
            document.report(
                Diagnostic::warning("rules-clash", place.clone())
                    .with("date", day)
                    .with("value", time),
            );
        }
    }
}
