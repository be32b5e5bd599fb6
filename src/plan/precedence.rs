//! Tests of `overlap` as a whole: the rows of `docs/precedence.md`, and what must hold of any day.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::builders::{
    a_programme, a_rundown, a_segment, daily, day, instant, library, missing, options, play,
    write_fate,
};
use super::day::plan_day;
use super::overlap::resolve;
use super::{Fate, History, Rundown, TAIL_MS};
use crate::ids::{OccurrenceId, ZoneId};
use crate::schedule::{Priority, Specificity, Start, Zones};
use crate::time::DAY_MS;

// T4, T11, T12.
#[test]
fn every_row_of_the_documented_table_holds() {
    let table = include_str!("../../docs/precedence.md");
    let mut rows = 0;
    for line in table.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if cells.len() != 6 || cells[1].parse::<u32>().is_err() {
            continue;
        }
        let rundowns: Vec<Rundown> = cells[2].split("; ").map(read_rundown).collect();
        let mut fates: Vec<String> = resolve(rundowns).iter().map(write_fate).collect();
        fates.sort();
        assert_eq!(fates.join("; "), cells[3], "row {}: {}", cells[1], cells[2]);
        rows += 1;
    }
    assert_eq!(rows, 44, "rows of the table that were run");
}

// T11: the regular programme's file is as it was, and so is every other day.
#[test]
fn a_one_off_takes_a_regular_slot_for_its_day_alone() {
    let regular = a_programme("a-deu", vec![daily(&["05:00"])], vec![play("bai")]);
    let mut rule = daily(&["05:00"]);
    rule.dates = vec![day("2026-12-08")];
    let one_off = a_programme("b-mot-lan", vec![rule], vec![play("bai")]);
    let library = library([a_segment("bai", 60_000)]);
    let fates = |date: &str| {
        let programmes = [regular.clone(), one_off.clone()];
        let (history, options) = (History::new(), options());
        let plan = plan_day(&programmes, &library, &history, &options, day(date));
        plan.rundowns.iter().map(write_fate).collect::<Vec<_>>()
    };
    assert_eq!(fates("2026-12-07"), ["a-deu clear"]);
    assert_eq!(
        fates("2026-12-08"),
        ["a-deu gives way to b-mot-lan", "b-mot-lan clear"]
    );
    assert_eq!(fates("2026-12-09"), ["a-deu clear"]);
}

/// Reads a rundown as `docs/precedence.md` writes it: `B 05:10–05:30 preferred wait 9m zones x,y`.
fn read_rundown(text: &str) -> Rundown {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (from, until) = words[1].split_once('–').expect(text);
    let from = instant(&format!("2026-12-07T{from}"));
    let until = instant(&format!("2026-12-07T{until}"));
    let mut rundown = a_rundown(words[0], from, &[(until - from).rem_euclid(DAY_MS)]);
    let mut rest = words[2..].iter();
    while let Some(&word) = rest.next() {
        let mut next = || rest.next().copied().expect(text);
        match word {
            "hard" => rundown.start = Start::Hard,
            "next" => rundown.start = Start::Next,
            "wait" => {
                let minutes: i64 = next().trim_end_matches('m').parse().expect(text);
                let grace_ms = minutes * 60_000;
                rundown.start = Start::Wait { grace_ms };
            }
            "preferred" => rundown.priority = Priority::Preferred,
            "emergency" => rundown.priority = Priority::Emergency,
            "one-off" => rundown.specificity = Specificity::Date,
            "range" => rundown.specificity = Specificity::Range,
            "lunar" => rundown.specificity = Specificity::Lunar,
            "weekday" => rundown.specificity = Specificity::Weekday,
            "zones" => {
                rundown.zones = Zones::Only(next().split(',').map(ZoneId::from).collect());
            }
            "silent" => rundown.cues[0].blocked = Some(missing()),
            _ => panic!("{word} in {text}"),
        }
    }
    rundown
}

