//! Schedules in spreadsheets from outside: workbooks as officers make them, what is understood of them in both languages,
//! the way out and back, and files that mean harm.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use loa::config::workbook::open;
use loa::ids::{AudioPath, ColumnId, ProgrammeId, ZoneId};
use loa::messages::{Catalogue, Language};
use loa::schedule::diagnostic::{Diagnostic, Place, Severity};
use loa::schedule::parse::parse_programme;
use loa::sheet::context::SheetContext;
use loa::sheet::read::{Reading, read};
use proptest::prelude::ProptestConfig;

use super::schedule_format;

mod books;
mod command;
mod crowded;
mod days;
mod forms;
mod hostile;
mod other_rules;
mod refused;
mod round;
mod sessions;

/// The station's programmes, by id, in the words of their files.
const PROGRAMMES: [(&str, &str); 3] = [
    (
        "ban-tin",
        "# Bản tin buổi sáng\ntitle = \"Bản tin của phường\"\n\n[[when]]\nat = \"05:45\" # giờ dậy\ndays = [\"T2\", \"T4\", \"T6\"]\nexcept = [\"ngay-le\", \"quoc-tang\"]\nlate = { skip_after = \"10m\" }\n\n[[item]]\nplay = \"tin.mp3\"\n",
    ),
    (
        "chuyen-muc-cchc",
        "title = \"Chuyên mục Cải cách hành chính\"\ncolumn = \"cchc\"\n\n[[when]]\nat = \"05:45:30\"\ndays = [\"T2\", \"T4\", \"T6\"]\nlate = { make_up_before = \"07:00\" }\n\n[[when]]\nat = \"17:15:30\"\ndays = [\"T3\", \"T5\"]\n\n[[item]]\npick = {}\n",
    ),
    (
        "nhac",
        "title = \"Nhạc cuối buổi\"\n\n[[when]]\nat = \"06:30\"\nstart = \"next\"\n\n[[item]]\nplay = \"nhac/nhac-hieu.flac\"\n",
    ),
];

/// A station with three zones, three columns, two sets of days, three programmes and four sound files, on a Monday.
fn context() -> SheetContext {
    let schedule = schedule_format::context();
    let texts: BTreeMap<ProgrammeId, String> = PROGRAMMES
        .iter()
        .map(|&(id, text)| (ProgrammeId::from(id), text.to_owned()))
        .collect();
    let programmes = texts.iter().map(|(id, text)| {
        let mut problems = Vec::new();
        let file = format!("schedules/{id}.toml");
        parse_programme(&file, text, &schedule, &mut problems).unwrap()
    });
    SheetContext {
        zones: vec![
            (ZoneId::from("thon-1"), "Thôn Đông".to_owned()),
            (ZoneId::from("thon-2"), "Thôn Tây".to_owned()),
            (
                ZoneId::from("khu-pho-an-nhon"),
                "Khu phố An Nhơn".to_owned(),
            ),
        ],
        columns: vec![
            (ColumnId::from("cchc"), "Cải cách hành chính".to_owned()),
            (ColumnId::from("hoi-dap-cchc"), "Hỏi – đáp".to_owned()),
            (
                ColumnId::from("phap-luat"),
                "Pháp luật và đời sống".to_owned(),
            ),
        ],
        programmes: programmes.collect(),
        audio: [
            "tin.mp3",
            "nhac/nhac-hieu.flac",
            "Thông báo tiêm chủng (sửa).mp3",
            "xa/tin.mp3",
        ]
        .map(AudioPath::from)
        .into(),
        schedule,
        texts,
    }
}

/// How many cases a property is tried with; `PROPTEST_CASES` asks for more.
fn cases(usual: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(usual),
    }
}

/// Reads the bytes of a file as `loa import` does.
fn reading(bytes: &[u8]) -> Reading {
    reading_of(bytes, None)
}

/// Reads a file that can be opened, for a station.
fn understood(bytes: &[u8], context: &SheetContext) -> Reading {
    read("lich.xlsx", &open(bytes, None).unwrap().sheet, context)
}

/// The station without a programme.
fn emptied(context: &SheetContext) -> SheetContext {
    SheetContext {
        programmes: Vec::new(),
        texts: BTreeMap::new(),
        ..context.clone()
    }
}

fn reading_of(bytes: &[u8], sheet: Option<&str>) -> Reading {
    match open(bytes, sheet) {
        Ok(opened) => read("lich.xlsx", &opened.sheet, &context()),
        Err(fault) => {
            let mut problem = Diagnostic::error(fault.code, Place::file("lich.xlsx"));
            problem.args = fault.args;
            Reading {
                layout: None,
                seen: Vec::new(),
                problems: vec![problem],
                changes: Vec::new(),
                unnamed: Vec::new(),
            }
        }
    }
}

/// Shows what came of a file: its problems in both languages, and what the programmes then say of when.
fn told(bytes: &[u8]) -> String {
    told_of(&reading(bytes))
}

fn told_of(reading: &Reading) -> String {
    let (vi, en) = (Catalogue::new(Language::Vi), Catalogue::new(Language::En));
    let mut out = reading
        .layout
        .map(|layout| format!("{layout}\n"))
        .unwrap_or_default();
    for problem in &reading.problems {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (vi, hint_vi) = vi.diagnostic(problem);
        let (en, hint_en) = en.diagnostic(problem);
        let (hint_vi, hint_en) = (hint_vi.unwrap(), hint_en.unwrap());
        let (line, column) = (problem.place.line, problem.place.column);
        writeln!(
            out,
            "{line}:{column}: {severity}: {vi}\n  {hint_vi}\n  en: {en}. {hint_en}"
        )
        .unwrap();
        assert!(!out.contains("{$") && !out.contains("diag-"), "{out}");
    }
    for change in &reading.changes {
        let what = match (change.is_new, change.is_changed) {
            (true, _) => "new",
            (false, true) => "changed",
            (false, false) => "same",
        };
        writeln!(out, "{} {what}", change.id).unwrap();
        if change.is_changed {
            let lines = change.text.lines().filter(|line| !line.trim().is_empty());
            lines.for_each(|line| writeln!(out, "  {line}").unwrap());
        }
    }
    out
}
