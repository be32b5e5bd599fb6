//! What entries are found by: columns that follow from an entry's bytes. Nothing here is evidence, and nothing here
//! knows a table.

use super::Stamp;
use super::encode::kind;
use crate::airing::{ByHand, Captured, Fact};
use crate::ids::{CueId, SegmentId};
use crate::time::{CivilDay, UtcMs};

/// What the store keeps beside an entry's bytes, to find it by. Nothing here is evidence: it follows from the bytes
/// alone and is checked against them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns {
    /// The stamp's wall clock.
    pub at: UtcMs,
    /// The kind of fact.
    pub kind: &'static str,
    /// The cue, where the fact is about one.
    pub cue: Option<CueId>,
    /// The civil day that the fact is about: the plan's, the one that the cue's id begins with, or else the stamp's.
    pub day: CivilDay,
    /// The segment, for orders and closings that name one.
    pub segment: Option<SegmentId>,
    /// The slug of the outcome, for closings.
    pub outcome: Option<&'static str>,
}

impl Columns {
    /// Derives the columns of an entry.
    pub fn of(stamp: &Stamp, fact: &Fact) -> Self {
        let mut columns = Self {
            at: stamp.at,
            kind: kind(fact),
            cue: None,
            day: stamp.at.day(),
            segment: None,
            outcome: None,
        };
        match fact {
            Fact::PlanAdopted { day, .. } => columns.day = *day,
            Fact::Ordered(order) => {
                columns.cue = Some(order.cue.clone());
                columns.segment = Some(order.segment.clone());
            }
            Fact::Started { cue, .. }
            | Fact::Progress { cue, .. }
            | Fact::ByHand(
                ByHand::Confirmed { cue, .. } | ByHand::Corrected { cue: Some(cue), .. },
            ) => {
                columns.cue = Some(cue.clone());
            }
            Fact::Captured(Captured::Judged(judged)) => columns.cue = Some(judged.cue.clone()),
            Fact::Captured(Captured::SilenceBegan { cue, .. }) => columns.cue.clone_from(cue),
            Fact::Closed(closing) => {
                columns.cue = Some(closing.cue.clone());
                columns.segment.clone_from(&closing.segment);
                columns.outcome = Some(closing.outcome.slug());
            }
            Fact::DaemonStarted { .. }
            | Fact::DaemonStopped
            | Fact::Alive
            | Fact::ScheduleRefused { .. }
            | Fact::ClockStepped { .. }
            | Fact::ClockTrustChanged
            | Fact::ClockConfirmed { .. }
            | Fact::OutputLost { .. }
            | Fact::OutputOpened { .. }
            | Fact::Underrun { .. }
            | Fact::StoppedByOperator { .. }
            | Fact::RecordGap { .. }
            | Fact::Signing(_)
            | Fact::ByHand(ByHand::Corrected { cue: None, .. } | ByHand::Restored { .. })
            | Fact::Captured(_) => {}
        }
        if let Some(day) = columns.cue.as_ref().and_then(day_of) {
            columns.day = day;
        }
        columns
    }
}

/// Returns the civil day that a cue's id begins with, where it does.
pub fn day_of(cue: &CueId) -> Option<CivilDay> {
    CivilDay::parse(cue.as_str().get(..10)?)
}
