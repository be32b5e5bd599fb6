//! How alike each stretch of the reference is to the capture, at every lag. Which lag is the right one is left to
//! `line`.

use std::sync::Arc;

use rustfft::num_complex::Complex32;
use rustfft::{Fft, FftPlanner};

/// Samples of the transform: a stretch of at most half of it, and as many lags at once.
const TRANSFORM: usize = 8_192;
/// The longest stretch, in flat samples: 1.024 s. In longer ones a capture whose clock drifts by 200 millionths would
/// lose its upper pitches, and short jingles would have too few of them to agree.
pub const STRETCH_MAX: usize = TRANSFORM / 2;
/// A part of the capture this much weaker than its mean counts as if it were that strong: silence is alike to nothing.
const POWER_FLOOR: f64 = 1e-3;

/// Compares stretches with a capture; holds the plans of its transforms.
pub struct Correlator {
    forward: Arc<dyn Fft<f32>>,
    inverse: Arc<dyn Fft<f32>>,
}

impl Correlator {
    /// Plans its transforms.
    pub fn new(planner: &mut FftPlanner<f32>) -> Self {
        Self {
            forward: planner.plan_fft_forward(TRANSFORM),
            inverse: planner.plan_fft_inverse(TRANSFORM),
        }
    }

    /// Returns for each stretch of `stretch` samples of `reference` its likeness at the lags `0..lags`: where lag 0
    /// means that the stretch lies in the capture where it lies in the reference.
    ///
    /// The likeness is the squared envelope of the normalised correlation, 0 to 1. What of it is more than chance
    /// depends on both sounds, so it means something only beside the likeness at other lags.
    pub fn likeness(
        &self,
        reference: &[Complex32],
        capture: &[Complex32],
        stretch: usize,
        lags: usize,
    ) -> Vec<Vec<f32>> {
        assert!(
            (1..=STRETCH_MAX).contains(&stretch),
            "a stretch should fit the transform"
        );
        let stretches = reference.len() / stretch;
        let per_stretch = lags.div_ceil(stretch);
        let blocks: Vec<Vec<Complex32>> = (0..stretches + per_stretch - 1)
            .map(|number| self.spectrum(capture, number * stretch, TRANSFORM))
            .collect();
        let energy = Energy::of(capture, stretch);
        (0..stretches)
            .map(|number| {
                let at = number * stretch;
                let spectrum = self.spectrum(reference, at, stretch);
                let own: f64 = reference[at..at + stretch].iter().map(power).sum();
                let mut likeness = Vec::with_capacity(lags);
                for block in &blocks[number..number + per_stretch] {
                    let wanted = stretch.min(lags - likeness.len());
                    let first = at + likeness.len();
                    let product = self.product(block, &spectrum);
                    let sums = product[..wanted].iter().enumerate();
                    likeness
                        .extend(sums.map(|(lag, sum)| share(sum, own * energy.from(first + lag))));
                }
                likeness
            })
            .collect()
    }

    fn spectrum(&self, signal: &[Complex32], from: usize, length: usize) -> Vec<Complex32> {
        let mut spectrum = vec![Complex32::default(); TRANSFORM];
        let end = signal.len().min(from + length);
        if from < end {
            spectrum[..end - from].copy_from_slice(&signal[from..end]);
        }
        self.forward.process(&mut spectrum);
        spectrum
    }

    fn product(&self, block: &[Complex32], spectrum: &[Complex32]) -> Vec<Complex32> {
        let scale = 1.0 / TRANSFORM as f32;
        let pairs = block.iter().zip(spectrum);
        let mut product: Vec<Complex32> = pairs.map(|(a, b)| a * b.conj() * scale).collect();
        self.inverse.process(&mut product);
        product
    }
}

/// Says whether a capture has the foreground of a stretch, and not only what lies behind it, such as the same music
/// under another voice. `whole` and `foreground` are the stretch, `capture` is what is as long and where it was found.
///
/// Each part is projected on the capture: where both are there, each explains as much of it as it has power. A stretch
/// with little foreground of its own, such as a tone that dies away, is not asked.
pub fn has_foreground(
    whole: &[Complex32],
    foreground: &[Complex32],
    capture: &[Complex32],
) -> bool {
    let (mut front, mut back) = (Complex32::default(), Complex32::default());
    let (mut front_power, mut back_power) = (0.0, 0.0);
    for ((&whole, &own), &heard) in whole.iter().zip(foreground).zip(capture) {
        let behind = whole - own;
        front += heard * own.conj();
        back += heard * behind.conj();
        front_power += power(&own);
        back_power += power(&behind);
    }
    front_power < back_power || power(&front) * back_power >= power(&back) * front_power
}

/// The power of any part of a capture that is as long as a stretch.
struct Energy {
    sums: Vec<f64>,
    stretch: usize,
    floor: f64,
}

impl Energy {
    fn of(capture: &[Complex32], stretch: usize) -> Self {
        let mut sums = Vec::with_capacity(capture.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for sample in capture {
            sum += power(sample);
            sums.push(sum);
        }
        let mean = sum / capture.len().max(1) as f64;
        Self {
            sums,
            stretch,
            floor: POWER_FLOOR * mean * stretch as f64,
        }
    }

    fn from(&self, at: usize) -> f64 {
        let last = self.sums.len() - 1;
        let (from, to) = (at.min(last), (at + self.stretch).min(last));
        (self.sums[to] - self.sums[from]).max(self.floor)
    }
}

/// Returns which share of the power of both sounds they have in common.
fn share(sum: &Complex32, both: f64) -> f32 {
    if both <= 0.0 {
        return 0.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between 0 and 1, and seven digits are enough"
    )]
    let share = (power(sum) / both) as f32;
    share
}

fn power(sample: &Complex32) -> f64 {
    f64::from(sample.norm_sqr())
}
