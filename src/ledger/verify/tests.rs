//! Tests of the chain: good ones, spoilt ones, and rightly sealed wrong ones.

use super::*;
use crate::airing::Outcome;
use crate::ledger::encode::encode;
use crate::ledger::tests::{closing, facts, stamp};
use crate::time::UtcMs;

fn origin() -> Origin {
    Origin::new("xa-binh-an", false).expect("a plain name should do")
}

/// Seals facts one after the other, with stamps one second apart.
fn chain(facts: &[Fact]) -> Vec<Row> {
    let stamps = (0..).map(|second| stamp(1_796_597_130_000 + second * 1_000));
    chain_of(stamps.zip(facts.iter().cloned()))
}

fn chain_of(items: impl Iterator<Item = (Stamp, Fact)>) -> Vec<Row> {
    let mut head = Head::genesis(&origin());
    items
        .map(|(stamp, fact)| {
            let bytes = encode(head.seq + 1, &stamp, &fact);
            head = head.after(&bytes);
            Row {
                seq: head.seq.cast_signed(),
                bytes,
                seal: head.seal.0.to_vec(),
                columns: RowColumns::from(&Columns::of(&stamp, &fact)),
            }
        })
        .collect()
}

fn verify(rows: &[Row], expected: Option<Head>) -> Result<Head, BadEntry> {
    check_all(rows, expected).whole()
}

fn check_all(rows: &[Row], expected: impl IntoIterator<Item = Head>) -> Verified {
    let mut verifier = Verifier::new(&origin(), expected);
    let broken = rows.iter().find_map(|row| verifier.take(row).err());
    verifier.finish(broken)
}

fn day_of_facts() -> Vec<Fact> {
    vec![
        facts("v", 1, false)[4].clone(),
        Fact::Closed(closing("2026-12-07T05:45:30/cchc#1", Outcome::Aired)),
        Fact::Closed(closing("2026-12-07T05:45:30/cchc#2", Outcome::Partial)),
        Fact::Alive,
        Fact::DaemonStopped,
    ]
}

/// Spoils a good chain of five and checks the verdict: the entry and what is wrong.
fn check_attack(spoil: impl FnOnce(&mut Vec<Row>), seq: u64, wrong: Wrong) {
    let mut rows = chain(&day_of_facts());
    spoil(&mut rows);
    assert_eq!(verify(&rows, None), Err(BadEntry { seq, wrong }));
}

// T29
#[test]
fn a_spoiled_entry_is_named() {
    let rows = chain(&day_of_facts());
    assert_eq!(verify(&rows, None).unwrap().seq, 5);
    check_attack(|rows| rows[2].bytes[40] ^= 1, 3, Wrong::Seal);
    check_attack(|rows| rows[2].seal[0] ^= 1, 3, Wrong::Seal);
    check_attack(|rows| rows[2].seal.truncate(31), 3, Wrong::Seal);
    check_attack(|rows| drop(rows.remove(2)), 3, Wrong::Gap { found: 4 });
    check_attack(|rows| drop(rows.remove(0)), 1, Wrong::Gap { found: 2 });
    check_attack(|rows| rows.insert(2, rows[1].clone()), 2, Wrong::Double);
    check_attack(|rows| rows[0].seq = -4, 0, Wrong::Double);
    check_attack(|rows| rows[4].columns.at_ms += 1, 5, Wrong::Column("at_ms"));
    check_attack(
        |rows| rows[1].columns.outcome = None,
        2,
        Wrong::Column("outcome"),
    );
    check_attack(
        |rows| rows[1].columns.segment = None,
        2,
        Wrong::Column("segment"),
    );
    check_attack(|rows| rows[1].columns.cue = None, 2, Wrong::Column("cue"));
    check_attack(
        |rows| rows[1].columns.day.push('x'),
        2,
        Wrong::Column("day"),
    );
    check_attack(
        |rows| rows[3].columns.kind.clear(),
        4,
        Wrong::Column("kind"),
    );
    check_attack(
        |rows| {
            rows.swap(2, 3);
            rows[2].seq = 3;
            rows[3].seq = 4;
        },
        3,
        Wrong::Seal,
    );
}

