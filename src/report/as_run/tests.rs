//! Tests of the as-run and of its comparison with the plan: faults must show, and nothing may be made up.

use super::*;
use crate::ledger::digest_of;
use crate::plan::{Content, Cue, Fate, Plan, Rundown};
use crate::report::reconcile::{Became, planned_against_aired};
use crate::schedule::{Late, Priority, Resume, Specificity, Start as Air, Zones};
use crate::time::{CivilDay, MonoMs};

/// 2026-12-07T05:45:30 in station time.
const MORNING: UtcMs = UtcMs(1_796_597_130_000);
/// Ten seconds.
const LENGTH: u64 = 480_000;
const FILE: &str = "đúng tệp";

fn cue(number: usize) -> CueId {
    CueId::new(format!("2026-12-07T05:45:30/chuyen-muc-cchc#{number}"))
}

/// The planned instant of a cue: one after the other.
fn at(number: usize) -> UtcMs {
    MORNING + i64::try_from(number - 1).expect("a small number should fit") * 10_000
}

fn ordered(number: usize, file: &str) -> Fact {
    Fact::Ordered(Order {
        cue: cue(number),
        programme: "Chuyên mục Cải cách hành chính".to_owned(),
        segment: "cchc/mot-cua".into(),
        title: "Bộ phận Một cửa".to_owned(),
        audio: "cchc/mot-cua.mp3".into(),
        sha256: digest_of(file.as_bytes()),
        topic: Some("mot-cua".to_owned()),
        producer: Some("Trung tâm".to_owned()),
        zones: vec!["all".to_owned()],
        scheduled: at(number),
        start: at(number),
        from_frame: 0,
        total_frames: LENGTH,
        made_up: false,
    })
}

fn started(number: usize, late_us: i64, from_frame: u64) -> Fact {
    Fact::Started {
        cue: cue(number),
        at_us: at(number).0 * 1_000 + late_us,
        late_us,
        from_frame,
        output: "may-chu-am-thanh".to_owned(),
    }
}

fn progress(number: usize, to_frame: u64) -> Fact {
    Fact::Progress {
        cue: cue(number),
        to_frame,
    }
}

fn closed(number: usize, outcome: Outcome, reason: Option<Reason>, played_frames: u64) -> Fact {
    Fact::Closed(Closing {
        cue: cue(number),
        outcome,
        reason,
        scheduled: at(number),
        segment: Some("cchc/mot-cua".into()),
        title: "Bộ phận Một cửa".to_owned(),
        played_frames,
        total_frames: LENGTH,
        at_least: false,
    })
}

fn rows_by(source: ClockSource, facts: &[Fact]) -> Vec<Row> {
    let stamp = Stamp {
        at: MORNING,
        mono: MonoMs(1),
        boot: "b".into(),
        clock: ClockTrust {
            source,
            error_us: None,
        },
    };
    let entries = (1..).zip(facts).map(|(seq, fact)| (seq, &stamp, fact));
    AsRun::fold(entries).into_rows()
}

fn rows(facts: &[Fact]) -> Vec<Row> {
    rows_by(ClockSource::Ntp, facts)
}

/// A plan of one rundown with this many cues of ten seconds.
fn plan(cues: usize) -> Plan {
    let cue = |number| Cue {
        id: cue(number),
        at: at(number),
        length_frames: LENGTH,
        content: Some(Content {
            segment: "cchc/mot-cua".into(),
            audio: "cchc/mot-cua.mp3".into(),
            sha256: Some(digest_of(FILE.as_bytes())),
            title: "Bộ phận Một cửa".to_owned(),
            genre: "tin".to_owned(),
            topics: vec!["mot-cua".to_owned()],
            producer: None,
            gain_db: 0.0,
        }),
        blocked: None,
        choice: None,
    };
    Plan {
        day: CivilDay::parse("2026-12-07").expect("it should be a day"),
        rundowns: vec![Rundown {
            occurrence: "2026-12-07T05:45:30/chuyen-muc-cchc".into(),
            programme: "chuyen-muc-cchc".into(),
            title: "Chuyên mục Cải cách hành chính".to_owned(),
            at: MORNING,
            zones: Zones::All,
            priority: Priority::Ordinary,
            start: Air::DEFAULT,
            late: Late::DEFAULT,
            resume: Resume::DEFAULT,
            outside_hours: None,
            begins_before: None,
            cues: (1..=cues).map(cue).collect(),
            fate: Fate::Clear,
            specificity: Specificity::Default,
            starts: MORNING,
        }],
    }
}

