//! Problems of the station's files as text: place, message, the source line with a mark, and a hint.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::desk::Desk;
use crate::schedule::diagnostic::{Diagnostic, Place, Severity};
use crate::schedule::spelling::visible;

/// Texts of files, by the name that places give them.
pub type Sources = BTreeMap<Arc<str>, String>;

/// The most problems of one kind that are printed of one file: more are of no use to anybody, and scroll the others
/// away.
const PRINTED_MAX: usize = 20;

/// The most characters of a source line that are shown.
const SHOWN_CHARS: usize = 160;

/// The most characters of a source line in JSON: a file may have all its problems in one line that is as long as it.
const LINE_TEXT_CHARS: usize = 1_000;

/// How many characters before the mark are shown of a line that is longer.
const SHOWN_CHARS_BEFORE: usize = 60;

/// Returns the problems as text, each followed by an empty line; of many of one kind in one file only the first, with
/// how many more there are at the end.
pub fn text(desk: &Desk, problems: &[Diagnostic], sources: &Sources) -> String {
    let mut lines = Quoted::new(sources);
    let mut counts: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
    let mut text = String::new();
    for problem in problems {
        let count = counts
            .entry((&problem.place.file, problem.code))
            .or_default();
        *count += 1;
        if *count <= PRINTED_MAX {
            text += &one(desk, problem, lines.of(problem));
            text.push('\n');
        }
    }
    let more = counts.iter().filter(|(_, count)| **count > PRINTED_MAX);
    let more: Vec<String> = more
        .map(|((file, code), count)| {
            let (file, count) = (visible(file), count - PRINTED_MAX);
            let args: [(&str, &dyn Display); 3] =
                [("file", &file), ("code", code), ("count", &count)];
            desk.text("problems-more", &args) + "\n\n"
        })
        .collect();
    text + &more.concat()
}

/// Returns all problems as JSON.
pub fn json(desk: &Desk, problems: &[Diagnostic], sources: &Sources) -> Value {
    let mut lines = Quoted::new(sources);
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
            "line_text": lines.of(problem).map(|line| line.chars().take(LINE_TEXT_CHARS).collect::<String>()),
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

/// The lines of the files that problems were found in, each file taken apart once.
struct Quoted<'s> {
    sources: &'s Sources,
    lines: BTreeMap<&'s str, Vec<&'s str>>,
}

impl<'s> Quoted<'s> {
    fn new(sources: &'s Sources) -> Self {
        let lines = BTreeMap::new();
        Self { sources, lines }
    }

    /// Returns the line at which a problem is, as it stands in its file.
    fn of(&mut self, problem: &Diagnostic) -> Option<&'s str> {
        let (file, text) = self.sources.get_key_value(&problem.place.file)?;
        let lines = self.lines.entry(file);
        let lines = lines.or_insert_with(|| text.lines().collect());
        lines.get(problem.place.line.checked_sub(1)?).copied()
    }
}

fn one(desk: &Desk, problem: &Diagnostic, line: Option<&str>) -> String {
    let (message, hint) = desk.catalogue.diagnostic(problem);
    let severity = match problem.severity {
        Severity::Error => desk.text("word-error", &[]),
        Severity::Warning => desk.text("word-warning", &[]),
    };
    let place = &problem.place;
    let at = match place.line {
        0 => visible(&place.file),
        line => format!("{}:{line}:{}", visible(&place.file), place.column),
    };
    let mut lines = vec![format!("{at}: {severity}[{}]: {message}\n", problem.code)];
    if let Some(line) = line {
        let (shown, indent, width) = marked(line.trim_end(), place);
        let (spaces, mark) = (" ".repeat(indent), "^".repeat(width));
        lines.push(format!("{:>6} | {shown}\n", place.line));
        lines.push(format!("       | {spaces}{mark}\n"));
    }
    if let Some(hint) = hint {
        lines.push(format!("       {}: {hint}\n", desk.text("word-hint", &[])));
    }
    lines.concat()
}

/// Returns a source line as it may be shown, with how many columns stand before the mark, and how many it covers. Of a
/// long line the part around the mark is shown.
fn marked(line: &str, place: &Place) -> (String, usize, usize) {
    let before = place.column.saturating_sub(1);
    let is_long = line.chars().nth(SHOWN_CHARS).is_some();
    let first = match is_long {
        true => before.saturating_sub(SHOWN_CHARS_BEFORE),
        false => 0,
    };
    let last = first + SHOWN_CHARS;
    let part = |from: usize, until: usize| {
        let letters = line.chars().skip(from).take(until.saturating_sub(from));
        visible(&letters.collect::<String>())
    };
    let end = (before + place.length).min(last);
    let (head, mark, tail) = (part(first, before), part(before, end), part(end, last));
    let start = if first > 0 { "…" } else { "" };
    let rest = if line.chars().nth(last).is_some() {
        "…"
    } else {
        ""
    };
    let (indent, width) = (start.width() + head.width(), mark.width().max(1));
    (format!("{start}{head}{mark}{tail}{rest}"), indent, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_what_is_shown() {
        let check = |line: &str, (column, length): (usize, usize), expected: &str| {
            let place = Place {
                column,
                length,
                ..Place::file("a.toml")
            };
            let (shown, indent, width) = marked(line, &place);
            let mark = format!("{}{}", " ".repeat(indent), "^".repeat(width));
            assert_eq!(format!("{shown}\n{mark}"), expected);
        };
        check("giờ\t= 5", (7, 1), "giờ = 5\n      ^");
        check("a\u{1b}[2Jb = 5", (2, 1), "a<U+001B>[2Jb = 5\n ^^^^^^^^");
        check("\u{202e}a = 5", (6, 1), "<U+202E>a = 5\n            ^");
        let long = "x".repeat(300);
        let shown = format!("…{}…\n{}^^", "x".repeat(160), " ".repeat(61));
        check(&long, (101, 2), &shown);
        let shown = format!("{}…\n{}", "x".repeat(160), "^".repeat(160));
        check(&long, (1, 300), &shown);
    }
}
