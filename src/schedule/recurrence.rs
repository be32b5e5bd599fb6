//! On which days and at which times a rule fires. It knows the calendar of station time and no clock.

use super::{DaySet, LunarRule, Rule, Season, Specificity, WeekdaySet, When};
use crate::time::{CivilDay, TimeOfDay};

impl Rule {
    /// Returns the times at which the rule fires on `day`, sorted, without doubles; none where it does not fire.
    pub fn times_on(&self, day: CivilDay) -> Vec<TimeOfDay> {
        self.times(day).to_vec()
    }

    /// Says whether the rule fires on `day`.
    pub fn fires_on(&self, day: CivilDay) -> bool {
        !self.times(day).is_empty()
    }

    fn times(&self, day: CivilDay) -> &[TimeOfDay] {
        if !self.civil_lets(day) || !self.lunar.as_ref().is_none_or(|lunar| lunar.contains(day)) {
            return &[];
        }
        self.times_by_itself(day)
    }

    fn times_by_itself(&self, day: CivilDay) -> &[TimeOfDay] {
        match &self.when {
            When::At(times) => times,
            When::Cron(line) => line.times_on(day),
        }
    }

    /// Says whether nobody knows if the rule fires on `day`: everything else lets it, and the lunar calendar, which it
    /// asks, is not known there. It is then planned as if it did not fire.
    pub fn is_unknown_on(&self, day: CivilDay) -> bool {
        let asks = |lunar: &LunarRule| !lunar.is_known_on(day);
        self.lunar.as_ref().is_some_and(asks)
            && self.civil_lets(day)
            && !self.times_by_itself(day).is_empty()
    }

    /// Says whether everything but the times and the lunar calendar lets the rule fire on `day`. An exclusion beats
    /// every inclusion.
    fn civil_lets(&self, day: CivilDay) -> bool {
        self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.days.contains(day.weekday())
            && self.dates_let(day)
            && any_or_none(&self.weekdays_of_month, |one| one.contains(day))
            && any_or_none(&self.days_of_month, |one| one.is_day_of_month(day))
            && self.every.is_none_or(|every| every.contains(day))
            && self.on.as_ref().is_none_or(|on| on.contains(day))
            && self.season.is_none_or(|season| season.contains(day))
            && !self.except.contains(day)
    }

    /// Says whether the dates and ranges of dates let it, those of both together.
    pub(super) fn dates_let(&self, day: CivilDay) -> bool {
        (self.dates.is_empty() && self.date_ranges.is_empty())
            || self.dates.binary_search(&day).is_ok()
            || any_of(&self.date_ranges, day)
    }

    /// Says how closely the rule is bound to `day`, a day on which it fires. `from`, `until` and `season` bind it no
    /// closer, since most regular rules have them.
    pub fn specificity_on(&self, day: CivilDay) -> Specificity {
        let is_by_weekday = match &self.when {
            When::At(_) => false,
            When::Cron(line) => !line.is_daily(),
        };
        let on_dates = |on: &DaySet| any_of(&on.ranges, day);
        if self.dates.binary_search(&day).is_ok() {
            Specificity::Date
        } else if any_of(&self.date_ranges, day) || self.on.as_ref().is_some_and(on_dates) {
            Specificity::Range
        } else if self.lunar.is_some() {
            Specificity::Lunar
        } else if is_by_weekday
            || self.days != WeekdaySet::EVERY_DAY
            || self.on.is_some()
            || self.every.is_some()
            || !self.weekdays_of_month.is_empty()
            || !self.days_of_month.is_empty()
        {
            Specificity::Weekday
        } else {
            Specificity::Default
        }
    }
}

/// Says whether one of the ranges holds `day`, both ends included.
fn any_of(ranges: &[(CivilDay, CivilDay)], day: CivilDay) -> bool {
    ranges
        .iter()
        .any(|&(first, last)| first <= day && day <= last)
}

/// Says whether one of them suits, or there is none to suit.
fn any_or_none<T>(of: &[T], suits: impl Fn(&T) -> bool) -> bool {
    of.is_empty() || of.iter().any(suits)
}

impl DaySet {
    /// Says whether `day` is in the set.
    pub fn contains(&self, day: CivilDay) -> bool {
        self.weekdays
            .is_some_and(|weekdays| weekdays.contains(day.weekday()))
            || any_of(&self.ranges, day)
    }
}

