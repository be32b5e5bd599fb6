//! The record while the world fails: the process is killed, the ledger locked, the disk full, somebody else writes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use loa::airing::Fact;
use loa::store::{Appended, LedgerWriter, OpenMode, Store, StoreError, WriterOptions};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::ledger::{open, open_mode, origin, raw, stamp};
use crate::store::{append_durably, execute, folder, numbered, verified_facts, writer};

/// Runs one test of this binary again, in a process of its own with `variable` set.
fn child(test: &str, variable: &str, value: &Path, wrapper: &[&str]) -> Command {
    let binary = std::env::current_exe().expect("this test should have a binary");
    let mut words = wrapper
        .iter()
        .map(Into::into)
        .collect::<Vec<std::ffi::OsString>>();
    words.extend([
        binary.into_os_string(),
        "--exact".into(),
        test.into(),
        "--nocapture".into(),
    ]);
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).env(variable, value);
    command
}

/// Says a line on the standard error, which is what the parent reads.
fn tell_parent(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("the parent should listen");
}

// T22: whatever was told to be durable survives a kill at any point, and what is there is whole.
#[tokio::test]
async fn a_killed_writer_loses_nothing_that_was_durable() {
    const VARIABLE: &str = "LOA_TEST_KILLED";
    if let Some(path) = std::env::var_os(VARIABLE) {
        let store = open(Path::new(&path)).await;
        for number in writer(&store).state().head.seq.cast_signed() + 1.. {
            append_durably(&store, [number]).await;
            tell_parent(&format!("durable {number}"));
        }
    }
    let (_folder, path) = folder();
    let mut durable = 0;
    for round in 1..=6 {
        let mut child = child(
            "store_faults::a_killed_writer_loses_nothing_that_was_durable",
            VARIABLE,
            &path,
            &[],
        )
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child should start");
        let lines = BufReader::new(child.stderr.take().expect("it should be piped")).lines();
        let told = lines
            .map(|line| line.expect("it should be text"))
            .filter_map(|line| line.strip_prefix("durable ")?.parse::<i64>().ok());
        // Another number of entries each round; the kill falls wherever the writer is by then.
        durable = told.take(round * 7).last().expect("it should write");
        child.kill().expect("it should be killed");
        child.wait().expect("it should end");
        let kept = verified_facts(&path).await;
        assert!(
            kept.len() >= usize::try_from(durable).unwrap(),
            "{} of {durable}",
            kept.len()
        );
        let expected: Vec<Fact> = (1..).map(numbered).take(kept.len()).collect();
        assert_eq!(kept, expected);
    }
    assert!(durable >= 6 * 7);
}

async fn until_writable(writer: &LedgerWriter) {
    let mut state = writer.watch();
    let written = state
        .wait_for(|state| state.writable && state.held == 0)
        .await;
    written.expect("the writer should be there");
}

/// Checks that facts 1..=durable, then a gap, then the rest up to `last` are in the ledger.
async fn check_gap(path: &Path, durable: i64, last: i64, why: &str) {
    let mut found = verified_facts(path).await;
    let position = usize::try_from(durable).expect("a small number should fit");
    let gap = found.remove(position);
    let Fact::RecordGap {
        since,
        held,
        lost,
        why: said,
    } = gap
    else {
        panic!("{gap:?}")
    };
    assert_eq!(since, stamp(durable + 1).at);
    assert!(held >= 1 && i64::from(held) <= last - durable, "{held}");
    assert_eq!(lost, 0);
    assert!(said.contains(why), "{said}");
    let expected: Vec<Fact> = (1..=last).map(numbered).collect();
    assert_eq!(found, expected, "nothing doubled, lost or out of order");
}

// T24, T25: a locked ledger delays nobody, and afterwards everything is there, in order.
#[tokio::test]
async fn a_locked_ledger_holds_facts_and_tells_the_gap() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    append_durably(&store, 1..=2).await;
    let mut other = raw(&path).await;
    execute(&mut other, "BEGIN IMMEDIATE").await;
    for number in 3..=6 {
        let appended = writer(&store).append(stamp(number), numbered(number)).await;
        assert_eq!(appended, Appended::Held, "{number}");
    }
    let state = writer(&store).flush().await;
    assert_eq!((state.held, state.writable, state.head.seq), (4, false, 2));
    assert!(state.last_error.expect("a reason").contains("locked"));
    // It can be read, and even opened, all the while.
    assert_eq!(store.reader().head().await.unwrap().seq, 2);
    execute(&mut other, "ROLLBACK").await;
    until_writable(writer(&store)).await;
    assert_eq!(writer(&store).state().last_error, None);
    append_durably(&store, [7]).await;
    let held = verified_facts(&path).await[2].clone();
    assert!(matches!(held, Fact::RecordGap { held: 4, .. }), "{held:?}");
    check_gap(&path, 2, 7, "locked").await;
}

