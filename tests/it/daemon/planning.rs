//! Plans put on air from a real ledger: which day comes when, and what the ledger knows of its cues.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use loa::airing::director::Director;
use loa::airing::{Action, ClockSource, ClockTrust, CueHistory, Fact, Input, Off, OutputReport};
use loa::config::AudioProbe;
use loa::daemon::adoption::{Planned, Planner};
use loa::library::Found;
use loa::plan::{Plan, Rundown};
use loa::reason::Reason;
use loa::store::Store;
use loa::time::{CivilDay, DAY_MS, MonoMs, Now, UtcMs};

use crate::common::loa::Station;
use crate::ledger::{open, stamp};
use crate::store::{verified_facts, writer};

struct Measure;

impl AudioProbe for Measure {
    fn probe(&self, path: &std::path::Path) -> Found {
        let facts = loa::playback::measure(path);
        facts.map_or_else(|error| Found::Broken(error.to_string()), Found::Audio)
    }
}

/// A station with a programme of two items at 05:30 and one at 17:00, every day.
fn station() -> Station {
    let station = Station::new();
    station.segment("dau", 1_000, 300.0, "");
    station.segment("bai", 1_000, 300.0, "");
    for (id, time) in [("sang", "05:30"), ("chieu", "17:00")] {
        station.write(
            &format!("schedules/{id}.toml"),
            &format!(
                "title = \"{id}\"\n[[when]]\nat = \"{time}\"\n\
                 [[item]]\nplay = \"dau.wav\"\n[[item]]\nplay = \"bai.wav\"\n"
            ),
        );
    }
    station
}

/// A daemon's half: planner, director and ledger, without a player.
struct Office {
    store: Store,
    planner: Planner,
    director: Director,
    wall: UtcMs,
    mono: MonoMs,
    /// What the director has wanted of the player.
    asked: Vec<Action>,
}

impl Office {
    async fn open(station: &Station, time: &str) -> Self {
        let today = CivilDay::parse("2026-12-07").unwrap();
        let loaded = loa::config::load(&station.path(""), &Measure, today);
        let planned = Planned::of(&loaded).unwrap();
        let store = open(&station.path("ledger.db")).await;
        let reader = store.reader().clone();
        let planner = Planner::new(planned, reader, writer(&store).clone(), None, None);
        let mut office = Self {
            store,
            planner,
            director: Director::new(),
            wall: UtcMs::parse(time).unwrap(),
            mono: MonoMs(0),
            asked: Vec::new(),
        };
        let trust = ClockTrust {
            source: ClockSource::Rtc,
            error_us: None,
        };
        if let Some(newest) = office.store.reader().newest().await.unwrap() {
            let off = Off {
                since: newest.stamp.at,
                cause: Reason::PowerLost,
            };
            office.give(Input::Recovered(off)).await;
        }
        office.give(Input::ClockTrust(trust)).await;
        let output = "null".to_owned();
        let opened = OutputReport::Opened { output };
        office.give(Input::Output(opened)).await;
        office
    }

    /// Hands an input to the director and keeps what it records.
    async fn give(&mut self, input: Input) {
        let now = Now {
            wall: self.wall,
            mono: self.mono,
        };
        for action in self.director.handle(now, input) {
            match action {
                Action::Record(fact) => self.keep(fact).await,
                Action::Arm(_) | Action::Stop { .. } | Action::GoOn { .. } => {
                    self.asked.push(action);
                }
            }
        }
    }

    async fn keep(&self, fact: Fact) {
        let mut stamp = stamp(0);
        stamp.at = self.wall;
        writer(&self.store).append(stamp, fact).await;
    }

    /// The next plan that is to be put on air.
    async fn due(&mut self) -> Option<(Plan, Vec<CueHistory>)> {
        let input = self.planner.due(self.wall).await?;
        self.give(input.clone()).await;
        match input {
            Input::PlanAdopted { plan, history, .. } => Some((plan, history)),
            _ => panic!("the planner should only tell of plans: {input:?}"),
        }
    }

    /// The days of all plans that are due now, in order.
    async fn all_due(&mut self) -> Vec<String> {
        let mut days = Vec::new();
        while let Some((plan, _)) = self.due().await {
            days.push(plan.day.to_string()[5..].to_owned());
        }
        days
    }

    async fn step(&mut self, by_ms: i64) {
        self.wall = self.wall + by_ms;
        self.give(Input::ClockStepped { by_ms }).await;
    }

    async fn close(self) {
        writer(&self.store).clone().close().await;
    }
}

fn names(plan: &Plan) -> Vec<&str> {
    let names = plan.rundowns.iter();
    names
        .map(|rundown: &Rundown| rundown.occurrence.as_str().rsplit_once('/').unwrap().1)
        .collect()
}

