//! The store on real files: what it keeps, what it refuses, and what it answers.

use std::path::{Path, PathBuf};

use loa::airing::Fact;
use loa::ledger::{Head, Origin, digest_of};
use loa::store::{Appended, Filter, LedgerWriter, OpenMode, Store, StoreError};
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection as _};

use crate::ledger::{MORNING, open, open_mode, origin, raw, stamp};

/// A folder with the path of a ledger in it.
pub fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    (folder, path)
}

pub fn writer(store: &Store) -> &LedgerWriter {
    store.writer().expect("it should be open for writing")
}

/// A fact that tells which one it is.
pub fn numbered(number: i64) -> Fact {
    Fact::ClockStepped { by_ms: number }
}

pub async fn append_durably(store: &Store, numbers: impl IntoIterator<Item = i64>) {
    for number in numbers {
        let appended = writer(store).append(stamp(number), numbered(number)).await;
        assert!(
            matches!(appended, Appended::Durable(_)),
            "{number}: {appended:?}"
        );
    }
}

/// Every fact in the ledger, after a verification from the first entry on.
pub async fn verified_facts(path: &Path) -> Vec<Fact> {
    let store = Store::open(path, &origin(), OpenMode::ReadOnly)
        .await
        .expect("it should open");
    let verdict = store
        .reader()
        .verify(None)
        .await
        .expect("rows should be read");
    verdict.verified.whole().expect("the ledger should be good");
    facts(&store, Filter::default()).await
}

pub async fn facts(store: &Store, filter: Filter) -> Vec<Fact> {
    let mut facts = Vec::new();
    let all = store.reader().each(filter, |entry| facts.push(entry.fact));
    all.await.expect("it should be read");
    facts
}

pub async fn execute(connection: &mut SqliteConnection, sql: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await;
    done.expect(sql);
}

#[tokio::test]
async fn what_is_appended_together_is_on_the_disk_in_order_when_the_last_is() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    let together = (1..=50).map(|number| (stamp(number), numbered(number)));
    let appended = writer(&store).append_all(together).await;
    assert!(
        matches!(appended, Appended::Durable(Head { seq: 50, .. })),
        "{appended:?}"
    );
    let expected: Vec<Fact> = (1..=50).map(numbered).collect();
    assert_eq!(verified_facts(&path).await, expected);
}

#[tokio::test]
async fn what_was_appended_is_there_after_reopening() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    append_durably(&store, 1..=3).await;
    let head = writer(&store).clone().close().await.head;
    assert_eq!(head.seq, 3);
    let store = open(&path).await;
    assert_eq!(writer(&store).state().head, head);
    assert_eq!(store.reader().head().await.unwrap(), head);
    assert_eq!(
        store
            .reader()
            .newest()
            .await
            .unwrap()
            .map(|entry| entry.stamp),
        Some(stamp(3))
    );
    append_durably(&store, 4..=5).await;
    let expected: Vec<Fact> = (1..=5).map(numbered).collect();
    assert_eq!(verified_facts(&path).await, expected);
}

#[tokio::test]
async fn an_empty_ledger_has_a_head_and_no_stamp() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    assert_eq!(
        store.reader().head().await.unwrap(),
        Head::genesis(&origin())
    );
    assert_eq!(store.reader().newest().await.unwrap(), None);
    assert_eq!(verified_facts(&path).await, []);
}

