//! Tests of the planner as a whole: against a naive model of the schedule, and over a simulated year.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::builders::{
    a_pick, a_programme, a_rule, a_segment, daily, day, in_column, library, options, play,
};
use super::day::{Planner, plan_day};
use super::{Choice, Fate, Heard, History, Plan, Rundown};
use crate::ids::{SegmentId, ZoneId};
use crate::schedule::{Item, Pick, PickOrder, Priority, Programme, Start, WeekdaySet, Zones};
use crate::time::{CivilDay, DAY_MS, STATION_OFFSET_MS, UtcMs, Weekday};

/// A rule as the model sees it: seconds of the day, weekdays from Monday, days of December 2026.
#[derive(Clone, Debug)]
struct PlainRule {
    seconds: BTreeSet<i64>,
    weekdays: [bool; 7],
    dates: BTreeSet<u32>,
    start: Start,
}

#[derive(Clone, Debug)]
struct PlainProgramme {
    rules: Vec<PlainRule>,
    items: Vec<u8>,
    zone: Option<&'static str>,
    priority: Priority,
}

fn some_rule() -> impl Strategy<Value = PlainRule> {
    let edges = prop::sample::select(vec![0, 1, 20_730, 20_731, 61_200, 86_398, 86_399]);
    let second = prop_oneof![edges, 18_000..23_000_i64];
    let start = prop::sample::select(vec![
        Start::Hard,
        Start::Hard,
        Start::Wait { grace_ms: 600_000 },
        Start::Next,
    ]);
    (
        prop::collection::btree_set(second, 1..4),
        any::<[bool; 7]>(),
        prop::collection::btree_set(1..32_u32, 0..3),
        start,
    )
        .prop_map(|(seconds, weekdays, dates, start)| PlainRule {
            seconds,
            weekdays,
            dates: if dates.len() > 1 {
                dates
            } else {
                BTreeSet::new()
            },
            start,
        })
}

/// Some programmes, of which the first has a rule that fires every day.
fn some_programmes() -> impl Strategy<Value = Vec<PlainProgramme>> {
    let priority = prop::sample::select(vec![
        Priority::Ordinary,
        Priority::Ordinary,
        Priority::Preferred,
        Priority::Emergency,
    ]);
    let programme = (
        prop::collection::vec(some_rule(), 1..4),
        prop::collection::vec(0..6_u8, 1..5),
        prop::sample::select(vec![None, None, Some("x"), Some("y")]),
        priority,
    )
        .prop_map(|(rules, mut items, zone, priority)| {
            items.push(0);
            PlainProgramme {
                rules,
                items,
                zone,
                priority,
            }
        });
    prop::collection::vec(programme, 1..9).prop_map(|mut programmes| {
        programmes[0].rules[0].weekdays = [true; 7];
        programmes[0].rules[0].dates.clear();
        programmes
    })
}

fn name(nth: usize) -> String {
    format!("ct-{nth:02}")
}

fn build(programmes: &[PlainProgramme]) -> Vec<Programme> {
    let time = |second: &i64| {
        format!(
            "{:02}:{:02}:{:02}",
            second / 3_600,
            second / 60 % 60,
            second % 60
        )
    };
    let build_rule = |plain: &PlainRule| {
        let times: Vec<String> = plain.seconds.iter().map(time).collect();
        let times: Vec<&str> = times.iter().map(String::as_str).collect();
        let days = Weekday::ALL.iter().zip(plain.weekdays);
        let days = days.fold(
            WeekdaySet::NONE,
            |set, (&weekday, on)| {
                if on { set.with(weekday) } else { set }
            },
        );
        let mut rule = a_rule(days, &times);
        rule.dates = plain
            .dates
            .iter()
            .map(|date| day(&format!("2026-12-{date:02}")))
            .collect();
        rule.start = plain.start;
        rule
    };
    let build_item = |plain: &u8| match plain {
        0 => play("nhac-hieu"),
        1 => play("khong-co"),
        2 => Item::Pause { ms: 2_500 },
        3 => Item::Pick(Pick {
            order: PickOrder::Repeat,
            at_most: 2,
            ..a_pick()
        }),
        _ => Item::Pick(a_pick()),
    };
    let build_programme = |(nth, plain): (usize, &PlainProgramme)| Programme {
        zones: plain.zone.map_or(Zones::All, |zone| {
            Zones::Only(BTreeSet::from([ZoneId::from(zone)]))
        }),
        priority: plain.priority,
        ..a_programme(
            &name(nth),
            plain.rules.iter().map(build_rule).collect(),
            plain.items.iter().map(build_item).collect(),
        )
    };
    programmes.iter().enumerate().map(build_programme).collect()
}

