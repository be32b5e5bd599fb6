//! Tests of the reader.

use super::*;

/// Reads `text` with `read` and compares what was noted, each as `line:column code`.
fn check(text: &str, read: impl Fn(&Table<'_>), expected: &[&str]) {
    let mut problems = Vec::new();
    let document = Document::parse("a.toml", text, &mut problems);
    read(&document.root());
    let usable = document.finish();
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            format!(
                "{}:{} {}",
                problem.place.line, problem.place.column, problem.code
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
    assert_eq!(usable, expected.is_empty(), "{text}");
}

fn nothing(_: &Table<'_>) {}

#[test]
fn every_slip_of_syntax_has_its_own_message_and_the_rest_is_still_read() {
    check("a = “05:45”\n", nothing, &["1:5 quotes-curly"]);
    check("a = [\"T2\", “T4”]\r\n", nothing, &["1:12 quotes-curly"]);
    check("a = 1\na = 2\n", nothing, &["2:1 key-twice"]);
    check("a = 1\n[a]\n", nothing, &["2:2 key-twice"]);
    check("a = Chuyên mục\n", nothing, &["1:5 value-unquoted"]);
    check("a = 05/12/2026\n", nothing, &["1:5 date-day-first"]);
    check("a = 2026-02-30\n", nothing, &["1:5 date-not-in-calendar"]);
    check("a = 05h30\n", nothing, &["1:5 time-notation"]);
    check("a = 5:45\n", nothing, &["1:5 value-unquoted"]);
    check("a = 25:10:00\n", nothing, &["1:5 time-hour-range"]);
    check("a = True\n", nothing, &["1:5 boolean-case"]);
    check(
        "a = thon-1\nb = nhac\nc = inform\nd = 2026\n",
        nothing,
        &[
            "1:5 value-unquoted",
            "2:5 value-unquoted",
            "3:5 value-unquoted",
        ],
    );
    check("a = \"b\nc = 1\n", nothing, &["1:7 quote-missing"]);
    check("a = 'b\n", nothing, &["1:7 quote-missing"]);
    check("a = \"nhac\\x\"\n", nothing, &["1:10 backslash"]);
    check("a = \"nhac\\d\"\n", nothing, &["1:10 backslash"]);
    check("a\n", nothing, &["1:2 equals-missing"]);
    check("a =\n", nothing, &["1:4 value-missing"]);
    check("// a\n", nothing, &["1:1 key-invalid"]);
    check("tiêu đề = 'x'\n", nothing, &["1:3 key-invalid"]);
    check("= 'x'\n", nothing, &["1:1 key-invalid"]);
    check("a: 'x'\n", nothing, &["1:2 key-invalid"]);
    check("a = [\"b\" \"c\"]\n", nothing, &["1:10 comma-missing"]);
    check("a = [1, 2\n", nothing, &["1:10 bracket-missing"]);
    check(
        "a = [1, 2\nb = 3\nc = x\n",
        nothing,
        &["1:10 bracket-missing"],
    );
    check("a = { b = 1\nc = 2\n", nothing, &["1:12 bracket-missing"]);
    check("[[when]\na = 1\n", nothing, &["1:8 bracket-missing"]);
    check("[when]]\na = 1\n", nothing, &["1:7 line-leftover"]);
    check("a = 01\n", nothing, &["1:5 toml-syntax"]);
    check(
        "a = \nb = 1\n// c\nd = 'x'\n",
        |root| {
            assert_eq!(root.integer("b", 0..=9), Some(1));
            root.integer("a", 0..=9);
            root.integer("d", 0..=9);
            root.required("e");
        },
        &["1:5 value-missing", "3:1 key-invalid", "4:5 wrong-type"],
    );
}

#[test]
fn a_byte_order_mark_is_skipped_and_places_stay_right() {
    check(
        "\u{feff}a = 1\n",
        |root| assert!(root.string("a").is_none()),
        &["1:5 wrong-type"],
    );
}

#[test]
fn text_is_read_in_nfc() {
    let text = "a = \"tie\u{302}\u{301}ng\"\n";
    check(
        text,
        |root| assert_eq!(root.string("a").as_deref(), Some("tiếng")),
        &[],
    );
}

#[test]
fn every_getter_gives_the_value_or_notes_why_not() {
    let day = CivilDay::parse("2026-12-05");
    let time = TimeOfDay::parse("05:45");
    check(
        "s = ' x '\ni = 0x10\nf = -23\nb = true\nd = 2026-12-05\ne = '2026-12-05'\nt = 05:45:00\nu = '5:45'\n\
         l = '10m'\nc = 'one'\na = ['x', 'y']\n[g]\nh = 1\n[[w]]\n[[w]]\n",
        |root| {
            assert_eq!(root.string("s").as_deref(), Some("x"));
            assert_eq!(root.integer("i", 0..=16), Some(16));
            assert_eq!(root.float("f", -70.0..=0.0), Some(-23.0));
            assert_eq!(root.bool("b"), Some(true));
            assert_eq!((root.date("d"), root.date("e")), (day, day));
            assert_eq!((root.time_of_day("t"), root.time_of_day("u")), (time, time));
            assert_eq!(root.duration_ms("l", 0..=600_000), Some(600_000));
            assert_eq!(root.choice("c", &[("one", 1), ("two", 2)]), Some(1));
            assert_eq!(
                root.strings("a"),
                Some(vec!["x".to_owned(), "y".to_owned()])
            );
            assert_eq!(root.table("g").and_then(|g| g.integer("h", 0..=1)), Some(1));
            assert_eq!(root.tables("w").len(), 2);
            root.unknown_keys_reported();
        },
        &[],
    );
    check(
        "s = 1\ni = 17\nf = inf\nb = 'true'\nd = '05/12/2026'\ne = 2026-12-05T05:00:00\nt = '25:10'\nu = '5h45'\n\
         l = '11m'\nm = 10\nc = 'onne'\na = 'x'\nz = ''\n[w]\nh = 1\n",
        |root| {
            root.string("s");
            root.integer("i", 0..=16);
            root.float("f", -70.0..=0.0);
            root.bool("b");
            root.date("d");
            root.date("e");
            root.time_of_day("t");
            root.time_of_day("u");
            root.duration_ms("l", 0..=600_000);
            root.duration_ms("m", 0..=600_000);
            root.choice("c", &[("one", 1), ("two", 2)]);
            root.strings("a");
            root.string("z");
            assert_eq!(root.tables("w")[0].integer("h", 0..=1), Some(1));
            root.unknown_keys_reported();
        },
        &[
            "1:5 wrong-type",
            "2:5 value-out-of-range",
            "3:5 value-out-of-range",
            "4:5 wrong-type",
            "5:5 date-day-first",
            "6:5 wrong-type",
            "7:5 time-hour-range",
            "8:5 time-notation",
            "9:5 value-out-of-range",
            "10:5 duration-unit-missing",
            "11:5 choice-unknown",
            "12:5 wrong-type",
            "13:5 text-empty",
            "14:1 table-not-array",
        ],
    );
}

#[test]
fn an_unknown_key_names_the_nearest_known_one_or_where_it_belongs() {
    let mut problems = Vec::new();
    let text = "tilte = 'x'\n[[when]]\nzones = []\n";
    let document = Document::parse("a.toml", text, &mut problems);
    let root = document.root();
    root.required_string("title");
    for when in root.tables("when") {
        when.unknown_keys_reported_but(&[("zones", "top")]);
    }
    root.unknown_keys_reported();
    document.finish();
    let arg = |at: usize, name| {
        let mut args = problems[at].args.iter();
        args.find(|(arg, _)| *arg == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(
        (problems[0].code, arg(0, "nearest")),
        ("unknown-key", Some("title"))
    );
    assert_eq!(
        (problems[1].code, arg(1, "home")),
        ("key-misplaced", Some("top"))
    );
    assert_eq!(problems.len(), 2);
}

#[test]
fn a_key_is_missing_where_it_is_missing_and_not_where_it_is_misspelt() {
    let read = |root: &Table<'_>| {
        for table in root.tables("w") {
            table.required("until");
            table.unknown_keys_reported();
        }
    };
    check(
        "[[w]]\nutil = 1\n[[w]]\n[[w]]\nuntl = 1\n",
        read,
        &["2:1 unknown-key", "3:1 key-missing", "5:1 unknown-key"],
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z\\[\\]{}=\",.'# \u{e9}0-9:T+-]|\n){0,60}") {
        let mut problems = Vec::new();
        let document = Document::parse("a.toml", &text, &mut problems);
        document.root().tables("a");
        document.root().unknown_keys_reported();
        document.finish();
        for problem in &problems {
            let lines = text.lines().count() + 1;
            proptest::prop_assert!(problem.place.line <= lines, "{problem:?}");
        }
    }
}
