//! The check of a ledger from its first entry on, in constant memory. Fetching the rows is the caller's; what the
//! entries mean is not judged here.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::columns::Columns;
use super::decode::{DecodeError, decode};
use super::{Head, Origin, Stamp};
use crate::airing::Fact;
use crate::ids::{CueId, Digest};
use crate::time::MonoMs;

/// Among how many of the newest closings a second one for the same cue is found: about six years of a station, and
/// a bound on memory.
pub const CLOSINGS_KEPT: usize = 65_536;

/// One row as the store keeps it, before anything about it is believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The row's number.
    pub seq: i64,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// The seal.
    pub seal: Vec<u8>,
    /// The derived columns.
    pub columns: RowColumns,
}

/// The derived columns of a row, as found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowColumns {
    /// See [`Columns::at`].
    pub at_ms: i64,
    /// See [`Columns::kind`].
    pub kind: String,
    /// See [`Columns::cue`].
    pub cue: Option<String>,
    /// See [`Columns::day`].
    pub day: String,
    /// See [`Columns::segment`].
    pub segment: Option<String>,
    /// See [`Columns::outcome`].
    pub outcome: Option<String>,
}

impl From<&Columns> for RowColumns {
    fn from(columns: &Columns) -> Self {
        Self {
            at_ms: columns.at.0,
            kind: columns.kind.to_owned(),
            cue: columns.cue.as_ref().map(ToString::to_string),
            day: columns.day.to_string(),
            segment: columns.segment.as_ref().map(ToString::to_string),
            outcome: columns.outcome.map(str::to_owned),
        }
    }
}

/// The first bad entry.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("entry {seq}: {wrong}")]
pub struct BadEntry {
    /// Its number: that of the row, or of the entry that should be there.
    pub seq: u64,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with an entry.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Wrong {
    /// The next row has a higher number.
    #[error("missing; the next entry is {found}")]
    Gap {
        /// The number found instead.
        found: i64,
    },
    /// The next row has a number that was there already.
    #[error("twice or out of order")]
    Double,
    /// The seal does not follow from the bytes and the seal before.
    #[error("the seal does not fit the bytes and the seal before")]
    Seal,
    /// The bytes can't be read.
    #[error("the bytes can't be read: {0}")]
    Bytes(#[from] DecodeError),
    /// The bytes name another number than the row.
    #[error("the bytes say entry {0}")]
    OtherSeq(u64),
    /// A column for queries does not follow from the bytes.
    #[error("column {0} differs from the bytes")]
    Column(&'static str),
    /// A cue has two closings.
    #[error("closes {0} a second time")]
    ClosedTwice(CueId),
    /// The monotonic clock goes back within one boot.
    #[error("the monotonic clock goes back within one boot")]
    MonoBack,
    /// The plan that it puts on air is gone or was changed. Told by those who keep the plans.
    #[error("plan {0} is missing or not what its digest says")]
    Plan(Digest),
    /// The entry is not the one whose head was written down elsewhere.
    #[error("the seal is not the expected {0}")]
    NotAsExpected(Digest),
    /// The ledger ends before the head that was written down elsewhere.
    #[error("expected, but the ledger ends before it")]
    CutOff,
}

/// Checks entries one after the other.
#[derive(Debug)]
pub struct Verifier {
    genesis: Head,
    head: Head,
    expected: Option<Head>,
    last: Option<(Arc<str>, MonoMs)>,
    closed: BTreeSet<CueId>,
    closed_order: VecDeque<CueId>,
}

impl Verifier {
    /// Starts before the first entry. `expected` is a head that was written down elsewhere, such as on a report.
    pub fn new(origin: &Origin, expected: Option<Head>) -> Self {
        let genesis = Head::genesis(origin);
        Self {
            genesis,
            head: genesis,
            expected,
            last: None,
            closed: BTreeSet::new(),
            closed_order: VecDeque::new(),
        }
    }

    /// Takes the next row; after an error the rest can't be judged.
    pub fn take(&mut self, row: &Row) -> Result<(Stamp, Fact), BadEntry> {
        let seq = self.head.seq + 1;
        let bad = |wrong| BadEntry { seq, wrong };
        match u64::try_from(row.seq) {
            Ok(found) if found == seq => {}
            Ok(found) if found > seq => return Err(bad(Wrong::Gap { found: row.seq })),
            Ok(found) => {
                return Err(BadEntry {
                    seq: found,
                    wrong: Wrong::Double,
                });
            }
            Err(_) => {
                return Err(BadEntry {
                    seq: 0,
                    wrong: Wrong::Double,
                });
            }
        }
        let head = self.head.after(&row.bytes);
        if row.seal != head.seal.0 {
            return Err(bad(Wrong::Seal));
        }
        let (said, stamp, fact) = decode(&row.bytes).map_err(|error| bad(error.into()))?;
        if said != seq {
            return Err(bad(Wrong::OtherSeq(said)));
        }
        let derived = RowColumns::from(&Columns::of(&stamp, &fact));
        if let Some(column) = difference(&derived, &row.columns) {
            return Err(bad(Wrong::Column(column)));
        }
        self.take_clock(&stamp).map_err(bad)?;
        self.take_closing(&fact).map_err(bad)?;
        self.check_expected(head).map_err(bad)?;
        self.head = head;
        Ok((stamp, fact))
    }

    /// Returns the head of what was taken, when nothing that was expected is missing.
    pub fn finish(self) -> Result<Head, BadEntry> {
        let bad = |wrong| BadEntry {
            seq: self.head.seq + 1,
            wrong,
        };
        match self.expected {
            Some(expected) if expected.seq > self.head.seq => Err(bad(Wrong::CutOff)),
            Some(expected) if expected.seq == 0 && expected != self.genesis => Err(BadEntry {
                seq: 0,
                wrong: Wrong::NotAsExpected(expected.seal),
            }),
            Some(_) | None => Ok(self.head),
        }
    }

    fn take_clock(&mut self, stamp: &Stamp) -> Result<(), Wrong> {
        if let Some((boot, mono)) = &self.last
            && *boot == stamp.boot
            && stamp.mono < *mono
        {
            return Err(Wrong::MonoBack);
        }
        self.last = Some((stamp.boot.clone(), stamp.mono));
        Ok(())
    }

    fn take_closing(&mut self, fact: &Fact) -> Result<(), Wrong> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "whatever is not a closing does not close"
        )]
        let cue = match fact {
            Fact::Closed(closing) => &closing.cue,
            _ => return Ok(()),
        };
        if !self.closed.insert(cue.clone()) {
            return Err(Wrong::ClosedTwice(cue.clone()));
        }
        self.closed_order.push_back(cue.clone());
        if self.closed_order.len() > CLOSINGS_KEPT
            && let Some(oldest) = self.closed_order.pop_front()
        {
            self.closed.remove(&oldest);
        }
        Ok(())
    }

    fn check_expected(&self, head: Head) -> Result<(), Wrong> {
        match self.expected {
            Some(expected) if expected.seq == head.seq && expected.seal != head.seal => {
                Err(Wrong::NotAsExpected(expected.seal))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// Returns the first column in which the two differ.
fn difference(derived: &RowColumns, found: &RowColumns) -> Option<&'static str> {
    let same = [
        ("at_ms", derived.at_ms == found.at_ms),
        ("kind", derived.kind == found.kind),
        ("cue", derived.cue == found.cue),
        ("day", derived.day == found.day),
        ("segment", derived.segment == found.segment),
        ("outcome", derived.outcome == found.outcome),
    ];
    same.into_iter()
        .find_map(|(name, same)| (!same).then_some(name))
}

#[cfg(test)]
mod tests;
