//! Planned against aired (đối chiếu): every planned cue with what the record says of it, and nothing left blank. What
//! to call it in the report is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use super::as_run::{Evidence, Row};
use crate::airing::Outcome;
use crate::ids::{CueId, Digest, SegmentId};
use crate::plan::{Cue, Plan, Rundown};
use crate::reason::Reason;
use crate::time::{CivilDay, UtcMs};

/// Plans compared with the record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reconciliation {
    /// Every planned cue, by planned instant.
    pub cues: Vec<Reconciled>,
    /// The cues in the record that no plan has, in the order of the record.
    pub unplanned: Vec<CueId>,
}

/// A planned cue and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Reconciled {
    /// The cue.
    pub cue: CueId,
    /// The civil day of its plan.
    pub day: CivilDay,
    /// The instant that the rule names.
    pub at: UtcMs,
    /// The instant at which the plan expects it, after what holds the air before it.
    pub expected: UtcMs,
    /// The programme's title.
    pub programme: String,
    /// The planned segment; `None` where the plan could not name one.
    pub segment: Option<SegmentId>,
    /// The planned length in mix frames.
    pub planned_frames: u64,
    /// The first frame at the output, in microseconds since 1970-01-01T00:00:00Z; `None` where none was heard.
    pub started_us: Option<i64>,
    /// How many frames were heard.
    pub played_frames: u64,
    /// Whether `played_frames` is a lower bound.
    pub at_least: bool,
    /// Whether it was made up (phát bù) outside its time.
    pub made_up: bool,
    /// What became of it.
    pub became: Became,
    /// The numbers of the entries that say so, in order.
    pub entries: Vec<u64>,
    /// How well that is known.
    pub evidence: Evidence,
    /// Whether other bytes than the planned ones were ordered.
    pub other_audio: bool,
}

/// What became of a planned cue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Became {
    /// It was closed with this outcome, for this reason.
    Closed(Outcome, Option<Reason>),
    /// It was begun and not closed: it is on air, or the record ends before its end.
    Open,
    /// The record says nothing of it: its time has not come, or the record has a hole.
    NotRecorded,
}

/// How many cues became what. `planned` is the sum of all others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// All planned cues.
    pub planned: u32,
    /// Phát đủ.
    pub aired: u32,
    /// Phát thiếu.
    pub partial: u32,
    /// Bị ngắt.
    pub interrupted: u32,
    /// Không phát, by reason.
    pub missed: BTreeMap<Option<Reason>, u32>,
    /// Begun and not closed.
    pub open: u32,
    /// Nothing recorded.
    pub not_recorded: u32,
}

/// Compares plans with the rows of the same stretch of time. Where two plans have the same cue, the later one in
/// `plans` counts.
pub fn planned_against_aired(plans: &[Plan], rows: &[Row]) -> Reconciliation {
    let rows_by_cue: BTreeMap<&CueId, &Row> = rows.iter().map(|row| (&row.cue, row)).collect();
    let mut planned: BTreeMap<&CueId, (CivilDay, &Rundown, &Cue)> = BTreeMap::new();
    for plan in plans {
        for rundown in &plan.rundowns {
            for cue in &rundown.cues {
                planned.insert(&cue.id, (plan.day, rundown, cue));
            }
        }
    }
    let known: BTreeSet<&CueId> = planned.keys().copied().collect();
    let mut cues: Vec<Reconciled> = planned
        .into_values()
        .map(|(day, rundown, cue)| reconcile(day, rundown, cue, rows_by_cue.get(&cue.id).copied()))
        .collect();
    cues.sort_by(|a, b| (a.at, &a.cue).cmp(&(b.at, &b.cue)));
    let unplanned = rows.iter().map(|row| &row.cue);
    let unplanned = unplanned.filter(|cue| !known.contains(cue));
    Reconciliation {
        cues,
        unplanned: unplanned.cloned().collect(),
    }
}

fn reconcile(day: CivilDay, rundown: &Rundown, cue: &Cue, row: Option<&Row>) -> Reconciled {
    let became = match row {
        None => Became::NotRecorded,
        Some(row) => match row.closed {
            Some(closed) => Became::Closed(closed.outcome, closed.reason),
            None => Became::Open,
        },
    };
    let planned: Option<Digest> = cue.content.as_ref().and_then(|content| content.sha256);
    let ordered = row
        .and_then(|row| row.order.as_ref())
        .map(|order| order.sha256);
    Reconciled {
        cue: cue.id.clone(),
        day,
        at: cue.at,
        programme: rundown.title.clone(),
        segment: cue.content.as_ref().map(|content| content.segment.clone()),
        expected: cue.at + (rundown.starts - rundown.at),
        planned_frames: cue.length_frames,
        started_us: row.and_then(Row::first_start).map(|start| start.at_us),
        played_frames: row.map_or(0, |row| row.played_frames),
        at_least: row.is_some_and(|row| row.at_least),
        made_up: row
            .and_then(|row| row.order.as_ref())
            .is_some_and(|order| order.made_up),
        became,
        entries: row.map_or_else(Vec::new, |row| row.entries.clone()),
        evidence: row.map_or(Evidence::E0, Row::evidence),
        other_audio: ordered.is_some() && ordered != planned,
    }
}

impl Reconciliation {
    /// Counts what became of all planned cues.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for cue in &self.cues {
            summary.planned += 1;
            *summary.count(cue.became) += 1;
        }
        summary
    }
}

impl Summary {
    fn count(&mut self, became: Became) -> &mut u32 {
        match became {
            Became::Closed(Outcome::Aired, _) => &mut self.aired,
            Became::Closed(Outcome::Partial, _) => &mut self.partial,
            Became::Closed(Outcome::Interrupted, _) => &mut self.interrupted,
            Became::Closed(Outcome::Missed, reason) => self.missed.entry(reason).or_default(),
            Became::Open => &mut self.open,
            Became::NotRecorded => &mut self.not_recorded,
        }
    }
}
