//! The players that are measured, each behind the same three steps: made ready before the instant, told at the
//! instant, tidied up after it. A player that starts by itself is told nothing.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use loa::airing::{IfLate, PlayOrder, PlayerReport};
use loa::ids::{CueId, Digest};
use loa::playback::{OutputOptions, Player as LoaPlayer, PlayerEvent, PlayerOptions, digest_file};
use loa::time::UtcMs;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::sound::clock::{RealClock, wait_for};
use crate::sound::pulse::{Pulse, SINK};

const PATIENCE: Duration = Duration::from_secs(20);

/// Where a player plays: the server, and a folder of its own with the clip in it.
pub struct Lab<'a> {
    pub pulse: &'a Pulse,
    pub folder: &'a Path,
}

/// The name of the clip in the folder.
pub const CLIP: &str = "clip.wav";

impl Lab<'_> {
    fn clip(&self) -> PathBuf {
        self.folder.join(CLIP)
    }

    /// Returns a command that finds the private server and keeps its files in the folder.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("PULSE_SERVER", self.pulse.address())
            .env("PULSE_SINK", SINK)
            .env("HOME", self.folder)
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

/// See the module.
pub trait Player {
    /// Gets ready for a start at `at`, about two seconds before.
    fn prepare(&mut self, _at: UtcMs) {}
    /// Starts, at the instant.
    fn fire(&mut self) {}
    /// Tidies up, once the sound is over.
    fn settle(&mut self) {}
    /// How late the player itself says that its starts were, in milliseconds.
    fn says_ms(&mut self) -> Vec<f64> {
        Vec::new()
    }
}

/// A program that is ended with the bench.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Loa's player: orders go in ahead, starts are computed.
pub struct Loa {
    player: LoaPlayer,
    events: UnboundedReceiver<PlayerEvent>,
    sha256: Digest,
    count: usize,
}

impl Loa {
    pub fn start(lab: &Lab<'_>) -> Self {
        let (player, mut events) = LoaPlayer::start(PlayerOptions {
            output: OutputOptions::Server {
                sink: Some(SINK.to_owned()),
            },
            server: Some(lab.pulse.address()),
            audio_dir: lab.folder.to_owned(),
            clock: Arc::new(RealClock::default()),
            latency_offset_ms: 0,
        })
        .expect("the player should start");
        wait_for("an open output", PATIENCE, || events.try_recv().ok());
        let sha256 = digest_file(&lab.clip()).expect("the clip should be readable");
        Self {
            player,
            events,
            sha256,
            count: 0,
        }
    }
}

impl Player for Loa {
    fn prepare(&mut self, at: UtcMs) {
        self.count += 1;
        self.player.arm(PlayOrder {
            cue: CueId::from(format!("bench#{}", self.count).as_str()),
            audio: CLIP.into(),
            sha256: self.sha256,
            start: at,
            from_frame: 0,
            gain_db: 0.0,
            if_late: IfLate::StartWithin { ms: 1_000 },
        });
    }

    fn says_ms(&mut self) -> Vec<f64> {
        let mut said = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            if let PlayerEvent::Report(PlayerReport::Started { late_us, .. }) = event {
                said.push(late_us as f64 / 1e3);
            }
        }
        said
    }
}

impl Drop for Loa {
    fn drop(&mut self) {
        self.player.shutdown();
    }
}

