//! What the planner remembers while it plans: how often and when each segment of a column was heard. What is done with
//! it is `rotation`'s.

use super::shelf::Shelves;
use super::{Cue, Heard, History};
use crate::time::UtcMs;

/// How often and when each segment of a column was heard, by its number, planned airings included.
#[derive(Debug)]
pub struct Memory {
    heard: Vec<Option<Heard>>,
    /// What each number had before it was counted, from the first airing counted to the last.
    undo: Vec<(usize, Option<Heard>)>,
}

/// A point to which a memory can go back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Memory {
    /// Returns what `history` knows of the segments on the shelves.
    pub(super) fn of(history: &History, shelves: &Shelves<'_>) -> Self {
        let mut heard = vec![None; shelves.count()];
        if !history.is_empty() {
            for (segment, number) in shelves.numbers() {
                heard[number] = history.get(segment).copied();
            }
        }
        Self {
            heard,
            undo: Vec::new(),
        }
    }

    /// Counts what a cue airs as heard; nothing for a cue that is blocked or that no pick could take.
    pub(super) fn note(&mut self, cue: &Cue, shelves: &Shelves<'_>) {
        if let (Some(content), None) = (&cue.content, &cue.blocked)
            && let Some(number) = shelves.number(&content.segment)
        {
            self.count(number, cue.at);
        }
    }

    fn count(&mut self, number: usize, at: UtcMs) {
        let slot = &mut self.heard[number];
        self.undo.push((number, *slot));
        let before = slot.unwrap_or(Heard { times: 0, last: at });
        *slot = Some(Heard {
            times: before.times.saturating_add(1),
            last: before.last.max(at),
        });
    }

    /// Returns how often and when a segment was heard; `None` when never.
    pub(super) fn heard(&self, number: usize) -> Option<Heard> {
        self.heard[number]
    }

    /// Returns the point at which the memory stands.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.undo.len())
    }

    /// Forgets what was counted since `mark`.
    pub(super) fn back_to(&mut self, mark: Mark) {
        for (number, before) in self.undo.drain(mark.0..).rev() {
            self.heard[number] = before;
        }
    }

    /// Keeps for good what was counted: there is no going back before this.
    pub(super) fn settle(&mut self) {
        self.undo.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::builders::{in_column, instant, library};

    #[test]
    fn what_is_planned_counts_as_heard_and_can_be_forgotten() {
        let library = library(["a", "b", "c"].map(|id| in_column(id, 1_000)));
        let shelves = Shelves::of(&library);
        let last = instant("2026-12-01T05:45:30");
        let heard = Heard { times: 2, last };
        let history = History::from([("a".into(), heard), ("gone".into(), heard)]);
        let mut memory = Memory::of(&history, &shelves);
        let noon = instant("2026-12-07T12:00");
        let seen = |memory: &Memory| {
            let heard = (0..3).map(|number| memory.heard(number));
            heard
                .map(|heard| heard.map(|heard| (heard.times, heard.last)))
                .collect::<Vec<_>>()
        };
        memory.count(0, noon + 1);
        let mark = memory.mark();
        memory.count(0, noon);
        memory.count(1, noon);
        memory.count(1, noon + 2);
        let expected = [Some((4, noon + 1)), Some((2, noon + 2)), None];
        assert_eq!(seen(&memory), expected);
        memory.back_to(mark);
        assert_eq!(seen(&memory), [Some((3, noon + 1)), None, None]);
        memory.settle();
        memory.back_to(memory.mark());
        assert_eq!(seen(&memory), [Some((3, noon + 1)), None, None]);
    }
}
