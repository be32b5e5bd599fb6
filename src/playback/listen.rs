//! Audition (nghe thử): a file on this machine's default device, through rodio, fed by the station's own decoder. It
//! is no airing: no clock, no record, and never the station's output.

use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use rodio::{DeviceSinkBuilder, Source};

use super::api::{DECODE_THREAD, PlaybackError};
use super::decode::{DecodeError, Decoder};
use super::facts;

/// Decoded blocks that wait to be played.
const BLOCKS_AHEAD: usize = 64;

/// How often progress is told.
const PROGRESS_EVERY: Duration = Duration::from_millis(250);
/// More than a device of rodio's choice holds.
const DEVICE_QUEUE: Duration = Duration::from_millis(500);
/// The mix rate as rodio wants it.
const MIX_RATE: NonZero<u32> = NonZero::new(48_000).expect("the mix rate is not zero");

/// How to listen.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ListenOptions {
    /// Gain in decibels, such as the one with which the segment would air.
    pub gain_db: f32,
}

/// Plays a file and returns when it is over. `progress` is told about four times a second how many mix frames were
/// played; when it returns `false`, playing stops.
pub fn listen(
    path: &Path,
    options: ListenOptions,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<(), PlaybackError> {
    let decoder = Decoder::open(facts::open(path)?, path).map_err(|e| decode_error(path, e))?;
    let device_error = |why: &dyn std::fmt::Display| PlaybackError::output("default", why);
    let mut sink = DeviceSinkBuilder::from_default_device()
        .and_then(|builder| {
            // What goes wrong while playing is heard; there is nobody else to tell.
            builder
                .with_sample_rate(MIX_RATE)
                .with_error_callback(|_| ())
                .open_sink_or_fallback()
        })
        .map_err(|e| device_error(&e))?;
    // Its end is ours to tell, and not a line on the terminal.
    sink.log_on_drop(false);
    let (blocks, source_blocks) = sync_channel(BLOCKS_AHEAD);
    let (report, outcome) = channel();
    let gain = 10f32.powf(options.gain_db / 20.0);
    std::thread::Builder::new()
        .name(DECODE_THREAD.to_owned())
        .spawn(move || drop(report.send(decode(decoder, gain, &blocks))))
        .map_err(|e| device_error(&e))?;
    let played_samples = Arc::new(AtomicU64::new(0));
    let (end, ended) = channel();
    // Straight into the mixer: rodio's queue takes a stereo source that comes after its silence for mono.
    sink.mixer().add(Blocks {
        blocks: source_blocks,
        block: Vec::new(),
        next: 0,
        played_samples: Arc::clone(&played_samples),
        _end: end,
    });
    // Nothing is ever sent: the source ends by going away.
    while ended.recv_timeout(PROGRESS_EVERY) == Err(RecvTimeoutError::Timeout) {
        if !progress(played_samples.load(Ordering::Relaxed) / 2) {
            return Ok(());
        }
    }
    progress(played_samples.load(Ordering::Relaxed) / 2);
    // What was taken last still lies in the device.
    let (_open, device_queue) = channel::<()>();
    let waited = device_queue.recv_timeout(DEVICE_QUEUE);
    debug_assert_eq!(waited, Err(RecvTimeoutError::Timeout), "nobody sends here");
    match outcome.recv() {
        Ok(Err(error)) => Err(decode_error(path, error)),
        Ok(Ok(())) | Err(_) => Ok(()),
    }
}

fn decode(
    mut decoder: Decoder,
    gain: f32,
    blocks: &SyncSender<Vec<f32>>,
) -> Result<(), DecodeError> {
    let mut block = Vec::new();
    while decoder.next_block(&mut block)? {
        for sample in &mut block {
            *sample *= gain;
        }
        if blocks.send(std::mem::take(&mut block)).is_err() {
            break; // nobody listens any more
        }
    }
    Ok(())
}

fn decode_error(path: &Path, error: DecodeError) -> PlaybackError {
    let path = path.to_owned();
    match error {
        DecodeError::Read(source) => PlaybackError::Read { path, source },
        DecodeError::Broken(why) => PlaybackError::Broken { path, why },
    }
}

/// Decoded blocks as a source of rodio.
struct Blocks {
    blocks: Receiver<Vec<f32>>,
    block: Vec<f32>,
    next: usize,
    played_samples: Arc<AtomicU64>,
    /// Goes away with the source.
    _end: Sender<()>,
}

impl Iterator for Blocks {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        while self.next == self.block.len() {
            self.block = self.blocks.recv().ok()?;
            self.next = 0;
        }
        self.next += 1;
        self.played_samples.fetch_add(1, Ordering::Relaxed);
        self.block.get(self.next - 1).copied()
    }
}

impl Source for Blocks {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        const { NonZero::new(2).expect("two is not zero") }
    }

    fn sample_rate(&self) -> NonZero<u32> {
        MIX_RATE
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
