//! The files that outlive the daemon: the ledger with its plans, and a cache of what was measured of audio. No rule
//! of the trade is in here, and nothing outside knows SQL.

use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use tokio::sync::mpsc;

use self::spare::Spare;
use crate::ledger::Origin;

pub mod anchors;
pub mod backup;
mod bundle;
mod cache;
mod captured;
mod check;
mod connect;
mod error;
mod insert;
mod keys;
mod queue;
mod reader;
mod schema;
mod signed;
mod spare;
mod taking;
mod whole;
mod writer;
mod writing;

pub use bundle::{Bundle, BundleError, BundleWish};
pub use cache::{AudioCache, FileMark, Known};
pub use check::Checked;
pub use error::StoreError;
pub use keys::{KeyError, KeyFolder};
pub use queue::{Appended, LedgerState, WriterOptions};
pub use reader::{Entry, Filter, Reader};
pub use writer::LedgerWriter;

/// What a ledger is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpenMode {
    /// Writing and reading, by one process at a time; the file is made where there is none.
    Write(WriterOptions),
    /// Reading alone, by any number of processes.
    ReadOnly,
}

/// An open ledger.
#[derive(Clone, Debug)]
pub struct Store {
    origin: Origin,
    reader: Reader,
    writer: Option<LedgerWriter>,
}

impl Store {
    /// Opens the ledger at `path`, which must be `origin`'s. Looks at the newest entry alone, however many there
    /// are.
    pub async fn open(path: &Path, origin: &Origin, mode: OpenMode) -> Result<Self, StoreError> {
        match mode {
            OpenMode::Write(options) => {
                let spare = Spare::new(origin, spare_folders(path, &[]));
                let opened = writing::open(path, origin, options, &spare).await?;
                Ok(Self::with_writer(path, spare, options, Ok(opened)))
            }
            OpenMode::ReadOnly => {
                let store = Self::inspect(path).await?;
                store.reader.head().await?;
                if store.origin != *origin {
                    return Err(StoreError::OtherOrigin {
                        path: path.to_owned(),
                        found: store.origin.line(),
                        expected: origin.line(),
                    });
                }
                Ok(store)
            }
        }
    }

    /// Opens a ledger for reading, whosesoever it is and whatever its entries are like: for a verification.
    pub async fn inspect(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NotFound {
                path: path.to_owned(),
            });
        }
        let how = connect::reading_from_any_medium(path);
        let mut connection = how
            .clone()
            .connect()
            .await
            .map_err(StoreError::database("open", path))?;
        let origin = schema::read_origin(&mut connection, path).await?;
        connection
            .close()
            .await
            .map_err(StoreError::database("close", path))?;
        Ok(Self {
            reader: Reader::new(path, &origin, how),
            origin,
            writer: None,
        })
    }

    /// Opens the ledger for writing as [`Store::open`] does; but where the disk can't be written now, the writer
    /// begins by holding what it is given and opens the ledger once it can. A station that comes back from a power
    /// cut with a full or read-only disk must not be silent. Until then the state's head is that of an empty
    /// ledger, and questions to the reader may fail.
    ///
    /// What waits is kept in a second file too: beside the ledger, or in `spare`, the first of these folders that takes
    /// it. Name none that others can write: what is in it becomes entries at the next opening.
    ///
    /// What waiting can't mend is an error all the same: a foreign, damaged or newer ledger, or a second writer.
    pub async fn open_on_air(
        path: &Path,
        origin: &Origin,
        options: WriterOptions,
        spare: &[PathBuf],
    ) -> Result<Self, StoreError> {
        let spare = Spare::new(origin, spare_folders(path, spare));
        match writing::open(path, origin, options, &spare).await {
            Ok(opened) => Ok(Self::with_writer(path, spare, options, Ok(opened))),
            Err(error @ (StoreError::Folder { .. } | StoreError::Database { .. })) => {
                let why = error.chain();
                tracing::error!(error = %why, "the record can't be opened; facts are held");
                Ok(Self::with_writer(path, spare, options, Err(why)))
            }
            Err(error) => Err(error),
        }
    }

    fn with_writer(
        path: &Path,
        spare: Spare,
        options: WriterOptions,
        opened: Result<writing::Opened, String>,
    ) -> Self {
        let origin = spare.origin().clone();
        let writing = writing::Writing::new(path.to_owned(), spare, options, opened);
        // Room for every item that may be held, and for those who flush.
        let (inbox, outbox) = mpsc::channel(options.held_max + 16);
        let writer = LedgerWriter::new(options, inbox, writing.state());
        tokio::spawn(writing.run(outbox));
        Self {
            reader: Reader::new(path, &origin, connect::reading(path)),
            origin,
            writer: Some(writer),
        }
    }

    /// Returns whose ledger it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the way to read it.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Returns the way to write it; `None` when it was opened for reading.
    pub fn writer(&self) -> Option<&LedgerWriter> {
        self.writer.as_ref()
    }
}

/// Returns where the second file may lie: beside the ledger, then in these folders.
fn spare_folders(path: &Path, more: &[PathBuf]) -> Vec<PathBuf> {
    let beside = path.parent().unwrap_or(Path::new("")).to_owned();
    std::iter::once(beside)
        .chain(more.iter().cloned())
        .collect()
}
