//! `loa key`: the public key that checks the station's checkpoints; and a new one, by order of a person.

use super::args::KeyArgs;
use super::checkpoint::{demand, not_signed, open};
use super::desk::{Desk, Exit, print};
use super::fault::Fault;
use crate::daemon::control::{ControlError, Reply, Request, ask};
use crate::daemon::ledger_path;
use crate::ledger::note::PublicKey;
use crate::store::Store;

pub async fn run(desk: &Desk, args: &KeyArgs) -> Result<Exit, Fault> {
    if args.new {
        let by = args.by.as_deref().unwrap_or_default().trim().to_owned();
        if by.is_empty() {
            return Err(Fault::usage("fault-key-nobody"));
        }
        let key = renew(desk, by).await?;
        desk.say("key-renewed", &[("key", &key.id())]);
    }
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let ring = store.reader().keys().await?;
    let Some(key) = ring.current() else {
        desk.say("key-none", &[]);
        return Ok(Exit::Findings);
    };
    if args.pem {
        print(&key.to_pem());
    } else {
        print(&format!("{key}\n"));
    }
    Ok(Exit::Fine)
}

/// Makes a new key, for which the old one vouches: through the daemon where one runs, directly otherwise.
async fn renew(desk: &Desk, by: String) -> Result<PublicKey, Fault> {
    let station = demand(desk).await?;
    match ask(&desk.data(), &Request::NewKey { by: by.clone() }).await {
        Ok(Reply::Key { key }) => {
            PublicKey::parse(&key).ok_or_else(|| Fault::config("fault-answer"))
        }
        Ok(reply) => Err(not_signed(reply)),
        Err(ControlError::NobodyThere { .. }) => {
            let direct = open(&desk.data(), &station).await?;
            let key = direct.new_key(by).await;
            direct.close().await;
            Ok(key?)
        }
        Err(error) => Err(error.into()),
    }
}
