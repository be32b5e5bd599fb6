-- The third form: what tells of the station's own state is found without going through all entries, for the list of
-- times that nobody can vouch for; and whether the ledger was put back from a backup, which each start asks.

CREATE INDEX entries_states ON entries (seq) WHERE kind IN ('daemon_started', 'daemon_stopped', 'clock_trust_changed',
    'clock_confirmed', 'output_lost', 'output_opened', 'record_gap');
CREATE INDEX entries_restored ON entries (seq) WHERE kind = 'restored';
