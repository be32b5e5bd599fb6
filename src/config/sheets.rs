//! The station as a sheet sees it, out of what was read of its folder. What a sheet makes of it is `sheet`'s.

use std::collections::BTreeMap;

use super::folder::Loaded;
use super::station::Station;
use crate::ids::ProgrammeId;
use crate::schedule::parse::ScheduleContext;
use crate::sheet::context::SheetContext;
use crate::time::CivilDay;

/// Returns what a sheet may refer to.
pub fn context(loaded: &Loaded, station: &Station, today: CivilDay) -> SheetContext {
    let zones = || station.zones.iter().map(|zone| zone.id.clone());
    let columns = || station.columns.iter().map(|column| column.id.clone());
    let titles = station.columns.iter().map(|column| column.title.clone());
    let names = station.zones.iter().map(|zone| zone.name.clone());
    SheetContext {
        schedule: ScheduleContext {
            zones: zones().collect(),
            columns: columns().collect(),
            day_sets: station.day_sets.clone(),
            today,
        },
        zones: zones().zip(names).collect(),
        columns: columns().zip(titles).collect(),
        programmes: loaded.programmes.clone(),
        texts: texts(loaded),
        audio: loaded.library.segments.keys().cloned().collect(),
    }
}

fn texts(loaded: &Loaded) -> BTreeMap<ProgrammeId, String> {
    let sources = loaded.sources.iter();
    sources
        .filter_map(|(name, text)| {
            let id = name.strip_prefix("schedules/")?.strip_suffix(".toml")?;
            Some((ProgrammeId::from(id), text.clone()))
        })
        .collect()
}
