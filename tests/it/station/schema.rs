//! The JSON Schemas say what the readers do: the same keys, the same choices, the same files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use loa::config::schema::{Subject, schema};
use loa::config::station::parse_station;
use loa::messages::{Catalogue, Language};
use loa::schedule::calendar::parse_calendar;
use loa::schedule::diagnostic::{Diagnostic, Severity};
use loa::schedule::parse::{ScheduleContext, parse_programme};
use loa::time::CivilDay;
use serde_json::Value;

use super::{TODAY, sidecar};

/// Keys that the readers know and refuse for now.
const NOT_YET: [&str; 2] = ["relay", "say"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the schema of a kind of file, of no station in particular.
fn of(subject: Subject) -> Value {
    schema(subject, &Catalogue::new(Language::Vi), None)
}

/// Reads a text as its reader does, in a station without zones and columns.
fn problems(subject: Subject, text: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    match subject {
        Subject::Programme => {
            let context = ScheduleContext {
                zones: BTreeSet::new(),
                columns: BTreeSet::new(),
                day_sets: [].into(),
                today: CivilDay::parse(TODAY).unwrap(),
            };
            parse_programme("schedules/x.toml", text, &context, &mut problems);
        }
        Subject::Station => {
            parse_station(text, &mut problems);
        }
        Subject::Calendar => {
            parse_calendar(text, &mut problems);
        }
        Subject::Segment => problems = sidecar::read(text).1,
    }
    problems
}

/// Returns the words that a diagnostic of this code calls known.
fn known(subject: Subject, code: &str, text: &str) -> BTreeSet<String> {
    let problems = problems(subject, text);
    let of_code = problems.iter().filter(|problem| problem.code == code);
    let words = of_code.map(|problem| {
        let known = problem.args.iter().find(|(name, _)| *name == "known");
        known.expect("what is known").1.clone()
    });
    let words: Vec<String> = words.collect();
    assert_eq!(words.len(), 1, "{text}: {problems:?}");
    words[0].split(", ").map(str::to_owned).collect()
}

/// Checks that the table at `pointer` has the keys that the reader asks for, which tells them when it meets `zzz`.
fn check_keys(subject: Subject, pointer: &str, texts: &[&str]) {
    let asked: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| known(subject, "unknown-key", text))
        .filter(|key| !NOT_YET.contains(&key.as_str()))
        .collect();
    let schema = of(subject);
    let table = schema.pointer(pointer).expect(pointer);
    let keys = table["properties"].as_object().expect(pointer).keys();
    assert_eq!(keys.cloned().collect::<BTreeSet<_>>(), asked, "{pointer}");
    assert_eq!(table["additionalProperties"], false, "{pointer}");
}

#[test]
fn a_schema_has_the_keys_that_the_reader_asks_for() {
    use Subject::{Calendar, Programme, Segment, Station};
    let when = "[[when]]\nat = '05:00'\n";
    check_keys(Programme, "", &["zzz = 1"]);
    let rule = "/properties/when/items";
    check_keys(
        Programme,
        rule,
        &[&format!("{when}start = 'wait'\nzzz = 1")],
    );
    for (key, inside) in [
        ("season", "from = '01-01', until = '02-01'"),
        ("late", "join = true"),
        ("every", "weeks = 2, from = 2026-01-05"),
        ("lunar", "day = 15"),
    ] {
        let text = format!("{when}{key} = {{ {inside}, zzz = 1 }}");
        check_keys(Programme, &format!("{rule}/properties/{key}"), &[&text]);
    }
    let item = "/properties/item/items";
    check_keys(Programme, item, &["[[item]]\npause = '1s'\nzzz = 1"]);
    let pick = format!("{item}/properties/pick");
    check_keys(Programme, &pick, &["[[item]]\npick = { zzz = 1 }"]);

    check_keys(Segment, "", &["zzz = 1"]);
    for key in ["responsible", "approval", "withdrawn"] {
        let text = format!("[{key}]\nzzz = 1");
        check_keys(Segment, &format!("/properties/{key}"), &[&text]);
    }

    check_keys(Calendar, "", &["zzz = 1"]);
    let day = "/properties/day/items";
    check_keys(Calendar, day, &["[[day]]\nzzz = 1"]);
    let mourning = "/properties/mourning";
    check_keys(Calendar, mourning, &["[mourning]\nzzz = 1"]);

    check_keys(Station, "", &["zzz = 1"]);
    for key in ["station", "hours", "loudness", "clock"] {
        let text = format!("[{key}]\nzzz = 1");
        check_keys(Station, &format!("/properties/{key}"), &[&text]);
    }
    for key in ["season", "gain"] {
        let text = format!("[[hours.{key}]]\nzzz = 1");
        check_keys(
            Station,
            &format!("/properties/hours/properties/{key}/items"),
            &[&text],
        );
    }
    for key in ["zone", "column"] {
        let text = format!("[[{key}]]\nzzz = 1");
        check_keys(Station, &format!("/properties/{key}/items"), &[&text]);
    }
    let kinds = ["server", "card", "wav", "null"];
    let texts = kinds.map(|kind| format!("[output]\nkind = '{kind}'\nzzz = 1"));
    check_keys(
        Station,
        "/properties/output",
        &texts.each_ref().map(String::as_str),
    );
}

