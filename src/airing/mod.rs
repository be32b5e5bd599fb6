//! What becomes of cues: what goes in and out of the director. Nothing here reads a clock, plays sound or writes a
//! record; the facts themselves are `fact`'s.

use crate::ids::{AudioPath, CueId, Digest};
use crate::plan::Plan;
use crate::reason::Reason;
use crate::time::UtcMs;

mod air;
pub mod by_hand;
pub mod captured;
mod choice;
pub mod director;
mod fact;
mod idle;
mod reports;
mod run;
mod signing;
mod trust;

pub use by_hand::ByHand;
pub use captured::Captured;
pub use fact::{Closing, Fact, Off, Order, Outcome};
pub use signing::{CheckpointWhy, Signing};
pub use trust::{ClockSource, ClockTrust};

/// What the ledger knows of a cue of a plan that is adopted again after a restart.
#[derive(Clone, PartialEq, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts of one cue, each of which may be true without the others"
)]
pub struct CueHistory {
    /// The cue.
    pub cue: CueId,
    /// Whether it was closed.
    pub closed: bool,
    /// Whether it was handed to the player, and so may have been heard.
    pub ordered: bool,
    /// Whether it was surely started.
    pub started: bool,
    /// The frame up to which it was surely heard.
    pub to_frame: u64,
    /// How many frames were surely heard, all starts together.
    pub played_frames: u64,
    /// Whether the person on duty stopped its rundown: what is left of it stays stopped.
    pub stopped: bool,
}

impl CueHistory {
    /// Of a cue that was planned, nothing more is known.
    pub fn planned(cue: CueId) -> Self {
        Self {
            cue,
            closed: false,
            ordered: false,
            started: false,
            to_frame: 0,
            played_frames: 0,
            stopped: false,
        }
    }
}

/// What the director is told.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// Time has passed; harmless at any time.
    Woke,
    /// This is the plan of its day from now on; it replaces an earlier one, except for rundowns that have begun.
    PlanAdopted {
        /// The plan.
        plan: Plan,
        /// SHA-256 of its bytes.
        digest: Digest,
        /// Whether the record has its adoption already: it is brought back as it was before the daemon went down.
        on_record: bool,
        /// What the ledger already knows of the cues of this day: one for each cue of an earlier plan of the day.
        history: Vec<CueHistory>,
    },
    /// The daemon was not there before now; comes before the first plan.
    Recovered(Off),
    /// The player reports.
    Player(PlayerReport),
    /// The person on duty wants something.
    Operator(OperatorCommand),
    /// The wall clock was stepped by this much.
    ClockStepped {
        /// Positive is forward.
        by_ms: i64,
    },
    /// The trust in the clock, at the start and whenever it changes.
    ClockTrust(ClockTrust),
    /// Whether sound can be heard at the output, at the start and whenever it changes.
    Output(OutputReport),
}

/// What the player reports.
#[derive(Clone, PartialEq, Debug)]
pub enum PlayerReport {
    /// A cue is decoded ahead and will start at its instant.
    Ready(CueId),
    /// The first frame of a cue was heard.
    Started {
        /// The cue.
        cue: CueId,
        /// As in [`Fact::Started`].
        at_us: i64,
        /// As in [`Fact::Started`].
        late_us: i64,
        /// As in [`Fact::Started`].
        from_frame: u64,
        /// As in [`Fact::Started`].
        output: String,
    },
    /// How far a cue has come; at least every ten seconds while it plays.
    Progress {
        /// The cue.
        cue: CueId,
        /// The frame of the audio up to which it was heard.
        to_frame: u64,
    },
    /// A cue was heard to its end. Last report for this order.
    Ended {
        /// The cue.
        cue: CueId,
        /// The frame of the audio up to which it was heard: the end.
        to_frame: u64,
    },
    /// A cue will not be heard, or not further. Last report for this order.
    Stopped {
        /// The cue.
        cue: CueId,
        /// The frame of the audio up to which it was heard; its `from_frame` when it was not.
        to_frame: u64,
        /// Why.
        why: StopWhy,
    },
}

/// Why the player stopped a cue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StopWhy {
    /// It was told to.
    Told,
    /// The audio could not be used: missing, broken, altered, or it failed while playing.
    Failed {
        /// The reason.
        reason: Reason,
        /// What the decoder or the disk said, for the log.
        detail: String,
    },
    /// The output was lost.
    OutputLost,
    /// It could not start within the lateness that the order allows.
    TooLate,
}

/// What the person on duty wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OperatorCommand {
    /// Stop what is on air; the rest of its rundown is missed.
    Stop {
        /// Who says so.
        by: String,
    },
    /// The clock is right.
    ConfirmClock {
        /// Who says so.
        by: String,
    },
}

/// What the player reports of its output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OutputReport {
    /// It works.
    Opened {
        /// The output.
        output: String,
    },
    /// It stopped working.
    Lost {
        /// The output.
        output: String,
        /// What it said.
        why: String,
    },
    /// It ran dry.
    Underrun {
        /// The output.
        output: String,
        /// How often since the last such report.
        count: u32,
    },
}

/// What the director wants done, strictly in order.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Record this, durably, before the next action.
    Record(Fact),
    /// Get this ready and play it at its instant.
    Arm(PlayOrder),
    /// Stop a cue, armed or playing, at this instant (or at once when it has passed), with a short fade.
    Stop {
        /// The cue.
        cue: CueId,
        /// When; an earlier instant that was named before stands.
        at: UtcMs,
    },
    /// Forget the instant at which a cue was to stop, if it has not come: nothing takes its place.
    GoOn {
        /// The cue.
        cue: CueId,
    },
}

/// An order to the player.
#[derive(Clone, PartialEq, Debug)]
pub struct PlayOrder {
    /// The cue.
    pub cue: CueId,
    /// The audio.
    pub audio: AudioPath,
    /// SHA-256 of the audio; other bytes must not be played.
    pub sha256: Digest,
    /// When its first frame is to be heard.
    pub start: UtcMs,
    /// Which frame of the audio is the first.
    pub from_frame: u64,
    /// Gain in decibels.
    pub gain_db: f32,
    /// What to do when the instant can't be kept.
    pub if_late: IfLate,
}

/// What the player does when the instant of an order has passed before it could start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IfLate {
    /// Leave out what would have been heard by now.
    Join,
    /// Start from `from_frame` up to this many milliseconds late; then report `TooLate`.
    StartWithin {
        /// How late, in milliseconds.
        ms: i64,
    },
}
