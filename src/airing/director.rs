//! The director: inputs in, actions out, strictly in order, under a clock that is handed in. Every planned cue ends in
//! exactly one closing fact. It knows cues and facts, and neither schedules nor ledgers nor devices.

use std::collections::{BTreeMap, BTreeSet};

use super::idle::Idle;
use super::run::{CueState, PREARM_MS, Phase, RECALL_MS, Run};
use super::{Action, ClockTrust, CueHistory, Fact, Input, OperatorCommand, OutputReport};
use crate::ids::{CueId, Digest, OccurrenceId};
use crate::plan::Plan;
use crate::reason::Reason;
use crate::schedule::Resume;
use crate::time::{CivilDay, MonoMs, Now, UtcMs};

/// How long finished occurrences are remembered, in milliseconds, so that neither a new plan nor a clock that is put
/// back brings one up again.
const REMEMBER_MS: i64 = 3 * 24 * 3_600_000;

/// Decides what is aired. [`Director::handle`] is the only way to change it.
#[derive(Clone, Debug)]
pub struct Director {
    pub(super) now: Now,
    pub(super) trust: ClockTrust,
    pub(super) output_up: bool,
    idle: Idle,
    /// Sorted by scheduled instant, then by occurrence.
    pub(super) runs: Vec<Run>,
    /// Occurrences that are done, with their instants.
    pub(super) done: BTreeMap<OccurrenceId, UtcMs>,
    /// The plan of each day, as the record has it.
    adopted: BTreeMap<CivilDay, Digest>,
    pub(super) actions: Vec<Action>,
}

/// What is on air, for people to look at.
#[derive(Clone, PartialEq, Debug)]
pub struct OnAir {
    /// The occurrence.
    pub occurrence: OccurrenceId,
    /// The programme's title.
    pub programme: String,
    /// The cue that is heard, where one is.
    pub cue: Option<CueId>,
    /// The title of what is heard.
    pub title: Option<String>,
    /// The length of what is heard in mix frames.
    pub total_frames: u64,
    /// When the rundown is expected to end.
    pub until: UtcMs,
}

impl Default for Director {
    fn default() -> Self {
        Self::new()
    }
}

impl Director {
    /// Makes a director that trusts no clock, has no output and no plan.
    pub fn new() -> Self {
        Self {
            now: Now {
                wall: UtcMs(0),
                mono: MonoMs(0),
            },
            trust: ClockTrust::NONE,
            output_up: false,
            idle: Idle::default(),
            runs: Vec::new(),
            done: BTreeMap::new(),
            adopted: BTreeMap::new(),
            actions: Vec::new(),
        }
    }

    /// Takes one input and returns what is to be done about it, in order. A spurious `Woke` is harmless.
    pub fn handle(&mut self, now: Now, input: Input) -> Vec<Action> {
        self.now = now;
        match input {
            Input::Woke => {}
            Input::PlanAdopted {
                plan,
                digest,
                on_record,
                history,
            } => {
                self.record_adoption(&plan, digest, on_record);
                self.adopt(plan, &history);
            }
            Input::Recovered(off) => self.idle.absent(off),
            Input::Player(report) => self.reported(report),
            Input::Operator(OperatorCommand::Stop { by }) => self.stop_by_operator(by),
            Input::Operator(OperatorCommand::ConfirmClock { by }) => {
                self.record(Fact::ClockConfirmed { by });
            }
            Input::ClockStepped { by_ms } => self.stepped(by_ms),
            Input::ClockTrust(trust) => self.trusted(trust),
            Input::Output(report) => self.output(report),
        }
        self.advance();
        std::mem::take(&mut self.actions)
    }

    /// Returns when it wants to be woken, at the latest; `None` while only an input can change anything. The answer
    /// changes with every call of [`Director::handle`] and with nothing else.
    pub fn next_wakeup(&self) -> Option<UtcMs> {
        let trusted = self.trust.is_trusted();
        let after = |instant: UtcMs| (instant > self.now.wall).then_some(instant);
        (0..self.runs.len())
            .filter_map(|index| {
                let run = &self.runs[index];
                let mut wakeups = [None; 7];
                wakeups[5] = run
                    .recalled_at()
                    .map(|since| self.now.wall + (since + RECALL_MS - self.now.mono).max(1));
                wakeups[6] = run.silent_from().and_then(after);
                match run.phase {
                    Phase::Waiting if trusted && run.rundown.at - PREARM_MS > self.now.wall => {
                        wakeups[0] = after(run.rundown.at - PREARM_MS);
                    }
                    Phase::Waiting if trusted => {
                        wakeups[0] = after(run.rundown.at);
                        wakeups[1] = after(run.latest_start() + 1);
                        wakeups[2] = self.opening(index).and_then(|o| after(o.start - PREARM_MS));
                    }
                    Phase::Broken(_) if trusted => {
                        wakeups[0] = after(run.resume_deadline());
                        wakeups[1] = self.opening(index).and_then(|o| after(o.start - PREARM_MS));
                    }
                    Phase::OnAir | Phase::Upcoming | Phase::Leaving => {
                        let next = run.cues.iter().find(|cue| cue.state == CueState::Planned);
                        wakeups[0] =
                            next.and_then(|cue| after(cue.cue.at + run.shift_ms - PREARM_MS));
                        wakeups[1] = after(run.expected_end());
                        wakeups[2] = run.cut.and_then(|cut| after(cut.at));
                        // What becomes of others when this one ends.
                        wakeups[3] = after(run.expected_end() - PREARM_MS);
                        wakeups[4] = run.overdue_at().and_then(after);
                    }
                    Phase::Waiting | Phase::Broken(_) => {}
                }
                wakeups.into_iter().flatten().min()
            })
            .min()
    }

