//! What a station has that goes when a sheet is applied: slots that the sheet does not name, and days that were left
//! out until now. The changed programmes are `change`'s.

use super::days::{Named, except, except_text};
use crate::schedule::print::weekday_words;
use crate::schedule::{DaySet, Rule, WeekdaySet, When};
use crate::time::{TimeOfDay, Weekday};

/// Returns the slots that go, in few words: times with weekdays. `after` has the new rules, each with the place of the
/// old one that it replaces. `is_by_number` says that each row names the rule which it is about, so that only rules
/// without a row go.
pub fn slots(before: &[Rule], after: &[(&Rule, Option<usize>)], is_by_number: bool) -> Vec<String> {
    let rules = before.iter().enumerate();
    let gone = rules.flat_map(|(at, rule)| {
        let is_kept = after.iter().any(|(_, origin)| *origin == Some(at));
        match &rule.when {
            _ if is_kept && is_by_number => Vec::new(),
            When::At(times) if !is_by_number => slots_of(at, rule, times, after),
            When::At(times) => vec![in_short(times, rule.days)],
            When::Cron(_) if is_kept => Vec::new(),
            When::Cron(line) => vec![format!("{} {}", line.as_str(), days_in_short(rule.days))],
        }
    });
    gone.collect()
}

/// Returns the slots of one rule that no new one has; times that lose the same weekdays stand together.
fn slots_of(
    at: usize,
    rule: &Rule,
    times: &[TimeOfDay],
    after: &[(&Rule, Option<usize>)],
) -> Vec<String> {
    let has = |other: &Rule, time: &TimeOfDay| match &other.when {
        When::At(times) => times.contains(time),
        When::Cron(_) => false,
    };
    let mut found: Vec<(WeekdaySet, Vec<TimeOfDay>)> = Vec::new();
    for time in times {
        let left = after.iter().fold(rule.days, |left, (other, origin)| {
            let is_of_this = *origin == Some(at);
            // A slot at another hour is moved and not lost; that is shown with what changes.
            let is_moved = is_of_this && !times.iter().any(|time| has(other, time));
            let is_like = binds_no_closer(other, rule) || (is_of_this && !is_open(rule));
            if is_like && (has(other, time) || is_moved) {
                without(left, other.days)
            } else {
                left
            }
        });
        match found.iter_mut().find(|(days, _)| *days == left) {
            _ if left.is_empty() => {}
            Some((_, times)) => times.push(*time),
            None => found.push((left, vec![*time])),
        }
    }
    let told = found.iter().map(|(days, times)| in_short(times, *days));
    told.collect()
}

/// Says whether a rule has no days but weekdays.
fn is_open(rule: &Rule) -> bool {
    let on_any_date = rule.dates.is_empty() && rule.date_ranges.is_empty();
    let of_any_month = rule.weekdays_of_month.is_empty() && rule.days_of_month.is_empty();
    on_any_date && of_any_month && rule.every.is_none() && rule.lunar.is_none() && rule.on.is_none()
}

/// Says whether a rule fires on every weekday that it names, or limits its days as another does.
fn binds_no_closer(rule: &Rule, other: &Rule) -> bool {
    is_open(rule)
        || (rule.dates == other.dates
            && rule.date_ranges == other.date_ranges
            && rule.weekdays_of_month == other.weekdays_of_month
            && rule.days_of_month == other.days_of_month
            && rule.every == other.every
            && rule.lunar == other.lunar
            && rule.on == other.on)
}

fn in_short(times: &[TimeOfDay], days: WeekdaySet) -> String {
    let times: Vec<String> = times.iter().map(ToString::to_string).collect();
    format!("{} {}", times.join(", "), days_in_short(days))
}

fn days_in_short(days: WeekdaySet) -> String {
    weekday_words(days).join(", ")
}

/// Returns those of a file's exceptions that are no longer left out, in its words. `words` are the new ones, `days` what
/// they mean.
pub fn exceptions(
    of_file: &[String],
    words: &[String],
    days: &DaySet,
    named: &Named,
) -> Vec<String> {
    let is_kept = |word: &String| {
        let same = |other: &String| other.to_lowercase() == word.to_lowercase();
        // A set that has no days yet may have some next year, so its name counts.
        words.iter().any(same)
            || (!named.contains_key(word)
                && except(&except_text(std::slice::from_ref(word)), named)
                    .is_ok_and(|read| holds(days, &read.days)))
    };
    let lost = of_file.iter().filter(|word| !is_kept(word));
    lost.cloned().collect()
}

/// Says whether all days of a set are in another, range by range.
fn holds(all: &DaySet, part: &DaySet) -> bool {
    let weekdays = |set: &DaySet| set.weekdays.unwrap_or(WeekdaySet::NONE);
    let is_in = |(first, last): &(_, _)| {
        let mut ranges = all.ranges.iter();
        ranges.any(|(from, until)| from <= first && last <= until)
    };
    without(weekdays(part), weekdays(all)).is_empty() && part.ranges.iter().all(is_in)
}

/// Returns the weekdays of a set that are not in another.
fn without(set: WeekdaySet, other: WeekdaySet) -> WeekdaySet {
    let days = Weekday::ALL.into_iter();
    let left = days.filter(|&day| set.contains(day) && !other.contains(day));
    left.fold(WeekdaySet::NONE, WeekdaySet::with)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(times: &[&str], days: &str) -> Rule {
        let times = times.iter().filter_map(|time| TimeOfDay::parse(time));
        let mut rule = Rule::at(times.collect());
        rule.days = crate::sheet::days::set_of_weekdays(days).unwrap_or(WeekdaySet::NONE);
        rule
    }

    #[test]
    fn weekdays_that_a_slot_loses_are_told_and_moved_slots_are_not() {
        fn check(after: &[(&Rule, Option<usize>)], expected: &[&str]) {
            let before = [
                rule(&["05:45:00", "17:00:00"], "T2-T6"),
                rule(&["20:00:00"], "CN"),
            ];
            assert_eq!(slots(&before, after, false), expected);
        }
        let (both, sunday) = (
            rule(&["05:45:00", "17:00:00"], "T2-T6"),
            rule(&["20:00:00"], "CN"),
        );
        let kept = (&sunday, Some(1));
        check(&[(&both, Some(0)), kept], &[]);
        check(&[(&both, Some(0))], &["20:00:00 CN"]);
        let fewer = rule(&["05:45:00", "17:00:00"], "T2-T5");
        check(&[(&fewer, Some(0)), kept], &["05:45:00, 17:00:00 T6"]);
        let (morning, evening) = (rule(&["05:45:00"], "T2-T6"), rule(&["17:00:00"], "T2, T3"));
        check(&[(&morning, Some(0)), kept], &["17:00:00 T2-T6"]);
        // Two rows may share what one rule has said.
        check(
            &[(&morning, Some(0)), (&evening, Some(0)), kept],
            &["17:00:00 T4-T6"],
        );
        let moved = rule(&["06:00:00"], "T2-T6");
        check(&[(&moved, Some(0)), kept], &[]);
        let moved = rule(&["06:00:00"], "T2-T5");
        check(&[(&moved, Some(0)), kept], &["05:45:00, 17:00:00 T6"]);
        let mut dated = both.clone();
        dated.dates = vec![crate::time::CivilDay::from_days(20_800)];
        check(&[(&dated, Some(0)), kept], &["05:45:00, 17:00:00 T2-T6"]);
    }
}
