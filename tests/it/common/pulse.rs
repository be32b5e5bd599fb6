//! A private sound server with one null sink, and a recorder of what the sink plays. Needs the packages `pulseaudio`
//! and `pulseaudio-utils`; works without a sound card, as root and as a user.
//!
//! The sink counts by `CLOCK_MONOTONIC` and posts a block when its first frame is due, so the earliest arrival of a
//! recording tells when its frame 0 was played, plus a small lateness.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::clock::{mono_ns, wait_for};

/// The name of the one sink.
pub const SINK: &str = "lab";
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server; it is killed when dropped.
pub struct Pulse {
    folder: tempfile::TempDir,
    server: Option<Child>,
}

impl Pulse {
    /// Starts a server and waits until its socket is there.
    pub fn start() -> Self {
        // A Unix socket lives in it, so the path must be short.
        let folder = tempfile::Builder::new()
            .prefix("loa")
            .tempdir_in("/tmp")
            .unwrap();
        let mut pulse = Self {
            folder,
            server: None,
        };
        for name in ["run", "home"] {
            let path = pulse.folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
            std::fs::set_permissions(&path, private).unwrap();
        }
        let socket = pulse.socket();
        let script = format!(
            "load-module module-native-protocol-unix socket={} auth-anonymous=1\n\
             load-module module-null-sink sink_name={SINK} rate=48000 channels=2 format=s16le norewinds=1\n\
             set-default-sink {SINK}\n",
            socket.display()
        );
        std::fs::write(pulse.folder.path().join("lab.pa"), script).unwrap();
        pulse.restart();
        pulse
    }

    /// The address for `PlayerOptions::server` and `PULSE_SERVER`.
    pub fn address(&self) -> String {
        format!("unix:{}", self.socket().display())
    }

    /// Kills the server as a crash would.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
        // A killed server leaves its socket behind.
        drop(std::fs::remove_file(self.socket()));
    }

    /// Starts the server again after [`Self::kill`].
    pub fn restart(&mut self) {
        let folder = self.folder.path();
        let server = Command::new("pulseaudio")
            .arg("-n")
            .arg("-F")
            .arg(folder.join("lab.pa"))
            .args(["--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"])
            .args([
                "--disallow-exit=yes",
                "--realtime=yes",
                "--high-priority=yes",
            ])
            .args(["--log-target=stderr", "--log-level=error"])
            .env("XDG_RUNTIME_DIR", folder.join("run"))
            .env("PULSE_RUNTIME_PATH", folder.join("run/pulse"))
            .env("HOME", folder.join("home"))
            .env_remove("PULSE_SERVER")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pulseaudio should be installed for these tests");
        self.server = Some(server);
        let socket = self.socket();
        wait_for("the sound server's socket", PATIENCE, || {
            std::os::unix::net::UnixStream::connect(&socket).ok()
        });
    }

    /// Loads or unloads a module of the running server, as `pactl` words it.
    pub fn module(&self, words: &[&str]) {
        let done = Command::new("pactl")
            .args(words)
            .env("PULSE_SERVER", self.address())
            .output()
            .expect("pactl should be installed for these tests");
        assert!(
            done.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }

    /// Makes the server hang, as a stuck driver does.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// Begins to record what the sink plays.
    pub fn record(&self) -> Recorder {
        let mut parec = Command::new("parec")
            .args([
                "--raw",
                "--format=s16le",
                "--rate=48000",
                "--channels=2",
                "--latency-msec=50",
            ])
            .arg("-d")
            .arg(format!("{SINK}.monitor"))
            .env("PULSE_SERVER", self.address())
            .env("HOME", self.folder.path().join("home"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("parec should be installed for these tests (package pulseaudio-utils)");
        let mut pipe = parec.stdout.take().unwrap();
        let tape = Arc::new(Mutex::new(Tape::default()));
        let shared = Arc::clone(&tape);
        let reader = std::thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            while let Ok(count @ 1..) = pipe.read(&mut bytes) {
                let arrived_ns = mono_ns();
                shared.lock().unwrap().take(&bytes[..count], arrived_ns);
            }
        });
        let recorder = Recorder {
            parec,
            reader: Some(reader),
            tape,
        };
        wait_for("the first recorded frames", PATIENCE, || {
            (!recorder.tape.lock().unwrap().samples.is_empty()).then_some(())
        });
        recorder
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("run/native")
    }

    fn signal(&self, signal: Signal) {
        let id = self.server.as_ref().expect("the server should run").id();
        let pid = Pid::from_raw(i32::try_from(id).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A running recording.
pub struct Recorder {
    parec: Child,
    reader: Option<JoinHandle<()>>,
    tape: Arc<Mutex<Tape>>,
}

/// What was recorded.
#[derive(Clone, Default, Debug)]
pub struct Tape {
    /// Interleaved stereo samples, -1 to 1.
    pub samples: Vec<f32>,
    /// The earliest that frame 0 can have been played, by `CLOCK_MONOTONIC`.
    pub first_ns: Option<i64>,
    odd: Vec<u8>,
}

impl Tape {
    fn take(&mut self, bytes: &[u8], arrived_ns: i64) {
        let frame = i64::try_from(self.samples.len() / 2).unwrap();
        let first_ns = arrived_ns - frame * 62_500 / 3;
        self.first_ns = Some(self.first_ns.map_or(first_ns, |best| best.min(first_ns)));
        self.odd.extend_from_slice(bytes);
        let whole = self.odd.len() / 4 * 4;
        for pair in self.odd[..whole].chunks_exact(2) {
            let level = i16::from_le_bytes([pair[0], pair[1]]);
            self.samples.push(f32::from(level) / 32_768.0);
        }
        self.odd.drain(..whole);
    }

    /// When a frame was played, by `CLOCK_MONOTONIC`.
    pub fn played_ns(&self, frame: usize) -> i64 {
        self.first_ns.unwrap() + i64::try_from(frame).unwrap() * 62_500 / 3
    }

    /// The first frame at or after `from` that is louder than `level`.
    pub fn onset(&self, from: usize, level: f32) -> Option<usize> {
        (from..self.samples.len() / 2).find(|frame| self.samples[2 * frame].abs() > level)
    }
}

impl Recorder {
    /// What was recorded so far.
    pub fn tape(&self) -> Tape {
        self.tape.lock().unwrap().clone()
    }

    fn end(&mut self) {
        drop(self.parec.kill());
        drop(self.parec.wait());
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}