    /// Returns what is on air.
    pub fn what_is_on(&self) -> Option<OnAir> {
        let run = self.on_air()?;
        let cue = run.cues.iter().find(|cue| cue.state == CueState::Playing);
        Some(OnAir {
            occurrence: run.rundown.occurrence.clone(),
            programme: run.rundown.title.clone(),
            cue: cue.map(|cue| cue.cue.id.clone()),
            title: cue.and_then(|cue| Some(cue.cue.content.as_ref()?.title.clone())),
            total_frames: cue.map_or(0, |cue| cue.cue.length_frames),
            until: run.expected_end(),
        })
    }

    /// Returns the next rundown that is still to come, and when; one that is due is still to come until it is heard.
    pub fn what_comes(&self) -> Option<(UtcMs, String)> {
        self.runs
            .iter()
            .filter(|run| matches!(run.phase, Phase::Waiting | Phase::Upcoming))
            .filter(|run| run.phase == Phase::Upcoming || run.rundown.at >= self.now.wall)
            .filter(|run| run.rundown.has_sound())
            .map(|run| (run.rundown.at, run.rundown.title.clone()))
            .min()
    }

    /// Returns how far the clock is trusted.
    pub fn trust(&self) -> ClockTrust {
        self.trust
    }

    /// Returns the rundown that has the air.
    pub(super) fn on_air(&self) -> Option<&Run> {
        self.runs
            .iter()
            .find(|run| run.phase == Phase::OnAir && !run.is_done())
    }

    /// Records that a plan is put on air, unless it is the plan of its day already: a day that is planned again, after a
    /// restart or because a file was touched, has most often the same plan.
    fn record_adoption(&mut self, plan: &Plan, digest: Digest, on_record: bool) {
        let day = plan.day;
        let before = self.adopted.insert(day, digest);
        if on_record || before == Some(digest) {
            return;
        }
        let cues = plan.rundowns.iter().map(|rundown| rundown.cues.len());
        self.record(Fact::PlanAdopted {
            day,
            digest,
            cues: u32::try_from(cues.sum::<usize>()).unwrap_or(u32::MAX),
        });
        let oldest = self.now.wall - REMEMBER_MS;
        self.adopted
            .retain(|&of, _| of == day || of >= oldest.day());
    }

    /// Puts a plan in the place of the earlier one of its day. What has begun, or was due already, stays as it was.
    fn adopt(&mut self, plan: Plan, history: &[CueHistory]) {
        let now = self.now.wall;
        self.idle.is_back(now);
        let day = plan.day;
        let stays = |run: &Run| run.has_begun() || run.rundown.at <= now;
        // What a clock that was ahead has planned will be planned again in its turn.
        let far = now.day().plus(1);
        self.runs.retain(|run| {
            let of = run.rundown.at.day();
            stays(run) || (of != day && of <= far)
        });
        let kept: BTreeSet<OccurrenceId> = self
            .runs
            .iter()
            .map(|run| run.rundown.occurrence.clone())
            .collect();
        let histories: BTreeMap<&CueId, &CueHistory> =
            history.iter().map(|known| (&known.cue, known)).collect();
        // Of a day that went by nobody can say more than that nobody was there to plan it.
        let unplanned =
            (day < now.day()).then(|| self.idle.absence().unwrap_or(Reason::MachineOff));
        for rundown in plan.rundowns {
            let known =
                kept.contains(&rundown.occurrence) || self.done.contains_key(&rundown.occurrence);
            if known {
                continue;
            }
            let mut run = Run::new(rundown);
            let at = run.rundown.at;
            if at < now {
                let mut cues = run.cues.iter();
                let was_planned = cues.any(|cue| histories.contains_key(&cue.cue.id));
                let why = self.idle.why(at, was_planned).or(unplanned);
                run.hindrance = Some(why.unwrap_or(Reason::PlannedTooLate));
            }
            self.recall_history(&mut run, &histories);
            if run.is_done() {
                self.done
                    .insert(run.rundown.occurrence.clone(), run.rundown.at);
            } else {
                self.runs.push(run);
            }
        }
        self.runs.sort_by(|a, b| {
            (a.rundown.at, &a.rundown.occurrence).cmp(&(b.rundown.at, &b.rundown.occurrence))
        });
        self.drop_interrupted();
        self.done.retain(|_, at| *at > now - REMEMBER_MS);
    }

