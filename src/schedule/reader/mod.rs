//! A reader for the operator's TOML files that goes on after every problem and notes each with its exact place. What
//! keys there are and what they mean is the caller's.
//!
//! ```
//! # use loa::schedule::reader::Document;
//! let mut problems = Vec::new();
//! let document = Document::parse("station.toml", "title = \"Đài\"\ncollor = 1\n", &mut problems);
//! let root = document.root();
//! assert_eq!(root.required_string("title").as_deref(), Some("Đài"));
//! root.unknown_keys_reported();
//! assert!(!document.finish());
//! assert_eq!(problems[0].code, "unknown-key");
//! ```

use std::cell::Cell;
use std::ops::{Range, RangeInclusive};

use super::diagnostic::{Diagnostic, Place};
use super::spelling::{half_width, nearest, nfc, unprintable_in};
use crate::time::{CivilDay, TimeOfDay};

pub use self::document::Document;
pub use self::encoding::text_of;
use self::toml_tree::{Entry, Node, Spot};
pub use self::value_text::{Fault, date, duration_ms, duration_text, time_of_day};

mod document;
mod encoding;
mod syntax;
mod toml_tree;
mod value_text;

/// A table of a document. Every key that a getter asks for counts as known.
pub struct Table<'d> {
    document: &'d Document<'d>,
    entries: &'d [Entry],
    span: Range<usize>,
    asked: Cell<Vec<&'static str>>,
}

/// A value of a document, with the key that it belongs to.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    key: &'static str,
    spot: &'d Spot,
}

impl Document<'_> {
    /// Returns the table of the top-level keys.
    pub fn root(&self) -> Table<'_> {
        Table {
            document: self,
            entries: &self.root,
            span: 0..0,
            asked: Cell::default(),
        }
    }
}

impl<'d> Table<'d> {
    /// Says whether the key is there, whatever its value.
    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Returns the value of a key, or `None` where it is not there.
    pub fn value(&self, key: &'static str) -> Option<Value<'d>> {
        let mut asked = self.asked.take();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.asked.set(asked);
        Some(Value {
            document: self.document,
            key,
            spot: self.spot(key)?,
        })
    }

    fn spot(&self, key: &str) -> Option<&'d Spot> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Returns the value of a key; its absence is an error, unless the file has syntax errors.
    pub fn required(&self, key: &'static str) -> Option<Value<'d>> {
        let value = self.value(key);
        if value.is_none() {
            self.report_missing(Diagnostic::error("key-missing", self.place()).with("key", key));
        }
        value
    }

    /// Returns a text in NFC without spaces around it; one that is empty, too long or not printable is an error.
    pub fn string(&self, key: &'static str) -> Option<String> {
        self.value(key)?.string()
    }

    /// Returns a text as [`Self::string`] does; its absence is an error.
    pub fn required_string(&self, key: &'static str) -> Option<String> {
        self.required(key)?.string()
    }

    /// Returns a text for people, without which there is no use for the table; full-width letters are warned of, as
    /// nobody reads or finds them as meant.
    pub fn required_title(&self, key: &'static str) -> Option<String> {
        let value = self.required(key)?;
        let title = value.string()?;
        if let Some(proposed) = half_width(&title) {
            let warning = Diagnostic::warning("title-full-width", value.place());
            value.report(warning.with("title", &title).with("proposed", proposed));
        }
        Some(title)
    }

    /// Returns a whole number; one outside `range` is an error.
    pub fn integer(&self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        self.value(key)?.integer(range)
    }

    /// Returns a number, whole or not; one outside `range` is an error.
    pub fn float(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<f64> {
        self.value(key)?.float(range)
    }

    /// Returns `true` or `false`.
    pub fn bool(&self, key: &'static str) -> Option<bool> {
        self.value(key)?.bool()
    }

    /// Returns a date, native or in text.
    pub fn date(&self, key: &'static str) -> Option<CivilDay> {
        self.value(key)?.date()
    }

    /// Returns a time of day, native or in text.
    pub fn time_of_day(&self, key: &'static str) -> Option<TimeOfDay> {
        self.value(key)?.time_of_day()
    }

    /// Returns a length of time in milliseconds; one outside `range` is an error.
    pub fn duration_ms(&self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        self.value(key)?.duration_ms(range)
    }

    /// Returns what the text of a key stands for among `choices`; another text is an error.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.value(key)?.choice(choices)
    }

    /// Returns the elements of an array.
    pub fn array(&self, key: &'static str) -> Option<Vec<Value<'d>>> {
        self.value(key)?.array()
    }

    /// Returns the texts of an array; those that are no text are noted and left out.
    pub fn strings(&self, key: &'static str) -> Option<Vec<String>> {
        let elements = self.array(key)?;
        Some(elements.iter().filter_map(Value::string).collect())
    }

    /// Returns a table inside this one, `[key]` or `key = { .. }`.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        self.value(key)?.table()
    }

    /// Returns the tables `[[key]]`, none where there are none. A single `[key]` is noted, and read all the same.
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        if let Node::Table(_) = value.spot.node {
            let place = value.place();
            value.report(Diagnostic::error("table-not-array", place).with("key", key));
            return value.table().into_iter().collect();
        }
        let elements = value.array().unwrap_or_default();
        elements.iter().filter_map(Value::table).collect()
    }

    /// Returns every entry, in the order of the file, for tables whose keys the operator chooses. They all
    /// count as known.
    ///
    /// `key` is what messages about their values name, such as the table's own name.
    pub fn entries(&self, key: &'static str) -> Vec<(String, Value<'d>)> {
        let value = |spot| Value {
            document: self.document,
            key,
            spot,
        };
        self.entries
            .iter()
            .map(|entry| (nfc(&entry.key), value(&entry.value)))
            .collect()
    }

    /// Notes every key that no getter has asked for. Call it once, after the last getter.
    pub fn unknown_keys_reported(&self) {
        self.unknown_keys_reported_but(&[]);
    }

    /// Notes every key that no getter has asked for; for keys of `elsewhere` (key, the table it belongs to) with the
    /// table where it belongs, because TOML puts a key that follows `[[x]]` into `x`.
    pub fn unknown_keys_reported_but(&self, elsewhere: &[(&str, &str)]) {
        let asked = self.asked.take();
        for entry in self.entries {
            let key = entry.key.as_str();
            if asked.contains(&key) {
                continue;
            }
            let place = self.document.place_of(entry.key_span.clone());
            let home = elsewhere.iter().find(|(misplaced, _)| *misplaced == key);
            self.document.report(match home {
                Some((_, home)) => Diagnostic::error("key-misplaced", place)
                    .with("key", key)
                    .with("home", home),
                None => Diagnostic::error("unknown-key", place)
                    .with("key", key)
                    .with(
                        "nearest",
                        nearest(key, asked.iter().copied()).unwrap_or(NONE),
                    )
                    .with("known", asked.join(", ")),
            });
        }
        self.asked.set(asked);
    }

    /// Returns the place of the table: of its header, or the whole file for the top-level keys.
    pub fn place(&self) -> Place {
        if self.span.is_empty() {
            self.document.place()
        } else {
            self.document.place_of(self.span.clone())
        }
    }

    /// Returns the place of a key's value, or the table's where the key is not there.
    pub fn place_of(&self, key: &str) -> Place {
        match self.spot(key) {
            Some(spot) => self.document.place_of(spot.span.clone()),
            None => self.place(),
        }
    }

    /// Adds a problem.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.document.report(diagnostic);
    }

