//! A programme on air: heard at its instant, recorded as it was heard; and what keeps a segment off the air.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use loa::airing::{Fact, Outcome};
use loa::reason::Reason;
use loa::time::Clock as _;
use serde_json::{Value, json};

use crate::common::clock::{RealClock, wait_for};
use crate::common::loa::{PATIENCE, RATE, Station, alike, soon};
use crate::common::pulse::Pulse;

// T27: the as-run is what was heard; the recording of the sound server and the ledger are compared.
#[test]
fn a_programme_is_heard_at_its_instant_in_order_and_recorded_as_heard() {
    let pulse = Pulse::start();
    let station = Station::on_server();
    station.segment("mo-dau", 1_500, 300.0, "");
    station.segment("noi-dung", 2_000, 900.0, "topics = [\"mot-cua\"]\n");
    let recorder = pulse.record();
    let at = soon(5);
    station.programme("ban-tin", at, "", &["mo-dau", "noi-dung"]);
    let daemon = station.start_on(&pulse.address());
    let closings = station.closed(2);

    let (tape, onset) = wait_for("both items on the recording", PATIENCE, || {
        let tape = recorder.tape();
        let onset = tape.onset(0, 0.1)?;
        (tape.samples.len() / 2 > onset + 4 * RATE).then_some((tape, onset))
    });
    let now = RealClock::default().now_ns();
    let due_ns = at.0 * 1_000_000 - (now.wall_ns - now.mono_ns);
    // In the right second, and as the record says: how near a start comes to its instant is for the bench to measure.
    let heard_late_ms = (tape.played_ns(onset) - due_ns) / 1_000_000;
    assert!(heard_late_ms.abs() < 1_000, "{heard_late_ms} ms late");
    let first = alike(&tape.samples, onset, 300.0, 0, 3 * RATE / 2);
    let second = alike(&tape.samples, onset + 3 * RATE / 2, 900.0, 0, 2 * RATE);
    assert!(first > 0.99 && second > 0.99, "alike {first} and {second}");
    assert_eq!(
        tape.onset(onset + 7 * RATE / 2 + 480, 0.01),
        None,
        "sound after the end"
    );

    let heard: Vec<_> = closings
        .iter()
        .map(|c| (c.outcome, c.played_frames, c.total_frames, c.at_least))
        .collect();
    assert_eq!(
        heard,
        [
            (Outcome::Aired, 72_000, 72_000, false),
            (Outcome::Aired, 96_000, 96_000, false)
        ]
    );
    let rows = station.as_run(at);
    let pick = |name: &str| {
        rows.iter()
            .map(|row| row[name].clone())
            .collect::<Vec<Value>>()
    };
    assert_eq!(pick("title"), [json!("Bài mo-dau"), json!("Bài noi-dung")]);
    assert_eq!(pick("outcome"), [json!("phat_du"), json!("phat_du")]);
    assert_eq!(pick("played_ms"), [json!(1_500), json!(2_000)]);
    assert_eq!(pick("topic"), [Value::Null, json!("mot-cua")]);
    assert_eq!(pick("output"), [json!("pulse:lab"), json!("pulse:lab")]);
    assert_eq!(pick("clock"), [json!("rtc"), json!("rtc")]);
    assert_eq!(rows[0]["scheduled"], json!(at.to_string()));
    let recorded_late_ms = rows[0]["late_ms"].as_f64().unwrap();
    assert!(
        (recorded_late_ms - heard_late_ms as f64).abs() < 500.0,
        "recorded {recorded_late_ms} ms late, heard {heard_late_ms} ms late"
    );

    assert_eq!(daemon.terminate(), 0);
    assert!(matches!(
        station.record().last(),
        Some((_, Fact::DaemonStopped))
    ));
    assert!(station.is_verified());
    let table = station.run(&["log", &at.day().to_string()]);
    assert_eq!(table.out.matches("phát đủ").count(), 2, "{}", table.out);
    let sum = "Theo lịch: 2 lượt. Phát đủ: 2; phát thiếu: 0; bị ngắt: 0; không phát: 0; chưa kết thúc: 0.";
    assert_eq!(table.out.lines().last(), Some(sum));
}

/// Changes the sound of a file, but neither its size nor its time.
fn alter_in_secret(station: &Station, stem: &str) {
    let path = station.path(&format!("audio/{stem}.wav"));
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&path, bytes).unwrap();
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(modified)
        .unwrap();
}

