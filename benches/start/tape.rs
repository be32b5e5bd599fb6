//! A recorder of the sink that keeps no samples: when frames came, and at which of them sound began. What it knows of
//! time are arrivals, which are late by the way of a block; `monitor` tells by how much.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::sound::clock::{mono_ns, wait_for};
use crate::sound::pulse::{Pulse, SINK};
use crate::timebase;

/// Frames of a second.
const RATE: u64 = 48_000;
/// Sound after this much silence is a new start; a pause of the recording is not.
const SILENCE_FRAMES: u64 = RATE / 5;
/// What is sound, of a full scale of 32,768.
const SOUND: u16 = 1_600;
/// The frames over which the sink is taken to run evenly: three seconds.
const WINDOW_FRAMES: u64 = 3 * RATE;

/// A running recording.
pub struct Recorder {
    parec: Child,
    reader: Option<JoinHandle<()>>,
    tape: Arc<Mutex<Tape>>,
}

/// What is known of a recording.
#[derive(Default)]
pub struct Tape {
    /// The samples that came so far, two to a frame.
    samples: u64,
    odd: Option<u8>,
    /// When a read came, with the first frame in it.
    arrivals: Vec<(u64, i64)>,
    last_sound: Option<u64>,
    onsets: Vec<u64>,
}

impl Recorder {
    /// Records the sink until it is dropped.
    pub fn start(pulse: &Pulse) -> Self {
        let mut parec = Command::new("parec")
            .args([
                "--raw",
                "--format=s16le",
                "--rate=48000",
                "--channels=2",
                "--latency-msec=50",
            ])
            .arg("-d")
            .arg(format!("{SINK}.monitor"))
            .env("PULSE_SERVER", pulse.address())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("parec should be installed (package pulseaudio-utils)");
        let mut pipe = parec.stdout.take().expect("parec should have a pipe");
        let tape = Arc::new(Mutex::new(Tape::default()));
        let shared = Arc::clone(&tape);
        let reader = std::thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            while let Ok(count @ 1..) = pipe.read(&mut bytes) {
                let arrived_ns = mono_ns();
                shared
                    .lock()
                    .expect("nobody panics with it")
                    .take(&bytes[..count], arrived_ns);
            }
        });
        let recorder = Self {
            parec,
            reader: Some(reader),
            tape,
        };
        wait_for("the first recorded frames", Duration::from_secs(20), || {
            (recorder.tape.lock().expect("nobody panics with it").samples > 0).then_some(())
        });
        recorder
    }

    /// Returns when each start so far arrived, by `CLOCK_MONOTONIC`.
    pub fn onsets_ns(&self) -> Vec<i64> {
        self.tape.lock().expect("nobody panics with it").onsets_ns()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        drop(self.parec.kill());
        drop(self.parec.wait());
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
    }
}

impl Tape {
    /// Takes what came, with the instant at which it was there.
    pub fn take(&mut self, bytes: &[u8], arrived_ns: i64) {
        self.arrivals.push((self.samples / 2, arrived_ns));
        for &byte in bytes {
            match self.odd.take() {
                None => self.odd = Some(byte),
                Some(low) => self.sample(i16::from_le_bytes([low, byte])),
            }
        }
    }

    /// Returns how much came so far.
    pub fn bytes(&self) -> u64 {
        2 * self.samples + u64::from(self.odd.is_some())
    }

    /// Returns the frames at which sound began.
    pub fn onset_frames(&self) -> &[u64] {
        &self.onsets
    }

    /// Returns when each start so far arrived, by `CLOCK_MONOTONIC`.
    pub fn onsets_ns(&self) -> Vec<i64> {
        let origins = self.origins();
        self.onsets
            .iter()
            .map(|&frame| origin_at(&origins, frame) + frames_ns(frame))
            .collect()
    }

    fn sample(&mut self, level: i16) {
        let frame = self.samples / 2;
        self.samples += 1;
        if level.unsigned_abs() > SOUND {
            if self
                .last_sound
                .is_none_or(|last| frame - last > SILENCE_FRAMES)
            {
                self.onsets.push(frame);
            }
            self.last_sound = Some(frame);
        }
    }

    /// Returns, for the middle of each window, when frame 0 would have arrived by the pace of that window. A block
    /// is posted when its first frame is due and then travels a little, so the early arrivals are the best ones.
    fn origins(&self) -> Vec<(u64, i64)> {
        let windows = self
            .arrivals
            .chunk_by(|a, b| a.0 / WINDOW_FRAMES == b.0 / WINDOW_FRAMES);
        let origin = |window: &[(u64, i64)]| {
            let mut origins: Vec<i64> = window
                .iter()
                .map(|&(frame, ns)| ns - frames_ns(frame))
                .collect();
            origins.sort_unstable();
            let middle = window[0].0 / WINDOW_FRAMES * WINDOW_FRAMES + WINDOW_FRAMES / 2;
            (middle, origins[origins.len() / 10])
        };
        let raw: Vec<(u64, i64)> = windows.map(origin).collect();
        let around = |index: usize| &raw[index.saturating_sub(1)..(index + 2).min(raw.len())];
        let smooth = |(index, &(middle, _)): (usize, &(u64, i64))| {
            let near = around(index);
            let first = near[0].1;
            let sum: i64 = near.iter().map(|&(_, ns)| ns - first).sum();
            (
                middle,
                first + sum / i64::try_from(near.len()).expect("three at most"),
            )
        };
        raw.iter().enumerate().map(smooth).collect()
    }
}

/// Returns when frame 0 would have arrived, as seen from `frame`: a straight line between the windows.
fn origin_at(origins: &[(u64, i64)], frame: u64) -> i64 {
    let next = origins.partition_point(|&(middle, _)| middle <= frame);
    match (
        next.checked_sub(1).map(|before| origins[before]),
        origins.get(next),
    ) {
        (Some((left, a)), Some(&(right, b))) => {
            let signed = |frames: u64| i64::try_from(frames).expect("a recording should be short");
            a + (b - a) * signed(frame - left) / signed(right - left)
        }
        (Some((_, a)), None) => a,
        (None, Some(&(_, b))) => b,
        (None, None) => panic!("a recording with an onset should have arrivals"),
    }
}

fn frames_ns(frames: u64) -> i64 {
    timebase::frames_ns(i64::try_from(frames).expect("a recording should be short"))
}
