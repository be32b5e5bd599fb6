//! `loa approve`: a segment is released for air by a named person, bound to the bytes of its audio.

use std::path::Path;

use super::args::ApproveArgs;
use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::config::approve::approve;
use crate::ids::AudioPath;
use crate::playback;

pub async fn run(desk: &Desk, args: &ApproveArgs) -> Result<Exit, Fault> {
    let audio = audio_path(desk, &args.audio)?;
    let path = args.audio.clone();
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

/// Returns the path under `audio/` of a file that was named from the current folder.
fn audio_path(desk: &Desk, file: &Path) -> Result<AudioPath, Fault> {
    let missing = |error: std::io::Error| {
        Fault::environment("fault-no-audio", error).with("file", file.display())
    };
    let found = file.canonicalize().map_err(missing)?;
    let folder = desk.station.join("audio").canonicalize().map_err(missing)?;
    let inside = found.strip_prefix(&folder).ok().and_then(Path::to_str);
    inside
        .map(AudioPath::from)
        .ok_or_else(|| Fault::config("fault-outside-audio").with("file", file.display()))
}
