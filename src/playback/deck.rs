//! One cue in the mixer: when its first frame falls into a block, how it is mixed, faded and stopped. Runs in the
//! output's callback, under the same rules as `mixer`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rtrb::Consumer;

use super::feed::FeedState;
use crate::airing::IfLate;
use crate::plan::ms_to_frames;
use crate::time::UtcMs;

/// Frames of a fade: 5 ms, enough to avoid a click and short enough not to be heard as one.
pub const FADE_FRAMES: u32 = 240;
/// Up to this late a start is made whole instead of joined: 5 ms is below what the mapping may be off by.
const ON_TIME_FRAMES: i64 = 240;

/// One order in the mixer.
pub struct Deck {
    /// The order.
    pub key: u64,
    /// Interleaved stereo samples.
    pub ring: Consumer<f32>,
    /// What the decode thread says.
    pub feed: Arc<FeedState>,
    /// When frame `from_frame` of the audio is to be heard.
    pub start: UtcMs,
    /// The frame of the audio that belongs to `start`.
    pub from_frame: u64,
    /// The frame of the audio at the head of the ring.
    pub next_frame: u64,
    /// What to do when the instant can't be kept.
    pub if_late: IfLate,
    /// When to stop.
    pub stop_at: Option<UtcMs>,
    /// Where it stands.
    pub phase: Phase,
    /// Frames of the output and of the audio at its start, until they are reported.
    pub unreported_start: Option<(u64, u64)>,
    fade_in_left: u32,
}

/// Where a deck stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// It waits for its instant.
    Armed,
    /// It is mixed.
    Playing,
    /// It is mixed, with this many frames left of its last fade.
    Fading(u32),
    /// It is over.
    Gone(Gone),
}

/// Why a deck is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gone {
    /// Every frame was mixed.
    Ended,
    /// It was told to stop.
    Told,
    /// Its instant had passed.
    TooLate,
    /// Decoding failed; every frame before was mixed.
    Failed,
}

/// A block that is being rendered.
pub struct Block {
    /// When its first frame will be heard, on `CLOCK_MONOTONIC`.
    pub first_ns: Option<i64>,
    /// The wall clock minus the monotonic clock.
    pub wall_minus_mono_ns: i64,
    /// Its length.
    pub frames: usize,
    /// The index of its first frame.
    pub out_frame: u64,
}

/// What became of a deck in a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Mixed {
    /// The frame of the block after the last one that was mixed.
    pub end: usize,
    /// Whether the ring was empty before the audio was over.
    pub ran_dry: bool,
}

enum Due {
    Later,
    At(usize),
    Never,
}

impl Block {
    /// Returns the frame of this block, before or after it too, at which an instant of the wall clock is heard.
    fn frame_at(&self, at: UtcMs) -> Option<i64> {
        let mono_ns = i128::from(at.0) * 1_000_000 - i128::from(self.wall_minus_mono_ns);
        let ahead_ns = mono_ns - i128::from(self.first_ns?);
        let frame = (ahead_ns * 48_000 + 500_000_000).div_euclid(1_000_000_000);
        Some(i64::try_from(frame).unwrap_or(if frame < 0 { i64::MIN } else { i64::MAX }))
    }
}

impl Deck {
    /// Makes a deck for an order that is ready.
    pub fn new(
        key: u64,
        (ring, feed): (Consumer<f32>, Arc<FeedState>),
        (start, from_frame): (UtcMs, u64),
        next_frame: u64,
        if_late: IfLate,
        stop_at: Option<UtcMs>,
    ) -> Self {
        Self {
            key,
            ring,
            feed,
            start,
            from_frame,
            next_frame,
            if_late,
            stop_at,
            phase: Phase::Armed,
            unreported_start: None,
            fade_in_left: 0,
        }
    }

    /// Mixes its part of a block into `out`.
    pub fn render(&mut self, out: &mut [f32], block: &Block) -> Mixed {
        let begin = match self.phase {
            Phase::Gone(_) => return Mixed::default(),
            Phase::Playing | Phase::Fading(_) => 0,
            Phase::Armed => match self.due(block) {
                Due::Later | Due::Never => return Mixed::default(),
                Due::At(begin) => {
                    self.phase = Phase::Playing;
                    self.unreported_start = Some((block.out_frame + begin as u64, self.next_frame));
                    // The onset of an ordinary start must be exact; one in the middle would click.
                    self.fade_in_left = if self.next_frame == 0 { 0 } else { FADE_FRAMES };
                    begin
                }
            },
        };
        self.mix(out, block, begin)
    }

