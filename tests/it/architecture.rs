//! The house as data, held against every file: who may use whom, what is allowed only where, no cycles, and the form
//! of files and documents. What the parts mean is told in `docs/architecture.md`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

mod cycles;
mod papers;
mod planted;
mod source;
mod tidy;

use source::{Source, starts_with};

/// The rows of the house from the top. A module uses only those of rows above its own, and none of its own row.
const ROWS: &[&[&str]] = &[
    &["causes", "ids", "time", "reason", "messages"],
    // The core, in the order in which data flows.
    &["schedule"],
    &["sheet"],
    &["library"],
    &["plan"],
    &["aircheck"],
    &["airing"],
    &["ledger"],
    &["report"],
    // The edges.
    &["playback", "store"],
    // The assembly.
    &["config"],
    &["daemon"],
    &["cli"],
];

/// The rows of [`ROWS`] that are pure: no clock, disk, network, environment, thread or chance.
const PURE_ROWS: usize = 9;

/// What a module may not use although it stands above: module, path, and the one path in it that it may use after all.
const BARRED: &[(&str, &str, Option<&str>)] = &[
    ("playback", "schedule", None),
    ("playback", "ledger", None),
    ("store", "airing::director", None),
    ("config", "playback", Some("playback::OutputOptions")),
    ("config", "store", None),
    ("config", "airing::director", None),
    ("report", "airing::director", None),
    ("ledger", "airing::director", None),
];

/// Outside crates and the places, under `src`, that may use them. Every dependency stands here, and each is used in
/// every place that is named.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("base64", &["ledger"]),
    ("calamine", &["config::workbook"]),
    ("chrono", &["time", "schedule"]),
    ("clap", &["cli"]),
    ("comfy_table", &["cli::table"]),
    ("cpal", &["playback::output::card"]),
    ("cron", &["schedule"]),
    ("csv", &["sheet::delimited", "cli::table"]),
    // Signatures are made and checked where the chain is.
    ("ed25519_dalek", &["ledger::note"]),
    ("ebur128", &["playback::facts"]),
    ("flacenc", &["playback::capture::flac"]),
    ("fluent_bundle", &["messages"]),
    ("hound", &["playback"]),
    ("libc", &["daemon::kernel_clock"]),
    ("maud", &["report::week"]),
    (
        "pulseaudio",
        &["playback::output", "playback::capture::server"],
    ),
    ("quick_xml", &["config::workbook::package"]),
    ("rodio", &["playback::listen"]),
    ("rtrb", &["playback"]),
    ("rubato", &["playback::resample"]),
    ("rust_xlsxwriter", &["sheet::write"]),
    ("rustfft", &["aircheck"]),
    (
        "rustix",
        &[
            "playback::capture::files",
            "playback::output::server_link",
            "store::connect",
            "store::keys",
            "daemon::clock",
            "cli::desk",
        ],
    ),
    (
        "serde",
        &[
            "ids", "time", "reason", "schedule", "library", "plan", "daemon",
        ],
    ),
    (
        "serde_json",
        &[
            "plan::snapshot",
            "ledger",
            "daemon::control",
            "config::schema",
            "cli",
        ],
    ),
    // The digest of a file is taken where it is read; the chain is the ledger's alone.
    ("sha2", &["ledger", "playback::facts"]),
    ("sqlx", &["store"]),
    ("strsim", &["schedule::spelling"]),
    ("symphonia", &["playback::decode"]),
    (
        "thiserror",
        &["plan", "ledger", "playback", "store", "config", "daemon"],
    ),
    (
        "thread_priority",
        &["playback::capture::judging", "playback::output::server"],
    ),
    ("tokio", &["playback", "store", "daemon", "cli"]),
    // The places of problems in a schedule file, found in the same tree that the schedule reads.
    ("toml", &["schedule::reader", "config::places"]),
    (
        "toml_edit",
        &[
            "schedule::print",
            "schedule::print_days",
            "schedule::print_keys",
            "config::approve",
        ],
    ),
    ("tracing", &["playback", "store", "daemon", "cli"]),
    ("tracing_subscriber", &["cli"]),
    ("unic_langid", &["messages"]),
    ("unicode_normalization", &["messages", "schedule::spelling"]),
    ("unicode_width", &["cli::problems", "cli::status"]),
    (
        "zip",
        &[
            "config::workbook::package",
            "store::backup",
            "store::bundle",
        ],
    ),
];

