//! The words of the player: options, events, meter and errors. Nothing here plays anything.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::airing::{OutputReport, PlayerReport};
use crate::ids::CueId;
use crate::time::Clock;

/// What the names of threads begin with on which a decoder runs. A panic there costs the file and no more; whoever
/// ends the process at a panic must spare them.
pub const DECODE_THREAD: &str = "loa-decode";

/// What the player tells the daemon.
#[derive(Clone, PartialEq, Debug)]
pub enum PlayerEvent {
    /// About a cue.
    Report(PlayerReport),
    /// About the output.
    Output(OutputReport),
}

/// Where the sound goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OutputOptions {
    /// A sound server that speaks the PulseAudio protocol (PulseAudio, PipeWire).
    Server {
        /// The sink's name; the server's default sink when `None`.
        sink: Option<String>,
    },
    /// An ALSA card by its stable name, such as `hw:CARD=Device,DEV=0`.
    Card {
        /// The name.
        device: String,
    },
    /// A WAV file (48 kHz, stereo, 16 bits), written at the pace of the clock.
    Wav {
        /// The file; made anew.
        path: PathBuf,
    },
    /// Nowhere, at the pace of the clock.
    Null,
}

/// What a player is started with.
#[derive(Clone)]
pub struct PlayerOptions {
    /// Where the sound goes.
    pub output: OutputOptions,
    /// The address of the sound server, `unix:/path`; what the environment names (`PULSE_SERVER`) when `None`.
    pub server: Option<String>,
    /// The folder in which the paths of orders lie.
    pub audio_dir: PathBuf,
    /// Both clocks. The wall clock decides when a cue starts.
    pub clock: Arc<dyn Clock>,
    /// How much later than the device says sound is heard, in milliseconds: what lies behind the device.
    pub latency_offset_ms: i64,
}

/// What can be read of a player at any time.
#[derive(Clone, PartialEq, Debug)]
pub struct Meter {
    /// The open output; `None` while there is none.
    pub output: Option<String>,
    /// The peak of what was mixed last, in decibels below full scale; `None` for silence.
    pub level_dbfs: Option<f32>,
    /// What is being heard, and up to which frame of its audio.
    pub on_air: Vec<(CueId, u64)>,
    /// Cues that are decoded ahead or being decoded.
    pub armed: usize,
    /// How long ago the output asked for frames, in milliseconds; `None` while there is none.
    pub callback_age_ms: Option<i64>,
    /// How often the device ran dry since the start.
    pub underruns: u32,
    /// How often a cue ran dry since the start, because decoding could not follow.
    pub deck_underruns: u32,
    /// Errors of the sound backend that are harmless one by one, since the start.
    pub backend_errors: u32,
}

/// Why something about sound failed.
#[derive(Debug, thiserror::Error)]
pub enum PlaybackError {
    /// The audio file is not there.
    #[error("{} is not there", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The audio file can't be read.
    #[error("{} can't be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        #[source]
        source: io::Error,
    },
    /// The audio can't be decoded.
    #[error("{} can't be decoded: {why}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        why: String,
    },
    /// An output can't be opened.
    #[error("{output}: {why}")]
    Output {
        /// The output.
        output: String,
        /// What it said.
        why: String,
    },
    /// The machine gives no more threads.
    #[error("no thread for the player: {0}")]
    Thread(#[source] io::Error),
}

impl PlaybackError {
    /// Makes the error of an output.
    pub fn output(output: &str, why: &dyn fmt::Display) -> Self {
        Self::Output {
            output: output.to_owned(),
            why: why.to_string(),
        }
    }
}
