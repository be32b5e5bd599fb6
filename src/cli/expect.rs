//! What `--expect` names, read: heads and checkpoints that were kept outside the machine, each held against what the
//! ledger is found to be.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use super::fault::Fault;
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::note::KeyName;
use crate::ledger::verify::{BadEntry, Verified, Wrong};
use crate::ledger::{Head, Origin};
use crate::store::anchors;

/// A head that the ledger must hold.
pub struct Expected {
    /// Where it comes from, for people.
    pub source: String,
    /// The head.
    pub head: Head,
    /// The checkpoint that it comes from; `None` for a bare head.
    pub checkpoint: Option<Checkpoint>,
}

/// What was read.
#[derive(Default)]
pub struct Expectations {
    /// What the ledger must hold.
    pub heads: Vec<Expected>,
    /// Files that should be checkpoints and are not.
    pub unreadable: Vec<PathBuf>,
    /// How many checkpoints in folders are of other ledgers, such as another station's.
    pub of_others: usize,
}

impl Expectations {
    /// Reads what was asked for: files, folders, heads, lines from QR codes.
    pub fn read(texts: &[String], origin: &Origin) -> Result<Self, Fault> {
        let mut read = Self::default();
        for text in texts {
            let path = Path::new(text);
            let checkpoint = || Checkpoint::parse_line(text).or_else(|| Checkpoint::parse(text));
            if path.exists() {
                read.take_path(path, origin)?;
            } else if let Some(head) = Head::parse(text) {
                read.add(text.clone(), head, None);
            } else if let Some(checkpoint) = checkpoint() {
                let head = checkpoint.head();
                read.add(head.to_string(), head, Some(checkpoint));
            } else {
                return Err(Fault::usage("fault-expect").with("text", text));
            }
        }
        Ok(read)
    }

    /// Reads a file or a folder of checkpoints.
    pub fn take_path(&mut self, path: &Path, origin: &Origin) -> Result<(), Fault> {
        let is_folder = path.is_dir();
        let found = anchors::read_all(path).map_err(|error| {
            Fault::environment("fault-expect-unreadable", error).with("path", path.display())
        })?;
        let name = origin.key_name();
        for (file, checkpoint) in found {
            match checkpoint {
                None => self.unreadable.push(file),
                Some(other) if is_folder && Some(other.name()) != name.as_ref() => {
                    self.of_others += 1;
                }
                Some(checkpoint) => {
                    let file = file.display().to_string();
                    self.add(file, checkpoint.head(), Some(checkpoint));
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, source: String, head: Head, checkpoint: Option<Checkpoint>) {
        self.heads.push(Expected {
            source,
            head,
            checkpoint,
        });
    }
}

/// What is wrong about an expectation: the key of the message, and what it names.
pub struct Unmet<'e> {
    /// The expectation.
    pub expected: &'e Expected,
    /// The message.
    pub key: &'static str,
    /// What the message names besides, or nothing.
    pub detail: String,
}

/// Holds expectations against what was found, and returns what is wrong, in their order.
pub fn judge<'e>(
    heads: &'e [Expected],
    verified: &Verified,
    name: Option<&KeyName>,
) -> Vec<Unmet<'e>> {
    let wrong = |expected: &'e Expected| {
        let (key, detail) = what_is_wrong(expected, verified, name)?;
        Some(Unmet {
            expected,
            key,
            detail,
        })
    };
    heads.iter().filter_map(wrong).collect()
}

fn what_is_wrong(
    expected: &Expected,
    verified: &Verified,
    name: Option<&KeyName>,
) -> Option<(&'static str, String)> {
    let head = expected.head;
    if let Some(checkpoint) = &expected.checkpoint
        && Some(checkpoint.name()) != name
    {
        return Some(("unmet-other-ledger", checkpoint.name().to_string()));
    }
    let differs = BadEntry {
        seq: head.seq,
        wrong: Wrong::NotAsExpected(head.seal),
    };
    if let Some(broken) = verified
        .broken
        .as_ref()
        .filter(|broken| broken.seq <= head.seq)
    {
        return Some(("unmet-unknown", broken.seq.to_string()));
    }
    if head.seq > verified.head.seq {
        return Some(("unmet-cut-off", verified.head.seq.to_string()));
    }
    if verified.unmet.contains(&differs) {
        return Some(("unmet-differs", String::new()));
    }
    let checkpoint = expected.checkpoint.as_ref()?;
    let mut keys = verified.keys.keys().iter();
    let signed = keys.any(|ring| checkpoint.is_signed_by(&ring.key));
    (!signed).then_some(("unmet-signature", String::new()))
}

impl Unmet<'_> {
    /// Says what is wrong.
    pub fn text(&self, desk: &Desk) -> String {
        let what = desk.text(self.key, &[("detail", &self.detail)]);
        desk.text(
            "verify-unmet",
            &[
                ("seq", &self.expected.head.seq),
                ("source", &self.expected.source),
                ("what", &what),
            ],
        )
    }
}
