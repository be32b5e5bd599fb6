//! Judging beside everything else: one airing on a thread of its own, below all others. When it is done and what follows
//! is left to the daemon.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread;

use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

use super::compare::{Comparison, LATE_MS, captured, compare};
use super::wav;
use crate::aircheck::{JudgeOptions, RATE_HZ};
use crate::ids::Digest;
use crate::plan::MIX_RATE_HZ;
use crate::playback::api::PlaybackError;
use crate::playback::facts::digest_file;
use crate::playback::reference::reference;
use crate::time::UtcMs;

/// The thread on which an airing is judged. A panic there costs a verdict and not the station.
pub const JUDGE_THREAD: &str = "loa-judge";

/// What is to be judged.
#[derive(Clone, PartialEq, Debug)]
pub struct ToJudge {
    /// The audio that should have been heard.
    pub audio: PathBuf,
    /// The digest of its bytes when it was aired.
    pub sha256: Digest,
    /// The mix frames of it that were heard.
    pub frames: Range<u64>,
    /// The instant of the first of them at the output.
    pub start: UtcMs,
    /// The folder of kept files.
    pub folder: PathBuf,
    /// What is known of the capture.
    pub options: JudgeOptions,
}

impl ToJudge {
    /// Judges here and now: takes about a hundredth of the airing's time on one core.
    pub fn judge(self) -> Result<Comparison, PlaybackError> {
        self.check_sound()?;
        compare(
            &self.audio,
            self.played(),
            self.start,
            &self.folder,
            self.options,
        )
    }

    /// Writes what is compared into a new WAV file: left what should have been heard, right what was captured, from as
    /// long before the start as it is looked for until as long after its end.
    pub fn write_wav(&self, out: &Path) -> Result<(), PlaybackError> {
        self.check_sound()?;
        let sound = reference(&self.audio)?;
        let played = self.played();
        let played = played.start.min(sound.len())..played.end.min(sound.len());
        let lead = milliseconds(self.options.lead_ms);
        let length = lead + played.len() + milliseconds(LATE_MS);
        let before = self.start + -i64::from(self.options.lead_ms);
        let captured = captured(&self.folder, before, length)?;
        let silence = std::iter::repeat_n(0.0, lead);
        let expected = silence.chain(sound[played].iter().copied());
        let expected = expected.chain(std::iter::repeat(0.0));
        wav::write_stereo(out, expected.zip(captured)).map_err(|why| PlaybackError::Output {
            output: out.display().to_string(),
            why,
        })
    }

    fn check_sound(&self) -> Result<(), PlaybackError> {
        let found = digest_file(&self.audio).map_err(|source| PlaybackError::Read {
            path: self.audio.clone(),
            source,
        })?;
        if found == self.sha256 {
            return Ok(());
        }
        Err(PlaybackError::Broken {
            path: self.audio.clone(),
            why: "it is not the sound that was aired".to_owned(),
        })
    }

    fn played(&self) -> Range<usize> {
        samples(self.frames.start)..samples(self.frames.end)
    }

    /// Judges on a thread of the lowest priority, which calls `tell` with what was found. It is not called where the
    /// thread dies.
    pub fn judge_aside(
        self,
        tell: impl FnOnce(Result<Comparison, PlaybackError>) + Send + 'static,
    ) -> Result<(), PlaybackError> {
        let judge = move || {
            let lowered = set_thread_priority_and_policy(
                thread_native_id(),
                ThreadPriority::Min,
                ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Other),
            );
            if lowered.is_err() {
                tracing::debug!("the judging thread runs at the priority of all others");
            }
            tell(self.judge());
        };
        thread::Builder::new()
            .name(JUDGE_THREAD.to_owned())
            .spawn(judge)
            .map(drop)
            .map_err(PlaybackError::Thread)
    }
}

/// Returns how many samples of a comparison so many milliseconds are.
fn milliseconds(ms: u32) -> usize {
    usize::try_from(ms).expect("a lead should be short") * RATE_HZ / 1_000
}

/// Returns the sample of a comparison at which a mix frame lies.
fn samples(frame: u64) -> usize {
    let rate = u64::try_from(RATE_HZ).expect("a rate should be small");
    let sample = u128::from(frame) * u128::from(rate) / u128::from(MIX_RATE_HZ);
    usize::try_from(sample).unwrap_or(usize::MAX)
}
