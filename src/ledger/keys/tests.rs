//! Tests of the keys of a ledger: what entries about them must say, and what tells an honest rotation.

use super::*;
use crate::airing::CheckpointWhy;
use crate::ledger::digest_of;

fn origin() -> Origin {
    Origin::new("xa-binh-an", false).unwrap()
}

fn key(seed: u8) -> PrivateKey {
    PrivateKey::from_seed(origin().key_name().unwrap(), &[seed; 32])
}

fn head(seq: u64) -> Head {
    let seal = digest_of(&seq.to_be_bytes());
    Head { seq, seal }
}

/// Folds facts, numbered from 1, where every entry before has the head of its number.
fn ring(facts: &[Fact]) -> Result<KeyRing, (u64, KeyFault)> {
    let mut ring = KeyRing::new(&origin());
    for (seq, fact) in (1..).zip(facts) {
        let is_head = |found: Head| found.seq < seq && found == head(found.seq);
        ring.take(seq, fact, is_head)
            .map_err(|fault| (seq, fault))?;
    }
    Ok(ring)
}

fn check(facts: &[Fact], fault: (u64, KeyFault)) {
    assert_eq!(ring(facts), Err(fault), "{facts:?}");
}

fn checkpoint(seq: u64, key: &PrivateKey) -> Fact {
    Checkpoint::sign(head(seq), key).fact(CheckpointWhy::Asked)
}

#[test]
fn a_rotation_by_the_holder_of_the_old_key_can_be_told_from_one_without() {
    let (first, second, third) = (key(1), key(2), key(3));
    let facts = [
        made(first.public()),
        checkpoint(1, &first),
        rotated(&first, second.public(), Some("Lê Văn Ví Dụ".to_owned())),
        checkpoint(3, &second),
        replaced(second.public(), third.public()),
        Fact::Alive,
        checkpoint(6, &third),
    ];
    let ring = ring(&facts).unwrap();
    let found: Vec<(u64, bool)> = ring
        .keys()
        .iter()
        .map(|key| (key.seq, key.vouched))
        .collect();
    assert_eq!(found, [(1, true), (3, true), (5, false)]);
    assert_eq!(ring.current(), Some(third.public()));
}

#[test]
fn what_does_not_hold_of_a_key_is_named() {
    let (first, second) = (key(1), key(2));
    let made = made(first.public());
    check(&[made.clone(), made.clone()], (2, KeyFault::Second));
    check(
        &[rotated(&first, second.public(), None)],
        (1, KeyFault::NotCurrent),
    );
    let back = rotated(&second, first.public(), None);
    check(&[made.clone(), back], (2, KeyFault::NotCurrent));
    let elsewhere = Origin::new("xa-hoa-an", false).unwrap().key_name().unwrap();
    let elsewhere = PrivateKey::from_seed(elsewhere, &[1; 32]);
    check(&[super::made(elsewhere.public())], (1, KeyFault::NoKey));
    let change = |mut fact: Fact, new: &str| {
        if let Fact::Signing(Signing::KeyRotated { signature, .. }) = &mut fact {
            *signature = Some(new.to_owned());
        }
        fact
    };
    let good = rotated(&first, second.public(), None);
    let of_others = STANDARD.encode(second.sign(&rotation(first.public(), second.public())));
    for signature in ["", "no base64", &of_others] {
        let forged = change(good.clone(), signature);
        check(&[made.clone(), forged], (2, KeyFault::Signature));
    }
}

#[test]
fn what_does_not_hold_of_a_checkpoint_is_named() {
    let (first, second) = (key(1), key(2));
    let made = made(first.public());
    check(&[checkpoint(0, &first)], (1, KeyFault::NotCurrent));
    check(
        &[made.clone(), checkpoint(1, &second)],
        (2, KeyFault::NotCurrent),
    );
    check(
        &[made.clone(), checkpoint(2, &first)],
        (2, KeyFault::NoSuchHead),
    );
    check(
        &[made.clone(), checkpoint(9, &first)],
        (2, KeyFault::NoSuchHead),
    );
    let rotated = rotated(&first, second.public(), None);
    check(
        &[made.clone(), rotated, checkpoint(2, &first)],
        (3, KeyFault::NotCurrent),
    );
    // Signed for another head.
    let mut forged = checkpoint(0, &first);
    if let Fact::Signing(Signing::CheckpointMade { size, seal, .. }) = &mut forged {
        (*size, *seal) = (1, head(1).seal);
    }
    check(&[made, forged], (2, KeyFault::Signature));
}
