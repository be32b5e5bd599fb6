//! The schedule format from outside: what a programme file means, and that every example of the reference is right.
//! What is said about wrong files is `schedule_messages`'.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use loa::ids::{ColumnId, ZoneId};
use loa::schedule::diagnostic::{Diagnostic, Severity};
use loa::schedule::parse::{ScheduleContext, parse_programme};
use loa::schedule::{DaySet, Item, Late, Priority, Programme, Resume, Start, When, Zones};
use loa::time::{CivilDay, TimeOfDay};
use proptest::prelude::*;

/// A station with three zones, three columns and two sets of days, on a Monday.
pub fn context() -> ScheduleContext {
    let day = |text| CivilDay::parse(text).expect("a date");
    let holidays = DaySet {
        weekdays: None,
        ranges: vec![
            (day("2026-12-24"), day("2026-12-24")),
            (day("2027-02-05"), day("2027-02-11")),
        ],
    };
    ScheduleContext {
        zones: ["thon-1", "thon-2", "khu-pho-an-nhon"]
            .map(ZoneId::from)
            .into(),
        columns: ["cchc", "hoi-dap-cchc", "phap-luat"]
            .map(ColumnId::from)
            .into(),
        day_sets: BTreeMap::from([
            ("ngay-le".to_owned(), holidays),
            ("quoc-tang".to_owned(), DaySet::default()),
        ]),
        today: day("2026-12-07"),
    }
}

/// Parses a programme file of that station.
pub fn parse(file: &str, text: &str) -> (Option<Programme>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let programme = parse_programme(file, text, &context(), &mut problems);
    (programme, problems)
}

#[test]
fn all_problems_of_a_file_come_in_one_pass_and_in_its_order() {
    let text = "titel = \"Thử\"\nghi chú không có dấu thăng\n[[when]]\nat = \"25:10\"\ndays = [\"T8\"]\n[[item]]\nplay = \"/a.mp3\"\n";
    let (programme, problems) = parse("schedules/thu.toml", text);
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.place.line, problem.code))
        .collect();
    let expected = [
        (1, "unknown-key"),
        (2, "equals-missing"),
        (4, "time-hour-range"),
        (5, "weekday-unknown"),
        (7, "path-absolute"),
    ];
    assert_eq!((programme, found), (None, expected.to_vec()));
}

#[test]
fn a_whole_programme_means_what_it_says() {
    let text = "\u{feff}title = \"Chuyên mục Cải cách hành chính\"\r\ncolumn = \"cchc\"\r\nzones = [\"thon-1\"]\r\n\
        priority = \"uu-tien\"\r\n[[when]]\r\nat = [\"17:00\", 05:45:30]\r\ndays = [\"T2-T4\", \"CN\"]\r\n\
        from = 2026-01-05\r\nexcept = [\"ngay-le\", \"T3\", 2026-12-09]\r\nstart = \"wait\"\r\n\
        late = { make_up_before = \"18:00\" }\r\nresume = \"restart\"\r\n[[when]]\r\ncron = \"0 0 6 1 * *\"\r\n\
        [[item]]\r\nplay = \"nhac/nhac-hie\u{323}\u{302}u.flac\"\r\n[[item]]\r\n\
        pick = { spacing = \"2 ngày\", at_most = 3, up_to = \"10 phút\" }\r\n[[item]]\r\npause = \"5s\"\r\n";
    let (programme, problems) = parse("schedules/chuyen-muc-cchc.toml", text);
    assert_eq!(problems, []);
    let programme = programme.expect("a programme");
    assert_eq!(programme.id.as_str(), "chuyen-muc-cchc");
    assert_eq!(
        programme.zones,
        Zones::Only(BTreeSet::from([ZoneId::from("thon-1")]))
    );
    assert_eq!(programme.priority, Priority::Preferred);
    let [weekly, monthly] = &programme.rules[..] else {
        panic!("two rules");
    };
    let time = |text| TimeOfDay::parse(text).expect("a time");
    assert_eq!(weekly.when, When::At(vec![time("05:45:30"), time("17:00")]));
    assert_eq!(weekly.start, Start::Wait { grace_ms: 300_000 });
    assert_eq!(weekly.late, Late::MakeUpBefore(time("18:00")));
    assert_eq!(weekly.resume, Resume::Restart);
    // T2 and T4 of the week from 2026-12-07, without 9 December; CN is there; T3 and 24 December are excepted.
    let week = (0..18).map(|days| CivilDay::parse("2026-12-07").expect("a date").plus(days));
    let fires: Vec<String> = week
        .filter(|&day| weekly.fires_on(day))
        .map(|day| day.to_string())
        .collect();
    assert_eq!(
        fires,
        [
            "2026-12-07",
            "2026-12-13",
            "2026-12-14",
            "2026-12-16",
            "2026-12-20",
            "2026-12-21",
            "2026-12-23"
        ]
    );
    assert_eq!(
        (monthly.start, monthly.late, monthly.resume),
        (Start::DEFAULT, Late::DEFAULT, Resume::DEFAULT)
    );
    assert_eq!(
        monthly.times_on(CivilDay::parse("2027-01-01").expect("a date")),
        [time("06:00")]
    );
    let [
        Item::Play { audio },
        Item::Pick(pick),
        Item::Pause { ms: 5_000 },
    ] = &programme.items[..]
    else {
        panic!("{:?}", programme.items);
    };
    assert_eq!(audio.as_str(), "nhac/nhac-hiệu.flac", "paths are in NFC");
    assert_eq!((pick.column.as_str(), pick.new_first), ("cchc", true));
    assert_eq!(
        (pick.spacing_days, pick.at_most, pick.up_to_ms),
        (2, 3, Some(600_000))
    );
}

