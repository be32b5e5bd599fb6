//! From an audio file to stereo frames at the mix rate, as they are measured at import and heard on air. Threads,
//! rings and gains are left to `feed`.

use std::fs::File;
use std::io;
use std::path::Path;

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use super::downmix::to_stereo;
use super::mp4_edit;
use super::resample::Resampler;
use crate::plan::MIX_RATE_HZ;

/// A file may end this much before the length that it declares, in seconds: encoders round to whole packets, and one
/// bad spot in an MP3 costs a few of them.
const MISSING_TOLERANCE_S: f64 = 0.25;
/// How many damaged packets are replaced by silence before the file counts as broken, besides one in twenty.
const DAMAGED_PACKETS: u64 = 8;

/// Why a file can't be decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The disk failed.
    #[error("reading failed: {0}")]
    Read(#[source] io::Error),
    /// The bytes are no audio, or damaged audio; in words for the log.
    #[error("{0}")]
    Broken(String),
}

/// A file being decoded.
pub struct Decoder {
    format: Box<dyn FormatReader>,
    codec: Box<dyn AudioDecoder>,
    track_id: u32,
    rate_hz: u32,
    channels: u32,
    resampler: Option<Resampler>,
    /// Frames at the file's rate that are still to be left out at the start.
    skip_frames: u64,
    /// Frames at the file's rate that are still to be given; `None` is all there are.
    left_frames: Option<u64>,
    /// The length that the file declares, at its rate, where that can be relied on.
    declared_frames: Option<u64>,
    given_frames: u64,
    packets: u64,
    damaged_packets: u64,
    last_packet_frames: usize,
    interleaved: Vec<f32>,
    stereo: Vec<f32>,
    ended: bool,
}

impl Decoder {
    /// Begins to decode `file` from its start; `path` only hints at the format.
    pub fn open(mut file: File, path: &Path) -> Result<Self, DecodeError> {
        let edit = mp4_edit::read_edit(&mut file).map_err(DecodeError::Read)?;
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
            hint.with_extension(extension);
        }
        let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
        let format = symphonia::default::get_probe()
            .probe(
                &hint,
                stream,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .map_err(|error| broken("not a known audio format", &error))?;
        let track = format
            .default_track(TrackType::Audio)
            .ok_or_else(|| DecodeError::Broken("the file has no audio in it".to_owned()))?;
        let params = track
            .codec_params
            .as_ref()
            .and_then(|params| params.audio())
            .ok_or_else(|| DecodeError::Broken("the audio's codec is not known".to_owned()))?;
        let codec = symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map_err(|error| broken("the audio's codec is not known", &error))?;
        // Without a tag of the encoder, the length of these is a guess from the first few packets.
        let name = format.format_info().short_name;
        let is_guess = matches!(name, "mp1" | "mp2" | "mp3" | "aac" | "adts");
        let mut declared_frames = track
            .num_frames
            .filter(|_| !is_guess || track.delay.is_some());
        let (mut skip_frames, mut left_frames) = (0, None);
        // Edits count in the track's units, which are frames in all but odd files.
        let edit = edit.filter(|edit| params.sample_rate == Some(edit.timescale));
        if let Some(edit) = edit {
            skip_frames = edit.skip;
            let after_skip = declared_frames.map(|frames| frames.saturating_sub(edit.skip));
            left_frames = match (after_skip, edit.length) {
                // The packets' lengths are exact; the edit counts only where it says clearly less.
                (Some(a), Some(b)) if a > b + edit.length_error => Some(b),
                (a, b) => a.or(b),
            };
            declared_frames = left_frames;
        }
        Ok(Self {
            track_id: track.id,
            format,
            codec,
            rate_hz: 0,
            channels: 0,
            resampler: None,
            skip_frames,
            left_frames,
            declared_frames,
            given_frames: 0,
            packets: 0,
            damaged_packets: 0,
            last_packet_frames: 0,
            interleaved: Vec::new(),
            stereo: Vec::new(),
            ended: false,
        })
    }

