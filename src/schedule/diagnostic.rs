//! One problem in the operator's text, as data: a code, a place and the values that the message needs. The words
//! are the message catalogue's; showing the source line is the caller's.

use std::fmt::Display;
use std::sync::Arc;

use crate::messages::Catalogue;

/// How bad a problem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth a look; the file is used as it is.
    Warning,
    /// The file can't be used.
    Error,
}

/// Where in a file a problem is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file, relative to the station folder, with `/`.
    pub file: Arc<str>,
    /// The line from 1; 0 where the problem is the file as a whole.
    pub line: usize,
    /// The column from 1, in characters; 0 where the problem is the file as a whole.
    pub column: usize,
    /// How many characters to mark, at least 1.
    pub length: usize,
}

/// One problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The stable name of the kind of problem, such as `time-invalid`; also the key in the message catalogue,
    /// where `diag-CODE` is the message and its attribute `.hint` the advice.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The values for the message, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Place {
    /// Returns the place of a whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
            length: 1,
        }
    }

    /// Returns the place of the bytes `span` of `text`, in `file`. A span that leaves the text is held inside it.
    pub fn of_span(file: impl Into<Arc<str>>, text: &str, span: std::ops::Range<usize>) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Self {
            file: file.into(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            length: text[start..end.min(line_end).max(start)]
                .chars()
                .count()
                .max(1),
        }
    }
}

impl Diagnostic {
    /// Makes an error.
    pub fn error(code: &'static str, place: Place) -> Self {
        Self {
            code,
            severity: Severity::Error,
            place,
            args: Vec::new(),
        }
    }

    /// Makes a warning.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            place,
            args: Vec::new(),
        }
    }

    /// Adds a value for the message.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand over numbers and fresh texts"
    )]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// The value that names the cell of a sheet in which the text of a file stands: the message then begins with it.
pub const IN_CELL: &str = "in-cell";

// Here and not beside the catalogue, because `messages` knows nobody.
impl Catalogue {
    /// Returns the message of a diagnostic and, where there is one, its advice.
    pub fn diagnostic(&self, diagnostic: &Diagnostic) -> (String, Option<String>) {
        let values = diagnostic.args.iter();
        let args: Vec<(&str, &dyn Display)> = values
            .map(|(name, value)| (*name, value as &dyn Display))
            .collect();
        let key = format!("diag-{}", diagnostic.code);
        let hint = self.try_text(&format!("{key}.hint"), &args);
        let message = self.text(&key, &args);
        let cell = args.iter().find(|(name, _)| *name == IN_CELL);
        match cell {
            Some((_, cell)) => {
                let args: [(&str, &dyn Display); 2] = [("cell", cell), ("problem", &message)];
                (self.text("problem-in-cell", &args), hint)
            }
            None => (message, hint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_not_bytes() {
        let text = "tiêu = 1\ngiờ phát = \"25:10\"\n";
        let at = text.find("\"25").unwrap();
        let place = Place::of_span("a.toml", text, at..at + 7);
        assert_eq!((place.line, place.column, place.length), (2, 12, 7));
    }

    #[test]
    fn a_span_outside_the_text_is_held_inside() {
        let place = Place::of_span("a.toml", "é", 1..99);
        assert_eq!((place.line, place.column, place.length), (1, 1, 1));
    }
}