    /// Finds out where in this block the deck starts, or that it never will.
    fn due(&mut self, block: &Block) -> Due {
        if self.stop_at.is_some_and(|stop| stop <= self.start) {
            return self.never(Gone::Told);
        }
        let Some(start) = block.frame_at(self.start) else {
            return Due::Later;
        };
        let stop = self.stop_at.and_then(|stop| block.frame_at(stop));
        if stop.is_some_and(|stop| stop <= 0) {
            return self.never(Gone::Told);
        }
        let head = self.next_frame.saturating_sub(self.from_frame);
        let offset = start.saturating_add(i64::try_from(head).unwrap_or(i64::MAX));
        match usize::try_from(offset) {
            Ok(offset) if offset >= block.frames => Due::Later,
            Ok(offset) => Due::At(offset),
            Err(_) if offset >= -ON_TIME_FRAMES => Due::At(0),
            Err(_) => self.late(offset.unsigned_abs(), start),
        }
    }

    fn late(&mut self, behind_frames: u64, start: i64) -> Due {
        match self.if_late {
            IfLate::StartWithin { ms } if start.unsigned_abs() <= ms_to_frames(ms) => Due::At(0),
            IfLate::StartWithin { .. } => self.never(Gone::TooLate),
            IfLate::Join => {
                let finished = self.feed.finished.load(Ordering::Acquire);
                let there = self.ring.slots() / 2;
                let dropped =
                    usize::try_from(behind_frames).map_or(there, |behind| behind.min(there));
                if let Ok(chunk) = self.ring.read_chunk(2 * dropped) {
                    chunk.commit_all();
                    self.next_frame += dropped as u64;
                }
                if dropped as u64 == behind_frames && dropped < there {
                    Due::At(0)
                } else if finished {
                    self.never(Gone::TooLate)
                } else {
                    Due::Later
                }
            }
        }
    }

    fn never(&mut self, why: Gone) -> Due {
        self.phase = Phase::Gone(why);
        Due::Never
    }

    fn mix(&mut self, out: &mut [f32], block: &Block, begin: usize) -> Mixed {
        let finished = self.feed.finished.load(Ordering::Acquire);
        let wanted = block.frames - begin;
        let fade_from = self.fade_from(block, begin);
        let there = self.ring.slots() / 2;
        let Ok(chunk) = self.ring.read_chunk(2 * there.min(wanted)) else {
            return Mixed::default();
        };
        let (head, tail) = chunk.as_slices();
        let mut used = 0;
        let mut faded = false;
        let mut samples = head.iter().chain(tail);
        while let (Some(left), Some(right)) = (samples.next(), samples.next()) {
            let at = begin + used;
            if self.phase == Phase::Playing && fade_from.is_some_and(|from| at >= from) {
                self.phase = Phase::Fading(FADE_FRAMES);
            }
            let mut gain = 1.0;
            if self.fade_in_left > 0 {
                self.fade_in_left -= 1;
                gain -= self.fade_in_left as f32 / FADE_FRAMES as f32;
            }
            if let Phase::Fading(left) = &mut self.phase {
                *left -= 1;
                gain *= *left as f32 / FADE_FRAMES as f32;
                faded = *left == 0;
            }
            out[2 * at] += gain * left;
            out[2 * at + 1] += gain * right;
            used += 1;
            if faded {
                break;
            }
        }
        chunk.commit(2 * used);
        self.next_frame += used as u64;
        let mut ran_dry = false;
        let is_stopping = matches!(self.phase, Phase::Fading(_))
            || fade_from.is_some_and(|from| from < block.frames);
        if faded || (is_stopping && used < wanted) {
            self.phase = Phase::Gone(Gone::Told);
        } else if used < wanted && finished {
            let failed = self.feed.failed.load(Ordering::Acquire);
            self.phase = Phase::Gone(if failed { Gone::Failed } else { Gone::Ended });
        } else {
            ran_dry = used < wanted;
        }
        Mixed {
            end: begin + used,
            ran_dry,
        }
    }

    /// Returns the frame of this block, or before it, at which the last fade begins: so that it ends at the instant
    /// to stop at, or at once when that has passed.
    fn fade_from(&self, block: &Block, begin: usize) -> Option<usize> {
        // While the mapping is unknown, there is nothing better than at once.
        let stop = block.frame_at(self.stop_at?).unwrap_or(0);
        let from = stop.saturating_sub(i64::from(FADE_FRAMES));
        Some(usize::try_from(from).map_or(begin, |from| from.max(begin)))
    }
}
