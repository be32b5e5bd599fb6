//! The schema of a sidecar: its keys and what they take. What they mean is `library::sidecar`'s.

use serde_json::Value;

use super::shape::{Shape, choice, date, list, matching, text, yes_or_no};
use crate::library::Genre;
use crate::library::topics::TOPICS;

pub(super) fn file(shape: &Shape<'_>) -> Value {
    let columns = shape.id_of(|station| {
        let columns = station.columns.iter();
        columns.map(|column| column.id.to_string()).collect()
    });
    shape.table(
        "segment",
        &["title", "genre"],
        vec![
            ("title", text()),
            ("genre", choice(Genre::ALL.iter().map(|genre| genre.slug()))),
            ("column", columns),
            (
                "topics",
                list(&choice(TOPICS.iter().map(|topic| topic.slug))),
            ),
            ("activity", choice(["hd1", "hd2", "hd3", "hd4"])),
            ("producer", text()),
            ("responsible", person(shape)),
            ("document", text()),
            ("received", date()),
            ("valid_from", date()),
            ("valid_until", date()),
            ("synthetic", yes_or_no()),
            ("approval", approval(shape)),
            ("withdrawn", withdrawal(shape)),
        ],
    )
}

fn person(shape: &Shape<'_>) -> Value {
    let keys = vec![("name", text()), ("title", text())];
    shape.table("responsible", &["name"], keys)
}

fn approval(shape: &Shape<'_>) -> Value {
    let digest = matching("^[0-9a-fA-F]{64}$");
    let keys = vec![("by", text()), ("on", date()), ("sha256", digest)];
    shape.table("approval", &["by", "on", "sha256"], keys)
}

fn withdrawal(shape: &Shape<'_>) -> Value {
    let keys = vec![("on", date()), ("why", text())];
    shape.table("withdrawn", &["on"], keys)
}
