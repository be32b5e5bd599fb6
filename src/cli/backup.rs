//! `loa backup` and `loa restore`: the station as one file, and a new folder from it. A ledger that was put back says so
//! in its next entry, and who did it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use super::args::{BackupArgs, RestoreArgs, VerifyArgs};
use super::desk::{Desk, Exit, complain, station_of};
use super::fault::Fault;
use super::out::demand_foreign;
use super::{problems, say, verify};
use crate::airing::ByHand;
use crate::airing::by_hand::{BY_MAX, words};
use crate::config::scan::{Scan, scan};
use crate::daemon::direct::Direct;
use crate::daemon::ledger_path;
use crate::ledger::verify::{BadEntry, Wrong};
use crate::store::backup::{BackupError, Label, OwnFile, clear, pack, unpack};
use crate::store::{Store, StoreError};
use crate::time::UtcMs;

/// The private key, from the station folder.
const KEY: &str = "data/keys/signing-key.pem";

/// Writes the station into one file: what Loa reads of it, and the ledger as it is now.
pub async fn backup(desk: &Desk, args: &BackupArgs) -> Result<Exit, Fault> {
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let made = desk.now().wall;
    let out = named(&args.to, store.origin().station(), made)?;
    demand_foreign(desk, &out, "fault-out-own")?;
    if out.exists() {
        return Err(Fault::config("fault-export-exists").with("file", out.display()));
    }
    let mut copy = OsString::from(&out);
    copy.push(".ledger.tmp");
    let copy = PathBuf::from(copy);
    let head = store.reader().copy(&copy).await?;
    let label = Label {
        origin: store.origin().clone(),
        head,
        made,
    };
    let found = scan(&desk.station);
    let files = own_files(&desk.station, &found, args.with_key);
    let (count, target) = (files.len(), out.clone());
    let packed = spawn_blocking(move || pack(&target, &label, &copy, &files)).await;
    let bytes = packed.expect("packing should not panic")?;
    let megabytes = bytes.div_ceil(1_000_000);
    desk.say(
        "backup-done",
        &[
            ("file", &out.display()),
            ("megabytes", &megabytes),
            ("files", &count),
            ("entries", &head.seq),
            ("head", &head),
        ],
    );
    let key = match args.with_key {
        true => "backup-with-key",
        false => "backup-without-key",
    };
    desk.say(key, &[]);
    if found.problems.is_empty() {
        return Ok(Exit::Fine);
    }
    desk.say("backup-problems", &[]);
    let sources = std::collections::BTreeMap::default();
    complain(&problems::text(desk, &found.problems, &sources));
    Ok(Exit::Findings)
}

/// Returns the file to write: the named one, or one in the named folder that tells station and time.
fn named(to: &Path, station: &str, made: UtcMs) -> Result<PathBuf, Fault> {
    if to.is_dir() {
        let (day, time) = made.civil();
        let time = time.to_string().replace(':', "");
        let (day, time) = (day.to_string(), time.get(..6).unwrap_or(&time));
        return Ok(to.join(format!("loa-{station}-{day}-{time}.zip")));
    }
    let is_zip = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("zip");
    match to.extension().is_some_and(is_zip) {
        true => Ok(to.to_owned()),
        false => Err(Fault::usage("fault-backup-kind").with("file", to.display())),
    }
}

/// Returns the files of the station that go into a backup.
fn own_files(station: &Path, found: &Scan, with_key: bool) -> Vec<OwnFile> {
    let single = found.station.iter().chain(&found.calendar);
    let lists = found.schedules.iter().chain(&found.sidecars);
    let files = single.chain(lists).chain(&found.audio);
    let mut files: Vec<OwnFile> = files
        .map(|file| (file.name.clone(), file.path.clone()))
        .collect();
    let key = station.join(KEY);
    if with_key && key.exists() {
        files.push((KEY.to_owned(), key));
    }
    files
}

/// Puts a backup into the station folder, which must be empty or not there, checks it, and records that.
pub async fn restore(desk: &Desk, args: &RestoreArgs) -> Result<Exit, Fault> {
    let by = words(&args.by, BY_MAX).map_err(say::unfit)?;
    let was_there = desk.station.exists();
    let (backup, into) = (args.backup.clone(), desk.station.clone());
    let unpacked = spawn_blocking(move || unpack(&backup, &into)).await;
    let label = unpacked.expect("unpacking should not panic")?;
    let recorded = take_over(desk, &label, by).await;
    if let Err(fault) = recorded {
        clear(&desk.station, was_there);
        return Err(fault.with("backup", args.backup.display()));
    }
    desk.say(
        "restore-done",
        &[
            ("folder", &desk.station.display()),
            ("entries", &label.head.seq),
            ("made", &label.made),
        ],
    );
    // Says too which checkpoints outside the machine know more than the backup.
    let all = VerifyArgs {
        ledger: None,
        expect: Vec::new(),
    };
    verify::run(desk, &all).await
}

/// Checks the ledger that was put back, from its first entry to the one that the backup names, and records that it was.
async fn take_over(desk: &Desk, label: &Label, by: String) -> Result<(), Fault> {
    let path = ledger_path(&desk.data());
    let store = Store::inspect(&path).await?;
    let checked = store.reader().verify([label.head]).await?;
    let head = checked
        .verified
        .whole()
        .and_then(|head| match head == label.head {
            true => Ok(head),
            false => Err(BadEntry {
                seq: head.seq,
                wrong: Wrong::OtherBackup,
            }),
        });
    let head = head.map_err(|bad| StoreError::Damaged { path, bad })?;
    let station = station_of(&desk.station);
    let clocks = station.map(|station| station.trusted_clocks);
    let clocks = clocks.unwrap_or_default();
    let direct = Direct::open_as(&desk.data(), &label.origin, clocks).await?;
    let restored = ByHand::Restored {
        size: head.seq,
        seal: head.seal,
        made: label.made,
        by,
    };
    let recorded = direct.say(restored).await;
    direct.close().await;
    recorded?;
    Ok(())
}

impl From<BackupError> for Fault {
    fn from(error: BackupError) -> Self {
        match &error {
            BackupError::NotABackup { path, why } => Self::config("fault-backup-unreadable")
                .with("file", path.display())
                .with("why", why),
            BackupError::NotEmpty { path } => {
                Self::config("fault-restore-not-empty").with("folder", path.display())
            }
            BackupError::Disk { .. } => Self::environment("fault-disk", error),
            BackupError::Ledger(_) => Self::environment("fault-ledger", error),
        }
    }
}