/// Parts of the standard library that reach out of the program, and the places that may use them.
const REACHING_OUT: &[(&str, &[&str])] = &[
    (
        "std::env",
        &["playback::output::server_link", "daemon::systemd", "cli"],
    ),
    ("std::fs", &["playback", "store", "config", "daemon", "cli"]),
    ("std::io", &["playback", "store", "config", "daemon", "cli"]),
    ("std::net", &[]),
    (
        "std::os",
        &[
            "playback::output::server_link",
            "config::scan",
            "store::anchors",
            "store::backup",
            "store::keys",
            "daemon",
        ],
    ),
    ("std::process", &["daemon", "cli", "main", "store::cache"]),
    ("std::random", &[]),
    ("std::sync::Mutex", &["playback", "config::probe"]),
    ("std::sync::RwLock", &[]),
    ("std::thread", &["playback", "config::probe", "daemon"]),
    ("std::time::Instant", &[]),
    // Only as the type of a time stamp in the sound server's protocol.
    ("std::time::SystemTime", &["playback::output::server_link"]),
];

/// What may be called only in some places: the end of a path, and the places.
const CALLS: &[(&str, &[&str])] = &[
    ("clock_gettime", &["daemon::clock"]),
    ("ClockId", &["daemon::clock"]),
    ("adjtimex", &["daemon::kernel_clock"]),
    ("SystemTime::now", &[]),
    ("Instant::now", &[]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
    ("process::exit", &["cli"]),
    ("process::abort", &["daemon"]),
    ("io::stdout", &["cli"]),
    ("io::stderr", &["cli"]),
];

/// Words that may stand only in some places.
const WORDS: &[(&str, &[&str])] = &[
    ("unsafe", &["daemon::kernel_clock"]),
    ("print!", &[]),
    ("println!", &[]),
    ("eprint!", &[]),
    ("eprintln!", &[]),
    ("dbg!", &[]),
    ("todo!", &[]),
    ("unimplemented!", &[]),
];

/// Beginnings of SQL, which only the store speaks.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE FROM",
    "CREATE TABLE",
    "PRAGMA ",
];

#[test]
fn a_module_uses_only_what_stands_above_it() {
    none(all_of(&sources(), misplaced_uses));
}

#[test]
fn what_reaches_out_of_the_program_is_used_only_in_its_place() {
    none(all_of(&sources(), |source| {
        let mut found = misplaced_paths(source, OUTSIDE);
        found.extend(misplaced_paths(source, REACHING_OUT));
        found.extend(misplaced_calls(source));
        found.extend(misplaced_words(source));
        found
    }));
}

#[test]
fn the_core_has_no_place_in_any_list_of_what_reaches_out() {
    let pure: Vec<&str> = ROWS[..PURE_ROWS]
        .iter()
        .flat_map(|row| row.iter().copied())
        .collect();
    let edges = OUTSIDE
        .iter()
        .filter(|(name, _)| ["tokio", "sqlx", "cpal", "rustix", "tracing"].contains(name));
    let lists = REACHING_OUT.iter().chain(CALLS).chain(edges);
    let places = lists.flat_map(|(what, places)| places.iter().map(move |place| (what, place)));
    none(
        places
            .filter(|(_, place)| pure.iter().any(|module| starts_with(place, module)))
            .map(|(what, place)| format!("{place} is of the core and may not use {what}")),
    );
}

#[test]
fn every_dependency_has_its_place_and_is_used_in_it() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let declared = manifest["dependencies"].as_table().unwrap().keys();
    let declared: Vec<String> = declared.map(|name| name.replace('-', "_")).collect();
    let mut wrong: Vec<String> = declared
        .iter()
        .filter(|name| !OUTSIDE.iter().any(|(known, _)| known == name))
        .map(|name| format!("the dependency {name} has no place in the house"))
        .collect();
    let sources = sources();
    for (name, places) in OUTSIDE {
        if !declared.iter().any(|known| known == name) {
            wrong.push(format!(
                "{name} has a place in the house and is no dependency"
            ));
        }
        for place in *places {
            let is_used = |source: &Source| {
                starts_with(&source.module, place)
                    && source
                        .paths
                        .iter()
                        .any(|path| starts_with(&path.text, name))
            };
            if !sources.iter().any(is_used) {
                wrong.push(format!("{place} may use {name} and does not"));
            }
        }
    }
    none(wrong);
}

