//! Captures kept as evidence: FLAC files with overlapping edges, finished under their name or not there at all, the
//! oldest removed where the space is used up. Where samples come from is `recorder`'s.
//!
//! While a file grows it is a journal: encoded blocks, each with its length before it. When it is long enough the blocks
//! are put into a FLAC file under a name for the moment, which gets its own when it is on the disk. So a power cut costs
//! what was not on the disk, and what was becomes a file at the next start.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::flac::{self, BLOCK, FlacEncoder};
use crate::ids::Digest;
use crate::playback::facts::digest_file;
use crate::time::UtcMs;

/// The rate of kept captures, in hertz.
pub const KEPT_RATE_HZ: u64 = 16_000;
/// Blocks after which the journal is forced to the disk: two seconds.
const BLOCKS_PER_SYNC: u32 = 8;
/// How long a file that is to go stays after that was told, in samples: so that what is gone is on record as removed,
/// whatever happens in between.
const STAYS: u64 = 10 * KEPT_RATE_HZ;
/// What must stay free on the disk, in bytes: the ledger lies there too, and goes first.
const FREE: u64 = 1_000_000_000;
const FILE_ENDING: &str = "flac";
const JOURNAL_ENDING: &str = "journal";
const UNNAMED_ENDING: &str = "tmp";

/// How captures are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeepOptions {
    /// The folder; made where it is not there. Files that Loa did not name are left alone.
    pub folder: PathBuf,
    /// The length of a file, in seconds; more than `overlap_s`.
    pub length_s: u32,
    /// How long before the end of a file the next begins, in seconds, so that no airing is cut by an edge only.
    pub overlap_s: u32,
    /// The space that finished files may take, in bytes; less where the disk would have less than 1 GB free. The newest
    /// file is never removed.
    pub quota_bytes: u64,
}

impl KeepOptions {
    /// Files of five minutes that overlap by fifteen seconds, in 10 GB: a week and more (`docs/aircheck.md`).
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            length_s: 300,
            overlap_s: 15,
            quota_bytes: 10_000_000_000,
        }
    }
}

/// A finished file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptFile {
    /// Its name in the folder: the instant at which it begins, in milliseconds of Unix time.
    pub name: String,
    /// The instant of its first sample.
    pub begins: UtcMs,
    /// Its samples, at [`crate::playback::CAPTURE_RATE_HZ`].
    pub samples: u64,
    /// Its length in bytes.
    pub bytes: u64,
    /// The digest of its bytes.
    pub sha256: Digest,
}

impl KeptFile {
    /// Returns the instant after its last sample.
    pub fn until(&self) -> UtcMs {
        let ms = self.samples * 1_000 / KEPT_RATE_HZ;
        self.begins + i64::try_from(ms).unwrap_or(i64::MAX)
    }
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It is finished.
    Finished(KeptFile),
    /// It is removed a moment later, since newer ones need its space.
    Removed {
        /// Its name.
        name: String,
    },
}

/// The files of one capture.
pub struct Keeper {
    options: KeepOptions,
    /// One, or two where edges overlap; the older first.
    open: Vec<Journal>,
    /// Files that were told to be removed, and the samples until they are.
    doomed: Vec<(PathBuf, u64)>,
}

impl Keeper {
    /// Opens the folder. What a power cut left unfinished is finished, and told.
    pub fn open(options: KeepOptions) -> io::Result<(Self, Vec<Kept>)> {
        fs::create_dir_all(&options.folder)?;
        let mut kept = Vec::new();
        for path in files(&options.folder, UNNAMED_ENDING)? {
            fs::remove_file(path)?;
        }
        for path in files(&options.folder, JOURNAL_ENDING)? {
            kept.extend(finish(&path)?.map(Kept::Finished));
        }
        let mut keeper = Self {
            options,
            open: Vec::new(),
            doomed: Vec::new(),
        };
        kept.extend(keeper.make_room()?);
        Ok((keeper, kept))
    }

