//! Questions to the ledger about what vouches for it: its keys, its newest checkpoint, the seal of an entry, and the
//! newest entry of the station's own doings. What the answers mean is for those who ask.

use super::error::StoreError;
use super::reader::{Entry, Reader};
use crate::ids::Digest;
use crate::ledger::Head;
use crate::ledger::keys::KeyRing;
use crate::ledger::verify::{BadEntry, Wrong};

impl Reader {
    /// Returns the keys of the ledger. Their signatures are checked, the entries around them are not.
    pub async fn keys(&self) -> Result<KeyRing, StoreError> {
        let about_keys = "SELECT seq, bytes, seal FROM entries \
                          WHERE kind IN ('key_made', 'key_rotated') ORDER BY seq";
        let mut keys = KeyRing::new(&self.origin);
        for entry in self.all(about_keys).await? {
            let seq = entry.head.seq;
            keys.take(seq, &entry.fact, |_| true).map_err(|fault| {
                let wrong = Wrong::Key(fault);
                self.damaged(BadEntry { seq, wrong })
            })?;
        }
        Ok(keys)
    }

    /// Returns the entry of the newest checkpoint.
    pub async fn newest_checkpoint(&self) -> Result<Option<Entry>, StoreError> {
        let newest = "SELECT seq, bytes, seal FROM entries WHERE kind = 'checkpoint_made' \
                      ORDER BY seq DESC LIMIT 1";
        self.one(newest).await
    }

    /// Returns the newest entry that the daemon alone can have written: its stamp is the last instant of which the
    /// record can speak. Keys, checkpoints and the words of people may be recorded while the daemon is down.
    pub async fn newest_of_daemon(&self) -> Result<Option<Entry>, StoreError> {
        let newest = "SELECT seq, bytes, seal FROM entries \
                      WHERE kind NOT IN ('key_made', 'key_rotated', 'checkpoint_made', 'confirmed', \
                      'corrected', 'restored') \
                      ORDER BY seq DESC LIMIT 1";
        self.one(newest).await
    }

    /// Returns when the ledger was put back from a backup last.
    pub async fn restored(&self) -> Result<Option<Entry>, StoreError> {
        let newest = "SELECT seq, bytes, seal FROM entries WHERE kind = 'restored' \
                      ORDER BY seq DESC LIMIT 1";
        self.one(newest).await
    }

    /// Returns an entry by its number; `None` where there is no such entry.
    pub async fn entry_of(&self, seq: u64) -> Result<Option<Entry>, StoreError> {
        let row = sqlx::query("SELECT seq, bytes, seal FROM entries WHERE seq = ?")
            .bind(seq.cast_signed())
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())?;
        row.map(|row| self.entry(&row)).transpose()
    }

    /// Returns the seal of an entry as the file has it; `None` where there is no such entry.
    pub async fn seal_of(&self, seq: u64) -> Result<Option<Digest>, StoreError> {
        if seq == 0 {
            return Ok(Some(Head::genesis(&self.origin).seal));
        }
        let seal: Option<Vec<u8>> = sqlx::query_scalar("SELECT seal FROM entries WHERE seq = ?")
            .bind(seq.cast_signed())
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())?;
        let seal = seal.map(|seal| seal.try_into().map(Digest));
        seal.transpose().map_err(|_| {
            let wrong = Wrong::Seal;
            self.damaged(BadEntry { seq, wrong })
        })
    }
}
