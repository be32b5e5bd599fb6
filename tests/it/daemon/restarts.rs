//! A daemon that dies in the middle of an item, and one that finds another on its folder.

use std::collections::BTreeSet;

use loa::airing::{Closing, Fact, Off, Outcome};
use loa::ledger::{Origin, Stamp, digest_of};
use loa::plan::Plan;
use loa::reason::Reason;
use loa::store::{OpenMode, Store, WriterOptions};
use loa::time::CivilDay;

use crate::common::loa::{RATE, Station, later, run, soon};
use crate::ledger::{raw, stamp};
use crate::store::execute;

/// Says why the newest start of the daemon thinks that it was away.
fn cause(station: &Station) -> Option<Reason> {
    station
        .record()
        .into_iter()
        .rev()
        .find_map(|(_, fact)| match fact {
            Fact::DaemonStarted {
                off: Some(Off { cause, .. }),
                ..
            } => Some(cause),
            _ => None,
        })
}

// T22, T31: neither doubled nor lost.
#[test]
fn a_killed_daemon_goes_on_from_what_was_surely_heard() {
    let station = Station::new();
    station.segment("dai", 20_000, 300.0, "");
    station.segment("sau", 1_000, 300.0, "");
    let at = soon(2);
    station.programme("ban-tin", at, "resume = \"continue\"\n", &["dai", "sau"]);
    let mut daemon = station.start();
    daemon.until("progress on record", |_| {
        station
            .record()
            .iter()
            .any(|(_, fact)| matches!(fact, Fact::Progress { .. }))
            .then_some(())
    });
    daemon.kill();
    let daemon = station.start();
    let closings = station.closed(2);

    // The second item was with the player too, so nobody can say that nothing of it was heard before.
    let became: Vec<_> = closings
        .iter()
        .map(|c| (c.title.as_str(), c.outcome, c.at_least))
        .collect();
    assert_eq!(
        became,
        [
            ("Bài dai", Outcome::Aired, true),
            ("Bài sau", Outcome::Aired, true)
        ]
    );
    assert_eq!(cause(&station), Some(Reason::DaemonDown));
    let record = station.record();
    let recorded = record.iter().find_map(|(_, fact)| match fact {
        Fact::Progress { to_frame, .. } => Some(*to_frame),
        _ => None,
    });
    let from: Vec<u64> = record
        .iter()
        .filter_map(|(_, fact)| match fact {
            Fact::Started {
                from_frame, cue, ..
            } if cue.as_str().ends_with("#1") => Some(*from_frame),
            _ => None,
        })
        .collect();
    assert_eq!(from, [0, recorded.unwrap()]);
    assert!(from[1] >= 15 * RATE as u64, "{from:?}");
    let rows = station.as_run(at);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
    let table = station.run(&["log", &at.day().to_string()]);
    assert!(table.out.contains("≥ 00:20"), "{}", table.out);
}

// T22, T31.
#[test]
fn a_killed_daemon_drops_the_rest_where_the_schedule_says_so() {
    let station = Station::new();
    station.segment("dai", 20_000, 300.0, "");
    station.segment("sau", 1_000, 300.0, "");
    let at = soon(2);
    station.programme("ban-tin", at, "resume = \"drop\"\n", &["dai", "sau"]);
    let mut daemon = station.start();
    daemon.until_heard(1);
    daemon.kill();
    let daemon = station.start();
    let closings = station.closed(2);
    let became: Vec<_> = closings
        .iter()
        .map(|c| (c.title.as_str(), c.outcome, c.reason))
        .collect();
    assert_eq!(
        became,
        [
            ("Bài dai", Outcome::Interrupted, Some(Reason::DaemonDown)),
            ("Bài sau", Outcome::Missed, Some(Reason::DaemonDown))
        ]
    );
    assert!(closings[0].at_least, "{closings:?}");
    assert_eq!(cause(&station), Some(Reason::DaemonDown));
    let starts = station
        .record()
        .iter()
        .filter(|(_, fact)| matches!(fact, Fact::Started { .. }))
        .count();
    assert_eq!(starts, 1);
    assert_eq!(daemon.terminate(), 0);
    // A third start finds nothing left to close.
    let daemon = station.start();
    assert_eq!(daemon.terminate(), 0);
    assert_eq!(station.closings().len(), 2);
    assert_eq!(cause(&station), Some(Reason::MachineOff));
    assert!(station.is_verified());
}

#[test]
fn a_second_request_to_end_does_not_wait_for_the_record() {
    let station = Station::new();
    let daemon = station.start();
    // A backup that holds the ledger makes a clean end wait.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime should start");
    let mut backup = runtime.block_on(raw(&station.path("data/ledger.db")));
    runtime.block_on(execute(&mut backup, "BEGIN IMMEDIATE"));
    assert_eq!(daemon.terminate_twice(), 130);
    runtime.block_on(execute(&mut backup, "ROLLBACK"));
    let daemon = station.start();
    assert_eq!(daemon.terminate(), 0);
    let ends = station.record().into_iter().map(|(_, fact)| fact);
    let ends: Vec<_> = ends
        .filter(|fact| matches!(fact, Fact::DaemonStarted { .. } | Fact::DaemonStopped))
        .collect();
    assert!(
        matches!(
            ends[..],
            [
                Fact::DaemonStarted { .. },
                Fact::DaemonStarted { .. },
                Fact::DaemonStopped
            ]
        ),
        "{ends:?}"
    );
    assert!(station.is_verified());
}

