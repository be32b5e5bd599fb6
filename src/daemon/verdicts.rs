//! Airings that wait for their verdict: when the capture of each is complete, which comes next, and the fact that is made
//! of what the judge found. Comparing is `playback`'s, on a thread of its own.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use tokio::sync::oneshot;

use crate::aircheck::{Doubt, JudgeOptions, Verdict};
use crate::airing::Fact;
use crate::airing::captured::{Captured, ComparedFile, Judged};
use crate::causes;
use crate::ids::{AudioPath, CueId, Digest};
use crate::plan::frames_to_ms;
use crate::playback::{Comparison, PlaybackError, ToJudge};
use crate::report::as_run::AsRun;
use crate::store::{Filter, Reader, StoreError};
use crate::time::{MonoMs, Now, UtcMs};

/// How many airings wait at most; a day of jingles is less.
const WAITING_MAX: usize = 512;
/// How long after its end an airing is looked for on the capture, in milliseconds.
const LATE_MS: i64 = 10_000;
/// How long to wait for a file that holds that, in milliseconds; more than a file is long.
const FILE_MS: i64 = 360_000;
/// How far before a start the ledger is asked for airings without a verdict, in milliseconds.
const BEHIND_MS: i64 = 2 * 86_400_000;
/// How many levels of airings that were heard make the usual one.
const LEVELS: usize = 15;

/// One start of a cue that was heard, or handed to the output at least.
#[derive(Clone, PartialEq, Debug)]
pub struct Airing {
    /// The cue.
    pub cue: CueId,
    /// The audio.
    pub audio: AudioPath,
    /// SHA-256 of the audio.
    pub sha256: Digest,
    /// As in [`Fact::Started`].
    pub at_us: i64,
    /// As in [`Fact::Started`].
    pub late_us: i64,
    /// The frame of the audio that was heard first.
    pub from_frame: u64,
    /// The frame of the audio up to which it was heard.
    pub to_frame: u64,
    /// When it ended, by the monotonic clock.
    pub ended: MonoMs,
    /// Whether the clock was stepped meanwhile.
    pub stepped: bool,
    /// Whether the file that holds its end was asked for.
    pub asked: bool,
}

impl Airing {
    fn start(&self) -> UtcMs {
        UtcMs(self.at_us.div_euclid(1_000))
    }

    fn end(&self) -> UtcMs {
        let frames = self.to_frame.saturating_sub(self.from_frame);
        self.start() + frames_to_ms(frames)
    }
}

type Found = Result<Comparison, PlaybackError>;

/// The airings that wait.
pub struct Verdicts {
    /// Where the station's audio lies.
    audio: PathBuf,
    /// Where captures are kept.
    folder: PathBuf,
    /// The input that is captured, as far as it is known.
    input: Option<String>,
    /// The levels at which inputs had the station when they heard it, in thousandths of dBFS, the newest last.
    levels: BTreeMap<String, VecDeque<i64>>,
    /// Up to when finished files go.
    kept_until: Option<UtcMs>,
    /// The clock was put back from here: before this instant two captures may lie one over the other.
    overlaid_until: Option<UtcMs>,
    waiting: VecDeque<Airing>,
    judging: Option<Judging>,
}

struct Judging {
    airing: Airing,
    usual_mdbfs: Option<i64>,
    found: oneshot::Receiver<Found>,
}

impl Verdicts {
    /// Begins with nothing that waits.
    pub fn new(audio: PathBuf, folder: PathBuf) -> Self {
        Self {
            audio,
            folder,
            input: None,
            levels: BTreeMap::new(),
            kept_until: None,
            overlaid_until: None,
            waiting: VecDeque::new(),
            judging: None,
        }
    }

    /// Takes from the ledger what a daemon before this one left: levels, and airings without a verdict.
    pub async fn remember(&mut self, reader: &Reader, now: Now) -> Result<(), StoreError> {
        let mut verdicts = reader.newest_verdicts().await?;
        verdicts.reverse();
        for entry in &verdicts {
            if let Fact::Captured(Captured::Judged(judged)) = &entry.fact {
                self.learn(judged);
            }
        }
        let kept = reader.newest_kept().await?;
        if let Some(Fact::Captured(Captured::Kept(kept))) = kept.map(|entry| entry.fact) {
            self.kept_until = Some(kept.until);
            self.overlaid_until = (kept.until > now.wall).then_some(kept.until);
        }
        for airing in left_behind(reader, now).await? {
            self.wait(airing);
        }
        Ok(())
    }

