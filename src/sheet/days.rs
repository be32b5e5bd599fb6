//! Days as officers write them in a cell: `Thứ 2`, `T2-T7`, `2, 4, 6`, `hằng ngày trừ CN`, a date, `từ 01/12 đến
//! 15/12/2026`. In such a cell a bare number is a thứ, so 2 is Monday.

use std::collections::BTreeMap;

use super::dates::{date, range, serial};
use super::month_days::{MonthDays, month_days};
use super::{Cell, Fault};
use crate::schedule::day_words::weekdays;
use crate::schedule::print::weekday_words;
use crate::schedule::reader::NONE;
use crate::schedule::spelling::{nearest, slug};
use crate::schedule::{DaySet, WeekdaySet};
use crate::time::{CivilDay, Weekday};

/// The days in a cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Days {
    /// The weekdays; `None` where the cell names dates only.
    pub weekdays: Option<WeekdaySet>,
    /// Single dates.
    pub dates: Vec<CivilDay>,
    /// Days of each month.
    pub month: MonthDays,
    /// From the first day to the last.
    pub span: Option<(CivilDay, CivilDay)>,
    /// What is left out.
    pub except: Option<Except>,
}

/// Days that are left out: the set, and how a programme file says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Except {
    /// The days.
    pub days: DaySet,
    /// The elements of `except` in a programme file.
    pub words: Vec<String>,
}

/// The named sets of days of the station.
pub type Named = BTreeMap<String, DaySet>;

/// Reads the days in a cell.
pub fn days(cell: &Cell, named: &Named) -> Result<Days, Fault> {
    match cell {
        Cell::Moment(moment) => match moment.day {
            Some(day) => Ok(Days {
                dates: vec![day],
                ..Days::default()
            }),
            None => Err(unreadable(&cell.text())),
        },
        Cell::Number(number) => number_days(*number),
        Cell::Error(text) => Err(Fault::new("sheet-cell-error").with("value", text)),
        Cell::Text(_) => of_text(&cell.text(), named),
    }
}

fn unreadable(text: &str) -> Fault {
    Fault::new("sheet-days-unreadable").with("value", text)
}

fn number_days(number: f64) -> Result<Days, Fault> {
    if let Some(serial) = serial(number) {
        return Err(serial);
    }
    let text = number.to_string();
    let day = (text.len() == 1).then(|| one_weekday(&text)).flatten();
    // `2,4` that was typed with a comma for the decimals is kept as a number and looks like one.
    let day = day.ok_or_else(|| Fault::new("sheet-days-number").with("value", &text))?;
    Ok(Days {
        weekdays: Some(WeekdaySet::NONE.with(day)),
        ..Days::default()
    })
}

fn of_text(text: &str, named: &Named) -> Result<Days, Fault> {
    let lower = text.to_lowercase();
    let (days, left_out) = split_except(&lower);
    let mut found = Days::default();
    if let Some(left_out) = left_out {
        found.except = Some(except(left_out, named)?);
    }
    let days = days.trim().trim_end_matches([',', ';', '(']).trim();
    if days.is_empty() {
        if found.except.is_none() {
            return Err(unreadable(text));
        }
        found.weekdays = Some(WeekdaySet::EVERY_DAY);
        return Ok(found);
    }
    if let Some(span) = range(days) {
        found.span = Some(span?);
        return Ok(found);
    }
    if let Some(set) = set_of_weekdays(days) {
        found.weekdays = Some(set);
        return Ok(found);
    }
    if let Some(read) = weekdays_in_span(days) {
        return read.map(|read| Days {
            except: found.except,
            ..read
        });
    }
    if let Some(month) = month_days(days) {
        found.weekdays = Some(WeekdaySet::EVERY_DAY);
        found.month = month;
        return Ok(found);
    }
    if let Some(serial) = days.parse().ok().and_then(serial) {
        return Err(serial);
    }
    found.dates = dates_of(days).ok_or_else(|| unreadable(text))??;
    found.dates.sort_unstable();
    found.dates.dedup();
    Ok(found)
}

