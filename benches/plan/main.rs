//! How long planning takes: a year of the repository's own station, day by day, with what each day airs counted as
//! heard by the next. Beside it what is written first without a planner: one cron schedule for each rule and time,
//! asked for its instants one by one, which gives starts without cues, picks, lengths or overlaps; and the same starts
//! from the rules of Loa, which is the like for it. Programmes on lunar days are left out there: no crontab can say them.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::str::FromStr as _;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use cron::Schedule;
use loa::config::Loaded;
use loa::config::check::{check, days_ahead};
use loa::daemon;
use loa::daemon::prober::CachedProbe;
use loa::ids::ProgrammeId;
use loa::plan::day::Planner;
use loa::plan::{History, Plan};
use loa::schedule::{Programme, Rule, When};
use loa::store::AudioCache;
use loa::time::{CivilDay, UtcMs, Weekday};
use tokio::runtime::Builder;

use clock::mono_ns;
use figures::{machine, median};

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/clock.rs"]
mod clock;
#[path = "../common/figures.rs"]
mod figures;
mod large;

const FIRST: &str = "2026-12-01";
const DAYS: i64 = 365;
const RUNS: usize = 21;

fn main() {
    println!("{}\nmedian of {RUNS} runs each, in milliseconds", machine());
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime should start");
    let first = CivilDay::parse(FIRST).expect("it is a day");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let keep = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&keep).expect("the target folder should be writable");
    let cache = runtime.block_on(AudioCache::open(&keep.join("plan-cache.db")));
    let prober = Arc::new(CachedProbe::new(Some(cache), runtime.handle().clone()));
    let load = || runtime.block_on(daemon::load(folder, prober.clone(), first));
    let (loaded, plans) = station(load, first);

    let sayable: Vec<&Programme> = loaded
        .programmes
        .iter()
        .filter(|it| is_sayable(it))
        .collect();
    let entries = entries(&sayable);
    let (counting, starts) = timed(|| starts(&entries, first));
    let planned = plans
        .iter()
        .flat_map(|plan| &plan.rundowns)
        .filter(|rundown| sayable.iter().any(|it| it.id == rundown.programme))
        .map(|rundown| (rundown.at, rundown.programme.clone()));
    assert_eq!(
        starts,
        planned.collect::<Vec<_>>(),
        "both should find the same starts"
    );
    tell(
        &format!(
            "its {} starts alone, from {} cron schedules",
            starts.len(),
            entries.len()
        ),
        counting,
    );
    let (asking, asked) = timed(|| starts_by_rule(&sayable, first));
    assert_eq!(starts, asked, "both should find the same starts");
    tell("the same starts from Loa's own rules", asking);

    let folder = large::folder();
    let (programmes, segments) = (large::PROGRAMMES, large::SEGMENTS);
    println!("\na station of {programmes} programmes and {segments} segments");
    // As the command does, which opens the cache anew.
    let load = || {
        let cache = runtime.block_on(AudioCache::open(&keep.join("large-cache.db")));
        let prober = Arc::new(CachedProbe::new(Some(cache), runtime.handle().clone()));
        runtime.block_on(daemon::load(&folder, prober, first))
    };
    let (loaded, _) = station(load, first);
    let read = (loaded.programmes.len(), loaded.library.segments.len());
    assert_eq!(read, (programmes as usize, segments as usize));
}

/// Measures reading, checking and planning a station.
fn station(load: impl Fn() -> Loaded, first: CivilDay) -> (Loaded, Vec<Plan>) {
    // The first reading measures the audio, unless an earlier run has.
    let loaded = load();
    let (reading, _) = timed(load);
    tell(
        "reading the station's folder, every sound measured before",
        reading,
    );
    let (checking, problems) = timed(|| check(&loaded, &History::new(), first));
    tell(
        &format!(
            "checking it for {} days ({} remarks)",
            days_ahead(&loaded, first),
            problems.len()
        ),
        checking,
    );
    let (planning, plans) = timed(|| a_year(&loaded, first));
    let rundowns: usize = plans.iter().map(|plan| plan.rundowns.len()).sum();
    let cues: usize = plans
        .iter()
        .flat_map(|plan| &plan.rundowns)
        .map(|rundown| rundown.cues.len())
        .sum();
    tell(
        &format!("planning {DAYS} days ({rundowns} rundowns, {cues} cues)"),
        planning,
    );
    let (day, _) = timed(|| planner(&loaded).day(&History::new(), first));
    tell("planning one day", day);
    (loaded, plans)
}

