//! The schema of `calendar.toml`: its keys and what they take. What they mean is `schedule::calendar`'s.

use serde_json::Value;

use super::shape::{Shape, choice, date_or_range, list, matching, one_or_some, text};
use crate::schedule::calendar::DayKind;

pub(super) fn file(shape: &Shape<'_>) -> Value {
    let days = list(&day(shape));
    let keys = vec![("day", days), ("mourning", mourning(shape))];
    shape.table("calendar", &[], keys)
}

fn day(shape: &Shape<'_>) -> Value {
    shape.table(
        "calendar-day",
        &["name", "kind", "dates"],
        vec![
            ("name", text()),
            ("kind", choice(DayKind::ALL.map(DayKind::slug))),
            ("dates", one_or_some(&date_or_range())),
        ],
    )
}

fn mourning(shape: &Shape<'_>) -> Value {
    let path = matching(r"^[^/\\].*\.[^./\\]+$");
    shape.table("mourning", &["signature"], vec![("signature", path)])
}
