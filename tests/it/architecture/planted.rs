//! Violations of the house's rules, planted to see that each is found.

use super::source::Source;
use super::{
    OUTSIDE, REACHING_OUT, misplaced_calls, misplaced_paths, misplaced_uses, misplaced_words,
};

/// Holds what the rules say of a file with this text: the line and the complaint, or nothing.
fn check(file: &str, text: &str, expected: &[&str]) {
    let source = Source::read(file, text);
    let mut found = misplaced_uses(&source);
    found.extend(misplaced_paths(&source, OUTSIDE));
    found.extend(misplaced_paths(&source, REACHING_OUT));
    found.extend(misplaced_calls(&source));
    found.extend(misplaced_words(&source));
    let expected: Vec<String> = expected
        .iter()
        .map(|what| format!("{file}:{what}"))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_use_of_what_stands_below_is_found_however_it_is_written() {
    let day = "src/plan/day.rs";
    check(day, "use crate::library::Library;", &[]);
    check(
        day,
        "use crate::airing::Fact;",
        &["1 plan may not use airing::Fact"],
    );
    check(
        day,
        "fn f() {\n    crate::store::open();\n}",
        &["2 plan may not use store::open"],
    );
    check(
        day,
        "use crate::{ids::CueId, report::{self, as_run as run}};",
        &[
            "1 plan may not use report",
            "1 plan may not use report::as_run",
        ],
    );
    check(
        day,
        "use super::super::daemon::clock;",
        &["1 plan may not use daemon::clock"],
    );
    check(
        day,
        "mod tests { use super::super::Plan; use super::day; }",
        &[],
    );
    check(
        "src/time.rs",
        "use crate::ids::CueId;",
        &["1 time may not use ids::CueId"],
    );
    check("src/main.rs", "fn main() { loa::cli::main() }", &[]);
    check(
        "src/main.rs",
        "use loa::daemon;",
        &["1 main may not use daemon"],
    );
}

#[test]
fn a_use_that_is_barred_although_it_stands_above_is_found() {
    let store = "src/store/mod.rs";
    check(
        store,
        "use crate::playback::Player;",
        &["1 store may not use playback::Player"],
    );
    check(store, "use crate::airing::Fact;", &[]);
    let director = "1 store may not use airing::director::Director";
    check(store, "use crate::airing::director::Director;", &[director]);
    let config = "src/config/station.rs";
    check(config, "use crate::playback::OutputOptions;", &[]);
    check(
        config,
        "use crate::playback::Player;",
        &["1 config may not use playback::Player"],
    );
}

#[test]
fn what_reaches_out_of_the_program_is_found_outside_its_place() {
    let air = "src/airing/air.rs";
    check(
        air,
        "use tokio::sync::mpsc;",
        &["1 airing::air may not use tokio"],
    );
    check(
        air,
        "use std::{fmt, fs};",
        &["1 airing::air may not use std::fs"],
    );
    check(
        air,
        "let a = std::env::var(\"A\");",
        &["1 airing::air may not use std::env"],
    );
    let status = "src/daemon/status.rs";
    check(
        status,
        "let now = SystemTime::now();",
        &["1 daemon::status may not use SystemTime::now"],
    );
    check(
        status,
        "std::process::exit(1);",
        &["1 daemon::status may not use process::exit"],
    );
    check(
        status,
        "clock_gettime(c);",
        &["1 daemon::status may not use clock_gettime"],
    );
    let store = "src/store/mod.rs";
    check(
        store,
        "fn f() {\n    println!(\"\");\n}",
        &["2 store may not say println!"],
    );
    check(store, "unsafe fn f() {}", &["1 store may not say unsafe"]);
    check(
        "src/plan/day.rs",
        "let s = \"SELECT seq\";",
        &["1 plan::day may not speak SQL"],
    );
    check(store, "let s = \"SELECT seq\";", &[]);
}

#[test]
fn comments_texts_and_tests_are_not_taken_for_code() {
    let air = "src/airing/air.rs";
    check(
        air,
        "// use std::fs;\n/* tokio::spawn */ \"std::env::var\" 'a' // it's",
        &[],
    );
    check(
        air,
        "fn f<'a>(x: &'a str) { r#\"use \" std::fs; \"#; '\\'' '\"' }",
        &[],
    );
    check(air, "#[cfg(test)]\nmod tests {\n    use std::fs;\n}", &[]);
    let after = "#[cfg(test)]\nmod tests {\n    use std::fs;\n}\nuse std::fs;";
    check(air, after, &["5 airing::air may not use std::fs"]);
}
