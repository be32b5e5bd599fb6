//! Watching the station folder for edits: looks every two seconds at names, sizes and times, and reads everything anew
//! once an edit has settled. Looking works on USB sticks and network shares, which do not tell. What a good schedule
//! is, `config` says.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::task::JoinHandle;

use super::adoption::Planned;
use crate::config::station::Station;
use crate::config::{self, AudioProbe, Fingerprint, Loaded};
use crate::schedule::diagnostic::Severity;
use crate::time::{CivilDay, MonoMs};

/// How often the folder is looked at, in milliseconds.
const LOOK_EVERY_MS: i64 = 2_000;

/// Errors that keep one segment from the air, each time on record, and no file that says what is to be aired: for one
/// sound that is gone, an emergency must not be kept waiting.
const OF_ONE_SEGMENT: [&str; 4] = [
    "audio-broken",
    "audio-missing",
    "sidecar-missing",
    "sidecar-without-audio",
];

/// What is new in the folder.
pub enum FolderNews {
    /// Nothing.
    Nothing,
    /// An edit that can be used.
    Usable {
        /// What plans are made from now on.
        planned: Box<Planned>,
        /// Changed settings that the daemon takes up at its next start only.
        at_next_start: Vec<&'static str>,
    },
    /// An edit that can't be used.
    Refused {
        /// How many errors were found.
        errors: u32,
        /// The first of them, `file:line:column code`.
        first: String,
    },
}

/// Watches one station folder.
pub struct FolderWatch {
    dir: PathBuf,
    prober: Arc<dyn AudioProbe + Send + Sync>,
    /// What the folder looked like when it was read last.
    read: Fingerprint,
    /// What it looked like at the last look, when that was different: an edit that may not be finished.
    unsettled: Option<Fingerprint>,
    looked: Option<MonoMs>,
    task: Option<Task>,
    refused: Option<(u32, String)>,
    /// The station as the daemon was started with.
    started: Option<Station>,
    /// Whether nothing whole was ever read, so that a part is on air.
    partial: bool,
    /// The settings that were changed since, and that a running daemon does not take up.
    at_next_start: Vec<&'static str>,
}

enum Task {
    Looking(JoinHandle<Fingerprint>),
    /// And whether there is a folder of schedules.
    Reading(JoinHandle<(Loaded, bool)>),
}

impl FolderWatch {
    /// Starts with what was read last.
    pub fn new(dir: PathBuf, prober: Arc<dyn AudioProbe + Send + Sync>, loaded: &Loaded) -> Self {
        Self {
            dir,
            prober,
            read: loaded.fingerprint.clone(),
            unsettled: None,
            looked: None,
            task: None,
            refused: errors_of(loaded),
            started: loaded.station.clone(),
            partial: errors_of(loaded).is_some(),
            at_next_start: Vec::new(),
        }
    }

    /// Says whether a part of the files is on air, because they had errors when the daemon came up.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// Names the settings that were changed since the start and count from the next one on, as the files say now.
    pub fn at_next_start(&self) -> Vec<String> {
        let names = self.at_next_start.iter();
        names.map(|name| (*name).to_owned()).collect()
    }

    /// Returns how many errors keep the files from the air, and the first of them.
    pub fn refused(&self) -> (u32, Option<String>) {
        match &self.refused {
            Some((errors, first)) => (*errors, Some(first.clone())),
            None => (0, None),
        }
    }

    /// Looks whether there is news. Disk and decoders work beside the loop: this never waits for them.
    pub async fn look(&mut self, now: MonoMs, today: CivilDay) -> FolderNews {
        match self.task.take() {
            Some(Task::Looking(task)) if task.is_finished() => {
                let seen = task.await.expect("looking at the folder should not panic");
                self.looked = Some(now);
                self.judge(seen, today);
            }
            Some(Task::Reading(task)) if task.is_finished() => {
                let read = task.await;
                let (loaded, has_schedules) = read.expect("reading the folder should not panic");
                return self.weigh(&loaded, has_schedules);
            }
            Some(task) => self.task = Some(task),
            None if self
                .looked
                .is_none_or(|looked| now - looked >= LOOK_EVERY_MS) =>
            {
                let dir = self.dir.clone();
                self.task = Some(Task::Looking(tokio::task::spawn_blocking(move || {
                    config::fingerprint(&dir)
                })));
            }
            None => {}
        }
        FolderNews::Nothing
    }

    /// Reads the folder once two looks in a row saw the same edit.
    fn judge(&mut self, seen: Fingerprint, today: CivilDay) {
        if seen == self.read {
            self.unsettled = None;
        } else if self.unsettled.as_ref() == Some(&seen) {
            self.unsettled = None;
            let (dir, prober) = (self.dir.clone(), self.prober.clone());
            let read = move || {
                let loaded = config::load(&dir, &*prober, today);
                (loaded, dir.join("schedules").is_dir())
            };
            self.task = Some(Task::Reading(tokio::task::spawn_blocking(read)));
        } else {
            self.unsettled = Some(seen);
        }
    }

    fn weigh(&mut self, loaded: &Loaded, has_schedules: bool) -> FolderNews {
        self.read = loaded.fingerprint.clone();
        self.refused = errors_of(loaded);
        if !has_schedules {
            // A disk that was pulled out is no wish to air nothing any more.
            let missing = || (1, "schedules:0:0 file-unreadable".to_owned());
            self.refused.get_or_insert_with(missing);
        }
        self.partial &= self.refused.is_some();
        if let Some(changed) = self.changed_since_start(loaded) {
            self.at_next_start = changed;
        }
        match (&self.refused, Planned::of(loaded)) {
            (None, Some(planned)) => FolderNews::Usable {
                planned: Box::new(planned),
                at_next_start: self.at_next_start.clone(),
            },
            (refused, _) => {
                let (errors, first) = refused.clone().unwrap_or_default();
                FolderNews::Refused { errors, first }
            }
        }
    }
}

impl FolderWatch {
    /// Names the settings that were changed since the start and that a running daemon does not take up; `None` where
    /// `station.toml` can't be read.
    fn changed_since_start(&self, loaded: &Loaded) -> Option<Vec<&'static str>> {
        let (Some(before), Some(after)) = (&self.started, &loaded.station) else {
            return None;
        };
        let same = [
            ("id", before.id == after.id),
            ("output", before.output == after.output),
            (
                "output.latency_offset_ms",
                before.latency_offset_ms == after.latency_offset_ms,
            ),
            ("clock.trust", before.trusted_clocks == after.trusted_clocks),
            (
                "evidence.checkpoint_to",
                before.checkpoint_to == after.checkpoint_to,
            ),
            ("aircheck", before.aircheck == after.aircheck),
        ];
        let changed = same.into_iter().filter(|(_, same)| !same);
        Some(changed.map(|(name, _)| name).collect())
    }
}

/// Returns how many errors keep files from the air, and the first of them; `None` where there is none.
fn errors_of(loaded: &Loaded) -> Option<(u32, String)> {
    let mut errors = loaded.problems.iter().filter(|problem| {
        problem.severity == Severity::Error && !OF_ONE_SEGMENT.contains(&problem.code)
    });
    let first = errors.next()?;
    let place = &first.place;
    let text = format!(
        "{}:{}:{} {}",
        place.file, place.line, place.column, first.code
    );
    Some((u32::try_from(errors.count() + 1).unwrap_or(u32::MAX), text))
}
