//! Overlaps: which of two rundowns in a shared zone holds the air, and what becomes of the other, by the rules of
//! `docs/precedence.md`. What is in a rundown is decided before; what really happens on the air is the director's.

use std::cmp::{Ordering, Reverse};
use std::collections::VecDeque;

use super::{Blocked, Fate, Rundown, TAIL_MS};
use crate::ids::OccurrenceId;
use crate::reason::Reason;
use crate::schedule::{Start, Zones};
use crate::time::UtcMs;

/// Resolves the overlaps of one day's rundowns and returns them by scheduled instant and programme.
///
/// The rundowns come as drafted, each expected to start at its scheduled instant. Those of the day before that run
/// past midnight are not seen. A rundown without any cue that may air takes no part: it can't cut another for nothing.
pub fn resolve(mut rundowns: Vec<Rundown>) -> Vec<Rundown> {
    rundowns.sort_by(|a, b| (a.at, &a.programme).cmp(&(b.at, &b.programme)));
    let mut due: Vec<usize> = (0..rundowns.len())
        .filter(|&index| rundowns[index].has_sound())
        .collect();
    due.sort_by(|&a, &b| on_time(&rundowns[a]).cmp_turn(&on_time(&rundowns[b])));
    let mut air = Air {
        rundowns,
        due: due.into(),
        waiting: Vec::new(),
        on: Vec::new(),
    };
    while air.step() {}
    air.rundowns
}

/// A rundown's turn to take the air. Of two at the same instant the lesser in [`Turn::cmp_turn`] goes first, and the
/// other finds it there.
struct Turn<'a> {
    at: UtcMs,
    waited: bool,
    rundown: &'a Rundown,
}

impl Turn<'_> {
    /// Compares by instant; at the same one by class, on time before waited, the closer bound to the day first, kind of start,
    /// earlier schedule, programme.
    fn cmp_turn(&self, other: &Self) -> Ordering {
        let key = |turn: &Self| {
            let rundown = turn.rundown;
            (
                turn.at,
                Reverse(rundown.priority),
                turn.waited,
                Reverse(rundown.specificity),
                kind(rundown.start),
                rundown.at,
            )
        };
        key(self)
            .cmp(&key(other))
            .then_with(|| self.rundown.programme.cmp(&other.rundown.programme))
    }
}

fn on_time(rundown: &Rundown) -> Turn<'_> {
    Turn {
        at: rundown.at,
        waited: false,
        rundown,
    }
}

pub(super) fn kind(start: Start) -> u8 {
    match start {
        Start::Hard => 0,
        Start::Wait { .. } => 1,
        Start::Next => 2,
    }
}

/// The air of a day at one instant, moving forward only.
struct Air {
    rundowns: Vec<Rundown>,
    /// What is still to come, by index, in the order of turns.
    due: VecDeque<usize>,
    waiting: Vec<Waiter>,
    /// What is on, by index.
    on: Vec<usize>,
}

/// A rundown that waits for its zones to be free.
struct Waiter {
    index: usize,
    /// When its zones will be free, as far as known now.
    ready: UtcMs,
    /// The rundown that frees them last.
    after: usize,
    /// From this instant on it may not begin.
    too_late: UtcMs,
}

impl Air {
    /// Goes on to the next turn; false when there is none.
    fn step(&mut self) -> bool {
        let due = self.due.front().map(|&due| on_time(&self.rundowns[due]));
        let waiter = self.next_waiter();
        let due_is_first = match (&due, &waiter) {
            (Some(due), Some((_, waiter))) => due.cmp_turn(waiter).is_lt(),
            _ => due.is_some(),
        };
        let position = waiter.map(|(position, _)| position);
        if due_is_first && let Some(index) = self.due.pop_front() {
            self.arrive(index);
        } else if let Some(position) = position {
            self.release(position);
        } else {
            return false;
        }
        true
    }

    /// Returns the waiter whose turn comes first, with its position. One that would begin too late has its turn when
    /// that is certain, so that it gives way to what held the air then.
    fn next_waiter(&self) -> Option<(usize, Turn<'_>)> {
        let turns = self.waiting.iter().map(|waiter| Turn {
            at: waiter.ready.min(waiter.too_late),
            waited: true,
            rundown: &self.rundowns[waiter.index],
        });
        turns.enumerate().min_by(|(_, a), (_, b)| a.cmp_turn(b))
    }

