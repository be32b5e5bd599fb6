//! Dates, times of day and lengths of time as officers write them, in text. Finding the text in a file and reporting
//! what is wrong with it is `reader`'s.

use crate::time::{CivilDay, TimeOfDay};

/// What is wrong with a piece of text: the code of the diagnostic and its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// As in [`crate::schedule::diagnostic::Diagnostic`].
    pub code: &'static str,
    /// As in [`crate::schedule::diagnostic::Diagnostic`].
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// Makes a fault without values.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            args: Vec::new(),
        }
    }

    /// Adds a value for the message.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand over numbers and fresh texts"
    )]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// The longest length of time that a file may name, in milliseconds: 366 days.
const DURATION_MS_MAX: i64 = 366 * crate::time::DAY_MS;

/// Units of time with their length in milliseconds, as English and Vietnamese abbreviate them.
const UNITS: [(&str, i64); 28] = [
    ("ms", 1),
    ("s", 1_000),
    ("sec", 1_000),
    ("second", 1_000),
    ("seconds", 1_000),
    ("giây", 1_000),
    ("\"", 1_000),
    ("m", 60_000),
    ("p", 60_000),
    ("ph", 60_000),
    ("min", 60_000),
    ("minute", 60_000),
    ("minutes", 60_000),
    ("phút", 60_000),
    ("'", 60_000),
    ("h", 3_600_000),
    ("g", 3_600_000),
    ("hour", 3_600_000),
    ("hours", 3_600_000),
    ("giờ", 3_600_000),
    ("tiếng", 3_600_000),
    ("d", 86_400_000),
    ("day", 86_400_000),
    ("days", 86_400_000),
    ("ngày", 86_400_000),
    ("w", 604_800_000),
    ("week", 604_800_000),
    ("tuần", 604_800_000),
];

/// Reads a length of time in milliseconds: numbers with units, largest first, spaces as one likes (`10m`, `1h30m`,
/// `10 phút`, `2 giờ 30 phút`).
pub fn duration_ms(text: &str) -> Result<i64, Fault> {
    let invalid = || Fault::new("duration-invalid").with("value", text);
    let lower = text.trim().to_lowercase();
    if !lower.is_empty() && lower.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::new("duration-unit-missing").with("value", text));
    }
    let (mut rest, mut total_ms, mut unit_before_ms) = (lower.as_str(), 0i64, i64::MAX);
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .ok_or_else(invalid)?;
        let (number, tail) = rest.split_at(digits);
        let tail = tail.trim_start();
        let unit_end = tail
            .find(|c: char| c.is_ascii_digit() || c.is_whitespace())
            .unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_end);
        let unit_ms = UNITS
            .iter()
            .find(|&&(name, _)| name == unit)
            .map(|&(_, ms)| ms)
            .ok_or_else(invalid)?;
        let number: i64 = number.parse().map_err(|_| invalid())?;
        if unit_ms >= unit_before_ms {
            return Err(invalid());
        }
        unit_before_ms = unit_ms;
        total_ms = number
            .checked_mul(unit_ms)
            .and_then(|ms| total_ms.checked_add(ms))
            .filter(|&ms| ms <= DURATION_MS_MAX)
            .ok_or_else(|| Fault::new("duration-too-long").with("value", text))?;
        rest = tail.trim_start();
    }
    if unit_before_ms == i64::MAX {
        return Err(invalid());
    }
    Ok(total_ms)
}

/// Writes a length of time in the largest units that fit: `1h30m`, 90 seconds as `1m30s`.
pub fn duration_text(ms: i64) -> String {
    let units = [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];
    let mut rest = ms;
    let parts: Vec<String> = units
        .into_iter()
        .filter_map(|(unit, unit_ms)| {
            let count = rest / unit_ms;
            rest %= unit_ms;
            (count > 0).then(|| format!("{count}{unit}"))
        })
        .collect();
    if parts.is_empty() {
        return "0s".to_owned();
    }
    parts.concat()
}

/// Reads a calendar day, year first.
pub fn date(text: &str) -> Result<CivilDay, Fault> {
    let trimmed = text.trim();
    if let Some(day) = CivilDay::parse(trimmed) {
        return Ok(day);
    }
    let parts: Option<Vec<i32>> = trimmed
        .split(['/', '-', '.'])
        .map(|part| part.trim().parse().ok().filter(|&number: &i32| number >= 0))
        .collect();
    let Some(&[first, second, third]) = parts.as_deref() else {
        return Err(Fault::new("date-invalid").with("value", text));
    };
    let day_of = |year: i32, month: i32, day: i32| {
        let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        CivilDay::new(year, month, day)
    };
    let year_of = |year: i32| if year < 100 { 2000 + year } else { year };
    // Vietnam writes the day first; the files don't, so that no date can be read in two ways.
    if let Some(day) = day_of(year_of(third), second, first).filter(|_| first <= 31) {
        return Err(Fault::new("date-day-first")
            .with("value", text)
            .with("iso", day));
    }
    if let Some(day) = day_of(first, second, third) {
        return Err(Fault::new("date-notation")
            .with("value", text)
            .with("iso", day));
    }
    let swapped = day_of(first, third, second);
    match swapped.or_else(|| day_of(year_of(third), first, second)) {
        Some(day) => Err(Fault::new("date-swapped")
            .with("value", text)
            .with("iso", day)),
        None => Err(Fault::new("date-not-in-calendar").with("value", text)),
    }
}