/// What must not be done to a ledger of three entries and a plan, and what the ledger says then.
fn forbidden() -> Vec<(String, &'static str)> {
    let columns = "(seq, bytes, seal, at_ms, kind, day)";
    let row = "bytes, seal, at_ms, kind, day FROM entries WHERE seq = 1";
    vec![
        (
            "UPDATE entries SET bytes = x'00' WHERE seq = 2".to_owned(),
            "entries are never changed",
        ),
        (
            "UPDATE entries SET at_ms = 1".to_owned(),
            "entries are never changed",
        ),
        (
            "DELETE FROM entries WHERE seq = 3".to_owned(),
            "entries are never deleted",
        ),
        (
            "DELETE FROM entries".to_owned(),
            "entries are never deleted",
        ),
        (
            format!("INSERT INTO entries {columns} SELECT 5, {row}"),
            "the ledger only grows at its end",
        ),
        (
            format!("INSERT INTO entries {columns} SELECT 0, {row}"),
            "the ledger only grows at its end",
        ),
        (
            format!("INSERT OR REPLACE INTO entries {columns} SELECT 2, {row}"),
            "the ledger only grows at its end",
        ),
        (
            format!("INSERT INTO entries {columns} SELECT NULL, {row}"),
            "the ledger only grows at its end",
        ),
        (
            "UPDATE plans SET bytes = x'00'".to_owned(),
            "plans are never changed",
        ),
        ("DELETE FROM plans".to_owned(), "plans are never deleted"),
        (
            "INSERT OR REPLACE INTO plans SELECT digest, day, x'00' FROM plans".to_owned(),
            "plans are never replaced",
        ),
        (
            "UPDATE origin SET line = ''".to_owned(),
            "the origin is never changed",
        ),
        (
            "DELETE FROM origin".to_owned(),
            "the origin is never deleted",
        ),
        (
            "INSERT OR REPLACE INTO origin VALUES (1, '')".to_owned(),
            "a ledger has one origin",
        ),
        (
            format!(
                "INSERT INTO entries {columns} SELECT 4, bytes, x'00', at_ms, kind, day FROM entries WHERE seq = 1"
            ),
            "CHECK constraint failed",
        ),
    ]
}

#[tokio::test]
async fn rows_are_never_changed_deleted_or_put_elsewhere() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    writer(&store)
        .put_plan(digest_of(b"p"), MORNING.day(), b"p".to_vec())
        .await;
    append_durably(&store, 1..=3).await;
    let mut connection = raw(&path).await;
    for (sql, refusal) in forbidden() {
        let refused = sqlx::raw_sql(AssertSqlSafe(sql.clone()))
            .execute(&mut connection)
            .await;
        let error = refused.expect_err(&sql).to_string();
        assert!(error.contains(refusal), "{sql}: {error}");
    }
    assert_eq!(verified_facts(&path).await.len(), 3);
}

/// Everything that SQLite knows of a file's form.
async fn form(path: &Path) -> Vec<String> {
    let mut connection = raw(path).await;
    let mut form: Vec<String> = sqlx::query_scalar(
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1",
    )
    .fetch_all(&mut connection)
    .await
    .expect("the schema should be read");
    let (version, application): (i64, i64) = sqlx::query_as(
        "SELECT user_version, application_id FROM pragma_user_version, pragma_application_id",
    )
    .fetch_one(&mut connection)
    .await
    .expect("the marks should be read");
    form.push(format!("version {version}, application {application:#x}"));
    connection.close().await.expect("it should close");
    form
}

#[tokio::test]
async fn the_oldest_form_brought_up_to_date_is_the_newest() {
    let (_folder, path) = folder();
    writer(&open(&path).await).clone().close().await;
    let fresh = form(&path).await;
    assert_eq!(
        fresh.last().expect("a mark"),
        "version 4, application 0x4c6f6131"
    );
    let (_old_folder, old) = folder();
    let connection = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&old)
        .create_if_missing(true);
    let mut connection = sqlx::ConnectOptions::connect(&connection).await.unwrap();
    execute(
        &mut connection,
        include_str!("../../migrations/ledger/0001_first.sql"),
    )
    .await;
    execute(
        &mut connection,
        "PRAGMA application_id = 0x4c6f6131; PRAGMA user_version = 1",
    )
    .await;
    let line = origin().line();
    execute(
        &mut connection,
        &format!("INSERT INTO origin VALUES (1, '{line}')"),
    )
    .await;
    connection.close().await.unwrap();
    let store = open(&old).await;
    append_durably(&store, [1]).await;
    writer(&store).clone().close().await;
    assert_eq!(form(&old).await, fresh);
    assert_eq!(verified_facts(&old).await, [numbered(1)]);
}

