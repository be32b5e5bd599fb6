//! Those that wait for the air, `wait` and `next`: how long, and what becomes of them when more than the air keeps them.

use loa::airing::Outcome;
use loa::plan::Rundown;
use loa::reason::Reason;
use loa::schedule::{Late, Priority, Resume, Start};
use loa::time::{TimeOfDay, UtcMs};

use super::{Fate, NEWS, at, closings, day, fate, heard};
use crate::common::build::a_rundown;
use crate::common::stage::Stage;

const END: &str = "2026-12-07T23:59:00";
const GRACE: Start = Start::Wait {
    grace_ms: 3_600_000,
};

/// What is on from 05:30 to 06:00.
fn long(resume: Resume) -> Rundown {
    let mut rundown = a_rundown("dai", NEWS, &[1_800]);
    rundown.resume = resume;
    rundown
}

/// What is due at 05:31 and waits for it; it may be two minutes late.
fn behind(start: Start) -> Rundown {
    let mut rundown = a_rundown("sau", "2026-12-07T05:31:00", &[60]);
    rundown.start = start;
    rundown
}

fn until(stage: &mut Stage, time: &str) {
    stage.run_until_text(&format!("2026-12-07T{time}"));
}

fn missed(reason: Reason) -> Fate {
    (Outcome::Missed, Some(reason), 0)
}

const AIRED: Fate = (Outcome::Aired, None, 60);

// T10, T16: the late policy counts from when the air is free, be it for a lost output.
#[test]
fn what_waits_is_late_by_its_policy_once_the_air_is_free() {
    let lost = missed(Reason::DeviceLost);
    for (start, resume, back, expected) in [
        // What was on goes on, and it comes after that.
        (Start::Next, Resume::Continue, "05:41:00", AIRED),
        (GRACE, Resume::Continue, "05:41:00", AIRED),
        (Start::Next, Resume::Continue, "16:00:00", lost),
        (GRACE, Resume::Continue, "06:10:00", lost),
        (Start::Next, Resume::Drop, "05:41:50", AIRED),
        (Start::Next, Resume::Drop, "05:42:10", lost),
        (GRACE, Resume::Drop, "05:42:10", lost),
    ] {
        let mut stage = day(vec![long(resume), behind(start)]);
        until(&mut stage, "05:40:00");
        stage.set_output(false);
        until(&mut stage, back);
        stage.set_output(true);
        stage.run_until_text(END);
        let case = format!("{start:?} behind {resume:?}, back at {back}");
        assert_eq!(fate(&stage, "sau#1"), expected, "{case}");
    }
}

// T1: the same where nobody vouches for the clock.
#[test]
fn what_waits_is_missed_for_the_clock_when_that_kept_it_longer_than_its_policy() {
    for (back, expected) in [
        ("06:01:00", AIRED),
        ("16:00:00", missed(Reason::ClockUntrusted)),
    ] {
        let mut stage = day(vec![long(Resume::Continue), behind(Start::Next)]);
        until(&mut stage, "05:40:00");
        stage.set_trust(false);
        until(&mut stage, back);
        stage.set_trust(true);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), expected, "trusted again at {back}");
    }
}

// T6, T22: the daemon that comes back knows from the plan that it was to wait.
#[test]
fn what_the_plan_lets_wait_still_waits_after_a_power_cut() {
    for (off_s, expected) in [(20, AIRED), (36_000, missed(Reason::PowerLost))] {
        let mut waits = behind(Start::Next);
        waits.starts = UtcMs::parse("2026-12-07T06:00:00").unwrap();
        let mut stage = day(vec![long(Resume::Continue), waits]);
        until(&mut stage, "05:40:00");
        stage.cut(off_s * 1_000, Reason::PowerLost);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), expected, "off for {off_s} s");
        assert_eq!(fate(&stage, "dai#1").0 == Outcome::Aired, off_s == 20);
    }
}

// T6: what joins in progress leaves no second silent in which the air is free.
#[test]
fn what_joins_begins_the_moment_the_air_is_free_within_its_own_time() {
    for start in [Start::Hard, Start::Next, GRACE] {
        let mut storm = a_rundown("bao", NEWS, &[90]);
        storm.priority = Priority::Emergency;
        let mut joins = behind(start);
        joins.late = Late::Join;
        joins.cues[0].length_frames *= 2;
        let mut stage = day(vec![storm, joins]);
        stage.run_until_text(END);
        assert_eq!(
            heard(&stage, "sau#1"),
            [at("05:31:30", 30, 120)],
            "{start:?}"
        );
    }
}

