//! From one rate to another, such as a file's own to the mix rate: stereo in, stereo out, nothing late and nothing
//! lost. Decoding is `decode`'s.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _, WindowFunction};

use crate::plan::MIX_RATE_HZ;

/// Input frames that are converted at a time, or a little more.
const CHUNK_FRAMES: usize = 1_024;

/// A converter of one stream. What goes in at frame 0 comes out at frame 0, and `n` frames become
/// `ceil(n · to / rate)`.
pub struct Resampler {
    fft: Fft<f32>,
    rate_hz: u64,
    to_hz: u64,
    input: Vec<f32>,
    output: Vec<f32>,
    /// Frames of the filter's own delay that are still to be dropped.
    to_drop: usize,
    taken_frames: u64,
    given_frames: u64,
}

impl Resampler {
    /// Makes a converter from `rate_hz` to the mix rate; the error says what is wrong with that rate.
    pub fn new(rate_hz: u32) -> Result<Self, String> {
        Self::between(
            rate_hz,
            u32::try_from(MIX_RATE_HZ).expect("the mix rate should fit"),
        )
    }

    /// Makes a converter from `rate_hz` to `to_hz`.
    pub fn between(rate_hz: u32, to_hz: u32) -> Result<Self, String> {
        let from = usize::try_from(rate_hz).map_err(|e| e.to_string())?;
        let to = usize::try_from(to_hz).map_err(|e| e.to_string())?;
        if from == 0 || to == 0 {
            return Err("a rate of zero".to_owned());
        }
        let fft = Fft::new_custom(
            from,
            to,
            // The middle of an odd block lies between two frames, and everything would come half a frame early.
            CHUNK_FRAMES.next_multiple_of(2 * from / gcd(from, to)),
            1,
            2,
            WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )
        .map_err(|e| e.to_string())?;
        Ok(Self {
            rate_hz: u64::from(rate_hz),
            to_hz: u64::from(to_hz),
            input: Vec::with_capacity(2 * fft.input_frames_max()),
            output: vec![0.0; 2 * fft.output_frames_max()],
            to_drop: fft.output_delay(),
            taken_frames: 0,
            given_frames: 0,
            fft,
        })
    }

    /// Takes stereo samples and appends to `out` what is ready.
    pub fn push(&mut self, mut samples: &[f32], out: &mut Vec<f32>) -> Result<(), String> {
        while !samples.is_empty() {
            let wanted = 2 * self.fft.input_frames_next();
            let (head, rest) = samples.split_at((wanted - self.input.len()).min(samples.len()));
            self.input.extend_from_slice(head);
            samples = rest;
            if self.input.len() == wanted {
                self.taken_frames += wanted as u64 / 2;
                self.convert(None, out)?;
                self.input.clear();
            }
        }
        Ok(())
    }

    /// Appends the rest to `out`: call once, when everything was pushed.
    pub fn finish(&mut self, out: &mut Vec<f32>) -> Result<(), String> {
        let left = self.input.len() / 2;
        self.taken_frames += left as u64;
        let total = (self.taken_frames * self.to_hz).div_ceil(self.rate_hz);
        let mut partial = left;
        while self.given_frames < total {
            let before = out.len();
            self.convert(Some(partial), out)?;
            partial = 0;
            if self.given_frames > total {
                let over = usize::try_from(self.given_frames - total).unwrap_or(0);
                out.truncate(out.len() - (2 * over).min(out.len() - before));
                self.given_frames = total;
            }
        }
        Ok(())
    }

    fn convert(&mut self, partial_len: Option<usize>, out: &mut Vec<f32>) -> Result<(), String> {
        let frames = self.fft.input_frames_next();
        self.input.resize(2 * frames, 0.0);
        let input = InterleavedSlice::new(&self.input[..], 2, frames).map_err(|e| e.to_string())?;
        let room = self.output.len() / 2;
        let mut output =
            InterleavedSlice::new_mut(&mut self.output[..], 2, room).map_err(|e| e.to_string())?;
        let indexing = Indexing {
            input_offset: 0,
            output_offset: 0,
            partial_len,
            active_channels_mask: None,
        };
        let (_, made) = self
            .fft
            .process_into_buffer(&input, &mut output, Some(&indexing))
            .map_err(|e| e.to_string())?;
        let dropped = self.to_drop.min(made);
        self.to_drop -= dropped;
        self.given_frames += (made - dropped) as u64;
        out.extend_from_slice(&self.output[2 * dropped..2 * made]);
        Ok(())
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Converts an impulse at `at` in a stream of `frames`, pushed in pieces of `piece` frames.
    fn check(rate_hz: u32, frames: usize, at: usize, piece: usize) {
        let mut samples = vec![0.0; 2 * frames];
        samples[2 * at] = 1.0;
        let mut resampler = Resampler::new(rate_hz).unwrap();
        let mut out = Vec::new();
        for chunk in samples.chunks(2 * piece) {
            resampler.push(chunk, &mut out).unwrap();
        }
        resampler.finish(&mut out).unwrap();
        let expected = (frames as u64 * MIX_RATE_HZ).div_ceil(u64::from(rate_hz));
        assert_eq!(
            out.len() as u64,
            2 * expected,
            "{rate_hz} Hz, {frames} frames"
        );
        let peak = (0..out.len() / 2)
            .max_by(|&a, &b| out[2 * a].abs().total_cmp(&out[2 * b].abs()))
            .unwrap();
        let ideal = at as f64 * 48_000.0 / f64::from(rate_hz);
        assert!(
            (peak as f64 - ideal).abs() <= 0.5,
            "{rate_hz} Hz: impulse of {at} at {peak}, not {ideal}"
        );
    }

    #[test]
    fn nothing_is_late_and_nothing_is_lost_at_any_rate() {
        for rate_hz in [
            8_000, 11_025, 22_050, 32_000, 44_100, 88_200, 96_000, 192_000,
        ] {
            check(rate_hz, 20_000, 5_000, 1_152);
            check(rate_hz, 700, 350, 77);
            check(rate_hz, 20_001, 19_000, 20_001);
        }
    }
}
