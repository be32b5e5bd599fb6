//! Why a command could not do its work, and how that is said: what happened, why, and what to do. The kind decides the
//! exit code.

use std::error::Error;
use std::fmt::Display;

use super::desk::{Desk, Exit, complain};
use super::problems;
use crate::causes;
use crate::config::{ConfigError, Loaded};
use crate::daemon::DaemonError;
use crate::daemon::control::ControlError;
use crate::daemon::direct::DirectError;
use crate::daemon::lock::LockError;
use crate::daemon::signer::SignerError;
use crate::playback::PlaybackError;
use crate::store::StoreError;

/// A command that could not do its work.
#[derive(Debug)]
pub(crate) struct Fault {
    exit: Exit,
    /// The message's key; its attribute `.hint` says what to do.
    key: &'static str,
    args: Vec<(&'static str, String)>,
    /// What the machine said, from the outside in.
    causes: Vec<String>,
    /// What is wrong with the station's files, where that is why.
    loaded: Option<Box<Loaded>>,
}

impl Fault {
    /// A fault of the machine.
    pub fn environment(key: &'static str, cause: impl Error) -> Self {
        Self {
            exit: Exit::Environment,
            key,
            args: Vec::new(),
            causes: chain(&cause),
            loaded: None,
        }
    }

    /// A fault of the machine about which it said nothing more.
    pub fn of_machine(key: &'static str) -> Self {
        Self {
            exit: Exit::Environment,
            ..Self::config(key)
        }
    }

    /// A fault of the station's files.
    pub fn config(key: &'static str) -> Self {
        Self {
            exit: Exit::Config,
            key,
            args: Vec::new(),
            causes: Vec::new(),
            loaded: None,
        }
    }

    /// A fault of the command line that only the command itself can find.
    pub fn usage(key: &'static str) -> Self {
        Self {
            exit: Exit::Usage,
            ..Self::config(key)
        }
    }

    /// Adds a value for the message.
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds what is wrong with the station's files.
    pub fn because_of(mut self, loaded: Box<Loaded>) -> Self {
        self.loaded = Some(loaded);
        self
    }

    /// Says it on standard error and returns the exit code.
    pub fn show(self, desk: &Desk) -> Exit {
        if let Some(loaded) = &self.loaded {
            complain(&problems::text(desk, &loaded.problems, &loaded.sources));
        }
        let args: Vec<(&str, &dyn Display)> = self
            .args
            .iter()
            .map(|(name, value)| (*name, value as &dyn Display))
            .collect();
        let mut lines = vec![format!(
            "{}: {}\n",
            desk.text("word-error", &[]),
            desk.text(self.key, &args)
        )];
        let mut before = String::new();
        for cause in &self.causes {
            let cause = desk.catalogue.cause(cause);
            // Some errors say in their own words what their cause says after them.
            if before.ends_with(&cause) {
                continue;
            }
            before.clone_from(&cause);
            lines.push(format!("  {}: {cause}\n", desk.text("word-cause", &[])));
        }
        if let Some(hint) = desk
            .catalogue
            .try_text(&format!("{}.hint", self.key), &args)
        {
            lines.push(format!("  {}: {hint}\n", desk.text("word-hint", &[])));
        }
        complain(&lines.concat());
        self.exit
    }
}

/// Refuses a folder that is no station, before anything is made in it: its name may be a slip.
pub async fn demand_station(desk: &Desk) -> Result<(), Fault> {
    if desk.has_station() {
        return Ok(());
    }
    let loaded = Box::new(desk.load().await);
    Err(Fault::config("fault-station")
        .with("dir", desk.station.display())
        .because_of(loaded))
}

impl From<DaemonError> for Fault {
    fn from(error: DaemonError) -> Self {
        match error {
            DaemonError::Station { dir, loaded } => Self::config("fault-station")
                .with("dir", dir.display())
                .because_of(loaded),
            DaemonError::Folder { path, source } => {
                Self::environment("fault-folder", source).with("path", path.display())
            }
            DaemonError::Lock(LockError::Held { path }) => Self {
                exit: Exit::Environment,
                ..Self::config("fault-locked").with("path", path.display())
            },
            DaemonError::Lock(error @ LockError::Disk { .. }) => {
                Self::environment("fault-lock", error)
            }
            DaemonError::Store(error) => error.into(),
            DaemonError::Playback(error) => error.into(),
            DaemonError::Control(error) => error.into(),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::NotFound { path } => Self {
                exit: Exit::Environment,
                ..Self::config("fault-no-ledger").with("path", path.display())
            },
            _ => Self::environment("fault-ledger", error),
        }
    }
}

impl From<DirectError> for Fault {
    fn from(error: DirectError) -> Self {
        match error {
            DirectError::Lock(error) => DaemonError::from(error).into(),
            DirectError::Store(error) => error.into(),
            DirectError::Signer(SignerError::Ledger(error)) => error.into(),
            DirectError::Signer(error) => Self::environment("fault-key", error),
            DirectError::NotWritten { why } => {
                Self::of_machine("fault-not-signed").with("why", why)
            }
        }
    }
}

impl From<PlaybackError> for Fault {
    fn from(error: PlaybackError) -> Self {
        Self::environment("fault-sound", error)
    }
}

impl From<ControlError> for Fault {
    fn from(error: ControlError) -> Self {
        match &error {
            ControlError::NobodyThere { folder } => Self {
                exit: Exit::Environment,
                ..Self::config("fault-nobody-there").with("folder", folder.display())
            },
            ControlError::Socket { .. } | ControlError::Answer(_) => {
                Self::environment("fault-control", error)
            }
        }
    }
}

impl From<ConfigError> for Fault {
    fn from(error: ConfigError) -> Self {
        match &error {
            ConfigError::AlreadyThere { file } => {
                Self::config("fault-already-there").with("file", file)
            }
            ConfigError::NoAudio { file } => Self::config("fault-no-audio").with("file", file),
            ConfigError::ChangedMeanwhile { file } => {
                Self::config("fault-changed-meanwhile").with("file", file)
            }
            ConfigError::NobodyApproves => Self::config("fault-nobody-approves"),
            ConfigError::NotToml { .. } => Self {
                exit: Exit::Config,
                ..Self::environment("fault-not-toml", error)
            },
            ConfigError::Disk { .. } => Self::environment("fault-disk", error),
        }
    }
}

/// Returns an error and its causes, from the outside in, those that only pass another on left out.
fn chain(error: &dyn Error) -> Vec<String> {
    let mut texts: Vec<String> = causes::texts(error).collect();
    texts.dedup();
    texts
}
