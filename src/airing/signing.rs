//! The facts about the keys that sign the record, and about its checkpoints. Making and checking signatures is the
//! ledger's.

use crate::ids::Digest;

/// A fact about what vouches for the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Signing {
    /// The station's first key was made.
    KeyMade {
        /// The key, as a verifier key of C2SP signed notes.
        key: String,
    },
    /// Another key signs from here on.
    KeyRotated {
        /// The key until here, as a verifier key.
        old: String,
        /// The key from here on, as a verifier key.
        key: String,
        /// Who ordered it; `None` where the old key was lost and nobody did.
        by: Option<String>,
        /// The old key's signature of both, in base64; `None` where nobody had the old key any more.
        signature: Option<String>,
    },
    /// A head was signed, to leave the machine.
    CheckpointMade {
        /// How many entries it covers.
        size: u64,
        /// The seal of the last of them.
        seal: Digest,
        /// The id of the key that signed it, eight hexadecimal digits.
        key: String,
        /// The signature in base64.
        signature: String,
        /// What it was made for.
        why: CheckpointWhy,
    },
}

/// What a checkpoint was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckpointWhy {
    /// A new station day has begun.
    Daily,
    /// A person asked for it.
    Asked,
    /// A report or an export carries it.
    Report,
}

impl CheckpointWhy {
    /// Every reason there is.
    pub const ALL: [Self; 3] = [Self::Daily, Self::Asked, Self::Report];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Daily => "hang_ngay",
            Self::Asked => "yeu_cau",
            Self::Report => "bao_cao",
        }
    }
}
