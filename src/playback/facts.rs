//! What is measured of an audio file, once, at import: digest, length, loudness, peak. Keeping the result is left to
//! others.

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;
use std::thread;

use ebur128::{EbuR128, Mode};
use sha2::{Digest as _, Sha256};

use super::api::{DECODE_THREAD, PlaybackError};
use super::decode::{DecodeError, Decoder};
use crate::ids::Digest;
use crate::library::AudioFacts;
use crate::plan::MIX_RATE_HZ;

/// Measures a file exactly as it will be played: after resampling and trimming, mono on both sides.
///
/// Loudness and true peak follow EBU R 128 (ITU-R BS.1770). Takes about a second for ten minutes of audio.
pub fn measure(path: &Path) -> Result<AudioFacts, PlaybackError> {
    let mut file = open(path)?;
    let sha256 = digest_rewind(&mut file).map_err(|source| PlaybackError::Read {
        path: path.to_owned(),
        source,
    })?;
    let mut facts = on_decode_thread(path, || measure_audio(file, path))?;
    facts.sha256 = sha256;
    Ok(facts)
}

/// Decodes a file on a thread of its own: a decoder may panic on a hostile file, and that must only cost the file.
pub fn on_decode_thread<T: Send>(
    path: &Path,
    decode: impl FnOnce() -> Result<T, DecodeError> + Send,
) -> Result<T, PlaybackError> {
    let decoded = thread::scope(|scope| {
        thread::Builder::new()
            .name(DECODE_THREAD.to_owned())
            .spawn_scoped(scope, decode)
            .map_err(DecodeError::Read)?
            .join()
            .unwrap_or_else(|panic| Err(DecodeError::Broken(panic_text(&*panic))))
    });
    decoded.map_err(|error| match error {
        DecodeError::Read(source) => PlaybackError::Read {
            path: path.to_owned(),
            source,
        },
        DecodeError::Broken(why) => PlaybackError::Broken {
            path: path.to_owned(),
            why,
        },
    })
}

/// Returns the SHA-256 of a file's bytes.
pub fn digest_file(path: &Path) -> io::Result<Digest> {
    digest_rewind(&mut File::open(path)?)
}

/// Opens an audio file, telling a missing one from one that can't be read.
pub fn open(path: &Path) -> Result<File, PlaybackError> {
    File::open(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => PlaybackError::Missing {
            path: path.to_owned(),
        },
        _ => PlaybackError::Read {
            path: path.to_owned(),
            source,
        },
    })
}

/// Returns the SHA-256 of a file from its start, and goes back to its start.
pub fn digest_rewind(file: &mut File) -> io::Result<Digest> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    file.rewind()?;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => hasher.update(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.rewind()?;
    Ok(Digest(hasher.finalize().into()))
}

/// Returns what a panic said.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    format!("the decoder gave up: {text}")
}

fn measure_audio(file: File, path: &Path) -> Result<AudioFacts, DecodeError> {
    let mut decoder = Decoder::open(file, path)?;
    let rate_hz = u32::try_from(MIX_RATE_HZ).expect("the mix rate should fit");
    let mode = Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM;
    let meter_error = |error: ebur128::Error| DecodeError::Broken(error.to_string());
    let mut meter = EbuR128::new(2, rate_hz, mode).map_err(meter_error)?;
    let mut frames = 0;
    let mut block = Vec::new();
    while decoder.next_block(&mut block)? {
        frames += block.len() as u64 / 2;
        meter.add_frames_f32(&block).map_err(meter_error)?;
    }
    let loudness = meter.loudness_global().map_err(meter_error)?;
    let peak = f64::max(
        meter.true_peak(0).map_err(meter_error)?,
        meter.true_peak(1).map_err(meter_error)?,
    );
    Ok(AudioFacts {
        sha256: Digest([0; 32]), // the caller knows it
        frames,
        sample_rate_hz: decoder.rate_hz(),
        channels: decoder.channels(),
        loudness_lufs: loudness.is_finite().then_some(loudness),
        true_peak_dbtp: (peak > 0.0).then(|| 20.0 * peak.log10()),
    })
}
