//! Facts and plans as rows, within whatever transaction is open. When that is, and how it ends, is the caller's.

use sqlx::sqlite::SqliteConnection;

use super::queue::Entry;
use crate::ids::Digest;
use crate::ledger::Head;
use crate::ledger::columns::Columns;
use crate::ledger::encode::encode;
use crate::time::CivilDay;

/// Writes a fact as the entry after `head`; returns the head with it.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    head: Head,
    entry: &Entry,
) -> Result<Head, sqlx::Error> {
    let bytes = encode(head.seq + 1, &entry.stamp, &entry.fact);
    let columns = Columns::of(&entry.stamp, &entry.fact);
    let after = head.after(&bytes);
    sqlx::query(
        "INSERT INTO entries (seq, bytes, seal, at_ms, kind, cue, day, segment, outcome) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(after.seq.cast_signed())
    .bind(bytes)
    .bind(after.seal.0.to_vec())
    .bind(columns.at.0)
    .bind(columns.kind)
    .bind(columns.cue.map(|cue| cue.to_string()))
    .bind(columns.day.to_string())
    .bind(columns.segment.map(|segment| segment.to_string()))
    .bind(columns.outcome)
    .execute(connection)
    .await?;
    Ok(after)
}

/// Keeps a plan; one that is kept already stays as it is.
pub(super) async fn insert_plan(
    connection: &mut SqliteConnection,
    digest: Digest,
    day: CivilDay,
    bytes: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO plans (digest, day, bytes) SELECT ?1, ?2, ?3 \
         WHERE NOT EXISTS (SELECT 1 FROM plans WHERE digest = ?1)",
    )
    .bind(digest.0.to_vec())
    .bind(day.to_string())
    .bind(bytes)
    .execute(connection)
    .await?;
    Ok(())
}
