//! An output through a sound server that speaks the PulseAudio protocol (PulseAudio, PipeWire), without its C
//! library. The connection itself is `server_link`'s.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use pulseaudio::protocol::Command;
use thread_priority::{
    RealtimeThreadSchedulePolicy, ThreadPriority, ThreadPriorityValue, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};

use super::port::{Opening, Output, Renderer, name_of};
use super::server_link::{BYTES_PER_FRAME, Link, Stream};
use crate::playback::api::{OutputOptions, PlaybackError};
use crate::playback::clock_map::Observation;

/// How often the server is asked for its clock, once the mapping has settled.
const TIMING_EVERY_NS: i64 = 100_000_000;
/// How often before, so that a cue can start soon after the opening.
const TIMING_FIRST_NS: i64 = 20_000_000;
/// How many answers make the mapping settled.
const SETTLED_ANSWERS: u32 = 10;
/// The longest block that is rendered at once: 50 ms.
const BLOCK_FRAMES: usize = 2_400;
/// Real-time priority, low among real-time threads: nobody waits for this thread but its own queue.
const PRIORITY: u8 = 10;

struct Server {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Opens a stream to `sink`, or to the server's default sink, and keeps it there.
pub fn open(
    sink: Option<&str>,
    opening: Opening,
) -> Result<(Box<dyn Output>, String), PlaybackError> {
    let error = |why: String| PlaybackError::output(&name_for(sink), &why);
    let mut link = Link::connect(opening.server.as_deref()).map_err(error)?;
    let stream = link.create_stream(sink).map_err(error)?;
    let name = name_for(Some(stream.sink.as_deref().unwrap_or("default")));
    let stop = Arc::new(AtomicBool::new(false));
    let mut playing = Playing {
        link,
        stream,
        renderer: opening.renderer,
        block: vec![0.0; 2 * BLOCK_FRAMES],
        bytes: Vec::new(),
        asked_ns: i64::MIN,
        asked_seq: None,
        answers: 0,
    };
    let (lost, is_stopped) = (opening.lost, Arc::clone(&stop));
    let thread = std::thread::Builder::new()
        .name("loa-sound".to_owned())
        .spawn(move || {
            take_priority();
            if let Err(why) = playing.run(&is_stopped)
                && !is_stopped.load(Ordering::Relaxed)
            {
                lost(why);
            }
        })
        .map_err(|e| error(e.to_string()))?;
    let output = Server {
        stop,
        thread: Some(thread),
    };
    Ok((Box::new(output), name))
}

/// Finds out whether the server and the sink are there.
pub fn probe(sink: Option<&str>) -> Result<String, PlaybackError> {
    let error = |why: String| PlaybackError::output(&name_for(sink), &why);
    let mut link = Link::connect(None).map_err(error)?;
    let found = link.find_sink(sink).map_err(error)?;
    Ok(name_for(Some(&found)))
}

fn name_for(sink: Option<&str>) -> String {
    name_of(&OutputOptions::Server {
        sink: sink.map(str::to_owned),
    })
}

fn take_priority() {
    let taken = ThreadPriorityValue::try_from(PRIORITY).is_ok_and(|value| {
        set_thread_priority_and_policy(
            thread_native_id(),
            ThreadPriority::Crossplatform(value),
            ThreadSchedulePolicy::Realtime(RealtimeThreadSchedulePolicy::Fifo),
        )
        .is_ok()
    });
    if !taken {
        tracing::debug!(
            "the sound thread runs without real-time priority; its deep queue makes up for it"
        );
    }
}

impl Output for Server {
    fn close(mut self: Box<Self>) {
        // Every wait of the thread has a deadline, so it sees this soon.
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

struct Playing {
    link: Link,
    stream: Stream,
    renderer: Renderer,
    block: Vec<f32>,
    bytes: Vec<u8>,
    asked_ns: i64,
    asked_seq: Option<u32>,
    answers: u32,
}

impl Playing {
    fn run(&mut self, stop: &AtomicBool) -> Result<(), String> {
        let mut requested = self.stream.requested_bytes;
        while !stop.load(Ordering::Relaxed) {
            while requested >= BYTES_PER_FRAME {
                requested -= self.send_block(requested)?;
            }
            self.ask_timing()?;
            self.link.receive()?;
            while let Some((seq, command, payload)) = self.link.next_message()? {
                requested += self.take(seq, &command, &payload)?;
            }
        }
        Ok(())
    }

    /// Handles a message; returns how many more bytes the server wants.
    fn take(&mut self, seq: u32, command: &Command, payload: &[u8]) -> Result<usize, String> {
        let is_ours = |channel: u32| channel == self.stream.channel;
        match command {
            Command::Request(request) if is_ours(request.channel) => {
                return Ok(usize::try_from(request.length).unwrap_or(0));
            }
            Command::Underflow(underflow) if is_ours(underflow.channel) => {
                self.renderer.note_underrun();
            }
            Command::PlaybackStreamKilled(channel) if is_ours(*channel) => {
                return Err("the server ended the stream: its sink is gone".to_owned());
            }
            Command::Reply if self.asked_seq == Some(seq) => self.take_timing(payload)?,
            Command::Error(error) if self.asked_seq == Some(seq) => {
                return Err(format!("the server knows the stream no more: {error}"));
            }
            _ => {}
        }
        Ok(0)
    }

    fn send_block(&mut self, requested: usize) -> Result<usize, String> {
        let frames = (requested / BYTES_PER_FRAME).min(BLOCK_FRAMES);
        let block = &mut self.block[..2 * frames];
        self.renderer.render(block);
        self.bytes.clear();
        self.bytes
            .extend(block.iter().flat_map(|sample| sample.to_le_bytes()));
        self.link.send_audio(self.stream.channel, &self.bytes)?;
        Ok(self.bytes.len())
    }

    fn ask_timing(&mut self) -> Result<(), String> {
        let now_ns = self.renderer.mono_ns();
        let every_ns = if self.answers < SETTLED_ANSWERS {
            TIMING_FIRST_NS
        } else {
            TIMING_EVERY_NS
        };
        if self.asked_seq.is_none() && now_ns.saturating_sub(self.asked_ns) >= every_ns {
            self.asked_ns = now_ns;
            self.asked_seq = Some(self.link.ask_timing(self.stream.channel)?);
        }
        Ok(())
    }

    fn take_timing(&mut self, payload: &[u8]) -> Result<(), String> {
        self.asked_seq = None;
        let timing = self.link.read_timing(payload)?;
        // Before it plays, and when the sink is suspended, there is nothing to learn.
        if !timing.is_playing {
            return Ok(());
        }
        // The server looked at its clock somewhere between question and answer.
        let round_trip_ns = self.renderer.mono_ns() - self.asked_ns;
        self.answers = self.answers.saturating_add(1);
        self.renderer.observe(Observation {
            mono_ns: self.asked_ns + round_trip_ns / 2,
            frame: timing.heard_frame,
            error_ns: round_trip_ns / 2,
        });
        Ok(())
    }
}
