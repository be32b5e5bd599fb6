//! Signed notes as C2SP specifies them (<https://c2sp.org/signed-note>): text with Ed25519 signatures below it, and
//! the keys that make and check them. Where keys come from and what the text says is for others.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The number of Ed25519 among the kinds of signature.
const ED25519: u8 = 0x01;
/// The most signatures that are read below one text: the specification asks for a bound.
const SIGNATURES_MAX: usize = 16;
/// A PKCS#8 version 1 private key before its 32 secret bytes (RFC 8410). Version 2, which also holds the public key,
/// can't be read by OpenSSL 3.0.
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];
/// A public key before its 32 bytes (SubjectPublicKeyInfo, RFC 8410).
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Text with its signatures. Whether they are good is asked with [`SignedNote::is_signed_by`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One line below a note: who says to have signed it, and the signature as it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteSignature {
    /// The key's name.
    pub name: KeyName,
    /// The key's id.
    pub key: KeyId,
    /// The signature; 64 bytes for Ed25519.
    pub bytes: Vec<u8>,
}

impl SignedNote {
    /// Signs a text, which ends in a line break and has no control characters besides.
    ///
    /// # Panics
    /// When the text is of another form.
    pub fn sign(text: String, key: &PrivateKey) -> Self {
        assert!(is_note_text(&text), "what is signed should be lines");
        let signature = NoteSignature {
            name: key.public.name.clone(),
            key: key.public.id(),
            bytes: key.sign(&text).to_vec(),
        };
        Self {
            text,
            signatures: vec![signature],
        }
    }

    /// Puts a text and signatures together that were made elsewhere; `None` where the text is no note's.
    pub fn of(text: String, signatures: Vec<NoteSignature>) -> Option<Self> {
        (is_note_text(&text) && !signatures.is_empty()).then_some(Self { text, signatures })
    }

    /// Reads a note as [`fmt::Display`] writes it; `None` for anything else.
    pub fn parse(note: &str) -> Option<Self> {
        // The text may have empty lines; the last one ends it.
        let (text, lines) = note.rsplit_once("\n\n")?;
        let text = format!("{text}\n");
        let lines: Vec<&str> = lines.strip_suffix('\n')?.split('\n').collect();
        if lines.len() > SIGNATURES_MAX {
            return None;
        }
        let signatures = lines.into_iter().map(NoteSignature::parse);
        Self::of(text, signatures.collect::<Option<_>>()?)
    }

    /// Returns what is signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the signatures in the order of their lines.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Says whether `key` has signed this text. Other signatures, known or not, neither help nor hurt; two by the same
    /// key must both be good.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        let mut own = self
            .signatures
            .iter()
            .filter(|signature| signature.name == key.name && signature.key == key.id())
            .peekable();
        own.peek().is_some() && own.all(|signature| key.has_signed(&self.text, &signature.bytes))
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let mut blob = signature.key.0.to_vec();
            blob.extend(&signature.bytes);
            writeln!(f, "\u{2014} {} {}", signature.name, STANDARD.encode(blob))?;
        }
        Ok(())
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let blob = STANDARD.decode(blob).ok()?;
        let (key, bytes) = blob.split_first_chunk()?;
        Some(Self {
            name: KeyName::new(name)?,
            key: KeyId(*key),
            bytes: (!bytes.is_empty()).then(|| bytes.to_vec())?,
        })
    }
}

/// Says whether a text may be signed: lines, each with its line break, and no other control characters.
fn is_note_text(text: &str) -> bool {
    text.ends_with('\n') && !text.chars().any(|sign| sign < ' ' && sign != '\n')
}

/// The name of a key. Invariant: not empty, without white space, `+` and control characters.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct KeyName(Arc<str>);

impl KeyName {
    /// Takes a name; `None` where it can't be one.
    pub fn new(name: &str) -> Option<Self> {
        let is_bad = |sign: char| sign.is_whitespace() || sign.is_control() || sign == '+';
        let sound = !name.is_empty() && !name.contains(is_bad);
        sound.then(|| Self(name.into()))
    }

