//! What the operator's schedule files mean: programmes, their rules of when, and their items. Reading the text is
//! `parse`'s, the days on which a rule fires are `recurrence`'s; segments and the plan come later in the house.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{AudioPath, ColumnId, ProgrammeId, ZoneId};
use crate::time::{CivilDay, TimeOfDay};

pub mod calendar;
mod context;
pub mod cron_line;
#[cfg(test)]
mod date_model;
mod date_rules;
pub mod day_words;
mod days;
pub mod diagnostic;
pub mod explain;
pub mod lunar;
mod lunar_table;
pub mod parse;
pub mod parse_days;
mod parse_rule;
pub mod print;
mod print_days;
mod print_keys;
pub mod reader;
pub mod recurrence;
pub mod rule_part;
pub mod spelling;

pub use date_rules::{EveryWeeks, LunarRule, Nth, Specificity, WeekdayOfMonth};
pub use days::{DaySet, WeekdaySet};

/// A programme (chương trình): a title, items in order, and the rules of when.
#[derive(Clone, PartialEq, Debug)]
pub struct Programme {
    /// The stem of its file.
    pub id: ProgrammeId,
    /// As listeners and reports know it.
    pub title: String,
    /// The column that it carries, where it is one.
    pub column: Option<ColumnId>,
    /// Where it is heard.
    pub zones: Zones,
    /// Its legal class.
    pub priority: Priority,
    /// When it airs; at least one.
    pub rules: Vec<Rule>,
    /// What it airs, in order; at least one.
    pub items: Vec<Item>,
}

/// Where something is heard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Zones {
    /// Every zone of the station.
    All,
    /// These zones; never empty.
    Only(BTreeSet<ZoneId>),
}

impl Zones {
    /// Returns the names as records and exports carry them: `all`, or the ids in order.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::All => vec!["all".to_owned()],
            Self::Only(zones) => zones.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The three legal classes of a programme, lowest first (Thông tư 39/2020/TT-BTTTT).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Priority {
    /// Thông thường.
    Ordinary,
    /// Ưu tiên.
    Preferred,
    /// Khẩn cấp.
    Emergency,
}

/// One rule of when (quy tắc giờ phát).
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// The hours of a day on which it fires.
    pub when: When,
    /// The weekdays on which it may fire.
    pub days: WeekdaySet,
    /// Where one of this and `date_ranges` is not empty, the only dates on which it may fire, those of both; sorted,
    /// without doubles.
    pub dates: Vec<CivilDay>,
    /// Ranges of such dates, both ends included; sorted.
    pub date_ranges: Vec<(CivilDay, CivilDay)>,
    /// Where not empty, the only weekdays of a month on which it may fire.
    pub weekdays_of_month: Vec<WeekdayOfMonth>,
    /// Where not empty, the only days of a month on which it may fire.
    pub days_of_month: Vec<Nth>,
    /// The weeks in which it may fire.
    pub every: Option<EveryWeeks>,
    /// The lunar days on which it may fire.
    pub lunar: Option<LunarRule>,
    /// The sets of days on which it may fire.
    pub on: Option<DaySet>,
    /// The first day on which it may fire.
    pub from: Option<CivilDay>,
    /// The last day on which it may fire.
    pub until: Option<CivilDay>,
    /// The part of each year in which it may fire.
    pub season: Option<Season>,
    /// The days on which it never fires; an exclusion beats every inclusion.
    pub except: DaySet,
    /// How it takes the air.
    pub start: Start,
    /// What becomes of it when it can't start on time.
    pub late: Late,
    /// What becomes of it after an interruption that was nobody's wish.
    pub resume: Resume,
    /// Why it may start outside the station's hours, in the operator's words; `None` where the hours bind it.
    pub outside_hours: Option<String>,
}

/// The hours at which a rule fires.
#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// At these times of day; sorted, without doubles, at least one.
    At(Vec<TimeOfDay>),
    /// As a cron line says, which also limits the days.
    Cron(cron_line::CronLine),
}

