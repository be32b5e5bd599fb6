//! Checkpoints held against one that OpenSSL signed, in all their forms, and hostile text.

use proptest::prelude::*;

use super::*;
use crate::ledger::digest_of;

/// Made by OpenSSL 3.0 and twenty lines of Python, the secret being the bytes 0 to 31 and the seal the SHA-256 of
/// `41208`.
const NOTE: &str = "loa/xa-binh-an/air\n41208\nH6IfQX2UfgVyVKpQ2vnNv5DEqKJmoWpBznN22yRAzgU=\n\n\
    \u{2014} loa/xa-binh-an/air T8A4LRu5E6IJk8qoFDT2oACoi/O9TA3E8xNY4PEzy63Wq8+sQzmb9L1EUTcdDp6Pwu7Ut6+fqvudBN1QBWtO6GJlHgE=\n";
const LINE: &str = "LOA1:XA-BINH-AN/AIR:41208:1FA21F417D947E057254AA50DAF9CDBF90C4A8A266A16A41CE7376DB2440CE05:\
    4FC0382D1BB913A20993CAA81434F6A000A88BF3BD4C0DC4F31358E0F133CBADD6ABCFAC43399BF4BD4451371D0E9E8FC2EED4B7AF9FAAFB9D04DD50056B4EE862651E01";

fn key() -> PrivateKey {
    let seed = std::array::from_fn(|index| u8::try_from(index).unwrap());
    let origin = Origin::new("xa-binh-an", false).unwrap();
    PrivateKey::from_seed(origin.key_name().unwrap(), &seed)
}

fn made() -> Checkpoint {
    let head = Head {
        seq: 41_208,
        seal: digest_of(b"41208"),
    };
    Checkpoint::sign(head, &key())
}

#[test]
fn a_checkpoint_is_what_openssl_signs_and_reads_back_from_every_form() {
    let made = made();
    assert_eq!(made.note().to_string(), NOTE);
    assert_eq!(made.to_line(), LINE);
    assert_eq!(
        made.file_name(),
        "xa-binh-an-air-000000041208-1fa21f41.checkpoint.txt"
    );
    assert_eq!(Checkpoint::parse(NOTE).as_ref(), Some(&made));
    assert_eq!(Checkpoint::parse_line(LINE).as_ref(), Some(&made));
    let broken = LINE.to_lowercase().replace(":4fc", ":\n4fc ");
    assert_eq!(Checkpoint::parse_line(&broken).as_ref(), Some(&made));
    let fact = made.fact(CheckpointWhy::Daily);
    assert_eq!(
        Checkpoint::of_fact(made.name(), &fact).as_ref(),
        Some(&made)
    );
    assert_eq!(Checkpoint::of_fact(made.name(), &Fact::Alive), None);
    assert!(made.is_signed_by(key().public()));
}

#[test]
fn a_qr_code_needs_no_other_letters_than_it_packs_best() {
    let packed = |sign: char| {
        sign.is_ascii_uppercase() || sign.is_ascii_digit() || " $%*+-./:".contains(sign)
    };
    assert!(made().to_line().chars().all(packed));
}

#[test]
fn what_is_not_a_checkpoint_is_refused() {
    for (from, to) in [
        ("\n41208\n", "\n041208\n"),
        ("\n41208\n", "\n+41208\n"),
        ("\n41208\n", "\n-1\n"),
        ("\n41208\n", "\n99999999999999999999\n"),
        ("zgU=\n", "zgU=\nmore\n"),
        ("zgU=\n", "zgU\n"),
        ("H6IfQX", "6IfQX"),
        ("loa/xa-binh-an/air\n4", "loa/xa binh an\n4"),
    ] {
        assert!(NOTE.contains(from), "{from:?}");
        assert_eq!(Checkpoint::parse(&NOTE.replace(from, to)), None, "{to:?}");
    }
    for bad in [
        "",
        "LOA1::::",
        &LINE.replace("LOA1", "LOA2"),
        &LINE.replace(":41208:", ":+41208:"),
        &LINE[..LINE.len() - 1],
        &LINE.replace(":4FC0382D", ":"),
        &LINE.replace(":4FC0", ":4FC\u{1e9e}"),
        &LINE.replace("XA-BINH-AN", ""),
    ] {
        let read = Checkpoint::parse_line(bad);
        assert!(
            !read.is_some_and(|read| read.is_signed_by(key().public())),
            "{bad}"
        );
    }
}

#[test]
fn another_stations_or_rehearsals_checkpoint_is_not_this_ones() {
    let names = [("xa-binh-an", true), ("xa-hoa-an", false)];
    for (station, rehearsal) in names {
        let name = Origin::new(station, rehearsal).unwrap().key_name().unwrap();
        let other = PrivateKey::from_seed(name, &[7; 32]);
        let theirs = Checkpoint::sign(made().head(), &other);
        assert!(!theirs.is_signed_by(key().public()));
        assert_ne!(theirs.name(), made().name());
    }
    assert_eq!(Origin::new("Xã Bình An", false).unwrap().key_name(), None);
}

proptest! {
    #[test]
    fn every_head_comes_back_from_every_form(seq: u64, seal: [u8; 32], seed: [u8; 32]) {
        let key = PrivateKey::from_seed(key().public().name().clone(), &seed);
        let made = Checkpoint::sign(Head { seq, seal: Digest(seal) }, &key);
        let forms = [
            Checkpoint::parse(&made.note().to_string()),
            Checkpoint::parse_line(&made.to_line()),
            Checkpoint::of_fact(made.name(), &made.fact(CheckpointWhy::Report)),
        ];
        for form in forms {
            prop_assert_eq!(form.as_ref(), Some(&made));
        }
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in any::<String>(), line in "LOA1:[A-ZẞẾ/]{0,9}:[0-9]{0,21}:[0-9A-Fẞ]{0,66}:[0-9A-FẾ]{0,140}") {
        prop_assert_eq!(Checkpoint::parse(&text), None);
        prop_assert_eq!(Checkpoint::parse_line(&text), None);
        Checkpoint::parse_line(&line);
    }

    #[test]
    fn a_changed_letter_of_the_line_is_found(at: proptest::sample::Index, letter in "[0-9A-Z:]") {
        let at = at.index(LINE.len());
        prop_assume!(LINE[at..=at] != letter);
        let changed = format!("{}{letter}{}", &LINE[..at], &LINE[at + 1..]);
        let read = Checkpoint::parse_line(&changed);
        prop_assert!(!read.is_some_and(|read| read.is_signed_by(key().public())));
    }
}
