//! Time as numbers: instants, civil days and hours in station time, and the trait through which a clock is
//! handed in. Nothing here reads a clock.
//!
//! Station time is Vietnam's (UTC+7, no daylight saving), whatever the machine's zone says: an operator who
//! changes `TZ` or a stale zone file must not move the schedule.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// Station time minus UTC, in milliseconds: seven hours.
pub const STATION_OFFSET_MS: i64 = 7 * 3_600_000;
/// Milliseconds in a civil day; station time has no day of another length.
pub const DAY_MS: i64 = 86_400_000;

/// An instant of the wall clock: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcMs(pub i64);

/// An instant of the monotonic clock, which counts suspended time too (`CLOCK_BOOTTIME`): milliseconds since boot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonoMs(pub i64);

/// Both clocks, read together. A thing is due by `wall`; how long it lasted is told by `mono` or by frames.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    /// The wall clock.
    pub wall: UtcMs,
    /// The monotonic clock.
    pub mono: MonoMs,
}

/// Both clocks in nanoseconds, for the audio path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NowNs {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub wall_ns: i64,
    /// `CLOCK_MONOTONIC` in nanoseconds: the clock that sound servers and cards count in.
    pub mono_ns: i64,
}

/// A clock that can be handed in: the real one, the one of a rehearsal, or a test's.
pub trait Clock: Send + Sync {
    /// Reads both clocks, the wall clock as this clock tells it. Must not block or allocate: the audio callback
    /// calls it.
    fn now_ns(&self) -> NowNs;
    /// Reads both clocks in milliseconds; `mono` counts suspended time.
    fn now(&self) -> Now;
}

/// A calendar day in station time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDay(NaiveDate);

/// A time of day in station time: milliseconds since midnight. Invariant: below 86,400,000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(i64);

/// A day of the week. The Vietnamese "thứ 2" is Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weekday {
    /// Thứ Hai, T2.
    Mon,
    /// Thứ Ba, T3.
    Tue,
    /// Thứ Tư, T4.
    Wed,
    /// Thứ Năm, T5.
    Thu,
    /// Thứ Sáu, T6.
    Fri,
    /// Thứ Bảy, T7.
    Sat,
    /// Chủ nhật, CN.
    Sun,
}

impl UtcMs {
    /// Returns the civil day and time of day of this instant in station time.
    pub fn civil(self) -> (CivilDay, TimeOfDay) {
        let local = self.0.saturating_add(STATION_OFFSET_MS);
        (
            CivilDay::from_days(local.div_euclid(DAY_MS)),
            TimeOfDay(local.rem_euclid(DAY_MS)),
        )
    }

    /// Returns the civil day of this instant in station time.
    pub fn day(self) -> CivilDay {
        self.civil().0
    }

    /// Returns the time of day of this instant in station time.
    pub fn time_of_day(self) -> TimeOfDay {
        self.civil().1
    }

    /// Reads RFC 3339 text with whole seconds or milliseconds and an offset, or station time without one
    /// (`2026-12-07T05:45`, `2026-12-07T05:45:30`, `2026-12-07 05:45:30`).
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(instant) = chrono::DateTime::parse_from_rfc3339(text) {
            return Some(Self(instant.timestamp_millis()));
        }
        let (date, time) = text.split_once(['T', ' '])?;
        Some(CivilDay::parse(date)?.at(TimeOfDay::parse(time)?))
    }
}

