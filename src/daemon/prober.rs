//! Looking at audio files for the library, with what was measured before kept in the cache: a file is read again only
//! when its size, time or inode changed. Measuring is `playback`'s, keeping is `store`'s.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::OnceLock;

use tokio::runtime::Handle;

use crate::config::AudioProbe;
use crate::library::Found;
use crate::playback;
use crate::store::{AudioCache, FileMark, Known};

/// Measures audio files, or remembers what was measured. Its `probe` blocks: call it outside the runtime's own threads.
pub struct CachedProbe {
    cache: Option<AudioCache>,
    /// What the cache held at the first question; what came later is asked for one by one.
    known: OnceLock<Known>,
    runtime: Handle,
}

impl CachedProbe {
    /// Makes a prober that remembers in `cache`, or not at all.
    pub fn new(cache: Option<AudioCache>, runtime: Handle) -> Self {
        Self {
            cache,
            known: OnceLock::new(),
            runtime,
        }
    }
}

impl AudioProbe for CachedProbe {
    fn probe(&self, path: &Path) -> Found {
        let Ok(metadata) = fs::metadata(path) else {
            return Found::Missing;
        };
        let Some(cache) = &self.cache else {
            return measured(path);
        };
        let text = path.to_string_lossy();
        let mark = || FileMark {
            path: &text,
            size: metadata.size(),
            mtime_ns: metadata
                .mtime()
                .saturating_mul(1_000_000_000)
                .saturating_add(metadata.mtime_nsec()),
            inode: metadata.ino(),
        };
        let known = || self.runtime.block_on(cache.everything());
        if let Some(found) = self.known.get_or_init(known).found(mark()) {
            return found.clone();
        }
        let digest = match self.runtime.block_on(cache.digest(mark())) {
            Some(digest) => digest,
            None => match playback::digest_file(path) {
                Ok(digest) => {
                    self.runtime.block_on(cache.put_digest(mark(), digest));
                    digest
                }
                Err(error) => return Found::Broken(error.to_string()),
            },
        };
        if let Some(found) = self.runtime.block_on(cache.found(digest)) {
            return found;
        }
        let found = measured(path);
        self.runtime.block_on(cache.put_found(digest, &found));
        found
    }
}

fn measured(path: &Path) -> Found {
    match playback::measure(path) {
        Ok(facts) => Found::Audio(facts),
        // Whoever tells of it names the file.
        Err(playback::PlaybackError::Broken { why, .. }) => Found::Broken(why),
        Err(playback::PlaybackError::Read { source, .. }) => Found::Broken(source.to_string()),
        Err(error) => Found::Broken(error.to_string()),
    }
}
