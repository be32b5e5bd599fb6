//! Single keys of a rule as text, out of a file and into one, as they are written: names of sets of days and remarks
//! between dates outlive the way. What they mean is `rule_part`'s; the rest of a rule is `print`'s.

use toml_edit::{DocumentMut, Item as Entry, Table, Value};

use super::print::set;
use super::rule_part::KEYS;

/// Returns the keys of a part of a rule that a table has, each with its line `key = value`.
pub(super) fn keys(table: &Table) -> Vec<(&'static str, String)> {
    let said = KEYS.into_iter().filter_map(|key| {
        let value = value(table.get(key)?)?;
        Some((key, format!("{key} = {}", written(&value))))
    });
    said.collect()
}

/// Puts the keys of a text into a table, and leaves those alone that say the same in the same words. Exceptions are
/// written by their words, and a text that is no TOML changes nothing.
pub(super) fn put(table: &mut Table, text: &str) {
    let Ok(part) = text.parse::<DocumentMut>() else {
        return;
    };
    for key in KEYS.into_iter().filter(|key| *key != "except") {
        let Some(new) = part.get(key).and_then(value) else {
            continue;
        };
        let old = table.get(key).and_then(value);
        if old.is_none_or(|old| written(&old) != written(&new)) {
            set(table, key, new);
        }
    }
}

/// Returns the value of a key without the blanks and the remark around it, a table as one in a line.
fn value(entry: &Entry) -> Option<Value> {
    let mut value = entry.clone().into_value().ok()?;
    value.decor_mut().clear();
    Some(value)
}

/// Writes a value with plain line ends.
fn written(value: &Value) -> String {
    value.to_string().replace("\r\n", "\n").trim().to_owned()
}