/// Opens what `prepare` made of a good ledger of three entries, and returns the error's words.
async fn refusal(mode: OpenMode, prepare: impl AsyncFnOnce(&Path)) -> StoreError {
    let (_folder, path) = folder();
    let store = open(&path).await;
    append_durably(&store, 1..=3).await;
    writer(&store).clone().close().await;
    prepare(&path).await;
    let opened = Store::open(&path, &origin(), mode).await;
    opened.expect_err("it should be refused")
}

async fn change(path: &Path, sql: &str) {
    let mut connection = raw(path).await;
    execute(&mut connection, sql).await;
    connection.close().await.expect("it should close");
}

#[tokio::test]
async fn what_is_not_our_ledger_is_refused_by_name() {
    for mode in [open_mode(), OpenMode::ReadOnly] {
        let newer = refusal(mode, async |path| {
            change(path, "PRAGMA user_version = 5").await;
        })
        .await;
        assert!(
            matches!(
                newer,
                StoreError::NewerSchema {
                    found: 5,
                    known: 4,
                    ..
                }
            ),
            "{newer:?}"
        );
        let foreign = refusal(mode, async |path| {
            change(path, "PRAGMA application_id = 7").await;
        })
        .await;
        assert!(
            matches!(foreign, StoreError::NotALedger { .. }),
            "{foreign:?}"
        );
        let text = "Đây không phải là sổ. ".repeat(100);
        let text = refusal(mode, async |path| std::fs::write(path, &text).unwrap()).await;
        assert!(matches!(text, StoreError::NotALedger { .. }), "{text:?}");
        let spoilt = refusal(mode, async |path| {
            let sql = "DROP TRIGGER entries_no_update; \
                       UPDATE entries SET bytes = x'00' WHERE seq = 3";
            change(path, sql).await;
        });
        let spoilt = spoilt.await;
        assert!(spoilt.to_string().contains("ledger.db"), "{spoilt}");
        let StoreError::Damaged { bad, .. } = spoilt else {
            panic!("{spoilt:?}")
        };
        assert_eq!(bad.seq, 3);
    }
    let gone = refusal(OpenMode::ReadOnly, async |path| {
        std::fs::remove_file(path).unwrap();
    })
    .await;
    assert!(matches!(gone, StoreError::NotFound { .. }), "{gone:?}");
}

// A rehearsal must not be recorded as real, nor in another station's ledger.
#[tokio::test]
async fn another_origin_is_refused() {
    let (_folder, path) = folder();
    writer(&open(&path).await).clone().close().await;
    for other in [
        Origin::new("xa-khac", false),
        Origin::new("xa-binh-an", true),
    ] {
        let other = other.expect("it should be an origin");
        for mode in [open_mode(), OpenMode::ReadOnly] {
            let error = Store::open(&path, &other, mode)
                .await
                .expect_err("not its ledger");
            assert!(matches!(error, StoreError::OtherOrigin { .. }), "{error:?}");
        }
    }
    let store = Store::inspect(&path)
        .await
        .expect("anybody's can be inspected");
    assert_eq!(store.origin(), &origin());
}

// T29: two processes.
#[tokio::test]
async fn a_second_writer_is_refused_until_the_first_has_gone() {
    let (_folder, path) = folder();
    let first = open(&path).await;
    let second = Store::open(&path, &origin(), open_mode()).await;
    assert!(
        matches!(second, Err(StoreError::AlreadyWriting { .. })),
        "{second:?}"
    );
    let reading = Store::open(&path, &origin(), OpenMode::ReadOnly).await;
    assert!(reading.is_ok(), "{reading:?}");
    writer(&first).clone().close().await;
    append_durably(&open(&path).await, [1]).await;
}

// T23: `/sys` is a folder in which not even root can make a file.
#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let path = Path::new("/sys/ledger.db");
    let error = Store::open(path, &origin(), open_mode())
        .await
        .expect_err("it can't be made");
    assert!(matches!(error, StoreError::Folder { .. }), "{error:?}");
    assert_eq!(error.to_string(), "write in the folder of /sys/ledger.db");
    assert!(
        error.chain().contains("ermission denied"),
        "{}",
        error.chain()
    );
}
