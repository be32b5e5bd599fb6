//! The plan of one civil day: which occurrences are due, drafted and resolved until the picks agree with what can be
//! heard. A rundown's cues are `draft`'s, who gives way to whom is `overlap`'s.

use std::collections::BTreeSet;

use super::draft::{Draft, Due, Found};
use super::memory::Memory;
pub use super::options::{HourGain, Limits, PlanOptions};
use super::shelf::Shelves;
use super::{Blocked, Cue, History, Plan, Rundown, limits, overlap};
use crate::ids::CueId;
use crate::library::Library;
use crate::reason::Reason;
use crate::schedule::Programme;
use crate::time::CivilDay;

/// How often a day is drafted at most. A segment whose cue loses its time to another rundown was not heard, so later
/// picks of the day are drawn again; real days settle in two rounds. Where picks and overlaps chase each other, which
/// takes several picks of different lengths in each other's time, the last round stands.
const ROUNDS: usize = 4;

/// Plans one civil day by [`Planner::day`]; whoever plans several days makes one planner for them.
pub fn plan_day(
    programmes: &[Programme],
    library: &Library,
    history: &History,
    options: &PlanOptions,
    day: CivilDay,
) -> Plan {
    Planner::new(programmes, library, options).day(history, day)
}

/// Plans days of one edition of the station's files.
pub struct Planner<'a> {
    programmes: &'a [Programme],
    library: &'a Library,
    options: &'a PlanOptions,
    shelves: Shelves<'a>,
}

impl<'a> Planner<'a> {
    /// Takes an edition. The order of `programmes` does not matter; their ids must differ.
    pub fn new(
        programmes: &'a [Programme],
        library: &'a Library,
        options: &'a PlanOptions,
    ) -> Self {
        Self {
            programmes,
            library,
            options,
            shelves: Shelves::of(library),
        }
    }

    /// Plans one civil day: every occurrence of the day, each with every cue, aired or blocked.
    ///
    /// `history` is what was heard before the first instant of `day`, also when planning in the middle of it, so that
    /// a plan made again is the same plan; for a pick, what the day airs before it counts as heard too. A programme
    /// whose items are all pauses has nothing to air and no rundown.
    ///
    /// A rundown that is due outside the allowed hours has all its cues blocked, unless its rule says why it may; one
    /// that is due inside them airs to its end, even past the closing hour, since a bulletin cut in mid-sentence
    /// serves nobody. Where a session or the day has too few minutes, whole rundowns are blocked, the last in
    /// precedence first. Emergencies air at any hour.
    pub fn day(&self, history: &History, day: CivilDay) -> Plan {
        self.plan_from(&mut Memory::of(history, &self.shelves), day)
    }

    /// Plans day after day without end, from `first` on; `history` is what was heard before it, and what a day's plan
    /// airs counts as heard for the days after.
    pub fn days(self, history: &History, first: CivilDay) -> impl Iterator<Item = Plan> + use<'a> {
        let mut memory = Memory::of(history, &self.shelves);
        (0..).map(move |days| {
            let plan = self.plan_from(&mut memory, first.plus(days));
            for cue in plan.rundowns.iter().flat_map(|rundown| &rundown.cues) {
                memory.note(cue, &self.shelves);
            }
            memory.settle();
            plan
        })
    }

    /// Plans a day from what is remembered, and leaves the memory as it was.
    fn plan_from(&self, memory: &mut Memory, day: CivilDay) -> Plan {
        let (library, options) = (self.library, self.options);
        let occurrences = occurrences(self.programmes, day);
        let mut found = Found::default();
        loop {
            let mut rundowns = Vec::new();
            found.unheard.clear();
            for _ in 0..ROUNDS {
                let before = memory.mark();
                let mut draft = Draft::new(library, &self.shelves, memory, options, &found, day);
                let drafted = occurrences.iter().filter_map(|due| draft.rundown(due));
                let drafted = drafted.collect();
                memory.back_to(before);
                rundowns = overlap::resolve(drafted);
                let displaced = displaced(&rundowns, library);
                if displaced == found.unheard {
                    break;
                }
                found.unheard = displaced;
            }
            // What is blocked frees time for others, so the day is drafted again; each turn blocks at least one more.
            let over = limits::over(&rundowns, options);
            if over.is_empty() {
                return Plan { day, rundowns };
            }
            found.over.extend(over);
        }
    }
}

