//! The verification of a ledger's file: every row through the verifier, and the plan of each that puts one on air. What
//! holds and what not is the ledger's to say.

use std::collections::BTreeMap;

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::error::StoreError;
use super::reader::Reader;
use crate::airing::Fact;
use crate::ids::{AudioPath, Digest};
use crate::ledger::Head;
use crate::ledger::verify::{BadEntry, Row, RowColumns, Verified, Verifier, Wrong};

/// How many rows are in memory at a time.
const BATCH: i64 = 1_000;

/// What a verification came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// What was found of the entries.
    pub verified: Verified,
    /// Every sound that entries order to be aired, with the number of the last one that does. As many as the station
    /// ever had.
    pub audio: BTreeMap<(AudioPath, Digest), u64>,
}

impl Reader {
    /// Checks every entry, and the plan of each that puts one on air, from the first on. `expected` are heads that
    /// were written down elsewhere.
    pub async fn verify(
        &self,
        expected: impl IntoIterator<Item = Head>,
    ) -> Result<Checked, StoreError> {
        let mut verifier = Verifier::new(&self.origin, expected);
        let mut audio = BTreeMap::new();
        let broken = self.take_all(&mut verifier, &mut audio).await?;
        let verified = verifier.finish(broken);
        Ok(Checked { verified, audio })
    }

    /// Returns the first bad entry.
    async fn take_all(
        &self,
        verifier: &mut Verifier,
        audio: &mut BTreeMap<(AudioPath, Digest), u64>,
    ) -> Result<Option<BadEntry>, StoreError> {
        let mut after = i64::MIN;
        loop {
            let rows = sqlx::query(
                "SELECT seq, bytes, seal, at_ms, kind, cue, day, segment, outcome FROM entries \
                 WHERE seq > ? ORDER BY seq LIMIT ?",
            )
            .bind(after)
            .bind(BATCH)
            .fetch_all(&self.pool)
            .await
            .map_err(self.failed())?;
            let Some(last) = rows.last() else {
                return Ok(None);
            };
            after = last.try_get("seq").map_err(self.failed())?;
            for row in &rows {
                let row = raw(row).map_err(self.failed())?;
                let fact = match verifier.take(&row) {
                    Ok((_, fact)) => fact,
                    Err(bad) => return Ok(Some(bad)),
                };
                let seq = row.seq.cast_unsigned();
                if let Fact::Ordered(order) = fact {
                    audio.insert((order.audio, order.sha256), seq);
                } else if let Fact::PlanAdopted { digest, .. } = fact
                    && !self.has_plan(digest).await?
                {
                    let wrong = Wrong::Plan(digest);
                    return Ok(Some(BadEntry { seq, wrong }));
                }
            }
        }
    }

    /// Says whether the plan is kept as it was.
    async fn has_plan(&self, digest: Digest) -> Result<bool, StoreError> {
        match self.plan(digest).await {
            Ok(bytes) => Ok(bytes.is_some()),
            Err(StoreError::DamagedPlan { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn raw(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    Ok(Row {
        seq: row.try_get("seq")?,
        bytes: row.try_get("bytes")?,
        seal: row.try_get("seal")?,
        columns: RowColumns {
            at_ms: row.try_get("at_ms")?,
            kind: row.try_get("kind")?,
            cue: row.try_get("cue")?,
            day: row.try_get("day")?,
            segment: row.try_get("segment")?,
            outcome: row.try_get("outcome")?,
        },
    })
}
