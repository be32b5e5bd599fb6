//! Signed notes held against vectors that others made, and hostile text.

use proptest::prelude::*;

use super::*;

/// From the documentation of Go's `golang.org/x/mod/sumdb/note`.
const NEUMANN: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NEUMANN_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
/// From OpenSSL 3.0, the secret being the bytes 0 to 31.
const OURS: &str = "loa/xa-binh-an/air+4fc0382d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const OURS_PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n-----END PUBLIC KEY-----\n";
const OURS_SECRET_PEM: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";

fn ours() -> PrivateKey {
    let seed = std::array::from_fn(|index| u8::try_from(index).unwrap());
    PrivateKey::from_seed(KeyName::new("loa/xa-binh-an/air").unwrap(), &seed)
}

#[test]
fn a_note_that_others_signed_is_believed_under_their_key_alone() {
    let note = SignedNote::parse(NEUMANN_NOTE).unwrap();
    let key = PublicKey::parse(NEUMANN).unwrap();
    assert!(note.is_signed_by(&key));
    assert!(!note.is_signed_by(ours().public()));
    assert_eq!(note.to_string(), NEUMANN_NOTE);
    assert_eq!(key.to_string(), NEUMANN);
    let other = NEUMANN_NOTE.replace("problem is", "problem was");
    assert!(!SignedNote::parse(&other).unwrap().is_signed_by(&key));
}

#[test]
fn keys_read_and_write_as_openssl_does() {
    let key = ours();
    assert_eq!(key.public().to_string(), OURS);
    assert_eq!(key.public().to_pem(), OURS_PEM);
    assert_eq!(key.to_pem(), OURS_SECRET_PEM);
    let name = key.public().name().clone();
    let read = PrivateKey::from_pem(name.clone(), OURS_SECRET_PEM).unwrap();
    assert_eq!(read.public(), key.public());
    for bad in [
        "",
        OURS_PEM,
        // Version 2, with the public key behind it, and a key that is too short.
        "-----BEGIN PRIVATE KEY-----\nMFECAQEwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fgSEA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgM=\n-----END PRIVATE KEY-----\n",
    ] {
        assert!(PrivateKey::from_pem(name.clone(), bad).is_none(), "{bad}");
    }
    assert!(
        !format!("{key:?}").contains("AAECAwQF"),
        "a secret is never shown"
    );
}

#[test]
fn a_key_under_anothers_id_or_of_another_kind_is_refused() {
    for bad in [
        "",
        "loa/xa-binh-an/air",
        &OURS.replace("4fc0382d", "4fc0382e"),
        &OURS.replace("4fc0382d", "4FC0382D"),
        &OURS.replace("loa/", "loa /"),
        &OURS.replace("+AQ", "+Ag"),
        &OURS[..OURS.len() - 4],
        "+4fc0382d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    ] {
        assert_eq!(PublicKey::parse(bad), None, "{bad}");
    }
}

#[test]
fn what_is_not_a_note_is_refused() {
    for bad in [
        "",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\u{2014} name\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u{2014} na+me AAAAAAA=\n",
        "text\n\n\u{2014}  AAAAAAA=\n",
        // No signature behind the id; base64 with bits to spare, with a space, without its end.
        "text\n\n\u{2014} name AAAAAA==\n",
        "text\n\n\u{2014} name AAAAAAB=\n",
        "text\n\n\u{2014} name AAAA AAA=\n",
        "text\n\n\u{2014} name AAAAAAA\n",
        "text\n\n\u{2014} name AAAAAAA=",
        "te\u{7}xt\n\n\u{2014} name AAAAAAA=\n",
        "te\rxt\n\n\u{2014} name AAAAAAA=\n",
    ] {
        assert_eq!(SignedNote::parse(bad), None, "{bad:?}");
    }
    let crowd = format!("text\n\n{}", "\u{2014} name AAAAAAA=\n".repeat(17));
    assert_eq!(SignedNote::parse(&crowd), None);
}

#[test]
fn signatures_of_strangers_neither_help_nor_hurt_and_a_bad_one_of_its_own_does() {
    let key = ours();
    let good = SignedNote::sign("Một\n\nhai\n".to_owned(), &key).to_string();
    let line = good.lines().last().unwrap();
    let stranger = NEUMANN_NOTE.lines().last().unwrap();
    let both = SignedNote::parse(&format!("{good}{stranger}\n")).unwrap();
    assert!(both.is_signed_by(key.public()));
    assert!(!both.is_signed_by(&PublicKey::parse(NEUMANN).unwrap()));
    // The same key's id before other bytes.
    let other = SignedNote::sign("Ba\n".to_owned(), &key).to_string();
    let other = other.lines().last().unwrap();
    assert_eq!(line[..line.len() - 88], other[..other.len() - 88]);
    let spoilt = SignedNote::parse(&format!("{good}{other}\n")).unwrap();
    assert!(!spoilt.is_signed_by(key.public()));
}

proptest! {
    #[test]
    fn what_was_signed_comes_back_from_its_text(lines in "([^\\p{Cc}]*\n){1,5}", seed: [u8; 32]) {
        let key = PrivateKey::from_seed(KeyName::new("x").unwrap(), &seed);
        let note = SignedNote::sign(lines, &key);
        let read = SignedNote::parse(&note.to_string());
        prop_assert_eq!(read.as_ref(), Some(&note));
        prop_assert!(note.is_signed_by(key.public()));
        prop_assert!(!note.is_signed_by(ours().public()));
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in any::<String>(), key in "[a-z+ ]{0,9}\\+[0-9a-f]{7,9}\\+[A-Za-z0-9+/=]{0,60}") {
        SignedNote::parse(&text);
        PrivateKey::from_pem(KeyName::new("x").unwrap(), &text);
        prop_assert_eq!(PublicKey::parse(&text), None);
        prop_assert_eq!(PublicKey::parse(&key), None);
    }

    #[test]
    fn a_changed_byte_of_a_note_is_found(at: proptest::sample::Index, flip in 1u8..=255) {
        let key = ours();
        let note = SignedNote::sign("loa/xa-binh-an/air\n7\nAAAA\n".to_owned(), &key);
        let mut bytes = note.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let read = String::from_utf8(bytes).ok().and_then(|text| SignedNote::parse(&text));
        prop_assert!(!read.is_some_and(|read| read.is_signed_by(key.public())));
    }
}
