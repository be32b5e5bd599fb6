//! Tests of the queue: when an airing is due, and which verdicts need no judge.

use super::*;

const START: i64 = 1_796_597_130_000;

fn airing(number: i64) -> Airing {
    Airing {
        cue: CueId::new(format!("2026-12-07T05:45:30/ban-tin#{number}")),
        audio: "khong-co.flac".into(),
        sha256: Digest([0; 32]),
        at_us: (START + number * 20_000) * 1_000,
        late_us: 0,
        from_frame: 0,
        to_frame: 480_000,
        ended: MonoMs(0),
        stepped: false,
        asked: false,
    }
}

fn verdicts() -> Verdicts {
    Verdicts::new(PathBuf::from("/nowhere"), PathBuf::from("/nowhere"))
}

fn now(mono_ms: i64) -> Now {
    Now {
        wall: UtcMs(START + mono_ms),
        mono: MonoMs(mono_ms),
    }
}

fn doubts(facts: &[Fact]) -> Vec<(String, Verdict)> {
    let judged = facts.iter().map(|fact| match fact {
        Fact::Captured(Captured::Judged(judged)) => (judged.cue.to_string(), judged.verdict),
        other => panic!("{other:?}"),
    });
    judged.collect()
}

/// Says whether the first airing is being judged, or has its verdict, so long after its end.
fn is_due(kept_until_ms: Option<i64>, waited_ms: i64, listening: bool) -> bool {
    let mut verdicts = verdicts();
    if let Some(ms) = kept_until_ms {
        verdicts.kept(UtcMs(START + ms));
    }
    assert_eq!(verdicts.wait(airing(0)), None);
    let facts = verdicts.next(now(waited_ms), listening);
    assert_eq!(facts, []);
    verdicts.judging.is_some()
}

#[test]
fn an_airing_is_due_when_the_file_with_ten_seconds_after_its_end_is_finished() {
    assert!(!is_due(None, 0, true));
    assert!(!is_due(Some(19_999), 30_000, true));
    assert!(is_due(Some(20_000), 0, true));
    // No such file will come while nothing is captured, and none may for ever.
    assert!(!is_due(Some(12_000), 10_000, false));
    assert!(is_due(Some(12_000), 10_001, false));
    assert!(is_due(None, FILE_MS + 1, true));
}

#[test]
fn a_file_is_asked_for_once_and_only_where_it_is_not_there() {
    let mut verdicts = verdicts();
    assert!(!verdicts.asks_for_file());
    verdicts.wait(airing(0));
    assert!(verdicts.asks_for_file());
    assert!(!verdicts.asks_for_file());
    // Enough for the second, a second too little for the third.
    verdicts.kept(UtcMs(START + 59_000));
    verdicts.wait(airing(1));
    assert!(!verdicts.asks_for_file());
    verdicts.wait(airing(2));
    assert!(verdicts.asks_for_file());
}

#[tokio::test]
async fn one_airing_is_judged_at_a_time_and_what_cannot_be_read_is_no_verdict() {
    let mut verdicts = verdicts();
    verdicts.opened("pulse:day");
    verdicts.kept(UtcMs(START + 600_000));
    verdicts.wait(airing(0));
    verdicts.wait(airing(1));
    assert_eq!(verdicts.next(now(0), true), []);
    assert_eq!(verdicts.next(now(0), true), []);
    assert_eq!((verdicts.count(), verdicts.waiting.len()), (2, 1));
    let found = verdicts.found().await;
    let fact = verdicts.conclude(found).unwrap();
    let cue = airing(0).cue.to_string();
    let unreadable = Verdict::Unverifiable(Doubt::Unreadable);
    assert_eq!(doubts(&[fact]), [(cue, unreadable)]);
    assert_eq!(verdicts.count(), 1);
}

// T2: nobody knows where on the capture an airing lies over whose time the clock was stepped; "not heard" would be a lie.
#[test]
fn a_stepped_clock_makes_an_airing_unverifiable() {
    let stepped = Verdict::Unverifiable(Doubt::ClockStepped);
    let mut verdicts = verdicts();
    verdicts.wait(airing(0));
    verdicts.clock_stepped(90_000, UtcMs(START + 100_000));
    let facts = verdicts.next(now(0), true);
    assert_eq!(doubts(&facts), [(airing(0).cue.to_string(), stepped)]);

    // Put back by a minute, from 100 s to 40 s: until it is 100 s again, captures lie one over the other.
    verdicts.clock_stepped(-60_000, UtcMs(START + 40_000));
    verdicts.kept(UtcMs(START + 600_000));
    verdicts.wait(airing(4));
    let facts = verdicts.next(now(0), true);
    assert_eq!(doubts(&facts), [(airing(4).cue.to_string(), stepped)]);
    verdicts.wait(airing(5));
    assert_eq!(verdicts.next(now(0), true), []);
    assert!(verdicts.judging.is_some());
}

#[test]
fn what_finds_no_room_is_told() {
    let mut verdicts = verdicts();
    for number in 0..i64::try_from(WAITING_MAX).unwrap() {
        assert_eq!(verdicts.wait(airing(number)), None);
    }
    let fact = verdicts.wait(airing(9_999)).unwrap();
    let crowded = Verdict::Unverifiable(Doubt::Crowded);
    assert_eq!(doubts(&[fact]), [(airing(0).cue.to_string(), crowded)]);
    assert_eq!(verdicts.count(), WAITING_MAX);
}

#[test]
fn the_usual_level_is_the_middle_one_of_what_this_input_heard() {
    let mut verdicts = verdicts();
    let mut learn = |input: &str, verdict, level| {
        let judged = Judged {
            input: Some(input.to_owned()),
            level_mdbfs: Some(level),
            ..verdicts.nothing_of(&airing(0), verdict)
        };
        verdicts.learn(&judged);
    };
    for level in [-20_000, -50_000, -22_000] {
        learn("pulse:day", Verdict::Heard, level);
    }
    learn("pulse:day", Verdict::NotHeard, -1_000);
    learn("pulse:mic", Verdict::Heard, -70_000);
    assert_eq!(verdicts.usual_mdbfs(), None);
    verdicts.opened("pulse:day");
    assert_eq!(verdicts.usual_mdbfs(), Some(-22_000));
    verdicts.opened("pulse:other");
    assert_eq!(verdicts.usual_mdbfs(), None);
}
