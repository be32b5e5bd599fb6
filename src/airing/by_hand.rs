//! The facts that a person adds to the record by name: what was heard, what an entry has wrong, that a backup was put
//! back. They stand beside what they speak of and change nothing of it.

use crate::ids::{CueId, Digest};
use crate::schedule::spelling::is_unprintable;
use crate::time::UtcMs;

/// The longest name of a person, in characters.
pub const BY_MAX: usize = 100;
/// The longest text of a person, in characters: it has to fit into one request to the daemon.
pub const TEXT_MAX: usize = 800;

/// A fact that a person vouches for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ByHand {
    /// The person on duty says whether a cue was heard at the loudspeakers (người trực xác nhận).
    Confirmed {
        /// The cue.
        cue: CueId,
        /// Whether it was heard.
        heard: bool,
        /// Who says so.
        by: String,
        /// What there is to add.
        note: Option<String>,
    },
    /// A person says what an earlier entry has wrong, or does not tell (đính chính).
    Corrected {
        /// The number of the entry.
        entry: u64,
        /// The cue that it is about, where it is about one.
        cue: Option<CueId>,
        /// Who says so.
        by: String,
        /// What is right.
        text: String,
    },
    /// The ledger was put back from a backup: what was recorded after that backup is not in it.
    Restored {
        /// How many entries the backup has.
        size: u64,
        /// The seal of the last of them.
        seal: Digest,
        /// When the backup was made.
        made: UtcMs,
        /// Who put it back.
        by: String,
    },
}

/// Why a person's words can't be recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnfitWords {
    /// There are none.
    Empty,
    /// More characters than fit.
    TooLong {
        /// How many fit.
        max: usize,
    },
    /// They hold line breaks or characters that can't be seen.
    Unprintable,
}

/// Returns a person's words as they are recorded, without spaces around them.
pub fn words(text: &str, max: usize) -> Result<String, UnfitWords> {
    let text = text.trim();
    if text.is_empty() {
        return Err(UnfitWords::Empty);
    }
    if text.chars().any(is_unprintable) {
        return Err(UnfitWords::Unprintable);
    }
    if text.chars().count() > max {
        return Err(UnfitWords::TooLong { max });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_can_be_read_back_are_recorded() {
        let check = |text: &str, expected: Result<&str, UnfitWords>| {
            assert_eq!(words(text, 12), expected.map(str::to_owned), "{text:?}");
        };
        check(" Nguyễn Văn Á ", Ok("Nguyễn Văn Á"));
        check("", Err(UnfitWords::Empty));
        check(" \u{a0} ", Err(UnfitWords::Empty));
        check("Nguyễn Văn Ánh", Err(UnfitWords::TooLong { max: 12 }));
        check("a\nb", Err(UnfitWords::Unprintable));
        check("a\u{1b}[2Jb", Err(UnfitWords::Unprintable));
    }
}