    /// A rundown is due.
    fn arrive(&mut self, index: usize) {
        let now = self.rundowns[index].at;
        self.forget_ended(now);
        let met = self.met(index, now);
        let holder = met
            .iter()
            .copied()
            .filter(|&other| self.holds(other, index, now))
            .min_by(|&a, &b| on_time(&self.rundowns[a]).cmp_turn(&on_time(&self.rundowns[b])));
        let after = met
            .iter()
            .copied()
            .max_by_key(|&other| self.rundowns[other].expected_end());
        match (self.rundowns[index].start, holder, after) {
            (_, _, None) => self.begin(index),
            (Start::Hard, Some(holder), _) => self.give_way(index, holder),
            (Start::Hard, None, _) => {
                for other in met {
                    self.cut(other, index, now);
                }
                self.begin(index);
            }
            (Start::Wait { .. } | Start::Next, _, Some(after)) => {
                self.waiting.push(Waiter {
                    index,
                    ready: self.rundowns[after].expected_end(),
                    after,
                    too_late: self.too_late(index),
                });
            }
        }
        self.look_again(now);
    }

    /// A waiter's turn has come: its zones are free, or it is too late for it.
    fn release(&mut self, position: usize) {
        let waiter = self.waiting.swap_remove(position);
        let now = waiter.ready.min(waiter.too_late);
        self.forget_ended(now);
        if now == waiter.too_late {
            self.give_way(waiter.index, waiter.after);
        } else {
            let by = self.rundowns[waiter.after].occurrence.clone();
            let rundown = &mut self.rundowns[waiter.index];
            rundown.starts = now;
            if now > rundown.at {
                rundown.fate = Fate::Delayed { to: now, by };
            }
            self.begin(waiter.index);
        }
        self.look_again(now);
    }

    fn forget_ended(&mut self, now: UtcMs) {
        let rundowns = &self.rundowns;
        self.on
            .retain(|&index| rundowns[index].expected_end() > now);
    }

    /// What is on in the zones of a rundown that is due, but for tails.
    fn met(&self, index: usize, now: UtcMs) -> Vec<usize> {
        let due = &self.rundowns[index];
        let is_met = |&other: &usize| {
            let other = &self.rundowns[other];
            share_zone(&other.zones, &due.zones)
                && (other.starts == now || other.expected_end() - now > TAIL_MS)
        };
        self.on.iter().copied().filter(is_met).collect()
    }

    /// Says whether what is on holds the air against a hard start that is due at `now`.
    fn holds(&self, on: usize, due: usize, now: UtcMs) -> bool {
        let (on, due) = (&self.rundowns[on], &self.rundowns[due]);
        match on.priority.cmp(&due.priority) {
            Ordering::Greater => true,
            Ordering::Less => false,
            // Who has waited took time that was free, and pushes nobody out of the schedule.
            Ordering::Equal => {
                let waited = on.starts > on.at;
                on.starts == now || (on.specificity > due.specificity && !waited)
            }
        }
    }

    fn begin(&mut self, index: usize) {
        self.on.push(index);
    }

    fn cut(&mut self, index: usize, by: usize, at: UtcMs) {
        let by = self.rundowns[by].occurrence.clone();
        let rundown = &mut self.rundowns[index];
        block_from(rundown, at, &by);
        rundown.fate = if rundown.has_sound() {
            Fate::CutAt { at, by }
        } else {
            Fate::GivesWay { to: by }
        };
        self.on.retain(|&on| on != index);
    }

    fn give_way(&mut self, index: usize, to: usize) {
        let to = self.rundowns[to].occurrence.clone();
        let rundown = &mut self.rundowns[index];
        block_from(rundown, rundown.at, &to);
        rundown.fate = Fate::GivesWay { to };
    }

    /// Computes anew when the zones of each waiter will be free.
    fn look_again(&mut self, now: UtcMs) {
        for waiter in &mut self.waiting {
            let zones = &self.rundowns[waiter.index].zones;
            let last = self
                .on
                .iter()
                .copied()
                .filter(|&on| share_zone(&self.rundowns[on].zones, zones))
                .max_by_key(|&on| self.rundowns[on].expected_end());
            match last {
                Some(last) => {
                    waiter.ready = self.rundowns[last].expected_end().max(now);
                    waiter.after = last;
                }
                None => waiter.ready = now,
            }
        }
    }

    fn too_late(&self, index: usize) -> UtcMs {
        let rundown = &self.rundowns[index];
        let own = match rundown.start {
            Start::Hard => rundown.at,
            Start::Wait { grace_ms } => rundown.at + grace_ms + 1,
            Start::Next => rundown.at.day().plus(1).start(),
        };
        let closing = rundown.begins_before;
        closing.map_or(own, |closing| closing.min(own))
    }
}