impl Season {
    /// Says whether `day` is in the season, whatever its year. A season whose last day comes before its first in the
    /// calendar crosses the new year; 29 February as an end is the end of February in every year.
    pub fn contains(self, day: CivilDay) -> bool {
        let (_, month, of_month) = day.ymd();
        let day = (month, of_month);
        if self.from <= self.until {
            self.from <= day && day <= self.until
        } else {
            self.from <= day || day <= self.until
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::Nth;
    use crate::schedule::cron_line::CronLine;
    use crate::time::Weekday;

    fn day(text: &str) -> CivilDay {
        CivilDay::parse(text).expect(text)
    }

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).expect(text)
    }

    fn at(times: &[&str]) -> When {
        When::At(times.iter().map(|text| time(text)).collect())
    }

    #[test]
    fn both_ends_of_from_and_until_are_days_of_the_rule() {
        let rule = Rule {
            from: Some(day("2026-12-05")),
            until: Some(day("2026-12-07")),
            ..Rule::new(at(&["05:45"]))
        };
        for (text, fires) in [
            ("2026-12-04", false),
            ("2026-12-05", true),
            ("2026-12-07", true),
            ("2026-12-08", false),
        ] {
            assert_eq!(rule.fires_on(day(text)), fires, "{text}");
        }
    }

    #[test]
    fn an_exclusion_beats_a_date_that_is_named() {
        let named = day("2026-09-02");
        let mut rule = Rule {
            dates: vec![named],
            ..Rule::new(at(&["05:45", "17:00"]))
        };
        assert_eq!(rule.times_on(named), [time("05:45"), time("17:00")]);
        assert!(rule.times_on(named.plus(1)).is_empty());
        rule.except.ranges.push((named, named));
        assert!(rule.times_on(named).is_empty());
    }

    #[test]
    fn a_lunar_rule_is_unknown_outside_the_table_unless_something_else_keeps_it_from_the_day() {
        fn check(rule: &Rule, unknown: &[&str], known: &[&str]) {
            for text in unknown {
                assert!(
                    rule.is_unknown_on(day(text)) && !rule.fires_on(day(text)),
                    "{text}"
                );
            }
            for text in known {
                assert!(!rule.is_unknown_on(day(text)), "{text}");
            }
        }
        let lunar = |before_days| LunarRule::Days {
            days: vec![Nth::At(15)],
            month: None,
            before_days,
        };
        let mut rule = Rule {
            lunar: Some(lunar(0)),
            ..Rule::new(at(&["05:45"]))
        };
        check(
            &rule,
            &["2019-12-25", "2051-01-13", "2060-01-01"],
            &["2019-12-26", "2026-12-07", "2051-01-12"],
        );
        rule.lunar = Some(lunar(30));
        check(&rule, &["2050-12-14"], &["2050-12-13", "2019-12-25"]);
        rule.until = Some(day("2050-12-31"));
        check(&rule, &["2019-11-01"], &["2060-01-01"]);
        rule.when = When::Cron(CronLine::parse("0 0 5 * * T2").expect("a line"));
        check(&rule, &["2019-11-04"], &["2019-11-05"]);
        check(&Rule::new(at(&["05:45"])), &[], &["2060-01-01"]);
    }

    #[test]
    fn a_season_may_cross_the_new_year_and_end_in_a_leap_day() {
        fn check(from: (u32, u32), until: (u32, u32), inside: &[&str], outside: &[&str]) {
            let season = Season { from, until };
            for text in inside {
                assert!(season.contains(day(text)), "{season:?} {text}");
            }
            for text in outside {
                assert!(!season.contains(day(text)), "{season:?} {text}");
            }
        }
        check(
            (4, 1),
            (9, 30),
            &["2026-04-01", "2026-09-30"],
            &["2026-03-31", "2026-10-01"],
        );
        check(
            (10, 1),
            (3, 31),
            &["2026-10-01", "2026-12-31", "2027-01-01", "2027-03-31"],
            &["2026-09-30", "2027-04-01"],
        );
        check(
            (2, 1),
            (2, 29),
            &["2027-02-28", "2028-02-29"],
            &["2027-03-01", "2028-03-01"],
        );
        check(
            (2, 29),
            (2, 29),
            &["2028-02-29"],
            &["2027-02-28", "2027-03-01"],
        );
    }

