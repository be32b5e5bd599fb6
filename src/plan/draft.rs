//! Rundowns from occurrences, one round for a day: cues from items, their instants and gains. The order of rounds is
//! `day`'s; overlaps are not looked at here.

use std::collections::{BTreeMap, BTreeSet};

use super::gain::gain_db;
use super::memory::Memory;
use super::options::PlanOptions;
use super::rotation::{Chosen, pick};
use super::shelf::{Shelves, Slot};
use super::special::Mourning;
use super::{Blocked, Choice, Content, Cue, Fate, Rundown};
use crate::ids::{CueId, OccurrenceId};
use crate::library::{Library, Segment};
use crate::reason::Reason;
use crate::schedule::{Item, Pick, Priority, Programme, Rule, Start};
use crate::time::{CivilDay, TimeOfDay, UtcMs};

/// One programme that is due at one time of the day.
pub(super) struct Due<'a> {
    pub(super) time: TimeOfDay,
    pub(super) programme: &'a Programme,
    pub(super) rule: &'a Rule,
}

/// What the rounds before found.
#[derive(Default)]
pub(super) struct Found {
    /// The cues that will not be heard.
    pub(super) unheard: BTreeSet<CueId>,
    /// The occurrences for which the station has no minutes left.
    pub(super) over: BTreeMap<OccurrenceId, Reason>,
}

