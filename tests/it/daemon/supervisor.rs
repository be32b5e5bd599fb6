//! What the service manager hears.

use std::collections::BTreeSet;
use std::os::unix::net::UnixDatagram;

use crate::common::clock::wait_for;
use crate::common::loa::{PATIENCE, Station};

// T7: a daemon whose loop stands still is not taken for alive.
#[test]
fn the_service_manager_hears_ready_alive_and_stopping() {
    let station = Station::new();
    let path = station.path("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_nonblocking(true).unwrap();
    let mut command = station.command(&["run"]);
    command.env("NOTIFY_SOCKET", &path);
    let daemon = station.launch(command);
    let mut heard = Vec::new();
    let mut listen = |until: &str| {
        wait_for(until, PATIENCE, || {
            let mut bytes = [0; 4_096];
            while let Ok(length) = socket.recv(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
                heard.extend(text.lines().map(str::to_owned));
            }
            heard.iter().any(|line| line == until).then_some(())
        });
    };
    listen("READY=1");
    listen("WATCHDOG=1");
    assert_eq!(daemon.terminate(), 0);
    listen("STOPPING=1");
    assert_eq!(heard.last().map(String::as_str), Some("STOPPING=1"));
    let kinds: BTreeSet<&str> = heard.iter().map(String::as_str).collect();
    assert_eq!(
        kinds,
        BTreeSet::from(["READY=1", "STOPPING=1", "WATCHDOG=1"])
    );
    assert_eq!(heard.iter().filter(|line| *line == "READY=1").count(), 1);
}
