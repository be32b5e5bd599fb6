//! Keys, checkpoints and evidence as a station has them: the real program, with and without a running daemon.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use loa::airing::{CheckpointWhy, Fact, Off, Signing};
use loa::ledger::checkpoint::Checkpoint;
use loa::ledger::note::PublicKey;
use loa::reason::Reason;
use serde_json::Value;

use super::export::script;
use crate::common::loa::{Station, soon};

const SETTINGS: &str = "[clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n\
                        [evidence]\ncheckpoint_to = [\"usb\"]\n";

/// A station whose daemon has run and stopped, with its daily checkpoint.
fn has_run(settings: &str) -> Station {
    let station = Station::with(settings);
    let daemon = station.start();
    daemon_has_signed(&station);
    assert_eq!(daemon.terminate(), 0);
    station
}

/// Waits for the daily checkpoint, and returns how the evidence is doing.
fn daemon_has_signed(station: &Station) -> Value {
    crate::common::clock::wait_for("a checkpoint", crate::common::loa::PATIENCE, || {
        let (_, status) = station.status()?;
        let evidence = status["evidence"].clone();
        (!evidence["checkpoint"].is_null()).then_some(evidence)
    })
}

fn checkpoints(station: &Station) -> Vec<CheckpointWhy> {
    let why = |fact: &Fact| match fact {
        Fact::Signing(Signing::CheckpointMade { why, .. }) => Some(*why),
        _ => None,
    };
    station
        .record()
        .iter()
        .filter_map(|(_, fact)| why(fact))
        .collect()
}

fn anchored(station: &Station) -> usize {
    fs::read_dir(station.path("usb")).map_or(0, Iterator::count)
}

