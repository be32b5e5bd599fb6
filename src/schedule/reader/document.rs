//! A parsed file and the list in which its problems are noted. Getting at the values is the parent's.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::NONE;
use super::syntax;
use super::toml_tree::{self, Entry};
use super::value_text::Fault;
use crate::schedule::diagnostic::{Diagnostic, Lines, Place, Severity};

/// A parsed file. What is wrong with it is added to the caller's list of problems.
pub struct Document<'t> {
    pub(super) file: Arc<str>,
    pub(super) text: &'t str,
    pub(super) root: Vec<Entry>,
    lines: Lines<'t>,
    problems: &'t Cell<Vec<Diagnostic>>,
    problems_before: usize,
    /// Lines with a syntax error: what was made of them is a guess, and no ground for further complaints.
    torn_lines: BTreeSet<usize>,
}

impl<'t> Document<'t> {
    /// Parses `text`; syntax errors are noted, and what could be understood in spite of them is there to be read.
    ///
    /// `file` is the name for the messages, relative to the station folder. A byte order mark is skipped.
    pub fn parse(file: &str, text: &'t str, problems: &'t mut Vec<Diagnostic>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, stumbles) = toml_tree::parse(text);
        let problems_before = problems.len();
        let mut document = Self {
            file: file.into(),
            text,
            root,
            lines: Lines::of(text),
            problems: Cell::from_mut(problems),
            problems_before,
            torn_lines: BTreeSet::new(),
        };
        for (span, message) in syntax::told_once(text, stumbles) {
            // One slip makes the parser stumble several times on the same line.
            if document
                .torn_lines
                .contains(&document.lines.line_of(span.start))
            {
                continue;
            }
            let fault = syntax::fault(text, &span, &message);
            let place = document.place_of(fault.1);
            if !document.torn_lines.contains(&place.line) {
                document.judge(place.clone(), fault.0);
                document.torn_lines.insert(place.line);
            }
        }
        document
    }

    /// Says whether the file has syntax errors, so that what is not there may only not have been understood.
    pub fn is_torn(&self) -> bool {
        !self.torn_lines.is_empty()
    }

    /// Says whether what stands at a place of this file is a guess, because its line has a syntax error.
    pub fn is_torn_at(&self, place: &Place) -> bool {
        self.torn_lines.contains(&place.line)
    }

    /// Adds a problem, unless its line has a syntax error, which has been noted already.
    pub fn report(&self, diagnostic: Diagnostic) {
        let diagnostic = as_full_width(diagnostic);
        if self.is_torn_at(&diagnostic.place) {
            return;
        }
        let mut problems = self.problems.take();
        problems.push(diagnostic);
        self.problems.set(problems);
    }

    /// Puts the problems of this file in the order of their places, and says whether the file can be used: whether
    /// none of them is an error.
    pub fn finish(self) -> bool {
        let mut problems = self.problems.take();
        let mut of_this_file = problems.split_off(self.problems_before);
        of_this_file.sort_by(|a, b| a.place.cmp(&b.place));
        forget_what_is_misspelt(&mut of_this_file);
        let usable = of_this_file
            .iter()
            .all(|problem| problem.severity != Severity::Error);
        problems.extend(of_this_file);
        self.problems.set(problems);
        usable
    }

    /// Returns the place of the whole file.
    pub fn place(&self) -> Place {
        Place::file(self.file.clone())
    }

    pub(super) fn place_of(&self, span: Range<usize>) -> Place {
        self.lines.place(self.file.clone(), span)
    }

    pub(super) fn judge(&self, place: Place, fault: Fault) {
        self.report(Diagnostic {
            code: fault.code,
            severity: Severity::Error,
            place,
            args: fault.args,
        });
    }
}

/// Turns the problem of a value into that of its letters, where they are full-width: no other advice would help.
fn as_full_width(diagnostic: Diagnostic) -> Diagnostic {
    let value = diagnostic.args.iter().find(|(name, _)| *name == "value");
    match value.and_then(|(_, value)| syntax::full_width(value)) {
        Some(fault) => Diagnostic {
            code: fault.code,
            args: fault.args,
            ..diagnostic
        },
        None => diagnostic,
    }
}

/// Takes out that a key is missing where the same table has it misspelt, or the file has it in another table: one slip
/// is told once. A table's header comes before its keys, so the last table before a misspelt key is its own.
fn forget_what_is_misspelt(problems: &mut Vec<Diagnostic>) {
    let arg = |problem: &Diagnostic, name| {
        let mut args = problem.args.iter();
        args.find(|(arg, _)| *arg == name)
            .map(|(_, value)| value.clone())
    };
    // The keys that were told to be missing up to here, by the place of the problem in the list.
    let mut missing: Vec<(usize, Option<String>)> = Vec::new();
    let mut forgotten = BTreeSet::new();
    for (at, problem) in problems.iter().enumerate() {
        let meant = match problem.code {
            "key-missing" | "every-without-from" => {
                missing.push((at, arg(problem, "key")));
                continue;
            }
            "unknown-key" => arg(problem, "nearest").filter(|near| near != NONE),
            "key-misplaced" => arg(problem, "key"),
            _ => None,
        };
        let told = meant.and_then(|meant| {
            missing
                .iter()
                .rposition(|(_, key)| key.as_ref() == Some(&meant))
        });
        forgotten.extend(told.map(|told| missing.remove(told).0));
    }
    let mut at = 0..;
    problems.retain(|_| at.next().is_none_or(|at| !forgotten.contains(&at)));
}