    /// What the rule should do on a day, told by walking every second of it and asking each part of the rule in the
    /// words of the reference.
    fn naive(rule: &Rule, day: CivilDay, line: Option<&cron::Schedule>) -> Vec<TimeOfDay> {
        let (year, month, of_month) = day.ymd();
        let date = chrono::NaiveDate::from_ymd_opt(year, month, of_month).expect("a date");
        (0..86_400u32)
            .filter_map(|second| TimeOfDay::new(second / 3_600, second / 60 % 60, second % 60))
            .filter(|time| match (&rule.when, line) {
                (When::At(times), _) => times.iter().any(|other| other == time),
                (When::Cron(_), line) => {
                    let seconds = u32::try_from(time.ms() / 1_000).expect("a second of a day");
                    let clock = chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0);
                    line.expect("a line")
                        .includes(date.and_time(clock.expect("a time")).and_utc())
                }
            })
            .filter(|_| rule.from.is_none_or(|from| from.days() <= day.days()))
            .filter(|_| rule.until.is_none_or(|until| until.days() >= day.days()))
            .filter(|_| rule.days.contains(day.weekday()))
            .filter(|_| rule.dates.is_empty() || rule.dates.contains(&day))
            .filter(|_| {
                rule.season.is_none_or(|season| {
                    // Walk from the season's first day of this year and of the last to its end.
                    let code = |(month, day)| month * 100 + day;
                    let (from, until, now) = (
                        code(season.from),
                        code(season.until),
                        code((month, of_month)),
                    );
                    let mut codes: Vec<u32> = (101..=1231).collect();
                    codes.rotate_left((from - 101) as usize);
                    let end = codes
                        .iter()
                        .position(|&code| code == until)
                        .expect("an end");
                    codes[..=end].contains(&now)
                })
            })
            .filter(|_| {
                let by_weekday = rule
                    .except
                    .weekdays
                    .is_some_and(|set| set.contains(day.weekday()));
                let by_range = rule.except.ranges.iter().any(|(first, last)| {
                    (first.days()..=last.days()).any(|inside| inside == day.days())
                });
                !by_weekday && !by_range
            })
            .collect()
    }

    fn days_near() -> impl Strategy<Value = CivilDay> {
        // Around the leap day of 2028.
        (21_200i64..21_300).prop_map(CivilDay::from_days)
    }

    fn weekday_sets() -> impl Strategy<Value = WeekdaySet> {
        (0u8..128).prop_map(|bits| {
            let days = Weekday::ALL
                .into_iter()
                .filter(|&day| bits & 1 << day as u8 != 0);
            days.fold(WeekdaySet::NONE, WeekdaySet::with)
        })
    }

    fn seasons() -> impl Strategy<Value = Season> {
        let end = || (1u32..=12, 1u32..=31);
        (end(), end()).prop_map(|(from, until)| Season { from, until })
    }

    fn whens() -> impl Strategy<Value = When> {
        let times = proptest::collection::btree_set(0u32..86_400, 1..4).prop_map(|seconds| {
            let time = |second| TimeOfDay::new(second / 3_600, second / 60 % 60, second % 60);
            When::At(seconds.into_iter().filter_map(time).collect())
        });
        let lines = "(0|30) (0|5,45|10-12) (5|17|5,17) [*] (2|[*]) (Mon|Tue,Thu|Sat-Sun|[*])"
            .prop_map(|line| When::Cron(CronLine::parse(&line).expect("a line")));
        prop_oneof![times, lines]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn a_rule_fires_as_a_walk_through_every_second_says(
            when in whens(),
            days in weekday_sets(),
            dates in proptest::collection::btree_set(days_near(), 0..4),
            from in proptest::option::of(days_near()),
            until in proptest::option::of(days_near()),
            season in proptest::option::of(seasons()),
            except_days in proptest::option::of(weekday_sets()),
            ranges in proptest::collection::vec((days_near(), 0i64..9), 0..3),
            day in days_near(),
        ) {
            let ranges = ranges.into_iter().map(|(first, length)| (first, first.plus(length))).collect();
            // A date that is named is asked for half of the time, or it would hardly ever be hit.
            let day = dates.first().copied().filter(|_| day.days() % 2 == 0).unwrap_or(day);
            let rule = Rule {
                days,
                dates: dates.into_iter().collect(),
                from,
                until,
                season,
                except: DaySet { weekdays: except_days, ranges },
                ..Rule::new(when)
            };
            let line = match &rule.when {
                When::Cron(line) => Some(line.as_str().replace("Sat-Sun", "Sat,Sun").parse().expect("a line")),
                When::At(_) => None,
            };
            prop_assert_eq!(rule.times_on(day), naive(&rule, day, line.as_ref()));
        }
    }
}
