//! How late starts are: the same clip, started by Loa's player and by others at known instants on one private sound
//! server, and heard at the monitor of its sink. `STARTS=n` sets the starts of each player, `PLAYERS=loa,mpv` the
//! players.
//!
//! What is measured is the instant at which the sink plays the first frame of the clip, by the server's own answers,
//! against the instant that was asked for. Nothing is resampled on the way.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use loa::time::{Clock as _, UtcMs};

use figures::{machine, median, percentile};
use monitor::{Monitor, Onset};
use players::{CLIP, Lab, Liquidsoap, Loa, Mpd, Mpv, Paplay, Player};
use sound::clock::RealClock;
use sound::pulse::Pulse;
use tape::Recorder;

#[path = "../common/figures.rs"]
mod figures;
mod monitor;
mod players;
#[path = "../common/sound.rs"]
mod sound;
mod tape;
mod timebase;

/// How fast a player is asked, in milliseconds.
#[derive(Clone, Copy)]
struct Pace {
    /// From one start to the next: not a whole number of the sink's blocks, so that starts meet every point of one.
    every: i64,
    /// How long before a start the player is made ready: after the sound of the start before, but for Loa, which takes
    /// orders while it plays.
    ready: i64,
}

/// Loa's pace: the clip, and silence enough to tell one start from the next.
const FAST: Pace = Pace {
    every: 761,
    ready: 760,
};
/// The pace of players that are made ready between two starts.
const SLOW: Pace = Pace {
    every: 2_017,
    ready: 1_117,
};
/// The same for a player that can only be told whole seconds.
const SECONDS: Pace = Pace {
    every: 2_000,
    ready: 1_100,
};
/// The time in which a player comes up, in milliseconds.
const COMES_UP_MS: i64 = 12_000;
/// An onset belongs to a start from this much before to this much after it, in nanoseconds, and only to one start.
const BELONGS_NS: (i64, i64) = (-300_000_000, 1_600_000_000);
/// A start is in both recordings if it is in them at most this far apart, in nanoseconds.
const SAME_NS: i64 = 100_000_000;
/// A time base that is less certain can't tell whether a start is within the target of 0.1 ms.
const MOST_UNCERTAIN_NS: i64 = 100_000;
/// The players that can be named.
const PLAYERS: [&str; 5] = ["loa", "mpv", "mpd", "paplay", "liquidsoap"];
/// The length of the clip in frames: 0.5 s.
const CLIP_FRAMES: u32 = 24_000;

/// What one player did.
struct Row {
    name: &'static str,
    /// Error of each start that was heard, in milliseconds; positive is late.
    errors_ms: Vec<f64>,
    /// The same by the arrivals at the pipe of parec.
    arrival_errors_ms: Vec<f64>,
    /// Starts of which nothing was heard.
    unheard: usize,
}

fn main() {
    let starts = match std::env::var("STARTS") {
        Ok(text) => text.parse().expect("STARTS should be a whole number"),
        Err(_) => 30,
    };
    println!("{}\n{starts} starts of each player", machine());
    let wanted = wanted_players();
    let wants = |player: &str| wanted.iter().any(|name| name == player);
    let pulse = Pulse::start();
    let bench = Bench {
        pulse: &pulse,
        monitor: &Monitor::start(&pulse),
        recorder: &Recorder::start(&pulse),
        starts,
    };
    let mut rows = Vec::new();
    if wants("loa") {
        rows.extend(bench.loa("Loa"));
        let hogs = Hogs::start();
        rows.extend(bench.loa("Loa, every core busy"));
        drop(hogs);
    }
    if wants("mpv") {
        let start = |lab: &Lab<'_>, _: &[UtcMs]| Box::new(Mpv::start(lab)) as Box<dyn Player>;
        rows.extend(bench.run("resident mpv, un-paused", &["mpv"], SLOW, start));
    }
    if wants("mpd") {
        let start = |lab: &Lab<'_>, _: &[UtcMs]| Box::new(Mpd::start(lab)) as Box<dyn Player>;
        rows.extend(bench.run("mpd, told by mpc", &["mpd", "mpc"], SLOW, start));
    }
    if wants("paplay") {
        let start = |lab: &Lab<'_>, _: &[UtcMs]| Box::new(Paplay::start(lab)) as Box<dyn Player>;
        rows.extend(bench.run("fresh paplay", &["paplay"], SLOW, start));
    }
    if wants("liquidsoap") {
        let start = |lab: &Lab<'_>, instants: &[UtcMs]| {
            Box::new(Liquidsoap::start(lab, instants)) as Box<dyn Player>
        };
        rows.extend(bench.run("Liquidsoap, switch", &["liquidsoap"], SECONDS, start));
    }
    bench.print_time_base();
    print(&rows);
}

/// Returns the players that `PLAYERS` names, or all.
fn wanted_players() -> Vec<String> {
    let named = std::env::var("PLAYERS").unwrap_or_default();
    let names = named
        .split([',', ' '])
        .filter(|name| !name.is_empty())
        .map(str::to_owned);
    let wanted: Vec<String> = names.collect();
    for name in &wanted {
        assert!(
            PLAYERS.contains(&name.as_str()),
            "PLAYERS names {name}, which is none of {PLAYERS:?}"
        );
    }
    if wanted.is_empty() {
        return PLAYERS.map(str::to_owned).to_vec();
    }
    wanted
}

