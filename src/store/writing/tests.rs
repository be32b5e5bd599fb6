//! The writing task stepped by hand, through commits whose answer is not heard.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::*;
use crate::airing::ClockTrust;
use crate::ledger::Stamp;
use crate::time::{MonoMs, UtcMs};

/// A writer that is stepped by hand, in a folder of its own.
async fn stepped() -> (tempfile::TempDir, Writing) {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let origin = Origin::new("xa-binh-an", false).expect("a plain name should do");
    let options = WriterOptions::default();
    let spare = Spare::new(&origin, vec![folder.path().to_owned()]);
    let opened = open(&path, &origin, options, &spare).await;
    let opened = opened.expect("it should become a ledger");
    let writing = Writing::new(path, spare, options, Ok(opened));
    (folder, writing)
}

fn connection(writing: &mut Writing) -> &mut SqliteConnection {
    let opened = writing.opened.as_mut();
    &mut opened.expect("the ledger should be open").connection
}

fn push(writing: &mut Writing, number: i64) -> oneshot::Receiver<Head> {
    let room = Arc::new(Semaphore::new(1)).try_acquire_owned();
    let (ack, done) = oneshot::channel();
    let stamp = Stamp {
        at: UtcMs(number),
        mono: MonoMs(number),
        boot: "b".into(),
        clock: ClockTrust::NONE,
    };
    let fact = Fact::ClockStepped { by_ms: number };
    writing.pending.push_back(Pending {
        item: Item::Entry(Box::new(Entry { stamp, fact })),
        ack,
        _room: room.expect("there should be room"),
    });
    done
}

async fn kinds(writing: &mut Writing) -> Vec<String> {
    sqlx::query_scalar("SELECT kind FROM entries ORDER BY seq")
        .fetch_all(connection(writing))
        .await
        .expect("the entries should be read")
}

/// Commits facts 1 and 2 as the loop does, but without hearing the answer.
async fn commit_unheard(writing: &mut Writing) -> [oneshot::Receiver<Head>; 2] {
    let dones = [push(writing, 1), push(writing, 2)];
    let mut tried = Tried {
        heads: Vec::new(),
        after: writing.head,
        told_lost: 0,
    };
    let begin = sqlx::query("BEGIN IMMEDIATE");
    begin
        .execute(connection(writing))
        .await
        .expect("it should begin");
    let opened = writing.opened.as_mut().expect("it should be open");
    let inserted = insert_all(&mut opened.connection, None, &writing.pending, &mut tried);
    inserted.await.expect("they should be inserted");
    writing.tried = Some(tried);
    writing.why = Some("disk I/O error".to_owned());
    dones
}

// T29: a commit that reported an error may have happened all the same.
#[tokio::test]
async fn a_commit_that_happened_unheard_is_not_repeated() {
    let (_folder, mut writing) = stepped().await;
    let [first, second] = commit_unheard(&mut writing).await;
    let commit = sqlx::query("COMMIT");
    commit
        .execute(connection(&mut writing))
        .await
        .expect("it should commit");
    let third = push(&mut writing, 3);
    writing.write_all().await;
    let kinds = kinds(&mut writing).await;
    assert_eq!(
        kinds,
        [
            "clock_stepped",
            "clock_stepped",
            "record_gap",
            "clock_stepped"
        ]
    );
    let heads = [first.await, second.await, third.await];
    assert_eq!(
        heads.map(|head| head.expect("it should be told").seq),
        [1, 2, 4]
    );
    assert_eq!(writing.state.borrow().head.seq, 4);
}

#[tokio::test]
async fn a_commit_that_did_not_happen_is_repeated_after_the_gap() {
    let (_folder, mut writing) = stepped().await;
    let [first, second] = commit_unheard(&mut writing).await;
    let rollback = sqlx::query("ROLLBACK");
    rollback
        .execute(connection(&mut writing))
        .await
        .expect("it should roll back");
    writing.write_all().await;
    let kinds = kinds(&mut writing).await;
    assert_eq!(kinds, ["record_gap", "clock_stepped", "clock_stepped"]);
    let heads = [first.await, second.await];
    assert_eq!(
        heads.map(|head| head.expect("it should be told").seq),
        [2, 3]
    );
}

// The chain's state advances after a commit, never before: a failed write must not poison what follows.
#[tokio::test]
async fn the_head_stays_where_the_disk_is() {
    let (_folder, mut writing) = stepped().await;
    let genesis = writing.head;
    let refuse = "CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.entries \
                  BEGIN SELECT RAISE(ABORT, 'no'); END";
    let refuse = sqlx::query(refuse).execute(connection(&mut writing));
    refuse.await.expect("it should be made");
    let done = push(&mut writing, 1);
    writing.write_all().await;
    assert_eq!(writing.head, genesis);
    assert!(!writing.state.borrow().writable);
    let allow = sqlx::query("DROP TRIGGER refuse").execute(connection(&mut writing));
    allow.await.expect("it should be dropped");
    writing.write_all().await;
    assert_eq!(kinds(&mut writing).await, ["record_gap", "clock_stepped"]);
    assert_eq!(done.await.expect("it should be told"), writing.head);
    assert!(writing.state.borrow().writable);
}

// T22: a power cut can't be staged here; what SQLite promises about one depends on these two settings.
#[tokio::test]
async fn a_commit_is_on_the_disk_when_it_returns() {
    let (_folder, mut writing) = stepped().await;
    let settings: (i64, String) = sqlx::query_as(
        "SELECT synchronous, journal_mode FROM pragma_synchronous, pragma_journal_mode",
    )
    .fetch_one(connection(&mut writing))
    .await
    .expect("the settings should be read");
    assert_eq!(settings, (2, "wal".to_owned()), "2 is FULL");
}

// T29: an older copy, or another ledger, that was put in place of the file meanwhile.
#[tokio::test]
async fn a_ledger_that_was_replaced_meanwhile_is_not_written_on() {
    let (_other_folder, mut other) = stepped().await;
    let _done = push(&mut other, 7);
    other.write_all().await;
    let other_path = other.path.clone();
    let closed = other
        .opened
        .expect("it should be open")
        .connection
        .close()
        .await;
    closed.expect("it should close");
    let (folder, mut writing) = stepped().await;
    let _done = push(&mut writing, 1);
    writing.write_all().await;
    let head = writing.head;
    for end in ["ledger.db-wal", "ledger.db-shm"] {
        std::fs::remove_file(folder.path().join(end)).expect("it should be removed");
    }
    std::fs::rename(other_path, &writing.path).expect("it should be replaced");
    // As after four failed attempts, when the file is opened anew.
    writing.failures = REOPEN_AFTER;
    let _done = push(&mut writing, 2);
    writing.write_all().await;
    let state = writing.state.borrow().clone();
    assert_eq!((state.writable, state.head, state.held), (false, head, 1));
    let why = state.last_error.expect("a reason");
    assert!(
        why.contains(&format!("the head that was written is {head}")),
        "{why}"
    );
    assert_eq!(kinds(&mut writing).await.len(), 1);
}