#[test]
fn the_first_run_makes_a_key_and_the_first_moments_of_a_day_a_checkpoint() {
    let station = has_run(SETTINGS);
    let mode = |name| {
        fs::metadata(station.path(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(
        (mode("data/keys"), mode("data/keys/signing-key.pem")),
        (0o700, 0o600)
    );
    assert_eq!(checkpoints(&station), [CheckpointWhy::Daily]);
    let made = station
        .record()
        .iter()
        .filter(|(_, fact)| matches!(fact, Fact::Signing(Signing::KeyMade { .. })))
        .count();
    assert_eq!(made, 1);
    // A second start on the same day makes neither.
    let daemon = station.start();
    daemon_has_signed(&station);
    assert_eq!(daemon.terminate(), 0);
    assert_eq!(checkpoints(&station), [CheckpointWhy::Daily]);
    let whole = station.run(&["verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    let key = station.run(&["key"]);
    let key = PublicKey::parse(key.out.trim()).unwrap();
    assert_eq!(station.run(&["key", "--pem"]).out, key.to_pem());
}

#[test]
fn a_folder_that_is_away_stops_nothing_and_is_written_once_it_is_there() {
    let station = Station::with(SETTINGS);
    let mut daemon = station.start();
    let away = daemon.until("a folder that is away", |status| {
        status["evidence"]["folders"][0]["away"]
            .as_str()
            .map(str::to_owned)
    });
    assert!(!away.is_empty());
    assert!(
        !station.path("usb").exists(),
        "a folder that is away is not made"
    );
    let (code, _) = station.status().unwrap();
    assert_eq!(code, 0, "a stick that is not there is nothing wrong");
    fs::create_dir(station.path("usb")).unwrap();
    let asked = station.run(&["checkpoint", "--text"]);
    assert_eq!(asked.code, 0, "{asked:?}");
    let checkpoint = Checkpoint::parse_line(&asked.out).unwrap();
    let seq = checkpoint.head().seq;
    daemon.until("a folder that is written", |status| {
        let folder = &status["evidence"]["folders"][0];
        (folder["away"].is_null() && folder["seq"] == seq).then_some(())
    });
    let file = station.path("usb").join(checkpoint.file_name());
    assert_eq!(
        fs::read_to_string(file).unwrap(),
        checkpoint.note().to_string()
    );
    let told = station.run(&["status"]);
    assert!(
        told.out
            .contains(&format!("có mốc niêm phong đến dòng {seq}, nhưng")),
        "the folder of this test is on the ledger's own disk: {told:?}"
    );
    assert_eq!(daemon.terminate(), 0);
    assert_eq!(
        checkpoints(&station),
        [CheckpointWhy::Daily, CheckpointWhy::Asked]
    );
    assert_eq!(station.run(&["verify"]).code, 0);
}

#[test]
fn without_a_daemon_the_same_is_signed_directly_and_tells_nothing_of_the_daemon() {
    let station = has_run(SETTINGS);
    fs::create_dir(station.path("usb")).unwrap();
    let stopped = station.record().last().unwrap().0.at;
    let asked = station.run(&["--lang", "en", "checkpoint"]);
    assert_eq!(asked.code, 0, "{asked:?}");
    assert!(
        asked.out.contains("holds the checkpoint up to entry"),
        "{asked:?}"
    );
    assert_eq!(anchored(&station), 1);
    // What was off is told from when the daemon stopped, not from when somebody signed.
    let daemon = station.start();
    assert_eq!(daemon.terminate(), 0);
    let record = station.record();
    let off = record.iter().rev().find_map(|(_, fact)| match fact {
        Fact::DaemonStarted { off, .. } => *off,
        _ => None,
    });
    let cause = Reason::MachineOff;
    assert_eq!(
        off,
        Some(Off {
            since: stopped,
            cause
        })
    );
    assert_eq!(station.run(&["verify"]).code, 0);
}

#[test]
fn a_ledger_that_has_not_begun_is_not_signed() {
    let station = Station::with(SETTINGS);
    assert_eq!(station.run(&["checkpoint"]).code, 4);
    assert!(!station.path("data/ledger.db").exists());
    let key = station.run(&["key"]);
    assert_eq!(key.code, 4, "{key:?}");
}

// T29: a disk image from before is put back; the stick knows better, at the desk and in the daemon.
#[test]
fn an_old_image_that_is_put_back_is_found_by_the_stick() {
    let station = has_run(SETTINGS);
    fs::create_dir(station.path("usb")).unwrap();
    // The whole ledger, journal and all.
    let image = station.path("image");
    fs::create_dir(&image).unwrap();
    let copy = |from: &std::path::Path, to: &std::path::Path| {
        for end in ["", "-wal"] {
            let name = format!("ledger.db{end}");
            drop(fs::remove_file(to.join(&name)));
            if from.join(&name).exists() {
                fs::copy(from.join(&name), to.join(&name)).unwrap();
            }
        }
    };
    copy(&station.path("data"), &image);
    for _ in 0..2 {
        let shown = station.run(&["checkpoint"]);
        assert_eq!(shown.code, 0, "{shown:?}");
    }
    let kept = station.run(&["checkpoint", "--text"]).out;
    copy(&image, &station.path("data"));
    let seq = Checkpoint::parse_line(&kept).unwrap().head().seq;
    let alone = station.run(&["verify", "data/ledger.db"]);
    assert_eq!(
        alone.code, 4,
        "the path counts from where one stands: {alone:?}"
    );
    let alone = station.run(&["verify", station.path("data/ledger.db").to_str().unwrap()]);
    assert_eq!(alone.code, 0, "nothing shows it from inside: {alone:?}");
    for args in [vec!["verify"], vec!["verify", "--expect", kept.trim()]] {
        let told = station.run(&args);
        assert_eq!(told.code, 1, "{told:?}");
        assert!(told.out.contains("sổ được khôi phục từ bản cũ"), "{told:?}");
    }
    let told = station.run(&["verify", "--expect", kept.trim()]);
    assert!(told.out.contains(&format!("ở dòng {seq}:")), "{told:?}");
    let mut daemon = station.start();
    daemon.until("a warning", |status| {
        status["evidence"]["folders"][0]["foreign"].as_u64()
    });
    let (code, _) = station.status().unwrap();
    assert_eq!(code, 1, "a fork is something wrong");
    assert_eq!(daemon.terminate(), 0);
}

#[test]
fn what_is_expected_is_read_in_every_form_and_named_when_it_does_not_fit() {
    let station = has_run("[clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n");
    let line = station.run(&["checkpoint", "--text"]).out;
    let checkpoint = Checkpoint::parse_line(&line).unwrap();
    fs::create_dir(station.path("giay")).unwrap();
    let file = station.path("giay").join(checkpoint.file_name());
    fs::write(&file, checkpoint.note().to_string()).unwrap();
    let head = checkpoint.head().to_string();
    let note = checkpoint.note().to_string();
    let good = [
        line.trim(),
        &head,
        &note,
        file.to_str().unwrap(),
        station.path("giay").to_str().unwrap(),
    ]
    .map(str::to_owned);
    for expected in &good {
        let told = station.run(&["verify", "--expect", expected]);
        assert_eq!(told.code, 0, "{expected}: {told:?}");
        assert!(told.out.contains("Đối chiếu 1 mốc"), "{told:?}");
    }
    let digit = if head.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{digit}", &head[..head.len() - 1]);
    let of_stranger = {
        let name = checkpoint.name().clone();
        let key = loa::ledger::note::PrivateKey::from_seed(name, &[9; 32]);
        Checkpoint::sign(checkpoint.head(), &key).to_line()
    };
    let far = line.replace(&format!(":{}:", checkpoint.head().seq), ":99999:");
    for (expected, words) in [
        (other.as_str(), "không còn như lúc ký mốc"),
        (&of_stranger, "chữ ký không phải của khóa nào"),
        (far.trim(), "sổ chỉ còn đến dòng"),
        (
            &line.trim().replace("XA-THU", "XA-KHAC"),
            "mốc này của sổ khác",
        ),
    ] {
        let told = station.run(&["verify", "--expect", &good[0], "--expect", expected]);
        assert_eq!(told.code, 1, "{expected}: {told:?}");
        assert!(
            told.out.contains(words) && told.out.contains("Sổ nguyên vẹn"),
            "{words}: {told:?}"
        );
    }
    fs::write(&file, "rách").unwrap();
    let told = station.run(&["verify", "--expect", &good[4]]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.out.contains("KHÔNG ĐỌC ĐƯỢC"), "{told:?}");
    assert_eq!(station.run(&["verify", "--expect", "gì đó"]).code, 2);
}

#[test]
fn a_key_is_replaced_with_the_old_ones_word_and_a_lost_one_without() {
    let station = has_run(SETTINGS);
    let key = |station: &Station| station.run(&["key"]).out.trim().to_owned();
    let first = key(&station);
    assert_eq!(
        station.run(&["key", "--new"]).code,
        2,
        "somebody must say so"
    );
    assert_eq!(station.run(&["key", "--new", "--by", " "]).code, 2);
    let direct = station.run(&["key", "--new", "--by", "Lê Văn Ví Dụ"]);
    assert_eq!(direct.code, 0, "{direct:?}");
    let second = key(&station);
    let daemon = station.start();
    let running = station.run(&["key", "--new", "--by", "Lê Văn Ví Dụ"]);
    assert_eq!(running.code, 0, "{running:?}");
    let third = key(&station);
    assert!(first != second && second != third && first != third);
    assert_eq!(station.run(&["checkpoint", "--text"]).code, 0);
    assert_eq!(daemon.terminate(), 0);
    let whole = station.run(&["verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(!whole.out.contains("Lưu ý"), "{whole:?}");
    assert_eq!(fs::read_dir(station.path("data/keys")).unwrap().count(), 1);
    fs::remove_dir_all(station.path("data/keys")).unwrap();
    assert_eq!(station.run(&["checkpoint", "--text"]).code, 0);
    let whole = station.run(&["verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(
        whole.out.contains("khóa cũ không ký xác nhận khóa này"),
        "{whole:?}"
    );
    let by: Vec<Option<String>> = station
        .record()
        .into_iter()
        .filter_map(|(_, fact)| match fact {
            Fact::Signing(Signing::KeyRotated { by, .. }) => Some(by),
            _ => None,
        })
        .collect();
    let named = Some("Lê Văn Ví Dụ".to_owned());
    assert_eq!(by, [named.clone(), named, None]);
}

// T28: what became of the sound later is told, and is no fault of the ledger.
#[test]
fn evidence_of_a_day_is_handed_over_and_sound_that_changed_later_is_told() {
    let station = Station::with("[clock]\ntrust = [\"rtc\"]\n[output]\nkind = \"null\"\n");
    for stem in ["bai", "tin"] {
        station.segment(stem, 500, 300.0, "");
    }
    let at = soon(1);
    station.programme("ban-tin", at, "", &["bai", "tin"]);
    let daemon = station.start();
    station.closed(2);
    assert_eq!(daemon.terminate(), 0);
    let whole = station.run(&["verify"]);
    assert!(
        whole.out.contains("2 còn nguyên, 0 đã khác, 0 không còn"),
        "{whole:?}"
    );
    let day = at.day().to_string();
    let out = station.path("chung-cu.zip").display().to_string();
    let done = station.run(&["export", "--period", &day, "--out", &out]);
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(checkpoints(&station).last(), Some(&CheckpointWhy::Report));
    let kept = station.run(&["checkpoint", "--text"]).out;
    let (content, said) = script(out.as_ref(), &[]);
    assert!(content && said.contains("xa-thu"), "{said}");
    assert!(
        !script(out.as_ref(), &[kept]).0,
        "it is from after the evidence"
    );
    let again = station.run(&["export", "--period", &day, "--out", &out]);
    assert_eq!(again.code, 3, "nothing is written over: {again:?}");
    let month = format!("{}..{}", at.day().plus(-30), at.day().plus(-20));
    let none = station.run(&[
        "export",
        "--period",
        &month,
        "--out",
        &format!("{out}2.zip"),
    ]);
    assert_eq!(none.code, 1, "{none:?}");
    assert_eq!(station.run(&["export", "--period", "2026-13"]).code, 2);
    assert_eq!(
        station
            .run(&["export", "--period", &day, "--out", "x.xlsx"])
            .code,
        3
    );
    fs::remove_file(station.path("audio/bai.wav")).unwrap();
    station.sound("tin", 500, 600.0);
    let whole = station.run(&["verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    assert!(
        whole.out.contains("0 còn nguyên, 1 đã khác, 1 không còn"),
        "{whole:?}"
    );
    assert!(
        whole.out.contains("Đã khác sau khi phát: audio/tin.wav"),
        "{whole:?}"
    );
    assert!(whole.out.contains("Không còn: audio/bai.wav"), "{whole:?}");
}

// A rehearsal vouches for nothing: it has no key and signs nothing.
#[test]
fn a_rehearsal_has_no_key() {
    let station = Station::new();
    let rehearsed = station.run(&["rehearse", "--at", "2026-12-07T05:45", "--for", "2s"]);
    assert_eq!(rehearsed.code, 0, "{rehearsed:?}");
    let folder = fs::read_dir(station.path("data/rehearsal"))
        .unwrap()
        .next()
        .unwrap();
    let record = station.record_of(&folder.unwrap().path().join("ledger.db"));
    assert!(
        record
            .iter()
            .all(|(_, fact)| !matches!(fact, Fact::Signing(_)))
    );
    assert!(!station.path("data/keys").exists());
}
