//! The verdict: stretches are compared section by section, and what they say together decides. How a section is
//! compared is left to `section`.

use std::ops::Range;

use super::correlate::STRETCH_MAX;
use super::flatten::DECIMATION;
use super::level::Level;
use super::model::{Doubt, Finding, JudgeOptions, RATE_HZ, Seen, Stretch, Verdict};
use super::section::{Comparer, Section, median};

/// The longest section, in stretches: half a minute, within which a clock drifts by few cells.
const SECTION_MAX: usize = 32;
/// From here on there is a trace.
const TRACE_DIGITS: f64 = 3.0;
/// How many different lags a section may have: sound that stopped and went on comes later.
const LINES_MAX: usize = 3;
/// A stretch is missing, not covered, when the others were this much more alike (by their median) than at any other lag
const CLEAR_CONTRAST: f64 = 2.0;
/// ... and the capture was at most this much louder there than where they were found, in decibels.
const LOUDER_DB: f64 = 3.0;
/// ... and is itself at most this much weaker than those.
const WEAKER_DB: f64 = 6.0;
/// Sound this far below the loudest stretch of its section, or below that level, is nothing to be heard.
const QUIET_BELOW_DB: f64 = 40.0;
const QUIET_DBFS: f64 = -60.0;
/// The share of a stretch that must have been captured.
const CAPTURED_MIN: f64 = 0.8;
/// The share of the sound that must have been found for it to be heard.
const COVERAGE_MIN: f64 = 0.5;
/// The share of what can be told that may be missing.
const MISSING_MAX: f64 = 0.3;
/// The least sound that can be told from a word that happens to be alike, in stretches.
const STRETCHES_MIN: usize = 5;
/// How much louder than usual a capture may be and would still have heard the station, in decibels: it hears at a noise
/// that is twice as strong as it.
const COVER_DB: f64 = 6.0;
/// Below this length a drift would be noise, in milliseconds.
const DRIFT_FROM_MS: u32 = 10_000;

/// Judges one airing. Hand it every section in order, then ask for the finding.
pub struct Judge {
    options: JudgeOptions,
    comparer: Comparer,
    stretches: Vec<Heard>,
    samples: usize,
    score: f64,
}

/// A stretch with what the verdict needs of it.
struct Heard {
    stretch: Stretch,
    own: Level,
    level: Level,
    captured: f64,
}

/// Returns the parts, in samples, in which a sound of that many samples is to be handed to [`Judge::hear`].
pub fn sections(samples: usize) -> Vec<Range<usize>> {
    let stretches = samples.div_ceil(DECIMATION * STRETCH_MAX).max(1);
    let count = stretches.div_ceil(SECTION_MAX);
    (0..count)
        .map(|n| samples * n / count..samples * (n + 1) / count)
        .collect()
}

impl Judge {
    /// Begins to judge an airing.
    pub fn new(options: JudgeOptions) -> Self {
        Self {
            options,
            comparer: Comparer::default(),
            stretches: Vec::new(),
            samples: 0,
            score: 0.0,
        }
    }

    /// Judges a whole airing at once; `capture` begins [`JudgeOptions::lead_ms`] before the instant of `reference`.
    pub fn judge(options: JudgeOptions, reference: &[f32], capture: &[f32]) -> Finding {
        let mut judge = Self::new(options);
        let late = capture.len().saturating_sub(reference.len());
        for section in sections(reference.len()) {
            let until = capture.len().min(section.end + late);
            judge.hear(
                &reference[section.clone()],
                &capture[section.start.min(until)..until],
            );
        }
        judge.finding()
    }

    /// Takes the next section ([`sections`]) of what should have been heard, at 8 kHz, and what was captured from
    /// [`JudgeOptions::lead_ms`] before its instant until as long after its end as it is to be looked for. What was not
    /// captured is not-a-number.
    pub fn hear(&mut self, reference: &[f32], capture: &[f32]) {
        let count = reference.len().div_ceil(DECIMATION * STRETCH_MAX).max(1);
        let stretch = reference.len() / DECIMATION / count;
        let from = self.stretches.len();
        for number in 0..count {
            self.add_stretch(reference, capture, number * stretch, stretch);
        }
        self.samples += reference.len();
        mark_quiet(&mut self.stretches[from..]);
        if stretch == 0 {
            return;
        }
        let lead = self.lead_samples() / DECIMATION;
        let section = Section::compare(&self.comparer, reference, capture, stretch, lead);
        for _ in 0..LINES_MAX {
            let is_open =
                |number: &usize| self.stretches[from + number].stretch.seen == Seen::Unclear;
            let open: Vec<usize> = (0..count).filter(is_open).collect();
            let Some(line) = section.find_line(&open) else {
                return;
            };
            self.score = self.score.max(line.digits);
            for &number in &open {
                self.stretches[from + number].stretch.contrast = section.contrast(&line, number);
            }
            let found = section.on_line(&line, &open);
            if found.is_empty() {
                return;
            }
            for on_line in found {
                let heard = &mut self.stretches[from + on_line.number].stretch;
                heard.seen = Seen::Found;
                heard.offset_ms = Some(on_line.offset_ms);
            }
        }
    }

    /// Returns what was found in all sections.
    pub fn finding(mut self) -> Finding {
        self.tell_missing_from_unclear();
        let mut level = Level::default();
        for heard in &self.stretches {
            level.join(heard.level);
        }
        let level_dbfs = level.dbfs();
        let (coverage, missing) = (self.share(Seen::Found), self.share(Seen::Missing));
        let found = || {
            self.stretches
                .iter()
                .filter(|heard| heard.stretch.seen == Seen::Found)
        };
        Finding {
            verdict: self.verdict(level_dbfs, coverage, missing),
            score: self.score,
            offset_ms: found().next().and_then(|heard| heard.stretch.offset_ms),
            drift_ppm: drift_of(found().map(|heard| heard.stretch)),
            level_dbfs,
            coverage,
            missing,
            stretches: self.stretches.iter().map(|heard| heard.stretch).collect(),
        }
    }

