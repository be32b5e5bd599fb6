//! What the player reports, turned into facts and into the next phase of a rundown. What time alone makes due is
//! `air`'s.

use super::director::Director;
use super::run::{CueState, Phase, RECALL_MS};
use super::{Action, Closing, Fact, Outcome, PlayerReport, StopWhy};
use crate::ids::CueId;
use crate::plan::ms_to_frames;
use crate::reason::Reason;
use crate::schedule::Resume;
use crate::time::UtcMs;

/// How much sound lies between two records of progress, in milliseconds: what a power cut can take from the record.
const PROGRESS_MS: i64 = 15_000;
/// A stop that is nearer than this may already lie in the device's queue, in milliseconds.
const QUEUED_MS: i64 = 1_000;
/// A start that is later than this moves what follows in its rundown, in microseconds.
const SHIFT_FROM_US: i64 = 100_000;

impl Director {
    /// Takes a report of the player. One about a cue that the player should not have is ignored: it crossed with a
    /// decision.
    pub(super) fn reported(&mut self, report: PlayerReport) {
        let id = match &report {
            PlayerReport::Ready(cue)
            | PlayerReport::Started { cue, .. }
            | PlayerReport::Progress { cue, .. }
            | PlayerReport::Ended { cue, .. }
            | PlayerReport::Stopped { cue, .. } => cue,
        };
        let Some((index, cue)) = self.find_live(id) else {
            return;
        };
        match report {
            PlayerReport::Ready(_) => self.ready(index, cue),
            PlayerReport::Started {
                at_us,
                late_us,
                from_frame,
                output,
                cue: id,
            } => {
                self.record(Fact::Started {
                    cue: id,
                    at_us,
                    late_us,
                    from_frame,
                    output,
                });
                self.started(index, cue, late_us, from_frame);
            }
            PlayerReport::Progress { to_frame, .. } => self.progressed(index, cue, to_frame),
            PlayerReport::Ended { to_frame, .. } => self.ended(index, cue, to_frame),
            PlayerReport::Stopped { to_frame, why, .. } => {
                let run = &mut self.runs[index].cues[cue];
                let was_heard = run.state == CueState::Playing;
                run.book(to_frame);
                self.stopped(index, cue, &why);
                if was_heard {
                    self.account(index, cue, to_frame);
                }
            }
        }
    }

    /// Returns the rundown and the cue that the player has under this id.
    fn find_live(&self, id: &CueId) -> Option<(usize, usize)> {
        self.runs
            .iter()
            .enumerate()
            .find_map(|(index, run)| Some((index, run.live_cue(id)?)))
    }

    /// The first cue of the next rundown can start: only now does what is on air have to give way.
    fn ready(&mut self, index: usize, cue: usize) {
        let run = &self.runs[index];
        if let (Phase::Upcoming, CueState::Armed(start)) = (run.phase, run.cues[cue].state) {
            self.give_way(index, start.max(self.now.wall));
        }
    }

    /// A cue is heard: its rundown has the air.
    fn started(&mut self, index: usize, cue: usize, late_us: i64, from_frame: u64) {
        if self.runs[index].phase == Phase::Upcoming {
            for run in self.runs.iter_mut().filter(|run| run.phase == Phase::OnAir) {
                run.phase = Phase::Leaving;
            }
            self.runs[index].phase = Phase::OnAir;
        }
        let run = &mut self.runs[index];
        let cue_run = &mut run.cues[cue];
        // An order that joins leaves out what it is late by; one that does not pushes the rest of its rundown back.
        let joined = from_frame != cue_run.from_frame;
        cue_run.state = CueState::Playing;
        cue_run.started = true;
        cue_run.from_frame = from_frame;
        cue_run.to_frame = from_frame;
        cue_run.recorded_frame = from_frame;
        if late_us >= SHIFT_FROM_US && !joined {
            run.shift_ms += late_us / 1_000;
            self.recall_armed(index);
        }
    }

    /// A cue goes on.
    fn progressed(&mut self, index: usize, cue: usize, to_frame: u64) {
        let run = &mut self.runs[index].cues[cue];
        run.to_frame = run.to_frame.max(to_frame);
        if to_frame >= run.recorded_frame + ms_to_frames(PROGRESS_MS) {
            self.record_progress(index, cue, to_frame);
        }
    }

    /// Records how far a cue has come that stays open: nobody could tell afterwards what this start of it played, and
    /// what the next one did.
    fn account(&mut self, index: usize, cue: usize, to_frame: u64) {
        let run = &self.runs[index].cues[cue];
        if run.state != CueState::Closed && to_frame > run.recorded_frame {
            self.record_progress(index, cue, to_frame);
        }
    }