/// What is due on a day of December 2026, counted without any of the planner's or the schedule's code.
fn naive(programmes: &[PlainProgramme], date: u32) -> BTreeSet<(i64, String)> {
    // 2026-12-01 is a Tuesday and 20,788 days after 1970-01-01.
    let weekday = (date as usize) % 7;
    let midnight_ms = (20_787 + i64::from(date)) * 86_400_000 - 7 * 3_600_000;
    let mut due = BTreeSet::new();
    for (nth, programme) in programmes.iter().enumerate() {
        for rule in &programme.rules {
            if rule.weekdays[weekday] && (rule.dates.is_empty() || rule.dates.contains(&date)) {
                let instants = rule
                    .seconds
                    .iter()
                    .map(|second| midnight_ms + second * 1_000);
                due.extend(instants.map(|ms| (ms, name(nth))));
            }
        }
    }
    due
}

fn a_library() -> crate::library::Library {
    let mut segments: Vec<_> = ["a", "b", "c", "d"]
        .iter()
        .zip(1..)
        .map(|(id, minutes)| in_column(id, minutes * 60_000 + 17))
        .collect();
    segments[3].valid_until = Some(day("2026-12-15"));
    segments.push(a_segment("nhac-hieu", 15_001));
    library(segments)
}

/// Checks what must hold of every rundown of a plan.
fn check_rundowns(plan: &Plan) {
    for rundown in &plan.rundowns {
        assert!(!rundown.cues.is_empty());
        let mut ids = BTreeSet::new();
        let mut end = rundown.at;
        for cue in &rundown.cues {
            assert!(ids.insert(&cue.id), "{:?} stands twice", cue.id);
            assert_eq!(cue.id.occurrence(), rundown.occurrence);
            assert!(
                cue.at >= end,
                "{:?} begins before the one before ends",
                cue.id
            );
            end = cue.end();
            match &cue.blocked {
                Some(_) => assert_eq!(cue.length_frames, 0),
                None => assert!(cue.content.as_ref().is_some_and(|c| c.sha256.is_some())),
            }
        }
    }
}

/// Checks that every choice is true of what airs before it, in a life that begins with this day.
fn check_choices(plan: &Plan) {
    let mut heard: BTreeMap<&SegmentId, u32> = BTreeMap::new();
    for cue in plan.rundowns.iter().flat_map(|rundown| &rundown.cues) {
        let (Some(content), None) = (&cue.content, &cue.blocked) else {
            continue;
        };
        let times = heard.entry(&content.segment).or_default();
        match cue.choice {
            None => {}
            Some(Choice::New) => assert_eq!(*times, 0, "{:?}", cue.id),
            Some(Choice::LeastAired { times: said }) => assert_eq!(*times, said, "{:?}", cue.id),
            Some(Choice::Repeat) => assert!(*times > 0, "{:?}", cue.id),
            Some(Choice::SpacingGivenUp { .. }) => panic!("no spacing is wished: {:?}", cue.id),
        }
        *times += 1;
    }
}

proptest! {
    #[test]
    fn every_occurrence_is_in_the_plan_exactly_once(
        programmes in some_programmes(),
        date in 1..32_u32,
    ) {
        let day = day(&format!("2026-12-{date:02}"));
        let plan = plan_day(&build(&programmes), &a_library(), &History::new(), &options(), day);
        let due = naive(&programmes, date);
        let planned: Vec<(i64, String)> = plan
            .rundowns
            .iter()
            .map(|rundown| (rundown.at.0, rundown.programme.to_string()))
            .collect();
        prop_assert!(!due.is_empty(), "the first programme airs every day");
        prop_assert_eq!(planned, due.into_iter().collect::<Vec<_>>(), "in this order");
        prop_assert!(plan.rundowns.iter().any(Rundown::has_sound));
        check_rundowns(&plan);
    }

    #[test]
    fn every_choice_is_true_of_what_airs_before(
        mut programmes in some_programmes(),
        date in 1..32_u32,
    ) {
        // An hour apart, so that nobody loses time to another.
        for (programme, hour) in programmes.iter_mut().zip(0..) {
            programme.rules.truncate(1);
            programme.rules[0].seconds = [hour, hour + 9].map(|hour| hour * 3_600).into();
        }
        let day = day(&format!("2026-12-{date:02}"));
        let plan = plan_day(&build(&programmes), &a_library(), &History::new(), &options(), day);
        prop_assert!(plan.rundowns.len() >= 2);
        prop_assert!(plan.rundowns.iter().all(|rundown| rundown.fate == Fate::Clear));
        check_choices(&plan);
    }

    #[test]
    fn the_order_of_the_files_does_not_change_the_plan(
        programmes in some_programmes(),
        date in 1..32_u32,
        turn in 0..9_usize,
    ) {
        let day = day(&format!("2026-12-{date:02}"));
        let in_order = build(&programmes);
        let mut turned = in_order.clone();
        turned.rotate_left(turn % in_order.len());
        turned.reverse();
        let plan = |programmes: &[Programme]| {
            plan_day(programmes, &a_library(), &History::new(), &options(), day).to_bytes()
        };
        let bytes = plan(&in_order);
        prop_assert_eq!(&bytes, &plan(&turned));
        prop_assert_eq!(Plan::from_bytes(&bytes).expect("own bytes").to_bytes(), bytes);
    }
}

