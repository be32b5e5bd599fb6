//! What the daemon takes: how soon `loa run` is ready when its ledger holds a million entries, and how much memory and
//! processor it needs while idle and while playing, on a private sound server.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::Arc;

use loa::daemon::{cache_path, prober::CachedProbe};
use loa::store::AudioCache;
use tokio::runtime::Builder;

use figures::{machine, median, percentile};
use process::{Daemon, Taken};
use sound::clock::{RealClock, mono_ns};
use sound::pulse::Pulse;
use station::Folder;

#[path = "../common/figures.rs"]
mod figures;
mod process;
#[path = "../common/sound.rs"]
mod sound;
mod station;

const STARTS: usize = 10;
/// How long the daemon is left alone before it is measured, and how long it is.
const REST_SECONDS: i64 = 5;
const MEASURED_SECONDS: i64 = 60;

fn main() {
    println!("{}", machine());
    let clock = RealClock::default();
    let pulse = Pulse::start();
    let old = Folder::copied("station", clock.wall());
    old.remove_programme();
    std::fs::create_dir_all(old.data()).expect("the target folder should be writable");
    let began_ns = mono_ns();
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime should start");
    let entries = runtime.block_on(async {
        let cache = AudioCache::open(&cache_path(&old.data())).await;
        let prober = CachedProbe::new(Some(cache), tokio::runtime::Handle::current());
        station::fill(&old, Arc::new(prober), clock.wall().day()).await
    });
    drop(runtime);
    let took_s = (mono_ns() - began_ns) as f64 / 1e9;
    let size = std::fs::metadata(old.data().join("ledger.db")).map_or(0, |file| file.len());
    println!(
        "a ledger of {entries} entries, {} MB, there after {took_s:.1} s",
        size / 1_000_000
    );

    let new = Folder::copied("station-new", clock.wall());
    println!("\nfrom exec to READY=1, {STARTS} starts after one that is not counted, in ms");
    tell_starts("a new ledger", &starts(&new, &pulse, true, Daemon::stop));
    let starts_of_old = |end| starts(&old, &pulse, false, end);
    tell_starts(&format!("{entries} entries"), &starts_of_old(Daemon::stop));
    tell_starts("after SIGKILL", &starts_of_old(Daemon::kill));

    println!("\nover {MEASURED_SECONDS} s, with {entries} entries");
    let mut daemon = Daemon::start(&old.path, &pulse);
    daemon.watch(REST_SECONDS);
    tell_taken("idle", &daemon.taken(MEASURED_SECONDS));
    daemon.stop();

    let begins = clock.wall() + 1_000 * 2 * REST_SECONDS;
    old.add_programme(begins);
    let mut daemon = Daemon::start(&old.path, &pulse);
    daemon.watch(3 * REST_SECONDS);
    tell_taken("playing", &daemon.taken(MEASURED_SECONDS));
    daemon.stop();
    old.remove_programme();
}

/// Starts the daemon several times and ends it by `end`; returns how long each start took. The first is not counted: it measures the audio, and
/// accounts for the time since the ledger's last entry.
fn starts(folder: &Folder, pulse: &Pulse, anew: bool, end: fn(Daemon)) -> Vec<f64> {
    let mut took_ms = Vec::new();
    for _start in 0..=STARTS {
        if anew {
            folder.forget();
        }
        let daemon = Daemon::start(&folder.path, pulse);
        took_ms.push(daemon.ready_ms);
        end(daemon);
    }
    took_ms.split_off(1)
}

fn tell_starts(what: &str, took_ms: &[f64]) {
    let (least, most) = (percentile(took_ms, 0), percentile(took_ms, 100));
    println!(
        "{what:<20} median {:>6.1}, from {least:.1} to {most:.1}",
        median(took_ms)
    );
}

fn tell_taken(what: &str, taken: &Taken) {
    println!(
        "{what:<10} {:.2} % of a core; {:.1} MB resident ({:.1} proportional, {:.1} anonymous, {:.1} at most), {} threads",
        taken.cpu_percent,
        taken.resident_mb,
        taken.proportional_mb,
        taken.anonymous_mb,
        taken.peak_mb,
        taken.threads
    );
}