    fn record_progress(&mut self, index: usize, cue: usize, to_frame: u64) {
        let run = &mut self.runs[index].cues[cue];
        run.recorded_frame = to_frame;
        let cue = run.cue.id.clone();
        self.record(Fact::Progress { cue, to_frame });
    }

    /// A cue was heard to its end.
    fn ended(&mut self, index: usize, cue: usize, to_frame: u64) {
        let hindrance = self.runs[index].broken.or(self.runs[index].hindrance);
        let run = &mut self.runs[index].cues[cue];
        run.book(to_frame);
        if run.is_whole() {
            self.close(index, cue, Outcome::Aired, None);
        } else {
            let reason = hindrance.unwrap_or(Reason::JoinedLate);
            self.close(index, cue, Outcome::Partial, Some(reason));
        }
    }

    /// A cue is not heard any more, or never was.
    fn stopped(&mut self, index: usize, cue: usize, why: &StopWhy) {
        let run = &mut self.runs[index];
        let cut = run.cut;
        match why {
            StopWhy::Told if matches!(run.cues[cue].state, CueState::Recalled(_)) => {
                run.cues[cue].state = CueState::Planned;
                run.step_back();
            }
            StopWhy::Told => match cut {
                Some(cut) if !cut.resumable => self.close_heard(index, cue, cut.reason),
                // Without a cut it was called back in the very moment it started, and is ordered anew.
                Some(_) | None => run.cues[cue].state = CueState::Planned,
            },
            &StopWhy::Failed { reason, .. } => {
                self.close_heard(index, cue, reason);
                self.give_up_slot(index, reason);
            }
            StopWhy::TooLate => {
                let reason = self.runs[index].hindrance.unwrap_or(Reason::TooLate);
                self.take_back_cut(index);
                self.close_heard(index, cue, reason);
                // One that joins in progress may still be in time with its next cue.
                if self.runs[index].phase == Phase::Upcoming && !self.runs[index].joins() {
                    self.recall_armed(index);
                    self.close_unarmed(index, reason);
                }
            }
            StopWhy::OutputLost => {
                // The report of the output itself may come after this one; nothing is ordered in between.
                self.output_up = false;
                self.break_off(index, cue, Reason::DeviceLost);
            }
        }
    }

    /// Interrupts a rundown against anybody's wish: it goes on by its policy.
    fn break_off(&mut self, index: usize, cue: usize, reason: Reason) {
        let now = self.now.wall;
        let run = &mut self.runs[index];
        // What had lost the air already does not come back with the output.
        if let Some(cut) = run.cut.filter(|cut| !cut.resumable && cut.at <= now) {
            self.close_heard(index, cue, cut.reason);
            return;
        }
        match run.rundown.resume {
            Resume::Drop => {
                self.close_heard(index, cue, reason);
                self.recall_armed(index);
                self.close_unarmed(index, reason);
            }
            Resume::Continue | Resume::Restart => {
                run.cues[cue].state = CueState::Planned;
                run.phase = Phase::Broken(reason);
                self.recall_armed(index);
            }
        }
    }

    /// Ends the wait for a rundown whose cue failed before it was heard, when nothing of it is left.
    fn give_up_slot(&mut self, index: usize, reason: Reason) {
        let run = &self.runs[index];
        if run.phase == Phase::Upcoming && run.first_open().is_none() {
            self.take_back_cut(index);
            self.close_open(index, reason);
        }
    }

    /// Calls the armed cues of a rundown back from the player. One that was to begin with silence goes back at once.
    pub(super) fn recall_armed(&mut self, index: usize) {
        self.take_back_cut(index);
        let (at, since) = (self.now.wall, self.now.mono);
        for cue in &mut self.runs[index].cues {
            if let CueState::Armed(_) = cue.state {
                cue.state = CueState::Recalled(since);
                self.actions.push(Action::Stop {
                    cue: cue.cue.id.clone(),
                    at,
                });
            }
        }
        self.runs[index].step_back();
    }

    /// Lets what is on air go on that was to give way to `winner`, which does not take the air after all. Where its
    /// end may lie in the device's queue already, it comes back by its policy.
    fn take_back_cut(&mut self, winner: usize) {
        if self.runs[winner].phase != Phase::Upcoming {
            return;
        }
        let queued_until = self.now.wall + QUEUED_MS;
        for run in &mut self.runs {
            let Some(cut) = run.cut.as_mut() else {
                continue;
            };
            if run.phase != Phase::OnAir || cut.reason == Reason::Operator {
                continue;
            }
            if cut.at <= queued_until {
                cut.resumable = run.rundown.resume != Resume::Drop;
                continue;
            }
            run.cut = None;
            let going_on = run.cues.iter().filter(|cue| cue.may_be_heard());
            self.actions.extend(going_on.map(|cue| Action::GoOn {
                cue: cue.cue.id.clone(),
            }));
        }
    }

