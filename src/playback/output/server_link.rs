//! A connection to a sound server: finding it, the handshake, messages in and out, every wait with a deadline. What
//! is played is left to `server`.

use std::ffi::CString;
use std::io::{self, BufRead as _, BufReader, Cursor, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    AuthParams, AuthReply, ChannelMap, ChannelVolume, Command, CommandReply,
    CreatePlaybackStreamReply, CreateRecordStreamReply, DESCRIPTOR_SIZE, Descriptor,
    DescriptorFlags, GetSinkInfo, LatencyParams, MAX_VERSION, PlaybackLatency,
    PlaybackStreamParams, Prop, Props, ProtocolError, PulseError, RecordLatency,
    RecordStreamParams, SampleFormat, SampleSpec, ServerInfo, SetClientNameReply, SinkInfo,
    TagStructReader, encode_descriptor, read_descriptor, read_reply_message, write_command_message,
};

/// Bytes of a stereo frame of 32-bit floats.
pub const BYTES_PER_FRAME: usize = 8;
/// Frames in the server's queue, the sink's included: 350 ms.
const QUEUE_FRAMES: u32 = 16_800;
/// How long the server may take to answer in the handshake, and to take what is sent.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a wait for the next message lasts.
const TICK: Duration = Duration::from_millis(20);
/// The length of the secret that clients of one user share with their server.
const COOKIE_BYTES: usize = 256;
/// No message of this protocol is longer.
const MAX_MESSAGE: usize = 4 * 1024 * 1024;

/// A playback stream on the server.
pub struct Stream {
    /// Its number on this connection.
    pub channel: u32,
    /// The sink it plays to.
    pub sink: Option<String>,
    /// How much the server wants at first.
    pub requested_bytes: usize,
}

/// A record stream on the server: mono, 16 bits.
pub struct RecordStream {
    /// Its number on this connection.
    pub channel: u32,
    /// The source it records.
    pub source: Option<String>,
}

/// What comes from the server.
pub enum Packet {
    /// A command: its number, what it is, and what follows a reply.
    Command(u32, Box<Command>, Vec<u8>),
    /// Audio of a record stream: its number, and samples.
    Audio(u32, Vec<u8>),
}

/// What the server says of its clock.
pub struct Timing {
    /// Whether the stream is being heard.
    pub is_playing: bool,
    /// The frame of the stream that is heard at this moment.
    pub heard_frame: f64,
}

/// See the module.
pub struct Link {
    socket: BufReader<UnixStream>,
    version: u16,
    next_seq: u32,
    inbox: Vec<u8>,
}

impl Link {
    /// Connects to the server at `address`, or to the one that the environment names.
    pub fn connect(address: Option<&str>) -> Result<Self, String> {
        let path = find_socket(address)?;
        let socket = UnixStream::connect(&path)
            .and_then(|socket| {
                socket.set_read_timeout(Some(PATIENCE))?;
                socket.set_write_timeout(Some(PATIENCE))?;
                Ok(socket)
            })
            .map_err(|error| format!("no sound server at {}: {error}", path.display()))?;
        let mut link = Self {
            socket: BufReader::new(socket),
            version: MAX_VERSION,
            next_seq: 0,
            inbox: Vec::new(),
        };
        // Without the right cookie the server decides by the user who connects; one of another length it hangs up on.
        let cookie = pulseaudio::cookie_path_from_env()
            .and_then(|path| std::fs::read(path).ok())
            .filter(|cookie| cookie.len() == COOKIE_BYTES)
            .unwrap_or_else(|| vec![0; COOKIE_BYTES]);
        let auth: AuthReply = link.call(&Command::Auth(AuthParams {
            version: MAX_VERSION,
            supports_shm: false,
            supports_memfd: false,
            cookie,
        }))?;
        link.version = MAX_VERSION.min(auth.version);
        let mut props = Props::new();
        props.set(Prop::ApplicationName, c"Loa");
        let _: SetClientNameReply = link.call(&Command::SetClientName(props))?;
        Ok(link)
    }

