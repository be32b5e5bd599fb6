//! Blocks of samples as FLAC, one at a time, and the header of a file of them. Only here is flacenc known.

use std::io;

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr as _, Stream, StreamInfo};
use flacenc::config;
use flacenc::error::{Verified, Verify as _};
use flacenc::source::{Fill as _, FrameBuf};

/// Samples of a block: a quarter of a second.
pub const BLOCK: usize = 4_096;
/// The shortest block that FLAC has, but for one that is shorter than this the sound is.
pub const BLOCK_MIN: usize = 32;
const BITS: usize = 16;
/// With which every frame of FLAC with blocks of one size begins (RFC 9639, 9.1).
const SYNC: [u8; 2] = [0xff, 0xf8];

/// An encoded block.
pub struct Block<'a> {
    /// A frame of FLAC.
    pub bytes: &'a [u8],
    /// The samples in it.
    pub samples: u32,
}

/// Encodes one stream, block by block.
pub struct FlacEncoder {
    config: Verified<config::Encoder>,
    info: StreamInfo,
    number: usize,
}

impl FlacEncoder {
    /// Begins a stream of mono samples of 16 bits.
    pub fn new(rate_hz: u64) -> Self {
        let config = config::Encoder::default();
        Self {
            config: config.into_verified().expect("the default should be valid"),
            info: info(rate_hz),
            number: 0,
        }
    }

    /// Encodes the next block, of [`BLOCK`] samples; the last may be shorter, and not below [`BLOCK_MIN`].
    pub fn encode(&mut self, block: &[i16]) -> io::Result<Vec<u8>> {
        let samples: Vec<i32> = block.iter().map(|&sample| i32::from(sample)).collect();
        let mut buffer = FrameBuf::with_size(1, samples.len()).map_err(other)?;
        buffer.fill_interleaved(&samples).map_err(other)?;
        let frame =
            flacenc::encode_fixed_size_frame(&self.config, &buffer, self.number, &self.info);
        let frame = frame.map_err(other)?;
        self.number += 1;
        let mut sink = ByteSink::new();
        frame.write(&mut sink).map_err(other)?;
        Ok(sink.into_inner())
    }
}

/// Returns what stands before the blocks of a file.
pub fn header(rate_hz: u64, blocks: &[Block<'_>]) -> Vec<u8> {
    let mut info = info(rate_hz);
    let samples: u64 = blocks.iter().map(|block| u64::from(block.samples)).sum();
    info.set_total_samples(usize::try_from(samples).unwrap_or(0));
    let lengths = || blocks.iter().map(|block| block.bytes.len());
    if let (Some(least), Some(most)) = (lengths().min(), lengths().max()) {
        info.set_frame_sizes(least, most)
            .expect("a frame should be short");
    }
    let mut sink = ByteSink::new();
    Stream::with_stream_info(info)
        .write(&mut sink)
        .expect("memory should take it");
    sink.into_inner()
}

/// Says whether bytes are one whole frame: it begins like one, and its checksum is right.
pub fn is_whole(frame: &[u8]) -> bool {
    let crc = frame.iter().fold(0u16, |crc, &byte| {
        (0..8).fold(crc ^ (u16::from(byte) << 8), |crc, _| {
            // The polynomial of RFC 9639, 9.3; over the checksum itself it comes to zero.
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x8005
            }
        })
    });
    frame.starts_with(&SYNC) && crc == 0
}

fn info(rate_hz: u64) -> StreamInfo {
    let rate_hz = usize::try_from(rate_hz).expect("a rate should be small");
    let mut info = StreamInfo::new(rate_hz, 1, BITS).expect("mono of 16 bits should be FLAC");
    info.set_block_sizes(BLOCK, BLOCK)
        .expect("the block should be one of FLAC");
    info
}

fn other(error: impl std::fmt::Debug) -> io::Error {
    io::Error::other(format!("{error:?}"))
}

#[cfg(test)]
pub mod tests {
    use std::fs::File;
    use std::path::Path;

    use symphonia::core::codecs::audio::AudioDecoderOptions;
    use symphonia::core::formats::FormatOptions;
    use symphonia::core::formats::TrackType;
    use symphonia::core::formats::probe::Hint;
    use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
    use symphonia::core::meta::MetadataOptions;

    use super::*;

    /// Decodes a file of mono samples of 16 bits, with another implementation of FLAC.
    pub fn decode(path: &Path) -> Vec<i16> {
        let file = Box::new(File::open(path).unwrap());
        let stream = MediaSourceStream::new(file, MediaSourceStreamOptions::default());
        let (format, meta) = (FormatOptions::default(), MetadataOptions::default());
        let mut format = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, format, meta)
            .unwrap();
        let track = format.default_track(TrackType::Audio).unwrap();
        let params = track
            .codec_params
            .as_ref()
            .unwrap()
            .audio()
            .unwrap()
            .clone();
        let declared = track.num_frames.unwrap();
        let mut codec = symphonia::default::get_codecs()
            .make_audio_decoder(&params, &AudioDecoderOptions::default())
            .unwrap();
        let mut samples = Vec::new();
        let mut block = Vec::<i16>::new();
        while let Ok(Some(packet)) = format.next_packet() {
            codec
                .decode(&packet)
                .unwrap()
                .copy_to_vec_interleaved(&mut block);
            samples.extend_from_slice(&block);
        }
        assert_eq!(
            samples.len() as u64,
            declared,
            "the header should say the length"
        );
        samples
    }

    #[test]
    fn a_block_that_was_touched_is_not_whole() {
        let block: Vec<i16> = (0..4_096i16).map(|n| n.wrapping_mul(77)).collect();
        let frame = FlacEncoder::new(16_000).encode(&block).unwrap();
        assert!(is_whole(&frame));
        for at in [0, 5, frame.len() / 2, frame.len() - 1] {
            let mut touched = frame.clone();
            touched[at] ^= 4;
            assert!(!is_whole(&touched), "{at}");
        }
        assert!(!is_whole(&frame[..frame.len() / 2]) && !is_whole(&[]));
    }
}
