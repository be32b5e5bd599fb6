//! The keys of a rule that choose its days, from the text of a file to the days on which it fires.

use loa::schedule::Specificity;
use loa::time::CivilDay;

use super::schedule_format::parse;

/// Checks on which days from Monday, 2026-12-07, to 2027-02-28 a rule with these lines fires, as month-day; nothing may
/// be said of it.
fn check(lines: &str, expected: &str) {
    let text = format!("title = 'a'\n[[item]]\nplay = 'a.mp3'\n[[when]]\nat = '5:00'\n{lines}\n");
    let (programme, problems) = parse("schedules/thu.toml", &text);
    assert_eq!(problems, [], "{lines}");
    let programme = programme.expect(lines);
    let first = CivilDay::parse("2026-12-07").expect("a date");
    let fires = (0..84)
        .map(|days| first.plus(days))
        .filter(|&day| programme.rules[0].fires_on(day))
        .map(|day| day.to_string()[5..].to_owned());
    let found: Vec<String> = fires.collect();
    assert_eq!(found.join(" "), expected, "{lines}");
}

#[test]
fn dates_and_ranges_of_dates_stand_in_one_key() {
    check(
        "dates = ['2026-12-30..2027-01-02', 2026-12-08, '2027-02-01']",
        "12-08 12-30 12-31 01-01 01-02 02-01",
    );
    check("dates = '2026-12-08..2026-12-08'", "12-08");
}

#[test]
fn a_weekday_of_the_month_is_counted_or_the_last() {
    let first_mondays = "12-07 01-04 02-01";
    for text in [
        "1 T2",
        "đầu T2",
        "T2 đầu",
        "thứ Hai đầu tháng",
        "1 thứ 2",
        "first Mon",
    ] {
        check(&format!("weekday_of_month = '{text}'"), first_mondays);
    }
    check(
        "weekday_of_month = ['cuối CN', '5 T5']",
        "12-27 12-31 01-31 02-28",
    );
    for text in ["Chủ nhật cuối tháng", "last Sunday", "cuối CN"] {
        check(&format!("weekday_of_month = '{text}'"), "12-27 01-31 02-28");
    }
}

#[test]
fn a_day_of_the_month_is_skipped_where_the_month_is_too_short() {
    check("days_of_month = 31", "12-31 01-31");
    check(
        "days_of_month = [25, 'cuối']",
        "12-25 12-31 01-25 01-31 02-25 02-28",
    );
    check("days_of_month = 'last'", "12-31 01-31 02-28");
}

#[test]
fn weeks_are_counted_from_a_day_and_days_say_which_of_theirs() {
    check(
        "every = { weeks = 2, from = 2026-12-09 }",
        "12-09 12-23 01-06 01-20 02-03 02-17",
    );
    check(
        "every = { weeks = 4, from = 2026-12-09 }\ndays = ['T2', 'T4', 'CN']",
        "12-09 12-13 01-04 01-06 01-10 02-01 02-03 02-07",
    );
    check(
        "every = { weeks = 2, from = 2026-12-07 }\nweekday_of_month = 'cuối CN'",
        "12-27",
    );
}

#[test]
fn lunar_days_are_those_of_vietnam() {
    // Tết of 2027 is on 6 February; month 12 has 29 days.
    check(
        "lunar = { day = [1, 15] }",
        "12-09 12-23 01-08 01-22 02-06 02-20",
    );
    check(
        "lunar = { day = [1, 15], before = 1 }",
        "12-08 12-22 01-07 01-21 02-05 02-19",
    );
    check("lunar = { day = 23, month = 12 }", "01-30");
    check("lunar = { day = 'cuối', month = 12 }", "02-05");
    check("lunar = { day = 'last' }", "12-08 01-07 02-05");
    check(
        "lunar = { from = '27/12', until = '2/1' }",
        "02-03 02-04 02-05 02-06 02-07",
    );
}

#[test]
fn sets_of_days_choose_and_exclusions_beat_every_choice() {
    check(
        "on = 'ngay-le'",
        "12-24 02-05 02-06 02-07 02-08 02-09 02-10 02-11",
    );
    check("on = ['ngay-le']\ndays = 'CN'", "02-07");
    check("on = ['quoc-tang']", "");
    check(
        "on = ['ngay-le']\nlunar = { day = [1, 2] }\nexcept = ['T7']",
        "02-07",
    );
    check(
        "dates = ['2026-12-23..2026-12-25']\nexcept = ['ngay-le']",
        "12-23 12-25",
    );
    check(
        "lunar = { day = [1, 15] }\nexcept = ['ngay-le', 'T4']",
        "01-08 01-22 02-20",
    );
}

