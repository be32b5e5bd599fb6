//! Where in a schedule file the parts stand that only the whole folder can judge: what its items name, and its zones.
//! Reading what they mean is the schedule's.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::schedule::diagnostic::Place;

/// The places in one schedule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    /// The file as a whole.
    pub file: Place,
    /// What each item names: the value of its first key, in the order of the items.
    pub items: Vec<Place>,
    /// The value of `zones`; the whole file where it has none.
    pub zones: Place,
}

/// Finds the places in the text of a schedule file; `file` is its name. The text may have errors: what is not found
/// stands for the whole file.
pub fn places(file: &str, text: &str) -> Places {
    let (root, _) = DeTable::parse_recoverable(text);
    let whole = Place::file(file);
    let of = |value: &Spanned<DeValue<'_>>| Place::of_span(file, text, value.span());
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
    Places {
        zones: root
            .get_ref()
            .get("zones")
            .map_or_else(|| whole.clone(), of),
        items,
        file: whole,
    }
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
