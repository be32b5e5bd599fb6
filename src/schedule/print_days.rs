//! The days of a rule as TOML values: months, weeks, the lunar calendar and sets of days, as `parse_days` reads them.
//! The rest of a rule is `print`'s.

use toml_edit::{Array, Value};

use super::print::{date, day_words, inline};
use super::{DaySet, EveryWeeks, LunarRule, Nth, Rule, WeekdayOfMonth};
use crate::time::CivilDay;

/// The keys that limit a rule's days beyond weekday, season and span, each with its value where the rule has it.
pub(super) fn days(rule: &Rule) -> [(&'static str, Option<Value>); 6] {
    let Rule {
        dates,
        date_ranges,
        weekdays_of_month,
        days_of_month,
        every,
        lunar,
        on,
        ..
    } = rule;
    let named = dates.iter().map(|&day| date(day));
    let ranges = date_ranges.iter().copied().map(range);
    [
        ("dates", some(named.chain(ranges))),
        (
            "weekday_of_month",
            some(weekdays_of_month.iter().map(nth_weekday)),
        ),
        (
            "days_of_month",
            some(days_of_month.iter().copied().map(nth)),
        ),
        ("every", every.map(every_weeks)),
        ("lunar", lunar.as_ref().map(lunar_rule)),
        ("on", on.as_ref().map(day_set)),
    ]
}

fn some(values: impl Iterator<Item = Value>) -> Option<Value> {
    let values: Array = values.collect();
    (!values.is_empty()).then(|| values.into())
}

fn range((first, last): (CivilDay, CivilDay)) -> Value {
    format!("{first}..{last}").into()
}

fn nth(nth: Nth) -> Value {
    match nth {
        Nth::At(day) => i64::from(day).into(),
        Nth::Last => "cuối".into(),
    }
}

fn nth_weekday(one: &WeekdayOfMonth) -> Value {
    let weekday = one.weekday.vi();
    match one.nth {
        Nth::At(nth) => format!("{nth} {weekday}").into(),
        Nth::Last => format!("cuối {weekday}").into(),
    }
}

fn every_weeks(every: EveryWeeks) -> Value {
    let weeks = i64::from(every.weeks).into();
    inline([("weeks", weeks), ("from", date(every.from))])
}

fn lunar_rule(lunar: &LunarRule) -> Value {
    match lunar {
        LunarRule::Days {
            days,
            month,
            before_days,
        } => {
            let days = match days.as_slice() {
                [day] => nth(*day),
                days => days.iter().copied().map(nth).collect::<Array>().into(),
            };
            let month = month.map(|month| ("month", i64::from(month).into()));
            let before = (*before_days > 0).then(|| ("before", (*before_days).into()));
            inline([("day", days)].into_iter().chain(month).chain(before))
        }
        LunarRule::Window { from, until } => {
            let end = |(month, day): (u32, u32)| Value::from(format!("{day}/{month}"));
            inline([("from", end(*from)), ("until", end(*until))])
        }
    }
}

/// The days of a set: the name that it had in the file is not known any more.
fn day_set(set: &DaySet) -> Value {
    day_words(set).into_iter().collect::<Array>().into()
}