    /// Adds the problem that something is not there, unless the file has syntax errors and it may only not have been
    /// understood.
    pub fn report_missing(&self, diagnostic: Diagnostic) {
        if !self.document.is_torn() {
            self.document.report(diagnostic);
        }
    }
}

/// What a diagnostic's value `nearest` says where nothing is near.
pub const NONE: &str = "none";

/// The most characters that a text may have: more is a file that was pasted into another.
const TEXT_CHARS_MAX: usize = 1_000;

impl<'d> Value<'d> {
    /// Returns the text in NFC without spaces around it; one that is empty, too long or not printable is an error.
    pub fn string(&self) -> Option<String> {
        let Node::Text(text) = &self.spot.node else {
            return self.wrong_type("string");
        };
        let text = nfc(text.trim());
        let fault = if text.is_empty() {
            Fault::new("text-empty")
        } else if let Some(character) = unprintable_in(&text) {
            Fault::new("text-unprintable").with("character", character)
        } else if text.chars().count() > TEXT_CHARS_MAX {
            Fault::new("text-too-long").with("max", TEXT_CHARS_MAX)
        } else {
            return Some(text);
        };
        self.judged(Err(fault.with("key", self.key)))
    }

    /// Returns the whole number; one outside `range` is an error.
    pub fn integer(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let Node::Integer(text, number) = &self.spot.node else {
            return self.wrong_type("integer");
        };
        match number {
            Some(number) if range.contains(number) => Some(*number),
            _ => self.out_of_range(text, range.start(), range.end()),
        }
    }

