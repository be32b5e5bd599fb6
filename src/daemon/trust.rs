//! How far the wall clock can be trusted, from what is known of it. Reading the kernel is `kernel_clock`'s; what an
//! untrusted clock means for the air is the director's.

use std::collections::BTreeSet;

use super::kernel_clock::KernelClock;
use crate::airing::{ClockSource, ClockTrust};
use crate::time::UtcMs;

/// No station ran this program before this instant (2026-01-01T00:00:00Z), so a clock before it is wrong.
const BORN: UtcMs = UtcMs(1_767_225_600_000);
/// A synchronised clock whose error may be larger than this is not trusted, in microseconds.
const ERROR_US_MAX: i64 = 1_000_000;
/// How far the clock may stand before the newest entry of the ledger, in milliseconds.
const BACK_MS_MAX: i64 = 2_000;

/// What is known of the wall clock besides the kernel's word.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The sources that the station's settings vouch for.
    pub accepted: BTreeSet<ClockSource>,
    /// Whether the person on duty has confirmed the clock since the daemon came up.
    pub confirmed: bool,
    /// The wall time of the newest entry from before the daemon came up.
    pub newest_entry: Option<UtcMs>,
    /// Whether this is a rehearsal.
    pub rehearsal: bool,
}

/// Says how far the clock can be trusted that shows `wall`.
///
/// A clock that stands before the newest entry has run backwards: only synchronisation or a person's word outweighs
/// that, a battery does not.
pub fn assess(kernel: KernelClock, known: &Known, wall: UtcMs) -> ClockTrust {
    let synchronised = kernel.synchronised && kernel.max_error_us <= ERROR_US_MAX;
    let accepts = |source| known.accepted.contains(&source);
    let ran_back = known
        .newest_entry
        .is_some_and(|newest| wall < newest - BACK_MS_MAX);
    let source = if known.rehearsal {
        ClockSource::Rehearsal
    } else if wall < BORN {
        ClockSource::Untrusted
    } else if synchronised && accepts(ClockSource::Ntp) {
        ClockSource::Ntp
    } else if known.confirmed {
        ClockSource::Operator
    } else if accepts(ClockSource::Rtc) && !ran_back {
        ClockSource::Rtc
    } else {
        ClockSource::Untrusted
    };
    let error_us = (source == ClockSource::Ntp).then_some(kernel.max_error_us);
    ClockTrust { source, error_us }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNC: KernelClock = KernelClock {
        synchronised: true,
        max_error_us: 400,
    };
    const LOOSE: KernelClock = KernelClock {
        synchronised: true,
        max_error_us: 2_000_000,
    };
    const FREE: KernelClock = KernelClock {
        synchronised: false,
        max_error_us: 16_000_000,
    };
    const TODAY: &str = "2026-12-07T05:00";

    fn check(
        kernel: KernelClock,
        change: impl FnOnce(&mut Known),
        wall: &str,
        expected: ClockSource,
    ) {
        let mut known = Known {
            accepted: BTreeSet::from([ClockSource::Ntp]),
            newest_entry: UtcMs::parse("2026-12-06T20:00"),
            ..Known::default()
        };
        change(&mut known);
        let trust = assess(kernel, &known, UtcMs::parse(wall).unwrap());
        assert_eq!(trust.source, expected, "{kernel:?} {known:?} at {wall}");
    }

    // T1: boot with the clock at 1970, two weeks back, with and without synchronisation.
    #[test]
    fn only_synchronisation_a_vouched_battery_or_a_person_make_a_clock_trusted() {
        let rtc = |known: &mut Known| known.accepted.extend([ClockSource::Rtc]);
        let person = |known: &mut Known| known.confirmed = true;
        let nothing = |_: &mut Known| ();
        check(SYNC, nothing, TODAY, ClockSource::Ntp);
        check(LOOSE, nothing, TODAY, ClockSource::Untrusted);
        check(FREE, nothing, TODAY, ClockSource::Untrusted);
        check(FREE, rtc, TODAY, ClockSource::Rtc);
        check(FREE, person, TODAY, ClockSource::Operator);
        check(FREE, rtc, "1970-01-01T07:00", ClockSource::Untrusted);
        check(FREE, person, "1970-01-01T07:00", ClockSource::Untrusted);
        check(FREE, rtc, "2026-11-22T05:00", ClockSource::Untrusted);
        check(FREE, person, "2026-11-22T05:00", ClockSource::Operator);
        check(SYNC, rtc, "2026-11-22T05:00", ClockSource::Ntp);
    }

    #[test]
    fn a_rehearsal_is_marked_as_one_whatever_the_machine_says() {
        check(
            SYNC,
            |known| known.rehearsal = true,
            TODAY,
            ClockSource::Rehearsal,
        );
        check(
            FREE,
            |known| known.rehearsal = true,
            "2020-01-01T05:00",
            ClockSource::Rehearsal,
        );
    }

    #[test]
    fn a_station_that_does_not_accept_ntp_is_not_moved_by_it() {
        check(
            SYNC,
            |known| known.accepted.clear(),
            TODAY,
            ClockSource::Untrusted,
        );
    }
}
