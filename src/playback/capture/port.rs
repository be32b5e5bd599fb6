//! The trait behind which inputs stand, and what they are opened with. The inputs themselves are left to the other files
//! of this folder.

use std::path::PathBuf;

use crate::time::Clock;

/// The rate of captures, in hertz.
pub const RATE_HZ: u32 = 16_000;

/// Where captured sound comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputOptions {
    /// A source of the sound server: an input, or the monitor of a sink (`NAME.monitor`).
    Server {
        /// The source's name; the server's default source when `None`.
        source: Option<String>,
    },
    /// A WAV file, at the pace of the clock; its end is the end of the input. For rehearsals and tests.
    Wav {
        /// The file.
        path: PathBuf,
    },
}

/// An open input. Reading waits for a moment at most, so that whoever reads can be stopped.
pub trait Input: Send {
    /// Appends samples that were captured since, and returns when the first of them was, by `CLOCK_MONOTONIC` in
    /// nanoseconds; `None` where there were none.
    fn read(&mut self, clock: &dyn Clock, out: &mut Vec<i16>) -> Result<Option<i64>, String>;
}
