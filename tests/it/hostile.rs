//! Hostile text: every reader of a file is handed what no editor would write, made from right files by a seeded hand.
//! It may refuse it, with a place and words; it may not panic, hang, or return what the planner can't bear. What it
//! may take of memory and processor is measured in `bounds`.
//!
//! `LOA_FUZZ=n` sets how many texts each reader is handed, and `LOA_FUZZ_SEED=n` where the hand begins. A text that
//! brought something down is kept in `hostile/seeds/`, from which the hand begins as well.

use std::fs;
use std::path::PathBuf;

use loa::config::station::parse_station;
use loa::ids::AudioPath;
use loa::library::sidecar::{Context, parse_sidecar};
use loa::library::{Found, Library};
use loa::messages::{Catalogue, Language};
use loa::plan::History;
use loa::plan::day::{PlanOptions, plan_day};
use loa::schedule::calendar::parse_calendar;
use loa::schedule::diagnostic::{Diagnostic, Severity};
use loa::schedule::parse::{ScheduleContext, parse_programme};
use loa::schedule::reader::text_of;
use loa::time::CivilDay;

use crate::common::rng::Rng;

mod bounds;

/// How many texts each reader is handed.
const TEXTS: u64 = 3_000;
/// What the hand likes to put in.
const WORDS: [&str; 40] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\\",
    "\\u{110000}",
    "\r",
    "\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{a0}",
    "０５：４５",
    "e\u{301}",
    "-",
    "..",
    "99999999999999999999",
    "-1",
    "1e400",
    "nan",
    "true",
    "2026-02-30",
    "9999-12-31",
    "0000-01-01",
    "24:00",
    "23:59:59.999",
    "at",
    "cron",
    "[[when]]",
    "[[item]]",
    "* * * * * *",
];

/// Reads what a file is, and says what is wrong with it; true where something came of it.
type Reader<'a> = &'a dyn Fn(&str, &mut Vec<Diagnostic>) -> bool;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the TOML files under a folder, by name.
fn texts(folder: &str) -> Vec<Vec<u8>> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .iter()
        .map(|path| fs::read(path).expect("a file"))
        .collect()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect(name))
}

fn one_of<'a, T>(those: &'a [T], rng: &mut Rng) -> &'a T {
    let at = rng.next() % those.len() as u64;
    &those[usize::try_from(at).expect("a place in memory")]
}

/// Changes a text a little, and one in two a lot.
fn spoil(bytes: &mut Vec<u8>, others: &[Vec<u8>], rng: &mut Rng) {
    let more = if rng.once_in(2) { rng.between(0, 6) } else { 0 };
    for _change in 0..=more {
        let length = i64::try_from(bytes.len()).expect("a small text");
        let at = usize::try_from(rng.between(0, length + 1)).expect("a place");
        let end = usize::try_from(rng.between(0, 40)).expect("a length");
        let end = (at + end).min(bytes.len());
        match rng.between(0, 7) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let word = one_of(&WORDS, rng);
                drop(bytes.splice(at..at, word.bytes()));
            }
            2 => {
                let word = one_of(&WORDS, rng);
                drop(bytes.splice(at..end, word.bytes()));
            }
            3 => {
                let copy = bytes[at..end].to_vec();
                let times = usize::try_from(rng.between(1, 50)).expect("a count");
                drop(bytes.splice(at..at, copy.repeat(times)));
            }
            4 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = rng.next().to_le_bytes()[0];
                }
            }
            5 => {
                let other = one_of(others, rng);
                let from = usize::try_from(rng.next() % (other.len() as u64 + 1)).expect("a place");
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => bytes.truncate(at),
        }
    }
}

