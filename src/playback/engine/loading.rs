//! Orders on their way into the mixer: decode threads, decks, what comes too late, and what an output that went has left
//! behind. What is heard of them is `heard`'s.

use std::sync::Arc;

use super::Engine;
use crate::airing::{IfLate, StopWhy};
use crate::playback::board::Message;
use crate::playback::deck::Deck;
use crate::playback::feed::Feeder;
use crate::playback::live::{Live, Stage};
use crate::playback::mixer::{DECKS, MixCommand};
use crate::reason::Reason;
use crate::time::NowNs;

impl Engine {
    /// Gives up what did not get into the mixer in time.
    pub(super) fn drop_late(&mut self, now: NowNs) {
        let why = match self.supervisor.open() {
            Some(_) => StopWhy::TooLate,
            None => StopWhy::OutputLost,
        };
        let late: Vec<u64> = self
            .live
            .iter()
            .filter(|live| !matches!(live.stage, Stage::Loaded))
            .filter(|live| match live.order.if_late {
                IfLate::Join => false,
                IfLate::StartWithin { ms } => now.wall_ns / 1_000_000 - live.order.start.0 > ms,
            })
            .map(|live| live.key)
            .collect();
        for key in late {
            self.finish(key, Some(why.clone()));
        }
    }

    /// Starts decode threads, for the earliest orders first and never for more than there are decks.
    pub(super) fn prepare(&mut self) {
        let is_waiting = |live: &Live| matches!(live.stage, Stage::Waiting);
        let busy = self.live.iter().filter(|live| !is_waiting(live)).count();
        let mut waiting: Vec<&mut Live> = self.live.iter_mut().filter(|l| is_waiting(l)).collect();
        waiting.sort_by_key(|live| live.order.start);
        let mut failed = Vec::new();
        for live in waiting.into_iter().take(DECKS.saturating_sub(busy)) {
            let path = self.options.audio_dir.join(live.order.audio.as_str());
            let to_self = self.to_self.clone();
            let clock = Arc::clone(&self.options.clock);
            let spawned = Feeder::spawn(live.key, &live.order, path, clock, move |event| {
                // An engine that is gone has no use for it.
                drop(to_self.send(Message::Feed(event)));
            });
            match spawned {
                Ok(feeder) => {
                    live.feeder = Some(feeder);
                    live.stage = Stage::Preparing;
                }
                Err(error) => failed.push((live.key, error.to_string())),
            }
        }
        for (key, detail) in failed {
            let reason = Reason::SoundFailed;
            self.finish(key, Some(StopWhy::Failed { reason, detail }));
        }
    }

    pub(super) fn load(&mut self) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        for live in &mut self.live {
            if !matches!(live.stage, Stage::Ready { .. }) || open.control.commands.is_full() {
                continue;
            }
            let before = std::mem::replace(&mut live.stage, Stage::Loaded);
            if let Stage::Ready {
                first_frame,
                ring,
                state,
            } = before
            {
                let deck = Box::new(Deck::new(
                    live.key,
                    (ring, state),
                    (live.order.start, live.order.from_frame),
                    first_frame,
                    live.order.if_late,
                    live.stop_at,
                ));
                if open.control.commands.push(MixCommand::Load(deck)).is_err() {
                    // There was room a moment ago and nobody else fills it.
                    tracing::error!("a cue could not be loaded: {}", live.order.cue);
                }
            }
        }
    }

    /// Ends what was heard when the output went; what was not goes back to be decoded again, for its own instant.
    pub(super) fn lose_cues(&mut self) {
        let mut shown = self.board.shown();
        if let Some((_, health)) = shown.output.take() {
            for (sum, count) in shown.past.iter_mut().zip(health.counts()) {
                *sum = sum.saturating_add(count);
            }
        }
        drop(shown);
        let mut ended = Vec::new();
        for live in &mut self.live {
            match live.stage {
                Stage::Loaded if live.is_heard() => ended.push(live.key),
                Stage::Loaded => live.rewind(),
                Stage::Waiting | Stage::Preparing | Stage::Ready { .. } => {}
            }
        }
        for key in ended {
            self.finish(key, Some(StopWhy::OutputLost));
        }
    }

    /// Decodes anew what became ready long before there was an output: a ring can't be skipped fast.
    pub(super) fn restart_stale(&mut self) {
        let now_ms = self.now().wall_ns / 1_000_000;
        for live in &mut self.live {
            let is_late = live.order.start.0 + 2_000 < now_ms;
            let is_joining = live.order.if_late == IfLate::Join;
            if is_late && is_joining && matches!(live.stage, Stage::Ready { .. }) {
                live.rewind();
            }
        }
    }
}
