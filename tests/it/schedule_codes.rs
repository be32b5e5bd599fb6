//! The codes of diagnostics: each can be provoked, has words in both languages, and stands in the reference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use loa::messages::{Catalogue, Language};
use loa::schedule::reader::text_of;

use super::schedule_format::parse;

/// For every code of a schedule file, something to write under `[[when]]` (`w`), under `[[item]]` (`i`), at the top
/// (`t`) or as the whole file (`f`) that brings it up.
const PROVOKED: &[(&str, char, &str)] = &[
    ("array-empty", 'w', "at = '5:00'\ndays = []"),
    ("at-and-cron", 'w', "at = '5:00'\ncron = '0 0 5 * * *'"),
    ("backslash", 'i', "play = \"nhac\\dao.mp3\""),
    ("boolean-case", 'w', "at = '5:00'\nlate = { join = TRUE }"),
    ("bracket-missing", 'w', "at = ['5:00'"),
    ("choice-unknown", 'w', "at = '5:00'\nstart = 'soon'"),
    ("column-unknown", 't', "title = 'a'\ncolumn = 'x'"),
    ("comma-missing", 'w', "at = ['5:00' '6:00']"),
    ("cron-field-count", 'w', "cron = '@daily'"),
    ("cron-five-fields", 'w', "cron = '0 5 * * *'"),
    ("cron-invalid", 'w', "cron = '0 0 24 * * *'"),
    ("cron-never-fires", 'w', "cron = '0 0 5 31 4 *'"),
    ("cron-too-often", 'w', "cron = '* * * * * *'"),
    ("cron-weekday-number", 'w', "cron = '0 0 5 * * 1'"),
    ("date-day-first", 'w', "at = '5:00'\nfrom = 05/12/2026"),
    ("date-invalid", 'w', "at = '5:00'\nfrom = 'hôm nay'"),
    (
        "date-not-in-calendar",
        'w',
        "at = '5:00'\nfrom = 2027-02-29",
    ),
    ("date-notation", 'w', "at = '5:00'\nfrom = '2026-12-7'"),
    (
        "date-outside-rule",
        'w',
        "at = '5:00'\nfrom = 2027-01-01\ndates = [2026-12-31, 2027-01-01]",
    ),
    ("date-swapped", 'w', "at = '5:00'\nfrom = 2026-31-12"),
    ("day-set-unknown", 'w', "at = '5:00'\nexcept = ['nghỉ hè']"),
    ("character-control", 't', "title = 'a\u{1b}[0m'"),
    (
        "every-without-from",
        'w',
        "at = '5:00'\nevery = { weeks = 2 }",
    ),
    (
        "every-other-weekday",
        'w',
        "at = '5:00'\ndays = 'T3'\nevery = { weeks = 2, from = 2026-01-05 }",
    ),
    ("duration-invalid", 'i', "pause = 'lâu'"),
    ("duration-too-long", 'i', "pause = '400d'"),
    ("duration-unit-missing", 'i', "pause = '5'"),
    ("equals-missing", 'w', "at '5:00'"),
    ("file-name", 'n', "Thử nghiệm.toml"),
    (
        "from-after-until",
        'w',
        "at = '5:00'\nfrom = 2027-01-02\nuntil = 2027-01-01",
    ),
    (
        "grace-without-wait",
        'w',
        "at = '5:00'\nstart = 'next'\ngrace = '5m'",
    ),
    (
        "item-several-kinds",
        'i',
        "play = 'a.mp3'\npick = { column = 'cchc' }",
    ),
    ("item-without-kind", 'i', ""),
    ("only-pauses", 'i', "pause = '30s'"),
    ("key-invalid", 't', "giờ = 1"),
    ("key-misplaced", 'i', "play = 'a.mp3'\nat = '5:00'"),
    ("key-missing", 't', ""),
    ("key-twice", 'w', "at = '5:00'\nat = '6:00'"),
    (
        "late-join-false",
        'w',
        "at = '5:00'\nlate = { join = false }",
    ),
    ("late-not-one", 'w', "at = '5:00'\nlate = {}"),
    ("line-end-alone", 'f', "title = 'a'\rzones = 'all'\r"),
    ("title-full-width", 't', "title = 'Ｂản tin'"),
    ("letters-full-width", 'w', "at = '０５：４５'"),
    ("line-leftover", 'w', "at = '5:00' sáng"),
    (
        "lunar-date-invalid",
        'w',
        "at = '5:00'\nlunar = { from = '23/13', until = '5/1' }",
    ),
    (
        "lunar-far-ahead",
        'w',
        "at = '5:00'\nlunar = { day = 30, month = 12 }",
    ),
    (
        "lunar-not-one",
        'w',
        "at = '5:00'\nlunar = { month = 3, from = '1/1' }",
    ),
    (
        "lunar-unknown",
        'w',
        "at = '5:00'\nlunar = { day = 15 }\nuntil = 2060-01-01",
    ),
    (
        "make-up-too-early",
        'w',
        "at = '5:00'\nlate = { make_up_before = '5:00' }",
    ),
    (
        "month-day-invalid",
        'w',
        "at = '5:00'\ndays_of_month = 'giữa'",
    ),
    ("not-yet", 'i', "relay = { from = 'vov1' }"),
    ("path-absolute", 'i', "play = '/a.mp3'"),
    ("path-leaves-audio", 'i', "play = 'a/../../b.mp3'"),
    ("path-notation", 'i', "play = './a.mp3'"),
    ("path-without-extension", 'i', "play = 'a.b/c'"),
    ("pick-without-column", 'i', "pick = {}"),
    ("quote-missing", 'w', "at = '5:00"),
    ("quotes-curly", 'w', "at = “5:00”"),
    (
        "range-backwards",
        'w',
        "at = '5:00'\nexcept = ['2027-01-02..2027-01-01']",
    ),
    (
        "range-too-long",
        'w',
        "at = '5:00'\ndates = '2026-12-01..2028-12-01'",
    ),
    ("rule-is-over", 'w', "at = '5:00'\ndates = [2026-12-06]"),
    (
        "rule-never-fires",
        'w',
        "at = '5:00'\nfrom = 2026-12-07\nuntil = 2026-12-12\ndays = 'CN'",
    ),
    (
        "rules-clash",
        'w',
        "at = '5:00'\n[[when]]\ncron = '0 0 5 1 * *'",
    ),
    (
        "season-day-invalid",
        'w',
        "at = '5:00'\nseason = { from = '02-30', until = '04-01' }",
    ),
    (
        "spacing-not-days",
        'i',
        "pick = { column = 'cchc', spacing = '36h' }",
    ),
    ("table-missing", 'f', "title = 'a'\n[[when]]\nat = '5:00'"),
    (
        "table-not-array",
        'f',
        "title = 'a'\n[when]\nat = '5:00'\n[[item]]\nplay = 'a.mp3'",
    ),
    ("text-too-long", 't', "LONG"),
    ("text-unprintable", 't', "title = \"a\\nb\""),
    ("text-empty", 't', "title = ' '"),
    ("time-hour-range", 'w', "at = '24:00'"),
    ("time-invalid", 'w', "at = 'trưa'"),
    ("time-minute-range", 'w', "at = '5:60'"),
    ("time-notation", 'w', "at = '5 giờ 30'"),
    ("time-twice", 'w', "at = ['5:00', 05:00:00]"),
    ("toml-syntax", 'w', "at = ['5:00',, '6:00']"),
    ("unknown-key", 'w', "at = '5:00'\nexcpt = ['CN']"),
    ("value-missing", 'w', "at ="),
    ("value-out-of-range", 'i', "pause = '2h'"),
    ("value-unquoted", 'w', "at = 5:00"),
    ("weekday-number", 'w', "at = '5:00'\ndays = 2"),
    (
        "weekday-of-month-invalid",
        'w',
        "at = '5:00'\nweekday_of_month = '6 T2'",
    ),
    ("weekday-unknown", 'w', "at = '5:00'\ndays = 'T8'"),
    ("when-without-time", 'w', "days = 'T2'"),
    ("wrong-type", 't', "title = 1"),
    ("zone-unknown", 't', "title = 'a'\nzones = 'thon-9'"),
    (
        "zones-all-and-more",
        't',
        "title = 'a'\nzones = ['all', 'thon-1']",
    ),
];

