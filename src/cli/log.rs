//! `loa log`: the as-run log, from the ledger alone: what became of each cue, and the sum of it.

use std::fmt::Display;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Format, LogArgs};
use super::cells::{self, instant, late, length, nearest_ms};
use super::desk::{Desk, Exit, print};
use super::fault::Fault;
use super::reconcile;
use super::table::{Cell, List};
use crate::daemon::ledger_path;
use crate::ids::{Digest, SegmentId};
use crate::ledger::columns::day_of;
use crate::plan::{Plan, frames_to_ms};
use crate::reason::Reason;
use crate::report::as_run::{AsRun, Row, Said, What};
use crate::report::reconcile::{Summary, planned_against_aired};
use crate::report::unvouched::{self, Unvouched};
use crate::store::{Filter, Reader, Store};
use crate::time::{CivilDay, UtcMs};

const NAMES: &[&str] = &[
    "day",
    "scheduled",
    "started",
    "late_ms",
    "start_error_ms",
    "ended",
    "played_ms",
    "total_ms",
    "programme",
    "title",
    "segment",
    "topic",
    "producer",
    "zones",
    "outcome",
    "reason",
    "made_up",
    "evidence",
    "aircheck",
    "doubt",
    "captured_start_error_ms",
    "said",
    "clock",
    "output",
    "sha256",
    "cue",
    "entries",
];
const SHOWN: &[&str] = &[
    "scheduled",
    "started",
    "late_ms",
    "played_ms",
    "total_ms",
    "title",
    "outcome",
    "reason",
    "evidence",
];

pub async fn run(desk: &Desk, args: &LogArgs) -> Result<Exit, Fault> {
    let path = args
        .ledger
        .clone()
        .unwrap_or_else(|| ledger_path(&desk.data()));
    let today = desk.now().wall.day();
    let first = args.date.or(args.from).or(args.until).unwrap_or(today);
    let last = args.date.or(args.until).unwrap_or_else(|| first.max(today));
    let store = Store::inspect(&path).await?;
    let mut rows = rows(store.reader(), first, last).await?;
    let now = until(desk, &store).await?;
    if args.reconcile {
        let plans = plans(store.reader(), first, last).await?;
        let found = planned_against_aired(&plans, &rows);
        let mut unvouched = unvouched(store.reader()).await?;
        unvouched.retain(|stretch| stretch.touches(first.start(), last.plus(1).start()));
        reconcile::show(desk, &found, &unvouched, now, args.format)?;
        return Ok(Exit::Fine);
    }
    if let Some(text) = &args.search {
        let text = text.to_lowercase();
        rows.retain(|row| contains(row, &text));
    }
    if let Some(outcome) = &args.outcome {
        rows.retain(|row| {
            row.closed
                .as_ref()
                .is_some_and(|closed| closed.outcome.slug() == outcome)
        });
    }
    show(desk, &rows, args.format)?;
    if args.format == Format::Table && args.search.is_none() && args.outcome.is_none() {
        show_summary(desk, store.reader(), &rows, (first, last), now).await?;
    }
    Ok(Exit::Fine)
}

/// Returns the instant up to which a ledger should tell what became of the plan: now, and for a rehearsal, which has a
/// time of its own, its newest entry.
async fn until(desk: &Desk, store: &Store) -> Result<UtcMs, Fault> {
    let newest = match store.origin().is_rehearsal() {
        true => store.reader().newest().await?,
        false => None,
    };
    Ok(newest.map_or_else(|| desk.now().wall, |entry| entry.stamp.at))
}

/// Prints the as-run log of some days, the first and the last included, then planned against aired for what was due
/// before `until`.
pub async fn show_days(
    desk: &Desk,
    path: &Path,
    (first, last): (CivilDay, CivilDay),
    until: UtcMs,
) -> Result<(), Fault> {
    let store = Store::inspect(path).await?;
    let rows = rows(store.reader(), first, last).await?;
    show(desk, &rows, Format::Table)?;
    desk.say("rehearse-compared", &[]);
    show_summary(desk, store.reader(), &rows, (first, last), until).await
}

