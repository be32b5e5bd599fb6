//! Tests of the form of entries, and a fact of every kind.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::columns::Columns;
use super::decode::{DecodeError, decode};
use super::encode::encode;
use super::*;
use crate::aircheck::{Doubt, Verdict};
use crate::airing::captured::{Captured, ComparedFile, Degree, Judged, KeptFile};
use crate::airing::{
    ByHand, CheckpointWhy, ClockSource, Closing, Fact, Off, Order, Outcome, Signing,
};
use crate::ids::{AudioPath, CueId, OccurrenceId, SegmentId};
use crate::reason::Reason;
use crate::time::CivilDay;

mod samples;

pub(super) use samples::facts;
use samples::facts_of_captures;

/// Text that has broken others' records: line breaks, quotes, NUL, decomposed Vietnamese, emoji, right-to-left.
const HOSTILE: &str =
    "\n\r\t\"\\\u{0}\u{7f}\u{2028} Tie\u{302}\u{301}ng Việt 📢 \u{202e}שלום </script>";

pub(super) fn stamp(at_ms: i64) -> Stamp {
    Stamp {
        at: UtcMs(at_ms),
        mono: MonoMs(at_ms - 1_796_000_000_000),
        boot: "6f1c".into(),
        clock: ClockTrust {
            source: ClockSource::Ntp,
            error_us: Some(1_500),
        },
    }
}

pub(super) fn closing(cue: &str, outcome: Outcome) -> Closing {
    Closing {
        cue: cue.into(),
        outcome,
        reason: (outcome != Outcome::Aired).then_some(Reason::PowerLost),
        scheduled: UtcMs(1_796_597_130_000),
        segment: Some("cchc/mot-cua".into()),
        title: "Bộ phận Một cửa".to_owned(),
        played_frames: 48_000,
        total_frames: 96_000,
        at_least: false,
    }
}

#[test]
fn a_doubt_belongs_to_an_unverifiable_verdict_and_to_no_other() {
    let judged = |verdict| {
        let facts = facts_of_captures("a", 1, true);
        let judged = facts.into_iter().find_map(|fact| {
            if let Fact::Captured(Captured::Judged(judged)) = fact {
                Some(judged)
            } else {
                None
            }
        });
        let judged = Judged {
            verdict,
            ..judged.expect("there should be a verdict")
        };
        let fact = Fact::Captured(Captured::Judged(judged));
        String::from_utf8(encode(1, &stamp(0), &fact)).expect("entries are text")
    };
    let check = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        let expected = DecodeError::Wrong {
            field: "verdict",
            expected: "a verdict, with a doubt where it is unverifiable",
        };
        assert_eq!(
            decode(text.replace(from, to).as_bytes()),
            Err(expected),
            "{to}"
        );
    };
    let doubt = "\"doubt\":\"im_lang\"";
    check(judged(Verdict::Heard), "\"doubt\":null", doubt);
    check(judged(Verdict::Heard), "co_nghe_thay", "nghe_ro");
    let silent = || judged(Verdict::Unverifiable(Doubt::Silent));
    check(silent(), doubt, "\"doubt\":null");
    check(silent(), "khong_xac_minh_duoc", "khong_nghe_thay");
}

fn check_round_trip(seq: u64, stamp: &Stamp, fact: &Fact) {
    let bytes = encode(seq, stamp, fact);
    let (said, stamp_back, fact_back) = decode(&bytes).expect("what was encoded should decode");
    assert_eq!((said, &stamp_back, &fact_back), (seq, stamp, fact));
    assert!(!bytes.contains(&b'\n'), "an entry is one line");
}

proptest! {
    // T13: whatever the text is, the entry gives it back to the byte.
    #[test]
    fn every_fact_comes_back_from_its_bytes(
        text in any::<String>(), number: u64, some: bool, seq in 1..u64::MAX,
        at: i64, mono: i64, error: Option<i64>, source in 0usize..5,
    ) {
        let stamp = Stamp {
            at: UtcMs(at),
            mono: MonoMs(mono),
            boot: text.as_str().into(),
            clock: ClockTrust { source: ClockSource::ALL[source], error_us: error },
        };
        for fact in facts(&text, number, some) {
            check_round_trip(seq, &stamp, &fact);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(&bytes).is_err());
    }

    #[test]
    fn a_changed_byte_is_another_fact_or_none_and_always_another_seal(
        index: proptest::sample::Index, flip in 1u8..=255, which in 0usize..20,
    ) {
        let bytes = encode(7, &stamp(1_796_597_130_000), &facts(HOSTILE, 44, true)[which]);
        let mut changed = bytes.clone();
        changed[index.index(bytes.len())] ^= flip;
        let genesis = Head::genesis(&Origin::new("Xã Bình An", false).unwrap());
        prop_assert_ne!(genesis.after(&bytes), genesis.after(&changed));
        if let (Ok(was), Ok(is)) = (decode(&bytes), decode(&changed)) {
            prop_assert_ne!(was, is);
        }
    }
}

// T13
#[test]
fn hostile_text_comes_back_to_the_byte() {
    for text in [HOSTILE, &"ế".repeat(10_000), ""] {
        for fact in facts(text, u64::MAX, true) {
            check_round_trip(u64::MAX, &stamp(i64::MIN + 1_796_000_000_000), &fact);
        }
    }
}

