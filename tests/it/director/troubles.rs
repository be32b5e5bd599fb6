//! The director when something gives way, hangs or vanishes in an awkward moment, and what it gives as the reason.

use loa::airing::{Fact, Outcome};
use loa::plan::{Rundown, frames_to_ms};
use loa::reason::Reason;
use loa::schedule::{Late, Resume};
use loa::time::{TimeOfDay, UtcMs};

use super::{NEWS, at, closings, day, fate, heard};
use crate::common::build::{a_plan, a_rundown};
use crate::common::stage::Stage;

// T37: what a person has stopped does not come back, not even when the output goes in the very moment.
#[test]
fn what_the_person_on_duty_stopped_does_not_come_back_with_the_output() {
    let mut stage = day(vec![a_rundown("bai", NEWS, &[60, 60])]);
    stage.run_until_text("2026-12-07T05:30:20");
    stage.operator_stops("Trần Văn Ví Dụ");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:30:25");
    stage.set_output(true);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "bai#1"),
        (Outcome::Interrupted, Some(Reason::Operator), 20)
    );
    assert_eq!(
        fate(&stage, "bai#2"),
        (Outcome::Missed, Some(Reason::Operator), 0)
    );
}

#[test]
fn what_joins_again_after_a_lost_output_names_the_output_as_the_reason() {
    let mut rundown = a_rundown("bai", NEWS, &[60, 60, 100]);
    rundown.late = Late::Join;
    let mut stage = day(vec![rundown]);
    stage.run_until_text("2026-12-07T05:30:30");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:32:20");
    stage.set_output(true);
    stage.run_until_text("2026-12-07T06:00:00");
    let lost = Some(Reason::DeviceLost);
    assert_eq!(fate(&stage, "bai#1"), (Outcome::Interrupted, lost, 30));
    assert_eq!(fate(&stage, "bai#2"), (Outcome::Missed, lost, 0));
    assert_eq!(fate(&stage, "bai#3"), (Outcome::Partial, lost, 79));
}

/// A rundown of these lengths with `pause_s` seconds of silence after its first cue.
fn with_pause(mut rundown: Rundown, pause_s: i64) -> Rundown {
    for cue in &mut rundown.cues[1..] {
        cue.at = cue.at + pause_s * 1_000;
    }
    rundown
}

// T16: an output that goes while nothing is heard interrupts the rundown all the same.
#[test]
fn an_output_that_is_lost_in_a_pause_never_lets_two_cues_air_at_once() {
    for (back, resume, expected) in [
        ("05:30:40", Resume::Continue, (Outcome::Aired, None, 20)),
        ("05:31:20", Resume::Continue, (Outcome::Aired, None, 20)),
        (
            "05:31:20",
            Resume::Drop,
            (Outcome::Missed, Some(Reason::DeviceLost), 0),
        ),
        (
            "05:50:00",
            Resume::Continue,
            (Outcome::Missed, Some(Reason::DeviceLost), 0),
        ),
    ] {
        let mut rundown = with_pause(a_rundown("bai", NEWS, &[20, 20, 20]), 30);
        rundown.resume = resume;
        let mut stage = day(vec![rundown]);
        stage.run_until_text("2026-12-07T05:30:25");
        stage.set_output(false);
        stage.run_until_text(&format!("2026-12-07T{back}"));
        stage.set_output(true);
        stage.run_until_text("2026-12-07T06:00:00");
        for cue in ["bai#2", "bai#3"] {
            assert_eq!(fate(&stage, cue), expected, "{cue}, back at {back}");
        }
        for pair in stage.heard.windows(2) {
            let frames = pair[0].to_frame - pair[0].from_frame;
            let end = pair[0].true_at + frames_to_ms(frames);
            assert!(pair[1].true_at >= end, "two at once, back at {back}");
        }
    }
}

// T14: what can't be got ready must not keep another from its second.
#[test]
fn a_start_that_hangs_does_not_keep_the_next_from_its_second() {
    let mut first = a_rundown("treo", NEWS, &[60]);
    first.late = Late::MakeUpBefore(TimeOfDay::new(18, 0, 0).unwrap());
    let mut stage = day(vec![first, a_rundown("tin", "2026-12-07T05:40:00", &[60])]);
    stage.hangs = Box::new(|cue| cue.as_str().ends_with("/treo#1"));
    stage.run_until_text("2026-12-07T05:45:00");
    assert_eq!(heard(&stage, "tin#1"), [at("05:40:00", 0, 60)]);
    stage.hangs = Box::new(|_| false);
    stage.run_until_text("2026-12-07T19:00:00");
    assert_eq!(closings(&stage).len(), 2);
}

// The station was off from 05:00 to 05:10, and was there at 09:00.
#[test]
fn what_is_put_into_the_schedule_late_is_not_blamed_on_an_earlier_absence() {
    let early = || a_rundown("som", "2026-12-07T04:50:00", &[60]);
    let second = a_plan(vec![
        early(),
        a_rundown("them", "2026-12-07T09:00:00", &[60]),
    ]);
    let mut asked = 0;
    let planner = move |_, _: &[(UtcMs, Fact)]| {
        asked += 1;
        match asked {
            1 | 2 => a_plan(vec![early()]),
            _ => second.clone(),
        }
    };
    let start = UtcMs::parse("2026-12-07T04:40:00").unwrap();
    let mut stage = Stage::new(start, Box::new(planner));
    stage.run_until_text("2026-12-07T05:00:00");
    stage.cut(600_000, Reason::PowerLost);
    stage.run_until_text("2026-12-07T10:00:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-07T10:05:00");
    assert_eq!(
        fate(&stage, "them#1"),
        (Outcome::Missed, Some(Reason::PlannedTooLate), 0)
    );
}
