//! Hostile files against the program itself, which may take so much memory and processor time and no more: files that
//! are all one line, all lines, all keys or all nests, links without an end, and workbooks that are more than they seem.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write as _};
use std::os::unix::fs::symlink;
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::loa::{Ended, Station, run};

/// The most that the program may take of memory, in KiB of addresses, and of the processor, in seconds. It dies beyond.
/// The most is taken by 120,000 findings in one file as JSON.
const MEMORY_KIB: u32 = 1_000_000;
const PROCESSOR_S: u32 = 60;
/// As much text as a file may have, nearly.
const BYTES: usize = 990_000;
const RIGHT: &str =
    "title = \"Thử\"\n[[when]]\nat = \"05:45\"\ndays = [\"T2\"]\n[[item]]\nplay = \"a.mp3\"\n";

/// Runs a command of a station within the limits.
fn bounded(station: &Station, args: &[&str]) -> Ended {
    let whole = station.command(args);
    let limits = format!("ulimit -v {MEMORY_KIB}; ulimit -t {PROCESSOR_S}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limits, "sh"]);
    command.arg(whole.get_program()).args(whole.get_args());
    command.env("LOA_LANG", "en").env("RUST_BACKTRACE", "0");
    run(&mut command)
}

/// Checks that a file of a station is refused within the limits, with this code and not much more to read.
fn check(file: &str, text: &str, expected: &str) {
    let station = Station::new();
    station.sound("a", 10, 400.0);
    station.write(file, text);
    for args in [&["check"][..], &["check", "--json"]] {
        let ended = bounded(&station, args);
        assert_eq!(ended.code, 1, "{file} {expected} {}", ended.err);
        assert!(ended.out.contains(expected), "{file} {expected}");
    }
    let printed = bounded(&station, &["check"]).out;
    assert!(printed.len() < 200_000, "{file} {expected}");
}

fn filled(head: &str, unit: &str) -> String {
    let times = (BYTES - head.len()) / unit.len();
    format!("{head}{}", unit.repeat(times))
}

fn numbered(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines: String = (0..count).map(line).collect();
    format!("{head}{lines}")
}

// T25: whatever a file is, reading it ends.
#[test]
fn a_programme_file_of_any_shape_is_refused_within_bounds() {
    let file = "schedules/thu.toml";
    let at = |values: &str| RIGHT.replace("\"05:45\"", &format!("[{values}]"));
    let long = "x".repeat(100_000_000);
    check(file, &format!("title = \"{long}\"\n"), "file-too-big");
    check(file, &filled("", "a = 1\r"), "line-end-alone");
    check(file, &filled("a = ", "["), "toml-syntax");
    check(file, &filled("a = ", "{a = "), "toml-syntax");
    check(file, &filled("[", "a."), "key-invalid");
    check(file, &filled("", "=======\n"), "key-invalid");
    check(file, &filled("", "\""), "equals-missing");
    let keys = numbered("", 60_000, |nth| format!("k{nth} = 1\n"));
    check(file, &format!("{keys}{RIGHT}"), "unknown-key");
    let times = filled("\"05:45\"", ", \"25:99\"");
    check(file, &at(&times[..times.len() - 200]), "time-");
    let sets = numbered("\"T2\"", 50_000, |nth| format!(", \"a{nth}\""));
    check(file, &RIGHT.replace("\"T2\"", &sets), "weekday-unknown");
    check(file, &filled(RIGHT, "[[when]]\nat = \"5\"\n"), "time-");
}

#[test]
fn a_station_file_or_a_sidecar_of_any_shape_is_refused_within_bounds() {
    let keys = numbered("", 60_000, |nth| format!("k{nth} = 1\n"));
    let head = "[station]\nid = \"a\"\nname = \"b\"\n";
    let station = Station::new();
    for text in [
        keys.clone(),
        filled(head, "[[zone]]\nid = \"z\"\nname = \"z\"\n"),
        "[station]\n".repeat(1_000_000),
    ] {
        station.write("station.toml", &text);
        let ended = bounded(&station, &["check"]);
        assert!([1, 3].contains(&ended.code), "{ended:?}");
        assert!(ended.out.len() + ended.err.len() < 200_000);
    }
    check("calendar.toml", &keys, "unknown-key");
    let station = Station::new();
    station.sound("a", 10, 400.0);
    let topics = numbered("title = \"x\"\ntopics = [", 60_000, |nth| {
        format!("\"t{nth}\", ")
    });
    for text in [keys, format!("{topics}]\n")] {
        station.write("audio/a.toml", &text);
        let ended = bounded(&station, &["check"]);
        assert_eq!(ended.code, 1, "{}", ended.err);
        assert!(ended.out.len() < 200_000);
    }
}

#[test]
fn a_file_without_an_end_is_not_read_to_it() {
    let station = Station::new();
    symlink("/dev/zero", station.path("schedules/thu.toml")).unwrap();
    assert_eq!(bounded(&station, &["check"]).code, 1);
    std::fs::remove_file(station.path("station.toml")).unwrap();
    symlink("/dev/zero", station.path("station.toml")).unwrap();
    let ended = bounded(&station, &["check"]);
    assert!([1, 3].contains(&ended.code), "{ended:?}");
}

const PACKAGE: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";

/// Makes a workbook of one sheet by hand: these pieces of its XML again and again, and one shared text.
fn workbook(pieces: &[(&str, usize)], shared: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let shared = format!("<sst><si><t>{shared}</t></si></sst>");
    for (name, text) in [
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", &shared),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    for (piece, times) in pieces {
        for _ in 0..*times {
            writer.write_all(piece.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Checks that a workbook is refused within the limits, with one of these codes.
fn check_book(pieces: &[(&str, usize)], shared: &str, expected: &[&str]) {
    let station = Station::new();
    let bytes = workbook(pieces, shared);
    std::fs::write(station.path("lich.xlsx"), &bytes).unwrap();
    let book = station.path("lich.xlsx").display().to_string();
    let ended = bounded(&station, &["import", &book, "--json"]);
    assert_eq!(ended.code, 1, "{expected:?} {}", ended.err);
    let is_told = expected.iter().any(|code| ended.out.contains(code));
    assert!(
        is_told,
        "{expected:?} {}",
        &ended.out[..ended.out.len().min(2_000)]
    );
    assert!(ended.out.len() < 200_000, "{expected:?}");
}

#[test]
fn a_workbook_that_is_more_than_it_seems_is_refused_within_bounds() {
    let open = ("<worksheet><sheetData>", 1);
    let close = ("</sheetData></worksheet>", 1);
    let blank = " ".repeat(1 << 20);
    check_book(&[(&blank, 300)], "", &["sheet-unpacks-too-big"]);
    let row = |cell: &str| format!("<row>{}</row>", cell.repeat(25));
    check_book(&[open, (&row("<c/>"), 60_000), close], "", &["sheet-empty"]);
    check_book(
        &[open, (&row("<c><v>1</v></c>"), 3_000), close],
        "",
        &["sheet-too-many-cells"],
    );
    // One text that is kept once and stands in every cell.
    let shared = "x".repeat(32_000);
    let cells = row("<c t=\"s\"><v>0</v></c>");
    check_book(
        &[open, (&cells, 1_900), close],
        &shared,
        &["sheet-too-much-text"],
    );
    let long = "x".repeat(40_000_000);
    let cell = format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    check_book(&[open, (&cell, 1), close], "", &["sheet-too-much-text"]);
    check_book(
        &[open, ("<row>", 5_000_000)],
        "",
        &["sheet-empty", "sheet-broken"],
    );
    check_book(&[("<a>", 5_000_000)], "", &["sheet-broken"]);
    let columns = ("<col min=\"1\" max=\"16384\" hidden=\"1\"/>", 500_000);
    let head = ("<worksheet><cols>", 1);
    let foot = ("</cols><sheetData/></worksheet>", 1);
    check_book(&[head, columns, foot], "", &["sheet-empty"]);
    let head = (
        "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData><mergeCells>",
        1,
    );
    let merged = ("<mergeCell ref=\"A1:XFD1048576\"/>", 1_900);
    let foot = ("</mergeCells></worksheet>", 1);
    check_book(
        &[head, merged, foot],
        "Giờ",
        &["sheet-no-headings", "sheet-broken"],
    );
}

#[test]
fn a_csv_file_of_any_shape_is_refused_within_bounds() {
    let station = Station::new();
    let heading = "Giờ,Thứ,Chương trình,Tệp\n";
    for text in [
        "\"".repeat(9_000_000),
        "a,".repeat(4_500_000),
        "\n".repeat(9_000_000),
        format!("{heading}5h,T2,{},a.mp3\n", "x".repeat(9_000_000)),
        format!("{heading}\"{}\",T2,X,a.mp3\n", "5h30; ".repeat(5_000)),
        format!("{heading}{}", "5h30,T2,X,a.mp3\n".repeat(4_990)),
    ] {
        station.write("lich.csv", &text);
        let csv = station.path("lich.csv").display().to_string();
        let ended = bounded(&station, &["import", &csv]);
        assert_eq!(
            ended.code,
            1,
            "{}",
            &ended.out[..ended.out.len().min(2_000)]
        );
    }
}
