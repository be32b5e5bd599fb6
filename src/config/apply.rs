//! Writes several files of a station together: each whole or not at all, and where one can't be written, those before it
//! are put back as they were. What they say was proved before.

use std::fs;
use std::io;
use std::path::Path;

use super::{ConfigError, files};

/// A file to write: its path from the station folder, what it was when it was read (`None` where it was not there), and
/// its new text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The path from the station folder.
    pub file: String,
    /// The text that the edit was made from.
    pub before: Option<String>,
    /// The new text.
    pub after: String,
}

/// Writes all files, or none. A file that is no longer what the edit was made from is not overwritten.
pub fn apply(dir: &Path, edits: &[Edit]) -> Result<(), ConfigError> {
    for edit in edits {
        if now(dir, edit)? != edit.before {
            return Err(ConfigError::ChangedMeanwhile {
                file: edit.file.clone(),
            });
        }
    }
    for (done, edit) in edits.iter().enumerate() {
        let path = dir.join(&edit.file);
        let written = match edit.before {
            Some(_) => files::replace(&path, &edit.after),
            // A file that appeared since is not overwritten.
            None => files::create(&path, &edit.after),
        };
        if let Err(source) = written {
            for edit in edits[..done].iter().rev() {
                put_back(dir, edit)?;
            }
            return Err(disk("write", edit, source));
        }
    }
    Ok(())
}

/// Returns what a file says now, in the form in which the folder is read: without a byte order mark.
fn now(dir: &Path, edit: &Edit) -> Result<Option<String>, ConfigError> {
    match fs::read_to_string(dir.join(&edit.file)) {
        Ok(text) => Ok(Some(
            text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(disk("read", edit, source)),
    }
}

fn put_back(dir: &Path, edit: &Edit) -> Result<(), ConfigError> {
    let path = dir.join(&edit.file);
    let put = match &edit.before {
        Some(text) => files::replace(&path, text),
        None => fs::remove_file(&path),
    };
    put.map_err(|source| disk("put back", edit, source))
}

fn disk(doing: &'static str, edit: &Edit, source: io::Error) -> ConfigError {
    ConfigError::Disk {
        doing,
        file: edit.file.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(file: &str, before: Option<&str>) -> Edit {
        Edit {
            file: file.to_owned(),
            before: before.map(str::to_owned),
            after: "new".to_owned(),
        }
    }

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("a"), "old").unwrap();
        // A folder that is not there can't take the last file.
        let edits = [edit("a", Some("old")), edit("b", None), edit("no/c", None)];
        assert!(matches!(apply(dir, &edits), Err(ConfigError::Disk { .. })));
        assert_eq!(fs::read_to_string(dir.join("a")).unwrap(), "old");
        assert!(!dir.join("b").exists());
        apply(dir, &edits[..2]).unwrap();
        assert_eq!(fs::read_to_string(dir.join("a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(dir.join("b")).unwrap(), "new");
    }

    #[test]
    fn a_file_that_was_edited_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("a"), "edited").unwrap();
        fs::write(dir.join("b"), "made").unwrap();
        for edit in [edit("a", Some("old")), edit("b", None)] {
            let error = apply(dir, &[edit]).unwrap_err();
            assert!(matches!(error, ConfigError::ChangedMeanwhile { .. }));
        }
        assert_eq!(fs::read_to_string(dir.join("a")).unwrap(), "edited");
    }
}
