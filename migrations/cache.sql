-- data/cache.db: what was measured of audio files. May be deleted at any time; a file of another form is made anew,
-- so this file is changed in place, together with the number in src/store/cache.rs.

-- Which bytes a file has, as long as nothing about it changes.
CREATE TABLE files (
    path     TEXT PRIMARY KEY,  -- on this machine
    size     INTEGER NOT NULL,  -- bytes
    mtime_ns INTEGER NOT NULL,  -- last change of content, ns since 1970 UTC
    inode    INTEGER NOT NULL,  -- catches a file put in place of another with the same size and time
    sha256   BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;

-- What was found in those bytes.
CREATE TABLE audio (
    sha256         BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    broken         TEXT,        -- what the decoder said, when it took nothing; all below are null then
    frames         INTEGER,     -- mix frames
    sample_rate_hz INTEGER,
    channels       INTEGER,
    loudness_lufs  REAL,        -- null: too quiet or short to measure
    true_peak_dbtp REAL         -- null: digital silence
) STRICT;
