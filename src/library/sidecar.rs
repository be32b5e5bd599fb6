//! Reads a segment's sidecar: the text file beside the audio that says what it is and who released it. Finding the
//! file and measuring the audio are done elsewhere.

use std::collections::BTreeMap;

use super::topics::{TOPICS, Topic};
use super::{Approval, Column, Found, Genre, Person, Segment, Withdrawal};
use crate::ids::{AudioPath, ColumnId, Digest, SegmentId};
use crate::schedule::diagnostic::Diagnostic;
use crate::schedule::reader::{Document, NONE, Table, Value};
use crate::schedule::spelling::{nearest, slug};
use crate::time::CivilDay;

/// The focus activities of section IV of the plan.
const ACTIVITIES: [(&str, &str); 4] = [
    ("hd1", "hd1"),
    ("hd2", "hd2"),
    ("hd3", "hd3"),
    ("hd4", "hd4"),
];

/// What of the station a sidecar may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The declared columns; `None` where `station.toml` can't be used, so that its problem is told once and not
    /// again in every sidecar.
    pub columns: Option<&'c BTreeMap<ColumnId, Column>>,
}

/// Reads the sidecar `text` of `audio`, in which `found` was found. `file` is its name for the messages.
///
/// Returns `None` where the sidecar has an error; every problem is added to `problems`.
pub fn parse_sidecar(
    file: &str,
    text: &str,
    audio: &AudioPath,
    found: Found,
    context: Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Segment> {
    let document = Document::parse(file, text, problems);
    let segment = read(&document.root(), audio, found, context);
    document.finish().then_some(segment).flatten()
}

/// Returns the segment of audio that has no sidecar that can be used: named by its file, approved by nobody, and so
/// never aired; in the library all the same, so that the record says that it was not approved and not that it was
/// missing.
pub fn unlabelled(audio: &AudioPath, found: Found) -> Segment {
    let id = SegmentId::of_audio(audio);
    let name = id.as_str().rsplit('/').next().unwrap_or_default();
    Segment {
        title: name.to_owned(),
        id: id.clone(),
        audio: audio.clone(),
        genre: guess_genre(audio),
        column: None,
        topics: Vec::new(),
        activity: None,
        producer: None,
        responsible: None,
        document: None,
        received: None,
        valid_from: None,
        valid_until: None,
        synthetic: false,
        approval: None,
        withdrawn: None,
        found,
    }
}

/// Guesses a genre from the words in a path; a piece of news where none says otherwise.
pub fn guess_genre(audio: &AudioPath) -> Genre {
    let plain = slug(audio.as_str());
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if has(&["nhac-hieu", "jingle"]) {
        Genre::Signature
    } else if has(&["loi-dan", "loi-xuong", "loi-ket", "loi-chao"]) {
        Genre::Announcement
    } else if plain.starts_with("nhac-") || has(&["am-nhac", "bai-hat", "ca-khuc"]) {
        Genre::Music
    } else if has(&["thong-bao"]) {
        Genre::Notice
    } else {
        Genre::News
    }
}

fn read(
    root: &Table<'_>,
    audio: &AudioPath,
    found: Found,
    context: Context<'_>,
) -> Option<Segment> {
    let genres: Vec<(&str, Genre)> = Genre::ALL
        .iter()
        .map(|&genre| (genre.slug(), genre))
        .collect();
    let title = root.required_title("title");
    let genre = root
        .required("genre")
        .and_then(|value| value.choice(&genres));
    let segment = Segment {
        column: column(root, context),
        topics: topics(root),
        activity: root.choice("activity", &ACTIVITIES).map(str::to_owned),
        producer: root.string("producer"),
        responsible: root.table("responsible").and_then(|table| person(&table)),
        document: root.string("document"),
        received: root.date("received"),
        valid_from: root.date("valid_from"),
        valid_until: root.date("valid_until"),
        synthetic: root.bool("synthetic").unwrap_or(false),
        approval: root.table("approval").and_then(|table| approval(&table)),
        withdrawn: root.table("withdrawn").and_then(|table| withdrawal(&table)),
        ..unlabelled(audio, found)
    };
    root.unknown_keys_reported();
    dates_compared(root, &segment);
    Some(Segment {
        title: title?,
        genre: genre?,
        ..segment
    })
}

fn column(root: &Table<'_>, context: Context<'_>) -> Option<ColumnId> {
    let value = root.value("column")?;
    let id = value.string()?;
    if let Some(columns) = context.columns
        && !columns.contains_key(id.as_str())
    {
        let known = || columns.keys().map(ColumnId::as_str);
        let known_list = match known().collect::<Vec<_>>().join(", ") {
            nothing if nothing.is_empty() => NONE.to_owned(),
            known => known,
        };
        report_unknown(
            &value,
            "column-unknown",
            &id,
            nearest(&id, known()),
            &known_list,
        );
        return None;
    }
    Some(ColumnId::new(id))
}

fn topics(root: &Table<'_>) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for value in root.array("topics").unwrap_or_default() {
        let Some(slug) = value.string() else {
            continue;
        };
        if Topic::find(&slug).is_none() {
            let near = nearest_topic(&slug);
            report_unknown(&value, "topic-unknown", &slug, near, "");
        } else if topics.contains(&slug) {
            value.report(Diagnostic::warning("topic-twice", value.place()).with("value", &slug));
        } else {
            topics.push(slug);
        }
    }
    topics
}

