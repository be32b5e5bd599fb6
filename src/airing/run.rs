//! One rundown on its way through the director: its phase, its cues, and the windows that its policies leave it.
//! What moves it from phase to phase is in `air` and `reports`.

use crate::ids::CueId;
use crate::plan::{Cue, Rundown, ms_to_frames};
use crate::reason::Reason;
use crate::schedule::{Late, Resume, Start};
use crate::time::{DAY_MS, MonoMs, UtcMs};

/// How long the player gets to prepare a start that is due at once, in milliseconds.
pub(super) const LEAD_MS: i64 = 700;
/// How long ahead a cue is handed to the player, in milliseconds.
pub(super) const PREARM_MS: i64 = 15_000;

/// How long the player may take to answer for a cue that was called back, in milliseconds.
pub(super) const RECALL_MS: i64 = 10_000;

/// How long after its instant a cue that follows must be with the player, in milliseconds; else its rundown is
/// interrupted.
const OVERDUE_MS: i64 = 1_000;

/// A rundown and what has become of it so far.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub rundown: Rundown,
    pub cues: Vec<CueRun>,
    pub phase: Phase,
    /// Why it had been interrupted, while it is upcoming again: called back, it is as broken as before.
    pub broken: Option<Reason>,
    /// How much later than planned it runs.
    pub shift_ms: i64,
    /// The first thing that kept it from starting on time; more than the channel, where there was more.
    pub hindrance: Option<Reason>,
    /// From when on the channel is free for it, as far as is known; no later instant than its own where it always was.
    pub free_from: UtcMs,
    /// Whether it airs outside its time because it was missed.
    pub made_up: bool,
    /// Set once something else takes its place, or a person stops it.
    pub cut: Option<Cut>,
}

/// Where a rundown stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// It has not been ordered.
    Waiting,
    /// Its first cue is with the player; at most one rundown is here.
    Upcoming,
    /// A cue of it is or was heard; at most one rundown is here.
    OnAir,
    /// It lost the air, and the player has not yet reported the end of its cues.
    Leaving,
    /// It was interrupted and wants to go on.
    Broken(Reason),
}

/// When and why a rundown loses the air.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    pub at: UtcMs,
    pub reason: Reason,
    /// Whether it may go on afterwards, by its policy.
    pub resumable: bool,
}

/// A cue and what has become of it so far.
#[derive(Clone, Debug)]
pub(super) struct CueRun {
    pub cue: Cue,
    pub state: CueState,
    /// The frame from which the present or last order began.
    pub from_frame: u64,
    /// The frame up to which it was heard.
    pub to_frame: u64,
    /// Frames heard in earlier orders, all together.
    pub heard_frames: u64,
    /// Frames of `heard_frames` that still count, because no later order began again before them.
    pub covered_frames: u64,
    /// Up to where progress was recorded.
    pub recorded_frame: u64,
    /// Whether it was surely heard, be it for a moment.
    pub started: bool,
    /// Whether an earlier order ended with nobody there to count.
    pub at_least: bool,
}

/// Where a cue stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CueState {
    /// Not with the player.
    Planned,
    /// With the player, to start at this instant.
    Armed(UtcMs),
    /// Called back from the player before it started, at this instant; its report is awaited.
    Recalled(MonoMs),
    /// Heard now.
    Playing,
    /// Its closing fact is recorded.
    Closed,
}

impl Run {
    pub fn new(rundown: Rundown) -> Self {
        let cues = rundown.cues.iter().map(CueRun::new).collect();
        Self {
            free_from: rundown.at,
            rundown,
            cues,
            phase: Phase::Waiting,
            broken: None,
            shift_ms: 0,
            hindrance: None,
            made_up: false,
            cut: None,
        }
    }

    /// Says whether every cue is closed.
    pub fn is_done(&self) -> bool {
        self.cues.iter().all(|cue| cue.state == CueState::Closed)
    }

    /// Says whether the player has a cue of it.
    pub fn is_live(&self) -> bool {
        self.cues.iter().any(CueRun::is_live)
    }

