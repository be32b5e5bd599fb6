//! The director's decisions, each on a stage with virtual clocks: starts, late policies, interruptions, restarts,
//! clocks that lie, outputs that vanish.

use loa::airing::{Closing, Fact, Outcome};
use loa::plan::{Rundown, ms_to_frames};
use loa::reason::Reason;
use loa::schedule::{Late, Priority, Resume, Start};
use loa::time::{TimeOfDay, UtcMs};

use crate::common::build::{a_plan, a_rundown, blocked};
use crate::common::stage::Stage;

mod ahead;
mod clocks;
mod pauses;
mod rules;
mod troubles;
mod waits;

/// What became of a cue: its outcome, why, and how many whole seconds were heard.
type Fate = (Outcome, Option<Reason>, u64);

fn closings(stage: &Stage) -> Vec<&Closing> {
    let facts = stage.record.iter().map(|(_, fact)| fact);
    facts
        .filter_map(|fact| match fact {
            Fact::Closed(closing) => Some(closing),
            _ => None,
        })
        .collect()
}

fn fate(stage: &Stage, cue: &str) -> Fate {
    let all = closings(stage);
    let mut found = all
        .iter()
        .filter(|closing| closing.cue.as_str().ends_with(cue));
    let closing = found
        .next()
        .unwrap_or_else(|| panic!("{cue} should be closed"));
    assert!(found.next().is_none(), "{cue} should be closed once");
    (
        closing.outcome,
        closing.reason,
        closing.played_frames / 48_000,
    )
}

/// When a cue was heard, by the station's clock, and from which second to which.
fn heard(stage: &Stage, cue: &str) -> Vec<(String, u64, u64)> {
    let of = stage
        .heard
        .iter()
        .filter(|heard| heard.cue.as_str().ends_with(cue));
    of.map(|h| {
        (
            h.at.time_of_day().to_string(),
            h.from_frame / 48_000,
            h.to_frame / 48_000,
        )
    })
    .collect()
}

fn at(time: &str, from: u64, to: u64) -> (String, u64, u64) {
    (time.to_owned(), from, to)
}

fn day(rundowns: Vec<Rundown>) -> Stage {
    Stage::with_plan("2026-12-07T05:00:00", a_plan(rundowns))
}

const NEWS: &str = "2026-12-07T05:30:00";

#[test]
fn a_rundown_is_aired_on_the_second_and_cue_by_cue() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[20, 60, 10])]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(fate(&stage, "tin#1"), (Outcome::Aired, None, 20));
    assert_eq!(fate(&stage, "tin#3"), (Outcome::Aired, None, 10));
    assert_eq!(heard(&stage, "tin#1"), [at("05:30:00", 0, 20)]);
    assert_eq!(heard(&stage, "tin#2"), [at("05:30:20", 0, 60)]);
    assert_eq!(heard(&stage, "tin#3"), [at("05:31:20", 0, 10)]);
}

// T27: what is about to be heard is on record before it is, and what was heard after.
#[test]
fn the_record_of_a_cue_is_ordered_started_progress_closed() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[40])]);
    stage.run_until_text("2026-12-07T06:00:00");
    let kinds: Vec<&str> = stage
        .record
        .iter()
        .filter_map(|(_, fact)| match fact {
            Fact::Ordered(_) => Some("ordered"),
            Fact::Started { .. } => Some("started"),
            Fact::Progress { .. } => Some("progress"),
            Fact::Closed(_) => Some("closed"),
            _ => None,
        })
        .collect();
    assert_eq!(
        kinds,
        ["ordered", "started", "progress", "progress", "closed"]
    );
}

// T4: two programmes that touch; the second starts as the first ends.
#[test]
fn neighbours_that_touch_are_both_whole() {
    let mut stage = day(vec![
        a_rundown("mo-dau", NEWS, &[30]),
        a_rundown("tin", "2026-12-07T05:30:30", &[60]),
    ]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(fate(&stage, "mo-dau#1"), (Outcome::Aired, None, 30));
    assert_eq!(heard(&stage, "tin#1"), [at("05:30:30", 0, 60)]);
}

#[test]
fn a_blocked_cue_is_recorded_and_takes_no_time() {
    let rundown = blocked(
        a_rundown("tin", NEWS, &[20, 60, 10]),
        1,
        Reason::NotApproved,
    );
    let mut stage = day(vec![rundown]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "tin#2"),
        (Outcome::Missed, Some(Reason::NotApproved), 0)
    );
    assert_eq!(heard(&stage, "tin#3"), [at("05:30:20", 0, 10)]);
}

