//! Why a rule fires on a day or does not: its conditions one by one, each held against the day. Wording them is the
//! caller's; that they agree with `recurrence` is held by a test.

use super::cron_line::CronLine;
use super::{DaySet, EveryWeeks, LunarRule, Nth, Rule, Season, WeekdayOfMonth, WeekdaySet, When};
use crate::time::CivilDay;

/// One condition of a rule, as far as it limits the days.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Condition<'r> {
    /// Only on these weekdays.
    Weekdays(WeekdaySet),
    /// Only on these dates, and in these ranges of them; sorted, never both empty.
    Dates(&'r [CivilDay], &'r [(CivilDay, CivilDay)]),
    /// Only on these weekdays of a month; never empty.
    WeekdaysOfMonth(&'r [WeekdayOfMonth]),
    /// Only on these days of a month; never empty.
    DaysOfMonth(&'r [Nth]),
    /// Only in every so manyth week.
    Every(EveryWeeks),
    /// Only on these lunar days.
    Lunar(&'r LunarRule),
    /// Only on the days of these sets.
    On(&'r DaySet),
    /// Not before this day.
    From(CivilDay),
    /// Not after this day.
    Until(CivilDay),
    /// Only in this part of the year.
    Season(Season),
    /// Never on these days.
    Except(&'r DaySet),
    /// Only on the days of this cron line.
    Cron(&'r CronLine),
}

/// A condition with its answer for one day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Judged<'r> {
    /// The condition.
    pub condition: Condition<'r>,
    /// Whether the day meets it.
    pub holds: bool,
}

impl Rule {
    /// Returns every condition that the rule sets to the day, in the order of the reference, and whether `day` meets
    /// it. The rule fires on `day` exactly when all are met; one that sets none fires on every day.
    pub fn judged_on(&self, day: CivilDay) -> Vec<Judged<'_>> {
        // Taken apart without a rest, so that a new field does not compile before it is explained.
        let Self {
            when,
            days,
            dates,
            date_ranges,
            weekdays_of_month,
            days_of_month,
            every,
            lunar,
            on,
            from,
            until,
            season,
            except,
            start: _,
            late: _,
            resume: _,
            outside_hours: _,
        } = self;
        let mut judged = Vec::new();
        let mut judge = |condition, holds| judged.push(Judged { condition, holds });
        if *days != WeekdaySet::EVERY_DAY {
            judge(Condition::Weekdays(*days), days.contains(day.weekday()));
        }
        if !(dates.is_empty() && date_ranges.is_empty()) {
            judge(Condition::Dates(dates, date_ranges), self.dates_let(day));
        }
        if !weekdays_of_month.is_empty() {
            let holds = weekdays_of_month.iter().any(|one| one.contains(day));
            judge(Condition::WeekdaysOfMonth(weekdays_of_month), holds);
        }
        if !days_of_month.is_empty() {
            let holds = days_of_month.iter().any(|nth| nth.is_day_of_month(day));
            judge(Condition::DaysOfMonth(days_of_month), holds);
        }
        if let Some(every) = *every {
            judge(Condition::Every(every), every.contains(day));
        }
        if let Some(lunar) = lunar {
            judge(Condition::Lunar(lunar), lunar.contains(day));
        }
        if let Some(on) = on {
            judge(Condition::On(on), on.contains(day));
        }
        if let Some(from) = *from {
            judge(Condition::From(from), from <= day);
        }
        if let Some(until) = *until {
            judge(Condition::Until(until), day <= until);
        }
        if let Some(season) = *season {
            judge(Condition::Season(season), season.contains(day));
        }
        if *except != DaySet::default() {
            judge(Condition::Except(except), !except.contains(day));
        }
        match when {
            When::At(_) => {}
            When::Cron(line) => judge(Condition::Cron(line), !line.times_on(day).is_empty()),
        }
        judged
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::{TimeOfDay, Weekday};

    fn day(text: &str) -> CivilDay {
        CivilDay::parse(text).expect(text)
    }

    fn a_rule() -> Rule {
        Rule::at(vec![TimeOfDay::MIDNIGHT])
    }

    /// The conditions that a day does not meet, by name, after the number of all.
    fn check(rule: &Rule, on: &str, expected: &str) {
        let judged = rule.judged_on(day(on));
        let name = |judged: &Judged<'_>| match judged.condition {
            Condition::Weekdays(_) => " weekdays",
            Condition::Dates(..) => " dates",
            Condition::WeekdaysOfMonth(_) => " weekday_of_month",
            Condition::DaysOfMonth(_) => " days_of_month",
            Condition::Every(_) => " every",
            Condition::Lunar(_) => " lunar",
            Condition::On(_) => " on",
            Condition::From(_) => " from",
            Condition::Until(_) => " until",
            Condition::Season(_) => " season",
            Condition::Except(_) => " except",
            Condition::Cron(_) => " cron",
        };
        let broken = judged.iter().filter(|judged| !judged.holds).map(name);
        let text = format!("{}:{}", judged.len(), broken.collect::<String>());
        assert_eq!(text, expected, "{on}");
    }

    #[test]
    fn each_condition_is_told_with_its_own_answer() {
        check(&a_rule(), "2026-12-07", "0:");
        let holiday = (day("2026-12-09"), day("2026-12-10"));
        let rule = Rule {
            days: WeekdaySet::NONE.with(Weekday::Mon).with(Weekday::Wed),
            from: Some(day("2026-12-07")),
            until: Some(day("2026-12-31")),
            season: Some(Season {
                from: (12, 1),
                until: (12, 20),
            }),
            except: DaySet {
                weekdays: None,
                ranges: vec![holiday],
            },
            ..a_rule()
        };
        check(&rule, "2026-12-07", "5:");
        check(&rule, "2026-12-02", "5: from");
        check(&rule, "2026-12-09", "5: except");
        check(&rule, "2026-12-10", "5: weekdays except");
        check(&rule, "2026-12-21", "5: season");
        check(&rule, "2027-01-05", "5: weekdays until season");
        let one_day = Rule {
            from: Some(day("2026-12-07")),
            until: Some(day("2026-12-07")),
            ..a_rule()
        };
        check(&one_day, "2026-12-06", "2: from");
        check(&one_day, "2026-12-07", "2:");
        check(&one_day, "2026-12-08", "2: until");
        let rule = Rule {
            dates: vec![day("2026-12-08")],
            when: When::Cron(CronLine::parse("0 0 5 * * Mon").expect("a line")),
            ..a_rule()
        };
        check(&rule, "2026-12-07", "2: dates");
        check(&rule, "2026-12-08", "2: cron");
    }

    #[test]
    fn months_weeks_lunar_days_and_sets_are_told_too() {
        let rule = Rule {
            date_ranges: vec![(day("2026-12-01"), day("2026-12-23"))],
            weekdays_of_month: vec![WeekdayOfMonth {
                nth: Nth::At(4),
                weekday: Weekday::Wed,
            }],
            days_of_month: vec![Nth::At(23), Nth::Last],
            every: Some(EveryWeeks {
                weeks: 2,
                from: day("2026-12-07"),
            }),
            lunar: Some(LunarRule::Days {
                days: vec![Nth::At(15)],
                month: None,
                before_days: 0,
            }),
            on: Some(DaySet {
                weekdays: Some(WeekdaySet::NONE.with(Weekday::Wed)),
                ranges: Vec::new(),
            }),
            ..a_rule()
        };
        // The 23rd of December 2026 is the fourth Wednesday, two weeks on, and the fifteenth of the eleventh month.
        check(&rule, "2026-12-23", "6:");
        check(
            &rule,
            "2026-12-30",
            "6: dates weekday_of_month days_of_month every lunar",
        );
        check(
            &rule,
            "2026-12-31",
            "6: dates weekday_of_month every lunar on",
        );
    }

    proptest! {
        #[test]
        fn a_rule_fires_exactly_when_all_its_conditions_are_met(
            weekdays in 0u8..128,
            dates in proptest::collection::btree_set(0i64..20, 0..3),
            ends in proptest::option::of((0i64..20, 0i64..20)),
            season in proptest::option::of(((1u32..=12, 1u32..=31), (1u32..=12, 1u32..=31))),
            except in proptest::option::of((0i64..20, 0i64..5)),
            is_cron in any::<bool>(),
            on in 0i64..20,
        ) {
            let start = day("2026-12-25");
            let days = Weekday::ALL.into_iter().filter(|&day| weekdays & 1 << day as u8 != 0);
            let rule = Rule {
                days: days.fold(WeekdaySet::NONE, WeekdaySet::with),
                dates: dates.into_iter().map(|days| start.plus(days)).collect(),
                from: ends.map(|(from, _)| start.plus(from)),
                until: ends.map(|(_, until)| start.plus(until)),
                season: season.map(|(from, until)| Season { from, until }),
                except: DaySet {
                    weekdays: None,
                    ranges: except.iter().map(|&(first, more)| (start.plus(first), start.plus(first + more))).collect(),
                },
                when: if is_cron {
                    When::Cron(CronLine::parse("0 0 5 1-28 * T2-T5").expect("a line"))
                } else {
                    a_rule().when
                },
                ..a_rule()
            };
            let on = start.plus(on);
            let met = rule.judged_on(on).iter().all(|judged| judged.holds);
            prop_assert_eq!(met, rule.fires_on(on));
        }
    }
}
