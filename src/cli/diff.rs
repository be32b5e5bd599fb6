//! `loa plan --diff`: what an edit changes in the plan, held against the plan that was on air before it.

use std::path::Path;

use serde_json::{Value, json};

use super::ahead::Ahead;
use super::args::Format;
use super::cells::{fate, zones};
use super::desk::{Desk, Exit, complain, print};
use super::fault::Fault;
use super::log::kept;
use super::out::put;
use super::table::{Cell, List};
use crate::daemon::ledger_path;
use crate::plan::diff::{Change, Side, What, diff};
use crate::plan::{Fate, Plan};
use crate::report::wording;
use crate::store::{Reader, Store};
use crate::time::{CivilDay, UtcMs};

const NAMES: &[&str] = &[
    "day",
    "what",
    "programme",
    "occurrence",
    "cue",
    "before_at",
    "after_at",
    "before",
    "after",
    "settings",
    "against",
];
const SHOWN: &[&str] = &[
    "what",
    "programme",
    "before_at",
    "after_at",
    "before",
    "after",
];

/// A day with what has changed in it, and since which plan.
struct Compared {
    plan: Plan,
    earlier: Plan,
    adopted: UtcMs,
}

pub async fn run(
    desk: &Desk,
    first: CivilDay,
    days: u16,
    format: Format,
    out: Option<&Path>,
) -> Result<Exit, Fault> {
    let ahead = Ahead::read(desk, first).await?;
    let now = desk.now().wall;
    let path = ledger_path(&desk.data());
    let store = match path.exists() {
        true => Some(Store::inspect(&path).await?),
        false => None,
    };
    let (mut notes, mut rows, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for plan in ahead.plans(days) {
        let day = plan.day;
        let found = match &store {
            Some(store) => compared(store.reader(), plan, now).await?,
            None => None,
        };
        let Some(found) = found else {
            unknown.push(day);
            continue;
        };
        let changes = diff(&found.earlier, &found.plan);
        notes.push(if changes.is_empty() {
            desk.text("diff-same", &[("day", &day)])
        } else {
            desk.text("diff-against", &[("day", &day), ("at", &found.adopted)])
        });
        rows.extend(changes.iter().map(|change| row(desk, day, &found, change)));
    }
    if format == Format::Table && out.is_none() {
        print(
            &notes
                .iter()
                .map(|note| format!("{note}\n"))
                .collect::<String>(),
        );
    }
    if format != Format::Table || !rows.is_empty() {
        let text = List::new(desk, NAMES, rows).text(format, SHOWN);
        let text = text.map_err(|error| Fault::environment("fault-output", error))?;
        put(desk, out, &text)?;
    }
    for day in &unknown {
        complain(&desk.text("diff-unknown", &[("day", day)]));
        let hint = desk.text("diff-unknown.hint", &[("day", day)]);
        complain(&format!("\n  {}: {hint}\n", desk.text("word-hint", &[])));
    }
    Ok(if unknown.is_empty() {
        ahead.exit
    } else {
        Exit::Findings
    })
}

/// Finds the newest plan of the day that was on air and differs from the plan as the files say now: before the daemon
/// has taken an edit up that is the one on air, afterwards the one before it. Where none differs it is the newest.
/// What is past is left out, since no edit changes it. `None` where no plan of the day was ever on air.
async fn compared(reader: &Reader, mut plan: Plan, now: UtcMs) -> Result<Option<Compared>, Fault> {
    plan.rundowns.retain(|rundown| rundown.at > now);
    let mut newest = None;
    for (adopted, digest) in reader.plan_versions(plan.day).await? {
        let Some(mut earlier) = kept(reader, digest).await? else {
            continue;
        };
        earlier.rundowns.retain(|rundown| rundown.at > now);
        let is_same = diff(&earlier, &plan).is_empty();
        let found = newest.get_or_insert_with(|| (adopted, earlier.clone()));
        if !is_same {
            *found = (adopted, earlier);
            break;
        }
    }
    Ok(newest.map(|(adopted, earlier)| Compared {
        plan,
        earlier,
        adopted,
    }))
}

fn row(desk: &Desk, day: CivilDay, found: &Compared, change: &Change<'_>) -> Vec<Cell> {
    let side = change.after.or(change.before);
    let rundown = side.map(|side| side.rundown);
    let cue = side.and_then(|side| side.cue);
    let settings = change.settings();
    let named: Vec<String> = settings
        .iter()
        .map(|name| desk.text(&format!("setting-{name}"), &[]))
        .collect();
    let mut what = desk.text(&format!("what-{}", change.what.slug()), &[]);
    if !named.is_empty() {
        what = format!("{what}: {}", named.join(", "));
    }
    vec![
        Cell::text(day.to_string()),
        Cell::new(what, change.what.slug()),
        Cell::optional(rundown.map(|rundown| rundown.title.clone())),
        Cell::optional(rundown.map(|rundown| rundown.occurrence.to_string())),
        Cell::optional(cue.map(|cue| cue.id.to_string())),
        instant(change.before),
        instant(change.after),
        told(desk, &found.earlier, change.what, change.before),
        told(desk, &found.plan, change.what, change.after),
        Cell::new(named.join(", "), json!(settings)),
        Cell::text(found.adopted.to_string()),
    ]
}

fn instant(side: Option<Side<'_>>) -> Cell {
    match side.map(|side| side.at()) {
        Some(at) => Cell::new(at.time_of_day().to_string(), at.to_string()),
        None => Cell::new("", Value::Null),
    }
}

/// Says how one side is, in what has changed.
fn told(desk: &Desk, plan: &Plan, what: What, side: Option<Side<'_>>) -> Cell {
    let Some(Side { rundown, cue }) = side else {
        return Cell::new("", Value::Null);
    };
    let words = &desk.catalogue;
    let name = |other: &_| wording::title_of(plan, other);
    match (what, cue) {
        (What::Settings, _) => zones(desk, &rundown.zones),
        (What::Fate, Some(cue)) => match &cue.blocked {
            Some(blocked) => Cell::new(
                wording::blocked(words, blocked, name),
                blocked.reason.slug(),
            ),
            None => Cell::new(desk.text("fate-clear", &[]), "clear"),
        },
        (What::Fate, None) => {
            let shown = match &rundown.fate {
                Fate::Clear => desk.text("fate-clear", &[]),
                Fate::GivesWay { to } => desk.text("fate-gives-way", &[("to", &name(to))]),
                other => wording::fate(words, other, name).unwrap_or_default(),
            };
            Cell::new(shown, fate(&rundown.fate))
        }
        (_, Some(cue)) => {
            let title = cue.content.as_ref().map(|content| content.title.clone());
            Cell::optional(title)
        }
        (_, None) => Cell::text(rundown.title.clone()),
    }
}
