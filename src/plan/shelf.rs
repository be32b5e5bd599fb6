//! The library as the rotation sees it: the segments of each column side by side, with the days on which each may air
//! and its length. Which of them a pick takes is `rotation`'s.

use std::collections::{BTreeMap, HashMap};

use super::frames_to_ms;
use crate::ids::{ColumnId, SegmentId};
use crate::library::{Library, Segment};
use crate::time::CivilDay;

/// The segments of each column, made once for an edition of the library: a pick looks at every segment of its column,
/// and a station may have thousands.
pub(super) struct Shelves<'a> {
    columns: BTreeMap<&'a ColumnId, Vec<Slot<'a>>>,
    numbers: HashMap<&'a SegmentId, usize>,
}

/// A segment's place on its shelf.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// Its number, by which it is remembered; two sounds of one segment share it.
    pub number: usize,
    /// Its length in milliseconds.
    pub length_ms: i64,
    /// The day on which it reached the station.
    pub received: Option<CivilDay>,
    airs: Option<(CivilDay, CivilDay)>,
}

impl<'a> Shelves<'a> {
    /// Sorts the library's segments by column and, in a column, by id.
    pub(super) fn of(library: &'a Library) -> Self {
        let in_columns = |segment: &&Segment| segment.column.is_some();
        let mut segments: Vec<&Segment> = library.segments.values().filter(in_columns).collect();
        segments.sort_by_key(|segment| &segment.id);
        let mut shelves = Self {
            columns: BTreeMap::new(),
            numbers: HashMap::with_capacity(segments.len()),
        };
        for segment in segments {
            let next = shelves.numbers.len();
            let number = *shelves.numbers.entry(&segment.id).or_insert(next);
            if let Some(column) = &segment.column {
                let shelf = shelves.columns.entry(column).or_default();
                shelf.push(Slot::of(segment, number));
            }
        }
        shelves
    }

    /// Returns the segments of a column by id; none where nothing belongs to it.
    pub(super) fn of_column(&self, column: &ColumnId) -> &[Slot<'a>] {
        self.columns.get(column).map_or(&[], Vec::as_slice)
    }

    /// Returns the number of a segment; `None` for one that no pick can take.
    pub(super) fn number(&self, segment: &SegmentId) -> Option<usize> {
        self.numbers.get(segment).copied()
    }

    /// Returns how many segments are numbered.
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }

    /// Returns every numbered segment with its number, in no order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&SegmentId, usize)> {
        self.numbers
            .iter()
            .map(|(&segment, &number)| (segment, number))
    }
}

impl<'a> Slot<'a> {
    fn of(segment: &'a Segment, number: usize) -> Self {
        let facts = segment.facts();
        Self {
            segment,
            number,
            length_ms: facts.map_or(0, |facts| frames_to_ms(facts.frames)),
            received: segment.received,
            airs: segment.airs(),
        }
    }

    /// Says whether it may air on `day`.
    pub fn airs_on(&self, day: CivilDay) -> bool {
        self.airs
            .is_some_and(|(first, last)| first <= day && day <= last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::Digest;
    use crate::library::{Found, Withdrawal};
    use crate::plan::builders::{a_segment, in_column, library};

    #[test]
    fn a_column_stands_by_id_and_what_is_in_none_has_no_number() {
        // By audio `a!.flac` comes before `a.flac`; by id it is the other way round.
        let library = library([in_column("a!", 2), in_column("a", 1), a_segment("hieu", 3)]);
        let shelves = Shelves::of(&library);
        let shelf = shelves.of_column(&ColumnId::from("cchc"));
        let seen: Vec<_> = shelf
            .iter()
            .map(|slot| (slot.segment.id.as_str(), slot.number, slot.length_ms))
            .collect();
        assert_eq!(seen, [("a", 0, 1), ("a!", 1, 2)]);
        assert_eq!(shelves.number(&SegmentId::from("a!")), Some(1));
        assert_eq!(shelves.number(&SegmentId::from("hieu")), None);
        assert_eq!(shelves.count(), 2);
        assert!(shelves.of_column(&ColumnId::from("khac")).is_empty());
    }

    #[test]
    fn two_sounds_of_one_segment_are_remembered_as_one() {
        let mut other = in_column("a", 5);
        other.audio = "a.wav".into();
        let library = library([in_column("a", 5), other, in_column("b", 5)]);
        let shelves = Shelves::of(&library);
        let shelf = shelves.of_column(&ColumnId::from("cchc"));
        let numbers: Vec<usize> = shelf.iter().map(|slot| slot.number).collect();
        assert_eq!(numbers, [0, 0, 1]);
    }

    fn some_day() -> impl Strategy<Value = CivilDay> {
        (20_000i64..20_012).prop_map(CivilDay::from_days)
    }

    proptest! {
        #[test]
        fn a_segment_airs_on_the_days_on_which_nothing_refuses_it(
            ends in (proptest::option::of(some_day()), proptest::option::of(some_day())),
            withdrawn in proptest::option::of(some_day()),
            flaw in 0..12,
        ) {
            let mut segment = in_column("a", 1_000);
            (segment.valid_from, segment.valid_until) = ends;
            segment.withdrawn = withdrawn.map(|on| Withdrawal { on, why: None });
            match flaw {
                0 => segment.found = Found::Missing,
                1 => segment.approval = None,
                2 => segment.approval.as_mut().unwrap().sha256 = Digest([0; 32]),
                _ => {}
            }
            let slot = Slot::of(&segment, 0);
            for day in (19_990..20_030).map(CivilDay::from_days) {
                prop_assert_eq!(slot.airs_on(day), segment.refusal(day).is_none(), "{}", day);
            }
        }
    }
}
