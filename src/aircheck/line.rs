//! The lag at which stretches agree, and how improbable that agreement is by chance. What follows from it is left to
//! `judge`.
//!
//! Speech is like other speech of the same voice, and music like other music, to a degree that no formula knows. So a
//! stretch is only asked how many lags are as like as this one, and the other lags of the same capture are the measure
//! of chance. Stretches that have nothing to do with the capture have their best lags anywhere.

/// Flat samples of a cell of lags: 1 ms.
pub const CELL: usize = 4;
/// Cells to either side within which stretches count as agreeing.
const REACH: usize = 1;
/// The drifts that are tried, in millionths: what clocks of sound devices differ by, and a reserve.
const DRIFT_STEP: i64 = 40;
const DRIFT_STEPS: i64 = 6;
/// Lines that are different from each other, for each cell: a drift moves few stretches by more than a cell's reach.
const LINES_PER_CELL: f64 = 5.0;

/// What a stretch has to say of each cell of lags.
pub struct Ranks {
    /// For each cell the share of cells that are at least as like, as minus its natural logarithm.
    rarity: Vec<f32>,
    /// The likeness of each cell.
    likeness: Vec<f32>,
    /// The same in order.
    sorted: Vec<f32>,
}

/// Where stretches agree.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    /// How improbable the agreement is for sounds that have nothing to do with each other, as minus the decimal
    /// logarithm: 6 is one in a million.
    pub digits: f64,
    /// The lag in the middle of the row, in cells.
    pub cell: usize,
    /// How much later the lag becomes, in millionths of the time.
    pub drift: i64,
}

impl Line {
    /// Returns the cell of the stretch whose middle lies `mid` flat samples after the middle of the row; `None`
    /// outside the capture.
    pub fn cell_at(&self, mid: i64, cells: usize) -> Option<usize> {
        let cell = i64::try_from(self.cell).ok()? + shift_of(self.drift, mid);
        usize::try_from(cell).ok().filter(|&cell| cell < cells)
    }
}

impl Ranks {
    /// Ranks the likeness of a stretch at every lag.
    pub fn of(likeness: &[f32]) -> Self {
        let own: Vec<f32> = likeness
            .chunks(CELL)
            .map(|cell| cell.iter().copied().fold(0.0, f32::max))
            .collect();
        let best_near = |cell: usize| {
            let near = &own[cell.saturating_sub(REACH)..(cell + REACH + 1).min(own.len())];
            near.iter().copied().fold(0.0, f32::max)
        };
        let likeness: Vec<f32> = (0..own.len()).map(best_near).collect();
        let mut sorted = likeness.clone();
        sorted.sort_unstable_by(f32::total_cmp);
        let all = sorted.len() as f32;
        let rarity = likeness
            .iter()
            .map(|value| {
                let weaker = sorted.partition_point(|other| other < value);
                -((all - weaker as f32) / all).ln()
            })
            .collect();
        Self {
            rarity,
            likeness,
            sorted,
        }
    }

    /// Returns the number of cells.
    pub fn cells(&self) -> usize {
        self.rarity.len()
    }

    /// Returns how rare a likeness as that of the cell is among all lags, as minus the natural logarithm.
    pub fn rarity(&self, cell: usize) -> f32 {
        self.rarity[cell]
    }

    /// Returns how rare a likeness is among all lags, as minus the natural logarithm.
    pub fn rarity_of(&self, likeness: f32) -> f32 {
        let weaker = self.sorted.partition_point(|other| *other < likeness);
        let all = self.sorted.len() as f32;
        -((all - weaker as f32).max(1.0) / all).ln()
    }

    /// Returns how many times as like the cell is as the likest that is further than `apart` cells away.
    pub fn contrast(&self, cell: usize, apart: usize) -> f32 {
        let before = &self.likeness[..cell.saturating_sub(apart)];
        let after = &self.likeness[(cell + apart + 1).min(self.likeness.len())..];
        let other = before
            .iter()
            .chain(after)
            .copied()
            .fold(f32::MIN_POSITIVE, f32::max);
        self.likeness[cell] / other
    }
}

/// Returns the middle of a stretch as seen from the middle of a row of `stretches`, in flat samples.
pub fn middle_of(number: usize, stretches: usize, stretch: usize) -> i64 {
    let whole = |count: usize| i64::try_from(count).expect("a section should be short");
    (2 * whole(number) + 1 - whole(stretches)) * whole(stretch) / 2
}