#[test]
fn what_may_not_air_is_not_heard_and_the_record_says_why() {
    let station = Station::new();
    station.segment("sua-truoc", 1_000, 300.0, "");
    station.sound("sua-truoc", 1_000, 400.0);
    station.sound("chua-duyet", 1_000, 300.0);
    station.write(
        "audio/chua-duyet.toml",
        "title = \"Bài chua-duyet\"\ngenre = \"bai\"\n",
    );
    station.segment("het-han", 1_000, 300.0, "valid_until = 2026-01-31\n");
    station.segment(
        "thu-hoi",
        1_000,
        300.0,
        "[withdrawn]\non = 2026-02-01\nwhy = \"Sai số liệu\"\n",
    );
    station.segment("hong", 1_000, 300.0, "");
    station.segment("duoc-phat", 1_000, 300.0, "");
    let at = soon(2);
    let items = [
        "sua-truoc",
        "chua-duyet",
        "het-han",
        "thu-hoi",
        "thieu",
        "duoc-phat",
    ];
    station.programme("ban-tin", at, "", &items);
    let _daemon = station.start();
    let mut became: Vec<_> = station
        .closed(6)
        .into_iter()
        .map(|closing| {
            (
                closing.cue.to_string(),
                closing.outcome,
                closing.reason,
                closing.played_frames,
            )
        })
        .collect();
    became.sort();
    let reasons: Vec<_> = became.iter().map(|(_, _, reason, _)| *reason).collect();
    assert_eq!(
        reasons,
        [
            Some(Reason::FileAltered),
            Some(Reason::NotApproved),
            Some(Reason::Expired),
            Some(Reason::Withdrawn),
            Some(Reason::FileMissing),
            None
        ]
    );
    assert!(
        became[..5]
            .iter()
            .all(|(_, outcome, _, played)| (*outcome, *played) == (Outcome::Missed, 0))
    );
    assert_eq!((became[5].1, became[5].3), (Outcome::Aired, 48_000));
}

// T18: a file that is replaced behind the plan's back.
#[test]
fn audio_that_is_altered_between_plan_and_air_does_not_air() {
    let station = Station::new();
    station.segment("mo-dau", 1_000, 300.0, "");
    station.segment("bi-sua", 1_000, 300.0, "");
    let at = soon(17);
    station.programme("ban-tin", at, "", &["bi-sua", "mo-dau"]);
    let mut daemon = station.start();
    daemon.until("a plan on air", |status| {
        status["next"].as_object().map(drop)
    });
    alter_in_secret(&station, "bi-sua");
    let closing = &station.closed(1)[0];
    assert_eq!(
        (closing.outcome, closing.reason),
        (Outcome::Missed, Some(Reason::FileAltered))
    );
    assert_eq!(
        (closing.title.as_str(), closing.played_frames),
        ("Bài bi-sua", 0)
    );
}

#[test]
fn a_person_stops_what_is_on_air_and_the_record_names_them() {
    let station = Station::new();
    station.segment("dai", 30_000, 300.0, "");
    station.segment("sau", 1_000, 300.0, "");
    let at = soon(5);
    station.programme("ban-tin", at, "", &["dai", "sau"]);
    let mut daemon = station.start();
    let nothing = station.run(&["stop", "--by", "Lê Thị Trực"]);
    assert_eq!(nothing.code, 1, "{nothing:?}");
    daemon.until_heard(1);
    let stopped = station.run(&["stop", "--by", "Lê Thị Trực"]);
    assert_eq!(stopped.code, 0, "{stopped:?}");
    let closings = station.closed(2);
    let became: Vec<_> = closings
        .iter()
        .map(|c| (c.title.as_str(), c.outcome, c.reason))
        .collect();
    assert_eq!(
        became,
        [
            ("Bài dai", Outcome::Interrupted, Some(Reason::Operator)),
            ("Bài sau", Outcome::Missed, Some(Reason::Operator))
        ]
    );
    assert!(
        (48_000..30 * 48_000).contains(&closings[0].played_frames),
        "{closings:?}"
    );
    assert!(!closings[0].at_least);
    let named = station
        .record()
        .into_iter()
        .find_map(|(_, fact)| match fact {
            Fact::StoppedByOperator { by, .. } => Some(by),
            _ => None,
        });
    assert_eq!(named.as_deref(), Some("Lê Thị Trực"));
    assert_eq!(daemon.terminate(), 0);
}
