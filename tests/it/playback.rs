//! The player against real files and a real sound server: what is heard is recorded at the sink and compared.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use loa::airing::{IfLate, OutputReport, PlayOrder, PlayerReport, StopWhy};
use loa::ids::{CueId, Digest};
use loa::playback::{OutputOptions, Player, PlayerEvent, PlayerOptions, digest_file};
use loa::time::{Clock as _, UtcMs};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::common::clock::{RealClock, wait_for};
use crate::common::pulse::{Pulse, SINK, Tape};

mod card;
mod orders;
mod unplugged;

const PATIENCE: Duration = Duration::from_secs(20);

/// The sound of the tests at frame `frame`: a sweep that begins at full height, so that its onset is sharp and no two
/// places in it are alike.
fn sweep(frame: usize) -> f32 {
    let seconds = frame as f64 / 48e3;
    let phase = std::f64::consts::TAU * (300.0 * seconds + 200.0 * seconds * seconds);
    #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
    let level = (0.5 * phase.cos()) as f32;
    level
}

fn write_wav(path: &Path, frames: usize, sound: impl Fn(usize) -> f32) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for frame in 0..frames {
        #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
        writer
            .write_sample((sound(frame) * 32_767.0).round() as i16)
            .unwrap();
    }
    writer.finalize().unwrap();
}

/// A player with a folder of audio and everything it has said.
struct Bench {
    player: Player,
    events: UnboundedReceiver<PlayerEvent>,
    clock: Arc<RealClock>,
    folder: tempfile::TempDir,
}

impl Bench {
    fn start(output: OutputOptions, server: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(RealClock::default());
        let (player, events) = Player::start(PlayerOptions {
            output,
            server,
            audio_dir: folder.path().to_owned(),
            clock: Arc::<RealClock>::clone(&clock),
            latency_offset_ms: 0,
        })
        .unwrap();
        Self {
            player,
            events,
            clock,
            folder,
        }
    }