impl Add<i64> for UtcMs {
    type Output = Self;
    fn add(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl Sub<i64> for UtcMs {
    type Output = Self;
    fn sub(self, ms: i64) -> Self {
        Self(self.0.saturating_sub(ms))
    }
}

impl Sub for UtcMs {
    type Output = i64;
    fn sub(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

impl Sub for MonoMs {
    type Output = i64;
    fn sub(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

impl Add<i64> for MonoMs {
    type Output = Self;
    fn add(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// RFC 3339 in station time, with milliseconds where they are not zero: `2026-12-07T05:45:30+07:00`.
impl fmt::Display for UtcMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, time) = self.civil();
        write!(f, "{day}T{time}+07:00")
    }
}

impl fmt::Debug for UtcMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Days from 0001-01-01 to 1970-01-01, in chrono's count.
const EPOCH_DAYS_CE: i64 = 719_163;

impl CivilDay {
    /// Returns the day of a calendar date, or `None` where there is no such date or its year is not 1900–2200.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..=2200).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Returns the day `days` after 1970-01-01, held inside 1900–2200 so that a mad clock can't overflow it.
    pub fn from_days(days: i64) -> Self {
        let held = days.clamp(-25_567, 84_370);
        let ce = i32::try_from(held + EPOCH_DAYS_CE).expect("held days should fit");
        Self(NaiveDate::from_num_days_from_ce_opt(ce).expect("held days should be a date"))
    }

    /// Returns the days since 1970-01-01.
    pub fn days(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - EPOCH_DAYS_CE
    }

    /// Reads `2026-12-07`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits =
            |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Returns the instant of `time` on this day.
    pub fn at(self, time: TimeOfDay) -> UtcMs {
        UtcMs(self.days() * DAY_MS + time.0 - STATION_OFFSET_MS)
    }

    /// Returns the first instant of this day.
    pub fn start(self) -> UtcMs {
        self.at(TimeOfDay::MIDNIGHT)
    }

    /// Returns the day `days` later (earlier when negative).
    pub fn plus(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// Returns the day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.0.weekday().num_days_from_monday() as usize]
    }

    /// Returns year, month (1–12) and day of the month (1–31).
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for CivilDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CivilDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("expected a date such as 2026-12-07"))
    }
}

impl TimeOfDay {
    /// The start of the day, 00:00:00.
    pub const MIDNIGHT: Self = Self(0);

    /// Returns a time of day, or `None` at or past 24:00.
    pub fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        Some(Self(
            (i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second)) * 1_000,
        ))
    }

    /// Returns the time `ms` milliseconds after midnight, or `None` outside 0..86,400,000.
    pub fn from_ms(ms: i64) -> Option<Self> {
        (0..DAY_MS).contains(&ms).then_some(Self(ms))
    }

    /// Returns the milliseconds since midnight.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Reads `05:45`, `5:45` or `05:45:30`, with milliseconds (`05:45:30.250`) where given.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("00"));
        let number = |part: &str, lens: std::ops::RangeInclusive<usize>| -> Option<u32> {
            (lens.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        if parts.next().is_some() {
            return None;
        }
        let (second, ms) = match second.split_once('.') {
            Some((second, ms)) => (second, i64::from(number(ms, 3..=3)?)),
            None => (second, 0),
        };
        let whole = Self::new(
            number(hour, 1..=2)?,
            number(minute, 2..=2)?,
            number(second, 2..=2)?,
        )?;
        Some(Self(whole.0 + ms))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1_000;
        write!(
            f,
            "{:02}:{:02}:{:02}",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60
        )?;
        match self.0 % 1_000 {
            0 => Ok(()),
            ms => write!(f, ".{ms:03}"),
        }
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("expected a time such as 05:45:30"))
    }
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// Returns the Vietnamese short form: T2 … T7, CN.
    pub fn vi(self) -> &'static str {
        ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][self as usize]
    }

    /// Returns the English short form: Mon … Sun.
    pub fn en(self) -> &'static str {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, utc: &str) {
        let instant = UtcMs::parse(text).expect(text);
        let same = UtcMs::parse(utc).expect(utc);
        assert_eq!(instant, same, "{text} is {utc}");
        assert_eq!(UtcMs::parse(&instant.to_string()), Some(instant));
    }

    // T3: five in the morning lies on the previous day of UTC; midnight and the last second are ordinary.
    #[test]
    fn station_time_is_seven_hours_ahead_on_every_side_of_midnight() {
        check("2026-12-07T05:00", "2026-12-06T22:00:00Z");
        check("2026-12-07T00:00:00", "2026-12-06T17:00:00Z");
        check("2026-12-07 23:59:59", "2026-12-07T16:59:59Z");
        let last = UtcMs::parse("2026-12-07T23:59:59.999+07:00").unwrap();
        assert_eq!(last.day(), CivilDay::parse("2026-12-07").unwrap());
        assert_eq!((last + 1).day(), CivilDay::parse("2026-12-08").unwrap());
    }

    #[test]
    fn thu_hai_is_monday() {
        let day = CivilDay::parse("2026-12-07").unwrap();
        assert_eq!(day.weekday(), Weekday::Mon);
        assert_eq!(day.weekday().vi(), "T2");
        assert_eq!(day.plus(6).weekday().vi(), "CN");
    }

    #[test]
    fn what_is_no_date_or_time_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "07-12-2026",
            "2026-1-1",
            "1800-01-01",
            "",
        ] {
            assert_eq!(CivilDay::parse(text), None, "{text}");
        }
        for text in [
            "24:00",
            "05:60",
            "5",
            "05:45:61",
            "+5:45",
            "05:45:30:00",
            "05:45:30.5",
        ] {
            assert_eq!(TimeOfDay::parse(text), None, "{text}");
        }
    }

    // T1: a clock at the end or the start of time must not bring the planner down.
    #[test]
    fn a_mad_clock_is_held_inside_the_calendar() {
        assert_eq!(UtcMs(i64::MAX).day().to_string(), "2200-12-31");
        assert_eq!(UtcMs(i64::MIN).day().to_string(), "1900-01-01");
        assert_eq!(UtcMs(0).day().to_string(), "1970-01-01");
    }
}
