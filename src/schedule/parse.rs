//! A programme file, from its text to a [`Programme`], with every problem in one pass. Rules of when are
//! `parse_rule`'s, days and times `reader`'s and `day_words`'; whether the audio is there is not asked here.

use std::collections::BTreeSet;

use super::context::{HOUR_MS, report_not_yet, report_unknown_keys};
use super::diagnostic::{Diagnostic, Place};
use super::parse_rule::{rule, warn_of_clashes};
use super::reader::{Document, NONE, Table, Value};
use super::spelling::{is_slug, nearest, slug};
use super::{Item, Pick, PickOrder, Priority, Programme, Zones};
use crate::ids::{AudioPath, ColumnId, ProgrammeId, ZoneId};
use crate::time::DAY_MS;

pub use super::context::ScheduleContext;

/// Reads the programme file `file` (its path relative to the station folder) with the content `text`.
///
/// Every problem is added to `problems`, those of this file in the order of their places. `None` when one of them is
/// an error; warnings leave the programme usable.
pub fn parse_programme(
    file: &str,
    text: &str,
    context: &ScheduleContext,
    problems: &mut Vec<Diagnostic>,
) -> Option<Programme> {
    read_programme(file, text, context, problems).programme
}

/// What was read of a programme file.
#[derive(Clone, PartialEq, Debug)]
pub struct ProgrammeFile {
    /// The programme; `None` when the file has an error.
    pub programme: Option<Programme>,
    /// The sounds that its items name and where, in their order, whatever else is wrong with the file: whether they are
    /// there can be told at once.
    pub plays: Vec<(AudioPath, Place)>,
}

/// Reads a programme file as [`parse_programme`] does, and keeps what it names even where it can't be used.
pub fn read_programme(
    file: &str,
    text: &str,
    context: &ScheduleContext,
    problems: &mut Vec<Diagnostic>,
) -> ProgrammeFile {
    let document = Document::parse(file, text, problems);
    let mut plays = Vec::new();
    let programme = programme(file, &document, context, &mut plays);
    plays.retain(|(_, place)| !document.is_torn_at(place));
    let usable = document.finish();
    ProgrammeFile {
        programme: programme.filter(|_| usable),
        plays,
    }
}

fn programme(
    file: &str,
    document: &Document<'_>,
    context: &ScheduleContext,
    plays: &mut Vec<(AudioPath, Place)>,
) -> Option<Programme> {
    let root = document.root();
    let id = programme_id(file, document);
    let title = root.required_title("title");
    let column = root
        .value("column")
        .and_then(|value| column(&value, context));
    let zones = root
        .value("zones")
        .map_or(Some(Zones::All), |value| zones(&value, context));
    let priorities = [
        ("thong-thuong", Priority::Ordinary),
        ("uu-tien", Priority::Preferred),
        ("khan-cap", Priority::Emergency),
    ];
    let priority = root
        .choice("priority", &priorities)
        .unwrap_or(Priority::Ordinary);
    let whens = required_tables(&root, "when");
    let rules: Vec<_> = whens
        .iter()
        .filter_map(|when| rule(when, context).map(|rule| (when.place(), rule)))
        .collect();
    warn_of_clashes(document, &rules, context.today);
    let items = required_tables(&root, "item");
    let of_file = OfFile {
        column: column.as_ref(),
        is_named: root.has("column"),
    };
    let tables = items;
    let items: Vec<Item> = tables
        .iter()
        .filter_map(|table| item(table, of_file, context, plays))
        .collect();
    let is_silent = items.iter().all(|item| matches!(item, Item::Pause { .. }));
    if let Some(first) = tables
        .first()
        .filter(|_| is_silent && items.len() == tables.len())
    {
        first.report(Diagnostic::warning("only-pauses", first.place()));
    }
    report_unknown_keys(&root, "top");
    Some(Programme {
        id: id?,
        title: title?,
        column,
        zones: zones?,
        priority,
        rules: rules.into_iter().map(|(_, rule)| rule).collect(),
        items,
    })
}

/// Returns the programme's id: the file's name without `.toml`, which must be its own slug.
fn programme_id(file: &str, document: &Document<'_>) -> Option<ProgrammeId> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    if is_slug(stem) {
        return Some(ProgrammeId::from(stem));
    }
    let proposed = match slug(stem) {
        empty if empty.is_empty() => "chuong-trinh".to_owned(),
        proposed => proposed,
    };
    document.report(
        Diagnostic::error("file-name", document.place())
            .with("name", name)
            .with("proposed", format!("{proposed}.toml")),
    );
    None
}

/// Returns the tables `[[key]]`, of which a programme needs at least one.
fn required_tables<'d>(root: &Table<'d>, key: &'static str) -> Vec<Table<'d>> {
    let tables = root.tables(key);
    if !root.has(key) {
        root.report_missing(Diagnostic::error("table-missing", root.place()).with("key", key));
    } else if tables.is_empty() && root.value(key).is_some_and(|value| value.is_empty_array()) {
        root.report(Diagnostic::error("table-missing", root.place_of(key)).with("key", key));
    }
    tables
}

fn column(value: &Value<'_>, context: &ScheduleContext) -> Option<ColumnId> {
    let text = value.string()?;
    let found = context.columns.get(text.as_str());
    if found.is_none() {
        let known = context.columns.iter().map(ColumnId::as_str);
        let unknown = Diagnostic::error("column-unknown", value.place());
        report_unknown(value, unknown, &text, known);
    }
    found.cloned()
}

