//! Which columns have too little for what the coming days pick from them. What is wrong with a segment by itself is
//! `check`'s.

use std::collections::{BTreeMap, BTreeSet};

use super::clashes::{clock, file_of};
use crate::config::folder::Loaded;
use crate::ids::{ColumnId, ProgrammeId};
use crate::plan::{Choice, Cue, Plan, Rundown};
use crate::reason::Reason;
use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::schedule::{Item, Pick, PickOrder};
use crate::time::CivilDay;

/// What a programme asks of one column in one airing.
#[derive(Default)]
struct Asked {
    /// How many segments it wants.
    wanted: usize,
    /// The last of the items that want them.
    index: usize,
}

/// Notes picks that find nothing, too little for one airing, or nothing that has rested for as long as was wished.
/// Each is told once, for its first time.
pub(super) fn columns(loaded: &Loaded, plans: &[Plan], problems: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for rundown in plans.iter().flat_map(|plan| &plan.rundowns) {
        let mut short = BTreeSet::new();
        for (column, asked) in asked(loaded, rundown) {
            let has = airable(loaded, column, rundown.at.day());
            if has == 0 || has >= asked.wanted {
                continue;
            }
            short.insert(column);
            if told.insert(("column-short", rundown.programme.clone(), asked.index)) {
                let problem = about(loaded, rundown, "column-short", asked.index, column);
                problems.push(problem.with("has", has).with("wanted", asked.wanted));
            }
        }
        for cue in &rundown.cues {
            let Some((index, pick)) = pick_of(loaded, rundown, cue) else {
                continue;
            };
            let reason = cue.blocked.as_ref().map(|blocked| blocked.reason);
            if matches!(reason, Some(Reason::Prohibited | Reason::Mourning)) {
                // Nothing is wrong with the column; the day is not one for it.
                continue;
            }
            let code = match (&cue.content, &cue.choice) {
                (None, _) => "column-empty",
                (Some(_), Some(Choice::SpacingGivenUp { .. })) if !short.contains(&pick.column) => {
                    "column-few"
                }
                (Some(_), _) => continue,
            };
            if !told.insert((code, rundown.programme.clone(), index)) {
                continue;
            }
            let problem = about(loaded, rundown, code, index, &pick.column);
            problems.push(if code == "column-few" {
                problem.with("spacing", pick.spacing_days)
            } else {
                problem.with("reason", reason.unwrap_or(Reason::NothingToPick).slug())
            });
        }
    }
}

/// Returns how many segments a rundown wants of each column: as many as a pick may take, or, where its time is what
/// bounds it, as many as it took. What is repeated on purpose is not counted.
fn asked<'l>(loaded: &'l Loaded, rundown: &Rundown) -> BTreeMap<&'l ColumnId, Asked> {
    let mut asked: BTreeMap<&ColumnId, Asked> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for cue in &rundown.cues {
        let Some((index, pick)) = pick_of(loaded, rundown, cue) else {
            continue;
        };
        let is_first = seen.insert(index);
        if pick.order == PickOrder::Repeat || cue.content.is_none() {
            continue;
        }
        let asked = asked.entry(&pick.column).or_default();
        asked.index = index;
        asked.wanted += match pick.up_to_ms {
            Some(_) => 1,
            None if is_first => usize::try_from(pick.at_most).unwrap_or(usize::MAX),
            None => 0,
        };
    }
    asked
}

/// Counts the segments of a column that may air on a day.
fn airable(loaded: &Loaded, column: &ColumnId, day: CivilDay) -> usize {
    let segments = loaded.library.segments.values();
    segments
        .filter(|segment| segment.column.as_ref() == Some(column) && segment.refusal(day).is_none())
        .count()
}

/// Begins a problem of a column at the item that picks from it.
fn about(
    loaded: &Loaded,
    rundown: &Rundown,
    code: &'static str,
    index: usize,
    column: &ColumnId,
) -> Diagnostic {
    let known = loaded.library.columns.get(column);
    let title = known.map_or(column.as_str(), |column| &column.title);
    Diagnostic::warning(code, item_of(loaded, &rundown.programme, index))
        .with("column", title)
        .with("time", clock(rundown.at))
        .with("date", rundown.at.day())
}

/// The place of an item of a programme.
fn item_of(loaded: &Loaded, programme: &ProgrammeId, index: usize) -> Place {
    let places = loaded.places.get(programme);
    let place = places.and_then(|places| places.items.get(index));
    place.cloned().unwrap_or_else(|| file_of(loaded, programme))
}

/// The pick that a cue comes from, with the index of its item.
fn pick_of<'l>(loaded: &'l Loaded, rundown: &Rundown, cue: &Cue) -> Option<(usize, &'l Pick)> {
    let (_, number) = cue.id.as_str().rsplit_once('#')?;
    let (item, _) = number.split_once('.')?;
    let index = item.parse::<usize>().ok()?.checked_sub(1)?;
    let mut programmes = loaded.programmes.iter();
    let programme = programmes.find(|programme| programme.id == rundown.programme)?;
    match programme.items.get(index)? {
        Item::Pick(pick) => Some((index, pick)),
        Item::Play { .. } | Item::Pause { .. } => None,
    }
}
