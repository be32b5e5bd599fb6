//! The control socket, and callers who mean no good or are in no hurry.

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;

use crate::common::loa::Station;

#[test]
fn only_the_owner_may_ask_the_daemon_whatever_the_umask_is() {
    let station = Station::new();
    let mut command = std::process::Command::new("sh");
    let run = station.command(&["run"]);
    command
        .args(["-c", "umask 000; exec \"$@\"", "sh"])
        .arg(run.get_program())
        .args(run.get_args());
    for (key, value) in run.get_envs() {
        match value {
            Some(value) => command.env(key, value),
            None => command.env_remove(key),
        };
    }
    let daemon = station.start_as(command);
    let socket = std::fs::metadata(station.path("data/loa.sock")).unwrap();
    assert_eq!(socket.permissions().mode() & 0o777, 0o600);
    assert_eq!(daemon.terminate(), 0);
}

#[test]
fn callers_who_say_nothing_or_too_much_are_turned_away() {
    let station = Station::new();
    let daemon = station.start();
    let call = || UnixStream::connect(station.path("data/loa.sock")).unwrap();
    let silent: Vec<_> = (0..40).map(|_| call()).collect();
    let mut endless = call();
    // The daemon may hang up before all of it is written.
    drop(endless.write_all(&[b'['; 100_000]));
    let mut answer = Vec::new();
    drop(endless.read_to_end(&mut answer));
    assert!(station.status().is_some(), "the door should stay open");
    for mut caller in silent {
        assert_eq!(caller.read(&mut [0]).unwrap(), 0, "hung up on");
    }
    assert_eq!(daemon.terminate(), 0);
}
