//! The building blocks of the schemas: how times, dates, ids and lists of them are written. Which file has which keys
//! is told beside this file.

use serde_json::{Map, Value, json};

use crate::config::station::Station;
use crate::messages::Catalogue;

/// A time of day, as the reader takes it.
const TIME: &str = r"^\s*([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?\s*$";
/// A calendar day, year first.
const DATE: &str = r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$";
/// A calendar day, or two with two dots between them.
const DATE_OR_RANGE: &str =
    r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*(\.\.\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*)?$";
/// A month and a day of it.
const MONTH_DAY: &str = r"^\s*(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$";
/// An id: its own slug.
const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// The most characters of a text.
const TEXT_MAX: usize = 1_000;

/// Makes the parts of a schema.
pub(super) struct Shape<'a> {
    /// The words.
    pub(super) catalogue: &'a Catalogue,
    /// The station for which the files are.
    pub(super) station: Option<&'a Station>,
}

impl Shape<'_> {
    /// A table with these keys and no others. The description of a key is the message `schema-TABLE-KEY`.
    pub(super) fn table(&self, table: &str, required: &[&str], keys: Vec<(&str, Value)>) -> Value {
        let described = keys.into_iter().map(|(key, mut value)| {
            let words = format!("schema-{table}-{}", key.replace('_', "-"));
            if let Value::Object(value) = &mut value {
                value.insert(
                    "description".into(),
                    self.catalogue.text(&words, &[]).into(),
                );
            }
            (key.to_owned(), value)
        });
        let properties: Map<String, Value> = described.collect();
        json!({
            "type": "object",
            "required": required,
            "properties": properties,
            "additionalProperties": false,
        })
    }

    /// One of the ids of the station, or any id where the station is not known.
    pub(super) fn id_of(&self, ids: impl FnOnce(&Station) -> Vec<String>) -> Value {
        match self.station {
            Some(station) => json!({ "enum": ids(station) }),
            None => id(),
        }
    }
}

pub(super) fn text() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": TEXT_MAX })
}

pub(super) fn id() -> Value {
    json!({ "type": "string", "pattern": ID })
}

pub(super) fn yes_or_no() -> Value {
    json!({ "type": "boolean" })
}

pub(super) fn integer(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

pub(super) fn number(least: f64, most: f64) -> Value {
    json!({ "type": "number", "minimum": least, "maximum": most })
}

pub(super) fn time() -> Value {
    matching(TIME)
}

pub(super) fn date() -> Value {
    matching(DATE)
}

pub(super) fn date_or_range() -> Value {
    matching(DATE_OR_RANGE)
}

pub(super) fn month_day() -> Value {
    matching(MONTH_DAY)
}

/// A text of this form. TOML's own dates and times are texts to a schema.
pub(super) fn matching(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// A length of time: numbers with units.
pub(super) fn duration() -> Value {
    matching(r"^\s*[0-9]+\s*[^0-9\s]")
}

pub(super) fn choice<'n>(names: impl IntoIterator<Item = &'n str>) -> Value {
    json!({ "enum": names.into_iter().collect::<Vec<_>>() })
}

pub(super) fn list(element: &Value) -> Value {
    json!({ "type": "array", "items": element })
}

/// At least one of them, in an array.
pub(super) fn some(element: &Value) -> Value {
    json!({ "type": "array", "items": element, "minItems": 1 })
}

/// One, or several in an array.
pub(super) fn one_or_some(element: &Value) -> Value {
    json!({ "anyOf": [element, some(element)] })
}

/// The table with exactly one of these keys.
pub(super) fn with_one_of(mut table: Value, keys: &[&str]) -> Value {
    let ways: Vec<Value> = keys
        .iter()
        .map(|key| json!({ "required": [key] }))
        .collect();
    if let Value::Object(table) = &mut table {
        table.insert("oneOf".into(), ways.into());
    }
    table
}
