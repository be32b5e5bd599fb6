//! From any number of channels to the two of the mix. Where the samples come from is `decode`'s.

/// Appends `interleaved` to `out` in stereo: mono on both sides; of more channels, the centre and the surround
/// channels at -3 dB without the subwoofer (ITU-R BS.775), all lowered so that the sum can't clip.
pub fn to_stereo(interleaved: &[f32], channels: usize, out: &mut Vec<f32>) {
    match channels {
        1 => out.extend(interleaved.iter().flat_map(|&sample| [sample, sample])),
        2 => out.extend_from_slice(interleaved),
        _ => {
            const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;
            let has_centre = channels == 3 || channels >= 5;
            let first_surround = match channels {
                3 | 4 => 2 + usize::from(has_centre),
                5 => 3,
                _ => 4,
            };
            let surrounds = channels.saturating_sub(first_surround).div_ceil(2);
            let scale = 1.0 / (1.0 + HALF * (surrounds + usize::from(has_centre)) as f32);
            for frame in interleaved.chunks_exact(channels) {
                let centre = if has_centre { HALF * frame[2] } else { 0.0 };
                let mut sides = [frame[0] + centre, frame[1] + centre];
                for (number, &sample) in frame[first_surround..].iter().enumerate() {
                    sides[number % 2] += HALF * sample;
                }
                out.extend(sides.map(|side| side * scale));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(channels: usize, frame: &[f32], expected: [f32; 2]) {
        let mut out = Vec::new();
        to_stereo(frame, channels, &mut out);
        let near = out.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6);
        assert!(
            out.len() == 2 && near,
            "{frame:?} gave {out:?}, not {expected:?}"
        );
    }

    #[test]
    fn every_channel_but_the_subwoofer_is_heard_and_none_clips() {
        check(1, &[0.5], [0.5, 0.5]);
        check(2, &[0.5, -0.25], [0.5, -0.25]);
        check(4, &[1.0, 1.0, 1.0, 1.0], [1.0, 1.0]);
        check(6, &[1.0; 6], [1.0, 1.0]);
        check(6, &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0], [0.0, 0.0]);
        check(3, &[0.0, 0.0, 1.0], [0.414_213_57, 0.414_213_57]);
    }
}
