//! A station in a folder of its own, the real program on it, and what program and ledger say: everything that a test of
//! the whole needs. What is said, the tests judge.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use loa::airing::{Closing, Fact};
use loa::config::approve::approve;
use loa::ids::AudioPath;
use loa::ledger::Stamp;
use loa::playback::measure;
use loa::store::{Filter, Store};
use loa::time::UtcMs;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::clock::{RealClock, wait_for, wait_with};

/// How long a test waits for something that should come.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Asking takes a process or a look at the disk, so not too often.
pub const ASKED_EVERY: Duration = Duration::from_millis(50);
/// The rate of all sound here.
pub const RATE: usize = 48_000;
/// Who approves here.
const APPROVER: &str = "Trần Văn Ví Dụ";

const STATION: &str = r#"[station]
id = "xa-thu"
name = "Đài truyền thanh xã Thử"

[[column]]
id = "cchc"
title = "Cải cách hành chính"

[loudness]
target_lufs = -10.0
"#;

/// A sweep from `from_hz` upwards that begins at full height: its onset is sharp, and no two places are alike.
pub fn sweep(from_hz: f64, frame: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a frame of a short sound")]
    let seconds = frame as f64 / 48e3;
    let phase = std::f64::consts::TAU * (from_hz * seconds + 50.0 * seconds * seconds);
    #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
    let level = (0.5 * phase.cos()) as f32;
    level
}

/// How alike `frames` frames of interleaved stereo from `at` on are to the sweep from its frame `from` on; 1 is the same.
pub fn alike(stereo: &[f32], at: usize, from_hz: f64, from: usize, frames: usize) -> f64 {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for frame in 0..frames {
        let a = f64::from(stereo.get(2 * (at + frame)).copied().unwrap_or(0.0));
        let b = f64::from(sweep(from_hz, from + frame));
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    ab / (aa * bb).sqrt().max(f64::MIN_POSITIVE)
}

/// Returns the next full second that is at least `seconds` away.
pub fn soon(seconds: i64) -> UtcMs {
    let at = RealClock::default().wall() + (seconds * 1_000 + 999);
    UtcMs(at.0 / 1_000 * 1_000)
}

/// Returns an instant whose plan is on air and that is far enough away for a test: in an hour, but not tomorrow before
/// tomorrow's plan is adopted.
pub fn later() -> UtcMs {
    let (now, hour) = (soon(0), soon(3_600));
    let today = now.day();
    let last = today.plus(1).start() + -60_000;
    if hour.day() == today || now > last + -540_000 {
        hour
    } else {
        last
    }
}

/// A station folder.
pub struct Station {
    folder: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Station {
    /// Makes a station whose clock is trusted and whose sound goes nowhere, at the pace of sound.
    pub fn new() -> Self {
        Self::with("[clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n")
    }

    /// Makes a station that plays to a sound server.
    pub fn on_server() -> Self {
        Self::with("[clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"server\"\n")
    }

    /// Makes a station with these further settings.
    pub fn with(settings: &str) -> Self {
        let station = Self::empty();
        station.write("station.toml", &format!("{STATION}{settings}"));
        for folder in ["schedules", "audio"] {
            fs::create_dir(station.path(folder)).unwrap();
        }
        station
    }

    /// Makes a folder that is not yet a station.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("loa-station")
            .tempdir()
            .unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a sound of `ms` milliseconds that nobody has released: the sweep from `from_hz`.
    pub fn sound(&self, stem: &str, ms: usize, from_hz: f64) {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 48_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let path = self.path(&format!("audio/{stem}.wav"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut writer = hound::WavWriter::create(path, spec).unwrap();
        for frame in 0..ms * RATE / 1_000 {
            #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
            writer
                .write_sample((sweep(from_hz, frame) * 32_767.0).round() as i16)
                .unwrap();
        }
        writer.finalize().unwrap();
    }

    /// Writes a sound that was released for air, with further lines of its sidecar.
    pub fn segment(&self, stem: &str, ms: usize, from_hz: f64, sidecar: &str) {
        self.sound(stem, ms, from_hz);
        self.write(
            &format!("audio/{stem}.toml"),
            &format!("title = \"Bài {stem}\"\ngenre = \"bai\"\n{sidecar}"),
        );
        self.approve(stem);
    }

    /// Releases the present bytes of a sound.
    pub fn approve(&self, stem: &str) {
        let file = format!("{stem}.wav");
        let facts = measure(&self.path("audio").join(&file)).unwrap();
        let today = RealClock::default().wall().day();
        approve(
            self.folder.path(),
            &AudioPath::from(&*file),
            APPROVER,
            today,
            &facts,
        )
        .unwrap();
    }

    /// Writes a programme that airs once, at `at`, with further lines of its rule.
    pub fn programme(&self, id: &str, at: UtcMs, rule: &str, items: &[&str]) {
        let (day, time) = at.civil();
        let items: String = items
            .iter()
            .map(|item| format!("\n[[item]]\nplay = \"{item}.wav\"\n"))
            .collect();
        let text = format!(
            "title = \"Chương trình {id}\"\n\n[[when]]\nat = \"{time}\"\ndates = [{day}]\n{rule}\n{items}"
        );
        self.write(&format!("schedules/{id}.toml"), &text);
    }

    /// Returns the program with this station as its folder, and nothing of the tester's surroundings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = program();
        command.arg("--station").arg(self.folder.path()).args(args);
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Ended {
        run(&mut self.command(args))
    }

    /// Starts the daemon without a sound server, and waits until it answers.
    pub fn start(&self) -> Daemon<'_> {
        self.start_as(self.command(&["run"]))
    }

    /// Starts the daemon with a sound server at `server`, and waits until it answers.
    pub fn start_on(&self, server: &str) -> Daemon<'_> {
        let mut command = self.command(&["run"]);
        command.env("PULSE_SERVER", server);
        self.start_as(command)
    }

    /// Starts the daemon by this command, and waits until it answers.
    pub fn start_as(&self, command: Command) -> Daemon<'_> {
        let mut daemon = self.launch(command);
        daemon.until("an answer", |_| Some(()));
        daemon
    }

    /// Starts the daemon by this command, and does not wait.
    pub fn launch(&self, mut command: Command) -> Daemon<'_> {
        let log = self.path("daemon.log");
        let stderr = fs::File::options()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(stderr);
        Daemon {
            child: command.spawn().unwrap(),
            station: self,
        }
    }

    /// Asks the daemon how things are; `None` while nobody answers.
    pub fn status(&self) -> Option<(i32, Value)> {
        let ended = self.run(&["status", "--json"]);
        (ended.code <= 1).then(|| (ended.code, serde_json::from_str(&ended.out).unwrap()))
    }

    /// Returns the as-run log of the day of `at`.
    pub fn as_run(&self, at: UtcMs) -> Vec<Value> {
        let ended = self.run(&["log", &at.day().to_string(), "--format", "json"]);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        serde_json::from_str(&ended.out).unwrap()
    }

    /// Returns everything that is on record, in order.
    pub fn record(&self) -> Vec<(Stamp, Fact)> {
        self.record_of(&self.path("data/ledger.db"))
    }

    /// Returns everything that a ledger has on record, in order.
    #[expect(clippy::unused_self, reason = "reads as a question to the station")]
    pub fn record_of(&self, ledger: &Path) -> Vec<(Stamp, Fact)> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let store = Store::inspect(ledger).await.unwrap();
            let mut record = Vec::new();
            let take = |entry: loa::store::Entry| record.push((entry.stamp, entry.fact));
            store.reader().each(Filter::default(), take).await.unwrap();
            record
        })
    }

    /// Returns what is on record of what became of cues.
    pub fn closings(&self) -> Vec<Closing> {
        let closing = |fact| match fact {
            Fact::Closed(closing) => Some(closing),
            _ => None,
        };
        self.record()
            .into_iter()
            .filter_map(|(_, fact)| closing(fact))
            .collect()
    }

    /// Waits until `count` cues are closed, and returns what is on record of them.
    pub fn closed(&self, count: usize) -> Vec<Closing> {
        let what = format!("{count} closed cues in {}", self.folder.path().display());
        wait_with(ASKED_EVERY, &what, PATIENCE, || {
            let there = self.path("data/ledger.db").exists();
            there
                .then(|| self.closings())
                .filter(|closings| closings.len() >= count)
        })
    }

    /// Says that the ledger is whole.
    pub fn is_verified(&self) -> bool {
        self.run(&["verify"]).code == 0
    }
}

