//! A record stream of the bench's own on the monitor of the sink, which asks the server all the time which frame is
//! played when. It shares no code with the player that is measured.

use std::ffi::CString;
use std::io::{Cursor, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    AuthParams, AuthReply, ChannelMap, Command, CommandReply, CreateRecordStreamReply,
    DESCRIPTOR_SIZE, LatencyParams, MAX_VERSION, Prop, Props, RecordLatency, RecordStreamParams,
    SampleFormat, SampleSpec, SetClientNameReply, TagStructReader, read_descriptor,
    write_command_message,
};

use crate::sound::clock::{mono_ns, wait_for};
use crate::sound::pulse::{Pulse, SINK};
use crate::tape::Tape;
use crate::timebase::{Interval, Played, frames_ns, played};

const PATIENCE: Duration = Duration::from_secs(20);
/// From one question to the next.
const ASK_EVERY_NS: i64 = 10_000_000;
/// How long a wait for bytes lasts.
const TICK: Duration = Duration::from_millis(2);
const FRAME_BYTES: i64 = 4;
/// What one block of the sink takes, as the other recorder asks for it too: 50 ms.
const FRAGMENT_BYTES: u32 = 9_600;
/// The server counts whole microseconds, and rounds at each of two steps.
const ROUNDING_NS: i64 = 2_000;

/// A running recording, with the server's word on its frames.
pub struct Monitor {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Default)]
struct Heard {
    tape: Tape,
    answers: Vec<Interval>,
}

/// One start of a sound, on two time bases.
#[derive(Clone, Copy)]
pub struct Onset {
    /// By the server's answers.
    pub played: Played,
    /// By the arrivals of blocks at this stream, without parec and its pipe. `CLOCK_MONOTONIC`.
    pub arrived_ns: i64,
}

impl Monitor {
    /// Records the sink until it is dropped.
    pub fn start(pulse: &Pulse) -> Self {
        let (mut link, channel) = Link::record(&pulse.address());
        let stop = Arc::new(AtomicBool::new(false));
        let heard = Arc::new(Mutex::new(Heard::default()));
        let thread = {
            let (stop, heard) = (Arc::clone(&stop), Arc::clone(&heard));
            std::thread::spawn(move || {
                let mut asked: Option<(u32, i64)> = None;
                let mut next_ns = 0;
                while !stop.load(Ordering::Relaxed) {
                    if asked.is_none() && mono_ns() >= next_ns {
                        let asked_ns = mono_ns();
                        next_ns = asked_ns + ASK_EVERY_NS;
                        let now = SystemTime::UNIX_EPOCH;
                        let question = LatencyParams { channel, now };
                        asked = Some((link.send(&Command::GetRecordLatency(question)), asked_ns));
                    }
                    let Some(arrived_ns) = link.receive() else {
                        continue;
                    };
                    let mut heard = heard.lock().expect("nobody panics with it");
                    while let Some(message) = link.next_message() {
                        match message {
                            Message::Audio(bytes) => heard.tape.take(&bytes, arrived_ns),
                            Message::Control(seq, answer) => {
                                if let Some((_, asked_ns)) = asked.take_if(|(own, _)| *own == seq) {
                                    let payload =
                                        answer.expect("the server should know the stream");
                                    let latency: RecordLatency = link.read(&payload);
                                    heard.note(&latency, asked_ns, arrived_ns);
                                }
                            }
                        }
                    }
                }
            })
        };
        let monitor = Self {
            stop,
            thread: Some(thread),
            heard,
        };
        wait_for("the server's answers", PATIENCE, || {
            (monitor.heard().answers.len() > 10).then_some(())
        });
        monitor
    }

    /// Returns the starts of sound so far.
    ///
    /// # Panics
    ///
    /// If the server's answers contradict each other: then there is no time base to judge anybody on.
    pub fn onsets(&self) -> Vec<Onset> {
        let heard = self.heard();
        let arrived = heard.tape.onsets_ns();
        let frames = heard.tape.onset_frames();
        let onset = |(&frame, arrived_ns): (&u64, i64)| {
            let frame = i64::try_from(frame).expect("a recording should be short");
            let played = played(frame, &heard.answers).unwrap_or_else(|misfit| {
                panic!("the server's answers give no time base at frame {frame}: {misfit:?}")
            });
            Onset { played, arrived_ns }
        };
        frames.iter().zip(arrived).map(onset).collect()
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().expect("the recording should be alive")
    }
}

