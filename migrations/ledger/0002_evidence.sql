-- The second form: what is rare among the entries, and asked for at each start, is found without going through all.

CREATE INDEX entries_keys ON entries (seq) WHERE kind IN ('key_made', 'key_rotated');
CREATE INDEX entries_checkpoints ON entries (seq) WHERE kind = 'checkpoint_made';
