//! Problems of the station's files as text: place, message, the source line with a mark, and a hint.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::desk::Desk;
use crate::schedule::diagnostic::{Diagnostic, Severity};

/// Texts of files, by the name that places give them.
pub type Sources = BTreeMap<Arc<str>, String>;

/// Returns all problems as text, each followed by an empty line.
pub fn text(desk: &Desk, problems: &[Diagnostic], sources: &Sources) -> String {
    problems
        .iter()
        .map(|problem| one(desk, problem, sources) + "\n")
        .collect()
}

/// Returns all problems as JSON.
pub fn json(desk: &Desk, problems: &[Diagnostic]) -> Value {
    let one = |problem: &Diagnostic| {
        let (message, hint) = desk.catalogue.diagnostic(problem);
        let severity = if problem.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        let place = &problem.place;
        json!({
            "code": problem.code,
            "severity": severity,
            "file": &*place.file,
            "line": place.line,
            "column": place.column,
            "length": place.length,
            "message": message,
            "hint": hint,
        })
    };
    problems.iter().map(one).collect()
}

/// Counts errors and warnings.
pub fn count(problems: &[Diagnostic]) -> (usize, usize) {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    (errors, problems.len() - errors)
}

fn one(desk: &Desk, problem: &Diagnostic, sources: &Sources) -> String {
    let (message, hint) = desk.catalogue.diagnostic(problem);
    let severity = match problem.severity {
        Severity::Error => desk.text("word-error", &[]),
        Severity::Warning => desk.text("word-warning", &[]),
    };
    let place = &problem.place;
    let mut lines = vec![if place.line == 0 {
        format!("{}: {severity}: {message}\n", place.file)
    } else {
        format!(
            "{}:{}:{}: {severity}: {message}\n",
            place.file, place.line, place.column
        )
    }];
    let line = sources
        .get(&place.file)
        .and_then(|source| source.lines().nth(place.line.checked_sub(1)?));
    if let Some(line) = line {
        let line = line.trim_end().replace('\t', " ");
        let before: String = line.chars().take(place.column - 1).collect();
        let marked: String = line
            .chars()
            .skip(place.column - 1)
            .take(place.length)
            .collect();
        let (indent, width) = (before.width(), marked.width().max(1));
        lines.push(format!("{:>6} | {line}\n", place.line));
        let mark = "^".repeat(width);
        lines.push(format!("       | {}{mark}\n", " ".repeat(indent)));
    }
    if let Some(hint) = hint {
        lines.push(format!("       {}: {hint}\n", desk.text("word-hint", &[])));
    }
    lines.concat()
}
