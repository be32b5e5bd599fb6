//! What can go wrong with the files of the store, a variant for each thing a caller can act on. Words for the
//! operator are the command line's.

use std::io;
use std::path::PathBuf;

use sqlx::error::DatabaseError;

use crate::causes;
use crate::ids::Digest;
use crate::ledger::Head;
use crate::ledger::verify::BadEntry;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder can't be written: missing, read-only, or not ours.
    #[error("write in the folder of {}", path.display())]
    Folder {
        /// The ledger.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Another process holds the ledger for writing.
    #[error("write {}: another process is writing it", path.display())]
    AlreadyWriting {
        /// The ledger.
        path: PathBuf,
    },
    /// There is no such file.
    #[error("find {}", path.display())]
    NotFound {
        /// The ledger.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("open {}: it is not a ledger", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by a newer version of this program.
    #[error("open {}: its form is {found}, this program knows forms up to {known}", path.display())]
    NewerSchema {
        /// The ledger.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// The ledger of another station, or of a rehearsal where a real one was wanted (or the other way).
    #[error("open {}: it is the ledger of {found:?}, not of {expected:?}", path.display())]
    OtherOrigin {
        /// The ledger.
        path: PathBuf,
        /// Its origin line.
        found: String,
        /// The origin line that was asked for.
        expected: String,
    },
    /// An entry can't be what was written.
    #[error("trust {}", path.display())]
    Damaged {
        /// The ledger.
        path: PathBuf,
        /// The entry.
        #[source]
        bad: BadEntry,
    },
    /// A plan's bytes are not those of its digest.
    #[error("trust plan {digest} in {}", path.display())]
    DamagedPlan {
        /// The ledger.
        path: PathBuf,
        /// The digest under which it is kept.
        digest: Digest,
    },
    /// Somebody else wrote the ledger while it was ours to write.
    #[error("go on in {}: its head is {found}, the head that was written is {written}", path.display())]
    Overtaken {
        /// The ledger.
        path: PathBuf,
        /// The head in the file.
        found: Head,
        /// The last head that was written here.
        written: Head,
    },
    /// The database refused: disk full, I/O error, locked for too long.
    #[error("{doing} {}", path.display())]
    Database {
        /// What was being done, such as `append to`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: sqlx::Error,
    },
}

impl StoreError {
    /// Returns a function that names what was being done with which file when SQLite refused.
    pub(super) fn database(
        doing: &'static str,
        path: &std::path::Path,
    ) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| {
            let path = path.to_owned();
            let code = source.as_database_error().and_then(DatabaseError::code);
            match code {
                Some(code) if code == NOT_A_DATABASE => Self::NotALedger { path },
                Some(_) | None => Self::Database {
                    doing,
                    path,
                    source,
                },
            }
        }
    }

    /// Returns this error and its causes in one line, for a record that must say why.
    pub fn chain(&self) -> String {
        causes::line(self)
    }
}

/// SQLITE_NOTADB: the file is no SQLite database.
const NOT_A_DATABASE: &str = "26";
