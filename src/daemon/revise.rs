//! What a plan of a day that was planned before takes over: what was due stays as it was, and what a clock that was ahead
//! has closed before its time is planned under another name. When plans are made is `agenda`'s.

use std::collections::BTreeMap;

use crate::airing::CueHistory;
use crate::ids::{CueId, OccurrenceId};
use crate::plan::{Fate, Plan, Rundown};
use crate::time::UtcMs;

/// Brings a new plan of a day into line with `earlier`, the one before it, and with what the record knows of the cues of
/// the day.
pub fn revise(plan: &mut Plan, earlier: Option<Plan>, known: &[CueHistory], wall: UtcMs) {
    name_anew(plan, known, wall);
    if let Some(earlier) = earlier {
        keep_past(plan, earlier, wall);
    }
}

/// Puts what was due by `wall` back into a plan as the earlier plan had it: an edit can't change what has been aired or
/// missed, nor may a restart take its new cues for ones that were not aired.
fn keep_past(plan: &mut Plan, earlier: Plan, wall: UtcMs) {
    let is_past = |rundown: &Rundown| rundown.at <= wall;
    let past: Vec<Rundown> = earlier.rundowns.into_iter().filter(is_past).collect();
    plan.rundowns.retain(|new| {
        let is_same = |old: &Rundown| (old.at, &old.programme) == (new.at, &new.programme);
        !past.iter().any(is_same)
    });
    plan.rundowns.extend(past);
    plan.rundowns
        .sort_by(|a, b| (a.at, &a.occurrence).cmp(&(b.at, &b.occurrence)));
}

