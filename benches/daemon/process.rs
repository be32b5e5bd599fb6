//! A daemon as a process of its own: how soon it says that it is ready, and what it takes of the machine.

use std::fs::{File, read_to_string};
use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::sound::clock::mono_ns;
use crate::sound::pulse::Pulse;

const PATIENCE_NS: i64 = 60_000_000_000;
/// How long a wait for one word lasts, before the daemon is looked at.
const WORD: Duration = Duration::from_millis(200);
/// The name of its log, in the folder of the socket.
const LOG: &str = "log";
/// The unit in which the kernel tells the time on the processor, in milliseconds.
const TICK_MS: f64 = 10.0;

/// A running daemon.
pub struct Daemon {
    child: Child,
    socket: UnixDatagram,
    /// Where the socket and the log lie.
    folder: TempDir,
    /// From before the process was made to `READY=1`, in milliseconds.
    pub ready_ms: f64,
}

/// What a daemon took over a while.
pub struct Taken {
    /// Of one core, in percent.
    pub cpu_percent: f64,
    /// Resident memory, in MB: all of it, with shared pages counted in proportion, and what no file backs.
    pub resident_mb: f64,
    pub proportional_mb: f64,
    pub anonymous_mb: f64,
    /// The most that was ever resident, in MB.
    pub peak_mb: f64,
    pub threads: usize,
}

impl Daemon {
    /// Starts `loa run` on a station and waits until it is ready.
    ///
    /// # Panics
    ///
    /// If it ends first, or says nothing for too long; with its log.
    pub fn start(station: &Path, pulse: &Pulse) -> Self {
        let folder = tempfile::tempdir().expect("there should be room for a socket");
        let address = folder.path().join("notify");
        let socket = UnixDatagram::bind(&address).expect("there should be room for a socket");
        socket
            .set_read_timeout(Some(WORD))
            .expect("a socket should take a deadline");
        let log = File::create(folder.path().join(LOG)).expect("there should be room for a log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
        command
            .arg("--station")
            .arg(station)
            .arg("run")
            .env("NOTIFY_SOCKET", &address)
            .env("PULSE_SERVER", pulse.address())
            .env("LOA_LOG", "info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        let began_ns = mono_ns();
        let child = command.spawn().expect("loa should start");
        let mut daemon = Self {
            child,
            socket,
            folder,
            ready_ms: 0.0,
        };
        while !daemon.hear("become ready").contains("READY=1") {}
        daemon.ready_ms = (mono_ns() - began_ns) as f64 / 1e6;
        daemon
    }

    /// Waits for the next word to the service manager.
    fn hear(&mut self, what: &str) -> String {
        let until_ns = mono_ns() + PATIENCE_NS;
        while mono_ns() < until_ns {
            if let Some(word) = self.next_word() {
                return word;
            }
            if let Some(ended) = self.child.try_wait().expect("a child can be asked after") {
                // What it said last may have come since.
                if let Some(word) = self.next_word() {
                    return word;
                }
                panic!(
                    "the daemon should {what}; it ended with {ended}:\n{}",
                    self.log()
                );
            }
        }
        panic!("the daemon should {what}; it says nothing:\n{}", self.log());
    }

    /// Returns what comes within a moment.
    fn next_word(&self) -> Option<String> {
        use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
        let mut bytes = [0; 512];
        match self.socket.recv(&mut bytes) {
            Ok(count) => Some(String::from_utf8_lossy(&bytes[..count]).into_owned()),
            Err(error) if matches!(error.kind(), Interrupted | TimedOut | WouldBlock) => None,
            Err(error) => panic!("the socket of the service manager: {error}"),
        }
    }

    fn log(&self) -> String {
        let path = self.folder.path().join(LOG);
        read_to_string(&path).unwrap_or_else(|error| format!("{}: {error}", path.display()))
    }

    /// Listens to it for a while, as the service manager does.
    pub fn watch(&mut self, seconds: i64) {
        let until_ns = mono_ns() + seconds * 1_000_000_000;
        while mono_ns() < until_ns {
            self.hear("stay alive");
        }
    }

    /// Watches it for this long; returns what it took meanwhile, and what it holds at the end.
    pub fn taken(&mut self, seconds: i64) -> Taken {
        let (before_ms, began_ns) = (self.cpu_ms(), mono_ns());
        self.watch(seconds);
        let cpu_ms = self.cpu_ms() - before_ms;
        let cpu_percent = 100.0 * cpu_ms / ((mono_ns() - began_ns) as f64 / 1e6);
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        Taken {
            cpu_percent,
            resident_mb: self.memory_mb("status", "VmRSS:"),
            proportional_mb: self.memory_mb("smaps_rollup", "Pss:"),
            anonymous_mb: self.memory_mb("status", "RssAnon:"),
            peak_mb: self.memory_mb("status", "VmHWM:"),
            threads: threads.expect("the daemon should be alive").count(),
        }
    }

    /// Asks it to end and waits until it has.
    pub fn stop(mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("it should have a number"), Signal::TERM)
            .expect("the daemon should be alive");
        let ended = self.child.wait().expect("it should end");
        assert!(ended.success(), "the daemon ended with {ended}");
    }

    /// Kills it as a power cut would, but for what the kernel has not brought to the disk.
    pub fn kill(mut self) {
        self.child.kill().expect("the daemon should be alive");
        self.child.wait().expect("a killed daemon ends");
    }

    fn cpu_ms(&self) -> f64 {
        let stat = self.read("stat");
        // The name in brackets may have spaces; user and system time are the 12th and 13th field after it.
        let fields = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace();
        let ticks = fields
            .skip(11)
            .take(2)
            .map(|field| field.parse::<f64>().expect("it should be a number"));
        ticks.sum::<f64>() * TICK_MS
    }

    fn memory_mb(&self, file: &str, key: &str) -> f64 {
        let text = self.read(file);
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .expect("the kernel should tell it");
        let kib = line
            .trim()
            .trim_end_matches(" kB")
            .parse::<f64>()
            .expect("it should be a number");
        kib * 1_024.0 / 1e6
    }

    fn read(&self, file: &str) -> String {
        read_to_string(format!("/proc/{}/{file}", self.child.id()))
            .expect("the daemon should be alive")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // After `stop` there is nothing left to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
