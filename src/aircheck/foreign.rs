//! Sound while the station plays nothing: somebody else is on the loudspeakers. Told when it begins and when it ended.

use std::collections::VecDeque;

use super::level::{HumFilter, Level};
use super::model::RATE_HZ;

/// Samples over which a level is taken: 100 ms.
const STEP: usize = RATE_HZ / 10;
/// Steps in a second.
const STEPS_PER_S: usize = 10;
/// How long the floor looks back, in minima of ten seconds each: five minutes.
const MINIMA: usize = 30;
const STEPS_PER_MINIMUM: usize = 10 * STEPS_PER_S;

/// When sound counts as foreign.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ForeignOptions {
    /// Sound below this level, in dBFS without hum, is never foreign.
    pub least_dbfs: f64,
    /// It begins this far above the floor, in decibels.
    pub begin_above_db: f64,
    /// It ends below this far above the floor, in decibels; less than `begin_above_db`.
    pub end_above_db: f64,
    /// How long there must be sound for it to begin, in seconds: a door or thunder is shorter.
    pub begin_after_s: u32,
    /// How long it must be quiet for it to end, in seconds: a speaker's pauses are shorter.
    pub end_after_s: u32,
}

impl Default for ForeignOptions {
    fn default() -> Self {
        Self {
            least_dbfs: -45.0,
            begin_above_db: 15.0,
            end_above_db: 9.0,
            begin_after_s: 4,
            end_after_s: 10,
        }
    }
}

/// Foreign sound, told.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Foreign {
    /// It began, so many milliseconds ago.
    Began {
        /// How long ago.
        ago_ms: u32,
    },
    /// It ended, so many milliseconds ago.
    Ended {
        /// How long ago.
        ago_ms: u32,
        /// How long it lasted.
        length_ms: u32,
        /// The loudest second of it, in dBFS.
        peak_dbfs: f64,
    },
}

/// Watches a capture for sound outside the station's own.
#[derive(Clone, Debug)]
pub struct ForeignDetector {
    options: ForeignOptions,
    filter: HumFilter,
    level: Level,
    left: usize,
    /// Levels of the last steps, the newest last; as many as it takes to begin.
    recent: VecDeque<f64>,
    minimum: f64,
    minimum_steps: usize,
    minima: VecDeque<f64>,
    quiet_steps: usize,
    sounding: Option<Sounding>,
}

#[derive(Clone, Copy, Debug)]
struct Sounding {
    steps: usize,
    peak_dbfs: f64,
}

impl ForeignDetector {
    /// Begins to watch.
    pub fn new(options: ForeignOptions) -> Self {
        Self {
            options,
            filter: HumFilter::default(),
            level: Level::default(),
            left: STEP,
            recent: VecDeque::new(),
            minimum: f64::INFINITY,
            minimum_steps: 0,
            minima: VecDeque::new(),
            quiet_steps: 0,
            sounding: None,
        }
    }

    /// Takes captured samples at 8 kHz and whether the station itself plays meanwhile; returns what has begun or
    /// ended. While the station plays nothing is learned and nothing is foreign.
    pub fn take(&mut self, samples: &[f32], station_plays: bool) -> Option<Foreign> {
        let mut told = None;
        for &sample in samples {
            self.level.add(self.filter.take(sample));
            self.left -= 1;
            if self.left == 0 {
                self.left = STEP;
                let level = std::mem::take(&mut self.level).dbfs();
                told = if station_plays {
                    self.give_way()
                } else {
                    self.step(level)
                }
                .or(told);
            }
        }
        told
    }

    /// Returns the level of the place when nothing is to be heard: the quietest tenth of a second within the last five
    /// minutes in which the station did not play. `None` during the first ten seconds.
    pub fn floor_dbfs(&self) -> Option<f64> {
        self.minima.iter().copied().min_by(f64::total_cmp)
    }

    /// The station begins: what was foreign ends here, as far as it can be told apart.
    fn give_way(&mut self) -> Option<Foreign> {
        self.recent.clear();
        self.quiet_steps = 0;
        self.sounding.take().map(|sounding| ended(sounding, 0))
    }

    fn step(&mut self, level: Option<f64>) -> Option<Foreign> {
        let level = level.unwrap_or(f64::NEG_INFINITY);
        self.learn(level);
        let floor = self.floor_dbfs()?;
        let begin_steps = steps(self.options.begin_after_s);
        self.recent.push_back(level);
        while self.recent.len() > begin_steps {
            self.recent.pop_front();
        }
        let bound = |above_db: f64| (floor + above_db).max(self.options.least_dbfs);
        let Some(sounding) = &mut self.sounding else {
            // Speech is quiet half of the time.
            let begin = bound(self.options.begin_above_db);
            let loud = self.recent.iter().filter(|level| **level >= begin).count();
            if self.recent.len() < begin_steps || 2 * loud < begin_steps {
                return None;
            }
            let peak_dbfs = loudest(&self.recent);
            self.sounding = Some(Sounding {
                steps: begin_steps,
                peak_dbfs,
            });
            self.quiet_steps = 0;
            return Some(Foreign::Began {
                ago_ms: ms(begin_steps),
            });
        };
        sounding.steps += 1;
        sounding.peak_dbfs = sounding.peak_dbfs.max(level);
        let is_quiet = level < (floor + self.options.end_above_db).max(self.options.least_dbfs);
        self.quiet_steps = if is_quiet { self.quiet_steps + 1 } else { 0 };
        if self.quiet_steps < steps(self.options.end_after_s) {
            return None;
        }
        let quiet_steps = std::mem::take(&mut self.quiet_steps);
        self.sounding
            .take()
            .map(|sounding| ended(sounding, quiet_steps))
    }

