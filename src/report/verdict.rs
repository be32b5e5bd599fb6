//! The verdict on each planned cue: one word of a closed list, so that no planned minute stays without one. What was
//! planned and what the record says of it is put together by `reconcile`.

use std::collections::BTreeMap;

use super::reconcile::{Became, Reconciled};
use crate::airing::Outcome;
use crate::plan::{TAIL_MS, frames_to_ms};
use crate::time::UtcMs;

/// How much later than the plan expects a cue may begin and still count as on time, in milliseconds: as much as
/// rundowns that only touch may take from one another.
pub const LATE_MS: i64 = TAIL_MS;

macro_rules! verdicts {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)*) => {
        /// What is said of a planned cue in the end. Slugs are read by programs: add, never rename.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Verdict { $($(#[$doc])* $name,)* }

        impl Verdict {
            /// Every verdict there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable name, as exports carry it.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }
        }
    };
}

verdicts! {
    /// It aired in full and on time.
    Aired = "phat_du",
    /// It aired in full, and began later than the plan expected.
    Late = "phat_muon",
    /// It aired in full, outside its time.
    MadeUp = "phat_bu",
    /// A part of it aired.
    Partial = "phat_thieu",
    /// It was interrupted and did not go on.
    Interrupted = "bi_ngat",
    /// It did not air, for a reason that is recorded.
    Missed = "khong_phat",
    /// Its time is past, and the record does not say what became of it.
    Unknown = "khong_ro",
    /// It is on air, or its time has not come.
    Pending = "chua_xong",
}

impl Reconciled {
    /// Returns the verdict as it stands at `now`.
    pub fn verdict(&self, now: UtcMs) -> Verdict {
        match self.became {
            Became::Closed(Outcome::Aired, _) if self.made_up => Verdict::MadeUp,
            Became::Closed(Outcome::Aired, _) if self.is_late() => Verdict::Late,
            Became::Closed(Outcome::Aired, _) => Verdict::Aired,
            Became::Closed(Outcome::Partial, _) => Verdict::Partial,
            Became::Closed(Outcome::Interrupted, _) => Verdict::Interrupted,
            Became::Closed(Outcome::Missed, _) => Verdict::Missed,
            Became::Open | Became::NotRecorded if self.is_over(now) => Verdict::Unknown,
            Became::Open | Became::NotRecorded => Verdict::Pending,
        }
    }

    /// Returns how much later than the plan expected it began, in microseconds; negative is early.
    pub fn late_us(&self) -> Option<i64> {
        Some(self.started_us? - self.expected.0 * 1_000)
    }

    fn is_late(&self) -> bool {
        self.late_us()
            .is_some_and(|late_us| late_us > LATE_MS * 1_000)
    }

    /// Says whether it should have ended, by the instant at which it began or was to begin.
    fn is_over(&self, now: UtcMs) -> bool {
        let began = self
            .started_us
            .map_or(self.expected, |us| UtcMs(us.div_euclid(1_000)));
        began.max(self.expected) + frames_to_ms(self.planned_frames) + LATE_MS < now
    }
}

/// Counts the verdicts of planned cues; the counts add up to their number.
pub fn tally(cues: &[Reconciled], now: UtcMs) -> BTreeMap<Verdict, u32> {
    let mut tally: BTreeMap<Verdict, u32> = Verdict::ALL.iter().map(|&one| (one, 0)).collect();
    for cue in cues {
        *tally.entry(cue.verdict(now)).or_default() += 1;
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ms_to_frames;
    use crate::reason::Reason;
    use crate::report::as_run::Evidence;

    const EXPECTED: UtcMs = UtcMs(1_796_597_130_000);

    /// A cue of ten seconds.
    fn reconciled(became: Became, began_ms: Option<i64>, made_up: bool) -> Reconciled {
        Reconciled {
            cue: "2026-12-07T05:45:30/p#1".into(),
            day: EXPECTED.day(),
            at: EXPECTED,
            expected: EXPECTED,
            programme: String::new(),
            segment: None,
            planned_frames: ms_to_frames(10_000),
            started_us: began_ms.map(|ms| (EXPECTED + ms).0 * 1_000),
            played_frames: 0,
            at_least: false,
            made_up,
            became,
            evidence: Evidence::E0,
            other_audio: false,
            entries: Vec::new(),
        }
    }

    #[test]
    fn every_planned_cue_has_one_verdict() {
        let check = |became, began_ms, made_up, now_ms, expected| {
            let cue = reconciled(became, began_ms, made_up);
            let found = cue.verdict(EXPECTED + now_ms);
            assert_eq!(
                found, expected,
                "{became:?} {began_ms:?} {made_up} {now_ms}"
            );
        };
        let closed = |outcome| Became::Closed(outcome, None);
        let (aired, late) = (Verdict::Aired, Verdict::Late);
        check(closed(Outcome::Aired), Some(0), false, 99_000, aired);
        check(closed(Outcome::Aired), Some(-400), false, 99_000, aired);
        check(closed(Outcome::Aired), Some(1_000), false, 99_000, aired);
        check(closed(Outcome::Aired), Some(1_001), false, 99_000, late);
        // T27: a start that is seven seconds late must show.
        check(closed(Outcome::Aired), Some(7_000), false, 99_000, late);
        let made_up = Verdict::MadeUp;
        check(closed(Outcome::Aired), Some(3_600_000), true, 0, made_up);
        let partial = Verdict::Partial;
        check(closed(Outcome::Partial), Some(3_600_000), true, 0, partial);
        let interrupted = Verdict::Interrupted;
        check(closed(Outcome::Interrupted), Some(0), false, 0, interrupted);
        let missed = Became::Closed(Outcome::Missed, Some(Reason::PowerLost));
        check(missed, None, false, 0, Verdict::Missed);
        check(Became::Open, Some(0), false, 10_900, Verdict::Pending);
        check(Became::Open, Some(0), false, 11_001, Verdict::Unknown);
        check(Became::Open, Some(60_000), false, 70_500, Verdict::Pending);
        check(Became::Open, None, false, 11_001, Verdict::Unknown);
        check(Became::NotRecorded, None, false, 10_999, Verdict::Pending);
        check(Became::NotRecorded, None, false, 11_001, Verdict::Unknown);
    }

    #[test]
    fn the_counts_add_up_to_what_was_planned() {
        let cues = [
            reconciled(Became::Closed(Outcome::Aired, None), Some(0), false),
            reconciled(Became::Closed(Outcome::Aired, None), Some(9_000), false),
            reconciled(Became::NotRecorded, None, false),
        ];
        let tally = tally(&cues, EXPECTED + 60_000);
        assert_eq!(tally.len(), Verdict::ALL.len());
        assert_eq!(tally.values().sum::<u32>(), 3);
        assert_eq!(
            (
                tally[&Verdict::Aired],
                tally[&Verdict::Late],
                tally[&Verdict::Unknown]
            ),
            (1, 1, 1)
        );
    }
}
