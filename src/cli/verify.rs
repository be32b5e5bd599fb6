//! `loa verify`: whether the ledger is whole; names the first bad entry.

use super::args::VerifyArgs;
use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::daemon::ledger_path;
use crate::ledger::Head;
use crate::ledger::keys::KeyFault;
use crate::ledger::verify::Wrong;
use crate::store::Store;

pub async fn run(desk: &Desk, args: &VerifyArgs) -> Result<Exit, Fault> {
    let path = args
        .ledger
        .clone()
        .unwrap_or_else(|| ledger_path(&desk.data()));
    verify(desk, &path, args.expect).await
}

/// Checks one ledger file and says what was found.
pub async fn verify(
    desk: &Desk,
    path: &std::path::Path,
    expect: Option<Head>,
) -> Result<Exit, Fault> {
    let store = Store::inspect(path).await?;
    match store.reader().verify(expect).await?.verified.whole() {
        Ok(head) => {
            let key = if store.origin().is_rehearsal() {
                "verify-whole-rehearsal"
            } else {
                "verify-whole"
            };
            desk.say(
                key,
                &[
                    ("entries", &head.seq),
                    ("seal", &head.seal),
                    ("station", &store.origin().station()),
                ],
            );
            Ok(Exit::Fine)
        }
        Err(bad) => {
            let what = what_is_wrong(desk, &bad.wrong);
            desk.say("verify-bad", &[("seq", &bad.seq), ("what", &what)]);
            Ok(Exit::Findings)
        }
    }
}

/// Says what is wrong with an entry.
fn what_is_wrong(desk: &Desk, wrong: &Wrong) -> String {
    let (key, detail) = match wrong {
        Wrong::Gap { found } => ("wrong-gap", found.to_string()),
        Wrong::Double => ("wrong-double", String::new()),
        Wrong::Seal => ("wrong-seal", String::new()),
        Wrong::Bytes(error) => ("wrong-bytes", error.to_string()),
        Wrong::OtherSeq(seq) => ("wrong-other-seq", seq.to_string()),
        Wrong::Column(column) => ("wrong-column", (*column).to_owned()),
        Wrong::ClosedTwice(cue) => ("wrong-closed-twice", cue.to_string()),
        Wrong::MonoBack => ("wrong-mono-back", String::new()),
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
