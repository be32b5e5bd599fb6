//! Whether anything is lost when a daemon is killed at any moment: thousands of short lives of a station that airs
//! something every two seconds, each ended by SIGKILL at a random instant, from before it reads its folder on. What it
//! said was on the disk must be there afterwards, the chain must hold, and in the end each planned cue must be closed
//! once. KILLS sets the number, KILLS_SEED begins elsewhere.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use loa::airing::Fact;
use loa::config::approve::approve;
use loa::daemon::control::{Reply, Request, ask};
use loa::daemon::ledger_path;
use loa::ids::{AudioPath, CueId};
use loa::ledger::Head;
use loa::plan::Plan;
use loa::playback::measure;
use loa::store::{Filter, Store};
use loa::time::{CivilDay, UtcMs};
use tokio::runtime::{Builder, Runtime};

use clock::{RealClock, mono_ns, wait_with};
use figures::{machine, median, percentile};
use rng::Rng;

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/clock.rs"]
mod clock;
#[path = "../common/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/rng.rs"]
mod rng;

const KILLS: u64 = 10_000;
/// The longest life, in milliseconds from exec.
const LIFE_MS_MAX: i64 = 250;
/// How often something airs, and how long it is, in milliseconds.
const EVERY_MS: i64 = 2_000;
const LENGTH_MS: u32 = 400;
/// After how many deaths the whole ledger is verified.
const VERIFY_EVERY: u64 = 500;
/// Between two looks at the clock.
const MOMENT: Duration = Duration::from_millis(1);
/// The longest wait for the end of what was planned.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    println!("{}", machine());
    let kills = number("KILLS", KILLS);
    let seed = number("KILLS_SEED", 1);
    let mut rng = Rng::new(seed);
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime should start");
    let clock = RealClock::default();
    let station = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/kills");
    let until = make(&station, clock.wall(), kills);
    let data = station.join("data");
    let (mut said, mut answered, mut lives_ms) = (None, 0_u64, Vec::new());
    for kill in 1..=kills {
        let began_ns = mono_ns();
        let mut daemon = start(&station);
        let life_ms = rng.between(0, LIFE_MS_MAX).cast_unsigned();
        let ends_ns = began_ns + life_ms.cast_signed() * 1_000_000;
        wait_with(MOMENT, "the end of a life", PATIENCE, || {
            (mono_ns() >= ends_ns).then_some(())
        });
        // What it says is on the disk must be there whenever it dies after saying so.
        if let Some(head) = head_of(&runtime, &data) {
            (said, answered) = (Some(head), answered + 1);
        }
        daemon.kill().expect("the daemon should be alive or dead");
        daemon.wait().expect("a killed daemon ends");
        lives_ms.push((mono_ns() - began_ns) as f64 / 1e6);
        if let Some(head) = said {
            let kept = runtime.block_on(seal_of(&data, head.seq));
            assert_eq!(
                kept,
                Some(head.seal),
                "kill {kill}, seed {seed}: {head} was said"
            );
        }
        if kill % VERIFY_EVERY == 0 {
            let entries = runtime.block_on(verified(&data));
            println!("{kill} kills, {entries} entries, whole");
        }
        assert!(
            clock.wall() < until,
            "the schedule should last longer than the bench"
        );
    }
    let last = clock.wall();
    settle(&runtime, &station, &clock);
    let entries = runtime.block_on(verified(&data));
    let (cues, outcomes) = runtime.block_on(closed_once(&data, last));
    println!(
        "\n{kills} SIGKILLs (seed {seed}), lives from exec to death of {:.0} ms (median), {:.0} at most; {answered} daemons \
         had answered before",
        median(&lives_ms),
        percentile(&lives_ms, 100)
    );
    println!(
        "{entries} entries, the chain is whole, nothing that was said to be on the disk is missing"
    );
    println!("{cues} planned cues, each closed once: {outcomes:?}");
}

fn number(name: &str, usual: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(usual, |set| set.parse().expect("a number is wanted"))
}

/// Makes the station anew; returns the instant at which its schedule ends.
fn make(station: &Path, now: UtcMs, kills: u64) -> UtcMs {
    if station.exists() {
        fs::remove_dir_all(station).expect("the target folder should be writable");
    }
    fs::create_dir_all(station.join("schedules")).expect("the target folder should be writable");
    fs::create_dir_all(station.join("audio")).expect("the target folder should be writable");
    let settings = "[station]\nid = \"bi-giet\"\nname = \"Đài bị giết\"\n[clock]\ntrust = [\"rtc\"]\n\
                    [output]\nkind = \"null\"\n";
    write(&station.join("station.toml"), settings);
    sound(station, now.day());
    // A kill takes as long as its life and half a second for looking, at most.
    let lasts_ms = kills.cast_signed() * (LIFE_MS_MAX + 500) + 120_000;
    let mut times: BTreeMap<CivilDay, Vec<String>> = BTreeMap::new();
    let first = UtcMs(now.0 / 1_000 * 1_000 + 1_000);
    for at in (0..lasts_ms / EVERY_MS).map(|nth| first + nth * EVERY_MS) {
        let (day, time) = at.civil();
        times.entry(day).or_default().push(format!("\"{time}\""));
    }
    let rules: String = times
        .iter()
        .map(|(day, times)| {
            let times = times.join(", ");
            format!(
                "\n[[when]]\nat = [{times}]\ndates = [{day}]\nlate = {{ skip_after = \"1s\" }}\n"
            )
        })
        .collect();
    let programme = format!("title = \"Tin ngắn\"\n{rules}\n[[item]]\nplay = \"tieng.wav\"\n");
    write(&station.join("schedules/tin-ngan.toml"), &programme);
    first + lasts_ms
}