fn tell(what: &str, ms: f64) {
    println!("{what:<66}{ms:>10.3}");
}

/// Runs it several times; returns the median in milliseconds and the last result.
fn timed<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut series = Vec::new();
    let mut result = None;
    for _run in 0..RUNS {
        let began_ns = mono_ns();
        let made = std::hint::black_box(work());
        series.push((mono_ns() - began_ns) as f64 / 1e6);
        result = Some(made);
    }
    (median(&series), result.expect("it ran at least once"))
}

fn planner(loaded: &Loaded) -> Planner<'_> {
    let station = loaded.station.as_ref();
    let options = &station.expect("the station should be usable").plan;
    Planner::new(&loaded.programmes, &loaded.library, options)
}

fn a_year(loaded: &Loaded, first: CivilDay) -> Vec<Plan> {
    let days = planner(loaded).days(&History::new(), first);
    (0..DAYS).zip(days).map(|(_, plan)| plan).collect()
}

/// A cron schedule of a programme, and its rule, for the days on which a cron line can't say that it is not meant.
struct Entry<'a> {
    schedule: Schedule,
    rule: &'a Rule,
    programme: &'a ProgrammeId,
}

impl Entry<'_> {
    fn is_meant_on(&self, day: CivilDay) -> bool {
        let rule = self.rule;
        !rule.except.contains(day)
            && rule.from.is_none_or(|from| from <= day)
            && rule.until.is_none_or(|until| day <= until)
            && rule.season.is_none_or(|season| season.contains(day))
    }
}

/// Whether a crontab can say when it airs.
fn is_sayable(programme: &Programme) -> bool {
    programme.rules.iter().all(|rule| rule.lunar.is_none())
}

/// Makes the crontab that would air the station: one line for each time of each rule, and for each date where a rule
/// has dates.
fn entries<'a>(programmes: &[&'a Programme]) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for programme in programmes {
        for rule in &programme.rules {
            for line in lines(rule) {
                entries.push(Entry {
                    schedule: Schedule::from_str(&line).expect("the line should be a cron line"),
                    rule,
                    programme: &programme.id,
                });
            }
        }
    }
    entries
}

fn lines(rule: &Rule) -> Vec<String> {
    let When::At(times) = &rule.when else {
        panic!("the station has no cron lines")
    };
    let on: Vec<&str> = Weekday::ALL
        .into_iter()
        .filter(|&day| rule.days.contains(day))
        .map(Weekday::en)
        .collect();
    let mut lines = Vec::new();
    for time in times {
        let second = time.ms() / 1_000;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        if rule.dates.is_empty() {
            lines.push(format!("{second} {minute} {hour} * * {} *", on.join(",")));
        }
        lines.extend(rule.dates.iter().map(|date| {
            let (year, month, day) = date.ymd();
            format!("{second} {minute} {hour} {day} {month} * {year}")
        }));
    }
    lines
}

/// Returns the starts of a year, sorted.
fn starts(entries: &[Entry<'_>], first: CivilDay) -> Vec<(UtcMs, ProgrammeId)> {
    let zone = FixedOffset::east_opt(7 * 3_600).expect("it is a zone");
    let (begin, end) = (first.start(), first.plus(DAYS).start());
    let just_before = DateTime::from_timestamp_millis(begin.0 - 1_000)
        .expect("it is an instant")
        .with_timezone(&zone);
    let mut starts = Vec::new();
    for entry in entries {
        let instants = entry
            .schedule
            .after(&just_before)
            .map(|at| UtcMs(at.timestamp_millis()));
        for at in instants.take_while(|&at| at < end) {
            if entry.is_meant_on(at.day()) {
                starts.push((at, entry.programme.clone()));
            }
        }
    }
    starts.sort();
    starts
}

/// Returns the same from the rules themselves, day by day.
fn starts_by_rule(programmes: &[&Programme], first: CivilDay) -> Vec<(UtcMs, ProgrammeId)> {
    let mut starts = Vec::new();
    for day in (0..DAYS).map(|days| first.plus(days)) {
        for programme in programmes {
            let times = programme.rules.iter().flat_map(|rule| rule.times_on(day));
            starts.extend(times.map(|time| (day.at(time), programme.id.clone())));
        }
    }
    starts.sort();
    starts
}
