//! What `docs/station-format.md` says is what the code does.

use loa::library::Genre;
use loa::library::topics::{TOPICS, TopicPart};
use loa::plan::day::{Limits, PlanOptions};
use loa::schedule::calendar::parse_calendar;

use super::{sidecar, station_toml};

const REFERENCE: &str = include_str!("../../../docs/station-format.md");

/// Returns the examples of the reference that are marked with `kind`.
fn examples(kind: &str) -> Vec<&'static str> {
    let opening = format!("```toml {kind}\n");
    let blocks = REFERENCE.split(opening.as_str()).skip(1);
    blocks
        .map(|rest| rest.split("```").next().expect("an example ends"))
        .collect()
}

#[test]
fn the_examples_of_the_reference_are_read_without_a_word() {
    assert_eq!(examples("station").len(), 2);
    for text in examples("station") {
        let (read, problems) = station_toml::read(text);
        assert_eq!(problems, [], "{text}");
        assert!(read.is_some());
    }
    assert_eq!(examples("calendar").len(), 1);
    for text in examples("calendar") {
        let mut problems = Vec::new();
        let calendar = parse_calendar(text, &mut problems);
        assert_eq!(problems, [], "{text}");
        assert_eq!(calendar.map(|calendar| calendar.days.len()), Some(4));
    }
    assert_eq!(examples("sidecar").len(), 1);
    for text in examples("sidecar") {
        let (read, problems) = sidecar::read(text);
        assert_eq!(problems, [], "{text}");
        assert!(read.is_some());
    }
}

#[test]
fn the_reference_lists_every_genre_and_topic() {
    for genre in Genre::ALL {
        assert!(
            REFERENCE.contains(&format!("\n| `{}` | ", genre.slug())),
            "{genre:?}"
        );
    }
    for topic in TOPICS {
        let star = if topic.part == TopicPart::ReformCore {
            " *"
        } else {
            ""
        };
        let row = format!("\n| `{}`{star} | {} | {} |", topic.slug, topic.vi, topic.en);
        assert!(REFERENCE.contains(&row), "{row}");
    }
}

#[test]
fn the_defaults_of_the_reference_are_those_of_the_code() {
    let (said, _) = station_toml::read(examples("station")[0]);
    let (unsaid, _) = station_toml::read(station_toml::SMALL);
    let (said, unsaid) = (said.unwrap(), unsaid.unwrap());
    assert_eq!(said.output, unsaid.output);
    assert_eq!(said.latency_offset_ms, unsaid.latency_offset_ms);
    assert_eq!(said.trusted_clocks, unsaid.trusted_clocks);
    assert_eq!(said.language, unsaid.language);
    assert_eq!(unsaid.checkpoint_to, Vec::<std::path::PathBuf>::new());
    assert_eq!(said.checkpoint_to.len(), 1);
    assert_eq!(
        PlanOptions {
            one_output: true,
            allowed: Vec::new(),
            limits: Limits::default(),
            gains: Vec::new(),
            ..said.plan
        },
        unsaid.plan
    );
}

#[test]
fn every_message_of_the_station_folder_is_used() {
    let code = [
        include_str!("../../../src/config/aircheck.rs"),
        include_str!("../../../src/config/check.rs"),
        include_str!("../../../src/config/check/clashes.rs"),
        include_str!("../../../src/config/check/columns.rs"),
        include_str!("../../../src/config/hours.rs"),
        include_str!("../../../src/config/files.rs"),
        include_str!("../../../src/config/folder.rs"),
        include_str!("../../../src/config/scan.rs"),
        include_str!("../../../src/config/station.rs"),
        include_str!("../../../src/library/sidecar.rs"),
    ]
    .concat();
    let messages = include_str!("../../../src/messages/en/station.ftl");
    let codes: Vec<&str> = messages
        .lines()
        .filter_map(|line| line.strip_prefix("diag-")?.split_once(" ="))
        .map(|(code, _)| code)
        .collect();
    assert!(codes.len() >= 35, "{} codes were found", codes.len());
    for name in codes {
        assert!(
            code.contains(&format!("\"{name}\"")),
            "{name} is said by nobody"
        );
    }
}
