//! Tests of the rules of days against a naive model that walks from day to day over the years 2020 to 2050, with a
//! counter for every calendar and no arithmetic.

use proptest::prelude::*;

use super::lunar_table::MONTHS;
use super::{DaySet, EveryWeeks, LunarRule, Nth, Rule, Specificity, WeekdayOfMonth, WeekdaySet};
use crate::time::{CivilDay, TimeOfDay, Weekday};

/// One day as the walk sees it.
#[derive(Clone, Copy, Debug)]
struct Walked {
    day: CivilDay,
    year: u32,
    month: u32,
    of_month: u32,
    month_length: u32,
    /// Monday is 0.
    weekday: usize,
    /// Mondays since the walk began.
    week: u32,
    lunar_month: u32,
    lunar_leap: bool,
    lunar_day: u32,
    lunar_length: u32,
}

fn length_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Walks from 1 January 2020, a Wednesday and day 7 of month 12, to the end of the lunar month that 2050 ends in.
fn walk() -> Vec<Walked> {
    let first = CivilDay::parse("2020-01-01").expect("a date");
    let mut months = MONTHS.iter();
    let mut lunar = months.next().expect("a month");
    let mut walked = Vec::new();
    let mut now = Walked {
        day: first,
        year: 2020,
        month: 1,
        of_month: 1,
        month_length: 31,
        weekday: 2,
        week: 0,
        lunar_month: lunar.month,
        lunar_leap: lunar.leap,
        lunar_day: 7,
        lunar_length: lunar.days,
    };
    loop {
        walked.push(now);
        now.day = now.day.plus(1);
        now.weekday = (now.weekday + 1) % 7;
        now.week += u32::from(now.weekday == 0);
        if now.of_month == now.month_length {
            now.of_month = 1;
            (now.year, now.month) = match now.month {
                12 => (now.year + 1, 1),
                month => (now.year, month + 1),
            };
            now.month_length = length_of(now.year, now.month);
        } else {
            now.of_month += 1;
        }
        if now.lunar_day == now.lunar_length {
            let Some(next) = months.next() else {
                return walked;
            };
            lunar = next;
            now.lunar_day = 1;
            now.lunar_month = lunar.month;
            now.lunar_leap = lunar.leap;
            now.lunar_length = lunar.days;
        } else {
            now.lunar_day += 1;
        }
    }
}

/// Says for each day of the walk whether the rule should fire, in the words of the reference.
fn naive(rule: &Rule, walked: &[Walked]) -> Vec<bool> {
    let window = rule.lunar.as_ref().map(|lunar| naive_lunar(lunar, walked));
    let start_week = rule.every.map(|every| {
        let start = walked.iter().find(|now| now.day == every.from);
        start.expect("an anchor in the walk").week
    });
    let fires = |(at, now): (usize, &Walked)| {
        let in_ranges = |ranges: &[(CivilDay, CivilDay)]| {
            let days = |&(first, last): &(CivilDay, CivilDay)| first.days()..=last.days();
            ranges
                .iter()
                .any(|range| days(range).any(|day| day == now.day.days()))
        };
        let in_set = |set: &DaySet| {
            let weekday = Weekday::ALL[now.weekday];
            in_ranges(&set.ranges) || set.weekdays.is_some_and(|days| days.contains(weekday))
        };
        let has_dates = !rule.dates.is_empty() || !rule.date_ranges.is_empty();
        let nth = |nth: &Nth| match nth {
            Nth::At(count) => *count == now.of_month,
            Nth::Last => now.of_month == now.month_length,
        };
        // The weekdays of the month up to today, and those that are still to come in it.
        let month = |other: &&Walked| (other.year, other.month) == (now.year, now.month);
        let same = |other: &&Walked| other.weekday == now.weekday;
        let so_far = walked[..=at].iter().rev().take_while(month).filter(same);
        let to_come = walked[at + 1..].iter().take_while(month).filter(same);
        let nth_weekday = |one: &WeekdayOfMonth| {
            one.weekday == Weekday::ALL[now.weekday]
                && match one.nth {
                    Nth::At(count) => so_far.clone().count() == count as usize,
                    Nth::Last => to_come.clone().count() == 0,
                }
        };
        rule.days.contains(Weekday::ALL[now.weekday])
            && (!has_dates || rule.dates.contains(&now.day) || in_ranges(&rule.date_ranges))
            && (rule.days_of_month.is_empty() || rule.days_of_month.iter().any(nth))
            && (rule.weekdays_of_month.is_empty() || rule.weekdays_of_month.iter().any(nth_weekday))
            && rule.every.zip(start_week).is_none_or(|(every, start)| {
                now.day >= every.from
                    && (start..)
                        .step_by(every.weeks as usize)
                        .take(2_000)
                        .any(|week| week == now.week)
            })
            && window.as_ref().is_none_or(|window| window[at])
            && rule.on.as_ref().is_none_or(in_set)
            && rule.from.is_none_or(|from| from <= now.day)
            && rule.until.is_none_or(|until| now.day <= until)
            && !in_set(&rule.except)
    };
    walked.iter().enumerate().map(fires).collect()
}

