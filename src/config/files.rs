//! Reading and writing the small text files of a station folder, so that nothing hangs, nothing is too big, and a
//! power cut never leaves half a file. What the text means is said elsewhere.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::scan::{DiskFile, unreadable};
use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::schedule::reader::text_of;

/// The most bytes that a text file of a station may have. A schedule of a year is a few thousand; a file of this
/// size is a mistake, such as a sound file with a wrong name.
pub const TEXT_BYTES_MAX: u64 = 1_000_000;

/// Reads a text file that the walk found, without a byte-order mark (Windows Notepad writes one).
pub fn read_text(file: &DiskFile) -> Result<String, Diagnostic> {
    let too_big = || {
        Diagnostic::error("file-too-big", Place::file(file.name.as_str()))
            .with("bytes", file.length_bytes)
            .with("limit", TEXT_BYTES_MAX)
    };
    if file.length_bytes > TEXT_BYTES_MAX {
        return Err(too_big());
    }
    let mut bytes = Vec::new();
    File::open(&file.path)
        .and_then(|opened| opened.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&file.name, &error))?;
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        // It grew since the walk.
        return Err(too_big());
    }
    let mut problems = Vec::new();
    match text_of(&file.name, &bytes, &mut problems) {
        Some(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        None => Err(problems
            .pop()
            .expect("bytes that are no text should be told of")),
    }
}

/// Puts `text` in the place of `path`, whole or not at all: a new file beside it is written, brought to the disk
/// and then renamed.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    let name = target
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let temporary = folder.join(format!(".loa-{name}.tmp"));
    let written = write_new(&temporary, text, fs::metadata(&target).ok())
        .and_then(|()| fs::rename(&temporary, &target))
        .and_then(|()| File::open(folder)?.sync_all());
    if written.is_err() {
        // What is left of it is hidden and never read; the first error is the one to tell.
        drop(fs::remove_file(&temporary));
    }
    written
}

/// Writes a file that must not be there yet, and brings it to the disk.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn write_new(path: &Path, text: &str, like: Option<fs::Metadata>) -> io::Result<()> {
    let mut file = File::create(path)?;
    if let Some(metadata) = like {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
