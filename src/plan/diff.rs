//! What has changed between two plans of a day: rundown by rundown and cue by cue, by identity. Which plans are compared
//! and how a change is worded are the caller's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cue, Fate, Plan, Rundown};
use crate::ids::{OccurrenceId, ProgrammeId};
use crate::time::UtcMs;

/// One change.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Change<'p> {
    /// What has changed.
    pub what: What,
    /// As it was; `None` for what was added.
    pub before: Option<Side<'p>>,
    /// As it is; `None` for what was removed.
    pub after: Option<Side<'p>>,
}

/// In what two plans differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another time; of a cue, another time in its rundown.
    Moved,
    /// It has another title or, of a cue, another segment or other audio.
    Content,
    /// Something else is expected to become of it: a cue is blocked for another reason or not any more, a rundown
    /// waits, is cut or gives way otherwise than before.
    Fate,
    /// Of a rundown: other zones, class, start, late or resume policy.
    Settings,
}

/// One side of a change: a rundown, or one of its cues.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Side<'p> {
    /// The rundown.
    pub rundown: &'p Rundown,
    /// The cue, where the change is of one.
    pub cue: Option<&'p Cue>,
}

impl What {
    /// Returns the stable name, for exports.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Content => "content",
            Self::Fate => "fate",
            Self::Settings => "settings",
        }
    }
}

impl Side<'_> {
    /// Returns the instant of the cue or, without one, of the rundown.
    pub fn at(&self) -> UtcMs {
        self.cue.map_or(self.rundown.at, |cue| cue.at)
    }
}

impl Change<'_> {
    /// Returns the instant by which the change is found: as it is now, or as it was.
    pub fn at(&self) -> UtcMs {
        let side = self.after.or(self.before);
        side.expect("a change should have a side").at()
    }

    /// Names the settings that differ, as the files call them; none but for a change of settings.
    pub fn settings(&self) -> Vec<&'static str> {
        match (self.what, self.before, self.after) {
            (What::Settings, Some(before), Some(after)) => settings(before.rundown, after.rundown),
            _ => Vec::new(),
        }
    }
}

/// Returns what has changed, by time.
///
/// A rundown is known by its occurrence, a cue by its number in the rundown. Of a programme, what is left over on both
/// sides is taken in the order of time for the same rundown, moved. A rundown that is new or gone is one change, and
/// so is one that gives way or does no longer. Gain and the reason of a choice are not compared: nobody hears them.
pub fn diff<'p>(before: &'p Plan, after: &'p Plan) -> Vec<Change<'p>> {
    let known = |plan: &'p Plan| -> BTreeMap<&'p OccurrenceId, &'p Rundown> {
        let rundowns = plan.rundowns.iter();
        rundowns
            .map(|rundown| (&rundown.occurrence, rundown))
            .collect()
    };
    let (old, new) = (known(before), known(after));
    let mut changes = Vec::new();
    for (occurrence, before) in &old {
        if let Some(after) = new.get(occurrence) {
            same(before, after, &mut changes);
        }
    }
    let gone = left_over(before, &new);
    let come = left_over(after, &old);
    let programmes: BTreeSet<&ProgrammeId> = gone.keys().chain(come.keys()).copied().collect();
    for programme in programmes {
        let rundowns = |of: &BTreeMap<&ProgrammeId, Vec<&'p Rundown>>| {
            of.get(programme).cloned().unwrap_or_default()
        };
        let (gone, come) = (rundowns(&gone), rundowns(&come));
        for nth in 0..gone.len().max(come.len()) {
            let side = |rundown: &&'p Rundown| Side { rundown, cue: None };
            let (before, after) = (gone.get(nth), come.get(nth));
            let what = match (before, after) {
                (Some(_), Some(_)) => What::Moved,
                (Some(_), None) => What::Removed,
                (None, _) => What::Added,
            };
            changes.push(Change {
                what,
                before: before.map(side),
                after: after.map(side),
            });
            if let (Some(before), Some(after)) = (before, after) {
                same(before, after, &mut changes);
            }
        }
    }
    changes.sort_by_key(Change::at);
    changes
}

/// The rundowns of a plan that the other plan does not know, by programme.
fn left_over<'p>(
    plan: &'p Plan,
    other: &BTreeMap<&OccurrenceId, &Rundown>,
) -> BTreeMap<&'p ProgrammeId, Vec<&'p Rundown>> {
    let mut left: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for rundown in &plan.rundowns {
        if !other.contains_key(&rundown.occurrence) {
            left.entry(&rundown.programme).or_default().push(rundown);
        }
    }
    left
}

