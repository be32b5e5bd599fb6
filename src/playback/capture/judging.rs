//! Judging beside everything else: one airing on a thread of its own, below all others. When it is done and what follows
//! is left to the daemon.

use std::ops::Range;
use std::path::PathBuf;
use std::thread;

use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

use super::compare::{Comparison, compare};
use crate::aircheck::{JudgeOptions, RATE_HZ};
use crate::ids::Digest;
use crate::plan::MIX_RATE_HZ;
use crate::playback::api::PlaybackError;
use crate::playback::facts::digest_file;
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
        let is_same = digest_file(&self.audio).map_err(|source| PlaybackError::Read {
            path: self.audio.clone(),
            source,
        })? == self.sha256;
        if !is_same {
            let why = "it is not the sound that was aired".to_owned();
            return Err(PlaybackError::Broken {
                path: self.audio,
                why,
            });
        }
        let played = samples(self.frames.start)..samples(self.frames.end);
        compare(&self.audio, played, self.start, &self.folder, self.options)
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

/// Returns the sample of a comparison at which a mix frame lies.
fn samples(frame: u64) -> usize {
    let rate = u64::try_from(RATE_HZ).expect("a rate should be small");
    let sample = u128::from(frame) * u128::from(rate) / u128::from(MIX_RATE_HZ);
    usize::try_from(sample).unwrap_or(usize::MAX)
}
