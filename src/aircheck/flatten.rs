//! Flattening: sound becomes a complex signal in which every pitch has the same power, so that neither hum nor a horn's
//! favourite tone drowns the rest. Comparing is left to `correlate`.

use std::sync::Arc;

use rustfft::num_complex::Complex32;
use rustfft::{Fft, FftPlanner};

use super::model::RATE_HZ;

/// Samples of a frame: 64 ms.
const FRAME: usize = 512;
/// Samples from one frame to the next.
const HOP: usize = FRAME / 2;
/// The lowest bin that is kept, 312 Hz: below are hum and rumble, and horns begin about there. Even, so that shifting
/// it to zero turns no frame around.
const FIRST_BIN: usize = 20;
/// Bins that are kept, up to 3.7 kHz.
const BINS: usize = 216;
/// Samples of sound for each sample of the result.
pub const DECIMATION: usize = 2;
/// Rate of the result, in complex samples a second.
pub const FLAT_RATE_HZ: usize = RATE_HZ / DECIMATION;
/// The bins of one frame after the other.
type Cells = Vec<Complex32>;

/// Makes flat signals; holds the plans of its transforms.
pub struct Flattener {
    forward: Arc<dyn Fft<f32>>,
    inverse: Arc<dyn Fft<f32>>,
    window: Vec<f32>,
}

impl Flattener {
    /// Plans its transforms.
    pub fn new(planner: &mut FftPlanner<f32>) -> Self {
        let step = std::f32::consts::PI / FRAME as f32;
        Self {
            forward: planner.plan_fft_forward(FRAME),
            inverse: planner.plan_fft_inverse(FRAME / DECIMATION),
            window: (0..FRAME)
                .map(|n| (step * (n as f32 + 0.5)).sin())
                .collect(),
        }
    }

    /// Returns the flat form of `sound`, at [`FLAT_RATE_HZ`]. Not-a-number, which stands for what was not captured,
    /// becomes silence.
    pub fn flatten(&self, sound: &[f32]) -> Vec<Complex32> {
        self.synthesise(&self.equalised(sound), sound.len() / DECIMATION)
    }

    /// Returns the flat form of `sound`, and that of its foreground alone: what is louder than the same pitch is on
    /// average.
    pub fn flatten_with_foreground(&self, sound: &[f32]) -> (Vec<Complex32>, Vec<Complex32>) {
        let mut cells = self.equalised(sound);
        let whole = self.synthesise(&cells, sound.len() / DECIMATION);
        for cell in &mut cells {
            if cell.norm_sqr() < 1.0 {
                *cell = Complex32::default();
            }
        }
        (whole, self.synthesise(&cells, sound.len() / DECIMATION))
    }

    fn equalised(&self, sound: &[f32]) -> Cells {
        let mut cells = self.analyse(sound);
        equalise(&mut cells);
        cells
    }

    /// Returns the kept bins of each frame.
    fn analyse(&self, sound: &[f32]) -> Cells {
        let frames = sound.len().div_ceil(HOP) + 1;
        let mut cells = Vec::with_capacity(frames * BINS);
        let mut frame = vec![Complex32::default(); FRAME];
        let mut scratch = vec![Complex32::default(); self.forward.get_inplace_scratch_len()];
        for number in 0..frames {
            for (n, cell) in frame.iter_mut().enumerate() {
                // The first frame lies half before the sound.
                let place = (number * HOP + n).checked_sub(HOP);
                let sample = place.and_then(|place| sound.get(place)).copied();
                let sample = sample.filter(|sample| sample.is_finite()).unwrap_or(0.0);
                *cell = Complex32::new(sample * self.window[n], 0.0);
            }
            self.forward.process_with_scratch(&mut frame, &mut scratch);
            cells.extend_from_slice(&frame[FIRST_BIN..FIRST_BIN + BINS]);
        }
        cells
    }

    fn synthesise(&self, cells: &[Complex32], length: usize) -> Vec<Complex32> {
        let (frame_length, hop) = (FRAME / DECIMATION, HOP / DECIMATION);
        let mut flat = vec![Complex32::default(); length];
        let mut frame = vec![Complex32::default(); frame_length];
        let mut scratch = vec![Complex32::default(); self.inverse.get_inplace_scratch_len()];
        for (number, bins) in cells.chunks_exact(BINS).enumerate() {
            frame.fill(Complex32::default());
            frame[..BINS].copy_from_slice(bins);
            self.inverse.process_with_scratch(&mut frame, &mut scratch);
            for (n, &sample) in frame.iter().enumerate() {
                let place = (number * hop + n).checked_sub(hop);
                if let Some(sum) = place.and_then(|place| flat.get_mut(place)) {
                    *sum += sample * self.window[DECIMATION * n];
                }
            }
        }
        flat
    }
}

/// Gives every bin a mean power of one.
fn equalise(cells: &mut [Complex32]) {
    let mut powers = [0.0f32; BINS];
    for bins in cells.chunks_exact(BINS) {
        for (cell, power) in bins.iter().zip(&mut powers) {
            *power += cell.norm_sqr();
        }
    }
    let frames = (cells.len() / BINS).max(1) as f32;
    let gains = powers.map(|power| {
        if power > 0.0 {
            (frames / power).sqrt()
        } else {
            0.0
        }
    });
    for bins in cells.chunks_exact_mut(BINS) {
        for (cell, gain) in bins.iter_mut().zip(gains) {
            *cell *= gain;
        }
    }
}
