//! The alarms of the aircheck, from recorded facts alone: when there was silence on air, sound that is not the station's,
//! and no input. Wording them is the reader's.

use crate::airing::Fact;
use crate::airing::captured::{Captured, Degree};
use crate::ledger::Stamp;
use crate::time::UtcMs;

/// One alarm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// What it was.
    pub what: What,
    /// When it began.
    pub from: UtcMs,
    /// When it ended; `None` where nothing says so.
    pub until: Option<UtcMs>,
}

/// What an alarm is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// Silence while something was on air.
    Silence(Degree),
    /// Sound that is not the station's.
    Foreign {
        /// The loudest second of it, in thousandths of dBFS, once it has ended.
        peak_mdbfs: Option<i64>,
    },
    /// The input was lost: nobody knows what was to be heard.
    Lost,
}

/// Folds entries into alarms.
#[derive(Default)]
pub struct Fold {
    alarms: Vec<Alarm>,
}

impl Fold {
    /// Takes the next entry; entries come in the order of their numbers.
    pub fn take(&mut self, stamp: &Stamp, fact: &Fact) {
        let Fact::Captured(captured) = fact else {
            return;
        };
        let is_silence = |what: What| matches!(what, What::Silence(_));
        let is_foreign = |what: What| matches!(what, What::Foreign { .. });
        match captured {
            Captured::SilenceBegan { degree, .. } => {
                self.end(is_silence, stamp.at);
                self.begin(What::Silence(*degree), stamp.at);
            }
            Captured::SilenceEnded => self.end(is_silence, stamp.at),
            Captured::ForeignBegan { from } => {
                self.begin(What::Foreign { peak_mdbfs: None }, *from);
            }
            Captured::ForeignEnded {
                from,
                until,
                peak_mdbfs,
            } => {
                self.alarms
                    .retain(|alarm| !(is_foreign(alarm.what) && alarm.until.is_none()));
                let peak_mdbfs = Some(*peak_mdbfs);
                self.begin(What::Foreign { peak_mdbfs }, *from);
                self.end(is_foreign, *until);
            }
            Captured::Lost { .. } => self.begin(What::Lost, stamp.at),
            Captured::Opened { .. } => self.end(|what| what == What::Lost, stamp.at),
            Captured::Kept(_) | Captured::Removed { .. } | Captured::Judged(_) => {}
        }
    }

    /// Returns the alarms by their beginning.
    pub fn into_list(mut self) -> Vec<Alarm> {
        self.alarms.sort_by_key(|alarm| alarm.from);
        self.alarms
    }

    fn begin(&mut self, what: What, from: UtcMs) {
        let until = None;
        self.alarms.push(Alarm { what, from, until });
    }

    fn end(&mut self, is_it: impl Fn(What) -> bool, at: UtcMs) {
        for alarm in &mut self.alarms {
            if alarm.until.is_none() && is_it(alarm.what) {
                alarm.until = Some(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::ClockTrust;
    use crate::time::MonoMs;

    fn check(facts: &[(i64, Captured)], expected: &[(What, i64, Option<i64>)]) {
        let mut fold = Fold::default();
        for (at, captured) in facts {
            let stamp = Stamp {
                at: UtcMs(*at),
                mono: MonoMs(*at),
                boot: "b".into(),
                clock: ClockTrust::NONE,
            };
            fold.take(&stamp, &Fact::Captured(captured.clone()));
        }
        let found: Vec<_> = fold
            .into_list()
            .iter()
            .map(|alarm| (alarm.what, alarm.from.0, alarm.until.map(|until| until.0)))
            .collect();
        assert_eq!(found, expected, "{facts:?}");
    }

    fn silence(degree: Degree) -> Captured {
        Captured::SilenceBegan { degree, cue: None }
    }

    #[test]
    fn an_alarm_lasts_until_a_fact_ends_it() {
        let (silent, faint) = (Degree::Silent, Degree::Faint);
        check(&[(5, Captured::SilenceEnded)], &[]);
        check(&[(1, silence(silent))], &[(What::Silence(silent), 1, None)]);
        check(
            &[
                (1, silence(faint)),
                (3, silence(silent)),
                (7, Captured::SilenceEnded),
                (9, silence(faint)),
            ],
            &[
                (What::Silence(faint), 1, Some(3)),
                (What::Silence(silent), 3, Some(7)),
                (What::Silence(faint), 9, None),
            ],
        );
        let opened = || Captured::Opened { input: "a".into() };
        let lost = Captured::Lost { why: "b".into() };
        check(
            &[(1, opened()), (2, lost), (6, opened())],
            &[(What::Lost, 2, Some(6))],
        );
    }

    #[test]
    fn foreign_sound_has_the_instants_of_the_sound_and_not_of_its_entries() {
        let began = Captured::ForeignBegan { from: UtcMs(10) };
        let ended = Captured::ForeignEnded {
            from: UtcMs(10),
            until: UtcMs(50),
            peak_mdbfs: -20_000,
        };
        let foreign = |peak_mdbfs| What::Foreign { peak_mdbfs };
        check(&[(14, began.clone())], &[(foreign(None), 10, None)]);
        let whole = [(foreign(Some(-20_000)), 10, Some(50))];
        check(&[(14, began), (60, ended.clone())], &whole);
        // A day that begins in the middle of it has the end alone.
        check(&[(60, ended)], &whole);
    }
}
