//! An entry's bytes back into a fact, strictly: what `encode` would not have written is refused. Whether the entry
//! fits into the chain is `verify`'s.

use serde_json::{Map, Value};

use super::Stamp;
use super::encode::{VERSION, encode};
use crate::aircheck::{Doubt, Verdict};
use crate::airing::captured::{Captured, ComparedFile, Degree, Judged, KeptFile};
use crate::airing::{
    ByHand, CheckpointWhy, ClockSource, ClockTrust, Closing, Fact, Off, Order, Outcome, Signing,
};
use crate::ids::{AudioPath, CueId, Digest, OccurrenceId, SegmentId};
use crate::reason::Reason;
use crate::time::{CivilDay, MonoMs, UtcMs};

/// What is wrong with an entry's bytes.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not a JSON object in UTF-8.
    #[error("not a JSON object: {0}")]
    NotAnObject(String),
    /// Written by a newer version of this program, or not by it at all.
    #[error("version {0}, this program reads version {VERSION}")]
    Version(u64),
    /// A kind of fact that this version does not know.
    #[error("unknown kind {0:?}")]
    UnknownKind(String),
    /// A field is not there.
    #[error("field {0} is missing")]
    Missing(&'static str),
    /// A field is of another type or out of range.
    #[error("field {field} should be {expected}")]
    Wrong {
        /// The field.
        field: &'static str,
        /// What should be there.
        expected: &'static str,
    },
    /// A field that this kind does not have.
    #[error("field {0:?} does not belong there")]
    Extra(String),
    /// The same fact in another spelling: fields in another order or twice, spaces, `at` unlike `at_ms`.
    #[error("not the spelling that is sealed")]
    Spelling,
}

/// Reads the bytes of an entry: its number, its stamp and its fact.
pub fn decode(bytes: &[u8]) -> Result<(u64, Stamp, Fact), DecodeError> {
    let map = serde_json::from_slice(bytes)
        .map_err(|error| DecodeError::NotAnObject(error.to_string()))?;
    let mut fields = Fields(map);
    let version = fields.u64("v")?;
    if version != VERSION {
        return Err(DecodeError::Version(version));
    }
    let seq = fields.u64("seq")?;
    fields.text("at")?;
    let stamp = Stamp {
        at: UtcMs(fields.i64("at_ms")?),
        mono: MonoMs(fields.i64("mono_ms")?),
        boot: fields.text("boot")?.into(),
        clock: ClockTrust {
            source: fields.found("clock", "a source of time", |slug| {
                ClockSource::ALL
                    .into_iter()
                    .find(|source| source.slug() == slug)
            })?,
            error_us: fields.optional("clock_error_us", Fields::i64)?,
        },
    };
    let kind = fields.text("kind")?;
    let fact = fields.fact(&kind)?;
    if let Some(name) = fields.0.keys().next() {
        return Err(DecodeError::Extra(name.clone()));
    }
    // One form for one entry: two spellings would let two different chains tell the same story.
    if encode(seq, &stamp, &fact) != bytes {
        return Err(DecodeError::Spelling);
    }
    Ok((seq, stamp, fact))
}

/// The fields that have not been read yet.
struct Fields(Map<String, Value>);

impl Fields {
    fn fact(&mut self, kind: &str) -> Result<Fact, DecodeError> {
        Ok(match kind {
            "daemon_started" => self.daemon_started()?,
            "daemon_stopped" => Fact::DaemonStopped,
            "alive" => Fact::Alive,
            "plan_adopted" => Fact::PlanAdopted {
                day: self.found("day", "a date", CivilDay::parse)?,
                digest: self.found("digest", "a SHA-256", Digest::parse)?,
                cues: self.u32("cues")?,
            },
            "schedule_refused" => Fact::ScheduleRefused {
                errors: self.u32("errors")?,
                first: self.text("first")?,
            },
            "ordered" => Fact::Ordered(self.order()?),
            "started" => Fact::Started {
                cue: CueId::new(self.text("cue")?),
                at_us: self.i64("at_us")?,
                late_us: self.i64("late_us")?,
                from_frame: self.u64("from_frame")?,
                output: self.text("output")?,
            },
            "progress" => Fact::Progress {
                cue: CueId::new(self.text("cue")?),
                to_frame: self.u64("to_frame")?,
            },
            "closed" => Fact::Closed(self.closing()?),
            "clock_stepped" => Fact::ClockStepped {
                by_ms: self.i64("by_ms")?,
            },
            "clock_trust_changed" => Fact::ClockTrustChanged,
            "clock_confirmed" => Fact::ClockConfirmed {
                by: self.text("by")?,
            },
            "output_lost" => Fact::OutputLost {
                output: self.text("output")?,
                why: self.text("why")?,
            },
            "output_opened" => Fact::OutputOpened {
                output: self.text("output")?,
            },
            "underrun" => Fact::Underrun {
                output: self.text("output")?,
                count: self.u32("count")?,
            },
            "stopped_by_operator" => Fact::StoppedByOperator {
                by: self.text("by")?,
                occurrence: OccurrenceId::new(self.text("occurrence")?),
            },
            "record_gap" => Fact::RecordGap {
                since: UtcMs(self.i64("since_ms")?),
                held: self.u32("held")?,
                lost: self.u32("lost")?,
                why: self.text("why")?,
            },
            "key_made" => Fact::Signing(Signing::KeyMade {
                key: self.text("key")?,
            }),
            "key_rotated" => Fact::Signing(Signing::KeyRotated {
                old: self.text("old")?,
                key: self.text("key")?,
                by: self.optional("by", Self::text)?,
                signature: self.optional("signature", Self::text)?,
            }),
            "checkpoint_made" => Fact::Signing(self.checkpoint()?),
            "confirmed" | "corrected" | "restored" => Fact::ByHand(self.by_hand(kind)?),
            _ => return self.captured(kind).map(Fact::Captured),
        })
    }

