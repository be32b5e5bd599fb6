//! The stretches of time for which the record can't vouch, or in which nothing could be heard: the machine was off, no
//! clock was trusted, an output was lost, facts were lost. What they cost the programme is told cue by cue elsewhere.

use std::collections::BTreeMap;

use crate::airing::{Fact, Off};
use crate::ledger::Stamp;
use crate::reason::Reason;
use crate::time::UtcMs;

/// One stretch of time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unvouched {
    /// The last instant before it of which the record can speak.
    pub from: UtcMs,
    /// The first instant after it; `None` while it lasts.
    pub until: Option<UtcMs>,
    /// What happened.
    pub why: Why,
    /// The number of the entry that tells of it first.
    pub entry: u64,
}

/// Why a stretch of time can't be vouched for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// Nobody recorded: `MachineOff`, `PowerLost` or `DaemonDown`.
    Off(Reason),
    /// No clock was trusted, so nothing aired; both ends are by that clock.
    Clock,
    /// An output did not work.
    Output(String),
    /// The disk took nothing and memory was full: this many facts are lost.
    Record(u32),
}

/// Folds entries into stretches of time. Those about the daemon, the clock, the outputs and the record are enough, but
/// all of a ledger: a stretch may begin long before the days that somebody asks for.
#[derive(Default)]
pub struct Fold {
    done: Vec<Unvouched>,
    clock: Option<(UtcMs, u64)>,
    outputs: BTreeMap<String, (UtcMs, u64)>,
}

impl Fold {
    /// Takes the next entry; entries come in the order of their numbers.
    pub fn take(&mut self, seq: u64, stamp: &Stamp, fact: &Fact) {
        // What is signed or said while nobody is there to air says nothing of the station's clock.
        if matches!(fact, Fact::Signing(_) | Fact::ByHand(_)) {
            return;
        }
        match fact {
            Fact::DaemonStarted { off, .. } => self.started(seq, stamp.at, *off),
            Fact::DaemonStopped => self.down(stamp.at),
            Fact::OutputLost { output, .. } => {
                let since = (stamp.at, seq);
                self.outputs.entry(output.clone()).or_insert(since);
            }
            Fact::OutputOpened { output } => {
                if let Some(since) = self.outputs.remove(output) {
                    self.end(since, stamp.at, Why::Output(output.clone()));
                }
            }
            Fact::RecordGap { since, lost, .. } if *lost > 0 => {
                self.end((*since, seq), stamp.at.max(*since), Why::Record(*lost));
            }
            _ => {}
        }
        if stamp.clock.is_trusted() {
            if let Some(since) = self.clock.take() {
                self.end(since, stamp.at, Why::Clock);
            }
        } else if !matches!(fact, Fact::DaemonStopped) {
            self.clock.get_or_insert((stamp.at, seq));
        }
    }

    /// Returns the stretches by their first entry; what lasts still comes with no end.
    pub fn into_list(mut self) -> Vec<Unvouched> {
        let open = |(from, entry), why| Unvouched {
            from,
            until: None,
            why,
            entry,
        };
        let clock = self.clock.map(|since| open(since, Why::Clock));
        let outputs = self.outputs.into_iter();
        let outputs = outputs.map(|(output, since)| open(since, Why::Output(output)));
        self.done.extend(clock.into_iter().chain(outputs));
        self.done.sort_by_key(|stretch| stretch.entry);
        self.done
    }

    fn started(&mut self, seq: u64, at: UtcMs, off: Option<Off>) {
        if let Some(off) = off {
            self.down(off.since);
            self.end((off.since, seq), at, Why::Off(off.cause));
        }
    }

    /// From here on there is one reason for everything: nobody is there.
    fn down(&mut self, at: UtcMs) {
        for (output, since) in std::mem::take(&mut self.outputs) {
            self.end(since, at, Why::Output(output));
        }
        if let Some(since) = self.clock.take() {
            self.end(since, at, Why::Clock);
        }
    }

    fn end(&mut self, (from, entry): (UtcMs, u64), until: UtcMs, why: Why) {
        self.done.push(Unvouched {
            from,
            until: Some(until),
            why,
            entry,
        });
    }
}