/// Reads a time of day in whole seconds or milliseconds.
pub fn time_of_day(text: &str) -> Result<TimeOfDay, Fault> {
    let trimmed = text.trim();
    if let Some(time) = TimeOfDay::parse(trimmed) {
        return Ok(time);
    }
    let numbers: Option<Vec<u32>> = trimmed.split(':').map(|part| part.parse().ok()).collect();
    if let Some(numbers) = numbers.filter(|numbers| (2..=3).contains(&numbers.len())) {
        if numbers[0] > 23 {
            return Err(Fault::new("time-hour-range").with("value", text));
        }
        if numbers[1..].iter().any(|&number| number > 59) {
            return Err(Fault::new("time-minute-range").with("value", text));
        }
    }
    match spoken_time(trimmed) {
        Some(time) => Err(Fault::new("time-notation")
            .with("value", text)
            .with("proposed", short_time(time))),
        None => Err(Fault::new("time-invalid").with("value", text)),
    }
}

/// Returns the time that a Vietnamese spelling such as `5h30`, `05h`, `5 giờ 30`, `17g15'`, `5.30` means.
fn spoken_time(text: &str) -> Option<TimeOfDay> {
    let lower = text.to_lowercase().replace("giờ", "h").replace("phút", "");
    let (hour, minute) = lower.split_once(['h', 'g', '.', ':'])?;
    let minute = minute.trim().trim_end_matches(['\'', 'p', '’']);
    let minute = if minute.is_empty() { "0" } else { minute };
    TimeOfDay::new(hour.trim().parse().ok()?, minute.parse().ok()?, 0)
}

/// Writes a time of day without seconds where they are zero.
fn short_time(time: TimeOfDay) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_numbers_with_units_largest_first() {
        fn check(text: &str, expected: Result<i64, &str>) {
            assert_eq!(
                duration_ms(text).map_err(|fault| fault.code),
                expected,
                "{text}"
            );
        }
        check("10m", Ok(600_000));
        check("90s", Ok(90_000));
        check("1h30m", Ok(5_400_000));
        check("2d", Ok(172_800_000));
        check("10 phút", Ok(600_000));
        check("2 giờ 30 phút", Ok(9_000_000));
        check("30 giây", Ok(30_000));
        check("5'", Ok(300_000));
        check("0s", Ok(0));
        check("10", Err("duration-unit-missing"));
        check("", Err("duration-invalid"));
        check("m", Err("duration-invalid"));
        check("30m1h", Err("duration-invalid"));
        check("1m1m", Err("duration-invalid"));
        check("-5m", Err("duration-invalid"));
        check("1.5h", Err("duration-invalid"));
        check("10 mins later", Err("duration-invalid"));
        check("367d", Err("duration-too-long"));
        check("9223372036854775807d", Err("duration-too-long"));
        check("99999999999999999999d", Err("duration-invalid"));
        assert_eq!(duration_text(5_400_000), "1h30m");
        assert_eq!(duration_text(90_000), "1m30s");
        assert_eq!(duration_text(0), "0s");
    }

    #[test]
    fn a_date_is_year_first_and_day_first_is_told_how() {
        fn check(text: &str, expected: Result<&str, (&str, Option<&str>)>) {
            let found = date(text);
            let found = match &found {
                Ok(day) => Ok(day.to_string()),
                Err(fault) => Err((
                    fault.code,
                    fault
                        .args
                        .iter()
                        .find(|(name, _)| *name == "iso")
                        .map(|(_, iso)| iso.as_str()),
                )),
            };
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
        check("2026-12-05", Ok("2026-12-05"));
        check("05/12/2026", Err(("date-day-first", Some("2026-12-05"))));
        check("5-12-2026", Err(("date-day-first", Some("2026-12-05"))));
        check("5.12.26", Err(("date-day-first", Some("2026-12-05"))));
        check("2026/12/05", Err(("date-notation", Some("2026-12-05"))));
        check("2026-12-5", Err(("date-notation", Some("2026-12-05"))));
        check("2026-02-30", Err(("date-not-in-calendar", None)));
        check("31/02/2026", Err(("date-not-in-calendar", None)));
        check("rằm tháng bảy", Err(("date-invalid", None)));
        check("", Err(("date-invalid", None)));
    }

    #[test]
    fn a_time_in_another_spelling_is_told_how() {
        fn check(text: &str, expected: Result<&str, (&str, Option<&str>)>) {
            let found = time_of_day(text);
            let found = match &found {
                Ok(time) => Ok(time.to_string()),
                Err(fault) => Err((
                    fault.code,
                    fault
                        .args
                        .iter()
                        .find(|(name, _)| *name == "proposed")
                        .map(|(_, to)| to.as_str()),
                )),
            };
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
        check("05:45", Ok("05:45:00"));
        check("5:45:30", Ok("05:45:30"));
        check("25:10", Err(("time-hour-range", None)));
        check("24:00", Err(("time-hour-range", None)));
        check("05:60", Err(("time-minute-range", None)));
        check("05:45:61", Err(("time-minute-range", None)));
        check("5h30", Err(("time-notation", Some("05:30"))));
        check("5h", Err(("time-notation", Some("05:00"))));
        check("05h30'", Err(("time-notation", Some("05:30"))));
        check("5 giờ 30 phút", Err(("time-notation", Some("05:30"))));
        check("17g15", Err(("time-notation", Some("17:15"))));
        check("5:5", Err(("time-notation", Some("05:05"))));
        check("5 AM", Err(("time-invalid", None)));
        check("sáng", Err(("time-invalid", None)));
        check("", Err(("time-invalid", None)));
    }
}
