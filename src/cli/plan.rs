//! `loa plan`: every cue of a day with its instant, zones, item, length, segment, and why the rotation chose it.

use serde_json::{Value, json};

use super::args::{Format, PlanArgs};
use super::desk::{Desk, Exit, complain};
use super::fault::Fault;
use super::problems;
use super::table::{Cell, List};
use crate::daemon::adoption::Planned;
use crate::daemon::ledger_path;
use crate::ids::ZoneId;
use crate::plan::{Choice, Cue, Fate, History, Plan, Rundown};
use crate::schedule::Zones;
use crate::store::Store;
use crate::time::CivilDay;

const NAMES: &[&str] = &[
    "day",
    "at",
    "occurrence",
    "programme",
    "cue",
    "segment",
    "title",
    "audio",
    "length_ms",
    "zones",
    "choice",
    "blocked",
    "by",
    "fate",
    "outside_hours",
];
const SHOWN: &[&str] = &["at", "length_ms", "programme", "title", "zones", "choice"];

pub async fn run(desk: &Desk, args: &PlanArgs) -> Result<Exit, Fault> {
    let loaded = desk.load().await;
    let (errors, _) = problems::count(&loaded.problems);
    if errors > 0 {
        complain(&problems::text(desk, &loaded.problems, &loaded.sources));
    }
    let Some(planned) = Planned::of(&loaded) else {
        return Err(Fault::config("fault-station").with("dir", desk.station.display()));
    };
    let first = args.date.unwrap_or_else(|| desk.now().wall.day());
    let mut history = heard(desk, first).await?;
    let mut rows = Vec::new();
    for offset in 0..i64::from(args.days) {
        let plan = planned.day(&history, first.plus(offset));
        rows.extend(
            plan.rundowns
                .iter()
                .flat_map(|rundown| of_rundown(desk, &plan, rundown)),
        );
        plan.heard_into(&mut history);
    }
    if rows.is_empty() && args.format == Format::Table {
        desk.say("plan-empty", &[("day", &first)]);
    } else {
        let list = List::new(desk, NAMES, rows);
        let shown: Vec<&str> = (args.days > 1)
            .then_some("day")
            .into_iter()
            .chain(SHOWN.iter().copied())
            .collect();
        list.print(args.format, &shown)
            .map_err(|error| Fault::environment("fault-output", error))?;
    }
    Ok(if errors > 0 {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// Returns what was heard before a day, from the station's ledger where there is one.
pub async fn heard(desk: &Desk, day: CivilDay) -> Result<History, Fault> {
    let path = ledger_path(&desk.data());
    if !path.exists() {
        return Ok(History::new());
    }
    let store = Store::inspect(&path).await?;
    Ok(store.reader().heard_before(day.start()).await?)
}

fn of_rundown(desk: &Desk, plan: &Plan, rundown: &Rundown) -> Vec<Vec<Cell>> {
    rundown
        .cues
        .iter()
        .map(|cue| of_cue(desk, plan, rundown, cue))
        .collect()
}

fn of_cue(desk: &Desk, plan: &Plan, rundown: &Rundown, cue: &Cue) -> Vec<Cell> {
    let content = cue.content.as_ref();
    let title = content.map_or_else(|| "—".to_owned(), |content| content.title.clone());
    let by = cue.blocked.as_ref().and_then(|blocked| blocked.by.as_ref());
    vec![
        Cell::text(plan.day.to_string()),
        Cell::new(cue.at.time_of_day().to_string(), cue.at.to_string()),
        Cell::text(rundown.occurrence.to_string()),
        Cell::text(rundown.title.clone()),
        Cell::text(cue.id.to_string()),
        Cell::optional(content.map(|content| content.segment.to_string())),
        Cell::new(
            title,
            content.map_or(Value::Null, |content| content.title.clone().into()),
        ),
        Cell::optional(content.map(|content| content.audio.to_string())),
        Cell::new(length(cue.length_ms()), cue.length_ms()),
        Cell::new(heard_in(desk, &rundown.zones), json!(rundown.zones.names())),
        Cell::new(why(desk, rundown, cue), choice(cue)),
        Cell::optional(
            cue.blocked
                .as_ref()
                .map(|blocked| blocked.reason.slug().to_owned()),
        ),
        Cell::optional(by.map(ToString::to_string)),
        Cell::new("", fate(&rundown.fate)),
        Cell::optional(rundown.outside_hours.clone()),
    ]
}

/// Says where a rundown is heard.
fn heard_in(desk: &Desk, zones: &Zones) -> String {
    match zones {
        Zones::All => desk.text("zones-all", &[]),
        Zones::Only(zones) => {
            let zones: Vec<&str> = zones.iter().map(ZoneId::as_str).collect();
            zones.join(", ")
        }
    }
}

/// Says why a cue is what it is: why it won't air, why the rotation chose it, what will happen to its rundown.
fn why(desk: &Desk, rundown: &Rundown, cue: &Cue) -> String {
    let mut parts = Vec::new();
    if let Some(blocked) = &cue.blocked {
        let reason = desk.text(&format!("reason-{}", blocked.reason.slug()), &[]);
        parts.push(match &blocked.by {
            Some(by) => desk.text("plan-blocked-by", &[("reason", &reason), ("by", by)]),
            None => desk.text("plan-blocked", &[("reason", &reason)]),
        });
    }
    match cue.choice {
        Some(Choice::New) => parts.push(desk.text("choice-new", &[])),
        Some(Choice::LeastAired { times }) => {
            parts.push(desk.text("choice-least-aired", &[("times", &times)]));
        }
        Some(Choice::SpacingGivenUp { times }) => {
            parts.push(desk.text("choice-spacing-given-up", &[("times", &times)]));
        }
        Some(Choice::Repeat) => parts.push(desk.text("choice-repeat", &[])),
        None => {}
    }
    if rundown.cues.first().is_some_and(|first| first.id == cue.id) {
        if let Some(why) = &rundown.outside_hours {
            parts.push(desk.text("fate-outside-hours", &[("why", why)]));
        }
        match &rundown.fate {
            Fate::Clear | Fate::GivesWay { .. } => {}
            Fate::CutAt { at, by } => {
                parts.push(desk.text("fate-cut-at", &[("at", &at.time_of_day()), ("by", by)]));
            }
            Fate::Delayed { to, by } => {
                parts.push(desk.text("fate-delayed", &[("to", &to.time_of_day()), ("by", by)]));
            }
        }
    }
    parts.join("; ")
}

fn choice(cue: &Cue) -> Value {
    match cue.choice {
        None => Value::Null,
        Some(Choice::New) => "new".into(),
        Some(Choice::LeastAired { times }) => format!("least-aired:{times}").into(),
        Some(Choice::SpacingGivenUp { times }) => format!("spacing-given-up:{times}").into(),
        Some(Choice::Repeat) => "repeat".into(),
    }
}

fn fate(fate: &Fate) -> Value {
    match fate {
        Fate::Clear => "clear".into(),
        Fate::CutAt { at, by } => format!("cut at {at} by {by}").into(),
        Fate::Delayed { to, by } => format!("delayed to {to} by {by}").into(),
        Fate::GivesWay { to } => format!("gives way to {to}").into(),
    }
}

/// Writes a length as people read it on air: minutes and seconds.
pub fn length(ms: i64) -> String {
    let seconds = (ms + 500) / 1_000;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