fn print(rows: &[Row]) {
    let loa = rows.iter().find(|row| !row.errors_ms.is_empty());
    let first = loa.map_or(f64::NAN, |row| median(&sizes(&row.errors_ms)));
    println!(
        "\n{:<26}{:>4}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>13}",
        "ms", "n", "median", "p95", "p99", "max", "signed", "to first", "by arrivals"
    );
    for row in rows.iter().filter(|row| !row.errors_ms.is_empty()) {
        let sizes = sizes(&row.errors_ms);
        let at = |percent| percentile(&sizes, percent);
        println!(
            "{:<26}{:>4}{:>9.3}{:>9.3}{:>9.3}{:>9.3}{:>+9.3}{:>9.0}x{:>+13.3}",
            row.name,
            sizes.len(),
            at(50),
            at(95),
            at(99),
            at(100),
            median(&row.errors_ms),
            at(50) / first,
            median(&row.arrival_errors_ms),
        );
    }
    println!(
        "median to max are without sign; signed is the median with it (+ is late); by arrivals is the same on the \
         time base that is not calibrated"
    );
    for row in rows.iter().filter(|row| row.unheard > 0) {
        println!(
            "{}: {} starts were not heard in time",
            row.name, row.unheard
        );
    }
}

/// Errors without their signs.
fn sizes(errors_ms: &[f64]) -> Vec<f64> {
    errors_ms.iter().map(|error| error.abs()).collect()
}

struct Bench<'a> {
    pulse: &'a Pulse,
    monitor: &'a Monitor,
    recorder: &'a Recorder,
    starts: i64,
}

impl Bench<'_> {
    fn loa(&self, name: &'static str) -> Option<Row> {
        self.run(name, &[], FAST, |lab, _| Box::new(Loa::start(lab)))
    }

    /// Has one player make all its starts; `None` where one of the `programs` is not installed.
    fn run(
        &self,
        name: &'static str,
        programs: &[&str],
        pace: Pace,
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
            .map(|index| first + index * pace.every)
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
            wait_until(&clock, at - pace.ready);
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
        let row = self.row(name, &due_ns, pace);
        if said_ms.len() == row.errors_ms.len() && !said_ms.is_empty() {
            let off: Vec<f64> = said_ms
                .iter()
                .zip(&row.errors_ms)
                .map(|(said, heard)| said - heard)
                .collect();
            println!(
                "{name}: what it reports of its own starts differs from what is heard by {:+.3} to {:+.3} ms, median {:+.3}",
                percentile(&off, 0),
                percentile(&off, 100),
                median(&off)
            );
        }
        Some(row)
    }

    fn row(&self, name: &'static str, due_ns: &[i64], pace: Pace) -> Row {
        let until_ns = BELONGS_NS.1.min(pace.every * 1_000_000 + BELONGS_NS.0);
        let error = |onsets: &[i64], due_ns: i64| {
            let of_this = |onset: &&i64| (BELONGS_NS.0..until_ns).contains(&(**onset - due_ns));
            onsets
                .iter()
                .find(of_this)
                .map(|onset| (onset - due_ns) as f64 / 1e6)
        };
        let errors = |onsets: &[i64]| -> Vec<f64> {
            due_ns
                .iter()
                .filter_map(|&due_ns| error(onsets, due_ns))
                .collect()
        };
        let onsets = self.monitor.onsets();
        let played: Vec<i64> = onsets.iter().map(|onset| onset.played.at_ns).collect();
        let errors_ms = errors(&played);
        Row {
            name,
            unheard: due_ns.len() - errors_ms.len(),
            errors_ms,
            arrival_errors_ms: errors(&self.recorder.onsets_ns()),
        }
    }

    /// Prints how sure the time base is, and how late arrivals are against it.
    ///
    /// # Panics
    ///
    /// If it is too unsure to judge a start by it.
    fn print_time_base(&self) {
        let onsets = self.monitor.onsets();
        assert!(!onsets.is_empty(), "nothing was heard of any player");
        let ms = |ns: i64| ns as f64 / 1e6;
        let uncertain: Vec<f64> = onsets
            .iter()
            .map(|onset| ms(onset.played.uncertain_ns))
            .collect();
        println!(
            "\ntime base: the server's answers place each of {} starts within {:.3} ms to either side (median; most {:.3})",
            onsets.len(),
            median(&uncertain),
            percentile(&uncertain, 100)
        );
        let most = ms(MOST_UNCERTAIN_NS);
        assert!(
            median(&uncertain) <= most,
            "a time base that unsure judges nobody: more than {most} ms; is the machine too busy?"
        );
        let late = |onset: &Onset, at_ns: i64| ms(at_ns - onset.played.at_ns);
        let at_stream: Vec<f64> = onsets
            .iter()
            .map(|onset| late(onset, onset.arrived_ns))
            .collect();
        print_bias("the bench's own stream", &at_stream);
        let arrivals = self.recorder.onsets_ns();
        let at_pipe: Vec<f64> = onsets
            .iter()
            .filter_map(|onset| {
                let nearest = arrivals
                    .iter()
                    .min_by_key(|&at_ns| (at_ns - onset.played.at_ns).abs())?;
                ((nearest - onset.played.at_ns).abs() < SAME_NS).then(|| late(onset, *nearest))
            })
            .collect();
        assert!(!at_pipe.is_empty(), "no start is in both recordings");
        print_bias("the pipe of parec", &at_pipe);
    }
}

fn print_bias(place: &str, late_ms: &[f64]) {
    println!(
        "arrivals at {place} are late by {:+.3} ms (median of {}; {:+.3} to {:+.3})",
        median(late_ms),
        late_ms.len(),
        percentile(late_ms, 0),
        percentile(late_ms, 100)
    );
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
