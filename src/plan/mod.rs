//! The plan: every cue of one civil day, from rules, day and library. The same inputs always give the same plan.
//! Nothing here airs anything; what becomes of a cue is the director's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{AudioPath, CueId, Digest, OccurrenceId, ProgrammeId, SegmentId};
use crate::reason::Reason;
use crate::schedule::{Late, Priority, Resume, Specificity, Start, Zones};
use crate::time::{CivilDay, UtcMs};

pub mod day;
pub mod diff;
mod draft;
mod gain;
mod limits;
mod memory;
mod options;
pub mod overlap;
mod rotation;
mod shelf;
pub mod snapshot;
mod special;

#[cfg(test)]
pub(crate) mod builders;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod model;
#[cfg(test)]
mod precedence;

pub use special::SpecialDays;

/// Frames a second in which the house counts: every output is opened at this rate, every length is in these frames.
pub const MIX_RATE_HZ: u64 = 48_000;

/// How far a rundown may run into the next, in milliseconds, and still count as only touching it: the clock of a
/// sound card drifts against the schedule, and an author writes slots back to back.
pub const TAIL_MS: i64 = 1_000;

/// How often and when a segment was heard before a given instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heard {
    /// How often it was heard, at least once.
    pub times: u32,
    /// When it was heard last.
    pub last: UtcMs,
}

/// What was heard before a given instant; a segment that was never heard is not in it.
pub type History = BTreeMap<SegmentId, Heard>;

/// Every cue of one civil day, in rundowns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// The civil day; a rundown that crosses midnight belongs to the day it starts on.
    pub day: CivilDay,
    /// Sorted by scheduled instant, then by programme.
    pub rundowns: Vec<Rundown>,
}

/// The cues of one occurrence (kịch bản phát).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rundown {
    /// The occurrence.
    pub occurrence: OccurrenceId,
    /// Its programme.
    pub programme: ProgrammeId,
    /// The programme's title.
    pub title: String,
    /// The instant that the rule names.
    pub at: UtcMs,
    /// Where it is heard.
    pub zones: Zones,
    /// Its class.
    pub priority: Priority,
    /// How closely its rule is bound to the day: the closer goes before others of its class.
    pub specificity: Specificity,
    /// How it takes the air.
    pub start: Start,
    /// What becomes of it when it can't start on time.
    pub late: Late,
    /// What becomes of it after an interruption.
    pub resume: Resume,
    /// Its cues in order, never empty.
    pub cues: Vec<Cue>,
    /// The instant at which the plan expects it to start: `at`, unless it waits for another.
    pub starts: UtcMs,
    /// What will happen to it on the air because of other rundowns, as far as the plan can tell.
    pub fate: Fate,
    /// Why it may start although it is due outside the station's hours; `None` where it is due inside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_hours: Option<String>,
    /// Before when it must begin where it waits for another: when the hours close in which it is due. `None` where it
    /// does not wait, or hours don't bind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_before: Option<UtcMs>,
}

/// What the plan expects to become of a rundown because of others in its zones.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Fate {
    /// Nothing is in its way.
    Clear,
    /// It will be cut at this instant by the hard start of another.
    CutAt {
        /// When.
        at: UtcMs,
        /// By which.
        by: OccurrenceId,
    },
    /// It will start after another has ended.
    Delayed {
        /// When, as the plan expects.
        to: UtcMs,
        /// After which.
        by: OccurrenceId,
    },
    /// It gives way as a whole, and all its cues are blocked.
    GivesWay {
        /// To which.
        to: OccurrenceId,
    },
}

/// The order to air one item at one instant (lệnh phát).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Cue {
    /// Its identity.
    pub id: CueId,
    /// Its instant, when the rundown starts on time.
    pub at: UtcMs,
    /// Its length in mix frames; 0 when blocked.
    pub length_frames: u64,
    /// What is to be heard; `None` only when blocked, because there is nothing to name.
    pub content: Option<Content>,
    /// Set when it is known already that it will not air. A blocked cue takes no time: what follows moves up.
    pub blocked: Option<Blocked>,
    /// Why the rotation chose it; `None` for a file named by the schedule.
    pub choice: Option<Choice>,
}

/// Why a cue can't air.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Blocked {
    /// The reason.
    pub reason: Reason,
    /// The occurrence to which it gives way, where that is why.
    pub by: Option<OccurrenceId>,
}

/// What a cue airs, as it was known when planned: history must still name it when the file is gone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Content {
    /// The segment.
    pub segment: SegmentId,
    /// Its audio.
    pub audio: AudioPath,
    /// SHA-256 of the audio that was approved; other bytes are not aired. `None` only when blocked.
    pub sha256: Option<Digest>,
    /// Its title.
    pub title: String,
    /// The slug of its genre.
    pub genre: String,
    /// Its topics, the primary one first.
    pub topics: Vec<String>,
    /// The unit that made it.
    pub producer: Option<String>,
    /// Gain that brings it to the station's loudness at its time of day, in decibels.
    pub gain_db: f32,
}

/// Why the rotation chose a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Choice {
    /// It has never been aired.
    New,
    /// It is the least aired of those that may be picked.
    LeastAired {
        /// How often it was aired or planned before.
        times: u32,
    },
    /// Every other was heard within the wished spacing, or so was this one and nothing else is left.
    SpacingGivenUp {
        /// How often it was aired or planned before.
        times: u32,
    },
    /// It is what the column picked last.
    Repeat,
}

impl Cue {
    /// Returns its length in milliseconds, rounded up.
    pub fn length_ms(&self) -> i64 {
        frames_to_ms(self.length_frames)
    }

    /// Returns the instant at which it ends when the rundown starts on time.
    pub fn end(&self) -> UtcMs {
        self.at + self.length_ms()
    }
}

impl Rundown {
    /// Returns the instant at which it ends when it starts on time and nothing cuts it; `at` when nothing may air.
    pub fn end(&self) -> UtcMs {
        self.cues
            .iter()
            .rfind(|cue| cue.blocked.is_none())
            .map_or(self.at, Cue::end)
    }

    /// Returns the instant at which the plan expects it to be off the air, delay and cut included.
    pub fn expected_end(&self) -> UtcMs {
        let end = self.starts + (self.end() - self.at);
        match self.fate {
            Fate::CutAt { at, .. } => end.min(at),
            Fate::GivesWay { .. } => self.starts,
            Fate::Clear | Fate::Delayed { .. } => end,
        }
    }

    /// Says whether any of its cues may air.
    pub fn has_sound(&self) -> bool {
        self.cues.iter().any(|cue| cue.blocked.is_none())
    }
}

/// Converts mix frames to milliseconds, rounded up, so that what is planned after never starts before the end.
pub fn frames_to_ms(frames: u64) -> i64 {
    i64::try_from(frames.saturating_mul(1_000).div_ceil(MIX_RATE_HZ)).unwrap_or(i64::MAX)
}

/// Converts milliseconds to mix frames; nothing below zero.
pub fn ms_to_frames(ms: i64) -> u64 {
    u64::try_from(ms)
        .unwrap_or(0)
        .saturating_mul(MIX_RATE_HZ / 1_000)
}