#[test]
fn an_entry_reads_as_the_format_page_says() {
    let fact = Fact::Started {
        cue: "2026-12-07T05:45:30/chuyen-muc-cchc#2.1".into(),
        at_us: 1_796_597_130_000_412,
        late_us: 412,
        from_frame: 0,
        output: "may-chu-am-thanh".to_owned(),
    };
    let bytes = encode(3, &stamp(1_796_597_130_250), &fact);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        concat!(
            r#"{"v":1,"seq":3,"at":"2026-12-07T05:45:30.250+07:00","at_ms":1796597130250,"#,
            r#""mono_ms":597130250,"boot":"6f1c","clock":"ntp","clock_error_us":1500,"#,
            r#""kind":"started","cue":"2026-12-07T05:45:30/chuyen-muc-cchc#2.1","#,
            r#""at_us":1796597130000412,"late_us":412,"from_frame":0,"#,
            r#""output":"may-chu-am-thanh"}"#,
        )
    );
}

/// Changes the fields of a good entry and checks what the reader says.
fn check_refused(
    fact: &Fact,
    change: impl FnOnce(&mut Map<String, Value>),
    expected: &DecodeError,
) {
    let bytes = encode(3, &stamp(1_796_597_130_250), fact);
    let mut fields: Map<String, Value> = serde_json::from_slice(&bytes).unwrap();
    change(&mut fields);
    let changed = serde_json::to_vec(&fields).unwrap();
    assert_eq!(&decode(&changed).unwrap_err(), expected);
}

#[test]
fn what_the_writer_would_not_have_written_is_refused_by_name() {
    let progress = Fact::Progress {
        cue: "c".into(),
        to_frame: 5,
    };
    let set = |name: &'static str, value: Value| {
        move |fields: &mut Map<String, Value>| {
            fields.insert(name.to_owned(), value);
        }
    };
    let wrong = |field, expected| DecodeError::Wrong { field, expected };
    check_refused(&progress, set("v", json!(2)), &DecodeError::Version(2));
    check_refused(
        &progress,
        set("kind", json!("nap")),
        &DecodeError::UnknownKind("nap".to_owned()),
    );
    check_refused(
        &progress,
        |fields| drop(fields.shift_remove("cue")),
        &DecodeError::Missing("cue"),
    );
    check_refused(
        &progress,
        set("to_frame", json!(-1)),
        &wrong("to_frame", "a whole number from 0"),
    );
    check_refused(
        &progress,
        set("to_frame", json!(5.0)),
        &wrong("to_frame", "a whole number from 0"),
    );
    check_refused(&progress, set("cue", json!(null)), &wrong("cue", "text"));
    check_refused(
        &progress,
        set("clock", json!("sundial")),
        &wrong("clock", "a source of time"),
    );
    check_refused(
        &progress,
        set("note", json!("x")),
        &DecodeError::Extra("note".to_owned()),
    );
    check_refused(
        &progress,
        set("at", json!("2026-12-07T05:45:31+07:00")),
        &DecodeError::Spelling,
    );
    check_refused(
        &facts("x", 3, true)[4],
        set("off_cause", json!(null)),
        &wrong("off_cause", "null exactly when off_since_ms is"),
    );
    check_refused(
        &Fact::Closed(closing("c", Outcome::Partial)),
        set("outcome", json!("hay")),
        &wrong("outcome", "an outcome"),
    );
}

#[test]
fn one_entry_has_one_spelling() {
    let bytes = encode(3, &stamp(1_796_597_130_250), &Fact::Alive);
    let text = String::from_utf8(bytes).unwrap();
    for other in [
        text.replace("\"seq\":3", "\"seq\": 3"),
        text.replace("\"seq\":3", "\"seq\":9,\"seq\":3"),
        text.replace("\"alive\"", "\"\\u0061live\""),
        format!("{text}\n"),
    ] {
        assert_eq!(
            decode(other.as_bytes()),
            Err(DecodeError::Spelling),
            "{other}"
        );
    }
}

#[test]
fn an_origin_reads_its_own_line_and_nothing_else() {
    for origin in [Origin::new("Xã Bình An", false), Origin::new("x", true)] {
        let origin = origin.unwrap();
        assert_eq!(Origin::parse(&origin.line()), Some(origin));
    }
    assert_eq!(Origin::new("", false), None);
    assert_eq!(Origin::new("a\nb", false), None);
    assert_eq!(Origin::parse("loa ledger v1\nx\nair"), None);
    assert_eq!(Origin::parse("loa ledger v2\nx\nair\n"), None);
}

#[test]
fn a_head_reads_what_it_prints() {
    let head = Head::genesis(&Origin::new("x", false).unwrap()).after(b"y");
    assert_eq!(Head::parse(&head.to_string()), Some(head));
    for text in ["", "1", ":", "+1:aa", "1:aa"] {
        assert_eq!(Head::parse(text), None, "{text}");
    }
}

#[test]
fn the_columns_of_a_cue_carry_the_day_that_its_id_begins_with() {
    let check = |fact: &Fact, day: &str| {
        assert_eq!(
            Columns::of(&stamp(1_796_597_130_000), fact).day.to_string(),
            day
        );
    };
    let progress = |cue: &str| Fact::Progress {
        cue: cue.into(),
        to_frame: 1,
    };
    check(&Fact::Alive, "2026-12-07");
    check(&progress("2026-12-06T23:50:00/dem#1"), "2026-12-06");
    check(&progress("ếếếếế"), "2026-12-07");
    let day = CivilDay::parse("2026-12-09").unwrap();
    let adopted = Fact::PlanAdopted {
        day,
        digest: digest_of(b""),
        cues: 0,
    };
    check(&adopted, "2026-12-09");
}