/// One round of drafting a day: hand it what is due in the order of time, since picks remember.
pub(super) struct Draft<'a> {
    library: &'a Library,
    shelves: &'a Shelves<'a>,
    options: &'a PlanOptions,
    found: &'a Found,
    day: CivilDay,
    memory: &'a mut Memory,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        library: &'a Library,
        shelves: &'a Shelves<'a>,
        memory: &'a mut Memory,
        options: &'a PlanOptions,
        found: &'a Found,
        day: CivilDay,
    ) -> Self {
        Self {
            library,
            shelves,
            options,
            found,
            day,
            memory,
        }
    }

    /// Returns the rundown of an occurrence, its overlaps unresolved; `None` where it is nothing but pauses.
    pub(super) fn rundown(&mut self, due: &Due<'_>) -> Option<Rundown> {
        let Due {
            time,
            programme,
            rule,
        } = *due;
        let at = self.day.at(time);
        let occurrence =
            OccurrenceId::new(format!("{day}T{time}/{}", programme.id, day = self.day));
        let unheard = &self.found.unheard;
        let bound = programme.priority != Priority::Emergency;
        let closed = self.options.closed(self.day, time).filter(|_| bound);
        let excuse = closed.and(rule.outside_hours.as_ref());
        let over = self.found.over.get(&occurrence).copied();
        let special = &self.options.special;
        let prohibited = special.is_prohibited(self.day, programme.priority);
        // No reason of a programme's own lets it air on a day on which the station is silent.
        let refusal = prohibited
            .then_some(Reason::Prohibited)
            .or(closed.filter(|_| excuse.is_none()))
            .or(over);
        let before = self.memory.mark();
        let mut cues = self.cues(&occurrence, at, programme);
        if let Some(reason) = refusal {
            block_all(&mut cues, at, reason);
        }
        // Inside the rundown every pick counts, so that it does not name a segment twice; for what comes after it,
        // only what will be heard.
        if refusal.is_some() || !unheard.is_empty() {
            self.memory.back_to(before);
            for cue in cues.iter().filter(|cue| !unheard.contains(&cue.id)) {
                self.memory.note(cue, self.shelves);
            }
        }
        (!cues.is_empty()).then(|| Rundown {
            occurrence,
            programme: programme.id.clone(),
            title: programme.title.clone(),
            at,
            zones: self.options.heard_in(&programme.zones),
            priority: programme.priority,
            specificity: rule.specificity_on(self.day),
            start: rule.start,
            late: rule.late,
            resume: rule.resume,
            cues,
            starts: at,
            fate: Fate::Clear,
            outside_hours: excuse.cloned(),
            begins_before: (rule.start != Start::Hard)
                .then(|| self.options.closes(programme.priority, at))
                .flatten(),
        })
    }

    fn cues(&mut self, occurrence: &OccurrenceId, at: UtcMs, programme: &Programme) -> Vec<Cue> {
        let special = &self.options.special;
        let mourns = special.is_mourning(self.day, programme.priority);
        let mut cues = Vec::with_capacity(programme.items.len());
        let mut at = at;
        let mut is_tuned = false;
        for (item, number) in programme.items.iter().zip(1..) {
            match item {
                Item::Pause { ms } => at = at + *ms,
                Item::Play { audio } => {
                    let id = CueId::of(occurrence, number, None);
                    let cue = match self.library.segments.get(audio) {
                        Some(segment) if mourns => {
                            self.cue_in_mourning(id, at, segment, &mut is_tuned)
                        }
                        Some(segment) => self.cue(id, at, segment, None),
                        None => nothing(id, at, Reason::FileMissing),
                    };
                    at = cue.end();
                    self.memory.note(&cue, self.shelves);
                    cues.push(cue);
                }
                Item::Pick(wish) => {
                    let shelf = self.shelves.of_column(&wish.column);
                    match self.pick(wish, shelf, mourns) {
                        Ok(chosen) => {
                            for (one, nth) in chosen.iter().zip(1..) {
                                let id = CueId::of(occurrence, number, Some(nth));
                                let cue = self.cue(id, at, one.segment, Some(one.choice));
                                at = cue.end();
                                self.memory.note(&cue, self.shelves);
                                cues.push(cue);
                            }
                        }
                        Err(reason) => {
                            cues.push(nothing(CueId::of(occurrence, number, Some(1)), at, reason));
                        }
                    }
                }
            }
        }
        cues
    }

    /// Picks from a column; in mourning only from what airs then.
    fn pick<'s>(
        &self,
        wish: &Pick,
        shelf: &[Slot<'s>],
        mourns: bool,
    ) -> Result<Vec<Chosen<'s>>, Reason> {
        if !mourns {
            return pick(wish, shelf, self.memory, self.day);
        }
        // Nobody named the tune of mourning here: it is music like any other.
        let special = &self.options.special;
        let airs = |slot: &&Slot<'_>| {
            !special.is_tune(slot.segment)
                && matches!(special.in_mourning(slot.segment), Mourning::Airs)
        };
        let airing: Vec<Slot<'s>> = shelf.iter().filter(airs).copied().collect();
        if airing.is_empty() && !shelf.is_empty() {
            return Err(Reason::Mourning);
        }
        pick(wish, &airing, self.memory, self.day)
    }

    /// The cue of a file that the schedule names, on a day of mourning. The tune of mourning stands for the first
    /// signature tune of a rundown alone: between notices it would be heard for longer than they are.
    fn cue_in_mourning(&self, id: CueId, at: UtcMs, segment: &Segment, is_tuned: &mut bool) -> Cue {
        let special = &self.options.special;
        match special.in_mourning(segment) {
            Mourning::Airs => self.cue(id, at, segment, None),
            Mourning::Replaced if !*is_tuned => {
                *is_tuned = true;
                match special.tune(self.library) {
                    Some(tune) => self.cue(id, at, tune, None),
                    None => nothing(id, at, Reason::FileMissing),
                }
            }
            Mourning::Silent | Mourning::Replaced => {
                let mut cue = self.cue(id, at, segment, None);
                cue.length_frames = 0;
                // What is wrong with the file itself stays so after the mourning.
                cue.blocked.get_or_insert(Blocked {
                    reason: Reason::Mourning,
                    by: None,
                });
                cue
            }
        }
    }

    fn cue(&self, id: CueId, at: UtcMs, segment: &Segment, choice: Option<Choice>) -> Cue {
        let refusal = segment.refusal(self.day);
        let length_frames = match (refusal, segment.facts()) {
            (None, Some(facts)) => facts.frames,
            _ => 0,
        };
        let content = Content {
            segment: segment.id.clone(),
            audio: segment.audio.clone(),
            sha256: segment.approval.as_ref().map(|approval| approval.sha256),
            title: segment.title.clone(),
            genre: segment.genre.slug().to_owned(),
            topics: segment.topics.clone(),
            producer: segment.producer.clone(),
            gain_db: segment
                .facts()
                .map_or(0.0, |facts| gain_db(facts, self.options, at.time_of_day())),
        };
        Cue {
            id,
            at,
            length_frames,
            content: Some(content),
            blocked: refusal.map(|reason| Blocked { reason, by: None }),
            choice,
        }
    }
}

