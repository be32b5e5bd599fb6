//! What the planner must know of the station: its hours and its loudness. Reading them is `config`'s.

use super::Rundown;
use crate::schedule::{Priority, Zones};
use crate::time::{DAY_MS, TimeOfDay, UtcMs};

/// What the planner must know of the station.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanOptions {
    /// The hours in which the station may air: from (included) until (excluded), where an end at 00:00 is the end of
    /// the day. None may cross midnight; where there are none, every hour is allowed.
    pub allowed: Vec<(TimeOfDay, TimeOfDay)>,
    /// Whether one output feeds every zone: then all zones hear whatever airs, and programmes overlap in time whatever
    /// zones they name.
    pub one_output: bool,
    /// The station's integrated loudness, in LUFS.
    pub target_lufs: f64,
    /// The true peak that no gain may exceed, in dBTP.
    pub true_peak_dbtp: f64,
}

impl PlanOptions {
    /// Returns where a programme for these zones is truly heard.
    pub(super) fn heard_in(&self, zones: &Zones) -> Zones {
        if self.one_output {
            Zones::All
        } else {
            zones.clone()
        }
    }

    /// Says whether a rundown may start at this time of day.
    pub(super) fn is_open(&self, time: TimeOfDay) -> bool {
        self.allowed.is_empty() || self.closing(time.ms()).is_some()
    }

    /// Returns the end in milliseconds of the window that holds this time of day; the latest where several do.
    fn closing(&self, time_ms: i64) -> Option<i64> {
        self.allowed
            .iter()
            .filter_map(|&(from, until)| {
                let end_ms = if until == TimeOfDay::MIDNIGHT {
                    DAY_MS
                } else {
                    until.ms()
                };
                (from.ms()..end_ms).contains(&time_ms).then_some(end_ms)
            })
            .max()
    }

    /// Returns the instant from which on a rundown may not start any more, windows that touch taken as one; `None`
    /// where hours don't bind it.
    pub(super) fn closes(&self, rundown: &Rundown) -> Option<UtcMs> {
        if rundown.priority == Priority::Emergency {
            return None;
        }
        let (day, time) = rundown.at.civil();
        let mut end_ms = self.closing(time.ms())?;
        while let Some(later_ms) = self.closing(end_ms) {
            end_ms = later_ms;
        }
        Some(day.start() + end_ms)
    }
}
