//! What was measured of audio files, kept so that it need not be measured again. Never needed and never fatal: it
//! may be deleted at any time, and where it can't be opened or written everything is measured anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{fs, io};

use sqlx::error::DatabaseError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::connect;
use super::error::StoreError;
use crate::ids::Digest;
use crate::library::{AudioFacts, Found};

/// The form of `migrations/cache.sql`; a file of another form is made anew.
const FORM: i64 = 1;

/// How many caches this process has begun to make, so that no two have one name.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A file as the folder shows it: while nothing of this changes, its bytes are taken to be the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileMark<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its length in bytes.
    pub size: u64,
    /// When its content changed last, in nanoseconds since 1970-01-01T00:00:00Z.
    pub mtime_ns: i64,
    /// Its inode.
    pub inode: u64,
}

/// The columns of a measurement: broken, frames, rate, channels, loudness, true peak.
type Row = (
    Option<String>,
    Option<i64>,
    Option<u32>,
    Option<u32>,
    Option<f64>,
    Option<f64>,
);

/// The same with the SHA-256 that it belongs to.
type RowOfAll = (
    Option<String>,
    Option<i64>,
    Option<u32>,
    Option<u32>,
    Option<f64>,
    Option<f64>,
    Vec<u8>,
);

/// What was in the cache at one time.
#[derive(Debug, Default)]
pub struct Known {
    /// Size, time of change and inode of each path, and the SHA-256 that the file had with them.
    files: HashMap<String, ((u64, i64, u64), Digest)>,
    audio: HashMap<Digest, Found>,
}

impl Known {
    /// Returns what is known of a file that has not changed since.
    pub fn found(&self, file: FileMark<'_>) -> Option<&Found> {
        let (mark, sha256) = self.files.get(file.path)?;
        let is_same = *mark == (file.size, file.mtime_ns, file.inode);
        self.audio.get(sha256).filter(|_| is_same)
    }
}

/// The cache; clones share it.
#[derive(Clone, Debug)]
pub struct AudioCache {
    path: PathBuf,
    /// `None` when it could not be opened.
    pool: Option<SqlitePool>,
}

impl AudioCache {
    /// Opens the cache, anew where the file is of another form or spoilt. Two programs may do so at once.
    pub async fn open(path: &Path) -> Self {
        let pool = open_or_make(path)
            .await
            .inspect_err(|error| {
                let error = error.chain();
                tracing::warn!(%error, cache = %path.display(), "no cache of measurements");
            })
            .ok();
        let path = path.to_owned();
        Self { path, pool }
    }

    /// Returns everything that is in the cache now, in one reading: a folder of thousands of files asks for each.
    pub async fn everything(&self) -> Known {
        let mut known = Known::default();
        let Some(pool) = &self.pool else {
            return known;
        };
        let files = sqlx::query_as("SELECT path, size, mtime_ns, inode, sha256 FROM files");
        let files: Vec<(String, i64, i64, i64, Vec<u8>)> =
            self.warned(files.fetch_all(pool).await).unwrap_or_default();
        for (path, size, mtime_ns, inode, sha256) in files {
            if let Ok(sha256) = sha256.try_into() {
                let mark = (size.cast_unsigned(), mtime_ns, inode.cast_unsigned());
                known.files.insert(path, (mark, Digest(sha256)));
            }
        }
        let audio = sqlx::query_as(
            "SELECT broken, frames, sample_rate_hz, channels, loudness_lufs, true_peak_dbtp, \
             sha256 FROM audio",
        );
        let audio: Vec<RowOfAll> = self.warned(audio.fetch_all(pool).await).unwrap_or_default();
        for (broken, frames, rate, channels, loudness, peak, sha256) in audio {
            let Ok(sha256) = sha256.try_into().map(Digest) else {
                continue;
            };
            let row = (broken, frames, rate, channels, loudness, peak);
            if let Some(found) = found_of(sha256, row) {
                known.audio.insert(sha256, found);
            }
        }
        known
    }

