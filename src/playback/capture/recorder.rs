//! The recorder: one thread that reads an input, keeps what it gives, watches it, and opens it again when it fails.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::files::{KeepOptions, Keeper, Kept};
use super::input::open;
use super::port::{Input, InputOptions, RATE_HZ};
use crate::aircheck::{
    Foreign, ForeignDetector, ForeignOptions, RATE_HZ as WATCHED_RATE_HZ, Silence, SilenceDetector,
    SilenceOptions,
};
use crate::playback::api::PlaybackError;
use crate::playback::resample::Resampler;
use crate::time::{Clock, UtcMs};

/// How long after a failure the input is opened again, at first and at most.
const RETRY_FIRST: Duration = Duration::from_millis(250);
const RETRY_MOST: Duration = Duration::from_secs(5);
/// Samples that come this much later than those before them let expect, in nanoseconds, leave a hole.
const HOLE_NS: i64 = 500_000_000;
/// By which part of the difference the instants of samples follow what the input says.
const SMOOTH: i64 = 16;
/// How long after the disk failed the folder is opened again, in nanoseconds.
const KEEP_AGAIN_NS: i64 = 10_000_000_000;
/// By which step of the wall clock between two readings, in nanoseconds, the instants of a file's samples and of what
/// follows no longer fit together. Slewing moves a clock by half a millisecond a second.
const STEP_NS: i64 = 20_000_000;
/// An input that worked for so long, in nanoseconds, is opened again soon after it failed.
const WORKED_NS: i64 = 10_000_000_000;
/// An input that gives nothing for so long, in nanoseconds, has failed.
const DEAF_NS: i64 = 3_000_000_000;

/// What a capture is started with.
#[derive(Clone)]
pub struct CaptureOptions {
    /// Where the sound comes from.
    pub input: InputOptions,
    /// The address of the sound server; what the environment names when `None`.
    pub server: Option<String>,
    /// How it is kept; not at all when `None`.
    pub keep: Option<KeepOptions>,
    /// When silence is told.
    pub silence: SilenceOptions,
    /// When foreign sound is told.
    pub foreign: ForeignOptions,
    /// Both clocks.
    pub clock: Arc<dyn Clock>,
}

/// What the capture should hear now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// The station plays nothing: sound is foreign.
    Nothing,
    /// The station plays, and is to be heard.
    Sound,
    /// The station plays something that may be quiet: a pause, the seconds around a start and an end.
    Anything,
}

/// What a capture tells.
#[derive(Clone, PartialEq, Debug)]
pub enum CaptureEvent {
    /// The input is open.
    Opened {
        /// Its name.
        input: String,
    },
    /// The input has failed, and is tried again.
    Lost {
        /// What it said.
        why: String,
    },
    /// A file is finished, or was removed.
    Kept(Kept),
    /// Nothing is kept: what the disk said. Listening goes on.
    NotKept {
        /// What it said.
        why: String,
    },
    /// Silence while something should be heard began or ended.
    Silence(Silence),
    /// Foreign sound began or ended.
    Foreign(Foreign),
}

