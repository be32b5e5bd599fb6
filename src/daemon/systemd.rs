//! What systemd wants to hear from a service, where there is a systemd: ready, alive, stopping. Elsewhere nothing.

use sd_notify::NotifyState;

/// The line to the service manager.
#[derive(Debug, Default)]
pub struct Systemd;

impl Systemd {
    /// The service does its work from now on.
    pub fn ready(&self) {
        tell(&[NotifyState::Ready]);
    }

    /// The main loop goes round.
    pub fn watchdog(&self) {
        tell(&[NotifyState::Watchdog]);
    }

    /// The service ends on purpose.
    pub fn stopping(&self) {
        tell(&[NotifyState::Stopping]);
    }
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::debug!(%error, "the service manager did not listen");
    }
}
