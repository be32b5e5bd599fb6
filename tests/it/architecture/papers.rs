//! The documents: every file, link and name of the program in them is there.

use std::collections::BTreeSet;
use std::fs;

use super::source::Source;
use super::{OUTSIDE, files_under, none, root, sources};

/// Folders of the repository whose files the documents name; `data/` is made by the program, and what is named in
/// `audio/` and `schedules/` may be an example.
const FOLDERS: &[&str] = &[
    ".ci/",
    "benches/",
    "docs/",
    "migrations/",
    "packaging/",
    "scripts/",
    "src/",
    "tests/",
];
/// Endings that only files of the repository have.
const ENDINGS: &[&str] = &[".rs", ".md", ".sql", ".py", ".sh", ".service"];

#[test]
fn every_file_that_a_document_names_is_there() {
    none(of_documents(|text| {
        named_files(text)
            .into_iter()
            .filter(|path| !is_there(path))
            .collect()
    }));
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let mut found = Vec::new();
    for file in documents() {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&fs::read_to_string(root().join(&file)).unwrap()) {
            if !root().join(folder).join(&link).exists() {
                found.push(format!("{file}: {link}"));
            }
        }
    }
    none(found);
}

#[test]
fn every_name_of_the_program_that_a_document_uses_is_there() {
    let words: BTreeSet<String> = sources()
        .into_iter()
        .flat_map(|source: Source| {
            let module: Vec<String> = source.module.split("::").map(str::to_owned).collect();
            source.words.into_iter().map(|(_, word)| word).chain(module)
        })
        .collect();
    none(of_documents(|text| {
        named_items(text)
            .into_iter()
            .filter(|name| !name.split("::").all(|part| words.contains(part)))
            .collect()
    }));
}

#[test]
fn the_rules_of_documents_find_what_breaks_them() {
    let text = "See `src/nowhere.rs`, `ledger/gone.rs`, `src/lib.rs` and `docs/`; `schedules/x.toml`, `a/b` and \
                `tests/it/*.rs` are fine.\n```\n`src/shown.rs`\n```\n`Director::handle(now, input)` `std::fs` \
                [here](docs/time.md#drift) and [there](https://example.org)";
    assert_eq!(
        named_files(text),
        [
            "src/nowhere.rs",
            "ledger/gone.rs",
            "src/lib.rs",
            "docs/",
            "tests/it/*.rs"
        ]
    );
    assert!(!is_there("src/nowhere.rs") && !is_there("ledger/gone.rs") && !is_there("gone/*.rs"));
    assert!(
        is_there("src/lib.rs")
            && is_there("docs/")
            && is_there("ledger/encode.rs")
            && is_there("tests/it/*.rs")
    );
    assert_eq!(named_items(text), ["Director::handle"]);
    assert_eq!(links(text), ["docs/time.md"]);
}

fn documents() -> Vec<String> {
    let mut files = files_under("docs", "md");
    files.extend(["README.md".to_owned(), "CHANGELOG.md".to_owned()]);
    files.retain(|file| root().join(file).exists());
    assert!(files.len() > 5, "only {files:?}");
    files
}

fn of_documents(rule: impl for<'a> Fn(&'a str) -> Vec<&'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for file in documents() {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        found.extend(
            rule(&text)
                .into_iter()
                .map(|what| format!("{file}: {what} is not there")),
        );
    }
    found
}

/// Returns what stands between backticks, outside blocks of code.
fn quoted(text: &str) -> Vec<&str> {
    let mut is_block = false;
    let lines = text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_block ^= is_fence;
        !is_block && !is_fence
    });
    lines
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

fn named_files(text: &str) -> Vec<&str> {
    let is_path = |word: &&str| {
        let is_ours = FOLDERS.iter().any(|folder| word.starts_with(folder));
        let has_ending = word.contains('/') && ENDINGS.iter().any(|ending| word.ends_with(ending));
        !word.contains([' ', '<', '…']) && !word.starts_with('/') && (is_ours || has_ending)
    };
    quoted(text).into_iter().filter(is_path).collect()
}

/// Says whether a path is there, from the root or from `src`; of a pattern, whether its folder is.
fn is_there(path: &str) -> bool {
    let path = match path.split_once('*') {
        Some((before, _)) => before.rsplit_once('/').map_or("", |(folder, _)| folder),
        None => path,
    };
    root().join(path).exists() || root().join("src").join(path).exists()
}

/// Returns the names with `::` between backticks that are the program's own.
fn named_items(text: &str) -> Vec<&str> {
    let ours = |name: &&str| {
        let first = name.split("::").next().unwrap_or_default();
        name.contains("::")
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == ':')
            && !["std", "rodio"].contains(&first)
            && !OUTSIDE.iter().any(|(known, _)| *known == first)
    };
    quoted(text)
        .into_iter()
        .map(|word| word.split(['(', '{', '<', ' ']).next().unwrap_or_default())
        .filter(ours)
        .collect()
}

/// Returns the links to files of the repository.
fn links(text: &str) -> Vec<String> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target);
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#') && !target.is_empty())
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .collect()
}