/// Reads the airings whose cues belong to these days, both included. A cue belongs to the day on which its rundown was
/// due, also when it was closed days later.
pub async fn rows(reader: &Reader, first: CivilDay, last: CivilDay) -> Result<Vec<Row>, Fault> {
    let mut as_run = AsRun::default();
    let mut day = first;
    while day <= last {
        let filter = Filter {
            day: Some(day),
            ..Filter::default()
        };
        let all = reader.each(filter, |entry| {
            as_run.take(entry.head.seq, &entry.stamp, &entry.fact);
        });
        all.await?;
        day = day.plus(1);
    }
    Ok(as_run.into_rows())
}

fn contains(row: &Row, text: &str) -> bool {
    let order = row.order.as_ref();
    let texts = [
        Some(row.title.as_str()),
        order.map(|order| order.programme.as_str()),
        order.and_then(|order| order.topic.as_deref()),
        row.segment.as_ref().map(SegmentId::as_str),
    ];
    texts
        .into_iter()
        .flatten()
        .any(|found| found.to_lowercase().contains(text))
}

fn show(desk: &Desk, rows: &[Row], format: Format) -> Result<(), Fault> {
    if rows.is_empty() && format == Format::Table {
        desk.say("log-empty", &[]);
        return Ok(());
    }
    let mut shown = SHOWN.to_vec();
    if rows.iter().any(|row| !row.verdicts.is_empty()) {
        shown.push("aircheck");
    }
    let cells = rows.iter().map(|row| as_cells(desk, row)).collect();
    List::new(desk, NAMES, cells)
        .print(format, &shown)
        .map_err(|error| Fault::environment("fault-output", error))?;
    if format == Format::Table {
        show_said(desk, rows);
    }
    Ok(())
}

/// Prints what people said of the airings, below the table.
fn show_said(desk: &Desk, rows: &[Row]) {
    for row in rows {
        let at = row.scheduled.map(UtcMs::time_of_day);
        let at = at.map(|at| at.to_string()).unwrap_or_default();
        for said in &row.said {
            let (key, entry) = match said.what {
                What::Heard(true) => ("log-said-heard", 0),
                What::Heard(false) => ("log-said-not-heard", 0),
                What::Corrects(entry) => ("log-said-corrects", entry),
            };
            let text = said.text.as_ref();
            let text = text.map(|text| format!(": {text}")).unwrap_or_default();
            let args: [(&str, &dyn Display); 6] = [
                ("at", &at),
                ("title", &row.title),
                ("by", &said.by),
                ("seq", &said.entry),
                ("entry", &entry),
                ("text", &text),
            ];
            desk.say(key, &args);
        }
    }
}

/// Writes a person's word for programs.
fn said(said: &Said) -> Value {
    let (heard, corrects) = match said.what {
        What::Heard(heard) => (Some(heard), None),
        What::Corrects(entry) => (None, Some(entry)),
    };
    json!({
        "entry": said.entry,
        "at": said.at.to_string(),
        "by": said.by,
        "heard": heard,
        "corrects": corrects,
        "text": said.text,
    })
}

fn as_cells(desk: &Desk, row: &Row) -> Vec<Cell> {
    let order = row.order.as_ref();
    let start = row.first_start();
    let started = start.map(|start| nearest_ms(start.at_us));
    let ended = row.end_us().map(nearest_ms);
    let outcome = row
        .closed
        .as_ref()
        .map_or("open", |closed| closed.outcome.slug());
    let reason = row.closed.as_ref().and_then(|closed| closed.reason);
    vec![
        Cell::optional(day_of(&row.cue).map(|day| day.to_string())),
        instant(row.scheduled),
        instant(started),
        late(late_us(row)),
        late(start.map(|start| start.late_us)),
        instant(ended),
        cells::played(row.played_frames, row.at_least),
        Cell::new(
            length(frames_to_ms(row.total_frames)),
            frames_to_ms(row.total_frames),
        ),
        Cell::optional(order.map(|order| order.programme.clone())),
        Cell::text(row.title.clone()),
        Cell::optional(row.segment.as_ref().map(ToString::to_string)),
        Cell::optional(order.and_then(|order| order.topic.clone())),
        Cell::optional(order.and_then(|order| order.producer.clone())),
        Cell::optional(order.map(|order| order.zones.join(", "))),
        Cell::new(outcome_text(desk, row, outcome), outcome),
        cells::reason(desk, reason),
        Cell::new("", order.is_some_and(|order| order.made_up)),
        Cell::text(row.evidence().code()),
        cells::verdict(desk, row.verdict()),
        cells::doubt(row.verdict()),
        late(row.captured_start_error_us()),
        Cell::new("", row.said.iter().map(said).collect::<Vec<_>>()),
        Cell::optional(start.map(|start| start.clock.source.slug().to_owned())),
        Cell::optional(start.map(|start| start.output.clone())),
        Cell::optional(order.map(|order| order.sha256.to_string())),
        Cell::text(row.cue.to_string()),
        Cell::new("", json!(row.entries)),
    ]
}

