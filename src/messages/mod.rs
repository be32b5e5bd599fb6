//! The catalogue of everything that is said to a person, in Vietnamese and English. What is said, and where it is
//! shown, is the caller's.

use std::fmt::Display;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

mod cause;

/// A language that the catalogue speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// The files of the catalogue: name, Vietnamese, English. Both sides of a line have the same messages with the same
/// attributes and variables; a test holds them to it.
const RESOURCES: &[(&str, &str, &str)] = &[
    (
        "file",
        include_str!("vi/file.ftl"),
        include_str!("en/file.ftl"),
    ),
    (
        "schedule",
        include_str!("vi/schedule.ftl"),
        include_str!("en/schedule.ftl"),
    ),
    (
        "station",
        include_str!("vi/station.ftl"),
        include_str!("en/station.ftl"),
    ),
    (
        "cause",
        include_str!("vi/cause.ftl"),
        include_str!("en/cause.ftl"),
    ),
    (
        "schema",
        include_str!("vi/schema.ftl"),
        include_str!("en/schema.ftl"),
    ),
    (
        "sheet",
        include_str!("vi/sheet.ftl"),
        include_str!("en/sheet.ftl"),
    ),
    (
        "aircheck",
        include_str!("vi/aircheck.ftl"),
        include_str!("en/aircheck.ftl"),
    ),
    (
        "cli",
        include_str!("vi/cli.ftl"),
        include_str!("en/cli.ftl"),
    ),
    (
        "evidence",
        include_str!("vi/evidence.ftl"),
        include_str!("en/evidence.ftl"),
    ),
    (
        "plan",
        include_str!("vi/plan.ftl"),
        include_str!("en/plan.ftl"),
    ),
];

/// The pages that explain a problem at length, apart from the rest: a daemon never shows one.
const PAGES: &[(&str, &str, &str)] = &[(
    "explain",
    include_str!("vi/explain.ftl"),
    include_str!("en/explain.ftl"),
)];

/// The messages of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// Returns the language's code, `vi` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Returns the language that a code or a locale name (`vi`, `vi_VN.UTF-8`, `en-GB`) begins with.
    pub fn from_code(code: &str) -> Option<Self> {
        let prefix = code.split(['_', '-', '.']).next()?.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|language| language.code() == prefix)
    }

    fn id(self) -> LanguageIdentifier {
        let code = self.code().parse();
        code.expect("a language's code should be an identifier")
    }
}

impl Catalogue {
    /// Makes the catalogue of a language: every message but the pages.
    pub fn new(language: Language) -> Self {
        Self::of(language, RESOURCES)
    }

    /// Makes the catalogue of the pages alone: `explain-CODE` for each code of a diagnostic, with the attributes
    /// `.wrong`, `.right` and `.why`.
    pub fn pages(language: Language) -> Self {
        Self::of(language, PAGES)
    }

    fn of(language: Language, resources: &[(&str, &str, &str)]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        // Isolation marks are for right-to-left text; in a terminal or a printed report they show as boxes.
        bundle.set_use_isolating(false);
        for (name, vi, en) in resources {
            let source = match language {
                Language::Vi => vi,
                Language::En => en,
            };
            let resource = FluentResource::try_new((*source).to_owned())
                .map_err(|(_, errors)| format!("{name}: {errors:?}"))
                .expect("an embedded message file should be well formed");
            bundle
                .add_resource(resource)
                .expect("embedded message files should not share a key");
        }
        Self { language, bundle }
    }

