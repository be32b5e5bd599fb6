//! The way into the ledger for those who record: a queue that never blocks them for longer than they allow. The
//! database is written by `writing`, on a task of its own.

use std::sync::Arc;

use tokio::sync::{Semaphore, mpsc, oneshot, watch};

use super::queue::{Appended, Entry, Item, LedgerState, Message, WriterOptions};
use crate::airing::Fact;
use crate::ids::Digest;
use crate::ledger::{Head, Stamp, digest_of};
use crate::time::CivilDay;

/// The one writer of a ledger; clones write to the same queue. Entries come in the order of the calls.
#[derive(Clone, Debug)]
pub struct LedgerWriter {
    options: WriterOptions,
    inbox: mpsc::Sender<Message>,
    room: Arc<Semaphore>,
    state: watch::Sender<LedgerState>,
}

impl LedgerWriter {
    pub(super) fn new(
        options: WriterOptions,
        inbox: mpsc::Sender<Message>,
        state: watch::Sender<LedgerState>,
    ) -> Self {
        Self {
            options,
            inbox,
            room: Arc::new(Semaphore::new(options.held_max)),
            state,
        }
    }

    /// Records a fact, and waits until it is on the disk: at most `wait`, and not at all while the disk is known to
    /// be stuck. Never fails: sound comes first, and what could not be written in time is told as a gap.
    ///
    /// Within one boot, a call's stamp must not be earlier on the monotonic clock than that of the call before: a
    /// verification takes that for a forgery.
    pub async fn append(&self, stamp: Stamp, fact: Fact) -> Appended {
        self.put(Item::Entry(Box::new(Entry { stamp, fact }))).await
    }

    /// Records facts as [`LedgerWriter::append`] does, one after the other, and waits once for all of them: what
    /// happens together goes to the disk together. Returns what became of the last one; `Held` where there is none.
    pub async fn append_all(&self, facts: impl IntoIterator<Item = (Stamp, Fact)>) -> Appended {
        let entries = facts
            .into_iter()
            .map(|(stamp, fact)| Item::Entry(Box::new(Entry { stamp, fact })));
        let mut last = None;
        for entry in entries {
            last = Some(self.enqueue(entry));
        }
        match last {
            Some(queued) => self.wait(queued).await,
            None => Appended::Held,
        }
    }

    /// Keeps the bytes of a plan, so that they are on the disk before the `PlanAdopted` that is appended next.
    /// Keeping the same plan twice does no harm.
    ///
    /// # Panics
    /// When `digest` is not the SHA-256 of `bytes`.
    pub async fn put_plan(&self, digest: Digest, day: CivilDay, bytes: Vec<u8>) -> Appended {
        assert_eq!(
            digest,
            digest_of(&bytes),
            "a plan should come with its digest"
        );
        self.put(Item::Plan { digest, day, bytes }).await
    }

    /// Waits until everything before this call is on the disk, or one attempt to write it, made at once, has
    /// failed; returns the state then.
    pub async fn flush(&self) -> LedgerState {
        self.ask(Message::Flush).await
    }

    /// Flushes, and closes the ledger for writing; returns the state then. Facts that are still held are gone.
    pub async fn close(self) -> LedgerState {
        self.ask(Message::Close).await
    }

    /// Returns how the record is doing.
    pub fn state(&self) -> LedgerState {
        self.state.borrow().clone()
    }

    /// Returns a view of the state that wakes when it changes.
    pub fn watch(&self) -> watch::Receiver<LedgerState> {
        self.state.subscribe()
    }

    async fn put(&self, item: Item) -> Appended {
        self.wait(self.enqueue(item)).await
    }

    /// Puts an item into the queue; `None` when it is lost.
    fn enqueue(&self, item: Item) -> Option<oneshot::Receiver<Head>> {
        let Ok(room) = self.room.clone().try_acquire_owned() else {
            self.lose();
            return None;
        };
        let (ack, done) = oneshot::channel();
        if self.inbox.try_send(Message::Item(item, ack, room)).is_err() {
            self.lose();
            return None;
        }
        Some(done)
    }

    /// Waits until a queued item is on the disk, or waiting makes no sense.
    async fn wait(&self, queued: Option<oneshot::Receiver<Head>>) -> Appended {
        let Some(done) = queued else {
            return Appended::Lost;
        };
        let mut state = self.state.subscribe();
        if !state.borrow().writable {
            return Appended::Held;
        }
        tokio::select! {
            biased;
            head = done => head.map_or(Appended::Held, Appended::Durable),
            _ = state.wait_for(|state| !state.writable) => Appended::Held,
            () = tokio::time::sleep(self.options.wait) => Appended::Held,
        }
    }

    fn lose(&self) {
        self.state
            .send_modify(|state| state.lost = state.lost.saturating_add(1));
    }

    async fn ask(&self, message: impl FnOnce(oneshot::Sender<()>) -> Message) -> LedgerState {
        let (ack, done) = oneshot::channel();
        // A writer that is closed already has nothing left to flush.
        if self.inbox.send(message(ack)).await.is_ok() {
            done.await.ok();
        }
        self.state()
    }
}
