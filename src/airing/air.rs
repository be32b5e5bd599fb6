//! Time passing: what has expired is closed, the rundown on air goes on to its next cue, and the one that `choice` has
//! chosen takes the air. Reports of the player are `reports`'.

use super::choice::Opening;
use super::director::Director;
use super::run::{CueState, Cut, LEAD_MS, PREARM_MS, Phase, Run};
use super::{Action, Fact, IfLate, Order, PlayOrder};
use crate::plan::TAIL_MS;
use crate::reason::Reason;
use crate::schedule::{Late, Resume};
use crate::time::UtcMs;

/// Within how many milliseconds of its instant a start counts as on time, for policies that allow no lateness.
const ON_TIME_MS: i64 = 50;
/// How late a cue inside a rundown may start, in milliseconds; what follows moves with it.
const FOLLOW_LATE_MS: i64 = 60_000;

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

    /// Writes down, for each rundown that waits, from when on the channel is free for it, and for each that is due and
    /// can't start, what keeps it.
    fn note_hindrances(&mut self) {
        let (now, output_up) = (self.now.wall, self.output_up);
        let busy_until = self.on_air().map(Run::expected_end);
        let held_until = self.held_until();
        for run in self
            .runs
            .iter_mut()
            .filter(|run| run.phase == Phase::Waiting)
        {
            let tail = run.rundown.at + TAIL_MS;
            run.free_from = match held_until {
                Some(end) if end > tail && run.may_wait() => end,
                Some(_) | None => run.free_from.min(now + LEAD_MS),
            };
            if run.rundown.at > now {
                continue;
            }
            if !output_up {
                run.hinder(Reason::DeviceLost);
            } else if busy_until.is_some_and(|end| end > tail) {
                run.hinder(Reason::ChannelBusy);
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
                    run.hinder(reason);
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

    /// Gives a rundown the air: its first cue is ordered.
    pub(super) fn begin(&mut self, index: usize, opening: Opening) {
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
        run.made_up |= late && !broken && run.makes_up();
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
        // What begins with silence is handed over in its turn; until then it must not keep others from the player. The
        // silence is its own, and can't fail: it takes the air.
        if start <= self.now.wall + PREARM_MS {
            self.order(index, cue, start, frame, if_late);
        } else {
            self.give_way(index, opening.start);
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
