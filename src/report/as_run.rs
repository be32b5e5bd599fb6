//! What really went out, one row for each cue, from recorded facts alone: no plan is looked at, so that nothing can
//! be shown as aired because it was planned. Comparing it with the plan is `reconcile`'s.

use std::collections::BTreeMap;

use crate::aircheck::{Doubt, Verdict};
use crate::airing::captured::{Captured, Judged};
use crate::airing::{ByHand, ClockSource, ClockTrust, Closing, Fact, Order, Outcome};
use crate::ids::{AudioPath, CueId, Digest, SegmentId};
use crate::ledger::Stamp;
use crate::plan::MIX_RATE_HZ;
use crate::reason::Reason;
use crate::time::UtcMs;

/// Folds entries into rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AsRun {
    rows: BTreeMap<CueId, Row>,
}

/// What became of one cue.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The cue.
    pub cue: CueId,
    /// As it was ordered first; `None` when it never was.
    pub order: Option<Ordered>,
    /// Each time that it was heard, in order: more than one when it went on after an interruption.
    pub starts: Vec<Start>,
    /// The instant that the plan names, as order or closing tell it.
    pub scheduled: Option<UtcMs>,
    /// The segment; `None` where the plan could not name one.
    pub segment: Option<SegmentId>,
    /// The segment's title as it was then, or the programme's where there is no segment.
    pub title: String,
    /// How many frames were heard, all starts together.
    pub played_frames: u64,
    /// The length of the whole audio in mix frames; 0 where it is not known.
    pub total_frames: u64,
    /// Whether `played_frames` is a lower bound.
    pub at_least: bool,
    /// What a capture says of its starts, in order of recording.
    pub verdicts: Vec<Judged>,
    /// What became of it; `None` while it is open.
    pub closed: Option<Closed>,
    /// What people said of it by name, in order.
    pub said: Vec<Said>,
    /// The numbers of the entries that say so, in order.
    pub entries: Vec<u64>,
}

/// What a person said of an airing. It stands beside what was counted, and changes nothing of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The number of the entry.
    pub entry: u64,
    /// When.
    pub at: UtcMs,
    /// Who.
    pub by: String,
    /// What.
    pub what: What,
    /// In the person's own words; a correction always has them.
    pub text: Option<String>,
}

/// What a person's words are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// Whether it was heard.
    Heard(bool),
    /// What the entry of this number has wrong.
    Corrects(u64),
}

/// A cue as it was ordered first. It names everything by itself: files and plans may be gone.
#[derive(Clone, PartialEq, Debug)]
pub struct Ordered {
    /// The instant at which it was to start.
    pub start: UtcMs,
    /// The programme's title.
    pub programme: String,
    /// The audio.
    pub audio: AudioPath,
    /// SHA-256 of the audio.
    pub sha256: Digest,
    /// The primary topic.
    pub topic: Option<String>,
    /// The unit that made it.
    pub producer: Option<String>,
    /// The zones, `all` or their ids.
    pub zones: Vec<String>,
    /// Whether it was made up (phát bù) outside its time.
    pub made_up: bool,
}

/// One time that a cue was heard.
#[derive(Clone, PartialEq, Debug)]
pub struct Start {
    /// The first frame at the output, in microseconds since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    /// How much later than ordered, in microseconds; negative is early.
    pub late_us: i64,
    /// The frame of the audio that was heard first.
    pub from_frame: u64,
    /// The frame of the audio up to which it was surely heard.
    pub to_frame: u64,
    /// The output.
    pub output: String,
    /// How far the wall clock could be trusted.
    pub clock: ClockTrust,
}

/// How a cue was closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closed {
    /// When that was recorded; the end of the sound is [`Row::end_us`].
    pub at: UtcMs,
    /// The outcome.
    pub outcome: Outcome,
    /// Why, for all outcomes but `Aired`.
    pub reason: Option<Reason>,
}

/// How well it is known that something was heard (căn cứ xác nhận). E3 needs a loudspeaker that answers, which is not
/// recorded yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Evidence {
    /// Nothing says that it was heard.
    E0,
    /// The frames that are shown as played were handed to the output and counted there.
    E1,
    /// They were heard on a capture, too.
    E2,
    /// Beside E1 at least, the person on duty says by name that it was heard.
    E4,
}

impl Evidence {
    /// Returns the level as it is printed: `E0`, `E1`, `E2`, `E4`.
    pub fn code(self) -> &'static str {
        match self {
            Self::E0 => "E0",
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E4 => "E4",
        }
    }
}

