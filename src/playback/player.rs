//! The player as the daemon sees it: orders in, events out, a meter to look at. The work is the engine's, on a
//! thread of its own.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::api::{Meter, PlaybackError, PlayerEvent, PlayerOptions};
use super::board::{Board, Message};
use super::engine::Engine;
use crate::airing::PlayOrder;
use crate::ids::CueId;
use crate::time::{Clock, UtcMs};

/// How long the engine may take to come to an end.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(4);

/// A running player; can be shared between threads.
pub struct Player {
    to_engine: Sender<Message>,
    ended: Mutex<Receiver<()>>,
    board: Arc<Board>,
    clock: Arc<dyn Clock>,
}

impl Player {
    /// Starts the engine. An output that can't be opened is no error here: it is reported as lost, and opened as soon
    /// as it can be.
    ///
    /// Every order gets one last report, `Ended` or `Stopped`, unless the player is dropped before.
    pub fn start(
        options: PlayerOptions,
    ) -> Result<(Self, UnboundedReceiver<PlayerEvent>), PlaybackError> {
        let (events, receiver) = unbounded_channel();
        let (to_engine, inbox) = channel();
        let (end, ended) = channel();
        let board = Arc::new(Board::default());
        let clock = Arc::clone(&options.clock);
        let engine = Engine::new(
            options,
            (to_engine.clone(), inbox),
            events,
            Arc::clone(&board),
        );
        std::thread::Builder::new()
            .name("loa-player".to_owned())
            .spawn(move || {
                engine.run();
                drop(end);
            })
            .map_err(PlaybackError::Thread)?;
        let player = Self {
            to_engine,
            ended: Mutex::new(ended),
            board,
            clock,
        };
        Ok((player, receiver))
    }

    /// Gets an order ready and plays it at its instant.
    pub fn arm(&self, order: PlayOrder) {
        self.tell(Message::Arm(order));
    }

    /// Stops a cue at an instant, or at once when that has passed, with a short fade. What already lies in the
    /// device's queue is still heard: up to 0.4 s.
    pub fn stop(&self, cue: CueId, at: UtcMs) {
        self.tell(Message::Stop { cue, at });
    }

    /// Takes the stop of a cue back. What has faded already stays silent, and is reported as stopped.
    pub fn go_on(&self, cue: CueId) {
        self.tell(Message::GoOn { cue });
    }

    /// Returns what can be seen of the player now.
    pub fn meter(&self) -> Meter {
        let shown = self.board.shown();
        let mut counts = shown.past;
        let mut level_dbfs = None;
        let mut callback_age_ms = None;
        if let Some((_, health)) = &shown.output {
            for (sum, count) in counts.iter_mut().zip(health.counts()) {
                *sum = sum.saturating_add(count);
            }
            let peak = f32::from_bits(health.peak_bits.load(Ordering::Relaxed));
            level_dbfs = (peak > 1e-5).then(|| 20.0 * peak.log10());
            let callback_ns = health.callback_ns.load(Ordering::Relaxed);
            callback_age_ms = (callback_ns != i64::MIN)
                .then(|| (self.clock.now_ns().mono_ns - callback_ns) / 1_000_000);
        }
        Meter {
            output: shown.output.as_ref().map(|(name, _)| name.clone()),
            level_dbfs,
            on_air: shown.on_air.clone(),
            armed: shown.armed,
            callback_age_ms,
            underruns: counts[0],
            deck_underruns: counts[1],
            backend_errors: counts[2],
        }
    }

    /// Stops everything and closes the output; every order gets its last report before. Returns within a few
    /// seconds, even when the sound server hangs.
    pub fn shutdown(&self) {
        // An engine that has ended already has nobody to tell.
        drop(self.to_engine.send(Message::Shutdown));
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(SHUTDOWN_PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::error!("the player does not come to an end; it is left behind");
        }
    }

    fn tell(&self, message: Message) {
        if self.to_engine.send(message).is_err() {
            tracing::error!("the player has come to an end and takes no orders");
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // After a shutdown nobody is there to hear it.
        drop(self.to_engine.send(Message::Shutdown));
    }
}