/// Reads weekdays with their first and last day: `T2-T6 từ 01/12/2026 đến 31/12/2026`. A range that follows with neither
/// `từ` nor brackets nor a new line may belong to the numbers before it.
fn weekdays_in_span(text: &str) -> Option<Result<Days, Fault>> {
    let opens = [" từ ", ",từ ", "(từ ", "\ntừ ", "(", "\n"];
    let (days, dates) = opens.iter().find_map(|opens| text.split_once(opens))?;
    let days = days.trim().trim_end_matches([',', ';', ':', '(']).trim();
    let dates = dates.trim().trim_end_matches(')').trim();
    let dates = dates.strip_prefix("ngày ").unwrap_or(dates);
    let (weekdays, span) = (set_of_weekdays(days)?, range(dates)?);
    Some(span.map(|span| Days {
        weekdays: Some(weekdays),
        span: Some(span),
        ..Days::default()
    }))
}

/// Reads single dates, each of which may stand beside its weekday; `None` where one is none.
fn dates_of(text: &str) -> Option<Result<Vec<CivilDay>, Fault>> {
    if let Some((weekday, day)) = weekday_and_date(text) {
        return Some(
            day.and_then(|day| agreed(weekday, day))
                .map(|day| vec![day]),
        );
    }
    let mut pieces: Vec<&str> = text.split([';', '\n']).collect();
    if pieces.len() == 1 {
        pieces = text
            .split([',', '&'])
            .flat_map(|part| part.split(" và "))
            .collect();
        let days = pieces.into_iter().map(date);
        return days.collect();
    }
    let days: Option<Result<Vec<_>, Fault>> = pieces.into_iter().map(dates_of).collect();
    days.map(|days| days.map(|days| days.concat()))
}

/// Reads a weekday with a date behind it: `thứ 2, 07/12/2026`. Whether they agree is [`agreed`]'s.
pub fn weekday_and_date(text: &str) -> Option<(Weekday, Result<CivilDay, Fault>)> {
    let is_between = |letter: char| letter.is_whitespace() || ",(-–:".contains(letter);
    let mut ends = text.match_indices(is_between).map(|(at, _)| at);
    ends.find_map(|at| {
        let (day, rest) = text.split_at(at);
        // A bare number before a date may as well be a day.
        let has_letters = day.contains(char::is_alphabetic);
        let weekday = one_weekday(day).filter(|_| has_letters)?;
        let rest = rest.trim_start_matches(is_between).trim_end_matches(')');
        Some((weekday, date(rest)?))
    })
}

/// Returns the date, if it is such a weekday.
pub fn agreed(weekday: Weekday, day: CivilDay) -> Result<CivilDay, Fault> {
    if day.weekday() == weekday {
        return Ok(day);
    }
    Err(Fault::new("sheet-day-and-date-differ")
        .with("date", super::day_first(day))
        .with("weekday", weekday.vi())
        .with("is", day.weekday().vi()))
}

/// Splits off what is left out: `hằng ngày (trừ CN)`.
pub fn split_except(lower: &str) -> (&str, Option<&str>) {
    for word in ["ngoại trừ", "trừ", "không kể"] {
        if let Some((before, after)) = lower.split_once(word) {
            let after = after.trim().trim_end_matches([')', '.']).trim();
            return (before.trim_end_matches(['(', ' ']), Some(after));
        }
    }
    (lower, None)
}

