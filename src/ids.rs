//! Names of things: typed identifiers and digests, so that a column can't be passed for a zone. Nothing here
//! knows what the things are.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a name as it is written; cheap to clone.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// Returns the name as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
    };
}

text_id!(
    /// A programme: the stem of its file in `schedules/`, such as `chuyen-muc-cchc`.
    ProgrammeId
);
text_id!(
    /// A column (chuyên mục), as declared in `station.toml`.
    ColumnId
);
text_id!(
    /// A zone (khu vực, cụm loa), as declared in `station.toml`.
    ZoneId
);
text_id!(
    /// A segment: the path of its audio under `audio/`, without the extension, in Unicode NFC, with `/`.
    SegmentId
);
text_id!(
    /// An audio file: its path under `audio/` with the extension, as on disk, with `/`.
    AudioPath
);
text_id!(
    /// One programme at one date and time: `2026-12-07T05:45:30/chuyen-muc-cchc` (station time); with `~2` behind it,
    /// the same planned a second time.
    OccurrenceId
);
text_id!(
    /// One order to air: its occurrence, `#`, the item's number from 1 and, for a pick, `.` and the pick's number
    /// from 1: `2026-12-07T05:45:30/chuyen-muc-cchc#2.1`.
    CueId
);

impl OccurrenceId {
    /// Returns the id under which this occurrence is planned for the `time`th time: a clock that was ahead has closed it
    /// before its time.
    pub fn again(&self, time: usize) -> Self {
        Self::new(format!("{self}~{time}"))
    }
}

impl CueId {
    /// Returns the id of item `item` (from 1) of `occurrence`; `pick` (from 1) where the item picks from a column.
    pub fn of(occurrence: &OccurrenceId, item: usize, pick: Option<usize>) -> Self {
        match pick {
            Some(pick) => Self::new(format!("{occurrence}#{item}.{pick}")),
            None => Self::new(format!("{occurrence}#{item}")),
        }
    }

    /// Returns the occurrence that this cue belongs to.
    pub fn occurrence(&self) -> OccurrenceId {
        let end = self.0.rfind('#').unwrap_or(self.0.len());
        OccurrenceId::new(&self.0[..end])
    }
}

/// A SHA-256 digest; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Reads 64 hexadecimal digits of either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return None;
        }
        let mut out = [0u8; 32];
        for (slot, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
            let hex = |b: u8| char::from(b).to_digit(16);
            let value = hex(pair[0])? * 16 + hex(pair[1])?;
            *slot = u8::try_from(value).ok()?;
        }
        Some(Self(out))
    }

    /// Returns the first eight digits, enough for a person to tell two apart.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected 64 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_id_names_its_occurrence() {
        let occurrence = OccurrenceId::from("2026-12-07T05:45:30/chuyen-muc-cchc");
        let cue = CueId::of(&occurrence, 2, Some(1));
        assert_eq!(cue.as_str(), "2026-12-07T05:45:30/chuyen-muc-cchc#2.1");
        assert_eq!(cue.occurrence(), occurrence);
    }

    #[test]
    fn a_digest_reads_what_it_writes_and_nothing_else() {
        let digest = Digest([0xa5; 32]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("a5"), None);
        assert_eq!(Digest::parse(&"g".repeat(64)), None);
        assert_eq!(Digest::parse(&"é".repeat(32)), None);
    }
}
