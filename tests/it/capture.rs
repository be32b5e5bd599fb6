//! The capture against a real sound server: what the station plays is recorded at the monitor of its sink, kept, and
//! compared with what it should have been.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use loa::aircheck::{ForeignOptions, JudgeOptions, Silence, SilenceOptions, Verdict};
use loa::airing::{IfLate, PlayOrder, PlayerReport};
use loa::playback::{
    Capture, CaptureEvent, CaptureOptions, Expected, InputOptions, KeepOptions, Kept, KeptFile,
    OutputOptions, Player, PlayerEvent, PlayerOptions, compare, digest_file,
};

use crate::common::clock::{RealClock, wait_for};
use crate::common::demo;
use crate::common::pulse::{Pulse, SINK};

const PATIENCE: Duration = Duration::from_secs(30);
const ITEM: &str = "loi-dan/loi-dan-phat-lai-cchc.flac";

fn start(input: InputOptions, server: Option<String>, folder: &Path) -> (Capture, Events) {
    start_by(Arc::new(RealClock::default()), input, server, folder)
}

fn start_by(
    clock: Arc<RealClock>,
    input: InputOptions,
    server: Option<String>,
    folder: &Path,
) -> (Capture, Events) {
    let (sender, receiver) = channel();
    let options = CaptureOptions {
        input,
        server,
        keep: Some(KeepOptions::in_folder(folder.to_owned())),
        silence: SilenceOptions::default(),
        foreign: ForeignOptions::default(),
        clock,
    };
    let capture = Capture::start(options, move |event| drop(sender.send(event))).unwrap();
    (capture, Events(receiver))
}

fn monitor() -> InputOptions {
    InputOptions::Server {
        source: Some(format!("{SINK}.monitor")),
    }
}

struct Events(Receiver<CaptureEvent>);

impl Events {
    /// Waits for the next event that `pick` takes.
    fn wait<T>(&self, what: &str, pick: impl Fn(&CaptureEvent) -> Option<T>) -> T {
        wait_for(what, PATIENCE, || {
            self.0.try_iter().find_map(|event| pick(&event))
        })
    }

    fn opened(&self) -> String {
        self.wait("the capture to be open", |event| match event {
            CaptureEvent::Opened { input } => Some(input.clone()),
            _ => None,
        })
    }

    fn finished(&self) -> Vec<KeptFile> {
        let file = |event| match event {
            CaptureEvent::Kept(Kept::Finished(file)) => Some(file),
            _ => None,
        };
        self.0.try_iter().filter_map(file).collect()
    }
}

#[test]
fn what_the_station_played_is_kept_and_heard() {
    let pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    let (capture, events) = start(monitor(), Some(pulse.address()), folder.path());
    assert_eq!(events.opened(), "pulse:lab.monitor");
    let clock = Arc::new(RealClock::default());
    let audio = demo::folder().join("audio");
    let (player, mut reports) = Player::start(PlayerOptions {
        output: OutputOptions::Server {
            sink: Some(SINK.to_owned()),
        },
        server: Some(pulse.address()),
        audio_dir: audio.clone(),
        clock: Arc::<RealClock>::clone(&clock),
        latency_offset_ms: 0,
    })
    .unwrap();
    let at = clock.wall() + 3_000;
    player.arm(PlayOrder {
        cue: "loi-dan#1".into(),
        audio: ITEM.into(),
        sha256: digest_file(&audio.join(ITEM)).unwrap(),
        start: at,
        from_frame: 0,
        gain_db: 0.0,
        if_late: IfLate::StartWithin { ms: 10_000 },
    });
    wait_for("the end of the item", PATIENCE, || {
        match reports.try_recv() {
            Ok(PlayerEvent::Report(PlayerReport::Ended { .. })) => Some(()),
            _ => None,
        }
    });
    player.shutdown();
    drop(capture);
    let files = events.finished();
    assert_eq!(files.len(), 1, "{files:?}");
    let whole = 0..usize::MAX;
    let path = audio.join(ITEM);
    let found = compare(&path, whole, at, folder.path(), JudgeOptions::default()).unwrap();
    assert_eq!(found.finding.verdict, Verdict::Heard, "{found:?}");
    // The server says when what its monitor gives was played; converting the rate delays by a few milliseconds.
    let offset_ms = found.finding.offset_ms.unwrap();
    assert!(offset_ms.abs() < 20.0, "{offset_ms}");
    assert_eq!(found.files, [(files[0].name.clone(), files[0].sha256)]);
}