/// Reads weekdays in the looser forms of a cell; `None` for anything else.
pub fn set_of_weekdays(text: &str) -> Option<WeekdaySet> {
    let lower = text.trim().to_lowercase();
    let plain = slug(&lower);
    if ["hang-ngay", "moi-ngay", "ca-tuan", "hang-ngay-trong-tuan"].contains(&plain.as_str()) {
        return Some(WeekdaySet::EVERY_DAY);
    }
    let lower = lower
        .trim_start_matches("các ngày ")
        .trim_start_matches("vào ")
        .trim_start_matches("sáng ")
        .trim_start_matches("chiều ")
        .trim_start_matches("từ ");
    let lower = EVERY_WEEK
        .iter()
        .fold(lower, |lower, word| lower.trim_end_matches(word));
    let lower = lower.replace(" đến ", "-").replace(" tới ", "-");
    if let Some(set) = dashed_list(&lower) {
        return Some(set);
    }
    let mut set = WeekdaySet::NONE;
    let parts = lower.split([',', ';', '/', '+', '&', '\n', '.']);
    for part in parts.flat_map(|part| part.split(" và ")) {
        let part = part.trim();
        if let Some(day) = one_weekday(part) {
            set = set.with(day);
        } else if let Some((first, last)) = part.split_once(['-', '–', '—', '→']) {
            set = span(set, one_weekday(first)?, one_weekday(last)?);
        } else {
            set = union(set, weekdays(part).ok()?);
        }
    }
    (!set.is_empty()).then_some(set)
}

/// What may stand after weekdays and says no more than they do.
const EVERY_WEEK: [&str; 4] = [" hằng tuần", " hàng tuần", " mỗi tuần", " trong tuần"];

/// Reads `2-4-6`: three numbers or more that rise are a list and not a range.
fn dashed_list(text: &str) -> Option<WeekdaySet> {
    let parts: Vec<&str> = text.split(['-', '–']).map(str::trim).collect();
    let days: Vec<Weekday> = parts
        .iter()
        .map(|part| one_weekday(part))
        .collect::<Option<_>>()?;
    let rises = days.windows(2).all(|pair| pair[0] < pair[1]);
    (days.len() >= 3 && rises).then(|| days.into_iter().fold(WeekdaySet::NONE, WeekdaySet::with))
}

/// Reads one weekday, also as the bare number of a thứ.
fn one_weekday(text: &str) -> Option<Weekday> {
    let text = text.trim();
    let number = match text.as_bytes() {
        &[digit @ b'2'..=b'7'] => Some(usize::from(digit - b'2')),
        _ => None,
    };
    if let Some(at) = number {
        return Some(Weekday::ALL[at]);
    }
    let set = weekdays(text).ok()?;
    let mut days = Weekday::ALL.into_iter().filter(|&day| set.contains(day));
    days.next().filter(|_| days.next().is_none())
}

fn span(set: WeekdaySet, first: Weekday, last: Weekday) -> WeekdaySet {
    let (mut set, mut at) = (set.with(first), first as usize);
    while at != last as usize {
        at = (at + 1) % 7;
        set = set.with(Weekday::ALL[at]);
    }
    set
}

/// Returns the days that are in either set.
pub fn union(one: WeekdaySet, other: WeekdaySet) -> WeekdaySet {
    let days = Weekday::ALL.into_iter().filter(|&day| other.contains(day));
    days.fold(one, WeekdaySet::with)
}

