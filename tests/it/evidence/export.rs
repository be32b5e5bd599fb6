//! Evidence as it is handed over, checked by the page of Python that travels with it: whole, broken in every part, and
//! made from a ledger that was forged.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use loa::ledger::checkpoint::Checkpoint;
use loa::store::{BundleWish, Store};
use loa::time::CivilDay;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::month::{MONTH, Skill, forge, just_after, strangers_key};
use crate::ledger::attack;

/// The days that are asked for: eight in the middle of the month.
const FIRST: &str = "2026-12-14";
const LAST: &str = "2026-12-21";

type Files = BTreeMap<String, Vec<u8>>;

/// Writes the evidence of the days in the middle, from this ledger.
async fn export(ledger: &Path, out: &Path) -> BundleWish {
    let store = Store::inspect(ledger).await.expect("it should open");
    let reader = store.reader();
    let day = |text| CivilDay::parse(text).expect("a day");
    let about = reader.entries_about(day(FIRST), day(LAST)).await;
    let (first, last) = about
        .expect("it should be asked")
        .expect("there should be some");
    let checkpoint = reader
        .checkpoint_over(last)
        .await
        .expect("it should be asked");
    let wish = BundleWish {
        first,
        last,
        checkpoint: checkpoint.expect("there should be one"),
    };
    let texts = [("README.txt", "Read me.")];
    let bundle = reader
        .bundle(out, &wish, &texts)
        .await
        .expect("it should be written");
    assert_eq!(bundle.entries, last - first + 1);
    assert_eq!(bundle.plans, 8);
    wish
}

/// Runs the script that travels with the evidence: whether it was content, and what it said.
pub fn script(evidence: &Path, expected: &[String]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/verify_evidence.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(evidence)
        .args(expected)
        .output()
        .expect("python3 should be installed");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.is_empty(), "{stderr}");
    let said = String::from_utf8(output.stdout).expect("the script should speak UTF-8");
    (output.status.success(), said)
}

fn files(evidence: &Path) -> Files {
    let mut archive = ZipArchive::new(File::open(evidence).expect("it should be there"))
        .expect("it should be a zip file");
    let mut files = Files::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it should be read");
        let name = file.name().expect("a name").into_owned();
        files.insert(name, bytes);
    }
    files
}

fn write(path: &Path, files: &Files) {
    let mut zip = ZipWriter::new(File::create(path).expect("it should be made"));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .expect("it should begin");
        zip.write_all(bytes).expect("it should be written");
    }
    zip.finish().expect("it should end");
}

fn kept(checkpoint: &Checkpoint) -> [String; 2] {
    [checkpoint.to_line(), checkpoint.head().to_string()]
}

#[tokio::test]
async fn evidence_is_checked_without_this_program_and_holds_what_was_kept_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let out = folder.path().join("evidence.zip");
    let wish = export(&MONTH.path, &out).await;
    let (content, said) = script(&out, &[]);
    assert!(content, "{said}");
    let told = format!(
        "entries {} to {} of {},",
        wish.first,
        wish.last,
        wish.checkpoint.head().seq
    );
    assert!(
        said.contains(&told) && said.contains(&wish.checkpoint.head().to_string()),
        "{said}"
    );
    // From before the days, from within them, and the one that covers them, in every form.
    let mut expected = Vec::new();
    for checkpoint in MONTH
        .kept
        .iter()
        .filter(|kept| kept.head().seq <= wish.checkpoint.head().seq)
    {
        expected.extend(kept(checkpoint));
    }
    let file = folder.path().join("kept.checkpoint.txt");
    fs::write(
        &file,
        MONTH.kept[2].note().to_string().replace('\n', "\r\n"),
    )
    .expect("it should be written");
    expected.push(file.display().to_string());
    let (content, said) = script(&out, &expected);
    assert!(content, "{said}");
    // What is kept from later can't be judged, and another seal is not this ledger's.
    let later = MONTH.kept.last().expect("a month").to_line();
    assert!(!script(&out, &[later]).0);
    let other = format!("{}:{}", wish.first, MONTH.kept[0].head().seal);
    assert!(!script(&out, &[other]).0);
    // The same evidence is the same file.
    let again = folder.path().join("again.zip");
    export(&MONTH.path, &again).await;
    assert_eq!(fs::read(&out).expect("it"), fs::read(&again).expect("it"));
}

