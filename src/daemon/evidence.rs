//! What the daemon does so that its record is believed: it keeps the signing key, signs the head at the first moments
//! of a day and when asked, and brings the newest checkpoint to the folders outside the machine. The facts about it
//! the conductor records.

use std::io;
use std::path::{Path, PathBuf};

use tokio::task::{JoinHandle, spawn_blocking};

use super::signer::{Signer, SignerError};
use super::status::{CheckpointStatus, EvidenceStatus, FolderStatus};
use crate::airing::{CheckpointWhy, Fact};
use crate::causes;
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::{Head, Origin};
use crate::store::{Appended, Reader, anchors};
use crate::time::{MonoMs, Now, UtcMs};

/// How long to wait before what failed is tried again, and before the folders are looked at again, in milliseconds of
/// monotonic time.
const AGAIN_MS: i64 = 60_000;

/// The evidence of one ledger.
pub struct Evidence {
    data: PathBuf,
    origin: Origin,
    reader: Reader,
    signer: Option<Signer>,
    /// Whether a fact about the key is on its way into the ledger, before which nothing may be signed.
    unsettled: bool,
    tried: Option<MonoMs>,
    why: Option<String>,
    newest: Option<(UtcMs, Checkpoint)>,
    folders: Vec<FolderStatus>,
    looked: Option<MonoMs>,
    looking: Option<JoinHandle<Vec<FolderStatus>>>,
}

impl Evidence {
    /// Starts with the folders that checkpoints are written to, from `station.toml`.
    pub fn new(data: &Path, origin: &Origin, reader: Reader, folders: &[PathBuf]) -> Self {
        Self {
            data: data.to_owned(),
            origin: origin.clone(),
            reader,
            signer: None,
            unsettled: false,
            tried: None,
            why: None,
            newest: None,
            folders: folders.iter().map(|path| FolderStatus::of(path)).collect(),
            looked: None,
            looking: None,
        }
    }

    /// Brings key and ledger together where that has not been done; returns the fact to record, and then
    /// [`Evidence::settled`] is to be told what became of it. To be called only while the ledger can be written.
    pub async fn settle(&mut self, now: MonoMs) -> Option<Fact> {
        let waits = self.tried.is_some_and(|tried| now - tried < AGAIN_MS);
        if self.signer.is_some() || waits {
            return None;
        }
        self.tried = Some(now);
        match self.try_settle().await {
            Ok((signer, fact)) => {
                tracing::info!(key = %signer.key().id(), "the key that signs");
                self.why = None;
                self.signer = Some(signer);
                self.unsettled = fact.is_some();
                fact
            }
            Err(error) => {
                let why = causes::line(&error);
                tracing::error!(error = %why, "checkpoints can't be signed");
                self.why = Some(why);
                None
            }
        }
    }

    async fn try_settle(&mut self) -> Result<(Signer, Option<Fact>), SignerError> {
        let settled = Signer::settle(&self.data, &self.origin, &self.reader).await?;
        let newest = self.reader.newest_checkpoint().await?;
        self.newest = newest.and_then(|entry| {
            let checkpoint = Checkpoint::of_fact(settled.0.key().name(), &entry.fact)?;
            Some((entry.stamp.at, checkpoint))
        });
        Ok(settled)
    }

    /// Takes what became of a fact about the key. One that was lost is made again: nothing may be signed by a key of
    /// which the ledger does not tell.
    pub fn settled(&mut self, appended: Appended) {
        self.unsettled = false;
        if appended == Appended::Lost {
            self.signer = None;
        }
    }

    /// Says whether the daily checkpoint is due: none was made on the day of `now`.
    pub fn is_due(&self, now: Now) -> bool {
        let made = self.newest.as_ref().map(|(at, _)| *at);
        self.signer.is_some() && is_another_day(made, now.wall)
    }

    /// Signs a head that is on the disk; returns the checkpoint and the fact to record, and then
    /// [`Evidence::has_made`] is to be told. `None` while nothing can be signed.
    pub fn sign(&self, head: Head, why: CheckpointWhy) -> Option<(Checkpoint, Fact)> {
        let signer = self.signer.as_ref().filter(|_| !self.unsettled)?;
        Some(signer.sign(head, why))
    }

    /// Takes a checkpoint that was recorded, and brings it to the folders soon.
    pub fn has_made(&mut self, at: UtcMs, checkpoint: Checkpoint) {
        self.newest = Some((at, checkpoint));
        self.looked = None;
    }

    /// Makes a new key; the fact is to be recorded, and then [`Evidence::has_rotated`] is to be told. `None` while
    /// nothing can be signed.
    pub fn rotate(&mut self, by: String) -> Option<Result<Fact, SignerError>> {
        let signer = self.signer.as_mut().filter(|_| !self.unsettled)?;
        Some(signer.rotate(by))
    }

    /// Takes what became of the fact about the new key, and returns the key in the form for people.
    pub fn has_rotated(&mut self, appended: Appended) -> Option<String> {
        let signer = self.signer.as_ref()?;
        match appended {
            Appended::Durable(_) => {
                if let Err(error) = signer.has_rotated() {
                    tracing::error!(error = %causes::line(&error), "the old key is still on the disk");
                }
            }
            // Its line comes before all that it signs; at the next start the ledger says which key it was.
            Appended::Held => {}
            Appended::Lost => {
                self.signer = None;
                self.tried = None;
                return None;
            }
        }
        Some(signer.key().to_string())
    }

