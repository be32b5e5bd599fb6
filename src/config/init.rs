//! Makes a new station folder that loads as it is and explains itself. Never overwrites anything.

use std::fs;
use std::path::Path;

use super::{ConfigError, files};

/// The files of a new station folder, by their path in it.
pub const FILES: &[(&str, &str)] = &[
    ("station.toml", include_str!("init/station.toml")),
    ("calendar.toml", include_str!("init/calendar.toml")),
    (
        "schedules/vi-du.toml.mau",
        include_str!("init/schedule.toml.mau"),
    ),
    (
        "audio/vi-du.toml.mau",
        include_str!("init/sidecar.toml.mau"),
    ),
];

/// Makes a station in `dir`, which may be there already, and returns the paths of the files that it wrote.
///
/// Where one of them is there already, nothing is written at all.
pub fn init(dir: &Path) -> Result<Vec<&'static str>, ConfigError> {
    for (file, _) in FILES {
        // A dangling link is something too.
        if dir.join(file).symlink_metadata().is_ok() {
            return Err(ConfigError::AlreadyThere {
                file: (*file).to_owned(),
            });
        }
    }
    for folder in ["schedules", "audio"] {
        fs::create_dir_all(dir.join(folder)).map_err(|source| ConfigError::Disk {
            doing: "make",
            file: folder.to_owned(),
            source,
        })?;
    }
    for (file, text) in FILES {
        files::create(&dir.join(file), text).map_err(|source| ConfigError::Disk {
            doing: "make",
            file: (*file).to_owned(),
            source,
        })?;
    }
    Ok(FILES.iter().map(|(file, _)| *file).collect())
}