#[test]
fn a_schema_has_the_choices_that_the_reader_knows() {
    use Subject::{Calendar, Programme, Segment, Station};
    let check = |subject, pointer: &str, text: &str| {
        let schema = of(subject);
        let choices = schema.pointer(pointer).expect(pointer)["enum"].clone();
        let choices: BTreeSet<String> = serde_json::from_value(choices).expect(pointer);
        assert_eq!(choices, known(subject, "choice-unknown", text), "{pointer}");
    };
    let rule = "/properties/when/items/properties";
    check(Programme, "/properties/priority", "priority = 'zzz'");
    let text = "[[when]]\nat = '05:00'\nstart = 'zzz'";
    check(Programme, &format!("{rule}/start"), text);
    let text = "[[when]]\nat = '05:00'\nresume = 'zzz'";
    check(Programme, &format!("{rule}/resume"), text);
    let pick = "/properties/item/items/properties/pick/properties/order";
    check(Programme, pick, "[[item]]\npick = { order = 'zzz' }");
    let kind = "/properties/day/items/properties/kind";
    check(Calendar, kind, "[[day]]\nkind = 'zzz'");
    check(Segment, "/properties/genre", "genre = 'zzz'");
    check(Segment, "/properties/activity", "activity = 'zzz'");
    let language = "/properties/station/properties/language";
    check(Station, language, "[station]\nlanguage = 'zzz'");
    check(
        Station,
        "/properties/output/properties/kind",
        "[output]\nkind = 'zzz'",
    );
    let trust = "/properties/clock/properties/trust/anyOf/0/anyOf/0";
    check(Station, trust, "[clock]\ntrust = 'zzz'");
}

/// Returns a TOML text as JSON, its dates and times as texts.
fn json(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(at) => at.to_string().into(),
            toml::Value::Array(array) => array.into_iter().map(of).collect(),
            toml::Value::Table(table) => {
                let entries = table.into_iter().map(|(key, value)| (key, of(value)));
                Value::Object(entries.collect())
            }
            plain => serde_json::to_value(plain).unwrap(),
        }
    }
    of(toml::Value::Table(toml::from_str(text).expect(text)))
}

/// Returns what a schema says against a text.
fn complaints(schema: &Value, text: &str) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let file = json(text);
    let errors = validator.iter_errors(&file);
    errors.map(|error| error.to_string()).collect()
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "toml") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn the_files_of_this_station_are_right_by_their_schemas() {
    let text = |path: &Path| fs::read_to_string(path).unwrap();
    let own = text(&root().join("station.toml"));
    let station = parse_station(&own, &mut Vec::new()).expect("this station");
    let catalogue = Catalogue::new(Language::En);
    let check = |subject, files: &[PathBuf], least: usize| {
        let schema = schema(subject, &catalogue, Some(&station));
        assert!(files.len() >= least, "{subject:?}: {} files", files.len());
        for path in files {
            let found = complaints(&schema, &text(path));
            assert_eq!(found, [""; 0], "{}", path.display());
        }
    };
    check(Subject::Station, &[root().join("station.toml")], 1);
    check(Subject::Calendar, &[root().join("calendar.toml")], 1);
    check(Subject::Programme, &toml_files("schedules"), 15);
    check(Subject::Segment, &toml_files("audio"), 30);
}

