//! How many minutes a session and a day may have: which rundowns find none left. Blocking them is `day`'s.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::options::PlanOptions;
use super::overlap::kind;
use super::{Fate, Rundown};
use crate::ids::{OccurrenceId, ZoneId};
use crate::reason::Reason;
use crate::schedule::{Priority, Zones};

/// One place where people hear the station: a zone that a programme names, or `None` for all that none names.
type Ear<'a> = Option<&'a ZoneId>;

/// Returns the rundowns of a day that go over the minutes of their session or of the day, as people hear them in any
/// one zone. The minutes are given out by precedence, and a shorter rundown may still fit where a longer one does not.
pub(super) fn over(rundowns: &[Rundown], options: &PlanOptions) -> BTreeMap<OccurrenceId, Reason> {
    let limits = &options.limits;
    let mut over = BTreeMap::new();
    if limits.session_ms.is_none() && limits.day_ms.is_none() {
        return over;
    }
    let counts = |rundown: &&Rundown| {
        let gives_way = matches!(rundown.fate, Fate::GivesWay { .. });
        rundown.priority != Priority::Emergency && rundown.has_sound() && !gives_way
    };
    let mut by_precedence: Vec<&Rundown> = rundowns.iter().filter(counts).collect();
    by_precedence.sort_by_key(|rundown| {
        let class = (Reverse(rundown.priority), Reverse(rundown.specificity));
        (class, kind(rundown.start), rundown.at, &rundown.programme)
    });
    let named: BTreeSet<Ear<'_>> = by_precedence
        .iter()
        .filter_map(|rundown| match &rundown.zones {
            Zones::All => None,
            Zones::Only(zones) => Some(zones.iter().map(Some)),
        })
        .flatten()
        .chain([None])
        .collect();
    // The minutes given out so far, of a session by its number or of the whole day.
    let mut given_ms: BTreeMap<(Option<usize>, Ear<'_>), i64> = BTreeMap::new();
    for rundown in by_precedence {
        let ears: Vec<Ear<'_>> = match &rundown.zones {
            Zones::All => named.iter().copied().collect(),
            Zones::Only(zones) => zones.iter().map(Some).collect(),
        };
        let length_ms = rundown.expected_end() - rundown.starts;
        let session = options.session(rundown.at.time_of_day());
        let spans = [
            (
                session,
                limits.session_ms.filter(|_| session.is_some()),
                Reason::SessionFull,
            ),
            (None, limits.day_ms, Reason::DayFull),
        ];
        let full = spans.into_iter().find(|&(span, limit_ms, _)| {
            let given_ms = ears.iter().filter_map(|&ear| given_ms.get(&(span, ear)));
            let most_ms = given_ms.max().copied().unwrap_or(0) + length_ms;
            limit_ms.is_some_and(|limit_ms| most_ms > limit_ms)
        });
        if let Some((_, _, reason)) = full {
            over.insert(rundown.occurrence.clone(), reason);
            continue;
        }
        let spans: BTreeSet<Option<usize>> = [session, None].into();
        for (&span, &ear) in spans
            .iter()
            .flat_map(|span| ears.iter().map(move |ear| (span, ear)))
        {
            *given_ms.entry((span, ear)).or_default() += length_ms;
        }
    }
    over
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::builders::{
        a_programme, a_rule, a_segment, daily, day, library, options, play, time,
    };
    use crate::plan::day::{Limits, plan_day};
    use crate::plan::{History, Plan};
    use crate::schedule::{Programme, Season, Start, WeekdaySet};

    const DAY: &str = "2026-12-07";

    /// An ordinary programme at a time of day that is as many minutes long as its file is called.
    fn airs(id: &str, at: &str, minutes: &str) -> Programme {
        a_programme(id, vec![daily(&[at])], vec![play(minutes)])
    }

    fn plan(programmes: &[Programme], options: &PlanOptions) -> Plan {
        let lengths = ["5", "10", "20", "30", "40"];
        let segments =
            lengths.map(|minutes| a_segment(minutes, minutes.parse::<i64>().unwrap() * 60_000));
        plan_day(
            programmes,
            &library(segments),
            &History::new(),
            options,
            day(DAY),
        )
    }

    /// Two sessions, a limit for each of them and one for the day, in minutes.
    fn limited(session: i64, of_day: i64) -> PlanOptions {
        PlanOptions {
            allowed: vec![
                (time("05:00"), time("07:00")),
                (time("17:00"), time("19:00")),
            ],
            limits: Limits {
                session_ms: Some(session * 60_000),
                day_ms: Some(of_day * 60_000),
                ..Limits::default()
            },
            ..options()
        }
    }

    /// Each rundown as `programme`, with the reason where it is blocked.
    fn check(programmes: &[Programme], options: &PlanOptions, expected: &str) {
        let plan = plan(programmes, options);
        let write = |rundown: &Rundown| match &rundown.cues[0].blocked {
            Some(blocked) => format!("{} {}", rundown.programme, blocked.reason.slug()),
            None => rundown.programme.to_string(),
        };
        let found: Vec<String> = plan.rundowns.iter().map(write).collect();
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn what_goes_over_the_minutes_of_a_session_is_blocked_and_the_next_session_has_its_own() {
        let day = [
            airs("a", "05:00", "30"),
            airs("b", "05:40", "20"),
            airs("c", "06:10", "20"),
            airs("d", "06:50", "10"),
            airs("e", "17:00", "40"),
        ];
        // The one that is too long is left out, and what still fits is not.
        check(&day, &limited(60, 600), "a, b, c het_thoi_luong_buoi, d, e");
        check(
            &day,
            &limited(50, 600),
            "a, b, c het_thoi_luong_buoi, d het_thoi_luong_buoi, e",
        );
        check(&day, &limited(80, 600), "a, b, c, d, e");
    }

    #[test]
    fn the_day_has_minutes_of_its_own() {
        let day = [
            airs("a", "05:00", "30"),
            airs("b", "17:00", "40"),
            airs("c", "18:00", "20"),
        ];
        check(&day, &limited(60, 90), "a, b, c");
        check(&day, &limited(60, 89), "a, b, c het_thoi_luong_ngay");
        check(&day, &limited(60, 60), "a, b het_thoi_luong_ngay, c");
    }

    #[test]
    fn the_minutes_are_given_out_by_precedence() {
        let mut preferred = airs("uu-tien", "06:30", "20");
        preferred.priority = Priority::Preferred;
        let mut once = airs("mot-lan", "06:00", "20");
        once.rules[0].dates = vec![day(DAY)];
        let mut filler = airs("a-nhac", "05:00", "20");
        filler.rules[0].start = Start::Next;
        let day = [filler, airs("ban-tin", "05:30", "20"), once, preferred];
        let full = "het_thoi_luong_buoi";
        check(&day, &limited(80, 600), "a-nhac, ban-tin, mot-lan, uu-tien");
        check(
            &day,
            &limited(60, 600),
            &format!("a-nhac {full}, ban-tin, mot-lan, uu-tien"),
        );
        check(
            &day,
            &limited(40, 600),
            &format!("a-nhac {full}, ban-tin {full}, mot-lan, uu-tien"),
        );
        check(
            &day,
            &limited(20, 600),
            &format!("a-nhac {full}, ban-tin {full}, mot-lan {full}, uu-tien"),
        );
    }

    #[test]
    fn an_emergency_is_neither_blocked_nor_counted() {
        let mut emergency = airs("bao", "06:00", "40");
        emergency.priority = Priority::Emergency;
        let day = [
            airs("a", "05:00", "30"),
            emergency,
            airs("b", "06:45", "10"),
        ];
        check(&day, &limited(40, 40), "a, bao, b");
        check(&day, &limited(30, 30), "a, bao, b het_thoi_luong_buoi");
    }

    #[test]
    fn what_is_cut_or_gives_way_takes_only_the_minutes_that_are_heard() {
        let day = [
            airs("a", "05:00", "40"),
            airs("b", "05:20", "20"),
            airs("c", "05:20", "30"),
        ];
        check(&day, &limited(40, 40), "a, b, c trung_lich");
    }

    #[test]
    fn time_that_is_freed_goes_to_what_had_lost_it() {
        // `a` would cut `b`, and has no minutes left itself.
        let day = [
            airs("b", "05:00", "20"),
            airs("a", "05:10", "40"),
            airs("c", "05:10", "10"),
        ];
        let plan = plan(&day, &limited(30, 30));
        let fates: Vec<bool> = plan
            .rundowns
            .iter()
            .map(|r| r.fate == Fate::Clear)
            .collect();
        check(&day, &limited(30, 30), "b, a het_thoi_luong_buoi, c");
        assert_eq!(fates, [false, true, true], "`c` cuts `b` in its place");
    }

    #[test]
    fn each_zone_hears_its_own_minutes() {
        let in_zone = |id: &str, at: &str, zone: &str| {
            let mut programme = airs(id, at, "20");
            programme.zones = Zones::Only([ZoneId::from(zone)].into());
            programme
        };
        let day = [
            in_zone("a", "05:00", "z1"),
            in_zone("b", "05:00", "z2"),
            airs("c", "05:30", "10"),
            in_zone("d", "05:50", "z2"),
            airs("e", "06:20", "5"),
        ];
        check(
            &day,
            &limited(30, 600),
            "a, b, c, d het_thoi_luong_buoi, e het_thoi_luong_buoi",
        );
        check(&day, &limited(35, 600), "a, b, c, d het_thoi_luong_buoi, e");
    }

    #[test]
    fn nothing_but_emergencies_starts_before_the_earliest_hour_of_the_season() {
        let airs_at = |at: &str, on: &str, expected: Option<Reason>| {
            let summer = Season {
                from: (4, 1),
                until: (9, 30),
            };
            let mut options = options();
            options.limits.earliest = Some(time("05:00"));
            options.limits.seasons = vec![(summer, time("04:45"))];
            let programme = airs("a", at, "5");
            let mut emergency = airs("b", at, "5");
            emergency.priority = Priority::Emergency;
            for (programme, expected) in [(programme, expected), (emergency, None)] {
                let segments = library([a_segment("5", 300_000)]);
                let plan = plan_day(&[programme], &segments, &History::new(), &options, day(on));
                let blocked = plan.rundowns[0].cues[0].blocked.as_ref();
                assert_eq!(blocked.map(|blocked| blocked.reason), expected, "{at} {on}");
            }
        };
        airs_at("04:59:59", "2026-12-07", Some(Reason::TooEarly));
        airs_at("05:00:00", "2026-12-07", None);
        airs_at("04:45:00", "2027-03-31", Some(Reason::TooEarly));
        airs_at("04:45:00", "2027-04-01", None);
        airs_at("04:44:59", "2027-09-30", Some(Reason::TooEarly));
        airs_at("23:30:00", "2026-12-07", None);
    }

    #[test]
    fn a_rule_that_says_why_airs_outside_the_hours_and_the_plan_keeps_why() {
        let mut options = limited(60, 600);
        options.limits.earliest = Some(time("05:30"));
        let why = "Lễ chào cờ Quốc khánh, Công văn số 12";
        let mut rule = a_rule(WeekdaySet::EVERY_DAY, &["04:30", "05:00", "05:45", "20:00"]);
        rule.outside_hours = Some(why.to_owned());
        let excused = a_programme("le", vec![rule], vec![play("5")]);
        let plan = plan(std::slice::from_ref(&excused), &options);
        let found: Vec<(bool, Option<&str>)> = plan
            .rundowns
            .iter()
            .map(|rundown| (rundown.has_sound(), rundown.outside_hours.as_deref()))
            .collect();
        let (outside, inside) = ((true, Some(why)), (true, None));
        assert_eq!(found, [outside, outside, inside, outside]);
        let bytes = plan.to_bytes();
        assert!(String::from_utf8_lossy(&bytes).contains(why));
        assert_eq!(Plan::from_bytes(&bytes).unwrap(), plan);
        // The day's minutes bind it all the same.
        options.limits.day_ms = Some(15 * 60_000);
        check(&[excused], &options, "le, le, le, le het_thoi_luong_ngay");
    }
}
