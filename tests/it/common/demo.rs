//! The repository's own station for tests, and the table of its sample week once more, as a model that shares no code
//! with schedule files and planner.

use std::collections::BTreeSet;
use std::path::Path;

use loa::config::{AudioProbe, Loaded};
use loa::ids::OccurrenceId;
use loa::library::Found;
use loa::playback;
use loa::time::CivilDay;

/// The station folder: the repository itself.
pub fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Measure;

impl AudioProbe for Measure {
    fn probe(&self, path: &Path) -> Found {
        playback::measure(path).map_or_else(|error| Found::Broken(error.to_string()), Found::Audio)
    }
}

/// Reads the station as the daemon does.
pub fn load() -> Loaded {
    loa::config::load(
        folder(),
        &Measure,
        CivilDay::parse("2026-11-24").expect("it should be a day"),
    )
}

/// Days of the week as the table writes them: Monday is thứ 2, so `"246"` is Monday, Wednesday, Friday.
const MORNING: &str = "234567";
const EVENING: &str = "23456";

/// The rows of the sample week that need no relay: time, days, programme, and whether holidays are left out.
const TABLE: &[(&str, &str, &str, bool)] = &[
    ("05:30:00", MORNING, "mo-dau-buoi-sang", false),
    ("05:30:30", "357", "chuong-trinh-dia-phuong-phat-lai", true),
    ("05:30:30", "246", "chuong-trinh-tong-hop", true),
    ("05:45:30", "246", "chuyen-muc-cchc", true),
    ("05:45:30", "3", "phap-luat-va-doi-song", true),
    ("05:45:30", "5", "khuyen-nong", true),
    ("05:45:30", "7", "suc-khoe-cho-moi-nha", true),
    ("05:52:00", MORNING, "thong-bao-buoi-sang", false),
    ("05:58:00", MORNING, "nhac-buoi-sang", false),
    ("06:30:00", MORNING, "ket-thuc-buoi-sang", false),
    ("17:00:00", EVENING, "mo-dau-buoi-chieu", false),
    ("17:00:30", "246", "chuong-trinh-dia-phuong", true),
    ("17:00:30", "35", "xay-dung-dang-doan-the", true),
    ("17:15:30", "35", "chuyen-muc-cchc-phat-lai", true),
    ("17:15:30", "6", "hoi-dap-tthc", true),
    ("17:22:00", EVENING, "thong-bao-buoi-chieu", false),
    ("17:28:00", EVENING, "nhac-buoi-chieu", false),
];

/// Public holidays from 2026-11-30 to 2027-11-30, first and last day.
const HOLIDAYS: &[(&str, &str)] = &[
    ("2027-01-01", "2027-01-01"),
    ("2027-02-04", "2027-02-10"),
    ("2027-04-16", "2027-04-16"),
    ("2027-04-30", "2027-05-01"),
    ("2027-09-02", "2027-09-03"),
];

/// The eves of the first and the fifteenth lunar day, from the calendar of the same time.
const EVES: &[&str] = &[
    "2026-12-08",
    "2026-12-22",
    "2027-01-07",
    "2027-01-21",
    "2027-02-05",
    "2027-02-19",
    "2027-03-07",
    "2027-03-21",
    "2027-04-06",
    "2027-04-20",
    "2027-05-05",
    "2027-05-19",
    "2027-06-04",
    "2027-06-18",
    "2027-07-03",
    "2027-07-17",
    "2027-08-01",
    "2027-08-15",
    "2027-08-31",
    "2027-09-14",
    "2027-09-29",
    "2027-10-13",
    "2027-10-28",
    "2027-11-11",
    "2027-11-27",
];

/// The occurrences of a day, from the table alone.
pub fn occurrences(day: CivilDay) -> BTreeSet<OccurrenceId> {
    let text = day.to_string();
    // 1970-01-01 was a Thursday, thứ 5; Sunday is written as 8 here and is in no row.
    let thu = ["2", "3", "4", "5", "6", "7", "8"]
        [usize::try_from((day.days() + 3).rem_euclid(7)).expect("a remainder should fit")];
    let holiday = HOLIDAYS
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&text.as_str()));
    let rows = TABLE
        .iter()
        .filter(|(_, days, _, rests)| days.contains(thu) && !(*rests && holiday));
    let mut found: BTreeSet<OccurrenceId> = rows
        .map(|(time, _, programme, _)| OccurrenceId::new(format!("{text}T{time}/{programme}")))
        .collect();
    if EVES.contains(&text.as_str()) {
        found.insert(OccurrenceId::new(format!(
            "{text}T17:30:00/canh-bao-dot-vang-ma"
        )));
    }
    found
}
