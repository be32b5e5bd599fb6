//! `loa stop` and `loa confirm-clock`: what the person on duty, by name, wants of the running daemon.

use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::daemon::control::{Reply, Request, ask};

pub async fn stop(desk: &Desk, by: String) -> Result<Exit, Fault> {
    told(desk, "stop-done", Request::Stop { by }).await
}

pub async fn confirm_clock(desk: &Desk, by: String) -> Result<Exit, Fault> {
    told(desk, "confirm-clock-done", Request::ConfirmClock { by }).await
}

async fn told(desk: &Desk, done: &str, request: Request) -> Result<Exit, Fault> {
    match ask(&desk.data(), &request).await? {
        Reply::Done => {
            desk.say(done, &[]);
            Ok(Exit::Fine)
        }
        Reply::NothingOnAir => {
            desk.say("stop-nothing", &[]);
            Ok(Exit::Findings)
        }
        Reply::Status(_)
        | Reply::Checkpoint { .. }
        | Reply::Key { .. }
        | Reply::Said { .. }
        | Reply::NotRecorded { .. }
        | Reply::NotSigned { .. }
        | Reply::Unreadable { .. } => Err(Fault::config("fault-answer")),
    }
}