    /// Keeps samples; `begins` is the instant of the first. Returns what became of files.
    pub fn keep(&mut self, samples: &[i16], begins: UtcMs) -> io::Result<Vec<Kept>> {
        self.remove_doomed(samples.len() as u64)?;
        let mut kept = Vec::new();
        for (number, piece) in samples.chunks(BLOCK).enumerate() {
            let before = i64::try_from(number * BLOCK).unwrap_or(i64::MAX);
            let rate = i64::try_from(KEPT_RATE_HZ).expect("a rate should be small");
            self.keep_piece(piece, begins + before * 1_000 / rate, &mut kept)?;
        }
        Ok(kept)
    }

    /// Ends the file that grows before its time: it is finished once it overlaps with the next, which begins with the
    /// next samples. Returns `false` where none grows, or one is about to end already.
    pub fn cut(&mut self) -> bool {
        if let [only] = &mut self.open[..] {
            only.length = only.samples;
        }
        self.open.len() == 1
    }

    /// Finishes what is open: the capture ends here, or has a hole. The next samples begin a new file.
    pub fn finish(&mut self) -> io::Result<Vec<Kept>> {
        let mut kept = Vec::new();
        for journal in std::mem::take(&mut self.open) {
            kept.extend(finish(&journal.close()?)?.map(Kept::Finished));
        }
        kept.extend(self.make_room()?);
        Ok(kept)
    }

