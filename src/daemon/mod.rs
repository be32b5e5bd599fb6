//! The daemon: real clocks, the conductor's loop, and everything that it needs, put together and taken apart again.
//! What is decided is decided in the core; what is printed is printed by `cli`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::airing::Fact;
use crate::airing::Input;
use crate::airing::director::Director;
use crate::config::station::Station;
use crate::config::{self, Loaded};
use crate::ledger::{Origin, Stamp};
use crate::playback::{
    DECODE_THREAD, JUDGE_THREAD, OutputOptions, PlaybackError, Player, PlayerEvent, PlayerOptions,
};
use crate::schedule::diagnostic::Diagnostic;
use crate::store::{AudioCache, Entry, LedgerWriter, Reader, Store, StoreError, WriterOptions};
use crate::time::{CivilDay, Clock, UtcMs};

pub mod adoption;
pub mod agenda;
pub mod boot;
pub mod clock;
pub mod conductor;
pub mod control;
pub mod direct;
mod ear;
pub mod evidence;
pub mod kernel_clock;
mod listening;
pub mod lock;
pub mod prober;
pub mod revise;
mod signing;
pub mod signer;
pub mod status;
pub mod systemd;
pub mod trust;
mod verdicts;
pub mod watch_folder;

use adoption::{Planned, Planner};
use clock::{RealClock, RehearsalClock};
use conductor::Conductor;
use control::{Asked, ControlError};
use ear::Ear;
use evidence::Evidence;
use lock::{FolderLock, LockError};
use prober::CachedProbe;
use status::OutputStatus;
use systemd::Systemd;
use trust::Known;
use watch_folder::FolderWatch;

/// How many requests wait for the conductor at most.
const ASKED_MAX: usize = 16;

/// What a daemon is started with.
pub struct DaemonOptions {
    /// The station folder.
    pub station_dir: PathBuf,
    /// Where ledger, lock and socket lie; made where it is not there.
    pub data_dir: PathBuf,
    /// Which time it lives in.
    pub time: DaemonTime,
    /// Another output than the station's.
    pub output: Option<OutputOptions>,
    /// A ledger whose airings count as heard for the rotation, besides this daemon's own.
    pub history_from: Option<PathBuf>,
}

/// Which time a daemon lives in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DaemonTime {
    /// The machine's.
    Real,
    /// A rehearsal's, which stands at this instant once everything is read and ready.
    Rehearsal(UtcMs),
}

/// A running daemon.
pub struct Daemon {
    /// The clock it lives by.
    pub clock: Arc<dyn Clock>,
    /// Ends when the daemon has ended.
    pub task: JoinHandle<()>,
    /// The way to ask it something.
    pub ask: mpsc::Sender<Asked>,
    /// Send `true` to end it.
    pub shutdown: watch::Sender<bool>,
    /// What was found wrong with the station folder, and yet did not keep the daemon from starting.
    pub loaded: Loaded,
}

