//! What becomes of cues: the facts that are recorded, and what goes in and out of the director. Nothing here reads a
//! clock, plays sound or writes a record.

use crate::ids::{AudioPath, CueId, Digest, OccurrenceId, SegmentId};
use crate::plan::Plan;
use crate::reason::Reason;
use crate::time::{CivilDay, UtcMs};

mod air;
pub mod by_hand;
mod choice;
pub mod director;
mod idle;
mod reports;
mod run;
mod signing;

pub use by_hand::ByHand;
pub use signing::{CheckpointWhy, Signing};

/// How far the wall clock can be trusted, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockTrust {
    /// Where the time comes from.
    pub source: ClockSource,
    /// The kernel's bound on its error in microseconds, where it gives one.
    pub error_us: Option<i64>,
}

/// Where the time comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ClockSource {
    /// Nobody vouches for it: nothing is aired.
    Untrusted,
    /// The kernel says that it is synchronised.
    Ntp,
    /// The station's settings vouch for a battery-backed clock.
    Rtc,
    /// The person on duty has confirmed it since boot.
    Operator,
    /// A rehearsal's clock.
    Rehearsal,
}

impl ClockTrust {
    /// Trust in nothing.
    pub const NONE: Self = Self {
        source: ClockSource::Untrusted,
        error_us: None,
    };

    /// Says whether the station may air by it.
    pub fn is_trusted(self) -> bool {
        self.source != ClockSource::Untrusted
    }
}

impl ClockSource {
    /// Every source there is.
    pub const ALL: [Self; 5] = [
        Self::Untrusted,
        Self::Ntp,
        Self::Rtc,
        Self::Operator,
        Self::Rehearsal,
    ];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Untrusted => "khong_tin_cay",
            Self::Ntp => "ntp",
            Self::Rtc => "rtc",
            Self::Operator => "thu_cong",
            Self::Rehearsal => "phat_thu",
        }
    }
}

/// One thing that happened (sự việc), as recorded. The record around it says when, by which clock and in which boot.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// The daemon came up.
    DaemonStarted {
        /// Its version.
        version: String,
        /// Whether this is a rehearsal.
        rehearsal: bool,
        /// The time before, in which nobody can vouch for anything; `None` for a new ledger.
        off: Option<Off>,
    },
    /// The daemon went down on purpose.
    DaemonStopped,
    /// Nothing happened, and the daemon was there to say so.
    Alive,
    /// A plan was put on air; its bytes are kept beside the ledger under this digest.
    PlanAdopted {
        /// The civil day.
        day: CivilDay,
        /// SHA-256 of the plan's bytes.
        digest: Digest,
        /// How many cues it has.
        cues: u32,
    },
    /// The schedule was changed in a way that can't be used; the last good one stays on air.
    ScheduleRefused {
        /// How many errors were found.
        errors: u32,
        /// The first of them, `file:line:column code`.
        first: String,
    },
    /// A cue was handed to the player: recorded before it can be heard.
    Ordered(Order),
    /// The first frame of a cue was heard at the output.
    Started {
        /// The cue.
        cue: CueId,
        /// The instant of the first frame, in microseconds since 1970-01-01T00:00:00Z, from the device's clock.
        at_us: i64,
        /// How much later than ordered, in microseconds; negative is early.
        late_us: i64,
        /// The frame of the audio that was heard first.
        from_frame: u64,
        /// The output.
        output: String,
    },
    /// How far a cue has come.
    Progress {
        /// The cue.
        cue: CueId,
        /// The frame of the audio up to which it was heard.
        to_frame: u64,
    },
    /// What became of a cue: exactly one for each planned cue.
    Closed(Closing),
    /// The wall clock was stepped.
    ClockStepped {
        /// By how much; positive is forward.
        by_ms: i64,
    },
    /// The trust in the clock changed; the new trust is in the record around it.
    ClockTrustChanged,
    /// The person on duty vouched for the clock.
    ClockConfirmed {
        /// Who.
        by: String,
    },
    /// An output stopped working.
    OutputLost {
        /// The output.
        output: String,
        /// What it said.
        why: String,
    },
    /// An output works, for the first time or again.
    OutputOpened {
        /// The output.
        output: String,
    },
    /// The device ran dry.
    Underrun {
        /// The output.
        output: String,
        /// How often since the last such record.
        count: u32,
    },
    /// The person on duty stopped what was on air.
    StoppedByOperator {
        /// Who.
        by: String,
        /// What.
        occurrence: OccurrenceId,
    },
    /// The record could not be written for a time.
    RecordGap {
        /// Since when.
        since: UtcMs,
        /// How many facts were held in memory and are recorded after this one.
        held: u32,
        /// How many facts were lost.
        lost: u32,
        /// What the disk said.
        why: String,
    },
    /// A key of the record was made or replaced, or a checkpoint was signed.
    Signing(Signing),
    /// A person adds to the record by name.
    ByHand(ByHand),
}

/// A cue as it was handed to the player: everything that a reader needs when plan and files are gone.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// The cue.
    pub cue: CueId,
    /// The programme's title.
    pub programme: String,
    /// The segment.
    pub segment: SegmentId,
    /// Its title.
    pub title: String,
    /// The audio.
    pub audio: AudioPath,
    /// SHA-256 of the audio.
    pub sha256: Digest,
    /// The primary topic.
    pub topic: Option<String>,
    /// The unit that made it.
    pub producer: Option<String>,
    /// The zones, `all` or their ids.
    pub zones: Vec<String>,
    /// The instant that the plan names.
    pub scheduled: UtcMs,
    /// The instant at which it was ordered to start.
    pub start: UtcMs,
    /// The frame of the audio from which it was ordered.
    pub from_frame: u64,
    /// The length of the whole audio in mix frames.
    pub total_frames: u64,
    /// Whether it is made up (phát bù) outside its time.
    pub made_up: bool,
}

/// What became of a cue.
#[derive(Clone, PartialEq, Debug)]
pub struct Closing {
    /// The cue.
    pub cue: CueId,
    /// The outcome.
    pub outcome: Outcome,
    /// Why, for all outcomes but `Aired`.
    pub reason: Option<Reason>,
    /// The instant that the plan names.
    pub scheduled: UtcMs,
    /// The segment; `None` where the plan could not name one.
    pub segment: Option<SegmentId>,
    /// Its title, or the programme's where there is no segment.
    pub title: String,
    /// How many mix frames were heard, all starts of the cue together.
    pub played_frames: u64,
    /// The length of the whole audio in mix frames.
    pub total_frames: u64,
    /// Whether `played_frames` is a lower bound, because nobody was there to count the end.
    pub at_least: bool,
}

/// The outcome of a cue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// Heard from its first frame to its last, give or take a twentieth (phát đủ).
    Aired,
    /// Played to its end, but more than a twentieth of it was not heard (phát thiếu).
    Partial,
    /// Stopped before its end (bị ngắt).
    Interrupted,
    /// Not heard at all (không phát).
    Missed,
}

impl Outcome {
    /// Every outcome there is.
    pub const ALL: [Self; 4] = [Self::Aired, Self::Partial, Self::Interrupted, Self::Missed];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Aired => "phat_du",
            Self::Partial => "phat_thieu",
            Self::Interrupted => "bi_ngat",
            Self::Missed => "khong_phat",
        }
    }
}

/// A time in which the daemon was not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Off {
    /// The last instant of which the record can speak.
    pub since: UtcMs,
    /// Why, as far as the next start can tell.
    pub cause: Reason,
}

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
