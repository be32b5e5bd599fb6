//! The rotation: which segments of a column a pick takes, and why. When they air and what they displace is decided
//! elsewhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Choice, Heard, History, frames_to_ms};
use crate::ids::SegmentId;
use crate::library::Segment;
use crate::reason::Reason;
use crate::schedule::{Pick, PickOrder};
use crate::time::{CivilDay, UtcMs};

/// A segment that a pick took.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chosen<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// Why it and no other.
    pub choice: Choice,
}

/// Picks from `column` on `day`: at least one segment, or the reason why there is none.
///
/// What is refused on `day`, does not fit into the rest of the time budget, or was taken by this pick already is
/// passed over for the next in order. The wished spacing is given up only when the pick would otherwise be empty:
/// `at_most` is a limit and no quota, so it is never a reason to repeat something too soon. The reason for an empty
/// pick is the refusal that all segments of the column share, else `NothingToPick`.
pub fn pick<'a>(
    wish: &Pick,
    column: &[&'a Segment],
    memory: &Memory<'_>,
    day: CivilDay,
) -> Result<Vec<Chosen<'a>>, Reason> {
    let mut candidates: Vec<Candidate<'a>> = column
        .iter()
        .filter(|segment| segment.refusal(day).is_none())
        .map(|&segment| Candidate {
            segment,
            heard: memory.heard(&segment.id),
        })
        .collect();
    if wish.order == PickOrder::Repeat {
        let repeated = repeat(wish, &mut candidates);
        if !repeated.is_empty() {
            return Ok(repeated);
        }
    }
    let chosen = least_aired(wish, &mut candidates, day);
    if chosen.is_empty() {
        return Err(why_nothing(column, day));
    }
    Ok(chosen)
}

/// What was heard before the day, and what the day's plan has put before now.
#[derive(Clone, Debug)]
pub struct Memory<'a> {
    history: &'a History,
    today: BTreeMap<SegmentId, Heard>,
}

impl<'a> Memory<'a> {
    /// Returns the memory of a day on which nothing is planned yet.
    pub fn new(history: &'a History) -> Self {
        Self {
            history,
            today: BTreeMap::new(),
        }
    }

    /// Counts a segment as heard at `at`.
    pub fn note(&mut self, segment: &SegmentId, at: UtcMs) {
        match self.today.get_mut(segment) {
            Some(heard) => {
                heard.times = heard.times.saturating_add(1);
                heard.last = heard.last.max(at);
            }
            None => {
                self.today
                    .insert(segment.clone(), Heard { times: 1, last: at });
            }
        }
    }

    /// Returns how often and when a segment was heard, planned airings of today included; `None` when never.
    pub fn heard(&self, segment: &SegmentId) -> Option<Heard> {
        match (self.history.get(segment), self.today.get(segment)) {
            (Some(before), Some(today)) => Some(Heard {
                times: before.times.saturating_add(today.times),
                last: before.last.max(today.last),
            }),
            (before, today) => before.or(today).copied(),
        }
    }
}

struct Candidate<'a> {
    segment: &'a Segment,
    heard: Option<Heard>,
}

impl Candidate<'_> {
    fn times(&self) -> u32 {
        self.heard.map_or(0, |heard| heard.times)
    }
}

/// The last heard, in the order in which they were heard: a repeat of two keeps them as listeners know them.
fn repeat<'a>(wish: &Pick, candidates: &mut [Candidate<'a>]) -> Vec<Chosen<'a>> {
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate<'_>| Reverse(c.heard.map(|heard| heard.last));
        (key(a), &a.segment.id).cmp(&(key(b), &b.segment.id))
    });
    let heard = candidates
        .iter()
        .filter(|candidate| candidate.heard.is_some());
    let mut chosen = take(wish, heard.map(|c| (c.segment, Choice::Repeat)));
    chosen.reverse();
    chosen
}