    /// Returns the number, whole or not; one outside `range` is an error.
    pub fn float(&self, range: RangeInclusive<f64>) -> Option<f64> {
        let (Node::Float(text) | Node::Integer(text, _)) = &self.spot.node else {
            return self.wrong_type("number");
        };
        match text.parse::<f64>() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => self.out_of_range(text, range.start(), range.end()),
        }
    }

    /// Returns `true` or `false`.
    pub fn bool(&self) -> Option<bool> {
        match &self.spot.node {
            Node::Boolean(value) => Some(*value),
            _ => self.wrong_type("boolean"),
        }
    }

    /// Returns the date, native or in text.
    pub fn date(&self) -> Option<CivilDay> {
        match &self.spot.node {
            Node::Datetime(value) => match (value.date, value.time) {
                (Some(_), None) => self.judged(date(&value.to_string())),
                _ => self.wrong_type("date"),
            },
            Node::Text(text) => self.judged(date(&nfc(text))),
            _ => self.wrong_type("date"),
        }
    }

    /// Returns the time of day, native or in text.
    pub fn time_of_day(&self) -> Option<TimeOfDay> {
        match &self.spot.node {
            Node::Datetime(value) => match (value.date, value.time) {
                (None, Some(_)) => self.judged(time_of_day(&value.to_string())),
                _ => self.wrong_type("time"),
            },
            Node::Text(text) => self.judged(time_of_day(&nfc(text))),
            _ => self.wrong_type("time"),
        }
    }

    /// Returns the length of time in milliseconds; one outside `range` is an error.
    pub fn duration_ms(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let text = match &self.spot.node {
            Node::Text(text) => nfc(text),
            // `grace = 5` says no unit, and the message for that is the one that helps.
            Node::Integer(text, _) => text.clone(),
            _ => return self.wrong_type("duration"),
        };
        let ms = self.judged(duration_ms(&text))?;
        if range.contains(&ms) {
            return Some(ms);
        }
        let (min, max) = (*range.start(), *range.end());
        self.out_of_range(text, duration_text(min), duration_text(max))
    }

    /// Returns what the text stands for among `choices`; another text is an error.
    pub fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Option<T> {
        let text = self.string()?;
        let found = choices.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|&(name, _)| name).collect();
            self.report(
                Diagnostic::error("choice-unknown", self.place())
                    .with("key", self.key)
                    .with("value", &text)
                    .with(
                        "nearest",
                        nearest(&text, names.iter().copied()).unwrap_or(NONE),
                    )
                    .with("known", names.join(", ")),
            );
        }
        found.map(|&(_, value)| value)
    }

    /// Returns the elements of the array.
    pub fn array(&self) -> Option<Vec<Self>> {
        let Node::Array(elements) = &self.spot.node else {
            return self.wrong_type("array");
        };
        let element = |spot| Self { spot, ..*self };
        Some(elements.iter().map(element).collect())
    }

    /// Returns the elements of the array, or the value itself where it is none.
    pub fn one_or_many(&self) -> Vec<Self> {
        match &self.spot.node {
            Node::Array(_) => self.array().unwrap_or_default(),
            _ => vec![*self],
        }
    }

    /// Returns the table.
    pub fn table(&self) -> Option<Table<'d>> {
        let Node::Table(entries) = &self.spot.node else {
            return self.wrong_type("table");
        };
        Some(Table {
            document: self.document,
            entries,
            span: self.spot.span.clone(),
            asked: Cell::default(),
        })
    }

    /// Says whether the value is a text.
    pub fn is_string(&self) -> bool {
        matches!(self.spot.node, Node::Text(_))
    }

    /// Says whether the value is a whole number.
    pub fn is_integer(&self) -> bool {
        matches!(self.spot.node, Node::Integer(..))
    }

    /// Says whether the value is an array with nothing in it.
    pub fn is_empty_array(&self) -> bool {
        matches!(&self.spot.node, Node::Array(elements) if elements.is_empty())
    }

    /// Says whether the value is a native date or time.
    pub fn is_datetime(&self) -> bool {
        matches!(self.spot.node, Node::Datetime(_))
    }

    /// Returns the value as it stands in the file.
    pub fn written(&self) -> &'d str {
        self.document
            .text
            .get(self.spot.span.clone())
            .unwrap_or_default()
    }

    /// Returns the place of the value.
    pub fn place(&self) -> Place {
        self.document.place_of(self.spot.span.clone())
    }

    /// Returns the key that the value belongs to.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// Adds a problem.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.document.report(diagnostic);
    }

    /// Returns what was read, or notes what is wrong with it.
    pub fn judged<T>(&self, read: Result<T, Fault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.document.judge(self.place(), fault);
                None
            }
        }
    }

    /// Notes that the value is not of the kind `expected`; returns `None` for the getter to hand on.
    pub fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        self.report(
            Diagnostic::error("wrong-type", self.place())
                .with("key", self.key)
                .with("expected", expected)
                .with("found", self.spot.node.kind()),
        );
        None
    }

    fn out_of_range<T>(
        &self,
        value: impl ToString,
        min: impl ToString,
        max: impl ToString,
    ) -> Option<T> {
        self.report(
            Diagnostic::error("value-out-of-range", self.place())
                .with("key", self.key)
                .with("value", value)
                .with("min", min)
                .with("max", max),
        );
        None
    }
}

#[cfg(test)]
mod tests;
