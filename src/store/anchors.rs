//! Folders outside the machine that hold checkpoints, a file for each: writing one, finding the newest, reading all.
//! When that is done, and what it means when one does not fit, is for others.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::ledger::checkpoint::{Checkpoint, FILE_ENDING};
use crate::ledger::note::KeyName;

/// The longest file that is read; a checkpoint takes two hundred bytes, each further signature a hundred.
const BYTES_MAX: u64 = 16_384;
/// The most files of one folder that are read: a checkpoint a day for thirty years.
pub const FILES_MAX: usize = 10_000;

/// A file of a folder of checkpoints, and what is in it; `None` where that is no checkpoint.
pub type Found = (PathBuf, Option<Checkpoint>);

/// Writes a checkpoint into a folder, which must be there: one that is made where a stick should be is no stick. Does
/// nothing where it is there already.
pub fn write(dir: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    let path = dir.join(checkpoint.file_name());
    let text = checkpoint.note().to_string();
    if fs::read(&path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    // First under a hidden name: a stick that is pulled out meanwhile must not show half a checkpoint.
    let temporary = dir.join(format!(".{}", checkpoint.file_name()));
    let written = File::create(&temporary)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, &path))
        .and_then(|()| File::open(dir)?.sync_all());
    if written.is_err() {
        // What is left of it is hidden; the first error is the one to tell.
        drop(fs::remove_file(&temporary));
    }
    written
}

/// Returns the checkpoint of this name with the highest number that a folder holds.
pub fn newest(dir: &Path, name: &KeyName) -> io::Result<Option<Checkpoint>> {
    let mut files = files(dir)?;
    while let Some(path) = files.pop() {
        // A file that can't be read hides no other.
        let found = read(&path).ok().flatten();
        let own = found.filter(|checkpoint| checkpoint.name() == name);
        if own.is_some() {
            return Ok(own);
        }
    }
    Ok(None)
}

/// Reads a file, or every checkpoint's file of a folder, by name.
pub fn read_all(path: &Path) -> io::Result<Vec<Found>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![(path.to_owned(), read(path)?)]);
    }
    let files = files(path)?.into_iter();
    files
        .map(|file| read(&file).map(|found| (file, found)))
        .collect()
}

/// Says whether two files or folders lie on the same disk.
pub fn is_same_disk(one: &Path, other: &Path) -> io::Result<bool> {
    Ok(fs::metadata(one)?.dev() == fs::metadata(other)?.dev())
}

/// Returns the files of checkpoints in a folder, by name.
fn files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let shown = name.to_str().is_some_and(|name| !name.starts_with('.'));
        if shown && name.to_string_lossy().ends_with(FILE_ENDING) {
            files.push(dir.join(name));
        }
        if files.len() > FILES_MAX {
            return Err(io::Error::other(format!(
                "more than {FILES_MAX} checkpoints"
            )));
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> io::Result<Option<Checkpoint>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BYTES_MAX).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).ok();
    // An editor on Windows may have changed the line breaks; what is signed has none but plain ones.
    Ok(text.and_then(|text| {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        Checkpoint::parse(&text)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note::PrivateKey;
    use crate::ledger::{Head, Origin, digest_of};

    fn checkpoint(station: &str, seq: u64) -> Checkpoint {
        let name = Origin::new(station, false).unwrap().key_name().unwrap();
        let seal = digest_of(&seq.to_be_bytes());
        Checkpoint::sign(Head { seq, seal }, &PrivateKey::from_seed(name, &[1; 32]))
    }

    #[test]
    fn checkpoints_stand_side_by_side_and_sort_as_the_ledger_grew() {
        let dir = tempfile::tempdir().unwrap();
        let made = [9, 10, 1_000].map(|seq| checkpoint("xa-a", seq));
        let name = made[0].name();
        assert_eq!(newest(dir.path(), name).unwrap(), None);
        for one in [&made[2], &made[0], &made[1], &made[0]] {
            write(dir.path(), one).unwrap();
        }
        write(dir.path(), &checkpoint("xa-b", 5_000)).unwrap();
        assert_eq!(newest(dir.path(), name).unwrap().as_ref(), Some(&made[2]));
        let all = read_all(dir.path()).unwrap();
        let seqs = all
            .iter()
            .map(|(_, found)| found.as_ref().unwrap().head().seq);
        assert_eq!(seqs.collect::<Vec<_>>(), [9, 10, 1_000, 5_000]);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 4);
    }

    #[test]
    fn a_torn_file_hides_no_other_and_is_told_among_all() {
        let dir = tempfile::tempdir().unwrap();
        let made = checkpoint("xa-a", 9);
        write(dir.path(), &made).unwrap();
        let torn = dir
            .path()
            .join("xa-a-air-000000000010-00000000.checkpoint.txt");
        fs::write(&torn, "loa/xa-a/air\n10\n").unwrap();
        fs::write(dir.path().join("readme.txt"), "x").unwrap();
        assert_eq!(
            newest(dir.path(), made.name()).unwrap().as_ref(),
            Some(&made)
        );
        let all = read_all(dir.path()).unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[1], (torn, None));
    }

    #[test]
    fn a_checkpoint_that_an_editor_has_touched_still_reads() {
        let dir = tempfile::tempdir().unwrap();
        let made = checkpoint("xa-a", 9);
        let path = dir.path().join("moc.txt");
        let text = made.note().to_string().replace('\n', "\r\n");
        fs::write(&path, format!("\u{feff}{text}")).unwrap();
        assert_eq!(read_all(&path).unwrap(), [(path.clone(), Some(made))]);
    }

    #[test]
    fn a_folder_on_the_ledgers_own_disk_is_told_from_one_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        let ledger = dir.path().join("ledger.db");
        fs::write(&ledger, "").unwrap();
        assert!(is_same_disk(dir.path(), &ledger).unwrap());
        assert!(!is_same_disk(Path::new("/proc"), &ledger).unwrap());
    }

    #[test]
    fn a_folder_that_is_away_is_not_made() {
        let dir = tempfile::tempdir().unwrap();
        let away = dir.path().join("usb");
        write(&away, &checkpoint("xa-a", 9)).unwrap_err();
        assert!(!away.exists());
        read_all(&away).unwrap_err();
    }
}