    /// Returns the file's own rate in hertz; 0 before the first block.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Returns the file's own channel count; 0 before the first block.
    pub fn channels(&self) -> u32 {
        self.channels
    }

    /// Replaces `out` with the next stereo samples at the mix rate. `false` is the end; `out` may be empty before.
    pub fn next_block(&mut self, out: &mut Vec<f32>) -> Result<bool, DecodeError> {
        out.clear();
        if self.ended {
            return Ok(false);
        }
        if self.left_frames != Some(0) && self.next_packet()? {
            self.convert(out)?;
            return Ok(true);
        }
        self.ended = true;
        self.check_length()?;
        if let Some(resampler) = &mut self.resampler {
            resampler.finish(out).map_err(DecodeError::Broken)?;
        }
        Ok(!out.is_empty())
    }

    /// Decodes one packet into `self.stereo`; `false` at the end of the file.
    fn next_packet(&mut self) -> Result<bool, DecodeError> {
        self.stereo.clear();
        let packet = loop {
            match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track_id => break packet,
                Ok(Some(_)) => {}
                Ok(None) => return Ok(false),
                Err(SymphoniaError::IoError(error))
                    if error.kind() == io::ErrorKind::UnexpectedEof =>
                {
                    return Ok(false);
                }
                Err(error) => return Err(failed("the container is damaged", error)),
            }
        };
        self.packets += 1;
        match self.codec.decode(&packet) {
            Ok(buffer) => {
                let (rate_hz, channels) = (buffer.spec().rate(), buffer.spec().channels().count());
                buffer.copy_to_vec_interleaved(&mut self.interleaved);
                self.last_packet_frames = buffer.frames();
                self.adopt_spec(rate_hz, channels)?;
                to_stereo(&self.interleaved, channels, &mut self.stereo);
            }
            Err(SymphoniaError::DecodeError(why)) => {
                // Silence of the packet's length keeps what follows in its place.
                self.damaged_packets += 1;
                if self.damaged_packets > DAMAGED_PACKETS + self.packets / 20 {
                    return Err(DecodeError::Broken(format!(
                        "too many damaged packets: {why}"
                    )));
                }
                self.stereo.resize(2 * self.last_packet_frames, 0.0);
            }
            Err(error) => return Err(failed("the audio is damaged", error)),
        }
        Ok(true)
    }

    fn adopt_spec(&mut self, rate_hz: u32, channels: usize) -> Result<(), DecodeError> {
        let channels = u32::try_from(channels).unwrap_or(u32::MAX);
        if self.rate_hz == rate_hz && self.channels == channels {
            return Ok(());
        }
        if self.rate_hz != 0 {
            return Err(DecodeError::Broken(
                "the audio changes its rate or channels on the way".to_owned(),
            ));
        }
        if rate_hz == 0 || channels == 0 {
            return Err(DecodeError::Broken(
                "the audio has no rate or channels".to_owned(),
            ));
        }
        self.rate_hz = rate_hz;
        self.channels = channels;
        if u64::from(rate_hz) != MIX_RATE_HZ {
            self.resampler = Some(Resampler::new(rate_hz).map_err(DecodeError::Broken)?);
        }
        Ok(())
    }

    /// Trims `self.stereo` to what is meant to be heard and appends it to `out` at the mix rate.
    fn convert(&mut self, out: &mut Vec<f32>) -> Result<(), DecodeError> {
        let frames = (self.stereo.len() / 2) as u64;
        let skipped = self.skip_frames.min(frames);
        self.skip_frames -= skipped;
        let mut kept = frames - skipped;
        if let Some(left) = &mut self.left_frames {
            kept = kept.min(*left);
            *left -= kept;
        }
        self.given_frames += kept;
        let first = usize::try_from(2 * skipped).expect("a packet should fit in memory");
        let end = usize::try_from(2 * (skipped + kept)).expect("a packet should fit in memory");
        let heard = &self.stereo[first..end];
        match &mut self.resampler {
            None => out.extend_from_slice(heard),
            Some(resampler) => resampler.push(heard, out).map_err(DecodeError::Broken)?,
        }
        Ok(())
    }

    fn check_length(&self) -> Result<(), DecodeError> {
        if self.given_frames == 0 {
            return Err(DecodeError::Broken(
                "there is no audio in the file".to_owned(),
            ));
        }
        let missing = self
            .declared_frames
            .map_or(0, |declared| declared.saturating_sub(self.given_frames));
        if missing as f64 > MISSING_TOLERANCE_S * f64::from(self.rate_hz) {
            return Err(DecodeError::Broken(format!(
                "the file is cut short: {missing} of {} frames are missing",
                self.given_frames + missing
            )));
        }
        Ok(())
    }
}