/// Returns how much later than planned a row began. The device tells it against the ordered instant, which is the
/// planned one but for what waited, was resumed or was made up.
fn late_us(row: &Row) -> Option<i64> {
    let waited_ms = match (&row.order, row.scheduled) {
        (Some(order), Some(scheduled)) => order.start - scheduled,
        _ => 0,
    };
    Some(row.first_start()?.late_us + waited_ms * 1_000)
}

/// Words an outcome; what was made up is never shown as aired in its time.
fn outcome_text(desk: &Desk, row: &Row, outcome: &str) -> String {
    let made_up = row.order.as_ref().is_some_and(|order| order.made_up);
    let text = desk.text(&format!("outcome-{outcome}"), &[]);
    match made_up {
        true => desk.text("outcome-made-up", &[("outcome", &text)]),
        false => text,
    }
}

/// Counts what was planned on these days, and due before `until`, against what became of it.
async fn show_summary(
    desk: &Desk,
    reader: &Reader,
    rows: &[Row],
    (first, last): (CivilDay, CivilDay),
    until: UtcMs,
) -> Result<(), Fault> {
    let mut plans = plans(reader, first, last).await?;
    for plan in &mut plans {
        plan.rundowns.retain(|rundown| rundown.at < until);
    }
    print_summary(desk, &planned_against_aired(&plans, rows).summary());
    Ok(())
}

/// Returns the plans that were on air on these days, both included.
async fn plans(reader: &Reader, first: CivilDay, last: CivilDay) -> Result<Vec<Plan>, Fault> {
    let mut plans = Vec::new();
    let adopted = reader.adopted_plans(first).await?;
    for (_, digest) in adopted.into_iter().filter(|(day, _)| *day <= last) {
        plans.extend(kept(reader, digest).await?);
    }
    Ok(plans)
}

/// Returns the stretches of time for which the ledger can't vouch.
async fn unvouched(reader: &Reader) -> Result<Vec<Unvouched>, Fault> {
    let mut fold = unvouched::Fold::default();
    for entry in reader.states().await? {
        fold.take(entry.head.seq, &entry.stamp, &entry.fact);
    }
    Ok(fold.into_list())
}

/// Returns a plan that was on air.
pub async fn kept(reader: &Reader, digest: Digest) -> Result<Option<Plan>, Fault> {
    let Some(bytes) = reader.plan(digest).await? else {
        return Ok(None);
    };
    Plan::from_bytes(&bytes)
        .map(Some)
        .map_err(|error| Fault::environment("fault-plan", error))
}

fn print_summary(desk: &Desk, summary: &Summary) {
    let missed: u32 = summary.missed.values().sum();
    desk.say(
        "log-counts",
        &[
            ("planned", &summary.planned),
            ("aired", &summary.aired),
            ("partial", &summary.partial),
            ("interrupted", &summary.interrupted),
            ("missed", &missed),
            ("open", &(summary.open + summary.not_recorded)),
        ],
    );
    for (reason, count) in &summary.missed {
        let slug = reason.map_or("none", Reason::slug);
        let reason = desk.text(&format!("reason-{slug}"), &[]);
        print(&format!(
            "{}\n",
            desk.text(
                "log-missed-reason",
                &[("reason", &reason), ("count", count)]
            )
        ));
    }
}
