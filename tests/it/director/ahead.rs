//! The director by a trusted clock that was ahead and is set right: the days that it ran over are aired all the same, and
//! the record has both.

use std::collections::BTreeMap;

use loa::airing::{Fact, Outcome};
use loa::ids::CueId;
use loa::plan::Rundown;
use loa::reason::Reason;
use loa::schedule::Start;
use loa::time::{CivilDay, DAY_MS, UtcMs};

use super::{at, closings, fate, heard};
use crate::common::build::{a_plan, a_rundown};
use crate::common::stage::Stage;

const YEAR_MS: i64 = 365 * DAY_MS;

/// A minute at 05:30 and one at 17:00, every day from 7 December 2026, 04:00, on.
fn every_day() -> Stage {
    let programme = |day: CivilDay, id: &str, time: &str| -> Rundown {
        a_rundown(id, &format!("{day}T{time}"), &[60])
    };
    let planner = move |day: CivilDay, _: &[(UtcMs, Fact)]| {
        a_plan(vec![
            programme(day, "sang", "05:30:00"),
            programme(day, "chieu", "17:00:00"),
        ])
    };
    let start = UtcMs::parse("2026-12-07T04:00:00").expect("it should be an instant");
    Stage::new(start, Box::new(planner))
}

/// When each programme was heard, by the clock as it should be.
fn truly_heard(stage: &Stage) -> Vec<String> {
    let heard = stage.heard.iter();
    heard
        .map(|heard| heard.true_at.to_string()[..16].to_owned())
        .collect()
}

/// Every cue of a plan of a day before `end` is closed, and no cue twice.
fn check_closed_once(stage: &Stage, end: CivilDay) {
    let mut times: BTreeMap<&CueId, usize> = BTreeMap::new();
    for closing in closings(stage) {
        *times.entry(&closing.cue).or_default() += 1;
    }
    let adopted = stage.adopted_plans.range(..end);
    let rundowns = adopted.flat_map(|(_, digest)| &stage.plans[digest].rundowns);
    for cue in rundowns.flat_map(|rundown| &rundown.cues) {
        assert_eq!(times.get(&cue.id), Some(&1), "{}", cue.id);
    }
    assert!(times.values().all(|&times| times == 1), "{times:?}");
}

// T1, T2: the battery clock is a year ahead at the start, or NTP sets it so while the daemon is there.
#[test]
fn the_days_that_a_clock_ran_ahead_over_are_aired_when_it_is_set_right() {
    for reason in [Reason::PowerLost, Reason::ClockStepped] {
        let mut stage = every_day();
        stage.run_until_text("2026-12-07T12:00:00");
        if reason == Reason::PowerLost {
            stage.wall_error_ms = YEAR_MS;
            stage.cut(3_600_000, reason);
        } else {
            stage.step_clock(YEAR_MS);
        }
        stage.run_until_text("2026-12-07T15:00:00");
        stage.step_clock(-YEAR_MS);
        stage.run_until_text("2026-12-07T20:00:00");
        assert_eq!(
            stage.director.what_comes(),
            None,
            "nothing more comes today"
        );
        stage.run_until_text("2026-12-10T12:00:00");
        let expected = [
            "2026-12-07T05:30",
            "2026-12-07T17:00",
            "2026-12-08T05:30",
            "2026-12-08T17:00",
            "2026-12-09T05:30",
            "2026-12-09T17:00",
            "2026-12-10T05:30",
        ];
        assert_eq!(truly_heard(&stage), expected, "{reason:?}");
        check_closed_once(&stage, stage.wall().day());
        // What the wrong clock has given up stands in the record beside what was aired.
        let missed = (Outcome::Missed, Some(reason), 0);
        assert_eq!(fate(&stage, "2026-12-08T05:30:00/sang#1"), missed);
        let aired = (Outcome::Aired, None, 60);
        assert_eq!(fate(&stage, "2026-12-08T05:30:00/sang~2#1"), aired);
        let steps = stage
            .record
            .iter()
            .filter(|(_, fact)| matches!(fact, Fact::ClockStepped { by_ms } if *by_ms == -YEAR_MS));
        assert_eq!(steps.count(), 1);
    }
}