/// Returns the program, and nothing of the tester's surroundings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    for name in [
        "PULSE_SERVER",
        "PULSE_SINK",
        "LOA_LANG",
        "LOA_LOG",
        "NOTIFY_SOCKET",
    ] {
        command.env_remove(name);
    }
    command.env("RUST_BACKTRACE", "0");
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    let Some(code) = output.status.code() else {
        panic!("{:?} died: {err}", command.get_args())
    };
    Ended {
        code,
        out: String::from_utf8(output.stdout).unwrap(),
        err,
    }
}

/// A running daemon; it is killed when dropped.
pub struct Daemon<'a> {
    child: Child,
    station: &'a Station,
}

impl Daemon<'_> {
    /// Waits until `pick` finds what it wants in the status.
    pub fn until<T>(&mut self, what: &str, mut pick: impl FnMut(&Value) -> Option<T>) -> T {
        wait_with(ASKED_EVERY, what, PATIENCE, || {
            if let Some(ended) = self.child.try_wait().unwrap() {
                panic!("the daemon ended ({ended}): {}", self.log());
            }
            pick(&self.station.status()?.1)
        })
    }

    /// Waits until `seconds` of what is on air were heard.
    pub fn until_heard(&mut self, seconds: u64) {
        self.until("sound on air", |status| {
            let frames = status["on_air"]["played_frames"].as_u64()?;
            (frames >= seconds * RATE as u64).then_some(())
        });
    }

    /// Asks it to end, and returns its exit code.
    pub fn terminate(mut self) -> i32 {
        self.signal(Signal::TERM);
        let ended = wait_for("the end of the daemon", PATIENCE, || {
            self.child.try_wait().unwrap()
        });
        ended.code().expect("the daemon should end by itself")
    }

    /// Asks it to end twice, the second time before it can have done so, and returns its exit code.
    pub fn terminate_twice(mut self) -> i32 {
        // Signals of one kind that are not taken yet count once, so the second is of another kind.
        for signal in [Signal::STOP, Signal::TERM, Signal::INT, Signal::CONT] {
            self.signal(signal);
        }
        let ended = wait_for("the end of the daemon", PATIENCE, || {
            self.child.try_wait().unwrap()
        });
        ended.code().expect("the daemon should end by itself")
    }

    /// Kills it as a crash would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap()
    }

    /// What it wrote on standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.station.path("daemon.log")).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
