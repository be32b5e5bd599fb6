//! `loa import`: a schedule out of a spreadsheet, shown cell by cell before anything is written. Understanding it is
//! `sheet`'s, writing the files `config::apply`'s.

use std::fmt::Display;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Format, ImportArgs};
use super::desk::{Desk, Exit, print};
use super::fault::{Fault, demand_station};
use super::problems;
use super::table::{Cell, List};
use crate::config::apply::{Edit, apply};
use crate::config::sheets::context;
use crate::config::workbook::{FILE_BYTES_MAX, Opened, open_named};
use crate::ids::ProgrammeId;
use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::schedule::reader::NONE;
use crate::sheet;
use crate::sheet::change::Change;
use crate::sheet::context::SheetContext;
use crate::sheet::read::{Reading, read};
use crate::sheet::{Meaning, Seen};

/// The longest text of a cell that the table shows, in characters; JSON has all of it.
const TEXT_CHARS_MAX: usize = 50;
/// The longest meaning of a cell that the table shows, in characters.
const MEANING_CHARS_MAX: usize = 90;

/// The largest product of the lines of two texts whose difference is worked out.
const LINES_PRODUCT_MAX: usize = 10_000_000;

pub async fn run(desk: &Desk, args: &ImportArgs) -> Result<Exit, Fault> {
    demand_station(desk).await?;
    let name = args.file.display().to_string();
    let bytes = bytes(&args.file)?;
    let loaded = desk.load().await;
    let Some(station) = &loaded.station else {
        return Err(Fault::config("fault-station")
            .with("dir", desk.station.display())
            .because_of(Box::new(loaded)));
    };
    let context = context(&loaded, station, desk.now().wall.day());
    let opened = open_named(&args.file, &bytes, args.sheet.as_deref());
    let (opened, reading) = match opened {
        Ok(opened) => {
            let reading = read(&name, &opened.sheet, &context);
            (Some(opened), reading)
        }
        Err(fault) => (None, refused(&name, fault)),
    };
    let edits = edits(&reading, &context);
    let is_written = args.apply && !reading.has_errors() && !edits.is_empty();
    if is_written {
        apply(&desk.station, &edits)?;
    }
    if args.json {
        let value = report(desk, opened.as_ref(), &reading, is_written);
        print(&format!("{value:#}\n"));
    } else {
        show(desk, &name, opened.as_ref(), &reading, &context)?;
        conclude(desk, args, &reading, &edits);
    }
    Ok(if reading.has_errors() {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// Reads the file, but no more of it than a spreadsheet may have.
fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::environment("fault-sheet", error).with("file", path.display()))?;
    Ok(bytes)
}

/// Returns the reading of a file that could not be opened as a spreadsheet.
fn refused(name: &str, fault: sheet::Fault) -> Reading {
    let mut problem = Diagnostic::error(fault.code, Place::file(name));
    problem.args = fault.args;
    Reading {
        layout: None,
        seen: Vec::new(),
        problems: vec![problem],
        changes: Vec::new(),
        unnamed: Vec::new(),
    }
}

fn edits(reading: &Reading, context: &SheetContext) -> Vec<Edit> {
    let changed = reading.changes.iter().filter(|change| change.is_changed);
    changed
        .map(|change| Edit {
            file: file_of(change),
            before: context.texts.get(&change.id).cloned(),
            after: change.text.clone(),
        })
        .collect()
}

fn file_of(change: &Change) -> String {
    format!("schedules/{}.toml", change.id)
}

fn show(
    desk: &Desk,
    name: &str,
    opened: Option<&Opened>,
    reading: &Reading,
    context: &SheetContext,
) -> Result<(), Fault> {
    if let (Some(opened), Some(layout)) = (opened, reading.layout) {
        let key = format!("import-layout-{layout}");
        let sheet = match opened.sheet.name.as_str() {
            "" => NONE,
            name => name,
        };
        desk.say(&key, &[("file", &name), ("sheet", &sheet)]);
        if !opened.others.is_empty() {
            desk.say(
                "import-other-sheets",
                &[("sheets", &opened.others.join(", "))],
            );
        }
        let printed = cells(desk, &reading.seen).print(Format::Table, &["cell", "text", "meaning"]);
        printed.map_err(|error| Fault::environment("fault-output", error))?;
    }
    print(&problems::text(
        desk,
        &reading.problems,
        &problems::Sources::new(),
    ));
    for change in &reading.changes {
        let key = match (change.is_new, change.is_changed) {
            (true, _) => "import-new",
            (false, true) => "import-changed",
            (false, false) => "import-same",
        };
        let title = &change.programme.title;
        desk.say(key, &[("file", &file_of(change)), ("title", title)]);
        if change.is_changed {
            let before = context.texts.get(&change.id).map_or("", String::as_str);
            print(&difference(before, &change.text));
        }
    }
    if reading.layout.is_some() && !reading.unnamed.is_empty() {
        let titles = reading
            .unnamed
            .iter()
            .filter_map(|id| context.programme(id));
        let titles: Vec<&str> = titles.map(|programme| programme.title.as_str()).collect();
        desk.say("import-unnamed", &[("titles", &titles.join("; "))]);
    }
    Ok(())
}

fn conclude(desk: &Desk, args: &ImportArgs, reading: &Reading, edits: &[Edit]) {
    if reading.has_errors() {
        let (errors, _) = problems::count(&reading.problems);
        desk.say("import-refused", &[("errors", &errors)]);
    } else if edits.is_empty() {
        desk.say("import-nothing", &[]);
    } else if args.apply {
        for edit in edits {
            desk.say("import-written", &[("file", &edit.file)]);
        }
    } else {
        desk.say("import-not-yet", &[("files", &edits.len())]);
    }
}

fn cells(desk: &Desk, seen: &[Seen]) -> List {
    let row = |seen: &Seen| {
        vec![
            Cell::text(seen.spot.to_string()),
            Cell::text(shortened(&seen.text, TEXT_CHARS_MAX)),
            Cell::text(shortened(&understood(desk, seen), MEANING_CHARS_MAX)),
        ]
    };
    List {
        names: &["cell", "text", "meaning"],
        headings: ["column-cell", "column-text", "column-meaning"]
            .map(|key| desk.text(key, &[]))
            .into(),
        rows: seen.iter().map(row).collect(),
    }
}

fn shortened(text: &str, chars_max: usize) -> String {
    let text = text.replace('\n', " / ");
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn understood(desk: &Desk, seen: &Seen) -> String {
    match &seen.meaning {
        Ok(meaning) => meaning_text(desk, meaning),
        Err(problem) => {
            let (message, _) = desk.catalogue.diagnostic(problem);
            format!("✗ {message}")
        }
    }
}

fn meaning_text(desk: &Desk, meaning: &Meaning) -> String {
    let args: Vec<(&str, &dyn Display)> = meaning
        .args
        .iter()
        .map(|(name, value)| (*name, value as &dyn Display))
        .collect();
    desk.text(&format!("sheet-means-{}", meaning.key), &args)
}

fn report(desk: &Desk, opened: Option<&Opened>, reading: &Reading, is_written: bool) -> Value {
    let cell = |seen: &Seen| {
        json!({
            "cell": seen.spot.to_string(),
            "row": seen.spot.row,
            "column": seen.spot.column,
            "heading": seen.heading,
            "text": seen.text,
            "understood": seen.meaning.as_ref().ok().map(|meaning| meaning_text(desk, meaning)),
            "problem": seen.meaning.as_ref().err().map(|problem| problem.code),
        })
    };
    let change = |change: &Change| {
        let action = match (change.is_new, change.is_changed) {
            (true, _) => "new",
            (false, true) => "changed",
            (false, false) => "same",
        };
        json!({
            "file": file_of(change),
            "programme": change.id.as_str(),
            "action": action,
            "text": change.text,
        })
    };
    json!({
        "sheet": opened.map(|opened| &opened.sheet.name),
        "other_sheets": opened.map_or(&[][..], |opened| &opened.others),
        "layout": reading.layout,
        "cells": reading.seen.iter().map(cell).collect::<Vec<_>>(),
        "problems": problems::json(desk, &reading.problems, &problems::Sources::new()),
        "changes": reading.changes.iter().map(change).collect::<Vec<_>>(),
        "unnamed": reading.unnamed.iter().map(ProgrammeId::as_str).collect::<Vec<_>>(),
        "written": is_written,
    })
}

/// Returns the lines that go and those that come, by the longest common run of lines.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if old.len() * new.len() > LINES_PRODUCT_MAX {
        return String::new();
    }
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            common[i][j] = if one == other {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(format!("  - {}\n", old[i]));
            i += 1;
        } else {
            out.push(format!("  + {}\n", new[j]));
            j += 1;
        }
    }
    out.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_only_the_lines_that_go_and_come() {
        assert_eq!(
            difference("a\nb\nc\n", "a\nx\nc\nd\n"),
            "  - b\n  + x\n  + d\n"
        );
        assert_eq!(difference("", "a\n"), "  + a\n");
        assert_eq!(difference("a\n", "a\n"), "");
    }
}
