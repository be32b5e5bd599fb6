//! The task that owns the writing connection: it batches what is queued into transactions, keeps what can't be
//! written, and tells the gap afterwards. What is recorded, and how long anybody waits for it, is decided elsewhere.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnection;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::connect::{WriteLock, connect_for_writing, lock};
use super::error::StoreError;
use super::insert::{insert, insert_plan};
use super::queue::{Entry, Item, LedgerState, Message, WriterOptions};
use super::schema::{read_head, upgrade};
use super::spare::Spare;
use super::taking::take_over;
use crate::airing::Fact;
use crate::ledger::{Head, Origin};

/// The most items in one transaction while writing works.
const BATCH_MAX: usize = 1_000;

/// After how many failed attempts in a row a new connection is opened: the file may have been mounted anew. Not
/// sooner, because the last connection to close takes the journal with it, and a full disk has no room for another.
const REOPEN_AFTER: u32 = 4;

struct Pending {
    item: Item,
    ack: oneshot::Sender<Head>,
    _room: OwnedSemaphorePermit,
}

/// A batch whose commit was not confirmed.
struct Tried {
    /// The head after each item, in order.
    heads: Vec<Head>,
    after: Head,
    /// How many lost facts its gap entry tells of.
    told_lost: u32,
}

/// What a round of the loop has to do besides writing.
#[derive(Default)]
struct Round {
    flushes: Vec<oneshot::Sender<()>>,
    close: Option<oneshot::Sender<()>>,
    last: bool,
}

/// A ledger that is open for writing.
pub(super) struct Opened {
    connection: SqliteConnection,
    head: Head,
    /// Held for as long as this is the writer.
    lock: WriteLock,
}

/// Opens a ledger for writing, and makes it where there is none.
pub(super) async fn open(
    path: &Path,
    origin: &Origin,
    options: WriterOptions,
    spare: &Spare,
) -> Result<Opened, StoreError> {
    let lock = lock(path)?;
    let (mut connection, head) = connect(path, origin, options).await?;
    let head = take_over(&mut connection, path, head, spare).await?;
    Ok(Opened {
        connection,
        head,
        lock,
    })
}

async fn connect(
    path: &Path,
    origin: &Origin,
    options: WriterOptions,
) -> Result<(SqliteConnection, Head), StoreError> {
    let mut connection = connect_for_writing(path, options.lock_wait).await?;
    upgrade(&mut connection, path, origin).await?;
    let head = read_head(&mut connection, path, origin).await?;
    Ok((connection, head))
}

/// The writing side of a ledger.
pub(super) struct Writing {
    path: PathBuf,
    origin: Origin,
    spare: Spare,
    options: WriterOptions,
    /// `None` until it could be opened for the first time.
    opened: Option<Opened>,
    /// The newest entry that is surely on the disk. Advanced after a commit, never before.
    head: Head,
    pending: VecDeque<Pending>,
    tried: Option<Tried>,
    /// The first error since writing worked last.
    why: Option<String>,
    /// How many attempts failed since.
    failures: u32,
    told_lost: u32,
    retry: Duration,
    state: watch::Sender<LedgerState>,
}

impl Writing {
    /// Makes the writing side of an open ledger, or of one that could not be opened yet, for this reason.
    pub(super) fn new(
        path: PathBuf,
        spare: Spare,
        options: WriterOptions,
        opened: Result<Opened, String>,
    ) -> Self {
        let origin = spare.origin().clone();
        let (opened, why) = match opened {
            Ok(opened) => (Some(opened), None),
            Err(why) => (None, Some(why)),
        };
        let head = opened
            .as_ref()
            .map_or_else(|| Head::genesis(&origin), |opened| opened.head);
        let (state, _) = watch::channel(LedgerState {
            head,
            held: 0,
            lost: 0,
            writable: why.is_none(),
            last_error: why.clone(),
        });
        Self {
            path,
            origin,
            spare,
            options,
            opened,
            head,
            pending: VecDeque::new(),
            tried: None,
            why,
            failures: 0,
            told_lost: 0,
            retry: options.retry_min,
            state,
        }
    }

    /// Returns where the state is told.
    pub(super) fn state(&self) -> watch::Sender<LedgerState> {
        self.state.clone()
    }

