//! What the readers of a programme file share: the things of the station that it may name, and the keys of its tables.

use std::collections::{BTreeMap, BTreeSet};

use super::days::DaySet;
use super::diagnostic::Diagnostic;
use super::reader::Table;
use crate::ids::{ColumnId, ZoneId};
use crate::time::CivilDay;

/// What a programme file may refer to, from `station.toml`, and the day by which warnings are given.
#[derive(Clone, PartialEq, Debug)]
pub struct ScheduleContext {
    /// The station's zones.
    pub zones: BTreeSet<ZoneId>,
    /// The station's columns.
    pub columns: BTreeSet<ColumnId>,
    /// The named sets of days.
    pub day_sets: BTreeMap<String, DaySet>,
    /// Today: a rule that is over by then, or never fires from then on, is warned of.
    pub today: CivilDay,
}

/// The longest pause and the longest grace, in milliseconds: one hour.
pub(super) const HOUR_MS: i64 = 3_600_000;

/// The keys of a file with the table that each belongs to, for those that end up in another.
const HOMES: [(&str, &str); 25] = [
    ("title", "top"),
    ("column", "top"),
    ("zones", "top"),
    ("priority", "top"),
    ("at", "when"),
    ("cron", "when"),
    ("days", "when"),
    ("dates", "when"),
    ("weekday_of_month", "when"),
    ("days_of_month", "when"),
    ("every", "when"),
    ("on", "when"),
    ("from", "when"),
    ("until", "when"),
    ("season", "when"),
    ("except", "when"),
    ("start", "when"),
    ("grace", "when"),
    ("late", "when"),
    ("resume", "when"),
    ("outside_hours", "when"),
    ("lunar", "when"),
    ("play", "item"),
    ("pick", "item"),
    ("pause", "item"),
];

/// Notes the unknown keys of a table; those that another table knows with its name.
pub(super) fn report_unknown_keys(table: &Table<'_>, home: &str) {
    let elsewhere: Vec<_> = HOMES
        .into_iter()
        .filter(|&(_, other)| other != home)
        .collect();
    table.unknown_keys_reported_but(&elsewhere);
}

/// Notes that a key is foreseen and does nothing so far.
pub(super) fn report_not_yet(table: &Table<'_>, key: &str) {
    table.report(Diagnostic::error("not-yet", table.place_of(key)).with("key", key));
}