    /// Says whether anything of it was ordered, heard or closed, so that a new plan must not replace it.
    pub fn has_begun(&self) -> bool {
        self.phase != Phase::Waiting
            || self
                .cues
                .iter()
                .any(|cue| cue.state == CueState::Closed || cue.heard_frames > 0)
    }

    /// Returns the index of the first cue that is not closed and may air.
    pub fn first_open(&self) -> Option<usize> {
        self.cues
            .iter()
            .position(|cue| cue.state != CueState::Closed && cue.cue.blocked.is_none())
    }

    /// Returns when it counts as interrupted because the player has nothing of it, although a cue is due; `None`
    /// where the player has something, or nothing is left.
    pub fn overdue_at(&self) -> Option<UtcMs> {
        let holds = matches!(self.phase, Phase::OnAir | Phase::Upcoming) && self.cut.is_none();
        let next = self.first_open().filter(|_| holds && !self.is_live())?;
        Some(self.cues[next].cue.at + self.shift_ms + OVERDUE_MS)
    }

    /// Returns when it takes the air in silence, because it begins with a pause that is not nearly over, or because its
    /// first cue failed and the next is still to come.
    pub fn silent_from(&self) -> Option<UtcMs> {
        let is_silent = self.phase == Phase::Upcoming && !self.is_live();
        (is_silent && self.first_open().is_some()).then(|| self.rundown.at + self.shift_ms)
    }

    /// Notes what keeps it from starting. A busy channel is no reason where something else kept it too.
    pub fn hinder(&mut self, reason: Reason) {
        if self.is_only_busy() {
            self.hindrance = Some(reason);
        }
    }

    /// Says whether nothing but a busy channel has kept it so far.
    fn is_only_busy(&self) -> bool {
        matches!(self.hindrance, None | Some(Reason::ChannelBusy))
    }

    /// Says whether it may wait for what holds the channel; not for what took it while something else kept it.
    pub fn may_wait(&self) -> bool {
        self.is_only_busy() || self.free() > self.rundown.at
    }

    /// Returns when the first of its cues was called back that the player has not answered for.
    pub fn recalled_at(&self) -> Option<MonoMs> {
        let recalled = self.cues.iter().filter_map(|cue| match cue.state {
            CueState::Recalled(at) => Some(at),
            CueState::Planned | CueState::Armed(_) | CueState::Playing | CueState::Closed => None,
        });
        recalled.min()
    }

    /// Goes back to where it was before it began to take the air, once the player has nothing of it.
    pub fn step_back(&mut self) {
        if self.phase == Phase::Upcoming && !self.is_live() {
            self.phase = self.broken.take().map_or(Phase::Waiting, Phase::Broken);
        }
    }

    /// Returns when its first cue was to start, where it has begun to take the air and nothing of it is heard yet.
    pub fn hangs_since(&self) -> Option<UtcMs> {
        let mut armed = self.cues.iter().filter_map(|cue| match cue.state {
            CueState::Armed(start) => Some(start),
            CueState::Planned | CueState::Recalled(_) | CueState::Playing | CueState::Closed => {
                None
            }
        });
        armed.next().filter(|_| self.phase == Phase::Upcoming)
    }

    /// Returns the index of the cue with this id that the player has.
    pub fn live_cue(&self, id: &CueId) -> Option<usize> {
        self.cues
            .iter()
            .position(|cue| cue.is_live() && cue.cue.id == *id)
    }

    /// Returns the instant at which it is expected to leave the air.
    pub fn expected_end(&self) -> UtcMs {
        let end = self.rundown.end() + self.shift_ms;
        self.cut.map_or(end, |cut| end.min(cut.at))
    }

    /// Returns the last instant at which it may still start from its beginning (or, with `Join`, at all).
    ///
    /// A rundown that may wait for the channel is as late as its policy allows after the channel is free, and has
    /// patience for so long, and until its hours close. Where more than the channel kept it, it may be late from its own time too.
    pub fn latest_start(&self) -> UtcMs {
        let (at, free) = (self.rundown.at, self.free());
        let patience = match self.rundown.start {
            Start::Hard => at,
            Start::Wait { grace_ms } => at + grace_ms,
            Start::Next => at.day().start() + (DAY_MS - 1),
        };
        let closing = self.rundown.begins_before;
        let patience = closing.map_or(patience, |closing| patience.min(closing - 1).max(at));
        let waited = self.by_late(free).min(patience);
        if free > at && self.is_only_busy() && !self.makes_up() {
            waited
        } else {
            waited.max(self.by_late(at))
        }
    }