    /// Takes an airing that has ended; returns the fact about one that has no room any more.
    pub fn wait(&mut self, airing: Airing) -> Option<Fact> {
        self.waiting.push_back(airing);
        if self.waiting.len() <= WAITING_MAX {
            return None;
        }
        let oldest = self.waiting.pop_front()?;
        Some(self.unverifiable(&oldest, Doubt::Crowded))
    }

    /// Takes the name of the input that is captured from now on.
    pub fn opened(&mut self, input: &str) {
        self.input = Some(input.to_owned());
    }

    /// Takes that a file of the capture is finished.
    pub fn kept(&mut self, until: UtcMs) {
        self.kept_until = Some(until);
    }

    /// Takes that the clock was stepped.
    pub fn clock_stepped(&mut self, by_ms: i64, now: UtcMs) {
        if by_ms < 0 {
            self.overlaid_until = self.overlaid_until.max(Some(now + -by_ms));
        }
        for airing in &mut self.waiting {
            airing.stepped = true;
        }
    }

    /// Returns how many airings have no verdict yet.
    pub fn count(&self) -> usize {
        self.waiting.len() + usize::from(self.judging.is_some())
    }

    /// Says whether an airing waits for a file that is not finished yet, and that was not asked for. From then on it
    /// counts as asked for.
    pub fn asks_for_file(&mut self) -> bool {
        let (kept_until, mut asks) = (self.kept_until, false);
        for airing in &mut self.waiting {
            asks |= !airing.asked && !is_kept(airing, kept_until);
            airing.asked = true;
        }
        asks
    }

    /// Begins with the next airing whose capture is complete, where none is being judged. `listening` says whether the
    /// input is captured now. Returns facts about those that need no judge.
    pub fn next(&mut self, now: Now, listening: bool) -> Vec<Fact> {
        let mut facts = Vec::new();
        while self.judging.is_none() {
            let is_due = |airing: &Airing| {
                let waited_ms = now.mono - airing.ended;
                let gives_up = !listening && waited_ms > LATE_MS || waited_ms > FILE_MS;
                airing.stepped || is_kept(airing, self.kept_until) || gives_up
            };
            let Some(place) = self.waiting.iter().position(is_due) else {
                break;
            };
            let Some(airing) = self.waiting.remove(place) else {
                break;
            };
            let is_overlaid = self.overlaid_until > Some(airing.start());
            if airing.stepped || is_overlaid {
                facts.push(self.unverifiable(&airing, Doubt::ClockStepped));
            } else if let Err(error) = self.judge(&airing) {
                tracing::error!(error = %causes::line(&error), cue = %airing.cue, "no verdict yet");
                self.waiting.push_back(airing);
                break;
            }
        }
        facts
    }

    /// Waits for what the judge found; for ever where nothing is being judged.
    pub async fn found(&mut self) -> Found {
        match &mut self.judging {
            Some(judging) => (&mut judging.found).await.unwrap_or_else(|_| {
                Err(PlaybackError::Broken {
                    path: PathBuf::from(judging.airing.audio.as_str()),
                    why: "the judge died of it".to_owned(),
                })
            }),
            None => std::future::pending().await,
        }
    }

