//! The director under clocks that lie: wrong at boot, stepped while something is on, armed or due.

use loa::airing::Outcome;
use loa::reason::Reason;
use loa::schedule::Late;

use super::{NEWS, at, closings, day, fate, heard};
use crate::common::build::a_rundown;

// T1: the clock is wrong at boot, and right later.
#[test]
fn nothing_is_aired_by_an_untrusted_clock_and_the_record_says_why() {
    let mut rundown = a_rundown("tin", NEWS, &[60]);
    rundown.late = Late::SkipAfter { ms: 60_000 };
    let mut stage = day(vec![
        rundown,
        a_rundown("sau", "2026-12-07T06:30:00", &[60]),
    ]);
    stage.set_trust(false);
    stage.run_until_text("2026-12-07T06:00:00");
    assert!(stage.heard.is_empty());
    assert!(
        closings(&stage).is_empty(),
        "nothing is given up by a clock that may be wrong"
    );
    stage.set_trust(true);
    stage.run_until_text("2026-12-07T07:00:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::ClockUntrusted), 0)
    );
    assert_eq!(fate(&stage, "sau#1"), (Outcome::Aired, None, 60));
}

// T2: steps of the wall clock while something is on.
#[test]
fn what_is_on_goes_on_by_its_frames_when_the_clock_is_stepped() {
    for by_ms in [1_000, -1_000, 90_000, -90_000, 3_600_000, -3_600_000] {
        let mut stage = day(vec![a_rundown("bai", NEWS, &[60, 60])]);
        stage.run_until_text("2026-12-07T05:30:30");
        stage.step_clock(by_ms);
        stage.run_until_text("2026-12-07T07:00:00");
        assert_eq!(
            fate(&stage, "bai#1"),
            (Outcome::Aired, None, 60),
            "step of {by_ms} ms"
        );
        assert_eq!(
            fate(&stage, "bai#2"),
            (Outcome::Aired, None, 60),
            "step of {by_ms} ms"
        );
        assert_eq!(stage.heard.len(), 2);
        let gap = stage.heard[1].true_at - stage.heard[0].true_at;
        assert!(
            (60_000..62_000).contains(&gap),
            "step of {by_ms} ms left a gap of {gap} ms"
        );
    }
}

// T2: a step over an occurrence, and back over one that was aired.
#[test]
fn a_step_over_an_occurrence_is_its_reason_and_a_step_back_repeats_nothing() {
    // Also when it is with the player already.
    for step in ["05:10:00", "05:29:50"] {
        let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
        stage.run_until_text(&format!("2026-12-07T{step}"));
        stage.step_clock(3_600_000);
        stage.run_until_text("2026-12-07T05:35:00");
        assert_eq!(
            fate(&stage, "tin#1"),
            (Outcome::Missed, Some(Reason::ClockStepped), 0),
            "stepped at {step}"
        );
    }

    let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
    stage.run_until_text("2026-12-07T05:40:00");
    stage.step_clock(-3_600_000);
    stage.run_until_text("2026-12-07T08:00:00");
    assert_eq!(heard(&stage, "tin#1").len(), 1);
}

// T2: a step while the start is armed moves the start with the wall clock.
#[test]
fn a_step_back_while_a_start_is_armed_moves_the_start() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
    stage.run_until_text("2026-12-07T05:29:55");
    stage.step_clock(-90_000);
    stage.run_until_text("2026-12-07T05:45:00");
    assert_eq!(heard(&stage, "tin#1"), [at("05:30:00", 0, 60)]);
    assert_eq!(stage.heard[0].true_at.time_of_day().to_string(), "05:31:30");
}

