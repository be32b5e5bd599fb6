//! The mixer without a device: a table of starts, stops, overlaps and dry rings, frame by frame.

#![expect(clippy::float_cmp, reason = "samples must pass bit by bit")]

use super::*;
use crate::airing::IfLate;
use crate::playback::clock_map::frames_to_ns;
use crate::playback::deck::{FADE_FRAMES, Gone};
use crate::playback::feed::FeedState;

/// The wall clock minus the monotonic clock: 2026-12-07, give or take.
const WALL_NS: i64 = 1_796_600_000_000_000_000;

/// A mixer whose first frame is heard at monotonic 0, with what came out and was reported.
struct Bench {
    mixer: Mixer,
    control: MixControl,
    health: Arc<Health>,
    wall_minus_mono_ns: i64,
    out: Vec<f32>,
    started: Vec<(u64, u64, u64)>,
    gone: Vec<(u64, u64, u64, Gone)>,
}

/// The decode thread's end of a deck.
struct Feeding {
    ring: Producer<f32>,
    state: Arc<FeedState>,
    next: u64,
}

impl Feeding {
    /// Pushes frames that tell which they are: frame `n` of the audio has the level `(n + 1) / 2^20` on the left, and
    /// half of it on the right.
    fn push(&mut self, frames: u64) {
        for _ in 0..frames {
            self.next += 1;
            self.ring.push(level(self.next - 1)).unwrap();
            self.ring.push(level(self.next - 1) / 2.0).unwrap();
        }
    }

    fn finish(&self) {
        self.state.finished.store(true, Ordering::Release);
    }
}

fn level(frame: u64) -> f32 {
    (frame + 1) as f32 / 1_048_576.0
}

impl Bench {
    fn new() -> Self {
        let health = Arc::new(Health::default());
        let (mixer, control) = Mixer::new(Arc::clone(&health));
        Self {
            mixer,
            control,
            health,
            wall_minus_mono_ns: WALL_NS,
            out: Vec::new(),
            started: Vec::new(),
            gone: Vec::new(),
        }
    }

    /// Loads an order that starts `start_ms` after monotonic 0 by the wall clock of the beginning.
    fn load(
        &mut self,
        key: u64,
        start_ms: i64,
        (from, head): (u64, u64),
        if_late: IfLate,
    ) -> Feeding {
        let (ring, consumer) = RingBuffer::new(2 * 144_000);
        let state = Arc::new(FeedState::default());
        let deck = Deck::new(
            key,
            (consumer, Arc::clone(&state)),
            (UtcMs(WALL_NS / 1_000_000 + start_ms), from),
            head,
            if_late,
            None,
        );
        let loaded = self.control.commands.push(MixCommand::Load(Box::new(deck)));
        assert!(loaded.is_ok());
        Feeding {
            ring,
            state,
            next: head,
        }
    }

    fn stop(&mut self, key: u64, at_ms: i64) {
        let at = UtcMs(WALL_NS / 1_000_000 + at_ms);
        assert!(
            self.control
                .commands
                .push(MixCommand::Stop { key, at })
                .is_ok()
        );
    }

    /// Renders `frames` in blocks of `block`, 100 ms before they are heard.
    fn render(&mut self, frames: usize, block: usize) {
        let end = self.out.len() + 2 * frames;
        while self.out.len() < end {
            let begin = self.out.len();
            let first_ns = frames_to_ns(self.mixer.rendered_frames());
            let now = NowNs {
                mono_ns: first_ns - 100_000_000,
                wall_ns: first_ns - 100_000_000 + self.wall_minus_mono_ns,
            };
            self.out.resize((begin + 2 * block).min(end), f32::NAN);
            self.mixer
                .render(&mut self.out[begin..], Some(first_ns), now);
            while let Ok(report) = self.control.reports.pop() {
                match report {
                    MixReport::Started {
                        key,
                        out_frame,
                        from_frame,
                    } => self.started.push((key, out_frame, from_frame)),
                    MixReport::Gone { deck, out_frame } => {
                        let Phase::Gone(gone) = deck.phase else {
                            panic!("a deck came back while {:?}", deck.phase)
                        };
                        self.gone.push((deck.key, out_frame, deck.next_frame, gone));
                    }
                    MixReport::Mixed { .. } => {}
                }
            }
        }
    }

    fn left(&self, frame: usize) -> f32 {
        self.out[2 * frame]
    }

    /// Returns the frames that are not silent.
    fn heard(&self) -> std::ops::Range<usize> {
        let is_heard = |&frame: &usize| self.left(frame) != 0.0;
        let first = (0..self.out.len() / 2).find(is_heard).unwrap_or(0);
        let last = (0..self.out.len() / 2)
            .rfind(is_heard)
            .map_or(0, |last| last + 1);
        first..last
    }
}

const WITHIN: IfLate = IfLate::StartWithin { ms: 1_000 };

