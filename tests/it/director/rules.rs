//! Rules of the director that a simulated year seldom tells apart: who goes first, what fits, what counts as late.

use loa::airing::{Fact, Outcome};
use loa::plan::Rundown;
use loa::reason::Reason;
use loa::schedule::{Late, Priority, Resume, Start};
use loa::time::{TimeOfDay, UtcMs};

use super::{NEWS, at, day, fate, heard};
use crate::common::build::{a_plan, a_rundown, blocked};
use crate::common::stage::Stage;

const END: &str = "2026-12-07T07:00:00";

fn waits(mut rundown: Rundown, grace_ms: i64) -> Rundown {
    rundown.start = Start::Wait { grace_ms };
    rundown
}

fn made_up(mut rundown: Rundown) -> Rundown {
    rundown.late = Late::MakeUpBefore(TimeOfDay::new(18, 0, 0).expect("it should be a time"));
    rundown
}

/// A daemon that comes up at `time` with these rundowns.
fn from(time: &str, rundowns: Vec<Rundown>) -> Stage {
    let mut stage = Stage::with_plan(&format!("2026-12-07T{time}"), a_plan(rundowns));
    stage.run_until_text(END);
    stage
}

#[test]
fn what_starts_on_time_is_not_recorded_as_made_up() {
    for (time, expected) in [("05:00:00", false), ("05:40:00", true)] {
        let stage = from(time, vec![made_up(a_rundown("tin", NEWS, &[60]))]);
        let orders: Vec<bool> = stage
            .record
            .iter()
            .filter_map(|(_, fact)| match fact {
                Fact::Ordered(order) => Some(order.made_up),
                _ => None,
            })
            .collect();
        assert_eq!(orders, [expected], "from {time}");
    }
}

#[test]
fn what_is_on_time_goes_before_what_is_late() {
    let on_time = waits(a_rundown("dung", "2026-12-07T05:31:00", &[60]), 60_000);
    let stage = from("05:30:50", vec![a_rundown("tre", NEWS, &[60]), on_time]);
    assert_eq!(heard(&stage, "dung#1"), [at("05:31:00", 0, 60)]);
}

#[test]
fn what_is_made_up_leaves_room_for_all_that_is_to_come() {
    let to_come = waits(a_rundown("dung", "2026-12-07T05:32:00", &[60]), 30_000);
    let stage = from(
        "05:31:00",
        vec![made_up(a_rundown("bu", NEWS, &[120])), to_come],
    );
    assert_eq!(heard(&stage, "dung#1"), [at("05:32:00", 0, 60)]);
    assert_eq!(fate(&stage, "bu#1"), (Outcome::Aired, None, 120));
}

#[test]
fn what_has_nothing_to_air_takes_no_room() {
    let silent = a_rundown("im", "2026-12-07T05:31:00", &[60]);
    let silent = blocked(silent, 0, Reason::Expired);
    let stage = from("05:30:50", vec![a_rundown("tre", NEWS, &[120]), silent]);
    assert_eq!(fate(&stage, "tre#1"), (Outcome::Aired, None, 120));
    let begun = UtcMs::parse("2026-12-07T05:30:51").expect("it should be an instant");
    assert!(stage.heard[0].at <= begun, "{:?}", stage.heard[0]);
}

#[test]
fn a_tail_of_a_second_is_not_cut_and_delays_nobody() {
    for start in [Start::Hard, Start::Wait { grace_ms: 60_000 }, Start::Next] {
        let mut next = a_rundown("sau", "2026-12-07T05:31:00", &[60]);
        next.start = start;
        let stage = from("05:00:00", vec![a_rundown("dai", NEWS, &[61]), next]);
        assert_eq!(fate(&stage, "dai#1"), (Outcome::Aired, None, 61));
        assert_eq!(heard(&stage, "sau#1"), [at("05:31:00", 0, 60)], "{start:?}");
    }
}

