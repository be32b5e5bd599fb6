//! What becomes of orders, whatever the output: stops, late ones, useless files, a stepped clock, and what is measured
//! of a file beforehand.

use loa::airing::{IfLate, PlayerReport, StopWhy};
use loa::playback::{OutputOptions, PlaybackError, PlayerEvent, digest_file, measure};
use loa::reason::Reason;

use super::{Bench, PATIENCE, alike, recorded, sweep, write_wav};
use crate::common::clock::wait_for;
use crate::common::pulse::Pulse;

#[test]
fn a_stop_is_heard_at_its_instant_and_counted_to_the_frame() {
    let pulse = Pulse::start();
    let mut bench = Bench::on(&pulse);
    write_wav(&bench.path("long.wav"), 60 * 48_000, sweep);
    let recorder = pulse.record();
    let start = bench.arm("a#1", "long.wav", 1_000);
    bench.started("a#1");
    bench.player.stop("a#1".into(), start + 2_000);
    let (to_frame, why) = bench.stopped("a#1");
    assert_eq!(why, StopWhy::Told);
    // The device's clock may differ a little from the machine's.
    assert!(to_frame.abs_diff(96_000) < 480, "heard to {to_frame}");
    let (tape, onset) = recorded(|| recorder.tape(), 96_000);
    let heard = usize::try_from(to_frame).unwrap();
    assert!(alike(&tape.samples, onset, 0, heard - 480) > 0.999);
    assert!(
        tape.onset(onset + heard, 0.001).is_none(),
        "sound after the stop"
    );
    bench.player.shutdown();
}

// T11: what was to take its place does not.
#[test]
fn what_was_to_stop_goes_on_when_its_stop_is_taken_back_in_time() {
    let mut bench = Bench::start(OutputOptions::Null, None);
    bench.opened();
    write_wav(&bench.path("sweep.wav"), 5 * 48_000, sweep);
    let start = bench.arm("a#1", "sweep.wav", 500);
    bench.started("a#1");
    bench.player.stop("a#1".into(), start + 4_000);
    bench.player.go_on("a#1".into());
    assert_eq!(bench.ended("a#1"), 5 * 48_000);

    // Another stop counts, and one that has come is not undone.
    let start = bench.arm("a#2", "sweep.wav", 500);
    bench.started("a#2");
    bench.player.stop("a#2".into(), start + 4_000);
    bench.player.go_on("a#2".into());
    bench.player.stop("a#2".into(), start + 1_000);
    let (to_frame, why) = bench.stopped("a#2");
    assert_eq!(why, StopWhy::Told);
    assert!(to_frame.abs_diff(48_000) < 4_800, "heard to {to_frame}");
    bench.player.go_on("a#2".into());
    bench.player.shutdown();
    while let Ok(event) = bench.events.try_recv() {
        assert!(!matches!(event, PlayerEvent::Report(_)), "{event:?}");
    }
}

#[test]
fn a_wav_output_holds_the_programme_and_is_valid_while_it_grows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.wav");
    let mut bench = Bench::start(OutputOptions::Wav { path: path.clone() }, None);
    assert_eq!(bench.opened(), format!("wav:{}", path.display()));
    write_wav(&bench.path("sweep.wav"), 48_000, sweep);
    let start = bench.arm("a#1", "sweep.wav", 600);
    let (_, late_us, _) = bench.started("a#1");
    // The first frame begins at most one frame off its millisecond.
    assert!(late_us.abs() <= 21, "late by {late_us} us");
    wait_for("a header that fits the file", PATIENCE, || {
        let reader = hound::WavReader::open(&path).ok()?;
        (reader.duration() >= 24_000).then_some(())
    });
    assert_eq!(bench.ended("a#1"), 48_000);
    assert!(
        bench.clock.wall() >= start + 1_000,
        "told of its end before it was over"
    );
    bench.player.shutdown();
    let mut reader = hound::WavReader::open(&path).unwrap();
    let samples: Vec<f32> = reader
        .samples::<i16>()
        .map(|sample| f32::from(sample.unwrap()) / 32_768.0)
        .collect();
    let onset = samples
        .chunks(2)
        .position(|pair| pair[0].abs() > 0.1)
        .unwrap();
    assert!(alike(&samples, onset, 0, 48_000) > 0.999);
    assert_eq!(samples.len() % 2, 0);
}

// T2: a step between arming and start, and one while it plays.
#[test]
fn a_step_of_the_wall_clock_moves_an_armed_start_and_leaves_what_plays_alone() {
    let mut bench = Bench::start(OutputOptions::Null, None);
    bench.opened();
    write_wav(&bench.path("sweep.wav"), 96_000, sweep);
    let start = bench.arm("a#1", "sweep.wav", 3_600_000);
    bench.wait("readiness", |event| {
        matches!(event, PlayerEvent::Report(PlayerReport::Ready(_))).then_some(())
    });
    bench.clock.step(3_599_000);
    let (at_us, late_us, _) = bench.started("a#1");
    assert!(late_us.abs() <= 21, "late by {late_us} us");
    assert!((at_us - start.0 * 1_000).abs() <= 21);
    bench.clock.step(-86_400_000);
    assert_eq!(bench.ended("a#1"), 96_000);
    bench.player.shutdown();
}