#[test]
fn a_ledger_that_was_put_back_goes_on_where_its_backup_ends() {
    let facts = day_of_facts();
    let before = verify(&chain(&facts), None).unwrap();
    let check = |size: u64, seal: Digest, expected: Result<u64, (u64, Wrong)>| {
        let mut facts = facts.clone();
        facts.push(Fact::ByHand(ByHand::Restored {
            size,
            seal,
            made: UtcMs(1_796_597_130_000),
            by: "Nguyễn Văn A".to_owned(),
        }));
        let found = verify(&chain(&facts), None);
        let found = found.map(|head| head.seq);
        assert_eq!(
            found.map_err(|bad| (bad.seq, bad.wrong)),
            expected,
            "{size}"
        );
    };
    check(before.seq, before.seal, Ok(6));
    check(before.seq - 1, before.seal, Err((6, Wrong::OtherBackup)));
    let genesis = Head::genesis(&origin());
    check(before.seq, genesis.seal, Err((6, Wrong::OtherBackup)));
}

/// A chain in which the last entry's seal is right though its bytes are not what the writer makes.
fn sealed_over(rows: &mut [Row], index: usize, bytes: &[u8]) {
    let mut head = Head::genesis(&origin());
    for row in &rows[..index] {
        head = head.after(&row.bytes);
    }
    rows[index].bytes = bytes.to_vec();
    rows[index].seal = head.after(bytes).seal.0.to_vec();
}

#[test]
fn a_right_seal_over_wrong_bytes_is_found() {
    check_attack(
        |rows| sealed_over(rows, 2, b"nothing"),
        3,
        Wrong::Bytes(decode(b"nothing").unwrap_err()),
    );
    let fifth = encode(5, &stamp(1_796_597_132_000), &Fact::Alive);
    check_attack(|rows| sealed_over(rows, 2, &fifth), 3, Wrong::OtherSeq(5));
}

#[test]
fn a_cue_closes_once() {
    let twice = [
        Fact::Closed(closing("a", Outcome::Aired)),
        Fact::Alive,
        Fact::Closed(closing("a", Outcome::Missed)),
    ];
    let bad = verify(&chain(&twice), None).unwrap_err();
    assert_eq!((bad.seq, bad.wrong), (3, Wrong::ClosedTwice("a".into())));
}

#[test]
fn the_memory_for_closings_is_bounded() {
    let mut verifier = Verifier::new(&origin(), None);
    let cues = (0..=CLOSINGS_KEPT).map(|number| format!("c{number}"));
    let facts: Vec<Fact> = cues
        .chain(["c0".to_owned()])
        .map(|cue| Fact::Closed(closing(&cue, Outcome::Aired)))
        .collect();
    for row in chain(&facts) {
        verifier
            .take(&row)
            .expect("the first closing should be forgotten by now");
    }
}

#[test]
fn the_monotonic_clock_may_go_back_only_with_a_new_boot() {
    let at = |mono, boot: &str| {
        let stamp = Stamp {
            mono: MonoMs(mono),
            boot: boot.into(),
            ..stamp(1_796_597_130_000)
        };
        (stamp, Fact::Alive)
    };
    let good = [at(5, "a"), at(5, "a"), at(1, "b"), at(2, "b")];
    assert!(verify(&chain_of(good.into_iter()), None).is_ok());
    let bad = [at(5, "a"), at(4, "a")];
    let verdict = verify(&chain_of(bad.into_iter()), None).unwrap_err();
    assert_eq!((verdict.seq, verdict.wrong), (2, Wrong::MonoBack));
}

// T29: a chain that was cut or written anew verifies by itself; a head kept elsewhere shows it.
#[test]
fn a_head_kept_elsewhere_shows_a_cut_tail_and_another_history() {
    let rows = chain(&day_of_facts());
    let head = verify(&rows, None).unwrap();
    assert_eq!(verify(&rows, Some(head)), Ok(head));
    let cut = verify(&rows[..3], Some(head)).unwrap_err();
    assert_eq!((cut.seq, cut.wrong), (4, Wrong::CutOff));
    let mut other = day_of_facts();
    other[1] = Fact::Closed(closing("2026-12-07T05:45:30/cchc#1", Outcome::Missed));
    let other = chain(&other);
    assert!(verify(&other, None).is_ok());
    let fork = verify(&other, Some(head)).unwrap_err();
    assert_eq!((fork.seq, fork.wrong), (5, Wrong::NotAsExpected(head.seal)));
    let elsewhere = Head { seq: 0, ..head };
    assert_eq!(verify(&rows, Some(elsewhere)).unwrap_err().seq, 0);
}
