//! Weekdays and sets of days as officers write them. Which days a rule fires on is `recurrence`'s.

use std::collections::BTreeMap;

use super::date_rules::{Nth, WeekdayOfMonth};
use super::days::{DaySet, WeekdaySet};
use super::diagnostic::Diagnostic;
use super::reader::{Fault, NONE, Value, date};
use super::spelling::{nearest, nfc, slug};
use crate::time::{CivilDay, Weekday};

/// Every accepted name of a weekday in its plain form, Monday first. The Vietnamese number is one above ISO's.
const NAMES: [&[&str]; 7] = [
    &["t2", "thu-2", "thu2", "thu-hai", "mon", "monday"],
    &["t3", "thu-3", "thu3", "thu-ba", "tue", "tues", "tuesday"],
    &["t4", "thu-4", "thu4", "thu-tu", "wed", "wednesday"],
    &["t5", "thu-5", "thu5", "thu-nam", "thu", "thurs", "thursday"],
    &["t6", "thu-6", "thu6", "thu-sau", "fri", "friday"],
    &["t7", "thu-7", "thu7", "thu-bay", "sat", "saturday"],
    &["cn", "chu-nhat", "chua-nhat", "sun", "sunday"],
];

/// The most days of a range of dates; a longer one is a slip in the year.
const RANGE_DAYS_MAX: i64 = 366;

/// The accepted ways to say "every day", in plain form.
const EVERY_DAY: [&str; 4] = ["hang-ngay", "moi-ngay", "daily", "every-day"];

/// Reads weekdays: one (`T2`, `Thứ Hai`, `Mon`), a range (`T2-T6`, `Fri-Mon` over the weekend), several with commas,
/// or `hằng ngày`.
pub fn weekdays(text: &str) -> Result<WeekdaySet, Fault> {
    if EVERY_DAY.contains(&slug(text).as_str()) {
        return Ok(WeekdaySet::EVERY_DAY);
    }
    let mut set = WeekdaySet::NONE;
    for part in text.split([',', ';']) {
        // A dash may stand inside a name (`thu-2`), so a whole name goes before a range.
        if let Ok(day) = weekday(part) {
            set = set.with(day);
            continue;
        }
        let (first, last) = match part.split_once(['-', '–', '—']) {
            Some((first, last)) => (weekday(first)?, weekday(last)?),
            None => return Err(weekday(part).expect_err("a weekday should have been taken above")),
        };
        let mut at = first as usize;
        loop {
            set = set.with(Weekday::ALL[at]);
            if at == last as usize {
                break;
            }
            at = (at + 1) % 7;
        }
    }
    Ok(set)
}

/// Reads one weekday.
fn weekday(text: &str) -> Result<Weekday, Fault> {
    let text = text.trim();
    let plain = slug(text);
    // `Thứ` with its number forgotten is not the English Thursday.
    let found = NAMES
        .iter()
        .position(|names| names.contains(&plain.as_str()))
        .filter(|_| plain != "thu" || text.is_ascii())
        .filter(|_| !text.ends_with(['-', '–', '—']));
    if let Some(at) = found {
        return Ok(Weekday::ALL[at]);
    }
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::new("weekday-number").with("value", text));
    }
    Err(Fault::new("weekday-unknown").with("value", text))
}

/// Every accepted way to count the weekdays of a month, in plain form; the last stands for the last.
const ORDINALS: [&[&str]; 6] = [
    &["1", "dau", "first", "1st"],
    &["2", "second", "2nd"],
    &["3", "third", "3rd"],
    &["4", "fourth", "4th"],
    &["5", "fifth", "5th"],
    &["cuoi", "last"],
];

/// Reads a weekday of the month: `1 T2`, `cuối CN`, `thứ Hai đầu tháng`, `last Sun`.
pub fn weekday_of_month(text: &str) -> Result<WeekdayOfMonth, Fault> {
    let invalid = || Fault::new("weekday-of-month-invalid").with("value", text);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.last().is_some_and(|word| slug(word) == "thang") {
        words.pop();
    }
    let nth = |word: &str| {
        let plain = slug(word);
        let place = ORDINALS
            .iter()
            .position(|names| names.contains(&plain.as_str()))?;
        let count = u32::try_from(place).ok()? + 1;
        Some(if count == 6 {
            Nth::Last
        } else {
            Nth::At(count)
        })
    };
    let (first, rest) = words.split_first().ok_or_else(invalid)?;
    let (last, start) = words.split_last().ok_or_else(invalid)?;
    let (nth, words) = nth(first)
        .map(|nth| (nth, rest))
        .or_else(|| Some((nth(last)?, start)))
        .ok_or_else(invalid)?;
    let weekday = weekday(&words.join(" ")).map_err(|_| invalid())?;
    Ok(WeekdayOfMonth { nth, weekday })
}

