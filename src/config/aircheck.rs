//! Reads `[aircheck]` of `station.toml`: which input is captured, and how much of it is kept. Capturing is `playback`'s.

use crate::playback::OutputOptions;
use crate::schedule::diagnostic::Diagnostic;
use crate::schedule::reader::Table;

/// The space for captures where the station says nothing, in gigabytes: a week and more (`docs/aircheck.md`).
const QUOTA_GB: i64 = 10;
/// What a sound server calls the monitor of its default sink.
const DEFAULT_MONITOR: &str = "@DEFAULT_MONITOR@";

/// What the station says of its aircheck.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AircheckSettings {
    /// The source of the sound server that is captured.
    pub source: String,
    /// The space that captures may take, in bytes.
    pub quota_bytes: u64,
}

/// Reads the table; `None` where it has an error. `output` is where the sound goes, where that is known.
pub fn aircheck(table: &Table<'_>, output: Option<&OutputOptions>) -> Option<AircheckSettings> {
    let kind = table
        .required("kind")
        .and_then(|value| value.choice(&[("server", ())]));
    let quota_gb = table.integer("quota_gb", 1..=10_000).unwrap_or(QUOTA_GB);
    let source = table.string("source");
    table.unknown_keys_reported();
    kind?;
    let source = source.or_else(|| monitor(output));
    if source.is_none() && output.is_some() {
        let place = table.place_of("kind");
        table.report(Diagnostic::error("aircheck-no-source", place));
    }
    Some(AircheckSettings {
        source: source?,
        quota_bytes: quota_gb.unsigned_abs() * 1_000_000_000,
    })
}

/// Returns the source that gives what the station's sink plays; `None` where the sound goes to no sink.
fn monitor(output: Option<&OutputOptions>) -> Option<String> {
    match output? {
        OutputOptions::Server { sink: Some(sink) } => Some(format!("{sink}.monitor")),
        OutputOptions::Server { sink: None } => Some(DEFAULT_MONITOR.to_owned()),
        OutputOptions::Card { .. } | OutputOptions::Wav { .. } | OutputOptions::Null => None,
    }
}
