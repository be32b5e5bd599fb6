//! What a plan says of a rundown and its cues, in the catalogue's words: one wording for every view of the plan.
//! Which of it a view shows is the view's.

use std::collections::BTreeMap;

use crate::ids::{OccurrenceId, ZoneId};
use crate::messages::Catalogue;
use crate::plan::{Blocked, Choice, Fate, Plan, Rundown};
use crate::schedule::Zones;

/// Whose document it is, as its head and its places are named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letterhead {
    /// The stable name of the station.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// The names of its zones.
    pub zones: BTreeMap<ZoneId, String>,
}

/// Says that a cue won't air, and why. `name` names the occurrence to which it gives way.
pub fn blocked(
    catalogue: &Catalogue,
    blocked: &Blocked,
    name: impl Fn(&OccurrenceId) -> String,
) -> String {
    let reason = catalogue.text(&format!("reason-{}", blocked.reason.slug()), &[]);
    match &blocked.by {
        Some(by) => catalogue.text("plan-blocked-by", &[("reason", &reason), ("by", &name(by))]),
        None => catalogue.text("plan-blocked", &[("reason", &reason)]),
    }
}

/// Says why the rotation chose a segment.
pub fn choice(catalogue: &Catalogue, choice: Choice) -> String {
    match choice {
        Choice::New => catalogue.text("choice-new", &[]),
        Choice::LeastAired { times } => catalogue.text("choice-least-aired", &[("times", &times)]),
        Choice::SpacingGivenUp { times } => {
            catalogue.text("choice-spacing-given-up", &[("times", &times)])
        }
        Choice::Repeat => catalogue.text("choice-repeat", &[]),
    }
}

/// Says how a rundown will air otherwise than its rule says; `None` where it won't, or where its cues say it already.
pub fn fate(
    catalogue: &Catalogue,
    fate: &Fate,
    name: impl Fn(&OccurrenceId) -> String,
) -> Option<String> {
    match fate {
        Fate::Clear | Fate::GivesWay { .. } => None,
        Fate::CutAt { at, by } => Some(catalogue.text(
            "fate-cut-at",
            &[("at", &at.time_of_day()), ("by", &name(by))],
        )),
        Fate::Delayed { to, by } => Some(catalogue.text(
            "fate-delayed",
            &[("to", &to.time_of_day()), ("by", &name(by))],
        )),
    }
}

/// Says why a rundown airs outside the hours of the station; `None` where it does not.
pub fn outside_hours(catalogue: &Catalogue, rundown: &Rundown) -> Option<String> {
    let why = rundown.outside_hours.as_ref()?;
    Some(catalogue.text("fate-outside-hours", &[("why", why)]))
}

/// Says where a rundown is heard. A zone without a name is called by its id.
pub fn zones(catalogue: &Catalogue, zones: &Zones, names: &BTreeMap<ZoneId, String>) -> String {
    match zones {
        Zones::All => catalogue.text("zones-all", &[]),
        Zones::Only(zones) => {
            let names: Vec<&str> = zones
                .iter()
                .map(|zone| names.get(zone).map_or(zone.as_str(), String::as_str))
                .collect();
            names.join(", ")
        }
    }
}

/// Returns the title of an occurrence's programme as the plan has it; the id where the plan has no such occurrence.
pub fn title_of(plan: &Plan, occurrence: &OccurrenceId) -> String {
    let mut rundowns = plan.rundowns.iter();
    let found = rundowns.find(|rundown| rundown.occurrence == *occurrence);
    found.map_or_else(|| occurrence.to_string(), |rundown| rundown.title.clone())
}
