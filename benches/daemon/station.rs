//! A copy of the repository's station that has been on the air for years: its ledger holds a million entries, written
//! by the store's own writer. Made once and kept under `target/bench/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use loa::airing::{ClockSource, ClockTrust, Closing, Fact, Order, Outcome};
use loa::config::Loaded;
use loa::daemon::{ledger_path, prober::CachedProbe};
use loa::ids::{CueId, OccurrenceId, ProgrammeId};
use loa::ledger::{Origin, Stamp, digest_of};
use loa::plan::day::plan_day;
use loa::plan::{Content, Cue, Fate, Heard, History, Plan, Rundown, ms_to_frames};
use loa::store::{OpenMode, Store, WriterOptions};
use loa::time::{CivilDay, DAY_MS, MonoMs, TimeOfDay, UtcMs};
use tokio::task::JoinSet;

/// The entries of the ledger, at least.
pub const ENTRIES: u64 = 1_000_000;
/// A year of whole weeks, so that a day of it stands for the same weekday of any other.
const PATTERN_DAYS: i64 = 364;
/// How often an idle daemon says that it is there, and how often a cue's progress is on record.
const ALIVE_EVERY_MS: i64 = 300_000;
const PROGRESS_EVERY_MS: i64 = 10_000;
/// The entries that are appended without waiting.
const BATCH: usize = 2_000;

/// A station folder.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    /// Makes a copy of the repository's station without its ledger, or brings an earlier copy up to date. It trusts
    /// the machine's clock and keeps hours that are half a day away, so that it airs nothing but emergencies now.
    pub fn copied(name: &str, now: UtcMs) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = from.join("target/bench").join(name);
        copy(&from.join("schedules"), &path.join("schedules"));
        copy(&from.join("audio"), &path.join("audio"));
        let text =
            fs::read_to_string(from.join("station.toml")).expect("the station should be there");
        let hour = (now.time_of_day().ms() / 3_600_000 + 12) % 24;
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for line in &mut lines {
            if line.starts_with("trust = ") {
                "trust = [\"rtc\"]".clone_into(line);
            } else if line.starts_with("allowed = ") {
                *line = format!("allowed = [\"{hour:02}:00-{hour:02}:59\"]");
            }
        }
        fs::write(path.join("station.toml"), lines.join("\n"))
            .expect("the target folder should be writable");
        Self { path }
    }

    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// Adds a programme that airs two recordings from `at` on, whatever the hours; about three minutes.
    pub fn add_programme(&self, at: UtcMs) {
        let (day, time) = at.civil();
        let text = format!(
            "title = \"Đo\"\nzones = [\"all\"]\npriority = \"khan-cap\"\n[[when]]\nat = \"{time}\"\ndates = [{day}]\n\
             [[item]]\nplay = \"cchc/01-khai-sinh-truc-tuyen.mp3\"\n[[item]]\nplay = \"nhac/khuc-chieu-ve.ogg\"\n"
        );
        fs::write(self.programme(), text).expect("the target folder should be writable");
    }

    pub fn remove_programme(&self) {
        if self.programme().exists() {
            fs::remove_file(self.programme()).expect("the target folder should be writable");
        }
    }

    /// Throws the ledger away.
    pub fn forget(&self) {
        for end in ["", "-wal", "-shm", "-lock"] {
            let path = self.data().join(format!("ledger.db{end}"));
            if path.exists() {
                fs::remove_file(path).expect("the target folder should be writable");
            }
        }
    }

    fn programme(&self) -> PathBuf {
        self.path.join("schedules/do.toml")
    }
}

/// Copies what is not there yet, times and all: the daemon measures a file anew whose time has changed.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder should be writable");
    for entry in fs::read_dir(from).expect("the station should be there") {
        let entry = entry.expect("the station should be readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if !target.exists() {
            fs::copy(entry.path(), target).expect("the target folder should be writable");
        }
    }
}

