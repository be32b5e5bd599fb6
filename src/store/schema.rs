//! The form of a ledger's file: making it, bringing an older one up to date, refusing a foreign one. What is in the
//! tables is the writer's and the reader's.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection as _};

use super::error::StoreError;
use crate::ids::Digest;
use crate::ledger::decode::decode;
use crate::ledger::verify::{BadEntry, Wrong};
use crate::ledger::{Head, Origin};

/// Marks an SQLite file as a ledger of ours (`Loa1`), so that no other file is taken for one.
const APPLICATION_ID: i64 = 0x4c6f_6131;

/// The forms, oldest first. The file's `user_version` says how many of them it has been through.
const FORMS: [&str; 4] = [
    include_str!("../../migrations/ledger/0001_first.sql"),
    include_str!("../../migrations/ledger/0002_evidence.sql"),
    include_str!("../../migrations/ledger/0003_states.sql"),
    include_str!("../../migrations/ledger/0004_aircheck.sql"),
];

/// Returns the number of the newest form.
fn newest() -> i64 {
    i64::try_from(FORMS.len()).expect("a handful of forms should fit")
}

/// Makes an empty file a ledger, or brings an older form up to date. Writes nothing where nothing is to be done, so
/// that a locked ledger can still be opened.
pub(super) async fn upgrade(
    connection: &mut SqliteConnection,
    path: &Path,
    origin: &Origin,
) -> Result<(), StoreError> {
    if form(connection, path).await? < newest() {
        let mut transaction = connection
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(StoreError::database("upgrade", path))?;
        let form = form(&mut transaction, path).await?;
        let done = usize::try_from(form).unwrap_or(0);
        upgrade_from(&mut transaction, done, origin)
            .await
            .map_err(StoreError::database("upgrade", path))?;
        let committed = transaction.commit().await;
        committed.map_err(StoreError::database("upgrade", path))?;
    }
    let found = read_origin(connection, path).await?;
    if found != *origin {
        return Err(StoreError::OtherOrigin {
            path: path.to_owned(),
            found: found.line(),
            expected: origin.line(),
        });
    }
    Ok(())
}

async fn upgrade_from(
    connection: &mut SqliteConnection,
    done: usize,
    origin: &Origin,
) -> Result<(), sqlx::Error> {
    for form in &FORMS[done..] {
        sqlx::raw_sql(*form).execute(&mut *connection).await?;
    }
    let mark = format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};",
        newest()
    );
    sqlx::raw_sql(AssertSqlSafe(mark))
        .execute(&mut *connection)
        .await?;
    if done == 0 {
        sqlx::query("INSERT INTO origin (id, line) VALUES (1, ?)")
            .bind(origin.line())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Returns the form of the file, 0 for an empty one.
async fn form(connection: &mut SqliteConnection, path: &Path) -> Result<i64, StoreError> {
    let read = "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) \
                FROM pragma_user_version, pragma_application_id";
    let (form, application, tables): (i64, i64, i64) = sqlx::query_as(read)
        .fetch_one(connection)
        .await
        .map_err(StoreError::database("read", path))?;
    let fresh = form == 0 && application == 0 && tables == 0;
    if !fresh && application != APPLICATION_ID {
        return Err(StoreError::NotALedger {
            path: path.to_owned(),
        });
    }
    if form > newest() {
        return Err(StoreError::NewerSchema {
            path: path.to_owned(),
            found: form,
            known: newest(),
        });
    }
    Ok(form)
}

/// Returns whose ledger it is, when it is one that can be read as it is.
pub(super) async fn read_origin(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<Origin, StoreError> {
    let not_a_ledger = || StoreError::NotALedger {
        path: path.to_owned(),
    };
    if form(connection, path).await? == 0 {
        return Err(not_a_ledger());
    }
    let line: Option<String> = sqlx::query_scalar("SELECT line FROM origin")
        .fetch_optional(connection)
        .await
        .map_err(StoreError::database("read", path))?;
    line.as_deref()
        .and_then(Origin::parse)
        .ok_or_else(not_a_ledger)
}

/// Returns the head, from the last two rows alone: the seal of the last is checked against its bytes and the seal
/// before it, and everything further back is left to a verification.
pub(super) async fn read_head(
    connection: &mut SqliteConnection,
    path: &Path,
    origin: &Origin,
) -> Result<Head, StoreError> {
    let rows: Vec<(i64, Vec<u8>, Vec<u8>)> =
        sqlx::query_as("SELECT seq, bytes, seal FROM entries ORDER BY seq DESC LIMIT 2")
            .fetch_all(connection)
            .await
            .map_err(StoreError::database("read", path))?;
    let Some((seq, bytes, seal)) = rows.first() else {
        return Ok(Head::genesis(origin));
    };
    let seq = seq.cast_unsigned();
    let damaged = |wrong| StoreError::Damaged {
        path: path.to_owned(),
        bad: BadEntry { seq, wrong },
    };
    let before = match rows.get(1) {
        Some((before, _, seal)) => Head {
            seq: before.cast_unsigned(),
            seal: Digest(
                seal.as_slice()
                    .try_into()
                    .map_err(|_| damaged(Wrong::Seal))?,
            ),
        },
        None => Head::genesis(origin),
    };
    let head = before.after(bytes);
    if head.seq != seq {
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            bad: BadEntry {
                seq: head.seq,
                wrong: Wrong::Gap {
                    found: seq.cast_signed(),
                },
            },
        });
    }
    if *seal != head.seal.0 {
        return Err(damaged(Wrong::Seal));
    }
    let (said, _, _) = decode(bytes).map_err(|error| damaged(error.into()))?;
    if said != seq {
        return Err(damaged(Wrong::OtherSeq(said)));
    }
    Ok(head)
}
