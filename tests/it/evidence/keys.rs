//! Ledgers that tell of keys and checkpoints: the verifier and the independent script judge them alike.

use std::path::Path;

use loa::airing::{CheckpointWhy, Fact};
use loa::ledger::checkpoint::Checkpoint;
use loa::ledger::decode::decode;
use loa::ledger::encode::{encode, kind};
use loa::ledger::note::PrivateKey;
use loa::ledger::{Head, Origin, keys};
use loa::store::Appended;
use sqlx::Connection as _;

use crate::ledger::{attack, check_verdict, open, origin, raw, stamp};

/// The key number `seed` of this ledger.
pub fn key(seed: u8) -> PrivateKey {
    let name = origin().key_name().expect("a plain name should do");
    PrivateKey::from_seed(name, &[seed; 32])
}

/// Writes a ledger that tells of three keys and of a checkpoint by each, nine entries in all.
async fn three_keys(path: &Path) -> Head {
    let store = open(path).await;
    let writer = store.writer().expect("it should be open for writing");
    let mut head = Head::genesis(&origin());
    for second in 0..9 {
        let checkpoint = |seed| Checkpoint::sign(head, &key(seed)).fact(CheckpointWhy::Daily);
        let fact = match second {
            0 => keys::made(key(1).public()),
            2 => checkpoint(1),
            3 => keys::rotated(
                &key(1),
                key(2).public(),
                Some("Lê Văn \"Ví Dụ\"".to_owned()),
            ),
            4 => checkpoint(2),
            6 => keys::replaced(key(2).public(), key(3).public()),
            8 => checkpoint(3),
            _ => Fact::Alive,
        };
        match writer.append(stamp(second), fact).await {
            Appended::Durable(after) => head = after,
            other => panic!("{other:?}"),
        }
    }
    writer.clone().close().await.head
}

// T29: whoever rewrites an entry and all seals behind it is found by what was signed before, when he lacks the key.
#[tokio::test]
async fn both_verifiers_judge_keys_and_checkpoints_alike() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let head = three_keys(&path).await;
    check_verdict(&path, Some(head), None).await;
    let store = open(&path).await;
    let ring = store
        .reader()
        .keys()
        .await
        .expect("the keys should be read");
    assert_eq!(ring.current(), Some(key(3).public()));
    let newest = store.reader().newest_checkpoint().await;
    let newest = newest
        .expect("it should be read")
        .expect("there should be one");
    assert_eq!(newest.head, head);
    let name = key(3).public().name().clone();
    let read = Checkpoint::of_fact(&name, &newest.fact).expect("it should be a checkpoint");
    assert_eq!(read.head().seq, 8);
    assert_eq!(
        store.reader().seal_of(8).await.expect("a seal"),
        Some(read.head().seal)
    );
    let of_daemon = store
        .reader()
        .newest_of_daemon()
        .await
        .expect("it should be read");
    assert_eq!(of_daemon.map(|entry| entry.head.seq), Some(8));
    store
        .writer()
        .expect("it should be open for writing")
        .clone()
        .close()
        .await;
    let elsewhere = PrivateKey::from_seed(
        Origin::new("xa-khac", false)
            .and_then(|origin| origin.key_name())
            .expect("a name"),
        &[1; 32],
    );
    let head_of = |seq| Head {
        seq,
        seal: head.seal,
    };
    for (seq, fact) in [
        (1, keys::made(elsewhere.public())),
        (1, keys::rotated(&key(1), key(2).public(), None)),
        (
            3,
            Checkpoint::sign(head_of(2), &key(1)).fact(CheckpointWhy::Daily),
        ),
        (3, keys::made(key(1).public())),
        (4, keys::rotated(&key(2), key(2).public(), None)),
        (4, keys::replaced(key(2).public(), key(1).public())),
        (7, keys::made(key(3).public())),
        (
            9,
            Checkpoint::sign(head_of(8), &key(3)).fact(CheckpointWhy::Asked),
        ),
        (
            9,
            Checkpoint::sign(Head::genesis(&origin()), &key(2)).fact(CheckpointWhy::Asked),
        ),
    ] {
        let spoilt = folder.path().join("spoilt.db");
        std::fs::copy(&path, &spoilt).expect("it should be copied");
        reseal(&spoilt, seq, fact).await;
        check_verdict(&spoilt, None, Some(seq)).await;
    }
}

/// The examples of the format page: the checkpoint as a note and as a line, and the key that signed them.
#[test]
fn the_checkpoint_of_the_format_page_is_right() {
    let page = include_str!("../../../docs/ledger-format.md");
    let block = |name: &str| {
        let block = page.split_once(&format!("```text {name}\n")).expect(name).1;
        block.split_once("```").expect(name).0
    };
    let note = Checkpoint::parse(block("checkpoint")).expect("it should be a note");
    assert_eq!(Checkpoint::parse_line(block("line")), Some(note.clone()));
    let seed = std::array::from_fn(|index| u8::try_from(index).expect("it should fit"));
    let key = PrivateKey::from_seed(note.name().clone(), &seed);
    assert!(note.is_signed_by(key.public()));
    assert_eq!(note.name(), &origin().key_name().expect("a name"));
}

/// Puts another fact into entry `seq` and seals it and all behind it anew, as somebody with the file could.
async fn reseal(path: &Path, seq: u64, fact: Fact) {
    attack(path, "SELECT 1").await;
    let mut connection = raw(path).await;
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as("SELECT seq, bytes FROM entries ORDER BY seq")
        .fetch_all(&mut connection)
        .await
        .expect("the rows should be read");
    let mut head = Head::genesis(&origin());
    for (number, mut bytes) in rows {
        if number.cast_unsigned() == seq {
            let (_, stamp, _) = decode(&bytes).expect("it should be good");
            bytes = encode(seq, &stamp, &fact);
        }
        head = head.after(&bytes);
        let kind = decode(&bytes).map(|(_, _, fact)| kind(&fact));
        sqlx::query("UPDATE entries SET bytes = ?, seal = ?, kind = ? WHERE seq = ?")
            .bind(bytes)
            .bind(head.seal.0.to_vec())
            .bind(kind.expect("it should be good"))
            .bind(number)
            .execute(&mut connection)
            .await
            .expect("it should be written");
    }
    connection.close().await.expect("it should close");
}
