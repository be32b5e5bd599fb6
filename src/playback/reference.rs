//! What should have been heard, as the aircheck compares it: a file or a capture as mono samples at a low rate. The
//! comparison is `aircheck`'s.

use std::path::Path;

use super::api::PlaybackError;
use super::decode::{DecodeError, Decoder};
use super::facts;
use super::resample::Resampler;
use crate::aircheck;
use crate::plan::MIX_RATE_HZ;

/// Decodes a file as it is heard on air, mixed to mono, at [`aircheck::RATE_HZ`]. Takes 32 kB for each second.
pub fn reference(path: &Path) -> Result<Vec<f32>, PlaybackError> {
    let file = facts::open(path)?;
    facts::on_decode_thread(path, || decode(Decoder::open(file, path)?))
}

fn decode(mut decoder: Decoder) -> Result<Vec<f32>, DecodeError> {
    let rate = |rate_hz: usize| u32::try_from(rate_hz).expect("a rate should be small");
    let mix_hz = u32::try_from(MIX_RATE_HZ).expect("the mix rate should fit");
    let mut resampler =
        Resampler::between(mix_hz, rate(aircheck::RATE_HZ)).map_err(DecodeError::Broken)?;
    let (mut block, mut stereo, mut mono) = (Vec::new(), Vec::new(), Vec::new());
    while decoder.next_block(&mut block)? {
        resampler
            .push(&block, &mut stereo)
            .map_err(DecodeError::Broken)?;
        append_mono(&mut stereo, &mut mono);
    }
    resampler.finish(&mut stereo).map_err(DecodeError::Broken)?;
    append_mono(&mut stereo, &mut mono);
    Ok(mono)
}

/// Mixes stereo samples to mono and empties them.
fn append_mono(stereo: &mut Vec<f32>, mono: &mut Vec<f32>) {
    mono.extend(
        stereo
            .chunks_exact(2)
            .map(|frame| f32::midpoint(frame[0], frame[1])),
    );
    stereo.clear();
}
