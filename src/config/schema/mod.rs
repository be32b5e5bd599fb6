//! JSON Schemas of the files that an operator edits, for editors that complete and mark while one types. What is right
//! is decided by the readers of the files; a test holds the two to the same keys and choices.

use serde_json::{Value, json};

use super::station::Station;
use crate::messages::Catalogue;

mod calendar;
mod programme;
mod segment;
mod shape;
mod station_file;

use shape::Shape;

/// The kinds of file that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// `schedules/*.toml`.
    Programme,
    /// `station.toml`.
    Station,
    /// `calendar.toml`.
    Calendar,
    /// The sidecar of a sound.
    Segment,
}

impl Subject {
    /// Every kind of file.
    pub const ALL: [Self; 4] = [
        Self::Programme,
        Self::Station,
        Self::Calendar,
        Self::Segment,
    ];

    /// Returns its name, as the command line takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Station => "station",
            Self::Calendar => "calendar",
            Self::Segment => "segment",
        }
    }
}

/// Returns the JSON Schema (draft 2020-12) of a kind of file, with its descriptions in the language of `catalogue`.
/// With the station for which the files are, only its zones and columns are allowed.
pub fn schema(subject: Subject, catalogue: &Catalogue, station: Option<&Station>) -> Value {
    let shape = Shape { catalogue, station };
    let file = match subject {
        Subject::Programme => programme::file(&shape),
        Subject::Station => station_file::file(&shape),
        Subject::Calendar => calendar::file(&shape),
        Subject::Segment => segment::file(&shape),
    };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": catalogue.text(&format!("schema-{}", subject.name()), &[]),
    });
    if let (Value::Object(head), Value::Object(file)) = (&mut schema, file) {
        head.extend(file);
    }
    schema
}