fn broken(what: &str, error: &SymphoniaError) -> DecodeError {
    DecodeError::Broken(format!("{what}: {error}"))
}

fn failed(what: &str, error: SymphoniaError) -> DecodeError {
    match error {
        SymphoniaError::IoError(error) if error.raw_os_error().is_some() => {
            DecodeError::Read(error)
        }
        other => broken(what, &other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

    /// The sweep of the fixtures at `seconds`; silence outside.
    fn sweep(seconds: f64, length_s: f64) -> f64 {
        if !(0.0..length_s).contains(&seconds) {
            return 0.0;
        }
        0.5 * (std::f64::consts::TAU * (300.0 * seconds + 1_800.0 * seconds * seconds)).cos()
    }

    fn decode(path: &Path) -> Result<(Decoder, Vec<f32>), DecodeError> {
        let mut decoder = Decoder::open(File::open(path).unwrap(), path)?;
        let (mut all, mut block) = (Vec::new(), Vec::new());
        while decoder.next_block(&mut block)? {
            all.extend_from_slice(&block);
        }
        Ok((decoder, all))
    }

    /// Returns by how many frames `samples` lag behind the sweep, and how alike they are at that lag (1 is the same).
    fn lag(samples: &[f32], length_s: f64) -> (i32, f64) {
        let ours: Vec<f64> = samples
            .chunks_exact(2)
            .map(|pair| f64::from(pair[0]))
            .collect();
        let sweep: Vec<f64> = (0..ours.len())
            .map(|frame| sweep(frame as f64 / 48e3, length_s))
            .collect();
        let power = |wave: &[f64]| wave.iter().map(|level| level * level).sum::<f64>();
        let scale = (power(&ours) * power(&sweep)).sqrt();
        let alike = |lag: i32| {
            let late = usize::try_from(lag).unwrap_or(0);
            let early = usize::try_from(-lag).unwrap_or(0);
            let pairs = ours[late..].iter().zip(&sweep[early..]);
            pairs.map(|(a, b)| a * b).sum::<f64>() / scale
        };
        (-1_500..=1_500)
            .map(|lag| (lag, alike(lag)))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap()
    }

    fn check_file(path: &Path, rate_hz: u32, channels: u32, own_frames: u64, max_lag: i32) {
        let (decoder, samples) = decode(path).unwrap();
        let name = path.display();
        assert_eq!(
            (decoder.rate_hz(), decoder.channels()),
            (rate_hz, channels),
            "{name}"
        );
        let frames = (own_frames * MIX_RATE_HZ).div_ceil(u64::from(rate_hz));
        assert_eq!(samples.len() as u64, 2 * frames, "{name}");
        let (lag, alike) = lag(&samples, own_frames as f64 / f64::from(rate_hz));
        assert!(
            lag.abs() <= max_lag && alike > 0.97,
            "{name}: late by {lag}, alike {alike}"
        );
    }

    // T18: 8 kHz mono and 96 kHz among them.
    #[test]
    fn every_format_is_whole_and_begins_with_its_first_frame() {
        let file = |name: &str, rate_hz, channels, frames, max_lag| {
            check_file(
                &Path::new(FIXTURES).join(name),
                rate_hz,
                channels,
                frames,
                max_lag,
            );
        };
        file("sweep-44100.flac", 44_100, 2, 30_011, 0);
        file("sweep-96000.flac", 96_000, 1, 67_201, 0);
        // What an encoder does to the phase of a sweep may move the best fit by a frame.
        file("sweep-44100.mp3", 44_100, 2, 30_011, 1);
        file("sweep-48000-vbr.mp3", 48_000, 1, 33_601, 1);
        file("sweep-8000.mp3", 8_000, 1, 5_601, 3);
        file("sweep-44100.ogg", 44_100, 2, 30_011, 1);
        file("sweep-48000.ogg", 48_000, 1, 33_601, 1);
        file("sweep-44100.m4a", 44_100, 2, 30_011, 1);
        file("sweep-48000.m4a", 48_000, 1, 33_601, 1);
    }

    #[test]
    fn wav_of_every_rate_is_whole_and_begins_with_its_first_frame() {
        let folder = tempfile::tempdir().unwrap();
        for (rate_hz, channels) in [
            (8_000, 1),
            (22_050, 1),
            (44_100, 2),
            (48_000, 2),
            (96_000, 1),
        ] {
            let path = folder.path().join(format!("{rate_hz}.wav"));
            let frames = rate_hz * 7 / 10 + 1;
            let spec = hound::WavSpec {
                channels,
                sample_rate: rate_hz,
                bits_per_sample: 16,
                sample_format: hound::SampleFormat::Int,
            };
            let mut writer = hound::WavWriter::create(&path, spec).unwrap();
            for frame in 0..frames {
                let level = sweep(f64::from(frame) / f64::from(rate_hz), 1.0) * 32_767.0;
                for _ in 0..channels {
                    #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
                    writer.write_sample(level.round() as i16).unwrap();
                }
            }
            writer.finalize().unwrap();
            check_file(&path, rate_hz, u32::from(channels), u64::from(frames), 0);
        }
    }

    // T18: VBR without header. Nobody says what the encoder put before the audio, so it stays: 1,105 frames of LAME.
    #[test]
    fn an_mp3_without_header_is_played_whole() {
        let (_, samples) = decode(&Path::new(FIXTURES).join("sweep-44100-bare.mp3")).unwrap();
        let (lag, alike) = lag(&samples, 30_011.0 / 44_100.0);
        let ideal = 1_105.0 / 44_100.0 * 48e3;
        assert!(
            (f64::from(lag) - ideal).abs() < 3.0 && alike > 0.95,
            "late by {lag}, alike {alike}"
        );
        assert!(samples.len() / 2 > 32_666, "{} frames", samples.len() / 2);
    }

    // T18: truncated, zero-byte, wrong extension, garbage, corrupt in the middle.
    #[test]
    fn what_is_no_audio_or_cut_short_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        let check = |name: &str, bytes: &[u8], is_whole: bool| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            match decode(&path) {
                Ok((_, samples)) => assert!(is_whole, "{name}: {} frames", samples.len() / 2),
                Err(DecodeError::Broken(why)) => {
                    assert!(!is_whole && !why.is_empty(), "{name}: {why}");
                }
                Err(DecodeError::Read(error)) => panic!("{name}: {error}"),
            }
        };
        let noise: Vec<u8> = (0..60_000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
            .collect();
        for name in ["zero.wav", "zero.mp3"] {
            check(name, b"", false);
        }
        for name in [
            "noise.mp3",
            "noise.wav",
            "noise.m4a",
            "noise.ogg",
            "noise.flac",
        ] {
            check(name, &noise, false);
        }
        check(
            "text.mp3",
            b"this is a letter, not a song\n".repeat(100).as_slice(),
            false,
        );
        for name in ["sweep-44100.flac", "sweep-44100.mp3", "sweep-44100.m4a"] {
            let bytes = std::fs::read(Path::new(FIXTURES).join(name)).unwrap();
            check(
                &format!("cut-{name}"),
                &bytes[..bytes.len() * 4 / 10],
                false,
            );
            check(&format!("head-{name}"), &bytes[..40], false);
            // The name does not matter, the bytes do.
            check(&format!("{name}.txt"), &bytes, true);
        }
        let mut hurt = std::fs::read(Path::new(FIXTURES).join("sweep-44100.mp3")).unwrap();
        let middle = hurt.len() / 2;
        hurt[middle..middle + 300].fill(0x55);
        check("hurt.mp3", &hurt, true);
    }
}
