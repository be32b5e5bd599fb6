//! What recorded facts say of cues that may go on after a restart. Which facts to look at is the caller's choice,
//! what to do about them is the director's.

use std::collections::BTreeMap;

use crate::airing::{CueHistory, Fact};
use crate::ids::CueId;

/// Folds facts, in the order of their entries, into one history for each cue that was ordered or closed.
pub fn cue_histories(facts: impl IntoIterator<Item = Fact>) -> Vec<CueHistory> {
    let mut cues: BTreeMap<CueId, Running> = BTreeMap::new();
    for fact in facts {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "no other fact says how far a cue has come"
        )]
        match fact {
            Fact::Ordered(order) => Running::of(&mut cues, order.cue).history.ordered = true,
            Fact::Started {
                cue, from_frame, ..
            } => Running::of(&mut cues, cue).start(from_frame),
            Fact::Progress { cue, to_frame } => Running::of(&mut cues, cue).progress(to_frame),
            Fact::Closed(closing) => {
                let running = Running::of(&mut cues, closing.cue);
                running.history.closed = true;
                running.history.played_frames = closing.played_frames;
            }
            _ => {}
        }
    }
    cues.into_values().map(|running| running.history).collect()
}

struct Running {
    history: CueHistory,
    /// Up to where the present start was heard.
    heard_to: u64,
}

impl Running {
    fn of(cues: &mut BTreeMap<CueId, Self>, cue: CueId) -> &mut Self {
        cues.entry(cue.clone()).or_insert_with(|| Self {
            history: CueHistory::planned(cue),
            heard_to: 0,
        })
    }

    fn start(&mut self, from_frame: u64) {
        self.history.started = true;
        self.heard_to = from_frame;
        self.history.to_frame = self.history.to_frame.max(from_frame);
    }

    fn progress(&mut self, to_frame: u64) {
        self.history.played_frames += to_frame.saturating_sub(self.heard_to);
        self.heard_to = self.heard_to.max(to_frame);
        self.history.to_frame = self.history.to_frame.max(to_frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::{Closing, Outcome};
    use crate::time::UtcMs;

    fn started(from_frame: u64) -> Fact {
        Fact::Started {
            cue: "a".into(),
            at_us: 0,
            late_us: 0,
            from_frame,
            output: "o".to_owned(),
        }
    }

    fn progress(to_frame: u64) -> Fact {
        Fact::Progress {
            cue: "a".into(),
            to_frame,
        }
    }

    fn check(facts: Vec<Fact>, started: bool, to_frame: u64, played_frames: u64) {
        let expected = CueHistory {
            started,
            to_frame,
            played_frames,
            ..CueHistory::planned("a".into())
        };
        assert_eq!(cue_histories(facts), [expected]);
    }

    // T31: after a restart in the middle, the first part is neither lost nor counted twice.
    #[test]
    fn frames_of_all_starts_add_up() {
        check(vec![started(0)], true, 0, 0);
        check(
            vec![started(0), progress(100), progress(250)],
            true,
            250,
            250,
        );
        check(
            vec![started(0), progress(250), started(250), progress(300)],
            true,
            300,
            300,
        );
        check(
            vec![started(0), progress(250), started(0), progress(100)],
            true,
            250,
            350,
        );
        check(vec![started(500), progress(600)], true, 600, 100);
    }

    #[test]
    fn a_closing_has_the_last_word() {
        let closed = Fact::Closed(Closing {
            cue: "a".into(),
            outcome: Outcome::Partial,
            reason: None,
            scheduled: UtcMs(0),
            segment: None,
            title: String::new(),
            played_frames: 320,
            total_frames: 500,
            at_least: false,
        });
        let histories = cue_histories([started(0), progress(250), closed, Fact::Alive]);
        assert_eq!(histories.len(), 1);
        assert!(histories[0].closed);
        assert_eq!(histories[0].played_frames, 320);
    }
}
