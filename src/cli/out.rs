//! Where the result of a command goes: to standard output, or into a file that was named, but never over what belongs
//! to the station.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::desk::{Desk, print};
use super::fault::Fault;
use crate::store::backup::OWN;

/// Prints a text, or writes it into a file and says so. An earlier list is replaced.
pub fn put(desk: &Desk, out: Option<&Path>, text: &str) -> Result<(), Fault> {
    let Some(path) = out else {
        print(text);
        return Ok(());
    };
    demand_foreign(desk, path, "fault-out-own")?;
    fs::write(path, text).map_err(|error| failed(path, error))?;
    desk.say("plan-written", &[("path", &path.display())]);
    Ok(())
}

/// Refuses a file that is one of the station's own, in the words of `key`: what is written there would be read, aired or
/// lost.
pub fn demand_foreign(desk: &Desk, path: &Path, key: &'static str) -> Result<(), Fault> {
    match is_own(&desk.station, path).map_err(|error| failed(path, error))? {
        true => Err(Fault::usage(key).with("path", path.display())),
        false => Ok(()),
    }
}

fn failed(path: &Path, error: io::Error) -> Fault {
    Fault::environment("fault-out", error).with("path", path.display())
}

/// Says whether a file is one of the station's own, there already or not, by whatever way it is named.
fn is_own(station: &Path, path: &Path) -> io::Result<bool> {
    let (station, path) = (fs::canonicalize(station)?, real(path)?);
    let mut own = OWN.iter().map(|name| station.join(name));
    Ok(own.any(|own| {
        // Each of them may be a link to elsewhere.
        path.starts_with(&own) || fs::canonicalize(&own).is_ok_and(|own| path.starts_with(own))
    }))
}

/// Returns the path of a file without links; its folder must be there, the file need not.
fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    Ok(fs::canonicalize(folder.unwrap_or(Path::new(".")))?.join(name))
}
