//! The machine's own devices: an ALSA card, the default device for auditions, and what can be opened.

use std::path::{Path, PathBuf};
use std::process::Command;

use loa::playback::{ListenOptions, OutputOptions, can_open, listen};

use super::{Bench, alike, recorded, sweep, write_wav};
use crate::common::pulse::{Pulse, SINK};

/// Where a test that runs again as a child finds its files.
pub const CHILD_FOLDER: &str = "LOA_TEST_FOLDER";

/// Runs a test of this file again as a child process: the ALSA library and `PULSE_SERVER` are read from the
/// environment, and this process is many tests' own. The child's one card, `lab` and the default, leads to `pulse`.
fn run_as_child(name: &str, folder: &Path, pulse: &Pulse) {
    let address = pulse.address();
    write_alsa_config(folder, pulse);
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("playback::card::{name}"), "--nocapture"])
        .env(CHILD_FOLDER, folder)
        .env("ALSA_CONFIG_PATH", folder.join("asound.conf"))
        .env("PULSE_SERVER", address)
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
}

/// Writes `asound.conf` with one card, `lab` and the default, that leads to `pulse`.
pub fn write_alsa_config(folder: &Path, pulse: &Pulse) {
    let address = pulse.address();
    let card = format!(
        "{{ type pulse server \"{address}\" device \"{SINK}\" hint {{ show on description \"lab\" }} }}"
    );
    let config = format!("pcm.lab {card}\npcm.default {card}\ndefaults.namehint.basic on\n");
    std::fs::write(folder.join("asound.conf"), config).unwrap();
}

pub fn child_folder() -> Option<PathBuf> {
    std::env::var_os(CHILD_FOLDER).map(PathBuf::from)
}

#[test]
fn an_alsa_card_plays_at_the_instant_too() {
    if let Some(folder) = child_folder() {
        let device = "lab".to_owned();
        let mut bench = Bench::start(OutputOptions::Card { device }, None);
        assert_eq!(bench.opened(), "alsa:lab");
        std::fs::copy(folder.join("sweep.wav"), bench.path("sweep.wav")).unwrap();
        let start = bench.arm("a#1", "sweep.wav", 2_000);
        assert_eq!(bench.ended("a#1"), 48_000);
        std::fs::write(folder.join("start"), bench.mono_ns(start).to_string()).unwrap();
        bench.player.shutdown();
        return;
    }
    let pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    write_wav(&folder.path().join("sweep.wav"), 48_000, sweep);
    let recorder = pulse.record();
    run_as_child(
        "an_alsa_card_plays_at_the_instant_too",
        folder.path(),
        &pulse,
    );
    let start = std::fs::read_to_string(folder.path().join("start")).unwrap();
    let (tape, onset) = recorded(|| recorder.tape(), 48_000);
    let off_ms = (tape.played_ns(onset) - start.parse::<i64>().unwrap()) as f64 / 1e6;
    assert!(off_ms.abs() < 60.0, "heard {off_ms} ms after its instant");
    let same = alike(&tape.samples, onset, 0, 48_000);
    assert!(same > 0.999, "alike {same}");
}

#[test]
fn listening_plays_the_whole_file_on_the_default_device() {
    if let Some(folder) = child_folder() {
        let mut told = Vec::new();
        let options = ListenOptions { gain_db: 0.0 };
        listen(&folder.join("sweep.wav"), options, |frames| {
            told.push(frames);
            true
        })
        .unwrap();
        assert!(
            told.is_sorted() && told.iter().any(|&frames| frames > 0),
            "{told:?}"
        );
        assert!(listen(&folder.join("none.wav"), options, |_| true).is_err());
        return;
    }
    let pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    write_wav(&folder.path().join("sweep.wav"), 48_000, sweep);
    let recorder = pulse.record();
    run_as_child(
        "listening_plays_the_whole_file_on_the_default_device",
        folder.path(),
        &pulse,
    );
    let (tape, onset) = recorded(|| recorder.tape(), 48_000);
    // The audition makes no promise about gaps, so only its beginning is compared.
    let same = alike(&tape.samples, onset, 0, 4_800);
    assert!(same > 0.99, "alike {same}");
    assert!(
        tape.onset(onset + 47_000, 0.1).is_some(),
        "its end is missing"
    );
}

#[test]
fn what_can_be_opened_is_told_by_its_name_before_it_is_opened() {
    if child_folder().is_some() {
        let server = |sink: Option<&str>| OutputOptions::Server {
            sink: sink.map(str::to_owned),
        };
        let card = |device: &str| OutputOptions::Card {
            device: device.to_owned(),
        };
        assert_eq!(can_open(&server(None)).unwrap(), "pulse:lab");
        assert_eq!(can_open(&server(Some("lab"))).unwrap(), "pulse:lab");
        assert_eq!(can_open(&card("lab")).unwrap(), "alsa:lab");
        assert_eq!(can_open(&OutputOptions::Null).unwrap(), "null");
        let error = can_open(&server(Some("loa-khac"))).unwrap_err().to_string();
        assert_eq!(error, "pulse:loa-khac: the server has no such sink");
        let error = can_open(&card("hw:CARD=KhongCo,DEV=0"))
            .unwrap_err()
            .to_string();
        assert_eq!(error, "alsa:hw:CARD=KhongCo,DEV=0: there is no such card");
        let path = PathBuf::from("/khong/co/out.wav");
        assert!(can_open(&OutputOptions::Wav { path }).is_err());
        return;
    }
    let pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    run_as_child(
        "what_can_be_opened_is_told_by_its_name_before_it_is_opened",
        folder.path(),
        &pulse,
    );
}
