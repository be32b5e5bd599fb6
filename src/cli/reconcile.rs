//! `loa log --reconcile`: planned against aired, every planned cue with a verdict, and the stretches of time for which
//! nobody can vouch. What became of a cue is the record's to say.

use std::collections::BTreeMap;

use serde_json::json;

use super::args::Format;
use super::cells::{self, instant, late, length, nearest_ms};
use super::desk::{Desk, print};
use super::fault::Fault;
use super::table::{Cell, List};
use crate::plan::frames_to_ms;
use crate::report::reconcile::{Became, Reconciled, Reconciliation};
use crate::report::unvouched::{Unvouched, Why};
use crate::report::verdict::{Verdict, tally};
use crate::time::UtcMs;

const NAMES: &[&str] = &[
    "day",
    "scheduled",
    "expected",
    "started",
    "late_ms",
    "played_ms",
    "total_ms",
    "at_least",
    "programme",
    "segment",
    "verdict",
    "reason",
    "made_up",
    "other_audio",
    "evidence",
    "cue",
    "entries",
];
const SHOWN: &[&str] = &[
    "scheduled",
    "started",
    "late_ms",
    "played_ms",
    "total_ms",
    "programme",
    "segment",
    "verdict",
    "reason",
    "evidence",
];

/// Shows what became of every planned cue as it stands at `now`; people also get the sums, what aired without a plan,
/// and the stretches that nobody can vouch for.
pub fn show(
    desk: &Desk,
    found: &Reconciliation,
    unvouched: &[Unvouched],
    now: UtcMs,
    format: Format,
) -> Result<(), Fault> {
    let rows = found.cues.iter().map(|cue| row(desk, cue, now)).collect();
    let is_table = format == Format::Table;
    if found.cues.is_empty() && is_table {
        desk.say("reconcile-empty", &[]);
    } else {
        List::new(desk, NAMES, rows)
            .print(format, SHOWN)
            .map_err(|error| Fault::environment("fault-output", error))?;
    }
    if !is_table {
        return Ok(());
    }
    sums(desk, found, now);
    if !found.unplanned.is_empty() {
        let count = found.unplanned.len();
        desk.say("reconcile-unplanned", &[("count", &count)]);
        for cue in &found.unplanned {
            print(&format!("  {cue}\n"));
        }
    }
    if unvouched.is_empty() {
        desk.say("reconcile-vouched", &[]);
    } else {
        desk.say("reconcile-unvouched", &[("count", &unvouched.len())]);
    }
    for stretch in unvouched {
        print(&format!("  {}\n", told(desk, stretch)));
    }
    Ok(())
}

fn row(desk: &Desk, cue: &Reconciled, now: UtcMs) -> Vec<Cell> {
    let verdict = cue.verdict(now);
    let reason = match cue.became {
        Became::Closed(_, reason) => reason,
        Became::Open | Became::NotRecorded => None,
    };
    let total_ms = frames_to_ms(cue.planned_frames);
    vec![
        Cell::text(cue.day.to_string()),
        instant(Some(cue.at)),
        instant(Some(cue.expected)),
        instant(cue.started_us.map(nearest_ms)),
        late(cue.late_us()),
        cells::played(cue.played_frames, cue.at_least),
        Cell::new(length(total_ms), total_ms),
        Cell::new("", cue.at_least),
        Cell::text(cue.programme.clone()),
        Cell::optional(cue.segment.as_ref().map(ToString::to_string)),
        Cell::new(worded(desk, verdict), verdict.slug()),
        cells::reason(desk, reason),
        Cell::new("", cue.made_up),
        Cell::new("", cue.other_audio),
        Cell::text(cue.evidence.code()),
        Cell::text(cue.cue.to_string()),
        Cell::new("", json!(cue.entries)),
    ]
}

/// The verdicts and how many cues have each; the counts add up to what was planned.
fn sums(desk: &Desk, found: &Reconciliation, now: UtcMs) {
    let counts: BTreeMap<Verdict, u32> = tally(&found.cues, now);
    let parts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(verdict, count)| format!("{} {count}", worded(desk, *verdict)))
        .collect();
    let planned = found.cues.len();
    let parts = parts.join("; ");
    if planned > 0 {
        desk.say("reconcile-sum", &[("planned", &planned), ("parts", &parts)]);
    }
}

fn worded(desk: &Desk, verdict: Verdict) -> String {
    desk.text(&format!("verdict-{}", verdict.slug()), &[])
}

fn told(desk: &Desk, stretch: &Unvouched) -> String {
    let why = match &stretch.why {
        Why::Off(reason) => cells::of_reason(desk, *reason),
        Why::Clock => desk.text("unvouched-clock", &[]),
        Why::Output(output) => desk.text("unvouched-output", &[("output", output)]),
        Why::Record(lost) => desk.text("unvouched-record", &[("lost", lost)]),
    };
    let until = stretch.until.map(civil);
    let until = until.unwrap_or_else(|| desk.text("unvouched-lasts", &[]));
    desk.text(
        "unvouched-stretch",
        &[
            ("from", &civil(stretch.from)),
            ("until", &until),
            ("why", &why),
            ("entry", &stretch.entry),
        ],
    )
}

/// Writes an instant as day and time in station time.
fn civil(at: UtcMs) -> String {
    let (day, time) = at.civil();
    format!("{day} {time}")
}
