//! `loa checkpoint`: signs the newest entry, and brings that to the folders outside the machine or onto paper. Other
//! commands get the checkpoints they need here too.

use std::path::Path;

use super::args::CheckpointArgs;
use super::desk::{Desk, Exit, print, station_of};
use super::fault::{Fault, demand_station};
use crate::airing::CheckpointWhy;
use crate::config::station::Station;
use crate::daemon::control::{ControlError, Reply, Request, ask};
use crate::daemon::direct::Direct;
use crate::daemon::status::FolderStatus;
use crate::daemon::{evidence, ledger_path};
use crate::ledger::checkpoint::Checkpoint;
use crate::store::Store;

pub async fn run(desk: &Desk, args: &CheckpointArgs) -> Result<Exit, Fault> {
    let station = demand(desk).await?;
    let checkpoint = obtain(desk, &station, CheckpointWhy::Asked).await?;
    if args.text {
        print(&format!("{}\n", checkpoint.to_line()));
        return Ok(Exit::Fine);
    }
    let head = checkpoint.head();
    let key = checkpoint.note().signatures()[0].key;
    desk.say(
        "checkpoint-made",
        &[("seq", &head.seq), ("head", &head), ("key", &key)],
    );
    let folders = station.checkpoint_folders(&desk.station);
    if folders.is_empty() {
        desk.say("checkpoint-nowhere", &[]);
        return Ok(Exit::Findings);
    }
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let folders = folders.iter().map(|path| FolderStatus::of(path)).collect();
    let found = evidence::look(folders, checkpoint, store.reader().clone()).await;
    let mut exit = Exit::Fine;
    for folder in &found {
        print(&format!("{}\n", folder_line(desk, folder)));
        if folder.away.is_some() || folder.foreign.is_some() {
            exit = Exit::Findings;
        }
    }
    Ok(exit)
}

/// Returns a station whose `station.toml` can be used.
pub async fn demand(desk: &Desk) -> Result<Station, Fault> {
    demand_station(desk).await?;
    match station_of(&desk.station) {
        Some(station) => Ok(station),
        None => Err(Fault::config("fault-station")
            .with("dir", desk.station.display())
            .because_of(Box::new(desk.load().await))),
    }
}

/// Makes a checkpoint: through the daemon where one runs, directly otherwise.
pub async fn obtain(
    desk: &Desk,
    station: &Station,
    why: CheckpointWhy,
) -> Result<Checkpoint, Fault> {
    let report = why == CheckpointWhy::Report;
    match ask(&desk.data(), &Request::Checkpoint { report }).await {
        Ok(Reply::Checkpoint { note }) => {
            Checkpoint::parse(&note).ok_or_else(|| Fault::config("fault-answer"))
        }
        Ok(reply) => Err(not_signed(reply)),
        Err(ControlError::NobodyThere { .. }) => {
            let direct = open(&desk.data(), station).await?;
            let checkpoint = direct.checkpoint(why).await;
            direct.close().await;
            Ok(checkpoint?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens the ledger for signing, where no daemon runs.
pub async fn open(data: &Path, station: &Station) -> Result<Direct, Fault> {
    Ok(Direct::open(data, station).await?)
}

/// Words an answer that is no signature.
pub fn not_signed(reply: Reply) -> Fault {
    match reply {
        Reply::NotSigned { why } => Fault::of_machine("fault-not-signed").with("why", why),
        _ => Fault::config("fault-answer"),
    }
}

/// Says how a folder outside the machine is doing.
pub fn folder_line(desk: &Desk, folder: &FolderStatus) -> String {
    let path = &folder.path;
    match (folder.foreign, &folder.away, folder.seq) {
        (Some(seq), _, _) => desk.text("folder-foreign", &[("path", path), ("seq", &seq)]),
        (None, Some(why), _) => {
            let why = desk.catalogue.cause(why);
            desk.text("folder-away", &[("path", path), ("why", &why)])
        }
        (None, None, Some(seq)) if folder.same_disk => {
            desk.text("folder-same-disk", &[("path", path), ("seq", &seq)])
        }
        (None, None, Some(seq)) => desk.text("folder-written", &[("path", path), ("seq", &seq)]),
        (None, None, None) => desk.text("folder-waits", &[("path", path)]),
    }
}
