//! When the station could air nothing, and why: an absence of the daemon, a step of the clock, a time in which nobody
//! vouched for it. Which rundowns that concerns is the director's.

use super::Off;
use crate::reason::Reason;
use crate::time::{DAY_MS, UtcMs};

/// How long a time is remembered that is over, in milliseconds: the days in it are planned soon after it.
const REMEMBER_MS: i64 = 3 * DAY_MS;

/// The times in which nothing could be aired, as far as they are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Idle {
    off: Option<Off>,
    /// When the first plan after the absence came: it reaches no further.
    off_until: Option<UtcMs>,
    /// The same for other reasons than absence: why, from when, until when.
    spans: Vec<(Reason, UtcMs, UtcMs)>,
    /// Since when the clock can't be trusted, where it could be before.
    untrusted_since: Option<UtcMs>,
}

impl Idle {
    /// The daemon was not there before now.
    pub fn absent(&mut self, off: Off) {
        self.off = Some(off);
    }

    /// A plan is put on air: the daemon is there again.
    pub fn is_back(&mut self, now: UtcMs) {
        if self.off.is_some() {
            self.off_until.get_or_insert(now);
        }
    }

    /// The clock was stepped.
    pub fn stepped(&mut self, by_ms: i64, now: UtcMs) {
        // What is still to come by the new clock was not missed by the old one.
        self.off_until = self.off_until.map(|until| until.min(now));
        for (_, _, until) in &mut self.spans {
            *until = now.min(*until);
        }
        if by_ms > 0 {
            self.note(Reason::ClockStepped, now - by_ms, now);
        }
    }

    /// The clock can be trusted from now on, or can't.
    pub fn trusted(&mut self, is_trusted: bool, now: UtcMs) {
        if !is_trusted {
            self.untrusted_since = Some(now);
        } else if let Some(since) = self.untrusted_since.take() {
            self.note(Reason::ClockUntrusted, since, now);
        }
    }

    /// Returns why the daemon was not there before it came up.
    pub fn absence(&self) -> Option<Reason> {
        self.off.map(|off| off.cause)
    }

    /// Returns why nothing could be aired at an instant that has passed. What was planned by then and is still open in
    /// the record was open when the absence began.
    pub fn why(&self, at: UtcMs, was_planned: bool) -> Option<Reason> {
        if let (Some(off), Some(until)) = (self.off, self.off_until) {
            // A record that ends after its daemon is back was written by a clock that was ahead, and does not say
            // since when.
            let has_begun = was_planned || at >= off.since || off.since > until;
            if has_begun && at <= until {
                return Some(off.cause);
            }
        }
        let mut spans = self.spans.iter().rev();
        let found = spans.find(|(_, since, until)| (*since..=*until).contains(&at));
        found.map(|(reason, ..)| *reason)
    }

    fn note(&mut self, reason: Reason, since: UtcMs, now: UtcMs) {
        self.spans
            .retain(|(_, _, until)| *until > now - REMEMBER_MS);
        self.spans.push((reason, since, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;
    const BACK: UtcMs = UtcMs(1_800_000_000_000);

    /// Away for ten hours before [`BACK`].
    fn away() -> Idle {
        let mut idle = Idle::default();
        idle.absent(Off {
            since: BACK - 10 * HOUR_MS,
            cause: Reason::PowerLost,
        });
        idle.is_back(BACK);
        idle.is_back(BACK + HOUR_MS);
        idle
    }

    fn check(idle: &Idle, hours: i64, was_planned: bool, expected: Option<Reason>) {
        let why = idle.why(BACK + hours * HOUR_MS, was_planned);
        assert_eq!(why, expected, "{hours} h, planned: {was_planned}, {idle:?}");
    }

    #[test]
    fn an_absence_is_the_reason_from_its_beginning_until_the_daemon_is_back() {
        let away = away();
        let lost = Some(Reason::PowerLost);
        check(&away, -11, false, None);
        check(&away, -11, true, lost);
        check(&away, -10, false, lost);
        check(&away, 0, false, lost);
        check(&away, 1, true, None);
        check(&Idle::default(), 0, true, None);
    }

    // T1: the last entry was written by a clock that was ahead.
    #[test]
    fn an_absence_that_begins_after_its_end_began_nobody_knows_when() {
        let mut idle = Idle::default();
        idle.absent(Off {
            since: BACK + DAY_MS,
            cause: Reason::MachineOff,
        });
        idle.is_back(BACK);
        check(&idle, -100, false, Some(Reason::MachineOff));
        check(&idle, 1, true, None);
    }

    // T2
    #[test]
    fn what_a_clock_put_back_has_still_before_it_was_not_missed() {
        let mut idle = away();
        let lost = Some(Reason::PowerLost);
        idle.stepped(5 * HOUR_MS, BACK + 6 * HOUR_MS);
        check(&idle, 0, false, lost);
        check(&idle, 1, false, Some(Reason::ClockStepped));
        check(&idle, 6, false, Some(Reason::ClockStepped));
        check(&idle, 7, false, None);
        idle.stepped(-4 * HOUR_MS, BACK + 2 * HOUR_MS);
        check(&idle, 2, false, Some(Reason::ClockStepped));
        check(&idle, 3, false, None);
        idle.stepped(-4 * HOUR_MS, BACK - 2 * HOUR_MS);
        check(&idle, -2, false, lost);
        check(&idle, -1, true, None);
        check(&idle, 1, false, None);
    }

    #[test]
    fn distrust_is_a_reason_from_when_it_began_and_where_there_was_trust_before() {
        let mut idle = Idle::default();
        idle.trusted(true, BACK);
        check(&idle, 0, false, None);
        idle.trusted(false, BACK + HOUR_MS);
        idle.trusted(true, BACK + 3 * HOUR_MS);
        check(&idle, 0, false, None);
        check(&idle, 2, false, Some(Reason::ClockUntrusted));
        check(&idle, 4, false, None);
    }
}
