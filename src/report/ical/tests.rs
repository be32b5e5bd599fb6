//! Tests of the calendar, read back as a calendar would: lines unfolded, then each event by its properties.

use std::collections::BTreeMap;

use super::*;
use crate::ids::ZoneId;
use crate::messages::Language;
use crate::plan::builders::{a_programme, a_segment, daily, day, instant, library, options, play};
use crate::plan::day::plan_day;
use crate::plan::{Fate, History};
use crate::schedule::{Programme, Start};

fn letterhead() -> Letterhead {
    Letterhead {
        id: "xa-thu".to_owned(),
        name: "Đài xã Thử".to_owned(),
        zones: BTreeMap::from([(ZoneId::from("thon-1"), "Cụm loa thôn 1".to_owned())]),
    }
}

fn plan(programmes: &[Programme]) -> Plan {
    let mut long = a_segment("dai", 60_000);
    long.title = "Phòng, chữa cháy; \\ và \"an toàn\"\n".repeat(9);
    let library = library([a_segment("hieu", 15_500), a_segment("bai", 600_000), long]);
    let date = day("2026-12-07");
    plan_day(programmes, &library, &History::new(), &options(), date)
}

fn written(programmes: &[Programme]) -> String {
    let catalogue = Catalogue::new(Language::Vi);
    let stamp = instant("2026-12-01T08:00:00.900");
    calendar(&[plan(programmes)], &letterhead(), stamp, &catalogue)
}

/// The properties of each event, as text.
fn events(calendar: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = calendar.replace("\r\n ", "");
    let mut events = Vec::new();
    for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').expect(line);
        if (name, value) == ("BEGIN", "VEVENT") {
            events.push(BTreeMap::new());
        } else if let Some(event) = events.last_mut() {
            event.insert(name.to_owned(), unescaped(value));
        }
    }
    events
}

fn unescaped(value: &str) -> String {
    let mut letters = value.chars();
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next().expect("an escape should have a letter") {
                'n' => '\n',
                other => other,
            },
            other => other,
        });
    }
    text
}

// T3: half past five in the morning is the day before in UTC.
#[test]
fn an_event_is_named_for_good_and_timed_in_utc_to_the_second() {
    let programmes = [a_programme(
        "p",
        vec![daily(&["05:30"])],
        vec![play("hieu")],
    )];
    let events = events(&written(&programmes));
    let expected = [
        ("DESCRIPTION", "05:30:00 Bài hieu"),
        ("DTEND", "20261206T223016Z"),
        ("DTSTAMP", "20261201T010000Z"),
        ("DTSTART", "20261206T223000Z"),
        ("END", "VCALENDAR"),
        ("LOCATION", "Tất cả cụm loa"),
        ("STATUS", "CONFIRMED"),
        ("SUMMARY", "Chương trình p"),
        ("TRANSP", "TRANSPARENT"),
        ("UID", "2026-12-07T05:30:00/p@xa-thu"),
    ];
    let found: Vec<(&str, &str)> = events[0]
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_does_not_air_is_cancelled_and_says_why() {
    let mut first = a_programme("a", vec![daily(&["05:00"])], vec![play("bai")]);
    first.zones = Zones::Only([ZoneId::from("thon-1")].into());
    let second = a_programme("b", vec![daily(&["05:00:30"])], vec![play("khong-co")]);
    let mut waits = daily(&["05:01"]);
    waits.start = Start::Wait { grace_ms: 1_000 };
    let third = a_programme("c", vec![waits], vec![play("hieu"), play("hieu")]);
    let programmes = [first, second, third];
    assert!(matches!(
        plan(&programmes).rundowns[2].fate,
        Fate::GivesWay { .. }
    ));
    let events = events(&written(&programmes));
    let told: Vec<(&str, &str, bool)> = events
        .iter()
        .map(|event| {
            let text = |name: &str| event[name].as_str();
            let has_end = event.contains_key("DTEND");
            (text("STATUS"), text("DESCRIPTION"), has_end)
        })
        .collect();
    let gives_way = "Bài hieu – KHÔNG PHÁT: trùng lịch (Chương trình a)";
    let twice = format!("{gives_way}\n{gives_way}");
    let expected = [
        ("CONFIRMED", "05:00:00 Bài bai", true),
        ("CANCELLED", "KHÔNG PHÁT: thiếu tệp", false),
        ("CANCELLED", twice.as_str(), false),
    ];
    assert_eq!(told, expected);
    assert_eq!(events[0]["LOCATION"], "Cụm loa thôn 1");
}

#[test]
fn what_waits_stands_at_the_time_at_which_it_will_start() {
    let first = a_programme("a", vec![daily(&["05:00"])], vec![play("bai")]);
    let mut next = daily(&["05:05"]);
    next.start = Start::Next;
    let second = a_programme("b", vec![next], vec![play("hieu")]);
    let events = events(&written(&[first, second]));
    assert_eq!(events[1]["UID"], "2026-12-07T05:05:00/b@xa-thu");
    assert_eq!(events[1]["DTSTART"], "20261206T221000Z");
    let told = "sẽ lùi đến 05:10:00, sau khi Chương trình a phát xong\n05:10:00 Bài hieu";
    assert_eq!(events[1]["DESCRIPTION"], told);
}

#[test]
fn any_text_survives_escaping_and_folding_at_75_octets() {
    let mut programme = a_programme("p", vec![daily(&["05:30"])], vec![play("dai")]);
    programme.title = "Ê,;\\n:\r\n".repeat(20);
    let text = written(&[programme.clone()]);
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    let events = events(&text);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["SUMMARY"], programme.title.replace('\r', ""));
    let content = plan(&[programme]).rundowns[0].cues[0].content.clone();
    let expected = format!("05:30:00 {}", content.unwrap().title);
    assert_eq!(events[0]["DESCRIPTION"], expected);
}
