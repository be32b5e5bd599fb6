//! Where in a schedule file the parts stand that only the whole folder can judge: what its items name, and its zones.
//! Reading what they mean is the schedule's.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::schedule::diagnostic::{Lines, Place};
use crate::schedule::reader::time_of_day;
use crate::time::TimeOfDay;

/// The places in one schedule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    /// The file as a whole.
    pub file: Place,
    /// What each item names: the value of its first key, in the order of the items.
    pub items: Vec<Place>,
    /// The value of `zones`; the whole file where it has none.
    pub zones: Place,
    /// The value of `title`.
    pub title: Place,
    /// What says at which hours each rule fires, in the order of the rules.
    pub whens: Vec<When>,
}

/// The places of a rule's hours, and how it names its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// The value of `at` or `cron`; the whole file where there is neither.
    pub whole: Place,
    /// The elements of `at` that are a time of day, where it is an array.
    pub times: Vec<(TimeOfDay, Place)>,
    /// The days of `on` as they are written; once read, sets that are empty so far leave no trace in the rule.
    pub on: Vec<String>,
    /// The days of `except` as they are written.
    pub except: Vec<String>,
}

impl Places {
    /// Returns the place of the hour `time` in the rule with this index.
    pub fn of_time(&self, rule: usize, time: TimeOfDay) -> &Place {
        let Some(when) = self.whens.get(rule) else {
            return &self.file;
        };
        let mut times = when.times.iter();
        let exact = times.find(|(at, _)| *at == time);
        exact.map_or(&when.whole, |(_, place)| place)
    }
}

/// Finds the places in the text of a schedule file; `file` is its name. The text may have errors: what is not found
/// stands for the whole file.
pub fn places(file: &str, text: &str) -> Places {
    let (root, _) = DeTable::parse_recoverable(text);
    let file: Arc<str> = file.into();
    let whole = Place::file(file.clone());
    let lines = Lines::of(text);
    let of = |value: &Spanned<DeValue<'_>>| lines.place(file.clone(), value.span());
    let items = match root.get_ref().get("item").map(Spanned::get_ref) {
        Some(DeValue::Array(items)) => items
            .iter()
            .map(|item| {
                let named = item.get_ref().as_table();
                let first =
                    named.and_then(|table| table.values().min_by_key(|value| value.span().start));
                first.map_or_else(|| whole.clone(), of)
            })
            .collect(),
        _ => Vec::new(),
    };
    let when = |rule: &Spanned<DeValue<'_>>| {
        let table = rule.get_ref().as_table();
        let value = table.and_then(|table| table.get("at").or_else(|| table.get("cron")));
        let elements = value.and_then(|value| value.get_ref().as_array());
        let times = elements.into_iter().flatten().filter_map(|element| {
            let text = match element.get_ref() {
                DeValue::String(text) => text.to_string(),
                other => other.as_datetime()?.to_string(),
            };
            Some((time_of_day(&text).ok()?, of(element)))
        });
        let written = |key| {
            let value = table.and_then(|table| table.get(key)).map(Spanned::get_ref);
            let elements = match value {
                Some(DeValue::Array(elements)) => elements.iter().map(Spanned::get_ref).collect(),
                other => Vec::from_iter(other),
            };
            let texts = elements.into_iter().filter_map(|element| match element {
                DeValue::String(text) => Some(text.to_string()),
                other => Some(other.as_datetime()?.to_string()),
            });
            texts.collect()
        };
        When {
            on: written("on"),
            except: written("except"),
            whole: value.map_or_else(|| whole.clone(), of),
            times: times.collect(),
        }
    };
    let whens = match root.get_ref().get("when").map(Spanned::get_ref) {
        Some(DeValue::Array(rules)) => rules.iter().map(when).collect(),
        _ => Vec::new(),
    };
    let top = |key| root.get_ref().get(key).map_or_else(|| whole.clone(), of);
    Places {
        zones: top("zones"),
        title: top("title"),
        items,
        whens,
        file: whole,
    }
}

/// Returns the place of the file that `calendar.toml` names as the tune of mourning; the whole file where it is not
/// found.
pub fn place_of_signature(file: &str, text: &str) -> Place {
    let (root, _) = DeTable::parse_recoverable(text);
    let mourning = root.get_ref().get("mourning").map(Spanned::get_ref);
    let signature = mourning.and_then(|mourning| mourning.as_table()?.get("signature"));
    signature.map_or_else(
        || Place::file(file),
        |value| Place::of_span(file, text, value.span()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_by_what_it_names() {
        let text = "title = \"A\"\nzones = [\"thon-1\"]\n[[item]]\nplay = \"nhạc/a.wav\"\n[[item]]\npick = {}\n";
        let found = places("schedules/a.toml", text);
        let at = |place: &Place| (place.line, place.column, place.length);
        assert_eq!(at(&found.zones), (2, 9, 10));
        assert_eq!(
            found.items.iter().map(at).collect::<Vec<_>>(),
            [(4, 8, 12), (6, 8, 2)]
        );
    }

    #[test]
    fn a_torn_text_has_no_places_but_the_file() {
        let found = places("schedules/a.toml", "item = 3\nzones");
        assert_eq!(found.items, []);
        assert_eq!(found.zones, found.file);
    }
}