/// Good evidence, to be spoilt.
struct Good {
    folder: tempfile::TempDir,
    wish: BundleWish,
    files: Files,
}

impl Good {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder should be made");
        let out = folder.path().join("evidence.zip");
        let wish = export(&MONTH.path, &out).await;
        let files = files(&out);
        assert!(!files["before.sha256.bin"].is_empty() && !files["after.sha256.bin"].is_empty());
        Self {
            folder,
            wish,
            files,
        }
    }

    /// Spoils it, and checks that the script refuses it with these words.
    fn check(&self, words: &str, spoil: impl FnOnce(&mut Files)) {
        let mut spoilt = self.files.clone();
        spoil(&mut spoilt);
        assert_ne!(spoilt, self.files, "{words}: nothing was spoilt");
        let path = self.folder.path().join("spoilt.zip");
        write(&path, &spoilt);
        let (content, said) = script(&path, &[]);
        assert!(
            !content && said.starts_with("bad: ") && said.contains(words),
            "{words}: {said}"
        );
    }

    /// Spoils the lines of the entries.
    fn check_lines(&self, words: &str, spoil: impl FnOnce(&mut Vec<Vec<u8>>)) {
        self.check(words, |files| {
            let entries = &files["entries.jsonl"];
            let lines = entries.split_inclusive(|byte| *byte == b'\n');
            let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
            spoil(&mut lines);
            files.insert("entries.jsonl".to_owned(), lines.concat());
        });
    }

    /// Spoils one file, the last whose name has this in it.
    fn check_file(&self, words: &str, file: &str, spoil: impl FnOnce(&mut Vec<u8>)) {
        self.check(words, |files| {
            let name = files.keys().rfind(|name| name.contains(file));
            let name = name.expect(file).clone();
            spoil(files.get_mut(&name).expect("it"));
        });
    }

    /// Takes a file away, the last whose name has this in it.
    fn check_without(&self, words: &str, file: &str) {
        self.check(words, |files| {
            let name = files.keys().rfind(|name| name.contains(file));
            let name = name.expect(file).clone();
            files.remove(&name);
        });
    }
}

/// Takes the last byte away.
fn shorten(bytes: &mut Vec<u8>) {
    bytes.pop().expect("there should be one");
}

#[tokio::test]
async fn evidence_whose_chain_is_spoilt_is_refused() {
    let good = Good::new().await;
    let seal = "has another seal";
    good.check_lines(seal, |lines| {
        let at = lines[9].len() - 4;
        lines[9][at] ^= 1;
    });
    good.check_lines(seal, |lines| drop(lines.remove(5)));
    good.check_lines(seal, |lines| lines.swap(3, 4));
    good.check_lines(seal, |lines| lines.insert(7, lines[6].clone()));
    good.check_lines("torn", |lines| shorten(lines.last_mut().expect("a line")));
    good.check_file(seal, "before", |bytes| bytes[40] ^= 1);
    good.check_file("torn", "before", shorten);
    good.check_file("keys.jsonl is not of", "before", |bytes| {
        drop(bytes.drain(..32));
    });
    good.check_file(seal, "after", |bytes| {
        bytes.splice(..0, [7; 32]).for_each(drop);
    });
    good.check_file("no checkpoint covers", "after", |bytes| {
        bytes.extend([7; 32]);
    });
    good.check_file("origin.txt", "origin", shorten);
    // Another station's origin, and the digest of the key's entry made to fit.
    good.check("names no key of this ledger", |files| {
        let origin = b"loa ledger v1\nxa-hoa-an\nair\n";
        files.insert("origin.txt".to_owned(), origin.to_vec());
        let keys = files["keys.jsonl"].trim_ascii_end().to_vec();
        let before = files.get_mut("before.sha256.bin").expect("it");
        before[..32].copy_from_slice(&loa::ledger::digest_of(&keys).0);
    });
    let path = good.folder.path().join("no.zip");
    fs::write(&path, b"PK no zip").expect("it should be written");
    assert!(!script(&path, &[]).0);
}

