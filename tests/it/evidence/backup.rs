//! A station as one file, and back: the real program, with a daemon that airs meanwhile, and backups that were spoilt.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use loa::airing::captured::{Captured, KeptFile};
use loa::airing::{ByHand, Fact, Signing};
use loa::ledger::{Origin, digest_of};
use loa::reason::Reason;
use loa::store::backup::{BackupError, unpack};
use loa::store::{Appended, OpenMode, Store, WriterOptions};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::clock::wait_for;
use crate::common::loa::{Ended, PATIENCE, Station, later, program, run, soon};

/// A station with accents and spaces in its names, on which one programme was aired.
fn aired() -> Station {
    let station = Station::new();
    station.segment("Tin ngày mới/bài số 1", 1_000, 300.0, "");
    station.programme("ban-tin", soon(2), "", &["Tin ngày mới/bài số 1"]);
    station
}

fn restore(backup: &Path, into: &Path) -> Ended {
    let mut command = program();
    command.arg("--station").arg(into).arg("restore");
    run(command.arg(backup).args(["--by", "Nguyễn Văn Á"]))
}

fn told(station: &Path, args: &[&str]) -> Ended {
    run(program().arg("--station").arg(station).args(args))
}

/// Runs the daemon on a station that was put back until its status says this, and ends it.
fn runs_until(station: &Station, new: &Path, says: &str) {
    let mut command = program();
    command.arg("--station").arg(new).arg("run");
    let daemon = station.launch(command);
    wait_for(says, PATIENCE, || {
        let status = told(new, &["status", "--json"]);
        status.out.contains(says).then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
}

/// Returns the files below a folder, by their names within it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                let name = path.strip_prefix(folder).unwrap();
                found.push((name.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

// T29: putting a copy back must not pass for the ledger that went on.
#[test]
fn a_backup_of_a_running_station_goes_on_as_a_ledger_that_says_what_it_lacks() {
    let station = aired();
    let away = tempfile::tempdir().unwrap();
    let daemon = station.start();
    station.closed(1);
    let made = station.run(&["backup", away.path().to_str().unwrap()]);
    assert_eq!(made.code, 0, "{made:?}");
    let backup = fs::read_dir(away.path()).unwrap().next().unwrap();
    let backup = backup.unwrap().path();
    let name = backup.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with("loa-xa-thu-2"), "{name}");
    // What comes after the backup: another airing, and a checkpoint that leaves the machine.
    let at = soon(2);
    station.programme("ban-tin-hai", at, "", &["Tin ngày mới/bài số 1"]);
    station.closed(2);
    let kept = station.run(&["checkpoint", "--text"]);
    assert_eq!(daemon.terminate(), 0);
    let before = station.record();

    let new = away.path().join("Đài mới");
    let restored = restore(&backup, &new);
    assert_eq!(restored.code, 0, "{restored:?}");
    let of_station = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let mut found = files(folder);
        found.retain(|(name, _)| !name.starts_with("data") && name.contains('.'));
        found.retain(|(name, _)| name != "daemon.log" && name != "schedules/ban-tin-hai.toml");
        found
    };
    assert_eq!(of_station(&new), of_station(&station.path("")));
    assert!(!new.join("data/keys").exists(), "the key was not asked for");
    let record = station.record_of(&new.join("data/ledger.db"));
    let (last, shared) = record.split_last().unwrap();
    assert_eq!(shared, &before[..shared.len()]);
    let Fact::ByHand(ByHand::Restored { size, by, .. }) = &last.1 else {
        panic!("{last:?}");
    };
    assert_eq!(*size, shared.len() as u64);
    assert_eq!(by, "Nguyễn Văn Á");

    // The old ledger's later checkpoint shows that this one is another from there on.
    let fork = told(&new, &["verify", "--expect", kept.out.trim()]);
    assert_eq!(fork.code, 1, "{fork:?}");
    assert_eq!(told(&new, &["verify"]).code, 0);
    // The station goes on, and says since when nobody can vouch. What was due meanwhile has no outcome.
    runs_until(&station, &new, "\"checkpoint\": {");
    let record = station.record_of(&new.join("data/ledger.db"));
    let off = record.iter().rev().find_map(|(_, fact)| match fact {
        Fact::DaemonStarted { off, .. } => Some(off.unwrap()),
        _ => None,
    });
    let off = off.unwrap();
    assert_eq!(off.cause, Reason::Restored);
    assert!(off.since < at, "{off:?}");
    let unsigned = |fact: &Fact| matches!(fact, Fact::Signing(Signing::KeyRotated { signature, .. }) if signature.is_none());
    assert!(record.iter().any(|(_, fact)| unsigned(fact)));
    assert_eq!(told(&new, &["verify"]).code, 0);
}

#[test]
fn what_a_backup_does_not_tell_has_no_outcome_at_this_start_and_the_next() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    let (at, to_come) = (soon(4), later());
    station.programme("ban-tin", at, "", &["bai"]);
    station.programme("mai-moi-phat", to_come, "", &["bai"]);
    let mut daemon = station.start();
    daemon.until("a plan", |status| {
        status["schedule"]["planned_until"].as_str().map(|_| ())
    });
    let backup = station.path("../sao-luu.zip");
    let away = tempfile::tempdir().unwrap();
    let backup = away.path().join(backup.file_name().unwrap());
    let made = station.run(&["backup", backup.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{made:?}");
    station.closed(1);
    assert_eq!(daemon.terminate(), 0);
    let new = away.path().join("moi");
    assert_eq!(restore(&backup, &new).code, 0);
    for start in 1..=2 {
        runs_until(&station, &new, "\"planned_until\": \"2");
        let log = [
            "log",
            &at.day().to_string(),
            "--reconcile",
            "--format",
            "json",
        ];
        let verdict = |programme: &str| {
            let log = told(&new, &log);
            let rows: Vec<serde_json::Value> = serde_json::from_str(&log.out).unwrap();
            let row = rows.iter().find(|row| {
                let cue = row["cue"].as_str().unwrap();
                cue.ends_with(&format!("/{programme}#1"))
            });
            row.map(|row| row["verdict"].clone())
        };
        wait_for("its time to pass", PATIENCE, || {
            (verdict("ban-tin") != Some(json!("chua_xong"))).then_some(())
        });
        assert_eq!(verdict("ban-tin"), Some(json!("khong_ro")), "start {start}");
        if to_come.day() == at.day() {
            assert_eq!(
                verdict("mai-moi-phat"),
                Some(json!("chua_xong")),
                "start {start}"
            );
        }
    }
}

#[test]
fn the_key_is_in_a_backup_only_when_asked_for() {
    let station = aired();
    let daemon = station.start();
    station.closed(1);
    wait_for("a key", PATIENCE, || {
        station
            .path("data/keys/signing-key.pem")
            .exists()
            .then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
    let away = tempfile::tempdir().unwrap();
    let backup = away.path().join("có khóa.zip");
    let made = station.run(&["backup", "--with-key", backup.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{made:?}");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&backup), 0o600);
    let new = away.path().join("moi");
    assert_eq!(restore(&backup, &new).code, 0);
    let key = |folder: &Path| fs::read(folder.join("data/keys/signing-key.pem")).unwrap();
    assert_eq!(key(&new), key(&station.path("")));
    assert_eq!(mode(&new.join("data/keys")), 0o700);
    assert_eq!(mode(&new.join("data/keys/signing-key.pem")), 0o600);
}

#[test]
fn no_backup_is_written_over_anything_and_none_put_back_over_a_station() {
    let station = aired();
    let daemon = station.start();
    station.closed(1);
    assert_eq!(daemon.terminate(), 0);
    let away = tempfile::tempdir().unwrap();
    let backup = away.path().join("a.zip");
    let check = |to: &Path, code: i32, words: &str| {
        let told = station.run(&["backup", to.to_str().unwrap()]);
        assert_eq!(told.code, code, "{told:?}");
        assert!(told.err.contains(words), "{told:?}");
    };
    assert_eq!(station.run(&["backup", backup.to_str().unwrap()]).code, 0);
    let bytes = fs::read(&backup).unwrap();
    check(&backup, 3, "a.zip");
    check(&station.path("audio/a.zip"), 2, "audio/a.zip");
    check(&away.path().join("a.docx"), 2, ".zip");
    check(&away.path().join("không có/a.zip"), 4, "không có");
    let over = restore(&backup, &station.path(""));
    assert_eq!(over.code, 3, "{over:?}");
    assert!(over.err.contains("không trống"), "{over:?}");
    assert_eq!(fs::read(&backup).unwrap(), bytes);
    let left: Vec<_> = fs::read_dir(away.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays");
}

/// Copies a backup with each entry as `change` gives it back; `None` leaves it out.
fn changed(
    backup: &Path,
    to: &Path,
    mut change: impl FnMut(&str, Vec<u8>) -> Option<(String, Vec<u8>)>,
) -> PathBuf {
    let mut archive = ZipArchive::new(fs::File::open(backup).unwrap()).unwrap();
    let mut writer = ZipWriter::new(fs::File::create(to).unwrap());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if let Some((name, bytes)) = change(&name, bytes) {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&bytes).unwrap();
        }
    }
    writer.finish().unwrap();
    to.to_owned()
}

/// A good backup in a folder of its own, to be spoilt.
struct Spoiling {
    _station: Station,
    away: tempfile::TempDir,
    backup: PathBuf,
}

impl Spoiling {
    fn new() -> Self {
        let station = aired();
        let daemon = station.start();
        station.closed(1);
        assert_eq!(daemon.terminate(), 0);
        let away = tempfile::tempdir().unwrap();
        let backup = away.path().join("a.zip");
        assert_eq!(station.run(&["backup", backup.to_str().unwrap()]).code, 0);
        Self {
            _station: station,
            away,
            backup,
        }
    }

    fn new_folder(&self) -> PathBuf {
        self.away.path().join("moi")
    }

    /// Says that the backup with each entry as `change` gives it back puts nothing anywhere.
    fn refuses(&self, what: &str, change: impl FnMut(&str, Vec<u8>) -> Option<(String, Vec<u8>)>) {
        let spoilt = changed(&self.backup, &self.away.path().join("b.zip"), change);
        self.refuses_file(what, &spoilt);
    }

    fn refuses_file(&self, what: &str, spoilt: &Path) {
        let told = restore(spoilt, &self.new_folder());
        assert!(told.code >= 3, "{what}: {told:?}");
        assert!(!told.err.is_empty(), "{what}");
        assert!(!self.new_folder().exists(), "{what}");
        let outside = fs::read_dir(self.away.path()).unwrap().count();
        assert_eq!(outside, 2, "{what}");
    }
}

fn keep(name: &str, bytes: Vec<u8>) -> Option<(String, Vec<u8>)> {
    Some((name.to_owned(), bytes))
}

#[test]
fn a_backup_writes_only_what_belongs_to_a_station_and_only_inside_its_folder() {
    let spoiling = Spoiling::new();
    for to in [
        "../station.toml",
        "/etc/station.toml",
        "audio/../../station.toml",
        "data/loa.sock",
        "data/../station.toml",
        "etc/passwd",
    ] {
        spoiling.refuses(to, |name, bytes| match name {
            "station.toml" => keep(to, bytes),
            other => keep(other, bytes),
        });
    }
}

#[test]
fn a_spoilt_backup_puts_nothing_anywhere() {
    let spoiling = Spoiling::new();
    for left_out in ["data/ledger.db", "backup.txt"] {
        spoiling.refuses(left_out, |name, bytes| {
            (name != left_out).then(|| (name.to_owned(), bytes))
        });
    }
    // A ledger that was changed inside the backup does not pass, whatever the label says.
    spoiling.refuses("another entry", |name, mut bytes| {
        if name == "data/ledger.db" {
            // All of them: a page of SQLite holds leftovers of its rows too.
            let is_kind = |at: &usize| bytes[*at..].starts_with(b"\"started\"");
            let places: Vec<usize> = (0..bytes.len()).filter(is_kind).collect();
            assert!(!places.is_empty());
            for at in places {
                bytes[at + 1] ^= 0x20;
            }
        }
        keep(name, bytes)
    });
    spoiling.refuses("another origin", |name, bytes| match name {
        "backup.txt" => {
            let text = String::from_utf8(bytes).unwrap();
            keep(name, text.replace("xa-thu", "xa-khac").into_bytes())
        }
        other => keep(other, bytes),
    });
    let (bytes, cut_off) = (
        fs::read(&spoiling.backup).unwrap(),
        spoiling.away.path().join("b.zip"),
    );
    for cut in [0, 1, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&cut_off, &bytes[..cut]).unwrap();
        spoiling.refuses_file(&format!("cut at {cut}"), &cut_off);
    }
    let new = spoiling.new_folder();
    assert_eq!(restore(&spoiling.backup, &new).code, 0);
    assert!(matches!(
        unpack(&spoiling.backup, &new),
        Err(BackupError::NotEmpty { .. })
    ));
}

#[test]
fn captures_that_no_backup_holds_are_told_and_are_no_finding() {
    let station = aired();
    let daemon = station.start();
    station.closed(1);
    assert_eq!(daemon.terminate(), 0);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let origin = Origin::new("xa-thu", false).unwrap();
        let mode = OpenMode::Write(WriterOptions::default());
        let store = Store::open(&station.path("data/ledger.db"), &origin, mode).await;
        let store = store.unwrap();
        let stamp = store.reader().newest().await.unwrap().unwrap().stamp;
        let kept = Fact::Captured(Captured::Kept(KeptFile {
            name: "2026-12-07T054500.flac".to_owned(),
            from: stamp.at,
            until: stamp.at,
            samples: 1,
            rate_hz: 16_000,
            sha256: digest_of(b"a capture"),
        }));
        let writer = store.writer().unwrap().clone();
        assert!(matches!(
            writer.append(stamp, kept).await,
            Appended::Durable(_)
        ));
        writer.close().await;
    });
    // Here nothing says that it was removed.
    assert_eq!(station.run(&["verify"]).code, 1);
    let away = tempfile::tempdir().unwrap();
    let (backup, new) = (away.path().join("a.zip"), away.path().join("moi"));
    assert_eq!(station.run(&["backup", backup.to_str().unwrap()]).code, 0);
    let restored = restore(&backup, &new);
    assert_eq!(restored.code, 0, "{restored:?}");
    let line = "1 bản thu có từ trước khi sổ được khôi phục không có ở đây";
    assert!(restored.out.contains(line), "{restored:?}");
}