fn zones(value: &Value<'_>, context: &ScheduleContext) -> Option<Zones> {
    let elements = value.one_or_many();
    if elements.is_empty() {
        value.report(Diagnostic::error("array-empty", value.place()).with("key", "zones"));
        return None;
    }
    let mut only = BTreeSet::new();
    let mut all = None;
    for element in &elements {
        let Some(text) = element.string() else {
            continue;
        };
        if text == "all" {
            all = Some(element);
        } else if let Some(zone) = context.zones.get(text.as_str()) {
            only.insert(zone.clone());
        } else {
            let known = context.zones.iter().map(ZoneId::as_str).chain(["all"]);
            let unknown = Diagnostic::error("zone-unknown", element.place());
            report_unknown(element, unknown, &text, known);
        }
    }
    match all {
        None => Some(Zones::Only(only)),
        Some(_) if elements.len() == 1 => Some(Zones::All),
        Some(element) => {
            element.report(Diagnostic::error("zones-all-and-more", element.place()));
            None
        }
    }
}

fn report_unknown<'k>(
    value: &Value<'_>,
    unknown: Diagnostic,
    text: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) {
    let near = nearest(text, known.clone()).unwrap_or(NONE);
    let known = match known.collect::<Vec<_>>().join(", ") {
        nothing if nothing.is_empty() => NONE.to_owned(),
        known => known,
    };
    value.report(
        unknown
            .with("value", text)
            .with("nearest", near)
            .with("known", known),
    );
}

/// The kinds of item: the key that says which, and whether it is there already.
const ITEM_KINDS: [(&str, bool); 5] = [
    ("play", true),
    ("pick", true),
    ("pause", true),
    ("say", false),
    ("relay", false),
];

/// The column that the head of a file gives to its picks.
#[derive(Clone, Copy)]
struct OfFile<'c> {
    /// The column, where it is a known one.
    column: Option<&'c ColumnId>,
    /// Whether the head names one at all. What is wrong with its name is told there, and not again in every pick.
    is_named: bool,
}

fn item(
    table: &Table<'_>,
    of_file: OfFile<'_>,
    context: &ScheduleContext,
    plays: &mut Vec<(AudioPath, Place)>,
) -> Option<Item> {
    let mut kinds = ITEM_KINDS.iter().filter(|&&(key, _)| table.has(key));
    let kind = kinds.next();
    if let Some(&(second, _)) = kinds.next() {
        table.report(Diagnostic::error(
            "item-several-kinds",
            table.place_of(second),
        ));
    }
    if let Some(&(key, false)) = kind {
        report_not_yet(table, key);
    }
    let play = table.value("play").and_then(|value| {
        let audio = audio_path(&value)?;
        plays.push((audio.clone(), value.place()));
        Some(audio)
    });
    let pick = table
        .value("pick")
        .and_then(|value| pick(&value, of_file, context));
    let pause_ms = table.duration_ms("pause", 1..=HOUR_MS);
    report_unknown_keys(table, "item");
    if kind.is_none() {
        table.report(Diagnostic::error("item-without-kind", table.place()));
    }
    play.map(|audio| Item::Play { audio })
        .or(pick.map(Item::Pick))
        .or(pause_ms.map(|ms| Item::Pause { ms }))
}

/// Reads a path under `audio/`, which it must not leave.
pub(super) fn audio_path(value: &Value<'_>) -> Option<AudioPath> {
    let text = value.string()?;
    let path = text.replace('\\', "/");
    let error = |code| Diagnostic::error(code, value.place());
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    let diagnostic = if path.starts_with('/') || has_drive {
        error("path-absolute").with("value", &text)
    } else if path.split('/').any(|part| part == "..") {
        error("path-leaves-audio").with("value", &text)
    } else if text.contains('\\') || path.split('/').any(|part| part.is_empty() || part == ".") {
        let parts = path
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".");
        let proposed = parts.collect::<Vec<_>>().join("/");
        error("path-notation")
            .with("value", &text)
            .with("proposed", proposed)
    } else if let Some(proposed) = path.strip_prefix("audio/") {
        error("path-notation")
            .with("value", &text)
            .with("proposed", proposed)
    } else if path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .is_none()
    {
        error("path-without-extension").with("value", &text)
    } else {
        return Some(AudioPath::from(path));
    };
    value.report(diagnostic);
    None
}

fn pick(value: &Value<'_>, of_file: OfFile<'_>, context: &ScheduleContext) -> Option<Pick> {
    let table = value.table()?;
    let orders = [
        ("least-aired", PickOrder::LeastAired),
        ("repeat", PickOrder::Repeat),
    ];
    let own = match table.value("column") {
        Some(value) => column(&value, context),
        None => of_file.column.cloned(),
    };
    if !table.has("column") && !of_file.is_named {
        table.report(Diagnostic::error("pick-without-column", table.place()));
    }
    let order = table
        .choice("order", &orders)
        .unwrap_or(PickOrder::LeastAired);
    let new_first = table.bool("new_first").unwrap_or(true);
    let spacing_days = table
        .value("spacing")
        .and_then(|value| spacing_days(&value))
        .unwrap_or(0);
    let at_most = table.integer("at_most", 1..=100).unwrap_or(1);
    let up_to_ms = table.duration_ms("up_to", 1_000..=DAY_MS);
    table.unknown_keys_reported();
    Some(Pick {
        column: own?,
        order,
        new_first,
        spacing_days,
        at_most: u32::try_from(at_most).expect("a checked number should fit"),
        up_to_ms,
    })
}

fn spacing_days(value: &Value<'_>) -> Option<u32> {
    let ms = value.duration_ms(0..=366 * DAY_MS)?;
    if ms % DAY_MS != 0 {
        let written = value.string()?;
        value.report(Diagnostic::error("spacing-not-days", value.place()).with("value", written));
        return None;
    }
    u32::try_from(ms / DAY_MS).ok()
}
