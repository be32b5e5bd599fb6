//! One reading of a sheet from end to end: what it is refused for as a whole, its layout, its rows, and the programme
//! files that follow. Nothing is written here.

use super::change::{Change, changes};
use super::context::SheetContext;
use super::fields::Field;
use super::headings::Headings;
use super::layout::{self, Layout};
use super::legacy::{Legacy, legacy};
use super::notes::Notes;
use super::{Fault, Meaning, ROWS_MAX, Seen, Sheet, Spot, grid, rows};
use crate::ids::ProgrammeId;
use crate::schedule::diagnostic::{Diagnostic, Severity};

/// What came of a sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// `list`, `week`, or nothing where no schedule was found.
    pub layout: Option<&'static str>,
    /// Every cell with what it was understood as.
    pub seen: Vec<Seen>,
    /// The problems, by place.
    pub problems: Vec<Diagnostic>,
    /// The programme files, changed or not; to be written only where no problem is an error.
    pub changes: Vec<Change>,
    /// The station's programmes that the sheet does not name; they stay as they are.
    pub unnamed: Vec<ProgrammeId>,
}

impl Reading {
    /// Says whether something is wrong, so that nothing may be written.
    pub fn has_errors(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads a sheet of `file`, the name by which problems call it.
pub fn read(file: &str, sheet: &Sheet, context: &SheetContext) -> Reading {
    let mut notes = Notes::new(file);
    let mut layout = None;
    let mut found = Vec::new();
    if is_readable(sheet, &mut notes) {
        match layout::find(sheet, &context.schedule.day_sets) {
            None => notes.whole(Severity::Error, Fault::new("sheet-no-headings")),
            Some(Layout::List(list)) => {
                layout = Some("list");
                hidden(sheet, &mut notes);
                above(sheet, &list.headings, &mut notes);
                for &(column, field) in &list.fields {
                    notes.mean(sheet, list.headings.spot(column), "", heading(field));
                }
                for (spot, fault) in &list.faults {
                    notes.error(*spot, fault.clone());
                }
                found = rows::list(sheet, &list, context, &mut notes);
            }
            Some(Layout::Grid(week)) => {
                layout = Some("week");
                hidden(sheet, &mut notes);
                above(sheet, &week.headings, &mut notes);
                for (spot, fault) in &week.faults {
                    notes.error(*spot, fault.clone());
                }
                found = grid::grid(sheet, &week, context, &mut notes);
            }
        }
    }
    let has_rows = !found.is_empty();
    let changes = changes(found, context, &mut notes);
    if layout.is_some()
        && !has_rows
        && notes
            .problems
            .iter()
            .all(|problem| problem.severity != Severity::Error)
    {
        notes.whole(Severity::Error, Fault::new("sheet-no-rows"));
    }
    let unnamed = context
        .programmes
        .iter()
        .map(|programme| programme.id.clone());
    let unnamed = unnamed
        .filter(|id| changes.iter().all(|change| change.id != *id))
        .collect();
    notes.problems.sort_by(|a, b| a.place.cmp(&b.place));
    notes.seen.sort_by_key(|seen| seen.spot);
    Reading {
        layout,
        seen: notes.seen,
        problems: notes.problems,
        changes,
        unnamed,
    }
}

/// Notes why a sheet can't be read at all.
fn is_readable(sheet: &Sheet, notes: &mut Notes) -> bool {
    let texts = || sheet.cells.iter().map(|(spot, cell)| (*spot, cell.text()));
    let filled = texts().filter(|(_, text)| !text.is_empty());
    let rows: std::collections::BTreeSet<u32> = filled.map(|(spot, _)| spot.row).collect();
    if rows.is_empty() {
        notes.whole(
            Severity::Error,
            Fault::new("sheet-empty").with("sheet", &sheet.name),
        );
        return false;
    }
    if rows.len() > ROWS_MAX {
        let fault = Fault::new("sheet-too-many-rows").with("limit", ROWS_MAX);
        notes.whole(Severity::Error, fault);
        return false;
    }
    let old: Vec<(Spot, String, Legacy)> = texts()
        .filter_map(|(spot, text)| legacy(&text).map(|legacy| (spot, text, legacy)))
        .collect();
    if let Some((spot, text, legacy)) = old.first() {
        let code = match legacy {
            Legacy::Tcvn3 => "sheet-tcvn3",
            Legacy::Vni => "sheet-vni",
        };
        let fault = Fault::new(code)
            .with("value", text)
            .with("count", old.len());
        notes.error(*spot, fault);
        return false;
    }
    true
}

/// Tells that hidden rows and columns are left out.
fn hidden(sheet: &Sheet, notes: &mut Notes) {
    let is_filled = |inside: &dyn Fn(&Spot) -> bool| sheet.cells.keys().any(inside);
    let columns: Vec<String> = sheet
        .hidden_columns
        .iter()
        .filter(|&&column| is_filled(&|spot| spot.column == column))
        .map(|&column| Spot { row: 1, column }.to_string())
        .map(|name| name.trim_end_matches('1').to_owned())
        .collect();
    let rows: Vec<String> = sheet
        .hidden_rows
        .iter()
        .filter(|&&row| is_filled(&|spot| spot.row == row))
        .map(ToString::to_string)
        .collect();
    for (code, names) in [
        ("sheet-hidden-columns", columns),
        ("sheet-hidden-rows", rows),
    ] {
        if !names.is_empty() {
            let names = match names.get(..10) {
                Some(first) if names.len() > 10 => format!("{}, …", first.join(", ")),
                _ => names.join(", "),
            };
            notes.whole(Severity::Warning, Fault::new(code).with("value", names));
        }
    }
}

/// Notes the headings that stand above others.
fn above(sheet: &Sheet, headings: &Headings, notes: &mut Notes) {
    for spot in headings.above() {
        notes.mean(sheet, spot, "", Meaning::plain("heading-above"));
    }
}

fn heading(field: Field) -> Meaning {
    Meaning::plain(match field {
        Field::Time => "heading-time",
        Field::End => "heading-end",
        Field::Days => "heading-days",
        Field::Title => "heading-title",
        Field::Column => "heading-column",
        Field::Zones => "heading-zones",
        Field::From => "heading-from",
        Field::Until => "heading-until",
        Field::Dates => "heading-dates",
        Field::Except => "heading-except",
        Field::Season => "heading-season",
        Field::Priority => "heading-priority",
        Field::Start => "heading-start",
        Field::Late => "heading-late",
        Field::Resume => "heading-resume",
        Field::Items => "heading-items",
        Field::File => "heading-file",
        Field::Length => "heading-length",
        Field::Note => "heading-note",
        Field::Cron => "heading-cron",
        Field::Rules => "heading-rules",
        Field::Id => "heading-id",
        Field::Other => "heading-other",
    })
}
