//! What a sheet may refer to: the station's programmes, zones, columns, sets of days and sound files, and how a name in a
//! cell is matched with them.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use crate::ids::{AudioPath, ColumnId, ProgrammeId, ZoneId};
use crate::schedule::parse::ScheduleContext;
use crate::schedule::reader::NONE;
use crate::schedule::spelling::{nearest, nfc, slug};
use crate::schedule::{Programme, Zones};

/// The station as a sheet sees it.
#[derive(Clone, PartialEq, Debug)]
pub struct SheetContext {
    /// What a programme file may refer to.
    pub schedule: ScheduleContext,
    /// The names of zones, as people know them.
    pub zones: Vec<(ZoneId, String)>,
    /// The titles of columns.
    pub columns: Vec<(ColumnId, String)>,
    /// The programmes that can be used.
    pub programmes: Vec<Programme>,
    /// The text of every file in `schedules/` that belongs to an id, also of those that can't be used.
    pub texts: BTreeMap<ProgrammeId, String>,
    /// The sound files.
    pub audio: BTreeSet<AudioPath>,
}

/// The words for "everywhere".
const EVERYWHERE: [&str; 6] = [
    "tat-ca",
    "all",
    "toan-phuong",
    "toan-xa",
    "moi-cum-loa",
    "tat-ca-cac-cum-loa",
];

impl SheetContext {
    /// Returns the programme with this id.
    pub fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == *id)
    }

    /// Reads a column by its id or its title.
    pub fn column(&self, text: &str) -> Result<ColumnId, Fault> {
        by_name(text, &self.columns)
            .cloned()
            .ok_or_else(|| unknown("sheet-column-unknown", text, &self.columns))
    }

    /// Reads zones by ids or names; `Tất cả` is every zone.
    pub fn zones(&self, text: &str) -> Result<Zones, Fault> {
        if EVERYWHERE.contains(&slug(text).as_str()) {
            return Ok(Zones::All);
        }
        let one = |part: &str| {
            by_name(part, &self.zones)
                .cloned()
                .ok_or_else(|| unknown("sheet-zone-unknown", part.trim(), &self.zones))
        };
        // A name may have a comma of its own.
        if let Ok(zone) = one(text) {
            return Ok(Zones::Only(BTreeSet::from([zone])));
        }
        let parts = text.split([',', ';', '\n', '+']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        Ok(Zones::Only(parts.map(one).collect::<Result<_, _>>()?))
    }

    /// Returns the name by which a zone is read back.
    pub fn zone_name(&self, zone: &ZoneId) -> String {
        name_of(zone, zone.as_str(), &self.zones)
    }

    /// Writes zones as a cell says them.
    pub fn zones_text(&self, zones: &Zones) -> String {
        match zones {
            Zones::All => "Tất cả".to_owned(),
            Zones::Only(zones) => {
                let names: Vec<String> = zones.iter().map(|zone| self.zone_name(zone)).collect();
                names.join(", ")
            }
        }
    }

    /// Returns the name by which a column is read back.
    pub fn column_name(&self, column: &ColumnId) -> String {
        name_of(column, column.as_str(), &self.columns)
    }

    /// Reads a sound file by its path under `audio/`, or by its name where only one has it.
    pub fn audio(&self, text: &str) -> Result<AudioPath, Fault> {
        let path = nfc(&text.trim().replace('\\', "/"));
        let path = path.strip_prefix("audio/").unwrap_or(&path);
        let plain = |path: &str| nfc(path).to_lowercase();
        let name = |path: &str| plain(path.rsplit('/').next().unwrap_or(path));
        let whole = |audio: &&AudioPath| nfc(audio.as_str()) == path;
        if let Some(found) = self.audio.iter().find(whole) {
            return Ok(found.clone());
        }
        let mut same = self.audio.iter().filter(|audio| {
            if path.contains('/') {
                plain(audio.as_str()) == plain(path)
            } else {
                name(audio.as_str()) == name(path)
            }
        });
        if let (Some(found), None) = (same.next(), same.next()) {
            return Ok(found.clone());
        }
        let known = || self.audio.iter().map(AudioPath::as_str);
        let near =
            nearest(path, known()).or_else(|| known().find(|known| name(known) == name(path)));
        Err(Fault::new("sheet-file-missing")
            .with("value", path)
            .with("nearest", near.unwrap_or(NONE)))
    }
}

/// Finds an id by itself or by its name.
fn by_name<'n, I: AsRef<str>>(text: &str, names: &'n [(I, String)]) -> Option<&'n I> {
    let plain = slug(text);
    let mut by_id = names.iter().filter(|(id, _)| id.as_ref() == text.trim());
    let mut by_name = names.iter().filter(|(_, name)| slug(name) == plain);
    match (by_id.next(), by_name.next(), by_name.next()) {
        (Some((id, _)), ..) => Some(id),
        (None, Some((id, _)), None) => Some(id),
        _ => {
            let mut loose = names.iter().filter(|(id, _)| slug(id.as_ref()) == plain);
            loose.next().map(|(id, _)| id)
        }
    }
}

fn name_of<I: AsRef<str> + PartialEq>(id: &I, text: &str, names: &[(I, String)]) -> String {
    let found = names.iter().find(|(known, _)| known == id);
    let is_one_cell = |name: &str| !name.contains([',', ';', '\n', '+']);
    match found {
        Some((_, name))
            if by_name(name, names) == Some(id)
                && is_one_cell(name)
                && super::plain(name) == *name =>
        {
            name.clone()
        }
        _ => text.to_owned(),
    }
}

fn unknown<I: AsRef<str>>(code: &'static str, text: &str, names: &[(I, String)]) -> Fault {
    let known: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    let near = nearest(text, known.iter().copied()).unwrap_or(NONE);
    let known = match known.join(", ") {
        nothing if nothing.is_empty() => NONE.to_owned(),
        known => known,
    };
    Fault::new(code)
        .with("value", text)
        .with("nearest", near)
        .with("known", known)
}
