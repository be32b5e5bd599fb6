//! The facts about what a capture heard: its input, the files that are kept of it, the verdict on an airing, and its
//! alarms. Capturing is the player's house, judging is `aircheck`'s.

use crate::aircheck::Verdict;
use crate::ids::{CueId, Digest};
use crate::time::UtcMs;

/// A fact about what a capture (bản thu) heard.
#[derive(Clone, PartialEq, Debug)]
pub enum Captured {
    /// An input is captured from here on.
    Opened {
        /// Its name, such as `pulse:lab.monitor`.
        input: String,
    },
    /// The input failed; it is tried again.
    Lost {
        /// What it said.
        why: String,
    },
    /// A file of the capture is finished.
    Kept(KeptFile),
    /// A kept file was removed, since newer ones needed its space.
    Removed {
        /// Its name.
        name: String,
    },
    /// What the capture says of an airing.
    Judged(Judged),
    /// Silence began while something was on air, or became deeper or less deep.
    SilenceBegan {
        /// How silent.
        degree: Degree,
        /// What was on air; `None` where it had just ended.
        cue: Option<CueId>,
    },
    /// The silence is over: there is sound again, or nothing is on air.
    SilenceEnded,
    /// Sound began while the station played nothing.
    ForeignBegan {
        /// When.
        from: UtcMs,
    },
    /// That sound ended.
    ForeignEnded {
        /// When it began.
        from: UtcMs,
        /// When it ended.
        until: UtcMs,
        /// The loudest second of it, in thousandths of dBFS.
        peak_mdbfs: i64,
    },
}

/// How silent it is where something should be heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Degree {
    /// There is nothing.
    Silent,
    /// It is too quiet.
    Faint,
}

impl Degree {
    /// Every degree there is.
    pub const ALL: [Self; 2] = [Self::Silent, Self::Faint];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Silent => "im_lang",
            Self::Faint => "qua_nho",
        }
    }
}

/// A finished file of a capture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptFile {
    /// Its name in the folder of captures.
    pub name: String,
    /// The instant of its first sample.
    pub from: UtcMs,
    /// The instant after its last sample.
    pub until: UtcMs,
    /// How many samples it has.
    pub samples: u64,
    /// The rate of its samples in hertz.
    pub rate_hz: u32,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// What a capture says of one start of a cue.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The cue.
    pub cue: CueId,
    /// The instant of its first frame at the output, as in `started`, in microseconds since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    /// The frame of the audio that was heard first.
    pub from_frame: u64,
    /// The frame of the audio up to which it was heard.
    pub to_frame: u64,
    /// The input that was captured; `None` where none was known.
    pub input: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// How improbable the agreement is for other sounds: minus the decimal logarithm, in thousandths.
    pub score_milli: u64,
    /// How much later than `at_us` the sound is on the capture, in microseconds; `None` where it was not found.
    pub offset_us: Option<i64>,
    /// How much later than ordered the sound is on the capture, in microseconds.
    pub start_error_us: Option<i64>,
    /// The level of the capture meanwhile, without hum, in thousandths of dBFS; `None` for digital silence and where
    /// nothing was captured.
    pub level_mdbfs: Option<i64>,
    /// The level at which this input usually has the station, which the verdict took into account.
    pub usual_mdbfs: Option<i64>,
    /// The share of the sound that was found, in thousandths.
    pub found_milli: u64,
    /// The share of the sound that would have been found and was not there, in thousandths.
    pub missing_milli: u64,
    /// The first instant of the capture that was looked at.
    pub from: UtcMs,
    /// The instant up to which it was looked at.
    pub until: UtcMs,
    /// The kept files that were compared.
    pub files: Vec<ComparedFile>,
}

/// A kept file as it was when it was compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedFile {
    /// Its name in the folder of captures.
    pub name: String,
    /// The digest of its bytes.
    pub sha256: Digest,
}
