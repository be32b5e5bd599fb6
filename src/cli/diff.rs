//! `loa plan --diff`: what an edit changes in the plan, held against the plan that was on air before it, or that another
//! edition of the station folder gives.

use std::fmt::Display;
use std::path::Path;

use serde_json::{Value, json};

use super::ahead::Ahead;
use super::args::{Format, PlanArgs};
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
    /// What the earlier plan is: the instant at which it went on air, or the folder that gives it.
    against: String,
}

pub async fn run(
    desk: &Desk,
    args: &PlanArgs,
    first: CivilDay,
    days: u16,
    format: Format,
) -> Result<Exit, Fault> {
    let ahead = Ahead::read(desk, first).await?;
    let found = match &args.against {
        Some(folder) => by_folder(desk, &ahead, folder, days).await?,
        None => by_ledger(desk, &ahead, days).await?,
    };
    let (mut notes, mut rows, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (day, found) in &found {
        let Some(found) = found else {
            unknown.push(*day);
            continue;
        };
        let changes = diff(&found.earlier, &found.plan);
        let key = match (changes.is_empty(), &args.against) {
            (true, _) => "diff-same",
            (false, None) => "diff-against",
            (false, Some(_)) => "diff-against-folder",
        };
        let words: [(&str, &dyn Display); 2] = [("day", day), ("at", &found.against)];
        notes.push(desk.text(key, &words) + "\n");
        rows.extend(changes.iter().map(|change| row(desk, *day, found, change)));
    }
    let out = args.out.as_deref();
    if format == Format::Table && out.is_none() {
        print(&notes.concat());
    }
    if format != Format::Table || !rows.is_empty() {
        let shown: Vec<&str> = (days > 1)
            .then_some("day")
            .into_iter()
            .chain(SHOWN.iter().copied())
            .collect();
        let text = List::new(desk, NAMES, rows).text(format, &shown);
        let text = text.map_err(|error| Fault::environment("fault-output", error))?;
        put(desk, out, &text)?;
    }
    if let Some(day) = unknown.first() {
        for run in unknown.chunk_by(|one, next| one.plus(1) == *next) {
            let words: [(&str, &dyn Display); 3] = [
                ("count", &run.len()),
                ("first", &run[0]),
                ("last", &run[run.len() - 1]),
            ];
            complain(&format!("{}\n", desk.text("diff-unknown", &words)));
        }
        let hint = desk.text("diff-unknown.hint", &[("day", day)]);
        complain(&format!("  {}: {hint}\n", desk.text("word-hint", &[])));
        return Ok(Exit::Findings);
    }
    Ok(ahead.exit)
}

/// Compares each day with its plans that were on air.
async fn by_ledger(
    desk: &Desk,
    ahead: &Ahead,
    days: u16,
) -> Result<Vec<(CivilDay, Option<Compared>)>, Fault> {
    let path = ledger_path(&desk.data());
    let store = match path.exists() {
        true => Some(Store::inspect(&path).await?),
        false => None,
    };
    let now = desk.now().wall;
    let mut all = Vec::new();
    for plan in ahead.plans(days)? {
        let day = plan.day;
        let found = match &store {
            Some(store) => compared(store.reader(), plan, now).await?,
            None => None,
        };
        all.push((day, found));
    }
    Ok(all)
}

/// Compares each day with the plan that another edition of the folder gives for it.
async fn by_folder(
    desk: &Desk,
    ahead: &Ahead,
    folder: &Path,
    days: u16,
) -> Result<Vec<(CivilDay, Option<Compared>)>, Fault> {
    let edition = ahead.edition(desk, folder).await?;
    let unread = edition.unread().join(", ");
    if !unread.is_empty() {
        let words: [(&str, &dyn Display); 2] = [("dir", &folder.display()), ("files", &unread)];
        complain(&format!("{}\n", desk.text("diff-unread", &words)));
    }
    let pairs = ahead.plans(days)?.into_iter().zip(edition.plans(days)?);
    let compared = pairs.map(|(plan, earlier)| {
        let against = folder.display().to_string();
        let day = plan.day;
        let found = Compared {
            plan,
            earlier,
            against,
        };
        (day, Some(found))
    });
    Ok(compared.collect())
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
        against: adopted.to_string(),
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
        Cell::text(found.against.clone()),
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
