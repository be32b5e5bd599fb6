//! One problem in the operator's text, as data: a code, a place and the values that the message needs. The words
//! are the message catalogue's; showing the source line is the caller's.

use std::cell::Cell;
use std::fmt::Display;
use std::sync::Arc;

use super::spelling::visible;
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

    /// Returns the place of the bytes `span` of `text`, in `file`. A span that leaves the text is held inside it. Where
    /// many places of one text are wanted, [`Lines`] finds them faster.
    pub fn of_span(file: impl Into<Arc<str>>, text: &str, span: std::ops::Range<usize>) -> Self {
        Lines::of(text).place(file, span)
    }
}

/// A text with the beginnings of its lines, so that it need not be counted through anew for every place.
pub struct Lines<'t> {
    text: &'t str,
    /// The first byte of each line; the first is 0.
    starts: Vec<usize>,
    /// The place that was counted last: a byte, and the letters before it in its line. Problems mostly come in the
    /// order of the text, and a line may be as long as a file.
    counted: Cell<(usize, usize)>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
            counted: Cell::default(),
        }
    }

    /// Returns the number of the line, from 1, that byte `at` is in.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&first| first <= at)
    }

    /// Counts the letters from the first byte of a line to the byte `at` in it.
    fn letters_before(&self, line_start: usize, at: usize) -> usize {
        let (from, before) = match self.counted.get() {
            (from, before) if (line_start..=at).contains(&from) => (from, before),
            _ => (line_start, 0),
        };
        let letters = before + self.text[from..at].chars().count();
        self.counted.set((at, letters));
        letters
    }

    /// Returns the place of the bytes `span` of the text, in `file`. A span that leaves the text is held inside it.
    pub fn place(&self, file: impl Into<Arc<str>>, span: std::ops::Range<usize>) -> Place {
        let text = self.text;
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
        let line = self.line_of(start);
        let line_start = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        Place {
            file: file.into(),
            line,
            column: self.letters_before(line_start, start) + 1,
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

/// The value in which a machine or a library said why: it is worded for the reader.
pub const SAID: &str = "said";

/// The value that names the cell of a sheet in which the text of a file stands: the message then begins with it.
pub const IN_CELL: &str = "in-cell";

// Here and not beside the catalogue, because `messages` knows nobody.
impl Catalogue {
    /// Returns the message of a diagnostic and, where there is one, its advice.
    pub fn diagnostic(&self, diagnostic: &Diagnostic) -> (String, Option<String>) {
        // A value may come out of a file as it stands there, and must not steer the screen on which it is read.
        let values = diagnostic.args.iter();
        let values: Vec<_> = values
            .map(|(name, value)| match *name {
                SAID => (*name, visible(&self.cause(value))),
                _ => (*name, visible(value)),
            })
            .collect();
        let args: Vec<(&str, &dyn Display)> = values
            .iter()
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
    fn a_value_can_not_steer_the_screen() {
        let place = Place::file("a.toml");
        let problem = Diagnostic::error("column-unknown", place)
            .with("value", "\u{1b}[31mđỏ\nlỗi")
            .with("nearest", "none")
            .with("known", "none");
        let (message, _) = Catalogue::new(crate::messages::Language::En).diagnostic(&problem);
        let expected = "there is no column called \"<U+001B>[31mđỏ<U+000A>lỗi\"";
        assert_eq!(message, expected);
    }

    #[test]
    fn a_span_outside_the_text_is_held_inside() {
        let place = Place::of_span("a.toml", "é", 1..99);
        assert_eq!((place.line, place.column, place.length), (1, 1, 1));
    }
}
