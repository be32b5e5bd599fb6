//! A simulated year of the repository's own station, with power cut between any two actions, clocks that step, audio
//! that fails and outputs that vanish. What the director recorded is held against what was truly heard, and what was
//! planned against a model that shares no code with the planner.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use loa::airing::{Closing, Fact, Outcome};
use loa::config::Loaded;
use loa::ids::{CueId, OccurrenceId};
use loa::plan::day::plan_day;
use loa::plan::{Cue, Heard, History, Rundown, TAIL_MS, frames_to_ms};
use loa::reason::Reason;
use loa::schedule::parse::{ScheduleContext, parse_programme};

use loa::schedule::{Late, Programme, Resume, Start};
use loa::time::{CivilDay, UtcMs};

use crate::common::demo;
use crate::common::rng::Rng;
use crate::common::stage::{self, Stage, StagePlanner};

mod policies;

const SEEDS: u64 = 100;
const FIRST: &str = "2026-12-01";
const DAYS: i64 = 365;

fn first_day() -> CivilDay {
    CivilDay::parse(FIRST).expect("it should be a day")
}

/// The station, and a ceremony on the first of each month that takes the place of the regular morning, so that there is
/// something to resolve.
fn station() -> &'static Loaded {
    static STATION: OnceLock<Loaded> = OnceLock::new();
    STATION.get_or_init(|| {
        let mut loaded = demo::load();
        loaded.programmes.push(ceremony(&loaded));
        loaded
    })
}

const CEREMONY: &str = r#"
title = "Chào cờ đầu tháng"
[[when]]
at = "05:45:30"
dates = ["2026-12-07", "2027-01-04", "2027-02-15", "2027-03-01", "2027-04-05", "2027-05-03", "2027-06-07",
    "2027-07-05", "2027-08-02", "2027-09-06", "2027-10-04", "2027-11-01"]
late = { skip_after = "5m" }
[[item]]
play = "nhac/nhac-hieu-dai.flac"
[[item]]
play = "phap-luat/hoa-giai-o-co-so.mp3"
"#;

fn ceremony(loaded: &Loaded) -> Programme {
    let columns = loaded.library.columns.keys().cloned().collect();
    let today = first_day();
    let context = ScheduleContext {
        zones: BTreeSet::new(),
        columns,
        day_sets: BTreeMap::new(),
        today,
    };
    let mut problems = Vec::new();
    let programme = parse_programme("schedules/chao-co.toml", CEREMONY, &context, &mut problems);
    assert_eq!(problems, []);
    programme.expect("the ceremony should be readable")
}

/// Makes plans as the conductor does: from what the record says was heard before the day.
fn planner() -> StagePlanner {
    let loaded = station();
    let options = &loaded
        .station
        .as_ref()
        .expect("the demo station should be usable")
        .plan;
    let mut history = History::new();
    let mut read = 0;
    Box::new(move |day, record| {
        while let Some((at, fact)) = record.get(read).filter(|(at, _)| *at < day.start()) {
            read += 1;
            if let Fact::Closed(Closing {
                outcome,
                segment: Some(segment),
                ..
            }) = fact
                && matches!(outcome, Outcome::Aired | Outcome::Partial)
            {
                let heard = history.entry(segment.clone()).or_insert(Heard {
                    times: 0,
                    last: *at,
                });
                heard.times += 1;
                heard.last = heard.last.max(*at);
            }
        }
        plan_day(&loaded.programmes, &loaded.library, &history, options, day)
    })
}

/// What happened in a year, for floors over all seeds.
#[derive(Default, Debug)]
struct Tally {
    planned: usize,
    outcomes: BTreeMap<Outcome, usize>,
    reasons: BTreeSet<Reason>,
    made_up: usize,
    resumed: usize,
    cuts: usize,
    gave_way: usize,
    used: policies::Used,
}

