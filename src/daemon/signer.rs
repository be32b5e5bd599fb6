//! The key that signs for the ledger, brought into line with what the ledger says of it: made, found again, replaced.
//! Recording the facts is the caller's.

use std::path::Path;

use crate::airing::{CheckpointWhy, Fact};
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::note::{PrivateKey, PublicKey};
use crate::ledger::{Head, Origin, keys};
use crate::store::{KeyError, KeyFolder, Reader, StoreError};

/// The way to sign for a ledger.
#[derive(Debug)]
pub struct Signer {
    folder: KeyFolder,
    key: PrivateKey,
}

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// The station's id is no name for a key.
    #[error("the station's id is no name for a key")]
    NoName,
    /// The key can't be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The ledger can't be asked which key signs.
    #[error(transparent)]
    Ledger(#[from] StoreError),
}

impl Signer {
    /// Brings the key in a data folder, which the caller must have locked, and the ledger together. The fact, where there is one, is to be recorded before
    /// anything is signed: a first key, or one that had to take the place of a lost one.
    pub async fn settle(
        data: &Path,
        origin: &Origin,
        reader: &Reader,
    ) -> Result<(Self, Option<Fact>), SignerError> {
        let name = origin.key_name().ok_or(SignerError::NoName)?;
        let folder = KeyFolder::new(data, name);
        folder.sweep()?;
        let ring = reader.keys().await?;
        let next = folder.next()?;
        if let (Some(current), Some(next)) = (ring.current(), next)
            && next.public() == current
        {
            // It was recorded, and then the power failed.
            folder.take_next()?;
        }
        folder.forget_next()?;
        let key = folder.current_or_new()?;
        let fact = match ring.current() {
            None => Some(keys::made(key.public())),
            Some(current) if current == key.public() => None,
            Some(current) => Some(keys::replaced(current, key.public())),
        };
        Ok((Self { folder, key }, fact))
    }

    /// Returns the key that checks what this signs.
    pub fn key(&self) -> &PublicKey {
        self.key.public()
    }

    /// Signs a head, and returns the fact that it was.
    pub fn sign(&self, head: Head, why: CheckpointWhy) -> (Checkpoint, Fact) {
        let checkpoint = Checkpoint::sign(head, &self.key);
        let fact = checkpoint.fact(why);
        (checkpoint, fact)
    }

    /// Makes a new key for which the old one vouches, and signs with it from now on. The fact is to be recorded before
    /// anything is signed, then [`Signer::has_rotated`] is to be called.
    pub fn rotate(&mut self, by: String) -> Result<Fact, SignerError> {
        let next = self.folder.make_next()?;
        let fact = keys::rotated(&self.key, next.public(), Some(by));
        self.key = next;
        Ok(fact)
    }

    /// Takes the old key off the disk, once the ledger on the disk names the new one. Until then both stay, and the
    /// next [`Signer::settle`] decides by the ledger.
    pub fn has_rotated(&self) -> Result<(), SignerError> {
        Ok(self.folder.take_next()?)
    }
}
