//! One rule of when, from its `[[when]]` table, with warnings for a rule that will not do what it seems to. Its days are
//! read by `parse_days`; on which days it fires is `recurrence`'s.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{HOUR_MS, ScheduleContext, report_unknown_keys};
use super::cron_line::CronLine;
use super::diagnostic::{Diagnostic, Place};
use super::reader::{Document, Table, Value};
use super::{Late, LunarRule, Resume, Rule, Start, When, lunar, parse_days};
use crate::time::{CivilDay, DAY_MS, TimeOfDay};

/// How far ahead a rule is tried that does not end by itself, in days: two years, so that every date and season of a
/// year comes, and 29 February where the next is near.
const LOOK_AHEAD_DAYS: i64 = 731;

/// The longest stretch from first to last day that is tried as a whole, in days.
const STRETCH_DAYS_MAX: i64 = 3 * 366;

/// Reads one `[[when]]`; `None` where a part without which there is no rule is wrong.
pub fn rule(table: &Table<'_>, context: &ScheduleContext) -> Option<Rule> {
    let when = when(table, context.today);
    let days = parse_days::read(table, context);
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
    let mut rule = Rule {
        start,
        late,
        resume,
        outside_hours,
        ..Rule::new(when?)
    };
    days?.put_into(&mut rule);
    warn_of_silence(table, &rule, context.today);
    Some(rule)
}

/// Reads the times: exactly one of `at` and `cron`.
fn when(table: &Table<'_>, today: CivilDay) -> Option<When> {
    let (at, cron) = (table.value("at"), table.value("cron"));
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
    let last_of_ranges = rule.date_ranges.iter().map(|&(_, last)| last).max();
    let last_date = rule.dates.last().copied().max(last_of_ranges);
    let ends = [("until", rule.until), ("dates", last_date)];
    let over = ends
        .into_iter()
        .find_map(|(key, last)| Some((key, last.filter(|last| *last < today)?)));
    if let Some((key, last)) = over {
        table.report(Diagnostic::warning("rule-is-over", table.place_of(key)).with("last", last));
        return;
    }
    let (first, last) = foreseen(rule, today);
    let fires_in = |first: CivilDay, last: CivilDay| {
        let mut days = (first.days()..=last.days()).map(CivilDay::from_days);
        days.any(|day| rule.fires_on(day))
    };
    let listed = rule.dates.iter().map(|&day| (day, day));
    let listed: Vec<_> = listed.chain(rule.date_ranges.iter().copied()).collect();
    let is_listed = listed.iter().any(|&(first, last)| fires_in(first, last));
    let is_inside = |&(start, end): &(CivilDay, CivilDay)| {
        rule.from.is_none_or(|from| from <= end) && rule.until.is_none_or(|until| start <= until)
    };
    let dates_are_outside = !listed.is_empty() && !listed.iter().any(is_inside);
    // Days that were not understood, or lie outside, have been noted already. A set of days may wait for a year that
    // nobody has decided on so far.
    let waits = rule.on.as_ref().is_some_and(|on| {
        let mut days = (first.days()..=last.days()).map(CivilDay::from_days);
        !days.any(|day| on.contains(day))
    });
    let is_unknown = rule.lunar.is_some() && lunar::last_known() < first;
    if rule.days.is_empty() || dates_are_outside || is_unknown || is_listed || waits {
        return;
    }
    if fires_in(first, last) {
        return;
    }
    let last = match &rule.lunar {
        None => last,
        Some(lunar) => {
            // Where the lunar day itself does not come before the rule ends, the rest of the rule is not to blame.
            let alone = first_lunar_day(lunar, first).filter(|&date| last < date);
            let date = alone.map_or_else(|| first_far_ahead(rule, last.plus(1)), Ok);
            match date {
                Ok(date) => {
                    table.report(
                        Diagnostic::warning("lunar-far-ahead", table.place_of("lunar"))
                            .with("last", last)
                            .with("date", date),
                    );
                    return;
                }
                Err(searched) => searched.max(last),
            }
        }
    };
    table.report(
        Diagnostic::warning("rule-never-fires", table.place())
            .with("first", first)
            .with("last", last),
    );
}

/// Returns the days from first to last in which a rule that fires at all should fire.
fn foreseen(rule: &Rule, today: CivilDay) -> (CivilDay, CivilDay) {
    match (rule.from, rule.until) {
        (Some(from), Some(until)) if until.days() - from.days() <= STRETCH_DAYS_MAX => {
            (from, until)
        }
        (from, until) => {
            let starts = [from, rule.every.map(|every| every.from)];
            let first = starts.into_iter().flatten().fold(today, CivilDay::max);
            let last = first.plus(LOOK_AHEAD_DAYS);
            (first, until.map_or(last, |until| until.min(last)))
        }
    }
}

/// Returns the first day from `first` on that the lunar calendar alone lets a rule fire on.
fn first_lunar_day(lunar: &LunarRule, first: CivilDay) -> Option<CivilDay> {
    let mut days = (first.days()..=lunar::last_known().days()).map(CivilDay::from_days);
    days.find(|&day| lunar.contains(day))
}

/// Returns the first day from `first` on on which a lunar rule fires, or the last day that was looked at: the end of
/// the rule or of the lunar calendar.
fn first_far_ahead(rule: &Rule, first: CivilDay) -> Result<CivilDay, CivilDay> {
    let known = lunar::last_known();
    let last = rule.until.map_or(known, |until| until.min(known));
    (first.days()..=last.days())
        .map(CivilDay::from_days)
        .find(|&day| rule.fires_on(day))
        .ok_or(last)
}

/// Warns of the first day on which a rule fires at the same time as an earlier one of its file: the programme can air
/// only once then.
pub fn warn_of_clashes(document: &Document<'_>, rules: &[(Place, Rule)], today: CivilDay) {
    let may_clash = may_clash(rules);
    let mut clashes: Vec<Option<(CivilDay, TimeOfDay)>> = vec![None; rules.len()];
    let mut untold = may_clash.len();
    let mut taken = BTreeSet::new();
    for day in (0..LOOK_AHEAD_DAYS).map(|days| today.plus(days)) {
        // The first rule clashes with none before it.
        if untold <= 1 {
            break;
        }
        taken.clear();
        for &index in &may_clash {
            let (clash, times) = (&mut clashes[index], rules[index].1.times_on(day));
            if clash.is_none()
                && let Some(&time) = times.iter().find(|time| taken.contains(*time))
            {
                *clash = Some((day, time));
                untold -= 1;
            }
            taken.extend(times);
        }
    }
    for ((place, _), clash) in rules.iter().zip(clashes) {
        if let Some((day, time)) = clash {
            document.report(
                Diagnostic::warning("rules-clash", place.clone())
                    .with("date", day)
                    .with("value", time),
            );
        }
    }
}

/// Returns the rules, by index, that have a time of day in common with another. A cron line may have any.
fn may_clash(rules: &[(Place, Rule)]) -> Vec<usize> {
    let mut counts: BTreeMap<TimeOfDay, usize> = BTreeMap::new();
    let mut has_cron = false;
    for (_, rule) in rules {
        match &rule.when {
            When::At(times) => times
                .iter()
                .for_each(|&time| *counts.entry(time).or_default() += 1),
            When::Cron(_) => has_cron = true,
        }
    }
    let is_shared = |rule: &Rule| match &rule.when {
        When::At(times) => has_cron || times.iter().any(|time| counts[time] > 1),
        When::Cron(_) => true,
    };
    let found = rules.iter().enumerate();
    let found = found.filter(|(_, (_, rule))| is_shared(rule));
    found.map(|(index, _)| index).collect()
}