// T13: composed or not, quoted, with an emoji, from right to left; what would break a printed line is refused.
#[test]
fn a_title_keeps_every_letter_that_can_be_printed() {
    for (written, expected) in [
        ("'Ba\u{309}n tin \"sáng\"'", Some("Bản tin \"sáng\"")),
        ("\"Bản tin 📢\"", Some("Bản tin 📢")),
        ("'שלום'", Some("שלום")),
        ("\"a\\u0000b\"", None),
        ("\"\"\"a\nb\"\"\"", None),
        ("'a\u{202e}b'", None),
    ] {
        let text = format!("title = {written}\n[[when]]\nat = '5:00'\n[[item]]\nplay = 'a.mp3'\n");
        let (programme, problems) = parse("schedules/thu.toml", &text);
        let title = programme.map(|programme| programme.title);
        assert_eq!(title.as_deref(), expected, "{problems:?}");
    }
}

#[test]
fn a_rule_is_not_warned_of_on_its_last_day_nor_when_its_last_time_is_behind() {
    for (lines, expected) in [
        ("until = 2026-12-06", &["rule-is-over"][..]),
        ("until = 2026-12-07", &[]),
        ("dates = [2026-12-01, 2026-12-07]", &[]),
        // All its Sundays are over, but it had some.
        ("from = 2026-01-01\nuntil = 2026-12-12\ndays = 'CN'", &[]),
        (
            "from = 2026-12-07\nuntil = 2026-12-12\ndays = 'CN'",
            &["rule-never-fires"],
        ),
        // 29 February 2028 is within two years, the next one that is a Monday is not.
        ("season = { from = '02-29', until = '02-29' }", &[]),
        (
            "season = { from = '02-29', until = '02-29' }\ndays = 'T2'",
            &["rule-never-fires"],
        ),
        ("from = 2040-01-01\ndays = 'CN'", &[]),
    ] {
        let text =
            format!("title = 'a'\n[[item]]\nplay = 'a.mp3'\n[[when]]\nat = '5:00'\n{lines}\n");
        let (programme, problems) = parse("schedules/thu.toml", &text);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, expected, "{lines}");
        assert!(programme.is_some(), "a warning leaves the programme usable");
    }
}

/// A small programme with everything in it, for a text that is nearly right.
const NEARLY: &str = "title = 'Thử'\ncolumn = 'cchc'\nzones = ['thon-1']\n[[when]]\nat = ['5:00', 17:00:00]\n\
    days = ['T2-T6', 'CN']\nfrom = 2026-01-01\nuntil = 2026-12-31\nexcept = ['ngay-le', '2026-12-20..2026-12-22']\n\
    late = { skip_after = '10m' }\n[[when]]\ncron = '0 0 6 1 * T2'\n[[item]]\npick = { spacing = '2d' }\n";

proptest! {
    #[test]
    fn a_file_that_is_nearly_right_is_read_or_told_what_is_wrong(
        at in 0..NEARLY.chars().count(),
        length in 0usize..6,
        put in "[a-z0-9\\[\\]{}=\"',.# \n:T-]{0,4}",
    ) {
        let kept = NEARLY.chars();
        let text: String = kept.clone().take(at).chain(put.chars()).chain(kept.skip(at + length)).collect();
        let (programme, problems) = parse("schedules/thu.toml", &text);
        let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert_eq!(programme.is_none(), is_wrong, "{:?} in {}", problems, text);
        if let Some(programme) = programme {
            prop_assert!(!programme.rules.is_empty() && !programme.items.is_empty(), "{}", text);
        }
    }
}

/// The fenced `toml` blocks of a document, each with the line on which it begins.
fn toml_blocks(document: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.trim() == "```toml" {
            let block = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| line.trim() != "```");
            blocks.push((number + 1, block.collect::<Vec<_>>().join("\n")));
        }
    }
    blocks
}

#[test]
fn every_example_of_the_reference_is_a_programme_without_a_flaw() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schedule-format.md");
    let document = fs::read_to_string(document).expect("the reference");
    let blocks = toml_blocks(&document);
    assert!(blocks.len() >= 10, "{} examples were found", blocks.len());
    for (line, block) in blocks {
        let (programme, problems) = parse("schedules/example.toml", &block);
        assert_eq!(problems, [], "docs/schedule-format.md:{line}");
        assert!(programme.is_some(), "docs/schedule-format.md:{line}");
    }
}
