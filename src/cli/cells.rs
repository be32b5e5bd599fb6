//! Values of plans and airings as lists show them, to people and to programs alike in every command.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::Desk;
use super::table::Cell;
use crate::aircheck::Verdict;
use crate::plan::{Fate, frames_to_ms};
use crate::reason::Reason;
use crate::report::wording;
use crate::schedule::Zones;
use crate::time::UtcMs;

/// Writes a length as people read it on air: minutes and seconds.
pub fn length(ms: i64) -> String {
    let seconds = (ms + 500) / 1_000;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Says where a rundown is heard; zones by their ids, as in the files.
pub fn zones(desk: &Desk, zones: &Zones) -> Cell {
    let shown = wording::zones(&desk.catalogue, zones, &BTreeMap::new());
    Cell::new(shown, json!(zones.names()))
}

/// Writes a fate for programs.
pub fn fate(fate: &Fate) -> Value {
    match fate {
        Fate::Clear => "clear".into(),
        Fate::CutAt { at, by } => format!("cut at {at} by {by}").into(),
        Fate::Delayed { to, by } => format!("delayed to {to} by {by}").into(),
        Fate::GivesWay { to } => format!("gives way to {to}").into(),
    }
}

/// Words a reason; nothing where there is none.
pub fn reason(desk: &Desk, reason: Option<Reason>) -> Cell {
    match reason {
        Some(reason) => Cell::new(of_reason(desk, reason), reason.slug()),
        None => Cell::new("", Value::Null),
    }
}

/// Words a verdict, with its doubt where it has one; nothing where there is none.
pub fn verdict(desk: &Desk, verdict: Option<Verdict>) -> Cell {
    let Some(verdict) = verdict else {
        return Cell::new("", Value::Null);
    };
    let text = desk.text(&format!("verdict-{}", verdict.slug()), &[]);
    let shown = match verdict {
        Verdict::Heard | Verdict::NotHeard => text,
        Verdict::Unverifiable(doubt) => {
            let doubt = desk.text(&format!("doubt-{}", doubt.slug()), &[]);
            format!("{text}: {doubt}")
        }
    };
    Cell::new(shown, verdict.slug())
}

/// Writes the doubt of a verdict for programs; people read it with the verdict.
pub fn doubt(verdict: Option<Verdict>) -> Cell {
    match verdict {
        Some(Verdict::Unverifiable(doubt)) => Cell::new("", doubt.slug()),
        Some(Verdict::Heard | Verdict::NotHeard) | None => Cell::new("", Value::Null),
    }
}

/// Says a reason in words.
pub fn of_reason(desk: &Desk, reason: Reason) -> String {
    desk.text(&format!("reason-{}", reason.slug()), &[])
}

/// Writes how much of something was heard, with a sign where it may have been more.
pub fn played(frames: u64, at_least: bool) -> Cell {
    let ms = frames_to_ms(frames);
    let least = if at_least { "≥ " } else { "" };
    Cell::new(format!("{least}{}", length(ms)), ms)
}

/// Writes an instant as its time of day; programs get it whole.
pub fn instant(at: Option<UtcMs>) -> Cell {
    match at {
        Some(at) => Cell::new(at.time_of_day().to_string(), at.to_string()),
        None => Cell::new("", Value::Null),
    }
}

/// Returns the nearest full millisecond: a start that is a microsecond early is not shown in the second before.
pub fn nearest_ms(at_us: i64) -> UtcMs {
    UtcMs((at_us + 500).div_euclid(1_000))
}

/// Writes a start error: milliseconds with two places below a second, seconds above; programs get milliseconds.
pub fn late(late_us: Option<i64>) -> Cell {
    let Some(late_us) = late_us else {
        return Cell::new("", Value::Null);
    };
    let shown = if late_us.abs() < 5 {
        // Rounded it is zero, and zero has no sign.
        "0.00 ms".to_owned()
    } else if late_us.abs() < 1_000_000 {
        format!("{:+.2} ms", ms(late_us))
    } else {
        format!("{:+.1} s", ms(late_us) / 1_000.0)
    };
    Cell::new(shown, json!(ms(late_us)))
}

/// Returns microseconds as milliseconds with their fraction.
#[expect(
    clippy::cast_precision_loss,
    reason = "a start error is far below 2^52 microseconds"
)]
fn ms(us: i64) -> f64 {
    us as f64 / 1_000.0
}
