//! Checkpoints (mốc niêm phong): heads that the station has signed, as a note for a file and as a line for a QR code.
//! A head that left the machine pins every entry up to it; who signs, and when, is for others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::note::{KeyId, KeyName, NoteSignature, PrivateKey, PublicKey, SignedNote};
use super::{Head, Origin};
use crate::airing::{CheckpointWhy, Fact, Signing};
use crate::ids::Digest;

/// The first word of the line for a QR code.
const LINE: &str = "LOA1";

/// A signed head. Whether the signature is good is asked with [`Checkpoint::is_signed_by`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    name: KeyName,
    head: Head,
    note: SignedNote,
}

impl Origin {
    /// Returns the name under which keys sign for this ledger, `loa/STATION/air`; `None` where the station's id is
    /// not plain small letters, digits and dashes, which those of stations are.
    pub fn key_name(&self) -> Option<KeyName> {
        let is_plain =
            |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        let what = if self.is_rehearsal() {
            "rehearsal"
        } else {
            "air"
        };
        let name = format!("loa/{}/{what}", self.station());
        let plain = self.station().chars().all(is_plain);
        plain.then(|| KeyName::new(&name))?
    }
}

impl Checkpoint {
    /// Signs a head. The key's name says whose ledger it is.
    pub fn sign(head: Head, key: &PrivateKey) -> Self {
        let name = key.public().name().clone();
        let note = SignedNote::sign(text(&name, head), key);
        Self { name, head, note }
    }

    /// Reads a note; `None` where it is none or its text is no head.
    pub fn parse(note: &str) -> Option<Self> {
        let note = SignedNote::parse(note)?;
        let mut lines = note.text().lines();
        let name = KeyName::new(lines.next()?)?;
        let size = lines.next()?.parse().ok()?;
        let seal = STANDARD.decode(lines.next()?).ok()?;
        let head = Head {
            seq: size,
            seal: Digest(seal.try_into().ok()?),
        };
        // One text for one head: no leading zeros, nothing below.
        (note.text() == text(&name, head)).then_some(Self { name, head, note })
    }

    /// Returns the line for a QR code, of the letters that such a code packs best:
    /// `LOA1:STATION/AIR:SIZE:SEAL:KEYSIGNATURE`, in capitals, bytes in hexadecimal. It holds the first signature.
    pub fn to_line(&self) -> String {
        let name = self.name.as_str();
        let name = name.strip_prefix("loa/").unwrap_or(name);
        let signature = &self.note.signatures()[0];
        let Head { seq, seal } = self.head;
        let key = signature.key;
        let line = format!("{LINE}:{name}:{seq}:{seal}:{key}{}", hex(&signature.bytes));
        line.to_uppercase()
    }

    /// Reads what [`Checkpoint::to_line`] returns, in small letters too and with any white space between, as scanners
    /// and hands leave it; `None` for anything else.
    pub fn parse_line(line: &str) -> Option<Self> {
        let line: String = line.split_whitespace().collect();
        let line = line.to_lowercase();
        let parts: Vec<&str> = line.split(':').collect();
        let [word, name, size, seal, signature] = parts[..] else {
            return None;
        };
        let name = KeyName::new(&format!("loa/{name}"))?;
        let head = Head::parse(&format!("{size}:{seal}"))?;
        let signature = NoteSignature {
            name: name.clone(),
            key: KeyId::parse(signature.get(..8)?)?,
            bytes: unhex(signature.get(8..)?)?,
        };
        let note = SignedNote::of(text(&name, head), vec![signature])?;
        (word == LINE.to_lowercase()).then_some(Self { name, head, note })
    }

    /// Returns whose ledger it is about.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns the head that was signed.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Returns the note, for a file.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Says whether `key` has signed it, under the ledger's own name.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        *key.name() == self.name && self.note.is_signed_by(key)
    }

    /// Returns the name of its file: names of one station sort as its ledger grew, and a fork has another name.
    pub fn file_name(&self) -> String {
        let name = self.name.as_str();
        let station = name.strip_prefix("loa/").unwrap_or(name).replace('/', "-");
        format!(
            "{station}-{:012}-{}{FILE_ENDING}",
            self.head.seq,
            self.head.seal.short()
        )
    }

    /// Returns the fact that it was made.
    pub fn fact(&self, why: CheckpointWhy) -> Fact {
        let signature = &self.note.signatures()[0];
        Fact::Signing(Signing::CheckpointMade {
            size: self.head.seq,
            seal: self.head.seal,
            key: signature.key.to_string(),
            signature: STANDARD.encode(&signature.bytes),
            why,
        })
    }

    /// Makes a checkpoint again from the fact that it was made; `None` for any other fact, and for one whose texts
    /// can't be read.
    pub fn of_fact(name: &KeyName, fact: &Fact) -> Option<Self> {
        let Fact::Signing(Signing::CheckpointMade {
            size,
            seal,
            key,
            signature,
            ..
        }) = fact
        else {
            return None;
        };
        let head = Head {
            seq: *size,
            seal: *seal,
        };
        let signature = NoteSignature {
            name: name.clone(),
            key: KeyId::parse(key)?,
            bytes: STANDARD.decode(signature).ok()?,
        };
        let note = SignedNote::of(text(name, head), vec![signature])?;
        let name = name.clone();
        Some(Self { name, head, note })
    }
}

/// The ending of a checkpoint's file.
pub const FILE_ENDING: &str = ".checkpoint.txt";

/// What is signed: origin, size and seal, a line for each. The third line may become another kind of head, such as a
/// tree's root, without touching the rest.
fn text(name: &KeyName, head: Head) -> String {
    format!("{name}\n{}\n{}\n", head.seq, STANDARD.encode(head.seal.0))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pairs = is_hex.then(|| text.as_bytes().chunks(2))?;
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests;