#[test]
fn every_key_goes_with_a_cron_line() {
    let text = "title = 'a'\n[[item]]\nplay = 'a.mp3'\n[[when]]\ncron = '0 0 5 * * T2-T6'\n\
        lunar = { day = 15 }\nevery = { weeks = 2, from = 2026-12-23 }\n";
    let (programme, problems) = parse("schedules/thu.toml", text);
    assert_eq!(problems, []);
    let rule = &programme.expect("a programme").rules[0];
    let fires = |text| rule.fires_on(CivilDay::parse(text).expect(text));
    assert!(fires("2026-12-23") && fires("2027-01-22"));
    assert!(!fires("2027-02-20"), "a Saturday");
}

#[test]
fn a_rule_is_bound_to_its_day_by_the_closest_of_its_keys() {
    let check = |lines: &str, expected: Specificity| {
        let text = format!("title = 'a'\n[[item]]\nplay = 'a.mp3'\n[[when]]\n{lines}\n");
        let (programme, _) = parse("schedules/thu.toml", &text);
        let rule = &programme.expect(lines).rules[0];
        let day = CivilDay::parse("2026-12-24").expect("a date");
        assert_eq!(rule.specificity_on(day), expected, "{lines}");
    };
    let at = |lines: &str| format!("at = '5:00'\n{lines}");
    check("at = '5:00'", Specificity::Default);
    check("cron = '0 0 5 * * *'", Specificity::Default);
    check(
        &at("days = 'hằng ngày'\nfrom = 2026-12-24\nuntil = 2026-12-24"),
        Specificity::Default,
    );
    check(&at("days = 'T5'"), Specificity::Weekday);
    check("cron = '0 0 5 24 * *'", Specificity::Weekday);
    check(&at("days_of_month = 24"), Specificity::Weekday);
    check(&at("weekday_of_month = '4 T5'"), Specificity::Weekday);
    check(&at("on = 'T5'"), Specificity::Weekday);
    check(&at("lunar = { day = 16 }\ndays = 'T5'"), Specificity::Lunar);
    check(&at("on = 'ngay-le'"), Specificity::Range);
    let range = "dates = ['2026-12-01..2026-12-31', 2026-12-23]";
    check(&at(range), Specificity::Range);
    check(
        &at("dates = ['2026-12-01..2026-12-31', 2026-12-24]"),
        Specificity::Date,
    );
}

#[test]
fn what_reaches_beyond_the_lunar_calendar_or_waits_for_years_is_warned_of() {
    let check = |lines: &str, expected: &[&str], value: Option<(&str, &str)>| {
        let text =
            format!("title = 'a'\n[[item]]\nplay = 'a.mp3'\n[[when]]\nat = '5:00'\n{lines}\n");
        let (programme, problems) = parse("schedules/thu.toml", &text);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, expected, "{lines}");
        let refused = ["value-out-of-range", "every-without-from"];
        let is_refused = codes.iter().any(|code| refused.contains(code));
        assert_eq!(programme.is_some(), !is_refused);
        let told = problems.iter().flat_map(|problem| &problem.args);
        let mut told = told.map(|(name, value)| (*name, value.as_str()));
        assert!(
            value.is_none_or(|value| told.any(|one| one == value)),
            "{problems:?}"
        );
    };
    check("lunar = { day = 15 }", &[], None);
    check("lunar = { day = 15 }\nuntil = 2050-12-31", &[], None);
    check(
        "lunar = { day = 15 }\nuntil = 2051-06-01",
        &["lunar-unknown"],
        Some(("last", "2051-01-12")),
    );
    check(
        "lunar = { day = 15 }\nfrom = 2060-01-01",
        &["lunar-unknown"],
        None,
    );
    // Month 12 has 29 days in the lunar years 2024 to 2031.
    check(
        "lunar = { day = 30, month = 12 }",
        &["lunar-far-ahead"],
        Some(("date", "2033-01-30")),
    );
    // Nor is it another line of the rule that is to blame when that ends before.
    check(
        "lunar = { day = 30, month = 12 }\nuntil = 2027-12-31",
        &["lunar-far-ahead"],
        Some(("date", "2033-01-30")),
    );
    check(
        "lunar = { day = 30, month = 12 }\nseason = { from = '06-01', until = '08-31' }",
        &["lunar-far-ahead"],
        Some(("date", "2033-01-30")),
    );
    check(
        "lunar = { day = 1, month = 1 }\nseason = { from = '06-01', until = '08-31' }",
        &["rule-never-fires"],
        Some(("last", "2051-01-12")),
    );
    // What is far away is no slip.
    check("dates = '2031-01-01..2031-01-05'", &[], None);
    check("every = { weeks = 2, from = 2031-01-01 }", &[], None);
    check("lunar = { day = 31 }", &["value-out-of-range"], None);
    check("lunar = { day = 0 }", &["value-out-of-range"], None);
    check(
        "lunar = { day = 1, month = 13 }",
        &["value-out-of-range"],
        None,
    );
    check(
        "every = { weeks = 3 }",
        &["every-without-from"],
        Some(("weeks", "3")),
    );
    check(
        "every = { weeks = 53, from = 2026-12-07 }",
        &["value-out-of-range"],
        None,
    );
    check("days_of_month = 32", &["value-out-of-range"], None);
}