/// Reads a date, or a range of dates `2026-12-01..2026-12-15` of at most a year.
pub fn day_or_range(element: &Value<'_>) -> Option<(CivilDay, CivilDay)> {
    let text = if element.is_string() {
        element.string()?
    } else {
        String::new()
    };
    let Some((first, last)) = text.split_once("..") else {
        return element.date().map(|day| (day, day));
    };
    let (first, last) = element.judged(range(&text, first, last))?;
    let days = last.days() - first.days() + 1;
    if days > RANGE_DAYS_MAX {
        let long = Fault::new("range-too-long").with("value", &text);
        return element.judged(Err(long.with("days", days)));
    }
    Some((first, last))
}

/// Reads a set of days from the elements of an array: weekdays, dates, ranges of dates (`2026-02-14..2026-02-22`), and
/// names of sets in `named`. What can't be read is noted and left out.
pub fn day_set(elements: &[Value<'_>], named: &BTreeMap<String, DaySet>) -> DaySet {
    let mut set = DaySet::default();
    for element in elements {
        if element.is_datetime() {
            if let Some(day) = element.date() {
                set.ranges.push((day, day));
            }
        } else if element.is_integer() {
            weekday_number(element);
        } else if let Some(text) = element.string() {
            add_days(&mut set, element, &text, named);
        }
    }
    set
}

/// Notes that weekdays have names, not numbers.
pub fn weekday_number(element: &Value<'_>) {
    let text = element.written();
    element.judged::<()>(Err(Fault::new("weekday-number").with("value", text)));
}

fn add_days(set: &mut DaySet, element: &Value<'_>, text: &str, named: &BTreeMap<String, DaySet>) {
    if let Some((first, last)) = text.split_once("..") {
        set.ranges.extend(element.judged(range(text, first, last)));
        return;
    }
    if let Some(other) = named
        .iter()
        .find(|(name, _)| nfc(name) == text)
        .map(|(_, set)| set)
    {
        set.ranges.extend_from_slice(&other.ranges);
        set.weekdays = union(set.weekdays, other.weekdays);
        return;
    }
    if let Ok(days) = weekdays(text) {
        set.weekdays = union(set.weekdays, Some(days));
        return;
    }
    match date(text) {
        Ok(day) => set.ranges.push((day, day)),
        Err(fault) if fault.code != "date-invalid" => {
            element.judged::<()>(Err(fault));
        }
        Err(_) => element.report(
            Diagnostic::error("day-set-unknown", element.place())
                .with("value", text)
                .with(
                    "nearest",
                    nearest(text, named.keys().map(String::as_str)).unwrap_or(NONE),
                )
                .with(
                    "known",
                    named.keys().cloned().collect::<Vec<_>>().join(", "),
                ),
        ),
    }
}

fn range(text: &str, first: &str, last: &str) -> Result<(CivilDay, CivilDay), Fault> {
    let (first, last) = (date(first)?, date(last)?);
    if first > last {
        return Err(Fault::new("range-backwards").with("value", text));
    }
    Ok((first, last))
}

fn union(one: Option<WeekdaySet>, other: Option<WeekdaySet>) -> Option<WeekdaySet> {
    match (one, other) {
        (Some(one), Some(other)) => Some(
            Weekday::ALL
                .into_iter()
                .filter(|&day| other.contains(day))
                .fold(one, WeekdaySet::with),
        ),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let found = weekdays(text).map_err(|fault| fault.code);
        let names = found.map(|set| {
            let days = Weekday::ALL.into_iter().filter(|&day| set.contains(day));
            days.map(Weekday::vi).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(names, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn weekdays_are_read_in_both_languages_and_thu_2_is_monday() {
        check("T2", Ok("T2"));
        check("thứ 2", Ok("T2"));
        check("Thứ Hai", Ok("T2"));
        check("Thứ tư", Ok("T4"));
        check("Thu", Ok("T5"));
        check("CN", Ok("CN"));
        check("Chủ nhật", Ok("CN"));
        check("sunday", Ok("CN"));
        check("T2-T6", Ok("T2 T3 T4 T5 T6"));
        check("Mon–Wed", Ok("T2 T3 T4"));
        check("Thứ 2 - Thứ 4", Ok("T2 T3 T4"));
        check("T7-T2", Ok("T2 T7 CN"));
        check("T2, T4,T6", Ok("T2 T4 T6"));
        check("hằng ngày", Ok("T2 T3 T4 T5 T6 T7 CN"));
        check("hàng ngày", Ok("T2 T3 T4 T5 T6 T7 CN"));
    }

    #[test]
    fn what_is_no_weekday_is_refused_and_a_number_for_itself() {
        check("2", Err("weekday-number"));
        check("2, 4, 6", Err("weekday-number"));
        check("2-6", Err("weekday-number"));
        check("T8", Err("weekday-unknown"));
        check("T1", Err("weekday-unknown"));
        check("thứ 9", Err("weekday-unknown"));
        check("Thứ", Err("weekday-unknown"));
        check("T2-", Err("weekday-unknown"));
        check("T2,,T4", Err("weekday-unknown"));
        check("", Err("weekday-unknown"));
    }
}
