//! Which day is to be planned next: today, tomorrow shortly before midnight, and then, one at a time, the days that went
//! by unplanned. Making a plan and putting it on air are `adoption`'s.

use std::collections::BTreeSet;

use crate::time::{CivilDay, UtcMs};

/// How long before midnight tomorrow's plan is put on air, in milliseconds.
const AHEAD_MS: i64 = 600_000;
/// The longest absence that is accounted for day by day; a longer one is no absence but a wrong clock.
const ABSENT_DAYS_MAX: i64 = 366;
/// By how much less than before the clock must show to have been put back, in milliseconds.
const PUT_BACK_MS: i64 = 1_000;

/// The days that are still to be planned.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// The last day whose plan is on air.
    planned_until: Option<CivilDay>,
    /// Days before today that have no plan, so that nothing says what was missed on them.
    unplanned: BTreeSet<CivilDay>,
    /// Whether the plans that are on air are to be made again.
    again: bool,
    /// What the clock showed when it was looked at last.
    seen: Option<UtcMs>,
}

impl Agenda {
    /// Returns the first day of which the record must be asked at `wall`.
    pub fn first_day(wall: UtcMs) -> CivilDay {
        wall.day().plus(-ABSENT_DAYS_MAX)
    }

    /// Begins anew with the days for which the record has plans, from [`Agenda::first_day`] on, and the one of them that
    /// was planned last. Returns the days whose plans are to be put on air as they were, because something of them may
    /// be open: the latest, the day before it, for a rundown may cross midnight, and the one that was planned last.
    ///
    /// Plans of days to come were made by a clock that was ahead, and count for nothing.
    pub fn recover(
        &mut self,
        planned: &[CivilDay],
        newest: Option<CivilDay>,
        wall: UtcMs,
    ) -> Vec<CivilDay> {
        let until = (wall + AHEAD_MS).day();
        let planned: BTreeSet<CivilDay> = planned
            .iter()
            .copied()
            .filter(|day| *day <= until)
            .collect();
        let (Some(first), Some(latest)) = (planned.first(), planned.last()) else {
            return Vec::new();
        };
        self.unplanned = days(*first, wall.day())
            .filter(|day| !planned.contains(day))
            .collect();
        let is_open = |day: &CivilDay| *day >= latest.plus(-1) || Some(*day) == newest;
        planned.iter().copied().filter(is_open).collect()
    }

    /// Has the plans that are on air made again.
    pub fn plan_again(&mut self) {
        self.again = true;
    }

    /// Returns the last day whose plan is on air.
    pub fn planned_until(&self) -> Option<CivilDay> {
        self.planned_until
    }

    /// Returns the day that is to be planned now and counts it as planned; `None` when all is done. What is to be aired
    /// comes before what can only be accounted for. Ask only by a trusted clock.
    pub fn next(&mut self, wall: UtcMs) -> Option<CivilDay> {
        let (today, until) = (wall.day(), (wall + AHEAD_MS).day());
        if self.seen.is_some_and(|seen| wall < seen - PUT_BACK_MS) {
            // What was planned and given up by the other clock is to come again.
            self.again = true;
            self.unplanned = std::mem::take(&mut self.unplanned)
                .into_iter()
                .filter(|day| *day < today)
                .collect();
        }
        self.seen = Some(wall);
        if std::mem::take(&mut self.again) {
            self.planned_until = self.planned_until.map(|day| day.min(today.plus(-1)));
        }
        let day = match self.planned_until.map(|last| last.plus(1)) {
            Some(next) if next >= today => next,
            Some(next) => {
                if next >= Self::first_day(wall) {
                    self.unplanned.extend(days(next, today));
                }
                today
            }
            None => today,
        };
        if day > until {
            return self.unplanned.pop_first();
        }
        self.planned_until = Some(day);
        Some(day)
    }
}

