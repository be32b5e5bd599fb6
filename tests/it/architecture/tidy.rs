//! The form of files: each says what it is for, none grows too long, nothing is left for later, no test is forgotten,
//! and nothing names the machine on which it was written.

use std::fs;

use super::{files_under, none, root};

/// The longest file, in lines.
const LINES_MAX: usize = 500;
/// Notes to oneself and switched-off checks; put together here, so that this file does not break its own rule.
const LEFT_OVER: &[&str] = &[
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
    concat!("XX", "X"),
    concat!("#[ig", "nore"),
    concat!("all", "ow("),
];
/// Folders of somebody's machine.
const MACHINE: &[&str] = &[
    concat!("/ro", "ot"),
    concat!("/wo", "rk"),
    concat!("/ho", "me"),
    concat!("/Us", "ers"),
];
/// Where text is that people read or machines run.
const WRITTEN: &[&str] = &[
    "src",
    "tests",
    "benches",
    "docs",
    "migrations",
    "packaging",
    "scripts",
    "schedules",
];

#[test]
fn every_file_begins_with_what_it_is_for() {
    none(of_code(|file, text| {
        says_what_it_is_for(text).map(|why| format!("{file}: {why}"))
    }));
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    none(of_code(|file, text| {
        let lines = text.lines().count();
        (lines > LINES_MAX).then(|| format!("{file}: {lines} lines"))
    }));
}

#[test]
fn nothing_is_left_for_later_and_no_check_is_switched_off() {
    none(of_code(|file, text| {
        left_over(text).map(|(line, what)| format!("{file}:{line}: {what}"))
    }));
}

#[test]
fn every_file_of_tests_is_run() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let names = files_under("tests/it", "rs")
        .into_iter()
        .filter_map(|file| {
            let name = file
                .strip_prefix("tests/it/")?
                .split('/')
                .next()?
                .trim_end_matches(".rs")
                .to_owned();
            (name != "main").then_some(name)
        });
    none(
        names
            .filter(|name| !main.lines().any(|line| line == format!("mod {name};")))
            .map(|name| format!("{name} is not declared in tests/it/main.rs")),
    );
}

#[test]
fn no_text_names_a_folder_of_the_machine_it_was_written_on() {
    let mut files: Vec<String> = WRITTEN
        .iter()
        .flat_map(|folder| files_under(folder, ""))
        .collect();
    files.extend(
        [
            "README.md",
            "Makefile",
            "Cargo.toml",
            "station.toml",
            "calendar.toml",
            ".ci/run",
        ]
        .map(str::to_owned),
    );
    let mut found = Vec::new();
    for file in files {
        // Sound is no text.
        let Ok(text) = fs::read_to_string(root().join(&file)) else {
            continue;
        };
        found.extend(machine_path(&text).map(|(line, what)| format!("{file}:{line}: {what}")));
    }
    none(found);
}

#[test]
fn the_rules_of_form_find_what_breaks_them() {
    assert_eq!(says_what_it_is_for("//! Time as numbers.\n\nuse a;"), None);
    assert_eq!(
        says_what_it_is_for("//! Time as numbers, and a\n//! second line.\n"),
        None
    );
    for bad in [
        "",
        "use a;\n//! Late.",
        "//!\n",
        "//! to be written.",
        "//! No end",
    ] {
        assert!(says_what_it_is_for(bad).is_some(), "{bad:?}");
    }
    for word in LEFT_OVER {
        assert_eq!(left_over(&format!("a\n  // {word}: x")), Some((2, *word)));
    }
    assert_eq!(
        left_over("fn allowed(x: u8) {}\n#[expect(lint, reason = \"\")]"),
        None
    );
    for folder in MACHINE {
        assert_eq!(
            machine_path(&format!("a\nsee {folder}/x")),
            Some((2, *folder))
        );
        assert_eq!(machine_path(&format!("`{folder}`")), Some((1, *folder)));
        assert_eq!(machine_path(&format!("docs{folder}/x {folder}ing")), None);
    }
}

/// Returns what is wrong with the beginning of a file.
fn says_what_it_is_for(text: &str) -> Option<String> {
    let mut lines = text.lines().take_while(|line| line.starts_with("//!"));
    let Some(first) = lines.next().and_then(|line| line.strip_prefix("//! ")) else {
        return Some("its first line does not say what it is for".to_owned());
    };
    let begins = first
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c == '`');
    let sentence: Vec<&str> = std::iter::once(first).chain(lines).collect();
    let ends = sentence.iter().any(|line| line.ends_with(['.', ':']));
    (!begins || !ends).then(|| "its first line is no sentence".to_owned())
}

fn left_over(text: &str) -> Option<(usize, &'static str)> {
    first_with(text, LEFT_OVER, |before, after| {
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            && !after.is_some_and(|c| c.is_lowercase() && c != 'r')
    })
}

fn machine_path(text: &str) -> Option<(usize, &'static str)> {
    first_with(text, MACHINE, |before, after| {
        !before.is_some_and(|c| c.is_alphanumeric() || "._-*}/".contains(c))
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}

/// Returns the first line with one of `words` between characters that `counts` accepts.
fn first_with(
    text: &str,
    words: &[&'static str],
    counts: impl Fn(Option<char>, Option<char>) -> bool,
) -> Option<(usize, &'static str)> {
    text.lines().enumerate().find_map(|(at, line)| {
        let is_there = |word: &&&str| {
            line.match_indices(**word).any(|(start, found)| {
                counts(
                    line[..start].chars().next_back(),
                    line[start + found.len()..].chars().next(),
                )
            })
        };
        words.iter().find(is_there).map(|word| (at + 1, *word))
    })
}

/// Applies a rule to every file of Rust.
fn of_code(rule: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let files = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| files_under(folder, "rs"));
    files
        .filter_map(|file| rule(&file, &fs::read_to_string(root().join(&file)).unwrap()))
        .collect()
}
