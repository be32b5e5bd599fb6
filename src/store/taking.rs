//! What an earlier process could not write any more becomes entries, once and in its order, before anything new does.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;

use super::error::StoreError;
use super::insert::{insert, insert_plan};
use super::queue::{Entry, Item};
use super::spare::{Found, Spare};
use crate::airing::Fact;
use crate::ledger::Head;
use crate::ledger::columns::Columns;
use crate::ledger::decode::decode;

/// Takes over what waits in second files; returns the head afterwards. What is an entry already is passed over: the
/// process may have died between the two.
pub(super) async fn take_over(
    connection: &mut SqliteConnection,
    path: &Path,
    head: Head,
    spare: &Spare,
) -> Result<Head, StoreError> {
    let mut head = head;
    for found in spare.read() {
        let failed = |error| StoreError::database("append to", path)(error);
        let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection);
        begun.await.map_err(failed)?;
        match take(connection, head, &found).await {
            Ok((after, entries)) => {
                let committed = sqlx::query("COMMIT").execute(&mut *connection).await;
                committed.map_err(failed)?;
                if entries > 0 {
                    tracing::warn!(entries, file = %found.path.display(), "facts that waited are on record");
                }
                head = after;
                found.settle();
            }
            Err(error) => {
                // Refused where the failure has ended the transaction already; the failure is the one to tell.
                let rollback = sqlx::query("ROLLBACK").execute(&mut *connection);
                rollback.await.ok();
                return Err(failed(error));
            }
        }
    }
    Ok(head)
}

/// Writes what is new of a file into the open transaction; returns the head, and how many facts were new.
async fn take(
    connection: &mut SqliteConnection,
    head: Head,
    found: &Found,
) -> Result<(Head, u32), sqlx::Error> {
    let mut new = Vec::new();
    for item in &found.items {
        match item {
            Item::Entry(entry) if is_there(connection, entry).await? => {}
            Item::Entry(entry) => new.push(entry),
            Item::Plan { digest, day, bytes } => {
                insert_plan(connection, *digest, *day, bytes).await?;
            }
        }
    }
    let Some(first) = new.first() else {
        return Ok((head, 0));
    };
    let held = u32::try_from(new.len()).unwrap_or(u32::MAX);
    let gap = Entry {
        stamp: first.stamp.clone(),
        fact: Fact::RecordGap {
            since: first.stamp.at,
            held,
            lost: 0,
            why: "kept in a second file".to_owned(),
        },
    };
    let mut head = insert(connection, head, &gap).await?;
    for entry in new {
        head = insert(connection, head, entry).await?;
    }
    Ok((head, held))
}

/// Says whether a fact is an entry already, or closes a cue that has been closed since.
async fn is_there(connection: &mut SqliteConnection, entry: &Entry) -> Result<bool, sqlx::Error> {
    let columns = Columns::of(&entry.stamp, &entry.fact);
    if let Fact::Closed(closing) = &entry.fact {
        let closed: Option<i64> =
            sqlx::query_scalar("SELECT seq FROM entries WHERE cue = ? AND kind = 'closed' LIMIT 1")
                .bind(closing.cue.as_str())
                .fetch_optional(&mut *connection)
                .await?;
        if closed.is_some() {
            return Ok(true);
        }
    }
    let alike: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT bytes FROM entries WHERE at_ms = ? AND +kind = ?")
            .bind(columns.at.0)
            .bind(columns.kind)
            .fetch_all(connection)
            .await?;
    Ok(alike.iter().any(|bytes| {
        decode(bytes).is_ok_and(|(_, stamp, fact)| stamp == entry.stamp && fact == entry.fact)
    }))
}