/// Compares two rundowns that are taken for the same.
fn same<'p>(before: &'p Rundown, after: &'p Rundown, changes: &mut Vec<Change<'p>>) {
    let mut note = |what, old: Option<&'p Cue>, new: Option<&'p Cue>| {
        let side = |rundown, cue| Side { rundown, cue };
        changes.push(Change {
            what,
            before: (what != What::Added).then(|| side(before, old)),
            after: (what != What::Removed).then(|| side(after, new)),
        });
    };
    if before.title != after.title {
        note(What::Content, None, None);
    }
    if !settings(before, after).is_empty() {
        note(What::Settings, None, None);
    }
    let is_other_fate = is_other_fate(before, after);
    if is_other_fate {
        note(What::Fate, None, None);
    }
    let gives_way = |rundown: &Rundown| matches!(rundown.fate, Fate::GivesWay { .. });
    let as_a_whole = is_other_fate && (gives_way(before) || gives_way(after));
    let old: BTreeMap<&str, &Cue> = before.cues.iter().map(|cue| (number(cue), cue)).collect();
    let new: BTreeMap<&str, &Cue> = after.cues.iter().map(|cue| (number(cue), cue)).collect();
    for cue in &before.cues {
        let Some(&now) = new.get(number(cue)) else {
            note(What::Removed, Some(cue), None);
            continue;
        };
        if is_other_content(cue, now) {
            note(What::Content, Some(cue), Some(now));
        }
        if as_a_whole {
            continue;
        }
        if cue.blocked != now.blocked {
            note(What::Fate, Some(cue), Some(now));
        }
        let may_air = cue.blocked.is_none() && now.blocked.is_none();
        if may_air && cue.at - before.at != now.at - after.at {
            note(What::Moved, Some(cue), Some(now));
        }
    }
    for cue in &after.cues {
        if !old.contains_key(number(cue)) {
            note(What::Added, None, Some(cue));
        }
    }
}

/// A cue's number in its rundown, as its id ends: `2.1`.
fn number(cue: &Cue) -> &str {
    let id = cue.id.as_str();
    id.rsplit_once('#').map_or(id, |(_, number)| number)
}

fn is_other_content(before: &Cue, after: &Cue) -> bool {
    let content = |cue: &Cue| {
        let content = cue.content.as_ref();
        content.map(|content| {
            (
                content.segment.clone(),
                content.sha256,
                content.title.clone(),
            )
        })
    };
    content(before) != content(after)
}

fn is_other_fate(before: &Rundown, after: &Rundown) -> bool {
    // A fate that names an instant moves with its rundown.
    let fate = |rundown: &Rundown| match &rundown.fate {
        Fate::Clear => (0, 0, None),
        Fate::CutAt { at, by } => (1, *at - rundown.at, Some(by.clone())),
        Fate::Delayed { to, by } => (2, *to - rundown.at, Some(by.clone())),
        Fate::GivesWay { to } => (3, 0, Some(to.clone())),
    };
    fate(before) != fate(after)
}