    /// Makes the fact of what the judge found.
    pub fn conclude(&mut self, found: Found) -> Option<Fact> {
        let Judging {
            airing,
            usual_mdbfs,
            ..
        } = self.judging.take()?;
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(error = %causes::line(&error), cue = %airing.cue, "an airing can't be judged");
                return Some(self.unverifiable(&airing, Doubt::Unreadable));
            }
        };
        let finding = &found.finding;
        // The comparison begins at a whole millisecond.
        let rest_us = airing.at_us.rem_euclid(1_000);
        let offset_us = finding.offset_ms.map(|ms| thousandths(ms) - rest_us);
        let files = found.files.into_iter();
        let judged = Judged {
            verdict: finding.verdict,
            score_milli: thousandths(finding.score).unsigned_abs(),
            offset_us,
            start_error_us: offset_us.map(|offset_us| offset_us + airing.late_us),
            level_mdbfs: finding.level_dbfs.map(thousandths),
            usual_mdbfs,
            found_milli: thousandths(finding.coverage).unsigned_abs(),
            missing_milli: thousandths(finding.missing).unsigned_abs(),
            from: found.looked_at.0,
            until: found.looked_at.1,
            files: files
                .map(|(name, sha256)| ComparedFile { name, sha256 })
                .collect(),
            ..self.nothing_of(&airing, finding.verdict)
        };
        tracing::info!(cue = %judged.cue, verdict = judged.verdict.slug(), "aircheck");
        self.learn(&judged);
        Some(Fact::Captured(Captured::Judged(judged)))
    }

    fn judge(&mut self, airing: &Airing) -> Result<(), PlaybackError> {
        let usual_mdbfs = self.usual_mdbfs();
        let (tell, found) = oneshot::channel();
        let to_judge = ToJudge {
            audio: self.audio.join(airing.audio.as_str()),
            sha256: airing.sha256,
            frames: airing.from_frame..airing.to_frame,
            start: airing.start(),
            folder: self.folder.clone(),
            options: JudgeOptions {
                usual_dbfs: usual_mdbfs.map(|level| level as f64 / 1_000.0),
                ..JudgeOptions::default()
            },
        };
        // Where nobody waits any more, the daemon has ended.
        to_judge.judge_aside(move |found| drop(tell.send(found)))?;
        self.judging = Some(Judging {
            airing: airing.clone(),
            usual_mdbfs,
            found,
        });
        Ok(())
    }

    /// Returns the middle level at which the input had the station when it heard it.
    fn usual_mdbfs(&self) -> Option<i64> {
        let levels = self.levels.get(self.input.as_ref()?)?;
        let mut levels: Vec<i64> = levels.iter().copied().collect();
        levels.sort_unstable();
        levels.get(levels.len() / 2).copied()
    }

    fn learn(&mut self, judged: &Judged) {
        let (Verdict::Heard, Some(input), Some(level)) =
            (judged.verdict, &judged.input, judged.level_mdbfs)
        else {
            return;
        };
        let levels = self.levels.entry(input.clone()).or_default();
        levels.push_back(level);
        if levels.len() > LEVELS {
            levels.pop_front();
        }
    }

    fn unverifiable(&self, airing: &Airing, doubt: Doubt) -> Fact {
        tracing::info!(cue = %airing.cue, doubt = doubt.slug(), "aircheck");
        let judged = self.nothing_of(airing, Verdict::Unverifiable(doubt));
        Fact::Captured(Captured::Judged(judged))
    }

    /// Returns a verdict on an airing of which nothing was found or looked for.
    fn nothing_of(&self, airing: &Airing, verdict: Verdict) -> Judged {
        Judged {
            cue: airing.cue.clone(),
            at_us: airing.at_us,
            from_frame: airing.from_frame,
            to_frame: airing.to_frame,
            input: self.input.clone(),
            verdict,
            score_milli: 0,
            offset_us: None,
            start_error_us: None,
            level_mdbfs: None,
            usual_mdbfs: None,
            found_milli: 0,
            missing_milli: 0,
            from: airing.start(),
            until: airing.end(),
            files: Vec::new(),
        }
    }
}

/// Says whether the files that are finished go far enough for an airing.
fn is_kept(airing: &Airing, kept_until: Option<UtcMs>) -> bool {
    let enough = airing.end() + LATE_MS;
    kept_until.is_some_and(|until| until >= enough)
}

/// Returns airings of the last days that began while an input was captured, and have no verdict.
async fn left_behind(reader: &Reader, now: Now) -> Result<Vec<Airing>, StoreError> {
    let filter = Filter {
        from: Some(now.wall + -BEHIND_MS),
        kinds: vec![
            "ordered",
            "started",
            "progress",
            "closed",
            "aircheck",
            "capture_opened",
        ],
        ..Filter::default()
    };
    let (mut as_run, mut opened) = (AsRun::default(), None);
    let all = reader.each(filter, |entry| {
        as_run.take(entry.head.seq, &entry.stamp, &entry.fact);
        if matches!(entry.fact, Fact::Captured(Captured::Opened { .. })) {
            opened.get_or_insert(entry.stamp.at);
        }
    });
    all.await?;
    let Some(opened) = opened else {
        return Ok(Vec::new());
    };
    let mut left = Vec::new();
    for row in as_run.into_rows() {
        let Some(order) = &row.order else {
            continue;
        };
        let is_judged = |at_us: i64| row.verdicts.iter().any(|judged| judged.at_us == at_us);
        let starts = row.starts.iter().filter(|start| {
            start.at_us / 1_000 >= opened.0
                && start.to_frame > start.from_frame
                && !is_judged(start.at_us)
        });
        left.extend(starts.map(|start| Airing {
            cue: row.cue.clone(),
            audio: order.audio.clone(),
            sha256: order.sha256,
            at_us: start.at_us,
            late_us: start.late_us,
            from_frame: start.from_frame,
            to_frame: start.to_frame,
            ended: now.mono,
            stepped: false,
            asked: false,
        }));
    }
    Ok(left)
}

/// Returns a figure in thousandths, as entries have it.
pub fn thousandths(figure: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and levels, scores and seconds are small"
    )]
    let whole = (figure * 1_000.0).round() as i64;
    whole
}

#[cfg(test)]
mod tests;