// T12: what is on runs up to the hour at which the station must fall silent, or past it, and the plan did not know.
#[test]
fn what_waits_does_not_begin_after_its_hours_have_closed() {
    for start in [Start::Next, GRACE] {
        for (closes, expected) in [
            ("06:00:01", AIRED),
            ("06:00:00", missed(Reason::ChannelBusy)),
            ("05:45:00", missed(Reason::ChannelBusy)),
        ] {
            let mut waits = behind(start);
            let closes = UtcMs::parse(&format!("2026-12-07T{closes}")).unwrap();
            waits.begins_before = Some(closes);
            let mut stage = day(vec![long(Resume::Continue), waits]);
            stage.run_until_text(END);
            assert_eq!(fate(&stage, "sau#1"), expected, "{start:?}, {closes}");
        }
    }
}

// T14: what hangs is not on, so there is nothing to wait for.
#[test]
fn what_waits_behind_a_start_that_hangs_is_late_by_its_policy() {
    for start in [Start::Next, GRACE] {
        let mut first = a_rundown("bi-treo", NEWS, &[60]);
        first.late = Late::MakeUpBefore(TimeOfDay::new(18, 0, 0).unwrap());
        let mut waits = a_rundown("sau", NEWS, &[60]);
        waits.start = start;
        let mut stage = day(vec![first, waits]);
        stage.hangs = Box::new(|cue| cue.as_str().ends_with("/bi-treo#1"));
        until(&mut stage, "05:32:00");
        assert!(closings(&stage).is_empty(), "{start:?}");
        until(&mut stage, "05:32:03");
        stage.hangs = Box::new(|_| false);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), missed(Reason::TooLate), "{start:?}");
        assert_eq!(heard(&stage, "bi-treo#1").len(), 1);
    }
}

#[test]
fn what_waits_and_may_not_be_late_comes_the_moment_the_air_is_free() {
    for start in [Start::Next, GRACE] {
        for (stopped, expected) in [(None, "06:00:00"), (Some("05:40:00"), "05:40:01")] {
            let mut waits = behind(start);
            waits.late = Late::SkipAfter { ms: 0 };
            let mut stage = day(vec![long(Resume::Continue), waits]);
            if let Some(time) = stopped {
                until(&mut stage, time);
                stage.operator_stops("Trần Văn Ví Dụ");
            }
            stage.run_until_text(END);
            assert_eq!(fate(&stage, "sau#1"), AIRED, "{start:?}");
            let latest = UtcMs::parse(&format!("2026-12-07T{expected}")).unwrap();
            assert!(stage.heard[1].at <= latest, "{:?}", stage.heard[1]);
        }
    }
}

#[test]
fn the_day_is_the_end_of_all_waiting_behind_what_is_on() {
    let mut waits = a_rundown("sau", "2026-12-07T23:40:00", &[60]);
    waits.start = Start::Next;
    waits.late = Late::SkipAfter { ms: 86_400_000 };
    let first = a_rundown("dai", "2026-12-07T23:30:00", &[3_600]);
    let mut stage = day(vec![first, waits]);
    stage.run_until_text("2026-12-08T02:00:00");
    assert_eq!(fate(&stage, "sau#1"), missed(Reason::ChannelBusy));
}

#[test]
fn patience_ends_with_the_grace_whatever_else_kept_it_meanwhile() {
    for (length_s, expected) in [(240, AIRED), (1_200, missed(Reason::DeviceLost))] {
        let mut waits = behind(Start::Wait { grace_ms: 300_000 });
        waits.late = Late::SkipAfter { ms: 120_000 };
        let mut stage = day(vec![a_rundown("dai", NEWS, &[length_s]), waits]);
        until(&mut stage, "05:32:00");
        stage.set_output(false);
        until(&mut stage, "05:32:40");
        stage.set_output(true);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), expected, "behind {length_s} s");
    }
}

#[test]
fn a_late_policy_that_is_longer_than_the_grace_counts_where_the_air_was_free() {
    let mut waits = behind(Start::Wait { grace_ms: 60_000 });
    waits.late = Late::SkipAfter { ms: 600_000 };
    let mut stage = day(vec![waits]);
    until(&mut stage, "05:30:50");
    stage.set_output(false);
    until(&mut stage, "05:35:00");
    stage.set_output(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "sau#1"), AIRED);
}

