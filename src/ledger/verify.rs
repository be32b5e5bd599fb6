//! The check of a ledger from its first entry on, in constant memory. Fetching the rows is the caller's; what the
//! entries mean is not judged here.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::columns::Columns;
use super::decode::{DecodeError, decode};
use super::keys::{KeyFault, KeyRing};
use super::{Head, Origin, Stamp};
use crate::airing::{ByHand, Fact, Signing};
use crate::ids::{CueId, Digest};
use crate::time::MonoMs;

/// Among how many of the newest closings a second one for the same cue is found: about six years of a station, and
/// a bound on memory.
pub const CLOSINGS_KEPT: usize = 65_536;

/// How many entries back a checkpoint may be signed: it is made of the newest entry on the disk, and recorded right
/// after it. A bound on memory.
pub const HEADS_KEPT: usize = 1_024;

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
    /// It names another entry than the one before it as the last of the backup.
    #[error("the backup that it names ends otherwise")]
    OtherBackup,
    /// What it says of a key or a checkpoint does not hold.
    #[error("its key or checkpoint: {0}")]
    Key(#[from] KeyFault),
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
    expected: BTreeMap<u64, Vec<Digest>>,
    unmet: Vec<BadEntry>,
    keys: KeyRing,
    checkpoints: u64,
    recent: VecDeque<Digest>,
    last: Option<(Arc<str>, MonoMs)>,
    closed: BTreeSet<CueId>,
    closed_order: VecDeque<CueId>,
}

/// What a check came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// The newest entry up to which everything holds.
    pub head: Head,
    /// The first entry that does not, where there is one.
    pub broken: Option<BadEntry>,
    /// The expected heads that this ledger does not hold, the lowest first. Those behind a broken entry can't be
    /// judged and are not here.
    pub unmet: Vec<BadEntry>,
    /// The keys.
    pub keys: KeyRing,
    /// How many checkpoints are entries, all of them rightly signed.
    pub checkpoints: u64,
}

impl Verified {
    /// Returns the head of a ledger that is whole and holds every expected head; else the lowest finding.
    pub fn whole(self) -> Result<Head, BadEntry> {
        match self.unmet.into_iter().next().or(self.broken) {
            Some(bad) => Err(bad),
            None => Ok(self.head),
        }
    }
}

impl Verifier {
    /// Starts before the first entry. `expected` are heads that were written down elsewhere, such as on a report.
    pub fn new(origin: &Origin, expected: impl IntoIterator<Item = Head>) -> Self {
        let genesis = Head::genesis(origin);
        let mut verifier = Self {
            genesis,
            head: genesis,
            expected: BTreeMap::new(),
            unmet: Vec::new(),
            keys: KeyRing::new(origin),
            checkpoints: 0,
            recent: VecDeque::new(),
            last: None,
            closed: BTreeSet::new(),
            closed_order: VecDeque::new(),
        };
        for head in expected {
            verifier
                .expected
                .entry(head.seq)
                .or_default()
                .push(head.seal);
        }
        verifier.check_expected(genesis);
        verifier
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
        self.take_restored(&fact).map_err(bad)?;
        let signing = self.take_signing(seq, &fact);
        signing.map_err(|fault| bad(fault.into()))?;
        self.check_expected(head);
        self.head = head;
        self.recent.push_back(head.seal);
        if self.recent.len() > HEADS_KEPT {
            self.recent.pop_front();
        }
        Ok((stamp, fact))
    }

    /// Returns what the check came to; `broken` is what [`Verifier::take`] refused, or the caller found in its place.
    pub fn finish(mut self, broken: Option<BadEntry>) -> Verified {
        let after = self.head.seq + 1;
        if broken.is_none() && self.expected.range(after..).next().is_some() {
            self.unmet.push(BadEntry {
                seq: after,
                wrong: Wrong::CutOff,
            });
        }
        Verified {
            head: self.head,
            broken,
            unmet: self.unmet,
            keys: self.keys,
            checkpoints: self.checkpoints,
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

    /// A ledger that was put back goes on right where its backup ends.
    fn take_restored(&self, fact: &Fact) -> Result<(), Wrong> {
        if let Fact::ByHand(ByHand::Restored { size, seal, .. }) = fact
            && (*size, *seal) != (self.head.seq, self.head.seal)
        {
            return Err(Wrong::OtherBackup);
        }
        Ok(())
    }

    fn take_signing(&mut self, seq: u64, fact: &Fact) -> Result<(), KeyFault> {
        let (genesis, recent) = (self.genesis, &self.recent);
        let is_head = |head: Head| {
            let back = usize::try_from(seq.saturating_sub(head.seq)).unwrap_or(usize::MAX);
            let place = recent.len().checked_sub(back);
            head == genesis || place.and_then(|at| recent.get(at)) == Some(&head.seal)
        };
        self.keys.take(seq, fact, is_head)?;
        self.checkpoints += u64::from(matches!(
            fact,
            Fact::Signing(Signing::CheckpointMade { .. })
        ));
        Ok(())
    }

    fn check_expected(&mut self, head: Head) {
        let seals = self.expected.get(&head.seq).into_iter().flatten();
        let others = seals.filter(|seal| **seal != head.seal);
        self.unmet.extend(others.map(|seal| BadEntry {
            seq: head.seq,
            wrong: Wrong::NotAsExpected(*seal),
        }));
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
