//! How far the wall clock can be trusted. Who vouches for it is found out by the daemon.

/// How far the wall clock can be trusted, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockTrust {
    /// Where the time comes from.
    pub source: ClockSource,
    /// The kernel's bound on its error in microseconds, where it gives one.
    pub error_us: Option<i64>,
}

/// Where the time comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ClockSource {
    /// Nobody vouches for it: nothing is aired.
    Untrusted,
    /// The kernel says that it is synchronised.
    Ntp,
    /// The station's settings vouch for a battery-backed clock.
    Rtc,
    /// The person on duty has confirmed it since boot.
    Operator,
    /// A rehearsal's clock.
    Rehearsal,
}

impl ClockTrust {
    /// Trust in nothing.
    pub const NONE: Self = Self {
        source: ClockSource::Untrusted,
        error_us: None,
    };

    /// Says whether the station may air by it.
    pub fn is_trusted(self) -> bool {
        self.source != ClockSource::Untrusted
    }
}

impl ClockSource {
    /// Every source there is.
    pub const ALL: [Self; 5] = [
        Self::Untrusted,
        Self::Ntp,
        Self::Rtc,
        Self::Operator,
        Self::Rehearsal,
    ];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Untrusted => "khong_tin_cay",
            Self::Ntp => "ntp",
            Self::Rtc => "rtc",
            Self::Operator => "thu_cong",
            Self::Rehearsal => "phat_thu",
        }
    }
}
