//! Looking at many files of sound at once: measuring decodes every second of them, so each processor takes its share.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use crate::library::Found;

/// Looks at a file of sound: decodes it, or says why that can't be done.
pub trait AudioProbe: Sync {
    /// Returns what is found at `path`. May answer from memory as long as the file is the same.
    fn probe(&self, path: &Path) -> Found;
}

/// Looks at every file, on as many threads as there are processors.
pub fn probe_all<'p>(
    prober: &dyn AudioProbe,
    paths: impl Iterator<Item = &'p Path> + Send,
) -> BTreeMap<&'p Path, Found> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let paths = Mutex::new(paths);
    let share = || {
        let mut found = Vec::new();
        loop {
            // Taken in a statement of its own, so that nobody holds the list while looking at a file.
            let next = paths.lock().expect("taking a path should not panic").next();
            let Some(path) = next else { return found };
            found.push((path, prober.probe(path)));
        }
    };
    thread::scope(|scope| {
        let shares: Vec<_> = (0..threads).map(|_| scope.spawn(share)).collect();
        let found = shares
            .into_iter()
            .map(|share| share.join().expect("a prober should not panic"));
        found.flatten().collect()
    })
}
