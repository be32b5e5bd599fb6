//! When a frame is heard: the mapping between the frames that were handed to an output and `CLOCK_MONOTONIC`.
//! Outputs observe, the engine and the mixer ask; nothing here reads a clock.

use std::sync::atomic::{AtomicI64, Ordering};

/// How long the mapping is believed after the last observation. A server that hangs must not be reported as heard.
const BELIEVED_NS: i64 = 300_000_000;
/// Observations that are kept: at ten a second, the last three seconds.
const WINDOW: usize = 32;
/// An observation this far off is a jump of the device (it ran dry, was suspended), when it is not alone.
const JUMP_NS: f64 = 3_000_000.0;
/// How many observations in a row make a jump.
const JUMP_COUNT: u32 = 3;

/// Returns the nanoseconds that `frames` last at the mix rate.
pub fn frames_to_ns(frames: u64) -> i64 {
    // 1e9 / 48,000 = 62,500 / 3, which can't overflow within a million years.
    i64::try_from(frames / 3 * 62_500 + frames % 3 * 62_500 / 3).unwrap_or(i64::MAX)
}

/// Returns the frames at the mix rate that end within `ns`; nothing below zero.
pub fn ns_to_frames(ns: i64) -> u64 {
    let ns = u64::try_from(ns).unwrap_or(0);
    ns / 62_500 * 3 + ns % 62_500 * 3 / 62_500
}

/// The mapping of one open output, shared without a lock.
#[derive(Debug)]
pub struct ClockMap {
    /// The instant of frame 0, as seen from the frames of now; `i64::MIN` while unknown.
    origin_ns: AtomicI64,
    seen_ns: AtomicI64,
    offset_ns: i64,
}

impl ClockMap {
    /// Makes a mapping that knows nothing. `latency_offset_ms` is what the device does not tell of: it is heard
    /// that much later than the device says.
    pub fn new(latency_offset_ms: i64) -> Self {
        Self {
            origin_ns: AtomicI64::new(i64::MIN),
            seen_ns: AtomicI64::new(i64::MIN),
            offset_ns: latency_offset_ms.saturating_mul(1_000_000),
        }
    }

    /// Returns the instant on `CLOCK_MONOTONIC` at which a frame is heard; `None` before the first observation.
    pub fn heard_ns(&self, frame: u64) -> Option<i64> {
        let origin_ns = self.origin_ns.load(Ordering::Acquire);
        (origin_ns != i64::MIN).then(|| origin_ns + self.offset_ns + frames_to_ns(frame))
    }

    /// Returns how many frames were heard by `mono_ns`, as far as the device has vouched for it.
    pub fn heard_frames(&self, mono_ns: i64) -> u64 {
        let origin_ns = self.origin_ns.load(Ordering::Acquire);
        if origin_ns == i64::MIN {
            return 0;
        }
        let until = mono_ns.min(self.seen_ns.load(Ordering::Acquire) + BELIEVED_NS);
        ns_to_frames(until - origin_ns - self.offset_ns)
    }

    /// Sets the instant of frame 0, observed at `seen_ns`.
    pub fn set(&self, origin_ns: i64, seen_ns: i64) {
        self.seen_ns.store(seen_ns, Ordering::Release);
        self.origin_ns.store(origin_ns, Ordering::Release);
    }
}

/// One observation of a device.
#[derive(Clone, Copy, Debug, Default)]
pub struct Observation {
    /// The instant of the observation.
    pub mono_ns: i64,
    /// The frame that was heard at that instant; may be negative before the first.
    pub frame: f64,
    /// How uncertain the instant is.
    pub error_ns: i64,
}

/// Turns observations into the mapping: a straight line through the last three seconds, because devices run a few
/// millionths fast or slow, without those that took long. Does not allocate.
#[derive(Debug, Default)]
pub struct MapFit {
    window: [Observation; WINDOW],
    count: usize,
    next: usize,
    jumped: u32,
    /// How often the device jumped.
    pub jumps: u32,
}

