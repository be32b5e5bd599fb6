//! A cron line in a schedule file, for those who know it. The line is read by the `cron` crate once; on which days and
//! at which times it fires is kept in sets, so that asking costs nothing and no clock is read.

use std::collections::BTreeSet;
use std::str::FromStr as _;

use cron::{Schedule, TimeUnitSpec as _};

use super::day_words::weekdays;
use super::days::WeekdaySet;
use super::reader::Fault;
use crate::time::{CivilDay, TimeOfDay, Weekday};

/// The most times a day that a line may fire: once a minute. More is a slip in the field of the seconds.
const TIMES_A_DAY_MAX: usize = 1_440;

/// The longest that a day in a line can be away, in days: 29 February on a given weekday around the year 2100.
const NEXT_DAY_MAX: i64 = 41 * 366;

/// A checked cron line: seconds, minutes, hours, days of the month, months, weekdays and, where given, years. A day
/// must match both the day of the month and the weekday.
#[derive(Clone, PartialEq, Debug)]
pub struct CronLine {
    text: String,
    /// Sorted, without doubles, never empty.
    times: Vec<TimeOfDay>,
    weekdays: WeekdaySet,
    days_of_month: BTreeSet<u32>,
    months: BTreeSet<u32>,
    years: BTreeSet<u32>,
}

impl CronLine {
    /// Reads a line of six or seven fields. Weekdays are names in either language, never numbers: Sunday is 0, 1 or 7
    /// depending on whom one asks.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut fields: Vec<&str> = text.split_whitespace().collect();
        match fields.len() {
            6 | 7 => {}
            5 => {
                let proposed = format!("0 {}", fields.join(" "));
                return Err(Fault::new("cron-five-fields").with("proposed", proposed));
            }
            count => return Err(Fault::new("cron-field-count").with("count", count)),
        }
        let names = weekday_field(fields[5])?;
        fields[5] = &names;
        let line = fields.join(" ");
        let schedule = Schedule::from_str(&line).map_err(|_| unreadable_field(text))?;
        let times = times(&schedule)?;
        Ok(Self {
            text: text.to_owned(),
            times,
            weekdays: schedule
                .days_of_week()
                .iter()
                // The crate counts from Sunday = 1.
                .map(|number| Weekday::ALL[(number as usize + 5) % 7])
                .fold(WeekdaySet::NONE, WeekdaySet::with),
            days_of_month: schedule.days_of_month().iter().collect(),
            months: schedule.months().iter().collect(),
            years: schedule.years().iter().collect(),
        })
    }

    /// Returns the line as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the times at which the line fires on `day`, sorted, without doubles; none where it does not fire.
    pub fn times_on(&self, day: CivilDay) -> &[TimeOfDay] {
        if self.fires_on(day) { &self.times } else { &[] }
    }

    /// Says whether the line fires on `day` or some day after it.
    pub fn fires_from(&self, day: CivilDay) -> bool {
        (0..NEXT_DAY_MAX).any(|days| self.fires_on(day.plus(days)))
    }

    /// Says whether the line fires on every day of every year that it knows.
    pub fn is_daily(&self) -> bool {
        self.weekdays == WeekdaySet::EVERY_DAY
            && self.days_of_month.len() == 31
            && self.months.len() == 12
    }

    fn fires_on(&self, day: CivilDay) -> bool {
        let (year, month, of_month) = day.ymd();
        self.weekdays.contains(day.weekday())
            && self.days_of_month.contains(&of_month)
            && self.months.contains(&month)
            && u32::try_from(year).is_ok_and(|year| self.years.contains(&year))
    }
}

/// Returns which field of a line the crate can't read, by trying each alone; weekdays have been read before.
fn unreadable_field(text: &str) -> Fault {
    let is_wrong = |&(at, field): &(usize, &str)| {
        let mut alone = ["*"; 7];
        alone[at] = field;
        at != 5 && Schedule::from_str(&alone.join(" ")).is_err()
    };
    let (at, field) = text
        .split_whitespace()
        .enumerate()
        .find(is_wrong)
        .unwrap_or((0, text));
    Fault::new("cron-invalid")
        .with("number", at + 1)
        .with("field", field)
}

/// Returns the field of the weekdays with every weekday written out for the crate, which knows no Vietnamese and no
/// range over Sunday.
fn weekday_field(field: &str) -> Result<String, Fault> {
    if ["*", "?"].contains(&field) {
        return Ok(field.to_owned());
    }
    let days = weekdays(field).map_err(|fault| match fault.code {
        "weekday-unknown" if !field.contains('/') => fault,
        _ => Fault::new("cron-weekday-number").with("value", field),
    })?;
    let names = Weekday::ALL.into_iter().filter(|&day| days.contains(day));
    Ok(names.map(Weekday::en).collect::<Vec<_>>().join(","))
}