/// Reads the days that are left out: weekdays, dates, ranges of dates, and the station's named sets by their names.
pub fn except(text: &str, named: &Named) -> Result<Except, Fault> {
    let lower = text.to_lowercase();
    let mut found = Except::default();
    let parts = lower
        .split([',', ';', '\n', '&'])
        .flat_map(|part| part.split(" và "));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let plain = slug(part);
        let plain = plain.strip_prefix("cac-").unwrap_or(&plain);
        let plain = plain.strip_prefix("tru-").unwrap_or(plain);
        if let Some((name, set)) = named.iter().find(|(name, _)| slug(name) == plain) {
            found.days.ranges.extend_from_slice(&set.ranges);
            if let Some(weekdays) = set.weekdays {
                add_weekdays(&mut found.days, weekdays);
            }
            found.words.push(name.clone());
        } else if let Some(span) = range(part) {
            let (first, last) = span?;
            found.days.ranges.push((first, last));
            found.words.push(format!("{first}..{last}"));
        } else if let Some(set) = set_of_weekdays(part) {
            add_weekdays(&mut found.days, set);
            found.words.extend(weekday_words(set));
        } else if let Some(day) = date(part) {
            let day = day?;
            found.days.ranges.push((day, day));
            found.words.push(day.to_string());
        } else if let Some(serial) = part.parse().ok().and_then(serial) {
            return Err(serial);
        } else {
            let names: Vec<&str> = named.keys().map(String::as_str).collect();
            return Err(Fault::new("sheet-except-unknown")
                .with("value", part)
                .with(
                    "nearest",
                    nearest(part, names.iter().copied()).unwrap_or(NONE),
                )
                .with(
                    "known",
                    if names.is_empty() {
                        NONE.to_owned()
                    } else {
                        names.join(", ")
                    },
                ));
        }
    }
    Ok(found)
}

/// Writes words of exceptions as a cell says them, with dates as Vietnam writes them.
pub fn except_text(words: &[String]) -> String {
    let day = |text: &str| CivilDay::parse(text.trim()).map(super::day_first);
    let texts: Vec<String> = words
        .iter()
        .map(|word| {
            let range = word.split_once("..");
            let range =
                range.and_then(|(first, last)| Some(format!("{}–{}", day(first)?, day(last)?)));
            range.or_else(|| day(word)).unwrap_or_else(|| word.clone())
        })
        .collect();
    texts.join("; ")
}

