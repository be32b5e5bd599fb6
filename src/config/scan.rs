//! Walks a station folder: which files there are, which of them matter, and what can't be looked at. What is in
//! them is `folder`'s.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::library::stem;
use crate::schedule::calendar;
use crate::schedule::diagnostic::{Diagnostic, Place, SAID};

/// How deep folders under `audio/` may lie in one another.
const DEPTH_MAX: usize = 16;

/// Extensions of sound and of video with sound: what a person would expect to be played, whether it can be or not.
const SOUND: &[&str] = &[
    "3gp", "aac", "ac3", "aif", "aiff", "amr", "ape", "avi", "flac", "m4a", "m4b", "mka", "mkv",
    "mov", "mp2", "mp3", "mp4", "oga", "ogg", "opus", "wav", "webm", "wma", "wmv",
];

/// What a walk through a station folder found, by kind; each list is sorted by path.
#[derive(Debug, Default)]
pub struct Scan {
    /// `station.toml`, where there is one.
    pub station: Option<DiskFile>,
    /// `calendar.toml`, where there is one.
    pub calendar: Option<DiskFile>,
    /// The `.toml` files of `schedules/`.
    pub schedules: Vec<DiskFile>,
    /// The sidecars, `.toml` files anywhere under `audio/`.
    pub sidecars: Vec<DiskFile>,
    /// The sound files anywhere under `audio/`.
    pub audio: Vec<DiskFile>,
    /// What could not be looked at, or looks like a mistake.
    pub problems: Vec<Diagnostic>,
}

/// One file that matters.
#[derive(Clone, Debug)]
pub struct DiskFile {
    /// Its path from the station folder as on disk, with `/`.
    pub name: String,
    /// Where to open it.
    pub path: PathBuf,
    /// Its length in bytes.
    pub length_bytes: u64,
    stamp: Stamp,
}

/// What is cheap to know of a file and changes when its bytes do: number, length, time of change, time of any change
/// of the file's record. Number and record betray a file that was replaced under its old date, as `cp -p` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    inode: u64,
    length_bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// The state of a station folder, cheap to take and to compare: two that are equal mean that nothing was edited.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fingerprint(BTreeMap<String, Stamp>);

/// Takes the state of the station folder `dir`. What can't be looked at is left out, and so makes a difference as
/// soon as it can.
pub fn fingerprint(dir: &Path) -> Fingerprint {
    scan(dir).fingerprint()
}

/// Walks the station folder `dir`. Never fails: what can't be looked at is a problem in the result.
pub fn scan(dir: &Path) -> Scan {
    let mut walk = Walk::default();
    walk.scan.station = walk.root_file(dir, "station.toml");
    walk.scan.calendar = walk.root_file(dir, calendar::FILE);
    walk.schedules(dir);
    walk.audio(&dir.join("audio"), "audio", &mut Vec::new());
    let mut scan = walk.scan;
    for list in [&mut scan.schedules, &mut scan.sidecars, &mut scan.audio] {
        list.sort_by(|a, b| a.name.cmp(&b.name));
    }
    scan
}

impl Scan {
    /// Returns the state that this walk saw.
    pub fn fingerprint(&self) -> Fingerprint {
        let files = self
            .station
            .iter()
            .chain(&self.calendar)
            .chain(&self.schedules)
            .chain(&self.sidecars)
            .chain(&self.audio);
        Fingerprint(files.map(|file| (file.name.clone(), file.stamp)).collect())
    }
}

impl DiskFile {
    fn new(name: String, path: PathBuf, metadata: &Metadata) -> Self {
        let stamp = Stamp {
            inode: metadata.ino(),
            length_bytes: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        };
        Self {
            name,
            path,
            length_bytes: metadata.len(),
            stamp,
        }
    }
}

/// Returns the extension of a path in lower case; empty where it has none.
pub fn extension(name: &str) -> String {
    name[stem(name).len()..]
        .trim_start_matches('.')
        .to_lowercase()
}

/// Says whether a file or folder of this name is nobody's content: hidden, a lock, a backup, an unfinished
/// download, or what Windows and macOS leave behind.
fn is_litter(name: &str) -> bool {
    let lower = name.to_lowercase();
    let starts = ['.', '~', '#'].iter().any(|&c| lower.starts_with(c));
    let ends = ["~", ".bak", ".crdownload", ".part", ".swp", ".tmp"]
        .iter()
        .any(|end| lower.ends_with(end));
    starts || ends || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
}

#[derive(Default)]
struct Walk {
    scan: Scan,
}