fn live(seed: u64) -> (Stage, i64) {
    let mut rng = Rng::new(seed);
    let start = first_day().start();
    let mut stage = Stage::new(start, planner());
    let mut bad = Rng::new(seed ^ 0x5eed);
    stage.broken = Box::new(move |_| {
        bad.once_in(150).then(|| match bad.between(0, 3) {
            0 => Reason::FileMissing,
            1 => Reason::FileBroken,
            _ => Reason::FileAltered,
        })
    });
    let mut stepped_ms = 0;
    let end = start + DAYS * 86_400_000;
    while stage.mono < end.0 {
        let next = stage.mono + rng.between(3_600_000, 6 * 86_400_000);
        match rng.between(0, 10) {
            0..=5 => {
                // A cut between any two of the actions to come.
                stage.cut_in_actions = Some(rng.next() % 400);
                while !stage.cut_happened && stage.mono < next {
                    stage.run_until(UtcMs(stage.mono + 3_600_000));
                }
                let off_ms = match rng.between(0, 4) {
                    0 => rng.between(1_000, 30_000),
                    1 => rng.between(30_000, 900_000),
                    2 => rng.between(900_000, 7_200_000),
                    _ => rng.between(7_200_000, 100_000_000),
                };
                let cause = if rng.once_in(2) {
                    Reason::PowerLost
                } else {
                    Reason::DaemonDown
                };
                stage.cut(off_ms, cause);
            }
            6 => {
                stage.run_until(UtcMs(next));
                if rng.once_in(2) {
                    run_to_next(&mut stage, rng.between(10_000, 300_000));
                }
                stage.set_output(false);
                stage.run_until(UtcMs(stage.mono + rng.between(500, 1_800_000)));
                stage.set_output(true);
            }
            7 => {
                stage.run_until(UtcMs(next));
                // Over the time of a programme, or just short of it, more often than chance would have it.
                if rng.once_in(2) {
                    run_to_next(&mut stage, rng.between(-90_000, 30_000));
                }
                let by_ms = rng.between(-90_000, 90_000) - stage.wall_error_ms;
                stepped_ms += by_ms.abs();
                stage.step_clock(by_ms);
            }
            8 => {
                stage.run_until(UtcMs(next));
                stage.set_trust(false);
                stage.run_until(UtcMs(stage.mono + rng.between(60_000, 7_200_000)));
                stage.set_trust(true);
            }
            _ => stage.decode_ms = rng.between(20, 3_000),
        }
    }
    stage.run_until(UtcMs(stage.mono + 2 * 86_400_000));
    (stage, stepped_ms)
}

/// Runs until `after_ms` after the next programme is due by the station's clock.
fn run_to_next(stage: &mut Stage, after_ms: i64) {
    if let Some((at, _)) = stage.director.what_comes() {
        stage.run_until(at + (after_ms - stage.wall_error_ms));
    }
}

/// The rundowns and cues of every plan that was ever adopted, by id; a plan made again names the same ones.
struct Planned<'a> {
    cues: BTreeMap<&'a CueId, (&'a Rundown, &'a Cue)>,
}

impl<'a> Planned<'a> {
    fn of(stage: &'a Stage) -> Self {
        let rundowns = stage.plans.values().flat_map(|plan| &plan.rundowns);
        let cues = rundowns.flat_map(|rundown| {
            rundown
                .cues
                .iter()
                .map(move |cue| (&cue.id, (rundown, cue)))
        });
        Self {
            cues: cues.collect(),
        }
    }
}