    /// The floor is the least of many minima, so that a broadcast of some minutes, which has pauses, does not lift it,
    /// and rain, which has none, soon does.
    fn learn(&mut self, level: f64) {
        self.minimum = self.minimum.min(level.max(-120.0));
        self.minimum_steps += 1;
        if self.minimum_steps == STEPS_PER_MINIMUM {
            self.minima.push_back(self.minimum);
            if self.minima.len() > MINIMA {
                self.minima.pop_front();
            }
            self.minimum = f64::INFINITY;
            self.minimum_steps = 0;
        }
    }
}

fn ended(sounding: Sounding, quiet_steps: usize) -> Foreign {
    Foreign::Ended {
        ago_ms: ms(quiet_steps),
        length_ms: ms(sounding.steps.saturating_sub(quiet_steps)),
        peak_dbfs: sounding.peak_dbfs,
    }
}

fn loudest(levels: &VecDeque<f64>) -> f64 {
    levels.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn steps(seconds: u32) -> usize {
    usize::try_from(seconds)
        .unwrap_or(usize::MAX)
        .saturating_mul(STEPS_PER_S)
}

fn ms(steps: usize) -> u32 {
    u32::try_from(steps * 1_000 / STEPS_PER_S).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise of one second at a level, or silence.
    fn second(number: u32, dbfs: f64) -> Vec<f32> {
        let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(1);
        let amplitude = 3f64.sqrt() * 10f64.powf(dbfs / 20.0);
        (0..RATE_HZ)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
                let sample =
                    ((f64::from(state) / f64::from(u32::MAX) * 2.0 - 1.0) * amplitude) as f32;
                sample
            })
            .collect()
    }

    /// Hands over seconds of noise at levels; returns what was told, with the second in which it was.
    fn check(levels: &[(u32, f64)], plays: std::ops::Range<u32>) -> Vec<(u32, Foreign)> {
        let mut detector = ForeignDetector::new(ForeignOptions::default());
        let seconds = levels
            .iter()
            .flat_map(|&(count, dbfs)| (0..count).map(move |_| dbfs));
        let mut told = Vec::new();
        for (number, dbfs) in (0..).zip(seconds) {
            let foreign = detector.take(&second(number, dbfs), plays.contains(&number));
            told.extend(foreign.map(|foreign| (number, foreign)));
        }
        told
    }

    fn kinds(told: &[(u32, Foreign)]) -> Vec<(u32, &'static str)> {
        told.iter()
            .map(|(second, foreign)| match foreign {
                Foreign::Began { .. } => (*second, "began"),
                Foreign::Ended { .. } => (*second, "ended"),
            })
            .collect()
    }

    // T39: somebody else on the loudspeakers.
    #[test]
    fn sound_outside_slots_is_told_once_with_its_length_and_level() {
        let told = check(&[(30, -60.0), (20, -25.0), (30, -60.0)], 0..0);
        assert_eq!(kinds(&told), [(31, "began"), (60, "ended")]);
        let (
            _,
            Foreign::Ended {
                length_ms,
                peak_dbfs,
                ago_ms,
            },
        ) = told[1]
        else {
            panic!("{told:?}");
        };
        // It began after half of four seconds, and the window reaches back over all four.
        assert!((20_000..=22_500).contains(&length_ms), "{length_ms}");
        assert!(
            (peak_dbfs + 25.0).abs() < 1.0 && ago_ms == 10_000,
            "{told:?}"
        );
    }

    #[test]
    fn the_pauses_of_a_speaker_do_not_end_it_and_a_bang_does_not_begin_it() {
        let mut levels = vec![(30, -60.0)];
        levels.extend((0..5).flat_map(|_| [(4, -25.0), (3, -60.0)]));
        levels.push((30, -60.0));
        assert_eq!(kinds(&check(&levels, 0..0)).len(), 2);
        assert_eq!(check(&[(30, -60.0), (1, -10.0), (30, -60.0)], 0..0), []);
    }

    #[test]
    fn the_station_itself_is_not_foreign() {
        assert_eq!(check(&[(30, -60.0), (20, -25.0), (30, -60.0)], 30..50), []);
    }

    #[test]
    fn what_was_foreign_ends_when_the_station_begins() {
        let told = check(&[(30, -60.0), (20, -25.0), (20, -25.0)], 50..70);
        assert_eq!(kinds(&told), [(31, "began"), (50, "ended")]);
    }

    #[test]
    fn a_quiet_place_that_is_less_quiet_is_not_foreign() {
        assert_eq!(check(&[(60, -75.0), (60, -55.0), (60, -70.0)], 0..0), []);
    }
}
