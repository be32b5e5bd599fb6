//! When a frame was played, from a sound server's answers: each answer bounds the time, and all that are near must
//! agree. Asking the server is left to `monitor`.

/// One answer: the bounds of the instant at which frame 0 would have been played, by the pace of this frame.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// The frame of the recording that the answer is about.
    pub frame: i64,
    /// No earlier than this: the question was not yet asked. `CLOCK_MONOTONIC`.
    pub earliest_ns: i64,
    /// No later than this: the answer was there. `CLOCK_MONOTONIC`.
    pub latest_ns: i64,
}

/// When a frame was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Played {
    /// The middle of what the answers leave possible. `CLOCK_MONOTONIC`.
    pub at_ns: i64,
    /// How far the truth can lie from it, to either side.
    pub uncertain_ns: i64,
}

/// Why the answers don't tell when a frame was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// So many are near it on its two sides.
    TooFew { before: usize, after: usize },
    /// At the best pace, bounds miss each other by this much.
    Apart { ns: i64 },
}

/// The frames to either side over which the sink is taken to run evenly: one second.
const NEAR_FRAMES: i64 = 48_000;
/// The least answers on either side.
const ENOUGH: usize = 10;
/// The paces that are tried: so many millionths slow or fast, and from one to the next.
const PACE_PPM: i64 = 200;
const PACE_STEP_PPM: usize = 2;

/// Returns when `frame` was played. `answers` are in the order of their frames.
///
/// The sink may run fast or slow, so every pace is tried; what is possible at any pace at which the bounds of all near
/// answers meet counts as possible.
pub fn played(frame: i64, answers: &[Interval]) -> Result<Played, Misfit> {
    let at = |frame: i64| answers.partition_point(|answer| answer.frame < frame);
    let (first, middle, end) = (at(frame - NEAR_FRAMES), at(frame), at(frame + NEAR_FRAMES));
    let (before, after) = (middle - first, end - middle);
    if before < ENOUGH || after < ENOUGH {
        return Err(Misfit::TooFew { before, after });
    }
    let bounds_at = |ppm: i64| {
        let bounds = answers[first..end].iter().map(|answer| {
            let drift_ns = frames_ns(answer.frame - frame) * ppm / 1_000_000;
            (answer.earliest_ns - drift_ns, answer.latest_ns - drift_ns)
        });
        bounds.fold((i64::MIN, i64::MAX), |(low, high), (earliest, latest)| {
            (low.max(earliest), high.min(latest))
        })
    };
    let paces = (-PACE_PPM..=PACE_PPM).step_by(PACE_STEP_PPM);
    let all: Vec<(i64, i64)> = paces.map(bounds_at).collect();
    let possible = all.iter().filter(|(low, high)| low <= high);
    let whole = possible.fold(None, |whole: Option<(i64, i64)>, &(low, high)| {
        let (least, most) = whole.unwrap_or((low, high));
        Some((least.min(low), most.max(high)))
    });
    let apart = || all.iter().map(|(low, high)| low - high).min();
    let (low, high) = whole.ok_or_else(|| Misfit::Apart {
        ns: apart().unwrap_or_default(),
    })?;
    Ok(Played {
        at_ns: low + (high - low) / 2 + frames_ns(frame),
        uncertain_ns: (high - low + 1) / 2,
    })
}

/// Returns how long so many frames of 48 kHz take.
pub fn frames_ns(frames: i64) -> i64 {
    frames * 62_500 / 3
}