#[test]
fn every_module_of_the_program_stands_in_the_house() {
    let known = |module: &str| {
        ROWS.iter().any(|row| row.contains(&module)) || ["", "main"].contains(&module)
    };
    let sources = sources();
    let strangers = sources
        .iter()
        .filter(|source| !known(source.top()))
        .map(|source| source.file.clone());
    none(strangers);
    for module in ROWS.iter().flat_map(|row| row.iter()) {
        assert!(
            sources.iter().any(|source| source.top() == *module),
            "{module} is empty"
        );
    }
}

#[test]
fn no_file_of_the_program_uses_itself_in_a_circle() {
    let sources = sources();
    assert_eq!(cycles::first_cycle(&cycles::graph(&sources)), None);
}

/// Returns the uses of other modules that the rows do not allow.
fn misplaced_uses(source: &Source) -> Vec<String> {
    let from = source.top();
    let mut found = Vec::new();
    for path in &source.paths {
        let Some(inside) = path.text.strip_prefix("crate::") else {
            continue;
        };
        let to = inside.split("::").next().unwrap_or_default();
        if to == from || row_of(to).is_none() {
            continue;
        }
        let is_above = match from {
            "" => true,
            "main" => to == "cli",
            _ => row_of(to) < row_of(from),
        };
        let is_barred = BARRED.iter().any(|(who, what, yet)| {
            let may_yet = yet.is_some_and(|yet| starts_with(inside, yet));
            *who == from && starts_with(inside, what) && !may_yet
        });
        if !is_above || is_barred {
            found.push(format!(
                "{}:{} {from} may not use {inside}",
                source.file, path.line
            ));
        }
    }
    found
}

fn row_of(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// Returns the uses of listed paths outside their places.
fn misplaced_paths(source: &Source, allowed: &[(&str, &[&str])]) -> Vec<String> {
    let mut found = Vec::new();
    for path in source.paths.iter().filter(|path| !path.is_test) {
        for (what, places) in allowed {
            if starts_with(&path.text, what) && !source.is_in(places) {
                found.push(format!(
                    "{}:{} {} may not use {what}",
                    source.file, path.line, source.module
                ));
            }
        }
    }
    found
}

fn misplaced_calls(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for path in source.paths.iter().filter(|path| !path.is_test) {
        for (what, places) in CALLS {
            let is_it = path.text == *what || path.text.ends_with(&format!("::{what}"));
            if is_it && !source.is_in(places) {
                found.push(format!(
                    "{}:{} {} may not use {what}",
                    source.file, path.line, source.module
                ));
            }
        }
    }
    found
}

fn misplaced_words(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (line, word) in &source.words {
        for (what, places) in WORDS {
            if word == what && !source.is_in(places) {
                found.push(format!(
                    "{}:{line} {} may not say {what}",
                    source.file, source.module
                ));
            }
        }
    }
    for (line, text) in &source.texts {
        if SQL.iter().any(|sql| text.trim_start().starts_with(sql)) && !source.is_in(&["store"]) {
            found.push(format!(
                "{}:{line} {} may not speak SQL",
                source.file, source.module
            ));
        }
    }
    found
}

/// Returns every file of the program.
fn sources() -> Vec<Source> {
    let files = files_under("src", "rs");
    assert!(files.len() > 50, "only {} files found", files.len());
    files
        .iter()
        .map(|file| Source::read(file, &fs::read_to_string(root().join(file)).unwrap()))
        .collect()
}

fn all_of(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    sources.iter().flat_map(rule).collect()
}

fn none(found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files below a folder of the repository with this ending (any, where it is empty), as paths from the
/// root, in order.
fn files_under(folder: &str, ending: &str) -> Vec<String> {
    let mut folders = vec![PathBuf::from(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root().join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if ending.is_empty() || path.extension().is_some_and(|found| found == ending) {
                files.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}
