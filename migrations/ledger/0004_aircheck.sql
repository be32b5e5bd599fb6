-- The fourth form: what a capture heard is found without going through all. An older program, which knows no such
-- entries, does not open it.

CREATE INDEX entries_verdicts ON entries (seq) WHERE kind = 'aircheck';
CREATE INDEX entries_captures ON entries (seq) WHERE kind = 'capture_kept';