    /// Returns the name of a sink that is there: `sink`, or the server's default sink.
    pub fn find_sink(&mut self, sink: Option<&str>) -> Result<String, String> {
        let name = match sink {
            Some(sink) => sink_name(sink)?,
            None => self
                .call::<ServerInfo>(&Command::GetServerInfo)?
                .default_sink_name
                .ok_or("the server has no default sink")?,
        };
        let info: SinkInfo = self.call(&Command::GetSinkInfo(GetSinkInfo {
            index: None,
            name: Some(name),
        }))?;
        Ok(info.name.to_string_lossy().into_owned())
    }

    /// Creates a stream that stays with its sink for its whole life.
    pub fn create_stream(&mut self, sink: Option<&str>) -> Result<Stream, String> {
        let frame_bytes = u32::try_from(BYTES_PER_FRAME).expect("a frame should be small");
        let queue_bytes = QUEUE_FRAMES * frame_bytes;
        let mut props = Props::new();
        props.set(Prop::MediaName, c"Loa");
        props.set(Prop::MediaRole, c"production");
        let params = PlaybackStreamParams {
            sample_spec: SampleSpec {
                format: SampleFormat::Float32Le,
                channels: 2,
                sample_rate: 48_000,
            },
            channel_map: ChannelMap::stereo(),
            sink_name: sink.map(sink_name).transpose()?,
            // Four requests fill the queue: with two, PulseAudio halves its blocks until it burns a quarter of a core.
            buffer_attr: BufferAttr {
                max_length: u32::MAX,
                target_length: queue_bytes,
                pre_buffering: queue_bytes / 4,
                minimum_request_length: queue_bytes / 4,
                fragment_size: u32::MAX,
            },
            // Full and not muted, whatever the server remembers of earlier streams.
            cvolume: Some(ChannelVolume::norm(2)),
            props,
            flags: faithful(),
            ..PlaybackStreamParams::default()
        };
        let reply: CreatePlaybackStreamReply = self.call(&Command::CreatePlaybackStream(params))?;
        self.listen_in_ticks()?;
        Ok(Stream {
            channel: reply.channel,
            sink: reply
                .sink_name
                .map(|name| name.to_string_lossy().into_owned()),
            requested_bytes: usize::try_from(reply.requested_bytes).unwrap_or(0),
        })
    }

    /// From here on a wait for the server lasts a tick at the most.
    fn listen_in_ticks(&self) -> Result<(), String> {
        let timeout = self.socket.get_ref().set_read_timeout(Some(TICK));
        timeout.map_err(|error| error.to_string())
    }

    /// Creates a stream that records a source (a monitor or an input), or the server's default source, and stays with
    /// it for its whole life; `fragment_bytes` come at a time.
    pub fn create_record_stream(
        &mut self,
        source: Option<&str>,
        rate_hz: u32,
        fragment_bytes: u32,
    ) -> Result<RecordStream, String> {
        let mut props = Props::new();
        props.set(Prop::MediaName, c"Loa");
        let params = RecordStreamParams {
            sample_spec: SampleSpec {
                format: SampleFormat::S16Le,
                channels: 1,
                sample_rate: rate_hz,
            },
            channel_map: ChannelMap::mono(),
            source_name: source.map(sink_name).transpose()?,
            buffer_attr: BufferAttr {
                max_length: u32::MAX,
                fragment_size: fragment_bytes,
                ..BufferAttr::default()
            },
            cvolume: Some(ChannelVolume::norm(1)),
            props,
            flags: faithful(),
            ..RecordStreamParams::default()
        };
        let reply: CreateRecordStreamReply = self.call(&Command::CreateRecordStream(params))?;
        self.listen_in_ticks()?;
        Ok(RecordStream {
            channel: reply.channel,
            source: reply
                .sink_name
                .map(|name| name.to_string_lossy().into_owned()),
        })
    }

