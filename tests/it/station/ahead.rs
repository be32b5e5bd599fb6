//! How far ahead a station folder is looked at, what its columns must hold for that, and that one mistake is told once.

use std::fmt::Write as _;

use loa::config::check::days_ahead;

use super::{Folder, STATION, TODAY, check_codes, day, plays};

/// A programme of three picks of the column `cchc`, with further keys of each pick.
fn picks(count: usize, keys: &str) -> String {
    let pick = format!("[[item]]\npick = {{ column = \"cchc\"{keys} }}\n");
    format!(
        "title = \"CCHC\"\n[[when]]\nat = \"05:45\"\n{}",
        pick.repeat(count)
    )
}

// T20: a station finds out a day ahead what it could have known a month ahead.
#[test]
fn what_ends_within_two_months_is_told_and_what_ends_later_is_not() {
    let check = |until: &str, expected: &[&str]| {
        let folder = Folder::new();
        folder
            .segment("a", 1, &format!("valid_until = {until}\n"))
            .programme("mo-dau", &plays("05:30", "a.wav"));
        check_codes(&folder, expected);
    };
    let told = ["schedules/mo-dau.toml:5 !segment-ends-soon"];
    check("2026-12-31", &told);
    check("2027-02-05", &told);
    check("2027-02-06", &[]);
}

#[test]
fn a_date_that_is_named_is_looked_at_up_to_a_year_ahead() {
    let check = |dates: &str, days: i64, expected: &[&str]| {
        let folder = Folder::new();
        let once = plays("05:35", "ngan.wav");
        folder
            .segment("dai", 600, "")
            .segment("ngan", 10, "")
            .programme("ban-tin", &plays("05:30", "dai.wav"))
            .programme(
                "mot-lan",
                &once.replace("[[item]]", &format!("{dates}\n[[item]]")),
            );
        let ahead = days_ahead(&folder.load(), day(TODAY));
        assert_eq!(ahead, days, "{dates}");
        check_codes(&folder, expected);
    };
    let cut = ["schedules/ban-tin.toml:3 !overlap-cut"];
    check("dates = [2026-12-30]", 62, &cut);
    check("dates = [2027-06-01]", 177, &cut);
    check("dates = [\"2027-06-01..2027-06-03\"]", 179, &cut);
    check("from = 2027-06-01", 177, &cut);
    check("dates = [2027-12-07]", 366, &cut);
    check("dates = [2027-12-08]", 62, &[]);
}

#[test]
fn a_column_with_less_than_one_airing_needs_is_told() {
    let check = |text: &str, expected: &[&str]| {
        let folder = Folder::new();
        folder
            .segment("a", 60, "column = \"cchc\"\n")
            .segment("b", 60, "column = \"cchc\"\n")
            .segment("cu", 60, "column = \"cchc\"\nvalid_until = 2026-12-01\n")
            .programme("cchc", text);
        check_codes(&folder, expected);
    };
    check(&picks(2, ""), &[]);
    check(&picks(3, ""), &["schedules/cchc.toml:9 !column-short"]);
    check(&picks(1, ", at_most = 2"), &[]);
    check(
        &picks(1, ", at_most = 5"),
        &["schedules/cchc.toml:5 !column-short"],
    );
    // What the time bounds wants no more than it took, and a repeat is meant.
    check(&picks(1, ", at_most = 5, up_to = \"2m\""), &[]);
    check(&picks(3, ", order = \"repeat\""), &[]);
    // One slip is told once: more spacing would not help either.
    check(
        &picks(3, ", spacing = \"2d\""),
        &["schedules/cchc.toml:9 !column-short"],
    );
}

#[test]
fn a_mistake_in_the_station_is_not_told_again_in_its_programmes() {
    let picks =
        "title = \"CCHC\"\ncolumn = \"cchc\"\n[[when]]\nat = \"05:45\"\n[[item]]\npick = {}\n";
    let folder = Folder::new();
    folder
        .segment("a", 1, "column = \"cchc\"\n")
        .programme("cchc", picks)
        .write("station.toml", format!("{STATION}[hourz]\n"));
    check_codes(&folder, &["station.toml:15 unknown-key"]);
    folder.write("station.toml", STATION);
    check_codes(&folder, &[]);
    // Nor is a column that is not there told twice in its own file.
    folder.programme("cchc", &picks.replace("cchc", "chcc"));
    check_codes(&folder, &["schedules/cchc.toml:2 column-unknown"]);
    folder.programme("cchc", &picks.replace("column = \"cchc\"\n", ""));
    check_codes(&folder, &["schedules/cchc.toml:5 pick-without-column"]);
}

#[test]
fn titles_that_nobody_can_tell_apart_are_told() {
    let folder = Folder::new();
    let (morning, noon) = (plays("05:30", "a.wav"), plays("05:50", "a.wav"));
    folder
        .segment("a", 1, "")
        .programme("sang", &morning)
        .programme("trua", &noon.replace("Lúc 05:50", "lúc  05:30"));
    check_codes(&folder, &["schedules/trua.toml:1 !title-twice"]);
    folder.programme("trua", &noon);
    check_codes(&folder, &[]);
    folder.programme("trua", &noon.replace("Lúc", "Ｌúc"));
    check_codes(&folder, &["schedules/trua.toml:1 !title-full-width"]);
}

#[test]
fn an_approval_of_a_day_that_has_not_come_is_told() {
    let folder = Folder::new();
    folder
        .segment("a", 1, "")
        .programme("mo-dau", &plays("05:30", "a.wav"));
    let path = folder.path().join("audio/a.toml");
    let sidecar = std::fs::read_to_string(path).expect("a sidecar");
    for (on, expected) in [
        ("2026-12-07", &[][..]),
        ("2026-12-08", &["audio/a.wav:0 !approved-in-future"]),
    ] {
        let sidecar = sidecar.replace("2026-12-01", on);
        assert!(sidecar.contains(on), "{sidecar}");
        folder.write("audio/a.toml", sidecar);
        check_codes(&folder, expected);
    }
}

#[test]
fn thousands_of_rules_in_one_file_are_each_judged() {
    let folder = Folder::new();
    let mut text = "title = \"Nhiều\"\n[[item]]\nplay = \"a.wav\"\n".to_owned();
    for rule in 0..3_000 {
        let (minute, second) = (rule / 60 % 60, rule % 60);
        writeln!(text, "[[when]]\nat = \"05:{minute:02}:{second:02}\"").expect("a line");
    }
    text += "[[when]]\nat = \"05:00:01\"\n";
    folder
        .write(
            "station.toml",
            STATION.replace("05:00-07:00", "05:00-07:30"),
        )
        .segment("a", 0, "")
        .programme("nhieu", &text);
    let told = folder.load().problems;
    let told: Vec<_> = told.iter().map(|one| (one.place.line, one.code)).collect();
    assert_eq!(told, [(6_004, "rules-clash")]);
}
