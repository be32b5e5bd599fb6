//! The schema of `station.toml`: its keys and what they take. What they mean is `config::station`'s.

use serde_json::{Value, json};

use super::shape::{
    Shape, choice, duration, id, integer, list, matching, month_day, number, one_or_some, text,
    time,
};
use crate::messages::Language;

pub(super) fn file(shape: &Shape<'_>) -> Value {
    shape.table(
        "file",
        &["station"],
        vec![
            ("station", identity(shape)),
            ("zone", named(shape, "zone", "name")),
            ("column", named(shape, "column", "title")),
            ("days", day_sets()),
            ("hours", hours(shape)),
            ("output", output(shape)),
            ("loudness", loudness(shape)),
            ("clock", clock(shape)),
            ("evidence", evidence(shape)),
            ("aircheck", aircheck(shape)),
        ],
    )
}

fn hours(shape: &Shape<'_>) -> Value {
    let clock = "[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?";
    let window = matching(&format!(r"^\s*{clock}\s*[-–]\s*{clock}\s*$"));
    let season = vec![
        ("from", month_day()),
        ("until", month_day()),
        ("earliest", time()),
    ];
    let end_of_day = json!({ "anyOf": [time(), { "enum": ["24:00", "24:00:00"] }] });
    let gain = vec![
        ("from", time()),
        ("until", end_of_day),
        ("gain_db", number(-40.0, 6.0)),
    ];
    let season = shape.table("hours-season", &["from", "until", "earliest"], season);
    let gain = shape.table("hours-gain", &["from", "until", "gain_db"], gain);
    shape.table(
        "hours",
        &[],
        vec![
            ("allowed", one_or_some(&window)),
            ("earliest", time()),
            ("max_session", duration()),
            ("max_day", duration()),
            ("season", list(&season)),
            ("gain", list(&gain)),
        ],
    )
}

fn identity(shape: &Shape<'_>) -> Value {
    let language = choice(Language::ALL.map(Language::code));
    let keys = vec![("id", id()), ("name", text()), ("language", language)];
    shape.table("station", &["id", "name"], keys)
}

fn named(shape: &Shape<'_>, table: &str, name: &str) -> Value {
    let keys = vec![("id", id()), (name, text())];
    list(&shape.table(table, &["id", name], keys))
}

fn day_sets() -> Value {
    json!({ "type": "object", "additionalProperties": { "anyOf": [text(), list(&text())] } })
}

fn output(shape: &Shape<'_>) -> Value {
    let mut output = shape.table(
        "output",
        &["kind"],
        vec![
            ("kind", choice(["server", "card", "wav", "null"])),
            ("sink", text()),
            ("device", text()),
            ("path", text()),
            ("latency_offset_ms", integer(-2_000, 2_000)),
        ],
    );
    // Which of the keys there may be, and must be, depends on the kind.
    let own = [
        ("server", "sink", false),
        ("card", "device", true),
        ("wav", "path", true),
    ];
    let rules: Vec<Value> = own
        .into_iter()
        .map(|(kind, key, needed)| {
            let is_kind = json!({ "properties": { "kind": { "const": kind } } });
            let then = if needed {
                json!({ "required": [key] })
            } else {
                json!({})
            };
            json!({ "if": is_kind, "then": then, "else": { "not": { "required": [key] } } })
        })
        .collect();
    if let Value::Object(output) = &mut output {
        output.insert("allOf".into(), rules.into());
    }
    output
}

fn loudness(shape: &Shape<'_>) -> Value {
    let keys = vec![
        ("target_lufs", number(-40.0, -10.0)),
        ("true_peak_dbtp", number(-9.0, 0.0)),
    ];
    shape.table("loudness", &[], keys)
}

fn evidence(shape: &Shape<'_>) -> Value {
    let folders = vec![("checkpoint_to", list(&text()))];
    shape.table("evidence", &[], folders)
}

fn aircheck(shape: &Shape<'_>) -> Value {
    let keys = vec![
        ("kind", choice(["server"])),
        ("source", text()),
        ("quota_gb", integer(1, 10_000)),
    ];
    shape.table("aircheck", &["kind"], keys)
}

fn clock(shape: &Shape<'_>) -> Value {
    let trust = one_or_some(&choice(["ntp", "rtc"]));
    // An empty array is right too: then a person confirms the clock.
    let trust = json!({ "anyOf": [trust, { "type": "array", "maxItems": 0 }] });
    shape.table("clock", &["trust"], vec![("trust", trust)])
}
