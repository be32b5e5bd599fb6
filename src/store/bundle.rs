//! The evidence of some days as one file that can be checked without this program: the exact bytes of their entries,
//! the digests of all others up to a checkpoint, and what belongs to them. What a reader is told in words comes from
//! the caller.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::error::StoreError;
use super::reader::Reader;
use super::whole::Temporary;
use crate::airing::{Fact, Signing};
use crate::ids::{AudioPath, Digest};
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::decode::decode;
use crate::ledger::keys::KeyRing;
use crate::ledger::verify::{BadEntry, Wrong};
use crate::ledger::{Head, digest_of};
use crate::time::CivilDay;

/// How many rows are in memory at a time.
const BATCH: i64 = 1_000;

/// What is to be in the file.
#[derive(Clone, Debug)]
pub struct BundleWish {
    /// The first entry of the days, from 1.
    pub first: u64,
    /// The last of them.
    pub last: u64,
    /// A checkpoint of this ledger that covers the last one.
    pub checkpoint: Checkpoint,
}

/// What was put into the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundle {
    /// How many entries are in it with their bytes.
    pub entries: u64,
    /// How many plans.
    pub plans: usize,
    /// How many checkpoints.
    pub checkpoints: usize,
}

/// Why the file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The ledger can't be read, or is not whole as far as the checkpoint.
    #[error(transparent)]
    Ledger(#[from] StoreError),
    /// The file can't be written.
    #[error("write {}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Reader {
    /// Returns the numbers of the first and the last entry about these days; `None` where there is none.
    pub async fn entries_about(
        &self,
        first: CivilDay,
        last: CivilDay,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        let found: (Option<i64>, Option<i64>) =
            sqlx::query_as("SELECT min(seq), max(seq) FROM entries WHERE day BETWEEN ? AND ?")
                .bind(first.to_string())
                .bind(last.to_string())
                .fetch_one(&self.pool)
                .await
                .map_err(self.failed())?;
        Ok(match found {
            (Some(first), Some(last)) => Some((first.cast_unsigned(), last.cast_unsigned())),
            _ => None,
        })
    }

    /// Returns the first checkpoint in the ledger that covers entry `seq`.
    pub async fn checkpoint_over(&self, seq: u64) -> Result<Option<Checkpoint>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, bytes, seal FROM entries WHERE kind = 'checkpoint_made' AND seq > ? \
             ORDER BY seq LIMIT 3",
        )
        .bind(seq.cast_signed())
        .fetch_all(&self.pool)
        .await
        .map_err(self.failed())?;
        let Some(name) = self.origin.key_name() else {
            return Ok(None);
        };
        for row in &rows {
            let checkpoint = Checkpoint::of_fact(&name, &self.entry(row)?.fact);
            let covers = |checkpoint: &Checkpoint| checkpoint.head().seq >= seq;
            if let Some(checkpoint) = checkpoint.filter(covers) {
                return Ok(Some(checkpoint));
            }
        }
        Ok(None)
    }

    /// Writes the evidence into a file that must not be there yet. `texts` are further files, with their names. The
    /// chain is checked as far as the checkpoint on the way, so that nothing is handed over that does not hold.
    pub async fn bundle(
        &self,
        path: &Path,
        wish: &BundleWish,
        texts: &[(&str, &str)],
    ) -> Result<Bundle, BundleError> {
        let disk = |source| BundleError::Disk {
            path: path.to_owned(),
            source,
        };
        // First whole beside it: a file that ends in the middle is no evidence.
        if path.exists() {
            return Err(disk(io::ErrorKind::AlreadyExists.into()));
        }
        let temporary = Temporary::beside(path);
        let file = File::create(temporary.path()).map_err(disk)?;
        let bundle = self.write_bundle(file, path, wish, texts).await?;
        temporary.name(path).map_err(disk)?;
        Ok(bundle)
    }

    async fn write_bundle(
        &self,
        file: File,
        path: &Path,
        wish: &BundleWish,
        texts: &[(&str, &str)],
    ) -> Result<Bundle, BundleError> {
        let mut writing = Writing {
            zip: ZipWriter::new(io::BufWriter::new(file)),
            path,
        };
        for (name, text) in texts {
            writing.put(name, text.as_bytes())?;
        }
        writing.put("origin.txt", self.origin.line().as_bytes())?;
        writing.begin("entries.jsonl", CompressionMethod::Deflated)?;
        let collected = self.collect(wish, &mut writing).await?;
        writing.begin("before.sha256.bin", CompressionMethod::Stored)?;
        writing.more(&collected.before)?;
        writing.begin("after.sha256.bin", CompressionMethod::Stored)?;
        writing.more(&collected.after)?;
        writing.put("keys.jsonl", &collected.keys)?;
        for found in collected.ring.keys() {
            let name = format!("keys/{}-{}.pem", found.seq, found.key.id());
            writing.put(&name, found.key.to_pem().as_bytes())?;
        }
        for checkpoint in &collected.checkpoints {
            let name = format!("checkpoints/{}", checkpoint.file_name());
            writing.put(&name, checkpoint.note().to_string().as_bytes())?;
        }
        for digest in &collected.plans {
            let bytes = self.plan(*digest).await?;
            let bytes = bytes.ok_or_else(|| self.damaged_plan(*digest))?;
            writing.put(&format!("plans/{digest}.json"), &bytes)?;
        }
        writing.put("audio.sha256", sha256sum(&collected.audio).as_bytes())?;
        writing.finish()?;
        Ok(Bundle {
            entries: wish.last - wish.first + 1,
            plans: collected.plans.len(),
            checkpoints: collected.checkpoints.len(),
        })
    }

    /// Goes through all entries up to the checkpoint; writes those of the days, and keeps of the others what is needed.
    async fn collect(
        &self,
        wish: &BundleWish,
        writing: &mut Writing<'_>,
    ) -> Result<Collected, BundleError> {
        let end = wish.checkpoint.head();
        let mut collected = Collected::new(KeyRing::new(&self.origin));
        let mut head = Head::genesis(&self.origin);
        while head.seq < end.seq {
            let rows = sqlx::query("SELECT seq, bytes, seal FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
                .bind(head.seq.cast_signed())
                .bind(end.seq.cast_signed())
                .bind(BATCH)
                .fetch_all(&self.pool)
                .await
                .map_err(self.failed())?;
            if rows.is_empty() {
                let seq = head.seq + 1;
                let wrong = Wrong::CutOff;
                return Err(self.damaged(BadEntry { seq, wrong }).into());
            }
            for row in &rows {
                let bytes = self.next(row, &mut head)?;
                if (wish.first..=wish.last).contains(&head.seq) {
                    writing.more(&bytes)?;
                    writing.more(b"\n")?;
                }
                let taken = collected.take(head.seq, &bytes, wish);
                taken.map_err(|wrong| {
                    let seq = head.seq;
                    self.damaged(BadEntry { seq, wrong })
                })?;
            }
        }
        if head != end {
            let wrong = Wrong::NotAsExpected(end.seal);
            return Err(self
                .damaged(BadEntry {
                    seq: end.seq,
                    wrong,
                })
                .into());
        }
        if !collected.checkpoints.contains(&wish.checkpoint) {
            collected.checkpoints.push(wish.checkpoint.clone());
        }
        Ok(collected)
    }

    /// Returns the bytes of the next entry, and moves `head` over it.
    fn next(&self, row: &SqliteRow, head: &mut Head) -> Result<Vec<u8>, StoreError> {
        let seq: i64 = row.try_get("seq").map_err(self.failed())?;
        let bytes: Vec<u8> = row.try_get("bytes").map_err(self.failed())?;
        let seal: Vec<u8> = row.try_get("seal").map_err(self.failed())?;
        let after = head.after(&bytes);
        let bad = |wrong| {
            let seq = after.seq;
            Err(self.damaged(BadEntry { seq, wrong }))
        };
        if seq.cast_unsigned() != after.seq {
            return bad(Wrong::Gap { found: seq });
        }
        if seal != after.seal.0 {
            return bad(Wrong::Seal);
        }
        *head = after;
        Ok(bytes)
    }
}