fn check(seed: u64, tally: &mut Tally) {
    let (stage, stepped_ms) = live(seed);
    let planned = Planned::of(&stage);
    let mut closings: BTreeMap<&CueId, &Closing> = BTreeMap::new();
    for (_, fact) in &stage.record {
        match fact {
            Fact::Closed(closing) => {
                let twice = closings.insert(&closing.cue, closing);
                assert!(
                    twice.is_none(),
                    "seed {seed}: {} was closed twice",
                    closing.cue
                );
                assert!(
                    planned.cues.contains_key(&closing.cue),
                    "seed {seed}: {} was never planned",
                    closing.cue
                );
                *tally.outcomes.entry(closing.outcome).or_default() += 1;
                tally.reasons.extend(closing.reason);
            }
            Fact::Ordered(order) => {
                tally.made_up += usize::from(order.made_up);
                tally.resumed += usize::from(order.from_frame > 0);
            }
            Fact::DaemonStarted { off: Some(_), .. } => tally.cuts += 1,
            _ => {}
        }
    }
    let today = stage.wall().day();
    for (day, digest) in stage
        .adopted_plans
        .iter()
        .filter(|(day, _)| **day < today.plus(-1))
    {
        for cue in stage.plans[digest]
            .rundowns
            .iter()
            .flat_map(|rundown| &rundown.cues)
        {
            assert!(
                closings.contains_key(&cue.id),
                "seed {seed}: {} of {day} was never closed",
                cue.id
            );
            tally.planned += 1;
        }
    }
    // Where the ceremony is, the column of the same second gives way as a whole, whatever else goes wrong.
    for (cue, closing) in &closings {
        let regular = cue.as_str().contains("T05:45:30/chuyen-muc-cchc#");
        if regular && CEREMONY.contains(&cue.as_str()[..10]) {
            assert_eq!(
                closing.reason,
                Some(Reason::Overlapped),
                "seed {seed}: {cue}"
            );
            tally.gave_way += 1;
        }
    }
    hold_against_truth(seed, &stage, &planned, &closings);
    policies::check(seed, &stage, &planned, stepped_ms, &mut tally.used);
}

/// Holds the record against what was truly heard.
fn hold_against_truth(
    seed: u64,
    stage: &Stage,
    planned: &Planned<'_>,
    closings: &BTreeMap<&CueId, &Closing>,
) {
    let mut truth: BTreeMap<&CueId, Vec<&stage::Heard>> = BTreeMap::new();
    for heard in &stage.heard {
        truth.entry(&heard.cue).or_default().push(heard);
    }
    for pair in stage.heard.windows(2) {
        let end = pair[0].true_at + frames_to_ms(pair[0].to_frame - pair[0].from_frame);
        assert!(
            pair[1].true_at >= end - TAIL_MS - 1,
            "seed {seed}: {} and {} were heard at once",
            pair[0].cue,
            pair[1].cue
        );
    }
    let steps = stage.record.iter().filter_map(|(at, fact)| match fact {
        Fact::ClockStepped { by_ms } => Some((at.day(), by_ms.abs())),
        _ => None,
    });
    let steps: Vec<(CivilDay, i64)> = steps.collect();
    for (cue, parts) in &truth {
        let (rundown, planned_cue) = planned.cues[*cue];
        assert!(
            planned_cue.blocked.is_none(),
            "seed {seed}: {cue} was blocked, and was heard"
        );
        if rundown.resume == Resume::Drop {
            assert_eq!(parts.len(), 1, "seed {seed}: {cue} was heard twice");
        }
        let first = parts[0].at;
        let (from, until) = window(rundown, planned_cue);
        let near_ms = stepped_near_ms(&steps, rundown);
        assert!(
            first >= from - 1 - near_ms && first <= until + near_ms,
            "seed {seed}: {cue} was heard at {first}, outside {from} to {until}"
        );
        let Some(closing) = closings.get(cue) else {
            continue;
        };
        let heard: u64 = parts
            .iter()
            .map(|part| part.to_frame - part.from_frame)
            .sum();
        let claimed = closing.played_frames;
        assert!(
            claimed <= heard,
            "seed {seed}: {cue} claims {claimed} frames of {heard}"
        );
        if !closing.at_least {
            assert_eq!(claimed, heard, "seed {seed}: {cue} counts wrong");
        }
        if closing.outcome == Outcome::Aired {
            assert!(
                heard * 20 >= closing.total_frames * 19,
                "seed {seed}: {cue} was not heard in full"
            );
        }
    }
    for (cue, closing) in closings {
        let claims = matches!(closing.outcome, Outcome::Aired | Outcome::Partial);
        assert!(
            !claims || truth.contains_key(*cue),
            "seed {seed}: {cue} was never heard"
        );
    }
}

/// By how much the clock was stepped on the day of a rundown or on the next, when it may still have been on air.
fn stepped_near_ms(steps: &[(CivilDay, i64)], rundown: &Rundown) -> i64 {
    let day = rundown.at.day();
    let near = steps
        .iter()
        .filter(|(of, _)| (day..=day.plus(1)).contains(of));
    near.map(|(_, by_ms)| by_ms).sum()
}

