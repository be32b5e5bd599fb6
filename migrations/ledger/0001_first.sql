-- The first form of data/ledger.db. Applied in one transaction; a later form is another file, never a change here.

-- Whose ledger this is. One row, written when the file is made.
CREATE TABLE origin (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    line TEXT NOT NULL          -- the origin line; its SHA-256 is seal 0
) STRICT;

-- The ledger itself. Evidence is `bytes` and `seal`; all other columns follow from `bytes`, are there to find rows
-- by, and are checked against it by every verification.
CREATE TABLE entries (
    seq     INTEGER PRIMARY KEY, -- 1, 2, 3 … without a gap
    bytes   BLOB NOT NULL,       -- the exact bytes that were sealed: docs/ledger-format.md
    seal    BLOB NOT NULL CHECK (length(seal) = 32), -- SHA-256(seal of the entry before || SHA-256(bytes))
    at_ms   INTEGER NOT NULL,    -- the stamp's wall clock, ms since 1970 UTC; goes back when the clock is set back
    kind    TEXT NOT NULL,       -- the kind of fact
    cue     TEXT,                -- for ordered, started, progress, closed
    day     TEXT NOT NULL,       -- the civil day it is about: the plan's, the cue's, or else the stamp's
    segment TEXT,                -- for ordered, and closed where the plan named one
    outcome TEXT                 -- for closed
) STRICT;

CREATE INDEX entries_by_time ON entries (at_ms);
CREATE INDEX entries_by_day ON entries (day, kind);
CREATE INDEX entries_by_cue ON entries (cue) WHERE cue IS NOT NULL;
-- Which plans are on air, for the next start: from a given day on, past all other entries of those days.
CREATE INDEX entries_plans ON entries (day) WHERE kind = 'plan_adopted';
-- What was heard, for the rotation: answered from the index alone.
CREATE INDEX entries_heard ON entries (segment, at_ms) WHERE outcome IN ('phat_du', 'phat_thieu');

-- Every plan that was ever put on air, by the digest that its plan_adopted entry names.
CREATE TABLE plans (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32), -- SHA-256 of bytes
    day    TEXT NOT NULL,        -- its civil day
    bytes  BLOB NOT NULL
) STRICT;

-- Against accidents, not against attackers: who can write the file can drop a trigger. The seals show it.
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows at its end'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER plans_no_update BEFORE UPDATE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are never changed'); END;
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are never deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER plans_no_replace BEFORE INSERT ON plans
WHEN EXISTS (SELECT 1 FROM plans WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'plans are never replaced'); END;
CREATE TRIGGER origin_no_update BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin is never changed'); END;
CREATE TRIGGER origin_no_delete BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin is never deleted'); END;
CREATE TRIGGER origin_no_replace BEFORE INSERT ON origin
WHEN EXISTS (SELECT 1 FROM origin)
BEGIN SELECT RAISE(ABORT, 'a ledger has one origin'); END;