// T29: two processes on one ledger.
#[test]
fn a_second_daemon_is_refused_until_the_first_is_gone() {
    let station = Station::new();
    let first = station.start();
    let second = station.run(&["run"]);
    assert_eq!(second.code, 4, "{second:?}");
    let lock = station.path("data/loa.lock").display().to_string();
    assert!(second.err.contains(&lock), "{}", second.err);
    assert_eq!(station.status().unwrap().0, 0, "the first goes on");
    first.kill();
    let third = station.start();
    assert_eq!(third.terminate(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let station = Station::new();
    let rights = |mode| std::os::unix::fs::PermissionsExt::from_mode(mode);
    let mut command = station.command(&["run"]);
    if rustix::process::geteuid().is_root() {
        // Who may do everything is not stopped by the rights of a folder. Another user may not get at the program
        // where it was built, but at a copy of it.
        let copy = station.path("loa");
        std::fs::copy(command.get_program(), &copy).unwrap();
        command = std::process::Command::new(copy);
        command
            .arg("--station")
            .arg(station.path(""))
            .arg("run")
            .env_remove("LOA_LANG");
        std::os::unix::process::CommandExt::uid(&mut command, 65_534);
    }
    std::fs::set_permissions(station.path(""), rights(0o555)).unwrap();
    let ended = run(&mut command);
    std::fs::set_permissions(station.path(""), rights(0o755)).unwrap();
    assert_eq!(ended.code, 4, "{ended:?}");
    let data = station.path("data").display().to_string();
    assert!(
        ended.err.starts_with("lỗi: ") && ended.err.contains(&data),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("gợi ý: "), "{}", ended.err);
}

// T9, T31: what was aired is not aired again because its programme was edited afterwards.
#[test]
fn an_edit_of_what_was_aired_and_a_restart_bring_nothing_back() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    station.segment("dau", 1_000, 300.0, "");
    let at = soon(3);
    let rule = "late = { skip_after = \"1h\" }\n";
    station.programme("ban-tin", at, rule, &["bai"]);
    let mut daemon = station.start();
    assert_eq!(station.closed(1)[0].outcome, Outcome::Aired);

    station.programme("ban-tin", at, rule, &["dau", "bai"]);
    station.programme("moc", later(), "", &["bai"]);
    let next = |status: &serde_json::Value| status["next"]["programme"].as_str().map(str::to_owned);
    daemon.until("the edit", |status| {
        (next(status)? == "Chương trình moc").then_some(())
    });
    daemon.kill();
    let mark = soon(6);
    station.programme("moc", mark, "", &["bai"]);
    let daemon = station.start();
    let closings = station.closed(2);
    assert_eq!(
        closings.iter().map(|c| c.scheduled).collect::<Vec<_>>(),
        [at, mark]
    );
    assert_eq!(daemon.terminate(), 0);
}

// T1: the account of an absence keeps nothing that is due, and does not wait for a tick for each day.
#[test]
fn a_daemon_that_was_away_for_months_starts_what_is_due_and_accounts_for_the_rest() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    let items = "[[item]]\nplay = \"bai.wav\"\n";
    let daily = format!("title = \"Đầu ngày\"\n[[when]]\nat = \"00:00:01\"\n{items}");
    station.write("schedules/dau-ngay.toml", &daily);
    let first = soon(0).day().plus(-100);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(plan_nothing(&station, first));
    let at = soon(4);
    station.programme("ban-tin", at, "", &["bai"]);
    let daemon = station.start();
    let days = (soon(0).day().days() - first.days()).unsigned_abs();
    let closings = station.closed(usize::try_from(days).unwrap() + 1);
    let is_due = |closing: &&Closing| closing.scheduled == at;
    let due = closings.iter().find(is_due).unwrap();
    assert_eq!((due.outcome, due.reason), (Outcome::Aired, None));
    let missed = closings.iter().filter(|closing| !is_due(closing));
    let reasons: BTreeSet<_> = missed.map(|closing| closing.reason).collect();
    assert_eq!(reasons, BTreeSet::from([Some(Reason::MachineOff)]));
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}

/// Leaves a ledger whose station was switched off on a day on which nothing was to be aired.
async fn plan_nothing(station: &Station, day: CivilDay) {
    let path = station.path("data/ledger.db");
    std::fs::create_dir_all(station.path("data")).expect("the folder should be made");
    let origin = Origin::new("xa-thu", false).expect("a plain name should do");
    let options = WriterOptions::default();
    let store = Store::open(&path, &origin, OpenMode::Write(options))
        .await
        .expect("the ledger should open");
    let writer = store
        .writer()
        .expect("it should be open for writing")
        .clone();
    let plan = Plan {
        day,
        rundowns: Vec::new(),
    };
    let bytes = plan.to_bytes();
    let digest = digest_of(&bytes);
    writer.put_plan(digest, day, bytes).await;
    let adopted = Fact::PlanAdopted {
        day,
        digest,
        cues: 0,
    };
    for fact in [adopted, Fact::DaemonStopped] {
        let stamp = Stamp {
            at: day.start(),
            ..stamp(0)
        };
        writer.append(stamp, fact).await;
    }
    writer.close().await;
}
