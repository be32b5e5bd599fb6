//! The forger's test: a month's ledger, attacked in every way that `docs/evidence.md` names, each with many variants
//! from seeds. What a checkpoint that left the machine shows is found; what nothing can show without one is held too,
//! so that nobody believes otherwise. `make bench-forger` runs a thousand variants of each.

use std::path::Path;

use loa::airing::{Fact, Outcome, Signing};
use loa::ledger::checkpoint::Checkpoint;
use loa::ledger::verify::{BadEntry, Wrong};
use loa::ledger::{Head, keys};
use loa::store::Store;

use super::month::{
    DAYS, Item, MONTH, Skill, forge, just_after, strangers_key, verified, write_day,
};
use crate::common::rng::Rng;
use crate::ledger::{attack, closed, open_mode, ordered, origin};

/// How many variants of each attack there are.
fn variants() -> u64 {
    let asked = std::env::var("LOA_FORGER").ok();
    asked.map_or(30, |text| {
        text.parse().expect("LOA_FORGER should be a number")
    })
}

/// Runs `one` for every variant, each with its seed and a file of its own.
async fn each(one: impl AsyncFn(u64, &mut Rng, &Path)) {
    let folder = tempfile::tempdir().expect("a folder should be made");
    for seed in 0..variants() {
        let path = folder.path().join(format!("{seed}.db"));
        one(seed, &mut Rng::new(seed), &path).await;
        std::fs::remove_file(&path).expect("it should be removed");
    }
}

/// Picks an entry between the first one after the key was made and the last but one checkpoint.
fn pick(rng: &mut Rng) -> u64 {
    let last = MONTH.kept[MONTH.kept.len() - 2].head().seq;
    rng.between(2, last.cast_signed()).cast_unsigned()
}

/// Picks a checkpoint that covers entry `seq`.
fn later(rng: &mut Rng, seq: u64) -> Head {
    let heads = MONTH.kept.iter().map(Checkpoint::head);
    let covering: Vec<Head> = heads.filter(|head| head.seq >= seq).collect();
    let count = i64::try_from(covering.len()).expect("a month");
    covering[usize::try_from(rng.between(0, count)).expect("an index")]
}

/// A kept head finds out a ledger of other entries that ends at `head`.
async fn check_kept(path: &Path, kept: Head, head: Head, seed: u64) {
    let found = verified(path, [kept]).await.unmet;
    assert_eq!(found, [unmet(kept, head)], "seed {seed}, {kept}");
}

/// What a kept head shows of a ledger of other entries that ends at `head`.
fn unmet(kept: Head, head: Head) -> BadEntry {
    if kept.seq > head.seq {
        BadEntry {
            seq: head.seq + 1,
            wrong: Wrong::CutOff,
        }
    } else {
        BadEntry {
            seq: kept.seq,
            wrong: Wrong::NotAsExpected(kept.seal),
        }
    }
}

fn index(seq: u64) -> usize {
    usize::try_from(seq).expect("it should fit") - 1
}

/// Writes the items with every skill in turn, and checks what is found of it: `from` is the first entry that differs.
async fn check(seed: u64, rng: &mut Rng, path: &Path, items: &[Item], from: u64) {
    assert_ne!(items, MONTH.items, "seed {seed}: nothing was forged");
    let skill =
        [Skill::Writes, Skill::Seals, Skill::Signs][usize::try_from(seed % 3).expect("small")];
    forge(path, items, from, skill).await;
    let alone = verified(path, []).await;
    let kept = later(rng, from);
    let with = verified(path, [kept]).await;
    let what = format!("seed {seed}, {skill:?}, from {from}, kept {kept}: {alone:?}");
    match skill {
        // The chain itself names the entry.
        Skill::Writes => assert_eq!(
            alone.broken.as_ref().map(|bad| bad.seq),
            Some(from),
            "{what}"
        ),
        // The next checkpoint in the ledger is signed for another head.
        Skill::Seals => {
            let bad = alone.broken.as_ref().expect(&what);
            assert!(
                bad.seq >= from && matches!(bad.wrong, Wrong::Key(_)),
                "{what}"
            );
        }
        // Whoever has the file and the key tells any story he likes ...
        Skill::Signs => {
            assert_eq!(
                (alone.broken.as_ref(), alone.unmet.as_slice()),
                (None, [].as_slice()),
                "{what}"
            );
            let head = alone.head;
            // ... until somebody comes with a checkpoint from before.
            let expected = unmet(kept, head);
            assert_eq!(with.unmet, [expected], "{what}");
        }
    }
    with.whole().expect_err(&what);
}

// T29
#[tokio::test]
async fn a_deletion_is_found() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let count = usize::try_from(rng.between(1, 40)).expect("small");
        let mut items = MONTH.items.clone();
        let end = (index(from) + count).min(items.len());
        items.drain(index(from)..end);
        check(seed, rng, path, &items, from).await;
    })
    .await;
}

