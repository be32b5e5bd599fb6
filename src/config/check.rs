//! Tells beforehand what will not air as the operator thinks: plans the coming days from what was read and looks at
//! what became of it. What is wrong with a file by itself was told when it was read.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{Loaded, Played};
use crate::ids::{AudioPath, ProgrammeId};
use crate::library::Segment;
use crate::plan::day::Planner;
use crate::plan::{History, Plan};
use crate::reason::Reason;
use crate::schedule::Zones;
use crate::schedule::diagnostic::{Diagnostic, Place, Severity};
use crate::time::CivilDay;

mod clashes;
mod columns;

use clashes::{clashes, file_of};
use columns::columns;

/// How many days are looked ahead at least, today included: two months, in which every rule of a month comes twice. A
/// station whose files end later in the year is left in peace until then.
pub const DAYS_AHEAD: i64 = 62;

/// The most days that are looked ahead, for the sake of dates that are named one by one: a year.
pub const DAYS_AHEAD_MAX: i64 = 366;

/// How many days columns are looked at: they are filled from week to week, and what comes later is not there yet.
pub const COLUMN_DAYS_AHEAD: usize = 14;

/// Returns how many days from `today` on are looked at: up to the last date within a year that a rule names.
pub fn days_ahead(loaded: &Loaded, today: CivilDay) -> i64 {
    let rules = loaded.programmes.iter().flat_map(|one| &one.rules);
    let named = rules.flat_map(|rule| {
        let ends = rule.date_ranges.iter().map(|&(_, last)| last);
        ends.chain(rule.dates.iter().copied()).chain(rule.from)
    });
    let ahead = named.map(|day| day.days() - today.days() + 1);
    let ahead = ahead.filter(|ahead| *ahead <= DAYS_AHEAD_MAX);
    ahead.max().unwrap_or(0).max(DAYS_AHEAD)
}

/// Checks the parts of a station folder against one another for the coming [`days_ahead`] from `today` on; `history`
/// is what was heard before today. Returns the problems by place, errors and warnings.
///
/// Without a usable station no day can be planned; what needs no plan is told all the same.
pub fn check(loaded: &Loaded, history: &History, today: CivilDay) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut plans = Vec::new();
    if let Some(station) = &loaded.station {
        let planner = Planner::new(&loaded.programmes, &loaded.library, &station.plan);
        let ahead = usize::try_from(days_ahead(loaded, today)).unwrap_or(COLUMN_DAYS_AHEAD);
        plans = planner.days(history, today).take(ahead).collect();
        let soon = &plans[..COLUMN_DAYS_AHEAD.min(ahead)];
        columns(loaded, soon, &mut problems);
        clashes(loaded, &station.plan, &plans, &mut problems);
        zones(loaded, &mut problems);
    }
    segments_played(loaded, &plans, today, &mut problems);
    segments_of_columns(loaded, today, &mut problems);
    approvals(loaded, today, &mut problems);
    titles(loaded, &mut problems);
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
    for Played {
        programme,
        audio,
        place,
    } in &loaded.plays
    {
        let Some(segment) = loaded.library.segments.get(audio) else {
            continue;
        };
        if loaded.unlabelled.contains(audio) {
            continue;
        }
        let planned = programme.as_ref().and_then(|id| days.get(id));
        let planned = planned.map_or(&[][..], Vec::as_slice);
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
    let played: BTreeSet<&AudioPath> = loaded.plays.iter().map(|one| &one.audio).collect();
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

/// Approvals dated after today: they count, so that a clock that is behind silences nothing, and are most likely a
/// slip.
fn approvals(loaded: &Loaded, today: CivilDay, problems: &mut Vec<Diagnostic>) {
    for segment in loaded.library.segments.values() {
        let Some(approval) = segment.approval.as_ref().filter(|one| today < one.on) else {
            continue;
        };
        let place = Place::file(format!("audio/{}", segment.audio));
        problems.push(
            Diagnostic::warning("approved-in-future", place)
                .with("title", &segment.title)
                .with("by", &approval.by)
                .with("on", approval.on),
        );
    }
}

/// Programmes that people can't tell apart by their titles.
fn titles(loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, &ProgrammeId> = BTreeMap::new();
    for programme in &loaded.programmes {
        let title = programme.title.to_lowercase();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let other = *first.entry(title).or_insert(&programme.id);
        if *other == programme.id {
            continue;
        }
        let places = loaded.places.get(&programme.id);
        let place = places.map_or_else(|| file_of(loaded, &programme.id), |p| p.title.clone());
        problems.push(
            Diagnostic::warning("title-twice", place)
                .with("title", &programme.title)
                .with("other", file_of(loaded, other).file),
        );
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
