//! Time passing: what has expired is closed, the rundown on air goes on to its next cue, and the next rundown takes
//! the air. Reports of the player are `reports`'.

use std::cmp::Reverse;

use super::director::Director;
use super::run::{CueState, Cut, LEAD_MS, PREARM_MS, Phase, Run};
use super::{Action, Fact, IfLate, Order, PlayOrder};
use crate::plan::TAIL_MS;
use crate::reason::Reason;
use crate::schedule::{Late, Resume, Start};
use crate::time::UtcMs;

/// Within how many milliseconds of its instant a start counts as on time, for policies that allow no lateness.
const ON_TIME_MS: i64 = 50;
/// How late a cue inside a rundown may start, in milliseconds; what follows moves with it.
const FOLLOW_LATE_MS: i64 = 60_000;

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
    /// Does what time alone makes due.
    pub(super) fn advance(&mut self) {
        self.give_up_recalled();
        self.settle();
        self.break_overdue();
        self.hold_silence();
        // What is on air goes on by its frames; nothing new starts or is given up by a clock that may be wrong.
        if self.trust.is_trusted() {
            self.note_hindrances();
            self.close_expired();
            self.follow_on();
            self.take_air();
        } else {
            self.follow_on();
        }
        self.forget_done();
    }

    /// Writes down, for each rundown that is due and can't start, the first thing that keeps it.
    fn note_hindrances(&mut self) {
        let (now, output_up) = (self.now.wall, self.output_up);
        let busy_until = self.on_air().map(Run::expected_end);
        for run in self
            .runs
            .iter_mut()
            .filter(|run| run.phase == Phase::Waiting)
        {
            if run.rundown.at > now || run.hindrance.is_some() {
                continue;
            }
            if !output_up {
                run.hindrance = Some(Reason::DeviceLost);
            } else if busy_until.is_some_and(|end| end > run.rundown.at + TAIL_MS) {
                run.hindrance = Some(Reason::ChannelBusy);
            }
        }
    }

    /// Lets rundowns that have lost the air, and of which nothing is heard any more, go: those that may go on wait
    /// for that, the rest is closed.
    fn settle(&mut self) {
        for index in 0..self.runs.len() {
            let run = &mut self.runs[index];
            let lost = match (run.phase, run.cut) {
                (Phase::OnAir, Some(cut)) => self.now.wall >= cut.at,
                (Phase::Leaving, _) => true,
                (Phase::OnAir, None) | (Phase::Waiting | Phase::Upcoming | Phase::Broken(_), _) => {
                    false
                }
            };
            if !lost || run.is_live() {
                continue;
            }
            let cut = run.cut.take();
            let reason = cut.map_or(Reason::CutByHardStart, |cut| cut.reason);
            if cut.is_some_and(|cut| cut.resumable) && run.first_open().is_some() {
                run.phase = Phase::Broken(reason);
            } else {
                self.close_open(index, reason);
            }
        }
    }

    /// Interrupts rundowns that hold the air and could not hand their next cue to the player in time, be it because
    /// the output went in a pause: several cues that are late must not start at once.
    fn break_overdue(&mut self) {
        let reason = if self.output_up {
            Reason::TooLate
        } else {
            Reason::DeviceLost
        };
        for index in 0..self.runs.len() {
            let run = &mut self.runs[index];
            if run.overdue_at().is_none_or(|at| self.now.wall < at) {
                continue;
            }
            match (run.phase, run.rundown.resume) {
                (Phase::Upcoming, _) => {
                    run.hindrance.get_or_insert(reason);
                    run.step_back();
                }
                (_, Resume::Drop) => self.close_open(index, reason),
                (_, Resume::Continue | Resume::Restart) => run.phase = Phase::Broken(reason),
            }
        }
    }

    /// Closes what can no longer start or go on, and what was blocked from the beginning.
    fn close_expired(&mut self) {
        let now = self.now.wall;
        for index in 0..self.runs.len() {
            let run = &self.runs[index];
            match run.phase {
                Phase::Waiting if !run.rundown.has_sound() && now >= run.rundown.at => {
                    self.close_blocked(index);
                }
                Phase::Waiting if now > run.latest_start() => {
                    let reason = run.hindrance.unwrap_or(Reason::TooLate);
                    self.close_open(index, reason);
                }
                Phase::Broken(reason) if now + LEAD_MS > run.resume_deadline() => {
                    self.close_open(index, reason);
                }
                Phase::Waiting
                | Phase::Broken(_)
                | Phase::Upcoming
                | Phase::OnAir
                | Phase::Leaving => {}
            }
        }
    }

    /// Hands the next cues of the rundowns that hold the air to the player.
    fn follow_on(&mut self) {
        for index in 0..self.runs.len() {
            if !matches!(self.runs[index].phase, Phase::OnAir | Phase::Upcoming) {
                continue;
            }
            while let Some(next) = self.next_to_follow(index) {
                self.close_blocked_before(index, next);
                let run = &self.runs[index];
                let start = run.cues[next].cue.at + run.shift_ms;
                self.order(
                    index,
                    next,
                    start,
                    0,
                    IfLate::StartWithin { ms: FOLLOW_LATE_MS },
                );
            }
            if self.runs[index].first_open().is_none() {
                self.close_blocked(index);
            }
        }
    }

    /// Returns the next cue of a rundown that is due to be handed to the player.
    fn next_to_follow(&self, index: usize) -> Option<usize> {
        let run = &self.runs[index];
        let next = run
            .cues
            .iter()
            .position(|cue| cue.state == CueState::Planned && cue.cue.blocked.is_none())?;
        let start = run.cues[next].cue.at + run.shift_ms;
        let recalled = run.recalled_at().is_some();
        let lost_before = run.cut.is_some_and(|cut| start >= cut.at);
        let due = start - PREARM_MS <= self.now.wall;
        (due && !recalled && !lost_before && self.output_up).then_some(next)
    }

    /// Chooses who takes the air next and hands its first cue to the player.
    fn take_air(&mut self) {
        if !self.output_up {
            return;
        }
        let upcoming = self
            .runs
            .iter()
            .position(|run| run.phase == Phase::Upcoming);
        let horizon = self.now.wall + PREARM_MS;
        let chosen = (0..self.runs.len())
            // Nothing that waits starts before its own time.
            .filter(|&index| self.runs[index].rundown.at <= horizon)
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
                // Nor must what has nothing to be heard yet.
                if self.runs[before].silent_from().is_some() {
                    self.runs[before].step_back();
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
                Start::Wait { grace_ms } if end > at + grace_ms && !makes_up(run) => return None,
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
        let takes_it = run.rundown.start == Start::Hard
            && run.phase == Phase::Waiting
            && base == run.rundown.at
            && run.rundown.priority >= holder.rundown.priority;
        (!takes_it).then_some(end.max(base))
    }

    /// Says whether a late start at `start` is worth it: what is made up must end before anything else begins, so that
    /// making up never costs a programme that is on time; the rest must have a minute, or all it needs, before a hard
    /// start cuts it. `done_ms` of the rundown are behind it.
    fn has_room(&self, run: &Run, start: UtcMs, done_ms: i64) -> bool {
        let rest_ms = run.rundown.end() - run.rundown.at - done_ms;
        let all = makes_up(run);
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

    /// Gives a rundown the air: its first cue is ordered.
    fn begin(&mut self, index: usize, opening: Opening) {
        let run = &mut self.runs[index];
        run.broken = match run.phase {
            Phase::Broken(reason) => Some(reason),
            Phase::Waiting | Phase::Upcoming | Phase::OnAir | Phase::Leaving => None,
        };
        let broken = run.broken.is_some();
        let late = opening.start > run.rundown.at;
        let found = if run.joins() && late {
            run.position_at(opening.start)
        } else {
            run.first_open()
                .map(|cue| (cue, if broken { run.resume_frame(cue) } else { 0 }))
        };
        let hindrance = run.broken.or(run.hindrance);
        let Some((cue, frame)) = found else {
            let reason = hindrance.unwrap_or(Reason::TooLate);
            self.close_open(index, reason);
            return;
        };
        let planned = run.cues[cue].cue.at;
        let joined = run.joins() && late;
        let start = if joined || (!broken && !late) {
            planned.max(opening.start)
        } else if broken {
            opening.start
        } else {
            planned + (opening.start - run.rundown.at)
        };
        run.shift_ms = if joined {
            0
        } else {
            start - planned - crate::plan::frames_to_ms(frame)
        };
        run.made_up |= late && !broken && makes_up(run);
        run.phase = Phase::Upcoming;
        run.cut = None;
        let if_late = match run.rundown.late {
            Late::Join => IfLate::Join,
            Late::SkipAfter { .. } | Late::MakeUpBefore(_) => {
                let last = if broken {
                    run.resume_deadline()
                } else {
                    run.latest_start()
                };
                IfLate::StartWithin {
                    ms: (last - opening.start).max(ON_TIME_MS),
                }
            }
        };
        let reason = hindrance.unwrap_or(Reason::JoinedLate);
        self.close_before(index, cue, reason);
        // What begins with silence is handed over in its turn; until then it must not keep others from the player.
        if start <= self.now.wall + PREARM_MS {
            self.order(index, cue, start, frame, if_late);
        }
    }

    /// Records an order and hands it to the player, in this order: what may be heard is on record first.
    fn order(&mut self, index: usize, cue: usize, start: UtcMs, frame: u64, if_late: IfLate) {
        let run = &mut self.runs[index];
        let (cut, made_up) = (run.cut, run.made_up);
        let rundown = &run.rundown;
        let cue_run = &mut run.cues[cue];
        let planned = &cue_run.cue;
        let content = planned
            .content
            .as_ref()
            .expect("a cue that may air should have content");
        let sha256 = content
            .sha256
            .expect("a cue that may air should have approved audio");
        let order = Order {
            cue: planned.id.clone(),
            programme: rundown.title.clone(),
            segment: content.segment.clone(),
            title: content.title.clone(),
            audio: content.audio.clone(),
            sha256,
            topic: content.topics.first().cloned(),
            producer: content.producer.clone(),
            zones: rundown.zones.names(),
            scheduled: planned.at,
            start,
            from_frame: frame,
            total_frames: planned.length_frames,
            made_up,
        };
        let play = PlayOrder {
            cue: planned.id.clone(),
            audio: content.audio.clone(),
            sha256,
            start,
            from_frame: frame,
            gain_db: content.gain_db,
            if_late,
        };
        cue_run.state = CueState::Armed(start);
        cue_run.from_frame = frame;
        cue_run.to_frame = frame;
        let stop = cut.map(|cut| Action::Stop {
            cue: play.cue.clone(),
            at: cut.at,
        });
        self.actions.push(Action::Record(Fact::Ordered(order)));
        self.actions.push(Action::Arm(play));
        self.actions.extend(stop);
    }

    /// Makes the rundown on air give way to `winner`, whose first cue is ready to start at `at`: only now, because
    /// what is on air must not be cut for a programme that can't play.
    pub(super) fn give_way(&mut self, winner: usize, at: UtcMs) {
        let (class, emergency) = {
            let priority = self.runs[winner].rundown.priority;
            (priority, priority == crate::schedule::Priority::Emergency)
        };
        let Some(index) = self.runs.iter().position(|run| run.phase == Phase::OnAir) else {
            return;
        };
        let run = &mut self.runs[index];
        if run.expected_end() <= at + TAIL_MS {
            return;
        }
        let reason = if emergency {
            Reason::Emergency
        } else {
            Reason::CutByHardStart
        };
        let resumable = class > run.rundown.priority && run.rundown.resume != Resume::Drop;
        run.cut = Some(Cut {
            at,
            reason,
            resumable,
        });
        for cue in run.cues.iter().filter(|cue| cue.may_be_heard()) {
            self.actions.push(Action::Stop {
                cue: cue.cue.id.clone(),
                at,
            });
        }
    }

    /// Closes every cue of a rundown that is not closed: those that were blocked with their own reason, the others
    /// with `reason`.
    pub(super) fn close_open(&mut self, index: usize, reason: Reason) {
        self.close_before(index, self.runs[index].cues.len(), reason);
    }

    /// Closes the cues before `until` that are still open, when the rundown joins in progress.
    fn close_before(&mut self, index: usize, until: usize, reason: Reason) {
        for cue in 0..until {
            if self.runs[index].cues[cue].state != CueState::Closed {
                self.close_heard(index, cue, reason);
            }
        }
    }

    /// Closes the blocked cues before `until`.
    fn close_blocked_before(&mut self, index: usize, until: usize) {
        for cue in 0..until {
            let run = &self.runs[index].cues[cue];
            if let (Some(blocked), false) = (&run.cue.blocked, run.state == CueState::Closed) {
                let reason = blocked.reason;
                self.close_heard(index, cue, reason);
            }
        }
    }

    /// Closes every blocked cue.
    fn close_blocked(&mut self, index: usize) {
        self.close_blocked_before(index, self.runs[index].cues.len());
    }

    /// Lets go of rundowns that are done.
    fn forget_done(&mut self) {
        let done = &mut self.done;
        self.runs.retain(|run| {
            let keep = !run.is_done();
            if !keep {
                done.insert(run.rundown.occurrence.clone(), run.rundown.at);
            }
            keep
        });
    }
}

/// Says whether a rundown is made up when it was missed.
fn makes_up(run: &Run) -> bool {
    matches!(run.rundown.late, Late::MakeUpBefore(_))
}
