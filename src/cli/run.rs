//! `loa run`: the station on air, until it is told to stop.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing::Level;

use super::desk::{Desk, Exit, complain};
use super::fault::{Fault, demand_station};
use super::problems;
use crate::daemon::{self, DaemonOptions, DaemonTime};

pub async fn run(desk: &Desk) -> Result<Exit, Fault> {
    desk.start_log(Level::INFO);
    demand_station(desk).await?;
    let mut signals = Signals::listen()?;
    let start = daemon::start(DaemonOptions {
        station_dir: desk.station.clone(),
        data_dir: desk.data(),
        time: DaemonTime::Real,
        output: None,
        history_from: None,
    });
    let Some(daemon) = signals.unless_ended(start).await else {
        return Ok(Exit::Fine);
    };
    let daemon = daemon?;
    let (errors, _) = problems::count(&daemon.loaded.problems);
    if errors > 0 {
        complain(&problems::text(
            desk,
            &daemon.loaded.problems,
            &daemon.loaded.sources,
        ));
        complain(&format!(
            "{}\n",
            desk.text("run-with-errors", &[("errors", &errors)])
        ));
    }
    tokio::spawn(signals.obey(daemon.shutdown.clone()));
    daemon
        .task
        .await
        .expect("the daemon should end without a panic");
    Ok(Exit::Fine)
}

/// The signals that end a daemon.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Starts to listen, so that a signal that comes early is not lost.
    pub fn listen() -> Result<Self, Fault> {
        let listen =
            |kind| signal(kind).map_err(|error| Fault::environment("fault-signals", error));
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    /// Waits for `work`; `None` when a signal comes before it is done. Reading a station for the first time takes
    /// minutes, in which nothing is on air that would have to be ended well.
    pub async fn unless_ended<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            done = work => Some(done),
            () = self.next() => None,
        }
    }

    /// Asks for a clean end at the first signal and ends the process at the second.
    pub async fn obey(mut self, shutdown: watch::Sender<bool>) {
        self.next().await;
        shutdown.send_replace(true);
        self.next().await;
        std::process::exit(130);
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