    /// Returns the SHA-256 of a file that has not changed since it was put.
    pub async fn digest(&self, file: FileMark<'_>) -> Option<Digest> {
        let found = sqlx::query_scalar(
            "SELECT sha256 FROM files WHERE path = ? AND size = ? AND mtime_ns = ? AND inode = ?",
        )
        .bind(file.path)
        .bind(file.size.cast_signed())
        .bind(file.mtime_ns)
        .bind(file.inode.cast_signed())
        .fetch_optional(self.pool.as_ref()?)
        .await;
        let digest: Vec<u8> = self.warned(found)??;
        Some(Digest(digest.try_into().ok()?))
    }

    /// Keeps the SHA-256 of a file.
    pub async fn put_digest(&self, file: FileMark<'_>, sha256: Digest) {
        let Some(pool) = &self.pool else { return };
        let put = sqlx::query(
            "INSERT OR REPLACE INTO files (path, size, mtime_ns, inode, sha256) \
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(file.path)
        .bind(file.size.cast_signed())
        .bind(file.mtime_ns)
        .bind(file.inode.cast_signed())
        .bind(sha256.0.to_vec())
        .execute(pool)
        .await;
        self.warned(put);
    }

    /// Returns what was found in these bytes; never [`Found::Missing`].
    pub async fn found(&self, sha256: Digest) -> Option<Found> {
        let row = sqlx::query_as(
            "SELECT broken, frames, sample_rate_hz, channels, loudness_lufs, true_peak_dbtp \
             FROM audio WHERE sha256 = ?",
        )
        .bind(sha256.0.to_vec())
        .fetch_optional(self.pool.as_ref()?)
        .await;
        found_of(sha256, self.warned(row)??)
    }

    /// Keeps what was found in these bytes.
    pub async fn put_found(&self, sha256: Digest, found: &Found) {
        let Some(pool) = &self.pool else { return };
        let (broken, facts) = match found {
            Found::Missing => return,
            Found::Broken(what) => (Some(what.as_str()), None),
            Found::Audio(facts) => (None, Some(facts)),
        };
        let put = sqlx::query(
            "INSERT OR REPLACE INTO audio (sha256, broken, frames, sample_rate_hz, channels, \
             loudness_lufs, true_peak_dbtp) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(sha256.0.to_vec())
        .bind(broken)
        .bind(facts.map(|facts| facts.frames.cast_signed()))
        .bind(facts.map(|facts| facts.sample_rate_hz))
        .bind(facts.map(|facts| facts.channels))
        .bind(facts.and_then(|facts| facts.loudness_lufs))
        .bind(facts.and_then(|facts| facts.true_peak_dbtp))
        .execute(pool)
        .await;
        self.warned(put);
    }

    fn warned<T>(&self, result: Result<T, sqlx::Error>) -> Option<T> {
        result
            .inspect_err(|error| {
                tracing::warn!(%error, cache = %self.path.display(), "cache of measurements");
            })
            .ok()
    }
}

/// What the columns of a measurement say; `None` where they say too little.
fn found_of(sha256: Digest, row: Row) -> Option<Found> {
    let (broken, frames, sample_rate_hz, channels, loudness_lufs, true_peak_dbtp) = row;
    if let Some(what) = broken {
        return Some(Found::Broken(what));
    }
    Some(Found::Audio(AudioFacts {
        sha256,
        frames: frames?.cast_unsigned(),
        sample_rate_hz: sample_rate_hz?,
        channels: channels?,
        loudness_lufs,
        true_peak_dbtp,
    }))
}

/// Why a file is not a cache that can be used.
#[derive(Debug)]
enum Unfit {
    /// There is none, or what is there is spoilt or of another form.
    MakeAnew,
    /// It may be whole, and can't be used now.
    Unusable(StoreError),
}

async fn open_or_make(path: &Path) -> Result<SqlitePool, StoreError> {
    let unfit = match open(path).await {
        Ok(pool) => return Ok(pool),
        Err(unfit) => unfit,
    };
    match unfit {
        Unfit::Unusable(error) => Err(error),
        Unfit::MakeAnew => {
            make(path).await?;
            open(path).await.map_err(|unfit| match unfit {
                Unfit::Unusable(error) => error,
                Unfit::MakeAnew => StoreError::database("make", path)(other_form()),
            })
        }
    }
}

/// Opens a whole cache.
async fn open(path: &Path) -> Result<SqlitePool, Unfit> {
    let unfit = |error: sqlx::Error| {
        // The primary codes of SQLite: 11 is a malformed database, 26 no database at all.
        let code = error.as_database_error().and_then(DatabaseError::code);
        match code.and_then(|code| code.parse::<u32>().ok()) {
            Some(code) if [11, 26].contains(&(code & 0xff)) => Unfit::MakeAnew,
            Some(_) | None => Unfit::Unusable(StoreError::database("open", path)(error)),
        }
    };
    if !path.exists() {
        return Err(Unfit::MakeAnew);
    }
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options(path))
        .await
        .map_err(unfit)?;
    let form: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&pool)
        .await
        .map_err(unfit)?;
    if form == FORM {
        return Ok(pool);
    }
    pool.close().await;
    Err(Unfit::MakeAnew)
}