#[test]
fn a_rundown_with_nothing_to_air_is_closed_at_its_time() {
    let rundown = blocked(a_rundown("tin", NEWS, &[20]), 0, Reason::Expired);
    let mut stage = day(vec![rundown]);
    stage.run_until_text("2026-12-07T05:31:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::Expired), 0)
    );
}

#[test]
fn a_hard_start_cuts_what_overruns_and_the_record_says_so() {
    let mut stage = day(vec![
        a_rundown("dai", NEWS, &[60, 60]),
        a_rundown("cung", "2026-12-07T05:31:30", &[60]),
    ]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "dai#2"),
        (Outcome::Interrupted, Some(Reason::CutByHardStart), 30)
    );
    assert_eq!(heard(&stage, "cung#1"), [at("05:31:30", 0, 60)]);
}

// T11: what is on must not be cut for something that can't play.
#[test]
fn a_hard_start_that_can_t_play_cuts_nothing() {
    let mut stage = day(vec![
        a_rundown("dai", NEWS, &[60, 60]),
        a_rundown("cung", "2026-12-07T05:31:30", &[60]),
    ]);
    stage.broken = Box::new(|cue| cue.as_str().contains("/cung").then_some(Reason::FileBroken));
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(fate(&stage, "dai#2"), (Outcome::Aired, None, 60));
    assert_eq!(
        fate(&stage, "cung#1"),
        (Outcome::Missed, Some(Reason::FileBroken), 0)
    );
}

#[test]
fn a_broken_first_cue_does_not_take_the_rest_with_it() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[20, 60])]);
    stage.broken = Box::new(|cue| cue.as_str().ends_with("#1").then_some(Reason::FileAltered));
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::FileAltered), 0)
    );
    assert_eq!(heard(&stage, "tin#2"), [at("05:30:20", 0, 60)]);
}

// T10, T12: patience with a busy channel has an end.
#[test]
fn a_waiting_start_waits_for_its_grace_and_no_longer() {
    for (length_s, expected) in [
        (90, (Outcome::Aired, None, 60)),
        (600, (Outcome::Missed, Some(Reason::ChannelBusy), 0)),
    ] {
        let mut second = a_rundown("cho", "2026-12-07T05:31:00", &[60]);
        second.start = Start::Wait { grace_ms: 120_000 };
        let mut stage = day(vec![a_rundown("dai", NEWS, &[length_s]), second]);
        stage.run_until_text("2026-12-07T06:00:00");
        assert_eq!(fate(&stage, "cho#1"), expected, "behind {length_s} s");
        assert_eq!(fate(&stage, "dai#1").0, Outcome::Aired);
    }
}

#[test]
fn a_next_start_comes_after_what_is_on_however_long_that_takes() {
    let mut second = a_rundown("sau", "2026-12-07T05:31:00", &[60]);
    second.start = Start::Next;
    let mut stage = day(vec![a_rundown("dai", NEWS, &[1_800]), second]);
    stage.run_until_text("2026-12-07T07:00:00");
    assert_eq!(heard(&stage, "sau#1"), [at("06:00:00", 0, 60)]);
}