/// Liquidsoap with one `switch` that knows every instant.
pub struct Liquidsoap(#[expect(dead_code, reason = "kept until it is to end")] Running);

impl Liquidsoap {
    /// `instants` must be whole seconds: that is what its predicates can say.
    pub fn start(lab: &Lab<'_>, instants: &[UtcMs]) -> Self {
        let mut script = String::from(
            "settings.init.allow_root.set(true)\nsettings.log.stdout.set(false)\n\
             settings.frame.audio.samplerate.set(48000)\ns = switch(track_sensitive=false, [\n",
        );
        let clip = lab.clip();
        for at in instants {
            let (from, until) = (clock_words(at.0 / 1_000), clock_words(at.0 / 1_000 + 1));
            writeln!(
                script,
                "  ({{{from}-{until}}}, once(single(\"{}\"))),",
                clip.display()
            )
            .expect("text should take text");
        }
        script.push_str("  ({true}, blank())])\noutput.pulseaudio(fallible=true, s)\n");
        let path = lab.folder.join("bench.liq");
        std::fs::write(&path, script).expect("the folder should be writable");
        let child = lab
            .command("liquidsoap")
            .arg(path)
            .spawn()
            .expect("liquidsoap should start");
        Self(Running(child))
    }
}

impl Player for Liquidsoap {}

/// Writes a second of the day as Liquidsoap does: `5h45m30s`.
fn clock_words(second: i64) -> String {
    let second = second.rem_euclid(86_400);
    format!("{}h{}m{}s", second / 3_600, second / 60 % 60, second % 60)
}

/// A resident mpv with the clip loaded and paused, un-paused through its socket.
pub struct Mpv {
    #[expect(dead_code, reason = "kept until it is to end")]
    running: Running,
    socket: UnixStream,
    clip: PathBuf,
}

impl Mpv {
    pub fn start(lab: &Lab<'_>) -> Self {
        let path = lab.folder.join("mpv.sock");
        let child = lab
            .command("mpv")
            .args([
                "--no-config",
                "--idle=yes",
                "--no-video",
                "--no-terminal",
                "--ao=pulse",
                "--pause",
            ])
            .arg("--keep-open=yes")
            .arg(format!("--input-ipc-server={}", path.display()))
            .spawn()
            .expect("mpv should start");
        let running = Running(child);
        let socket = wait_for("the socket of mpv", PATIENCE, || {
            UnixStream::connect(&path).ok()
        });
        socket
            .set_nonblocking(true)
            .expect("a socket should not have to block");
        Self {
            running,
            socket,
            clip: lab.clip(),
        }
    }

    fn say(&mut self, command: &str) {
        let mut heard = [0; 4_096];
        while let Ok(1..) = self.socket.read(&mut heard) {}
        writeln!(self.socket, "{{\"command\":{command}}}").expect("mpv should listen");
    }
}

impl Player for Mpv {
    fn prepare(&mut self, _at: UtcMs) {
        self.say("[\"set_property\",\"pause\",true]");
        let load = format!("[\"loadfile\",\"{}\",\"replace\"]", self.clip.display());
        self.say(&load);
    }

    fn fire(&mut self) {
        self.say("[\"set_property\",\"pause\",false]");
    }
}

/// A resident mpd, told by mpc.
pub struct Mpd {
    #[expect(dead_code, reason = "kept until it is to end")]
    running: Running,
    play: Command,
    told: Option<Child>,
}

impl Mpd {
    pub fn start(lab: &Lab<'_>) -> Self {
        let folder = lab.folder.display();
        let config = format!(
            "music_directory \"{folder}\"\nplaylist_directory \"{folder}\"\ndb_file \"{folder}/mpd.db\"\n\
             bind_to_address \"{folder}/mpd.sock\"\naudio_output {{\n type \"pulse\"\n name \"{SINK}\"\n \
             server \"{}\"\n sink \"{SINK}\"\n mixer_type \"none\"\n}}\n",
            lab.pulse.address()
        );
        let (path, socket) = (lab.folder.join("mpd.conf"), lab.folder.join("mpd.sock"));
        std::fs::write(&path, config).expect("the folder should be writable");
        let child = lab
            .command("mpd")
            .arg("--no-daemon")
            .arg(path)
            .spawn()
            .expect("mpd should start");
        let running = Running(child);
        wait_for("the socket of mpd", PATIENCE, || {
            UnixStream::connect(&socket).ok()
        });
        let mpc = |words: &[&str]| {
            let mut mpc = lab.command("mpc");
            mpc.arg("-h").arg(&socket).args(words);
            mpc
        };
        for words in [&["update", "--wait"][..], &["add", CLIP]] {
            let ended = mpc(words).status().expect("mpc should start");
            assert!(ended.success(), "mpc {words:?}");
        }
        Self {
            running,
            play: mpc(&["-q", "play", "1"]),
            told: None,
        }
    }
}

impl Player for Mpd {
    fn fire(&mut self) {
        self.told = Some(self.play.spawn().expect("mpc should start"));
    }

    fn settle(&mut self) {
        reap(self.told.take());
    }
}

/// A fresh paplay for each start.
pub struct Paplay {
    play: Command,
    playing: Option<Child>,
}

impl Paplay {
    pub fn start(lab: &Lab<'_>) -> Self {
        let mut play = lab.command("paplay");
        play.arg(format!("--device={SINK}")).arg(lab.clip());
        Self {
            play,
            playing: None,
        }
    }
}

impl Player for Paplay {
    fn fire(&mut self) {
        self.playing = Some(self.play.spawn().expect("paplay should start"));
    }

    fn settle(&mut self) {
        reap(self.playing.take());
    }
}

fn reap(child: Option<Child>) {
    if let Some(mut child) = child {
        drop(child.kill());
        drop(child.wait());
    }
}
