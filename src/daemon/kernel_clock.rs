//! What the kernel says of its own clock (`adjtimex`, read only): whether something keeps it synchronised, and its
//! bound on the error. What follows from that is `trust`'s.

/// What the kernel says of its clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KernelClock {
    /// Whether something disciplines the clock: `STA_UNSYNC` is not set.
    pub synchronised: bool,
    /// The kernel's bound on the error, in microseconds; grows by 500 a second while nothing disciplines the clock.
    pub max_error_us: i64,
}

/// Reads the state of the kernel's clock. Where the kernel refuses, the clock counts as not synchronised.
#[expect(
    unsafe_code,
    reason = "no kept crate reads adjtimex(2) without setting it"
)]
pub fn read() -> KernelClock {
    // SAFETY: `timex` is plain old data for which all zeroes are valid; `modes` = 0 makes the call read only, and it
    // writes nothing but the struct that it is handed.
    let (state, timex) = unsafe {
        let mut timex: libc::timex = std::mem::zeroed();
        (libc::adjtimex(&raw mut timex), timex)
    };
    let synchronised =
        state >= 0 && state != libc::TIME_ERROR && timex.status & libc::STA_UNSYNC == 0;
    KernelClock {
        synchronised,
        max_error_us: timex.maxerror,
    }
}