impl Unvouched {
    /// Says whether any of it lies between two instants.
    pub fn touches(&self, from: UtcMs, until: UtcMs) -> bool {
        // A stretch whose clock was wrong may end before it begins; either end may be the right one.
        let end = self.until.unwrap_or(UtcMs(i64::MAX));
        self.from.min(end) < until && from < self.from.max(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::{ClockSource, ClockTrust, Signing};
    use crate::time::MonoMs;

    const MORNING: UtcMs = UtcMs(1_796_597_130_000);

    /// Folds facts at seconds after the morning; `?` before a second is an untrusted clock.
    fn fold(facts: &[(&str, Fact)]) -> Vec<String> {
        let mut fold = Fold::default();
        for ((at, fact), seq) in facts.iter().zip(1..) {
            let source = match at.starts_with('?') {
                true => ClockSource::Untrusted,
                false => ClockSource::Ntp,
            };
            let seconds: i64 = at.trim_start_matches('?').parse().expect(at);
            let stamp = Stamp {
                at: MORNING + seconds * 1_000,
                mono: MonoMs(1),
                boot: "b".into(),
                clock: ClockTrust {
                    source,
                    error_us: None,
                },
            };
            fold.take(seq, &stamp, fact);
        }
        let seconds = |at: UtcMs| (at - MORNING) / 1_000;
        let written = |stretch: Unvouched| {
            let until = stretch
                .until
                .map_or_else(|| "…".to_owned(), |at| seconds(at).to_string());
            format!("{}-{until} {:?}", seconds(stretch.from), stretch.why)
        };
        fold.into_list().into_iter().map(written).collect()
    }

    fn on(off: Option<(i64, Reason)>) -> Fact {
        Fact::DaemonStarted {
            version: "1".to_owned(),
            rehearsal: false,
            off: off.map(|(since_s, cause)| Off {
                since: MORNING + since_s * 1_000,
                cause,
            }),
        }
    }

    fn lost(output: &str) -> Fact {
        Fact::OutputLost {
            output: output.to_owned(),
            why: "gone".to_owned(),
        }
    }

    fn opened(output: &str) -> Fact {
        Fact::OutputOpened {
            output: output.to_owned(),
        }
    }

    fn gap(since_s: i64, held: u32, lost: u32) -> Fact {
        Fact::RecordGap {
            since: MORNING + since_s * 1_000,
            held,
            lost,
            why: "full".to_owned(),
        }
    }

    #[test]
    fn each_stretch_has_its_ends_and_its_reason() {
        let found = fold(&[
            ("0", on(None)),
            ("1", opened("a")),
            ("10", lost("a")),
            ("11", lost("a")),
            ("20", opened("a")),
            ("30", lost("a")),
            // The power went at 40: from then on the output is not the reason any more.
            ("?90", on(Some((40, Reason::PowerLost)))),
            ("?91", opened("a")),
            ("95", Fact::ClockTrustChanged),
            ("99", gap(96, 3, 0)),
            ("120", gap(100, 9, 2)),
            ("200", lost("b")),
        ]);
        let expected = [
            "10-20 Output(\"a\")",
            "30-40 Output(\"a\")",
            "40-90 Off(PowerLost)",
            "90-95 Clock",
            "100-120 Record(2)",
            "200-… Output(\"b\")",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_checkpoint_that_is_signed_while_nobody_is_there_vouches_for_nothing() {
        let signed = Fact::Signing(Signing::KeyMade { key: String::new() });
        let found = fold(&[
            ("0", on(None)),
            ("9", Fact::DaemonStopped),
            ("?20", signed),
            ("50", on(Some((9, Reason::MachineOff)))),
        ]);
        assert_eq!(found, ["9-50 Off(MachineOff)"]);
    }

    #[test]
    fn a_stop_ends_what_lasted_and_the_next_start_tells_of_the_rest() {
        let found = fold(&[
            ("?0", on(None)),
            ("?5", lost("a")),
            ("?9", Fact::DaemonStopped),
            ("50", on(Some((9, Reason::MachineOff)))),
        ]);
        assert_eq!(
            found,
            ["0-9 Clock", "5-9 Output(\"a\")", "9-50 Off(MachineOff)"]
        );
    }

    #[test]
    fn a_stretch_touches_a_time_also_when_its_clock_ran_backwards() {
        let check = |from_s: i64, until_s: Option<i64>, expected| {
            let stretch = Unvouched {
                from: MORNING + from_s * 1_000,
                until: until_s.map(|until_s| MORNING + until_s * 1_000),
                why: Why::Clock,
                entry: 1,
            };
            let found = stretch.touches(MORNING, MORNING + 60_000);
            assert_eq!(found, expected, "{from_s} {until_s:?}");
        };
        check(-10, Some(0), false);
        check(-10, Some(1), true);
        check(30, Some(40), true);
        check(60, Some(90), false);
        check(-10, None, true);
        check(60, None, false);
        check(90, Some(-10), true);
    }
}
