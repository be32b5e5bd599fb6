//! The station folder as a whole: reading it, checking it, and the few edits that Loa makes in it. What the parts
//! mean is said in the core; watching the folder for edits is the daemon's.

use std::io;

use crate::schedule::diagnostic::Place;

mod aircheck;
pub mod apply;
pub mod approve;
pub mod check;

pub mod files;
pub mod folder;
mod hours;
pub mod init;
pub mod places;
mod probe;
pub mod scan;
pub mod schema;
pub mod sheets;
pub mod station;
pub mod workbook;

pub use aircheck::AircheckSettings;
pub use folder::{Loaded, load};
pub use probe::AudioProbe;
pub use scan::{Fingerprint, fingerprint};

/// Why an edit of the station folder was not made. What is wrong in the operator's text is a
/// [`Diagnostic`](crate::schedule::diagnostic::Diagnostic) and not an error.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file that was to be made is there already.
    #[error("{file} is there already")]
    AlreadyThere {
        /// Its path from the station folder.
        file: String,
    },
    /// There is no such audio in the station folder.
    #[error("no audio file {file}")]
    NoAudio {
        /// Its path from the station folder.
        file: String,
    },
    /// An approval needs the name of the person who approves.
    #[error("no name is given of the person who approves")]
    NobodyApproves,
    /// A file was edited by somebody else while its new text was made.
    #[error("{file} was changed meanwhile")]
    ChangedMeanwhile {
        /// Its path from the station folder.
        file: String,
    },
    /// The sidecar can't be edited because its text is no TOML.
    #[error("edit {}:{}: {why}", .place.file, .place.line)]
    NotToml {
        /// Where.
        place: Place,
        /// What the reader said.
        why: String,
    },
    /// The disk refused.
    #[error("{doing} {file}")]
    Disk {
        /// What was being done: `read`, `write`, `make`.
        doing: &'static str,
        /// The path from the station folder.
        file: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}