// T28: plan and files are not asked; the row names everything by itself.
#[test]
fn a_row_tells_a_whole_airing_without_plan_or_file() {
    let rows = rows(&[
        ordered(1, FILE),
        started(1, 412, 0),
        progress(1, 240_000),
        closed(1, Outcome::Aired, None, LENGTH),
    ]);
    let [row] = &rows[..] else { panic!("{rows:?}") };
    let order = row.order.as_ref().unwrap();
    assert_eq!(order.programme, "Chuyên mục Cải cách hành chính");
    assert_eq!(order.sha256, digest_of(FILE.as_bytes()));
    assert_eq!(
        (&*order.zones, order.start),
        (&["all".to_owned()][..], at(1))
    );
    assert_eq!(row.title, "Bộ phận Một cửa");
    assert_eq!(row.first_start().unwrap().at_us, 1_796_597_130_000_412);
    assert_eq!(row.end_us(), Some(1_796_597_140_000_412));
    assert_eq!((row.played_frames, row.total_frames), (LENGTH, LENGTH));
    assert_eq!(row.closed.unwrap().outcome, Outcome::Aired);
    assert_eq!(row.evidence(), Evidence::E1);
    assert_eq!(row.entries, [1, 2, 3, 4]);
}

// T27: a delay, a cut and a wrong file show, although the plan is the same each time.
#[test]
fn the_as_run_shows_what_the_plan_does_not() {
    let check = |facts: &[Fact], late_us: i64, played_frames: u64, became: Became, other: bool| {
        let rows = rows(facts);
        assert_eq!(rows[0].first_start().unwrap().late_us, late_us);
        assert_eq!(
            rows[0].end_us().unwrap() - rows[0].starts[0].at_us,
            i64::try_from(played_frames).unwrap() * 1_000 / 48
        );
        let compared = planned_against_aired(&[plan(1)], &rows);
        let cue = &compared.cues[0];
        assert_eq!(
            (cue.planned_frames, cue.played_frames),
            (LENGTH, played_frames)
        );
        assert_eq!((cue.became, cue.other_audio), (became, other));
    };
    let aired = |late_us, file| {
        [
            ordered(1, file),
            started(1, late_us, 0),
            closed(1, Outcome::Aired, None, LENGTH),
        ]
    };
    check(
        &aired(0, FILE),
        0,
        LENGTH,
        Became::Closed(Outcome::Aired, None),
        false,
    );
    check(
        &aired(7_000_000, FILE),
        7_000_000,
        LENGTH,
        Became::Closed(Outcome::Aired, None),
        false,
    );
    check(
        &aired(0, "tệp khác"),
        0,
        LENGTH,
        Became::Closed(Outcome::Aired, None),
        true,
    );
    let why = Some(Reason::SoundFailed);
    let cut = [
        ordered(1, FILE),
        started(1, 0, 0),
        closed(1, Outcome::Partial, why, LENGTH * 8 / 10),
    ];
    check(
        &cut,
        0,
        LENGTH * 8 / 10,
        Became::Closed(Outcome::Partial, why),
        false,
    );
}

// T31: an interruption makes one row with two starts, and neither part is lost or counted twice.
#[test]
fn a_restart_in_the_middle_is_one_airing_in_two_parts() {
    let rows = rows(&[
        ordered(1, FILE),
        started(1, 0, 0),
        progress(1, 240_000),
        ordered(1, FILE),
        started(1, 9_000_000, 240_000),
        progress(1, 300_000),
        closed(1, Outcome::Aired, None, LENGTH),
    ]);
    let [row] = &rows[..] else { panic!("{rows:?}") };
    let parts: Vec<_> = row
        .starts
        .iter()
        .map(|start| (start.from_frame, start.to_frame))
        .collect();
    assert_eq!(parts, [(0, 240_000), (240_000, LENGTH)]);
    assert_eq!(row.played_frames, LENGTH);
    assert_eq!(row.end_us(), Some(at(1).0 * 1_000 + 9_000_000 + 5_000_000));
    assert_eq!(row.entries, [1, 2, 3, 4, 5, 6, 7]);
}

