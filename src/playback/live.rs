//! The engine's book of one order: where it stands, what of it was mixed, and what of that was heard. Nothing here
//! touches a thread or a device.

use std::collections::VecDeque;
use std::sync::Arc;

use rtrb::Consumer;

use super::deck::Gone;
use super::feed::{FeedState, Feeder};
use crate::airing::{PlayOrder, StopWhy};
use crate::reason::Reason;
use crate::time::UtcMs;

/// One order, from arming to its last report.
pub struct Live {
    /// Its number: a cue may be ordered again.
    pub key: u64,
    /// The order.
    pub order: PlayOrder,
    /// When it was told to stop.
    pub stop_at: Option<UtcMs>,
    /// How far it is from the mixer.
    pub stage: Stage,
    /// Its decode thread.
    pub feeder: Option<Feeder>,
    /// What went wrong while decoding, for its end.
    pub failure: Option<(Reason, String)>,
    /// The frame of its audio up to which it was heard.
    pub to_frame: u64,
    /// When its progress was last reported.
    pub reported_ns: i64,
    started: Option<Start>,
    mixed: VecDeque<(u64, u64)>,
    end: Option<(u64, Gone)>,
}

/// How far an order is from the mixer.
pub enum Stage {
    /// No decode thread runs for it.
    Waiting,
    /// It is being decoded.
    Preparing,
    /// It can be loaded.
    Ready {
        /// The frame of the audio at the head of the ring.
        first_frame: u64,
        /// Its samples.
        ring: Consumer<f32>,
        /// What the decode thread says.
        state: Arc<FeedState>,
    },
    /// It is in the mixer.
    Loaded,
}

/// Its first frame in the mixer.
#[derive(Clone, Copy)]
pub struct Start {
    /// The frame of the output.
    pub out_frame: u64,
    /// The frame of the audio.
    pub from_frame: u64,
    is_reported: bool,
}

impl Live {
    /// Opens the book of an order.
    pub fn new(key: u64, order: PlayOrder) -> Self {
        Self {
            key,
            to_frame: order.from_frame,
            order,
            stop_at: None,
            stage: Stage::Waiting,
            feeder: None,
            failure: None,
            reported_ns: 0,
            started: None,
            mixed: VecDeque::new(),
            end: None,
        }
    }

    /// Notes that its first frame was mixed.
    pub fn note_start(&mut self, out_frame: u64, from_frame: u64) {
        self.to_frame = from_frame;
        self.started = Some(Start {
            out_frame,
            from_frame,
            is_reported: false,
        });
    }

    /// Notes how far it was mixed.
    pub fn note_mixed(&mut self, out_frame: u64, to_frame: u64) {
        self.mixed.push_back((out_frame, to_frame));
    }

    /// Notes that the mixer is done with it.
    pub fn note_end(&mut self, out_frame: u64, gone: Gone) {
        self.end = Some((out_frame, gone));
    }

    /// Takes note of how many frames of the output were heard.
    pub fn hear(&mut self, heard_frames: u64) {
        while let Some(&(out_frame, to_frame)) = self.mixed.front() {
            let ahead = out_frame.saturating_sub(heard_frames);
            self.to_frame = self.to_frame.max(to_frame.saturating_sub(ahead));
            if ahead > 0 {
                break;
            }
            self.mixed.pop_front();
        }
    }

    /// Returns its start once, when it was heard.
    pub fn take_start(&mut self, heard_frames: u64) -> Option<Start> {
        let start = self
            .started
            .as_mut()
            .filter(|start| !start.is_reported && start.out_frame < heard_frames)?;
        start.is_reported = true;
        Some(*start)
    }

    /// Says whether anything of it was heard.
    pub fn is_heard(&self) -> bool {
        self.started.is_some_and(|start| start.is_reported)
    }

    /// Says whether the mixer is done with it.
    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// Returns how it ended, when everything before its end was heard: `None` for a whole hearing.
    pub fn take_end(&mut self, heard_frames: u64) -> Option<Option<StopWhy>> {
        let (out_frame, gone) = self.end?;
        if self.started.is_some() && out_frame > heard_frames {
            return None;
        }
        Some(match gone {
            Gone::Ended => None,
            Gone::Told => Some(StopWhy::Told),
            Gone::TooLate => Some(StopWhy::TooLate),
            Gone::Failed => {
                let (reason, detail) = self
                    .failure
                    .take()
                    .unwrap_or((Reason::SoundFailed, "decoding failed".to_owned()));
                Some(StopWhy::Failed { reason, detail })
            }
        })
    }

    /// Goes back to before it was decoded: nothing of it was heard.
    pub fn rewind(&mut self) {
        *self = Self {
            stop_at: self.stop_at,
            ..Self::new(self.key, self.order.clone())
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::IfLate;
    use crate::ids::Digest;

    fn live() -> Live {
        let order = PlayOrder {
            cue: "a#1".into(),
            audio: "a.wav".into(),
            sha256: Digest([0; 32]),
            start: UtcMs(0),
            from_frame: 1_000,
            gain_db: 0.0,
            if_late: IfLate::Join,
        };
        Live::new(1, order)
    }

    #[test]
    fn only_what_was_heard_counts_to_the_frame() {
        let mut live = live();
        live.note_start(500, 1_000);
        live.note_mixed(900, 1_400);
        // The ring ran dry: the next block begins later and goes on where the audio was.
        live.note_mixed(2_400, 2_000);
        for (heard, to_frame) in [
            (0, 1_000),
            (500, 1_000),
            (501, 1_001),
            (900, 1_400),
            (1_500, 1_400),
            (1_800, 1_400),
            (1_900, 1_500),
            (2_400, 2_000),
            (9_999, 2_000),
        ] {
            live.hear(heard);
            assert_eq!(live.to_frame, to_frame, "after {heard} frames");
        }
    }

    #[test]
    fn start_and_end_are_told_once_and_only_when_heard() {
        let mut live = live();
        live.note_start(500, 1_000);
        live.note_end(900, Gone::Ended);
        assert!(live.take_start(500).is_none());
        assert!(live.take_start(501).is_some());
        assert!(live.take_start(501).is_none());
        assert_eq!(live.take_end(899), None);
        assert_eq!(live.take_end(900), Some(None));
    }
}
