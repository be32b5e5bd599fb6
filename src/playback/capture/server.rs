//! An input from a sound server: a record stream on a source. Watching over it is left to `recorder`.

use std::collections::VecDeque;

use pulseaudio::protocol::Command;

use super::port::{Input, RATE_HZ};
use crate::playback::api::PlaybackError;
use crate::playback::output::server_link::{Link, Packet, RecordStream};
use crate::time::Clock;

/// What comes at a time: 50 ms.
const FRAGMENT_BYTES: u32 = RATE_HZ / 20 * 2;

/// Bytes of a sample.
const SAMPLE_BYTES: i64 = 2;
/// How often the server is asked when its samples were captured, in nanoseconds.
const TIMING_EVERY_NS: i64 = 200_000_000;
/// Answers of which the middle one counts.
const ANSWERS: usize = 9;

struct Server {
    link: Link,
    stream: RecordStream,
    odd: Vec<u8>,
    /// Samples that were given or dropped.
    taken: i64,
    asked_ns: i64,
    asked_seq: Option<u32>,
    /// The instant of sample 0 by each of the last answers.
    origins_ns: VecDeque<i64>,
}

/// Opens a record stream on `source`, or on the server's default source.
pub fn open(
    source: Option<&str>,
    address: Option<&str>,
) -> Result<(Box<dyn Input>, String), PlaybackError> {
    let asked = format!("pulse:{}", source.unwrap_or("default"));
    let error = |why: String| PlaybackError::output(&asked, &why);
    let mut link = Link::connect(address).map_err(error)?;
    let stream = link
        .create_record_stream(source, RATE_HZ, FRAGMENT_BYTES)
        .map_err(error)?;
    let name = format!("pulse:{}", stream.source.as_deref().unwrap_or("default"));
    let server = Server {
        link,
        stream,
        odd: Vec::new(),
        taken: 0,
        asked_ns: i64::MIN,
        asked_seq: None,
        origins_ns: VecDeque::new(),
    };
    Ok((Box::new(server), name))
}

impl Input for Server {
    fn read(&mut self, clock: &dyn Clock, out: &mut Vec<i16>) -> Result<Option<i64>, String> {
        let now_ns = clock.now_ns().mono_ns;
        if self.asked_seq.is_none() && now_ns.saturating_sub(self.asked_ns) >= TIMING_EVERY_NS {
            self.asked_ns = now_ns;
            self.asked_seq = Some(self.link.ask_record_timing(self.stream.channel)?);
        }
        self.link.receive()?;
        while let Some(packet) = self.link.next_packet()? {
            match packet {
                Packet::Audio(channel, bytes) if channel == self.stream.channel => {
                    self.odd.extend_from_slice(&bytes);
                }
                Packet::Command(seq, command, payload) => {
                    self.take_command(seq, &command, &payload, clock.now_ns().mono_ns)?;
                }
                Packet::Audio(..) => {}
            }
        }
        let first = self.taken;
        let origin_ns = self.origin_ns();
        let whole = self.odd.len() / 2 * 2;
        let samples = self.odd[..whole].chunks_exact(2);
        let samples = samples.map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
        // Without an answer nobody knows when they were captured: the first fifth of a second is let go.
        if origin_ns.is_some() {
            out.extend(samples);
        }
        self.odd.drain(..whole);
        let taken = i64::try_from(whole).unwrap_or(i64::MAX) / SAMPLE_BYTES;
        self.taken += taken;
        Ok(origin_ns
            .filter(|_| taken > 0)
            .map(|origin_ns| origin_ns + samples_to_ns(first)))
    }
}

impl Server {
    fn take_command(
        &mut self,
        seq: u32,
        command: &Command,
        payload: &[u8],
        now_ns: i64,
    ) -> Result<(), String> {
        match command {
            Command::Reply if self.asked_seq == Some(seq) => self.take_timing(payload, now_ns),
            Command::Error(error) if self.asked_seq == Some(seq) => {
                Err(format!("the server knows the stream no more: {error}"))
            }
            Command::RecordStreamKilled(channel) if *channel == self.stream.channel => {
                Err("the server ended the stream: its source is gone".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn take_timing(&mut self, payload: &[u8], answered_ns: i64) -> Result<(), String> {
        self.asked_seq = None;
        if let Some((byte, later_us)) = self.link.read_record_timing(payload)? {
            // The server looked at its clock somewhere between question and answer.
            let looked_ns = self.asked_ns + (answered_ns - self.asked_ns) / 2;
            let origin_ns = looked_ns + later_us * 1_000 - samples_to_ns(byte / SAMPLE_BYTES);
            self.origins_ns.push_back(origin_ns);
            if self.origins_ns.len() > ANSWERS {
                self.origins_ns.pop_front();
            }
        }
        Ok(())
    }

    fn origin_ns(&self) -> Option<i64> {
        let mut origins_ns: Vec<i64> = self.origins_ns.iter().copied().collect();
        origins_ns.sort_unstable();
        origins_ns.get(origins_ns.len() / 2).copied()
    }
}

fn samples_to_ns(samples: i64) -> i64 {
    samples * (1_000_000_000 / i64::from(RATE_HZ))
}
