//! Rundowns that begin with a pause: the silence is theirs, so it takes the air at its second.

use loa::airing::{Fact, Outcome};
use loa::plan::Rundown;
use loa::reason::Reason;
use loa::schedule::{Priority, Start};
use loa::time::UtcMs;

use super::{NEWS, at, closings, day, fate, heard};
use crate::common::build::{a_plan, a_rundown};
use crate::common::stage::Stage;

const END: &str = "2026-12-07T07:00:00";

/// A rundown whose first cue is heard `pause_s` seconds after its own time.
fn after_pause(id: &str, time: &str, pause_s: i64) -> Rundown {
    let mut rundown = a_rundown(id, &format!("2026-12-07T{time}"), &[60]);
    rundown.cues[0].at = rundown.at + pause_s * 1_000;
    rundown
}

#[test]
fn what_begins_with_a_pause_cuts_at_its_own_time_and_not_at_its_first_sound() {
    for pause_s in [5, 14, 15, 16, 40] {
        let silent = after_pause("lang", "05:31:00", pause_s);
        let mut stage = day(vec![a_rundown("dai", NEWS, &[300]), silent]);
        stage.run_until_text(END);
        let cut = (Outcome::Interrupted, Some(Reason::CutByHardStart), 60);
        assert_eq!(fate(&stage, "dai#1"), cut, "a pause of {pause_s} s");
        let first = format!("05:31:{pause_s:02}");
        assert_eq!(heard(&stage, "lang#1"), [at(&first, 0, 60)]);
    }
}

#[test]
fn a_pause_at_the_beginning_interrupts_and_waits_by_the_same_rules_as_sound() {
    let mut higher = after_pause("lang", "05:31:00", 30);
    higher.priority = Priority::Emergency;
    let mut stage = day(vec![a_rundown("dai", NEWS, &[90]), higher]);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "dai#1"), (Outcome::Aired, None, 90));
    let parts = heard(&stage, "dai#1");
    assert_eq!(parts[0], at("05:30:00", 0, 60));
    assert!(parts[1].0.as_str() >= "05:32:30", "{parts:?}");

    let mut waiting = after_pause("lang", "05:31:00", 30);
    waiting.start = Start::Next;
    let mut stage = day(vec![a_rundown("dai", NEWS, &[90]), waiting]);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "dai#1"), (Outcome::Aired, None, 90));
    assert_eq!(heard(&stage, "lang#1"), [at("05:32:00", 0, 60)]);
}

// T11: what waits for a pause waits for its programme, and a hard start cuts it.
#[test]
fn a_pause_at_the_beginning_holds_the_air_like_sound() {
    for (start, expected) in [(Start::Hard, "05:31:05"), (Start::Next, "05:32:10")] {
        let mut second = a_rundown("tin", "2026-12-07T05:31:05", &[60]);
        second.start = start;
        let mut stage = day(vec![after_pause("lang", "05:31:00", 10), second]);
        stage.run_until_text(END);
        assert_eq!(heard(&stage, "tin#1"), [at(expected, 0, 60)], "{start:?}");
        assert_eq!(closings(&stage).len(), 2);
    }
}

fn is_ordered(stage: &Stage, id: &str) -> bool {
    let orders = stage.record.iter().filter_map(|(_, fact)| match fact {
        Fact::Ordered(order) => Some(order.cue.as_str()),
        _ => None,
    });
    orders.into_iter().any(|cue| cue.contains(id))
}

// T1, T11: nothing starts by a clock that may be wrong, and nothing gives way to what does not start.
#[test]
fn what_was_to_give_way_to_a_pause_goes_on_when_the_clock_loses_its_trust() {
    let mut stage = day(vec![
        a_rundown("dai", NEWS, &[90]),
        after_pause("lang", "05:31:00", 40),
    ]);
    stage.run_until_text("2026-12-07T05:30:50");
    stage.set_trust(false);
    stage.run_until_text("2026-12-07T05:50:00");
    assert!(!is_ordered(&stage, "/lang"));
    stage.set_trust(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "dai#1"), (Outcome::Aired, None, 90));
    assert_eq!(heard(&stage, "dai#1").len(), 1);
    let untrusted = Some(Reason::ClockUntrusted);
    assert_eq!(fate(&stage, "lang#1"), (Outcome::Missed, untrusted, 0));
}

// T16
#[test]
fn what_begins_with_a_pause_is_chosen_anew_when_the_output_comes_back() {
    let mut stage = day(vec![after_pause("lang", "05:31:00", 40)]);
    stage.run_until_text("2026-12-07T05:30:50");
    stage.set_output(false);
    stage.run_until_text("2026-12-07T05:31:30");
    assert!(!is_ordered(&stage, "/lang"));
    stage.set_output(true);
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "lang#1"), (Outcome::Aired, None, 60));
}

#[test]
fn what_would_give_way_to_a_pause_is_cut_by_what_cuts_the_pause() {
    let mut stage = day(vec![
        a_rundown("dai", NEWS, &[300]),
        after_pause("lang", "05:31:00", 40),
        a_rundown("tin", "2026-12-07T05:31:05", &[60]),
    ]);
    stage.run_until_text(END);
    let cut = (Outcome::Interrupted, Some(Reason::CutByHardStart), 65);
    assert_eq!(fate(&stage, "dai#1"), cut);
    assert_eq!(heard(&stage, "tin#1"), [at("05:31:05", 0, 60)]);
}

// T9: an edit puts something before a pause that is about to begin.
#[test]
fn what_is_due_before_a_pause_is_not_kept_by_it() {
    let lang = || after_pause("lang", "05:31:00", 40);
    let mut early = a_rundown("som", "2026-12-07T05:30:50", &[5]);
    early.start = Start::Next;
    let mut plans = vec![a_plan(vec![early, lang()]), a_plan(vec![lang()])];
    let planner = move |_, _: &[(UtcMs, Fact)]| plans.pop().expect("two plans should be asked for");
    let start = UtcMs::parse("2026-12-07T05:00:00").unwrap();
    let mut stage = Stage::new(start, Box::new(planner));
    stage.run_until_text("2026-12-07T05:30:47");
    stage.adopt(stage.wall().day());
    stage.run_until_text(END);
    assert_eq!(heard(&stage, "som#1"), [at("05:30:50", 0, 5)]);
    assert_eq!(heard(&stage, "lang#1"), [at("05:31:40", 0, 60)]);
}

// T11
#[test]
fn nothing_is_cut_for_a_pause_when_nothing_can_be_heard_after_it() {
    let mut stage = day(vec![
        a_rundown("dai", NEWS, &[300]),
        after_pause("lang", "05:31:00", 10),
    ]);
    stage.broken = Box::new(|cue| cue.as_str().contains("/lang").then_some(Reason::FileBroken));
    stage.run_until_text(END);
    assert_eq!(fate(&stage, "dai#1"), (Outcome::Aired, None, 300));
    assert_eq!(heard(&stage, "dai#1").len(), 1);
}