// T18: each kind of useless file, T11: with its own reason, and none of them disturbs another cue.
#[test]
fn a_file_that_can_not_be_aired_is_reported_with_its_reason() {
    let mut bench = Bench::start(OutputOptions::Null, None);
    write_wav(&bench.path("good.wav"), 96_000, sweep);
    write_wav(&bench.path("altered.wav"), 48_000, sweep);
    let whole = std::fs::read(bench.path("altered.wav")).unwrap();
    std::fs::write(bench.path("cut.wav"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(bench.path("zero.mp3"), b"").unwrap();
    std::fs::write(
        bench.path("letter.mp3"),
        "Kính gửi đài truyền thanh\n".repeat(99),
    )
    .unwrap();
    bench.arm("good#1", "good.wav", 500);
    let mut altered = bench.order("altered#1", "altered.wav", bench.clock.wall() + 500);
    let mut bytes = whole;
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(bench.path("altered.wav"), &bytes).unwrap();
    altered.from_frame = 4_800;
    bench.player.arm(altered);
    for name in ["missing", "cut", "zero", "letter"] {
        let extension = if name == "cut" || name == "missing" {
            "wav"
        } else {
            "mp3"
        };
        bench.arm(&format!("{name}#1"), &format!("{name}.{extension}"), 500);
    }
    let mut found = Vec::new();
    while found.len() < 5 {
        found.push(bench.wait("a failure", |event| match event {
            PlayerEvent::Report(PlayerReport::Stopped {
                cue,
                to_frame,
                why: StopWhy::Failed { reason, .. },
            }) => Some((cue.to_string(), to_frame, reason)),
            _ => None,
        }));
    }
    found.sort();
    let expected = [
        ("altered#1", 4_800, Reason::FileAltered),
        ("cut#1", 0, Reason::FileBroken),
        ("letter#1", 0, Reason::FileBroken),
        ("missing#1", 0, Reason::FileMissing),
        ("zero#1", 0, Reason::FileBroken),
    ];
    assert_eq!(
        found,
        expected.map(|(cue, frame, reason)| (cue.to_owned(), frame, reason))
    );
    assert_eq!(bench.ended("good#1"), 96_000);
    bench.player.shutdown();
}

#[test]
fn a_late_order_joins_at_the_frame_of_now_or_is_refused() {
    let mut bench = Bench::start(OutputOptions::Null, None);
    bench.opened();
    write_wav(&bench.path("long.wav"), 20 * 48_000, sweep);
    let start = bench.clock.wall() - 5_000;
    let mut order = bench.order("a#1", "long.wav", start);
    order.if_late = IfLate::Join;
    bench.player.arm(order);
    let (at_us, _, from_frame) = bench.started("a#1");
    let ideal = (at_us - start.0 * 1_000) as f64 * 48e3 / 1e6;
    assert!(
        (from_frame as f64 - ideal).abs() < 2.0,
        "from {from_frame}, not {ideal}"
    );
    let mut order = bench.order("a#2", "long.wav", start);
    order.if_late = IfLate::StartWithin { ms: 4_000 };
    bench.player.arm(order);
    assert_eq!(bench.stopped("a#2"), (0, StopWhy::TooLate));
    bench.player.shutdown();
}

#[test]
fn every_order_gets_a_last_report_before_the_player_ends() {
    let mut bench = Bench::start(OutputOptions::Null, None);
    bench.opened();
    write_wav(&bench.path("long.wav"), 20 * 48_000, sweep);
    bench.arm("a#1", "long.wav", 300);
    bench.arm("a#2", "long.wav", 3_600_000);
    bench.started("a#1");
    // The daemon shares the player between its tasks.
    std::thread::scope(|scope| scope.spawn(|| bench.player.shutdown()).join().unwrap());
    let mut last = Vec::new();
    while let Ok(event) = bench.events.try_recv() {
        if let PlayerEvent::Report(PlayerReport::Stopped { cue, why, .. }) = event {
            assert_eq!(why, StopWhy::Told);
            last.push(cue.to_string());
        }
    }
    last.sort();
    assert_eq!(last, ["a#1", "a#2"]);
}

// EBU Tech 3341, test case 1: a stereo sine of 1 kHz at -23 dBFS has -23 LUFS.
#[test]
fn measuring_tells_length_loudness_and_peak() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sine.wav");
    let height = 10f32.powf(-23.0 / 20.0);
    write_wav(&path, 20 * 48_000, |frame| {
        height * (std::f32::consts::TAU * (frame % 48) as f32 / 48.0).sin()
    });
    let facts = measure(&path).unwrap();
    assert_eq!(
        (facts.frames, facts.sample_rate_hz, facts.channels),
        (960_000, 48_000, 1)
    );
    assert_eq!(facts.sha256, digest_file(&path).unwrap());
    assert!(
        facts
            .loudness_lufs
            .is_some_and(|loudness| (loudness + 23.0).abs() < 0.1),
        "{facts:?}"
    );
    assert!(
        facts
            .true_peak_dbtp
            .is_some_and(|peak| (peak + 23.0).abs() < 0.3),
        "{facts:?}"
    );

    write_wav(&path, 48_000, |_| 0.0);
    let facts = measure(&path).unwrap();
    assert_eq!((facts.loudness_lufs, facts.true_peak_dbtp), (None, None));

    let missing = measure(&folder.path().join("none.wav"));
    assert!(
        matches!(missing, Err(PlaybackError::Missing { .. })),
        "{missing:?}"
    );
    std::fs::write(&path, b"no sound").unwrap();
    let broken = measure(&path);
    assert!(
        matches!(broken, Err(PlaybackError::Broken { .. })),
        "{broken:?}"
    );
}
