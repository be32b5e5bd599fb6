//! The station listens to itself: what was aired is heard on the monitor of a sound server, or not, and what the station
//! did not play is told.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Child, Command, Stdio};

use loa::aircheck::{Doubt, Verdict};
use loa::airing::captured::{Captured, Degree, Judged};
use loa::airing::{Closing, Fact};
use loa::config::approve::approve;
use loa::ids::{AudioPath, Digest};
use loa::ledger::digest_of;
use loa::playback::measure;
use serde_json::Value;

use crate::common::clock::{RealClock, wait_with};
use crate::common::demo;
use crate::common::loa::{ASKED_EVERY, Daemon, Station, soon};
use crate::common::pulse::{Pulse, SINK};

/// Judging is the last that gets a share of a busy machine.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(240);
/// Sixteen seconds of speech: an alarm has time to go off, and to be seen.
const ITEM: &str = "cchc/thu-hoi-lich-ngoai-gio.ogg";
/// Speech by the same voice, of which the station plays nothing.
const OTHER: &str = "cchc/06-duong-day-nong.ogg";
const SETTINGS: &str = "[clock]\ntrust = [\"rtc\"]\n";

/// Makes a station that has one piece of speech, plays to `sink`, and listens to the monitor of the lab's.
fn station(sink: &str) -> Station {
    let station = Station::with(&settings(sink));
    let audio = station.path("audio/loi.ogg");
    std::fs::copy(demo::folder().join("audio").join(ITEM), &audio).unwrap();
    station.write(
        "audio/loi.toml",
        "title = \"Lời dẫn\"\ngenre = \"loi-dan\"\n",
    );
    let (file, today) = (
        AudioPath::from("loi.ogg"),
        RealClock::default().wall().day(),
    );
    approve(
        &station.path(""),
        &file,
        "Trần Văn Ví Dụ",
        today,
        &measure(&audio).unwrap(),
    )
    .unwrap();
    station
}

fn settings(sink: &str) -> String {
    format!(
        "{SETTINGS}[output]\nkind = \"server\"\nsink = \"{sink}\"\n[aircheck]\nkind = \"server\"\nsource = \"{SINK}.monitor\"\n"
    )
}

/// Plans the piece to begin soon.
fn plan(station: &Station, id: &str) {
    let (day, time) = soon(4).civil();
    let text = format!(
        "title = \"Lời dẫn\"\n\n[[when]]\nat = \"{time}\"\ndates = [{day}]\n\n[[item]]\nplay = \"loi.ogg\"\n"
    );
    station.write(&format!("schedules/{id}.toml"), &text);
}

/// Plays a sound of the demo station to the lab's sink, as somebody else would.
fn play(pulse: &Pulse, file: &str) -> Playing {
    let child = Command::new("paplay")
        .arg("-d")
        .arg(SINK)
        .arg(demo::folder().join("audio").join(file))
        .env("PULSE_SERVER", pulse.address())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("paplay should be installed for these tests");
    Playing(child)
}

struct Playing(Child);