// T16, T37: it is as late as what it waited for, and that is no lateness of its own.
#[test]
fn what_has_waited_goes_on_after_an_interruption_like_any_other() {
    let mut stage = day(vec![long(Resume::Continue), behind(Start::Next)]);
    until(&mut stage, "06:00:30");
    stage.set_output(false);
    until(&mut stage, "06:00:50");
    stage.set_output(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "sau#1"), AIRED);
    assert_eq!(heard(&stage, "sau#1")[0], at("06:00:00", 0, 30));
}

#[test]
fn what_waits_and_may_not_be_late_waits_for_what_is_being_got_ready_too() {
    for start in [Start::Next, GRACE] {
        let mut waits = a_rundown("sau", NEWS, &[60]);
        waits.start = start;
        waits.late = Late::SkipAfter { ms: 0 };
        let mut stage = day(vec![a_rundown("dai", NEWS, &[60]), waits]);
        stage.decode_ms = 15_500;
        until(&mut stage, "05:30:10");
        stage.decode_ms = 120;
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), AIRED, "{start:?}");
    }
}

#[test]
fn what_waits_and_may_not_be_late_comes_when_what_is_on_ends_early() {
    let mut waits = a_rundown("sau", "2026-12-07T05:30:30", &[60]);
    waits.start = Start::Next;
    waits.late = Late::SkipAfter { ms: 0 };
    let mut stage = day(vec![a_rundown("dai", NEWS, &[60, 600]), waits]);
    stage.broken = Box::new(|cue| {
        cue.as_str()
            .ends_with("/dai#2")
            .then_some(Reason::FileBroken)
    });
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "sau#1"), AIRED);
}

#[test]
fn a_slow_disk_is_no_busy_channel_and_so_does_not_try_its_patience() {
    let mut waits = behind(Start::Wait { grace_ms: 60_000 });
    waits.late = Late::SkipAfter { ms: 600_000 };
    let mut stage = day(vec![waits]);
    stage.decode_ms = 100_000;
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "sau#1"), AIRED);
}

#[test]
fn what_is_made_up_waits_for_its_hour_or_for_what_is_on() {
    for (start, hour, expected) in [
        (Start::Wait { grace_ms: 60_000 }, "18:00:00", AIRED),
        (
            Start::Wait { grace_ms: 60_000 },
            "05:35:00",
            missed(Reason::ChannelBusy),
        ),
        (Start::Next, "05:35:00", AIRED),
    ] {
        let mut waits = behind(start);
        waits.late = Late::MakeUpBefore(TimeOfDay::parse(hour).unwrap());
        let mut stage = day(vec![long(Resume::Continue), waits]);
        // It goes on after an interruption too.
        until(&mut stage, "06:00:30");
        stage.set_output(false);
        until(&mut stage, "06:00:50");
        stage.set_output(true);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), expected, "{start:?} before {hour}");
    }
}

// T16: what was free at its time is late by its policy, whatever is on after that.
#[test]
fn what_found_the_air_free_and_could_not_start_does_not_wait_for_what_comes_then() {
    for (ends_s, expected) in [(60, AIRED), (1_400, missed(Reason::DeviceLost))] {
        let mut waits = a_rundown("sau", NEWS, &[60]);
        waits.start = Start::Next;
        waits.late = Late::SkipAfter { ms: 600_000 };
        let after = a_rundown("tin", "2026-12-07T05:36:30", &[ends_s]);
        let mut stage = day(vec![waits, after]);
        until(&mut stage, "05:29:00");
        stage.set_output(false);
        until(&mut stage, "05:36:00");
        stage.set_output(true);
        stage.run_until_text(END);
        assert_eq!(fate(&stage, "sau#1"), expected, "before {ends_s} s");
    }
}

// T6: the plan let it wait for half a minute; the power kept it longer.
#[test]
fn what_was_to_wait_a_little_is_as_late_as_its_policy_allows_when_the_power_kept_it() {
    let mut waits = behind(Start::Wait { grace_ms: 60_000 });
    waits.late = Late::SkipAfter { ms: 600_000 };
    waits.starts = UtcMs::parse("2026-12-07T05:31:30").unwrap();
    let mut stage = day(vec![a_rundown("dai", NEWS, &[90]), waits]);
    until(&mut stage, "05:29:30");
    stage.cut(330_000, Reason::PowerLost);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "sau#1"), AIRED);
}