fn least_aired<'a>(
    wish: &Pick,
    candidates: &mut [Candidate<'a>],
    day: CivilDay,
) -> Vec<Chosen<'a>> {
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate<'_>| {
            let newest = match c.heard {
                None if wish.new_first => Some(c.segment.received),
                _ => None,
            };
            let last = c.heard.map(|heard| heard.last);
            (Reverse(newest), c.times(), last)
        };
        (key(a), &a.segment.id).cmp(&(key(b), &b.segment.id))
    });
    // Heard less than `spacing_days` civil days before is heard since this instant. Without a wish nothing is too
    // soon, not even what the same rundown airs after midnight.
    let since = match wish.spacing_days {
        0 => UtcMs(i64::MAX),
        days => day.plus(1 - i64::from(days)).start(),
    };
    let rested = candidates
        .iter()
        .filter(|c| c.heard.is_none_or(|heard| heard.last < since));
    let chosen = take(
        wish,
        rested.map(|c| {
            let choice = match c.heard {
                None if wish.new_first => Choice::New,
                _ => Choice::LeastAired { times: c.times() },
            };
            (c.segment, choice)
        }),
    );
    if !chosen.is_empty() {
        return chosen;
    }
    // Nothing that has rested is left or fits, so every one that fits was heard too soon.
    let given_up = candidates
        .iter()
        .map(|c| (c.segment, Choice::SpacingGivenUp { times: c.times() }));
    take(wish, given_up)
}

/// Takes what fits, in order, up to the pick's limits.
fn take<'a>(wish: &Pick, ordered: impl Iterator<Item = (&'a Segment, Choice)>) -> Vec<Chosen<'a>> {
    let at_most = usize::try_from(wish.at_most).unwrap_or(usize::MAX);
    let mut left_ms = wish.up_to_ms.unwrap_or(i64::MAX);
    let mut chosen = Vec::new();
    for (segment, choice) in ordered {
        if chosen.len() == at_most {
            break;
        }
        let length_ms = segment
            .facts()
            .map_or(0, |facts| frames_to_ms(facts.frames));
        if length_ms <= left_ms {
            left_ms -= length_ms;
            chosen.push(Chosen { segment, choice });
        }
    }
    chosen
}

fn why_nothing(column: &[&Segment], day: CivilDay) -> Reason {
    let mut refusals = column.iter().map(|segment| segment.refusal(day));
    match refusals.next() {
        Some(Some(first)) if refusals.all(|other| other == Some(first)) => first,
        _ => Reason::NothingToPick,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Found, Withdrawal};
    use crate::plan::builders::{a_pick, day, in_column, instant};

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
        let history = history(heard);
        let column: Vec<&Segment> = column.iter().collect();
        let chosen = pick(wish, &column, &Memory::new(&history), day(DAY));
        let written = match chosen {
            Ok(chosen) => chosen
                .iter()
                .map(|one| format!("{} {}", one.segment.id, write_choice(one.choice)))
                .collect::<Vec<_>>()
                .join(", "),
            Err(reason) => reason.slug().to_owned(),
        };
        assert_eq!(written, expected);
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
        let segment = in_column("a", 60_000);
        let check = |last: &str, too_soon: bool| {
            let last = instant(last);
            let history = History::from([("a".into(), Heard { times: 1, last })]);
            let chosen = pick(&spaced, &[&segment], &Memory::new(&history), day(DAY)).unwrap();
            let given_up = Choice::SpacingGivenUp { times: 1 };
            assert_eq!(chosen[0].choice == given_up, too_soon, "{last}");
        };
        check("2026-12-04T23:59:59.999", false);
        check("2026-12-05T00:00", true);
        check("2026-12-05T05:00", true);
    }

    #[test]
    fn without_spacing_nothing_is_too_soon_even_past_midnight() {
        let segment = in_column("a", 60_000);
        let history = History::new();
        let mut memory = Memory::new(&history);
        memory.note(&segment.id, instant("2026-12-08T00:00:01"));
        let chosen = pick(&a_pick(), &[&segment], &memory, day(DAY)).unwrap();
        assert_eq!(chosen[0].choice, Choice::LeastAired { times: 1 });
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

    #[test]
    fn what_is_planned_today_counts_as_heard() {
        let history = history(&[("a", 2, "2026-12-01")]);
        let mut memory = Memory::new(&history);
        let noon = instant("2026-12-07T12:00");
        memory.note(&"a".into(), noon);
        memory.note(&"a".into(), noon + 1);
        memory.note(&"b".into(), noon);
        let heard = |id: &str| {
            memory
                .heard(&id.into())
                .map(|heard| (heard.times, heard.last))
        };
        assert_eq!(heard("a"), Some((4, noon + 1)));
        assert_eq!(heard("b"), Some((1, noon)));
        assert_eq!(heard("c"), None);
    }
}