    fn on(pulse: &Pulse) -> Self {
        let sink = Some(SINK.to_owned());
        let mut bench = Self::start(OutputOptions::Server { sink }, Some(pulse.address()));
        bench.opened();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Orders `name` to start in `in_ms`; returns that instant.
    fn arm(&self, cue: &str, name: &str, in_ms: i64) -> UtcMs {
        let start = self.clock.wall() + in_ms;
        self.player.arm(self.order(cue, name, start));
        start
    }

    fn order(&self, cue: &str, name: &str, start: UtcMs) -> PlayOrder {
        PlayOrder {
            cue: cue.into(),
            audio: name.into(),
            sha256: digest_file(&self.path(name)).unwrap_or(Digest([0; 32])),
            start,
            from_frame: 0,
            gain_db: 0.0,
            if_late: IfLate::StartWithin { ms: 10_000 },
        }
    }

    /// Waits for the next event that `pick` takes; others are passed over.
    fn wait<T>(&mut self, what: &str, mut pick: impl FnMut(PlayerEvent) -> Option<T>) -> T {
        wait_for(what, PATIENCE, || {
            while let Ok(event) = self.events.try_recv() {
                if let Some(found) = pick(event) {
                    return Some(found);
                }
            }
            None
        })
    }

    fn opened(&mut self) -> String {
        self.wait("an open output", |event| match event {
            PlayerEvent::Output(OutputReport::Opened { output }) => Some(output),
            _ => None,
        })
    }

    fn lost(&mut self) -> (String, String) {
        self.wait("a lost output", |event| match event {
            PlayerEvent::Output(OutputReport::Lost { output, why }) => Some((output, why)),
            _ => None,
        })
    }

    /// The instant of its first frame, how late it was, and its first frame.
    fn started(&mut self, wanted: &str) -> (i64, i64, u64) {
        self.wait("a start", |event| match event {
            PlayerEvent::Report(PlayerReport::Started {
                cue,
                at_us,
                late_us,
                from_frame,
                ..
            }) if cue == CueId::from(wanted) => Some((at_us, late_us, from_frame)),
            _ => None,
        })
    }

    fn ended(&mut self, wanted: &str) -> u64 {
        self.wait("an end", |event| match event {
            PlayerEvent::Report(PlayerReport::Ended { cue, to_frame })
                if cue == CueId::from(wanted) =>
            {
                Some(to_frame)
            }
            PlayerEvent::Report(PlayerReport::Stopped { cue, why, .. })
                if cue == CueId::from(wanted) =>
            {
                panic!("{cue} stopped: {why:?}")
            }
            _ => None,
        })
    }

    fn stopped(&mut self, wanted: &str) -> (u64, StopWhy) {
        self.wait("a stop", |event| match event {
            PlayerEvent::Report(PlayerReport::Stopped { cue, to_frame, why })
                if cue == CueId::from(wanted) =>
            {
                Some((to_frame, why))
            }
            _ => None,
        })
    }

    /// When an instant of the wall clock is, by the monotonic clock.
    fn mono_ns(&self, at: UtcMs) -> i64 {
        let now = self.clock.now_ns();
        at.0 * 1_000_000 - (now.wall_ns - now.mono_ns)
    }
}

/// How alike the tape is to `frames` frames of the sweep from frame `from` on, at its frame `at`; 1 is the same.
fn alike(tape: &[f32], at: usize, from: usize, frames: usize) -> f64 {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for frame in 0..frames {
        let a = f64::from(tape[2 * (at + frame)]);
        let b = f64::from(sweep(from + frame));
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    ab / (aa * bb).sqrt()
}

/// Waits until the recording holds the sweep and a quarter of a second after it; returns the tape and the onset.
fn recorded(pulse_tape: impl Fn() -> Tape, frames: usize) -> (Tape, usize) {
    wait_for("the sound on the recording", PATIENCE, || {
        let tape = pulse_tape();
        let onset = tape.onset(0, 0.1)?;
        (tape.samples.len() / 2 > onset + frames + 12_000).then_some((tape, onset))
    })
}

#[test]
fn what_is_heard_is_the_file_at_its_instant() {
    let pulse = Pulse::start();
    let mut bench = Bench::on(&pulse);
    write_wav(&bench.path("sweep.wav"), 48_000, sweep);
    let recorder = pulse.record();
    let start = bench.arm("a#1", "sweep.wav", 1_500);
    let (at_us, late_us, from_frame) = bench.started("a#1");
    assert_eq!((at_us - start.0 * 1_000, from_frame), (late_us, 0));
    let meter = bench.player.meter();
    assert_eq!(meter.output.as_deref(), Some("pulse:lab"));
    assert_eq!(meter.on_air.len(), 1);
    assert!(
        meter
            .level_dbfs
            .is_some_and(|level| (-9.0..=-5.0).contains(&level)),
        "{meter:?}"
    );
    assert_eq!(bench.ended("a#1"), 48_000);

    let (tape, onset) = recorded(|| recorder.tape(), 48_000);
    let off_ms = (tape.played_ns(onset) - bench.mono_ns(start)) as f64 / 1e6;
    // Generous, because this machine may be busy: the bench of starts measures, this only finds gross errors.
    assert!(off_ms.abs() < 60.0, "heard {off_ms} ms after its instant");
    assert!(
        (late_us as f64 / 1e3).abs() < 20.0,
        "reported {late_us} us late"
    );
    let same = alike(&tape.samples, onset, 0, 48_000);
    assert!(same > 0.999, "alike {same}");
    assert!(
        tape.onset(onset + 48_000, 0.001).is_none(),
        "sound after the end"
    );
    bench.player.shutdown();
}

#[test]
fn a_server_that_dies_costs_what_is_on_air_and_nothing_that_is_still_to_come() {
    let mut pulse = Pulse::start();
    let mut bench = Bench::on(&pulse);
    write_wav(&bench.path("long.wav"), 20 * 48_000, sweep);
    write_wav(&bench.path("next.wav"), 24_000, sweep);
    bench.arm("a#1", "long.wav", 1_000);
    let next = bench.arm("a#2", "next.wav", 6_000);
    bench.started("a#1");
    wait_for("half a second on air", PATIENCE, || {
        bench
            .player
            .meter()
            .on_air
            .first()
            .filter(|(_, to_frame)| *to_frame > 24_000)
            .cloned()
    });
    pulse.kill();
    let (to_frame, why) = bench.stopped("a#1");
    assert_eq!(why, StopWhy::OutputLost);
    assert!(
        (24_000..10 * 48_000).contains(&to_frame),
        "heard to {to_frame}"
    );
    let (output, why) = bench.lost();
    assert_eq!(output, "pulse:lab");
    assert!(!why.is_empty());
    pulse.restart();
    assert_eq!(bench.opened(), "pulse:lab");
    let recorder = pulse.record();
    let (_, late_us, _) = bench.started("a#2");
    assert!(late_us.abs() < 20_000, "late by {late_us} us");
    assert_eq!(bench.ended("a#2"), 24_000);
    let (tape, onset) = recorded(|| recorder.tape(), 24_000);
    let off_ms = (tape.played_ns(onset) - bench.mono_ns(next)) as f64 / 1e6;
    assert!(off_ms.abs() < 60.0, "heard {off_ms} ms after its instant");
    bench.player.shutdown();
}

// T16: a device that never returns.
#[test]
fn a_server_that_hangs_is_found_out_and_does_not_hold_up_the_end() {
    let pulse = Pulse::start();
    let mut bench = Bench::on(&pulse);
    write_wav(&bench.path("long.wav"), 60 * 48_000, sweep);
    bench.arm("a#1", "long.wav", 500);
    bench.started("a#1");
    pulse.freeze();
    let (to_frame, why) = bench.stopped("a#1");
    assert_eq!(why, StopWhy::OutputLost);
    // Nobody vouches for what was heard after the server fell silent: that is much less than the watchdog's wait.
    assert!(to_frame < 5 * 48_000, "heard to {to_frame}");
    assert_eq!(bench.lost().0, "pulse:lab");
    bench.player.shutdown();
    pulse.thaw();
}

#[test]
fn a_server_that_hangs_at_the_start_is_reported_and_used_once_it_lives() {
    let pulse = Pulse::start();
    pulse.freeze();
    let sink = Some(SINK.to_owned());
    let mut bench = Bench::start(OutputOptions::Server { sink }, Some(pulse.address()));
    write_wav(&bench.path("sweep.wav"), 24_000, sweep);
    let (output, why) = bench.lost();
    assert_eq!(
        (output.as_str(), why.as_str()),
        ("pulse:lab", "the server does not answer")
    );
    pulse.thaw();
    assert_eq!(bench.opened(), "pulse:lab");
    bench.arm("a#1", "sweep.wav", 1_000);
    assert_eq!(bench.ended("a#1"), 24_000);
    bench.player.shutdown();
}

#[test]
fn a_sink_that_is_not_there_is_named_and_no_other_is_used() {
    let pulse = Pulse::start();
    let sink = Some("loa-ngoai-troi".to_owned());
    let mut bench = Bench::start(OutputOptions::Server { sink }, Some(pulse.address()));
    let (output, why) = bench.lost();
    assert_eq!(output, "pulse:loa-ngoai-troi");
    assert_eq!(why, "the server has no such sink");
    assert_eq!(bench.player.meter().output, None);
    bench.player.shutdown();
}
