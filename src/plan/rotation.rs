//! The rotation: which segments of a column a pick takes, and why. When they air and what they displace is decided
//! elsewhere.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::memory::Memory;
use super::shelf::Slot;
use super::{Choice, Heard};
use crate::library::Segment;
use crate::reason::Reason;
use crate::schedule::{Pick, PickOrder};
use crate::time::CivilDay;

/// A segment that a pick took.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chosen<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// Why it and no other.
    pub choice: Choice,
}

/// Picks from a column's `shelf`, which stands by id, on `day`: at least one segment, or the reason why there is none.
///
/// What is refused on `day`, does not fit into the rest of the time budget, or was taken by this pick already is
/// passed over for the next in order. The wished spacing is given up only when the pick would otherwise be empty:
/// `at_most` is a limit and no quota, so it is never a reason to repeat something too soon. The reason for an empty
/// pick is the refusal that all segments of the column share, else `NothingToPick`.
pub(super) fn pick<'a>(
    wish: &Pick,
    shelf: &[Slot<'a>],
    memory: &Memory,
    day: CivilDay,
) -> Result<Vec<Chosen<'a>>, Reason> {
    let round = Round {
        wish,
        shelf,
        memory,
        day,
    };
    let mut chosen = match wish.order {
        PickOrder::Repeat => round.repeat(),
        PickOrder::LeastAired => Vec::new(),
    };
    if chosen.is_empty() {
        chosen = round.least_aired();
    }
    if chosen.is_empty() {
        return Err(round.why_nothing());
    }
    Ok(chosen)
}

/// One pick.
struct Round<'r, 'a> {
    wish: &'r Pick,
    shelf: &'r [Slot<'a>],
    memory: &'r Memory,
    day: CivilDay,
}