/// Gives another name to what is to come and stands as missed already. Only a clock that was ahead closes what is to
/// come; its closing stays on record, and a cue is closed once.
fn name_anew(plan: &mut Plan, known: &[CueHistory], wall: UtcMs) {
    let mut given_up: BTreeMap<OccurrenceId, bool> = BTreeMap::new();
    for cue in known {
        let all = given_up.entry(cue.cue.occurrence()).or_insert(true);
        // What may have been heard is not aired again.
        *all &= cue.closed && !cue.ordered;
    }
    let mut names = BTreeMap::new();
    for rundown in &mut plan.rundowns {
        if rundown.at <= wall || !rundown.has_sound() {
            continue;
        }
        let mut name = rundown.occurrence.clone();
        let mut time = 1;
        while given_up.get(&name).copied().unwrap_or(false) {
            time += 1;
            name = rundown.occurrence.again(time);
        }
        if time == 1 {
            continue;
        }
        for cue in &mut rundown.cues {
            cue.id = CueId::new(cue.id.as_str().replacen(
                rundown.occurrence.as_str(),
                name.as_str(),
                1,
            ));
        }
        names.insert(
            std::mem::replace(&mut rundown.occurrence, name.clone()),
            name,
        );
    }
    for rundown in &mut plan.rundowns {
        let blocked = rundown.cues.iter_mut();
        let blocked = blocked.filter_map(|cue| cue.blocked.as_mut()?.by.as_mut());
        let fate = match &mut rundown.fate {
            Fate::Clear => None,
            Fate::CutAt { by, .. } | Fate::Delayed { by, .. } => Some(by),
            Fate::GivesWay { to } => Some(to),
        };
        for other in blocked.chain(fate) {
            if let Some(name) = names.get(other) {
                *other = name.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Blocked;
    use crate::plan::builders::{a_rundown, instant, missing};
    use crate::reason::Reason;

    const WALL: &str = "2026-12-07T05:00";

    /// A plan of these programmes, each with two cues, at these times of 7 December.
    fn plan(programmes: &[(&str, &str)]) -> Plan {
        let rundown = |&(id, time): &(&str, &str)| {
            let at = instant(&format!("2026-12-07T{time}"));
            a_rundown(id, at, &[60_000, 60_000])
        };
        Plan {
            day: instant(WALL).day(),
            rundowns: programmes.iter().map(rundown).collect(),
        }
    }

    fn names(plan: &Plan) -> Vec<&str> {
        let names = plan.rundowns.iter();
        names
            .map(|rundown| rundown.occurrence.as_str().rsplit_once('/').unwrap().1)
            .collect()
    }

    /// What is known of the two cues of a rundown: whether each is closed, and whether it was ordered.
    fn known(of: &OccurrenceId, cues: [(bool, bool); 2]) -> Vec<CueHistory> {
        let history = |(number, (closed, ordered))| CueHistory {
            closed,
            ordered,
            ..CueHistory::planned(CueId::of(of, number, None))
        };
        (1..).zip(cues).map(history).collect()
    }

    // T2, T31
    #[test]
    fn only_what_is_to_come_and_was_given_up_unheard_gets_another_name() {
        let check = |time: &str, cues, expected: &str| {
            let mut plan = plan(&[("tin", time)]);
            let known = known(&plan.rundowns[0].occurrence.clone(), cues);
            revise(&mut plan, None, &known, instant(WALL));
            assert_eq!(names(&plan), [expected], "{time} {cues:?}");
            let rundown = &plan.rundowns[0];
            for (number, cue) in (1..).zip(&rundown.cues) {
                assert_eq!(cue.id, CueId::of(&rundown.occurrence, number, None));
            }
        };
        let missed = (true, false);
        check("05:30", [missed, missed], "tin~2");
        check("05:00", [missed, missed], "tin");
        check("05:30", [(false, false), (false, false)], "tin");
        check("05:30", [missed, (false, false)], "tin");
        check("05:30", [(true, true), missed], "tin");
        check("05:30", [missed, (true, true)], "tin");
    }

    #[test]
    fn what_has_nothing_to_air_stays_closed_as_it_was() {
        let mut plan = plan(&[("tin", "05:30")]);
        for cue in &mut plan.rundowns[0].cues {
            cue.blocked = Some(missing());
        }
        let known = known(&plan.rundowns[0].occurrence.clone(), [(true, false); 2]);
        revise(&mut plan, None, &known, instant(WALL));
        assert_eq!(names(&plan), ["tin"]);
    }

    #[test]
    fn others_name_it_by_its_new_name() {
        let mut plan = plan(&[("tin", "05:30"), ("sau", "05:31"), ("cuoi", "05:32")]);
        let tin = plan.rundowns[0].occurrence.clone();
        let to = instant("2026-12-07T05:32");
        plan.rundowns[1].fate = Fate::Delayed {
            to,
            by: tin.clone(),
        };
        plan.rundowns[2].fate = Fate::GivesWay { to: tin.clone() };
        plan.rundowns[2].cues[1].blocked = Some(Blocked {
            reason: Reason::Overlapped,
            by: Some(tin.clone()),
        });
        let known = known(&tin, [(true, false); 2]);
        revise(&mut plan, None, &known, instant(WALL));
        let again = tin.again(2);
        let by = again.clone();
        assert_eq!(plan.rundowns[1].fate, Fate::Delayed { to, by });
        let fate = Fate::GivesWay { to: again.clone() };
        assert_eq!(plan.rundowns[2].fate, fate);
        let blocked = plan.rundowns[2].cues[1].blocked.as_ref().unwrap();
        assert_eq!(blocked.by, Some(again));
    }

    // T9: an edit can't change what was due.
    #[test]
    fn what_was_due_stays_as_the_earlier_plan_had_it() {
        let mut earlier = plan(&[("som", "04:00"), ("dung", "05:00"), ("tin", "05:30")]);
        earlier.rundowns[0].occurrence = earlier.rundowns[0].occurrence.again(2);
        let mut new = plan(&[("som", "04:00"), ("them", "04:30"), ("moi", "06:00")]);
        new.rundowns[0].cues.truncate(1);
        revise(&mut new, Some(earlier), &[], instant(WALL));
        assert_eq!(names(&new), ["som~2", "them", "dung", "moi"]);
        assert_eq!(new.rundowns[0].cues.len(), 2);
    }
}
