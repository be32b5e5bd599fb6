//! A station keeps the time of Vietnam, whatever the computer's time zone is: days begin, rules fire and plans are
//! written alike where clocks are put forward and back.

use loa::time::{CivilDay, UtcMs};
use proptest::prelude::*;

use crate::common::loa::{Station, run};

/// Zones without and with daylight saving, on both sides of Vietnam, and what is no zone at all.
const ZONES: [&str; 6] = [
    "UTC",
    "Asia/Ho_Chi_Minh",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "EST5EDT,M3.2.0,M11.1.0",
];

fn a_station() -> Station {
    let station = Station::new();
    station.segment("a", 1_000, 300.0, "");
    let text = "title = \"Tin\"\n[[when]]\nat = [\"00:00\", \"01:30\", \"02:30\", \"23:59:59\"]\n\
        [[when]]\ncron = \"0 15 2 * * CN\"\n[[item]]\nplay = \"a.wav\"\n";
    station.write("schedules/tin.toml", text);
    station
}

/// Checks that a command says the same in every zone, and returns what it says.
fn alike(station: &Station, args: &[&str]) -> String {
    let said = |zone: &str| {
        let ended = run(station.command(args).env("TZ", zone));
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{zone} {args:?}");
        // A calendar says when it was made, and the second may change between two runs.
        let lines = ended.out.split_inclusive('\n');
        lines
            .filter(|line| !line.starts_with("DTSTAMP:"))
            .collect::<String>()
    };
    let expected = said(ZONES[0]);
    for zone in &ZONES[1..] {
        assert_eq!(said(zone), expected, "{zone} {args:?}");
    }
    expected
}

// T8: in 2026 clocks go forward on 8 March in New York and on 29 March in Berlin, and back on 25 October and 1 November.
#[test]
fn a_plan_does_not_depend_on_the_time_zone_of_the_computer() {
    let station = a_station();
    for day in ["2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31"] {
        let planned = alike(&station, &["plan", day, "--days", "3", "--format", "json"]);
        for time in ["T00:00:00", "T01:30:00", "T02:30:00", "T23:59:59"] {
            assert_eq!(
                planned.matches(&format!("{time}/tin\"")).count(),
                3,
                "{planned}"
            );
        }
        alike(&station, &["plan", day, "--days", "3", "--format", "ical"]);
    }
    alike(&station, &["why", "tin", "2026-03-29"]);
}

proptest! {
    // The model is arithmetic alone: Vietnam has had one offset, seven hours, since 1975.
    #[test]
    fn a_civil_day_has_24_hours_and_begins_at_17_00_utc_of_the_day_before(days in 0i64..40_000) {
        let day = CivilDay::from_days(days);
        let start = UtcMs(days * 86_400_000 - 7 * 3_600_000);
        prop_assert_eq!(day.start(), start);
        prop_assert_eq!(start.day(), day);
        prop_assert_eq!(UtcMs(start.0 - 1).day(), day.plus(-1));
        prop_assert_eq!(UtcMs(start.0 + 86_399_999).day(), day);
        prop_assert_eq!(day.plus(1).start().0 - start.0, 86_400_000);
    }
}
