//! How loud a capture is, without its hum and its direct current: what a dead cable gives is no sound.

use super::model::RATE_HZ;

/// One period of 50 Hz mains. A sample minus that of one period ago is free of direct current, of 50 Hz and of all its
/// harmonics; sound that does not repeat itself comes out twice as strong.
const PERIOD: usize = RATE_HZ / 50;

/// Takes hum and direct current out of a stream. With mains at 50.2 Hz, the worst that the grid allows, 50 Hz is 32 dB
/// weaker, and the tenth harmonic 12 dB.
#[derive(Clone, Debug)]
pub struct HumFilter {
    past: [f32; PERIOD],
    next: usize,
    seen: usize,
}

impl Default for HumFilter {
    fn default() -> Self {
        Self {
            past: [0.0; PERIOD],
            next: 0,
            seen: 0,
        }
    }
}

impl HumFilter {
    /// Takes a sample at 8 kHz and returns it without hum; `None` during the first period, and where a sample was not
    /// captured (not-a-number).
    pub fn take(&mut self, sample: f32) -> Option<f32> {
        let before = std::mem::replace(&mut self.past[self.next], sample);
        self.next = (self.next + 1) % PERIOD;
        self.seen = (self.seen + 1).min(PERIOD + 1);
        let clean = (sample - before) * std::f32::consts::FRAC_1_SQRT_2;
        (self.seen > PERIOD && clean.is_finite()).then_some(clean)
    }
}

/// The power of samples, gathered.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Level {
    sum: f64,
    samples: u32,
}

impl Level {
    /// Measures a piece of a capture at 8 kHz; a sample that was not captured is left out.
    pub fn of(sound: &[f32]) -> Self {
        let mut filter = HumFilter::default();
        let mut level = Self::default();
        for &sample in sound {
            level.add(filter.take(sample));
        }
        level
    }

    /// Adds a sample, where there is one.
    pub fn add(&mut self, sample: Option<f32>) {
        if let Some(sample) = sample {
            self.sum += f64::from(sample) * f64::from(sample);
            self.samples += 1;
        }
    }

    /// Adds what another has gathered.
    pub fn join(&mut self, other: Self) {
        self.sum += other.sum;
        self.samples += other.samples;
    }

    /// Returns how many samples were gathered.
    pub fn samples(&self) -> u32 {
        self.samples
    }

    /// Returns the level in decibels below full scale (a sine that reaches full scale has -3); `None` where nothing
    /// was gathered or all of it is zero.
    pub fn dbfs(&self) -> Option<f64> {
        (self.sum > 0.0).then(|| 10.0 * (self.sum / f64::from(self.samples)).log10())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hz: f64, amplitude: f64, direct: f64) -> Vec<f32> {
        (0..RATE_HZ)
            .map(|n| {
                let wave = (std::f64::consts::TAU * hz * n as f64 / RATE_HZ as f64).sin();
                #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
                let sample = (amplitude * wave + direct) as f32;
                sample
            })
            .collect()
    }

    // T20: 50 Hz hum and direct current.
    #[test]
    fn hum_and_direct_current_are_no_level() {
        let level = |sound: &[f32]| Level::of(sound).dbfs();
        for hz in [50.0, 150.0, 1_000.0] {
            assert!(
                level(&tone(hz, 0.5, 0.3)).is_none_or(|level| level < -100.0),
                "{hz} Hz"
            );
        }
        assert!(level(&tone(50.2, 0.5, 0.0)).unwrap() < -9.0 - 30.0);
        // Halfway between two harmonics a tone is taken for full, and on average over all pitches it is.
        let between = level(&tone(1_025.0, 0.5, 0.0)).unwrap();
        assert!((between - (-9.03 + 3.01)).abs() < 0.1, "{between}");
        let average = level(&tone(1_012.5, 0.5, 0.0)).unwrap();
        assert!((average + 9.03).abs() < 0.1, "{average}");
    }

    #[test]
    fn what_was_not_captured_does_not_count() {
        let mut sound = tone(1_012.5, 0.5, 0.0);
        sound[2_000..6_000].fill(f32::NAN);
        let level = Level::of(&sound);
        assert!((level.dbfs().unwrap() + 9.03).abs() < 0.2, "{level:?}");
        assert_eq!(level.samples(), 8_000 - 160 - 4_000 - 160);
        assert_eq!(Level::of(&[f32::NAN; 400]).dbfs(), None);
    }
}