fn times(schedule: &Schedule) -> Result<Vec<TimeOfDay>, Fault> {
    let seconds: Vec<u32> = schedule.seconds().iter().collect();
    let minutes: Vec<u32> = schedule.minutes().iter().collect();
    let hours = schedule.hours().iter();
    let count = hours.count() * minutes.len() * seconds.len();
    if count > TIMES_A_DAY_MAX {
        return Err(Fault::new("cron-too-often")
            .with("count", count)
            .with("max", TIMES_A_DAY_MAX));
    }
    let mut times = Vec::with_capacity(count);
    for hour in schedule.hours().iter() {
        for &minute in &minutes {
            let of_minute = seconds
                .iter()
                .filter_map(|&second| TimeOfDay::new(hour, minute, second));
            times.extend(of_minute);
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;
    use proptest::prelude::*;

    use super::*;
    use crate::time::UtcMs;

    fn check(text: &str, day: &str, expected: &[&str]) {
        let line = CronLine::parse(text).expect(text);
        let day = CivilDay::parse(day).expect(day);
        let times: Vec<String> = line.times_on(day).iter().map(ToString::to_string).collect();
        assert_eq!(times, expected, "{text} on {day}");
    }

    #[test]
    fn a_line_fires_on_the_weekdays_that_it_names() {
        // 2026-12-06 is a Sunday, which the crate counts as 1.
        check("0 15 17 * * Sun", "2026-12-06", &["17:15:00"]);
        check("0 15 17 * * Sun", "2026-12-07", &[]);
        check("30 15 17 * * T3,T5", "2026-12-08", &["17:15:30"]);
        check(
            "0 0 5,17 * * T7-T2",
            "2026-12-07",
            &["05:00:00", "17:00:00"],
        );
        check("0 0 5 * * Mon-Sun", "2026-12-06", &["05:00:00"]);
        check("0 0 5 ? * *", "2026-12-06", &["05:00:00"]);
    }

    // T3: the first and the last second of a day belong to that day in station time.
    #[test]
    fn a_line_fires_at_both_ends_of_its_day() {
        check("0 0 0 * * T2", "2026-12-07", &["00:00:00"]);
        check("0 0 0 * * T2", "2026-12-06", &[]);
        check("59 59 23 * * CN", "2026-12-06", &["23:59:59"]);
        check("59 59 23 * * CN", "2026-12-07", &[]);
    }

    #[test]
    fn day_of_month_and_weekday_must_both_match() {
        check("0 0 5 1 * Mon", "2027-02-01", &["05:00:00"]);
        check("0 0 5 1 * Mon", "2027-03-02", &[]);
        check("0 0 5 1 * Mon", "2027-01-01", &[]);
        check("0 0 5 31 * *", "2027-01-31", &["05:00:00"]);
        check("0 0 5 1 1 * 2027", "2028-01-01", &[]);
    }

    #[test]
    fn what_officers_get_wrong_is_told_apart() {
        for (text, code) in [
            ("15 17 * * Tue", "cron-five-fields"),
            ("15 17", "cron-field-count"),
            ("@daily", "cron-field-count"),
            ("", "cron-field-count"),
            ("0 15 17 * * 2", "cron-weekday-number"),
            ("0 15 17 * * 1-5", "cron-weekday-number"),
            ("0 15 17 * * */2", "cron-weekday-number"),
            ("0 15 17 * * Mon-Fri/2", "cron-weekday-number"),
            ("0 15 17 * * Foo", "weekday-unknown"),
            ("0 15 25 * * Tue", "cron-invalid"),
            ("0 61 5 * * *", "cron-invalid"),
            ("0 15 17 * Feb-Foo *", "cron-invalid"),
            ("* * * * * *", "cron-too-often"),
        ] {
            let found = CronLine::parse(text).map_err(|fault| fault.code);
            assert_eq!(found.err(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_line_that_never_fires_again_is_known() {
        let today = CivilDay::parse("2026-12-07").expect("a day");
        for (text, fires) in [
            ("0 0 5 30 2 *", false),
            ("0 0 5 31 4,6,9,11 *", false),
            ("0 0 5 * * * 2020", false),
            ("0 0 5 29 2 Mon", true),
            ("0 0 5 1 1 * 2060", true),
        ] {
            let line = CronLine::parse(text).expect(text);
            assert_eq!(line.fires_from(today), fires, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_line_fires_when_the_crate_says_it_does_in_station_time(
            text in "(0|30|10,50) (0|5,45|10-12|[*]/20) (0|5|17|5,17|23) ([*]|1|28-31|29) \
                ([*]|2|1,12|Feb-Apr) (Mon|Tue,Thu|Sun|Sat-Sun|Fri-Sun|[*])( 2028| 2027-2029)?",
            days in 20_800i64..21_800,
        ) {
            let line = CronLine::parse(&text).expect(&text);
            // The crate knows no range over Sunday.
            let plain = text.replace("Sat-Sun", "Sat,Sun").replace("Fri-Sun", "Fri,Sat,Sun");
            let schedule = Schedule::from_str(&plain).expect(&plain);
            let station = FixedOffset::east_opt(7 * 3_600).expect("an offset");
            let first = CivilDay::from_days(days);
            let before = (first.start() - 1).0;
            let before = chrono::DateTime::from_timestamp_millis(before).expect("an instant");
            let end = first.plus(40).start();
            let theirs: Vec<UtcMs> = schedule
                .after(&before.with_timezone(&station))
                .map(|instant| UtcMs(instant.timestamp_millis()))
                .take_while(|&instant| instant < end)
                .collect();
            let ours: Vec<UtcMs> = (0..40)
                .map(|days| first.plus(days))
                .flat_map(|day| line.times_on(day).iter().map(move |&time| day.at(time)))
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
