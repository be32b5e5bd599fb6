//! WAV files: as an input at the pace of the clock, for rehearsals and tests; and what was compared, to listen to.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use super::port::{Input, RATE_HZ};
use crate::aircheck;
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

/// Writes a new stereo file of 16 bits at the rate of comparisons.
pub fn write_stereo(path: &Path, frames: impl Iterator<Item = (f32, f32)>) -> Result<(), String> {
    let spec = WavSpec {
        channels: 2,
        sample_rate: u32::try_from(aircheck::RATE_HZ).expect("a rate should be small"),
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let file = File::create_new(path).map_err(|error| error.to_string())?;
    let write = |mut writer: WavWriter<BufWriter<File>>| {
        for (left, right) in frames {
            for sample in [left, right] {
                #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
                writer.write_sample((sample * 32_767.0).round() as i16)?;
            }
        }
        writer.finalize()
    };
    let written = WavWriter::new(BufWriter::new(file), spec).and_then(write);
    written.map_err(|error| error.to_string())
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