    /// Sends audio to a stream.
    pub fn send_audio(&mut self, channel: u32, bytes: &[u8]) -> Result<(), String> {
        let mut head = [0; DESCRIPTOR_SIZE];
        let descriptor = Descriptor {
            length: u32::try_from(bytes.len()).map_err(|e| e.to_string())?,
            channel,
            offset: 0,
            flags: DescriptorFlags::empty(),
        };
        encode_descriptor(&mut head, &descriptor);
        let socket = self.socket.get_mut();
        socket
            .write_all(&head)
            .and_then(|()| socket.write_all(bytes))
            .map_err(|e| gone(&e))
    }

    /// Asks what of a stream is heard; the answer is a [`Command::Reply`] with the number that is returned.
    pub fn ask_timing(&mut self, channel: u32) -> Result<u32, String> {
        // The server only gives this time back, and nobody looks at it.
        let now = SystemTime::UNIX_EPOCH;
        self.send(&Command::GetPlaybackLatency(LatencyParams { channel, now }))
    }

    /// Reads the answer to [`Self::ask_timing`].
    pub fn read_timing(&self, mut payload: &[u8]) -> Result<Timing, String> {
        let latency: PlaybackLatency = TagStructReader::new(&mut payload, self.version)
            .read()
            .map_err(|error| error.to_string())?;
        let read_frames = latency.read_offset as f64 / BYTES_PER_FRAME as f64;
        Ok(Timing {
            is_playing: latency.playing,
            heard_frame: read_frames - latency.sink_usec as f64 * 48e3 / 1e6,
        })
    }

    /// Asks when what a record stream gives was captured; the answer is a [`Command::Reply`] with the number that is
    /// returned.
    pub fn ask_record_timing(&mut self, channel: u32) -> Result<u32, String> {
        let now = SystemTime::UNIX_EPOCH;
        self.send(&Command::GetRecordLatency(LatencyParams { channel, now }))
    }

    /// Reads the answer to [`Self::ask_record_timing`]: a byte of the stream, and how many microseconds after the
    /// server's answer it is captured, or played, where the source is the monitor of a sink. `None` while nothing is
    /// captured.
    pub fn read_record_timing(&self, mut payload: &[u8]) -> Result<Option<(i64, i64)>, String> {
        let latency: RecordLatency = TagStructReader::new(&mut payload, self.version)
            .read()
            .map_err(|error| error.to_string())?;
        let us = |usec: u64| i64::try_from(usec).unwrap_or(i64::MAX);
        let later_us = us(latency.sink_usec).saturating_sub(us(latency.source_usec));
        Ok(latency.playing.then_some((latency.write_offset, later_us)))
    }

    /// Waits a moment for bytes from the server.
    pub fn receive(&mut self) -> Result<(), String> {
        let mut bytes = [0; 16 * 1024];
        match self.socket.read(&mut bytes) {
            Ok(0) => Err("the server closed the connection".to_owned()),
            Ok(count) => {
                self.inbox.extend_from_slice(&bytes[..count]);
                Ok(())
            }
            Err(error) if is_wait(&error) => Ok(()),
            Err(error) => Err(gone(&error)),
        }
    }

    /// Takes the next whole command out of what was received: its number, what it is, and what follows a reply.
    pub fn next_message(&mut self) -> Result<Option<(u32, Command, Vec<u8>)>, String> {
        while let Some(packet) = self.next_packet()? {
            if let Packet::Command(seq, command, payload) = packet {
                return Ok(Some((seq, *command, payload)));
            }
        }
        Ok(None)
    }

    /// Takes the next whole packet out of what was received.
    pub fn next_packet(&mut self) -> Result<Option<Packet>, String> {
        loop {
            if self.inbox.len() < DESCRIPTOR_SIZE {
                return Ok(None);
            }
            let descriptor =
                read_descriptor(&mut Cursor::new(&self.inbox)).map_err(|e| e.to_string())?;
            let length = usize::try_from(descriptor.length).unwrap_or(usize::MAX);
            if length > MAX_MESSAGE {
                return Err("the server sent nonsense".to_owned());
            }
            if self.inbox.len() < DESCRIPTOR_SIZE + length {
                return Ok(None);
            }
            let message: Vec<u8> = self.inbox.drain(..DESCRIPTOR_SIZE + length).collect();
            let mut body = &message[DESCRIPTOR_SIZE..];
            if descriptor.channel != u32::MAX {
                return Ok(Some(Packet::Audio(descriptor.channel, body.to_vec())));
            }
            // A command that the crate does not know is none that this stream lives by.
            if let Ok((seq, command)) = Command::read_tag_prefixed(&mut body, self.version) {
                return Ok(Some(Packet::Command(seq, Box::new(command), body.to_vec())));
            }
        }
    }

