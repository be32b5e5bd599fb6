//! What a simulated year says of policies and reasons: no start outside its late policy, nothing heard twice that is to
//! be dropped, and no blame on what did not happen at the time.

use std::collections::{BTreeMap, BTreeSet};

use loa::airing::{Closing, Fact, Order};
use loa::ids::{CueId, OccurrenceId};
use loa::plan::{Rundown, TAIL_MS, frames_to_ms};
use loa::reason::Reason;
use loa::schedule::{Late, Resume, Start};
use loa::time::UtcMs;

use super::Planned;
use crate::common::stage::Stage;

/// A later start than this is late, in milliseconds.
const LATE_MS: i64 = 1_000;

/// How long something that then can't be heard holds the air while it is got ready, in milliseconds.
const READY_MS: i64 = 16_000;

/// How often each policy was put to use.
#[derive(Default, Debug)]
pub struct Used {
    pub late: BTreeMap<&'static str, usize>,
    pub resumed: BTreeMap<&'static str, usize>,
    pub blamed: BTreeMap<Reason, usize>,
}

impl Used {
    pub fn add(&mut self, more: &Self) {
        for (name, count) in &more.late {
            *self.late.entry(name).or_default() += count;
        }
        for (name, count) in &more.resumed {
            *self.resumed.entry(name).or_default() += count;
        }
        for (reason, count) in &more.blamed {
            *self.blamed.entry(*reason).or_default() += count;
        }
    }
}

/// Holds every order and every reason of a record against the policies, in the words of the format.
pub fn check(seed: u64, stage: &Stage, planned: &Planned<'_>, stepped_ms: i64, used: &mut Used) {
    let troubles = Troubles::of(stage);
    let mut begun: BTreeSet<&OccurrenceId> = BTreeSet::new();
    let mut started: BTreeSet<&CueId> = BTreeSet::new();
    for (at, fact) in &stage.record {
        match fact {
            Fact::Ordered(order) => {
                let (rundown, _) = planned.cues[&order.cue];
                if started.contains(&order.cue) {
                    count_resumed(seed, rundown, order, used);
                }
                if !begun.contains(&rundown.occurrence) {
                    check_start(seed, rundown, order, stage, stepped_ms, used);
                }
            }
            Fact::Started { cue, .. } => {
                started.insert(cue);
                begun.insert(&planned.cues[cue].0.occurrence);
            }
            Fact::Closed(closing) => {
                let (rundown, _) = planned.cues[&closing.cue];
                troubles.check(seed, rundown, closing, *at, stepped_ms, used);
            }
            _ => {}
        }
    }
}

/// A rundown of which nothing was heard starts at its time, or as late as its policies let it.
fn check_start(
    seed: u64,
    rundown: &Rundown,
    order: &Order,
    stage: &Stage,
    stepped_ms: i64,
    used: &mut Used,
) {
    let at = rundown.at;
    let (name, late) = match rundown.late {
        Late::SkipAfter { ms } => ("skip_after", at + ms),
        Late::Join => ("join", rundown.end()),
        Late::MakeUpBefore(time) => ("make_up_before", at.day().at(time)),
    };
    let patience = match rundown.start {
        Start::Hard => at,
        Start::Wait { grace_ms } => at + grace_ms,
        Start::Next => free_for(rundown, order, stage) + (late - at),
    };
    let starts = match rundown.late {
        Late::Join => order.start,
        Late::SkipAfter { .. } | Late::MakeUpBefore(_) => order.start - (order.scheduled - at),
    };
    let (from, until) = (at - stepped_ms, late.max(patience) + stepped_ms);
    assert!(
        (from..=until).contains(&starts),
        "seed {seed}: {} was to start at {starts}, outside {from} to {until}",
        order.cue
    );
    if starts - at > LATE_MS {
        *used.late.entry(name).or_default() += 1;
    }
}

/// From when on a rundown had nothing to wait for: the end of the last sound before it, where that is after its time, or
/// what the plan expected.
fn free_for(rundown: &Rundown, order: &Order, stage: &Stage) -> UtcMs {
    let others = stage.heard.iter().rev();
    let others = others.filter(|heard| heard.cue != order.cue);
    let mut ends = others.map(|heard| heard.at + frames_to_ms(heard.to_frame - heard.from_frame));
    let last = ends.find(|end| *end <= order.start + TAIL_MS);
    last.unwrap_or(rundown.at).max(rundown.starts) + READY_MS
}

fn count_resumed(seed: u64, rundown: &Rundown, order: &Order, used: &mut Used) {
    let name = match rundown.resume {
        Resume::Continue => "continue",
        Resume::Restart => "restart",
        Resume::Drop => panic!("seed {seed}: {} was to be dropped", order.cue),
    };
    let is_joined = rundown.late == Late::Join;
    assert!(
        is_joined || rundown.resume != Resume::Restart || order.from_frame == 0,
        "seed {seed}: {} was to be heard from its beginning",
        order.cue
    );
    *used.resumed.entry(name).or_default() += 1;
}

/// From when until when something was wrong, by the reason that it is.
struct Troubles {
    spans: Vec<(Reason, UtcMs, UtcMs)>,
}

impl Troubles {
    fn of(stage: &Stage) -> Self {
        let mut spans = Vec::new();
        let mut lost = None;
        for (at, fact) in &stage.record {
            match fact {
                Fact::DaemonStarted { off: Some(off), .. } => {
                    spans.push((off.cause, off.since, *at));
                }
                Fact::OutputLost { .. } => lost = Some(*at),
                Fact::OutputOpened { .. } => {
                    spans.extend(lost.take().map(|since| (Reason::DeviceLost, since, *at)));
                }
                _ => {}
            }
        }
        Self { spans }
    }

    /// What is blamed must have been there between the time of the rundown and the closing.
    fn check(
        &self,
        seed: u64,
        rundown: &Rundown,
        closing: &Closing,
        closed: UtcMs,
        stepped_ms: i64,
        used: &mut Used,
    ) {
        let Some(reason) = closing.reason else { return };
        *used.blamed.entry(reason).or_default() += 1;
        assert!(
            ![Reason::PlannedTooLate, Reason::Operator, Reason::MachineOff].contains(&reason),
            "seed {seed}: {} is blamed on {reason:?}",
            closing.cue
        );
        if ![Reason::PowerLost, Reason::DaemonDown, Reason::DeviceLost].contains(&reason) {
            return;
        }
        let was_there = self.spans.iter().any(|&(what, since, until)| {
            what == reason && until + stepped_ms >= rundown.at && since <= closed + stepped_ms
        });
        assert!(
            was_there,
            "seed {seed}: {} is blamed on {reason:?} at {closed}",
            closing.cue
        );
    }
}