#[test]
fn the_examples_of_the_references_are_right_by_their_schemas() {
    let documents = [
        (
            "docs/schedule-format.md",
            "```toml\n",
            Subject::Programme,
            10,
        ),
        (
            "docs/station-format.md",
            "```toml station\n",
            Subject::Station,
            2,
        ),
        (
            "docs/station-format.md",
            "```toml calendar\n",
            Subject::Calendar,
            1,
        ),
        (
            "docs/station-format.md",
            "```toml sidecar\n",
            Subject::Segment,
            1,
        ),
    ];
    for (document, opening, subject, least) in documents {
        let page = fs::read_to_string(root().join(document)).unwrap();
        let blocks = page
            .split(opening)
            .skip(1)
            .map(|rest| rest.split("```").next().unwrap());
        let blocks: Vec<&str> = blocks.collect();
        assert!(
            blocks.len() >= least,
            "{document}: {} examples",
            blocks.len()
        );
        for block in blocks {
            assert_eq!(complaints(&of(subject), block), [""; 0], "{block}");
        }
    }
}

/// Checks that reader and schema take a text, and that both refuse it with `from` replaced.
fn check_refused(subject: Subject, right: &str, from: &str, to: &str) {
    let wrong = right.replacen(from, to, 1);
    for (text, is_right) in [(right, true), (&wrong, false)] {
        let errors = problems(subject, text);
        let errors = errors
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        assert_eq!(errors.count() == 0, is_right, "the reader: {text}");
        let found = complaints(&of(subject), text);
        assert_eq!(found.is_empty(), is_right, "the schema: {text} {found:?}");
    }
}

#[test]
fn what_the_reader_refuses_is_wrong_by_the_schema() {
    use Subject::{Calendar, Programme, Segment, Station};
    use check_refused as check;
    let programme = "title = 'x'\n[[when]]\nat = '05:00'\n[[item]]\npause = '1s'\n";
    let station = "[station]\nid = 'x'\nname = 'x'\n";
    let sidecar = "title = 'x'\ngenre = 'tin'\n";
    let calendar = "[[day]]\nname = 'x'\nkind = 'nghi'\ndates = ['2027-01-01']\n";
    check(Programme, programme, "title = 'x'\n", "");
    check(Programme, programme, "title", "titel");
    check(Programme, programme, "'05:00'", "'5h00'");
    check(Programme, programme, "'05:00'", "'24:00'");
    check(
        Programme,
        programme,
        "'05:00'",
        "'05:00'\ncron = '0 0 5 * * *'",
    );
    check(
        Programme,
        programme,
        "'05:00'",
        "'05:00'\nuntil = '05/12/2026'",
    );
    check(
        Programme,
        programme,
        "'05:00'",
        "'05:00'\nlate = { join = false }",
    );
    check(Programme, programme, "'05:00'", "[]");
    check(Programme, programme, "pause = '1s'", "pause = 1");
    check(Programme, programme, "pause = '1s'", "play = '/a.mp3'");
    check(Programme, programme, "pause = '1s'", "play = 'a'");
    check(
        Programme,
        programme,
        "pause = '1s'",
        "pause = '1s'\nplay = 'a.mp3'",
    );
    check(Station, station, "id = 'x'\n", "");
    check(Station, station, "id = 'x'", "id = 'Xã'");
    check(
        Station,
        station,
        "name = 'x'\n",
        "name = 'x'\n[output]\nkind = 'card'\n",
    );
    let wav = "name = 'x'\n[output]\nkind = 'null'\npath = 'a.wav'\n";
    check(Station, station, "name = 'x'\n", wav);
    check(
        Station,
        station,
        "name = 'x'\n",
        "name = 'x'\n[loudness]\ntarget_lufs = 3.0\n",
    );
    check(Segment, sidecar, "'tin'", "'phim'");
    check(Segment, sidecar, "'tin'", "'tin'\ntopics = ['zzz']");
    check(Segment, sidecar, "'tin'", "'tin'\n[approval]\nby = 'x'\n");
    check(Calendar, calendar, "name = 'x'\n", "");
    check(Calendar, calendar, "'nghi'", "'lễ'");
    check(Calendar, calendar, "['2027-01-01']", "[]");
    check(Calendar, calendar, "2027-01-01", "01/01/2027");
    let mourning = "dates = ['2027-01-01']\n[mourning]\n";
    check(Calendar, calendar, "dates = ['2027-01-01']\n", mourning);
}