fn naive_lunar(lunar: &LunarRule, walked: &[Walked]) -> Vec<bool> {
    match lunar {
        LunarRule::Days {
            days,
            month,
            before_days,
        } => {
            let is_day = |now: &Walked| {
                let is_nth = |nth: &Nth| match nth {
                    Nth::At(count) => *count == now.lunar_day,
                    Nth::Last => now.lunar_day == now.lunar_length,
                };
                let is_month =
                    month.is_none_or(|month| month == now.lunar_month && !now.lunar_leap);
                is_month && days.iter().any(is_nth)
            };
            let ahead = usize::try_from(*before_days).expect("a small number");
            (0..walked.len())
                .map(|at| walked.get(at + ahead).is_some_and(is_day))
                .collect()
        }
        LunarRule::Window { from, until } => {
            // Switched on by its first day, off by its last; a month too short for an end goes on to the next.
            let reached = |now: &Walked, (month, day): (u32, u32)| {
                now.lunar_month == month && !now.lunar_leap && now.lunar_day >= day
            };
            let after = |now: &Walked, (month, day): (u32, u32)| {
                (now.lunar_month, now.lunar_leap, now.lunar_day) > (month, false, day)
            };
            let crosses = from > until;
            let mut is_on = crosses;
            let mut year_before = 12;
            walked
                .iter()
                .map(|now| {
                    if now.lunar_month < year_before {
                        is_on = crosses;
                    }
                    year_before = now.lunar_month;
                    if crosses {
                        if after(now, *until) {
                            is_on = false;
                        }
                        if reached(now, *from) || after(now, *from) {
                            is_on = true;
                        }
                    } else {
                        if reached(now, *from) || after(now, *from) {
                            is_on = true;
                        }
                        if after(now, *until) {
                            is_on = false;
                        }
                    }
                    is_on
                })
                .collect()
        }
    }
}

fn some_day() -> impl Strategy<Value = CivilDay> {
    // 2020-01-01 to 2050-12-31.
    (18_262i64..29_585).prop_map(CivilDay::from_days)
}

fn some_nth(most: u32) -> impl Strategy<Value = Nth> {
    prop_oneof![
        4 => (1..=most).prop_map(Nth::At),
        2 => (most - 2..=most).prop_map(Nth::At),
        1 => Just(Nth::Last),
    ]
}

fn some_lunar() -> impl Strategy<Value = LunarRule> {
    let days = proptest::collection::vec(some_nth(30), 1..3);
    let month = proptest::option::of(1u32..=12);
    let end = || (1u32..=12, 1u32..=30);
    prop_oneof![
        (days, month, 0i64..=30).prop_map(|(days, month, before_days)| LunarRule::Days {
            days,
            month,
            before_days
        }),
        (end(), end()).prop_map(|(from, until)| LunarRule::Window { from, until }),
    ]
}

fn some_set() -> impl Strategy<Value = DaySet> {
    let ranges = proptest::collection::vec((some_day(), 0i64..400), 0..3);
    (proptest::option::of(0usize..7), ranges).prop_map(|(weekday, ranges)| DaySet {
        weekdays: weekday.map(|at| WeekdaySet::NONE.with(Weekday::ALL[at])),
        ranges: ranges
            .into_iter()
            .map(|(first, more)| (first, first.plus(more)))
            .collect(),
    })
}

prop_compose! {
    fn some_rule()(
        weekdays in prop_oneof![3 => Just(127u8), 1 => 1u8..128],
        dates in proptest::collection::btree_set(some_day(), 0..3),
        ranges in proptest::collection::vec((some_day(), 1i64..366), 0..2),
        has_dates in prop::bool::weighted(0.2),
        of_month in proptest::collection::vec(some_nth(31), 0..2),
        nth_weekday in proptest::option::weighted(0.3, (some_nth(5), 0usize..7)),
        every in proptest::option::weighted(0.3, (1u32..=52, some_day())),
        lunar in proptest::option::of(some_lunar()),
        on in proptest::option::weighted(0.2, some_set()),
        ends in (proptest::option::weighted(0.2, some_day()), proptest::option::weighted(0.2, some_day())),
        except in some_set(),
    ) -> Rule {
        let weekdays = Weekday::ALL.into_iter().filter(|&day| weekdays & 1 << day as u8 != 0);
        let ranges = ranges.into_iter().map(|(first, more)| (first, first.plus(more)));
        Rule {
            days: weekdays.fold(WeekdaySet::NONE, WeekdaySet::with),
            dates: dates.into_iter().filter(|_| has_dates).collect(),
            date_ranges: ranges.filter(|_| has_dates).collect(),
            weekdays_of_month: nth_weekday
                .map(|(nth, at)| WeekdayOfMonth { nth, weekday: Weekday::ALL[at] })
                .into_iter()
                .collect(),
            days_of_month: of_month,
            every: every.map(|(weeks, from)| EveryWeeks { weeks, from }),
            lunar,
            on,
            from: ends.0,
            until: ends.1,
            except,
            ..Rule::at(vec![TimeOfDay::MIDNIGHT])
        }
    }
}