/// A part of each year, both ends included; it may cross the new year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Season {
    /// Month (1–12) and day (1–31) of its first day.
    pub from: (u32, u32),
    /// Month and day of its last day.
    pub until: (u32, u32),
}

/// How a rundown takes the air.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Start {
    /// On the second; what is on in its zones gives way, unless it is of a higher class.
    Hard,
    /// After what is on, up to `grace_ms` (1..=3,600,000) later.
    Wait {
        /// How long it may wait, in milliseconds.
        grace_ms: i64,
    },
    /// After what is on, whenever that ends, on the same civil day.
    Next,
}

/// What becomes of a rundown that can't start on time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Late {
    /// It may start up to `ms` (0..=86,400,000) late, from its beginning; later it is missed.
    SkipAfter {
        /// How late it may start, in milliseconds.
        ms: i64,
    },
    /// It starts where it would have been by now.
    Join,
    /// It is made up (phát bù) once the channel is free, before this hour of the same civil day.
    MakeUpBefore(TimeOfDay),
}

/// What becomes of a rundown after a power cut, a crash or a lost device in the middle of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Resume {
    /// The item goes on from where it was heard last; for as long as the late policy would still let it start,
    /// counted from the planned end.
    Continue,
    /// The item starts again, under the same limit.
    Restart,
    /// The rest is missed.
    Drop,
}

impl Rule {
    /// Makes a rule that fires every day at these times, with the defaults of all that it does not say.
    pub fn at(mut times: Vec<TimeOfDay>) -> Self {
        times.sort_unstable();
        times.dedup();
        Self::new(When::At(times))
    }

    /// Makes a rule that fires whenever its hours say, with the defaults of all that it does not say.
    pub fn new(when: When) -> Self {
        Self {
            when,
            days: WeekdaySet::EVERY_DAY,
            dates: Vec::new(),
            date_ranges: Vec::new(),
            weekdays_of_month: Vec::new(),
            days_of_month: Vec::new(),
            every: None,
            lunar: None,
            on: None,
            from: None,
            until: None,
            season: None,
            except: DaySet::default(),
            start: Start::DEFAULT,
            late: Late::DEFAULT,
            resume: Resume::DEFAULT,
            outside_hours: None,
        }
    }
}

impl Start {
    /// What a rule has that does not say.
    pub const DEFAULT: Self = Self::Hard;
}

impl Late {
    /// What a rule has that does not say: two minutes.
    pub const DEFAULT: Self = Self::SkipAfter { ms: 120_000 };
}

impl Resume {
    /// What a rule has that does not say.
    pub const DEFAULT: Self = Self::Continue;
}

/// One element of a programme (tiết mục).
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// One file.
    Play {
        /// Its path under `audio/`.
        audio: AudioPath,
    },
    /// One or more segments of a column.
    Pick(Pick),
    /// Silence.
    Pause {
        /// Its length in milliseconds, 1..=3,600,000.
        ms: i64,
    },
}

/// How segments are picked from a column.
#[derive(Clone, PartialEq, Debug)]
pub struct Pick {
    /// From which column.
    pub column: ColumnId,
    /// In which order.
    pub order: PickOrder,
    /// Whether a segment that has never been aired comes before all others.
    pub new_first: bool,
    /// The days that should pass before a segment is picked again (0 = none): a wish, given up with a stated
    /// reason when nothing else is left.
    pub spacing_days: u32,
    /// The most segments to pick, at least 1.
    pub at_most: u32,
    /// The time budget in milliseconds: no segment is picked that would go over it.
    pub up_to_ms: Option<i64>,
}

/// In which order a pick goes through its column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PickOrder {
    /// The least aired first; among equals the one not heard for longest, then by id.
    LeastAired,
    /// What the column picked last, once more (phát lại).
    Repeat,
}
