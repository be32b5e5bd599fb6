//! Reads `[hours]` of `station.toml`: when the station may air, how much, and how loud at which time of day. What
//! follows from it is the planner's.

use crate::plan::day::{HourGain, Limits};
use crate::schedule::Season;
use crate::schedule::diagnostic::Diagnostic;
use crate::schedule::parse_days::month_and_day;
use crate::schedule::reader::{Table, Value, time_of_day};
use crate::time::{DAY_MS, TimeOfDay};

/// What `[hours]` says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hours {
    /// The windows in which programmes may start, sorted; none crosses midnight, and 00:00 ends the day.
    pub allowed: Vec<(TimeOfDay, TimeOfDay)>,
    /// What binds the station beyond them.
    pub limits: Limits,
    /// Gain by time of day, sorted.
    pub gains: Vec<HourGain>,
}

/// A minute, the least that a session or a day may be limited to, in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// Reads `[hours]`.
pub fn hours(table: &Table<'_>) -> Hours {
    let elements = table.value("allowed").map(|value| value.one_or_many());
    let mut allowed: Vec<_> = elements
        .iter()
        .flatten()
        .flat_map(|element| window(element))
        .collect();
    allowed.sort_unstable();
    let earliest = table.time_of_day("earliest");
    let session_ms = table.duration_ms("max_session", MINUTE_MS..=DAY_MS);
    let day_ms = table.duration_ms("max_day", MINUTE_MS..=DAY_MS);
    if table.has("max_session") && !table.has("allowed") {
        table.report(Diagnostic::error(
            "session-without-windows",
            table.place_of("max_session"),
        ));
    }
    let seasons = table.tables("season");
    let seasons = seasons
        .iter()
        .filter_map(|season| season_of(season))
        .collect();
    let gains = gains(table);
    table.unknown_keys_reported();
    Hours {
        allowed,
        limits: Limits {
            earliest,
            seasons,
            session_ms,
            day_ms,
        },
        gains,
    }
}

/// Reads a window, `05:00-07:00`.
fn window(element: &Value<'_>) -> Vec<(TimeOfDay, TimeOfDay)> {
    let Some(text) = element.string() else {
        return Vec::new();
    };
    let Some((from, until)) = text.split_once(['-', '–']) else {
        element.report(Diagnostic::error("window-malformed", element.place()).with("value", &text));
        return Vec::new();
    };
    let from = element.judged(time_of_day(from));
    let until = end(element, until);
    parts(element, from, until)
}

/// Reads the end of a stretch of the day; `24:00` is the end of the day, which the planner knows as 00:00.
fn end(value: &Value<'_>, text: &str) -> Option<TimeOfDay> {
    match text.trim() {
        "24:00" | "24:00:00" => Some(TimeOfDay::MIDNIGHT),
        until => value.judged(time_of_day(until)),
    }
}

/// Returns a stretch of the day; as two where it crosses midnight, none where an end is missing or nothing lies
/// between them.
fn parts(
    value: &Value<'_>,
    from: Option<TimeOfDay>,
    until: Option<TimeOfDay>,
) -> Vec<(TimeOfDay, TimeOfDay)> {
    let (Some(from), Some(until)) = (from, until) else {
        return Vec::new();
    };
    if from == until && from != TimeOfDay::MIDNIGHT {
        let text = format!("{}-{}", short(from), short(until));
        value.report(Diagnostic::error("window-empty", value.place()).with("value", text));
        Vec::new()
    } else if until == TimeOfDay::MIDNIGHT || from < until {
        vec![(from, until)]
    } else {
        vec![(from, TimeOfDay::MIDNIGHT), (TimeOfDay::MIDNIGHT, until)]
    }
}

/// Writes a time of day without seconds where they are zero.
fn short(time: TimeOfDay) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}

/// Reads one `[[hours.season]]`: an earliest hour of its own for a part of the year.
fn season_of(table: &Table<'_>) -> Option<(Season, TimeOfDay)> {
    let day = |key| table.required(key).and_then(|value| month_and_day(&value));
    let (from, until) = (day("from"), day("until"));
    let earliest = table.required("earliest");
    let earliest = earliest.and_then(|value| value.time_of_day());
    table.unknown_keys_reported();
    let season = Season {
        from: from?,
        until: until?,
    };
    Some((season, earliest?))
}

/// Reads the `[[hours.gain]]`.
fn gains(table: &Table<'_>) -> Vec<HourGain> {
    let mut gains: Vec<HourGain> = Vec::new();
    for table in table.tables("gain") {
        let from = table.required("from").and_then(|value| value.time_of_day());
        let until = table.required("until");
        let until_at = until.and_then(|value| match value.is_string() {
            true => end(&value, &value.string()?),
            false => value.time_of_day(),
        });
        let gain_db = table.required("gain_db");
        let gain_db = gain_db.and_then(|value| value.float(-40.0..=6.0));
        table.unknown_keys_reported();
        let (Some(until), Some(gain_db)) = (until, gain_db) else {
            continue;
        };
        for (from, until_at) in parts(&until, from, until_at) {
            let gain = HourGain {
                from,
                until: until_at,
                gain_db,
            };
            if let Some(other) = gains.iter().find(|other| overlap(other, &gain)) {
                let text = format!("{}-{}", short(other.from), short(other.until));
                until.report(Diagnostic::error("gain-overlap", until.place()).with("value", text));
            } else {
                gains.push(gain);
            }
        }
    }
    gains.sort_unstable_by_key(|gain| gain.from);
    gains
}

/// Says whether two gains hold at the same time.
fn overlap(a: &HourGain, b: &HourGain) -> bool {
    let before = |until: TimeOfDay, from: TimeOfDay| until != TimeOfDay::MIDNIGHT && until <= from;
    !before(a.until, b.from) && !before(b.until, a.from)
}