// T22, T37: the word of the person on duty is the last that reached the disk.
#[tokio::test]
async fn what_a_person_stopped_before_the_power_went_stays_stopped() {
    let station = station();
    let mut office = Office::open(&station, "2026-12-07T05:29:50").await;
    let (plan, _) = office.due().await.unwrap();
    let sang = plan.rundowns[0].clone();
    // The first item is with the player, and heard from 05:30 on.
    office.wall = sang.at;
    let cue = sang.cues[0].id.clone();
    office
        .keep(Fact::Started {
            cue,
            at_us: sang.at.0 * 1_000,
            late_us: 0,
            from_frame: 0,
            output: "null".to_owned(),
        })
        .await;
    let by = "Trần Văn Ví Dụ".to_owned();
    let occurrence = sang.occurrence.clone();
    office
        .keep(Fact::StoppedByOperator { by, occurrence })
        .await;
    office.close().await;

    let mut office = Office::open(&station, "2026-12-07T05:30:20").await;
    let (_, history) = office.due().await.unwrap();
    for known in &history {
        let is_of_sang = known.cue.occurrence() == sang.occurrence;
        assert_eq!(known.stopped, is_of_sang, "{known:?}");
    }
    assert_eq!(history.len(), 4);
    office.give(Input::Woke).await;
    assert_eq!(office.asked, [], "nothing of it is to be played again");
    office.close().await;
    let facts = verified_facts(&station.path("ledger.db")).await;
    let closed: Vec<_> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Closed(closing) => Some((closing.cue.clone(), closing.reason)),
            _ => None,
        })
        .collect();
    let stopped = sang.cues.iter();
    let stopped: Vec<_> = stopped
        .map(|cue| (cue.id.clone(), Some(Reason::Operator)))
        .collect();
    assert_eq!(closed, stopped);
}

// T1: after months off, what is due is planned first, and each turn plans one day.
#[tokio::test]
async fn today_comes_before_the_days_of_an_absence_and_each_is_planned_once() {
    let station = station();
    let mut office = Office::open(&station, "2026-12-07T05:00").await;
    assert_eq!(office.all_due().await, ["12-07"]);
    office.close().await;

    let mut office = Office::open(&station, "2026-12-11T05:00").await;
    for expected in ["12-07", "12-11", "12-08"] {
        let (plan, _) = office.due().await.unwrap();
        assert!(plan.day.to_string().ends_with(expected), "{}", plan.day);
    }
    // The power goes again, before 9 and 10 December are accounted for.
    office.close().await;
    let mut office = Office::open(&station, "2026-12-11T05:10").await;
    assert_eq!(
        office.all_due().await,
        ["12-08", "12-11", "12-11", "12-09", "12-10"]
    );
    office.close().await;
    let facts = verified_facts(&station.path("ledger.db")).await;
    let adopted = facts.iter().filter_map(|fact| match fact {
        Fact::PlanAdopted { day, .. } => Some(day.to_string()[5..].to_owned()),
        _ => None,
    });
    // What comes back as it was, or is planned again without a difference, is on record once.
    let each = ["12-07", "12-11", "12-08", "12-09", "12-10"];
    assert_eq!(adopted.collect::<Vec<_>>(), each);
    let missed = facts.iter().filter(|fact| match fact {
        Fact::Closed(closing) => closing.reason == Some(Reason::PowerLost),
        _ => false,
    });
    assert_eq!(missed.count(), 4 * 4);
}

// T1, T2: a battery clock that is a year ahead, and is set right.
#[tokio::test]
async fn days_that_a_clock_ahead_gave_up_are_planned_again_under_another_name() {
    let station = station();
    let mut office = Office::open(&station, "2026-12-07T05:00").await;
    office.all_due().await;
    office.close().await;

    let mut office = Office::open(&station, "2027-12-07T05:00").await;
    for _ in 0..4 {
        office.due().await.unwrap();
    }
    office.step(-365 * DAY_MS).await;
    // What was still to come on the 7th was given up too, and the account had come as far as the 9th.
    for (day, expected) in [
        ("2026-12-07", ["sang~2", "chieu~2"]),
        ("2026-12-08", ["sang~2", "chieu~2"]),
        ("2026-12-09", ["sang~2", "chieu~2"]),
        ("2026-12-10", ["sang", "chieu"]),
    ] {
        office.wall = UtcMs::parse(&format!("{day}T05:00")).unwrap();
        let (plan, _) = office.due().await.unwrap();
        assert_eq!(
            (plan.day.to_string().as_str(), names(&plan)),
            (day, expected.to_vec())
        );
        assert!(office.due().await.is_none(), "{day}");
    }
    office.close().await;

    // A start finds the plans of these days and not those that the other clock made.
    let mut office = Office::open(&station, "2026-12-10T05:10").await;
    assert_eq!(office.all_due().await, ["12-09", "12-10", "12-10"]);
    office.close().await;
    verified_facts(&station.path("ledger.db")).await;
}
