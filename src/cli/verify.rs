//! `loa verify`: whether the ledger is whole, whether it holds every checkpoint that was kept outside the machine, and
//! what became of the sound that it names. Each finding names its entry.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::args::VerifyArgs;
use super::captures;
use super::desk::{Desk, Exit, print, station_of};
use super::expect::{Expectations, judge};
use super::fault::Fault;
use crate::daemon::ledger_path;
use crate::ids::{AudioPath, Digest};
use crate::ledger::Origin;
use crate::ledger::keys::{KeyFault, KeyRing};
use crate::ledger::verify::{Verified, Wrong};
use crate::playback::digest_file;
use crate::store::{Checked, Store};

/// How many files of changed or missing sound are named.
const NAMED_MAX: usize = 20;

pub async fn run(desk: &Desk, args: &VerifyArgs) -> Result<Exit, Fault> {
    let own = ledger_path(&desk.data());
    let path = args.ledger.clone().unwrap_or_else(|| own.clone());
    let store = Store::inspect(&path).await?;
    let mut expectations = Expectations::read(&args.expect, store.origin())?;
    let is_own = args.ledger.is_none();
    if is_own {
        for folder in own_folders(desk, store.origin()) {
            expectations.take_path(&folder, store.origin())?;
        }
    }
    let checked = check(&store, &expectations).await?;
    let exit = show(desk, &store, &checked.verified, &expectations);
    if !is_own || checked.verified.broken.is_some() {
        return Ok(exit);
    }
    show_audio(desk, checked.audio).await?;
    let captures = captures::check(desk, store.reader()).await?;
    Ok(if captures == Exit::Fine {
        exit
    } else {
        captures
    })
}

/// Checks one ledger file by itself and says what was found.
pub async fn verify(desk: &Desk, path: &Path) -> Result<Exit, Fault> {
    let store = Store::inspect(path).await?;
    let expectations = Expectations::default();
    let checked = check(&store, &expectations).await?;
    Ok(show(desk, &store, &checked.verified, &expectations))
}

async fn check(store: &Store, expectations: &Expectations) -> Result<Checked, Fault> {
    let heads = expectations.heads.iter().map(|expected| expected.head);
    Ok(store.reader().verify(heads).await?)
}

/// Returns the station's own folders of checkpoints that are there now.
fn own_folders(desk: &Desk, origin: &Origin) -> Vec<PathBuf> {
    let station = station_of(&desk.station).filter(|station| station.id == origin.station());
    let folders = station.map(|station| station.checkpoint_folders(&desk.station));
    let folders = folders.unwrap_or_default().into_iter();
    folders.filter(|folder| folder.is_dir()).collect()
}

fn show(desk: &Desk, store: &Store, verified: &Verified, expectations: &Expectations) -> Exit {
    let mut exit = Exit::Fine;
    match &verified.broken {
        None => {
            let key = if store.origin().is_rehearsal() {
                "verify-whole-rehearsal"
            } else {
                "verify-whole"
            };
            desk.say(
                key,
                &[
                    ("entries", &verified.head.seq),
                    ("seal", &verified.head.seal),
                    ("station", &store.origin().station()),
                ],
            );
        }
        Some(bad) => {
            let what = what_is_wrong(desk, &bad.wrong);
            desk.say("verify-bad", &[("seq", &bad.seq), ("what", &what)]);
            exit = Exit::Findings;
        }
    }
    if verified.broken.is_none() {
        show_keys(desk, verified.checkpoints, &verified.keys);
    }
    let name = store.origin().key_name();
    let unmet = judge(&expectations.heads, verified, name.as_ref());
    for unmet in &unmet {
        print(&format!("{}\n", unmet.text(desk)));
    }
    for file in &expectations.unreadable {
        desk.say("verify-no-checkpoint", &[("file", &file.display())]);
    }
    if expectations.of_others > 0 {
        desk.say("verify-of-others", &[("count", &expectations.of_others)]);
    }
    if !unmet.is_empty() || !expectations.unreadable.is_empty() {
        exit = Exit::Findings;
    } else if let Some(newest) = expectations
        .heads
        .iter()
        .map(|expected| expected.head.seq)
        .max()
    {
        let count = expectations.heads.len();
        desk.say("verify-expected", &[("count", &count), ("seq", &newest)]);
    }
    exit
}