impl Walk {
    /// Looks for a file at the root of the folder; that it is missing is no problem here.
    fn root_file(&mut self, dir: &Path, name: &str) -> Option<DiskFile> {
        let path = dir.join(name);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => {
                return Some(DiskFile::new(name.to_owned(), path, &metadata));
            }
            Ok(_) => self.error("not-a-file", name),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => self.unreadable(name, &error),
        }
        None
    }

    fn schedules(&mut self, dir: &Path) {
        for (name, path) in self.list(&dir.join("schedules"), "schedules") {
            if name.to_lowercase().ends_with(".toml.txt") {
                self.warning("schedule-hidden-extension", &name);
            }
            if extension(&name) != "toml" {
                continue;
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_file() => {
                    self.scan
                        .schedules
                        .push(DiskFile::new(name, path, &metadata));
                }
                // A pipe would be waited on for ever; anything but a plain file is left alone.
                Ok(_) => self.error("not-a-file", &name),
                Err(error) => self.unreadable(&name, &error),
            }
        }
    }

    /// Walks a folder of `audio/`. `above` holds the folders that the walk is inside of, by device and inode, so
    /// that a link back to one of them ends.
    fn audio(&mut self, dir: &Path, name: &str, above: &mut Vec<(u64, u64)>) {
        let Ok(metadata) = fs::metadata(dir) else {
            // Missing or unreadable: `list` tells which.
            self.list(dir, name);
            return;
        };
        let identity = (metadata.dev(), metadata.ino());
        if above.contains(&identity) || above.len() >= DEPTH_MAX {
            self.error("folder-loop", name);
            return;
        }
        above.push(identity);
        for (name, path) in self.list(dir, name) {
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.audio(&path, &name, above),
                Ok(metadata) => self.audio_file(name, path, &metadata),
                Err(error) => self.unreadable(&name, &error),
            }
        }
        above.pop();
    }

    fn audio_file(&mut self, name: String, path: PathBuf, metadata: &Metadata) {
        let extension = extension(&name);
        let is_sidecar = extension == "toml";
        if !is_sidecar && !SOUND.contains(&extension.as_str()) {
            return;
        }
        if !metadata.is_file() {
            self.error("not-a-file", &name);
            return;
        }
        let found = DiskFile::new(name, path, metadata);
        if is_sidecar {
            self.scan.sidecars.push(found);
        } else {
            self.scan.audio.push(found);
        }
    }

    /// Lists a folder, each entry with its path from the station folder; without litter, and empty where the
    /// folder is missing.
    fn list(&mut self, dir: &Path, name: &str) -> Vec<(String, PathBuf)> {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.unreadable(name, &error);
                return Vec::new();
            }
        };
        let mut files = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => match entry.file_name().to_str() {
                    Some(file) if is_litter(file) => {}
                    Some(file) => files.push((format!("{name}/{file}"), entry.path())),
                    None => {
                        let lossy = entry.file_name().to_string_lossy().into_owned();
                        self.error("name-not-utf8", &format!("{name}/{lossy}"));
                    }
                },
                Err(error) => self.unreadable(name, &error),
            }
        }
        files.sort();
        files
    }

    fn unreadable(&mut self, name: &str, error: &io::Error) {
        self.scan.problems.push(unreadable(name, error));
    }

    fn error(&mut self, code: &'static str, name: &str) {
        self.scan
            .problems
            .push(Diagnostic::error(code, Place::file(name)));
    }

    fn warning(&mut self, code: &'static str, name: &str) {
        self.scan
            .problems
            .push(Diagnostic::warning(code, Place::file(name)));
    }
}

/// Returns the problem of a file that the system does not let us read.
pub fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("file-unreadable", Place::file(name)).with(SAID, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: (&str, &str)) {
        assert_eq!((stem(name), extension(name).as_str()), expected, "{name}");
    }

    #[test]
    fn only_the_last_part_after_a_dot_is_the_extension() {
        check("audio/a.mp3", ("audio/a", "mp3"));
        check("audio/Bản tin số 1.2.MP3", ("audio/Bản tin số 1.2", "mp3"));
        check("audio/v1.2/a", ("audio/v1.2/a", ""));
        check("a.", ("a", ""));
    }

    #[test]
    fn what_editors_and_systems_leave_behind_is_nobodys_content() {
        for name in [
            ".a.toml.swp",
            "a.toml~",
            ".~lock.a.toml#",
            "._a.mp3",
            "a.mp3.part",
            "Thumbs.db",
            "~$a.toml",
            "#a.toml#",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in ["a.toml", "Bản tin (CCHC) - bản cuối.mp3", "a~b.toml"] {
            assert!(!is_litter(name), "{name}");
        }
    }
}
