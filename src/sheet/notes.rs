//! What is noted while a sheet is read: each cell with what it was understood as, problems, and what was passed over.

use std::sync::Arc;

use super::{Fault, Meaning, Seen, Sheet, Spot};
use crate::schedule::diagnostic::{Diagnostic, IN_CELL, Place, Severity};

/// The notes of one reading.
#[derive(Debug)]
pub struct Notes {
    /// The file's name, for places.
    pub file: Arc<str>,
    /// The cells, in the order of reading.
    pub seen: Vec<Seen>,
    /// The problems.
    pub problems: Vec<Diagnostic>,
}

impl Notes {
    /// Makes the notes of a file.
    pub fn new(file: &str) -> Self {
        Self {
            file: file.into(),
            seen: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Notes what a cell was understood as; `None` where it was not.
    pub fn judge<T>(
        &mut self,
        sheet: &Sheet,
        spot: Spot,
        heading: &str,
        read: Result<T, Fault>,
        meaning: impl FnOnce(&T) -> Meaning,
    ) -> Option<T> {
        match read {
            Ok(value) => {
                let meaning = meaning(&value);
                self.mean(sheet, spot, heading, meaning);
                Some(value)
            }
            Err(fault) => {
                let problem = fault.at(&self.file, spot);
                self.problems.push(problem.clone());
                self.see(sheet, spot, heading, Err(problem));
                None
            }
        }
    }

    /// Notes what a cell with the text of a file was understood as, and every problem that the reader of files has with
    /// it; `None` where one is an error.
    pub fn judge_text<T>(
        &mut self,
        sheet: &Sheet,
        spot: Spot,
        heading: &str,
        (read, problems): (Option<T>, Vec<Diagnostic>),
        meaning: Meaning,
    ) -> Option<T> {
        let problems = self.at_cell(spot, problems);
        let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error;
        match problems.iter().find(is_error).cloned() {
            Some(error) => self.see(sheet, spot, heading, Err(error)),
            None => self.mean(sheet, spot, heading, meaning),
        }
        self.problems.extend(problems);
        read
    }

    /// Notes what is worth a look in the file that comes of a cell.
    pub fn warnings_of_file(&mut self, spot: Spot, problems: Vec<Diagnostic>) {
        let problems = self.at_cell(spot, problems);
        self.problems.extend(problems);
    }

    /// Returns the problems of the text of a file as those of the cell that it comes of.
    fn at_cell(&self, spot: Spot, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let place = spot.place(&self.file);
        let problems = problems.into_iter().map(|problem| Diagnostic {
            place: place.clone(),
            ..problem.with(IN_CELL, spot)
        });
        problems.collect()
    }

    /// Notes what a cell means.
    pub fn mean(&mut self, sheet: &Sheet, spot: Spot, heading: &str, meaning: Meaning) {
        self.see(sheet, spot, heading, Ok(meaning));
    }

    /// Notes what a part of a cell means.
    pub fn mean_part(&mut self, spot: Spot, heading: &str, text: &str, meaning: Meaning) {
        self.seen.push(Seen {
            spot,
            heading: heading.to_owned(),
            text: text.to_owned(),
            meaning: Ok(meaning),
        });
    }

    fn see(
        &mut self,
        sheet: &Sheet,
        spot: Spot,
        heading: &str,
        meaning: Result<Meaning, Diagnostic>,
    ) {
        self.seen.push(Seen {
            spot,
            heading: heading.to_owned(),
            text: sheet.text(spot),
            meaning,
        });
    }

    /// Notes a problem of a cell that was understood by itself.
    pub fn error(&mut self, spot: Spot, fault: Fault) {
        let problem = fault.at(&self.file, spot);
        self.problems.push(problem);
    }

    /// Notes what is worth a look at a cell.
    pub fn warning(&mut self, spot: Spot, fault: Fault) {
        let mut problem = fault.at(&self.file, spot);
        problem.severity = Severity::Warning;
        self.problems.push(problem);
    }

    /// Notes a problem of the sheet as a whole.
    pub fn whole(&mut self, severity: Severity, fault: Fault) {
        let place = Place::file(self.file.clone());
        let mut problem = Diagnostic::error(fault.code, place);
        problem.severity = severity;
        problem.args = fault.args;
        self.problems.push(problem);
    }
}