/// Checks a rule on every day of the 31 years.
///
/// The walk goes on into January 2051 for the sake of rules that look ahead, and breaks off inside that month: which
/// Monday is its last, the walk does not know.
fn check(rule: &Rule, walked: &[Walked]) {
    let within = |(now, _): &(&Walked, bool)| now.year <= 2050;
    for (now, expected) in walked.iter().zip(naive(rule, walked)).take_while(within) {
        assert_eq!(rule.fires_on(now.day), expected, "{now:?}\n{rule:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_rule_fires_as_a_walk_from_2020_to_2050_says(rule in some_rule()) {
        check(&rule, &walk());
    }

    #[test]
    fn each_kind_of_day_alone_fires_as_the_walk_says(rule in some_rule(), kind in 0..5) {
        let alone = Rule::at(vec![TimeOfDay::MIDNIGHT]);
        let alone = match kind {
            0 => Rule { days_of_month: rule.days_of_month, ..alone },
            1 => Rule { weekdays_of_month: rule.weekdays_of_month, ..alone },
            2 => Rule { every: rule.every, ..alone },
            3 => Rule { on: rule.on, ..alone },
            _ => Rule { lunar: rule.lunar, ..alone },
        };
        check(&alone, &walk());
    }

    #[test]
    fn a_rule_bound_to_a_day_by_one_more_key_is_never_less_specific(
        rule in some_rule(),
        day in some_day(),
    ) {
        let before = rule.specificity_on(day);
        let mut more = rule.clone();
        more.lunar = Some(LunarRule::Days { days: vec![Nth::At(1)], month: None, before_days: 0 });
        prop_assert!(more.specificity_on(day) >= before);
        more.dates = vec![day];
        prop_assert_eq!(more.specificity_on(day), Specificity::Date);
    }
}

#[test]
fn the_days_that_people_name_are_these() {
    let walked = walk();
    let check = |rule: Rule, year: u32, expected: &str| {
        let of_year = walked.iter().filter(|now| now.year == year);
        let found: Vec<String> = of_year
            .filter(|now| rule.fires_on(now.day))
            .map(|now| now.day.to_string()[5..].to_owned())
            .collect();
        assert_eq!(found.join(" "), expected, "{year} {rule:?}");
    };
    let at = || Rule::at(vec![TimeOfDay::MIDNIGHT]);
    let lunar = |days: &[Nth], month, before_days| Rule {
        lunar: Some(LunarRule::Days {
            days: days.to_vec(),
            month,
            before_days,
        }),
        ..at()
    };
    let window = |from, until| Rule {
        lunar: Some(LunarRule::Window { from, until }),
        ..at()
    };
    // The eve of Tết: 29 Chạp until lunar year 2031, 30 Chạp from 2032 on.
    check(lunar(&[Nth::Last], Some(12), 0), 2027, "02-05");
    check(lunar(&[Nth::Last], Some(12), 0), 2033, "01-30");
    check(lunar(&[Nth::At(30)], Some(12), 0), 2027, "");
    check(lunar(&[Nth::At(30)], Some(12), 0), 2033, "01-30");
    // Day 15 of the leap sixth month too, but only one day 15 of month 6.
    check(
        lunar(&[Nth::At(15)], None, 0),
        2025,
        "01-14 02-12 03-14 04-12 05-12 06-10 07-09 08-08 09-06 10-06 11-04 12-04",
    );
    check(lunar(&[Nth::At(15)], Some(6), 0), 2025, "07-09");
    check(lunar(&[Nth::At(10)], Some(3), 0), 2026, "04-26");
    check(lunar(&[Nth::At(15)], Some(1), 1), 2026, "03-02");
    check(
        window((12, 23), (1, 5)),
        2026,
        "02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17 02-18 02-19 02-20 02-21",
    );
    let monthly = |nth| Rule {
        days_of_month: vec![nth],
        ..at()
    };
    check(
        monthly(Nth::At(31)),
        2026,
        "01-31 03-31 05-31 07-31 08-31 10-31 12-31",
    );
    check(
        monthly(Nth::Last),
        2028,
        "01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
    );
    let weekday = |nth, weekday| Rule {
        weekdays_of_month: vec![WeekdayOfMonth { nth, weekday }],
        ..at()
    };
    check(
        weekday(Nth::At(5), Weekday::Mon),
        2026,
        "03-30 06-29 08-31 11-30",
    );
    check(
        weekday(Nth::Last, Weekday::Sun),
        2026,
        "01-25 02-22 03-29 04-26 05-31 06-28 07-26 08-30 09-27 10-25 11-29 12-27",
    );
}