// T15: the process is fine and nothing comes out. T16: the server goes away.
#[test]
fn silence_and_a_lost_server_are_told() {
    let mut pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    let (capture, events) = start(monitor(), Some(pulse.address()), folder.path());
    events.opened();
    capture.expect(Expected::Sound);
    let silence = events.wait("the silence", |event| match event {
        CaptureEvent::Silence(silence) => Some(*silence),
        _ => None,
    });
    assert_eq!(silence, Silence::Fail);
    pulse.kill();
    events.wait("the loss", |event| {
        matches!(event, CaptureEvent::Lost { .. }).then_some(())
    });
    pulse.restart();
    assert_eq!(events.opened(), "pulse:lab.monitor");
    drop(capture);
    let kept = std::fs::read_dir(folder.path()).unwrap().count();
    assert!(kept >= 1, "what was captured before the loss is kept");
}

#[test]
fn a_file_as_input_is_kept_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.wav");
    write_wav(&path, 16_000);
    let (capture, events) = start(
        InputOptions::Wav { path: path.clone() },
        None,
        &folder.path().join("kept"),
    );
    let file = events.wait("the file", |event| match event {
        CaptureEvent::Kept(Kept::Finished(file)) => Some(file.clone()),
        _ => None,
    });
    drop(capture);
    // A last block below the shortest of FLAC is left out.
    assert!((16_000 - 32..=16_000).contains(&file.samples), "{file:?}");
    assert_eq!(
        digest_file(&folder.path().join("kept").join(&file.name)).unwrap(),
        file.sha256
    );
}

// T2: the samples of one file follow its first instant; what comes after a step is another file.
#[test]
fn a_step_of_the_wall_clock_ends_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, kept) = (folder.path().join("in.wav"), folder.path().join("kept"));
    write_wav(&path, 60 * 16_000);
    let clock = Arc::new(RealClock::default());
    let input = InputOptions::Wav { path };
    let (capture, events) = start_by(Arc::clone(&clock), input, None, &kept);
    wait_for("a growing file", PATIENCE, || {
        let mut files = std::fs::read_dir(&kept).ok()?;
        files
            .any(|file| file.unwrap().metadata().unwrap().len() > 0)
            .then_some(())
    });
    clock.step(3_600_000);
    let before = events.wait("the end of the file", |event| match event {
        CaptureEvent::Kept(Kept::Finished(file)) => Some(file.clone()),
        _ => None,
    });
    drop(capture);
    let after = events.finished();
    let [after] = &after[..] else {
        panic!("{after:?}")
    };
    let apart_ms = after.begins - before.until();
    assert!((3_590_000..3_610_000).contains(&apart_ms), "{apart_ms}");
}

#[test]
fn a_folder_that_cannot_be_written_does_not_stop_the_listening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.wav");
    write_wav(&path, 80_000);
    let no_folder: PathBuf = folder.path().join("in.wav/kept");
    let (capture, events) = start(InputOptions::Wav { path }, None, &no_folder);
    events.wait("the fault", |event| {
        matches!(event, CaptureEvent::NotKept { .. }).then_some(())
    });
    capture.expect(Expected::Sound);
    events.wait("the silence", |event| {
        matches!(event, CaptureEvent::Silence(Silence::Fail)).then_some(())
    });
}

/// Writes silence in the form of a capture.
fn write_wav(path: &Path, samples: usize) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for _ in 0..samples {
        writer.write_sample(0i16).unwrap();
    }
    writer.finalize().unwrap();
}
