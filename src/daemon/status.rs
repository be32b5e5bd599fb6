//! What the daemon tells those who ask: a snapshot as plain data, which travels as JSON. Wording it is the asker's.

use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::{CueId, Digest};
use crate::time::{CivilDay, UtcMs};

/// A snapshot of the running station.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Status {
    /// The program's version.
    pub version: String,
    /// The station's id.
    pub station: String,
    /// The wall time of the snapshot.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub at: UtcMs,
    /// When the daemon came up.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub since: UtcMs,
    /// Whether this is a rehearsal.
    pub rehearsal: bool,
    /// The clock.
    pub clock: ClockStatus,
    /// The output.
    pub output: OutputStatus,
    /// The ledger.
    pub ledger: LedgerStatus,
    /// What vouches for the ledger.
    pub evidence: EvidenceStatus,
    /// What the aircheck hears; `None` where nothing is captured.
    pub aircheck: Option<AircheckStatus>,
    /// The schedule.
    pub schedule: ScheduleStatus,
    /// What is on air.
    pub on_air: Option<OnAirStatus>,
    /// What comes next.
    pub next: Option<NextStatus>,
}

/// The state of the clock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClockStatus {
    /// The slug of its source.
    pub source: String,
    /// Whether the station airs by it.
    pub trusted: bool,
    /// The kernel's bound on its error in microseconds.
    pub error_us: Option<i64>,
}

/// The state of the output.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct OutputStatus {
    /// Its name, once it was opened or lost.
    pub name: Option<String>,
    /// Whether sound can be heard.
    pub up: bool,
    /// What it said last when it was lost.
    pub why: Option<String>,
    /// How often it ran dry since the daemon came up.
    pub underruns: u64,
    /// The level of the last moment in dBFS; `None` in digital silence.
    pub level_dbfs: Option<f32>,
}

/// The state of the ledger.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LedgerStatus {
    /// The sequence number of the newest entry.
    pub seq: u64,
    /// Its seal.
    pub seal: Digest,
    /// Whether it can be written.
    pub writable: bool,
    /// Facts that wait in memory.
    pub held: u64,
    /// Facts that were lost.
    pub lost: u64,
    /// What the disk said last.
    pub error: Option<String>,
}

/// What vouches for the ledger outside this machine.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct EvidenceStatus {
    /// The verifier key of the key that signs; `None` while nothing can be signed.
    pub key: Option<String>,
    /// Why nothing can be signed.
    pub error: Option<String>,
    /// The newest checkpoint.
    pub checkpoint: Option<CheckpointStatus>,
    /// The folders that checkpoints are written to.
    pub folders: Vec<FolderStatus>,
}

/// The newest checkpoint.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckpointStatus {
    /// When it was made.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub at: UtcMs,
    /// How many entries it covers.
    pub seq: u64,
    /// The seal of the last of them.
    pub seal: Digest,
}

/// A folder that checkpoints are written to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FolderStatus {
    /// The folder.
    pub path: String,
    /// The newest checkpoint that was written there, by the number of its last entry; `None` until one was.
    pub seq: Option<u64>,
    /// Whether the folder lies on the ledger's own disk, so that both are lost together: no stick is where one should
    /// be, or the folder is none outside the machine.
    pub same_disk: bool,
    /// What the system said, where the folder is away.
    pub away: Option<String>,
    /// A checkpoint in it that this ledger does not hold, by the number of its last entry: the ledger, or the
    /// checkpoint, is not the one that it was.
    pub foreign: Option<u64>,
}

impl FolderStatus {
    /// Names a folder that nobody has looked at yet.
    pub fn of(path: &Path) -> Self {
        Self {
            path: path.display().to_string(),
            ..Self::default()
        }
    }
}

/// The state of the aircheck.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AircheckStatus {
    /// The input that is captured, once it was opened.
    pub input: Option<String>,
    /// Whether it is captured now.
    pub up: bool,
    /// What it said last when it was lost.
    pub why: Option<String>,
    /// What the disk said, where captures can't be kept.
    pub not_kept: Option<String>,
    /// The slug of the degree of silence, while there is silence and something should be heard.
    pub silence: Option<String>,
    /// Whether there is sound that is not the station's.
    pub foreign: bool,
    /// How many airings have no verdict yet.
    pub waiting: usize,
    /// How many events of the capture found no room since the daemon came up.
    pub dropped: u64,
}

/// The state of the schedule.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ScheduleStatus {
    /// The last day that has a plan on air.
    pub planned_until: Option<CivilDay>,
    /// How many errors the files have that are not on air because of them; 0 when the files are what is on air.
    pub errors: u32,
    /// The first of them.
    pub first: Option<String>,
    /// Whether what is on air is the part of the files that could be used when the daemon came up, and not the last
    /// good schedule.
    pub partial: bool,
    /// Settings of `station.toml` that were changed since the daemon came up, and count from its next start on.
    pub at_next_start: Vec<String>,
}

/// What is on air.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OnAirStatus {
    /// The programme's title.
    pub programme: String,
    /// The cue that is heard.
    pub cue: Option<CueId>,
    /// The title of what is heard.
    pub title: Option<String>,
    /// Mix frames of it that were heard.
    pub played_frames: u64,
    /// Its length in mix frames.
    pub total_frames: u64,
    /// When the programme is expected to end.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub until: UtcMs,
}

/// What comes next.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NextStatus {
    /// When.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub at: UtcMs,
    /// The programme's title.
    pub programme: String,
}

/// Instants travel as plans and records write them: RFC 3339 in station time.
fn write<S: Serializer>(at: &UtcMs, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UtcMs, D::Error> {
    let text = String::deserialize(deserializer)?;
    UtcMs::parse(&text).ok_or_else(|| D::Error::custom("expected an instant in RFC 3339"))
}
