//! What the planner must know of the station: its hours and its loudness. Reading them is `config`'s, counting the
//! minutes is `limits`'.

use super::SpecialDays;
use crate::reason::Reason;
use crate::schedule::{Priority, Season, Zones};
use crate::time::{CivilDay, DAY_MS, TimeOfDay, UtcMs};

/// What the planner must know of the station.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanOptions {
    /// The hours in which the station may air: from (included) until (excluded), where an end at 00:00 is the end of
    /// the day. None may cross midnight; where there are none, every hour is allowed.
    pub allowed: Vec<(TimeOfDay, TimeOfDay)>,
    /// The days on which it may not air as usual.
    pub special: SpecialDays,
    /// Whether one output feeds every zone: then all zones hear whatever airs, and programmes overlap in time whatever
    /// zones they name.
    pub one_output: bool,
    /// The station's integrated loudness, in LUFS.
    pub target_lufs: f64,
    /// The true peak that no gain may exceed, in dBTP.
    pub true_peak_dbtp: f64,
    /// What binds the station inside its hours.
    pub limits: Limits,
    /// Gain by time of day; the stretches don't overlap.
    pub gains: Vec<HourGain>,
}

/// What binds a station beyond its windows; by itself nothing. Emergencies are neither bound nor counted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Limits {
    /// Before this time of day nothing starts.
    pub earliest: Option<TimeOfDay>,
    /// The same for parts of the year, which go before `earliest`; of several that hold a day, the first.
    pub seasons: Vec<(Season, TimeOfDay)>,
    /// The most milliseconds on air in one window of a civil day.
    pub session_ms: Option<i64>,
    /// The most milliseconds on air in a civil day.
    pub day_ms: Option<i64>,
}

/// How much louder or softer than usual the station is at a time of day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HourGain {
    /// The first instant of the day at which it holds.
    pub from: TimeOfDay,
    /// The first at which it does not any more; 00:00 is the end of the day. It may not cross midnight.
    pub until: TimeOfDay,
    /// Decibels, -40..=6.
    pub gain_db: f64,
}

impl PlanOptions {
    /// Returns why nothing but emergencies may start at a time of a day; `None` where it may.
    pub(super) fn closed(&self, day: CivilDay, time: TimeOfDay) -> Option<Reason> {
        if self
            .limits
            .earliest_on(day)
            .is_some_and(|earliest| time < earliest)
        {
            return Some(Reason::TooEarly);
        }
        (!self.is_open(time)).then_some(Reason::OutsideHours)
    }

    /// Returns the number of the window that holds this time of day; the first where several do.
    pub(super) fn session(&self, time: TimeOfDay) -> Option<usize> {
        let mut windows = self.allowed.iter();
        windows.position(|&(from, until)| holds(from, until, time.ms()).is_some())
    }

    /// Returns by how many decibels a time of day is louder than usual.
    pub(super) fn hour_gain_db(&self, time: TimeOfDay) -> f64 {
        let mut gains = self.gains.iter();
        let found = gains.find(|gain| holds(gain.from, gain.until, time.ms()).is_some());
        found.map_or(0.0, |gain| gain.gain_db)
    }

    /// Returns where a programme for these zones is truly heard.
    pub(super) fn heard_in(&self, zones: &Zones) -> Zones {
        if self.one_output {
            Zones::All
        } else {
            zones.clone()
        }
    }

    /// Says whether a rundown may start at this time of day.
    fn is_open(&self, time: TimeOfDay) -> bool {
        self.allowed.is_empty() || self.closing(time.ms()).is_some()
    }

    /// Returns the end in milliseconds of the window that holds this time of day; the latest where several do.
    fn closing(&self, time_ms: i64) -> Option<i64> {
        self.allowed
            .iter()
            .filter_map(|&(from, until)| holds(from, until, time_ms))
            .max()
    }

    /// Returns the instant from which on what is due at `at` may not start any more, windows that touch taken as one;
    /// `None` where hours don't bind it.
    pub fn closes(&self, priority: Priority, at: UtcMs) -> Option<UtcMs> {
        if priority == Priority::Emergency {
            return None;
        }
        let (day, time) = at.civil();
        let mut end_ms = self.closing(time.ms())?;
        while let Some(later_ms) = self.closing(end_ms) {
            end_ms = later_ms;
        }
        Some(day.start() + end_ms)
    }
}

impl Limits {
    /// Returns the time of day before which nothing starts on a day.
    fn earliest_on(&self, day: CivilDay) -> Option<TimeOfDay> {
        let mut seasons = self.seasons.iter();
        let season = seasons.find(|(season, _)| season.contains(day));
        season.map(|&(_, earliest)| earliest).or(self.earliest)
    }
}

/// Returns the end in milliseconds of a stretch of the day, where it holds a time of day.
fn holds(from: TimeOfDay, until: TimeOfDay, time_ms: i64) -> Option<i64> {
    let end_ms = match until {
        TimeOfDay::MIDNIGHT => DAY_MS,
        until => until.ms(),
    };
    (from.ms()..end_ms).contains(&time_ms).then_some(end_ms)
}
