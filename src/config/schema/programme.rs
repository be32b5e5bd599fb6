//! The schema of a programme file: its keys and what they take. What they mean is `schedule::parse`'s.

use serde_json::{Value, json};

use super::shape::{
    Shape, choice, date, date_or_range, duration, integer, list, matching, month_day, one_or_some,
    some, text, time, with_one_of, yes_or_no,
};

pub(super) fn file(shape: &Shape<'_>) -> Value {
    shape.table(
        "programme",
        &["title", "when", "item"],
        vec![
            ("title", text()),
            ("column", column(shape)),
            ("zones", one_or_some(&zone(shape))),
            ("priority", choice(["thong-thuong", "uu-tien", "khan-cap"])),
            ("when", some(&rule(shape))),
            ("item", some(&item(shape))),
        ],
    )
}

fn column(shape: &Shape<'_>) -> Value {
    shape.id_of(|station| {
        station
            .columns
            .iter()
            .map(|column| column.id.to_string())
            .collect()
    })
}

fn zone(shape: &Shape<'_>) -> Value {
    shape.id_of(|station| {
        let zones = station.zones.iter().map(|zone| zone.id.to_string());
        zones.chain(["all".to_owned()]).collect()
    })
}

fn rule(shape: &Shape<'_>) -> Value {
    let rule = shape.table(
        "when",
        &[],
        vec![
            ("at", one_or_some(&time())),
            ("cron", text()),
            ("days", one_or_some(&text())),
            ("dates", one_or_some(&date_or_range())),
            ("weekday_of_month", one_or_some(&text())),
            ("days_of_month", one_or_some(&day_of(31))),
            ("every", every(shape)),
            ("lunar", lunar(shape)),
            ("on", one_or_some(&text())),
            ("from", date()),
            ("until", date()),
            ("season", season(shape)),
            ("except", list(&text())),
            ("start", choice(["hard", "wait", "next"])),
            ("grace", duration()),
            ("late", late(shape)),
            ("resume", choice(["continue", "restart", "drop"])),
            ("outside_hours", text()),
        ],
    );
    with_one_of(rule, &["at", "cron"])
}

fn season(shape: &Shape<'_>) -> Value {
    let keys = vec![("from", month_day()), ("until", month_day())];
    shape.table("season", &["from", "until"], keys)
}

fn every(shape: &Shape<'_>) -> Value {
    let keys = vec![("weeks", integer(1, 52)), ("from", date())];
    shape.table("every", &["weeks", "from"], keys)
}

fn lunar(shape: &Shape<'_>) -> Value {
    let date = matching(r"^\s*[0-9]{1,2}\s*/\s*[0-9]{1,2}\s*$");
    let lunar = shape.table(
        "lunar",
        &[],
        vec![
            ("day", one_or_some(&day_of(30))),
            ("month", integer(1, 12)),
            ("before", integer(0, 30)),
            ("from", date.clone()),
            ("until", date),
        ],
    );
    with_one_of(lunar, &["day", "from"])
}

/// A day of a month by its number, or the last one.
fn day_of(most: i64) -> Value {
    json!({ "anyOf": [integer(1, most), text()] })
}

fn late(shape: &Shape<'_>) -> Value {
    let late = shape.table(
        "late",
        &[],
        vec![
            ("skip_after", duration()),
            ("join", json!({ "const": true })),
            ("make_up_before", time()),
        ],
    );
    with_one_of(late, &["skip_after", "join", "make_up_before"])
}

fn item(shape: &Shape<'_>) -> Value {
    let path = matching(r"^[^/\\].*\.[^./\\]+$");
    let keys = vec![("play", path), ("pick", pick(shape)), ("pause", duration())];
    with_one_of(shape.table("item", &[], keys), &["play", "pick", "pause"])
}

fn pick(shape: &Shape<'_>) -> Value {
    shape.table(
        "pick",
        &[],
        vec![
            ("column", column(shape)),
            ("order", choice(["least-aired", "repeat"])),
            ("new_first", yes_or_no()),
            ("spacing", duration()),
            ("at_most", integer(1, 100)),
            ("up_to", duration()),
        ],
    )
}