/// A cue for which there is nothing to name.
fn nothing(id: CueId, at: UtcMs, reason: Reason) -> Cue {
    Cue {
        id,
        at,
        length_frames: 0,
        content: None,
        blocked: Some(Blocked { reason, by: None }),
        choice: None,
    }
}

/// Blocks every cue: the day or the hour is what the operator must change first, whatever else is wrong with a file.
/// Blocked cues take no time, so all of them stand at the instant of the rundown, `at`.
fn block_all(cues: &mut [Cue], at: UtcMs, reason: Reason) {
    for cue in cues {
        cue.at = at;
        cue.length_frames = 0;
        cue.blocked = Some(Blocked { reason, by: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Found;
    use crate::plan::builders::{
        a_pick, a_programme, a_segment, daily, day, in_column, library, options, play, time,
        write_cues,
    };
    use crate::plan::day::HourGain;
    use crate::plan::{History, MIX_RATE_HZ};
    use crate::schedule::Specificity;

    /// Drafts a rundown that is due at 05:00 on a day before which nothing was heard.
    fn draft(rule: &Rule, items: Vec<Item>, segments: Vec<Segment>) -> Option<Rundown> {
        let programme = a_programme("p", vec![], items);
        let library = library(segments);
        let (options, found) = (options(), super::Found::default());
        let shelves = Shelves::of(&library);
        let memory = &mut Memory::of(&History::new(), &shelves);
        let day = day("2026-12-07");
        Draft::new(&library, &shelves, memory, &options, &found, day).rundown(&Due {
            time: time("05:00"),
            programme: &programme,
            rule,
        })
    }

    /// The cues of such a rundown.
    fn check(items: Vec<Item>, segments: Vec<Segment>, expected: &str) {
        let rundown = draft(&daily(&["05:00"]), items, segments).expect("items with cues");
        assert_eq!(write_cues(&rundown), expected);
    }

    #[test]
    fn a_cue_begins_when_the_one_before_ends_and_a_blocked_one_takes_no_time() {
        let mut expired = a_segment("cu", 60_000);
        expired.valid_until = Some(day("2026-12-06"));
        let mut broken = a_segment("hong", 60_000);
        broken.found = Found::Broken("no frames".to_owned());
        let mut uneven = a_segment("le", 0);
        if let Found::Audio(facts) = &mut uneven.found {
            facts.frames = MIX_RATE_HZ + 1;
        }
        let segments = [a_segment("hieu", 15_000), expired, broken, uneven];
        let check = |items, expected| check(items, segments.to_vec(), expected);
        check(
            vec![play("hieu"), play("hieu")],
            "#1 05:00:00 hieu, #2 05:00:15 hieu",
        );
        check(
            vec![play("cu"), play("khong-co"), play("hong"), play("hieu")],
            "#1 05:00:00 (cu het_hieu_luc), #2 05:00:00 (- thieu_tep), \
             #3 05:00:00 (hong tep_hong), #4 05:00:00 hieu",
        );
        let pause = |ms| Item::Pause { ms };
        check(
            vec![pause(2_000), play("hieu"), pause(500), play("hieu")],
            "#2 05:00:02 hieu, #4 05:00:17.500 hieu",
        );
        check(
            vec![play("le"), play("hieu")],
            "#1 05:00:00 le, #2 05:00:01.001 hieu",
        );
    }

    #[test]
    fn a_pick_numbers_its_segments_and_an_empty_one_is_one_blocked_cue() {
        let check = |column: Vec<Segment>, expected| {
            let wish = Pick {
                at_most: 2,
                ..a_pick()
            };
            let items = vec![play("hieu"), Item::Pick(wish), play("hieu")];
            let segments = column.into_iter().chain([a_segment("hieu", 15_000)]);
            check(items, segments.collect(), expected);
        };
        check(
            vec![in_column("a", 60_000), in_column("b", 60_000)],
            "#1 05:00:00 hieu, #2.1 05:00:15 a, #2.2 05:01:15 b, #3 05:02:15 hieu",
        );
        check(
            vec![],
            "#1 05:00:00 hieu, #2.1 05:00:15 (- khong_co_tin_bai), #3 05:00:15 hieu",
        );
        let unapproved = Segment {
            approval: None,
            ..in_column("a", 60_000)
        };
        check(
            vec![unapproved],
            "#1 05:00:00 hieu, #2.1 05:00:15 (- chua_duyet), #3 05:00:15 hieu",
        );
    }

    #[test]
    fn what_the_rundown_has_aired_before_counts_for_its_pick() {
        let items = || vec![play("a"), Item::Pick(a_pick()), Item::Pick(a_pick())];
        let segments = vec![in_column("a", 60_000), in_column("b", 60_000)];
        check(
            items(),
            segments,
            "#1 05:00:00 a, #2.1 05:01:00 b, #3.1 05:02:00 a",
        );
    }

    #[test]
    fn pauses_alone_are_no_rundown() {
        let items = vec![Item::Pause { ms: 1 }];
        assert_eq!(draft(&daily(&["05:00"]), items, vec![]), None);
    }

    #[test]
    fn a_rundown_is_as_close_to_the_day_as_its_rule() {
        let specificity = |rule: &Rule| {
            let rundown = draft(rule, vec![play("a")], vec![]);
            rundown.expect("items with cues").specificity
        };
        let mut rule = daily(&["05:00"]);
        (rule.from, rule.until) = (Some(day("2026-12-07")), Some(day("2026-12-07")));
        assert_eq!(specificity(&rule), Specificity::Default);
        rule.dates = vec![day("2026-12-07")];
        assert_eq!(specificity(&rule), Specificity::Date);
    }

    // T28: what the audio was, and what it is called, must be known when file and sidecar are gone.
    #[test]
    fn a_cue_keeps_what_history_must_name() {
        let mut segment = a_segment("a", 1_000);
        segment.valid_until = Some(day("2026-12-01"));
        let rundown = draft(&daily(&["05:00"]), vec![play("a")], vec![segment.clone()]).unwrap();
        let content = rundown.cues[0].content.as_ref().unwrap();
        assert_eq!(content.segment, segment.id);
        assert_eq!(content.audio, segment.audio);
        assert_eq!(
            content.sha256,
            segment.approval.map(|approval| approval.sha256)
        );
        assert_eq!(content.title, segment.title);
        assert_eq!(content.genre, "bai");
        assert_eq!(content.topics, segment.topics);
        assert_eq!(content.producer, segment.producer);
    }

    #[test]
    fn the_gain_of_the_hour_comes_on_top_and_the_true_peak_still_holds() {
        let check = |loudness: Option<f64>, peak: f64, at: &str, expected: f32| {
            let gain = |from, until, gain_db| HourGain {
                from: time(from),
                until: time(until),
                gain_db,
            };
            let mut options = options();
            options.gains = vec![gain("04:30", "06:00", -6.0), gain("22:00", "00:00", 4.0)];
            let mut segment = a_segment("a", 60_000);
            if let Found::Audio(facts) = &mut segment.found {
                (facts.loudness_lufs, facts.true_peak_dbtp) = (loudness, Some(peak));
            }
            let programme = a_programme("p", vec![], vec![play("a")]);
            let library = library([segment]);
            let found = super::Found::default();
            let shelves = Shelves::of(&library);
            let memory = &mut Memory::of(&History::new(), &shelves);
            let day = day("2026-12-07");
            let mut draft = Draft::new(&library, &shelves, memory, &options, &found, day);
            let rundown = draft.rundown(&Due {
                time: time(at),
                programme: &programme,
                rule: &daily(&[at]),
            });
            let found_db = rundown.unwrap().cues[0].content.as_ref().unwrap().gain_db;
            assert!((found_db - expected).abs() < 1e-4, "{at}: {found_db}");
        };
        check(Some(-23.0), -3.0, "04:29:59", 0.0);
        check(Some(-23.0), -3.0, "04:30", -6.0);
        check(Some(-20.0), -3.0, "05:59:59", -9.0);
        check(Some(-23.0), -3.0, "06:00", 0.0);
        check(Some(-23.0), -10.0, "23:59", 4.0);
        check(Some(-23.0), -3.0, "23:59", 2.0); // held by the true peak
        check(Some(-30.0), -4.0, "05:00", -3.0); // softer than what the peak lets it be
        check(None, -30.0, "05:00", -6.0);
        check(None, -30.0, "22:00", 0.0); // nobody makes louder what was not measured
    }
}
