//! How late starts are: the same clip, started by Loa's player and by others at known instants on one private sound
//! server, and heard at the monitor of its sink. `STARTS=n` sets the starts of each player, and `PLAYERS=loa` leaves the
//! others out.
//!
//! What is measured is the first frame of the clip in the recording, on the time base of the sink, against the
//! instant that was asked for. Nothing is resampled on the way.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use loa::time::{Clock as _, UtcMs};

use figures::{machine, median, percentile};
use players::{CLIP, Lab, Liquidsoap, Loa, Mpd, Mpv, Paplay, Player};
use sound::clock::RealClock;
use sound::pulse::Pulse;
use tape::Recorder;

#[path = "../common/figures.rs"]
mod figures;
mod players;
#[path = "../common/sound.rs"]
mod sound;
mod tape;

/// The time from one start to the next, in milliseconds: not a whole number of the sink's blocks.
const EVERY_MS: i64 = 2_017;
/// The same for a player that can only be told whole seconds.
const EVERY_SECONDS_MS: i64 = 2_000;
/// The time in which a player comes up, in milliseconds.
const COMES_UP_MS: i64 = 12_000;
/// An onset belongs to a start from this much before to this much after it, in nanoseconds.
const BELONGS_NS: (i64, i64) = (-300_000_000, 1_600_000_000);
/// The length of the clip in frames: 0.5 s.
const CLIP_FRAMES: u32 = 24_000;

/// What one player did.
struct Row {
    name: &'static str,
    /// Error of each start that was heard, in milliseconds; positive is late.
    errors_ms: Vec<f64>,
    /// Starts of which nothing was heard.
    unheard: usize,
}

fn main() {
    let starts = std::env::var("STARTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(30);
    println!("{}\n{starts} starts of each player", machine());
    let pulse = Pulse::start();
    let recorder = Recorder::start(&pulse);
    let bench = Bench {
        pulse: &pulse,
        recorder: &recorder,
        starts,
    };
    let mut rows = vec![bench.loa("Loa")];
    let hogs = Hogs::start();
    rows.push(bench.loa("Loa, every core busy"));
    drop(hogs);
    if std::env::var("PLAYERS").is_ok_and(|players| players == "loa") {
        println!("the others are left out");
    } else {
        rows.extend(bench.others());
    }
    print(&rows);
}

fn print(rows: &[Row]) {
    let first = median(&sizes(&rows[0]));
    println!(
        "\n{:<26}{:>4}{:>9}{:>9}{:>9}{:>9}{:>10}",
        "ms", "n", "median", "p95", "p99", "max", "to Loa"
    );
    for row in rows.iter().filter(|row| !row.errors_ms.is_empty()) {
        let sizes = sizes(row);
        let at = |percent| percentile(&sizes, percent);
        println!(
            "{:<26}{:>4}{:>9.2}{:>9.2}{:>9.2}{:>9.2}{:>9.0}x",
            row.name,
            sizes.len(),
            at(50),
            at(95),
            at(99),
            at(100),
            at(50) / first
        );
    }
    for row in rows.iter().filter(|row| row.unheard > 0) {
        println!(
            "{}: {} starts were not heard within {} ms",
            row.name,
            row.unheard,
            BELONGS_NS.1 / 1_000_000
        );
    }
}

/// The errors of a row without their signs.
fn sizes(row: &Row) -> Vec<f64> {
    row.errors_ms.iter().map(|error| error.abs()).collect()
}

struct Bench<'a> {
    pulse: &'a Pulse,
    recorder: &'a Recorder,
    starts: i64,
}