    /// Returns the name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The short id of a key: the first four bytes of a digest of its name and itself. Two keys may share one, so it says
/// which key to try and proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// Reads eight lower-case hexadecimal digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let sound = text.len() == 8 && text.bytes().all(is_digit);
        let number = sound.then(|| u32::from_str_radix(text, 16).ok())??;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// A key that checks signatures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    name: KeyName,
    point: VerifyingKey,
}

impl PublicKey {
    /// Returns its name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Returns its id: `SHA-256(name || 0x0a || 0x01 || key)`, the first four bytes.
    pub fn id(&self) -> KeyId {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_str());
        hasher.update([b'\n', ED25519]);
        hasher.update(self.point.as_bytes());
        let digest: [u8; 32] = hasher.finalize().into();
        let (id, _) = digest
            .split_first_chunk()
            .expect("a digest should have four bytes");
        KeyId(*id)
    }

    /// Reads a verifier key, `NAME+ID+KEY`; `None` for anything else, and for a key whose id is another's.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '+');
        let name = KeyName::new(parts.next()?)?;
        let id = KeyId::parse(parts.next()?)?;
        let blob = STANDARD.decode(parts.next()?).ok()?;
        let (&[kind], point) = blob.split_first_chunk()?;
        let point = VerifyingKey::from_bytes(point.try_into().ok()?).ok()?;
        let key = Self { name, point };
        (kind == ED25519 && key.id() == id).then_some(key)
    }

    /// Returns the key as PEM (SubjectPublicKeyInfo), as `openssl pkeyutl -pubin` reads it.
    pub fn to_pem(&self) -> String {
        pem(
            "PUBLIC KEY",
            &[SPKI.as_slice(), self.point.as_bytes()].concat(),
        )
    }

    /// Says whether these bytes are this key's signature of the text.
    pub fn has_signed(&self, text: &str, signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature).is_ok_and(|signature| {
            // Strict: a weak key, under which one signature would fit many texts, is refused.
            self.point
                .verify_strict(text.as_bytes(), &signature)
                .is_ok()
        })
    }
}

/// `NAME+ID+KEY`, the verifier key of C2SP.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [&[ED25519], self.point.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.id(), STANDARD.encode(blob))
    }
}

/// A key that signs. Its secret is wiped from memory when it is dropped, and never shown.
#[derive(Clone)]
pub struct PrivateKey {
    public: PublicKey,
    secret: SigningKey,
}

impl PrivateKey {
    /// Makes the key of a name from 32 bytes that nobody can guess.
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(seed);
        let point = secret.verifying_key();
        Self {
            public: PublicKey { name, point },
            secret,
        }
    }

    /// Reads what [`PrivateKey::to_pem`] writes; `None` for anything else.
    pub fn from_pem(name: KeyName, text: &str) -> Option<Self> {
        let body = text.strip_prefix("-----BEGIN PRIVATE KEY-----\n")?;
        let (body, _) = body.split_once("\n-----END PRIVATE KEY-----")?;
        let bytes = STANDARD.decode(body).ok()?;
        let seed = bytes.strip_prefix(PKCS8.as_slice())?;
        Some(Self::from_seed(name, seed.try_into().ok()?))
    }

    /// Returns the secret as PEM (PKCS#8 version 1), as `openssl pkey` reads it.
    pub fn to_pem(&self) -> String {
        let bytes = [PKCS8.as_slice(), self.secret.as_bytes()].concat();
        pem("PRIVATE KEY", &bytes)
    }

    /// Returns the key that checks its signatures.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs a text.
    pub fn sign(&self, text: &str) -> [u8; 64] {
        self.secret.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public)
    }
}

/// Writes bytes as PEM; both kinds of key fit in one line of 64 letters.
fn pem(what: &str, bytes: &[u8]) -> String {
    let body = STANDARD.encode(bytes);
    format!("-----BEGIN {what}-----\n{body}\n-----END {what}-----\n")
}

#[cfg(test)]
mod tests;