/// From when until when a cue may start, by the words of the format and not by the director's code.
fn window(rundown: &Rundown, cue: &Cue) -> (UtcMs, UtcMs) {
    let midnight = rundown.at.day().plus(1).start();
    let late = match rundown.late {
        Late::SkipAfter { ms } => rundown.at + ms,
        Late::Join => rundown.end(),
        Late::MakeUpBefore(time) => rundown.at.day().at(time),
    };
    let patience = match rundown.start {
        Start::Hard => rundown.at,
        Start::Wait { grace_ms } => rundown.at + grace_ms,
        Start::Next => midnight,
    };
    // A cue moves with its rundown, and an interrupted one may go on as late as it might have started, after its end.
    let length_ms = rundown.end() - rundown.at;
    (cue.at, late.max(patience) + 2 * length_ms + 60_000)
}

#[test]
fn in_a_hundred_years_with_faults_every_planned_cue_is_closed_once_and_truly() {
    let mut tally = Tally::default();
    let halves: Vec<Tally> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    let mut tally = Tally::default();
                    for seed in (half..SEEDS).step_by(2) {
                        check(seed, &mut tally);
                    }
                    tally
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a seed failed"))
            .collect()
    });
    for half in halves {
        tally.planned += half.planned;
        tally.made_up += half.made_up;
        tally.resumed += half.resumed;
        tally.cuts += half.cuts;
        tally.gave_way += half.gave_way;
        tally.used.add(&half.used);
        tally.reasons.extend(half.reasons);
        for (outcome, count) in half.outcomes {
            *tally.outcomes.entry(outcome).or_default() += count;
        }
    }
    // A simulator that plans nothing, or in which nothing goes wrong, proves nothing.
    let aired = tally.outcomes[&Outcome::Aired];
    assert!(tally.planned > 500_000, "{tally:?}");
    assert!(aired * 10 > tally.planned * 8, "{tally:?}");
    for outcome in Outcome::ALL {
        assert!(
            tally
                .outcomes
                .get(&outcome)
                .is_some_and(|&count| count > 100),
            "{outcome:?}: {tally:?}"
        );
    }
    for reason in [
        Reason::PowerLost,
        Reason::DaemonDown,
        Reason::ClockUntrusted,
        Reason::DeviceLost,
        Reason::FileBroken,
        Reason::Expired,
        Reason::ChannelBusy,
    ] {
        assert!(tally.reasons.contains(&reason), "{reason:?}: {tally:?}");
    }
    assert!(
        tally.made_up > 1_000
            && tally.resumed > 100
            && tally.cuts > 5_000
            && tally.gave_way > 2_000,
        "{tally:?}"
    );
    for policy in ["skip_after", "join", "make_up_before"] {
        assert!(tally.used.late[policy] > 500, "{policy}: {tally:?}");
    }
    assert!(
        tally.used.late_by_step > 50 && tally.used.from_frame > 20,
        "{tally:?}"
    );
    for policy in ["continue", "restart"] {
        assert!(tally.used.resumed[policy] > 100, "{policy}: {tally:?}");
    }
}

#[test]
fn the_plan_of_a_year_has_exactly_the_occurrences_of_the_table() {
    let loaded = station();
    let options = &loaded.station.as_ref().unwrap().plan;
    let first = CivilDay::parse("2026-11-30").unwrap();
    let mut counted = 0;
    let regular = &loaded.programmes[..loaded.programmes.len() - 1];
    for offset in 0..DAYS {
        let day = first.plus(offset);
        let plan = plan_day(regular, &loaded.library, &History::new(), options, day);
        let found: BTreeSet<OccurrenceId> = plan
            .rundowns
            .iter()
            .map(|rundown| rundown.occurrence.clone())
            .collect();
        let expected = demo::occurrences(day);
        assert_eq!(found, expected, "{day}");
        counted += found.len();
    }
    assert!(counted > 3_000, "{counted}");
}
