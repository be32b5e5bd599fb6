//! How loud a cue is made: from the station's loudness, the hour and the true peak. What is measured of a file is the
//! library's.

use super::options::PlanOptions;
use crate::library::AudioFacts;
use crate::time::TimeOfDay;

/// The widest correction of loudness, in decibels; a larger one points to a wrong measurement or a wrong file.
const GAIN_LIMIT_DB: f64 = 20.0;

/// The gain that brings a segment to the station's loudness, inside ±20 dB, and from there to that of the time of day;
/// held below its true peak as a whole, and rounded down to a hundredth. Where the loudness is not known, the time of
/// day alone counts, and only to make it softer.
pub(super) fn gain_db(facts: &AudioFacts, options: &PlanOptions, time: TimeOfDay) -> f32 {
    let hour_db = options.hour_gain_db(time);
    let ceiling_db = facts.true_peak_dbtp.map_or(f64::INFINITY, |peak_dbtp| {
        options.true_peak_dbtp - peak_dbtp
    });
    let held_db = match facts.loudness_lufs.filter(|lufs| lufs.is_finite()) {
        Some(loudness_lufs) => {
            let gain_db = (options.target_lufs - loudness_lufs).min(ceiling_db);
            let gain_db = gain_db.clamp(-GAIN_LIMIT_DB, GAIN_LIMIT_DB);
            (gain_db + hour_db).min(ceiling_db)
        }
        None => hour_db.min(0.0),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a few decibels in hundredths fit"
    )]
    let rounded_db = ((held_db * 100.0).floor() / 100.0) as f32;
    rounded_db
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Found;
    use crate::plan::builders::{a_segment, options};

    #[test]
    fn the_gain_reaches_the_target_under_the_true_peak() {
        let check = |loudness: Option<f64>, peak: Option<f64>, expected: f32| {
            let mut segment = a_segment("a", 1_000);
            if let Found::Audio(facts) = &mut segment.found {
                (facts.loudness_lufs, facts.true_peak_dbtp) = (loudness, peak);
            }
            let found_db = gain_db(segment.facts().unwrap(), &options(), TimeOfDay::MIDNIGHT);
            assert!(
                (found_db - expected).abs() < 1e-4,
                "{loudness:?} {peak:?}: {found_db}"
            );
        };
        check(Some(-23.0), Some(-3.0), 0.0);
        check(Some(-17.5), Some(-1.0), -5.5);
        check(Some(-30.0), Some(-12.0), 7.0);
        check(Some(-30.0), Some(-4.0), 3.0); // held by the true peak
        check(Some(-30.0), Some(0.5), -1.5);
        check(Some(-60.0), Some(-50.0), 20.0);
        check(Some(5.0), Some(0.0), -20.0);
        check(Some(-33.333), None, 10.33); // down to a hundredth
        check(None, Some(-30.0), 0.0);
        check(Some(f64::NAN), Some(-30.0), 0.0);
    }
}
