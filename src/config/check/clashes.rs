//! Which rundowns of the coming days don't air as their rule says, because of the hours, of the minutes, or of one
//! another. What is wrong with their files is `check`'s.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::folder::Loaded;
use crate::ids::{OccurrenceId, ProgrammeId};
use crate::plan::day::PlanOptions;
use crate::plan::{Cue, Fate, Plan, Rundown, TAIL_MS};
use crate::reason::Reason;
use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::time::{CivilDay, TimeOfDay, UtcMs};

/// One kind of clash between a programme at a time of day and another, over all days.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind<'p> {
    programme: &'p ProgrammeId,
    time: TimeOfDay,
    code: &'static str,
    other: String,
}

/// Where a clash happens first, and on how many days.
struct Seen {
    first: UtcMs,
    args: Vec<(&'static str, String)>,
    days: BTreeSet<CivilDay>,
}

/// In which way a rundown does not air as its rule says.
struct Clash<'r> {
    code: &'static str,
    other: Option<&'r OccurrenceId>,
    args: Vec<(&'static str, String)>,
}

/// Notes rundowns that don't air as their rule says. A clash that comes every week is told once, with its first date.
pub(super) fn clashes(
    loaded: &Loaded,
    options: &PlanOptions,
    plans: &[Plan],
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<Kind<'_>, Seen> = BTreeMap::new();
    let titles: BTreeMap<&str, &str> = loaded
        .programmes
        .iter()
        .map(|programme| (programme.id.as_str(), programme.title.as_str()))
        .collect();
    for rundown in plans.iter().flat_map(|plan| &plan.rundowns) {
        let Some(clash) = clash(rundown, options) else {
            continue;
        };
        let id = clash.other.map_or("", programme_of);
        let kind = Kind {
            programme: &rundown.programme,
            time: rundown.at.time_of_day(),
            code: clash.code,
            other: titles.get(id).map_or(id, |title| title).to_owned(),
        };
        let entry = seen.entry(kind).or_insert_with(|| Seen {
            first: rundown.at,
            args: clash.args,
            days: BTreeSet::new(),
        });
        entry.days.insert(rundown.at.day());
    }
    let mut hours = Hours {
        loaded,
        rules: BTreeMap::new(),
    };
    problems.extend(seen.into_iter().map(|(kind, seen)| {
        let place = hours.of(kind.programme, seen.first);
        let make = match kind.code {
            // It never airs, whatever the day; the others may be meant.
            "outside-hours" | "too-early" => Diagnostic::error,
            _ => Diagnostic::warning,
        };
        let mut problem = make(kind.code, place)
            .with("time", clock(seen.first))
            .with("date", seen.first.day())
            .with("other", kind.other)
            .with("days", seen.days.len())
            .with("ahead", plans.len());
        problem.args.extend(seen.args);
        problem
    }));
}

/// Says in which way a rundown does not air as its rule says.
fn clash<'r>(rundown: &'r Rundown, options: &PlanOptions) -> Option<Clash<'r>> {
    let plain = |code| Clash {
        code,
        other: None,
        args: Vec::new(),
    };
    let full = |code, limit_ms: Option<i64>| Clash {
        args: vec![("limit", (limit_ms.unwrap_or(0) / 60_000).to_string())],
        ..plain(code)
    };
    let blocked = |cue: &Cue| cue.blocked.as_ref().map(|blocked| blocked.reason);
    match rundown.cues.first().and_then(blocked) {
        Some(Reason::OutsideHours) => return Some(plain("outside-hours")),
        Some(Reason::TooEarly) => return Some(plain("too-early")),
        Some(Reason::SessionFull) => return Some(full("session-full", options.limits.session_ms)),
        Some(Reason::DayFull) => return Some(full("day-full", options.limits.day_ms)),
        _ => {}
    }
    match &rundown.fate {
        Fate::GivesWay { to } => Some(Clash {
            other: Some(to),
            ..plain(if is_due_at(to, rundown.at) {
                "same-second"
            } else {
                "overlap-gives-way"
            })
        }),
        Fate::CutAt { at, by } => Some(Clash {
            other: Some(by),
            args: vec![("at", clock(*at))],
            ..plain("overlap-cut")
        }),
        // Only what was told to wait is ever delayed.
        Fate::Clear | Fate::Delayed { .. } => {
            let closes = options.closes(rundown.priority, rundown.at)?;
            let end = rundown.expected_end();
            (rundown.has_sound() && end - closes > TAIL_MS).then(|| Clash {
                args: vec![("at", clock(end)), ("end", clock(closes))],
                ..plain("window-overrun")
            })
        }
    }
}

/// The programme of an occurrence, `2026-12-07T05:45:30/PROGRAMME`.
fn programme_of(occurrence: &OccurrenceId) -> &str {
    let id = occurrence.as_str();
    id.rsplit_once('/').map_or(id, |(_, programme)| programme)
}

/// Says whether an occurrence is due at an instant.
fn is_due_at(occurrence: &OccurrenceId, at: UtcMs) -> bool {
    let due = format!("{}T{}/", at.day(), at.time_of_day());
    occurrence.as_str().starts_with(&due)
}

/// Finds the places of hours. A file may have thousands of rules, so they are gone through once for each day.
struct Hours<'l> {
    loaded: &'l Loaded,
    /// The first rule that fires at each time of a day, as in the plan, by its index.
    rules: BTreeMap<(&'l ProgrammeId, CivilDay), BTreeMap<TimeOfDay, usize>>,
}

impl<'l> Hours<'l> {
    /// Returns the place of the hour at which a programme is due at an instant.
    fn of(&mut self, id: &'l ProgrammeId, at: UtcMs) -> Place {
        let (day, time) = at.civil();
        let loaded = self.loaded;
        let rules = self.rules.entry((id, day)).or_insert_with(|| {
            let mut programmes = loaded.programmes.iter();
            let programme = programmes.find(|programme| programme.id == *id);
            let rules = programme.into_iter().flat_map(|one| &one.rules);
            let mut first = BTreeMap::new();
            for (rule, index) in rules.zip(0..) {
                for time in rule.times_on(day) {
                    first.entry(time).or_insert(index);
                }
            }
            first
        });
        let places = loaded.places.get(id);
        match places.zip(rules.get(&time)) {
            Some((places, &rule)) => places.of_time(rule, time).clone(),
            None => file_of(loaded, id),
        }
    }
}

/// The place of a programme's file as a whole.
pub(super) fn file_of(loaded: &Loaded, programme: &ProgrammeId) -> Place {
    match loaded.places.get(programme) {
        Some(places) => places.file.clone(),
        None => Place::file(format!("schedules/{programme}.toml")),
    }
}

/// Writes a time of day as people do: without seconds where they are zero.
pub(super) fn clock(at: UtcMs) -> String {
    let text = at.time_of_day().to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}
