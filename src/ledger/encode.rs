//! A fact as the exact bytes that are sealed: one JSON object with its keys in a fixed order. Reading them back is
//! `decode`'s.
//!
//! `Fact` has no derived serialisation on purpose: a new variant can't be recorded before somebody has decided its
//! form here and in `docs/ledger-format.md`.

use serde_json::{Map, Value};

use super::Stamp;
use crate::aircheck::Verdict;
use crate::airing::captured::{Captured, ComparedFile, Judged, KeptFile};
use crate::airing::{ByHand, Closing, Fact, Order, Signing};
use crate::ids::{CueId, SegmentId};
use crate::reason::Reason;

/// The version of the form below, first in every entry.
pub const VERSION: u64 = 1;

/// Returns the bytes of entry `seq`: always the same for the same arguments.
pub fn encode(seq: u64, stamp: &Stamp, fact: &Fact) -> Vec<u8> {
    let entry = Fields::default()
        .with("v", VERSION)
        .with("seq", seq)
        .with("at", stamp.at.to_string())
        .with("at_ms", stamp.at.0)
        .with("mono_ms", stamp.mono.0)
        .with("boot", &*stamp.boot)
        .with("clock", stamp.clock.source.slug())
        .with("clock_error_us", stamp.clock.error_us)
        .with("kind", kind(fact));
    serde_json::to_vec(&with_fact(entry, fact).0).expect("a map of plain values should serialise")
}

/// Returns the stable name of a fact's kind, as kept in ledgers.
pub fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::DaemonStarted { .. } => "daemon_started",
        Fact::DaemonStopped => "daemon_stopped",
        Fact::Alive => "alive",
        Fact::PlanAdopted { .. } => "plan_adopted",
        Fact::ScheduleRefused { .. } => "schedule_refused",
        Fact::Ordered(_) => "ordered",
        Fact::Started { .. } => "started",
        Fact::Progress { .. } => "progress",
        Fact::Closed(_) => "closed",
        Fact::ClockStepped { .. } => "clock_stepped",
        Fact::ClockTrustChanged => "clock_trust_changed",
        Fact::ClockConfirmed { .. } => "clock_confirmed",
        Fact::OutputLost { .. } => "output_lost",
        Fact::OutputOpened { .. } => "output_opened",
        Fact::Underrun { .. } => "underrun",
        Fact::StoppedByOperator { .. } => "stopped_by_operator",
        Fact::RecordGap { .. } => "record_gap",
        Fact::Signing(Signing::KeyMade { .. }) => "key_made",
        Fact::Signing(Signing::KeyRotated { .. }) => "key_rotated",
        Fact::Signing(Signing::CheckpointMade { .. }) => "checkpoint_made",
        Fact::ByHand(ByHand::Confirmed { .. }) => "confirmed",
        Fact::ByHand(ByHand::Corrected { .. }) => "corrected",
        Fact::ByHand(ByHand::Restored { .. }) => "restored",
        Fact::Captured(captured) => kind_of_captured(captured),
    }
}

fn kind_of_captured(captured: &Captured) -> &'static str {
    match captured {
        Captured::Opened { .. } => "capture_opened",
        Captured::Lost { .. } => "capture_lost",
        Captured::Kept(_) => "capture_kept",
        Captured::Removed { .. } => "capture_removed",
        Captured::Judged(_) => "aircheck",
        Captured::SilenceBegan { .. } => "silence_began",
        Captured::SilenceEnded => "silence_ended",
        Captured::ForeignBegan { .. } => "foreign_began",
        Captured::ForeignEnded { .. } => "foreign_ended",
    }
}

/// The fields of an object in the order in which they are written.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }
}

fn with_fact(entry: Fields, fact: &Fact) -> Fields {
    match fact {
        Fact::DaemonStarted {
            version,
            rehearsal,
            off,
        } => entry
            .with("version", version.as_str())
            .with("rehearsal", *rehearsal)
            .with("off_since_ms", off.map(|off| off.since.0))
            .with("off_cause", off.map(|off| off.cause.slug())),
        Fact::DaemonStopped | Fact::Alive | Fact::ClockTrustChanged => entry,
        Fact::PlanAdopted { day, digest, cues } => entry
            .with("day", day.to_string())
            .with("digest", digest.to_string())
            .with("cues", *cues),
        Fact::ScheduleRefused { errors, first } => {
            entry.with("errors", *errors).with("first", first.as_str())
        }
        Fact::Ordered(order) => with_order(entry, order),
        Fact::Started {
            cue,
            at_us,
            late_us,
            from_frame,
            output,
        } => entry
            .with("cue", cue.as_str())
            .with("at_us", *at_us)
            .with("late_us", *late_us)
            .with("from_frame", *from_frame)
            .with("output", output.as_str()),
        Fact::Progress { cue, to_frame } => {
            entry.with("cue", cue.as_str()).with("to_frame", *to_frame)
        }
        Fact::Closed(closing) => with_closing(entry, closing),
        Fact::ClockStepped { by_ms } => entry.with("by_ms", *by_ms),
        Fact::ClockConfirmed { by } => entry.with("by", by.as_str()),
        Fact::OutputLost { output, why } => entry
            .with("output", output.as_str())
            .with("why", why.as_str()),
        Fact::OutputOpened { output } => entry.with("output", output.as_str()),
        Fact::Underrun { output, count } => {
            entry.with("output", output.as_str()).with("count", *count)
        }
        Fact::StoppedByOperator { by, occurrence } => entry
            .with("by", by.as_str())
            .with("occurrence", occurrence.as_str()),
        Fact::RecordGap {
            since,
            held,
            lost,
            why,
        } => entry
            .with("since_ms", since.0)
            .with("held", *held)
            .with("lost", *lost)
            .with("why", why.as_str()),
        Fact::Signing(signing) => with_signing(entry, signing),
        Fact::Captured(captured) => with_captured(entry, captured),
        Fact::ByHand(by_hand) => with_by_hand(entry, by_hand),
    }
}

