//! Dates as officers write them in a cell, day first: `05/12/2026`, `5-12-2026`, `5.12.26`, a real date, ISO. Weekdays
//! and what is said with them are `days`'.

use super::Fault;
use crate::time::CivilDay;

/// Reads one date; `None` where the text is none at all, a fault where it is a wrong one.
pub fn date(text: &str) -> Option<Result<CivilDay, Fault>> {
    let text = text.trim();
    let text = text.strip_prefix("ngày ").unwrap_or(text).trim();
    let text = &text.replace(" tháng ", "/").replace(" năm ", "/");
    if let Some(day) = CivilDay::parse(text) {
        return Some(Ok(day));
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let is_number = |part: &&str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    if !parts.iter().all(is_number) {
        return None;
    }
    match parts[..] {
        [_, _] if text.contains('/') => Some(Err(
            Fault::new("sheet-date-without-year").with("value", text)
        )),
        [first, second, third] => {
            let number = |part: &str| part.parse::<u32>().unwrap_or(0);
            let year = |part: &str| {
                let year = part.parse().unwrap_or(0);
                if part.len() == 2 { 2000 + year } else { year }
            };
            if first.len() == 4 {
                let day = CivilDay::new(year(first), number(second), number(third));
                return Some(day.ok_or_else(|| wrong(text)));
            }
            if third.len() != 2 && third.len() != 4 {
                return None;
            }
            let read = |day, month| CivilDay::new(year(third), number(month), number(day));
            Some(match (read(first, second), read(second, first)) {
                (Some(day), _) => Ok(day),
                (None, Some(meant)) => Err(Fault::new("sheet-date-month-first")
                    .with("value", text)
                    .with("meant", super::day_first(meant))),
                (None, None) => Err(wrong(text)),
            })
        }
        _ => None,
    }
}

fn wrong(text: &str) -> Fault {
    Fault::new("sheet-date-not-in-calendar").with("value", text)
}

/// Reads `from – to`, both ends included; a sign that dates are written with needs blanks around it.
pub fn range(text: &str) -> Option<Result<(CivilDay, CivilDay), Fault>> {
    let text = text.trim();
    let text = text.strip_prefix("từ ").unwrap_or(text);
    let signs = [" - ", "–", "—", "..", " đến ", " tới "];
    let split = signs.iter().find_map(|sign| text.split_once(sign));
    let (first, last) = split.or_else(|| without_blanks(text))?;
    let last = date(last)?;
    let first = within(first, last.as_ref().ok().copied())?;
    Some(match (first, last) {
        (Ok(first), Ok(last)) if first > last => {
            Err(Fault::new("sheet-range-backwards").with("value", text))
        }
        (Ok(first), Ok(last)) => Ok((first, last)),
        (Err(fault), _) | (_, Err(fault)) => Err(fault),
    })
}

/// Splits `01-15/12/2026`: a single dash before a date that is written with other signs.
fn without_blanks(text: &str) -> Option<(&str, &str)> {
    let (first, last) = text.split_once('-')?;
    let is_date = |sign| last.matches(sign).count() == 2;
    (!last.contains('-') && (is_date('/') || is_date('.'))).then_some((first, last))
}

/// Reads the first date of a range, which may leave its year to the last, and its month too: `01/12 đến 15/12/2026`,
/// `01-15/12/2026`.
fn within(first: &str, last: Option<CivilDay>) -> Option<Result<CivilDay, Fault>> {
    let first = first.trim();
    let first = first.strip_prefix("ngày ").unwrap_or(first).trim();
    let is_day =
        (1..=2).contains(&first.len()) && first.bytes().all(|digit| digit.is_ascii_digit());
    let Some((year, month, _)) = last.map(CivilDay::ymd) else {
        return date(first);
    };
    if is_day {
        return date(&format!("{first}/{month}/{year}"));
    }
    match date(first)? {
        Err(fault) if fault.code == "sheet-date-without-year" => {
            let first = first.replace(" tháng ", "/");
            date(&format!("{first}/{year}"))
        }
        read => Some(read),
    }
}

/// Returns that a number is most likely a date whose cell is not formatted as one; `None` for other numbers.
pub fn serial(number: f64) -> Option<Fault> {
    let days = (SERIALS.contains(&number) && number.fract() == 0.0)
        .then(|| format!("{number:.0}").parse::<i64>().ok())??;
    let meant = CivilDay::from_days(days - SERIAL_OF_1970);
    let fault = Fault::new("sheet-date-serial").with("value", days);
    Some(fault.with("meant", super::day_first(meant)))
}

/// The numbers by which Excel keeps the days of the years 2000 to 2099, counted from 1900.
const SERIALS: std::ops::RangeInclusive<f64> = 36_526.0..=73_050.0;
const SERIAL_OF_1970: i64 = 25_569;

/// Returns the day with its day and month exchanged, where that is another day.
pub fn swapped(day: CivilDay) -> Option<CivilDay> {
    let (year, month, of_month) = day.ymd();
    CivilDay::new(year, of_month, month).filter(|other| *other != day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match date(text) {
            None => "none".to_owned(),
            Some(Ok(day)) => day.to_string(),
            Some(Err(fault)) => fault.code.to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_date_is_read_day_first() {
        check("05/12/2026", "2026-12-05");
        check("5-12-2026", "2026-12-05");
        check("5.12.26", "2026-12-05");
        check("ngày 5/12/2026", "2026-12-05");
        check("2026-12-05", "2026-12-05");
        check("2026/12/5", "2026-12-05");
        check("31/02/2026", "sheet-date-not-in-calendar");
        check("12/25/2026", "sheet-date-month-first");
        check("05/12", "sheet-date-without-year");
        check("ngày 05 tháng 12 năm 2026", "2026-12-05");
        check("5 tháng 12 năm 2026", "2026-12-05");
        check("ngày 31 tháng 2 năm 2026", "sheet-date-not-in-calendar");
        check("ngày 5 tháng 12", "sheet-date-without-year");
        check("2-4-6", "none");
        check("T2", "none");
        check("", "none");
        check("99999/1/1", "none");
    }

    #[test]
    fn a_range_may_leave_its_year_to_its_end() {
        fn check(text: &str, expected: &str) {
            let found = match range(text) {
                None => "none".to_owned(),
                Some(Ok((first, last))) => format!("{first} {last}"),
                Some(Err(fault)) => fault.code.to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
        check("từ 01/12 đến 15/12/2026", "2026-12-01 2026-12-15");
        check("01/12/2026 - 15/12/2026", "2026-12-01 2026-12-15");
        check("14/02/2026–22/02/2026", "2026-02-14 2026-02-22");
        check("15/12/2026 - 01/12/2026", "sheet-range-backwards");
        check("01-15/12/2026", "2026-12-01 2026-12-15");
        check("01 - 15/12/2026", "2026-12-01 2026-12-15");
        check("1-15.12.2026", "2026-12-01 2026-12-15");
        check("01/12-15/12/2026", "2026-12-01 2026-12-15");
        check("từ ngày 01 đến ngày 15/12/2026", "2026-12-01 2026-12-15");
        check(
            "từ ngày 01 tháng 12 đến ngày 15 tháng 12 năm 2026",
            "2026-12-01 2026-12-15",
        );
        check("01/12 - 2026-12-15", "2026-12-01 2026-12-15");
        check("20-15/12/2026", "sheet-range-backwards");
        check("5-12-2026", "none");
        check("5-12/2026", "none");
        check("2026-12-05", "none");
        check("T2 - T6", "none");
        check("2 - 6", "none");
    }
}