#[test]
fn every_code_of_a_schedule_can_be_provoked_and_is_worded_to_the_last_value() {
    let catalogues = Language::ALL.map(Catalogue::new);
    let whole =
        |top: &str, when: &str, item: &str| format!("{top}\n[[item]]\n{item}\n[[when]]\n{when}\n");
    let (top, when, item) = ("title = 'a'", "at = '5:00'", "play = 'a.mp3'");
    for &(code, part, text) in PROVOKED {
        let text = text.replace("LONG", &format!("title = '{}'", "đ".repeat(1_001)));
        let text = text.as_str();
        let (file, text) = match part {
            't' => ("thu.toml", whole(text, when, item)),
            'w' => ("thu.toml", whole(top, text, item)),
            'i' => ("thu.toml", whole(top, when, text)),
            'n' => (text, whole(top, when, item)),
            _ => ("thu.toml", text.to_owned()),
        };
        let (_, problems) = parse(&format!("schedules/{file}"), &text);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "{text}");
        for catalogue in &catalogues {
            let (message, hint) = catalogue.diagnostic(&problems[0]);
            let said = format!("{message} {}", hint.expect("advice"));
            assert!(!said.contains("{$") && !said.contains("diag-"), "{said}");
        }
    }
    let of_bytes = ["file-utf16", "file-not-utf8"];
    let provoked: BTreeSet<&str> = PROVOKED
        .iter()
        .map(|&(code, ..)| code)
        .chain(of_bytes)
        .collect();
    let of_schedule: BTreeSet<String> = codes_in_sources()
        .into_iter()
        .filter(|(_, path)| path.components().any(|part| part.as_os_str() == "schedule"))
        .map(|(code, _)| code)
        .collect();
    assert_eq!(provoked, of_schedule.iter().map(String::as_str).collect());
}

