//! The virtual player of the stage: what it makes ready, starts, reports and ends, frame by frame.

use loa::airing::{Fact, IfLate, Input, PlayerReport, StopWhy};
use loa::ids::CueId;
use loa::plan::ms_to_frames;
use loa::time::UtcMs;

use super::{Heard, PROGRESS_MS, Stage};

/// How often a hung disk is asked again.
const HUNG_MS: i64 = 1_000;

impl Stage {
    /// Lets the player do what is due and report it.
    pub(super) fn play(&mut self) {
        let cues: Vec<CueId> = self.orders.keys().cloned().collect();
        for cue in cues {
            if self.cut_happened {
                return;
            }
            let Some(report) = self.play_one(&cue) else {
                continue;
            };
            self.give(Input::Player(report));
        }
    }

    /// Does the first thing that is due for a cue.
    fn play_one(&mut self, cue: &CueId) -> Option<PlayerReport> {
        let order = self.orders.get(cue)?;
        if order.stop_at.is_some_and(|at| at <= self.wall()) {
            let to_frame = order.position(self.mono);
            self.finish(cue, to_frame);
            return Some(stopped(cue, to_frame, StopWhy::Told));
        }
        match order.started_at {
            None if !order.ready_told => self.make_ready(cue),
            None => self.start(cue),
            Some(_) => self.go_on(cue),
        }
    }

    fn make_ready(&mut self, cue: &CueId) -> Option<PlayerReport> {
        let order = self
            .orders
            .get_mut(cue)
            .filter(|order| self.mono >= order.ready_at)?;
        if (self.hangs)(cue) {
            order.ready_at = self.mono + HUNG_MS;
            return None;
        }
        if let Some(reason) = (self.broken)(cue) {
            let to_frame = order.from_frame;
            self.orders.remove(cue);
            let detail = "broken for the test".to_owned();
            return Some(stopped(cue, to_frame, StopWhy::Failed { reason, detail }));
        }
        order.ready_told = true;
        Some(PlayerReport::Ready(cue.clone()))
    }

    fn start(&mut self, cue: &CueId) -> Option<PlayerReport> {
        let (mono, wall, output_up) = (self.mono, self.wall(), self.output_up);
        let order = self.orders.get_mut(cue)?;
        if !output_up || wall < order.order.start {
            return None;
        }
        let late_ms = wall - order.order.start;
        let joins_at = order.from_frame + ms_to_frames(late_ms);
        let too_late = match order.order.if_late {
            IfLate::Join => joins_at >= order.total,
            IfLate::StartWithin { ms } => late_ms > ms,
        };
        if too_late {
            let to_frame = order.from_frame;
            self.orders.remove(cue);
            return Some(stopped(cue, to_frame, StopWhy::TooLate));
        }
        if order.order.if_late == IfLate::Join {
            order.from_frame = joins_at;
        }
        order.started_at = Some(mono);
        order.progress_told = mono;
        let from_frame = order.from_frame;
        self.heard.push(Heard {
            cue: cue.clone(),
            from_frame,
            to_frame: from_frame,
            true_at: UtcMs(mono),
            at: wall,
        });
        Some(PlayerReport::Started {
            cue: cue.clone(),
            at_us: wall.0 * 1_000,
            late_us: late_ms * 1_000,
            from_frame,
            output: "stage".into(),
        })
    }

    fn go_on(&mut self, cue: &CueId) -> Option<PlayerReport> {
        let mono = self.mono;
        let order = self.orders.get_mut(cue)?;
        let to_frame = order.position(mono);
        if to_frame >= order.total {
            self.finish(cue, to_frame);
            return Some(PlayerReport::Ended {
                cue: cue.clone(),
                to_frame,
            });
        }
        if mono - order.progress_told < PROGRESS_MS {
            return None;
        }
        order.progress_told = mono;
        Some(PlayerReport::Progress {
            cue: cue.clone(),
            to_frame,
        })
    }

    /// The order must be on record before it reaches the player.
    pub(super) fn ordered_length(&self, cue: &CueId) -> u64 {
        self.record
            .iter()
            .rev()
            .find_map(|(_, fact)| match fact {
                Fact::Ordered(order) if order.cue == *cue => Some(order.total_frames),
                _ => None,
            })
            .expect("what the player has should have been recorded as ordered first")
    }

    pub(super) fn finish(&mut self, cue: &CueId, to_frame: u64) {
        let order = self
            .orders
            .remove(cue)
            .expect("a finishing cue should be with the player");
        if order.started_at.is_some() {
            let heard = self.heard.iter_mut().rev().find(|heard| heard.cue == *cue);
            heard
                .expect("a started cue should have been heard")
                .to_frame = to_frame;
        }
    }
}

fn stopped(cue: &CueId, to_frame: u64, why: StopWhy) -> PlayerReport {
    PlayerReport::Stopped {
        cue: cue.clone(),
        to_frame,
        why,
    }
}