// T1: the power goes while the clock is ahead, and the clock is right when the daemon comes back.
#[test]
fn a_start_by_the_right_clock_after_one_that_was_ahead_misses_no_day() {
    let mut stage = every_day();
    stage.run_until_text("2026-12-07T12:00:00");
    stage.wall_error_ms = YEAR_MS;
    stage.cut(3_600_000, Reason::MachineOff);
    stage.run_until_text("2026-12-07T15:00:00");
    stage.wall_error_ms = 0;
    stage.cut(2 * DAY_MS, Reason::PowerLost);
    stage.run_until_text("2026-12-10T12:00:00");
    let expected = ["2026-12-07T05:30", "2026-12-09T17:00", "2026-12-10T05:30"];
    assert_eq!(truly_heard(&stage), expected);
    check_closed_once(&stage, stage.wall().day());
}

// T2: ahead by an hour and a half, twice, on one day.
#[test]
fn what_a_clock_ahead_gave_up_twice_is_planned_a_third_time() {
    let mut stage = every_day();
    for time in ["04:30:00", "04:45:00"] {
        stage.run_until_text(&format!("2026-12-07T{time}"));
        stage.step_clock(5_400_000);
        stage.run_until(UtcMs(stage.mono + 300_000));
        stage.step_clock(-5_400_000);
    }
    stage.run_until_text("2026-12-08T00:00:00");
    assert_eq!(heard(&stage, "/sang~3#1"), [at("05:30:00", 0, 60)]);
    assert_eq!(heard(&stage, "/chieu#1"), [at("17:00:00", 0, 60)]);
    check_closed_once(&stage, stage.wall().day());
    assert_eq!(closings(&stage).len(), 4);
}

// T2, T9: what was heard by the clock that was ahead is not heard again, not even when the schedule is edited.
#[test]
fn what_was_aired_by_a_clock_ahead_is_not_aired_again() {
    let mut stage = every_day();
    stage.step_clock(5_100_000);
    stage.run_until_text("2026-12-07T05:00:00");
    assert_eq!(truly_heard(&stage), ["2026-12-07T04:05"]);
    stage.step_clock(-5_100_000);
    stage.run_until_text("2026-12-07T05:10:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-07T23:00:00");
    let expected = ["2026-12-07T04:05", "2026-12-07T17:00"];
    assert_eq!(truly_heard(&stage), expected);
    check_closed_once(&stage, stage.wall().day());
}

// An edit after the second try finds what was aired under its second name.
#[test]
fn an_edit_leaves_what_was_aired_under_another_name() {
    let mut stage = every_day();
    stage.run_until_text("2026-12-07T04:30:00");
    stage.step_clock(5_400_000);
    stage.run_until_text("2026-12-07T04:35:00");
    stage.step_clock(-5_400_000);
    stage.run_until_text("2026-12-07T05:00:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-07T06:00:00");
    stage.adopt(stage.wall().day());
    stage.run_until_text("2026-12-08T00:00:00");
    let digest = stage.adopted_plans[&CivilDay::parse("2026-12-07").unwrap()];
    let occurrences = stage.plans[&digest].rundowns.iter();
    let occurrences: Vec<&str> = occurrences.map(|r| r.occurrence.as_str()).collect();
    let expected = ["2026-12-07T05:30:00/sang~2", "2026-12-07T17:00:00/chieu"];
    assert_eq!(occurrences, expected);
    let expected = ["2026-12-07T05:30", "2026-12-07T17:00"];
    assert_eq!(truly_heard(&stage), expected);
}

// T1: three days on which nobody vouched for the clock, and three that a clock behind was put forward over.
#[test]
fn days_on_which_nothing_could_be_aired_are_accounted_for_with_the_reason() {
    for reason in [Reason::ClockUntrusted, Reason::ClockStepped] {
        let mut stage = every_day();
        stage.run_until_text("2026-12-07T18:00:00");
        if reason == Reason::ClockUntrusted {
            stage.set_trust(false);
            stage.run_until_text("2026-12-11T04:00:00");
            stage.set_trust(true);
        } else {
            stage.step_clock(3 * DAY_MS + 36_000_000);
        }
        stage.run_until(UtcMs(stage.mono + 60_000));
        for day in ["08", "09", "10"] {
            let cue = format!("2026-12-{day}T05:30:00/sang#1");
            assert_eq!(fate(&stage, &cue), (Outcome::Missed, Some(reason), 0));
        }
        assert_eq!(closings(&stage).len(), 8);
    }
}