/// Says by which keys the checkpoints in the ledger are signed, and which key nobody vouched for.
fn show_keys(desk: &Desk, checkpoints: u64, ring: &KeyRing) {
    let Some(current) = ring.current() else {
        return;
    };
    desk.say(
        "verify-signed",
        &[("count", &checkpoints), ("key", &current.id())],
    );
    for found in ring.keys().iter().filter(|found| !found.vouched) {
        desk.say(
            "verify-unvouched",
            &[("seq", &found.seq), ("key", &found.key.id())],
        );
    }
}

/// Says what became of the files that entries name. That one was changed or removed later is no fault of the ledger:
/// the digest in the entry still says what was aired.
async fn show_audio(desk: &Desk, audio: BTreeMap<(AudioPath, Digest), u64>) -> Result<(), Fault> {
    if audio.is_empty() {
        return Ok(());
    }
    let dir = desk.station.join("audio");
    let judged = tokio::task::spawn_blocking(move || {
        let mut digests: BTreeMap<AudioPath, Option<Digest>> = BTreeMap::new();
        let mut judged = Vec::new();
        for ((path, digest), seq) in audio {
            let found = match digests.get(&path) {
                Some(found) => *found,
                None => {
                    let found = digest_of(&dir, &path)?;
                    digests.insert(path.clone(), found);
                    found
                }
            };
            judged.push((path, seq, found.map(|found| found == digest)));
        }
        Ok(judged)
    });
    let judged: io::Result<Vec<(AudioPath, u64, Option<bool>)>> =
        judged.await.expect("reading sound should not panic");
    let judged = judged.map_err(|error| Fault::environment("fault-disk", error))?;
    let count = |wanted: Option<bool>| judged.iter().filter(|(_, _, same)| *same == wanted).count();
    desk.say(
        "verify-audio",
        &[
            ("same", &count(Some(true))),
            ("changed", &count(Some(false))),
            ("gone", &count(None)),
        ],
    );
    let not_same = judged.iter().filter(|(_, _, same)| *same != Some(true));
    for (path, seq, same) in not_same.take(NAMED_MAX) {
        let key = match same {
            Some(_) => "verify-audio-changed",
            None => "verify-audio-gone",
        };
        desk.say(key, &[("file", path), ("seq", seq)]);
    }
    Ok(())
}

/// Returns the digest of a file under `audio/`; `None` where there is none. A forged ledger may name anything, so
/// nothing else is opened.
fn digest_of(dir: &Path, path: &AudioPath) -> io::Result<Option<Digest>> {
    let path = Path::new(path.as_str());
    let is_below = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let path = dir.join(path);
    if !is_below || !path.is_file() {
        return Ok(None);
    }
    match digest_file(&path) {
        Ok(digest) => Ok(Some(digest)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Says what is wrong with an entry.
pub fn what_is_wrong(desk: &Desk, wrong: &Wrong) -> String {
    let (key, detail) = match wrong {
        Wrong::Gap { found } => ("wrong-gap", found.to_string()),
        Wrong::Double => ("wrong-double", String::new()),
        Wrong::Seal => ("wrong-seal", String::new()),
        Wrong::Bytes(error) => ("wrong-bytes", error.to_string()),
        Wrong::OtherSeq(seq) => ("wrong-other-seq", seq.to_string()),
        Wrong::Column(column) => ("wrong-column", (*column).to_owned()),
        Wrong::ClosedTwice(cue) => ("wrong-closed-twice", cue.to_string()),
        Wrong::MonoBack => ("wrong-mono-back", String::new()),
        Wrong::OtherBackup => ("wrong-other-backup", String::new()),
        Wrong::Key(fault) => (key_fault(*fault), String::new()),
        Wrong::Plan(digest) => ("wrong-plan", digest.to_string()),
        Wrong::NotAsExpected(seal) => ("wrong-not-as-expected", seal.to_string()),
        Wrong::CutOff => ("wrong-cut-off", String::new()),
    };
    desk.text(key, &[("detail", &detail)])
}

fn key_fault(fault: KeyFault) -> &'static str {
    match fault {
        KeyFault::NoKey => "wrong-key-none",
        KeyFault::Second => "wrong-key-second",
        KeyFault::NotCurrent => "wrong-key-not-current",
        KeyFault::Signature => "wrong-key-signature",
        KeyFault::NoSuchHead => "wrong-key-no-such-head",
    }
}