/// Sees to it that the folder has its ledger, which ends yesterday; returns how many entries it has.
pub async fn fill(folder: &Folder, prober: Arc<CachedProbe>, today: CivilDay) -> u64 {
    let loaded = loa::daemon::load(&folder.path, prober, today).await;
    let station = loaded
        .station
        .as_ref()
        .expect("the station should be usable");
    let origin = Origin::new(&station.id, false).expect("its id should be sound");
    let path = ledger_path(&folder.data());
    if path.exists() {
        let store = Store::open(&path, &origin, OpenMode::ReadOnly)
            .await
            .expect("it should be a ledger");
        let newest = store
            .reader()
            .newest()
            .await
            .expect("it should be readable");
        if let Some(newest) = newest.filter(|newest| newest.stamp.at >= today.plus(-1).start())
            && newest.head.seq >= ENTRIES
        {
            return newest.head.seq;
        }
        folder.forget();
    }
    let days = days(&loaded, today);
    let store = Store::open(&path, &origin, OpenMode::Write(WriterOptions::default())).await;
    let store = store.expect("the ledger should be new");
    let writer = store.writer().expect("it was opened for writing").clone();
    let mut appending = JoinSet::new();
    for (plan, facts) in days {
        let bytes = plan.to_bytes();
        let (writer, digest) = (writer.clone(), digest_of(&bytes));
        appending.spawn({
            let writer = writer.clone();
            async move { writer.put_plan(digest, plan.day, bytes).await }
        });
        for (at, mut fact) in facts {
            if let Fact::PlanAdopted { digest: named, .. } = &mut fact {
                *named = digest;
            }
            let writer = writer.clone();
            appending.spawn(async move { writer.append(stamp(at), fact).await });
        }
        if appending.len() > BATCH {
            while appending.join_next().await.is_some() {}
            writer.flush().await;
        }
    }
    while appending.join_next().await.is_some() {}
    let state = writer.close().await;
    assert_eq!(
        (state.held, state.lost),
        (0, 0),
        "every entry should be on the disk"
    );
    state.head.seq
}

fn stamp(at: UtcMs) -> Stamp {
    let clock = ClockTrust {
        source: ClockSource::Rtc,
        error_us: None,
    };
    Stamp {
        at,
        mono: MonoMs(at.0),
        boot: "bench".into(),
        clock,
    }
}

/// Returns the days before `today` that make a million entries, the oldest first, with what was recorded of each.
fn days(loaded: &Loaded, today: CivilDay) -> impl Iterator<Item = (Plan, Vec<(UtcMs, Fact)>)> {
    let pattern = pattern(loaded, today);
    let count: usize = pattern.iter().map(|plan| facts(plan).len()).sum();
    let needed = i64::try_from(ENTRIES).expect("it is a small number") * PATTERN_DAYS;
    let days = needed / i64::try_from(count).expect("it is a small number") + PATTERN_DAYS;
    // Whole weeks, so that weekdays agree.
    let first = today.plus(-(days / 7 * 7));
    (0..days / 7 * 7).map(move |day| {
        let like = usize::try_from(day % PATTERN_DAYS).expect("it is a small number");
        let plan = moved(&pattern[like], first.plus(day));
        let facts = facts(&plan);
        (plan, facts)
    })
}

/// Plans a year from `today` on, each day knowing what the days before aired.
fn pattern(loaded: &Loaded, today: CivilDay) -> Vec<Plan> {
    let mut options = loaded
        .station
        .as_ref()
        .expect("the station should be usable")
        .plan
        .clone();
    options.allowed.clear();
    let mut history = History::new();
    let day = |days| {
        let plan = plan_day(
            &loaded.programmes,
            &loaded.library,
            &history,
            &options,
            today.plus(days),
        );
        for (_, cue, content) in heard(&plan) {
            let new = Heard {
                times: 0,
                last: cue.at,
            };
            history.entry(content.segment.clone()).or_insert(new).times += 1;
        }
        plan
    };
    (0..PATTERN_DAYS).map(day).collect()
}

