//! Questions to the ledger about what a capture heard: the newest verdicts, and the newest kept file. What the
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

    /// Returns the entry of the file that was kept last.
    pub async fn newest_kept(&self) -> Result<Option<Entry>, StoreError> {
        // The list is the index's own: without it SQLite would go through all entries.
        let newest = "SELECT seq, bytes, seal FROM entries \
                      WHERE kind IN ('capture_opened', 'capture_kept', 'capture_removed') \
                      AND kind = 'capture_kept' ORDER BY seq DESC LIMIT 1";
        self.one(newest).await
    }
}