#[test]
fn a_lower_class_never_cuts_a_higher_one() {
    let mut first = a_rundown("uu-tien", NEWS, &[120]);
    first.priority = Priority::Preferred;
    let mut stage = day(vec![
        first,
        a_rundown("thuong", "2026-12-07T05:31:00", &[60]),
    ]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(fate(&stage, "uu-tien#1"), (Outcome::Aired, None, 120));
    assert_eq!(heard(&stage, "thuong#1"), [at("05:32:00", 0, 60)]);
}

// T37: what a higher class cuts goes on afterwards from where it was.
#[test]
fn what_a_higher_class_interrupts_goes_on_after_it() {
    let mut second = a_rundown("uu-tien", "2026-12-07T05:31:00", &[60]);
    second.priority = Priority::Preferred;
    let mut stage = day(vec![a_rundown("bai", NEWS, &[180]), second]);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(heard(&stage, "uu-tien#1"), [at("05:31:00", 0, 60)]);
    let parts = heard(&stage, "bai#1");
    assert_eq!(parts[0], at("05:30:00", 0, 60));
    assert_eq!((parts[1].1, parts[1].2), (60, 180));
    assert_eq!(fate(&stage, "bai#1"), (Outcome::Aired, None, 180));
}

// T6: late by so much, under each policy, after the machine was off.
#[test]
fn after_a_power_cut_each_late_policy_does_what_it_says() {
    let skip = Late::SkipAfter { ms: 600_000 };
    let make_up = Late::MakeUpBefore(TimeOfDay::parse("18:00").unwrap());
    let missed = (Outcome::Missed, Some(Reason::PowerLost), 0);
    for (late, off_min, expected) in [
        (skip, 35, (Outcome::Aired, None, 120)),
        (skip, 41, missed),
        (
            Late::Join,
            31,
            (Outcome::Partial, Some(Reason::PowerLost), 59),
        ),
        (Late::Join, 33, missed),
        (make_up, 600, (Outcome::Aired, None, 120)),
        (make_up, 781, missed),
    ] {
        let mut rundown = a_rundown("bai", NEWS, &[120]);
        rundown.late = late;
        let mut stage = day(vec![rundown]);
        stage.run_until_text("2026-12-07T05:00:01");
        stage.cut(off_min * 60_000 - 1_000, Reason::PowerLost);
        stage.run_until_text("2026-12-07T23:00:00");
        assert_eq!(
            fate(&stage, "bai#1"),
            expected,
            "{late:?} back after {off_min} min"
        );
    }
}

#[test]
fn what_is_made_up_never_costs_a_programme_that_is_on_time() {
    let mut missed = a_rundown("cchc", NEWS, &[300]);
    missed.late = Late::MakeUpBefore(TimeOfDay::parse("18:00").unwrap());
    let on_time = a_rundown("tin", "2026-12-07T06:00:00", &[120]);
    let mut stage = day(vec![missed, on_time]);
    stage.run_until_text("2026-12-07T05:00:01");
    stage.cut(57 * 60_000, Reason::PowerLost);
    stage.run_until_text("2026-12-07T07:00:00");
    assert_eq!(heard(&stage, "tin#1"), [at("06:00:00", 0, 120)]);
    assert_eq!(fate(&stage, "cchc#1"), (Outcome::Aired, None, 300));
    assert_eq!(heard(&stage, "cchc#1")[0].0, "06:02:00");
    let ordered = stage.record.iter().any(
        |(_, fact)| matches!(fact, Fact::Ordered(order) if order.made_up && order.title == "cchc/1"),
    );
    assert!(ordered, "the order should say that it is made up");
}

// T22, T31: a power cut in mid-item.
#[test]
fn a_power_cut_in_mid_item_is_followed_by_what_its_policy_says() {
    for (resume, parts, outcome) in [
        (Resume::Continue, 2, (Outcome::Aired, None)),
        (Resume::Restart, 2, (Outcome::Aired, None)),
        (
            Resume::Drop,
            1,
            (Outcome::Interrupted, Some(Reason::PowerLost)),
        ),
    ] {
        let mut rundown = a_rundown("bai", NEWS, &[120, 10]);
        rundown.resume = resume;
        let mut stage = day(vec![rundown]);
        stage.run_until_text("2026-12-07T05:30:50");
        stage.cut(30_000, Reason::PowerLost);
        stage.run_until_text("2026-12-07T06:00:00");
        let found = fate(&stage, "bai#1");
        assert_eq!((found.0, found.1), outcome, "{resume:?}");
        let heard = heard(&stage, "bai#1");
        assert_eq!(heard.len(), parts, "{resume:?}");
        match resume {
            // From the last recorded progress: some of it twice, nothing of it never.
            Resume::Continue => assert!(heard[1].1 <= heard[0].2 && heard[1].1 >= 30, "{heard:?}"),
            Resume::Restart => assert_eq!(heard[1].1, 0),
            Resume::Drop => {
                assert_eq!(
                    fate(&stage, "bai#2"),
                    (Outcome::Missed, Some(Reason::PowerLost), 0)
                );
            }
        }
        let closing = closings(&stage);
        let first = closing
            .iter()
            .find(|closing| closing.cue.as_str().ends_with("bai#1"));
        assert!(first.unwrap().at_least, "nobody was there to count the end");
    }
}

// T3: a show that crosses midnight, with a restart at ten past.
#[test]
fn a_rundown_over_midnight_goes_on_after_a_restart_on_the_next_day() {
    let rundown = a_rundown("dem", "2026-12-07T23:50:00", &[3_600]);
    let mut stage = Stage::with_plan("2026-12-07T23:00:00", a_plan(vec![rundown]));
    stage.run_until_text("2026-12-08T00:10:00");
    stage.cut(60_000, Reason::DaemonDown);
    stage.run_until_text("2026-12-08T02:00:00");
    assert_eq!(fate(&stage, "dem#1").0, Outcome::Aired);
    assert_eq!(heard(&stage, "dem#1").len(), 2);
}

#[test]
fn days_without_the_machine_are_accounted_for_at_the_next_start() {
    let planner = |day: loa::time::CivilDay, _: &[(UtcMs, Fact)]| {
        a_plan(vec![a_rundown("tin", &format!("{day}T05:30:00"), &[60])])
    };
    let start = UtcMs::parse("2026-12-07T04:00:00").unwrap();
    let mut stage = Stage::new(start, Box::new(planner));
    stage.run_until_text("2026-12-07T12:00:00");
    stage.cut(3 * 86_400_000, Reason::PowerLost);
    stage.run_until_text("2026-12-10T13:00:00");
    let fates: Vec<_> = closings(&stage)
        .iter()
        .map(|closing| (closing.outcome, closing.reason))
        .collect();
    let missed = (Outcome::Missed, Some(Reason::PowerLost));
    assert_eq!(fates, [(Outcome::Aired, None), missed, missed, missed]);
}

// T16: an output that is lost in mid-item and comes back.
#[test]
fn after_a_lost_output_the_item_goes_on_by_its_policy() {
    for (resume, expected) in [
        (Resume::Continue, (Outcome::Aired, None, 120)),
        (
            Resume::Drop,
            (Outcome::Interrupted, Some(Reason::DeviceLost), 30),
        ),
    ] {
        let mut rundown = a_rundown("bai", NEWS, &[120]);
        rundown.resume = resume;
        let mut stage = day(vec![rundown]);
        stage.run_until_text("2026-12-07T05:30:30");
        stage.set_output(false);
        stage.run_until_text("2026-12-07T05:30:50");
        stage.set_output(true);
        stage.run_until_text("2026-12-07T06:00:00");
        assert_eq!(fate(&stage, "bai#1"), expected, "{resume:?}");
    }
}

#[test]
fn an_output_that_stays_away_is_the_reason_for_what_was_missed() {
    let mut stage = day(vec![a_rundown("tin", NEWS, &[60])]);
    stage.run_until_text("2026-12-07T05:29:50");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::DeviceLost), 0)
    );
    assert!(!stage.is_output_up());
}

