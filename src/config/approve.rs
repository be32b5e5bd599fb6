//! Writes a release for air into a segment's sidecar and leaves everything else in it as it was. Whether a segment
//! may air is the library's to say.

use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike, value};

use super::scan::{self, DiskFile};
use super::{ConfigError, files};
use crate::ids::AudioPath;
use crate::library::sidecar::guess_genre;
use crate::library::{AudioFacts, stem};
use crate::schedule::diagnostic::Place;
use crate::schedule::spelling::nfc;
use crate::time::CivilDay;

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approved {
    /// The sidecar, from the station folder.
    pub sidecar: String,
    /// Whether the sidecar was made anew: then its title is the file's name and its genre is a guess, and a person
    /// should look at both.
    pub is_new: bool,
    /// Whether the sidecar also says that the segment was withdrawn: then it still does not air.
    pub is_withdrawn: bool,
}

/// Records in the sidecar of `audio` that `by` released its present bytes on the day `on`. Comments and order of an
/// existing sidecar are kept.
///
/// `facts` are those of the bytes that `by` listened to; when the file has changed since, the release does not fit
/// it and it does not air.
pub fn approve(
    dir: &Path,
    audio: &AudioPath,
    by: &str,
    on: CivilDay,
    facts: &AudioFacts,
) -> Result<Approved, ConfigError> {
    if by.trim().is_empty() {
        return Err(ConfigError::NobodyApproves);
    }
    let name = format!("audio/{audio}");
    let scan = scan::scan(dir);
    let same = |file: &&DiskFile| nfc(&file.name) == nfc(&name);
    let Some(sound) = scan.audio.iter().find(same) else {
        return Err(ConfigError::NoAudio { file: name });
    };
    let same_stem = |file: &&DiskFile| nfc(stem(&file.name)) == nfc(stem(&sound.name));
    let existing = scan.sidecars.iter().find(same_stem);
    let (sidecar, mut document) = match existing {
        Some(file) => (file.name.clone(), read(file)?),
        None => (format!("{}.toml", stem(&sound.name)), blank(audio)),
    };
    set_approval(&mut document, by.trim(), on, facts);
    files::replace(&dir.join(&sidecar), &document.to_string()).map_err(|source| {
        ConfigError::Disk {
            doing: "write",
            file: sidecar.clone(),
            source,
        }
    })?;
    Ok(Approved {
        sidecar,
        is_new: existing.is_none(),
        is_withdrawn: document.contains_key("withdrawn"),
    })
}

fn read(file: &DiskFile) -> Result<DocumentMut, ConfigError> {
    let text = files::read_text(file).map_err(|problem| ConfigError::NotToml {
        why: problem.code.to_owned(),
        place: problem.place,
    })?;
    text.parse().map_err(|error: toml_edit::TomlError| {
        let span = error.span().unwrap_or(0..0);
        ConfigError::NotToml {
            place: Place::of_span(file.name.as_str(), &text, span),
            why: error.message().to_owned(),
        }
    })
}

/// Returns a sidecar that says no more than the file's name does.
fn blank(audio: &AudioPath) -> DocumentMut {
    let path = nfc(stem(audio.as_str()));
    let title = path.rsplit('/').next().unwrap_or(&path);
    let mut document = DocumentMut::new();
    document["title"] = value(title);
    document["genre"] = value(guess_genre(audio).slug());
    document
}

fn set_approval(document: &mut DocumentMut, by: &str, on: CivilDay, facts: &AudioFacts) {
    let root = document.as_table_mut();
    if root
        .get("approval")
        .is_none_or(|item| item.as_table_like().is_none())
    {
        root.insert("approval", Item::Table(Table::new()));
    }
    let approval = root["approval"]
        .as_table_like_mut()
        .expect("approval should be a table: it was made one above");
    let (year, month, day) = on.ymd();
    let date = toml_edit::Date {
        year: u16::try_from(year).expect("a civil day's year should be 1900 to 2200"),
        month: u8::try_from(month).expect("a month should be 1 to 12"),
        day: u8::try_from(day).expect("a day should be 1 to 31"),
    };
    set(approval, "by", by.into());
    set(approval, "on", toml_edit::Datetime::from(date).into());
    set(approval, "sha256", facts.sha256.to_string().into());
}

/// Sets a value and keeps the blanks and the comment around the old one.
fn set(table: &mut dyn TableLike, key: &str, mut new: toml_edit::Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(new));
}