#[test]
fn what_is_to_be_dropped_does_not_go_on_after_a_higher_class() {
    let mut cut = a_rundown("bai", NEWS, &[120]);
    cut.resume = Resume::Drop;
    let mut higher = a_rundown("cao", "2026-12-07T05:30:30", &[30]);
    higher.priority = Priority::Preferred;
    let stage = from("05:00:00", vec![cut, higher]);
    assert_eq!(
        fate(&stage, "bai#1"),
        (Outcome::Interrupted, Some(Reason::CutByHardStart), 30)
    );
}

#[test]
fn patience_with_a_busy_channel_is_its_grace_even_where_it_may_be_later_else() {
    let mut second = waits(a_rundown("cho", "2026-12-07T05:31:00", &[60]), 60_000);
    second.late = Late::SkipAfter { ms: 600_000 };
    let stage = from("05:00:00", vec![a_rundown("dai", NEWS, &[300]), second]);
    assert_eq!(
        fate(&stage, "cho#1"),
        (Outcome::Missed, Some(Reason::ChannelBusy), 0)
    );
}

#[test]
fn an_interrupted_item_may_go_on_as_late_after_its_end_as_it_may_start() {
    for (off_ms, expected) in [(150_000, Outcome::Aired), (170_000, Outcome::Interrupted)] {
        let mut stage = day(vec![a_rundown("bai", NEWS, &[60])]);
        stage.run_until_text("2026-12-07T05:30:20");
        stage.cut(off_ms, Reason::PowerLost);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "bai#1").0, expected, "off for {off_ms} ms");
    }
}

// T31: nobody can say that nothing was heard of what had been handed to the player.
#[test]
fn what_is_to_be_heard_once_at_most_is_not_started_again_after_it_was_ordered() {
    let mut once = a_rundown("bai", NEWS, &[60]);
    once.resume = Resume::Drop;
    let mut stage = day(vec![once]);
    stage.run_until_text("2026-12-07T05:29:50");
    stage.cut(30_000, Reason::PowerLost);
    stage.run_until_text(END);
    assert_eq!(
        fate(&stage, "bai#1"),
        (Outcome::Missed, Some(Reason::PowerLost), 0)
    );
}

// T1: the clock loses its trust between arming and start.
#[test]
fn what_is_armed_does_not_start_by_a_clock_that_lost_its_trust() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
    stage.run_until_text("2026-12-07T05:29:50");
    stage.set_trust(false);
    stage.run_until_text("2026-12-07T05:30:30");
    assert!(heard(&stage, "tin#1").is_empty());
    stage.set_trust(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "tin#1"), (Outcome::Aired, None, 60));
}

// T9: what was due stays due.
#[test]
fn an_edit_does_not_take_away_what_was_due_and_is_still_to_be_made_up() {
    let first = a_plan(vec![made_up(a_rundown("bu", NEWS, &[60]))]);
    let second = a_plan(vec![a_rundown("moi", "2026-12-07T06:30:00", &[60])]);
    let mut plans = vec![second, first];
    let planner = move |_, _: &[(UtcMs, Fact)]| plans.pop().expect("two plans should be asked for");
    let start = UtcMs::parse("2026-12-07T05:00:00").unwrap();
    let mut stage = Stage::new(start, Box::new(planner));
    stage.run_until_text("2026-12-07T05:29:00");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:31:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-07T05:32:00");
    stage.set_output(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "bu#1"), (Outcome::Aired, None, 60));
}

#[test]
fn what_joins_because_it_was_slow_does_not_push_back_what_follows() {
    let mut rundown = a_rundown("bai", NEWS, &[60, 60]);
    rundown.late = Late::Join;
    let mut stage = day(vec![rundown]);
    stage.decode_ms = 25_000;
    stage.run_until_text("2026-12-07T05:30:20");
    stage.decode_ms = 120;
    stage.run_until_text(END);
    assert_eq!(heard(&stage, "bai#1"), [at("05:30:10.001", 10, 60)]);
    assert_eq!(heard(&stage, "bai#2"), [at("05:31:00", 0, 60)]);
}