    /// Brings a rundown to where the ledger says it was.
    fn recall_history(&self, run: &mut Run, histories: &BTreeMap<&CueId, &CueHistory>) {
        let at_most_once = run.rundown.resume == Resume::Drop;
        let (mut interrupted, mut stopped) = (false, false);
        for cue in &mut run.cues {
            let Some(known) = histories.get(&cue.cue.id) else {
                continue;
            };
            stopped |= known.stopped;
            if known.closed {
                cue.state = CueState::Closed;
                interrupted |= known.started;
            } else if known.ordered {
                // It may have been heard in the moment before its start could be recorded.
                cue.started = known.started;
                cue.to_frame = known.to_frame;
                cue.heard_frames = known.played_frames;
                cue.covered_frames = known.played_frames;
                cue.at_least = true;
                interrupted |= known.started || at_most_once;
            }
        }
        if stopped {
            run.phase = Phase::Broken(Reason::Operator);
        } else if interrupted {
            run.phase = Phase::Broken(self.idle.absence().unwrap_or(Reason::DaemonDown));
        }
    }

    /// Closes what a person stopped before the daemon went down, and what was interrupted and, by its policy, is not to
    /// be heard twice.
    fn drop_interrupted(&mut self) {
        for index in 0..self.runs.len() {
            let run = &self.runs[index];
            if let Phase::Broken(reason) = run.phase
                && (run.rundown.resume == Resume::Drop || reason == Reason::Operator)
            {
                self.close_open(index, reason);
            }
        }
    }

    /// The wall clock was stepped: what is on air goes on by its frames, what was stepped over is late.
    fn stepped(&mut self, by_ms: i64) {
        self.record(Fact::ClockStepped { by_ms });
        let now = self.now.wall;
        self.idle.stepped(by_ms, now);
        let reason = if self.trust.is_trusted() {
            Reason::ClockStepped
        } else {
            Reason::ClockUntrusted
        };
        for index in 0..self.runs.len() {
            let run = &mut self.runs[index];
            let at = run.rundown.at;
            let is_stepped_over = at <= now && at > now - by_ms;
            match run.phase {
                Phase::Waiting if is_stepped_over => run.hinder(reason),
                // It is still to come, whatever kept it by the other clock.
                Phase::Waiting if at > now => run.hindrance = None,
                Phase::OnAir | Phase::Leaving => {
                    run.shift_ms += by_ms;
                    self.recall_armed(index);
                }
                Phase::Upcoming => {
                    if is_stepped_over {
                        run.hinder(reason);
                    }
                    self.recall_armed(index);
                }
                Phase::Waiting | Phase::Broken(_) => {}
            }
        }
    }

    /// The trust in the clock is this from now on.
    fn trusted(&mut self, trust: ClockTrust) {
        let before = std::mem::replace(&mut self.trust, trust);
        if before.source == trust.source {
            return;
        }
        self.record(Fact::ClockTrustChanged);
        let now = self.now.wall;
        self.idle.trusted(trust.is_trusted(), now);
        for index in 0..self.runs.len() {
            let run = &mut self.runs[index];
            match run.phase {
                Phase::Waiting if !before.is_trusted() && run.rundown.at <= now => {
                    run.hinder(Reason::ClockUntrusted);
                }
                Phase::Upcoming if !trust.is_trusted() => self.recall_armed(index),
                Phase::Waiting
                | Phase::Upcoming
                | Phase::OnAir
                | Phase::Leaving
                | Phase::Broken(_) => {}
            }
        }
    }

    /// The output works, or does not.
    fn output(&mut self, report: OutputReport) {
        match report {
            OutputReport::Opened { output } => {
                self.output_up = true;
                self.record(Fact::OutputOpened { output });
            }
            OutputReport::Lost { output, why } => {
                self.output_up = false;
                self.record(Fact::OutputLost { output, why });
                for index in 0..self.runs.len() {
                    self.recall_armed(index);
                }
            }
            OutputReport::Underrun { output, count } => {
                self.record(Fact::Underrun { output, count });
            }
        }
    }
}
