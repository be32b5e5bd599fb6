//! What goes between those who record and the task that writes: options and items in, what became of them and the
//! state out. Nothing happens here.

use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::airing::Fact;
use crate::ids::Digest;
use crate::ledger::{Head, Stamp};
use crate::time::CivilDay;

/// How patient the writer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WriterOptions {
    /// How long [`super::LedgerWriter::append`] waits for the disk before it goes on without.
    pub wait: Duration,
    /// How many facts and plans are held in memory while the disk can't be written; what comes after is lost.
    pub held_max: usize,
    /// How long SQLite waits for somebody else's lock before an attempt counts as failed. Below `wait`, so that a
    /// caller learns why it was held.
    pub lock_wait: Duration,
    /// The pause before the first new attempt; it doubles with each.
    pub retry_min: Duration,
    /// The longest pause.
    pub retry_max: Duration,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            wait: Duration::from_millis(500),
            held_max: 20_000,
            lock_wait: Duration::from_millis(200),
            retry_min: Duration::from_millis(250),
            retry_max: Duration::from_secs(5),
        }
    }
}

/// What became of a fact that was to be recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appended {
    /// It is on the disk, in the entry with this head.
    Durable(Head),
    /// It is in memory, and will be on the disk once that can be written.
    Held,
    /// It is lost, and counted as lost in the next `RecordGap`: more than `held_max` are waiting, or the writer was
    /// closed.
    Lost,
}

/// How the record is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerState {
    /// The newest entry on the disk.
    pub head: Head,
    /// How many facts and plans wait to be written.
    pub held: usize,
    /// How many were lost since the writer was opened.
    pub lost: u32,
    /// Whether the last attempt to write succeeded.
    pub writable: bool,
    /// What the last failed attempt said; `None` while writing works.
    pub last_error: Option<String>,
}

/// What the writer is told.
#[derive(Debug)]
pub(super) enum Message {
    Item(Item, oneshot::Sender<Head>, OwnedSemaphorePermit),
    Flush(oneshot::Sender<()>),
    Close(oneshot::Sender<()>),
}

/// What is to be written.
#[derive(Debug)]
pub(super) enum Item {
    Entry(Box<Entry>),
    Plan {
        digest: Digest,
        day: CivilDay,
        bytes: Vec<u8>,
    },
}

/// A fact that has no number yet.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) stamp: Stamp,
    pub(super) fact: Fact,
}