impl<'a> Round<'_, 'a> {
    /// The last heard, in the order in which they were heard: a repeat of two keeps them as listeners know them.
    fn repeat(&self) -> Vec<Chosen<'a>> {
        let order = |_: &Slot<'a>, heard: Option<Heard>| Some(Reverse(heard?.last));
        let mut chosen = self.take(order, |_| Choice::Repeat);
        chosen.reverse();
        chosen
    }

    /// New segments first where that is wished, the newest of them first; then the least aired, the longest unheard of
    /// these first.
    fn least_aired(&self) -> Vec<Chosen<'a>> {
        let is_new = |heard: Option<Heard>| heard.is_none() && self.wish.new_first;
        let times = |heard: Option<Heard>| heard.map_or(0, |heard| heard.times);
        let order = |slot: &Slot<'a>, heard: Option<Heard>| {
            let newest = is_new(heard).then_some(slot.received);
            let last = heard.map(|heard| heard.last);
            Some((Reverse(newest), times(heard), last))
        };
        // Heard less than `spacing_days` civil days before is heard since this instant. Without a wish nothing is too
        // soon, not even what the same rundown airs after midnight.
        let since = match self.wish.spacing_days {
            0 => None,
            days => Some(self.day.plus(1 - i64::from(days)).start()),
        };
        let has_rested = |heard: Option<Heard>| {
            let last = heard.map(|heard| heard.last);
            last.zip(since).is_none_or(|(last, since)| last < since)
        };
        let rested = |slot: &Slot<'a>, heard: Option<Heard>| {
            has_rested(heard).then(|| order(slot, heard)).flatten()
        };
        let chosen = self.take(rested, |heard| {
            if is_new(heard) {
                Choice::New
            } else {
                Choice::LeastAired {
                    times: times(heard),
                }
            }
        });
        if !chosen.is_empty() {
            return chosen;
        }
        // Nothing that has rested is left or fits, so every one that fits was heard too soon.
        self.take(order, |heard| Choice::SpacingGivenUp {
            times: times(heard),
        })
    }

    /// Takes what may air and fits, the least in `order` first and of equals the first by id, up to the pick's limits.
    /// What has no place in the order is not taken. A heap, since most picks take one of hundreds.
    fn take<K: Ord>(
        &self,
        order: impl Fn(&Slot<'a>, Option<Heard>) -> Option<K>,
        choice: impl Fn(Option<Heard>) -> Choice,
    ) -> Vec<Chosen<'a>> {
        let airing = self.shelf.iter().zip(0usize..);
        let ranked = airing.filter_map(|(slot, place)| {
            let key = || order(slot, self.memory.heard(slot.number));
            let key = slot.airs_on(self.day).then(key).flatten()?;
            Some(Reverse((key, place)))
        });
        let mut heap: BinaryHeap<_> = ranked.collect::<Vec<_>>().into();
        let at_most = usize::try_from(self.wish.at_most).unwrap_or(usize::MAX);
        let mut left_ms = self.wish.up_to_ms.unwrap_or(i64::MAX);
        let mut chosen = Vec::new();
        while chosen.len() < at_most
            && let Some(Reverse((_, place))) = heap.pop()
        {
            let slot = &self.shelf[place];
            if slot.length_ms <= left_ms {
                left_ms -= slot.length_ms;
                chosen.push(Chosen {
                    segment: slot.segment,
                    choice: choice(self.memory.heard(slot.number)),
                });
            }
        }
        chosen
    }

    fn why_nothing(&self) -> Reason {
        let mut refusals = self.shelf.iter().map(|slot| slot.segment.refusal(self.day));
        match refusals.next() {
            Some(Some(first)) if refusals.all(|other| other == Some(first)) => first,
            _ => Reason::NothingToPick,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ColumnId, SegmentId};
    use crate::library::{Found, Withdrawal};
    use crate::plan::History;
    use crate::plan::builders::{a_pick, day, in_column, instant, library};
    use crate::plan::shelf::Shelves;

    const DAY: &str = "2026-12-07";

    /// Each segment by id, with how often and on which day it was heard last.
    fn history(heard: &[(&str, u32, &str)]) -> History {
        heard
            .iter()
            .map(|&(id, times, last)| {
                let last = instant(&format!("{last}T05:45:30"));
                (SegmentId::from(id), Heard { times, last })
            })
            .collect()
    }

    fn check(wish: &Pick, column: &[Segment], heard: &[(&str, u32, &str)], expected: &str) {
        assert_eq!(written(wish, column, &history(heard)), expected);
    }

    /// What a pick takes, or the reason why nothing.
    fn written(wish: &Pick, column: &[Segment], history: &History) -> String {
        let library = library(column.to_vec());
        let shelves = Shelves::of(&library);
        let shelf = shelves.of_column(&ColumnId::from("cchc"));
        let memory = Memory::of(history, &shelves);
        match pick(wish, shelf, &memory, day(DAY)) {
            Ok(chosen) => chosen
                .iter()
                .map(|one| format!("{} {}", one.segment.id, write_choice(one.choice)))
                .collect::<Vec<_>>()
                .join(", "),
            Err(reason) => reason.slug().to_owned(),
        }
    }

    fn write_choice(choice: Choice) -> String {
        match choice {
            Choice::New => "new".to_owned(),
            Choice::LeastAired { times } => format!("aired {times}"),
            Choice::SpacingGivenUp { times } => format!("too soon {times}"),
            Choice::Repeat => "repeat".to_owned(),
        }
    }

    fn received(id: &str, on: &str) -> Segment {
        Segment {
            received: Some(day(on)),
            ..in_column(id, 60_000)
        }
    }

    fn plain(ids: &[&str]) -> Vec<Segment> {
        ids.iter().map(|id| in_column(id, 60_000)).collect()
    }

    #[test]
    fn the_least_aired_goes_first_then_the_longest_unheard_then_the_id() {
        let column = plain(&["c", "b", "a"]);
        let last = "2026-12-01";
        check(
            &a_pick(),
            &column,
            &[("a", 2, last), ("b", 1, last), ("c", 2, last)],
            "b aired 1",
        );
        let heard = [("a", 1, last), ("b", 1, "2026-11-30"), ("c", 1, last)];
        check(&a_pick(), &column, &heard, "b aired 1");
        check(
            &a_pick(),
            &column,
            &[("a", 1, last), ("b", 1, last), ("c", 1, last)],
            "a aired 1",
        );
    }

    #[test]
    fn a_new_segment_goes_first_the_newest_of_several_then_the_id() {
        let column = [
            received("a", "2026-11-01"),
            received("c", "2026-12-01"),
            received("b", "2026-12-01"),
            in_column("0", 60_000),
        ];
        let all = Pick {
            at_most: 4,
            ..a_pick()
        };
        check(&all, &column, &[], "b new, c new, a new, 0 new");
        let heard = [("b", 1, "2026-12-02")];
        check(&all, &column, &heard, "c new, a new, 0 new, b aired 1");
        let not_first = Pick {
            new_first: false,
            ..all
        };
        check(
            &not_first,
            &column,
            &heard,
            "0 aired 0, a aired 0, c aired 0, b aired 1",
        );
    }

    #[test]
    fn spacing_counts_civil_days_and_is_given_up_when_nothing_else_is_left() {
        let spaced = Pick {
            spacing_days: 3,
            ..a_pick()
        };
        let column = plain(&["a", "b"]);
        let heard = [("a", 1, "2026-12-05"), ("b", 5, "2026-12-04")];
        check(&spaced, &column, &heard, "b aired 5");
        let heard = [("a", 1, "2026-12-05"), ("b", 5, "2026-12-05")];
        check(&spaced, &column, &heard, "a too soon 1");
        // It is no reason to fill a pick up to its limit.
        let two = Pick {
            at_most: 2,
            ..spaced
        };
        let heard = [("a", 1, "2026-12-05"), ("b", 5, "2026-12-04")];
        check(&two, &column, &heard, "b aired 5");
    }

    // T3: five in the morning lies on the day before in UTC, and midnight on the day that begins.
    #[test]
    fn spacing_counts_the_days_of_station_time() {
        let spaced = Pick {
            spacing_days: 3,
            ..a_pick()
        };
        let check = |last: &str, expected: &str| {
            let last = instant(last);
            let history = History::from([("a".into(), Heard { times: 1, last })]);
            assert_eq!(
                written(&spaced, &plain(&["a"]), &history),
                expected,
                "{last}"
            );
        };
        check("2026-12-04T23:59:59.999", "a aired 1");
        check("2026-12-05T00:00", "a too soon 1");
        check("2026-12-05T05:00", "a too soon 1");
    }

    #[test]
    fn without_spacing_nothing_is_too_soon_even_past_midnight() {
        let last = instant("2026-12-08T00:00:01");
        let history = History::from([("a".into(), Heard { times: 1, last })]);
        assert_eq!(written(&a_pick(), &plain(&["a"]), &history), "a aired 1");
    }

    #[test]
    fn spacing_is_given_up_when_what_has_rested_does_not_fit() {
        let wish = Pick {
            spacing_days: 3,
            up_to_ms: Some(60_000),
            ..a_pick()
        };
        let column = [in_column("long", 60_001), in_column("short", 60_000)];
        check(
            &wish,
            &column,
            &[("short", 4, "2026-12-06")],
            "short too soon 4",
        );
    }

    #[test]
    fn no_segment_goes_over_the_rest_of_the_budget() {
        let wish = |up_to_ms| Pick {
            at_most: 3,
            up_to_ms: Some(up_to_ms),
            ..a_pick()
        };
        let column = [
            in_column("a", 300_000),
            in_column("b", 240_000),
            in_column("c", 100_000),
        ];
        check(&wish(400_000), &column, &[], "a new, c new");
        check(&wish(640_000), &column, &[], "a new, b new, c new");
        check(&wish(299_999), &column, &[], "b new");
        check(&wish(99_999), &column, &[], "khong_co_tin_bai");
    }

    #[test]
    fn a_pick_takes_no_segment_twice() {
        let wish = Pick {
            at_most: 9,
            ..a_pick()
        };
        check(&wish, &plain(&["a", "b"]), &[], "a new, b new");
    }

    #[test]
    fn a_repeat_takes_what_was_heard_last_and_may_be_aired() {
        let repeat = Pick {
            order: PickOrder::Repeat,
            spacing_days: 30,
            ..a_pick()
        };
        let mut column = plain(&["a", "b", "c"]);
        let heard = [("a", 9, "2026-12-06"), ("b", 1, "2026-12-05")];
        check(&repeat, &column, &heard, "a repeat");
        let two = Pick {
            at_most: 2,
            ..repeat.clone()
        };
        check(&two, &column, &heard, "b repeat, a repeat");
        column[0].valid_until = Some(day("2026-12-06"));
        check(&repeat, &column, &heard, "b repeat");
        check(&repeat, &column, &[], "b new");
        column[1].found = Found::Missing;
        check(&repeat, &column, &heard, "c new");
    }

    #[test]
    fn an_empty_pick_names_the_reason_that_all_share() {
        let withdrawn = |id| Segment {
            withdrawn: Some(Withdrawal {
                on: day("2026-12-01"),
                why: None,
            }),
            ..in_column(id, 60_000)
        };
        let expired = Segment {
            valid_until: Some(day("2026-12-06")),
            ..in_column("x", 60_000)
        };
        check(
            &a_pick(),
            &[withdrawn("a"), withdrawn("b")],
            &[],
            "bi_thu_hoi",
        );
        check(
            &a_pick(),
            std::slice::from_ref(&expired),
            &[],
            "het_hieu_luc",
        );
        check(
            &a_pick(),
            &[withdrawn("a"), expired],
            &[],
            "khong_co_tin_bai",
        );
        check(&a_pick(), &[], &[], "khong_co_tin_bai");
    }
}