    /// Returns the last instant at which its late policy lets it start that could start at `from`.
    fn by_late(&self, from: UtcMs) -> UtcMs {
        match self.rundown.late {
            Late::SkipAfter { ms } => from + ms,
            Late::Join => (self.rundown.end() - LEAD_MS).max(self.rundown.at),
            Late::MakeUpBefore(time) => self.rundown.at.day().at(time).max(from),
        }
    }

    /// Returns when the channel is free for it: its own time where it does not wait. What the plan expects counts too,
    /// for a daemon that comes back has not seen what was on.
    fn free(&self) -> UtcMs {
        match self.rundown.start {
            Start::Hard => self.rundown.at,
            Start::Wait { .. } | Start::Next => self.free_from.max(self.rundown.starts),
        }
    }

    /// Returns the last instant at which an interrupted rundown may go on. To have waited is no lateness.
    pub fn resume_deadline(&self) -> UtcMs {
        let end = self.rundown.end();
        let waited_ms = self.free() - self.rundown.at;
        match self.rundown.late {
            Late::SkipAfter { ms } => end + waited_ms + ms,
            Late::Join => end - LEAD_MS,
            Late::MakeUpBefore(time) => self.rundown.at.day().at(time).max(end + waited_ms),
        }
    }

    /// Says whether it is made up when it was missed.
    pub fn makes_up(&self) -> bool {
        matches!(self.rundown.late, Late::MakeUpBefore(_))
    }

    /// Says whether it is put where the clock says it should be, instead of where it stopped.
    pub fn joins(&self) -> bool {
        self.rundown.late == Late::Join
    }

    /// Returns the frame from which an interrupted cue goes on.
    pub fn resume_frame(&self, index: usize) -> u64 {
        match self.rundown.resume {
            Resume::Continue => self.cues[index].to_frame,
            Resume::Restart | Resume::Drop => 0,
        }
    }

    /// Returns the cue that is heard at `instant` if the rundown keeps to its planned times, and the frame at which
    /// it is then; cues that are closed are passed over, and the next one from its beginning is taken in a pause.
    pub fn position_at(&self, instant: UtcMs) -> Option<(usize, u64)> {
        self.cues.iter().enumerate().find_map(|(index, run)| {
            let open = run.state != CueState::Closed && run.cue.blocked.is_none();
            if !open || run.cue.end() - LEAD_MS <= instant {
                return None;
            }
            Some((index, ms_to_frames((instant - run.cue.at).max(0))))
        })
    }
}

impl CueRun {
    fn new(cue: &Cue) -> Self {
        Self {
            cue: cue.clone(),
            state: CueState::Planned,
            from_frame: 0,
            to_frame: 0,
            heard_frames: 0,
            covered_frames: 0,
            recorded_frame: 0,
            started: false,
            at_least: false,
        }
    }

    /// Says whether the player has it.
    pub fn is_live(&self) -> bool {
        matches!(
            self.state,
            CueState::Armed(_) | CueState::Recalled(_) | CueState::Playing
        )
    }

    /// Says whether the player has it and was not told to leave it.
    pub fn may_be_heard(&self) -> bool {
        matches!(self.state, CueState::Armed(_) | CueState::Playing)
    }

    /// Books what the present order made heard, up to `to_frame`, once it is over.
    pub fn book(&mut self, to_frame: u64) {
        let heard = to_frame.saturating_sub(self.from_frame);
        self.to_frame = self.to_frame.max(to_frame);
        self.heard_frames += heard;
        self.covered_frames = self.covered_frames.min(self.from_frame) + heard;
        self.from_frame = to_frame;
    }

    /// Says whether what was heard counts as the whole: nineteen twentieths of it.
    pub fn is_whole(&self) -> bool {
        self.covered_frames.saturating_mul(20) >= self.cue.length_frames.saturating_mul(19)
    }
}