// T29: rows taken out, and nothing else touched.
#[tokio::test]
async fn a_hole_is_found_without_any_checkpoint() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let end = from + rng.between(0, 40).cast_unsigned();
        std::fs::copy(&MONTH.path, path).expect("it should be copied");
        attack(
            path,
            &format!("DELETE FROM entries WHERE seq BETWEEN {from} AND {end}"),
        )
        .await;
        let found = verified(path, []).await;
        let bad = found.broken.expect("it should be found");
        assert_eq!(bad.seq, from, "seed {seed}");
        assert!(matches!(bad.wrong, Wrong::Gap { .. }), "seed {seed}: {bad}");
    })
    .await;
}

/// Changes one thing about a fact, so that another story is told.
fn edited(rng: &mut Rng, fact: &Fact) -> Fact {
    let mut fact = fact.clone();
    match &mut fact {
        Fact::Ordered(order) => order.title.push('.'),
        Fact::Started { late_us, .. } => *late_us += rng.between(1, 9_000_000),
        Fact::Closed(closing) => {
            closing.outcome = Outcome::Missed;
            closing.played_frames = 0;
        }
        Fact::PlanAdopted { cues, .. } => *cues += 1,
        Fact::Alive => {
            fact = Fact::ClockStepped {
                by_ms: rng.between(1, 9_000),
            }
        }
        Fact::Signing(_) => fact = Fact::Alive,
        _ => unreachable!("the month has no such fact"),
    }
    fact
}

// T29
#[tokio::test]
async fn an_edit_is_found() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let mut items = MONTH.items.clone();
        let fact = &mut items[index(from)].1;
        *fact = edited(rng, fact);
        check(seed, rng, path, &items, from).await;
    })
    .await;
}

// T29
#[tokio::test]
async fn an_insertion_is_found() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let before = items_before(from).0.clone();
        let cue = format!("2026-12-31T05:45:30/chua-phat#{seed}");
        let mut items = MONTH.items.clone();
        // An airing that never was.
        let invented = [
            (just_after(&before), ordered(&cue, "cchc/bai-1")),
            (
                just_after(&before),
                closed(&cue, "cchc/bai-1", Outcome::Aired),
            ),
        ];
        items.splice(index(from)..index(from), invented);
        check(seed, rng, path, &items, from).await;
    })
    .await;
}

fn items_before(seq: u64) -> &'static Item {
    &MONTH.items[index(seq) - 1]
}

// T29: what happened changes places, the stamps stay.
#[tokio::test]
async fn another_order_is_found() {
    each(async |seed, rng, path| {
        let mut items = MONTH.items.clone();
        let (from, other) = loop {
            let (a, b) = (pick(rng), pick(rng));
            let movable = |seq| !matches!(items[index(seq)].1, Fact::Signing(_));
            if a < b && movable(a) && movable(b) && items[index(a)].1 != items[index(b)].1 {
                break (a, b);
            }
        };
        let fact = items[index(from)].1.clone();
        items[index(from)].1 = std::mem::replace(&mut items[index(other)].1, fact);
        check(seed, rng, path, &items, from).await;
    })
    .await;
}

// T29: a cut tail breaks no chain, at any skill.
#[tokio::test]
async fn a_cut_tail_is_found_by_any_later_checkpoint_and_by_nothing_else() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        std::fs::copy(&MONTH.path, path).expect("it should be copied");
        attack(path, &format!("DELETE FROM entries WHERE seq >= {from}")).await;
        let alone = verified(path, []).await;
        assert_eq!(
            alone.whole().map(|head| head.seq),
            Ok(from - 1),
            "seed {seed}"
        );
        let kept = later(rng, from);
        let expected = BadEntry {
            seq: from,
            wrong: Wrong::CutOff,
        };
        assert_eq!(
            verified(path, [kept]).await.unmet,
            [expected],
            "seed {seed}, {kept}"
        );
    })
    .await;
}

// T29: an old image is put back, and the station goes on from it.
#[tokio::test]
async fn an_old_disk_image_is_found_by_any_later_checkpoint_and_by_nothing_else() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        std::fs::copy(&MONTH.path, path).expect("it should be copied");
        let old = path.with_extension("old");
        std::fs::copy(&MONTH.path, &old).expect("it should be copied");
        // The image: the file as it was, triggers and all.
        attack(&old, &format!("DELETE FROM entries WHERE seq >= {from}")).await;
        std::fs::rename(&old, path).expect("it should be put back");
        let store = Store::open(path, &origin(), open_mode())
            .await
            .expect("it should open");
        let writer = store.writer().expect("it should be open for writing");
        for day in 0..rng.between(1, 4) {
            write_day(writer, DAYS + day, "-sau").await;
        }
        writer.clone().close().await;
        let alone = verified(path, []).await;
        let head = alone.whole().expect("nothing shows it from inside");
        check_kept(path, later(rng, from), head, seed).await;
        for end in ["-lock", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", path.display())));
        }
    })
    .await;
}