fn heard(plan: &Plan) -> impl Iterator<Item = (&Rundown, &Cue, &Content)> {
    let cues = plan
        .rundowns
        .iter()
        .flat_map(|rundown| rundown.cues.iter().map(move |cue| (rundown, cue)));
    cues.filter_map(|(rundown, cue)| match (&cue.content, &cue.blocked) {
        (Some(content), None) => Some((rundown, cue, content)),
        _ => None,
    })
}

/// Returns the same plan on another day.
fn moved(plan: &Plan, day: CivilDay) -> Plan {
    let by_ms = (day.days() - plan.day.days()) * DAY_MS;
    let mut plan = Plan {
        day,
        rundowns: plan.rundowns.clone(),
    };
    for rundown in &mut plan.rundowns {
        rundown.occurrence = occurrence(day, rundown.at.time_of_day(), &rundown.programme);
        (rundown.at, rundown.starts, rundown.fate) =
            (rundown.at + by_ms, rundown.starts + by_ms, Fate::Clear);
        for (index, cue) in rundown.cues.iter_mut().enumerate() {
            cue.id = CueId::of(&rundown.occurrence, index + 1, None);
            cue.at = cue.at + by_ms;
        }
    }
    plan
}

fn occurrence(day: CivilDay, time: TimeOfDay, programme: &ProgrammeId) -> OccurrenceId {
    OccurrenceId::new(format!("{day}T{time}/{programme}"))
}

/// Returns what a day leaves on record that goes as planned, in order: the plan, signs of life, and of each cue its
/// order, its start, its progress and its end.
fn facts(plan: &Plan) -> Vec<(UtcMs, Fact)> {
    let cues = plan
        .rundowns
        .iter()
        .map(|rundown| rundown.cues.len())
        .sum::<usize>();
    let cues = u32::try_from(cues).expect("a day has few cues");
    let adopted = Fact::PlanAdopted {
        day: plan.day,
        digest: digest_of(&[]),
        cues,
    };
    let begin = plan.day.start();
    let mut facts = vec![(begin, adopted)];
    facts.extend(
        (0..DAY_MS / ALIVE_EVERY_MS).map(|nth| (begin + nth * ALIVE_EVERY_MS, Fact::Alive)),
    );
    for (rundown, cue, content) in heard(plan) {
        facts.push((
            cue.at + -15_000,
            Fact::Ordered(order(rundown, cue, content)),
        ));
        let output = "pulse:lab".to_owned();
        let (at_us, name) = (cue.at.0 * 1_000, cue.id.clone());
        facts.push((
            cue.at,
            Fact::Started {
                cue: name,
                at_us,
                late_us: 40,
                from_frame: 0,
                output,
            },
        ));
        let mut played_ms = PROGRESS_EVERY_MS;
        while played_ms < cue.length_ms() {
            let to_frame = ms_to_frames(played_ms);
            facts.push((
                cue.at + played_ms,
                Fact::Progress {
                    cue: cue.id.clone(),
                    to_frame,
                },
            ));
            played_ms += PROGRESS_EVERY_MS;
        }
        facts.push((cue.end(), Fact::Closed(closing(cue, content))));
    }
    facts.sort_by_key(|(at, _)| *at);
    facts
}

fn order(rundown: &Rundown, cue: &Cue, content: &Content) -> Order {
    Order {
        cue: cue.id.clone(),
        programme: rundown.title.clone(),
        segment: content.segment.clone(),
        title: content.title.clone(),
        audio: content.audio.clone(),
        sha256: content.sha256.expect("what airs should be approved"),
        topic: content.topics.first().cloned(),
        producer: content.producer.clone(),
        zones: vec!["all".to_owned()],
        scheduled: cue.at,
        start: cue.at,
        from_frame: 0,
        total_frames: cue.length_frames,
        made_up: false,
    }
}

fn closing(cue: &Cue, content: &Content) -> Closing {
    Closing {
        cue: cue.id.clone(),
        outcome: Outcome::Aired,
        reason: None,
        scheduled: cue.at,
        segment: Some(content.segment.clone()),
        title: content.title.clone(),
        played_frames: cue.length_frames,
        total_frames: cue.length_frames,
        at_least: false,
    }
}