#[test]
fn a_cue_starts_at_its_exact_frame_whatever_the_blocks() {
    for block in [1, 64, 441, 1_024, 2_400, 16_800] {
        for start_ms in [0, 1, 7, 100, 333, 349] {
            let mut bench = Bench::new();
            let mut feeding = bench.load(1, start_ms, (0, 0), WITHIN);
            feeding.push(1_000);
            feeding.finish();
            bench.render(20_000, block);
            let start = usize::try_from(start_ms * 48).unwrap();
            assert_eq!(
                bench.heard(),
                start..start + 1_000,
                "{start_ms} ms in blocks of {block}"
            );
            for frame in 0..1_000 {
                let got = (
                    bench.left(start + frame),
                    bench.out[2 * (start + frame) + 1],
                );
                let expected = level(frame as u64);
                assert_eq!(got, (expected, expected / 2.0), "frame {frame}");
            }
            assert_eq!(bench.started, [(1, start as u64, 0)]);
            assert_eq!(bench.gone, [(1, start as u64 + 1_000, 1_000, Gone::Ended)]);
        }
    }
}

// T2: +-1 s while a cue waits, and while it plays.
#[test]
fn a_step_of_the_wall_clock_moves_the_starts_not_yet_made_and_no_other() {
    for (by_ms, expected_ms) in [(1_000, 1_000), (-1_000, 3_000), (90, 1_910)] {
        let mut bench = Bench::new();
        for (key, start_ms) in [(1, 100), (2, 2_000)] {
            let mut feeding = bench.load(key, start_ms, (0, 0), WITHIN);
            feeding.push(48_000);
            feeding.finish();
        }
        bench.render(24_000, 2_400);
        bench.wall_minus_mono_ns += by_ms * 1_000_000;
        bench.render(180_000, 2_400);
        let second = u64::try_from(expected_ms * 48).unwrap();
        assert_eq!(
            bench.started,
            [(1, 4_800, 0), (2, second, 0)],
            "a step of {by_ms} ms"
        );
        let ends: Vec<_> = bench.gone.iter().map(|gone| (gone.0, gone.1)).collect();
        assert_eq!(
            ends,
            [(1, 52_800), (2, second + 48_000)],
            "a step of {by_ms} ms"
        );
    }
}

#[test]
fn a_stop_ends_the_fade_at_its_exact_frame_or_begins_it_at_once() {
    let check = |stop_ms: i64, told_after: usize, end: usize| {
        for block in [64, 2_400] {
            let mut bench = Bench::new();
            bench.load(1, 0, (0, 0), WITHIN).push(100_000);
            bench.render(told_after, block);
            bench.stop(1, stop_ms);
            bench.render(60_000 - told_after, block);
            // The last frame of the fade is silent itself.
            assert_eq!(
                bench.heard(),
                0..end - 1,
                "stop at {stop_ms} ms in blocks of {block}"
            );
            assert_eq!(bench.gone, [(1, end as u64, end as u64, Gone::Told)]);
            let fade = FADE_FRAMES as usize;
            assert_eq!(bench.left(end - fade - 1), level((end - fade - 1) as u64));
            let half = bench.left(end - fade / 2) / level((end - fade / 2) as u64);
            assert!(
                (half - 0.5).abs() < 0.01,
                "the middle of the fade is {half}"
            );
        }
    };
    check(500, 2_400, 24_000);
    check(501, 2_400, 24_048);
    check(50, 9_600, 9_600 + FADE_FRAMES as usize);
}

#[test]
fn a_cue_told_to_stop_before_its_start_is_never_heard() {
    for stop_ms in [100, 200] {
        let mut bench = Bench::new();
        bench.load(1, 200, (0, 0), WITHIN).push(10_000);
        bench.stop(1, stop_ms);
        bench.render(24_000, 2_400);
        assert_eq!(bench.heard(), 0..0);
        assert_eq!(bench.gone, [(1, 0, 0, Gone::Told)]);
    }
}

#[test]
fn two_cues_that_overlap_are_added_up_and_never_exceed_full_scale() {
    let mut bench = Bench::new();
    for (key, start_ms) in [(1, 0), (2, 10)] {
        let mut feeding = bench.load(key, start_ms, (0, 0), WITHIN);
        feeding.push(1_000);
        feeding.finish();
    }
    bench.render(2_400, 2_400);
    assert_eq!(bench.left(479), level(479));
    assert_eq!(bench.left(500), level(500) + level(20));
    assert_eq!(bench.left(1_100), level(620));

    let mut bench = Bench::new();
    for (key, sample) in [(1, 0.9), (2, 0.9), (3, f32::NAN)] {
        let mut feeding = bench.load(key, 0, (0, 0), WITHIN);
        for _ in 0..if key == 3 { 20 } else { 200 } {
            feeding.ring.push(sample).unwrap();
        }
        feeding.finish();
    }
    bench.render(100, 100);
    assert!(bench.out[..20].iter().all(|&sample| sample == 0.0));
    assert!(bench.out[20..].iter().all(|&sample| sample == 1.0));
}

