//! Half a minute of a sound compared with its capture: which stretches are where. What that means is left to `judge`.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex32;

use super::correlate::{Correlator, has_foreground};
use super::flatten::{DECIMATION, FLAT_RATE_HZ, Flattener};
use super::line::{self, CELL, Line, Ranks};

/// A line counts from here on: once in a hundred thousand, were stretches independent of each other. What like sounds
/// really reach is measured (`docs/aircheck.md`).
const FOUND_DIGITS: f64 = 5.0;
/// Sound is looked for within so many cells (half a second) of its instant first: less to look through, less chance.
const NEAR_CELLS: usize = 500;
/// A stretch on a line counts from here on: by chance once in 150 times, minus the natural logarithm.
const FOUND_RARITY: f32 = 5.0;
/// How far from the line that all have in common the lag of a stretch may lie, in flat samples: half a millisecond.
const AGREE: usize = 2;
/// Echoes of the village come within so many cells, 0.6 s: they are no other lags.
const ECHO_CELLS: usize = 600;

/// What comparing needs again and again: the plans of its transforms.
pub struct Comparer {
    flattener: Flattener,
    correlator: Correlator,
}

impl Default for Comparer {
    fn default() -> Self {
        let mut planner = FftPlanner::new();
        Self {
            flattener: Flattener::new(&mut planner),
            correlator: Correlator::new(&mut planner),
        }
    }
}

/// A compared section.
pub struct Section {
    own: Vec<Complex32>,
    foreground: Vec<Complex32>,
    captured: Vec<Complex32>,
    /// For each stretch, how alike it is at each lag.
    likeness: Vec<Vec<f32>>,
    ranks: Vec<Ranks>,
    /// Flat samples of a stretch.
    stretch: usize,
    /// The lag of what is on time.
    lead: usize,
}

/// A stretch on a line.
#[derive(Clone, Copy, Debug)]
pub struct OnLine {
    /// Its number.
    pub number: usize,
    /// How much later than its instant it is.
    pub offset_ms: f64,
}

/// A stretch that is rarely so like near a line.
struct Likely {
    number: usize,
    /// Its middle, and the lag at which it is likest, in flat samples.
    mid: f64,
    lag: usize,
}

impl Section {
    /// Compares; `stretch` and `lead` are in flat samples.
    pub fn compare(
        comparer: &Comparer,
        reference: &[f32],
        capture: &[f32],
        stretch: usize,
        lead: usize,
    ) -> Self {
        let lags = (capture.len().saturating_sub(reference.len()) / DECIMATION).max(1);
        let (own, foreground) = comparer.flattener.flatten_with_foreground(reference);
        let captured = comparer.flattener.flatten(capture);
        let likeness = comparer.correlator.likeness(&own, &captured, stretch, lags);
        let ranks = likeness
            .iter()
            .map(|likeness| Ranks::of(likeness))
            .collect();
        Self {
            own,
            foreground,
            captured,
            likeness,
            ranks,
            stretch,
            lead,
        }
    }

    /// Finds the best line of some stretches: near the instant, or anywhere where there is none.
    pub fn find_line(&self, numbers: &[usize]) -> Option<Line> {
        let row: Vec<(i64, &Ranks)> = numbers
            .iter()
            .map(|&number| (self.middle_of(number), &self.ranks[number]))
            .collect();
        let instant = self.lead / CELL;
        let near = instant.saturating_sub(NEAR_CELLS)..instant + NEAR_CELLS;
        let near = line::best_line(&row, near);
        if near.is_some_and(|line| line.digits >= FOUND_DIGITS) {
            return near;
        }
        let any = line::best_line(&row, 0..usize::MAX);
        if any.map(|line| line.digits) > near.map(|line| line.digits) {
            any
        } else {
            near
        }
    }

    /// Returns how many times as like the capture a stretch is on the line as at any other lag.
    pub fn contrast(&self, line: &Line, number: usize) -> f64 {
        let ranks = &self.ranks[number];
        let cell = line.cell_at(self.middle_of(number), ranks.cells());
        cell.map_or(0.0, |cell| f64::from(ranks.contrast(cell, ECHO_CELLS)))
    }

