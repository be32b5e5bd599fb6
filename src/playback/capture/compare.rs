//! An airing compared with the files that were kept of its time. The verdict is `aircheck`'s.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::files;
use crate::aircheck::{Finding, Judge, JudgeOptions, RATE_HZ, sections};
use crate::ids::Digest;
use crate::playback::api::PlaybackError;
use crate::playback::facts::digest_file;
use crate::playback::reference::reference;
use crate::time::UtcMs;

/// How long after its end an airing is looked for, in milliseconds.
pub const LATE_MS: u32 = 10_000;

/// What a comparison says, and of what.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The finding.
    pub finding: Finding,
    /// The names of the kept files that were compared, and the digests of their bytes.
    pub files: Vec<(String, Digest)>,
    /// The first instant of the capture that was looked at, and the one up to which it was.
    pub looked_at: (UtcMs, UtcMs),
}

/// Compares what should have been heard from `start` on, the samples `played` of `audio` (at [`RATE_HZ`]; all where
/// the range is longer), with the finished files in `folder`. Files that still grow are not looked at: compare when
/// the file that holds the airing's end, and ten seconds more, is finished.
///
/// Takes about a hundredth of the airing's time on one core, and memory for the whole of `audio`. Call it from a
/// thread that may be busy.
pub fn compare(
    audio: &Path,
    played: Range<usize>,
    start: UtcMs,
    folder: &Path,
    options: JudgeOptions,
) -> Result<Comparison, PlaybackError> {
    let sound = reference(audio)?;
    let played = played.start.min(sound.len())..played.end.min(sound.len());
    let sound = &sound[played];
    let lead_ms = i64::from(options.lead_ms);
    let mut kept = KeptSound::open(folder)?;
    let mut judge = Judge::new(options);
    for section in sections(sound.len()) {
        let from = start + (ms(section.start) - lead_ms);
        let until_ms = ms(section.len()) + lead_ms + i64::from(LATE_MS);
        let capture = kept.read(from, samples(until_ms))?;
        judge.hear(&sound[section], &capture);
    }
    let files = kept.used.iter().map(|path| {
        let digest = digest_file(path).map_err(|source| read_error(path, source))?;
        Ok((
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            digest,
        ))
    });
    Ok(Comparison {
        files: files.collect::<Result<_, PlaybackError>>()?,
        finding: judge.finding(),
        looked_at: (
            start + -lead_ms,
            start + (ms(sound.len()) + i64::from(LATE_MS)),
        ),
    })
}

/// Reads what was kept from an instant on, as many samples at [`RATE_HZ`]; what no file has is silence.
pub fn captured(folder: &Path, from: UtcMs, length: usize) -> Result<Vec<f32>, PlaybackError> {
    let mut sound = KeptSound::open(folder)?.read(from, length)?;
    for sample in &mut sound {
        if sample.is_nan() {
            *sample = 0.0;
        }
    }
    Ok(sound)
}

/// Kept files as one sound.
struct KeptSound {
    files: Vec<(UtcMs, PathBuf)>,
    used: Vec<PathBuf>,
    /// The file that was read last.
    decoded: Option<(PathBuf, Vec<f32>)>,
}

impl KeptSound {
    fn open(folder: &Path) -> Result<Self, PlaybackError> {
        let files = files::files(folder, "flac").map_err(|source| read_error(folder, source))?;
        let begins = |path: PathBuf| files::begins_of(&path).map(|begins| (begins, path));
        Ok(Self {
            files: files.into_iter().filter_map(begins).collect(),
            used: Vec::new(),
            decoded: None,
        })
    }

    /// Reads samples from an instant on; what no file has is not-a-number.
    fn read(&mut self, from: UtcMs, length: usize) -> Result<Vec<f32>, PlaybackError> {
        let mut sound = vec![f32::NAN; length];
        let until = from + ms(length);
        for number in 0..self.files.len() {
            let (begins, path) = self.files[number].clone();
            // Only the edges of neighbours overlap: a file ends before the next but one begins.
            let is_over = self
                .files
                .get(number + 2)
                .is_some_and(|(after, _)| *after <= from);
            if begins >= until || is_over {
                continue;
            }
            let decoded = self.decode(&path)?;
            // Where the first sample wanted lies in the file; negative where the file begins later.
            let at = (from - begins) * i64::try_from(RATE_HZ).expect("small") / 1_000;
            let (mut is_used, first) = (false, usize::try_from(-at).unwrap_or(0));
            let skip = usize::try_from(at).unwrap_or(0).min(decoded.len());
            for (place, &sample) in sound.iter_mut().skip(first).zip(&decoded[skip..]) {
                if place.is_nan() {
                    *place = sample;
                    is_used = true;
                }
            }
            if is_used && !self.used.contains(&path) {
                self.used.push(path);
            }
        }
        Ok(sound)
    }

    fn decode(&mut self, path: &Path) -> Result<&[f32], PlaybackError> {
        let is_there = self
            .decoded
            .as_ref()
            .is_some_and(|(decoded, _)| decoded == path);
        if !is_there {
            self.decoded = None;
            self.decoded = Some((path.to_owned(), reference(path)?));
        }
        Ok(self.decoded.as_ref().map_or(&[], |(_, sound)| sound))
    }
}

fn ms(samples: usize) -> i64 {
    i64::try_from(samples * 1_000 / RATE_HZ).unwrap_or(i64::MAX)
}

fn samples(ms: i64) -> usize {
    usize::try_from(ms).unwrap_or(0) * RATE_HZ / 1_000
}

fn read_error(path: &Path, source: std::io::Error) -> PlaybackError {
    PlaybackError::Read {
        path: path.to_owned(),
        source,
    }
}
