//! The director when something gives way, hangs or vanishes in an awkward moment, and what it gives as the reason.

use loa::airing::{ClockTrust, Fact, Outcome};
use loa::ledger::Stamp;
use loa::plan::{MIX_RATE_HZ, Rundown, frames_to_ms};
use loa::reason::Reason;
use loa::report::as_run::AsRun;
use loa::schedule::{Late, Priority, Resume};
use loa::time::{MonoMs, TimeOfDay, UtcMs};

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

// T18, T28: an item that is gone when its turn comes leaves its own time silent and takes nothing else with it: what
// follows keeps its second, and nobody puts something in its place that the plan does not name.
#[test]
fn an_item_that_fails_leaves_the_others_at_their_own_time() {
    let times = ["05:30:00", "05:30:20", "05:31:20"];
    let lengths = [20_u32, 60, 10];
    for failing in 1..=3 {
        for reason in [Reason::FileMissing, Reason::FileAltered, Reason::FileBroken] {
            let mut stage = day(vec![a_rundown("bai", NEWS, &lengths.map(i64::from))]);
            let id = format!("#{failing}");
            stage.broken = Box::new(move |cue| cue.as_str().ends_with(&id).then_some(reason));
            stage.run_until_text("2026-12-07T06:00:00");
            for cue in 1..=3 {
                let (id, seconds) = (format!("bai#{cue}"), u64::from(lengths[cue - 1]));
                if cue == failing {
                    let expected = (Outcome::Missed, Some(reason), 0);
                    assert_eq!(fate(&stage, &id), expected);
                    assert_eq!(heard(&stage, &id), []);
                } else {
                    assert_eq!(fate(&stage, &id), (Outcome::Aired, None, seconds));
                    assert_eq!(heard(&stage, &id), [at(times[cue - 1], 0, seconds)]);
                }
            }
        }
    }
}

// T37, T12: what was interrupted and goes on brings the rest of its programme with it, one item after the other.
#[test]
fn what_goes_on_after_an_interruption_airs_the_rest_of_its_programme() {
    let rest = |stage: &Stage, moved: [&str; 2]| {
        assert_eq!(heard(stage, "bai#2")[0], at("05:31:00", 0, 30));
        assert_eq!(heard(stage, "bai#2")[1], at(moved[0], 30, 60));
        assert_eq!(heard(stage, "bai#3"), [at(moved[1], 0, 60)]);
        for cue in ["bai#1", "bai#2", "bai#3"] {
            assert_eq!(fate(stage, cue), (Outcome::Aired, None, 60), "{cue}");
        }
    };
    let bai = || a_rundown("bai", NEWS, &[60, 60, 60]);

    let mut stage = day(vec![bai()]);
    stage.run_until_text("2026-12-07T05:31:30");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:32:00");
    stage.set_output(true);
    stage.run_until_text("2026-12-07T06:00:00");
    rest(&stage, ["05:32:00.700", "05:32:30.700"]);

    // An emergency that was put into the schedule while it was on.
    let mut storm = a_rundown("bao", "2026-12-07T05:31:30", &[30]);
    storm.priority = Priority::Emergency;
    let mut stage = day(vec![bai(), storm]);
    stage.run_until_text("2026-12-07T06:00:00");
    rest(&stage, ["05:32:00", "05:32:30"]);
}

// T40: who presses twice has stopped it once, and the name of the first stands.
#[test]
fn what_is_being_stopped_is_not_stopped_again() {
    let mut stage = day(vec![
        a_rundown("bai", NEWS, &[60]),
        a_rundown("sau", "2026-12-07T05:32:00", &[60]),
    ]);
    let stops = |stage: &Stage| {
        let facts = stage.record.iter();
        let stops = facts.filter(|(_, fact)| matches!(fact, Fact::StoppedByOperator { .. }));
        stops.count()
    };
    stage.run_until_text("2026-12-07T05:30:20");
    stage.operator_stops("Trần Văn Ví Dụ");
    stage.operator_stops("Lê Thị Mẫu");
    stage.run_until_text("2026-12-07T05:30:30");
    stage.operator_stops("Lê Thị Mẫu");
    assert_eq!(stops(&stage), 1);
    stage.run_until_text("2026-12-07T05:32:20");
    stage.operator_stops("Lê Thị Mẫu");
    assert_eq!(stops(&stage), 2, "what comes later is another matter");
}

