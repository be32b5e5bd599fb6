//! What systemd wants to hear from a service, where there is a systemd: ready, alive, stopping. Elsewhere nothing.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::PathBuf;

/// The line to the service manager.
#[derive(Debug)]
pub struct Systemd {
    address: Option<OsString>,
}

impl Systemd {
    /// Takes the line that the service manager has laid, `NOTIFY_SOCKET`.
    pub fn of_environment() -> Self {
        let address = std::env::var_os("NOTIFY_SOCKET").filter(|address| !address.is_empty());
        Self { address }
    }

    /// The service does its work from now on.
    pub fn ready(&self) {
        self.tell("READY=1");
    }

    /// The main loop goes round.
    pub fn watchdog(&self) {
        self.tell("WATCHDOG=1");
    }

    /// The service ends on purpose.
    pub fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    fn tell(&self, state: &str) {
        if let Some(address) = &self.address
            && let Err(error) = send(address, state)
        {
            tracing::debug!(%error, "the service manager did not listen");
        }
    }
}

/// Returns the folders that the service manager keeps for this service while the machine is up, `RUNTIME_DIRECTORY`.
pub fn runtime_folders() -> Vec<PathBuf> {
    let folders = std::env::var_os("RUNTIME_DIRECTORY").unwrap_or_default();
    let folders = std::env::split_paths(&folders);
    folders.filter(|folder| folder.is_absolute()).collect()
}

/// Sends one datagram and never waits: a manager that does not read must not keep a programme off the air.
fn send(address: &OsStr, state: &str) -> io::Result<()> {
    let socket = UnixDatagram::unbound()?;
    socket.set_nonblocking(true)?;
    let address = match address.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
        _ => SocketAddr::from_pathname(address)?,
    };
    socket.send_to_addr(state.as_bytes(), &address)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_arrive_and_a_manager_that_does_not_read_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notify");
        let manager = UnixDatagram::bind(&path).expect("a socket");
        let systemd = Systemd {
            address: Some(path.into_os_string()),
        };
        systemd.ready();
        // Far more than any queue holds; a send that waits would never come back.
        for _ in 0..10_000 {
            systemd.watchdog();
        }
        systemd.stopping();
        let mut bytes = [0; 64];
        let length = manager.recv(&mut bytes).expect("a datagram");
        assert_eq!(&bytes[..length], b"READY=1");
        let length = manager.recv(&mut bytes).expect("a datagram");
        assert_eq!(&bytes[..length], b"WATCHDOG=1");
    }

    #[test]
    fn an_abstract_name_is_understood() {
        let name = format!("loa-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).expect("a name");
        let manager = UnixDatagram::bind_addr(&address).expect("a socket");
        let systemd = Systemd {
            address: Some(format!("@{name}").into()),
        };
        systemd.ready();
        let mut bytes = [0; 64];
        let length = manager.recv(&mut bytes).expect("a datagram");
        assert_eq!(&bytes[..length], b"READY=1");
    }
}
