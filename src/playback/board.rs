//! What goes between the engine's thread and everybody else: messages in, a board to look at. Neither side's work is
//! done here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::feed::FeedEvent;
use super::mixer::Health;
use super::output::Output;
use crate::airing::PlayOrder;
use crate::ids::CueId;
use crate::time::UtcMs;

/// What the engine is told.
pub enum Message {
    /// An order.
    Arm(PlayOrder),
    /// Stop a cue.
    Stop {
        /// Which.
        cue: CueId,
        /// When.
        at: UtcMs,
    },
    /// Take the stop of a cue back.
    GoOn {
        /// Which.
        cue: CueId,
    },
    /// From a decode thread.
    Feed(FeedEvent),
    /// An attempt to open the output is over.
    Opened {
        /// Which attempt.
        attempt: u64,
        /// The output and its name, or why not.
        result: Result<(Box<dyn Output>, String), String>,
    },
    /// The output has failed.
    Failed {
        /// Of which attempt.
        attempt: u64,
        /// What it said.
        why: String,
    },
    /// A lost output is closed.
    Closed,
    /// Come to an end.
    Shutdown,
}

/// What the engine shows of itself. Never touched by an audio callback.
#[derive(Default)]
pub struct Board(Mutex<Shown>);

/// See [`super::api::Meter`].
#[derive(Default)]
pub struct Shown {
    /// The open output with what can be read of it.
    pub output: Option<(String, Arc<Health>)>,
    /// See [`super::api::Meter::on_air`].
    pub on_air: Vec<(CueId, u64)>,
    /// See [`super::api::Meter::armed`].
    pub armed: usize,
    /// Counts of outputs that are closed: underruns of the device, of decks, and backend errors.
    pub past: [u32; 3],
}

impl Board {
    /// Gives access to what is shown.
    pub fn shown(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
