//! Which plans are to be put on air, and when: today's, tomorrow's shortly before midnight, a changed one at once, and
//! after an absence every day that it covers. Making a plan is the core's, keeping it is the store's.

use std::collections::BTreeSet;

use crate::airing::{CueHistory, Fact, Input};
use crate::config::Loaded;
use crate::ids::Digest;
use crate::ledger::digest_of;
use crate::library::Library;
use crate::plan::day::{PlanOptions, Planner as DayPlanner};
use crate::plan::{History, Plan, Rundown};
use crate::schedule::Programme;
use crate::store::{Filter, LedgerWriter, Reader, StoreError};
use crate::time::{CivilDay, UtcMs};

/// How long before midnight tomorrow's plan is put on air, in milliseconds.
const AHEAD_MS: i64 = 600_000;
/// The longest absence that is accounted for day by day; a longer one is no absence but a wrong clock.
const ABSENT_DAYS_MAX: i64 = 366;

/// What plans are made from.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The programmes.
    pub programmes: Vec<Programme>,
    /// The library.
    pub library: Library,
    /// What the planner must know of the station.
    pub options: PlanOptions,
}

/// Makes and keeps plans, and says which are to be adopted.
pub struct Planner {
    planned: Planned,
    reader: Reader,
    writer: LedgerWriter,
    /// What was heard before this ledger, for a rehearsal that looks at the station's own.
    before: Option<Reader>,
    /// What was due before this instant is not planned: a rehearsal begins in the middle of a day.
    from: Option<UtcMs>,
    adopted_until: Option<CivilDay>,
    recovered: bool,
    replaced: bool,
}

impl Planned {
    /// Takes what the planner needs from the station folder; `None` where `station.toml` can't be used.
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let station = loaded.station.as_ref()?;
        Some(Self {
            programmes: loaded.programmes.clone(),
            library: loaded.library.clone(),
            options: station.plan.clone(),
        })
    }

    /// Returns the planner of this edition.
    pub fn planner(&self) -> DayPlanner<'_> {
        DayPlanner::new(&self.programmes, &self.library, &self.options)
    }

    /// Plans a day.
    pub fn day(&self, history: &History, day: CivilDay) -> Plan {
        self.planner().day(history, day)
    }
}

impl Planner {
    /// Starts with a usable station. `before` is a ledger whose airings count as heard too; what was due before
    /// `from` is not planned.
    pub fn new(
        planned: Planned,
        reader: Reader,
        writer: LedgerWriter,
        before: Option<Reader>,
        from: Option<UtcMs>,
    ) -> Self {
        Self {
            planned,
            reader,
            writer,
            before,
            from,
            adopted_until: None,
            recovered: false,
            replaced: false,
        }
    }

    /// Takes a changed station: the days on air are planned anew.
    pub fn replace(&mut self, planned: Planned) {
        // An edit that waits for a trusted clock is not undone by one that changes nothing.
        self.replaced |= self.planned != planned;
        self.planned = planned;
    }

    /// Returns the last day whose plan is on air.
    pub fn adopted_until(&self) -> Option<CivilDay> {
        self.adopted_until
    }

    /// Returns the plans that are to be adopted at `wall`, in order; call it only by a trusted clock.
    pub async fn due(&mut self, wall: UtcMs) -> Vec<Input> {
        let (today, until) = (wall.day(), (wall + AHEAD_MS).day());
        let mut inputs = Vec::new();
        if !self.recovered {
            self.recovered = true;
            inputs = self.recover(wall).await;
        }
        let mut day = match self.adopted_until {
            Some(adopted) if !self.replaced => adopted.plus(1).max(today),
            Some(_) | None => today,
        };
        self.replaced = false;
        while day <= until {
            inputs.push(self.adopt(day, wall).await);
            self.adopted_until = self.adopted_until.max(Some(day));
            day = day.plus(1);
        }
        inputs
    }

    /// Brings back the plans that were on air before the daemon went down, and plans the days on which it was away,
    /// so that what was missed is on record. The day before the last one too: a rundown may cross midnight.
    async fn recover(&mut self, wall: UtcMs) -> Vec<Input> {
        let today = wall.day();
        let adopted = self
            .reader
            .adopted_plans(today.plus(-ABSENT_DAYS_MAX))
            .await;
        let adopted = read(adopted, "the plans that were on air").unwrap_or_default();
        let Some(last) = adopted.iter().map(|(day, _)| *day).max() else {
            return Vec::new();
        };
        let mut inputs = Vec::new();
        for (day, digest) in adopted.into_iter().filter(|(day, _)| *day >= last.plus(-1)) {
            if let Some(plan) = self.kept(digest).await {
                let history = self.history(day, Some(&plan)).await;
                inputs.push(Input::PlanAdopted {
                    plan,
                    digest,
                    history,
                });
            }
        }
        let mut day = last.plus(1);
        while day < today {
            inputs.push(self.adopt(day, wall).await);
            day = day.plus(1);
        }
        inputs
    }

