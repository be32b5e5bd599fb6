//! What the mixer says and the device has played, as reports, and as a picture for people to look at. What is played is
//! `loading`'s.

use std::sync::Arc;

use super::Engine;
use crate::airing::{OutputReport, PlayerReport};
use crate::playback::api::PlayerEvent;
use crate::playback::deck::Phase;
use crate::playback::live::Live;
use crate::playback::mixer::MixReport;
use crate::time::NowNs;

/// How often progress is reported.
const PROGRESS_NS: i64 = 5_000_000_000;
/// The shortest time between two reports of underruns.
const UNDERRUN_NS: i64 = 5_000_000_000;

impl Engine {
    pub(super) fn listen_to_mixer(&mut self, now: NowNs) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let heard = open.map.heard_frames(now.mono_ns);
        while let Ok(report) = open.control.reports.pop() {
            let live = &mut self.live;
            match report {
                MixReport::Started {
                    key,
                    out_frame,
                    from_frame,
                } => {
                    if let Some(live) = book_of(live, key) {
                        live.note_start(out_frame, from_frame);
                    }
                }
                MixReport::Mixed {
                    key,
                    out_frame,
                    to_frame,
                } => {
                    if let Some(live) = book_of(live, key) {
                        live.note_mixed(out_frame, to_frame);
                    }
                }
                // The deck is freed here, far from the callback.
                MixReport::Gone { deck, out_frame } => {
                    if let (Some(live), Phase::Gone(gone)) = (book_of(live, deck.key), deck.phase) {
                        live.note_end(out_frame, gone);
                    }
                }
            }
        }
        self.report_heard(heard, now);
    }

    fn report_heard(&mut self, heard: u64, now: NowNs) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let (map, output) = (Arc::clone(&open.map), open.name.clone());
        let mut reports = Vec::new();
        let mut ended = Vec::new();
        for live in &mut self.live {
            live.hear(heard);
            let cue = live.order.cue.clone();
            if let Some(start) = live.take_start(heard) {
                let mono_ns = map.heard_ns(start.out_frame).unwrap_or(now.mono_ns);
                let at_us = (mono_ns + now.wall_ns - now.mono_ns) / 1_000;
                live.reported_ns = now.mono_ns;
                reports.push(PlayerReport::Started {
                    cue,
                    at_us,
                    late_us: at_us - live.order.start.0 * 1_000,
                    from_frame: start.from_frame,
                    output: output.clone(),
                });
            } else if live.is_heard() && now.mono_ns - live.reported_ns >= PROGRESS_NS {
                live.reported_ns = now.mono_ns;
                let to_frame = live.to_frame;
                reports.push(PlayerReport::Progress { cue, to_frame });
            }
            if let Some(why) = live.take_end(heard) {
                ended.push((live.key, why));
            }
        }
        for report in reports {
            self.report(report);
        }
        for (key, why) in ended {
            self.finish(key, why);
        }
    }

    pub(super) fn report_underruns(&mut self, now_ns: i64) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let count = open.health.counts()[0];
        let fresh = count.saturating_sub(self.underruns_told);
        if fresh > 0 && now_ns.saturating_sub(self.underruns_told_ns) >= UNDERRUN_NS {
            let output = open.name.clone();
            self.underruns_told = count;
            self.underruns_told_ns = now_ns;
            let report = OutputReport::Underrun {
                output,
                count: fresh,
            };
            self.tell(PlayerEvent::Output(report));
        }
    }

    pub(super) fn show(&mut self) {
        let output = self.supervisor.open();
        let output = output.map(|open| (open.name.clone(), Arc::clone(&open.health)));
        let is_on_air = |live: &&Live| live.is_heard() && !live.is_over();
        let on_air = self.live.iter().filter(is_on_air);
        let on_air: Vec<_> = on_air.map(|l| (l.order.cue.clone(), l.to_frame)).collect();
        let mut shown = self.board.shown();
        shown.output = output;
        shown.armed = self.live.len() - on_air.len();
        shown.on_air = on_air;
    }
}

fn book_of(live: &mut [Live], key: u64) -> Option<&mut Live> {
    live.iter_mut().find(|live| live.key == key)
}