prop_compose! {
    fn some_rundown()(
        minute in 0..120_i64,
        lengths in prop::collection::vec(0..1_500_000_i64, 1..4),
        zones in prop::sample::select(vec!["", "x", "y", "x,y"]),
        class in 0..8_u8,
        specificity in prop::sample::select(vec![
            Specificity::Default,
            Specificity::Weekday,
            Specificity::Weekday,
            Specificity::Lunar,
            Specificity::Range,
            Specificity::Date,
        ]),
        start in prop::sample::select(vec![
            Start::Hard,
            Start::Wait { grace_ms: 300_000 },
            Start::Wait { grace_ms: 3_600_000 },
            Start::Next,
        ]),
    ) -> Rundown {
        let mut rundown = a_rundown("p", instant("2026-12-07T05:00") + minute * 60_000, &lengths);
        if !zones.is_empty() {
            rundown.zones = Zones::Only(zones.split(',').map(ZoneId::from).collect());
        }
        rundown.priority = match class {
            0 => Priority::Emergency,
            1 | 2 => Priority::Preferred,
            _ => Priority::Ordinary,
        };
        rundown.specificity = specificity;
        rundown.start = start;
        rundown
    }
}

fn some_rundowns() -> impl Strategy<Value = Vec<Rundown>> {
    prop::collection::vec(some_rundown(), 1..14).prop_map(|mut rundowns| {
        for (rundown, name) in rundowns.iter_mut().zip('a'..) {
            rundown.programme = name.to_string().into();
            rundown.occurrence = OccurrenceId::new(format!("{}/{name}", rundown.at));
        }
        rundowns
    })
}

/// Checks what the rules promise of one resolved rundown, beside its peers.
fn promises(one: &Rundown, before: &Rundown, all: &BTreeMap<&OccurrenceId, &Rundown>) {
    let class_at_least = |other: &OccurrenceId| all[other].priority >= one.priority;
    assert_eq!(one.cues.len(), before.cues.len());
    match &one.fate {
        Fate::Clear => {
            assert_eq!(one, before);
        }
        Fate::CutAt { at, by } => {
            assert_eq!(all[by].starts, *at, "only who is on time cuts");
            assert_eq!(all[by].start, Start::Hard);
            assert!(class_at_least(by) && one.has_sound() && one.starts < *at);
        }
        Fate::Delayed { to, by } => {
            assert_eq!(one.starts, *to);
            assert_ne!(one.start, Start::Hard);
            assert!(*to > one.at && all[by].expected_end() <= *to);
            if let Start::Wait { grace_ms } = one.start {
                assert!(*to - one.at <= grace_ms);
            }
        }
        Fate::GivesWay { to } => {
            assert!(!one.has_sound() && all.contains_key(to));
            assert!(one.start != Start::Hard || class_at_least(to));
        }
    }
}

proptest! {
    #[test]
    fn nobody_is_heard_over_another(rundowns in some_rundowns()) {
        let resolved = resolve(rundowns.clone());
        let all: BTreeMap<_, _> = resolved.iter().map(|r| (&r.occurrence, r)).collect();
        prop_assert_eq!(all.len(), rundowns.len());
        for before in &rundowns {
            promises(all[&before.occurrence], before, &all);
        }
        for (a, nth) in resolved.iter().zip(1..) {
            for b in resolved.iter().skip(nth) {
                if heard_together(a, b) && a.has_sound() && b.has_sound() {
                    let shared_ms =
                        a.expected_end().min(b.expected_end()) - a.starts.max(b.starts);
                    prop_assert!(shared_ms <= TAIL_MS, "{shared_ms} ms: {:?} {:?}", a, b);
                }
            }
        }
        // Whoever goes before all others can't lose the air as a whole.
        prop_assert!(resolved.iter().any(Rundown::has_sound));
    }

    #[test]
    fn the_order_of_files_does_not_matter(rundowns in some_rundowns(), turn in 0..14_usize) {
        let mut turned = rundowns.clone();
        turned.rotate_left(turn % rundowns.len());
        turned.reverse();
        prop_assert_eq!(resolve(turned), resolve(rundowns));
    }
}

/// Whether some zone hears both; of the three zones that the rundowns above name.
fn heard_together(a: &Rundown, b: &Rundown) -> bool {
    let heard = |rundown: &Rundown, zone: &str| match &rundown.zones {
        Zones::All => true,
        Zones::Only(zones) => zones.contains(zone),
    };
    ["x", "y", "z"]
        .iter()
        .any(|zone| heard(a, zone) && heard(b, zone))
}