    fn captured(&mut self, kind: &str) -> Result<Captured, DecodeError> {
        Ok(match kind {
            "capture_opened" => Captured::Opened {
                input: self.text("input")?,
            },
            "capture_lost" => Captured::Lost {
                why: self.text("why")?,
            },
            "capture_kept" => Captured::Kept(KeptFile {
                name: self.text("name")?,
                from: UtcMs(self.i64("from_ms")?),
                until: UtcMs(self.i64("until_ms")?),
                samples: self.u64("samples")?,
                rate_hz: self.u32("rate_hz")?,
                sha256: self.found("sha256", "a SHA-256", Digest::parse)?,
            }),
            "capture_removed" => Captured::Removed {
                name: self.text("name")?,
            },
            "aircheck" => Captured::Judged(self.judged()?),
            "silence_began" => Captured::SilenceBegan {
                degree: self.found("degree", "a degree of silence", |slug| {
                    Degree::ALL.into_iter().find(|degree| degree.slug() == slug)
                })?,
                cue: self.optional("cue", Self::text)?.map(CueId::new),
            },
            "silence_ended" => Captured::SilenceEnded,
            "foreign_began" => Captured::ForeignBegan {
                from: UtcMs(self.i64("from_ms")?),
            },
            "foreign_ended" => Captured::ForeignEnded {
                from: UtcMs(self.i64("from_ms")?),
                until: UtcMs(self.i64("until_ms")?),
                peak_mdbfs: self.i64("peak_mdbfs")?,
            },
            _ => return Err(DecodeError::UnknownKind(kind.to_owned())),
        })
    }

    fn judged(&mut self) -> Result<Judged, DecodeError> {
        Ok(Judged {
            cue: CueId::new(self.text("cue")?),
            at_us: self.i64("at_us")?,
            from_frame: self.u64("from_frame")?,
            to_frame: self.u64("to_frame")?,
            input: self.optional("input", Self::text)?,
            verdict: self.verdict()?,
            score_milli: self.u64("score_milli")?,
            offset_us: self.optional("offset_us", Self::i64)?,
            start_error_us: self.optional("start_error_us", Self::i64)?,
            level_mdbfs: self.optional("level_mdbfs", Self::i64)?,
            usual_mdbfs: self.optional("usual_mdbfs", Self::i64)?,
            found_milli: self.u64("found_milli")?,
            missing_milli: self.u64("missing_milli")?,
            from: UtcMs(self.i64("from_ms")?),
            until: UtcMs(self.i64("until_ms")?),
            files: self.compared("files")?,
        })
    }

    fn verdict(&mut self) -> Result<Verdict, DecodeError> {
        let verdict = self.text("verdict")?;
        let doubt = self.optional("doubt", |fields, name| {
            fields.found(name, "a doubt", |slug| {
                Doubt::ALL.into_iter().find(|doubt| doubt.slug() == slug)
            })
        })?;
        let found = match doubt {
            Some(doubt) => Some(Verdict::Unverifiable(doubt)),
            None => [Verdict::Heard, Verdict::NotHeard]
                .into_iter()
                .find(|known| known.slug() == verdict),
        };
        found
            .filter(|found| found.slug() == verdict)
            .ok_or(DecodeError::Wrong {
                field: "verdict",
                expected: "a verdict, with a doubt where it is unverifiable",
            })
    }

    /// Takes a list of `SHA-256 NAME`.
    fn compared(&mut self, field: &'static str) -> Result<Vec<ComparedFile>, DecodeError> {
        let files = self.texts(field)?.into_iter().map(|text| {
            let (sha256, name) = text.split_once(' ')?;
            let (sha256, name) = (Digest::parse(sha256)?, name.to_owned());
            Some(ComparedFile { name, sha256 })
        });
        files.collect::<Option<_>>().ok_or(DecodeError::Wrong {
            field,
            expected: "a list of digests with names",
        })
    }