/// Finds the best line through stretches, each given with its middle ([`middle_of`]), among those whose lag lies in
/// `cells`. `None` where there is nothing to look through.
pub fn best_line(row: &[(i64, &Ranks)], cells: std::ops::Range<usize>) -> Option<Line> {
    let all = row.iter().map(|(_, ranks)| ranks.cells()).min()?;
    let cells = cells.start.min(all)..cells.end.min(all);
    let mut best: Option<(f32, usize, i64)> = None;
    let mut sums = vec![0.0f32; all];
    for step in -DRIFT_STEPS..=DRIFT_STEPS {
        let drift = step * DRIFT_STEP;
        sums.fill(0.0);
        for (mid, ranks) in row {
            add_shifted(&mut sums, &ranks.rarity, shift_of(drift, *mid));
        }
        for cell in cells.clone() {
            if best.is_none_or(|(most, ..)| sums[cell] > most) {
                best = Some((sums[cell], cell, drift));
            }
        }
    }
    let (sum, cell, drift) = best?;
    let tried = cells.len() as f64 * LINES_PER_CELL;
    Some(Line {
        digits: digits(f64::from(sum), row.len(), tried),
        cell,
        drift,
    })
}

/// Returns by how many cells a stretch is later because of a drift.
fn shift_of(drift: i64, mid: i64) -> i64 {
    let cell = i64::try_from(CELL).expect("a cell should be small");
    (2 * drift * mid + 1_000_000 * cell).div_euclid(2_000_000 * cell)
}

fn add_shifted(sums: &mut [f32], rarity: &[f32], shift: i64) {
    let by = usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX);
    let by = by.min(sums.len()).min(rarity.len());
    let (from, to) = if shift < 0 { (0, by) } else { (by, 0) };
    for (sum, rarity) in sums[to..].iter_mut().zip(&rarity[from..]) {
        *sum += rarity;
    }
}

/// Returns minus the decimal logarithm of a bound on the chance that the best of `tried` lines reaches `sum`, the sum
/// of `count` rarities. By chance a rank is evenly distributed, its rarity exponentially, their sum by a gamma
/// distribution (R. A. Fisher's way to join independent tests).
fn digits(sum: f64, count: usize, tried: f64) -> f64 {
    let mut term = 1.0;
    let mut series = 1.0;
    for n in 1..count {
        term *= sum / n as f64;
        series += term;
    }
    (sum - series.ln() - tried.ln()) / std::f64::consts::LN_10
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRETCH: usize = 4_000;
    const CELLS: usize = 12_000;

    /// Ranks of chance, with one lag (in flat samples) that is likest.
    fn ranks(seed: u32, lag: Option<usize>) -> Ranks {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(99);
        let mut likeness: Vec<f32> = (0..CELLS * CELL)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 16_777_216.0
            })
            .collect();
        if let Some(lag) = lag {
            likeness[lag] = 2.0;
        }
        Ranks::of(&likeness)
    }

    /// Finds the line of stretches whose lags are given.
    fn check(lags: &[Option<usize>]) -> Line {
        let ranks: Vec<Ranks> = (0..)
            .zip(lags)
            .map(|(seed, &lag)| ranks(seed, lag))
            .collect();
        let mids = (0..lags.len()).map(|number| middle_of(number, lags.len(), STRETCH));
        let row: Vec<(i64, &Ranks)> = mids.zip(&ranks).collect();
        best_line(&row, 0..usize::MAX).unwrap()
    }

    #[test]
    fn stretches_that_agree_are_beyond_chance_and_others_are_not() {
        let line = check(&[Some(8_000); 12]);
        assert!(
            (1_998..=2_001).contains(&line.cell) && line.digits > 10.0,
            "{line:?}"
        );
        assert!(check(&[None; 12]).digits < 1.5);
        // Half of them are enough; one is not, however alike it is.
        let half: Vec<_> = (0..12).map(|n| (n % 2 == 0).then_some(8_000)).collect();
        assert!(check(&half).digits > 5.0, "{:?}", check(&half));
        let one: Vec<_> = (0..12).map(|n| (n == 0).then_some(8_000)).collect();
        assert!(check(&one).digits < 2.0, "{:?}", check(&one));
    }

    // T17: a card whose clock is fast or slow.
    #[test]
    fn a_lag_that_drifts_is_one_line() {
        for ppm in [-200i64, -120, 120, 200] {
            let lags: Vec<_> = (0..32)
                .map(|number| {
                    let shift = middle_of(number, 32, STRETCH) * ppm / 1_000_000;
                    usize::try_from(8_000 + shift).ok()
                })
                .collect();
            let line = check(&lags);
            assert!(
                line.digits > 30.0 && (line.drift - ppm).abs() <= 80,
                "{ppm}: {line:?}"
            );
        }
    }

    #[test]
    fn more_that_was_tried_means_less() {
        assert!(digits(60.0, 8, 10.0) > digits(60.0, 8, 1e6));
        assert!(digits(60.0, 8, 10.0) > digits(60.0, 16, 10.0));
    }
}
