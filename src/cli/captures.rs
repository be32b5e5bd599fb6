//! What of the kept captures is there and as it was, for `loa verify`: a file that was removed for want of space has an
//! entry that says so. What was heard on them is `aircheck`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path};

use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::airing::Fact;
use crate::airing::captured::Captured;
use crate::daemon::captures_path;
use crate::ids::Digest;
use crate::playback::digest_file;
use crate::store::{Filter, Reader, StoreError};

/// The kept captures that entries name.
struct Kept {
    /// Those that should be there, by name, with their digests and the numbers of their entries.
    there: BTreeMap<String, (Digest, u64)>,
    /// Those that were removed, or are about to be.
    removed: BTreeSet<String>,
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// It is as it was.
    Same,
    /// It has other bytes.
    Altered,
    /// It is not there.
    Gone,
}

/// Checks the digests of kept captures and says what was found.
pub async fn check(desk: &Desk, reader: &Reader) -> Result<Exit, Fault> {
    let kept = kept(reader).await?;
    let folder = captures_path(&desk.data());
    let unknown = unknown(&folder, &kept).map_err(disk)?;
    if kept.there.is_empty() && unknown == 0 {
        return Ok(Exit::Fine);
    }
    let listed = kept.there.into_iter();
    let listed = listed.map(|(name, (sha256, seq))| (name, sha256, seq));
    let mut looked = look_at(&folder, listed.collect()).await?;
    let mut not_put_back = 0;
    if looked.iter().any(|(_, _, found)| *found == Found::Gone) {
        // The station goes on meanwhile: what it has removed since is on record by now.
        let there = self::kept(reader).await?.there;
        looked.retain(|(name, _, found)| *found != Found::Gone || there.contains_key(name));
        // A backup holds no captures: those from before it was put back are on the old machine, or nowhere.
        let restored = reader.restored().await?.map_or(0, |entry| entry.head.seq);
        let all = looked.len();
        looked.retain(|(_, seq, found)| *found != Found::Gone || *seq > restored);
        not_put_back = all - looked.len();
    }
    let same = looked.iter().filter(|(_, _, found)| *found == Found::Same);
    desk.say("verify-captures", &[("same", &same.count())]);
    let mut exit = Exit::Fine;
    for (name, seq, found) in &looked {
        let key = match found {
            Found::Same => continue,
            Found::Altered => "verify-captures-altered",
            Found::Gone => "verify-captures-gone",
        };
        exit = Exit::Findings;
        desk.say(key, &[("file", name), ("seq", seq)]);
    }
    if not_put_back > 0 {
        desk.say("verify-captures-not-put-back", &[("count", &not_put_back)]);
    }
    if unknown > 0 {
        desk.say("verify-captures-unknown", &[("count", &unknown)]);
    }
    Ok(exit)
}

/// Compares kept captures with their digests, each with what the caller knows it by.
pub async fn look_at<T: Send + 'static>(
    folder: &Path,
    files: Vec<(String, Digest, T)>,
) -> Result<Vec<(String, T, Found)>, Fault> {
    let folder = folder.to_owned();
    let looked = tokio::task::spawn_blocking(move || {
        let found = files.into_iter().map(|(name, sha256, known)| {
            let found = look(&folder, &name, sha256)?;
            Ok((name, known, found))
        });
        found.collect::<io::Result<Vec<_>>>()
    });
    let looked = looked.await.expect("reading captures should not panic");
    looked.map_err(disk)
}

/// Compares a kept capture with its digest. A forged ledger may name anything, so nothing outside the folder is opened.
fn look(folder: &Path, name: &str, sha256: Digest) -> io::Result<Found> {
    let mut parts = Path::new(name).components();
    let is_plain = matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none();
    let path = folder.join(name);
    if !is_plain || !path.is_file() {
        return Ok(Found::Gone);
    }
    match digest_file(&path) {
        Ok(found) if found == sha256 => Ok(Found::Same),
        Ok(_) => Ok(Found::Altered),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Gone),
        Err(error) => Err(error),
    }
}

/// Reads all entries about kept files, a batch at a time.
async fn kept(reader: &Reader) -> Result<Kept, StoreError> {
    let mut kept = Kept {
        there: BTreeMap::new(),
        removed: BTreeSet::new(),
    };
    let filter = Filter {
        kinds: vec!["capture_kept", "capture_removed"],
        ..Filter::default()
    };
    let all = reader.each(filter, |entry| match entry.fact {
        Fact::Captured(Captured::Kept(file)) => {
            kept.there.insert(file.name, (file.sha256, entry.head.seq));
        }
        Fact::Captured(Captured::Removed { name }) => {
            kept.there.remove(&name);
            kept.removed.insert(name);
        }
        _ => {}
    });
    all.await?;
    Ok(kept)
}

/// Counts the captures in the folder that no entry names.
fn unknown(folder: &Path, kept: &Kept) -> io::Result<usize> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut unknown = 0;
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_known = kept.there.contains_key(&name) || kept.removed.contains(&name);
        unknown += usize::from(name.ends_with(".flac") && !is_known);
    }
    Ok(unknown)
}

fn disk(error: io::Error) -> Fault {
    Fault::environment("fault-disk", error)
}