    fn checkpoint(&mut self) -> Result<Signing, DecodeError> {
        Ok(Signing::CheckpointMade {
            size: self.u64("size")?,
            seal: self.found("seal", "a SHA-256", Digest::parse)?,
            key: self.text("key")?,
            signature: self.text("signature")?,
            why: self.found("why", "what a checkpoint is made for", |slug| {
                CheckpointWhy::ALL
                    .into_iter()
                    .find(|why| why.slug() == slug)
            })?,
        })
    }

    fn by_hand(&mut self, kind: &str) -> Result<ByHand, DecodeError> {
        Ok(match kind {
            "confirmed" => ByHand::Confirmed {
                cue: CueId::new(self.text("cue")?),
                heard: self.bool("heard")?,
                by: self.text("by")?,
                note: self.optional("note", Self::text)?,
            },
            "corrected" => ByHand::Corrected {
                entry: self.u64("entry")?,
                cue: self.optional("cue", Self::text)?.map(CueId::new),
                by: self.text("by")?,
                text: self.text("text")?,
            },
            _ => ByHand::Restored {
                size: self.u64("size")?,
                seal: self.found("seal", "a SHA-256", Digest::parse)?,
                made: UtcMs(self.i64("made_ms")?),
                by: self.text("by")?,
            },
        })
    }

    fn daemon_started(&mut self) -> Result<Fact, DecodeError> {
        let version = self.text("version")?;
        let rehearsal = self.bool("rehearsal")?;
        let since = self.optional("off_since_ms", Self::i64)?;
        let cause = self.optional("off_cause", |fields, name| {
            fields.found(name, "a reason", Reason::from_slug)
        })?;
        let off = match (since, cause) {
            (Some(since), Some(cause)) => Some(Off {
                since: UtcMs(since),
                cause,
            }),
            (None, None) => None,
            (None, Some(_)) | (Some(_), None) => {
                return Err(DecodeError::Wrong {
                    field: "off_cause",
                    expected: "null exactly when off_since_ms is",
                });
            }
        };
        Ok(Fact::DaemonStarted {
            version,
            rehearsal,
            off,
        })
    }

    fn order(&mut self) -> Result<Order, DecodeError> {
        Ok(Order {
            cue: CueId::new(self.text("cue")?),
            programme: self.text("programme")?,
            segment: SegmentId::new(self.text("segment")?),
            title: self.text("title")?,
            audio: AudioPath::new(self.text("audio")?),
            sha256: self.found("sha256", "a SHA-256", Digest::parse)?,
            topic: self.optional("topic", Self::text)?,
            producer: self.optional("producer", Self::text)?,
            zones: self.texts("zones")?,
            scheduled: UtcMs(self.i64("scheduled_ms")?),
            start: UtcMs(self.i64("start_ms")?),
            from_frame: self.u64("from_frame")?,
            total_frames: self.u64("total_frames")?,
            made_up: self.bool("made_up")?,
        })
    }

    fn closing(&mut self) -> Result<Closing, DecodeError> {
        Ok(Closing {
            cue: CueId::new(self.text("cue")?),
            outcome: self.found("outcome", "an outcome", |slug| {
                Outcome::ALL
                    .into_iter()
                    .find(|outcome| outcome.slug() == slug)
            })?,
            reason: self.optional("reason", |fields, name| {
                fields.found(name, "a reason", Reason::from_slug)
            })?,
            scheduled: UtcMs(self.i64("scheduled_ms")?),
            segment: self.optional("segment", Self::text)?.map(SegmentId::new),
            title: self.text("title")?,
            played_frames: self.u64("played_frames")?,
            total_frames: self.u64("total_frames")?,
            at_least: self.bool("at_least")?,
        })
    }

    /// Takes a field that must be there, through `read`.
    fn take<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<T, DecodeError> {
        // Order does not matter here (the spelling is checked as a whole), so the cheap removal will do.
        let value = self
            .0
            .swap_remove(field)
            .ok_or(DecodeError::Missing(field))?;
        read(value).ok_or(DecodeError::Wrong { field, expected })
    }

    fn text(&mut self, field: &'static str) -> Result<String, DecodeError> {
        self.take(field, "text", |value| match value {
            Value::String(text) => Some(text),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        })
    }

    fn texts(&mut self, field: &'static str) -> Result<Vec<String>, DecodeError> {
        self.take(field, "a list of texts", |value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    fn found<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        self.take(field, expected, |value| find(value.as_str()?))
    }

    fn u64(&mut self, field: &'static str) -> Result<u64, DecodeError> {
        self.take(field, "a whole number from 0", |value| value.as_u64())
    }

    fn u32(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        self.take(field, "a whole number from 0 to 4294967295", |value| {
            u32::try_from(value.as_u64()?).ok()
        })
    }

    fn i64(&mut self, field: &'static str) -> Result<i64, DecodeError> {
        self.take(field, "a whole number", |value| value.as_i64())
    }

    fn bool(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        self.take(field, "true or false", |value| value.as_bool())
    }

    /// Takes a field that must be there but may be null.
    fn optional<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.0.get(field) == Some(&Value::Null) {
            self.0.swap_remove(field);
            return Ok(None);
        }
        read(self, field).map(Some)
    }
}
