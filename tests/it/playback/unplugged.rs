//! Devices that are pulled out and put back while the sound server lives, and a card whose server dies under it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use loa::airing::StopWhy;
use loa::playback::OutputOptions;

use super::card::{CHILD_FOLDER, child_folder, write_alsa_config};
use super::{Bench, sweep, write_wav};
use crate::common::clock::wait_for;
use crate::common::pulse::{Pulse, SINK};

const PATIENCE: Duration = Duration::from_secs(20);

// T16: a device that is pulled out while it plays. The server has another, and would move the sound there.
#[test]
fn a_device_that_is_pulled_out_is_lost_and_no_other_takes_its_place() {
    let pulse = Pulse::start();
    pulse.module(&["load-module", "module-null-sink", "sink_name=phong-hop"]);
    let mut bench = Bench::on(&pulse);
    write_wav(&bench.path("long.wav"), 60 * 48_000, sweep);
    write_wav(&bench.path("next.wav"), 24_000, sweep);
    bench.arm("a#1", "long.wav", 500);
    bench.started("a#1");
    // The sink of the tests is the first null sink that was loaded, and so the first that is unloaded.
    pulse.module(&["unload-module", "1"]);
    let (_, why) = bench.stopped("a#1");
    assert_eq!(why, StopWhy::OutputLost);
    assert_eq!(bench.lost().0, "pulse:lab");
    assert_eq!(bench.player.meter().output, None, "no other device is used");
    let sink = format!("sink_name={SINK}");
    pulse.module(&["load-module", "module-null-sink", &sink]);
    assert_eq!(bench.opened(), "pulse:lab");
    bench.arm("a#2", "next.wav", 1_000);
    assert_eq!(bench.ended("a#2"), 24_000);
    bench.player.shutdown();
}

// T16: the ALSA library never says that the server under its plugin is gone, and reports errors without end.
#[test]
fn a_card_that_falls_silent_is_found_out_and_opened_again() {
    if let Some(folder) = child_folder() {
        plays_on_a_card_that_dies(&folder);
        return;
    }
    let mut pulse = Pulse::start();
    let folder = tempfile::tempdir().unwrap();
    write_alsa_config(folder.path(), &pulse);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("playback::unplugged::a_card_that_falls_silent_is_found_out_and_opened_again")
        .env(CHILD_FOLDER, folder.path())
        .env("ALSA_CONFIG_PATH", folder.path().join("asound.conf"))
        .env("PULSE_SERVER", pulse.address())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let told = |word: &str| folder.path().join(word).exists().then_some(());
    wait_for("sound on the card", PATIENCE, || told("playing"));
    pulse.kill();
    wait_for("the card to be given up", PATIENCE, || told("lost"));
    pulse.restart();
    assert!(child.wait().unwrap().success());
}

fn plays_on_a_card_that_dies(folder: &Path) {
    let device = "lab".to_owned();
    let mut bench = Bench::start(OutputOptions::Card { device }, None);
    assert_eq!(bench.opened(), "alsa:lab");
    write_wav(&bench.path("long.wav"), 60 * 48_000, sweep);
    write_wav(&bench.path("next.wav"), 24_000, sweep);
    bench.arm("a#1", "long.wav", 1_000);
    bench.started("a#1");
    std::fs::write(folder.join("playing"), "").unwrap();
    let (_, why) = bench.stopped("a#1");
    assert_eq!(why, StopWhy::OutputLost);
    assert_eq!(bench.lost().0, "alsa:lab");
    std::fs::write(folder.join("lost"), "").unwrap();
    assert_eq!(bench.opened(), "alsa:lab");
    bench.arm("a#2", "next.wav", 1_000);
    assert_eq!(bench.ended("a#2"), 24_000);
    bench.player.shutdown();
}
