//! The decode thread of one cue: checks the bytes, decodes ahead and keeps a lock-free ring filled. When and whether
//! the frames are heard is the mixer's.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use rtrb::{Consumer, Producer, RingBuffer};

use super::api::{DECODE_THREAD, PlaybackError};
use super::decode::{DecodeError, Decoder};
use super::facts;
use crate::airing::{IfLate, PlayOrder};
use crate::plan::{MIX_RATE_HZ, ms_to_frames};
use crate::reason::Reason;
use crate::time::Clock;

/// Samples that a ring holds: three seconds of stereo, 1.1 MB.
const RING_SAMPLES: usize = 2 * 3 * 48_000;
/// Samples that must lie in the ring before a cue counts as ready: one second.
const READY_SAMPLES: usize = 2 * 48_000;
/// How long the thread waits for room in the ring before it looks again.
const ROOM_WAIT: Duration = Duration::from_millis(200);

/// What mixer and decode thread tell each other without a lock.
#[derive(Default, Debug)]
pub struct FeedState {
    /// Everything there is lies in the ring; set after the last push.
    pub finished: AtomicBool,
    /// Decoding failed on the way; set before `finished`.
    pub failed: AtomicBool,
}

/// What a decode thread reports.
pub enum FeedEvent {
    /// The cue can start.
    Ready {
        /// The order.
        key: u64,
        /// The frame of the audio at the head of the ring.
        first_frame: u64,
        /// Interleaved stereo samples with the gain applied.
        ring: Consumer<f32>,
        /// See [`FeedState`].
        state: Arc<FeedState>,
    },
    /// The audio can't be used, or not further. Before `Ready` it is the last report.
    Failed {
        /// The order.
        key: u64,
        /// Why.
        reason: Reason,
        /// What the decoder or the disk said.
        detail: String,
    },
}

/// A running decode thread; it ends when this is dropped.
pub struct Feeder {
    _stop: Sender<()>,
}

impl Feeder {
    /// Starts to decode `order` from the file `path`; `report` is called on the new thread.
    pub fn spawn(
        key: u64,
        order: &PlayOrder,
        path: PathBuf,
        clock: Arc<dyn Clock>,
        report: impl Fn(FeedEvent) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        let order = order.clone();
        std::thread::Builder::new()
            .name(format!("{DECODE_THREAD}-{key}"))
            .spawn(move || {
                let work =
                    AssertUnwindSafe(|| Feed::run(key, &order, &path, &*clock, &stopped, &report));
                let failure = match catch_unwind(work) {
                    Ok(Ok(())) => return,
                    Ok(Err(failure)) => failure,
                    Err(panic) => (Reason::FileBroken, facts::panic_text(&*panic)),
                };
                report(FeedEvent::Failed {
                    key,
                    reason: failure.0,
                    detail: failure.1,
                });
            })?;
        Ok(Self { _stop: stop })
    }
}

type Failure = (Reason, String);

struct Feed<'a> {
    key: u64,
    ring: Producer<f32>,
    /// The other end, until the cue is ready.
    consumer: Option<Consumer<f32>>,
    state: Arc<FeedState>,
    stopped: &'a Receiver<()>,
    report: &'a dyn Fn(FeedEvent),
    gain: f32,
    first_frame: u64,
}

/// Whether to go on.
#[derive(PartialEq)]
enum Flow {
    Go,
    Stop,
}

impl<'a> Feed<'a> {
    fn run(
        key: u64,
        order: &PlayOrder,
        path: &Path,
        clock: &dyn Clock,
        stopped: &'a Receiver<()>,
        report: &'a dyn Fn(FeedEvent),
    ) -> Result<(), Failure> {
        let mut file = facts::open(path).map_err(|error| match error {
            PlaybackError::Missing { .. } => (Reason::FileMissing, error.to_string()),
            other => (Reason::FileBroken, other.to_string()),
        })?;
        let digest = facts::digest_rewind(&mut file)
            .map_err(|error| (Reason::FileBroken, format!("reading failed: {error}")))?;
        if digest != order.sha256 {
            let detail = format!(
                "{}: SHA-256 is {digest}, not {}",
                path.display(),
                order.sha256
            );
            return Err((Reason::FileAltered, detail));
        }
        let decoder = Decoder::open(file, path).map_err(|error| decode_failure(&error))?;
        let first_frame = order.from_frame + late_frames(order, clock);
        let (ring, consumer) = RingBuffer::new(RING_SAMPLES);
        let mut feed = Self {
            key,
            ring,
            consumer: Some(consumer),
            state: Arc::new(FeedState::default()),
            stopped,
            report,
            gain: 10f32.powf(order.gain_db / 20.0),
            first_frame,
        };
        match feed.decode(decoder) {
            // A failure before the cue is ready keeps it off the air; after that, what is in the ring is played out.
            Err(failure) if feed.consumer.is_some() => Err(failure),
            Err((_, detail)) => {
                report(FeedEvent::Failed {
                    key,
                    reason: Reason::SoundFailed,
                    detail,
                });
                feed.state.failed.store(true, Ordering::Release);
                feed.state.finished.store(true, Ordering::Release);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    fn decode(&mut self, mut decoder: Decoder) -> Result<(), Failure> {
        let mut to_skip = 2 * self.first_frame;
        let mut block = Vec::new();
        while decoder
            .next_block(&mut block)
            .map_err(|error| decode_failure(&error))?
        {
            let skipped =
                usize::try_from(to_skip).map_or(block.len(), |skip| skip.min(block.len()));
            to_skip -= skipped as u64;
            for sample in &mut block[skipped..] {
                *sample *= self.gain;
            }
            if self.push(&block[skipped..])? == Flow::Stop {
                return Ok(());
            }
        }
        self.state.finished.store(true, Ordering::Release);
        self.hand_over();
        Ok(())
    }

    /// Pushes everything, waiting for room as long as the other end is there.
    fn push(&mut self, mut samples: &[f32]) -> Result<Flow, Failure> {
        loop {
            (_, samples) = self.ring.push_partial_slice(samples);
            if self.consumer.is_some() && RING_SAMPLES - self.ring.slots() >= READY_SAMPLES {
                self.hand_over();
            }
            let wait = if samples.is_empty() {
                Duration::ZERO
            } else {
                ROOM_WAIT
            };
            match self.stopped.recv_timeout(wait) {
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(Flow::Stop),
                Err(RecvTimeoutError::Timeout) if samples.is_empty() => return Ok(Flow::Go),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn hand_over(&mut self) {
        if let Some(ring) = self.consumer.take() {
            (self.report)(FeedEvent::Ready {
                key: self.key,
                first_frame: self.first_frame,
                ring,
                state: Arc::clone(&self.state),
            });
        }
    }
}

/// How much of the audio would have been heard by now: left out at once, so that the mixer has little to drop.
fn late_frames(order: &PlayOrder, clock: &dyn Clock) -> u64 {
    match order.if_late {
        IfLate::Join => ms_to_frames(clock.now_ns().wall_ns / 1_000_000 - order.start.0),
        IfLate::StartWithin { .. } => 0,
    }
}

fn decode_failure(error: &DecodeError) -> Failure {
    (Reason::FileBroken, error.to_string())
}

const _: () = assert!(MIX_RATE_HZ == 48_000 && RING_SAMPLES.is_multiple_of(2));