    /// Plans a day, keeps the plan, and says that it is to be adopted. What was due by `wall` stays as it was planned.
    async fn adopt(&mut self, day: CivilDay, wall: UtcMs) -> Input {
        let mut plan = self.planned.day(&self.heard_before(day).await, day);
        if let Some(from) = self.from {
            plan.rundowns.retain(|rundown| rundown.at >= from);
        }
        let earlier = self.reader.adopted_plans(day).await;
        let earlier = read(earlier, "the plans that were on air").unwrap_or_default();
        let earlier = match earlier.into_iter().find(|(adopted, _)| *adopted == day) {
            Some((_, digest)) => self.kept(digest).await,
            None => None,
        };
        let history = self.history(day, earlier.as_ref()).await;
        if let Some(earlier) = earlier {
            keep_past(&mut plan, earlier, wall);
        }
        let bytes = plan.to_bytes();
        let digest = digest_of(&bytes);
        self.writer.put_plan(digest, day, bytes).await;
        Input::PlanAdopted {
            plan,
            digest,
            history,
        }
    }

    /// Returns what was heard before the first instant of a day.
    async fn heard_before(&self, day: CivilDay) -> History {
        let mut heard = History::new();
        for reader in self.before.iter().chain([&self.reader]) {
            let more = read(
                reader.heard_before(day.start()).await,
                "what was heard before",
            );
            for (segment, more) in more.unwrap_or_default() {
                let known = heard.entry(segment).or_insert(crate::plan::Heard {
                    times: 0,
                    last: more.last,
                });
                known.times += more.times;
                known.last = known.last.max(more.last);
            }
        }
        heard
    }

    /// Returns a plan that was kept.
    async fn kept(&self, digest: Digest) -> Option<Plan> {
        let bytes = read(self.reader.plan(digest).await, "a kept plan").flatten()?;
        match Plan::from_bytes(&bytes) {
            Ok(plan) => Some(plan),
            Err(error) => {
                tracing::error!(%digest, %error, "a kept plan can't be read");
                None
            }
        }
    }

    /// Returns what the ledger knows of the cues of a day: one for each cue of an earlier plan, and whatever was
    /// ordered or closed.
    async fn history(&self, day: CivilDay, earlier: Option<&Plan>) -> Vec<CueHistory> {
        let known = read(self.reader.cue_histories(day).await, "the cues of a day");
        let mut known = known.unwrap_or_default();
        let stopped = self.stopped(day).await;
        let have: BTreeSet<_> = known.iter().map(|history| history.cue.clone()).collect();
        let planned = earlier
            .into_iter()
            .flat_map(|plan| &plan.rundowns)
            .flat_map(|rundown| &rundown.cues);
        known.extend(
            planned
                .filter(|cue| !have.contains(&cue.id))
                .map(|cue| CueHistory {
                    cue: cue.id.clone(),
                    closed: false,
                    ordered: false,
                    started: false,
                    to_frame: 0,
                    played_frames: 0,
                    stopped: false,
                }),
        );
        for history in &mut known {
            let occurrence = history.cue.as_str().split('#').next();
            history.stopped = occurrence.is_some_and(|of| stopped.contains(of));
        }
        known
    }

    /// Returns the occurrences that the person on duty stopped on a day or after it.
    async fn stopped(&self, day: CivilDay) -> BTreeSet<String> {
        let filter = Filter {
            from: Some(day.start()),
            kinds: vec!["stopped_by_operator"],
            ..Filter::default()
        };
        let mut stopped = BTreeSet::new();
        let entries = self.reader.entries(filter).await;
        let Some(mut entries) = read(entries, "what a person stopped") else {
            return stopped;
        };
        while let Some(batch) = read(entries.next_batch().await, "what a person stopped")
            && !batch.is_empty()
        {
            stopped.extend(batch.into_iter().filter_map(|entry| match entry.fact {
                Fact::StoppedByOperator { occurrence, .. } => Some(occurrence.as_str().to_owned()),
                _ => None,
            }));
        }
        stopped
    }
}

/// Puts what was due by `wall` back into a plan as an earlier plan of the day had it: an edit can't change what has
/// been aired or missed, nor may a restart take its new cues for ones that were not aired.
fn keep_past(plan: &mut Plan, earlier: Plan, wall: UtcMs) {
    let is_past = |rundown: &Rundown| rundown.at <= wall;
    let past: Vec<Rundown> = earlier.rundowns.into_iter().filter(is_past).collect();
    plan.rundowns
        .retain(|new| past.iter().all(|old| old.occurrence != new.occurrence));
    plan.rundowns.extend(past);
    plan.rundowns
        .sort_by(|a, b| (a.at, &a.occurrence).cmp(&(b.at, &b.occurrence)));
}

/// Airing goes on when the record can't be read: the plan is then made without it, and the log says so.
fn read<T>(found: Result<T, StoreError>, what: &str) -> Option<T> {
    match found {
        Ok(found) => Some(found),
        Err(error) => {
            tracing::error!(error = error.chain(), "{what} could not be read");
            None
        }
    }
}
