//! The clocks of the machine, and the clock of a rehearsal: the only place that reads one. How far the wall clock can
//! be trusted is `trust`'s.

use rustix::time::{ClockId, Timespec, clock_gettime};

use crate::time::{Clock, MonoMs, Now, NowNs, UtcMs};

/// The machine's clocks, as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealClock;

/// A clock that shows another wall time and goes on from there at the pace of the monotonic clock, so that setting
/// the machine's clock during a rehearsal does not move it.
#[derive(Clone, Copy, Debug)]
pub struct RehearsalClock {
    /// The rehearsed wall time minus `CLOCK_MONOTONIC`, in nanoseconds.
    ahead_ns: i64,
}

impl RehearsalClock {
    /// Starts a rehearsal that stands at `at` now.
    pub fn starting_at(at: UtcMs) -> Self {
        Self {
            ahead_ns: at.0 * 1_000_000 - nanoseconds(ClockId::Monotonic),
        }
    }
}

impl Clock for RealClock {
    fn now_ns(&self) -> NowNs {
        NowNs {
            wall_ns: nanoseconds(ClockId::Realtime),
            mono_ns: nanoseconds(ClockId::Monotonic),
        }
    }

    fn now(&self) -> Now {
        Now {
            wall: UtcMs(nanoseconds(ClockId::Realtime).div_euclid(1_000_000)),
            mono: MonoMs(nanoseconds(ClockId::Boottime).div_euclid(1_000_000)),
        }
    }
}

impl Clock for RehearsalClock {
    fn now_ns(&self) -> NowNs {
        let mono_ns = nanoseconds(ClockId::Monotonic);
        NowNs {
            wall_ns: mono_ns + self.ahead_ns,
            mono_ns,
        }
    }

    fn now(&self) -> Now {
        Now {
            wall: UtcMs(self.now_ns().wall_ns.div_euclid(1_000_000)),
            mono: MonoMs(nanoseconds(ClockId::Boottime).div_euclid(1_000_000)),
        }
    }
}

fn nanoseconds(clock: ClockId) -> i64 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(clock);
    tv_sec.saturating_mul(1_000_000_000).saturating_add(tv_nsec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_starts_where_it_was_told_and_goes_forward() {
        let at = UtcMs::parse("2026-12-07T05:45").unwrap();
        let clock = RehearsalClock::starting_at(at);
        let first = clock.now_ns();
        let second = clock.now_ns();
        assert!((0..1_000).contains(&(clock.now().wall - at)));
        assert!(second.wall_ns >= first.wall_ns);
        assert_eq!(
            second.wall_ns - second.mono_ns,
            first.wall_ns - first.mono_ns
        );
    }
}
