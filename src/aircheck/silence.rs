//! Silence while something should be heard: two levels, told as they begin and end. What is done about it is left to
//! the caller.

use super::level::{HumFilter, Level};
use super::model::RATE_HZ;

/// Samples over which a level is taken: 100 ms.
const STEP: usize = RATE_HZ / 10;
/// Steps in a second.
const STEPS_PER_S: u32 = 10;

/// When silence is told.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SilenceOptions {
    /// Below this level, in dBFS without hum, nothing is heard: failed.
    pub fail_dbfs: f64,
    /// After so long below it.
    pub fail_after_s: u32,
    /// Below this level it is too quiet: a warning.
    pub warn_dbfs: f64,
    /// After so long below it.
    pub warn_after_s: u32,
}

impl Default for SilenceOptions {
    /// Silence is told after four seconds, so that an alarm goes off within five; a reader's pauses and the tails of
    /// music are shorter. Hiss at -60 dBFS counts as silence.
    fn default() -> Self {
        Self {
            fail_dbfs: -56.0,
            fail_after_s: 4,
            warn_dbfs: -44.0,
            warn_after_s: 20,
        }
    }
}

/// What the ear has of what should be heard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Silence {
    /// It is heard, or nothing should be.
    #[default]
    None,
    /// Too quiet.
    Warn,
    /// Silent.
    Fail,
}

/// Watches a capture for silence.
///
/// A capture that hears the street needs levels above the street's ([`super::ForeignDetector::floor_dbfs`]).
#[derive(Clone, Debug)]
pub struct SilenceDetector {
    options: SilenceOptions,
    filter: HumFilter,
    level: Level,
    left: usize,
    below_fail: u32,
    below_warn: u32,
    state: Silence,
}

impl SilenceDetector {
    /// Begins to watch.
    pub fn new(options: SilenceOptions) -> Self {
        Self {
            options,
            filter: HumFilter::default(),
            level: Level::default(),
            left: STEP,
            below_fail: 0,
            below_warn: 0,
            state: Silence::None,
        }
    }

    /// Takes captured samples at 8 kHz and whether something should be heard meanwhile; returns the state where it
    /// changed. What was not captured (not-a-number) counts as silent.
    pub fn take(&mut self, samples: &[f32], should_sound: bool) -> Option<Silence> {
        let before = self.state;
        for &sample in samples {
            self.level.add(self.filter.take(sample));
            self.left -= 1;
            if self.left == 0 {
                self.step(should_sound);
            }
        }
        (self.state != before).then_some(self.state)
    }

    /// Returns the state.
    pub fn state(&self) -> Silence {
        self.state
    }

    fn step(&mut self, should_sound: bool) {
        let level = std::mem::take(&mut self.level).dbfs();
        self.left = STEP;
        let count = |steps: u32, bound: f64| {
            let is_below = level.is_none_or(|level| level < bound);
            if should_sound && is_below {
                steps.saturating_add(1)
            } else {
                0
            }
        };
        self.below_fail = count(self.below_fail, self.options.fail_dbfs);
        self.below_warn = count(self.below_warn, self.options.warn_dbfs);
        self.state = if self.below_fail >= self.options.fail_after_s * STEPS_PER_S {
            Silence::Fail
        } else if self.below_warn >= self.options.warn_after_s * STEPS_PER_S {
            Silence::Warn
        } else {
            Silence::None
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise of a fixed seed at a level.
    fn noise(seconds: f64, dbfs: f64) -> Vec<f32> {
        let mut state = 12_345u32;
        let amplitude = 3f64.sqrt() * 10f64.powf(dbfs / 20.0);
        sound(seconds, |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f64::from(state) / f64::from(u32::MAX) * 2.0 - 1.0) * amplitude
        })
    }