fn settings(before: &Rundown, after: &Rundown) -> Vec<&'static str> {
    let same = [
        ("zones", before.zones == after.zones),
        ("priority", before.priority == after.priority),
        ("start", before.start == after.start),
        ("late", before.late == after.late),
        ("resume", before.resume == after.resume),
    ];
    let changed = same.into_iter().filter(|(_, same)| !same);
    changed.map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Segment;
    use crate::plan::History;
    use crate::plan::builders::{
        a_pick, a_programme, a_segment, daily, day, in_column, library, options, play,
    };
    use crate::plan::day::plan_day;
    use crate::schedule::{Item, Priority, Programme, Start};

    const DAY: &str = "2026-12-07";

    fn segments() -> Vec<Segment> {
        vec![
            a_segment("hieu", 15_000),
            a_segment("bai", 60_000),
            in_column("tin", 60_000),
        ]
    }

    fn plan(programmes: &[Programme], segments: Vec<Segment>) -> Plan {
        let library = library(segments);
        plan_day(programmes, &library, &History::new(), &options(), day(DAY))
    }

    fn programme(times: &[&str], items: &[&str]) -> Programme {
        let items = items.iter().map(|item| play(item)).collect();
        a_programme("p", vec![daily(times)], items)
    }

    /// Each change: what, the number of the cue, the time before and after.
    fn written(changes: &[Change<'_>]) -> Vec<String> {
        let clock = |side: Option<Side<'_>>| {
            side.map_or_else(
                || "-".to_owned(),
                |side| side.at().time_of_day().to_string(),
            )
        };
        let write = |change: &Change<'_>| {
            let cue = change.after.or(change.before).and_then(|side| side.cue);
            let number = cue.map(|cue| format!(" #{}", number(cue)));
            format!(
                "{}{} {} {}",
                change.what.slug(),
                number.unwrap_or_default(),
                clock(change.before),
                clock(change.after)
            )
        };
        changes.iter().map(write).collect()
    }

    fn check(before: &[Programme], after: &[Programme], expected: &[&str]) {
        let (before, after) = (plan(before, segments()), plan(after, segments()));
        assert_eq!(written(&diff(&before, &after)), expected);
        assert!(diff(&before, &before).is_empty() && diff(&after, &after).is_empty());
    }

    #[test]
    fn a_rundown_is_added_removed_or_moved_as_one() {
        let at = |times: &[&str]| [programme(times, &["hieu", "bai"])];
        check(&at(&["05:00"]), &at(&["05:00"]), &[]);
        check(&[], &at(&["05:00"]), &["added - 05:00:00"]);
        check(&at(&["05:00"]), &[], &["removed 05:00:00 -"]);
        check(
            &at(&["05:00"]),
            &at(&["06:00"]),
            &["moved 05:00:00 06:00:00"],
        );
        check(
            &at(&["05:00", "17:00"]),
            &at(&["05:30", "17:00", "18:00"]),
            &["moved 05:00:00 05:30:00", "added - 18:00:00"],
        );
        let other = a_programme("q", vec![daily(&["06:00"])], vec![play("bai")]);
        check(
            &at(&["05:00"]),
            &[other],
            &["removed 05:00:00 -", "added - 06:00:00"],
        );
    }

    #[test]
    fn cues_are_compared_by_their_number() {
        let of = |items: &[&str]| [programme(&["05:00"], items)];
        check(
            &of(&["hieu", "bai"]),
            &of(&["hieu", "bai", "hieu"]),
            &["added #3 - 05:01:15"],
        );
        check(
            &of(&["hieu", "bai"]),
            &of(&["hieu"]),
            &["removed #2 05:00:15 -"],
        );
        check(
            &of(&["hieu", "bai"]),
            &of(&["bai", "bai"]),
            &["content #1 05:00:00 05:00:00", "moved #2 05:00:15 05:01:00"],
        );
        // Moved as a whole, its cues are told only where they differ in it.
        check(
            &[programme(&["05:00"], &["hieu", "bai"])],
            &[programme(&["06:00"], &["hieu", "hieu"])],
            &["moved 05:00:00 06:00:00", "content #2 05:00:15 06:00:15"],
        );
    }

    #[test]
    fn what_is_refused_since_or_no_longer_is_a_change_of_fate() {
        let programmes = [programme(&["05:00"], &["hieu", "bai"])];
        let mut refused = segments();
        refused[0].valid_until = Some(day("2026-12-01"));
        let (before, after) = (plan(&programmes, segments()), plan(&programmes, refused));
        let expected = ["fate #1 05:00:00 05:00:00", "moved #2 05:00:15 05:00:00"];
        assert_eq!(written(&diff(&before, &after)), expected);
        let mut resealed = segments();
        for segment in &mut resealed {
            if let Some(approval) = &mut segment.approval {
                approval.sha256.0[0] ^= 1;
            }
        }
        let after = plan(&programmes, resealed);
        let whats: Vec<What> = diff(&before, &after)
            .iter()
            .map(|change| change.what)
            .collect();
        assert!(
            whats.contains(&What::Content),
            "other bytes are other content"
        );
    }

    #[test]
    fn a_rundown_that_gives_way_is_one_change_of_fate() {
        let other = |priority| {
            let mut other = a_programme("q", vec![daily(&["05:00:30"])], vec![play("bai")]);
            other.priority = priority;
            other
        };
        let one = || a_programme("p", vec![daily(&["05:01"])], vec![Item::Pick(a_pick())]);
        check(
            &[one(), other(Priority::Ordinary)],
            &[one(), other(Priority::Preferred)],
            &[
                "settings 05:00:30 05:00:30",
                "fate 05:00:30 05:00:30",
                "fate 05:01:00 05:01:00",
            ],
        );
    }

    #[test]
    fn settings_are_named_as_the_files_name_them() {
        let mut waits = programme(&["05:00"], &["hieu"]);
        waits.rules[0].start = Start::Next;
        waits.priority = Priority::Emergency;
        let (before, after) = (
            plan(&[programme(&["05:00"], &["hieu"])], segments()),
            plan(&[waits], segments()),
        );
        let changes = diff(&before, &after);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].settings(), ["priority", "start"]);
    }
}