impl Bench<'_> {
    fn loa(&self, name: &'static str) -> Row {
        self.run(name, &[], EVERY_MS, |lab, _| Box::new(Loa::start(lab)))
            .expect("Loa is always there")
    }

    /// Every other player that is installed.
    fn others(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        rows.extend(
            self.run("resident mpv, un-paused", &["mpv"], EVERY_MS, |lab, _| {
                Box::new(Mpv::start(lab))
            }),
        );
        rows.extend(
            self.run("mpd, told by mpc", &["mpd", "mpc"], EVERY_MS, |lab, _| {
                Box::new(Mpd::start(lab))
            }),
        );
        rows.extend(self.run("fresh paplay", &["paplay"], EVERY_MS, |lab, _| {
            Box::new(Paplay::start(lab))
        }));
        rows.extend(self.run(
            "Liquidsoap, switch",
            &["liquidsoap"],
            EVERY_SECONDS_MS,
            |lab, instants| Box::new(Liquidsoap::start(lab, instants)),
        ));
        rows
    }

    /// Has one player make all its starts; `None` where one of the `programs` is not installed.
    fn run(
        &self,
        name: &'static str,
        programs: &[&str],
        every_ms: i64,
        start: impl FnOnce(&Lab<'_>, &[UtcMs]) -> Box<dyn Player>,
    ) -> Option<Row> {
        if let Some(missing) = programs.iter().find(|program| !is_installed(program)) {
            println!("{name}: {missing} is not installed");
            return None;
        }
        let folder = tempfile::tempdir().expect("there should be room for a clip");
        write_clip(&folder.path().join(CLIP));
        let clock = RealClock::default();
        let first = UtcMs((clock.wall().0 + COMES_UP_MS) / 1_000 * 1_000);
        let instants: Vec<UtcMs> = (0..self.starts)
            .map(|index| first + index * every_ms)
            .collect();
        let mut player = start(
            &Lab {
                pulse: self.pulse,
                folder: folder.path(),
            },
            &instants,
        );
        let mut due_ns = Vec::new();
        for &at in &instants {
            // The sound of the start before is over.
            wait_until(&clock, at + (900 - every_ms));
            player.settle();
            player.prepare(at);
            wait_until(&clock, at);
            player.fire();
            let now = clock.now_ns();
            due_ns.push(at.0 * 1_000_000 - (now.wall_ns - now.mono_ns));
        }
        wait_until(
            &clock,
            instants[instants.len() - 1] + BELONGS_NS.1 / 1_000_000 + 500,
        );
        player.settle();
        let said_ms = player.says_ms();
        drop(player);
        let row = self.row(name, &due_ns);
        if said_ms.len() == row.errors_ms.len() && !said_ms.is_empty() {
            let off: Vec<f64> = said_ms
                .iter()
                .zip(&row.errors_ms)
                .map(|(said, heard)| said - heard)
                .collect();
            println!(
                "{name}: what it reports of its own starts differs from the recording by {:+.2} to {:+.2} ms",
                percentile(&off, 0),
                percentile(&off, 100)
            );
        }
        Some(row)
    }

    fn row(&self, name: &'static str, due_ns: &[i64]) -> Row {
        let onsets = self.recorder.onsets_ns();
        let error = |due_ns: i64| {
            let of_this = |onset: &&i64| (BELONGS_NS.0..BELONGS_NS.1).contains(&(**onset - due_ns));
            onsets
                .iter()
                .find(of_this)
                .map(|onset| (onset - due_ns) as f64 / 1e6)
        };
        let errors_ms: Vec<f64> = due_ns.iter().filter_map(|&due_ns| error(due_ns)).collect();
        Row {
            name,
            unheard: due_ns.len() - errors_ms.len(),
            errors_ms,
        }
    }
}

/// Waits until the wall clock shows `at`; the last two milliseconds awake, so that nobody is told late.
fn wait_until(clock: &RealClock, at: UtcMs) {
    let (_never, pause) = channel::<()>();
    loop {
        let left_ns = at.0 * 1_000_000 - clock.now_ns().wall_ns;
        match u64::try_from(left_ns) {
            Err(_) | Ok(0) => return,
            Ok(left_ns) if left_ns > 2_000_000 => {
                let waited = pause.recv_timeout(Duration::from_nanos(left_ns - 2_000_000));
                assert_eq!(waited, Err(RecvTimeoutError::Timeout));
            }
            Ok(_) => std::hint::spin_loop(),
        }
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Writes a clip whose very first sample is loud, at the rate and width of the sink.
fn write_clip(path: &Path) {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut clip = hound::WavWriter::create(path, spec).expect("there should be room for a clip");
    for frame in 0..CLIP_FRAMES {
        // A square wave of 100 Hz at half of full scale.
        let level: i16 = if frame / 240 % 2 == 0 {
            16_384
        } else {
            -16_384
        };
        for _channel in 0..2 {
            clip.write_sample(level)
                .expect("there should be room for a clip");
        }
    }
    clip.finalize().expect("there should be room for a clip");
}

/// Threads that do nothing, one for each core, until dropped.
struct Hogs(Arc<AtomicBool>);

impl Hogs {
    fn start() -> Self {
        let rest = Arc::new(AtomicBool::new(false));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for _core in 0..cores {
            let rest = Arc::clone(&rest);
            std::thread::spawn(move || while !rest.load(Ordering::Relaxed) {});
        }
        Self(rest)
    }
}

impl Drop for Hogs {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