    /// Closes cues that were called back and for which the player does not answer: they must not hold the air.
    pub(super) fn give_up_recalled(&mut self) {
        for index in 0..self.runs.len() {
            for cue in 0..self.runs[index].cues.len() {
                if let CueState::Recalled(since) = self.runs[index].cues[cue].state
                    && self.now.mono - since >= RECALL_MS
                {
                    self.close_heard(index, cue, Reason::SoundFailed);
                    self.runs[index].step_back();
                }
            }
        }
    }

    /// Gives the free air to a rundown that begins with a pause, or whose first cue failed and whose next is still to
    /// come: others may cut that or wait for it as for any other pause.
    pub(super) fn hold_silence(&mut self) {
        if self.runs.iter().any(|run| run.phase == Phase::OnAir) {
            return;
        }
        let now = self.now.wall;
        let mut runs = self.runs.iter_mut();
        if let Some(run) = runs.find(|run| run.silent_from().is_some_and(|from| from <= now)) {
            run.phase = Phase::OnAir;
            run.broken = None;
        }
    }

    /// Closes the cues of a rundown that the player does not have.
    pub(super) fn close_unarmed(&mut self, index: usize, reason: Reason) {
        for cue in 0..self.runs[index].cues.len() {
            match self.runs[index].cues[cue].state {
                CueState::Planned | CueState::Recalled(_) => self.close_heard(index, cue, reason),
                CueState::Armed(_) | CueState::Playing | CueState::Closed => {}
            }
        }
    }

    /// Closes a cue as interrupted where some of it was heard, and as missed otherwise.
    pub(super) fn close_heard(&mut self, index: usize, cue: usize, reason: Reason) {
        let run = &self.runs[index].cues[cue];
        let reason = run
            .cue
            .blocked
            .as_ref()
            .map_or(reason, |blocked| blocked.reason);
        let outcome = if run.started {
            Outcome::Interrupted
        } else {
            Outcome::Missed
        };
        self.close(index, cue, outcome, Some(reason));
    }

    /// Records what became of a cue: the one closing fact that it gets.
    pub(super) fn close(
        &mut self,
        index: usize,
        cue: usize,
        outcome: Outcome,
        reason: Option<Reason>,
    ) {
        let run = &mut self.runs[index];
        let cue_run = &mut run.cues[cue];
        assert!(
            cue_run.state != CueState::Closed,
            "a cue should be closed only once"
        );
        cue_run.state = CueState::Closed;
        let planned = &cue_run.cue;
        let closing = Closing {
            cue: planned.id.clone(),
            outcome,
            reason,
            scheduled: planned.at,
            segment: planned
                .content
                .as_ref()
                .map(|content| content.segment.clone()),
            title: planned.content.as_ref().map_or_else(
                || run.rundown.title.clone(),
                |content| content.title.clone(),
            ),
            played_frames: cue_run.heard_frames,
            total_frames: planned.length_frames,
            at_least: cue_run.at_least,
        };
        self.actions.push(Action::Record(Fact::Closed(closing)));
    }

    /// Asks for a fact to be recorded.
    pub(super) fn record(&mut self, fact: Fact) {
        self.actions.push(Action::Record(fact));
    }

    /// Stops what is on air because the person on duty says so.
    pub(super) fn stop_by_operator(&mut self, by: String) {
        let Some(index) = self.runs.iter().position(|run| run.phase == Phase::OnAir) else {
            return;
        };
        let is_leaving = |cut: super::run::Cut| cut.reason == Reason::Operator;
        if self.runs[index].cut.is_some_and(is_leaving) {
            return;
        }
        let occurrence = self.runs[index].rundown.occurrence.clone();
        self.record(Fact::StoppedByOperator { by, occurrence });
        let at: UtcMs = self.now.wall;
        self.runs[index].cut = Some(super::run::Cut {
            at,
            reason: Reason::Operator,
            resumable: false,
        });
        for cue in self.runs[index]
            .cues
            .iter()
            .filter(|cue| cue.may_be_heard())
        {
            self.actions.push(Action::Stop {
                cue: cue.cue.id.clone(),
                at,
            });
        }
    }
}
