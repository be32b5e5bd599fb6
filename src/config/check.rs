//! Tells beforehand what will not air as the operator thinks: plans the coming days from what was read and looks at
//! what became of it. What is wrong with a file by itself was told when it was read.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::Loaded;
use crate::ids::{AudioPath, ProgrammeId};
use crate::library::Segment;
use crate::plan::day::Planner;
use crate::plan::{Choice, Cue, History, Plan, Rundown};
use crate::reason::Reason;
use crate::schedule::diagnostic::{Diagnostic, Place, Severity};
use crate::schedule::{Item, Pick, Zones};
use crate::time::CivilDay;

mod clashes;

use clashes::{clashes, clock, file_of};

/// How many days are looked ahead, today included: a fortnight shows every weekly slot twice.
pub const DAYS_AHEAD: usize = 14;

/// Checks the parts of a station folder against one another for the coming fourteen days from `today` on; `history`
/// is what was heard before today. Returns the problems by place, errors and warnings.
///
/// Without a usable station there is nothing to check against, and nothing is returned.
pub fn check(loaded: &Loaded, history: &History, today: CivilDay) -> Vec<Diagnostic> {
    let Some(station) = &loaded.station else {
        return Vec::new();
    };
    let planner = Planner::new(&loaded.programmes, &loaded.library, &station.plan);
    let days = planner.days(history, today);
    let plans: Vec<Plan> = days.take(DAYS_AHEAD).collect();
    let mut problems = Vec::new();
    segments_played(loaded, &plans, today, &mut problems);
    segments_of_columns(loaded, today, &mut problems);
    columns(loaded, &plans, &mut problems);
    clashes(loaded, &station.plan, &plans, &mut problems);
    zones(loaded, &mut problems);
    problems.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    problems
}

/// Files that the schedule names: what may not air today is an error, what may not air on a planned day a warning.
fn segments_played(
    loaded: &Loaded,
    plans: &[Plan],
    today: CivilDay,
    problems: &mut Vec<Diagnostic>,
) {
    let days = days_of(plans);
    for (programme, audio, place) in loaded.plays() {
        let Some(segment) = loaded.library.segments.get(audio) else {
            continue;
        };
        if loaded.unlabelled.contains(audio) {
            continue;
        }
        let planned = days.get(&programme.id).map_or(&[][..], Vec::as_slice);
        match segment.refusal(today) {
            Some(Reason::NotYetValid) | None => {
                let refused = planned
                    .iter()
                    .find_map(|&day| Some((day, segment.refusal(day)?)));
                if let Some((day, reason)) = refused {
                    problems.extend(refusal(
                        segment,
                        reason,
                        Severity::Warning,
                        place,
                        Some(day),
                    ));
                }
            }
            Some(reason) => {
                problems.extend(refusal(segment, reason, Severity::Error, place, None));
            }
        }
    }
}

/// The days on which each programme is planned, first to last.
fn days_of(plans: &[Plan]) -> BTreeMap<&ProgrammeId, Vec<CivilDay>> {
    let mut days: BTreeMap<&ProgrammeId, Vec<CivilDay>> = BTreeMap::new();
    for plan in plans {
        for rundown in &plan.rundowns {
            let days = days.entry(&rundown.programme).or_default();
            if days.last() != Some(&plan.day) {
                days.push(plan.day);
            }
        }
    }
    days
}

/// Segments of columns that wait for a person: not approved, or altered since. One that expired or was withdrawn has
/// only come to its end, and is not told again for ever.
fn segments_of_columns(loaded: &Loaded, today: CivilDay, problems: &mut Vec<Diagnostic>) {
    let played: BTreeSet<&AudioPath> = loaded.plays().map(|(_, audio, _)| audio).collect();
    for segment in loaded.library.segments.values() {
        let waits = matches!(
            segment.refusal(today),
            Some(Reason::NotApproved | Reason::FileAltered)
        );
        let has_sidecar = !loaded.unlabelled.contains(&segment.audio);
        if waits && has_sidecar && !played.contains(&segment.audio) {
            let place = Place::file(format!("audio/{}", segment.audio));
            let reason = segment.refusal(today).unwrap_or(Reason::NotApproved);
            problems.extend(refusal(segment, reason, Severity::Warning, &place, None));
        }
    }
}

/// Words a refusal; `None` for what was told when the file was read.
fn refusal(
    segment: &Segment,
    reason: Reason,
    severity: Severity,
    place: &Place,
    planned: Option<CivilDay>,
) -> Option<Diagnostic> {
    let withdrawn = segment.withdrawn.as_ref().map(|withdrawal| withdrawal.on);
    let make = |code| Diagnostic {
        severity,
        ..Diagnostic::error(code, place.clone()).with("title", &segment.title)
    };
    let problem = match (reason, planned) {
        (Reason::NotApproved, _) => make("segment-not-approved").with("audio", &segment.audio),
        (Reason::FileAltered, _) => {
            let approval = segment.approval.as_ref()?;
            make("segment-altered")
                .with("audio", &segment.audio)
                .with("by", &approval.by)
                .with("on", approval.on)
        }
        (Reason::Expired, None) => make("segment-expired").with("until", segment.valid_until?),
        (Reason::Expired, Some(date)) => make("segment-ends-soon")
            .with("until", segment.valid_until?)
            .with("date", date),
        (Reason::Withdrawn, None) => make("segment-withdrawn").with("on", withdrawn?),
        (Reason::Withdrawn, Some(date)) => make("segment-withdrawn-soon")
            .with("on", withdrawn?)
            .with("date", date),
        (Reason::NotYetValid, Some(date)) => make("segment-not-yet-valid")
            .with("from", segment.valid_from?)
            .with("date", date),
        _ => return None,
    };
    Some(problem)
}

/// Picks that find nothing, or nothing that has rested for as long as was wished. Each is told once, for its first
/// time.
fn columns(loaded: &Loaded, plans: &[Plan], problems: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for rundown in plans.iter().flat_map(|plan| &plan.rundowns) {
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
                (Some(_), Some(Choice::SpacingGivenUp { .. })) => "column-few",
                (Some(_), _) => continue,
            };
            if !told.insert((code, rundown.programme.clone(), index)) {
                continue;
            }
            let column = loaded.library.columns.get(&pick.column);
            let title = column.map_or(pick.column.as_str(), |column| &column.title);
            let places = loaded.places.get(&rundown.programme);
            let place = places.and_then(|places| places.items.get(index));
            let place = place
                .cloned()
                .unwrap_or_else(|| file_of(loaded, &rundown.programme));
            let problem = Diagnostic::warning(code, place)
                .with("column", title)
                .with("time", clock(rundown.at))
                .with("date", rundown.at.day());
            problems.push(if code == "column-few" {
                problem.with("spacing", pick.spacing_days)
            } else {
                problem.with("reason", reason.unwrap_or(Reason::NothingToPick).slug())
            });
        }
    }
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

/// Programmes for some zones only, while the one output feeds them all.
fn zones(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    for programme in &loaded.programmes {
        let Zones::Only(named) = &programme.zones else {
            continue;
        };
        let zones = loaded.station.iter().flat_map(|station| &station.zones);
        if zones.into_iter().all(|zone| named.contains(&zone.id)) {
            continue;
        }
        let places = loaded.places.get(&programme.id);
        let place = places.map_or_else(|| file_of(loaded, &programme.id), |p| p.zones.clone());
        problems.push(Diagnostic::warning("zones-one-output", place));
    }
}