impl AsRun {
    /// Folds all entries of a stretch of time.
    pub fn fold<'a>(entries: impl IntoIterator<Item = (u64, &'a Stamp, &'a Fact)>) -> Self {
        let mut as_run = Self::default();
        for (seq, stamp, fact) in entries {
            as_run.take(seq, stamp, fact);
        }
        as_run
    }

    /// Takes the next entry; entries come in the order of their numbers.
    pub fn take(&mut self, seq: u64, stamp: &Stamp, fact: &Fact) {
        match fact {
            Fact::Ordered(order) => self.row(seq, &order.cue).order(order),
            Fact::Started {
                cue,
                at_us,
                late_us,
                from_frame,
                output,
            } => self.row(seq, cue).starts.push(Start {
                at_us: *at_us,
                late_us: *late_us,
                from_frame: *from_frame,
                to_frame: *from_frame,
                output: output.clone(),
                clock: stamp.clock,
            }),
            Fact::Progress { cue, to_frame } => self.row(seq, cue).progress(*to_frame),
            Fact::Closed(closing) => self.row(seq, &closing.cue).close(stamp, closing),
            Fact::Captured(Captured::Judged(judged)) => {
                self.row(seq, &judged.cue).verdicts.push(judged.clone());
            }
            Fact::DaemonStarted { .. }
            | Fact::DaemonStopped
            | Fact::Alive
            | Fact::PlanAdopted { .. }
            | Fact::ScheduleRefused { .. }
            | Fact::ClockStepped { .. }
            | Fact::ClockTrustChanged
            | Fact::ClockConfirmed { .. }
            | Fact::OutputLost { .. }
            | Fact::OutputOpened { .. }
            | Fact::Underrun { .. }
            | Fact::StoppedByOperator { .. }
            | Fact::RecordGap { .. }
            | Fact::Signing(_)
            | Fact::Captured(_) => {}
            Fact::ByHand(by_hand) => self.said(seq, stamp, by_hand),
        }
    }

    /// Returns the rows by scheduled instant, then as they were recorded.
    pub fn into_rows(self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.rows.into_values().collect();
        rows.sort_by_key(|row| (row.scheduled, row.entries.first().copied()));
        rows
    }

    /// Takes a person's words to the row that they are about; without one there is nothing that they could vouch for.
    fn said(&mut self, seq: u64, stamp: &Stamp, by_hand: &ByHand) {
        let (cue, by, what, text) = match by_hand {
            ByHand::Confirmed {
                cue,
                heard,
                by,
                note,
            } => (cue, by, What::Heard(*heard), note.clone()),
            ByHand::Corrected {
                entry,
                cue: Some(cue),
                by,
                text,
            } => (cue, by, What::Corrects(*entry), Some(text.clone())),
            ByHand::Corrected { cue: None, .. } | ByHand::Restored { .. } => return,
        };
        if let Some(row) = self.rows.get_mut(cue) {
            row.entries.push(seq);
            row.said.push(Said {
                entry: seq,
                at: stamp.at,
                by: by.clone(),
                what,
                text,
            });
        }
    }

    fn row(&mut self, seq: u64, cue: &CueId) -> &mut Row {
        let row = self.rows.entry(cue.clone()).or_insert_with(|| Row {
            cue: cue.clone(),
            order: None,
            starts: Vec::new(),
            scheduled: None,
            segment: None,
            title: String::new(),
            played_frames: 0,
            total_frames: 0,
            at_least: false,
            verdicts: Vec::new(),
            closed: None,
            said: Vec::new(),
            entries: Vec::new(),
        });
        row.entries.push(seq);
        row
    }
}

impl Row {
    /// Returns how well it is known that this was heard, never more than that.
    pub fn evidence(&self) -> Evidence {
        // What a rehearsal plays, no listener hears.
        let heard = |start: &Start| start.clock.source != ClockSource::Rehearsal;
        if self.played_frames == 0 || !self.starts.iter().any(heard) {
            return Evidence::E0;
        }
        match (self.confirmed(), self.verdict()) {
            (Some(true), _) => Evidence::E4,
            (None, Some(Verdict::Heard)) => Evidence::E2,
            // Where the person on duty heard nothing, a capture proves no more than a line.
            (Some(false) | None, _) => Evidence::E1,
        }
    }

