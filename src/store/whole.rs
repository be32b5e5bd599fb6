//! A file that gets its name only when it is whole. What is in it is the caller's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file that is gone when this is dropped, unless it was given its name.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    /// Takes charge of a file.
    pub(super) fn of(path: PathBuf) -> Self {
        Self(path)
    }

    /// Names a file beside the one that it is to be.
    pub(super) fn beside(path: &Path) -> Self {
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".tmp");
        Self(temporary.into())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Gives it its name, which no file may have yet.
    pub(super) fn name(self, path: &Path) -> io::Result<()> {
        if path.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(&self.0, path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %self.0.display(), %error, "a temporary file stays");
            }
            Ok(()) | Err(_) => {}
        }
    }
}
