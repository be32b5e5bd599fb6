//! A fact of every kind, for the tests of the forms of entries.

use super::*;

/// A fact of every kind, made of one text and one number.
pub(in crate::ledger) fn facts(text: &str, number: u64, some: bool) -> Vec<Fact> {
    let mut facts = facts_of_cues(text, number, some);
    let text = || text.to_owned();
    let signed = number.cast_signed();
    let at = UtcMs(signed);
    let small = u32::try_from(number & 0xffff_ffff).expect("masked number should fit");
    let index = usize::try_from(number % 1_000).expect("remainder should fit");
    let reason = Reason::ALL[index % Reason::ALL.len()];
    let digest = digest_of(text().as_bytes());
    facts.extend([
        Fact::DaemonStarted {
            version: text(),
            rehearsal: some,
            off: some.then_some(Off {
                since: at,
                cause: reason,
            }),
        },
        Fact::DaemonStopped,
        Fact::Alive,
        Fact::PlanAdopted {
            day: CivilDay::from_days(signed % 80_000),
            digest,
            cues: small,
        },
        Fact::ScheduleRefused {
            errors: small,
            first: text(),
        },
        Fact::ClockStepped { by_ms: signed },
        Fact::ClockTrustChanged,
        Fact::ClockConfirmed { by: text() },
        Fact::OutputLost {
            output: text(),
            why: text(),
        },
        Fact::OutputOpened { output: text() },
        Fact::Underrun {
            output: text(),
            count: small,
        },
        Fact::StoppedByOperator {
            by: text(),
            occurrence: OccurrenceId::new(text()),
        },
        Fact::RecordGap {
            since: at,
            held: small,
            lost: small,
            why: text(),
        },
    ]);
    facts.extend(facts_of_keys(&text(), number, some));
    facts.extend(facts_by_hand(&text(), number, some));
    facts.extend(facts_of_captures(&text(), number, some));
    facts
}

fn facts_of_keys(text: &str, number: u64, some: bool) -> Vec<Fact> {
    let text = || text.to_owned();
    let index = usize::try_from(number % 3).expect("remainder should fit");
    let facts = [
        Signing::KeyMade { key: text() },
        Signing::KeyRotated {
            old: text(),
            key: text(),
            by: some.then(text),
            signature: (!some).then(text),
        },
        Signing::CheckpointMade {
            size: number,
            seal: digest_of(text().as_bytes()),
            key: text(),
            signature: text(),
            why: CheckpointWhy::ALL[index],
        },
    ];
    facts.into_iter().map(Fact::Signing).collect()
}

fn facts_by_hand(text: &str, number: u64, some: bool) -> Vec<Fact> {
    let text = || text.to_owned();
    let facts = [
        ByHand::Confirmed {
            cue: CueId::new(text()),
            heard: some,
            by: text(),
            note: some.then(text),
        },
        ByHand::Corrected {
            entry: number,
            cue: some.then(|| CueId::new(text())),
            by: text(),
            text: text(),
        },
        ByHand::Restored {
            size: number,
            seal: digest_of(text().as_bytes()),
            made: UtcMs(number.cast_signed()),
            by: text(),
        },
    ];
    facts.into_iter().map(Fact::ByHand).collect()
}

pub(super) fn facts_of_captures(text: &str, number: u64, some: bool) -> Vec<Fact> {
    let text = || text.to_owned();
    let signed = number.cast_signed();
    let at = UtcMs(signed);
    let index = usize::try_from(number % 12).expect("remainder should fit");
    let digest = digest_of(text().as_bytes());
    let facts = [
        Captured::Opened { input: text() },
        Captured::Lost { why: text() },
        Captured::Kept(KeptFile {
            name: text(),
            from: at,
            until: at,
            samples: number,
            rate_hz: u32::try_from(number % 48_000).expect("remainder should fit"),
            sha256: digest,
        }),
        Captured::Removed { name: text() },
        Captured::Judged(Judged {
            cue: CueId::new(text()),
            at_us: signed,
            from_frame: number,
            to_frame: number,
            input: some.then(text),
            verdict: match index {
                10 => Verdict::Heard,
                11 => Verdict::NotHeard,
                _ => Verdict::Unverifiable(Doubt::ALL[index]),
            },
            score_milli: number,
            offset_us: some.then_some(signed),
            start_error_us: (!some).then_some(signed),
            level_mdbfs: some.then_some(signed),
            usual_mdbfs: (!some).then_some(signed),
            found_milli: number,
            missing_milli: number,
            from: at,
            until: at,
            files: vec![
                ComparedFile {
                    name: text(),
                    sha256: digest,
                };
                index % 3
            ],
        }),
        Captured::SilenceBegan {
            degree: Degree::ALL[index % 2],
            cue: some.then(|| CueId::new(text())),
        },
        Captured::SilenceEnded,
        Captured::ForeignBegan { from: at },
        Captured::ForeignEnded {
            from: at,
            until: at,
            peak_mdbfs: signed,
        },
    ];
    facts.into_iter().map(Fact::Captured).collect()
}

fn facts_of_cues(text: &str, number: u64, some: bool) -> Vec<Fact> {
    let text = || text.to_owned();
    let maybe = || some.then(text);
    let signed = number.cast_signed();
    let at = UtcMs(signed);
    let index = usize::try_from(number % 1_000).expect("remainder should fit");
    let reason = Reason::ALL[index % Reason::ALL.len()];
    let digest = digest_of(text().as_bytes());
    vec![
        Fact::Ordered(Order {
            cue: CueId::new(text()),
            programme: text(),
            segment: SegmentId::new(text()),
            title: text(),
            audio: AudioPath::new(text()),
            sha256: digest,
            topic: maybe(),
            producer: maybe(),
            zones: if some { vec![text(), text()] } else { vec![] },
            scheduled: at,
            start: at,
            from_frame: number,
            total_frames: number,
            made_up: some,
        }),
        Fact::Started {
            cue: CueId::new(text()),
            at_us: signed,
            late_us: signed,
            from_frame: number,
            output: text(),
        },
        Fact::Progress {
            cue: CueId::new(text()),
            to_frame: number,
        },
        Fact::Closed(Closing {
            cue: CueId::new(text()),
            outcome: Outcome::ALL[index % 4],
            reason: some.then_some(reason),
            scheduled: at,
            segment: maybe().map(SegmentId::new),
            title: text(),
            played_frames: number,
            total_frames: number,
            at_least: some,
        }),
    ]
}
