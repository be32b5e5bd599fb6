//! `loa listen` (nghe thử): auditions a file on the local device, without touching the record.

use tracing::Level;

use super::args::ListenArgs;
use super::cells::length;
use super::desk::{Desk, Exit, complain};
use super::fault::Fault;
use crate::plan::frames_to_ms;
use crate::playback::{self, ListenOptions};

pub async fn run(desk: &Desk, args: &ListenArgs) -> Result<Exit, Fault> {
    desk.start_log(Level::WARN);
    desk.say("listen-begins", &[("file", &args.audio.display())]);
    let path = args.audio.clone();
    let listened = tokio::task::spawn_blocking(move || {
        playback::listen(&path, ListenOptions::default(), |heard_frames| {
            complain(&format!("\r{}", length(frames_to_ms(heard_frames))));
            true
        })
    })
    .await;
    complain("\n");
    listened.expect("auditioning should not panic")?;
    Ok(Exit::Fine)
}