    /// Brings the newest checkpoint to the folders, and looks what they hold. A folder that is away is tried again,
    /// and one that does not answer holds up nothing.
    pub async fn look_at_folders(&mut self, now: MonoMs) {
        if self.folders.is_empty() {
            return;
        }
        if let Some(task) = self.looking.take_if(|task| task.is_finished()) {
            let folders = task.await.expect("looking at folders should not panic");
            for (before, after) in self.folders.iter().zip(&folders) {
                tell(before, after);
            }
            self.folders = folders;
            return;
        }
        let waits = self.looked.is_some_and(|looked| now - looked < AGAIN_MS);
        let Some((_, checkpoint)) = self.newest.as_ref().filter(|_| !waits) else {
            return;
        };
        self.looked = Some(now);
        if self.looking.is_some() {
            for folder in &mut self.folders {
                folder.away.get_or_insert_with(|| "no answer".to_owned());
            }
            return;
        }
        let look = look(
            self.folders.clone(),
            checkpoint.clone(),
            self.reader.clone(),
        );
        self.looking = Some(tokio::spawn(look));
    }

    /// Returns how the evidence is doing.
    pub fn status(&self) -> EvidenceStatus {
        let newest = self.newest.as_ref();
        EvidenceStatus {
            key: self.signer.as_ref().map(|signer| signer.key().to_string()),
            error: self.why.clone(),
            checkpoint: newest.map(|(at, checkpoint)| CheckpointStatus {
                at: *at,
                seq: checkpoint.head().seq,
                seal: checkpoint.head().seal,
            }),
            folders: self.folders.clone(),
        }
    }
}

/// Says whether it is another station day than when a checkpoint was made last. Another, not a later one: after a clock
/// that stood years ahead, the days that follow must not go without.
fn is_another_day(made: Option<UtcMs>, now: UtcMs) -> bool {
    made.map(UtcMs::day) != Some(now.day())
}

/// Brings a checkpoint to folders, each told as it was found last, and looks whether they hold one that is not of this
/// ledger: all of them where the folder was not there before, since a fork's may lie below its newest.
pub async fn look(
    folders: Vec<FolderStatus>,
    checkpoint: Checkpoint,
    reader: Reader,
) -> Vec<FolderStatus> {
    let mut found = Vec::new();
    for before in folders {
        let path = PathBuf::from(&before.path);
        let is_new = before.seq.is_none() || before.away.is_some();
        let (own, ledger) = (checkpoint.clone(), reader.path().to_owned());
        let done = spawn_blocking(move || {
            let name = own.name().clone();
            let held = if is_new {
                let all = anchors::read_all(&path)?.into_iter();
                let all = all.filter_map(|(_, checkpoint)| checkpoint);
                all.filter(|held| *held.name() == name).collect()
            } else {
                Vec::from_iter(anchors::newest(&path, &name)?)
            };
            anchors::write(&path, &own)?;
            Ok((held, anchors::is_same_disk(&path, &ledger)?))
        });
        let done: io::Result<(Vec<Checkpoint>, bool)> =
            done.await.expect("looking at a folder should not panic");
        let mut after = FolderStatus {
            path: before.path,
            ..FolderStatus::default()
        };
        match done {
            Ok((held, same_disk)) => {
                after.same_disk = same_disk;
                after.seq = Some(checkpoint.head().seq);
                after.foreign = before.foreign.filter(|_| !is_new);
                for held in held {
                    let foreign = foreign(&reader, held.head()).await;
                    after.foreign = after.foreign.or(foreign);
                }
            }
            Err(error) => after.away = Some(error.to_string()),
        }
        found.push(after);
    }
    found
}

/// Returns the number of a head that this ledger does not hold; `None` where it does, or can't be asked.
async fn foreign(reader: &Reader, head: Head) -> Option<u64> {
    match reader.seal_of(head.seq).await {
        Ok(seal) if seal == Some(head.seal) => None,
        Ok(_) => Some(head.seq),
        Err(error) => {
            tracing::warn!(error = error.chain(), "a checkpoint could not be compared");
            None
        }
    }
}

/// Says in the program's log what has changed about a folder.
fn tell(before: &FolderStatus, after: &FolderStatus) {
    let path = &after.path;
    match (&before.away, &after.away) {
        (None, Some(why)) => tracing::warn!(%path, %why, "a folder for checkpoints is away"),
        (Some(_), None) => tracing::info!(%path, "a folder for checkpoints is there again"),
        (None, None) | (Some(_), Some(_)) => {}
    }
    if let Some(seq) = after.foreign.filter(|seq| before.foreign != Some(*seq)) {
        tracing::error!(%path, seq, "the folder holds a checkpoint that is not of this ledger");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_due_on_every_station_day() {
        let check = |made: Option<&str>, now: &str, due: bool| {
            let at = |text| UtcMs::parse(text).unwrap();
            assert_eq!(is_another_day(made.map(at), at(now)), due, "{made:?} {now}");
        };
        check(None, "2026-12-07T00:00:00", true);
        check(Some("2026-12-07T00:00:00"), "2026-12-07T23:59:59", false);
        check(Some("2026-12-07T23:59:59"), "2026-12-08T00:00:00", true);
        check(Some("2031-01-01T08:00:00"), "2026-12-08T08:00:00", true);
    }
}