#[test]
fn the_person_on_duty_stops_what_is_on_with_all_that_is_left_of_it() {
    let mut stage = day(vec![a_rundown("bai", NEWS, &[60, 60])]);
    stage.run_until_text("2026-12-07T05:30:20");
    stage.operator_stops("Trần Văn Ví Dụ");
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

// T9: an edit while something is on leaves it alone, and takes effect for what is to come.
#[test]
fn a_new_plan_leaves_what_has_begun_and_replaces_what_is_to_come() {
    let first = a_plan(vec![
        a_rundown("bai", NEWS, &[120]),
        a_rundown("cu", "2026-12-07T06:00:00", &[60]),
    ]);
    let second = a_plan(vec![a_rundown("moi", "2026-12-07T06:00:00", &[60])]);
    let mut plans = vec![second, first];
    let planner = move |_, _: &[(UtcMs, Fact)]| plans.pop().expect("two plans should be asked for");
    let start = UtcMs::parse("2026-12-07T05:00:00").unwrap();
    let mut stage = Stage::new(start, Box::new(planner));
    stage.run_until_text("2026-12-07T05:31:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-07T07:00:00");
    assert_eq!(fate(&stage, "bai#1"), (Outcome::Aired, None, 120));
    assert_eq!(heard(&stage, "moi#1"), [at("06:00:00", 0, 60)]);
    assert!(heard(&stage, "cu#1").is_empty());
    assert_eq!(closings(&stage).len(), 2);
}

#[test]
fn what_is_put_into_the_schedule_after_its_time_is_missed_for_that_reason() {
    let mut stage = Stage::with_plan(
        "2026-12-07T10:00:00",
        a_plan(vec![a_rundown("tin", NEWS, &[60])]),
    );
    stage.run_until_text("2026-12-07T10:01:00");
    assert_eq!(
        fate(&stage, "tin#1"),
        (Outcome::Missed, Some(Reason::PlannedTooLate), 0)
    );
}

#[test]
fn a_slow_decoder_starts_late_inside_the_policy_and_what_follows_moves_with_it() {
    let mut stage = day(vec![a_rundown("bai", NEWS, &[60, 60])]);
    stage.decode_ms = 20_000;
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(fate(&stage, "bai#1"), (Outcome::Aired, None, 60));
    assert_eq!(fate(&stage, "bai#2"), (Outcome::Aired, None, 60));
    let first = &stage.heard[0];
    assert!(first.at > UtcMs::parse(NEWS).unwrap());
    assert!(stage.heard[1].at >= first.at + 60_000);
    assert_eq!(first.to_frame, ms_to_frames(60_000));
}