    /// Returns those of some stretches that are found on a line.
    ///
    /// The line was the best of many, and may have been led astray by a stretch that is like it by chance. So what most
    /// stretches say together is looked at again more closely.
    pub fn on_line(&self, line: &Line, numbers: &[usize]) -> Vec<OnLine> {
        if line.digits < FOUND_DIGITS {
            return Vec::new();
        }
        let likely: Vec<Likely> = numbers
            .iter()
            .filter_map(|&number| self.likely(line, number))
            .collect();
        let (start, slope) = common_line(&likely);
        likely
            .iter()
            .filter_map(|likely| self.find(likely, start + slope * likely.mid))
            .collect()
    }

    fn likely(&self, line: &Line, number: usize) -> Option<Likely> {
        let (ranks, mid) = (&self.ranks[number], self.middle_of(number));
        let cell = line.cell_at(mid, ranks.cells())?;
        let lag = likest_lag(
            &self.likeness[number],
            (cell * CELL).saturating_sub(CELL),
            3 * CELL,
        );
        let is_rare = ranks.rarity(cell) >= FOUND_RARITY;
        is_rare.then_some(Likely {
            number,
            mid: mid as f64,
            lag,
        })
    }

    /// Looks for a stretch at the lag that the others have in common.
    fn find(&self, likely: &Likely, lag: f64) -> Option<OnLine> {
        let likeness = &self.likeness[likely.number];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the middle of lags, which are small and not negative"
        )]
        let from = (lag.round().max(0.0) as usize).saturating_sub(AGREE);
        let lag = likest_lag(likeness, from, 2 * AGREE + 1);
        if self.ranks[likely.number].rarity_of(*likeness.get(lag)?) < FOUND_RARITY {
            return None;
        }
        let at = likely.number * self.stretch;
        let there = part(&self.captured, at + lag, self.stretch);
        let own = part(&self.own, at, self.stretch);
        if !has_foreground(own, part(&self.foreground, at, self.stretch), there) {
            return None;
        }
        let late = lag as f64 + top_of(likeness, lag) - self.lead as f64;
        Some(OnLine {
            number: likely.number,
            offset_ms: late * 1e3 / FLAT_RATE_HZ as f64,
        })
    }

    fn middle_of(&self, number: usize) -> i64 {
        line::middle_of(number, self.ranks.len(), self.stretch)
    }
}

/// Returns the likest of some lags.
fn likest_lag(likeness: &[f32], from: usize, count: usize) -> usize {
    let near = from.min(likeness.len())..(from + count).min(likeness.len());
    near.max_by(|&a, &b| likeness[a].total_cmp(&likeness[b]))
        .unwrap_or(from)
}

/// Returns how far from a lag the top of the parabola through it and its neighbours lies, in flat samples.
fn top_of(likeness: &[f32], lag: usize) -> f64 {
    let value = |lag: Option<usize>| {
        lag.and_then(|lag| likeness.get(lag))
            .map_or(0.0, |&value| f64::from(value).sqrt())
    };
    let (left, top, right) = (
        value(lag.checked_sub(1)),
        value(Some(lag)),
        value(Some(lag + 1)),
    );
    let bend = left - 2.0 * top + right;
    if bend < 0.0 {
        (0.5 * (left - right) / bend).clamp(-0.5, 0.5)
    } else {
        0.0
    }
}

/// Returns the lag in the middle of the row, and by how much it grows with each flat sample, that most have in common:
/// medians, which a few that are astray don't move.
fn common_line(likely: &[Likely]) -> (f64, f64) {
    let pairs = likely.iter().zip(&likely[likely.len() / 2..]);
    let slopes = pairs
        .filter(|(a, b)| a.number < b.number)
        .map(|(a, b)| (b.lag as f64 - a.lag as f64) / (b.mid - a.mid));
    let slope = median(slopes).unwrap_or(0.0);
    let starts = likely
        .iter()
        .map(|likely| likely.lag as f64 - slope * likely.mid);
    (median(starts).unwrap_or(0.0), slope)
}

fn part(signal: &[Complex32], from: usize, length: usize) -> &[Complex32] {
    let from = from.min(signal.len());
    &signal[from..(from + length).min(signal.len())]
}

/// Returns the middle one of values.
pub fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
