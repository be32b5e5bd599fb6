//! What a station has that goes when a sheet is applied: days that were left out until now. The changed programmes
//! are `change`'s.

use super::days::{Named, except, except_text};
use crate::schedule::{DaySet, WeekdaySet};

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
    let days = crate::time::Weekday::ALL.into_iter();
    let left = days.filter(|&day| set.contains(day) && !other.contains(day));
    left.fold(WeekdaySet::NONE, WeekdaySet::with)
}