#[test]
fn bytes_that_are_no_text_are_told_by_how_they_were_saved() {
    for (bytes, code) in [
        (&b"title = 'a'"[..], None),
        ("\u{feff}title = 'Thử'".as_bytes(), None),
        (b"\xff\xfet\x00i\x00", Some("file-utf16")),
        (b"\xfe\xff\x00t\x00i", Some("file-utf16")),
        (b"# 1\ntitle = 'Th\xf6'", Some("file-not-utf8")),
    ] {
        let mut problems = Vec::new();
        let text = text_of("schedules/thu.toml", bytes, &mut problems);
        assert_eq!(problems.first().map(|problem| problem.code), code);
        assert_eq!(text.is_none(), code.is_some());
        for problem in &problems {
            let (message, _) = Catalogue::new(Language::Vi).diagnostic(problem);
            assert!(!message.contains("{$"), "{message}");
        }
    }
}

/// Every code of a diagnostic that the sources name, with the file.
fn codes_in_sources() -> BTreeMap<String, PathBuf> {
    let mut codes = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).expect("a source");
                let source = source.split("mod tests {").next().unwrap_or_default();
                for call in [
                    "Diagnostic::error(",
                    "Diagnostic::warning(",
                    "Fault::new(",
                    " error(",
                ] {
                    for after in source.split(call).skip(1) {
                        let literal = after.trim_start().strip_prefix('"');
                        let code = literal.and_then(|rest| rest.split('"').next());
                        codes.extend(code.map(|code| (code.to_owned(), path.clone())));
                    }
                }
            }
        }
    }
    codes
}

#[test]
fn every_diagnostic_of_a_schedule_has_a_line_in_the_reference() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schedule-format.md");
    let document = fs::read_to_string(document).expect("the reference");
    for (code, path) in codes_in_sources() {
        let is_of_a_schedule = path.components().any(|part| part.as_os_str() == "schedule");
        let is_named = document.contains(&format!("`{code}`"));
        assert!(
            !is_of_a_schedule || is_named,
            "{code} of {}",
            path.display()
        );
    }
}

#[test]
fn every_diagnostic_has_words_in_both_languages() {
    let codes = codes_in_sources();
    assert!(codes.len() >= 70, "{} codes were found", codes.len());
    for language in Language::ALL {
        let catalogue = Catalogue::new(language);
        for (code, path) in &codes {
            let key = format!("diag-{code}");
            let found = catalogue.try_text(&key, &[]).is_some();
            assert!(
                found,
                "{} names {code}, which {} can't say",
                path.display(),
                language.code()
            );
        }
    }
}