#[tokio::test]
async fn evidence_whose_signatures_or_belongings_are_spoilt_is_refused() {
    let good = Good::new().await;
    let covering = good.wish.checkpoint.file_name();
    good.check_without("no checkpoint covers", &covering);
    let strangers = {
        // Another's signature under the id of the station's key.
        let other = Checkpoint::sign(good.wish.checkpoint.head(), &strangers_key());
        let id = |checkpoint: &Checkpoint| {
            let key = checkpoint.note().signatures()[0].key;
            key.to_string().to_uppercase()
        };
        let line = other
            .to_line()
            .replace(&id(&other), &id(&good.wish.checkpoint));
        let other = Checkpoint::parse_line(&line).expect("a checkpoint");
        other.note().to_string().into_bytes()
    };
    good.check_file("the signature", &covering, |bytes| *bytes = strangers);
    good.check_file("the signature", "keys.jsonl", Vec::clear);
    good.check_file("keys.jsonl is not of", "keys.jsonl", |bytes| bytes[50] ^= 1);
    good.check_file("no checkpoint", &covering, |bytes| bytes.truncate(40));
    good.check_without("plan is missing", "plans/");
    good.check_file("plan is missing", "plans/", |bytes| bytes.push(b' '));
    good.check_file("audio.sha256", "audio.sha256", Vec::clear);
    good.check_without("There is no item named", "before");
}

// T29: a forger with the station's key exports what he likes; a checkpoint that was kept elsewhere tells.
#[tokio::test]
async fn evidence_of_a_forged_history_is_found_by_what_was_kept_elsewhere_alone() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let ledger = folder.path().join("ledger.db");
    let mut items = MONTH.items.clone();
    let before = items[499].0.clone();
    items.insert(500, (just_after(&before), loa::airing::Fact::Alive));
    forge(&ledger, &items, 501, Skill::Signs).await;
    let out = folder.path().join("evidence.zip");
    let wish = export(&ledger, &out).await;
    assert!(script(&out, &[]).0);
    for checkpoint in &MONTH.kept {
        let head = checkpoint.head();
        let content = script(&out, &[checkpoint.to_line()]).0;
        let unchanged = head.seq <= 500;
        let judged = head.seq <= wish.checkpoint.head().seq;
        assert_eq!(content, unchanged && judged, "{head}");
    }
}

// Nothing is handed over that does not hold.
#[tokio::test]
async fn a_broken_ledger_is_not_exported() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let ledger = folder.path().join("ledger.db");
    fs::copy(&MONTH.path, &ledger).expect("it should be copied");
    let good = export(&ledger, &folder.path().join("good.zip")).await;
    attack(
        &ledger,
        "UPDATE entries SET seal = zeroblob(32) WHERE seq = 77",
    )
    .await;
    let store = Store::inspect(&ledger).await.expect("it should open");
    let out = folder.path().join("evidence.zip");
    let refused = store
        .reader()
        .bundle(&out, &good, &[])
        .await
        .expect_err("it is broken");
    let cause = std::error::Error::source(&refused)
        .expect("a cause")
        .to_string();
    assert!(cause.starts_with("entry 77: "), "{cause}");
    let left = fs::read_dir(folder.path()).expect("a folder").flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().starts_with("evidence")),
        "{left:?}"
    );
}