/// What is kept of the entries on the way.
struct Collected {
    before: Vec<u8>,
    after: Vec<u8>,
    /// The bytes of the entries about keys, a line each.
    keys: Vec<u8>,
    ring: KeyRing,
    checkpoints: Vec<Checkpoint>,
    plans: BTreeSet<Digest>,
    audio: BTreeMap<AudioPath, BTreeSet<Digest>>,
}

impl Collected {
    fn new(ring: KeyRing) -> Self {
        Self {
            before: Vec::new(),
            after: Vec::new(),
            keys: Vec::new(),
            ring,
            checkpoints: Vec::new(),
            plans: BTreeSet::new(),
            audio: BTreeMap::new(),
        }
    }

    fn take(&mut self, seq: u64, bytes: &[u8], wish: &BundleWish) -> Result<(), Wrong> {
        let (_, _, fact) = decode(bytes)?;
        if seq < wish.first {
            self.before.extend(digest_of(bytes).0);
        } else if seq > wish.last {
            self.after.extend(digest_of(bytes).0);
        }
        match &fact {
            Fact::Signing(Signing::CheckpointMade { .. }) => {
                let checkpoint = Checkpoint::of_fact(wish.checkpoint.name(), &fact);
                self.checkpoints
                    .extend(checkpoint.filter(|checkpoint| checkpoint.head().seq >= wish.first));
            }
            Fact::Signing(_) => {
                self.ring.take(seq, &fact, |_| true)?;
                self.keys.extend(bytes);
                self.keys.push(b'\n');
            }
            Fact::PlanAdopted { digest, .. } if (wish.first..=wish.last).contains(&seq) => {
                self.plans.insert(*digest);
            }
            Fact::Ordered(order) if (wish.first..=wish.last).contains(&seq) => {
                let digests = self.audio.entry(order.audio.clone()).or_default();
                digests.insert(order.sha256);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Writes digests as `sha256sum -c` reads them in the station folder.
fn sha256sum(audio: &BTreeMap<AudioPath, BTreeSet<Digest>>) -> String {
    let mut text = String::new();
    for (path, digests) in audio {
        let escaped = path.as_str().replace('\\', "\\\\").replace('\n', "\\n");
        let mark = if escaped == path.as_str() { "" } else { "\\" };
        for digest in digests {
            text.extend([mark, &digest.to_string(), "  audio/", &escaped, "\n"]);
        }
    }
    text
}

/// The file as it grows.
struct Writing<'p> {
    zip: ZipWriter<io::BufWriter<File>>,
    path: &'p Path,
}

impl Writing<'_> {
    fn begin(&mut self, name: &str, method: CompressionMethod) -> Result<(), BundleError> {
        // No times: the same evidence is the same file.
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(true);
        let begun = self.zip.start_file(name, options);
        begun.map_err(|error| self.failed(error.into()))
    }

    fn more(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let written = self.zip.write_all(bytes);
        written.map_err(|error| self.failed(error))
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        self.begin(name, CompressionMethod::Deflated)?;
        self.more(bytes)
    }

    fn finish(self) -> Result<(), BundleError> {
        let path = self.path;
        let finished = self.zip.finish().map_err(io::Error::from);
        let file = finished.and_then(|file| file.into_inner().map_err(Into::into));
        let synced = file.and_then(|file| file.sync_all());
        synced.map_err(|source| BundleError::Disk {
            path: path.to_owned(),
            source,
        })
    }

    fn failed(&self, source: io::Error) -> BundleError {
        BundleError::Disk {
            path: self.path.to_owned(),
            source,
        }
    }
}