/// Finds the topic that was meant by a slip in its slug or by its full name.
fn nearest_topic(text: &str) -> Option<&'static str> {
    let by_name = nearest(text, TOPICS.iter().map(|topic| topic.vi))
        .and_then(|name| TOPICS.iter().find(|topic| topic.vi == name))
        .map(|topic| topic.slug);
    nearest(text, TOPICS.iter().map(|topic| topic.slug)).or(by_name)
}

fn report_unknown(
    value: &Value<'_>,
    code: &'static str,
    text: &str,
    near: Option<&str>,
    known: &str,
) {
    value.report(
        Diagnostic::error(code, value.place())
            .with("value", text)
            .with("nearest", near.unwrap_or(NONE))
            .with("known", known),
    );
}

fn person(table: &Table<'_>) -> Option<Person> {
    let name = table.required_string("name");
    let title = table.string("title");
    table.unknown_keys_reported();
    Some(Person { name: name?, title })
}

fn approval(table: &Table<'_>) -> Option<Approval> {
    let by = table.required_string("by");
    let on = table.required("on").and_then(|value| value.date());
    let sha256 = table.required("sha256").and_then(|value| digest(&value));
    table.unknown_keys_reported();
    Some(Approval {
        by: by?,
        on: on?,
        sha256: sha256?,
    })
}

fn digest(value: &Value<'_>) -> Option<Digest> {
    let text = value.string()?;
    let digest = Digest::parse(&text);
    if digest.is_none() {
        value.report(
            Diagnostic::error("digest-invalid", value.place()).with("length", text.chars().count()),
        );
    }
    digest
}

fn withdrawal(table: &Table<'_>) -> Option<Withdrawal> {
    let on = table.required("on").and_then(|value| value.date());
    let why = table.string("why");
    table.unknown_keys_reported();
    Some(Withdrawal { on: on?, why })
}

/// Notes dates that can't all be true.
fn dates_compared(root: &Table<'_>, segment: &Segment) {
    let wrong_way = |code, key, first: Option<CivilDay>, last: Option<CivilDay>| {
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            let place = root.place_of(key);
            root.report(
                Diagnostic::error(code, place)
                    .with("first", first)
                    .with("last", last),
            );
        }
    };
    let Segment {
        valid_from,
        valid_until,
        ..
    } = segment;
    wrong_way(
        "validity-backwards",
        "valid_until",
        *valid_from,
        *valid_until,
    );
    let approved = segment.approval.as_ref().map(|approval| approval.on);
    if let (Some(on), Some(until)) = (approved, *valid_until)
        && until < on
    {
        root.report(
            Diagnostic::warning("approved-after-validity", root.place_of("approval"))
                .with("on", on)
                .with("until", until),
        );
    }
}