#[test]
fn a_dry_ring_is_silence_and_loses_no_frame() {
    let mut bench = Bench::new();
    let mut feeding = bench.load(1, 0, (0, 0), WITHIN);
    feeding.push(1_000);
    bench.render(2_400, 480);
    feeding.push(500);
    feeding.finish();
    bench.render(2_400, 480);
    assert_eq!(bench.left(999), level(999));
    assert!((1_000..2_400).all(|frame| bench.left(frame) == 0.0));
    assert_eq!(
        (bench.left(2_400), bench.left(2_899)),
        (level(1_000), level(1_499))
    );
    assert_eq!(bench.gone, [(1, 2_900, 1_500, Gone::Ended)]);
    assert_eq!(bench.health.counts(), [0, 3, 0]);
}

#[test]
fn a_late_cue_starts_joins_or_is_too_late_as_ordered() {
    // Late by a second: rendering goes on for a second before it is loaded.
    let check = |if_late: IfLate, frames: u64, expected: Option<(u64, u64)>| {
        let mut bench = Bench::new();
        bench.render(48_000, 2_400);
        let mut feeding = bench.load(1, 0, (0, 0), if_late);
        feeding.push(frames);
        feeding.finish();
        bench.render(24_000, 2_400);
        match expected {
            Some((out_frame, from_frame)) => {
                assert_eq!(bench.started, [(1, out_frame, from_frame)], "{if_late:?}");
            }
            None => {
                assert_eq!(bench.started, []);
                assert!(
                    matches!(bench.gone[..], [(1, _, _, Gone::TooLate)]),
                    "{if_late:?}"
                );
            }
        }
    };
    check(IfLate::StartWithin { ms: 1_000 }, 60_000, Some((48_000, 0)));
    check(IfLate::StartWithin { ms: 999 }, 60_000, None);
    check(IfLate::Join, 60_000, Some((48_000, 48_000)));
    check(IfLate::Join, 48_000, None);
}

#[test]
fn joining_catches_up_with_a_decoder_that_is_behind() {
    let mut bench = Bench::new();
    bench.render(48_000, 2_400);
    // The decoder had left out half a second; what is missing comes in pieces.
    let mut feeding = bench.load(1, 0, (0, 24_000), IfLate::Join);
    feeding.push(10_000);
    bench.render(2_400, 2_400);
    feeding.push(100_000);
    feeding.finish();
    bench.render(9_600, 2_400);
    assert_eq!(bench.started, [(1, 50_400, 50_400)]);
    // In the middle of the audio it fades in, from silence to full in 5 ms.
    assert!(bench.left(50_400).abs() < level(50_400) / 100.0);
    let full = 50_400 + FADE_FRAMES as usize;
    assert_eq!(bench.left(full), level(full as u64));
}

#[test]
fn a_resumed_cue_starts_from_its_frame_at_its_instant() {
    let mut bench = Bench::new();
    let mut feeding = bench.load(1, 100, (5_000, 5_000), WITHIN);
    feeding.push(1_000);
    feeding.finish();
    bench.render(9_600, 480);
    assert_eq!(bench.started, [(1, 4_800, 5_000)]);
    assert_eq!(bench.gone, [(1, 5_800, 6_000, Gone::Ended)]);
}

#[test]
fn nothing_starts_before_the_device_has_told_its_time() {
    let mut bench = Bench::new();
    bench.load(1, 0, (0, 0), WITHIN).push(1_000);
    let now = NowNs {
        mono_ns: 0,
        wall_ns: WALL_NS,
    };
    let mut block = [f32::NAN; 960];
    bench.mixer.render(&mut block, None, now);
    assert!(block.iter().all(|&sample| sample == 0.0));
    bench.mixer.render(&mut block, Some(0), now);
    assert_eq!(block[0], level(0));
}

#[test]
fn a_cue_whose_decoding_failed_is_played_as_far_as_it_goes() {
    let mut bench = Bench::new();
    let mut feeding = bench.load(1, 0, (0, 0), WITHIN);
    feeding.push(1_000);
    feeding.state.failed.store(true, Ordering::Release);
    feeding.finish();
    bench.render(2_400, 480);
    assert_eq!(bench.gone, [(1, 1_000, 1_000, Gone::Failed)]);
}

#[test]
fn a_stop_can_be_taken_back_and_an_earlier_one_stands() {
    for (stops, taken_back, end) in [
        (vec![100], false, 4_800),
        (vec![100, 150], false, 4_800),
        (vec![150, 100], false, 4_800),
        (vec![100], true, 9_600),
    ] {
        let mut bench = Bench::new();
        let mut feeding = bench.load(1, 0, (0, 0), IfLate::Join);
        feeding.push(9_600);
        feeding.finish();
        for &at_ms in &stops {
            bench.stop(1, at_ms);
        }
        bench.render(960, 480);
        if taken_back {
            let told = bench.control.commands.push(MixCommand::GoOn { key: 1 });
            assert!(told.is_ok());
        }
        bench.render(14_400, 480);
        let heard = bench.heard().end;
        assert!((end - 1..=end).contains(&heard), "{stops:?}: {heard}");
    }
}
