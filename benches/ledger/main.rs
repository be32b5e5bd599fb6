//! How fast the ledger is: facts that are on the disk in a second, together and one by one, beside lines in a log file
//! that is brought to the disk as often; how long a verification of a million entries takes, beside the digest of
//! the same file; and a day out of ten million entries.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use loa::ledger::encode::encode;
use loa::ledger::{Head, Origin};
use loa::report::as_run::AsRun;
use loa::store::{Appended, Filter, OpenMode, Store, WriterOptions};
use tokio::runtime::Builder;

use clock::mono_ns;
use figures::{machine, median, percentile};
use years::{PER_DAY, day, entry};

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/clock.rs"]
mod clock;
#[path = "../common/figures.rs"]
mod figures;
mod years;

const VERIFIED: u64 = 1_000_000;
const SEARCHED: u64 = 10_000_000;
/// How many facts are recorded together, and how many such groups.
const GROUP: u64 = 1_000;
const GROUPS: u64 = 50;
/// How many facts are recorded one after the other, each waited for.
const SINGLE: u64 = 500;
/// How often a day is asked for, another one each time.
const RUNS: u64 = 21;

fn main() {
    println!("{}", machine());
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime should start");
    let keep = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/ledger");
    fs::create_dir_all(&keep).expect("the target folder should be writable");
    runtime.block_on(async {
        recording(&keep).await;
        verifying(&keep).await;
        searching(&keep).await;
    });
}

fn origin() -> Origin {
    Origin::new("do-toc-do", false).expect("a plain slug is a name")
}

/// Facts a second, each on the disk when it counts.
async fn recording(keep: &Path) {
    println!("\nfacts on the disk in a second, and the same lines in a log file with fdatasync");
    for (what, group, groups) in [("1,000 together", GROUP, GROUPS), ("one by one", 1, SINGLE)] {
        let path = fresh(keep, "speed.db");
        let store = Store::open(&path, &origin(), OpenMode::Write(WriterOptions::default())).await;
        let store = store.expect("the ledger should be new");
        let writer = store.writer().expect("it was opened for writing").clone();
        let began_ns = mono_ns();
        for nth in 0..groups {
            let facts = (nth * group..(nth + 1) * group).map(entry);
            let appended = writer.append_all(facts).await;
            assert!(matches!(appended, Appended::Durable(_)), "{appended:?}");
        }
        let sealed = per_second(group * groups, began_ns);
        let state = writer.close().await;
        assert_eq!((state.head.seq, state.lost), (group * groups, 0));

        let path = fresh(keep, "speed.jsonl");
        let mut log = File::create(&path).expect("the target folder should be writable");
        let began_ns = mono_ns();
        for nth in 0..groups {
            let mut lines = Vec::new();
            for seq in nth * group..(nth + 1) * group {
                let (stamp, fact) = entry(seq);
                lines.extend(encode(seq + 1, &stamp, &fact));
                lines.push(b'\n');
            }
            log.write_all(&lines).expect("the disk should have room");
            log.sync_data().expect("the disk should take it");
        }
        let logged = per_second(group * groups, began_ns);
        println!(
            "{what:<20}{sealed:>12.0} sealed{logged:>12.0} logged    1 : {:.1}",
            logged / sealed
        );
    }
}

/// The whole chain, from the first entry on.
async fn verifying(keep: &Path) {
    let path = keep.join("million.db");
    years::fill(&path, &origin(), VERIFIED).await;
    let store = Store::inspect(&path).await.expect("it should be a ledger");
    let mut series = Vec::new();
    for _run in 0..3 {
        let began_ns = mono_ns();
        let checked = store.reader().verify(std::iter::empty::<Head>()).await;
        let checked = checked.expect("it should be readable");
        series.push((mono_ns() - began_ns) as f64 / 1e9);
        let head = checked.verified.whole().expect("it should be whole");
        assert_eq!(head.seq, VERIFIED);
    }
    let began_ns = mono_ns();
    let digest = Command::new("sha256sum").arg(&path).output();
    assert!(digest.is_ok_and(|digest| digest.status.success()));
    let digested = (mono_ns() - began_ns) as f64 / 1e9;
    let bytes = fs::metadata(&path).map_or(0, |file| file.len());
    println!(
        "\nverifying {VERIFIED} entries, {} MB: {:.2} s (sha256sum of the file: {digested:.2} s)",
        bytes / 1_000_000,
        median(&series)
    );
}

/// A day's entries, as the as-run log asks for them.
async fn searching(keep: &Path) {
    let path = keep.join("ten-million.db");
    years::fill(&path, &origin(), SEARCHED).await;
    let store = Store::inspect(&path).await.expect("it should be a ledger");
    let mut series = Vec::new();
    for run in 0..RUNS {
        let asked = day(SEARCHED / PER_DAY / RUNS * run);
        let began_ns = mono_ns();
        let mut as_run = AsRun::default();
        let mut count = 0;
        let filter = Filter {
            day: Some(asked),
            ..Filter::default()
        };
        let all = store.reader().each(filter, |entry| {
            as_run.take(entry.head.seq, &entry.stamp, &entry.fact);
            count += 1;
        });
        all.await.expect("it should be readable");
        let rows = as_run.into_rows();
        series.push((mono_ns() - began_ns) as f64 / 1e6);
        assert_eq!(count, PER_DAY, "{asked}");
        assert_eq!(rows.len() as u64, years::CUES);
    }
    let bytes = fs::metadata(&path).map_or(0, |file| file.len());
    println!(
        "\na day ({PER_DAY} entries, {} airings) out of {SEARCHED} entries, {} MB: median {:.1} ms, most {:.1} ms",
        years::CUES,
        bytes / 1_000_000,
        median(&series),
        percentile(&series, 100)
    );
}

/// Returns a path at which there is nothing.
fn fresh(keep: &Path, name: &str) -> PathBuf {
    for end in ["", "-wal", "-shm", "-lock"] {
        let path = keep.join(format!("{name}{end}"));
        if path.exists() {
            fs::remove_file(path).expect("the target folder should be writable");
        }
    }
    keep.join(name)
}

fn per_second(count: u64, began_ns: i64) -> f64 {
    count as f64 * 1e9 / (mono_ns() - began_ns) as f64
}