    /// Writes until the last handle is gone or the writer is closed.
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Message>) {
        loop {
            let round = self.gather(&mut inbox).await;
            self.write_all().await;
            for ack in round.flushes {
                ack.send(()).ok();
            }
            if round.last {
                inbox.close();
                if let Some(opened) = self.opened {
                    // This moves the journal into the ledger; when that fails, the next opening does it.
                    if let Err(error) = opened.connection.close().await {
                        tracing::warn!(%error, ledger = %self.path.display(), "closing the ledger");
                    }
                    drop(opened.lock);
                }
                if let Some(ack) = round.close {
                    ack.send(()).ok();
                }
                return;
            }
        }
    }

    /// Waits until there is something to try, and takes in what is queued.
    async fn gather(&mut self, inbox: &mut mpsc::Receiver<Message>) -> Round {
        let pause = tokio::time::sleep(self.retry);
        tokio::pin!(pause);
        let mut round = Round::default();
        loop {
            let message = if self.why.is_some() {
                tokio::select! {
                    message = inbox.recv() => message,
                    () = &mut pause => return round,
                }
            } else if self.pending.is_empty() {
                inbox.recv().await
            } else {
                match inbox.try_recv() {
                    Ok(message) => Some(message),
                    Err(mpsc::error::TryRecvError::Empty) => return round,
                    Err(mpsc::error::TryRecvError::Disconnected) => None,
                }
            };
            match message {
                Some(Message::Item(item, ack, room)) => {
                    self.pending.push_back(Pending {
                        item,
                        ack,
                        _room: room,
                    });
                    if self.why.is_some() {
                        self.tell(|_| {});
                        self.keep().await;
                    } else if self.pending.len() >= BATCH_MAX {
                        return round;
                    }
                }
                Some(Message::Flush(ack)) => {
                    round.flushes.push(ack);
                    return round;
                }
                Some(Message::Close(ack)) => {
                    round.close = Some(ack);
                    round.last = true;
                    return round;
                }
                None => {
                    round.last = true;
                    return round;
                }
            }
        }
    }

    /// Makes one attempt to write what is pending, and tells how it went.
    async fn write_all(&mut self) {
        match self.write().await {
            Ok(()) => {
                if self.why.take().is_some() {
                    tracing::warn!(ledger = %self.path.display(), "the record is written again");
                    self.spare.forget().await;
                }
                self.retry = self.options.retry_min;
                self.failures = 0;
                self.tell(|state| {
                    state.writable = true;
                    state.last_error = None;
                });
            }
            Err(error) => {
                let why = error.chain();
                if self.why.is_none() {
                    tracing::error!(error = %why, "the record can't be written; facts are held");
                } else {
                    self.retry = (self.retry * 2).min(self.options.retry_max);
                }
                self.failures += 1;
                if let Some(opened) = &mut self.opened {
                    // Refused where no transaction was begun, or the failure has ended it already.
                    let rollback = sqlx::query("ROLLBACK").execute(&mut opened.connection);
                    rollback.await.ok();
                }
                self.why.get_or_insert_with(|| why.clone());
                self.tell(|state| {
                    state.writable = false;
                    state.last_error = Some(why);
                });
                self.keep().await;
            }
        }
    }

    /// Keeps what waits in the second file.
    async fn keep(&mut self) {
        let waiting = self.pending.iter().map(|pending| &pending.item);
        self.spare.keep(waiting).await;
    }

    async fn write(&mut self) -> Result<(), StoreError> {
        if let Some(found) = self.reopen().await? {
            self.settle(found)?;
        }
        if self.pending.is_empty() {
            return Ok(());
        }
        let lost = self.state.borrow().lost;
        let gap = self.gap(lost);
        let told_lost = if gap.is_some() { lost } else { self.told_lost };
        let opened = self.opened.as_mut().expect("the ledger should be open");
        let connection = &mut opened.connection;
        let failed = StoreError::database("append to", &self.path);
        let begun = sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut *connection)
            .await;
        begun.map_err(failed)?;
        let mut tried = Tried {
            heads: Vec::with_capacity(self.pending.len()),
            after: self.head,
            told_lost,
        };
        let inserted = insert_all(connection, gap.as_ref(), &self.pending, &mut tried).await;
        inserted.map_err(StoreError::database("append to", &self.path))?;
        // From here on until the answer, nobody knows whether the batch is on the disk.
        let tried = self.tried.insert(tried);
        let committed = sqlx::query("COMMIT").execute(connection).await;
        committed.map_err(StoreError::database("append to", &self.path))?;
        let after = tried.after;
        self.confirm(after);
        Ok(())
    }

    /// Sees to it that the ledger is open, and returns the head on the disk where that is in doubt.
    async fn reopen(&mut self) -> Result<Option<Head>, StoreError> {
        let Some(opened) = &mut self.opened else {
            let opened = open(&self.path, &self.origin, self.options, &self.spare).await?;
            self.head = opened.head;
            self.opened = Some(opened);
            return Ok(None);
        };
        if self.failures > 0 && self.failures.is_multiple_of(REOPEN_AFTER) {
            let (connection, found) = connect(&self.path, &self.origin, self.options).await?;
            opened.connection = connection;
            return Ok(Some(found));
        }
        if self.tried.is_some() {
            let found = read_head(&mut opened.connection, &self.path, &self.origin).await?;
            return Ok(Some(found));
        }
        Ok(None)
    }

    /// Decides what became of a batch whose commit was not confirmed, so that nothing is written twice.
    fn settle(&mut self, found: Head) -> Result<(), StoreError> {
        if found == self.head {
            // A batch of plans alone ends here too; keeping a plan twice does no harm.
            self.tried = None;
            Ok(())
        } else if self
            .tried
            .as_ref()
            .is_some_and(|tried| found == tried.after)
        {
            self.confirm(found);
            Ok(())
        } else {
            Err(StoreError::Overtaken {
                path: self.path.clone(),
                found,
                written: self.head,
            })
        }
    }

    /// Takes note that the tried batch is on the disk.
    fn confirm(&mut self, head: Head) {
        let tried = self.tried.take().expect("a batch should have been tried");
        self.head = head;
        self.told_lost = tried.told_lost;
        for (pending, head) in self.pending.drain(..tried.heads.len()).zip(tried.heads) {
            // Who waits no longer was told that it is held.
            pending.ack.send(head).ok();
        }
        self.tell(|_| {});
    }

    /// Returns the entry that tells of a time without a record, to be written before the facts that were held. It
    /// carries the stamp of the first of them: the writer has no clock, and the chain's monotonic time must not go
    /// back.
    fn gap(&self, lost: u32) -> Option<Entry> {
        let lost = lost.saturating_sub(self.told_lost);
        if self.why.is_none() && lost == 0 {
            return None;
        }
        let entries = self
            .pending
            .iter()
            .filter_map(|pending| match &pending.item {
                Item::Entry(entry) => Some(entry),
                Item::Plan { .. } => None,
            });
        let held = u32::try_from(entries.clone().count()).unwrap_or(u32::MAX);
        let stamp = entries.map(|entry| entry.stamp.clone()).next()?;
        let why = self.why.as_deref().unwrap_or("the queue was full");
        let fact = Fact::RecordGap {
            since: stamp.at,
            held,
            lost,
            why: why.to_owned(),
        };
        Some(Entry { stamp, fact })
    }

    fn tell(&self, change: impl FnOnce(&mut LedgerState)) {
        self.state.send_modify(|state| {
            state.head = self.head;
            state.held = self.pending.len();
            change(state);
        });
    }
}

/// Writes the gap, where there is one, and all pending items into the open transaction.
async fn insert_all(
    connection: &mut SqliteConnection,
    gap: Option<&Entry>,
    pending: &VecDeque<Pending>,
    tried: &mut Tried,
) -> Result<(), sqlx::Error> {
    if let Some(entry) = gap {
        tried.after = insert(connection, tried.after, entry).await?;
    }
    for pending in pending {
        match &pending.item {
            Item::Entry(entry) => tried.after = insert(connection, tried.after, entry).await?,
            Item::Plan { digest, day, bytes } => {
                insert_plan(connection, *digest, *day, bytes).await?;
            }
        }
        tried.heads.push(tried.after);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