fn add_weekdays(days: &mut DaySet, set: WeekdaySet) {
    days.weekdays = Some(union(days.weekdays.unwrap_or(WeekdaySet::NONE), set));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> Named {
        let day = CivilDay::parse("2027-01-01").unwrap();
        let holidays = DaySet {
            weekdays: None,
            ranges: vec![(day, day)],
        };
        Named::from([
            ("ngay-le".to_owned(), holidays),
            ("quoc-tang".to_owned(), DaySet::default()),
        ])
    }

    fn told(found: Result<Days, Fault>) -> String {
        let found = match found {
            Ok(found) => found,
            Err(fault) => return fault.code.to_owned(),
        };
        let mut parts: Vec<String> = found
            .weekdays
            .map(weekday_words)
            .into_iter()
            .flatten()
            .collect();
        parts.extend(Some(found.month.text()).filter(|text| !text.is_empty()));
        parts.extend(found.dates.iter().map(ToString::to_string));
        parts.extend(found.span.map(|(first, last)| format!("{first}..{last}")));
        if let Some(except) = found.except {
            parts.push(format!("but {}", except.words.join(" ")));
        }
        parts.join(" ")
    }

    fn check(text: &str, expected: &str) {
        let cell = Cell::Text(text.to_owned());
        assert_eq!(told(days(&cell, &named())), expected, "{text}");
    }

    #[test]
    fn days_are_read_in_every_form_that_officers_write() {
        check("Thứ 2", "T2");
        check("Thứ Hai", "T2");
        check("thứ hai", "T2");
        check("T2-T7", "T2-T7");
        check("T2 – T7", "T2-T7");
        check("Thứ 2 đến thứ 6", "T2-T6");
        check("từ thứ 2 đến thứ 6", "T2-T6");
        check("2, 4, 6", "T2 T4 T6");
        check("2-4-6", "T2 T4 T6");
        check("2 - 6", "T2-T6");
        check("thứ 2, 4, 6", "T2 T4 T6");
        check("Thứ 3 và thứ 5", "T3 T5");
        check("T2/T4/T6", "T2 T4 T6");
        check("CN", "CN");
        check("Chủ nhật", "CN");
        check("7, CN", "T7 CN");
        check("T2, CN", "T2 CN");
        check("T2-CN", "T2-CN");
        check("Hằng ngày", "T2-CN");
        check("hàng ngày", "T2-CN");
        check("Hằng ngày (trừ CN)", "T2-CN but CN");
        check("Hàng ngày, trừ T7, CN", "T2-CN but T7 CN");
        check("trừ CN", "T2-CN but CN");
        check("T2-T7 trừ ngày lễ", "T2-T7 but ngay-le");
        check(
            "trừ các ngày lễ và quốc tang",
            "T2-CN but ngay-le quoc-tang",
        );
        check("05/12/2026", "2026-12-05");
        check("5.12.26; 19.12.26", "2026-12-05 2026-12-19");
        check("từ 01/12 đến 15/12/2026", "2026-12-01..2026-12-15");
        check("trừ 24/12/2026", "T2-CN but 2026-12-24");
        check("01-15/12/2026", "2026-12-01..2026-12-15");
        for text in [
            "T2-T6 từ 1/12/2026 đến 31/12/2026",
            "T2-T6, từ 01/12 đến 31/12/2026",
            "T2-T6 (từ 1/12/2026 đến 31/12/2026)",
            "T2-T6 (01/12/2026 - 31/12/2026)",
            "T2-T6\ntừ 1/12/2026 đến 31/12/2026",
            "Thứ 2 đến thứ 6 từ ngày 1/12/2026 đến ngày 31/12/2026",
            "từ thứ 2 đến thứ 6, từ 1/12/2026 đến 31/12/2026",
        ] {
            check(text, "T2-T6 2026-12-01..2026-12-31");
        }
        check(
            "thứ 2, 4 từ 1/12/2026 đến 31/12/2026 (trừ 24/12/2026)",
            "T2 T4 2026-12-01..2026-12-31 but 2026-12-24",
        );
        check("Ngày 05 tháng 12 năm 2026", "2026-12-05");
        check("T2, T4 hằng tuần", "T2 T4");
        check("thứ 2 hàng tuần", "T2");
        check("Thứ 2, 07/12/2026", "2026-12-07");
        check("Thứ Hai ngày 7 tháng 12 năm 2026", "2026-12-07");
        check("T2 (07/12/2026)", "2026-12-07");
        check("CN - 06/12/2026", "2026-12-06");
        check("T2\n07/12/2026", "2026-12-07");
        check("T2, 07/12/2026; T4, 09/12/2026", "2026-12-07 2026-12-09");
        check("rằm và mùng 1 hằng tháng", "T2-CN 1, 15 âm lịch hằng tháng");
        check("T2 đầu tháng trừ ngày lễ", "T2-CN T2 đầu tháng but ngay-le");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        check("8", "sheet-days-unreadable");
        check("T8", "sheet-days-unreadable");
        check("khi có lệnh", "sheet-days-unreadable");
        check("trừ lễ tết", "sheet-except-unknown");
        check("05/12", "sheet-date-without-year");
        check("31/02/2026", "sheet-date-not-in-calendar");
        check("thứ 2, 05/12/2026", "sheet-day-and-date-differ");
        check("thứ 2, 31/02/2026", "sheet-date-not-in-calendar");
        check("2, 07/12/2026", "sheet-days-unreadable");
        check("hằng tuần", "sheet-days-unreadable");
        check("46361", "sheet-date-serial");
        check("trừ 46361", "sheet-date-serial");
        check("", "sheet-days-unreadable");
        let number = |number| told(days(&Cell::Number(number), &named()));
        assert_eq!(number(2.0), "T2");
        assert_eq!(number(2.4), "sheet-days-number");
        assert_eq!(number(46_361.0), "sheet-date-serial");
        assert_eq!(number(46_361.5), "sheet-days-number");
        assert_eq!(number(246.0), "sheet-days-number");
        assert_eq!(number(8.0), "sheet-days-number");
        assert_eq!(number(f64::NAN), "sheet-days-number");
    }
}