    /// Returns whether the person on duty says that it was heard; of several such words the last one counts.
    pub fn confirmed(&self) -> Option<bool> {
        self.said.iter().rev().find_map(|said| match said.what {
            What::Heard(heard) => Some(heard),
            What::Corrects(_) => None,
        })
    }

    /// Returns what captures say of all its starts together: not heard where one was not; heard where each was, but for
    /// those that were too short to tell; `None` while one that was heard has no verdict.
    pub fn verdict(&self) -> Option<Verdict> {
        let played = self.starts.iter().filter(|s| s.to_frame > s.from_frame);
        // The newest verdict on a start stands.
        let verdict_on = |start: &Start| {
            let mut newest_first = self.verdicts.iter().rev();
            newest_first.find(|judged| judged.at_us == start.at_us)
        };
        let verdicts: Option<Vec<Verdict>> = played
            .map(|start| verdict_on(start).map(|judged| judged.verdict))
            .collect();
        let verdicts = verdicts?;
        let too_short = Verdict::Unverifiable(Doubt::TooShort);
        let is_doubt = |verdict: &&Verdict| {
            matches!(verdict, Verdict::Unverifiable(_)) && **verdict != too_short
        };
        let not_heard = verdicts
            .iter()
            .find(|verdict| **verdict == Verdict::NotHeard);
        let found = not_heard.or_else(|| verdicts.iter().find(is_doubt));
        let heard = || verdicts.iter().find(|verdict| **verdict == Verdict::Heard);
        found.or_else(heard).or(verdicts.first()).copied()
    }

    /// Returns how much later than ordered the first start is on a capture, in microseconds.
    pub fn captured_start_error_us(&self) -> Option<i64> {
        let first = self.starts.first()?;
        let mut newest_first = self.verdicts.iter().rev();
        let judged = newest_first.find(|judged| judged.at_us == first.at_us)?;
        judged.start_error_us
    }

    /// Returns the first time that it was heard.
    pub fn first_start(&self) -> Option<&Start> {
        self.starts.first()
    }

    /// Returns the instant of the last frame that was surely heard, in microseconds since 1970-01-01T00:00:00Z.
    /// Counted in frames from the last start: the wall clock may have been stepped since.
    pub fn end_us(&self) -> Option<i64> {
        let last = self.starts.last()?;
        let frames = last.to_frame - last.from_frame;
        let us = u128::from(frames) * 1_000_000 / u128::from(MIX_RATE_HZ);
        Some(last.at_us.saturating_add(i64::try_from(us).ok()?))
    }

    fn order(&mut self, order: &Order) {
        self.scheduled = Some(order.scheduled);
        self.segment = Some(order.segment.clone());
        self.title.clone_from(&order.title);
        self.total_frames = order.total_frames;
        let made_up = order.made_up;
        let first = self.order.get_or_insert_with(|| Ordered {
            start: order.start,
            programme: order.programme.clone(),
            audio: order.audio.clone(),
            sha256: order.sha256,
            topic: order.topic.clone(),
            producer: order.producer.clone(),
            zones: order.zones.clone(),
            made_up,
        });
        first.made_up |= made_up;
    }

    fn progress(&mut self, to_frame: u64) {
        // Without a start there is nothing that was heard, whatever is said of its progress.
        let Some(start) = self.starts.last_mut() else {
            return;
        };
        start.to_frame = start.to_frame.max(to_frame);
        self.played_frames = self.counted();
        self.at_least = true;
    }

    fn close(&mut self, stamp: &Stamp, closing: &Closing) {
        // A second closing is an error that a verification names; the first one stands.
        if self.closed.is_some() {
            return;
        }
        let counted = self.counted();
        if let Some(last) = self.starts.last_mut() {
            // The end came after the last report of progress.
            last.to_frame += closing.played_frames.saturating_sub(counted);
        }
        self.scheduled = Some(closing.scheduled);
        if closing.segment.is_some() {
            self.segment.clone_from(&closing.segment);
        }
        self.title.clone_from(&closing.title);
        self.played_frames = closing.played_frames;
        self.total_frames = closing.total_frames;
        self.at_least = closing.at_least;
        self.closed = Some(Closed {
            at: stamp.at,
            outcome: closing.outcome,
            reason: closing.reason,
        });
    }

    /// Returns the frames that start and progress account for.
    fn counted(&self) -> u64 {
        let frames = |start: &Start| start.to_frame - start.from_frame;
        self.starts.iter().map(frames).sum()
    }
}

#[cfg(test)]
mod tests;