fn other_form() -> sqlx::Error {
    sqlx::Error::Protocol("the cache is of another form".to_owned())
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(1))
}

/// Makes an empty cache under another name and gives it its own when it is whole: whoever opens the file at the same
/// time finds a whole one or none, and never takes one away under another's hands.
async fn make(path: &Path) -> Result<(), StoreError> {
    let spoilt = path.exists();
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let new = connect::beside(path, &format!("new-{}-{number}", std::process::id()));
    let made = fill(&new).await.map_err(StoreError::database("make", path));
    let put = made.and_then(|()| put_in_place(&new, path, spoilt));
    if put.is_err() {
        // Where it can't be removed there is one small file too many; the reason is in the error.
        fs::remove_file(&new).ok();
    }
    put
}

async fn fill(new: &Path) -> Result<(), sqlx::Error> {
    // What a killed process of the same number left behind is not to be filled twice.
    fs::remove_file(new).ok();
    let mut connection = options(new)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .connect()
        .await?;
    let make = format!(
        "BEGIN; {} PRAGMA user_version = {FORM}; COMMIT;",
        include_str!("../../migrations/cache.sql")
    );
    sqlx::raw_sql(AssertSqlSafe(make))
        .execute(&mut connection)
        .await?;
    connection.close().await
}

fn put_in_place(new: &Path, path: &Path, spoilt: bool) -> Result<(), StoreError> {
    let put = if spoilt {
        for end in ["wal", "shm"] {
            // The journal of the spoilt file must not be taken for the new one's.
            fs::remove_file(connect::beside(path, end)).ok();
        }
        fs::rename(new, path)
    } else {
        match fs::hard_link(new, path) {
            // Another was faster, and its cache is as good.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        }
        .and_then(|()| fs::remove_file(new))
    };
    put.map_err(|source| StoreError::Folder {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileMark<'static> = FileMark {
        path: "cchc/một-cửa.mp3",
        size: 4_096,
        mtime_ns: 1_796_597_130_000_000_000,
        inode: u64::MAX,
    };

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder should be made");
        let path = folder.path().join("cache.db");
        (folder, path)
    }

    fn audio(sha256: Digest) -> Found {
        Found::Audio(AudioFacts {
            sha256,
            frames: 9_600_000,
            sample_rate_hz: 44_100,
            channels: 2,
            loudness_lufs: Some(-18.300_000_000_000_004),
            true_peak_dbtp: None,
        })
    }

    /// Puts and gets, in this cache and in the next one opened.
    async fn check_keeps(path: &Path) {
        let cache = AudioCache::open(path).await;
        let (good, bad) = (Digest([1; 32]), Digest([2; 32]));
        cache.put_digest(FILE, good).await;
        cache.put_found(good, &audio(good)).await;
        cache
            .put_found(bad, &Found::Broken("no frames".to_owned()))
            .await;
        for cache in [cache, AudioCache::open(path).await] {
            assert_eq!(cache.digest(FILE).await, Some(good));
            assert_eq!(cache.found(good).await, Some(audio(good)));
            assert_eq!(
                cache.found(bad).await,
                Some(Found::Broken("no frames".to_owned()))
            );
            assert_eq!(cache.found(Digest([3; 32])).await, None);
            let known = cache.everything().await;
            assert_eq!(known.found(FILE), Some(&audio(good)));
            assert_eq!(known.files.len() + known.audio.len(), 3);
        }
    }

    #[tokio::test]
    async fn what_was_measured_is_kept_exactly() {
        let (_folder, path) = folder();
        check_keeps(&path).await;
    }

    #[tokio::test]
    async fn a_file_that_changed_in_any_way_is_unknown() {
        let (_folder, path) = folder();
        let cache = AudioCache::open(&path).await;
        let first = Digest([1; 32]);
        cache.put_digest(FILE, first).await;
        cache.put_found(first, &audio(first)).await;
        let known = cache.everything().await;
        for changed in [
            FileMark {
                path: "b.mp3",
                ..FILE
            },
            FileMark {
                size: 4_097,
                ..FILE
            },
            FileMark {
                mtime_ns: FILE.mtime_ns + 1,
                ..FILE
            },
            FileMark { inode: 7, ..FILE },
        ] {
            assert_eq!(cache.digest(changed).await, None, "{changed:?}");
            assert_eq!(known.found(changed), None, "{changed:?}");
        }
        let other = Digest([9; 32]);
        cache.put_digest(FileMark { size: 1, ..FILE }, other).await;
        assert_eq!(cache.digest(FILE).await, None, "a path has one file");
        assert_eq!(
            cache.digest(FileMark { size: 1, ..FILE }).await,
            Some(other)
        );
    }

    #[tokio::test]
    async fn a_spoilt_or_foreign_cache_is_made_anew() {
        let (_folder, path) = folder();
        fs::write(&path, "không phải kho đo".repeat(100)).unwrap();
        check_keeps(&path).await;
        let (_folder, path) = folder();
        let pool = open_or_make(&path).await.unwrap();
        sqlx::raw_sql("PRAGMA user_version = 99")
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        check_keeps(&path).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn those_who_open_it_first_at_once_share_one_cache() {
        let (folder, path) = folder();
        let openers: Vec<_> = (0..8u8)
            .map(|number| {
                let path = path.clone();
                tokio::spawn(async move {
                    let cache = AudioCache::open(&path).await;
                    let digest = Digest([number; 32]);
                    cache.put_found(digest, &audio(digest)).await;
                })
            })
            .collect();
        for opener in openers {
            opener.await.unwrap();
        }
        let cache = AudioCache::open(&path).await;
        for number in 0..8 {
            let digest = Digest([number; 32]);
            assert_eq!(cache.found(digest).await, Some(audio(digest)), "{number}");
        }
        let names = fs::read_dir(folder.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.contains("new")).count(), 0);
    }

    // The cache is never needed: without one, nothing is known and nothing fails.
    #[tokio::test]
    async fn without_a_cache_nothing_is_known_and_nothing_fails() {
        let cache = AudioCache::open(Path::new("/sys/cache.db")).await;
        cache.put_digest(FILE, Digest([1; 32])).await;
        cache
            .put_found(Digest([1; 32]), &Found::Broken(String::new()))
            .await;
        assert_eq!(cache.digest(FILE).await, None);
        assert_eq!(cache.found(Digest([1; 32])).await, None);
    }
}
