//! Which keys sign for a ledger, as its own entries tell: made once, replaced with the old key's word or without, and
//! used for checkpoints. Keeping the secrets is the store's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::checkpoint::Checkpoint;
use super::note::{KeyName, PrivateKey, PublicKey};
use super::{Head, Origin};
use crate::airing::{Fact, Signing};

/// The keys of a ledger, folded from its entries in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRing {
    name: Option<KeyName>,
    keys: Vec<RingKey>,
}

/// A key, and from where on it signs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RingKey {
    /// The entry that names it.
    pub seq: u64,
    /// The key.
    pub key: PublicKey,
    /// Whether the key before it has signed for it; the first key has nobody to do so, and is taken at its word.
    pub vouched: bool,
}

/// What is wrong with an entry about keys or checkpoints.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyFault {
    /// What should be a key of this ledger is none.
    #[error("it names no key of this ledger")]
    NoKey,
    /// A first key was made, and there was one already.
    #[error("there was a key already")]
    Second,
    /// It tells of another key than the one that signs.
    #[error("another key signs")]
    NotCurrent,
    /// The signature is not that of the key.
    #[error("the signature is not that key's")]
    Signature,
    /// The head that was signed is not one of the entries just before.
    #[error("no entry before has that number and seal")]
    NoSuchHead,
}

impl KeyRing {
    /// Starts before the first entry.
    pub fn new(origin: &Origin) -> Self {
        Self {
            name: origin.key_name(),
            keys: Vec::new(),
        }
    }

    /// Takes the fact of entry `seq`. `is_head` says whether a head is one of the entries before it.
    pub fn take(
        &mut self,
        seq: u64,
        fact: &Fact,
        is_head: impl FnOnce(Head) -> bool,
    ) -> Result<(), KeyFault> {
        let Fact::Signing(signing) = fact else {
            return Ok(());
        };
        match signing {
            Signing::KeyMade { key } => {
                let key = self.read(key)?;
                if self.current().is_some() {
                    return Err(KeyFault::Second);
                }
                self.add(seq, key, true);
            }
            Signing::KeyRotated {
                old,
                key,
                signature,
                ..
            } => {
                let (old, key) = (self.read(old)?, self.read(key)?);
                if self.current() != Some(&old) {
                    return Err(KeyFault::NotCurrent);
                }
                if let Some(signature) = signature {
                    let bytes = STANDARD.decode(signature);
                    let good =
                        bytes.is_ok_and(|bytes| old.has_signed(&rotation(&old, &key), &bytes));
                    good.then_some(()).ok_or(KeyFault::Signature)?;
                }
                self.add(seq, key, signature.is_some());
            }
            Signing::CheckpointMade { key, .. } => {
                let name = self.name.as_ref().ok_or(KeyFault::NoKey)?;
                let current = self.current().ok_or(KeyFault::NotCurrent)?;
                if current.id().to_string() != *key {
                    return Err(KeyFault::NotCurrent);
                }
                let checkpoint = Checkpoint::of_fact(name, fact).ok_or(KeyFault::Signature)?;
                if !is_head(checkpoint.head()) {
                    return Err(KeyFault::NoSuchHead);
                }
                if !checkpoint.is_signed_by(current) {
                    return Err(KeyFault::Signature);
                }
            }
        }
        Ok(())
    }

    /// Returns the key that signs now.
    pub fn current(&self) -> Option<&PublicKey> {
        self.keys.last().map(|found| &found.key)
    }

    /// Returns every key in the order in which they came.
    pub fn keys(&self) -> &[RingKey] {
        &self.keys
    }

    fn read(&self, text: &str) -> Result<PublicKey, KeyFault> {
        let key = PublicKey::parse(text).ok_or(KeyFault::NoKey)?;
        if Some(key.name()) == self.name.as_ref() {
            Ok(key)
        } else {
            Err(KeyFault::NoKey)
        }
    }

    fn add(&mut self, seq: u64, key: PublicKey, vouched: bool) {
        self.keys.push(RingKey { seq, key, vouched });
    }
}

/// Returns the fact that a ledger's first key was made.
pub fn made(key: &PublicKey) -> Fact {
    Fact::Signing(Signing::KeyMade {
        key: key.to_string(),
    })
}

/// Returns the fact that `key` signs from here on, by order of `by`. The old key vouches for it.
pub fn rotated(old: &PrivateKey, key: &PublicKey, by: Option<String>) -> Fact {
    let signature = old.sign(&rotation(old.public(), key));
    Fact::Signing(Signing::KeyRotated {
        old: old.public().to_string(),
        key: key.to_string(),
        by,
        signature: Some(STANDARD.encode(signature)),
    })
}

/// Returns the fact that `key` signs from here on because nobody has the old key any more.
pub fn replaced(old: &PublicKey, key: &PublicKey) -> Fact {
    Fact::Signing(Signing::KeyRotated {
        old: old.to_string(),
        key: key.to_string(),
        by: None,
        signature: None,
    })
}

/// What the old key signs to vouch for the new one.
fn rotation(old: &PublicKey, key: &PublicKey) -> String {
    format!("loa key rotation v1\n{old}\n{key}\n")
}

#[cfg(test)]
mod tests;
