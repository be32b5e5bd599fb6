//! Whether the aircheck hears what was played and nothing else, by the thousand: prints the table of
//! `docs/aircheck.md` and fails where a bound is broken. `AIRCHECK_TRIALS=n` sets the trials with something else.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use loa::aircheck::{Judge, JudgeOptions, Verdict};

#[path = "../../tests/it/common/clock.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod clock;
#[path = "../common/figures.rs"]
mod figures;
#[path = "../../tests/it/common/rng.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod rng;
#[path = "../../tests/it/common/room.rs"]
mod room;
#[path = "../../tests/it/common/trials.rs"]
mod trials;

use figures::{machine, median, percentile};
use room::Noise;
use trials::{Instead, Item, Outcome, Place, heard, not_heard};

/// Trials with something else than the programme.
const TRIALS: u64 = 10_000;
/// Trials with the programme, for each noise, strength and place.
const TRIALS_HEARD: u64 = 100;

const PLACES: [Place; 4] = [Place::Line, Place::Horn, Place::Yard, Place::Village];
const NOISES: [Noise; 3] = [Noise::White, Noise::Rain, Noise::Traffic];
const SNR_DB: [f64; 3] = [10.0, 0.0, -6.0];
const INSTEAD: [Instead; 9] = [
    Instead::OtherText,
    Instead::OtherMusic,
    Instead::SameJingle,
    Instead::OtherPart,
    Instead::Nothing,
    Instead::Hum,
    Instead::Noise(Noise::White),
    Instead::Noise(Noise::Rain),
    Instead::Noise(Noise::Traffic),
];

fn main() {
    let trials = std::env::var("AIRCHECK_TRIALS")
        .ok()
        .and_then(|n| n.parse().ok());
    let trials: u64 = trials.unwrap_or(TRIALS);
    let items = items();
    let seconds: f64 = items.iter().map(|item| item.sound.len() as f64 / 8e3).sum();
    println!("{}", machine());
    println!(
        "{} files, {:.0} minutes of audio\n",
        items.len(),
        seconds / 60.0
    );
    let false_accepts = print_not_heard(trials, &items);
    let false_rejects = print_heard(TRIALS_HEARD * trials / TRIALS, &items);
    print_cost(&items);
    assert_eq!(false_accepts, 0, "something was heard that was not played");
    assert!(
        false_rejects <= 0.01,
        "more than one in a hundred was not heard at 0 dB"
    );
}

fn print_not_heard(trials: u64, items: &[Item]) -> usize {
    let outcomes = run(trials, |n| {
        let at = usize::try_from(n).unwrap();
        let instead = INSTEAD[at % INSTEAD.len()];
        let place = PLACES[at / INSTEAD.len() % PLACES.len()];
        (instead, not_heard(n, items, instead, place))
    });
    println!("| played instead | trials | heard | a part | score: median | p99 | most |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for instead in INSTEAD {
        let row: Vec<&Outcome> = outcomes
            .iter()
            .filter(|(kind, _)| *kind == instead)
            .map(|(_, outcome)| outcome)
            .collect();
        let count = |verdict: &str| {
            let is_it =
                |outcome: &&&Outcome| format!("{:?}", outcome.finding.verdict).contains(verdict);
            row.iter().filter(is_it).count()
        };
        let scores: Vec<f64> = row
            .iter()
            .map(|outcome| outcome.finding.score.max(0.0))
            .collect();
        println!(
            "| {instead:?} | {} | {} | {} | {:.1} | {:.1} | {:.1} |",
            row.len(),
            row.iter()
                .filter(|outcome| outcome.finding.verdict == Verdict::Heard)
                .count(),
            count("Part"),
            median(&scores),
            percentile(&scores, 99),
            percentile(&scores, 100),
        );
    }
    let wrong = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.finding.verdict == Verdict::Heard);
    for (instead, outcome) in wrong.clone().take(20) {
        println!("  {instead:?} {}: {:?}", outcome.what, summary(outcome));
    }
    println!();
    wrong.count()
}

fn print_heard(trials: u64, items: &[Item]) -> f64 {
    let mut rejected = (0, 0);
    println!(
        "| noise | SNR | place | trials | heard | coverage: p5 | start error, ms: median | p95 | drift error, ppm: p95 |"
    );
    println!("|---|--:|---|--:|--:|--:|--:|--:|--:|");
    let mut why = BTreeMap::new();
    for noise in NOISES {
        for snr_db in SNR_DB {
            for place in PLACES {
                let outcomes = run(trials, |n| heard(n, items, place, noise, snr_db));
                let row: Vec<&Outcome> = outcomes.iter().collect();
                let count = row
                    .iter()
                    .filter(|o| o.finding.verdict == Verdict::Heard)
                    .count();
                if snr_db == 0.0 {
                    rejected = (rejected.0 + row.len() - count, rejected.1 + row.len());
                    for outcome in row.iter().filter(|o| o.finding.verdict != Verdict::Heard) {
                        *why.entry(format!("{} {:?}", outcome.what, summary(outcome)))
                            .or_insert(0) += 1;
                    }
                }
                let of = |figure: &dyn Fn(&Outcome) -> Option<f64>| -> Vec<f64> {
                    row.iter().filter_map(|outcome| figure(outcome)).collect()
                };
                let coverage = of(&|o| Some(o.finding.coverage));
                let start = of(&|o| Some((o.finding.offset_ms? - o.true_ms).abs()));
                let drift = of(&|o| Some((o.finding.drift_ppm? - o.true_ppm).abs()));
                println!(
                    "| {noise:?} | {snr_db} dB | {place:?} | {} | {count} | {:.2} | {:.2} | {:.2} | {:.0} |",
                    row.len(),
                    percentile(&coverage, 5),
                    median(&start),
                    percentile(&start, 95),
                    percentile(&drift, 95),
                );
            }
        }
    }
    let share = rejected.0 as f64 / rejected.1 as f64;
    println!(
        "\nnot heard at 0 dB: {} of {} ({:.2} %)",
        rejected.0,
        rejected.1,
        100.0 * share
    );
    for (what, times) in why {
        println!("  {times} × {what}");
    }
    share
}

/// What judging costs: processor time for audio time, on one core.
fn print_cost(items: &[Item]) {
    let item = items.iter().max_by_key(|item| item.sound.len()).unwrap();
    let capture = [&vec![0.0; 16_000][..], &item.sound, &vec![0.0; 80_000]].concat();
    let began_ns = clock::mono_ns();
    let finding = Judge::judge(JudgeOptions::default(), &item.sound, &capture);
    let took_s = (clock::mono_ns() - began_ns) as f64 / 1e9;
    assert_eq!(finding.verdict, Verdict::Heard);
    let audio_s = item.sound.len() as f64 / 8e3;
    println!(
        "\njudging {audio_s:.0} s took {took_s:.2} s: {:.2} % of a core",
        100.0 * took_s / audio_s
    );
}

fn summary(outcome: &Outcome) -> (Verdict, String) {
    let finding = &outcome.finding;
    let text = format!(
        "score {:.1}, coverage {:.2}, missing {:.2}",
        finding.score, finding.coverage, finding.missing
    );
    (finding.verdict, text)
}

/// Decodes every file of the station.
fn items() -> Vec<Item> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("audio");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&root)
        .unwrap()
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "toml")
        })
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| Item {
            name: path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned(),
            sound: loa::playback::reference(path).unwrap(),
        })
        .collect()
}

/// Runs trials on every core.
fn run<T: Send>(count: u64, trial: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicU64::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    let outcome = trial(number);
                    done.lock().unwrap().insert(number, outcome);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}