/// Why a daemon can't start.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The data folder can't be made.
    #[error("make the folder {path}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// `station.toml` can't be used.
    #[error("use station.toml in {dir}")]
    Station {
        /// The station folder.
        dir: PathBuf,
        /// Everything that was found wrong.
        loaded: Box<Loaded>,
    },
    /// The folder is taken.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The ledger can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The player can't be started.
    #[error(transparent)]
    Playback(#[from] PlaybackError),
    /// The control socket can't be opened.
    #[error(transparent)]
    Control(#[from] ControlError),
}

impl DaemonError {
    /// Returns what was found wrong with the station folder, where that is the reason.
    pub fn problems(&self) -> &[Diagnostic] {
        match self {
            Self::Station { loaded, .. } => &loaded.problems,
            Self::Folder { .. }
            | Self::Lock(_)
            | Self::Store(_)
            | Self::Playback(_)
            | Self::Control(_) => &[],
        }
    }
}

/// Returns where the ledger lies in a data folder.
pub fn ledger_path(data_dir: &Path) -> PathBuf {
    data_dir.join("ledger.db")
}

/// Returns where measurements of audio are kept in a data folder.
pub fn cache_path(data_dir: &Path) -> PathBuf {
    data_dir.join("cache.db")
}

/// Returns where captures are kept in a data folder.
pub fn captures_path(data_dir: &Path) -> PathBuf {
    data_dir.join("aircheck")
}

/// Reads the station folder beside the runtime's own threads.
pub async fn load(station_dir: &Path, prober: Arc<CachedProbe>, today: CivilDay) -> Loaded {
    let dir = station_dir.to_owned();
    tokio::task::spawn_blocking(move || config::load(&dir, &*prober, today))
        .await
        .expect("reading the station folder should not panic")
}

/// Starts a daemon: it airs the station's schedule until it is told to end.
pub async fn start(options: DaemonOptions) -> Result<Daemon, DaemonError> {
    let data = &options.data_dir;
    std::fs::create_dir_all(data).map_err(|source| DaemonError::Folder {
        path: data.clone(),
        source,
    })?;
    let lock = FolderLock::take(data)?;
    let read = ReadStation::read(&options).await?;
    let record = OpenRecord::open(&options, &read.station).await?;
    // A rehearsal's time begins when everything is read.
    let clock: Arc<dyn Clock> = match options.time {
        DaemonTime::Real => Arc::new(RealClock),
        DaemonTime::Rehearsal(at) => Arc::new(RehearsalClock::starting_at(at)),
    };
    let (player, events) = Player::start(PlayerOptions {
        output: options
            .output
            .clone()
            .unwrap_or_else(|| read.station.output.clone()),
        server: None,
        audio_dir: options.station_dir.join("audio"),
        clock: clock.clone(),
        latency_offset_ms: read.station.latency_offset_ms,
    })?;
    let (ask, asked) = mpsc::channel(ASKED_MAX);
    let door = control::serve(data, ask.clone())?;
    let (shutdown, told) = watch::channel(false);
    let off = boot::off(
        record.newest.as_ref(),
        record.restored.is_some_and(|(_, just)| just),
        &record.boot,
    );
    let loaded = read.loaded.clone();
    let sound = Sound { player, events };
    let ear = listen(&options, &read.station, &record, clock.clone()).await;
    let conductor = assemble(&options, clock.clone(), read, record, (sound, ear), asked);
    let task = tokio::spawn(async move {
        conductor.begin(off).await.run(told).await;
        door.abort();
        drop(lock);
    });
    Ok(Daemon {
        clock,
        task,
        ask,
        shutdown,
        loaded,
    })
}

/// The station folder, read and usable.
struct ReadStation {
    prober: Arc<CachedProbe>,
    loaded: Loaded,
    station: Station,
    planned: Planned,
}

impl ReadStation {
    async fn read(options: &DaemonOptions) -> Result<Self, DaemonError> {
        // A rehearsal measures nothing that the station has measured already.
        let (cache_dir, today) = match options.time {
            DaemonTime::Real => (options.data_dir.clone(), RealClock.now().wall.day()),
            DaemonTime::Rehearsal(at) => (options.station_dir.join("data"), at.day()),
        };
        let cache = AudioCache::open(&cache_path(&cache_dir)).await;
        let prober = Arc::new(CachedProbe::new(Some(cache), Handle::current()));
        let loaded = load(&options.station_dir, prober.clone(), today).await;
        match (loaded.station.clone(), Planned::of(&loaded)) {
            (Some(station), Some(planned)) => Ok(Self {
                prober,
                loaded,
                station,
                planned,
            }),
            _ => Err(DaemonError::Station {
                dir: options.station_dir.clone(),
                loaded: Box::new(loaded),
            }),
        }
    }
}

/// The ledger, open for writing.
struct OpenRecord {
    writer: LedgerWriter,
    reader: Reader,
    newest: Option<(Stamp, Fact)>,
    /// When the ledger was put back from a backup last, and whether the daemon has not run since.
    restored: Option<(UtcMs, bool)>,
    before: Option<Reader>,
    /// The kernel's name for this boot.
    boot: Arc<str>,
    origin: Origin,
}

impl OpenRecord {
    async fn open(options: &DaemonOptions, station: &Station) -> Result<Self, DaemonError> {
        let rehearsal = options.time != DaemonTime::Real;
        let origin = Origin::new(&station.id, rehearsal);
        let origin = origin.expect("a station's id should be a plain slug");
        let path = ledger_path(&options.data_dir);
        let store = Store::open_on_air(
            &path,
            &origin,
            WriterOptions::default(),
            &systemd::runtime_folders(),
        )
        .await?;
        let writer = store.writer();
        let writer = writer.expect("a store opened for writing should have a writer");
        // On a stuck disk the station airs without knowing what lies behind.
        let newest = store.reader().newest_of_daemon().await;
        let newest = newest.unwrap_or_else(|error| {
            tracing::error!(error = error.chain(), "the newest entry can't be read");
            None
        });
        Ok(Self {
            writer: writer.clone(),
            reader: store.reader().clone(),
            restored: restored(store.reader(), newest.as_ref()).await,
            newest: newest.map(|entry| (entry.stamp, entry.fact)),
            before: history(options.history_from.as_deref()).await?,
            boot: boot::boot_id(),
            origin,
        })
    }
}

/// The player and what it tells.
struct Sound {
    player: Player,
    events: mpsc::UnboundedReceiver<PlayerEvent>,
}

/// Starts to listen where the station says so; never in a rehearsal, which nobody hears.
async fn listen(
    options: &DaemonOptions,
    station: &Station,
    record: &OpenRecord,
    clock: Arc<dyn Clock>,
) -> Option<Ear> {
    let settings = station.aircheck.as_ref();
    let settings = settings.filter(|_| options.time == DaemonTime::Real)?;
    let folders = (
        &*options.station_dir.join("audio"),
        &*captures_path(&options.data_dir),
    );
    Some(Ear::start(settings, folders, &record.reader, clock).await)
}

/// Puts the conductor together.
fn assemble(
    options: &DaemonOptions,
    clock: Arc<dyn Clock>,
    read: ReadStation,
    record: OpenRecord,
    (sound, ear): (Sound, Option<Ear>),
    asked: mpsc::Receiver<Asked>,
) -> Conductor {
    let now = clock.now();
    let rehearsal = options.time != DaemonTime::Real;
    let from = rehearsal.then_some(now.wall);
    let evidence = (!rehearsal).then(|| {
        let folders = read.station.checkpoint_folders(&options.station_dir);
        let reader = record.reader.clone();
        Evidence::new(&options.data_dir, &record.origin, reader, &folders)
    });
    let writer = record.writer.clone();
    let known = Known {
        accepted: read.station.trusted_clocks,
        confirmed: false,
        newest_entry: record.newest.map(|(stamp, _)| stamp.at),
        rehearsal,
    };
    let trust = trust::assess(kernel_clock::read(), &known, now.wall);
    Conductor {
        director: Director::new(),
        planner: Planner::new(read.planned, record.reader, writer, record.before, from)
            .forgetting(record.restored.map(|(at, _)| at)),
        player: sound.player,
        events: sound.events,
        writer: record.writer,
        evidence,
        ear,
        asked,
        watch: FolderWatch::new(options.station_dir.clone(), read.prober, &read.loaded),
        systemd: Systemd::of_environment(),
        known,
        station: read.station.id,
        output: OutputStatus::default(),
        since: now.wall,
        last_look: now,
        trust,
        trust_looked: None,
        recorded_mono: now.mono.0,
        ready: false,
        plans_follow: false,
        boot: record.boot,
        clock,
    }
}

impl Conductor {
    /// Records that the daemon came up, and tells the director what lies behind.
    async fn begin(mut self, off: Option<crate::airing::Off>) -> Self {
        self.record(Fact::DaemonStarted {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rehearsal: self.known.rehearsal,
            off,
        })
        .await;
        let (errors, first) = self.watch.refused();
        if let Some(first) = first {
            self.record(Fact::ScheduleRefused { errors, first }).await;
        }
        if let Some(off) = off {
            self.give(Input::Recovered(off)).await;
        }
        self.look_at_clock().await;
        self.look_at_days().await;
        self
    }
}

/// Returns when the ledger was put back from a backup last, and whether that is newer than all that the daemon
/// recorded.
async fn restored(reader: &Reader, newest: Option<&Entry>) -> Option<(UtcMs, bool)> {
    match reader.restored().await {
        Ok(restored) => {
            let restored = restored?;
            let daemons = newest.map_or(0, |entry| entry.head.seq);
            Some((restored.stamp.at, restored.head.seq > daemons))
        }
        Err(error) => {
            tracing::error!(
                error = error.chain(),
                "the record can't be asked for backups"
            );
            None
        }
    }
}

/// Opens a ledger whose airings count as heard, where there is one.
async fn history(path: Option<&Path>) -> Result<Option<Reader>, StoreError> {
    match path {
        Some(path) if path.exists() => Ok(Some(Store::inspect(path).await?.reader().clone())),
        Some(_) | None => Ok(None),
    }
}

/// Makes any panic end the process, so that the supervisor starts it anew: a daemon without one of its parts must not
/// seem alive. A decoder may panic on a hostile file, and a judge on a hostile capture; those cost a cue or a verdict.
pub fn abort_on_panic() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        usual(panic);
        let thread = std::thread::current();
        let may_die = |name: &str| name.starts_with(DECODE_THREAD) || name == JUDGE_THREAD;
        if !thread.name().is_some_and(may_die) {
            std::process::abort();
        }
    }));
}
