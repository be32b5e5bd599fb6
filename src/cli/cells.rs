//! Values of plans and airings as lists show them, to people and to programs alike in every command.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::Desk;
use super::table::Cell;
use crate::plan::Fate;
use crate::report::wording;
use crate::schedule::Zones;

/// Writes a length as people read it on air: minutes and seconds.
pub fn length(ms: i64) -> String {
    let seconds = (ms + 500) / 1_000;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Says where a rundown is heard; zones by their ids, as in the files.
pub fn zones(desk: &Desk, zones: &Zones) -> Cell {
    let shown = wording::zones(&desk.catalogue, zones, &BTreeMap::new());
    Cell::new(shown, json!(zones.names()))
}

/// Writes a fate for programs.
pub fn fate(fate: &Fate) -> Value {
    match fate {
        Fate::Clear => "clear".into(),
        Fate::CutAt { at, by } => format!("cut at {at} by {by}").into(),
        Fate::Delayed { to, by } => format!("delayed to {to} by {by}").into(),
        Fate::GivesWay { to } => format!("gives way to {to}").into(),
    }
}
