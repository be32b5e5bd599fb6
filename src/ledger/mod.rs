//! The ledger (sổ phát sóng): facts as sealed entries in a chain. Bytes and seals are made here, and checked here;
//! keeping them on a disk is the store's, and what they add up to is the report's.

#![warn(clippy::wildcard_enum_match_arm, missing_docs)]

use std::fmt;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::airing::ClockTrust;
use crate::ids::Digest;
use crate::time::{MonoMs, UtcMs};

pub mod checkpoint;
pub mod columns;
pub mod decode;
pub mod encode;
pub mod history;
pub mod keys;
pub mod note;
pub mod verify;

/// When a fact happened, by which clock and in which boot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The wall clock.
    pub at: UtcMs,
    /// The monotonic clock; never goes back within one boot.
    pub mono: MonoMs,
    /// The boot: any text that differs from boot to boot, such as the kernel's boot id.
    pub boot: Arc<str>,
    /// How far the wall clock could be trusted.
    pub clock: ClockTrust,
}

/// Whose ledger it is. Its line is what the chain starts from, so that one station's entries can't be shown as
/// another's, nor a rehearsal's as real. Invariant: the station's name is not empty and has no control characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    station: Arc<str>,
    rehearsal: bool,
}

impl Origin {
    /// Names a ledger's origin; `None` for an empty station or one with control characters such as a line break.
    pub fn new(station: &str, rehearsal: bool) -> Option<Self> {
        let sound = !station.is_empty() && !station.chars().any(char::is_control);
        sound.then(|| Self {
            station: station.into(),
            rehearsal,
        })
    }

    /// Returns the line that seal 0 is the SHA-256 of: three lines of text, each with its line break.
    pub fn line(&self) -> String {
        let what = if self.rehearsal { "rehearsal" } else { "air" };
        format!("loa ledger v1\n{}\n{what}\n", self.station)
    }

    /// Reads what [`Origin::line`] returns; `None` for anything else.
    pub fn parse(line: &str) -> Option<Self> {
        let rest = line.strip_prefix("loa ledger v1\n")?;
        let (station, what) = rest.split_once('\n')?;
        match what {
            "air\n" => Self::new(station, false),
            "rehearsal\n" => Self::new(station, true),
            _ => None,
        }
    }

    /// Returns the station's name.
    pub fn station(&self) -> &str {
        &self.station
    }

    /// Says whether this is the ledger of a rehearsal.
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }
}

/// Sequence number and seal of the newest entry (đầu sổ); one written down elsewhere pins every entry up to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The newest entry's number, from 1; 0 for an empty ledger.
    pub seq: u64,
    /// Its seal.
    pub seal: Digest,
}

impl Head {
    /// Returns the head of an empty ledger.
    pub fn genesis(origin: &Origin) -> Self {
        Self {
            seq: 0,
            seal: digest_of(origin.line().as_bytes()),
        }
    }

    /// Returns the head after one more entry: `SHA-256(seal || SHA-256(bytes))`.
    #[must_use]
    pub fn after(&self, bytes: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(self.seal.0);
        hasher.update(Sha256::digest(bytes));
        Self {
            seq: self.seq + 1,
            seal: Digest(hasher.finalize().into()),
        }
    }

    /// Reads `SEQ:SEAL`, as it is printed; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, seal) = text.split_once(':')?;
        let digits = !seq.is_empty() && seq.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self {
            seq: digits.then(|| seq.parse().ok())??,
            seal: Digest::parse(seal)?,
        })
    }
}

/// `SEQ:SEAL`, as it is printed on reports.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.seal)
    }
}

/// Returns the SHA-256 of `bytes`.
pub fn digest_of(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests;
