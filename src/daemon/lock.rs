//! One daemon for one station folder: a lock that the kernel lets go of when the process dies, however it dies.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The lock, held for as long as this lives.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

/// Why the lock could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another daemon holds it.
    #[error("another loa runs on {path}")]
    Held {
        /// The lock file.
        path: PathBuf,
    },
    /// The file can't be made or locked.
    #[error("lock {path}")]
    Disk {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl FolderLock {
    /// Takes the lock of a data folder, which must exist.
    pub fn take(data: &Path) -> Result<Self, LockError> {
        let path = data.join("loa.lock");
        let open = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = open.map_err(|source| LockError::Disk {
            path: path.clone(),
            source,
        })?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held { path }),
            Err(TryLockError::Error(source)) => Err(LockError::Disk { path, source }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_daemon_is_refused_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        assert!(matches!(
            FolderLock::take(folder.path()),
            Err(LockError::Held { .. })
        ));
        drop(first);
        FolderLock::take(folder.path()).unwrap();
    }
}
