//! An input from a WAV file at the pace of the clock: for rehearsals and tests.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use hound::{SampleFormat, WavReader};

use super::port::{Input, RATE_HZ};
use crate::playback::api::PlaybackError;
use crate::time::Clock;

/// How long a wait for the next samples lasts.
const TICK: Duration = Duration::from_millis(20);

struct Wav {
    reader: WavReader<BufReader<File>>,
    origin_ns: Option<i64>,
    given: i64,
    /// Nothing is ever sent: waiting for it is a sleep that does not need to be broken.
    wait: (Sender<()>, Receiver<()>),
}

/// Opens a WAV file of the capture's own form: mono, 16 bits, 16 kHz.
pub fn open(path: &Path) -> Result<(Box<dyn Input>, String), PlaybackError> {
    let name = format!("wav:{}", path.display());
    let error = |why: &dyn std::fmt::Display| PlaybackError::output(&name, why);
    let reader = WavReader::open(path).map_err(|e| error(&e))?;
    let spec = reader.spec();
    let is_ours = spec.channels == 1
        && spec.sample_rate == RATE_HZ
        && spec.bits_per_sample == 16
        && spec.sample_format == SampleFormat::Int;
    if !is_ours {
        return Err(error(&"the file is not mono of 16 bits at 16 kHz"));
    }
    Ok((
        Box::new(Wav {
            reader,
            origin_ns: None,
            given: 0,
            wait: channel(),
        }),
        name,
    ))
}

impl Input for Wav {
    fn read(&mut self, clock: &dyn Clock, out: &mut Vec<i16>) -> Result<Option<i64>, String> {
        let waited = self.wait.1.recv_timeout(TICK);
        debug_assert_eq!(waited, Err(RecvTimeoutError::Timeout), "nobody sends here");
        let now_ns = clock.now_ns().mono_ns;
        let origin_ns = *self.origin_ns.get_or_insert(now_ns);
        let due = (now_ns - origin_ns) / 1_000 * i64::from(RATE_HZ) / 1_000_000;
        let wanted = usize::try_from(due - self.given).unwrap_or(0);
        let before = out.len();
        for sample in self.reader.samples::<i16>().take(wanted) {
            out.push(sample.map_err(|error| error.to_string())?);
        }
        let taken = i64::try_from(out.len() - before).unwrap_or(i64::MAX);
        let first_ns = origin_ns + self.given * 1_000_000_000 / i64::from(RATE_HZ);
        self.given += taken;
        if taken == 0 && wanted > 0 {
            return Err("the file is at its end".to_owned());
        }
        Ok((taken > 0).then_some(first_ns))
    }
}