#[test]
fn a_step_is_no_reason_for_what_was_late_before_it() {
    let mut stage = day(vec![
        a_rundown("bi-treo", NEWS, &[60]),
        a_rundown("tin", NEWS, &[60]),
    ]);
    stage.hangs = Box::new(|cue| cue.as_str().ends_with("/bi-treo#1"));
    stage.run_until_text("2026-12-07T05:30:30");
    stage.step_clock(1_000);
    stage.run_until_text("2026-12-07T05:40:00");
    stage.hangs = Box::new(|_| false);
    stage.run_until_text("2026-12-07T05:45:00");
    let late = (Outcome::Missed, Some(Reason::TooLate), 0);
    assert_eq!(fate(&stage, "tin#1"), late);
    assert_eq!(fate(&stage, "bi-treo#1"), late);
}

#[test]
fn what_kept_a_rundown_is_forgotten_when_its_time_is_still_to_come() {
    let mut rundown = a_rundown("bai", NEWS, &[60]);
    rundown.late = Late::Join;
    let mut stage = day(vec![rundown]);
    stage.run_until_text("2026-12-07T05:29:00");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:30:10");
    stage.step_clock(-3_600_000);
    stage.set_output(true);
    // It is due by the right clock when the disk is slow.
    stage.run_until_text("2026-12-07T06:20:00");
    stage.decode_ms = 35_000;
    stage.run_until_text("2026-12-07T06:40:00");
    let joined = (Outcome::Partial, Some(Reason::JoinedLate), 39);
    assert_eq!(fate(&stage, "bai#1"), joined);
}

// T2, T16: the output comes back when the wall clock shows an earlier time than its programme's.
#[test]
fn what_was_interrupted_goes_on_at_once_by_a_clock_that_was_put_back() {
    let mut stage = day(vec![a_rundown("bai", NEWS, &[120])]);
    stage.run_until_text("2026-12-07T05:30:30");
    stage.set_output(false);
    stage.step_clock(-3_600_000);
    stage.run_until_text("2026-12-07T05:30:40");
    stage.set_output(true);
    stage.run_until_text("2026-12-07T05:45:00");
    assert_eq!(fate(&stage, "bai#1"), (Outcome::Aired, None, 120));
    assert_eq!(heard(&stage, "bai#1")[1], at("04:30:40.700", 30, 120));
}

// T2, T27: what is heard twice does not stand for what was never heard.
#[test]
fn what_joins_again_by_a_clock_that_was_put_back_counts_its_frames_once() {
    let mut rundown = a_rundown("bai", NEWS, &[100]);
    rundown.late = Late::Join;
    let mut stage = day(vec![rundown]);
    stage.run_until_text("2026-12-07T05:31:00");
    stage.step_clock(-40_000);
    for (lost, back) in [("05:31:00", "05:31:01"), ("05:31:10", "05:31:50")] {
        stage.run_until_text(&format!("2026-12-07T{lost}"));
        stage.set_output(false);
        stage.run_until_text(&format!("2026-12-07T{back}"));
        stage.set_output(true);
    }
    stage.run_until_text("2026-12-07T05:45:00");
    let froms: Vec<u64> = heard(&stage, "bai#1").iter().map(|part| part.1).collect();
    assert_eq!(froms, [0, 21, 70]);
    let lost = (Outcome::Partial, Some(Reason::DeviceLost), 97);
    assert_eq!(fate(&stage, "bai#1"), lost);
}

// T2: what touches does not count as busy when a step calls back what comes next.
#[test]
fn a_tail_is_no_reason_for_what_a_small_step_made_late() {
    let mut next = a_rundown("sau", "2026-12-07T05:31:00", &[60]);
    next.late = Late::Join;
    let mut stage = day(vec![a_rundown("dai", NEWS, &[61]), next]);
    stage.run_until_text("2026-12-07T05:30:30");
    stage.decode_ms = 20_000;
    stage.run_until_text("2026-12-07T05:31:00.300");
    stage.step_clock(-100);
    stage.run_until_text("2026-12-07T05:45:00");
    let (outcome, reason, _) = fate(&stage, "sau#1");
    assert_eq!(
        (outcome, reason),
        (Outcome::Partial, Some(Reason::JoinedLate))
    );
}
