//! The parts of a rule that choose days by the month, by weeks and by the lunar calendar, and how closely a rule is
//! bound to its day. Reading them is `parse_days`'; a whole rule is asked in `recurrence`.

use serde::{Deserialize, Serialize};

use super::lunar::LunarDay;
use crate::time::{CivilDay, Weekday};

/// A place in a month: counted from its beginning, or the last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Nth {
    /// Counted from 1. A month that is too short has none, and nothing is shifted.
    At(u32),
    /// The last.
    Last,
}

/// A weekday of each month: the first Monday, the last Sunday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WeekdayOfMonth {
    /// Which one of the month, 1–5 or the last.
    pub nth: Nth,
    /// The weekday.
    pub weekday: Weekday,
}

/// Every so many weeks, which run from Monday to Sunday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct EveryWeeks {
    /// The distance, 1–52: 2 is every second week.
    pub weeks: u32,
    /// The first day; its week is the first that counts.
    pub from: CivilDay,
}

/// Days by the lunar calendar. On a day whose lunar day is not known, no such rule fires.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LunarRule {
    /// Days of the month, 1–30 or the last.
    Days {
        /// Which days; at least one.
        days: Vec<Nth>,
        /// The month, 1–12, of each year, and never a leap month; without it every month, leap months too.
        month: Option<u32>,
        /// How many days before them the rule fires: 0 is on the days themselves.
        before_days: i64,
    },
    /// Every day of a stretch of each lunar year, both ends included. The ends are month and day, and never lie in a
    /// leap month, but one that comes between them belongs to it. It may cross the lunar new year.
    Window {
        /// Month and day of the first day.
        from: (u32, u32),
        /// Month and day of the last day.
        until: (u32, u32),
    },
}

/// How closely a rule is bound to a day on which it fires, the least first.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum Specificity {
    /// It fires on every day.
    #[default]
    Default,
    /// By weekday, day of the month, or every so many weeks.
    Weekday,
    /// By the lunar calendar.
    Lunar,
    /// By a range of dates, or a set of days that is named in the calendar.
    Range,
    /// By this very date.
    Date,
}

impl WeekdayOfMonth {
    /// Says whether `day` is this weekday of its month.
    pub fn contains(self, day: CivilDay) -> bool {
        let (_, month, of_month) = day.ymd();
        day.weekday() == self.weekday
            && match self.nth {
                Nth::At(nth) => of_month.div_ceil(7) == nth,
                Nth::Last => day.plus(7).ymd().1 != month,
            }
    }
}

impl Nth {
    /// Says whether `day` is this day of its month.
    pub fn is_day_of_month(self, day: CivilDay) -> bool {
        match self {
            Self::At(nth) => day.ymd().2 == nth,
            Self::Last => day.plus(1).ymd().2 == 1,
        }
    }

    fn is_day_of_lunar_month(self, day: LunarDay) -> bool {
        match self {
            Self::At(nth) => day.day == nth,
            Self::Last => day.is_last_of_month(),
        }
    }
}

/// A Monday, in days since 1970-01-01.
const A_MONDAY_DAYS: i64 = 4;

impl EveryWeeks {
    /// Says whether `day` lies in one of the weeks, and not before the first day.
    pub fn contains(self, day: CivilDay) -> bool {
        let week = |day: CivilDay| (day.days() - A_MONDAY_DAYS).div_euclid(7);
        self.from <= day && (week(day) - week(self.from)) % i64::from(self.weeks) == 0
    }
}

impl LunarRule {
    /// Says whether the lunar calendar is known as far as the rule asks of it on `day`.
    pub fn is_known_on(&self, day: CivilDay) -> bool {
        let asked = match self {
            Self::Days { before_days, .. } => day.plus(*before_days),
            Self::Window { .. } => day,
        };
        LunarDay::of(asked).is_ok()
    }

    /// Says whether the lunar calendar lets the rule fire on `day`; never where it is not known.
    pub fn contains(&self, day: CivilDay) -> bool {
        match self {
            Self::Days {
                days,
                month,
                before_days,
            } => LunarDay::of(day.plus(*before_days)).is_ok_and(|lunar| {
                month.is_none_or(|month| lunar.month == month && !lunar.leap)
                    && days.iter().any(|nth| nth.is_day_of_lunar_month(lunar))
            }),
            Self::Window { from, until } => LunarDay::of(day).is_ok_and(|lunar| {
                let end = |(month, day)| (month, false, day);
                let (from, until) = (end(*from), end(*until));
                let now = (lunar.month, lunar.leap, lunar.day);
                if from <= until {
                    from <= now && now <= until
                } else {
                    from <= now || now <= until
                }
            }),
        }
    }
}
