//! Reads `station.toml`: who the station is, its zones and columns, and the options of each component. Each component
//! takes its own options and none of them knows this file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::aircheck::{AircheckSettings, aircheck};
use super::hours::hours;
use crate::airing::ClockSource;
use crate::ids::{ColumnId, ZoneId};
use crate::library::Column;
use crate::messages::Language;
use crate::plan::SpecialDays;
use crate::plan::day::PlanOptions;
use crate::playback::OutputOptions;
use crate::schedule::DaySet;
use crate::schedule::calendar::{Calendar, DayKind};
use crate::schedule::day_words::day_set;
use crate::schedule::diagnostic::Diagnostic;
use crate::schedule::reader::{Document, Table, Value};
use crate::schedule::spelling::{is_slug, slug};

/// The name that a schedule gives to every zone together.
const ALL_ZONES: &str = "all";
/// What speech and music are brought to where the station says nothing: the figure of EBU R 128, in LUFS.
const TARGET_LUFS: f64 = -23.0;
/// The true peak that is not exceeded where the station says nothing: the figure of EBU R 128, in dBTP.
const TRUE_PEAK_DBTP: f64 = -1.0;
/// How far a day set's range may go, in days; a longer one is a slip in the year.
const RANGE_DAYS_MAX: i64 = 366;

/// What `station.toml` says.
#[derive(Clone, PartialEq, Debug)]
pub struct Station {
    /// The stable name of the station, for files and exports; its own slug.
    pub id: String,
    /// The full name, as reports print it.
    pub name: String,
    /// The language of messages and reports.
    pub language: Language,
    /// The zones in the order of the file; none where the station is one whole.
    pub zones: Vec<Zone>,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
    /// Named sets of days, for the exceptions of rules.
    pub day_sets: BTreeMap<String, DaySet>,
    /// What the planner must know.
    pub plan: PlanOptions,
    /// Where the sound goes.
    pub output: OutputOptions,
    /// How much later than the output tells the sound is heard, in milliseconds (-2,000..=2,000); what is due is
    /// handed over that much earlier.
    pub latency_offset_ms: i64,
    /// The sources from which the time is trusted without a person's word.
    pub trusted_clocks: BTreeSet<ClockSource>,
    /// Folders outside this machine that checkpoints are written to, as the file names them.
    pub checkpoint_to: Vec<PathBuf>,
    /// What is captured; `None` where nothing is.
    pub aircheck: Option<AircheckSettings>,
}

/// A group of loudspeakers that is addressed together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    /// Its identity.
    pub id: ZoneId,
    /// Its name for people.
    pub name: String,
}

impl Station {
    /// Returns the folders that checkpoints are written to, those without a root counted from the station folder.
    pub fn checkpoint_folders(&self, station_dir: &Path) -> Vec<PathBuf> {
        let folders = self.checkpoint_to.iter();
        folders.map(|folder| station_dir.join(folder)).collect()
    }

    /// Adds the days of a calendar: to the sets that rules may name, and to what the planner must know.
    pub fn take_calendar(&mut self, calendar: &Calendar) {
        self.day_sets = calendar.day_sets(&self.day_sets);
        let set = |kind: DayKind| self.day_sets[kind.set_name()].clone();
        self.plan.special = SpecialDays {
            prohibited: set(DayKind::Prohibited),
            mourning: set(DayKind::Mourning),
            signature: calendar.signature.clone(),
        };
    }
}

/// Reads the text of `station.toml`; `None` where it has an error. Every problem is added to `problems`.
pub fn parse_station(text: &str, problems: &mut Vec<Diagnostic>) -> Option<Station> {
    let document = Document::parse("station.toml", text, problems);
    let station = read(&document.root());
    document.finish().then_some(station).flatten()
}

fn read(root: &Table<'_>) -> Option<Station> {
    let identity = root.required("station").and_then(|value| value.table());
    let identity = identity.map(|table| identity_of(&table));
    let zones = named(root, "zone", "name").into_iter();
    let columns = named(root, "column", "title").into_iter();
    let (output, latency_offset_ms) = match root.table("output") {
        Some(table) => output(&table),
        None => (Some(OutputOptions::Server { sink: None }), 0),
    };
    let hours = root.table("hours").map(|table| hours(&table));
    let hours = hours.unwrap_or_default();
    let loudness = root.table("loudness").map(|table| loudness(&table));
    let (target_lufs, true_peak_dbtp) = loudness.unwrap_or((TARGET_LUFS, TRUE_PEAK_DBTP));
    let day_sets = root.table("days").map(|table| day_sets(&table));
    let clock = root.table("clock");
    let evidence = root.table("evidence");
    // Where it is there and can't be used, the station can't be used either.
    let captured = root
        .table("aircheck")
        .map(|table| aircheck(&table, output.as_ref()));
    let station = Station {
        id: String::new(),
        name: String::new(),
        language: Language::Vi,
        zones: zones
            .map(|(id, name)| Zone {
                id: ZoneId::new(id),
                name,
            })
            .collect(),
        columns: columns
            .map(|(id, title)| Column {
                id: ColumnId::new(id),
                title,
            })
            .collect(),
        day_sets: day_sets.unwrap_or_default(),
        plan: PlanOptions {
            // The calendar is a file of its own.
            special: SpecialDays::default(),
            one_output: true,
            allowed: hours.allowed,
            limits: hours.limits,
            gains: hours.gains,
            target_lufs,
            true_peak_dbtp,
        },
        // Replaced below, like the identity: a mistake in one must not hide those in the rest.
        output: OutputOptions::Null,
        latency_offset_ms,
        trusted_clocks: match clock {
            Some(table) => trusted(&table),
            None => BTreeSet::from([ClockSource::Ntp]),
        },
        checkpoint_to: evidence.map_or_else(Vec::new, |table| anchors(&table)),
        aircheck: captured.flatten(),
    };
    root.unknown_keys_reported();
    let (id, name, language) = identity??;
    Some(Station {
        id,
        name,
        language,
        output: output?,
        ..station
    })
}

