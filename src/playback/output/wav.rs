//! An output into a WAV file (48 kHz, stereo, 16 bits), at the pace of the clock: for rehearsals.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use hound::{SampleFormat, WavSpec, WavWriter};

use super::pace;
use super::port::{Opening, Output, name_of};
use crate::playback::api::{OutputOptions, PlaybackError};

/// Blocks of 50 ms after which the header is made to fit the file, so that a power cut loses a second at most.
const BLOCKS_PER_FLUSH: u32 = 20;

const SPEC: WavSpec = WavSpec {
    channels: 2,
    sample_rate: 48_000,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

/// Opens it: a new file, or the file of this player's earlier opening continued.
pub fn open(path: &Path, opening: Opening) -> Result<(Box<dyn Output>, String), PlaybackError> {
    let name = name_of(&OutputOptions::Wav {
        path: path.to_owned(),
    });
    let error = |why: &dyn std::fmt::Display| PlaybackError::output(&name, why);
    let mut writer = Some(create(path, opening.is_again).map_err(|e| error(&e))?);
    let mut blocks = 0;
    let paced = pace::start(opening.renderer, opening.lost, move |block| {
        let Some(block) = block else {
            return match writer.take() {
                Some(writer) => writer.finalize().map_err(|e| e.to_string()),
                None => Ok(()),
            };
        };
        let Some(writer) = &mut writer else {
            return Ok(());
        };
        write(writer, block).map_err(|e| e.to_string())?;
        blocks += 1;
        if blocks % BLOCKS_PER_FLUSH == 0 {
            writer.flush().map_err(|e| e.to_string())?;
        }
        Ok(())
    })
    .map_err(|e| error(&e))?;
    Ok((Box::new(paced), name))
}

/// Finds out whether the file's folder is there.
pub fn probe(path: &Path) -> Result<String, PlaybackError> {
    let name = name_of(&OutputOptions::Wav {
        path: path.to_owned(),
    });
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match folder.metadata() {
        Ok(meta) if meta.is_dir() => Ok(name),
        Ok(_) => Err(PlaybackError::output(&name, &"its folder is no folder")),
        Err(error) => Err(PlaybackError::output(&name, &error)),
    }
}

fn create(path: &Path, is_again: bool) -> hound::Result<WavWriter<BufWriter<File>>> {
    if is_again && path.exists() {
        return WavWriter::append(path);
    }
    WavWriter::create(path, SPEC)
}

fn write(writer: &mut WavWriter<BufWriter<File>>, block: &[f32]) -> hound::Result<()> {
    for &sample in block {
        #[expect(clippy::cast_possible_truncation, reason = "the mixer clamps to -1..1")]
        writer.write_sample((sample * 32_767.0).round() as i16)?;
    }
    Ok(())
}