    fn send(&mut self, command: &Command) -> Result<u32, String> {
        let seq = self.next_seq;
        self.next_seq = self.next_seq.wrapping_add(1);
        let mut message = Vec::new();
        write_command_message(&mut message, seq, command, self.version)
            .map_err(|error| error.to_string())?;
        self.socket
            .get_mut()
            .write_all(&message)
            .map_err(|error| gone(&error))?;
        Ok(seq)
    }

    /// Sends a command and waits for its answer; only before there is a stream.
    fn call<R: CommandReply>(&mut self, command: &Command) -> Result<R, String> {
        let seq = self.send(command)?;
        self.socket.fill_buf().map_err(|error| gone(&error))?;
        let (answered, reply) =
            read_reply_message(&mut self.socket, self.version).map_err(|error| match error {
                ProtocolError::ServerError(PulseError::NoEntity) => {
                    "the server has no such sink".to_owned()
                }
                ProtocolError::ServerError(error) => error.to_string(),
                ProtocolError::Io(error) => gone(&error),
                other => other.to_string(),
            })?;
        if answered != seq {
            return Err("the server answered another question".to_owned());
        }
        Ok(reply)
    }
}

/// How a stream is made: not muted, with the delay that was asked for, and never moved to another device.
fn faithful() -> StreamFlags {
    StreamFlags {
        start_muted: Some(false),
        no_move: true,
        adjust_latency: true,
        ..StreamFlags::default()
    }
}

fn sink_name(sink: &str) -> Result<CString, String> {
    CString::new(sink).map_err(|_| "the sink's name has a zero byte in it".to_owned())
}

fn is_wait(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), WouldBlock | TimedOut | Interrupted)
}

fn gone(error: &io::Error) -> String {
    if is_wait(error) {
        "the server does not answer".to_owned()
    } else {
        format!("the server is gone: {error}")
    }
}

/// Returns the server's socket: `address` or `PULSE_SERVER` where given, and no other then; else the usual places.
fn find_socket(address: Option<&str>) -> Result<PathBuf, String> {
    let from_env = std::env::var("PULSE_SERVER")
        .ok()
        .filter(|server| !server.is_empty());
    if let Some(address) = address.map(str::to_owned).or(from_env) {
        return match address.strip_prefix("unix:").unwrap_or(&address) {
            path if path.starts_with('/') => Ok(PathBuf::from(path)),
            _ => Err(format!(
                "{address} is no address of a local sound server (unix:/path)"
            )),
        };
    }
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let uid = rustix::process::getuid().as_raw();
    let places = [
        folder("PULSE_RUNTIME_PATH").map(|path| path.join("native")),
        folder("XDG_RUNTIME_DIR").map(|path| path.join("pulse/native")),
        Some(PathBuf::from(format!("/run/user/{uid}/pulse/native"))),
        Some(PathBuf::from("/run/pulse/native")),
    ];
    places
        .into_iter()
        .flatten()
        .find(|path| path.exists())
        .ok_or_else(|| "no sound server is running for this user".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Result<&str, &str>) {
        let expected = expected
            .map(PathBuf::from)
            .map_err(|name| format!("{name} is no address of a local sound server (unix:/path)"));
        assert_eq!(find_socket(Some(address)), expected);
    }

    #[test]
    fn a_server_that_was_named_is_used_or_refused_but_never_replaced() {
        check("unix:/run/loa/native", Ok("/run/loa/native"));
        check("/run/loa/native", Ok("/run/loa/native"));
        check("tcp:loa.example:4713", Err("tcp:loa.example:4713"));
        check("loa.example", Err("loa.example"));
    }
}
