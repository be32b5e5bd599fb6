//! The lunar calendar of Vietnam, both ways between its days and civil days. The months themselves are `lunar_table`'s;
//! which rules fire on which lunar day is `recurrence`'s.

use std::fmt;

use super::lunar_table::{LunarMonth, MONTHS};
use crate::time::CivilDay;

/// A day of the lunar calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LunarDay {
    /// The lunar year, named after the solar year in which it begins: Tết of 2026 is the first day of 2026.
    pub year: i32,
    /// The month, 1–12.
    pub month: u32,
    /// Whether it lies in the leap month that follows the month of this number.
    pub leap: bool,
    /// The day of the month, 1–30.
    pub day: u32,
}

/// Why a day has no counterpart in the other calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LunarError {
    /// The lunar calendar is known for the years 2020 to 2050 only.
    OutsideTable,
    /// Within those years, there is no such lunar day: a day 30 in a short month, or a leap month in a year without.
    NoSuchDay,
}

impl fmt::Display for LunarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutsideTable => "the lunar calendar is known from 2020 to 2050 only",
            Self::NoSuchDay => "the lunar calendar has no such day",
        })
    }
}

impl std::error::Error for LunarError {}

/// Returns the first day whose lunar day is known: the first of the month that 2020 begins in.
pub fn first_known() -> CivilDay {
    CivilDay::from_days(MONTHS[0].start_days)
}

/// Returns the last day whose lunar day is known: the last of the month that 2050 ends in.
pub fn last_known() -> CivilDay {
    CivilDay::from_days(end_days(&MONTHS[MONTHS.len() - 1]) - 1)
}

/// Returns the day after the last of a month, in days since 1970-01-01.
fn end_days(month: &LunarMonth) -> i64 {
    month.start_days + i64::from(month.days)
}

/// Returns the month that holds a civil day.
fn month_of(day: CivilDay) -> Option<&'static LunarMonth> {
    let after = MONTHS.partition_point(|month| month.start_days <= day.days());
    let month = &MONTHS[after.checked_sub(1)?];
    (day.days() < end_days(month)).then_some(month)
}

impl LunarDay {
    /// Returns the lunar day of a civil day.
    pub fn of(day: CivilDay) -> Result<Self, LunarError> {
        let month = month_of(day).ok_or(LunarError::OutsideTable)?;
        let since_first = day.days() - month.start_days;
        Ok(Self {
            year: month.year,
            month: month.month,
            leap: month.leap,
            day: u32::try_from(since_first + 1).expect("a day of a month should be small"),
        })
    }

    /// Returns the civil day on which this lunar day falls.
    pub fn civil(self) -> Result<CivilDay, LunarError> {
        let key = |month: &LunarMonth| (month.year, month.month, month.leap);
        let wanted = (self.year, self.month, self.leap);
        match MONTHS.binary_search_by_key(&wanted, key) {
            Ok(at) if (1..=MONTHS[at].days).contains(&self.day) => Ok(CivilDay::from_days(
                MONTHS[at].start_days + i64::from(self.day) - 1,
            )),
            Ok(_) => Err(LunarError::NoSuchDay),
            Err(0) => Err(LunarError::OutsideTable),
            Err(at) if at == MONTHS.len() => Err(LunarError::OutsideTable),
            Err(_) => Err(LunarError::NoSuchDay),
        }
    }

    /// Says whether it is the last day of its month; false where its month is not known.
    pub fn is_last_of_month(self) -> bool {
        self.civil()
            .is_ok_and(|day| month_of(day).is_some_and(|month| end_days(month) == day.days() + 1))
    }
}