/// Hands a reader texts made from right files and from those that were kept; every one must be read or refused in a way
/// that a person can act on.
fn check(file: &str, right: &[Vec<u8>], read: Reader<'_>) {
    let kept = texts("tests/it/hostile/seeds");
    let all = [right, &kept].concat();
    let catalogues = Language::ALL.map(Catalogue::new);
    let (mut taken, mut refused) = (0, 0);
    let first = number("LOA_FUZZ_SEED", 1);
    let count = number("LOA_FUZZ", TEXTS);
    for seed in first..first + count {
        let mut rng = Rng::new(seed);
        let bytes = match all.get(usize::try_from(seed - first).expect("a small number")) {
            // Each is handed over as it is once: what was kept must be found again.
            Some(untouched) => untouched.clone(),
            None => {
                let from = if rng.once_in(4) { &kept } else { right };
                let mut bytes = one_of(from, &mut rng).clone();
                spoil(&mut bytes, &all, &mut rng);
                bytes
            }
        };
        // Most spoilt bytes are no UTF-8, which is soon said; the rest of the reader is to be reached as well.
        let bytes = match rng.once_in(8) {
            true => bytes,
            false => String::from_utf8_lossy(&bytes).into_owned().into_bytes(),
        };
        let mut problems = Vec::new();
        let Some(text) = text_of(file, &bytes, &mut problems) else {
            assert!(!problems.is_empty(), "seed {seed}: refused without a word");
            continue;
        };
        let is_read = read(text, &mut problems);
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        assert_eq!(
            errors.count() == 0,
            is_read,
            "seed {seed}: {problems:?}\n{text}"
        );
        *if is_read { &mut taken } else { &mut refused } += 1;
        for problem in &problems {
            judge(problem, text, &catalogues, seed);
        }
    }
    // A hand that spoils everything, or nothing, tests nothing.
    assert!(
        taken * 20 > count && refused * 20 > count,
        "{taken} taken, {refused} refused"
    );
}

/// A problem is inside the text, and has words in both languages.
fn judge(problem: &Diagnostic, text: &str, catalogues: &[Catalogue], seed: u64) {
    let place = &problem.place;
    let lines = text.split('\n').count();
    assert!(
        place.line <= lines,
        "seed {seed}: {problem:?} in {lines} lines"
    );
    if let Some(line) = place
        .line
        .checked_sub(1)
        .and_then(|line| text.split('\n').nth(line))
    {
        let characters = line.chars().count();
        assert!(
            place.column <= characters + 1,
            "seed {seed}: {problem:?} in {line:?}"
        );
    }
    for catalogue in catalogues {
        let (message, hint) = catalogue.diagnostic(problem);
        let said = format!("{message} {}", hint.unwrap_or_default());
        assert!(
            !said.contains("{$") && !said.contains("diag-"),
            "seed {seed}: {said}"
        );
    }
}

#[test]
fn no_text_brings_the_reader_of_programmes_down_or_the_planner_with_it() {
    let station = fs::read_to_string(root().join("station.toml")).expect("this station");
    let mut station = parse_station(&station, &mut Vec::new()).expect("this station");
    let calendar = fs::read_to_string(root().join("calendar.toml")).expect("this calendar");
    let calendar = parse_calendar(&calendar, &mut Vec::new()).expect("this calendar");
    station.take_calendar(&calendar);
    let today = CivilDay::parse("2026-12-07").expect("a day");
    let context = ScheduleContext {
        zones: station.zones.iter().map(|zone| zone.id.clone()).collect(),
        columns: station
            .columns
            .iter()
            .map(|column| column.id.clone())
            .collect(),
        day_sets: station.day_sets.clone(),
        today,
    };
    let library = Library::default();
    let options: &PlanOptions = &station.plan;
    check(
        "schedules/thu.toml",
        &texts("schedules"),
        &|text, problems| {
            let programme = parse_programme("schedules/thu.toml", text, &context, problems);
            let is_read = programme.is_some();
            if let Some(programme) = programme {
                for days in [0, 1, 20, 60, 400] {
                    let day = today.plus(days);
                    let plan = plan_day(
                        std::slice::from_ref(&programme),
                        &library,
                        &History::new(),
                        options,
                        day,
                    );
                    assert!(plan.rundowns.len() <= 86_400);
                }
            }
            is_read
        },
    );
}

#[test]
fn no_text_brings_the_reader_of_sidecars_down() {
    let audio = AudioPath::new("thu.mp3");
    check("audio/thu.toml", &texts("audio"), &|text, problems| {
        let context = Context { columns: None };
        parse_sidecar(
            "audio/thu.toml",
            text,
            &audio,
            Found::Missing,
            context,
            problems,
        )
        .is_some()
    });
}

#[test]
fn no_text_brings_the_reader_of_the_station_down() {
    let right = fs::read(root().join("station.toml")).expect("this station");
    check("station.toml", &[right], &|text, problems| {
        parse_station(text, problems).is_some()
    });
}

#[test]
fn no_text_brings_the_reader_of_the_calendar_down() {
    let right = fs::read(root().join("calendar.toml")).expect("this calendar");
    check("calendar.toml", &[right], &|text, problems| {
        parse_calendar(text, problems).is_some()
    });
}
