//! Facts that wait for the ledger, in a second file: where the ledger can't be written, memory alone would lose them with
//! the process. The next opening of the ledger takes them over. When the ledger is written is `writing`'s.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::{JoinHandle, spawn_blocking};

use super::queue::{Entry, Item};
use crate::ledger::decode::decode;
use crate::ledger::encode::encode;
use crate::ledger::{Origin, digest_of};
use crate::time::CivilDay;

/// How long the writer waits for a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// The biggest file that is read back, in bytes: well beyond what memory may hold.
const BYTES_MAX: u64 = 256_000_000;
const FORM: &str = "loa held v1\n";

/// The second file of a ledger.
#[derive(Debug)]
pub(super) struct Spare {
    origin: Origin,
    /// Where it may lie, the first that takes it. All of them are this machine's own: what is in it becomes entries.
    folders: Vec<PathBuf>,
    /// The folder that took it last.
    at: usize,
    /// The files of this process; those of others are of processes that are gone.
    own: Vec<PathBuf>,
    /// How many of the waiting items are in it.
    kept: usize,
    /// A disk that has not answered yet.
    busy: Option<JoinHandle<io::Result<()>>>,
    told: bool,
}

/// What was found in a second file.
#[derive(Debug)]
pub(super) struct Found {
    /// The file.
    pub(super) path: PathBuf,
    /// What waited, in order.
    pub(super) items: Vec<Item>,
    /// Whether there is more in it than a torn last line that can't be read.
    pub(super) is_spoilt: bool,
}

impl Spare {
    pub(super) fn new(origin: &Origin, folders: Vec<PathBuf>) -> Self {
        Self {
            origin: origin.clone(),
            folders,
            at: 0,
            own: Vec::new(),
            kept: 0,
            busy: None,
            told: false,
        }
    }

    /// Returns whose ledger it is of.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Brings what waits to the disk as far as it is not there, in the first folder that takes it. Never fails: memory
    /// holds everything too.
    pub(super) async fn keep<'i>(
        &mut self,
        waiting: impl ExactSizeIterator<Item = &'i Item> + Clone,
    ) {
        if waiting.len() <= self.kept || !self.is_free().await {
            return;
        }
        while let Some(folder) = self.folders.get(self.at).cloned() {
            let mut lines = Vec::new();
            if self.kept == 0 {
                lines.extend(FORM.bytes());
                lines.extend(self.origin.line().bytes());
            }
            for item in waiting.clone().skip(self.kept) {
                line(item, &mut lines);
            }
            let own = self.own.iter().find(|own| own.parent() == Some(&*folder));
            let path = match own {
                Some(own) => own.clone(),
                None => free(&folder, &self.origin),
            };
            if own.is_none() {
                self.own.push(path.clone());
            }
            let anew = self.kept == 0;
            let writing = spawn_blocking(move || append(&path, &lines, anew));
            match self.answer(writing).await {
                Some(Ok(())) => {
                    self.kept = waiting.len();
                    return;
                }
                Some(Err(error)) => {
                    tracing::warn!(%error, folder = %folder.display(), "no second file there");
                    // The next folder gets all of it.
                    (self.at, self.kept) = (self.at + 1, 0);
                }
                None => return,
            }
        }
        if !std::mem::replace(&mut self.told, true) {
            tracing::error!("facts are held in memory alone");
        }
    }

    /// Takes the file away: all that was in it is in the ledger.
    pub(super) async fn forget(&mut self) {
        (self.at, self.kept, self.told) = (0, 0, false);
        if !self.is_free().await {
            return;
        }
        let own = self.own.clone();
        let removing = spawn_blocking(move || own.iter().try_for_each(|path| remove(path)));
        match self.answer(removing).await {
            Some(Ok(())) => self.own.clear(),
            // It will be read at the next start, and what is an entry already is passed over.
            Some(Err(error)) => tracing::warn!(%error, "the second file stays"),
            None => {}
        }
    }

    /// Reads what earlier processes left.
    pub(super) fn read(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for path in self.left() {
            match fs::metadata(&path) {
                Ok(file) if file.len() <= BYTES_MAX => match fs::read(&path) {
                    Ok(bytes) => found.push(read(path, &bytes, &self.origin)),
                    Err(error) => {
                        tracing::error!(%error, path = %path.display(), "a second file can't be read");
                    }
                },
                Ok(_) => tracing::error!(path = %path.display(), "a second file is too big"),
                Err(_) => {}
            }
        }
        found
    }

    /// Returns the files of processes that are gone.
    fn left(&self) -> Vec<PathBuf> {
        let begin = stem(&self.origin);
        let is_ours = |name: &str| {
            let number = name
                .strip_prefix(&begin)
                .and_then(|rest| rest.strip_suffix(".held"));
            number.is_some_and(|number| number.parse::<u32>().is_ok())
        };
        let mut left = Vec::new();
        for folder in &self.folders {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            left.extend(entries.filter_map(|entry| {
                let path = entry.path();
                let is_left = is_ours(entry.file_name().to_str()?) && !self.own.contains(&path);
                is_left.then_some(path)
            }));
        }
        left.sort();
        left
    }

    /// Says whether the disk has answered what it was asked last.
    async fn is_free(&mut self) -> bool {
        match self.busy.take() {
            None => true,
            Some(task) => self.answer(task).await.is_some(),
        }
    }

    /// Waits for the disk; `None` where it does not answer in time.
    async fn answer(&mut self, mut task: JoinHandle<io::Result<()>>) -> Option<io::Result<()>> {
        match tokio::time::timeout(PATIENCE, &mut task).await {
            Ok(done) => Some(done.expect("writing a file should not panic")),
            Err(_) => {
                // Nobody knows what it will have written: the next attempt begins anew.
                self.kept = 0;
                self.busy = Some(task);
                None
            }
        }
    }
}

