//! `loa rehearse` (phát thử): the real daemon with a pretended time and a ledger of its own, and a live line of what
//! is on; afterwards the as-run log, its verification, and planned against aired.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::oneshot;
use tracing::Level;

use super::ahead::demand_known;
use super::args::RehearseArgs;
use super::cells::length;
use super::desk::{Desk, Exit, columns, print, station_of};
use super::fault::{Fault, demand_station};
use super::out::demand_foreign;
use super::run::Signals;
use super::status::on_air_line;
use super::{log, problems, verify};
use crate::daemon::control::{Reply, Request};
use crate::daemon::status::Status;
use crate::daemon::{self, Daemon, DaemonOptions, DaemonTime, ledger_path};
use crate::playback::{self, OutputOptions};
use crate::schedule::lunar;
use crate::time::UtcMs;

/// The name of the recording in a rehearsal's folder.
const RECORDING: &str = "phat-thu.wav";
/// How often the live line is drawn anew on a terminal.
const LIVE: Duration = Duration::from_millis(250);
/// How often it is printed where it can't be drawn over.
const PRINTED: Duration = Duration::from_secs(5);

pub async fn run(desk: &Desk, args: RehearseArgs) -> Result<Exit, Fault> {
    desk.start_log(Level::WARN);
    demand_station(desk).await?;
    let mut signals = Signals::listen()?;
    if let Some(path) = &args.wav {
        demand_foreign(desk, path, "fault-wav-own")?;
        playback::can_open(&OutputOptions::Wav { path: path.clone() })?;
    }
    let days = [args.at.day(), (args.at + args.for_ms).day()];
    // The folder is read once more only where it is needed.
    if days
        .iter()
        .any(|day| *day < lunar::first_known() || lunar::last_known() < day.plus(30))
    {
        let loaded = desk.load().await;
        days.into_iter()
            .try_for_each(|day| demand_known(&loaded, day))?;
    }
    let folder = folder(desk)?;
    desk.say(
        "rehearse-begins",
        &[("at", &args.at), ("length", &length(args.for_ms))],
    );
    let output = output(desk, args.wav, &folder);
    desk.say("rehearse-reading", &[]);
    let start = daemon::start(DaemonOptions {
        station_dir: desk.station.clone(),
        data_dir: folder.clone(),
        time: DaemonTime::Rehearsal(args.at),
        output: Some(output),
        history_from: Some(ledger_path(&desk.data())),
    });
    let Some(daemon) = signals.unless_ended(start).await else {
        return Ok(Exit::Fine);
    };
    let daemon = daemon?;
    let (errors, _) = problems::count(&daemon.loaded.problems);
    if errors > 0 {
        print(&problems::text(
            desk,
            &daemon.loaded.problems,
            &daemon.loaded.sources,
        ));
    }
    let end = args.at + args.for_ms;
    let signals = tokio::spawn(signals.obey(daemon.shutdown.clone()));
    watch(desk, &daemon, end).await;
    daemon.shutdown.send_replace(true);
    let now = daemon.clock.now().wall;
    daemon
        .task
        .await
        .expect("the daemon should end without a panic");
    signals.abort();
    let ledger = ledger_path(&folder);
    desk.say("rehearse-as-run", &[]);
    log::show_days(desk, &ledger, (args.at.day(), now.day()), now).await?;
    desk.say("rehearse-verify", &[]);
    let whole = verify::verify(desk, &ledger).await?;
    desk.say("rehearse-ledger", &[("path", &ledger.display())]);
    Ok(whole)
}

/// Makes a folder for this rehearsal alone: one that is repeated must not find its cues aired already.
fn folder(desk: &Desk) -> Result<PathBuf, Fault> {
    let rehearsals = desk.data().join("rehearsal");
    let failed =
        |error, path: &Path| Fault::environment("fault-folder", error).with("path", path.display());
    std::fs::create_dir_all(&rehearsals).map_err(|error| failed(error, &rehearsals))?;
    let now = desk.now().wall;
    let name = now.to_string()[..19].replace(':', "-");
    for attempt in 0.. {
        let name = if attempt == 0 {
            name.clone()
        } else {
            format!("{name}.{attempt}")
        };
        let folder = rehearsals.join(name);
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error, &folder)),
        }
    }
    unreachable!("some name should be free")
}

/// Chooses where the sound goes: the asked file, the station's own output, the default device, or a file that is named.
fn output(desk: &Desk, wav: Option<PathBuf>, folder: &Path) -> OutputOptions {
    if let Some(path) = wav {
        desk.say("rehearse-wav-asked", &[("path", &path.display())]);
        return OutputOptions::Wav { path };
    }
    let station = station_of(&desk.station);
    let default = OutputOptions::Server { sink: None };
    let wanted = station.map_or(default, |station| match station.output {
        // The station's own recording is not for rehearsals.
        OutputOptions::Wav { .. } => OutputOptions::Wav {
            path: folder.join(RECORDING),
        },
        wanted => wanted,
    });
    match playback::can_open(&wanted) {
        Ok(output) => {
            desk.say("rehearse-device", &[("output", &output)]);
            wanted
        }
        Err(error) => {
            let path = folder.join(RECORDING);
            desk.say(
                "rehearse-wav",
                &[
                    ("why", &desk.catalogue.cause(&error.to_string())),
                    ("path", &path.display()),
                ],
            );
            OutputOptions::Wav { path }
        }
    }
}

/// Shows what is on until the time is over or the daemon ends.
async fn watch(desk: &Desk, daemon: &Daemon, end: UtcMs) {
    let terminal = std::io::stdout().is_terminal();
    let mut pace = tokio::time::interval(if terminal { LIVE } else { PRINTED });
    loop {
        pace.tick().await;
        let now = daemon.clock.now().wall;
        if now >= end || daemon.task.is_finished() {
            break;
        }
        let (way_back, reply) = oneshot::channel();
        if daemon.ask.send((Request::Status, way_back)).await.is_err() {
            break;
        }
        let Ok(Reply::Status(status)) = reply.await else {
            break;
        };
        // A line that breaks can't be drawn over.
        let columns = terminal.then(columns).flatten();
        let line = live_line(desk, &status, columns);
        print(&if terminal {
            format!("\r\x1b[2K{line}")
        } else {
            format!("{line}\n")
        });
    }
    if terminal {
        print("\n");
    }
}

fn live_line(desk: &Desk, status: &Status, columns: Option<usize>) -> String {
    let now = status.at.time_of_day().to_string();
    let now = &now[..8];
    match (&status.on_air, &status.next) {
        (Some(on_air), _) => {
            format!("{now}  {}", {
                // The time takes ten columns, and the last is where the terminal waits.
                let columns = columns.map(|columns| columns.saturating_sub(11));
                on_air_line(desk, on_air, status.output.level_dbfs, columns)
            })
        }
        (None, Some(next)) => desk.text(
            "rehearse-waiting",
            &[
                ("now", &now),
                ("programme", &next.programme),
                ("at", &next.at.time_of_day()),
            ],
        ),
        (None, None) => desk.text("rehearse-nothing", &[("now", &now)]),
    }
}
