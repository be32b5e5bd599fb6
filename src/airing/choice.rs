//! Who takes the air next, and when: what is on, what is being got ready, and what every rundown that waits could have of
//! it. Giving it the air is `air`'s.

use std::cmp::Reverse;

use super::director::Director;
use super::run::{LEAD_MS, PREARM_MS, Phase, Run};
use crate::plan::TAIL_MS;
use crate::schedule::Start;
use crate::time::UtcMs;

/// How long after its instant a first cue that is not heard is left to the player when another is due, in milliseconds.
const HANGS_MS: i64 = 1_000;
/// A late start that a hard start would cut sooner than this is not worth it, in milliseconds.
const WORTHWHILE_MS: i64 = 60_000;

/// When a rundown could take the air.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opening {
    /// The instant.
    pub start: UtcMs,
    /// Whether that is at or before its own time.
    pub on_time: bool,
}

impl Director {
    /// Chooses who takes the air next and hands its first cue to the player.
    pub(super) fn take_air(&mut self) {
        if !self.output_up {
            return;
        }
        let upcoming = self
            .runs
            .iter()
            .position(|run| run.phase == Phase::Upcoming);
        let horizon = self.now.wall + PREARM_MS;
        let chosen = (0..self.runs.len())
            .filter_map(|index| Some((index, self.opening(index)?)))
            .filter(|(_, opening)| opening.start <= horizon)
            .min_by_key(|&(index, opening)| {
                let rundown = &self.runs[index].rundown;
                // At one instant the plan knows the order: who waits there begins after those who are on time.
                let planned = (rundown.starts, Reverse(rundown.priority), rundown.at);
                (!opening.on_time, opening.start, planned, index)
            });
        match (chosen, upcoming) {
            (Some((index, opening)), None) => self.begin(index, opening),
            // What hangs while it is got ready must not keep another from its second.
            (Some((index, opening)), Some(before)) if opening.on_time => {
                let silent_from = self.runs[before].silent_from();
                // Nor must silence that is still to come keep what is due before it or takes it anyway.
                if silent_from.is_some_and(|from| {
                    opening.start < from || takes_from(&self.runs[index], &self.runs[before])
                }) {
                    self.recall_armed(before);
                    self.begin(index, opening);
                    return;
                }
                let hangs = self.runs[before].hangs_since();
                if hangs.is_some_and(|start| start + HANGS_MS < self.now.wall) {
                    self.recall_armed(before);
                }
            }
            (Some(_), Some(_)) | (None, _) => {}
        }
    }

    /// Returns when a rundown could take the air, or `None` when it can't as things are.
    pub(super) fn opening(&self, index: usize) -> Option<Opening> {
        let run = &self.runs[index];
        let (now, at) = (self.now.wall, run.rundown.at);
        match run.phase {
            Phase::Waiting if run.rundown.has_sound() => {}
            Phase::Broken(_) => return self.opening_of_broken(run),
            Phase::Waiting | Phase::Upcoming | Phase::OnAir | Phase::Leaving => return None,
        }
        let on_time = now <= at;
        let base = if on_time { at } else { now + LEAD_MS };
        let start = match self.busy_until(run, base) {
            None => base,
            Some(end) => match run.rundown.start {
                Start::Hard => end,
                Start::Wait { grace_ms } if end > at + grace_ms && !run.makes_up() => return None,
                Start::Wait { .. } | Start::Next => end,
            },
        };
        let fits = start <= run.latest_start() && (start <= at || self.has_room(run, start, 0));
        fits.then_some(Opening {
            start,
            on_time: on_time && start == at,
        })
    }

    /// Returns when an interrupted rundown could go on.
    fn opening_of_broken(&self, run: &Run) -> Option<Opening> {
        let base = self.now.wall + LEAD_MS;
        let start = self.busy_until(run, base).unwrap_or(base);
        let done_ms = run
            .first_open()
            .map_or(0, |cue| run.cues[cue].cue.at - run.rundown.at);
        let fits = start <= run.resume_deadline() && self.has_room(run, start, done_ms);
        fits.then_some(Opening {
            start,
            on_time: false,
        })
    }

    /// Returns until when the channel is taken, if a start of `run` at `base` has to wait for that.
    fn busy_until(&self, run: &Run, base: UtcMs) -> Option<UtcMs> {
        let holder = self.on_air()?;
        let end = holder.expected_end();
        if end <= base + TAIL_MS {
            return None;
        }
        let takes_it =
            run.phase == Phase::Waiting && base == run.rundown.at && takes_from(run, holder);
        (!takes_it).then_some(end.max(base))
    }

    /// Says whether a late start at `start` is worth it: what is made up must end before anything else begins, so that
    /// making up never costs a programme that is on time; the rest must have a minute, or all it needs, before a hard
    /// start cuts it. `done_ms` of the rundown are behind it.
    fn has_room(&self, run: &Run, start: UtcMs, done_ms: i64) -> bool {
        let rest_ms = run.rundown.end() - run.rundown.at - done_ms;
        let all = run.makes_up();
        let end = start
            + if all {
                rest_ms
            } else {
                rest_ms.min(WORTHWHILE_MS)
            };
        !self.runs.iter().any(|other| {
            let cuts = other.rundown.start == Start::Hard
                && other.rundown.priority >= run.rundown.priority;
            other.phase == Phase::Waiting
                && other.rundown.has_sound()
                && other.rundown.at > self.now.wall
                && other.rundown.at + TAIL_MS < end
                && (all || cuts)
        })
    }

    /// Returns until when the channel is taken, by what is on or by what is about to be; what hangs holds nothing.
    pub(super) fn held_until(&self) -> Option<UtcMs> {
        let now = self.now.wall;
        let holds = |run: &&Run| match run.phase {
            Phase::OnAir => !run.is_done(),
            Phase::Upcoming => run
                .hangs_since()
                .is_none_or(|start| now <= start + HANGS_MS),
            Phase::Waiting | Phase::Leaving | Phase::Broken(_) => false,
        };
        let ends = self.runs.iter().filter(holds).map(Run::expected_end);
        ends.max().map(|end| end.max(now + LEAD_MS))
    }
}

/// Says whether one rundown that is on time takes the air from another.
fn takes_from(run: &Run, holder: &Run) -> bool {
    run.rundown.start == Start::Hard && run.rundown.priority >= holder.rundown.priority
}