/// Writes a sound that was released for air.
fn sound(station: &Path, today: CivilDay) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let path = station.join("audio/tieng.wav");
    let mut writer = hound::WavWriter::create(&path, spec).expect("the folder should be writable");
    for frame in 0..48 * LENGTH_MS {
        let sample = if frame / 50 % 2 == 0 { 9_000 } else { -9_000 };
        writer
            .write_sample::<i16>(sample)
            .expect("there should be room");
    }
    writer.finalize().expect("there should be room");
    write(
        &station.join("audio/tieng.toml"),
        "title = \"Tiếng\"\ngenre = \"tin\"\n",
    );
    let facts = measure(&path).expect("it was just made");
    let audio = AudioPath::from("tieng.wav");
    approve(station, &audio, "Người Đo", today, &facts).expect("the sidecar is there");
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the target folder should be writable");
}

fn start(station: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    command
        .arg("--station")
        .arg(station)
        .arg("run")
        .env("LOA_LOG", "error")
        .env_remove("NOTIFY_SOCKET")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("loa should start")
}

/// Returns the head that the daemon says is on the disk; `None` where it does not answer yet.
fn head_of(runtime: &Runtime, data: &Path) -> Option<Head> {
    let asked = runtime.block_on(ask(data, &Request::Status)).ok()?;
    let Reply::Status(status) = asked else {
        panic!("a daemon that is asked for its status tells it: {asked:?}");
    };
    let Head { seq, seal } = Head {
        seq: status.ledger.seq,
        seal: status.ledger.seal,
    };
    (seq > 0).then_some(Head { seq, seal })
}

async fn open(data: &Path) -> Store {
    let path: PathBuf = ledger_path(data);
    Store::inspect(&path).await.expect("it should be a ledger")
}

async fn seal_of(data: &Path, seq: u64) -> Option<loa::ids::Digest> {
    let seal = open(data).await.reader().seal_of(seq).await;
    seal.expect("the ledger should be readable")
}

/// Verifies the ledger; returns how many entries it has.
async fn verified(data: &Path) -> u64 {
    let store = open(data).await;
    let checked = store.reader().verify(std::iter::empty::<Head>()).await;
    let checked = checked.expect("the ledger should be readable");
    let head = checked.verified.whole();
    head.expect("the ledger should be whole").seq
}

/// Lets the station run until it has accounted for all that was due, and ends it.
fn settle(runtime: &Runtime, station: &Path, clock: &RealClock) {
    let mut daemon = start(station);
    let data = station.join("data");
    let enough = clock.wall() + 5_000;
    wait_with(
        100 * MOMENT,
        "an account of all that was due",
        PATIENCE,
        || (clock.wall() >= enough && head_of(runtime, &data).is_some()).then_some(()),
    );
    daemon.kill().expect("the daemon should be alive");
    daemon.wait().expect("a killed daemon ends");
}

/// Holds every cue that was due before `last` against its closings; returns how many there are, and their outcomes.
async fn closed_once(data: &Path, last: UtcMs) -> (usize, BTreeMap<&'static str, usize>) {
    let store = open(data).await;
    let reader = store.reader();
    let mut closings: BTreeMap<CueId, Vec<&'static str>> = BTreeMap::new();
    let filter = Filter {
        kinds: vec!["closed"],
        ..Filter::default()
    };
    let all = reader.each(filter, |entry| {
        if let Fact::Closed(closing) = entry.fact {
            let outcomes = closings.entry(closing.cue).or_default();
            outcomes.push(closing.outcome.slug());
        }
    });
    all.await.expect("the ledger should be readable");
    let first = CivilDay::parse("2020-01-01").expect("it is a day");
    let plans = reader.adopted_plans(first).await;
    let (mut cues, mut outcomes) = (0, BTreeMap::new());
    for (_, digest) in plans.expect("the ledger should be readable") {
        let bytes = reader.plan(digest).await.expect("the plan is kept");
        let plan = Plan::from_bytes(&bytes.expect("the plan is kept")).expect("it is a plan");
        let due = plan.rundowns.iter().flat_map(|rundown| &rundown.cues);
        for cue in due.filter(|cue| cue.at < last) {
            let found = closings.get(&cue.id).map_or(0, Vec::len);
            assert_eq!(found, 1, "{} should be closed once", cue.id);
            *outcomes.entry(closings[&cue.id][0]).or_default() += 1;
            cues += 1;
        }
    }
    assert!(cues > 0, "something should have been due");
    (cues, outcomes)
}