fn with_by_hand(entry: Fields, by_hand: &ByHand) -> Fields {
    match by_hand {
        ByHand::Confirmed {
            cue,
            heard,
            by,
            note,
        } => entry
            .with("cue", cue.as_str())
            .with("heard", *heard)
            .with("by", by.as_str())
            .with("note", note.as_deref()),
        ByHand::Corrected {
            entry: corrected,
            cue,
            by,
            text,
        } => entry
            .with("entry", *corrected)
            .with("cue", cue.as_ref().map(CueId::as_str))
            .with("by", by.as_str())
            .with("text", text.as_str()),
        ByHand::Restored {
            size,
            seal,
            made,
            by,
        } => entry
            .with("size", *size)
            .with("seal", seal.to_string())
            .with("made_ms", made.0)
            .with("by", by.as_str()),
    }
}

fn with_signing(entry: Fields, signing: &Signing) -> Fields {
    match signing {
        Signing::KeyMade { key } => entry.with("key", key.as_str()),
        Signing::KeyRotated {
            old,
            key,
            by,
            signature,
        } => entry
            .with("old", old.as_str())
            .with("key", key.as_str())
            .with("by", by.as_deref())
            .with("signature", signature.as_deref()),
        Signing::CheckpointMade {
            size,
            seal,
            key,
            signature,
            why,
        } => entry
            .with("size", *size)
            .with("seal", seal.to_string())
            .with("key", key.as_str())
            .with("signature", signature.as_str())
            .with("why", why.slug()),
    }
}

fn with_captured(entry: Fields, captured: &Captured) -> Fields {
    match captured {
        Captured::Opened { input } => entry.with("input", input.as_str()),
        Captured::Lost { why } => entry.with("why", why.as_str()),
        Captured::Kept(KeptFile {
            name,
            from,
            until,
            samples,
            rate_hz,
            sha256,
        }) => entry
            .with("name", name.as_str())
            .with("from_ms", from.0)
            .with("until_ms", until.0)
            .with("samples", *samples)
            .with("rate_hz", *rate_hz)
            .with("sha256", sha256.to_string()),
        Captured::Removed { name } => entry.with("name", name.as_str()),
        Captured::Judged(judged) => with_judged(entry, judged),
        Captured::SilenceBegan { degree, cue } => entry
            .with("degree", degree.slug())
            .with("cue", cue.as_ref().map(CueId::as_str)),
        Captured::SilenceEnded => entry,
        Captured::ForeignBegan { from } => entry.with("from_ms", from.0),
        Captured::ForeignEnded {
            from,
            until,
            peak_mdbfs,
        } => entry
            .with("from_ms", from.0)
            .with("until_ms", until.0)
            .with("peak_mdbfs", *peak_mdbfs),
    }
}

fn with_judged(entry: Fields, judged: &Judged) -> Fields {
    let doubt = match judged.verdict {
        Verdict::Heard | Verdict::NotHeard => None,
        Verdict::Unverifiable(doubt) => Some(doubt.slug()),
    };
    let files = judged.files.iter();
    let files = files.map(|ComparedFile { name, sha256 }| format!("{sha256} {name}"));
    entry
        .with("cue", judged.cue.as_str())
        .with("at_us", judged.at_us)
        .with("from_frame", judged.from_frame)
        .with("to_frame", judged.to_frame)
        .with("input", judged.input.as_deref())
        .with("verdict", judged.verdict.slug())
        .with("doubt", doubt)
        .with("score_milli", judged.score_milli)
        .with("offset_us", judged.offset_us)
        .with("start_error_us", judged.start_error_us)
        .with("level_mdbfs", judged.level_mdbfs)
        .with("usual_mdbfs", judged.usual_mdbfs)
        .with("found_milli", judged.found_milli)
        .with("missing_milli", judged.missing_milli)
        .with("from_ms", judged.from.0)
        .with("until_ms", judged.until.0)
        .with("files", files.collect::<Vec<String>>())
}

fn with_order(entry: Fields, order: &Order) -> Fields {
    entry
        .with("cue", order.cue.as_str())
        .with("programme", order.programme.as_str())
        .with("segment", order.segment.as_str())
        .with("title", order.title.as_str())
        .with("audio", order.audio.as_str())
        .with("sha256", order.sha256.to_string())
        .with("topic", order.topic.as_deref())
        .with("producer", order.producer.as_deref())
        .with("zones", order.zones.clone())
        .with("scheduled_ms", order.scheduled.0)
        .with("start_ms", order.start.0)
        .with("from_frame", order.from_frame)
        .with("total_frames", order.total_frames)
        .with("made_up", order.made_up)
}

fn with_closing(entry: Fields, closing: &Closing) -> Fields {
    entry
        .with("cue", closing.cue.as_str())
        .with("outcome", closing.outcome.slug())
        .with("reason", closing.reason.map(Reason::slug))
        .with("scheduled_ms", closing.scheduled.0)
        .with("segment", closing.segment.as_ref().map(SegmentId::as_str))
        .with("title", closing.title.as_str())
        .with("played_frames", closing.played_frames)
        .with("total_frames", closing.total_frames)
        .with("at_least", closing.at_least)
}
