//! What every command works with: the station, the words, exit codes, and the only ways to print. What is printed is
//! each command's own.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use rustix::termios::tcgetwinsize;
use tracing::Level;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config;
use crate::config::files::TEXT_BYTES_MAX;
use crate::config::station::{Station, parse_station};
use crate::daemon::clock::RealClock;
use crate::daemon::prober::CachedProbe;
use crate::daemon::{self, cache_path};
use crate::messages::Catalogue;
use crate::store::AudioCache;
use crate::time::{Clock as _, Now};

/// How a command ended, as an exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// The command worked and found something wrong.
    Findings = 1,
    /// The command line can't be understood.
    Usage = 2,
    /// The station's files can't be used.
    Config = 3,
    /// The machine did not play along: a device, a disk, a right.
    Environment = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What every command is handed.
pub struct Desk {
    /// The station folder.
    pub station: PathBuf,
    /// The words.
    pub catalogue: Catalogue,
    /// Whether the program's own log is written as JSON.
    pub log_json: bool,
}

/// Reads `station.toml` alone; `None` where it can't be used, of which those tell who need it.
pub fn station_of(folder: &Path) -> Option<Station> {
    // It may be a link to something that has no end, or never begins.
    let path = folder.join("station.toml");
    let file = path.is_file().then(|| File::open(&path).ok())??;
    let mut bytes = Vec::new();
    file.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let is_whole = text.len() as u64 <= TEXT_BYTES_MAX;
    parse_station(&text, &mut Vec::new()).filter(|_| is_whole)
}

impl Desk {
    /// Returns a message.
    pub fn text(&self, key: &str, args: &[(&str, &dyn Display)]) -> String {
        self.catalogue.text(key, args)
    }

    /// Prints a message and a line break.
    pub fn say(&self, key: &str, args: &[(&str, &dyn Display)]) {
        print(&format!("{}\n", self.text(key, args)));
    }

    /// Returns the folder of ledger, lock and socket.
    pub fn data(&self) -> PathBuf {
        self.station.join("data")
    }

    /// Reads the clocks.
    pub fn now(&self) -> Now {
        RealClock.now()
    }

    /// Says whether the folder is a station's.
    pub fn has_station(&self) -> bool {
        self.station.join("station.toml").is_file()
    }

    /// Reads the station folder, with measurements remembered where the data folder can hold them.
    pub async fn load(&self) -> config::Loaded {
        self.load_folder(&self.station).await
    }

    /// Reads another folder as a station's, with the same measurements.
    pub async fn load_folder(&self, folder: &Path) -> config::Loaded {
        let can_hold = self.has_station() && fs::create_dir_all(self.data()).is_ok();
        let cache = match can_hold {
            true => Some(AudioCache::open(&cache_path(&self.data())).await),
            false => None,
        };
        let prober = CachedProbe::new(cache, tokio::runtime::Handle::current());
        daemon::load(folder, Arc::new(prober), self.now().wall.day()).await
    }

    /// Starts the program's own log, on standard error: what `LOA_LOG` asks for (`debug`, `info,loa::playback=trace`),
    /// else what is at least as grave as `default`.
    pub fn start_log(&self, default: Level) {
        let default = Targets::new().with_default(default);
        let filter = match std::env::var("LOA_LOG") {
            Ok(asked) => asked.parse().unwrap_or_else(|_| {
                let told = self.text("log-filter-unknown", &[("asked", &asked)]);
                complain(&format!("{told}\n"));
                default
            }),
            Err(_) => default,
        };
        // A log on a full disk is lost; that it can't be written is no reason to end, nor worth a line of its own.
        let log = tracing_subscriber::fmt::layer()
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .log_internal_errors(false);
        let log = if self.log_json {
            log.json().boxed()
        } else {
            log.with_target(false).boxed()
        };
        let started = tracing_subscriber::registry().with(log.with_filter(filter));
        if let Err(error) = started.try_init() {
            complain(&format!("{error}\n"));
        }
    }
}

/// Prints text on standard output. A reader that went away (`loa log | head`) is no error.
#[expect(
    clippy::exit,
    reason = "nobody reads any more, so there is nothing left to do"
)]
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if printed.is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        std::process::exit(Exit::Fine as i32);
    }
}

/// Returns the width of the terminal on standard output, where it is one.
pub fn columns() -> Option<usize> {
    let size = tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Prints text on standard error; where that is closed, there is nobody left to tell.
pub fn complain(text: &str) {
    let mut out = io::stderr().lock();
    drop(out.write_all(text.as_bytes()));
}