// T25: a station that starts while a backup holds the ledger goes on air.
#[tokio::test]
async fn a_locked_ledger_can_be_opened() {
    let (_folder, path) = folder();
    writer(&open(&path).await).clone().close().await;
    let mut other = raw(&path).await;
    execute(&mut other, "BEGIN IMMEDIATE").await;
    let store = open(&path).await;
    assert_eq!(
        writer(&store).append(stamp(1), numbered(1)).await,
        Appended::Held
    );
    execute(&mut other, "ROLLBACK").await;
    until_writable(writer(&store)).await;
    check_gap(&path, 0, 1, "locked").await;
}

// T23: a station that comes back from a power cut with a disk that can't be written goes on air. The folder that is
// missing at first stands for it; a locked fresh file takes the same way.
#[tokio::test]
async fn a_ledger_that_cannot_be_opened_yet_holds_facts_from_the_start() {
    let (folder, path) = folder();
    let path = folder
        .path()
        .join("data")
        .join(path.file_name().expect("a name"));
    let OpenMode::Write(options) = open_mode() else {
        panic!("it should write")
    };
    let refused = Store::open(&path, &origin(), open_mode()).await;
    assert!(
        matches!(refused, Err(StoreError::Folder { .. })),
        "{refused:?}"
    );
    let store = Store::open_on_air(&path, &origin(), options, &[])
        .await
        .expect("it should go on air");
    for number in 1..=2 {
        let appended = writer(&store).append(stamp(number), numbered(number)).await;
        assert_eq!(appended, Appended::Held);
    }
    assert!(!writer(&store).state().writable);
    std::fs::create_dir(folder.path().join("data")).expect("the folder should be made");
    until_writable(writer(&store)).await;
    append_durably(&store, [3]).await;
    assert_eq!(
        store.reader().head().await.expect("it should be read").seq,
        4
    );
    check_gap(&path, 0, 3, "No such file").await;
    let second = Store::open_on_air(&path, &origin(), options, &[]).await;
    assert!(
        matches!(second, Err(StoreError::AlreadyWriting { .. })),
        "{second:?}"
    );
}

// T23: what no memory was left for is counted.
#[tokio::test]
async fn facts_beyond_the_bound_are_counted_as_lost() {
    let (_folder, path) = folder();
    let OpenMode::Write(options) = open_mode() else {
        panic!("it should write")
    };
    let options = WriterOptions {
        held_max: 3,
        ..options
    };
    let store = Store::open(&path, &origin(), OpenMode::Write(options))
        .await
        .unwrap();
    let mut other = raw(&path).await;
    execute(&mut other, "BEGIN IMMEDIATE").await;
    for number in 1..=5 {
        let appended = writer(&store).append(stamp(number), numbered(number)).await;
        let expected = if number <= 3 {
            Appended::Held
        } else {
            Appended::Lost
        };
        assert_eq!(appended, expected, "{number}");
    }
    assert_eq!(writer(&store).state().lost, 2);
    execute(&mut other, "ROLLBACK").await;
    until_writable(writer(&store)).await;
    append_durably(&store, [6]).await;
    let facts = verified_facts(&path).await;
    assert!(
        matches!(
            facts[0],
            Fact::RecordGap {
                held: 3,
                lost: 2,
                ..
            }
        ),
        "{:?}",
        facts[0]
    );
    assert_eq!(facts[1..], [1, 2, 3, 6].map(numbered));
}

/// Limits the size of files for this process: a write beyond it fails, as on a full disk.
fn limit_files(bytes: Option<u64>) {
    let maximum = getrlimit(Resource::Fsize).maximum;
    let limit = Rlimit {
        current: bytes,
        maximum,
    };
    setrlimit(Resource::Fsize, limit).expect("the limit should be set");
}