// T31: each start of an item that was interrupted has its own end, so that no list shows it as heard while another was.
#[test]
fn what_was_interrupted_is_accounted_for_start_by_start() {
    for (resume, expected) in [
        (Resume::Continue, [(0, 20), (20, 60)]),
        (Resume::Restart, [(0, 20), (0, 60)]),
    ] {
        let mut rundown = a_rundown("bai", NEWS, &[60]);
        rundown.resume = resume;
        let mut stage = day(vec![rundown]);
        stage.run_until_text("2026-12-07T05:30:20");
        stage.set_output(false);
        stage.run_until_text("2026-12-07T05:31:00");
        stage.set_output(true);
        stage.run_until_text("2026-12-07T06:00:00");
        let mut as_run = AsRun::default();
        for ((at, fact), seq) in stage.record.iter().zip(1..) {
            let stamp = Stamp {
                at: *at,
                mono: MonoMs(0),
                boot: "b".into(),
                clock: ClockTrust::NONE,
            };
            as_run.take(seq, &stamp, fact);
        }
        let rows = as_run.into_rows();
        let starts = rows[0].starts.iter();
        let starts: Vec<(u64, u64)> = starts
            .map(|start| (start.from_frame / MIX_RATE_HZ, start.to_frame / MIX_RATE_HZ))
            .collect();
        assert_eq!(starts, expected, "{resume:?}");
    }
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
    for second in ["05:30:20", "05:40:00"] {
        let mut first = a_rundown("treo", NEWS, &[60]);
        first.late = Late::MakeUpBefore(TimeOfDay::new(18, 0, 0).unwrap());
        let tin = a_rundown("tin", &format!("2026-12-07T{second}"), &[60]);
        let mut stage = day(vec![first, tin]);
        stage.hangs = Box::new(|cue| cue.as_str().ends_with("/treo#1"));
        stage.run_until_text("2026-12-07T05:45:00");
        assert_eq!(heard(&stage, "tin#1"), [at(second, 0, 60)]);
        stage.hangs = Box::new(|_| false);
        stage.run_until_text("2026-12-07T19:00:00");
        assert_eq!(closings(&stage).len(), 2);
    }
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

// T11: the winner is called back, so there is nobody to give way to.
#[test]
fn what_was_to_give_way_goes_on_when_the_winner_is_called_back() {
    for (recall, back, pieces) in [
        ("05:31:20", "05:40:00", 1),
        // Its end lies in the queue of the device already, so it comes back by its policy.
        ("05:31:29.500", "05:31:40", 2),
    ] {
        let mut stage = day(vec![
            a_rundown("dai", NEWS, &[120, 20]),
            a_rundown("cung", "2026-12-07T05:31:30", &[60]),
        ]);
        stage.run_until_text(&format!("2026-12-07T{recall}"));
        stage.set_trust(false);
        stage.run_until_text(&format!("2026-12-07T{back}"));
        assert!(heard(&stage, "cung#1").is_empty(), "recalled at {recall}");
        stage.set_trust(true);
        stage.run_until_text("2026-12-07T06:00:00");
        let whole = (Outcome::Aired, None, 120);
        assert_eq!(fate(&stage, "dai#1"), whole, "recalled at {recall}");
        assert_eq!(heard(&stage, "dai#1").len(), pieces, "recalled at {recall}");
        assert_eq!(fate(&stage, "dai#2"), (Outcome::Aired, None, 20));
    }
}

// T22, T37: the power goes between the word of the person on duty and the closings.
#[test]
fn what_the_person_on_duty_stopped_stays_stopped_after_a_power_cut() {
    let mut stage = day(vec![a_rundown("bai", NEWS, &[60, 60])]);
    stage.run_until_text("2026-12-07T05:30:20");
    stage.cut_in_actions = Some(1);
    stage.operator_stops("Trần Văn Ví Dụ");
    assert!(stage.cut_happened, "the power should go before the stop");
    stage.cut(10_000, Reason::PowerLost);
    stage.run_until_text("2026-12-07T06:00:00");
    let operator = Some(Reason::Operator);
    assert_eq!(fate(&stage, "bai#1").1, operator);
    assert_eq!(fate(&stage, "bai#2"), (Outcome::Missed, operator, 0));
    assert_eq!(heard(&stage, "bai#1").len(), 1);
}

// T11: a rundown in whose turn nothing is heard yet holds the air like one in a pause, and no longer.
#[test]
fn a_broken_first_cue_before_a_pause_keeps_no_hard_start_from_its_second() {
    for (second, expected) in [
        ("05:32:00", Outcome::Missed),
        // It had not had its turn yet, and takes it late, by its policy.
        ("05:30:05", Outcome::Aired),
    ] {
        let first = with_pause(a_rundown("treo", NEWS, &[20, 20]), 600);
        let mut stage = day(vec![
            first,
            a_rundown("tin", &format!("2026-12-07T{second}"), &[60]),
        ]);
        stage.broken = Box::new(|cue| {
            cue.as_str()
                .ends_with("/treo#1")
                .then_some(Reason::FileBroken)
        });
        stage.run_until_text("2026-12-07T07:00:00");
        assert_eq!(heard(&stage, "tin#1"), [at(second, 0, 60)]);
        assert_eq!(
            fate(&stage, "treo#1"),
            (Outcome::Missed, Some(Reason::FileBroken), 0)
        );
        assert_eq!(fate(&stage, "treo#2").0, expected, "tin at {second}");
    }
    let alone = with_pause(a_rundown("treo", NEWS, &[20, 20]), 600);
    let mut stage = day(vec![alone]);
    stage.broken = Box::new(|cue| {
        cue.as_str()
            .ends_with("/treo#1")
            .then_some(Reason::FileBroken)
    });
    stage.run_until_text("2026-12-07T07:00:00");
    assert_eq!(heard(&stage, "treo#2"), [at("05:40:20", 0, 20)]);
}

// T7, T16: a player that does not answer must not hold the air for ever.
#[test]
fn a_recall_that_is_never_answered_is_given_up() {
    let mut stage = day(vec![
        a_rundown("cam", NEWS, &[60]),
        a_rundown("tin", "2026-12-07T05:40:00", &[60]),
    ]);
    stage.run_until_text("2026-12-07T05:29:50");
    stage.deaf = true;
    stage.set_trust(false);
    stage.run_until_text("2026-12-07T05:30:10");
    stage.deaf = false;
    stage.set_trust(true);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "cam#1"),
        (Outcome::Missed, Some(Reason::SoundFailed), 0)
    );
    assert_eq!(heard(&stage, "tin#1"), [at("05:40:00", 0, 60)]);
}

