//! A part of a rule that stands by itself, as the cell of a sheet: keys and values as in a programme file, read by the
//! same reader. A whole rule is `parse_rule`'s; keys in the text of a file are `print_keys`'.

use super::context::ScheduleContext;
use super::diagnostic::Diagnostic;
use super::parse_days::{self, Days};
use super::reader::Document;
use super::{DaySet, Rule, WeekdaySet, When};

/// The keys that a part may have, in the order in which they are written.
pub const KEYS: [&str; 8] = [
    "dates",
    "weekday_of_month",
    "days_of_month",
    "every",
    "lunar",
    "on",
    "except",
    "outside_hours",
];

/// Some keys of a rule. The default is none: a rule that it is put into loses what it had of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RulePart {
    text: String,
    keys: Vec<&'static str>,
    days: Days,
    outside_hours: Option<String>,
}

/// Reads a part of a rule. `elsewhere` has further keys that are known; what to make of them is the caller's, who asks
/// [`RulePart::has`]. `file` names the text in `problems`, to which every problem is added; `None` where one is an
/// error.
pub fn parse(
    file: &str,
    text: &str,
    elsewhere: &[&'static str],
    context: &ScheduleContext,
    problems: &mut Vec<Diagnostic>,
) -> Option<RulePart> {
    let document = Document::parse(file, text, problems);
    let table = document.root();
    let days = parse_days::read(&table, context);
    let outside_hours = table.string("outside_hours");
    let known = KEYS.into_iter().chain(elsewhere.iter().copied());
    let keys = known.filter(|key| table.has(key)).collect();
    table.unknown_keys_reported();
    if !document.finish() {
        return None;
    }
    Some(RulePart {
        text: text.to_owned(),
        keys,
        days: days?,
        outside_hours,
    })
}

impl RulePart {
    /// Returns the keys and values, as they were written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says whether it has a key.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// Says whether it has a key that chooses days.
    pub fn chooses_days(&self) -> bool {
        let others = ["except", "outside_hours"];
        let mut days = KEYS.iter().filter(|key| !others.contains(key));
        days.any(|key| self.has(key))
    }

    /// Returns the days that it leaves out.
    pub fn except(&self) -> &DaySet {
        &self.days.except
    }

    /// Returns the weekday that `every` stands for in a rule that names none.
    pub fn weekdays_of_every(&self, when: &When) -> Option<WeekdaySet> {
        self.days.weekdays_of_every(when)
    }

    /// Makes a rule say of its keys what the part says: of those that the part does not have, nothing. Single dates
    /// and exceptions, which can be said elsewhere too, stay where the part has none.
    pub fn put_into(&self, rule: &mut Rule) {
        if self.has("dates") {
            rule.dates.clone_from(&self.days.dates);
        }
        if self.has("except") {
            rule.except.clone_from(&self.days.except);
        }
        self.days.put_kinds_into(rule);
        rule.outside_hours.clone_from(&self.outside_hours);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::schedule::{LunarRule, Nth};
    use crate::time::{CivilDay, TimeOfDay};

    fn read(text: &str) -> Result<RulePart, Vec<&'static str>> {
        let context = ScheduleContext {
            zones: BTreeSet::new(),
            columns: BTreeSet::new(),
            day_sets: BTreeMap::from([("ngay-le".to_owned(), DaySet::default())]),
            today: CivilDay::parse("2026-11-24").unwrap(),
        };
        let mut problems = Vec::new();
        let read = parse("lich.xlsx", text, &["at"], &context, &mut problems);
        read.ok_or_else(|| problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn a_part_is_read_as_in_a_file_and_refused_as_there() {
        let part = read("lunar = { day = [1, 15], before = 1 }\non = \"ngay-le\"").unwrap();
        assert!(part.has("lunar") && part.has("on") && !part.has("every"));
        let part = read("at = 1").unwrap();
        assert!(part.has("at") && !part.chooses_days());
        for (text, expected) in [
            ("lunar = { day = 32 }", "value-out-of-range"),
            ("lunar = { day = 1, from = \"1/1\" }", "lunar-not-one"),
            ("on = [\"le\"]", "day-set-unknown"),
            ("luna = { day = 1 }", "unknown-key"),
            ("lunar = { day = 1", "bracket-missing"),
            ("rằm hằng tháng", "key-invalid"),
        ] {
            assert_eq!(read(text), Err(vec![expected]), "{text}");
        }
    }

    #[test]
    fn a_part_replaces_all_its_keys_and_nothing_else() {
        let mut rule = Rule::at(vec![TimeOfDay::from_ms(0).unwrap()]);
        rule.dates = vec![CivilDay::parse("2026-12-05").unwrap()];
        rule.days_of_month = vec![Nth::Last];
        rule.outside_hours = Some("lễ hội".to_owned());
        let before = rule.clone();
        read("lunar = { day = 15 }").unwrap().put_into(&mut rule);
        let lunar = LunarRule::Days {
            days: vec![Nth::At(15)],
            month: None,
            before_days: 0,
        };
        let expected = Rule {
            lunar: Some(lunar),
            days_of_month: Vec::new(),
            outside_hours: None,
            ..before
        };
        assert_eq!(rule, expected);
    }

    #[test]
    fn every_second_week_without_a_weekday_is_that_of_its_first_day() {
        let part = read("every = { weeks = 2, from = 2026-12-08 }").unwrap();
        let rule = Rule::at(vec![TimeOfDay::from_ms(0).unwrap()]);
        let tuesday = WeekdaySet::NONE.with(crate::time::Weekday::Tue);
        assert_eq!(part.weekdays_of_every(&rule.when), Some(tuesday));
    }
}