/// Reads `[station]`.
fn identity_of(table: &Table<'_>) -> Option<(String, String, Language)> {
    let id = table.required("id").and_then(|value| id(&value));
    let name = table.required_string("name");
    let languages = Language::ALL.map(|language| (language.code(), language));
    let language = table.choice("language", &languages).unwrap_or(Language::Vi);
    table.unknown_keys_reported();
    Some((id?, name?, language))
}

/// Reads an id, which must be its own slug: ids stand in file names, exports and web addresses.
fn id(value: &Value<'_>) -> Option<String> {
    let text = value.string()?;
    if is_slug(&text) {
        return Some(text);
    }
    value.report(
        Diagnostic::error("id-not-plain", value.place())
            .with("value", &text)
            .with("slug", slug(&text)),
    );
    None
}

/// Reads the tables `[[key]]`, each with an id and a name for people under `name_key`.
fn named(root: &Table<'_>, key: &'static str, name_key: &'static str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for table in root.tables(key) {
        let id = table.required("id").and_then(|value| id(&value));
        let name = table.required_string(name_key);
        table.unknown_keys_reported();
        let (Some(id), Some(name)) = (id, name) else {
            continue;
        };
        let place = table.place_of("id");
        if found.iter().any(|(other, _)| *other == id) {
            table.report(
                Diagnostic::error("id-twice", place)
                    .with("kind", key)
                    .with("value", id),
            );
        } else if key == "zone" && id == ALL_ZONES {
            table.report(Diagnostic::error("zone-reserved", place).with("value", id));
        } else {
            found.push((id, name));
        }
    }
    found
}

/// Reads `[days]`: named sets of days.
fn day_sets(table: &Table<'_>) -> BTreeMap<String, DaySet> {
    let mut sets = BTreeMap::new();
    for (name, value) in table.entries("days") {
        if !is_slug(&name) {
            value.report(
                Diagnostic::error("id-not-plain", value.place())
                    .with("value", &name)
                    .with("slug", slug(&name)),
            );
            continue;
        }
        let elements = value.one_or_many();
        let mut set = day_set(&elements, &BTreeMap::new());
        for &(first, last) in &set.ranges {
            let days = last.days() - first.days() + 1;
            if days > RANGE_DAYS_MAX {
                let problem = Diagnostic::error("day-range-too-long", value.place());
                value.report(
                    problem
                        .with("value", format!("{first}..{last}"))
                        .with("days", days),
                );
            }
        }
        set.ranges.sort_unstable();
        set.ranges.dedup();
        sets.insert(name, set);
    }
    sets
}

#[derive(Clone, Copy)]
enum OutputKind {
    Server,
    Card,
    Wav,
    Null,
}

/// Reads `[output]`: where the sound goes, and the offset of its latency.
fn output(table: &Table<'_>) -> (Option<OutputOptions>, i64) {
    let kinds = [
        ("server", OutputKind::Server),
        ("card", OutputKind::Card),
        ("wav", OutputKind::Wav),
        ("null", OutputKind::Null),
    ];
    let kind = table
        .required("kind")
        .and_then(|value| value.choice(&kinds));
    let latency_offset_ms = table
        .integer("latency_offset_ms", -2_000..=2_000)
        .unwrap_or(0);
    let options = kind.and_then(|kind| match kind {
        OutputKind::Server => Some(OutputOptions::Server {
            sink: table.string("sink"),
        }),
        OutputKind::Card => {
            let device = table.required_string("device")?;
            Some(OutputOptions::Card { device })
        }
        OutputKind::Wav => {
            let path = table.required_string("path")?;
            Some(OutputOptions::Wav {
                path: PathBuf::from(path),
            })
        }
        OutputKind::Null => Some(OutputOptions::Null),
    });
    if kind.is_some() {
        // What else there may be depends on the kind; without it, all of it would be called unknown.
        table.unknown_keys_reported();
    }
    (options, latency_offset_ms)
}

/// Reads `[loudness]`: the target in LUFS and the true peak in dBTP.
fn loudness(table: &Table<'_>) -> (f64, f64) {
    let target_lufs = table.float("target_lufs", -40.0..=-10.0);
    let true_peak_dbtp = table.float("true_peak_dbtp", -9.0..=0.0);
    table.unknown_keys_reported();
    (
        target_lufs.unwrap_or(TARGET_LUFS),
        true_peak_dbtp.unwrap_or(TRUE_PEAK_DBTP),
    )
}

/// Reads `[clock]`: the sources of time that need no person's word.
fn trusted(table: &Table<'_>) -> BTreeSet<ClockSource> {
    let sources = [("ntp", ClockSource::Ntp), ("rtc", ClockSource::Rtc)];
    let elements = table.required("trust").map(|value| value.one_or_many());
    let elements = elements.unwrap_or_default();
    table.unknown_keys_reported();
    elements
        .iter()
        .filter_map(|element| element.choice(&sources))
        .collect()
}

/// Reads `[evidence]`: the folders that checkpoints are written to.
fn anchors(table: &Table<'_>) -> Vec<PathBuf> {
    let folders = table.strings("checkpoint_to").unwrap_or_default();
    table.unknown_keys_reported();
    folders.into_iter().map(PathBuf::from).collect()
}