    /// Returns the language of the catalogue.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the message `key` with its variables filled in. A key that does not exist is shown itself, and so is a
    /// variable that was not given: a message that can't be worded must not hide what it is about.
    ///
    /// A value that is a whole number takes part in plural forms.
    pub fn text(&self, key: &str, args: &[(&str, &dyn Display)]) -> String {
        self.try_text(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// Returns the message `key` as [`Self::text`] does, or `None` where it does not exist. `key.attribute` names an
    /// attribute.
    pub fn try_text(&self, key: &str, args: &[(&str, &dyn Display)]) -> Option<String> {
        let (key, attribute) = match key.split_once('.') {
            Some((key, attribute)) => (key, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(*name, fluent_value(value.to_string()));
        }
        // Errors name variables that were not given; the text shows them as `{$name}`, and a test finds them.
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors);
        Some(text.into_owned())
    }
}

/// Returns the key of every message, in the order of the files; the languages have the same.
pub fn keys() -> impl Iterator<Item = &'static str> + Clone {
    let lines = RESOURCES
        .iter()
        .chain(PAGES)
        .flat_map(|(_, vi, _)| vi.lines());
    lines
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        .filter_map(|line| Some(line.split_once(" =")?.0))
}

/// Returns a whole number as a number, so that it can choose a plural form, where its text stays the same.
fn fluent_value(text: String) -> FluentValue<'static> {
    match text.parse::<i32>() {
        Ok(number) if number.to_string() == text => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    /// The keys of a message file (`message` or `message.attribute`) with the variables that each names.
    fn variables_by_key(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let (mut message, mut key) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                message = name.to_owned();
                key.clone_from(&message);
            } else if let Some((name, _)) = line
                .trim_start()
                .strip_prefix('.')
                .and_then(|rest| rest.split_once(" ="))
            {
                key = format!("{message}.{name}");
            }
            if key.is_empty() {
                continue;
            }
            let variables = found.entry(key.clone()).or_default();
            variables.extend(line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                rest[..end.unwrap_or(rest.len())].to_owned()
            }));
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_messages_attributes_and_variables() {
        let mut messages = 0;
        for (name, vi, en) in RESOURCES.iter().chain(PAGES) {
            let (vi, en) = (variables_by_key(vi), variables_by_key(en));
            assert_eq!(vi, en, "{name}.ftl");
            messages += vi.len();
        }
        assert!(messages >= 40, "{messages} messages were found");
    }

    #[test]
    fn every_message_of_a_file_is_in_the_catalogue() {
        for language in Language::ALL {
            for (catalogue, resources) in [
                (Catalogue::new(language), RESOURCES),
                (Catalogue::pages(language), PAGES),
            ] {
                for (_, vi, _) in resources {
                    for key in variables_by_key(vi).keys() {
                        assert!(catalogue.try_text(key, &[]).is_some(), "{key}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_keys_are_those_of_the_catalogue() {
        let expected: BTreeSet<String> = RESOURCES
            .iter()
            .chain(PAGES)
            .flat_map(|(_, vi, _)| variables_by_key(vi).into_keys())
            .filter(|key| !key.contains('.'))
            .collect();
        let found: BTreeSet<String> = keys().map(str::to_owned).collect();
        assert_eq!(found, expected);
        assert_eq!(keys().count(), found.len(), "no key stands twice");
    }

    // A page that is missing would be found out by the operator who asks for it.
    #[test]
    fn every_diagnostic_has_a_page_and_every_page_a_diagnostic() {
        let of = |prefix| {
            let keys = keys().filter_map(move |key| key.strip_prefix(prefix));
            keys.filter(|key| !key.starts_with("word-"))
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(of("explain-"), of("diag-"));
        for catalogue in Language::ALL.map(Catalogue::pages) {
            for code in of("explain-") {
                for part in ["", ".wrong", ".right", ".why"] {
                    let key = format!("explain-{code}{part}");
                    let text = catalogue.try_text(&key, &[]);
                    assert!(text.is_some_and(|text| !text.trim().is_empty()), "{key}");
                }
                let example = |part| catalogue.text(&format!("explain-{code}.{part}"), &[]);
                assert_ne!(example("wrong"), example("right"), "{code}");
            }
        }
    }

    #[test]
    fn message_files_are_in_composed_unicode() {
        for (name, vi, en) in RESOURCES.iter().chain(PAGES) {
            for text in [vi, en] {
                assert!(unicode_normalization::is_nfc(text), "{name}.ftl");
                assert_eq!(text.nfc().collect::<String>(), **text);
            }
        }
    }

    #[test]
    fn a_missing_key_is_shown_and_a_missing_variable_too() {
        let catalogue = Catalogue::new(Language::Vi);
        assert_eq!(catalogue.text("no-such-key", &[]), "no-such-key");
        assert_eq!(catalogue.try_text("no-such-key", &[]), None);
        let text = catalogue.text("diag-key-twice", &[]);
        assert!(text.contains("{$key}"), "{text}");
    }

    #[test]
    fn values_stand_without_isolation_marks_and_numbers_as_they_were_written() {
        let catalogue = Catalogue::new(Language::En);
        for value in ["zones", "007", "1234567", "2147483648", "5.50"] {
            let text = catalogue.text("diag-key-twice", &[("key", &value)]);
            assert_eq!(text, format!("the key `{value}` is there twice"));
        }
    }

    #[test]
    fn a_catalogue_may_be_shared_between_threads() {
        fn check<T: Send + Sync>(_: &T) {}
        check(&Catalogue::new(Language::Vi));
    }

    #[test]
    fn a_language_is_known_by_its_locale_name() {
        for (code, expected) in [
            ("vi", Some(Language::Vi)),
            ("vi_VN.UTF-8", Some(Language::Vi)),
            ("EN-gb", Some(Language::En)),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::from_code(code), expected, "{code}");
        }
    }
}
