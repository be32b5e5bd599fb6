//! A disk that is full while the station is on air.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

use loa::airing::{Fact, Outcome};
use rustix::process::{Resource, Rlimit, prlimit};

use crate::common::loa::{Daemon, Station, soon};

/// Lets the daemon write no further byte to any file, or any number of them.
fn fill_disk(daemon: &Daemon<'_>, full: bool) {
    let current = full.then_some(0);
    prlimit(
        Some(daemon.pid()),
        Resource::Fsize,
        Rlimit {
            current,
            maximum: None,
        },
    )
    .unwrap();
}

/// A write beyond the limit fails as on a full disk only for those who ignore its signal.
fn ready_for_limits(station: &Station) -> Command {
    let loa = station.command(&["run"]);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    command
        .arg(loa.get_program())
        .args(loa.get_args())
        .env_remove("LOA_LANG");
    command
}

// T23, T24: a full disk costs no sound, and the record says what happened to itself.
#[test]
fn a_full_disk_costs_no_sound_and_the_gap_is_on_record() {
    let station = Station::new();
    station.segment("truoc", 4_000, 300.0, "");
    station.segment("sau", 2_000, 300.0, "");
    station.programme("ban-tin", soon(6), "", &["truoc", "sau"]);
    let mut daemon = station.start_as(ready_for_limits(&station));
    daemon.until("a plan", |status| status["next"].as_object().map(drop));
    fill_disk(&daemon, true);
    daemon.until_heard(1);
    let (held, error) = daemon.until("a stuck ledger", |status| {
        let ledger = &status["ledger"];
        (ledger["writable"] == false).then(|| {
            (
                ledger["held"].as_u64().unwrap(),
                ledger["error"].as_str().unwrap().to_owned(),
            )
        })
    });
    assert!(held > 0 && !error.is_empty(), "{held} held: {error}");
    let status = station.run(&["status"]);
    assert_eq!(status.code, 1, "{status:?}");
    // Its entry would come long after what it signs.
    let unsigned = station.run(&["checkpoint"]);
    assert_eq!(unsigned.code, 4, "{unsigned:?}");
    assert!(unsigned.err.contains("chưa ký được"), "{unsigned:?}");
    daemon.until("the second item on air", |status| {
        (status["on_air"]["title"] == "Bài sau").then_some(())
    });
    assert_eq!(station.closings(), [], "what can't be written is not there");

    fill_disk(&daemon, false);
    let closings = station.closed(2);
    let became: Vec<_> = closings
        .iter()
        .map(|c| (c.title.as_str(), c.outcome))
        .collect();
    assert_eq!(
        became,
        [("Bài truoc", Outcome::Aired), ("Bài sau", Outcome::Aired)]
    );
    daemon.until("a ledger that is written", |status| {
        (status["ledger"]["writable"] == true).then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
    let record = station.record();
    let gap = record
        .iter()
        .position(|(_, fact)| {
            matches!(
                fact,
                Fact::RecordGap {
                    lost: 0,
                    held: 1..,
                    ..
                }
            )
        })
        .unwrap();
    let started = record
        .iter()
        .position(|(_, fact)| matches!(fact, Fact::Started { .. }))
        .unwrap();
    assert!(gap < started, "the gap comes before what was held");
    assert!(
        record[gap + 1..]
            .windows(2)
            .all(|pair| pair[0].0.mono <= pair[1].0.mono)
    );
    assert!(station.is_verified());
}