proptest! {
    #[test]
    fn days_planned_in_a_row_are_those_planned_one_by_one_with_what_was_heard(
        programmes in some_programmes(),
        date in 1..32_u32,
    ) {
        let first = day(&format!("2026-12-{date:02}"));
        let programmes = build(&programmes);
        let (library, options) = (a_library(), options());
        let mut history = History::from([(
            "a".into(),
            Heard { times: 1, last: first.plus(-1).start() },
        )]);
        let in_a_row = Planner::new(&programmes, &library, &options).days(&history, first);
        for (plan, nth) in in_a_row.take(10).zip(0..) {
            let alone = plan_day(&programmes, &library, &history, &options, first.plus(nth));
            prop_assert_eq!(&plan, &alone);
            prop_assert!(!plan.rundowns.is_empty());
            live_through(&plan, &mut history);
        }
    }
}

/// Adds what a day's plan airs to the history, as if all had gone by the plan.
fn live_through(plan: &Plan, history: &mut History) {
    for cue in plan.rundowns.iter().flat_map(|rundown| &rundown.cues) {
        if let (Some(content), None) = (&cue.content, &cue.blocked) {
            let heard = history.entry(content.segment.clone()).or_insert(Heard {
                times: 0,
                last: UtcMs(i64::MIN),
            });
            heard.times += 1;
            heard.last = heard.last.max(cue.at);
        }
    }
}

/// Lives a year from Monday, 2026-01-05, and returns what was heard in it.
fn a_year(programmes: &[Programme], segments: usize) -> History {
    let library = library((0..segments).map(|nth| in_column(&format!("bai-{nth:02}"), 300_000)));
    let mut history = History::new();
    for nth in 0..365 {
        let day = day("2026-01-05").plus(nth);
        live_through(
            &plan_day(programmes, &library, &history, &options(), day),
            &mut history,
        );
    }
    history
}

#[test]
fn a_year_of_rotation_airs_equal_segments_equally_often() {
    let check = |wish: Pick, airings: u32| {
        let rules = vec![daily(&["05:45:30", "17:15:30"])];
        let programme = a_programme("cchc", rules, vec![Item::Pick(wish)]);
        let counts: BTreeMap<SegmentId, u32> = a_year(&[programme], 15)
            .into_iter()
            .map(|(id, heard)| (id, heard.times))
            .collect();
        assert_eq!(counts.len(), 15);
        assert_eq!(counts.values().sum::<u32>(), airings);
        let (least, most) = (counts.values().min(), counts.values().max());
        assert!(
            most.zip(least)
                .is_some_and(|(most, least)| most - least <= 1),
            "{counts:?}"
        );
    };
    check(a_pick(), 730);
    let two_spaced = Pick {
        at_most: 2,
        spacing_days: 3,
        ..a_pick()
    };
    check(two_spaced, 1_460);
    let budget = Pick {
        at_most: 9,
        new_first: false,
        up_to_ms: Some(900_000),
        ..a_pick()
    };
    check(budget, 2_190);
}

// T3: midnight and the last second of a day are ordinary times, on the day that station time says.
#[test]
fn a_day_has_its_own_midnight_and_its_own_last_second() {
    let rules = vec![daily(&["00:00", "05:00", "23:59:59"])];
    let programme = a_programme("p", rules, vec![play("nhac-hieu")]);
    let of = |day: CivilDay| {
        let plan = plan_day(
            std::slice::from_ref(&programme),
            &a_library(),
            &History::new(),
            &options(),
            day,
        );
        plan.rundowns.iter().map(|r| r.at.0).collect::<Vec<_>>()
    };
    let monday = day("2026-12-07");
    let midnight_ms = monday.days() * DAY_MS - STATION_OFFSET_MS;
    let expected = [0, 18_000_000, 86_399_000].map(|ms| midnight_ms + ms);
    assert_eq!(of(monday), expected);
    assert_eq!(of(monday.plus(1)), expected.map(|ms| ms + DAY_MS));
}
