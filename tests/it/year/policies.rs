//! What a simulated year says of policies and reasons: no start outside its late policy by the clock of the moment, what
//! was interrupted goes on where the record left it or begins again, and no blame on what did not happen at the time.

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
    /// How many starts were late when the clock had just been stepped over their time.
    pub late_by_step: usize,
    /// How many went on inside an item, where the record had left it.
    pub from_frame: usize,
}

impl Used {
    pub fn add(&mut self, more: &Self) {
        for (name, count) in &more.late {
            *self.late.entry(name).or_default() += count;
        }
        self.late_by_step += more.late_by_step;
        self.from_frame += more.from_frame;
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
    // Up to which frame each cue was heard, as far as the record goes.
    let mut heard: BTreeMap<&CueId, u64> = BTreeMap::new();
    let mut tried: BTreeMap<&OccurrenceId, Tried<'_>> = BTreeMap::new();
    let mut last_step = None;
    for (at, fact) in &stage.record {
        match fact {
            Fact::ClockStepped { by_ms } => {
                tried
                    .values_mut()
                    .for_each(|tried| tried.stepped_ms += by_ms.abs());
                last_step = Some((*at - *by_ms, *at));
            }
            Fact::Ordered(order) => {
                let (rundown, _) = planned.cues[&order.cue];
                if let Some(&to_frame) = heard.get(&order.cue) {
                    check_resumed(seed, rundown, order, to_frame, used);
                }
                if !begun.contains(&rundown.occurrence) {
                    let tried = tried.entry(&rundown.occurrence).or_insert(Tried {
                        first: &order.cue,
                        stepped_ms: 0,
                    });
                    let slack_ms = tried.slack_ms(&order.cue);
                    let is_late = check_start(seed, rundown, order, stage, slack_ms, used);
                    let is_jumped = last_step
                        .is_some_and(|(before, after)| (before..=after).contains(&rundown.at));
                    used.late_by_step += usize::from(is_late && is_jumped);
                }
            }
            Fact::Started {
                cue, from_frame, ..
            } => {
                heard.insert(cue, *from_frame);
                begun.insert(&planned.cues[cue].0.occurrence);
            }
            Fact::Progress { cue, to_frame } => {
                heard.insert(cue, *to_frame);
            }
            Fact::Closed(closing) => {
                let (rundown, _) = planned.cues[&closing.cue];
                troubles.check(seed, rundown, closing, *at, stepped_ms, used);
            }
            _ => {}
        }
    }
}

/// A rundown that was handed to the player and of which nothing was heard.
struct Tried<'a> {
    /// The cue that was ordered first.
    first: &'a CueId,
    /// By how much the clock was stepped since.
    stepped_ms: i64,
}

impl Tried<'_> {
    /// By how much the clock may have moved a start. Where the first cue failed, the rundown holds the air in silence
    /// and keeps its distance from now when the clock is stepped. All else is called back and judged by the new clock.
    fn slack_ms(&self, cue: &CueId) -> i64 {
        if *self.first == *cue {
            0
        } else {
            self.stepped_ms
        }
    }
}

/// A rundown of which nothing was heard starts at its time, or as late as its policies let it, by the clock that shows
/// the time when it is ordered. Returns whether it is late.
fn check_start(
    seed: u64,
    rundown: &Rundown,
    order: &Order,
    stage: &Stage,
    slack_ms: i64,
    used: &mut Used,
) -> bool {
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
    let (from, until) = (at - slack_ms, late.max(patience) + slack_ms);
    assert!(
        (from..=until).contains(&starts),
        "seed {seed}: {} was to start at {starts}, outside {from} to {until}",
        order.cue
    );
    let is_late = starts - at > LATE_MS;
    if is_late {
        *used.late.entry(name).or_default() += 1;
    }
    is_late
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

/// What was heard up to `to_frame` and is ordered again goes on from there, or begins again, as its policy says; what
/// joins in progress is where the clock says.
fn check_resumed(seed: u64, rundown: &Rundown, order: &Order, to_frame: u64, used: &mut Used) {
    let name = match rundown.resume {
        Resume::Continue => "continue",
        Resume::Restart => "restart",
        Resume::Drop => panic!("seed {seed}: {} was to be dropped", order.cue),
    };
    if rundown.late != Late::Join {
        let expected = match rundown.resume {
            Resume::Continue => to_frame,
            Resume::Restart | Resume::Drop => 0,
        };
        assert_eq!(
            order.from_frame, expected,
            "seed {seed}: {} goes on from another frame than it should",
            order.cue
        );
        used.from_frame += usize::from(order.from_frame > 0);
    }
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
