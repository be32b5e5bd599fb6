//! A station as one file, and back: its own files, and a copy of the ledger that is consistent while the ledger is
//! written. Which files belong to a station, and what is recorded of it, is the caller's.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::connect;
use super::error::StoreError;
use super::reader::Reader;
use super::schema::read_head;
use super::whole::Temporary;
use crate::ids::Digest;
use crate::ledger::{Head, Origin};
use crate::time::UtcMs;

/// The ledger's name in a backup, from the station folder.
pub const LEDGER: &str = "data/ledger.db";
/// The folder of keys, from the station folder.
const KEYS: &str = "data/keys";
/// What says what a backup is, first in the file.
const LABEL: &str = "backup.txt";
/// The longest label that is read, in bytes.
const LABEL_BYTES_MAX: u64 = 1_000;
/// What a station folder has of its own.
pub const OWN: [&str; 5] = [
    "station.toml",
    "calendar.toml",
    "schedules",
    "audio",
    "data",
];

/// What a backup is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Whose ledger is in it.
    pub origin: Origin,
    /// The newest entry in it.
    pub head: Head,
    /// When it was made.
    pub made: UtcMs,
}

/// A file of a station: its name from the station folder with `/`, and where it lies.
pub type OwnFile = (String, PathBuf);

/// Why a backup could not be made or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The ledger can't be copied, or its copy is not whole.
    #[error(transparent)]
    Ledger(#[from] StoreError),
    /// A file can't be read or written.
    #[error("{doing} {}", path.display())]
    Disk {
        /// What was being done: `read`, `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is no backup, or not a whole one.
    #[error("read {} as a backup: {why}", path.display())]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// There is something already where the station is to be put.
    #[error("put a station into {}: the folder is not empty", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
}

impl Label {
    fn text(&self) -> String {
        let Head { seq, seal } = self.head;
        let (origin, made) = (self.origin.line(), self.made.0);
        format!("loa backup v1\n{seq}\n{seal}\n{made}\n{origin}")
    }

    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("loa backup v1\n")?;
        let mut parts = rest.splitn(4, '\n');
        let (seq, seal) = (parts.next()?.parse().ok()?, Digest::parse(parts.next()?)?);
        let made = UtcMs(parts.next()?.parse().ok()?);
        let origin = Origin::parse(parts.next()?)?;
        let head = Head { seq, seal };
        Some(Self { origin, head, made })
    }
}

impl Reader {
    /// Writes a copy of the ledger, as it is at one instant, into a file that is not there yet; returns its newest
    /// entry. The writer goes on meanwhile.
    pub async fn copy(&self, to: &Path) -> Result<Head, StoreError> {
        let copied = self.copy_into(to).await;
        if copied.is_err() {
            // What there is of it is worth nothing.
            drop(Temporary::of(to.to_owned()));
        }
        copied
    }

    async fn copy_into(&self, to: &Path) -> Result<Head, StoreError> {
        let copying = || StoreError::database("copy", self.path());
        let source = connect::reading(self.path()).connect().await;
        let mut source = source.map_err(copying())?;
        sqlx::query("VACUUM INTO ?")
            .bind(to.to_string_lossy().into_owned())
            .execute(&mut source)
            .await
            .map_err(copying())?;
        source.close().await.map_err(copying())?;
        let copied = connect::reading(to).connect().await;
        let mut copied = copied.map_err(StoreError::database("open", to))?;
        let head = read_head(&mut copied, to, &self.origin).await?;
        copied
            .close()
            .await
            .map_err(StoreError::database("close", to))?;
        Ok(head)
    }
}

/// Writes a backup into a file that must not be there yet: a copy of the ledger made by [`Reader::copy`], which is
/// removed, and the station's files. Returns how many bytes it has. Blocks for as long as the disk takes.
pub fn pack(
    out: &Path,
    label: &Label,
    ledger: &Path,
    files: &[OwnFile],
) -> Result<u64, BackupError> {
    let temporary = Temporary::beside(out);
    let _ledger = Temporary::of(ledger.to_owned());
    let written = write(temporary.path(), label, ledger, files)?;
    temporary.name(out).map_err(disk("write", out))?;
    Ok(written)
}