// T1: what is due now does not wait for the account of what was missed.
#[test]
fn what_is_due_after_months_of_absence_starts_on_its_second() {
    let mut stage = every_day();
    stage.run_until_text("2026-12-07T06:00:00");
    let back = UtcMs::parse("2027-09-01T05:29:40").unwrap();
    stage.cut(back.0 - stage.mono, Reason::MachineOff);
    stage.run_until_text("2027-09-01T05:29:41");
    assert!(closings(&stage).len() > 3, "the account should have begun");
    stage.run_until_text("2027-09-01T06:00:00");
    let sang = heard(&stage, "2027-09-01T05:30:00/sang#1");
    assert_eq!(sang, [at("05:30:00", 0, 60)]);
    let adopted: Vec<CivilDay> = stage
        .record
        .iter()
        .filter_map(|(_, fact)| match fact {
            Fact::PlanAdopted { day, .. } => Some(*day),
            _ => None,
        })
        .collect();
    let today = CivilDay::parse("2027-09-01").unwrap();
    let first = CivilDay::parse("2026-12-07").unwrap();
    assert_eq!(adopted[..3], [first, today, first.plus(1)]);
    check_closed_once(&stage, today);
}

// T3: the account of an absence is made while tomorrow's plan is on air already.
#[test]
fn an_account_shortly_before_midnight_leaves_tomorrow_as_it_is() {
    let mut stage = every_day();
    stage.run_until_text("2026-12-07T12:00:00");
    let back = UtcMs::parse("2026-12-10T23:55:00").unwrap();
    stage.cut(back.0 - stage.mono, Reason::MachineOff);
    stage.run_until_text("2026-12-11T06:00:00");
    let expected = ["2026-12-07T05:30", "2026-12-11T05:30"];
    assert_eq!(truly_heard(&stage), expected);
    check_closed_once(&stage, stage.wall().day());
}

// T1, T22: the power goes again in the middle of the account.
#[test]
fn an_account_that_was_broken_off_is_taken_up_again() {
    let mut stage = every_day();
    stage.run_until_text("2026-12-07T12:00:00");
    stage.cut(20 * DAY_MS, Reason::MachineOff);
    stage.cut_in_actions = Some(20);
    stage.run_until(UtcMs(stage.mono + 60_000));
    assert!(stage.cut_happened, "the power should go");
    stage.cut(60_000, Reason::PowerLost);
    stage.run_until(UtcMs(stage.mono + 60_000));
    check_closed_once(&stage, stage.wall().day());
    let missed = closings(&stage);
    let missed = missed.iter().filter(|c| c.outcome == Outcome::Missed);
    assert_eq!(missed.count(), 1 + 19 * 2 + 1);
    for closing in closings(&stage)
        .iter()
        .filter(|c| c.outcome == Outcome::Missed)
    {
        let is_absence = [Some(Reason::MachineOff), Some(Reason::PowerLost)];
        assert!(is_absence.contains(&closing.reason), "{closing:?}");
    }
}

// What waits for what takes its place is told under the name of the day.
#[test]
fn what_gives_way_to_something_planned_again_names_it() {
    let mut first = a_rundown("dai", "2026-12-07T05:30:00", &[120]);
    first.start = Start::Hard;
    let mut waits = a_rundown("sau", "2026-12-07T05:31:00", &[60]);
    waits.start = Start::Next;
    waits.fate = loa::plan::Fate::Delayed {
        to: UtcMs::parse("2026-12-07T05:32:00").unwrap(),
        by: first.occurrence.clone(),
    };
    let mut stage = Stage::with_plan("2026-12-07T05:00:00", a_plan(vec![first, waits]));
    stage.step_clock(3_600_000);
    stage.run_until_text("2026-12-07T05:05:00");
    stage.step_clock(-3_600_000);
    stage.run_until_text("2026-12-07T06:00:00");
    assert_eq!(heard(&stage, "/sau~2#1"), [at("05:32:00", 0, 60)]);
    let digest = stage.adopted_plans[&CivilDay::parse("2026-12-07").unwrap()];
    let fate = &stage.plans[&digest].rundowns[1].fate;
    assert!(
        matches!(fate, loa::plan::Fate::Delayed { by, .. } if by.as_str().ends_with("/dai~2")),
        "{fate:?}"
    );
}