/// Blocks the cues that would begin at or after `from`, as the plan expects the rundown to run. One that is in
/// progress then stays: its beginning is aired.
fn block_from(rundown: &mut Rundown, from: UtcMs, by: &OccurrenceId) {
    let delay_ms = rundown.starts - rundown.at;
    for cue in &mut rundown.cues {
        if cue.blocked.is_none() && cue.at + delay_ms >= from {
            cue.length_frames = 0;
            cue.blocked = Some(Blocked {
                reason: Reason::Overlapped,
                by: Some(by.clone()),
            });
        }
    }
}

fn share_zone(a: &Zones, b: &Zones) -> bool {
    match (a, b) {
        (Zones::Only(a), Zones::Only(b)) => !a.is_disjoint(b),
        (Zones::All, _) | (_, Zones::All) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::builders::{a_rundown, instant, missing, write_fate};
    use crate::schedule::Priority;

    fn at(text: &str) -> UtcMs {
        instant(&format!("2026-12-07T{text}"))
    }

    #[test]
    fn a_cut_blocks_what_begins_at_it_and_later_and_keeps_what_is_in_progress() {
        let a = a_rundown("a", at("05:00"), &[300_000, 600_000, 60_000]);
        let check = |cut: &str, kept: [bool; 3]| {
            let resolved = resolve(vec![a.clone(), a_rundown("b", at(cut), &[60_000])]);
            let by = &resolved[1].occurrence;
            for (cue, kept) in resolved[0].cues.iter().zip(kept) {
                let blocked = Blocked {
                    reason: Reason::Overlapped,
                    by: Some(by.clone()),
                };
                assert_eq!(
                    cue.blocked,
                    (!kept).then_some(blocked),
                    "{cut} {:?}",
                    cue.id
                );
                assert_eq!(cue.length_frames > 0, kept);
            }
        };
        check("05:05", [true, false, false]);
        check("05:05:01", [true, true, false]);
        check("05:15", [true, true, false]);
        check("05:15:01", [true, true, true]);
    }

    #[test]
    fn what_a_cut_has_blocked_takes_no_time() {
        let a = a_rundown("a", at("05:00"), &[300_000, 600_000]);
        let resolved = resolve(vec![a, a_rundown("b", at("05:05"), &[60_000])]);
        assert_eq!(resolved[0].end(), at("05:05"));
    }

    #[test]
    fn a_cut_counts_the_delay_of_what_it_cuts() {
        let a = a_rundown("a", at("05:00"), &[1_200_000]);
        let mut b = a_rundown("b", at("05:10"), &[300_000, 300_000]);
        b.start = Start::Next;
        let c = a_rundown("c", at("05:24"), &[60_000]);
        let resolved = resolve(vec![a, b, c]);
        assert_eq!(write_fate(&resolved[1]), "b cut at 05:24 by c");
        assert_eq!(resolved[1].starts, at("05:20"));
        assert_eq!(resolved[1].cues[0].blocked, None);
        assert!(
            resolved[1].cues[1].blocked.is_some(),
            "it would begin at 05:25"
        );
        assert_eq!(resolved[1].cues[1].at, at("05:15"), "as scheduled");
        assert_eq!(resolved[1].expected_end(), at("05:24"));
    }

    #[test]
    fn a_cut_before_the_first_sound_is_giving_way() {
        let mut a = a_rundown("a", at("05:00"), &[60_000]);
        a.cues[0].at = at("05:04");
        let resolved = resolve(vec![a, a_rundown("b", at("05:03"), &[600_000])]);
        assert_eq!(write_fate(&resolved[0]), "a gives way to b");
    }

    #[test]
    fn a_reason_that_stood_before_is_kept_when_all_give_way() {
        let mut a = a_rundown("a", at("05:00"), &[60_000, 60_000]);
        a.cues[0].blocked = Some(missing());
        let mut b = a_rundown("b", at("05:00"), &[60_000]);
        b.priority = Priority::Preferred;
        let resolved = resolve(vec![a, b]);
        let reasons: Vec<Reason> = resolved[0]
            .cues
            .iter()
            .filter_map(|cue| Some(cue.blocked.as_ref()?.reason))
            .collect();
        assert_eq!(reasons, [Reason::FileMissing, Reason::Overlapped]);
    }

    #[test]
    fn what_waits_must_begin_before_its_hours_close() {
        let check = |closes: &str, fate: &str| {
            let a = a_rundown("a", at("05:00"), &[1_200_000]);
            let mut b = a_rundown("b", at("05:10"), &[60_000]);
            b.start = Start::Next;
            b.begins_before = Some(at(closes));
            let resolved = resolve(vec![a, b]);
            assert_eq!(write_fate(&resolved[1]), fate, "{closes}");
        };
        check("05:20:01", "b delayed to 05:20 after a");
        check("05:20", "b gives way to a");
        check("05:15", "b gives way to a");
    }
}