// T31: the same file twice is two airings.
#[test]
fn the_same_file_twice_is_two_rows_in_the_order_of_the_schedule() {
    let rows = rows(&[
        ordered(10, FILE),
        ordered(2, FILE),
        closed(10, Outcome::Missed, Some(Reason::DeviceLost), 0),
    ]);
    let cues: Vec<_> = rows.iter().map(|row| row.cue.clone()).collect();
    assert_eq!(cues, [cue(2), cue(10)]);
}

#[test]
fn an_open_cue_is_open_and_counts_only_what_was_reported() {
    let rows = rows(&[ordered(1, FILE), started(1, 0, 0), progress(1, 96_000)]);
    assert_eq!(rows[0].closed, None);
    assert_eq!((rows[0].played_frames, rows[0].at_least), (96_000, true));
    let compared = planned_against_aired(&[plan(1)], &rows);
    assert_eq!(compared.cues[0].became, Became::Open);
}

// T27: nothing is taken for heard because it was planned, ordered or closed.
#[test]
fn the_evidence_is_never_overstated() {
    let check = |source, facts: &[Fact], evidence| {
        assert_eq!(rows_by(source, facts)[0].evidence(), evidence, "{facts:?}");
    };
    let aired = closed(1, Outcome::Aired, None, LENGTH);
    let missed = closed(1, Outcome::Missed, Some(Reason::DeviceLost), 0);
    let ntp = ClockSource::Ntp;
    check(ntp, &[ordered(1, FILE)], Evidence::E0);
    check(ntp, &[ordered(1, FILE), progress(1, 96_000)], Evidence::E0);
    check(ntp, &[ordered(1, FILE), aired.clone()], Evidence::E0);
    check(ntp, &[ordered(1, FILE), started(1, 0, 0)], Evidence::E0);
    check(
        ntp,
        &[ordered(1, FILE), started(1, 0, 0), missed],
        Evidence::E0,
    );
    let heard = [ordered(1, FILE), started(1, 0, 0), aired];
    check(ntp, &heard, Evidence::E1);
    check(ClockSource::Rehearsal, &heard, Evidence::E0);
}

fn judged(number: usize, late_us: i64, verdict: Verdict) -> Fact {
    let at_us = at(number).0 * 1_000 + late_us;
    let at = UtcMs(at_us / 1_000);
    Fact::Captured(Captured::Judged(Judged {
        cue: cue(number),
        at_us,
        from_frame: 0,
        to_frame: LENGTH,
        input: None,
        verdict,
        score_milli: 0,
        offset_us: None,
        start_error_us: (verdict == Verdict::Heard).then_some(late_us + 700),
        level_mdbfs: None,
        usual_mdbfs: None,
        found_milli: 0,
        missing_milli: 0,
        from: at,
        until: at,
        files: vec![],
    }))
}

// T27: E2 needs a capture on which every part was heard; a doubt, or a part without a verdict, leaves E1.
#[test]
fn heard_is_only_what_was_heard_from_its_first_start_to_its_last() {
    let doubt = Verdict::Unverifiable;
    let (heard, not_heard) = (Verdict::Heard, Verdict::NotHeard);
    let check = |verdicts: &[(i64, Verdict)], verdict, evidence| {
        let mut facts = vec![
            ordered(1, FILE),
            started(1, 300, 0),
            progress(1, 240_000),
            started(1, 9_000_000, 240_000),
            closed(1, Outcome::Aired, None, LENGTH),
        ];
        facts.extend(
            verdicts
                .iter()
                .map(|(late, verdict)| judged(1, *late, *verdict)),
        );
        let row = &rows(&facts)[0];
        assert_eq!(
            (row.verdict(), row.evidence()),
            (verdict, evidence),
            "{verdicts:?}"
        );
    };
    let (first, second) = (300, 9_000_000);
    check(&[], None, Evidence::E1);
    check(&[(first, heard)], None, Evidence::E1);
    check(
        &[(first, heard), (second, heard)],
        Some(heard),
        Evidence::E2,
    );
    let short = doubt(Doubt::TooShort);
    check(
        &[(first, short), (second, heard)],
        Some(heard),
        Evidence::E2,
    );
    check(
        &[(first, short), (second, short)],
        Some(short),
        Evidence::E1,
    );
    let part = doubt(Doubt::Part);
    check(&[(first, heard), (second, part)], Some(part), Evidence::E1);
    check(
        &[(first, not_heard), (second, heard)],
        Some(not_heard),
        Evidence::E1,
    );
    check(
        &[(first, part), (second, not_heard)],
        Some(not_heard),
        Evidence::E1,
    );
    // The newest verdict on a start stands.
    check(
        &[(first, part), (second, heard), (first, heard)],
        Some(heard),
        Evidence::E2,
    );
    // A verdict on a start that is not on record says nothing.
    check(&[(77, heard), (second, heard)], None, Evidence::E1);
}