impl Found {
    /// Takes the file away; one that was spoilt is kept under another name.
    pub(super) fn settle(&self) {
        let settled = if self.is_spoilt {
            let mut other = self.path.as_os_str().to_owned();
            other.push("-spoilt");
            fs::rename(&self.path, other)
        } else {
            remove(&self.path)
        };
        if let Err(error) = settled {
            tracing::warn!(%error, path = %self.path.display(), "a second file stays");
        }
    }
}

/// Returns how the names of the second files of a ledger begin; a number and `.held` follow.
fn stem(origin: &Origin) -> String {
    let what = if origin.is_rehearsal() {
        "rehearsal"
    } else {
        "air"
    };
    format!("{}-{what}.", origin.station())
}

/// Returns a name in a folder that no file has.
fn free(folder: &Path, origin: &Origin) -> PathBuf {
    let stem = stem(origin);
    let mut names = (1_u32..).map(|number| folder.join(format!("{stem}{number}.held")));
    let free = names.find(|path| !path.exists());
    free.expect("a folder should not hold four thousand million files")
}

/// Writes an item as one line: an entry that has no number yet, or a plan.
fn line(item: &Item, into: &mut Vec<u8>) {
    match item {
        Item::Entry(entry) => into.extend(encode(0, &entry.stamp, &entry.fact)),
        Item::Plan { day, bytes, .. } => {
            into.extend(format!("plan {day} ").bytes());
            for byte in bytes {
                into.extend(format!("{byte:02x}").bytes());
            }
        }
    }
    into.push(b'\n');
}

fn parse(line: &[u8]) -> Option<Item> {
    if let Some(plan) = line.strip_prefix(b"plan ") {
        let (day, digits) = std::str::from_utf8(plan).ok()?.split_once(' ')?;
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
        let bytes = bytes?;
        return Some(Item::Plan {
            digest: digest_of(&bytes),
            day: CivilDay::parse(day)?,
            bytes,
        });
    }
    match decode(line) {
        Ok((0, stamp, fact)) => Some(Item::Entry(Box::new(Entry { stamp, fact }))),
        Ok(_) | Err(_) => None,
    }
}