impl Drop for Monitor {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Heard {
    /// Takes an answer. The frame at the write index is played when the sink has played what it holds; what the
    /// server has on the way to its queue counts the other way.
    fn note(&mut self, latency: &RecordLatency, asked_ns: i64, answered_ns: i64) {
        if !latency.playing {
            return;
        }
        let received = self.tape.bytes();
        assert_eq!(
            u64::try_from(latency.read_offset),
            Ok(received),
            "the server and the bench should count the same bytes"
        );
        let microseconds = |usec: u64| i64::try_from(usec).expect("a latency should be short");
        let ahead_ns =
            (microseconds(latency.sink_usec) - microseconds(latency.source_usec)) * 1_000;
        let frame = latency.write_offset / FRAME_BYTES;
        let origin_ns = ahead_ns - frames_ns(frame);
        self.answers.push(Interval {
            frame,
            earliest_ns: asked_ns + origin_ns - ROUNDING_NS,
            latest_ns: answered_ns + origin_ns + ROUNDING_NS,
        });
    }
}

enum Message {
    Audio(Vec<u8>),
    /// The number of the question, and what follows a reply, or which command it is instead.
    Control(u32, Result<Vec<u8>, String>),
}

/// A connection with one record stream.
struct Link {
    socket: UnixStream,
    version: u16,
    next_seq: u32,
    inbox: Vec<u8>,
}

impl Link {
    /// Connects, and begins to record; returns the channel of the stream as well.
    fn record(address: &str) -> (Self, u32) {
        let path = address.trim_start_matches("unix:");
        let socket = UnixStream::connect(path).expect("the server should be there");
        socket
            .set_read_timeout(Some(TICK))
            .expect("a socket should take a deadline");
        let mut link = Self {
            socket,
            version: MAX_VERSION,
            next_seq: 0,
            inbox: Vec::new(),
        };
        let auth: AuthReply = link.call(&Command::Auth(AuthParams {
            version: MAX_VERSION,
            supports_shm: false,
            supports_memfd: false,
            cookie: vec![0; 256],
        }));
        link.version = MAX_VERSION.min(auth.version);
        let mut props = Props::new();
        props.set(Prop::ApplicationName, c"bench");
        let _: SetClientNameReply = link.call(&Command::SetClientName(props));
        let mut props = Props::new();
        props.set(Prop::MediaName, c"bench");
        let source = CString::new(format!("{SINK}.monitor")).expect("a name has no zero byte");
        let stream: CreateRecordStreamReply =
            link.call(&Command::CreateRecordStream(RecordStreamParams {
                sample_spec: SampleSpec {
                    format: SampleFormat::S16Le,
                    channels: 2,
                    sample_rate: 48_000,
                },
                channel_map: ChannelMap::stereo(),
                source_name: Some(source),
                buffer_attr: BufferAttr {
                    max_length: u32::MAX,
                    fragment_size: FRAGMENT_BYTES,
                    ..BufferAttr::default()
                },
                flags: StreamFlags {
                    adjust_latency: true,
                    no_move: true,
                    ..StreamFlags::default()
                },
                props,
                ..RecordStreamParams::default()
            }));
        (link, stream.channel)
    }

    fn send(&mut self, command: &Command) -> u32 {
        let seq = self.next_seq;
        self.next_seq += 1;
        let mut message = Vec::new();
        write_command_message(&mut message, seq, command, self.version)
            .expect("a command should be encodable");
        self.socket
            .write_all(&message)
            .expect("the server should listen");
        seq
    }

    /// Waits a moment for bytes; returns when they came.
    fn receive(&mut self) -> Option<i64> {
        use std::io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
        let mut bytes = [0; 64 * 1024];
        match self.socket.read(&mut bytes) {
            Ok(0) => panic!("the server closed the connection"),
            Ok(count) => {
                let arrived_ns = mono_ns();
                self.inbox.extend_from_slice(&bytes[..count]);
                Some(arrived_ns)
            }
            Err(error) if matches!(error.kind(), Interrupted | TimedOut | WouldBlock) => None,
            Err(error) => panic!("the server is gone: {error}"),
        }
    }

    fn next_message(&mut self) -> Option<Message> {
        loop {
            if self.inbox.len() < DESCRIPTOR_SIZE {
                return None;
            }
            let descriptor = read_descriptor(&mut Cursor::new(&self.inbox))
                .expect("the server should keep to its protocol");
            let length = usize::try_from(descriptor.length).expect("a message should be short");
            if self.inbox.len() < DESCRIPTOR_SIZE + length {
                return None;
            }
            let message: Vec<u8> = self.inbox.drain(..DESCRIPTOR_SIZE + length).collect();
            let mut body = &message[DESCRIPTOR_SIZE..];
            if descriptor.channel != u32::MAX {
                return Some(Message::Audio(body.to_vec()));
            }
            // A command that the crate does not know is none that is waited for.
            if let Ok((seq, command)) = Command::read_tag_prefixed(&mut body, self.version) {
                let answer = match command {
                    Command::Reply => Ok(body.to_vec()),
                    other => Err(format!("{other:?}")),
                };
                return Some(Message::Control(seq, answer));
            }
        }
    }

    fn call<R: CommandReply>(&mut self, command: &Command) -> R {
        let asked = self.send(command);
        let payload = wait_for("an answer of the server", PATIENCE, || {
            self.receive()?;
            match self.next_message()? {
                Message::Control(seq, answer) => {
                    assert_eq!(seq, asked, "the server should answer what it was asked");
                    Some(answer.expect("the server should agree"))
                }
                Message::Audio(_) => panic!("the server should not send sound before it is asked"),
            }
        });
        self.read(&payload)
    }

    fn read<R: CommandReply>(&self, mut payload: &[u8]) -> R {
        TagStructReader::new(&mut payload, self.version)
            .read()
            .expect("the server's answer should be readable")
    }
}
