//! How the files of the store are opened. What they must look like inside is `schema`'s.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use super::error::StoreError;

/// How much of a database each connection keeps in memory, as SQLite writes KiB. Its own default is eight times that,
/// which a look through a big ledger fills for good; the kernel keeps the same pages anyway.
const CACHE: &str = "-256";

/// The right to write a ledger, for as long as this lives. The kernel gives it back when the process dies, however it
/// dies.
#[derive(Debug)]
pub(super) struct WriteLock(File);

impl Drop for WriteLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a child process that was forked, and has not got to its own program yet,
        // holds a copy of it.
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "giving back the right to write the ledger");
        }
    }
}

/// Takes the right to write a ledger.
pub(super) fn lock(path: &Path) -> Result<WriteLock, StoreError> {
    // A file of its own: closing any descriptor of the database would drop SQLite's own locks.
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(beside(path, "lock"))
        .map_err(|source| folder_error(path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(WriteLock(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyWriting {
            path: path.to_owned(),
        }),
        Err(TryLockError::Error(source)) => Err(folder_error(path, source)),
    }
}

fn folder_error(path: &Path, source: io::Error) -> StoreError {
    StoreError::Folder {
        path: path.to_owned(),
        source,
    }
}

/// Returns the name of a file beside the database: `ledger.db-lock`.
pub(super) fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-");
    name.push(what);
    name.into()
}

/// Opens a database for writing, and makes it where there is none.
pub(super) async fn connect_for_writing(
    path: &Path,
    lock_wait: Duration,
) -> Result<SqliteConnection, StoreError> {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // Each commit is on the disk when it returns; NORMAL would lose the newest entries in a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(lock_wait)
        .pragma("cache_size", CACHE)
        .connect()
        .await
        .map_err(StoreError::database("open", path))
}

/// Returns how a database that may change meanwhile is opened for reading alone.
pub(super) fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", CACHE)
}

/// As [`reading`], but a ledger on a write-protected medium, which has no journal and can't get one, is opened as
/// one that can't change. Not for a ledger that this process writes: its folder may become writable later.
pub(super) fn reading_from_any_medium(path: &Path) -> SqliteConnectOptions {
    let journal = beside(path, "wal");
    reading(path).immutable(!journal.exists() && is_write_protected(path))
}

/// Says whether no file can be made beside `path`.
fn is_write_protected(path: &Path) -> bool {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        Some(_) | None => Path::new("."),
    };
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_err()
}