#[test]
fn the_start_error_of_the_capture_is_that_of_the_first_start() {
    let facts = [
        ordered(1, FILE),
        started(1, 300, 0),
        closed(1, Outcome::Aired, None, LENGTH),
        judged(1, 300, Verdict::Heard),
    ];
    assert_eq!(rows(&facts)[0].captured_start_error_us(), Some(1_000));
    assert_eq!(rows(&facts[..3])[0].captured_start_error_us(), None);
}

#[test]
fn a_second_closing_changes_nothing() {
    let first = [
        ordered(1, FILE),
        started(1, 0, 0),
        closed(1, Outcome::Interrupted, Some(Reason::Operator), 5),
    ];
    let second = closed(1, Outcome::Aired, None, LENGTH);
    let mut expected = rows(&first);
    expected[0].entries.push(4);
    assert_eq!(rows(&[&first[..], &[second]].concat()), expected);
}

#[test]
fn every_planned_cue_is_accounted_for_and_no_other() {
    let power = Some(Reason::PowerLost);
    let rows = rows(&[
        closed(1, Outcome::Aired, None, LENGTH),
        closed(2, Outcome::Partial, power, 9),
        closed(3, Outcome::Interrupted, power, 9),
        closed(4, Outcome::Missed, power, 0),
        closed(5, Outcome::Missed, power, 0),
        closed(6, Outcome::Missed, Some(Reason::Expired), 0),
        ordered(7, FILE),
        closed(20, Outcome::Aired, None, LENGTH),
    ]);
    // The day's plan twice, as after a change of the schedule: no cue counts twice.
    let compared = planned_against_aired(&[plan(7), plan(9)], &rows);
    let summary = compared.summary();
    assert_eq!((summary.planned, summary.aired, summary.partial), (9, 1, 1));
    assert_eq!(
        (summary.interrupted, summary.open, summary.not_recorded),
        (1, 1, 2)
    );
    let missed: Vec<_> = summary
        .missed
        .iter()
        .map(|(reason, count)| (*reason, *count))
        .collect();
    assert_eq!(missed, [(power, 2), (Some(Reason::Expired), 1)]);
    assert_eq!(compared.unplanned, [cue(20)]);
    let numbers: Vec<_> = compared
        .cues
        .iter()
        .map(|reconciled| reconciled.cue.clone())
        .collect();
    assert_eq!(numbers, (1..=9).map(cue).collect::<Vec<_>>());
}

fn confirmed(number: usize, heard: bool, by: &str) -> Fact {
    Fact::ByHand(ByHand::Confirmed {
        cue: cue(number),
        heard,
        by: by.to_owned(),
        note: None,
    })
}

#[test]
fn the_last_word_of_a_person_counts_and_never_more_than_what_was_handed_over() {
    let check = |facts: &[Fact], expected: Evidence, words: usize| {
        let rows = rows(facts);
        assert_eq!(rows[0].evidence(), expected, "{facts:?}");
        assert_eq!(rows[0].said.len(), words);
        assert_eq!(rows.len(), 1);
    };
    let aired = [
        ordered(1, FILE),
        started(1, 0, 0),
        closed(1, Outcome::Aired, None, LENGTH),
    ];
    let with = |more: &[Fact]| [&aired[..], more].concat();
    check(&aired, Evidence::E1, 0);
    check(&with(&[confirmed(1, true, "A")]), Evidence::E4, 1);
    check(&with(&[confirmed(1, false, "A")]), Evidence::E1, 1);
    let both = [confirmed(1, true, "A"), confirmed(1, false, "B")];
    check(&with(&both), Evidence::E1, 2);
    // Nobody can vouch for a cue of which the record tells nothing.
    check(&with(&[confirmed(2, true, "A")]), Evidence::E1, 0);
    let missed = [
        closed(1, Outcome::Missed, Some(Reason::PowerLost), 0),
        confirmed(1, true, "A"),
    ];
    check(&missed, Evidence::E0, 1);
    let rehearsed = rows_by(ClockSource::Rehearsal, &with(&[confirmed(1, true, "A")]));
    assert_eq!(rehearsed[0].evidence(), Evidence::E0);
}