/// Every occurrence of the day, by time and programme. Where two rules of a programme name the same second, the one
/// that stands first in its file wins.
fn occurrences(programmes: &[Programme], day: CivilDay) -> Vec<Due<'_>> {
    let mut due = Vec::new();
    let mut seconds = BTreeSet::new();
    for programme in programmes {
        seconds.clear();
        for rule in &programme.rules {
            for time in rule.times_on(day) {
                if seconds.insert(time.ms() / 1_000) {
                    due.push(Due {
                        time,
                        programme,
                        rule,
                    });
                }
            }
        }
    }
    due.sort_by_key(|due| (due.time, &due.programme.id));
    due
}

/// The cues that lost their time to another rundown and whose segment a pick could take: nobody rotates a jingle.
fn displaced(rundowns: &[Rundown], library: &Library) -> BTreeSet<CueId> {
    let overlapped = |blocked: &Blocked| blocked.reason == Reason::Overlapped;
    let is_rotated = |cue: &Cue| {
        let content = cue.content.as_ref();
        let segment = content.and_then(|content| library.segments.get(&content.audio));
        segment.is_some_and(|segment| segment.column.is_some())
    };
    let is_displaced = |cue: &&Cue| cue.blocked.as_ref().is_some_and(overlapped) && is_rotated(cue);
    let cues = rundowns.iter().flat_map(|rundown| &rundown.cues);
    cues.filter(is_displaced)
        .map(|cue| cue.id.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ZoneId;
    use crate::library::Segment;
    use crate::plan::Fate;
    use crate::plan::builders::{
        a_pick, a_programme, a_segment, daily, day, in_column, instant, library, options, play,
        time, write_cues, write_fate,
    };
    use crate::plan::{Choice, Heard};
    use crate::schedule::{Item, Pick, PickOrder, Priority, Start, Zones};
    use crate::time::UtcMs;

    const DAY: &str = "2026-12-07";

    fn at(text: &str) -> UtcMs {
        instant(&format!("{DAY}T{text}"))
    }

    fn plan(programmes: &[Programme], segments: Vec<Segment>, options: &PlanOptions) -> Plan {
        let library = library(segments);
        plan_day(programmes, &library, &History::new(), options, day(DAY))
    }

    // T4.
    #[test]
    fn of_two_rules_for_the_same_second_the_first_wins() {
        let mut second = daily(&["05:00", "05:00:01"]);
        second.start = Start::Next;
        let rules = vec![daily(&["05:00", "06:00"]), second, daily(&["06:00:00.500"])];
        let programme = a_programme("p", rules, vec![play("hieu")]);
        let plan = plan(&[programme], vec![a_segment("hieu", 500)], &options());
        let starts: Vec<(&str, Start)> = plan
            .rundowns
            .iter()
            .map(|rundown| (rundown.occurrence.as_str(), rundown.start))
            .collect();
        let expected = [
            ("2026-12-07T05:00:00/p", Start::Hard),
            ("2026-12-07T05:00:01/p", Start::Next),
            ("2026-12-07T06:00:00/p", Start::Hard),
        ];
        assert_eq!(starts, expected);
    }

    #[test]
    fn where_one_output_feeds_every_zone_programmes_overlap_whatever_zones_they_name() {
        for (one_output, expected) in [(false, ["clear", "clear"]), (true, ["clear", "gives way"])]
        {
            let options = PlanOptions {
                one_output,
                ..options()
            };
            let in_zone = |id: &str| {
                let mut programme = a_programme(id, vec![daily(&["05:00"])], vec![play("bai")]);
                programme.zones = Zones::Only([ZoneId::from(id)].into());
                programme
            };
            let programmes = [in_zone("a"), in_zone("b")];
            let plan = plan(&programmes, vec![a_segment("bai", 60_000)], &options);
            let fates: Vec<&str> = plan
                .rundowns
                .iter()
                .map(|rundown| match rundown.fate {
                    Fate::Clear => "clear",
                    Fate::GivesWay { .. } => "gives way",
                    Fate::CutAt { .. } | Fate::Delayed { .. } => "moved",
                })
                .collect();
            assert_eq!(fates, expected, "one output: {one_output}");
            let all = plan
                .rundowns
                .iter()
                .all(|rundown| rundown.zones == Zones::All);
            assert_eq!(all, one_output, "the plan says where it is truly heard");
        }
    }

    #[test]
    fn the_hours_bind_the_start_of_all_but_emergencies() {
        let check = |hours: &[(&str, &str)], start: &str, priority, aired: bool| {
            let mut options = options();
            options.allowed = hours.iter().map(|&(a, b)| (time(a), time(b))).collect();
            let mut programme =
                a_programme("p", vec![daily(&[start])], vec![play("bai"), play("thieu")]);
            programme.priority = priority;
            let plan = plan(&[programme], vec![a_segment("bai", 600_000)], &options);
            let expected = if aired {
                format!(
                    "#1 {start} bai, #2 {} (- thieu_tep)",
                    (at(start) + 600_000).time_of_day()
                )
            } else {
                format!("#1 {start} (bai ngoai_gio_phat), #2 {start} (- ngoai_gio_phat)")
            };
            assert_eq!(write_cues(&plan.rundowns[0]), expected, "{hours:?} {start}");
        };
        let ordinary = Priority::Ordinary;
        let hours = [("05:00", "06:30"), ("17:00", "18:00")];
        check(&hours, "04:59:59", ordinary, false);
        check(&hours, "05:00:00", ordinary, true);
        check(&hours, "06:29:59", ordinary, true); // to its end, past the closing hour
        check(&hours, "06:30:00", ordinary, false);
        check(&hours, "17:30:00", ordinary, true);
        check(&hours, "04:59:59", Priority::Preferred, false);
        check(&hours, "04:59:59", Priority::Emergency, true);
        check(&[], "03:00:00", ordinary, true);
        check(&[("22:00", "00:00")], "23:40:00", ordinary, true);
        check(&[("18:00", "05:00")], "19:00:00", ordinary, false); // crosses midnight: holds nothing
    }

    #[test]
    fn what_waits_begins_inside_the_hours_in_which_it_was_due() {
        let check = |hours: &[(&str, &str)], fate: &str| {
            let mut options = options();
            options.allowed = hours.iter().map(|&(a, b)| (time(a), time(b))).collect();
            let first = a_programme("a", vec![daily(&["05:00"])], vec![play("bai")]);
            let mut next = daily(&["05:05"]);
            next.start = Start::Next;
            let second = a_programme("b", vec![next], vec![play("bai")]);
            let plan = plan(&[first, second], vec![a_segment("bai", 600_000)], &options);
            assert_eq!(write_fate(&plan.rundowns[1]), fate, "{hours:?}");
        };
        check(&[("05:00", "05:10")], "b gives way to a");
        check(&[("05:00", "05:11")], "b delayed to 05:10 after a");
        check(
            &[("05:00", "05:10"), ("05:10", "06:00")],
            "b delayed to 05:10 after a",
        );
        check(
            &[("05:00", "05:10"), ("05:11", "06:00")],
            "b gives way to a",
        );
    }

    /// The morning picks, the evening repeats; `also` is on in the morning.
    fn morning_and_evening(also: Option<Programme>) -> Vec<String> {
        let morning = a_programme(
            "sang",
            vec![daily(&["05:45:30"])],
            vec![Item::Pick(a_pick())],
        );
        let repeat = Pick {
            order: PickOrder::Repeat,
            ..a_pick()
        };
        let evening = a_programme("toi", vec![daily(&["17:15:30"])], vec![Item::Pick(repeat)]);
        let programmes: Vec<Programme> = [evening, morning].into_iter().chain(also).collect();
        let library = library([
            in_column("cu", 300_000),
            in_column("moi", 300_000),
            a_segment("bai", 600_000),
        ]);
        let heard = Heard {
            times: 3,
            last: instant("2026-12-04T05:45:30"),
        };
        let history = History::from([("cu".into(), heard)]);
        let plan = plan_day(&programmes, &library, &history, &options(), day(DAY));
        plan.rundowns
            .iter()
            .filter(|r| r.programme.as_str() != "khac")
            .map(write_cues)
            .collect()
    }

    #[test]
    fn a_repeat_follows_what_the_same_day_has_planned() {
        let expected = ["#1.1 05:45:30 moi", "#1.1 17:15:30 moi"];
        assert_eq!(morning_and_evening(None), expected);
    }

    #[test]
    fn a_pick_that_loses_its_time_does_not_count_as_heard() {
        let mut other = a_programme("khac", vec![daily(&["05:45"])], vec![play("bai")]);
        other.priority = Priority::Preferred;
        let expected = ["#1.1 05:45:30 (moi trung_lich)", "#1.1 17:15:30 cu"];
        assert_eq!(morning_and_evening(Some(other)), expected);
    }

    #[test]
    fn a_pick_outside_the_hours_does_not_count_as_heard() {
        let rules = vec![daily(&["04:00", "05:00"])];
        let programme = a_programme("p", rules, vec![Item::Pick(a_pick())]);
        let mut options = options();
        options.allowed = vec![(time("05:00"), time("06:00"))];
        let plan = plan(&[programme], vec![in_column("a", 60_000)], &options);
        assert_eq!(
            plan.rundowns[0].cues[0].blocked.as_ref().unwrap().reason,
            Reason::OutsideHours
        );
        assert_eq!(plan.rundowns[1].cues[0].choice, Some(Choice::New));
    }
}
