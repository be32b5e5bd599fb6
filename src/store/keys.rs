//! The station's private key on the disk: made once from the system's chance, read back, replaced as a whole. Which key
//! signs, and from when on, is the ledger's to say.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::rand::{GetRandomFlags, getrandom};

use crate::ledger::note::{KeyName, PrivateKey};

/// The key that signs.
const CURRENT: &str = "signing-key.pem";
/// The key that is to sign next, while the change is being recorded.
const NEXT: &str = "signing-key.next.pem";
/// How the name of a key begins that is not yet whole.
const UNNAMED: &str = ".new-";
/// The longest file that is read; a key takes 119 bytes.
const BYTES_MAX: u64 = 4_096;

/// The folder of a station's keys.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    dir: PathBuf,
    name: KeyName,
}

/// Why a key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The disk refused.
    #[error("{doing} {}", path.display())]
    Disk {
        /// What was being done: `make`, `read`, `replace`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is there, and no key is in it. It is left as it is.
    #[error("read {}: it holds no private key", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
}

impl KeyFolder {
    /// Names the folder of keys in a data folder, for keys of this name. Nothing is made yet.
    pub fn new(data: &Path, name: KeyName) -> Self {
        let dir = data.join("keys");
        Self { dir, name }
    }

    /// Returns the key that signs, and makes it where there is none. Of two processes that make it at once, both get
    /// the same.
    pub fn current_or_new(&self) -> Result<PrivateKey, KeyError> {
        match self.read(CURRENT)? {
            Some(key) => Ok(key),
            None => self.make(CURRENT),
        }
    }

    /// Returns the key that was to sign next when the change was cut short.
    pub fn next(&self) -> Result<Option<PrivateKey>, KeyError> {
        self.read(NEXT)
    }

    /// Makes a key that is to sign next.
    pub fn make_next(&self) -> Result<PrivateKey, KeyError> {
        self.forget_next()?;
        self.make(NEXT)
    }

    /// Puts the next key in the place of the current one, whose secret is gone from then on.
    pub fn take_next(&self) -> Result<(), KeyError> {
        let path = self.dir.join(CURRENT);
        let replaced = fs::rename(self.dir.join(NEXT), &path).and_then(|()| self.sync());
        replaced.map_err(failed("replace", &path))
    }

    /// Removes a next key that was never recorded.
    pub fn forget_next(&self) -> Result<(), KeyError> {
        let path = self.dir.join(NEXT);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(failed("replace", &path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Removes what was left of keys whose making was cut short by a power cut. Whoever calls this must be alone: what
    /// another is making would be taken from under it.
    pub fn sweep(&self) -> Result<(), KeyError> {
        let sweep = || -> io::Result<()> {
            for entry in fs::read_dir(&self.dir)? {
                let entry = entry?;
                if entry.file_name().to_string_lossy().starts_with(UNNAMED) {
                    fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        };
        match sweep() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            swept => swept.map_err(failed("replace", &self.dir)),
        }
    }

    fn read(&self, file: &str) -> Result<Option<PrivateKey>, KeyError> {
        let path = self.dir.join(file);
        let mut text = String::new();
        let opened = match File::open(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &path)(error)),
        };
        keep_private(&opened, &path).map_err(failed("read", &path))?;
        match opened.take(BYTES_MAX).read_to_string(&mut text) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => text.clear(),
            Err(error) => return Err(failed("read", &path)(error)),
        }
        let key = PrivateKey::from_pem(self.name.clone(), &text);
        key.map(Some).ok_or(KeyError::Unreadable { path })
    }

    /// Makes a key under a name that nobody has yet: whoever comes second reads the first one's.
    fn make(&self, file: &str) -> Result<PrivateKey, KeyError> {
        let path = self.dir.join(file);
        let made = self.make_dir().and_then(|()| self.write_new(&path));
        made.map_err(failed("make", &path))?;
        let key = self.read(file)?;
        key.ok_or_else(|| failed("make", &path)(io::ErrorKind::NotFound.into()))
    }

    fn make_dir(&self) -> io::Result<()> {
        match DirBuilder::new().mode(0o700).create(&self.dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => fs::set_permissions(&self.dir, Permissions::from_mode(0o700)),
        }
    }

    /// Writes a new key whole, then gives it its name; does nothing where the name is taken.
    fn write_new(&self, path: &Path) -> io::Result<()> {
        let mut seed = [0; 32];
        let mut filled = 0;
        while filled < seed.len() {
            filled += getrandom(&mut seed[filled..], GetRandomFlags::empty())?;
        }
        let text = PrivateKey::from_seed(self.name.clone(), &seed).to_pem();
        let mut suffix = [0; 8];
        getrandom(&mut suffix, GetRandomFlags::empty())?;
        let suffix = u64::from_ne_bytes(suffix);
        let temporary = self.dir.join(format!("{UNNAMED}{suffix:016x}"));
        let named = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&temporary)
            .and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            })
            // A second name, and not a new one: that fails where the name is taken.
            .and_then(|()| fs::hard_link(&temporary, path));
        let removed = fs::remove_file(&temporary);
        match named {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => removed.and_then(|()| self.sync()),
        }
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.dir)?.sync_all()
    }
}