fn write(out: &Path, label: &Label, ledger: &Path, files: &[OwnFile]) -> Result<u64, BackupError> {
    // A key may be in it: for its owner alone.
    let created = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(out);
    let file = created.map_err(disk("write", out))?;
    let mut zip = ZipWriter::new(io::BufWriter::new(file));
    let options = |method| {
        SimpleFileOptions::default()
            .compression_method(method)
            .large_file(true)
    };
    let begun = zip.start_file(LABEL, options(CompressionMethod::Stored));
    let labelled = begun
        .map_err(io::Error::from)
        .and_then(|()| zip.write_all(label.text().as_bytes()));
    labelled.map_err(disk("write", out))?;
    let ledger = (LEDGER.to_owned(), ledger.to_owned());
    for (name, path) in std::iter::once(&ledger).chain(files) {
        // Sound is packed already.
        let method = match name.starts_with("audio/") && !name.ends_with(".toml") {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let mut source = File::open(path).map_err(disk("read", path))?;
        let begun = zip.start_file(name.as_str(), options(method));
        begun.map_err(io::Error::from).map_err(disk("write", out))?;
        copy(&mut source, path, &mut zip, out)?;
    }
    let finished = zip.finish().map_err(io::Error::from);
    let file = finished.and_then(|file| file.into_inner().map_err(Into::into));
    let synced = file.and_then(|file| {
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    synced.map_err(disk("write", out))
}

/// Copies a file to its end, and says which side failed.
fn copy(
    source: &mut impl io::Read,
    from: &Path,
    target: &mut impl io::Write,
    to: &Path,
) -> Result<(), BackupError> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => {
                let written = target.write_all(&buffer[..count]);
                written.map_err(disk("write", to))?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(disk("read", from)(error)),
        }
    }
}

/// Reads what a backup is of.
pub fn label(backup: &Path) -> Result<Label, BackupError> {
    let mut archive = open(backup)?;
    read_label(&mut archive, backup)
}

/// Puts a backup into a folder, which must be empty or not there; after an error it is as before. The ledger is there
/// as it was packed, and not verified yet. Blocks for as long as the disk takes.
pub fn unpack(backup: &Path, into: &Path) -> Result<Label, BackupError> {
    let mut archive = open(backup)?;
    let label = read_label(&mut archive, backup)?;
    let was_there = match fs::read_dir(into).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            return Err(BackupError::NotEmpty {
                path: into.to_owned(),
            });
        }
        Ok(false) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(disk("read", into)(error)),
    };
    let unpacked = unpack_all(&mut archive, backup, into);
    if let Err(error) = unpacked {
        clear(into, was_there);
        return Err(error);
    }
    Ok(label)
}

/// Takes away what was put into a folder that was empty or not there before. What can't be removed is told by the
/// program's log alone: the reason for the removal is the one to tell.
pub fn clear(folder: &Path, was_there: bool) {
    let removed = if was_there {
        OWN.iter().try_for_each(|name| {
            let path = folder.join(name);
            match path.is_dir() {
                true => fs::remove_dir_all(&path),
                false if path.exists() => fs::remove_file(&path),
                false => Ok(()),
            }
        })
    } else {
        fs::remove_dir_all(folder)
    };
    if let Err(error) = removed {
        tracing::warn!(folder = %folder.display(), %error, "what was put back could not be removed");
    }
}

fn open(backup: &Path) -> Result<ZipArchive<io::BufReader<File>>, BackupError> {
    let file = File::open(backup).map_err(disk("read", backup))?;
    ZipArchive::new(io::BufReader::new(file)).map_err(|error| no_backup(backup, &error))
}

fn read_label(
    archive: &mut ZipArchive<io::BufReader<File>>,
    backup: &Path,
) -> Result<Label, BackupError> {
    let entry = archive.by_name(LABEL);
    let entry = entry.map_err(|error| no_backup(backup, &error))?;
    let mut text = String::new();
    let read = entry.take(LABEL_BYTES_MAX).read_to_string(&mut text);
    read.map_err(|error| no_backup(backup, &error))?;
    Label::parse(&text).ok_or_else(|| no_backup(backup, &format!("{LABEL} is of another form")))
}

fn unpack_all(
    archive: &mut ZipArchive<io::BufReader<File>>,
    backup: &Path,
    into: &Path,
) -> Result<(), BackupError> {
    let mut has_ledger = false;
    for index in 0..archive.len() {
        let entry = archive.by_index(index);
        let mut entry = entry.map_err(|error| no_backup(backup, &error))?;
        let name = entry.name().map_err(|error| no_backup(backup, &error))?;
        if name == LABEL {
            continue;
        }
        let is_plain = entry.is_file() && !entry.is_symlink();
        let own = own_name(&name).filter(|_| is_plain);
        let name =
            own.ok_or_else(|| no_backup(backup, &format!("{name:?} is no file of a station")))?;
        has_ledger |= name == Path::new(LEDGER);
        let target = into.join(&name);
        let is_key = name.starts_with(KEYS);
        let folder = target.parent().unwrap_or(into);
        let made = DirBuilder::new()
            .recursive(true)
            .mode(if is_key { 0o700 } else { 0o777 })
            .create(folder);
        made.map_err(disk("write", folder))?;
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(if is_key { 0o600 } else { 0o666 })
            .open(&target);
        let mut file = file.map_err(disk("write", &target))?;
        // The archive checks the sum of each file on its way.
        copy(&mut entry, backup, &mut file, &target)?;
        file.sync_all().map_err(disk("write", &target))?;
    }
    match has_ledger {
        true => Ok(()),
        false => Err(no_backup(backup, &format!("{LEDGER} is missing"))),
    }
}

/// Returns the name of an entry as a path within a station folder; `None` for what would leave it, or is no file that
/// a backup has.
fn own_name(name: &str) -> Option<PathBuf> {
    let name = PathBuf::from(name);
    let mut components = name.components();
    let first = components.next()?;
    let is_own = OWN.iter().any(|own| first.as_os_str() == *own);
    let stays = components.all(|component| matches!(component, Component::Normal(_)));
    let is_data = name.starts_with("data") && name != Path::new(LEDGER) && !name.starts_with(KEYS);
    (is_own && stays && !is_data).then_some(name)
}

fn no_backup(backup: &Path, why: &dyn std::fmt::Display) -> BackupError {
    BackupError::NotABackup {
        path: backup.to_owned(),
        why: why.to_string(),
    }
}

fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::Disk {
        doing,
        path,
        source,
    }
}
