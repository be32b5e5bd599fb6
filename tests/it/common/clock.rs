//! The machine's clocks for tests that run in real time, with a wall clock that can be stepped, and waiting without
//! sleeping.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use loa::time::{Clock, MonoMs, Now, NowNs, UtcMs};
use rustix::time::{ClockId, clock_gettime};

/// The machine's clocks; the wall clock can be moved for one test without moving it for others.
#[derive(Default)]
pub struct RealClock {
    step_ns: AtomicI64,
}

fn read_ns(id: ClockId) -> i64 {
    let time = clock_gettime(id);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// `CLOCK_MONOTONIC` in nanoseconds.
pub fn mono_ns() -> i64 {
    read_ns(ClockId::Monotonic)
}

impl RealClock {
    /// Steps the wall clock as this clock tells it.
    pub fn step(&self, by_ms: i64) {
        self.step_ns.fetch_add(by_ms * 1_000_000, Ordering::SeqCst);
    }

    /// The wall clock in milliseconds.
    pub fn wall(&self) -> UtcMs {
        self.now().wall
    }
}

impl Clock for RealClock {
    fn now_ns(&self) -> NowNs {
        NowNs {
            wall_ns: read_ns(ClockId::Realtime) + self.step_ns.load(Ordering::SeqCst),
            mono_ns: mono_ns(),
        }
    }

    fn now(&self) -> Now {
        Now {
            wall: UtcMs(self.now_ns().wall_ns / 1_000_000),
            mono: MonoMs(read_ns(ClockId::Boottime) / 1_000_000),
        }
    }
}

/// Asks `condition` every 10 ms until it gives something; panics with `what` after `patience`.
pub fn wait_for<T>(what: &str, patience: Duration, condition: impl FnMut() -> Option<T>) -> T {
    wait_with(Duration::from_millis(10), what, patience, condition)
}

/// As [`wait_for`], but asks `between` each two times.
pub fn wait_with<T>(
    between: Duration,
    what: &str,
    patience: Duration,
    mut condition: impl FnMut() -> Option<T>,
) -> T {
    let until = mono_ns() + i64::try_from(patience.as_nanos()).unwrap();
    let (_never, pause) = channel::<()>();
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(mono_ns() < until, "waited {patience:?} for {what}");
        let waited = pause.recv_timeout(between);
        assert_eq!(waited, Err(RecvTimeoutError::Timeout));
    }
}