// T29: without the key no checkpoint can be signed anew, but those in the ledger can be taken out.
#[tokio::test]
async fn an_edit_without_the_later_checkpoints_is_found_by_one_that_was_kept_and_by_nothing_else() {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let mut items = MONTH.items.clone();
        let mut late = items.split_off(index(from));
        late[0].1 = edited(rng, &late[0].1);
        late.retain(|(_, fact)| !matches!(fact, Fact::Signing(_)));
        items.extend(late);
        forge(path, &items, from, Skill::Seals).await;
        let alone = verified(path, []).await;
        let head = alone.whole().expect("nothing shows it from inside");
        check_kept(path, later(rng, from), head, seed).await;
    })
    .await;
}

// T29: another file of the same station, whole in itself, by a forger with a key of his own.
#[tokio::test]
async fn a_replaced_file_is_found_by_any_checkpoint_and_by_nothing_else() {
    each(async |seed, rng, path| {
        let mut items = MONTH.items.clone();
        items[0].1 = keys::made(strangers_key().public());
        items.retain(|(_, fact)| !matches!(fact, Fact::Signing(Signing::CheckpointMade { .. })));
        let at = index(pick(rng).min(items.len() as u64));
        items[at].1 = edited(rng, &items[at].1);
        forge(path, &items, 1, Skill::Seals).await;
        let alone = verified(path, []).await;
        assert!(
            alone.whole().is_ok(),
            "seed {seed}: nothing shows it from inside"
        );
        let kept = later(rng, 1);
        let with = verified(path, [kept]).await;
        assert_eq!(with.unmet.len(), 1, "seed {seed}, {kept}");
        // The kept checkpoint is not signed by a key of this file either.
        let ring = with.keys.keys();
        let signer = MONTH
            .kept
            .iter()
            .find(|checkpoint| checkpoint.head() == kept);
        let signer = signer.expect("it was kept");
        assert!(!ring.iter().any(|ring| signer.is_signed_by(&ring.key)));
    })
    .await;
}

// T29: all of history from some entry on, with the machine's own key.
#[tokio::test]
async fn a_history_rewritten_with_the_machines_own_key_is_found_by_any_later_checkpoint_and_by_nothing_else()
 {
    each(async |seed, rng, path| {
        let from = pick(rng);
        let mut items = MONTH.items.clone();
        for item in &mut items[index(from)..] {
            if matches!(
                item.1,
                Fact::Closed(_) | Fact::Ordered(_) | Fact::Started { .. }
            ) {
                item.1 = edited(rng, &item.1);
            }
        }
        items[index(from)].1 = edited(rng, &MONTH.items[index(from)].1);
        forge(path, &items, from, Skill::Signs).await;
        let alone = verified(path, []).await;
        assert_eq!(
            alone.whole().map(|head| head.seq),
            Ok(MONTH.items.len() as u64),
            "seed {seed}"
        );
        let kept = later(rng, from);
        let expected = BadEntry {
            seq: kept.seq,
            wrong: Wrong::NotAsExpected(kept.seal),
        };
        assert_eq!(
            verified(path, [kept]).await.unmet,
            [expected],
            "seed {seed}, from {from}"
        );
        // What was kept from before the change still fits: it says nothing of what came after.
        let earlier = MONTH.kept.iter().map(Checkpoint::head);
        let earlier: Vec<Head> = earlier.filter(|head| head.seq < from).collect();
        assert_eq!(
            verified(path, earlier).await.unmet,
            [],
            "seed {seed}, from {from}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_honest_ledger_is_never_suspected() {
    each(async |seed, rng, path| {
        // The station goes on for some days, and is asked about any of its checkpoints at any time.
        std::fs::copy(&MONTH.path, path).expect("it should be copied");
        let store = Store::open(path, &origin(), open_mode())
            .await
            .expect("it should open");
        let writer = store.writer().expect("it should be open for writing");
        let mut kept: Vec<Head> = MONTH.kept.iter().map(Checkpoint::head).collect();
        for day in 0..rng.between(0, 4) {
            kept.push(write_day(writer, DAYS + day, "").await.head());
        }
        writer.clone().close().await;
        kept.retain(|_| !rng.once_in(3));
        kept.push(Head::genesis(&origin()));
        let found = verified(path, kept.clone()).await;
        assert_eq!(
            (found.broken, found.unmet),
            (None, vec![]),
            "seed {seed}: {kept:?}"
        );
        for end in ["-lock", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", path.display())));
        }
    })
    .await;
}

#[test]
fn the_month_is_one_that_is_worth_attacking() {
    let count =
        |wanted: fn(&Fact) -> bool| MONTH.items.iter().filter(|(_, fact)| wanted(fact)).count();
    assert_eq!(MONTH.kept.len(), 30);
    assert!(MONTH.items.len() > 1_400, "{}", MONTH.items.len());
    assert_eq!(count(|fact| matches!(fact, Fact::Closed(_))), 240);
    assert_eq!(count(|fact| matches!(fact, Fact::Signing(_))), 31);
}