impl MapFit {
    /// Takes an observation; `written_frames` is where the mixer writes next, and where the line must be true.
    pub fn observe(&mut self, seen: Observation, written_frames: u64, map: &ClockMap) {
        if self.count > 0 {
            let off_ns = origin_of(seen) - self.origin_at(seen.frame);
            if off_ns.abs() > JUMP_NS + seen.error_ns as f64 {
                self.jumped += 1;
                if self.jumped < JUMP_COUNT {
                    return;
                }
                self.forget();
                self.jumps += 1;
            }
        }
        self.jumped = 0;
        self.window[self.next] = seen;
        self.next = (self.next + 1) % WINDOW;
        self.count = (self.count + 1).min(WINDOW);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "nanoseconds since boot fit in 63 bits"
        )]
        map.set(
            self.origin_at(written_frames as f64).round() as i64,
            seen.mono_ns,
        );
    }

    /// Forgets everything: the device said that it ran dry. The next observation counts at once.
    pub fn forget(&mut self) {
        self.count = 0;
        self.next = 0;
        self.jumped = 0;
    }

    /// Returns the instant of frame 0 as seen from `frame`.
    fn origin_at(&self, frame: f64) -> f64 {
        let kept = &self.window[..self.count];
        let best_ns = kept.iter().map(|seen| seen.error_ns).min().unwrap_or(0);
        let good = || {
            kept.iter()
                .filter(move |seen| seen.error_ns <= 2 * best_ns + 100_000)
        };
        // Relative to one observation, so that the squares keep their digits.
        let base = kept.first().copied().unwrap_or_default();
        let (x0, y0) = (base.frame, origin_of(base));
        let n = good().count() as f64;
        let mean_x = good().map(|seen| seen.frame - x0).sum::<f64>() / n;
        let mean_y = good().map(|&seen| origin_of(seen) - y0).sum::<f64>() / n;
        let (mut xx, mut xy) = (0.0, 0.0);
        for &seen in good() {
            let dx = seen.frame - x0 - mean_x;
            xx += dx * dx;
            xy += dx * (origin_of(seen) - y0 - mean_y);
        }
        // Below a second of audio a slope would be noise.
        let slope = if xx > n * 1e8 { xy / xx } else { 0.0 };
        y0 + mean_y + slope * (frame - x0 - mean_x)
    }
}

/// Returns the instant at which frame 0 was heard if the device ran at exactly the mix rate.
fn origin_of(seen: Observation) -> f64 {
    seen.mono_ns as f64 - seen.frame * (62_500.0 / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds 20 s of a device that starts at 5 s and runs `ppm` fast, with noise, and returns the error at the write
    /// point in microseconds.
    fn check(ppm: f64, noise_ns: i64, jump_ns: i64) -> f64 {
        let map = ClockMap::new(0);
        let mut fit = MapFit::default();
        let mut error_us = f64::MAX;
        for tick in 0..200i64 {
            let played_s = tick as f64 * 0.1;
            let wobble = (tick * 7_919 % 13 - 6) * noise_ns / 6;
            let jump = if tick >= 100 { jump_ns } else { 0 };
            let seen = Observation {
                mono_ns: 5_000_000_000 + tick * 100_000_000 + wobble + jump,
                frame: played_s * 48_000.0 * (1.0 + ppm / 1e6),
                error_ns: 50_000,
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a test"
            )]
            let written = (seen.frame + 16_800.0) as u64;
            fit.observe(seen, written, &map);
            let true_ns = 5e9 + jump as f64 + written as f64 / (48_000.0 * (1.0 + ppm / 1e6)) * 1e9;
            error_us = (map.heard_ns(written).unwrap() as f64 - true_ns) / 1e3;
        }
        assert_eq!(fit.jumps, u32::from(jump_ns != 0));
        error_us
    }

    // T17: the card's clock is not the machine's.
    #[test]
    fn a_device_that_drifts_is_followed() {
        for ppm in [-100.0, -7.0, 0.0, 7.0, 100.0, 300.0] {
            assert!(check(ppm, 0, 0).abs() < 1.0, "{ppm} ppm");
            assert!(check(ppm, 60_000, 0).abs() < 40.0, "{ppm} ppm with noise");
        }
    }

    #[test]
    fn a_device_that_ran_dry_is_followed_after_three_observations() {
        assert!(check(20.0, 0, 150_000_000).abs() < 5.0);
    }

    #[test]
    fn nothing_counts_as_heard_when_the_device_no_longer_says_so() {
        let map = ClockMap::new(40);
        assert_eq!((map.heard_ns(0), map.heard_frames(i64::MAX)), (None, 0));
        map.set(1_000_000_000, 2_000_000_000);
        assert_eq!(map.heard_ns(48_000), Some(2_040_000_000));
        assert_eq!(map.heard_frames(1_540_000_000), 24_000);
        assert_eq!(map.heard_frames(i64::MAX), map.heard_frames(2_300_000_000));
    }

    #[test]
    fn frames_and_nanoseconds_agree_for_years() {
        for frames in [0, 1, 2, 3, 47_999, 48_000, 48_000 * 86_400 * 365 * 10 + 1] {
            assert_eq!(ns_to_frames(frames_to_ns(frames) + 1), frames);
        }
    }
}
