//! Sets of days, as values. Reading them is `day_words`'.

use crate::time::{CivilDay, Weekday};

/// A set of weekdays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct WeekdaySet(u8);

impl WeekdaySet {
    /// Every day of the week.
    pub const EVERY_DAY: Self = Self(0b111_1111);
    /// No day.
    pub const NONE: Self = Self(0);

    /// Returns this set with `day` in it.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day as u8)
    }

    /// Says whether `day` is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day as u8 != 0
    }

    /// Says whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A set of days, as exceptions name them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DaySet {
    /// Whole weekdays.
    pub weekdays: Option<WeekdaySet>,
    /// Ranges of days, both ends included.
    pub ranges: Vec<(CivilDay, CivilDay)>,
}
