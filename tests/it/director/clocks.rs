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
    let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
    stage.run_until_text("2026-12-07T05:10:00");
    stage.step_clock(3_600_000);
    stage.run_until_text("2026-12-07T05:15:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::ClockStepped), 0)
    );

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