    fn sound(seconds: f64, mut wave: impl FnMut(f64) -> f64) -> Vec<f32> {
        let mut samples = Vec::new();
        let mut at_s = 0.0;
        while at_s < seconds {
            #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
            samples.push(wave(at_s) as f32);
            at_s += 1.0 / RATE_HZ as f64;
        }
        samples
    }

    /// Words of 0.3 s with pauses of 0.2 s and, every five seconds, one of 1.5 s.
    fn speech(seconds: f64, dbfs: f64) -> Vec<f32> {
        let mut samples = noise(seconds, dbfs);
        for (number, sample) in samples.iter_mut().enumerate() {
            let at_ms = number / (RATE_HZ / 1_000) % 5_000;
            if at_ms % 500 >= 300 || at_ms >= 3_500 {
                *sample *= 0.001;
            }
        }
        samples
    }

    fn hum(seconds: f64, mains_hz: f64, amplitude: f64) -> Vec<f32> {
        sound(seconds, |at_s| {
            let tone = |n: f64| (std::f64::consts::TAU * mains_hz * n * at_s).sin() / n;
            amplitude * (tone(1.0) + tone(2.0) + tone(3.0) + tone(5.0))
        })
    }

    /// Returns the worst state of a sound that should be heard, and after how many tenths of a second it began.
    fn check(sound: &[f32]) -> (Silence, Option<usize>) {
        let mut detector = SilenceDetector::new(SilenceOptions::default());
        let mut worst = (Silence::None, None);
        for (number, piece) in sound.chunks(RATE_HZ / 10).enumerate() {
            let changed = detector.take(piece, true);
            if changed.is_some_and(|state| state > worst.0) {
                worst = (detector.state(), Some(number + 1));
            }
        }
        worst
    }

    // T20: what is sound and what is not.
    #[test]
    fn quiet_speech_and_tails_are_sound_and_what_a_dead_line_gives_is_silence() {
        let none = (Silence::None, None);
        let fail = (Silence::Fail, Some(40));
        assert_eq!(check(&speech(60.0, -20.0)), none, "speech");
        assert_eq!(check(&speech(60.0, -40.0)), none, "quiet speech");
        let tail: Vec<f32> = noise(8.0, -20.0)
            .iter()
            .zip(sound(8.0, |at_s| 10f64.powf(-6.0 * at_s / 20.0)))
            .map(|(noise, fade)| noise * fade)
            .chain(noise(10.0, -20.0))
            .collect();
        assert_eq!(check(&tail), none, "the tail of music");
        assert_eq!(check(&vec![0.0; 10 * RATE_HZ]), fail, "digital silence");
        assert_eq!(
            check(&vec![f32::NAN; 10 * RATE_HZ]),
            fail,
            "nothing captured"
        );
        assert_eq!(check(&vec![0.25; 10 * RATE_HZ]), fail, "direct current");
        assert_eq!(check(&noise(10.0, -60.0)), fail, "hiss at -60 dBFS");
        assert_eq!(
            check(&noise(10.0, -100.0)),
            fail,
            "noise that nobody can hear"
        );
        for mains_hz in [49.9, 50.0, 50.1] {
            assert_eq!(
                check(&hum(10.0, mains_hz, 0.02)).0,
                Silence::Fail,
                "hum of {mains_hz} Hz"
            );
        }
    }

    #[test]
    fn what_is_much_too_quiet_is_a_warning_and_no_failure() {
        assert_eq!(check(&noise(60.0, -50.0)), (Silence::Warn, Some(200)));
    }

    #[test]
    fn silence_ends_with_sound_and_is_none_where_nothing_should_be_heard() {
        let mut detector = SilenceDetector::new(SilenceOptions::default());
        let silence = vec![0.0; 6 * RATE_HZ];
        assert_eq!(detector.take(&silence, false), None);
        assert_eq!(detector.take(&silence, true), Some(Silence::Fail));
        assert_eq!(detector.take(&silence, true), None, "told once");
        assert_eq!(detector.take(&noise(0.2, -30.0), true), Some(Silence::None));
    }
}