fn read(path: PathBuf, bytes: &[u8], origin: &Origin) -> Found {
    let mut found = Found {
        path,
        items: Vec::new(),
        is_spoilt: false,
    };
    let begin = format!("{FORM}{}", origin.line());
    let Some(rest) = bytes.strip_prefix(begin.as_bytes()) else {
        // Cut off in its first lines it held nothing.
        found.is_spoilt = !begin.as_bytes().starts_with(bytes);
        return found;
    };
    for line in rest.split_inclusive(|byte| *byte == b'\n') {
        // The power may fail in the middle of a line.
        let Some(line) = line.strip_suffix(b"\n") else {
            break;
        };
        match parse(line) {
            Some(item) => found.items.push(item),
            None => {
                found.is_spoilt = true;
                break;
            }
        }
    }
    found
}

fn append(path: &Path, lines: &[u8], anew: bool) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .append(!anew)
        .truncate(anew)
        .open(path)?;
    file.write_all(lines)?;
    file.sync_data()
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::{ClockTrust, Fact};
    use crate::ledger::Stamp;
    use crate::time::{MonoMs, UtcMs};

    fn origin() -> Origin {
        Origin::new("xa-binh-an", false).expect("a plain name should do")
    }

    fn fact(number: i64) -> Item {
        let stamp = Stamp {
            at: UtcMs(number),
            mono: MonoMs(number),
            boot: "b".into(),
            clock: ClockTrust::NONE,
        };
        let fact = Fact::ClockConfirmed {
            by: format!("Nguyễn\nVăn {number}"),
        };
        Item::Entry(Box::new(Entry { stamp, fact }))
    }

    fn plan() -> Item {
        let bytes = "{\"ngày\":\n1}".as_bytes().to_vec();
        Item::Plan {
            digest: digest_of(&bytes),
            day: CivilDay::parse("2026-12-07").expect("it is a day"),
            bytes,
        }
    }

    fn shown(items: &[Item]) -> Vec<String> {
        items.iter().map(|item| format!("{item:?}")).collect()
    }

    /// A file with three items, and where each of its lines ends.
    fn written() -> (Vec<u8>, Vec<Item>, Vec<usize>) {
        let items = vec![fact(1), plan(), fact(2)];
        let mut bytes = format!("{FORM}{}", origin().line()).into_bytes();
        let mut ends = vec![bytes.len()];
        for item in &items {
            line(item, &mut bytes);
            ends.push(bytes.len());
        }
        (bytes, items, ends)
    }

    // T29: a torn last record.
    #[test]
    fn a_file_that_was_cut_anywhere_gives_its_whole_lines() {
        let (bytes, items, ends) = written();
        for cut in 0..=bytes.len() {
            let found = read(PathBuf::new(), &bytes[..cut], &origin());
            let whole = ends.iter().filter(|end| **end <= cut).count();
            let whole = whole.saturating_sub(1);
            assert_eq!(shown(&found.items), shown(&items[..whole]), "{cut}");
            assert!(!found.is_spoilt, "{cut}");
        }
    }

    #[test]
    fn a_file_of_another_ledger_or_with_other_lines_is_kept_aside() {
        let (bytes, _, ends) = written();
        let other = Origin::new("xa-khac", false).expect("a plain name should do");
        let found = read(PathBuf::new(), &bytes, &other);
        assert!(found.is_spoilt && found.items.is_empty());
        let mut spoilt = bytes;
        spoilt[ends[2] + 5] ^= 0x20;
        let found = read(PathBuf::new(), &spoilt, &origin());
        assert!(found.is_spoilt);
        assert_eq!(found.items.len(), 2);
    }

    #[tokio::test]
    async fn the_first_folder_that_takes_it_has_all_of_it() {
        let folder = tempfile::tempdir().expect("a folder should be made");
        let folders = vec![folder.path().join("khong-co"), folder.path().to_owned()];
        let mut spare = Spare::new(&origin(), folders.clone());
        let items = [fact(1), plan(), fact(2)];
        for count in 1..=items.len() {
            spare.keep(items[..count].iter()).await;
            let found = Spare::new(&origin(), folders.clone()).read();
            assert_eq!(shown(&found[0].items), shown(&items[..count]));
        }
        spare.forget().await;
        assert!(Spare::new(&origin(), folders).read().is_empty());
    }
}
