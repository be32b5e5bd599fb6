//! The facts that are recorded: what happened, what was ordered, what became of a cue. In which bytes they are sealed is the
//! ledger's.

use super::by_hand::ByHand;
use super::captured::Captured;
use super::signing::Signing;
use crate::ids::{AudioPath, CueId, Digest, OccurrenceId, SegmentId};
use crate::reason::Reason;
use crate::time::{CivilDay, UtcMs};

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
    /// What a capture heard, or that it could not.
    Captured(Captured),
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