/// As people write it: `15/8/2026`, and `15/6 nhuận/2025` in a leap month.
impl fmt::Display for LunarDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let leap = if self.leap { " nhuận" } else { "" };
        write!(f, "{}/{}{leap}/{}", self.day, self.month, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDay {
        CivilDay::parse(text).expect(text)
    }

    fn lunar(year: i32, month: u32, day: u32) -> LunarDay {
        LunarDay {
            year,
            month,
            leap: false,
            day,
        }
    }

    fn check(expected: &str, lunar: LunarDay) {
        assert_eq!(lunar.civil(), Ok(day(expected)), "{lunar}");
        assert_eq!(LunarDay::of(day(expected)), Ok(lunar), "{expected}");
    }

    #[test]
    fn tet_falls_on_the_days_that_were_announced_or_computed() {
        for (year, expected) in (2024..).zip([
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13",
            "2030-02-02",
            "2031-01-23",
            "2032-02-11",
            "2033-01-31",
            "2034-02-19",
            "2035-02-08",
        ]) {
            check(expected, lunar(year, 1, 1));
        }
    }

    #[test]
    fn the_feasts_of_four_years_fall_on_their_days() {
        const FEASTS: [(u32, u32); 6] = [(1, 15), (3, 10), (4, 15), (7, 15), (8, 15), (12, 23)];
        let years = [
            (
                2025,
                "2025-02-12 2025-04-07 2025-05-12 2025-09-06 2025-10-06 2026-02-10",
            ),
            (
                2026,
                "2026-03-03 2026-04-26 2026-05-31 2026-08-27 2026-09-25 2027-01-30",
            ),
            (
                2027,
                "2027-02-20 2027-04-16 2027-05-20 2027-08-16 2027-09-15 2028-01-19",
            ),
            (
                2028,
                "2028-02-09 2028-04-04 2028-05-09 2028-09-03 2028-10-03 2029-02-06",
            ),
        ];
        for (year, days) in years {
            for (expected, (month, of_month)) in days.split(' ').zip(FEASTS) {
                check(expected, lunar(year, month, of_month));
            }
        }
    }

    #[test]
    fn the_leap_months_are_these_and_no_others() {
        let leaps = MONTHS.iter().filter(|month| month.leap);
        let leaps: Vec<(i32, u32)> = leaps.map(|month| (month.year, month.month)).collect();
        let expected = [
            (2020, 4),
            (2023, 2),
            (2025, 6),
            (2028, 5),
            (2031, 3),
            (2033, 11),
            (2036, 6),
            (2039, 5),
            (2042, 2),
            (2044, 7),
            (2047, 5),
            (2050, 3),
        ];
        assert_eq!(leaps, expected);
    }

    #[test]
    fn the_last_month_is_short_until_2031_and_long_for_five_years_after() {
        for year in 2024..=2036 {
            let length = if year <= 2031 { 29 } else { 30 };
            let eve = lunar(year, 12, length);
            let tet = lunar(year + 1, 1, 1).civil();
            assert_eq!(eve.civil().map(|eve| eve.plus(1)), tet, "{year}");
            assert!(eve.is_last_of_month(), "{year}");
            let thirtieth = lunar(year, 12, 30).civil();
            assert_eq!(thirtieth.is_ok(), length == 30, "{year}");
        }
    }

    // A calendar for Beijing (UTC+8) begins these months a day later.
    #[test]
    fn a_month_begins_by_the_time_of_hanoi_and_not_of_beijing() {
        for text in [
            "2030-02-02",
            "2031-04-21",
            "2032-03-11",
            "2034-09-12",
            "2037-04-15",
            "2038-04-04",
            "2039-12-15",
            "2041-08-26",
            "2049-10-26",
        ] {
            let found = LunarDay::of(day(text)).map(|lunar| lunar.day);
            assert_eq!(found, Ok(1), "{text}");
        }
    }

    #[test]
    fn the_table_has_no_hole_and_counts_its_months_in_order() {
        for pair in MONTHS.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            assert_eq!(end_days(one), next.start_days, "{one:?}");
            assert!(matches!(one.days, 29 | 30), "{one:?}");
            let is_next = if next.leap {
                (next.year, next.month) == (one.year, one.month) && !one.leap
            } else if one.month == 12 {
                (next.year, next.month) == (one.year + 1, 1)
            } else {
                (next.year, next.month) == (one.year, one.month + 1)
            };
            assert!(is_next, "{one:?} {next:?}");
        }
    }

    #[test]
    fn every_day_from_2020_to_2050_goes_there_and_back() {
        let (mut today, last) = (day("2020-01-01"), day("2050-12-31"));
        while today <= last {
            let lunar = LunarDay::of(today).expect("a day of the table");
            assert_eq!(lunar.civil(), Ok(today), "{lunar}");
            today = today.plus(1);
        }
    }

    #[test]
    fn a_day_that_is_not_known_is_an_error_and_no_guess() {
        assert!(first_known() <= day("2020-01-01") && day("2050-12-31") <= last_known());
        for outside in [
            first_known().plus(-1),
            last_known().plus(1),
            day("1900-01-01"),
            day("2200-12-31"),
        ] {
            assert_eq!(LunarDay::of(outside), Err(LunarError::OutsideTable));
        }
        assert!(LunarDay::of(first_known()).is_ok() && LunarDay::of(last_known()).is_ok());
        let leap = |year, month| LunarDay {
            leap: true,
            ..lunar(year, month, 1)
        };
        for (lunar, expected) in [
            (lunar(2019, 11, 1), LunarError::OutsideTable),
            (lunar(2051, 1, 1), LunarError::OutsideTable),
            (lunar(i32::MAX, 1, 1), LunarError::OutsideTable),
            (lunar(2026, 12, 30), LunarError::NoSuchDay),
            (lunar(2026, 1, 0), LunarError::NoSuchDay),
            (lunar(2026, 1, 31), LunarError::NoSuchDay),
            (lunar(2026, 13, 1), LunarError::NoSuchDay),
            (leap(2026, 6), LunarError::NoSuchDay),
        ] {
            assert_eq!(lunar.civil(), Err(expected), "{lunar:?}");
        }
        check(
            "2025-07-25",
            LunarDay {
                leap: true,
                ..lunar(2025, 6, 1)
            },
        );
    }
}
