//! A station's ledger of a month, written by the real writer with a checkpoint a day, and the forger's tools.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use loa::airing::{CheckpointWhy, Fact, Outcome, Signing};
use loa::ledger::checkpoint::Checkpoint;
use loa::ledger::columns::Columns;
use loa::ledger::decode::decode;
use loa::ledger::encode::encode;
use loa::ledger::note::PrivateKey;
use loa::ledger::verify::{RowColumns, Verified};
use loa::ledger::{Head, Stamp, digest_of, keys};
use loa::store::{Appended, LedgerWriter, Store};
use loa::time::{CivilDay, MonoMs};
use sqlx::Connection as _;

use super::keys::key;
use crate::ledger::{attack, closed, open, ordered, origin, raw, stamp, started};

/// How many days a month has here.
pub const DAYS: i64 = 30;
/// How many cues a day has.
const CUES: i64 = 8;

/// A thing on record, without number and seal.
pub type Item = (Stamp, Fact);

/// An honest month: its file, what is in it, and the checkpoints that left the machine.
pub struct Month {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
    pub items: Vec<Item>,
    pub kept: Vec<Checkpoint>,
}

/// The month that all attacks begin with.
pub static MONTH: LazyLock<Month> = LazyLock::new(|| {
    // A thread of its own, since the first who asks may be inside another runtime.
    let built = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime should be made");
        runtime.block_on(build())
    });
    built.join().expect("the month should be written")
});

async fn build() -> Month {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let store = open(&path).await;
    let writer = store.writer().expect("it should be open for writing");
    append(writer, &[(at(0, 0), keys::made(key(1).public()))]).await;
    let mut kept = Vec::new();
    for day in 0..DAYS {
        kept.push(write_day(writer, day, "").await);
    }
    writer.clone().close().await;
    let items = read(&path).await;
    Month {
        _folder: folder,
        path,
        items,
        kept,
    }
}

/// Writes what a day has on record, and signs its head; `what` makes the sounds of one telling differ from another's.
pub async fn write_day(writer: &LedgerWriter, day: i64, what: &str) -> Checkpoint {
    let date = CivilDay::parse("2026-12-07").expect("a day").plus(day);
    let plan = format!("plan of {date}{what}").into_bytes();
    let digest = digest_of(&plan);
    writer.put_plan(digest, date, plan).await;
    let cues = u32::try_from(CUES).expect("a handful");
    let mut items = vec![(
        at(day, 0),
        Fact::PlanAdopted {
            day: date,
            digest,
            cues,
        },
    )];
    for number in 0..CUES {
        let cue = format!("{date}T05:45:30/chuyen-muc-cchc#{number}");
        let segment = format!("cchc/bai-{}{what}", (day + number) % 9);
        let second = 3_600 + number * 600;
        items.push((at(day, second), ordered(&cue, &segment)));
        items.push((at(day, second + 1), started(&cue, 0)));
        items.push((
            at(day, second + 300),
            closed(&cue, &segment, Outcome::Aired),
        ));
    }
    items.extend((0..24).map(|hour| (at(day, 20_000 + hour * 60), Fact::Alive)));
    let head = append(writer, &items).await;
    let checkpoint = Checkpoint::sign(head, &key(1));
    append(
        writer,
        &[(at(day, 60_000), checkpoint.fact(CheckpointWhy::Daily))],
    )
    .await;
    checkpoint
}

fn at(day: i64, second: i64) -> Stamp {
    stamp(day * 86_400 + second)
}

async fn append(writer: &LedgerWriter, items: &[Item]) -> Head {
    match writer.append_all(items.iter().cloned()).await {
        Appended::Durable(head) => head,
        other => panic!("{other:?}"),
    }
}

/// Reads everything that is on record in a file, as it is.
async fn read(path: &Path) -> Vec<Item> {
    let mut connection = raw(path).await;
    let rows: Vec<(Vec<u8>,)> = sqlx::query_as("SELECT bytes FROM entries ORDER BY seq")
        .fetch_all(&mut connection)
        .await
        .expect("the rows should be read");
    connection.close().await.expect("it should close");
    let read = |(bytes,): &(Vec<u8>,)| {
        let (_, stamp, fact) = decode(bytes).expect("it should be good");
        (stamp, fact)
    };
    rows.iter().map(read).collect()
}

/// What a forger can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skill {
    /// Drops the triggers and writes rows whose columns fit, under the seals that were there.
    Writes,
    /// Seals all that follows anew, and leaves signatures as they are.
    Seals,
    /// Has the station's key, and signs every checkpoint in the ledger anew.
    Signs,
}

/// Makes a copy of the month in which these items stand instead, from entry `from` on.
pub async fn forge(copy: &Path, items: &[Item], from: u64, skill: Skill) {
    std::fs::copy(&MONTH.path, copy).expect("it should be copied");
    attack(copy, &format!("DELETE FROM entries WHERE seq >= {from}")).await;
    let old = seals(&MONTH.path).await;
    let mut connection = raw(copy).await;
    let mut connection = connection.begin().await.expect("it should begin");
    let mut head = Head::genesis(&origin());
    for (number, (stamp, fact)) in (1..).zip(items) {
        let fact = match fact {
            Fact::Signing(Signing::CheckpointMade { why, .. })
                if skill == Skill::Signs && number >= from =>
            {
                Checkpoint::sign(head, &key(1)).fact(*why)
            }
            fact => fact.clone(),
        };
        let bytes = encode(number, stamp, &fact);
        head = head.after(&bytes);
        if number < from {
            continue;
        }
        let index = usize::try_from(number).expect("it should fit") - 1;
        let seal = match skill {
            Skill::Writes => old.get(index).cloned().unwrap_or_else(|| vec![7; 32]),
            Skill::Seals | Skill::Signs => head.seal.0.to_vec(),
        };
        let columns = RowColumns::from(&Columns::of(stamp, &fact));
        sqlx::query("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(number.cast_signed())
            .bind(bytes)
            .bind(seal)
            .bind(columns.at_ms)
            .bind(columns.kind)
            .bind(columns.cue)
            .bind(columns.day)
            .bind(columns.segment)
            .bind(columns.outcome)
            .execute(&mut *connection)
            .await
            .expect("it should be written");
    }
    connection.commit().await.expect("it should be written");
}

async fn seals(path: &Path) -> Vec<Vec<u8>> {
    let mut connection = raw(path).await;
    let seals = sqlx::query_scalar("SELECT seal FROM entries ORDER BY seq")
        .fetch_all(&mut connection)
        .await
        .expect("the seals should be read");
    connection.close().await.expect("it should close");
    seals
}

/// Checks a ledger against heads that were kept elsewhere.
pub async fn verified(path: &Path, expected: impl IntoIterator<Item = Head>) -> Verified {
    let store = Store::inspect(path).await.expect("it should open");
    let checked = store.reader().verify(expected).await;
    checked.expect("rows should be read").verified
}

/// The stamp just after another, for what is put in between.
pub fn just_after(stamp: &Stamp) -> Stamp {
    Stamp {
        at: stamp.at + 1,
        mono: MonoMs(stamp.mono.0 + 1),
        ..stamp.clone()
    }
}

/// A key of somebody who has never had the station's.
pub fn strangers_key() -> PrivateKey {
    key(99)
}