// T14: half a second is no hanging.
#[test]
fn a_start_that_is_a_little_late_is_not_called_back_for_the_next() {
    let mut stage = day(vec![
        a_rundown("cham", NEWS, &[60]),
        a_rundown("tin", "2026-12-07T05:30:10", &[60]),
    ]);
    stage.decode_ms = 15_500;
    stage.run_until_text("2026-12-07T05:30:00.500");
    stage.decode_ms = 120;
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(heard(&stage, "cham#1"), [at("05:30:00.501", 0, 9)]);
    assert_eq!(heard(&stage, "tin#1"), [at("05:30:10", 0, 60)]);
}

// T11, T16: the output goes before the instant at which what is on was to be cut.
#[test]
fn what_the_output_took_before_its_cut_was_not_cut() {
    for (resume, lost, expected) in [
        (Resume::Continue, "05:31:20", (Outcome::Aired, None, 120)),
        (
            Resume::Drop,
            "05:31:29.500",
            (Outcome::Interrupted, Some(Reason::DeviceLost), 89),
        ),
    ] {
        let mut first = a_rundown("dai", NEWS, &[120]);
        first.resume = resume;
        let mut stage = day(vec![first, a_rundown("cung", "2026-12-07T05:31:30", &[60])]);
        stage.run_until_text(&format!("2026-12-07T{lost}"));
        stage.set_output(false);
        stage.run_until_text("2026-12-07T05:31:40");
        stage.set_output(true);
        stage.run_until_text("2026-12-07T06:00:00");
        assert_eq!(fate(&stage, "dai#1"), expected, "{resume:?}");
        assert_eq!(fate(&stage, "cung#1"), (Outcome::Aired, None, 60));
    }
}