/// A running capture. It ends when it is dropped, and what it kept is finished before.
pub struct Capture {
    expected: Arc<AtomicU8>,
    cut: Arc<AtomicBool>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Capture {
    /// Starts to capture on a thread of its own, `loa-capture`; `tell` is called there and may not wait.
    pub fn start(
        options: CaptureOptions,
        tell: impl FnMut(CaptureEvent) + Send + 'static,
    ) -> Result<Self, PlaybackError> {
        let expected = Arc::new(AtomicU8::new(Expected::Anything as u8));
        let cut = Arc::new(AtomicBool::new(false));
        let (stop, stopped) = channel();
        let told = (Arc::clone(&expected), Arc::clone(&cut));
        let thread = std::thread::Builder::new()
            .name("loa-capture".to_owned())
            .spawn(move || Recorder::new(options, told, stopped, tell).run())
            .map_err(PlaybackError::Thread)?;
        Ok(Self {
            expected,
            cut,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Says what should be heard from now on. Until it is said first, anything may.
    pub fn expect(&self, expected: Expected) {
        self.expected.store(expected as u8, Ordering::Relaxed);
    }

    /// Asks that the file that grows be finished soon: once it has gone on for as long as files overlap.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic on that thread was reported where it happened.
            drop(thread.join());
        }
    }
}

struct Recorder<Tell> {
    options: CaptureOptions,
    expected: Arc<AtomicU8>,
    cut: Arc<AtomicBool>,
    stopped: Receiver<()>,
    tell: Tell,
    keeper: Option<Keeper>,
    silence: SilenceDetector,
    foreign: ForeignDetector,
    resampler: Resampler,
    /// When the next sample should be captured, by the samples before it.
    due_ns: Option<i64>,
    /// The wall clock above the monotonic one when samples came last.
    wall_above_ns: Option<i64>,
    /// When the folder is opened again, while nothing is kept.
    keep_again_ns: i64,
}

impl<Tell: FnMut(CaptureEvent)> Recorder<Tell> {
    fn new(
        options: CaptureOptions,
        (expected, cut): (Arc<AtomicU8>, Arc<AtomicBool>),
        stopped: Receiver<()>,
        tell: Tell,
    ) -> Self {
        let watched_hz = u32::try_from(WATCHED_RATE_HZ).expect("a rate should be small");
        Self {
            silence: SilenceDetector::new(options.silence),
            foreign: ForeignDetector::new(options.foreign),
            resampler: Resampler::between(RATE_HZ, watched_hz).expect("both rates should do"),
            options,
            expected,
            cut,
            stopped,
            tell,
            keeper: None,
            due_ns: None,
            wall_above_ns: None,
            keep_again_ns: i64::MIN,
        }
    }

    fn run(mut self) {
        self.open_folder();
        let clock = Arc::clone(&self.options.clock);
        let mut retry = RETRY_FIRST;
        loop {
            let opened_ns = clock.now_ns().mono_ns;
            let why = match open(&self.options.input, self.options.server.as_deref()) {
                Ok((mut input, name)) => {
                    (self.tell)(CaptureEvent::Opened { input: name });
                    let Some(why) = self.listen(&mut *input) else {
                        break;
                    };
                    // One that opens and fails at once must not fill the record.
                    if clock.now_ns().mono_ns - opened_ns > WORKED_NS {
                        retry = RETRY_FIRST;
                    }
                    why
                }
                Err(error) => error.to_string(),
            };
            (self.tell)(CaptureEvent::Lost { why });
            self.end_files();
            if self.stopped.recv_timeout(retry) != Err(RecvTimeoutError::Timeout) {
                break;
            }
            retry = (2 * retry).min(RETRY_MOST);
        }
        self.end_files();
    }

    /// Reads until the input fails, and says why, or until the capture is stopped.
    fn listen(&mut self, input: &mut dyn Input) -> Option<String> {
        let clock = Arc::clone(&self.options.clock);
        let mut samples = Vec::new();
        let mut heard_ns = clock.now_ns().mono_ns;
        while self.stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            samples.clear();
            match input.read(&*clock, &mut samples) {
                Ok(Some(first_ns)) => {
                    heard_ns = clock.now_ns().mono_ns;
                    self.take(&samples, first_ns);
                }
                Ok(None) if clock.now_ns().mono_ns - heard_ns > DEAF_NS => {
                    return Some("nothing comes from it".to_owned());
                }
                Ok(None) => {}
                Err(why) => return Some(why),
            }
        }
        None
    }

    fn take(&mut self, samples: &[i16], first_ns: i64) {
        let now = self.options.clock.now_ns();
        let wall_above_ns = now.wall_ns - now.mono_ns;
        let before_ns = self.wall_above_ns.replace(wall_above_ns);
        let was_stepped = before_ns.is_some_and(|ns| (wall_above_ns - ns).abs() > STEP_NS);
        let has_hole = self
            .due_ns
            .is_some_and(|due_ns| first_ns - due_ns > HOLE_NS);
        if has_hole || was_stepped {
            self.end_files();
        }
        let count = i64::try_from(samples.len()).unwrap_or(i64::MAX);
        // What the input says wavers a little; the samples themselves follow each other evenly.
        let at_ns = self
            .due_ns
            .map_or(first_ns, |due_ns| due_ns + (first_ns - due_ns) / SMOOTH);
        self.due_ns = Some(at_ns + count * (1_000_000_000 / i64::from(RATE_HZ)));
        self.keep(samples, at_ns);
        self.watch(samples);
    }

    fn keep(&mut self, samples: &[i16], first_ns: i64) {
        let now = self.options.clock.now_ns();
        let begins = UtcMs((now.wall_ns - (now.mono_ns - first_ns)).div_euclid(1_000_000));
        if self.keeper.is_none() && now.mono_ns >= self.keep_again_ns {
            self.open_folder();
        }
        if let Some(keeper) = &mut self.keeper {
            if self.cut.load(Ordering::Relaxed) && keeper.cut() {
                self.cut.store(false, Ordering::Relaxed);
            }
            let kept = keeper.keep(samples, begins);
            self.tell_kept(kept);
        }
    }

    fn watch(&mut self, samples: &[i16]) {
        let stereo: Vec<f32> = samples
            .iter()
            .map(|&sample| f32::from(sample) / 32_768.0)
            .flat_map(|sample| [sample, sample])
            .collect();
        let mut watched = Vec::new();
        // The rates are fixed and were accepted.
        if self.resampler.push(&stereo, &mut watched).is_err() {
            return;
        }
        let mono: Vec<f32> = watched.chunks_exact(2).map(|frame| frame[0]).collect();
        let expected = self.expected.load(Ordering::Relaxed);
        let should_sound = expected == Expected::Sound as u8;
        if let Some(silence) = self.silence.take(&mono, should_sound) {
            (self.tell)(CaptureEvent::Silence(silence));
        }
        if let Some(foreign) = self
            .foreign
            .take(&mono, expected != Expected::Nothing as u8)
        {
            (self.tell)(CaptureEvent::Foreign(foreign));
        }
    }

    fn open_folder(&mut self) {
        let Some(keep) = self.options.keep.clone() else {
            return;
        };
        let folder = keep.folder.clone();
        match Keeper::open(keep) {
            Ok((keeper, kept)) => {
                self.keeper = Some(keeper);
                self.tell_kept(Ok(kept));
            }
            Err(error) => self.not_kept(&folder, &error),
        }
    }

    fn end_files(&mut self) {
        self.due_ns = None;
        if let Some(keeper) = &mut self.keeper {
            let kept = keeper.finish();
            self.tell_kept(kept);
        }
    }

    fn tell_kept(&mut self, kept: std::io::Result<Vec<Kept>>) {
        match kept {
            Ok(kept) => kept
                .into_iter()
                .for_each(|kept| (self.tell)(CaptureEvent::Kept(kept))),
            Err(error) => {
                self.keeper = None;
                if let Some(folder) = self.options.keep.clone().map(|keep| keep.folder) {
                    self.not_kept(&folder, &error);
                }
            }
        }
    }

    fn not_kept(&mut self, folder: &Path, error: &std::io::Error) {
        self.keep_again_ns = self.options.clock.now_ns().mono_ns + KEEP_AGAIN_NS;
        let why = format!("{}: {error}", folder.display());
        (self.tell)(CaptureEvent::NotKept { why });
    }
}