/// Takes away what others may do with a key's file, as after a copy with wrong rights, and says so.
fn keep_private(file: &File, path: &Path) -> io::Result<()> {
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        tracing::warn!(key = %path.display(), "others could read the private key; now they can't");
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> KeyError {
    let path = path.to_owned();
    move |source| KeyError::Disk {
        doing,
        path,
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Barrier;

    use super::*;
    use crate::ledger::Origin;

    fn folder(data: &Path) -> KeyFolder {
        let origin = Origin::new("xa-binh-an", false).unwrap();
        KeyFolder::new(data, origin.key_name().unwrap())
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let data = tempfile::tempdir().unwrap();
        let keys = folder(data.path());
        let made = keys.current_or_new().unwrap();
        let again = keys.current_or_new().unwrap();
        assert_eq!(made.public(), again.public());
        let file = data.path().join("keys/signing-key.pem");
        assert_eq!(
            (mode(&file), mode(&data.path().join("keys"))),
            (0o600, 0o700)
        );
        assert_eq!(fs::read_dir(data.path().join("keys")).unwrap().count(), 1);
        let other = tempfile::tempdir().unwrap();
        let other = folder(other.path()).current_or_new().unwrap();
        assert_ne!(made.public(), other.public());
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        keys.current_or_new().unwrap();
        assert_eq!(mode(&file), 0o600);
    }

    // T29: two processes at once.
    #[test]
    fn of_many_that_make_it_at_once_all_get_the_same() {
        for _ in 0..20 {
            let data = tempfile::tempdir().unwrap();
            let barrier = Barrier::new(8);
            let made: BTreeSet<String> = std::thread::scope(|scope| {
                let make = || {
                    barrier.wait();
                    let key = folder(data.path()).current_or_new().unwrap();
                    key.public().to_string()
                };
                let threads: Vec<_> = (0..8).map(|_| scope.spawn(make)).collect();
                let ended = threads.into_iter().map(|thread| thread.join().unwrap());
                ended.collect()
            });
            assert_eq!(made.len(), 1, "{made:?}");
            assert_eq!(fs::read_dir(data.path().join("keys")).unwrap().count(), 1);
        }
    }

    #[test]
    fn the_next_key_takes_the_place_of_the_current_one_or_is_forgotten() {
        let data = tempfile::tempdir().unwrap();
        let keys = folder(data.path());
        let first = keys.current_or_new().unwrap();
        assert!(keys.next().unwrap().is_none());
        let forgotten = keys.make_next().unwrap();
        let second = keys.make_next().unwrap();
        assert_ne!(forgotten.public(), second.public());
        assert_eq!(keys.current_or_new().unwrap().public(), first.public());
        keys.take_next().unwrap();
        assert_eq!(keys.current_or_new().unwrap().public(), second.public());
        assert!(keys.next().unwrap().is_none());
        keys.make_next().unwrap();
        keys.forget_next().unwrap();
        assert!(keys.next().unwrap().is_none());
    }

    // T22: a power cut between the two names of a new key.
    #[test]
    fn what_is_left_of_a_cut_making_is_swept_away() {
        let data = tempfile::tempdir().unwrap();
        let keys = folder(data.path());
        keys.sweep().unwrap();
        let made = keys.current_or_new().unwrap();
        let left = data.path().join("keys/.new-0123456789abcdef");
        fs::copy(data.path().join("keys/signing-key.pem"), &left).unwrap();
        keys.sweep().unwrap();
        assert!(!left.exists());
        assert_eq!(keys.current_or_new().unwrap().public(), made.public());
    }

    #[test]
    fn a_file_that_is_no_key_is_told_and_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let keys = folder(data.path());
        keys.current_or_new().unwrap();
        let file = data.path().join("keys/signing-key.pem");
        for spoilt in [
            b"".as_slice(),
            b"\xff\xfe",
            b"-----BEGIN PRIVATE KEY-----\n",
        ] {
            fs::write(&file, spoilt).unwrap();
            let refused = keys.current_or_new().unwrap_err();
            assert!(matches!(refused, KeyError::Unreadable { .. }), "{refused}");
            assert_eq!(fs::read(&file).unwrap(), spoilt);
        }
    }

    #[test]
    fn openssl_reads_the_key_and_agrees_on_the_public_one() {
        let data = tempfile::tempdir().unwrap();
        let made = folder(data.path()).current_or_new().unwrap();
        let output = std::process::Command::new("openssl")
            .args(["pkey", "-pubout", "-in"])
            .arg(data.path().join("keys/signing-key.pem"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said, made.public().to_pem());
    }
}
