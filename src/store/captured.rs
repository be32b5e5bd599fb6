//! Questions to the ledger about what a capture heard: verdicts, and the files that were kept and removed. What the
//! answers mean is for those who ask.

use super::error::StoreError;
use super::reader::{Entry, Reader};

impl Reader {
    /// Returns the newest verdicts on airings, at most two hundred, the newest first.
    pub async fn newest_verdicts(&self) -> Result<Vec<Entry>, StoreError> {
        let newest = "SELECT seq, bytes, seal FROM entries WHERE kind = 'aircheck' \
                      ORDER BY seq DESC LIMIT 200";
        self.all(newest).await
    }

    /// Returns the entries about opened inputs, kept files and removed ones, in order.
    pub async fn captures(&self) -> Result<Vec<Entry>, StoreError> {
        let captures = "SELECT seq, bytes, seal FROM entries \
                        WHERE kind IN ('capture_opened', 'capture_kept', 'capture_removed') \
                        ORDER BY seq";
        self.all(captures).await
    }

    /// Returns the entry of the file that was kept last.
    pub async fn newest_kept(&self) -> Result<Option<Entry>, StoreError> {
        // The index is used for its own condition, word for word.
        let newest = "SELECT seq, bytes, seal FROM entries \
                      WHERE kind IN ('capture_opened', 'capture_kept', 'capture_removed') \
                      AND kind = 'capture_kept' ORDER BY seq DESC LIMIT 1";
        self.one(newest).await
    }
}