    fn verdict(&self, level_dbfs: Option<f64>, coverage: f64, missing: f64) -> Verdict {
        let heard = self
            .stretches
            .iter()
            .filter(|heard| heard.stretch.seen != Seen::Quiet);
        let audible = heard.clone().count();
        let captured = heard.map(|heard| heard.captured).sum::<f64>() / audible.max(1) as f64;
        let doubt = if audible < STRETCHES_MIN {
            Doubt::TooShort
        } else if coverage > 0.0 {
            let told = coverage + missing;
            if coverage >= COVERAGE_MIN && missing <= MISSING_MAX * told {
                return Verdict::Heard;
            }
            Doubt::Part
        } else if captured < CAPTURED_MIN {
            Doubt::NotCaptured
        } else if level_dbfs.is_none_or(|level| level < self.options.silent_dbfs) {
            Doubt::Silent
        } else if self.score >= TRACE_DIGITS {
            Doubt::Weak
        } else {
            match (self.options.usual_dbfs, level_dbfs) {
                (Some(usual), Some(level)) if level <= usual + COVER_DB => {
                    return Verdict::NotHeard;
                }
                (Some(_), _) => Doubt::Covered,
                (None, _) => Doubt::NeverHeard,
            }
        };
        Verdict::Unverifiable(doubt)
    }

    fn lead_samples(&self) -> usize {
        usize::try_from(self.options.lead_ms).expect("a lead should be short") * RATE_HZ / 1_000
    }

    fn add_stretch(&mut self, reference: &[f32], capture: &[f32], at: usize, stretch: usize) {
        let (from, to) = (DECIMATION * at, DECIMATION * (at + stretch));
        let lead = self.lead_samples();
        let there = capture.get((from + lead).min(capture.len())..(to + lead).min(capture.len()));
        let there = there.unwrap_or_default();
        let captured = there.iter().filter(|sample| sample.is_finite()).count();
        let captured = captured as f64 / (to - from).max(1) as f64;
        let ms = |samples: usize| {
            u32::try_from((self.samples + samples) * 1_000 / RATE_HZ).unwrap_or(u32::MAX)
        };
        self.stretches.push(Heard {
            stretch: Stretch {
                from_ms: ms(from),
                to_ms: ms(to),
                seen: if captured < CAPTURED_MIN {
                    Seen::NotCaptured
                } else {
                    Seen::Unclear
                },
                contrast: 0.0,
                offset_ms: None,
            },
            own: Level::of(&reference[from..to]),
            level: Level::of(there),
            captured,
        });
    }

    fn share(&self, seen: Seen) -> f64 {
        let count = |wanted: &dyn Fn(Seen) -> bool| {
            self.stretches
                .iter()
                .filter(|heard| wanted(heard.stretch.seen))
                .count() as f64
        };
        let audible = count(&|seen| seen != Seen::Quiet);
        if audible == 0.0 {
            0.0
        } else {
            count(&|found| found == seen) / audible
        }
    }

    /// What was not found is missing where it must have been found had it been there: the others are far above chance,
    /// it is as strong as they are, and it was no louder there than where they were found.
    fn tell_missing_from_unclear(&mut self) {
        let found = || {
            self.stretches
                .iter()
                .filter(|heard| heard.stretch.seen == Seen::Found)
        };
        let Some(usual) = median(found().map(|heard| heard.stretch.contrast)) else {
            return;
        };
        let level = median(found().filter_map(|heard| heard.level.dbfs()));
        let own = median(found().filter_map(|heard| heard.own.dbfs()));
        if usual < CLEAR_CONTRAST {
            return;
        }
        let is_above = |level: Option<f64>, bound: Option<f64>| {
            level.zip(bound).is_some_and(|(level, bound)| level > bound)
        };
        for heard in &mut self.stretches {
            let is_covered = is_above(heard.level.dbfs(), level.map(|level| level + LOUDER_DB));
            let is_strong = is_above(heard.own.dbfs(), own.map(|own| own - WEAKER_DB));
            // Where it is likest of all lags something of it was there.
            let is_absent = heard.stretch.contrast < 1.0;
            if heard.stretch.seen == Seen::Unclear && is_absent && is_strong && !is_covered {
                heard.stretch.seen = Seen::Missing;
            }
        }
    }
}

/// Marks the stretches of a section in which there is nothing to be heard.
fn mark_quiet(section: &mut [Heard]) {
    let loudest = section
        .iter()
        .filter_map(|heard| heard.own.dbfs())
        .fold(f64::MIN, f64::max);
    let least = (loudest - QUIET_BELOW_DB).max(QUIET_DBFS);
    for heard in section {
        if heard.own.dbfs().is_none_or(|level| level < least) {
            heard.stretch.seen = Seen::Quiet;
        }
    }
}

/// Returns the slope of the offsets, in millionths: the median over pairs of stretches half the sound apart, so that a
/// gap does not count as drift.
fn drift_of(found: impl Iterator<Item = Stretch>) -> Option<f64> {
    let found: Vec<Stretch> = found.collect();
    let length_ms = found.last()?.from_ms - found.first()?.from_ms;
    if length_ms < DRIFT_FROM_MS {
        return None;
    }
    let half = found.len() / 2;
    let slopes = found.iter().zip(&found[half..]).filter_map(|(a, b)| {
        let apart_ms = f64::from(b.from_ms - a.from_ms);
        Some((b.offset_ms? - a.offset_ms?) / apart_ms * 1e6)
    });
    median(slopes)
}