impl Drop for Playing {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Waits for what `pick` finds among the recorded facts of captures.
fn wait_fact<T>(station: &Station, what: &str, pick: impl Fn(&[Captured]) -> Option<T>) -> T {
    wait_with(ASKED_EVERY, what, PATIENCE, || {
        let facts = station.record().into_iter();
        let captured = facts.filter_map(|(_, fact)| match fact {
            Fact::Captured(captured) => Some(captured),
            _ => None,
        });
        pick(&captured.collect::<Vec<_>>())
    })
}

fn verdicts(captured: &[Captured]) -> Vec<Judged> {
    let judged = captured.iter().filter_map(|captured| match captured {
        Captured::Judged(judged) => Some(judged.clone()),
        _ => None,
    });
    judged.collect()
}

fn wait_verdict(station: &Station, count: usize) -> Judged {
    wait_fact(station, &format!("verdict {count}"), |captured| {
        verdicts(captured).get(count - 1).cloned()
    })
}

fn listens(daemon: &mut Daemon<'_>) {
    daemon.until("an open capture", |status| {
        (status["aircheck"]["up"] == true).then_some(())
    });
}

/// Returns the digests of kept files by the entries that name them.
fn kept(station: &Station) -> Vec<(String, Digest)> {
    let facts = station.record().into_iter();
    let kept = facts.filter_map(|(_, fact)| match fact {
        Fact::Captured(Captured::Kept(file)) => Some((file.name, file.sha256)),
        _ => None,
    });
    kept.collect()
}

// T15: what counts is that there is sound, not that frames were handed over.
#[test]
fn what_was_aired_is_heard_and_what_was_not_there_is_not() {
    let pulse = Pulse::start();
    pulse.module(&["load-module", "module-null-sink", "sink_name=elsewhere"]);
    let station = station(SINK);
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    plan(&station, "mot");
    station.closed(1);
    // T22: killed before its verdict; the next daemon finishes the file and judges what it finds without one.
    daemon.kill();
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    let heard = wait_verdict(&station, 1);
    assert_eq!(heard.verdict, Verdict::Heard, "{heard:?}\n{}", daemon.log());
    assert_eq!(heard.input.as_deref(), Some("pulse:lab.monitor"));
    assert!(heard.score_milli > 5_000, "{heard:?}");
    assert!(
        heard.found_milli >= 500 && heard.missing_milli <= 300,
        "{heard:?}"
    );
    assert!(
        heard.level_mdbfs.is_some_and(|level| level > -40_000),
        "{heard:?}"
    );
    // The start by the capture stands beside the one by frames, and the two are of one sound: the server's clock and
    // the conversion of its rate lie between them.
    let started = station
        .record()
        .into_iter()
        .find_map(|(_, fact)| match fact {
            Fact::Started { at_us, late_us, .. } => Some((at_us, late_us)),
            _ => None,
        });
    let (at_us, late_us) = started.unwrap();
    assert_eq!(heard.at_us, at_us);
    let offset_us = heard.offset_us.unwrap();
    assert!(offset_us.abs() < 30_000, "{heard:?}");
    assert_eq!(heard.start_error_us, Some(offset_us + late_us));
    // What was compared is there, and its bytes are those of the entry.
    assert!(!heard.files.is_empty(), "{heard:?}");
    for file in &heard.files {
        let bytes = std::fs::read(station.path("data/aircheck").join(&file.name)).unwrap();
        assert_eq!(digest_of(&bytes), file.sha256);
        assert!(kept(&station).contains(&(file.name.clone(), file.sha256)));
    }
    assert_eq!(daemon.terminate(), 0);

    // The amplifier gets something else: the station plays, and another voice is on the line. That the line was heard
    // before is remembered from the ledger.
    let text = std::fs::read_to_string(station.path("station.toml")).unwrap();
    station.write(
        "station.toml",
        &text.replace("sink = \"lab\"", "sink = \"elsewhere\""),
    );
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    plan(&station, "hai");
    daemon.until("the second item on air", |status| {
        status["on_air"]["cue"].as_str().map(drop)
    });
    let other = play(&pulse, OTHER);
    let judged = wait_verdict(&station, 2);
    drop(other);
    assert_eq!(judged.verdict, Verdict::NotHeard, "{judged:?}");
    assert_eq!(judged.usual_mdbfs, heard.level_mdbfs);
    assert_eq!((judged.offset_us, judged.start_error_us), (None, None));
    assert_eq!(daemon.terminate(), 0);
    shows_what_was_heard(&station);
    shows_what_became_of_kept_files(&station, &heard);
}

/// The views tell of both airings, and the verdicts are the same when they are judged again.
fn shows_what_was_heard(station: &Station) {
    let today = RealClock::default().wall();
    let log = station.as_run(today);
    let told = |row: &Value| {
        let field = |name: &str| row[name].as_str().map(str::to_owned);
        (field("evidence").unwrap(), field("aircheck").unwrap())
    };
    let rows: Vec<_> = log.iter().map(told).collect();
    let expected = [("E2", "co_nghe_thay"), ("E1", "khong_nghe_thay")];
    assert_eq!(
        rows,
        expected.map(|(level, verdict)| (level.into(), verdict.into()))
    );
    assert!(log[0]["captured_start_error_ms"].is_number(), "{log:?}");
    let table = station.run(&["log", &today.day().to_string(), "--lang", "en"]);
    assert!(table.out.contains("NOT HEARD"), "{table:?}");

    let ended = station.run(&["aircheck", "--again", "--format", "json", "--lang", "en"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let rows: Vec<Value> = serde_json::from_str(&ended.out).unwrap();
    let again: Vec<_> = rows
        .iter()
        .map(|row| row["again"].as_str().unwrap())
        .collect();
    assert_eq!(again, ["as before", "as before"]);

    // One airing as sound: what should have been heard on the left, what was on the right.
    let cue = rows[0]["cue"].as_str().unwrap();
    let wav = station.path("nghe.wav");
    let out = wav.to_str().unwrap();
    let ended = station.run(&["aircheck", "--wav", out]);
    assert_eq!(ended.code, 2, "two airings: {ended:?}");
    let own = station.path("audio/nghe.wav");
    let ended = station.run(&["aircheck", cue, "--wav", own.to_str().unwrap()]);
    assert!(ended.code == 2 && !own.exists(), "{ended:?}");
    let ended = station.run(&["aircheck", cue, "--wav", out]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let mut reader = hound::WavReader::open(&wav).unwrap();
    let mut power = [0.0, 0.0];
    for (number, sample) in reader.samples::<i16>().enumerate() {
        power[number % 2] += f64::from(sample.unwrap()).powi(2);
    }
    assert!(power.iter().all(|&power| power > 1e9), "{power:?}");
}

/// `loa verify` finds a kept file that was changed, and one that is gone without an entry that says so.
fn shows_what_became_of_kept_files(station: &Station, heard: &Judged) {
    assert!(station.is_verified());
    let file = station.path("data/aircheck").join(&heard.files[0].name);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let verify = |words: &str| {
        let ended = station.run(&["verify", "--lang", "en"]);
        assert_eq!(ended.code, 1, "{ended:?}");
        assert!(ended.out.contains(words), "{ended:?}");
    };
    verify("was changed");
    let ended = station.run(&["aircheck", "--again", "--lang", "en"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    std::fs::remove_file(&file).unwrap();
    verify("no entry says that it was removed");
}

// T15: silence while something is on air. T20: the process is well.
#[test]
fn a_muted_output_alarms_and_is_no_proof_of_anything() {
    let pulse = Pulse::start();
    let station = station(SINK);
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    pulse.module(&["set-sink-mute", SINK, "1"]);
    plan(&station, "mot");
    daemon.until("an alarm", |status| {
        (status["aircheck"]["silence"] == "im_lang").then_some(())
    });
    let ended = station.run(&["status"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.out.contains("KHÔNG NGHE THẤY TIẾNG"), "{ended:?}");
    let closing: Closing = station.closed(1)[0].clone();
    let judged = wait_verdict(&station, 1);
    // A dead input and a silent amplifier look the same.
    assert_eq!(
        judged.verdict,
        Verdict::Unverifiable(Doubt::Silent),
        "{judged:?}"
    );
    wait_fact(&station, "the end of the alarm", |captured| {
        let began = Captured::SilenceBegan {
            degree: Degree::Silent,
            cue: Some(closing.cue.clone()),
        };
        let began = captured.iter().position(|fact| *fact == began)?;
        let ended = captured
            .iter()
            .position(|fact| *fact == Captured::SilenceEnded)?;
        (began < ended).then_some(())
    });
    let ended = station.run(&["aircheck", "--lang", "en"]);
    assert!(
        ended.out.contains("ON AIR AND NOTHING WAS HEARD"),
        "{ended:?}"
    );
    daemon.until("no alarm", |status| {
        status["aircheck"]["silence"].is_null().then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}

#[test]
fn sound_that_the_station_does_not_play_is_recorded_as_foreign() {
    let pulse = Pulse::start();
    let station = station(SINK);
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    // The floor of the place is known after ten seconds of captured quiet; until then nothing is foreign, so the sound
    // is played again and again until it is told.
    let other = wait_with(ASKED_EVERY, "an alarm", PATIENCE, || {
        let mut other = play(&pulse, OTHER);
        let alarm = wait_with(
            ASKED_EVERY,
            "an alarm, or the end of the sound",
            PATIENCE,
            || {
                let foreign = station.status()?.1["aircheck"]["foreign"] == true;
                let over = other.0.try_wait().unwrap().is_some();
                (foreign || over).then_some(foreign)
            },
        );
        alarm.then_some(other)
    });
    let ended = station.run(&["status"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    drop(other);
    let (from, until, peak_mdbfs) = wait_fact(&station, "the end of the sound", |captured| {
        captured.iter().find_map(|fact| match fact {
            Captured::ForeignEnded {
                from,
                until,
                peak_mdbfs,
            } => Some((*from, *until, *peak_mdbfs)),
            _ => None,
        })
    });
    assert!(from < until, "{from} {until}");
    assert!((-45_000..0).contains(&peak_mdbfs), "{peak_mdbfs}");
    let ended = station.run(&["aircheck", "--lang", "en"]);
    assert!(ended.out.contains("foreign sound, -"), "{ended:?}");
    daemon.until("quiet", |status| {
        (status["aircheck"]["foreign"] == false).then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}

// T16: the sound server is killed and comes back; what was captured until then is kept.
#[test]
fn a_lost_input_is_told_once_and_opened_again() {
    let mut pulse = Pulse::start();
    let station = station(SINK);
    let mut daemon = station.start_on(&pulse.address());
    listens(&mut daemon);
    pulse.kill();
    daemon.until("a lost input", |status| {
        (status["aircheck"]["up"] == false).then_some(())
    });
    assert_eq!(station.run(&["status"]).code, 1);
    pulse.restart();
    listens(&mut daemon);
    assert_eq!(daemon.terminate(), 0);
    let facts = station.record().into_iter();
    let story: Vec<&str> = facts
        .filter_map(|(_, fact)| match fact {
            Fact::Captured(Captured::Opened { .. }) => Some("opened"),
            Fact::Captured(Captured::Lost { .. }) => Some("lost"),
            _ => None,
        })
        .collect();
    assert_eq!(story, ["opened", "lost", "opened"]);
    assert!(station.is_verified());
}