/// Every day from `first` to the one before `end`.
fn days(first: CivilDay, end: CivilDay) -> impl Iterator<Item = CivilDay> {
    std::iter::successors(Some(first), |day| Some(day.plus(1))).take_while(move |day| *day < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An agenda that is asked until nothing is left, at each of these times; what it answered.
    fn asked(agenda: &mut Agenda, times: &[&str]) -> Vec<String> {
        let mut answers = Vec::new();
        for time in times {
            let wall = UtcMs::parse(time).unwrap();
            while let Some(day) = agenda.next(wall) {
                answers.push(day.to_string());
            }
        }
        answers
    }

    fn check(times: &[&str], expected: &[&str]) {
        assert_eq!(asked(&mut Agenda::default(), times), expected, "{times:?}");
    }

    #[test]
    fn each_day_is_planned_once_and_tomorrow_ten_minutes_before_midnight() {
        check(
            &[
                "2026-12-07T05:00",
                "2026-12-07T23:49:59",
                "2026-12-07T23:50",
                "2026-12-08T00:00",
            ],
            &["2026-12-07", "2026-12-08"],
        );
        check(&["2026-12-07T23:55"], &["2026-12-07", "2026-12-08"]);
    }

    #[test]
    fn days_that_went_by_come_after_today_and_a_year_of_them_at_most() {
        check(
            &["2026-12-07T05:00", "2026-12-10T05:00"],
            &["2026-12-07", "2026-12-10", "2026-12-08", "2026-12-09"],
        );
        let many = asked(
            &mut Agenda::default(),
            &["2026-12-07T05:00", "2027-12-09T05:00"],
        );
        assert_eq!(many.len(), 2 + 366);
        check(
            &["2026-12-07T05:00", "2027-12-10T05:00"],
            &["2026-12-07", "2027-12-10"],
        );
    }

    // T1, T2: a clock that was ahead by a day, by a year, by an hour over midnight.
    #[test]
    fn a_clock_that_is_put_back_has_its_day_planned_again() {
        check(
            &["2026-12-08T12:00", "2026-12-07T12:00", "2026-12-08T12:00"],
            &["2026-12-08", "2026-12-07", "2026-12-08"],
        );
        check(
            &["2027-12-07T12:00", "2026-12-07T12:00", "2026-12-08T12:00"],
            &["2027-12-07", "2026-12-07", "2026-12-08"],
        );
        check(
            &["2026-12-07T12:00", "2026-12-07T11:59:59"],
            &["2026-12-07"],
        );
        check(
            &["2026-12-07T12:00", "2026-12-07T11:59:58"],
            &["2026-12-07", "2026-12-07"],
        );
    }

    #[test]
    fn days_that_are_still_to_come_by_the_clock_put_right_are_not_accounted_for() {
        let mut agenda = Agenda::default();
        asked(&mut agenda, &["2026-12-07T12:00"]);
        let ahead = UtcMs::parse("2027-01-07T12:00").unwrap();
        let first: Vec<_> = (0..3).filter_map(|_| agenda.next(ahead)).collect();
        assert_eq!(first.len(), 3);
        assert_eq!(
            asked(&mut agenda, &["2026-12-10T12:00"]),
            ["2026-12-10"],
            "8 and 9 December were accounted for"
        );
    }

    #[test]
    fn an_edit_has_today_and_tomorrow_planned_again_where_tomorrow_was() {
        for (time, expected) in [
            ("2026-12-07T12:00", &["2026-12-07"][..]),
            ("2026-12-07T23:55", &["2026-12-07", "2026-12-08"]),
        ] {
            let mut agenda = Agenda::default();
            asked(&mut agenda, &[time]);
            agenda.plan_again();
            assert_eq!(asked(&mut agenda, &[time]), expected);
        }
    }

    fn recovered(planned: &[&str], wall: &str) -> (Vec<String>, Vec<String>) {
        let planned: Vec<CivilDay> = planned
            .iter()
            .map(|day| CivilDay::parse(day).unwrap())
            .collect();
        let mut agenda = Agenda::default();
        // The days are told in the order in which they were planned.
        let newest = planned.last().copied();
        let kept = agenda.recover(&planned, newest, UtcMs::parse(wall).unwrap());
        let kept = kept.iter().map(ToString::to_string).collect();
        (kept, asked(&mut agenda, &[wall]))
    }

    fn check_recovered(planned: &[&str], wall: &str, kept: &[&str], asked: &[&str]) {
        let found = recovered(planned, wall);
        assert_eq!(
            (found.0.as_slice(), found.1.as_slice()),
            (
                kept.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .as_slice(),
                asked
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .as_slice()
            ),
            "{planned:?} at {wall}"
        );
    }

    #[test]
    fn after_a_start_the_last_plans_are_taken_up_and_every_hole_is_filled() {
        check_recovered(&[], "2026-12-07T05:00", &[], &["2026-12-07"]);
        check_recovered(
            &["2026-12-05", "2026-12-06"],
            "2026-12-08T05:00",
            &["2026-12-05", "2026-12-06"],
            &["2026-12-08", "2026-12-07"],
        );
        // The daemon went down again before it had filled the hole.
        check_recovered(
            &["2026-12-01", "2026-12-02", "2026-12-07", "2026-12-03"],
            "2026-12-07T06:00",
            &["2026-12-03", "2026-12-07"],
            &["2026-12-07", "2026-12-04", "2026-12-05", "2026-12-06"],
        );
        check_recovered(
            &["2026-12-06", "2026-12-07", "2026-12-08"],
            "2026-12-07T23:55",
            &["2026-12-07", "2026-12-08"],
            &["2026-12-07", "2026-12-08"],
        );
        // T1: plans that a clock ahead has made.
        check_recovered(
            &["2026-12-06", "2026-12-07", "2027-12-06", "2027-12-07"],
            "2026-12-08T05:00",
            &["2026-12-06", "2026-12-07"],
            &["2026-12-08"],
        );
    }
}