    /// Removes what is doomed for long enough, by so many samples more.
    fn remove_doomed(&mut self, samples: u64) -> io::Result<()> {
        for (_, left) in &mut self.doomed {
            *left = left.saturating_sub(samples);
        }
        while let Some(place) = self.doomed.iter().position(|(_, left)| *left == 0) {
            let (path, _) = self.doomed.swap_remove(place);
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn keep_piece(&mut self, piece: &[i16], begins: UtcMs, kept: &mut Vec<Kept>) -> io::Result<()> {
        let length = u64::from(self.options.length_s) * KEPT_RATE_HZ;
        let overlap = u64::from(self.options.overlap_s) * KEPT_RATE_HZ;
        let is_at_edge = match &mut self.open[..] {
            [] => true,
            [only] if only.samples >= only.length => {
                only.length = only.samples + overlap;
                true
            }
            _ => false,
        };
        if is_at_edge {
            let mut journal = Journal::create(&self.options.folder, begins)?;
            journal.length = length.saturating_sub(overlap);
            self.open.push(journal);
        }
        for journal in &mut self.open {
            journal.write(piece)?;
        }
        if self.open.len() > 1 && self.open[0].samples >= self.open[0].length {
            let journal = self.open.remove(0);
            kept.extend(finish(&journal.close()?)?.map(Kept::Finished));
            kept.extend(self.make_room()?);
        }
        Ok(())
    }

    /// Dooms the oldest files until the others fit; never the newest.
    fn make_room(&mut self) -> io::Result<Vec<Kept>> {
        let mut sizes = Vec::new();
        for path in files(&self.options.folder, FILE_ENDING)? {
            if self.doomed.iter().any(|(doomed, _)| *doomed == path) {
                continue;
            }
            sizes.push((fs::metadata(&path)?.len(), path));
        }
        let mut all: u64 = sizes.iter().map(|(bytes, _)| bytes).sum();
        let most = limit(self.options.quota_bytes, all, free(&self.options.folder)?);
        let mut kept = Vec::new();
        for (bytes, path) in sizes.iter().take(sizes.len().saturating_sub(1)) {
            if all <= most {
                break;
            }
            self.doomed.push((path.clone(), STAYS));
            all -= bytes;
            kept.push(Kept::Removed {
                name: name_of(path),
            });
        }
        Ok(kept)
    }
}

/// A file that grows.
struct Journal {
    path: PathBuf,
    file: File,
    encoder: FlacEncoder,
    pending: Vec<i16>,
    samples: u64,
    /// The samples after which the next file begins; where it has begun, those after which this one is finished.
    length: u64,
    unsynced: u32,
}

impl Journal {
    fn create(folder: &Path, begins: UtcMs) -> io::Result<Self> {
        // Two files may not begin at the same instant, whatever the clock does.
        let mut path = folder.join(format!("{}.{JOURNAL_ENDING}", begins.0));
        for later in 1.. {
            if !path.exists() && !path.with_extension(FILE_ENDING).exists() {
                break;
            }
            path = folder.join(format!("{}.{JOURNAL_ENDING}", begins.0 + later));
        }
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)?;
        sync_folder(folder)?;
        Ok(Self {
            path,
            file,
            encoder: FlacEncoder::new(KEPT_RATE_HZ),
            pending: Vec::with_capacity(2 * BLOCK),
            samples: 0,
            length: u64::MAX,
            unsynced: 0,
        })
    }

    fn write(&mut self, samples: &[i16]) -> io::Result<()> {
        self.samples += samples.len() as u64;
        self.pending.extend_from_slice(samples);
        while self.pending.len() >= BLOCK {
            let rest = self.pending.split_off(BLOCK);
            let block = std::mem::replace(&mut self.pending, rest);
            self.write_block(&block)?;
        }
        Ok(())
    }

    fn write_block(&mut self, block: &[i16]) -> io::Result<()> {
        let bytes = self.encoder.encode(block)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let samples = u32::try_from(block.len()).map_err(io::Error::other)?;
        let record = [&length.to_le_bytes()[..], &samples.to_le_bytes(), &bytes].concat();
        self.file.write_all(&record)?;
        self.unsynced += 1;
        if self.unsynced >= BLOCKS_PER_SYNC {
            self.file.sync_data()?;
            self.unsynced = 0;
        }
        Ok(())
    }

    /// Writes what is left; returns where it is.
    fn close(mut self) -> io::Result<PathBuf> {
        let rest = std::mem::take(&mut self.pending);
        if rest.len() >= flac::BLOCK_MIN {
            self.write_block(&rest)?;
        }
        self.file.sync_data()?;
        Ok(self.path)
    }
}

/// Makes a finished file of a journal; `None` where nothing whole is in it.
fn finish(journal: &Path) -> io::Result<Option<KeptFile>> {
    let mut bytes = Vec::new();
    File::open(journal)?.read_to_end(&mut bytes)?;
    let blocks = whole_blocks(&bytes);
    let name = journal.with_extension(FILE_ENDING);
    let begins = begins_of(journal).ok_or(io::ErrorKind::InvalidInput)?;
    let folder = journal.parent().unwrap_or(Path::new("."));
    if !blocks.is_empty() && !name.exists() {
        let unnamed = journal.with_extension(UNNAMED_ENDING);
        let mut file = File::create(&unnamed)?;
        file.write_all(&flac::header(KEPT_RATE_HZ, &blocks))?;
        for block in &blocks {
            file.write_all(block.bytes)?;
        }
        file.sync_all()?;
        fs::rename(&unnamed, &name)?;
        sync_folder(folder)?;
    }
    fs::remove_file(journal)?;
    if blocks.is_empty() {
        return Ok(None);
    }
    Ok(Some(KeptFile {
        begins,
        samples: blocks.iter().map(|block| u64::from(block.samples)).sum(),
        bytes: fs::metadata(&name)?.len(),
        sha256: digest_file(&name)?,
        name: name_of(&name),
    }))
}

/// Returns the blocks of a journal up to the first that is torn.
fn whole_blocks(mut bytes: &[u8]) -> Vec<flac::Block<'_>> {
    let mut blocks = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let Some((samples, rest)) = rest.split_first_chunk() else {
            break;
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some((block, rest)) = rest.split_at_checked(length) else {
            break;
        };
        if !flac::is_whole(block) {
            break;
        }
        blocks.push(flac::Block {
            bytes: block,
            samples: u32::from_le_bytes(*samples),
        });
        bytes = rest;
    }
    blocks
}

/// Returns how much space files may take that take `all` now, where so much is free besides.
fn limit(quota: u64, all: u64, free: u64) -> u64 {
    quota.min((all + free).saturating_sub(FREE))
}

/// Returns how much space is free for this user on the disk of a folder.
fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Returns the files of a folder with an ending whose names Loa gave, the oldest first.
pub fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let has_ending = path
            .extension()
            .is_some_and(|extension| extension == ending);
        if let (true, Some(begins)) = (has_ending, begins_of(&path)) {
            found.push((begins, path));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

/// Returns the instant at which a kept file begins, by its name.
pub fn begins_of(path: &Path) -> Option<UtcMs> {
    path.file_stem()?.to_str()?.parse().ok().map(UtcMs)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
