//! `loa approve`: a segment is released for air by a named person, bound to the bytes of its audio.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::args::ApproveArgs;
use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::config::approve::approve;
use crate::ids::AudioPath;
use crate::playback;
use crate::schedule::spelling::nfc;

pub async fn run(desk: &Desk, args: &ApproveArgs) -> Result<Exit, Fault> {
    let (audio, path) = audio_path(desk, &args.audio)?;
    let measured = tokio::task::spawn_blocking(move || playback::measure(&path)).await;
    let facts = measured.expect("measuring should not panic")?;
    let on = desk.now().wall.day();
    let approved = approve(&desk.station, &audio, &args.by, on, &facts)?;
    desk.say(
        "approve-done",
        &[
            ("file", &audio),
            ("by", &args.by),
            ("sha256", &facts.sha256.short()),
            ("sidecar", &approved.sidecar),
        ],
    );
    if approved.is_new {
        desk.say("approve-new", &[("sidecar", &approved.sidecar)]);
    }
    if approved.is_withdrawn {
        desk.say("approve-withdrawn", &[("sidecar", &approved.sidecar)]);
    }
    Ok(Exit::Fine)
}

/// Returns the path under `audio/` of a file that was named from the current folder, and where to open it.
fn audio_path(desk: &Desk, file: &Path) -> Result<(AudioPath, PathBuf), Fault> {
    let missing = |error: std::io::Error| {
        Fault::environment("fault-no-audio", error).with("file", file.display())
    };
    let found = match file.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            spelt_otherwise(file).ok_or(error).map_err(missing)?
        }
        found => found.map_err(missing)?,
    };
    let folder = desk.station.join("audio").canonicalize().map_err(missing)?;
    let inside = found.strip_prefix(&folder).ok().and_then(Path::to_str);
    let audio = inside
        .map(AudioPath::from)
        .ok_or_else(|| Fault::config("fault-outside-audio").with("file", file.display()))?;
    Ok((audio, found))
}

/// Finds the file whose name reads the same, letter by letter, and is spelt otherwise: a copy from a Mac has its accents
/// apart from their letters, and no keyboard types them so.
fn spelt_otherwise(file: &Path) -> Option<PathBuf> {
    let mut found = PathBuf::new();
    for part in file.components() {
        let next = found.join(part);
        if next.exists() {
            found = next;
            continue;
        }
        let wanted = nfc(part.as_os_str().to_str()?);
        let folder = if found == Path::new("") {
            Path::new(".")
        } else {
            &found
        };
        let mut entries = std::fs::read_dir(folder).ok()?.flatten();
        let same =
            entries.find(|entry| entry.file_name().to_str().map(nfc) == Some(wanted.clone()));
        found.push(same?.file_name());
    }
    found.canonicalize().ok()
}