// T23, T24: a real failed write in the middle of a transaction. The limit holds for a whole process, so that the
// test runs in one of its own; the shell keeps the kernel's signal from ending it.
#[tokio::test]
async fn a_disk_that_is_full_holds_facts_and_tells_the_gap() {
    const VARIABLE: &str = "LOA_TEST_FULL";
    let test = "store_faults::a_disk_that_is_full_holds_facts_and_tells_the_gap";
    let Some(path) = std::env::var_os(VARIABLE).map(PathBuf::from) else {
        let (_folder, path) = folder();
        let wrapper = ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];
        let output = child(test, VARIABLE, &path, &wrapper)
            .output()
            .expect("it should start");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(said.contains("held on a full disk"), "{said}");
        return;
    };
    let store = open(&path).await;
    append_durably(&store, 1..=2).await;
    let journal = std::fs::metadata(path.with_extension("db-wal"))
        .expect("a journal")
        .len();
    limit_files(Some(journal + 9_000));
    let mut number = 2;
    let mut durable = 2;
    while number - durable < 5 {
        assert!(number < 10_000, "the limit should be met");
        number += 1;
        match writer(&store).append(stamp(number), numbered(number)).await {
            Appended::Durable(_) => durable = number,
            Appended::Held => tell_parent(&format!("held on a full disk: {number}")),
            Appended::Lost => panic!("there should be room"),
        }
    }
    let state = writer(&store).flush().await;
    assert!(!state.writable, "{state:?}");
    assert_eq!(
        store.reader().head().await.unwrap().seq.cast_signed(),
        durable
    );
    limit_files(None);
    until_writable(writer(&store)).await;
    check_gap(&path, durable, number, "append to").await;
}

// T29: a row that somebody else appended is never built upon.
#[tokio::test]
async fn a_ledger_that_somebody_else_wrote_is_not_written_on() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    append_durably(&store, 1..=2).await;
    let mut other = raw(&path).await;
    execute(
        &mut other,
        "INSERT INTO entries (seq, bytes, seal, at_ms, kind, day) \
         SELECT 3, bytes, seal, at_ms, kind, day FROM entries WHERE seq = 2",
    )
    .await;
    assert_eq!(
        writer(&store).append(stamp(3), numbered(3)).await,
        Appended::Held
    );
    let state = writer(&store).flush().await;
    assert_eq!((state.writable, state.head.seq, state.held), (false, 2, 1));
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM entries")
        .fetch_one(&mut other)
        .await
        .unwrap();
    assert_eq!(rows, 3);
}

/// Runs a process that holds facts `3..=5` because somebody has locked the ledger, and then dies.
fn dies_holding(test: &str, variable: &str, path: &Path) -> String {
    let output = child(test, variable, path, &[])
        .output()
        .expect("it should start");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "it should have died: {said}");
    said
}

// T22, T23: memory alone would lose with the process what the disk did not take.
#[tokio::test]
async fn facts_that_waited_outlive_the_process_that_held_them() {
    const VARIABLE: &str = "LOA_TEST_HELD";
    let test = "store_faults::facts_that_waited_outlive_the_process_that_held_them";
    if let Some(path) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        let store = open(&path).await;
        append_durably(&store, 1..=2).await;
        let mut other = raw(&path).await;
        execute(&mut other, "BEGIN IMMEDIATE").await;
        for number in 3..=5 {
            let appended = writer(&store).append(stamp(number), numbered(number)).await;
            assert_eq!(appended, Appended::Held, "{number}");
        }
        // One more attempt, so that all of them are surely kept.
        writer(&store).flush().await;
        std::process::abort();
    }
    let (folder, path) = folder();
    let said = dies_holding(test, VARIABLE, &path);
    let kept = || {
        let files = std::fs::read_dir(folder.path()).expect("the folder is there");
        let names = files.map(|file| file.expect("it is readable").file_name());
        names
            .filter(|name| name.to_string_lossy().ends_with(".held"))
            .count()
    };
    assert_eq!(kept(), 1, "{said}");
    let store = open(&path).await;
    append_durably(&store, [6]).await;
    assert_eq!(kept(), 0, "what is on record waits no longer");
    let facts = verified_facts(&path).await;
    let gap = Fact::RecordGap {
        since: stamp(3).at,
        held: 3,
        lost: 0,
        why: "kept in a second file".to_owned(),
    };
    let mut expected: Vec<Fact> = [1, 2].map(numbered).to_vec();
    expected.push(gap);
    expected.extend([3, 4, 5, 6].map(numbered));
    assert_eq!(facts, expected);
}
