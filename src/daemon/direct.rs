//! Signing, and recording what people say, while no daemon runs: the ledger is opened for writing for a moment, with the same key and the same entries
//! as the daemon's. Asking a running one is `control`'s.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::boot::boot_id;
use super::clock::RealClock;
use super::kernel_clock;
use super::ledger_path;
use super::lock::{FolderLock, LockError};
use super::signer::{Signer, SignerError};
use super::trust::{self, Known};
use crate::airing::{ByHand, CheckpointWhy, ClockSource, Fact};
use crate::config::station::Station;
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::note::PublicKey;
use crate::ledger::{Head, Origin, Stamp};
use crate::store::{Appended, OpenMode, Store, StoreError, WriterOptions};
use crate::time::Clock as _;

/// Why nothing could be signed or recorded.
#[derive(Debug, thiserror::Error)]
pub enum DirectError {
    /// A daemon came up meanwhile, or the folder can't be locked.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The ledger can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key can't be used.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The ledger can't be written.
    #[error("write the ledger: {why}")]
    NotWritten {
        /// What the disk said.
        why: String,
    },
}

/// A ledger that is open for what is signed or said, and closed for others meanwhile.
pub struct Direct {
    _lock: FolderLock,
    data: PathBuf,
    store: Store,
    known: Known,
}

impl Direct {
    /// Opens the ledger in a data folder, which must be there.
    pub async fn open(data: &Path, station: &Station) -> Result<Self, DirectError> {
        let origin = Origin::new(&station.id, false);
        let origin = origin.expect("a station's id should be a plain slug");
        Self::open_as(data, &origin, station.trusted_clocks.clone()).await
    }

    /// Opens the ledger in a data folder, which must be there and of this origin. `accepted` are the clocks that the
    /// station trusts.
    pub async fn open_as(
        data: &Path,
        origin: &Origin,
        accepted: BTreeSet<ClockSource>,
    ) -> Result<Self, DirectError> {
        let path = ledger_path(data);
        if !path.exists() {
            return Err(StoreError::NotFound { path }.into());
        }
        let lock = FolderLock::take(data)?;
        let mode = OpenMode::Write(WriterOptions::default());
        let store = Store::open(&path, origin, mode).await?;
        let newest = store.reader().newest().await?;
        Ok(Self {
            _lock: lock,
            data: data.to_owned(),
            store,
            known: Known {
                accepted,
                confirmed: false,
                newest_entry: newest.map(|entry| entry.stamp.at),
                rehearsal: false,
            },
        })
    }

    /// Signs the newest entry and records that.
    pub async fn checkpoint(&self, why: CheckpointWhy) -> Result<Checkpoint, DirectError> {
        let signer = self.signer().await?;
        let head = self.store.reader().head().await?;
        let (checkpoint, fact) = signer.sign(head, why);
        self.record(fact).await?;
        Ok(checkpoint)
    }

    /// Makes a new key, for which the old one vouches, and records that.
    pub async fn new_key(&self, by: String) -> Result<PublicKey, DirectError> {
        let mut signer = self.signer().await?;
        let fact = signer.rotate(by)?;
        self.record(fact).await?;
        signer.has_rotated()?;
        Ok(signer.key().clone())
    }

    /// Records what a person says; returns the number of the entry.
    pub async fn say(&self, word: ByHand) -> Result<u64, DirectError> {
        let head = self.record(Fact::ByHand(word)).await?;
        Ok(head.seq)
    }

    /// Gives the ledger back.
    pub async fn close(self) {
        if let Some(writer) = self.store.writer() {
            writer.clone().close().await;
        }
    }

    /// Sees to the key, and returns the way to sign.
    async fn signer(&self) -> Result<Signer, DirectError> {
        let (origin, reader) = (self.store.origin(), self.store.reader());
        let (signer, fact) = Signer::settle(&self.data, origin, reader).await?;
        if let Some(fact) = fact {
            self.record(fact).await?;
        }
        Ok(signer)
    }

    async fn record(&self, fact: Fact) -> Result<Head, DirectError> {
        let now = RealClock.now();
        let stamp = Stamp {
            at: now.wall,
            mono: now.mono,
            boot: boot_id(),
            clock: trust::assess(kernel_clock::read(), &self.known, now.wall),
        };
        let writer = self.store.writer();
        let writer = writer.expect("a store opened for writing should have a writer");
        match writer.append(stamp, fact).await {
            Appended::Durable(head) => Ok(head),
            Appended::Held | Appended::Lost => Err(DirectError::NotWritten {
                why: writer.state().last_error.unwrap_or_default(),
            }),
        }
    }
}
