//! Plans that are put on air, one at a time: made from what was heard, kept beside the ledger, and told together with
//! what is on record of their cues. Which day's turn it is is `agenda`'s, making a plan is the core's.

use std::collections::{BTreeSet, VecDeque};

use super::agenda::Agenda;
use super::revise::revise;
use crate::airing::{CueHistory, Fact, Input};
use crate::config::Loaded;
use crate::ids::{Digest, OccurrenceId};
use crate::ledger::digest_of;
use crate::library::Library;
use crate::plan::day::{PlanOptions, Planner as DayPlanner};
use crate::plan::{History, Plan};
use crate::schedule::Programme;
use crate::store::{Filter, LedgerWriter, Reader, StoreError};
use crate::time::{CivilDay, UtcMs};

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
    /// What became of cues before this instant nobody can tell any more: the ledger was put back from a backup then.
    forgotten: Option<UtcMs>,
    agenda: Agenda,
    /// Plans that were on air before the daemon went down; `None` while the record has not been asked.
    kept: Option<VecDeque<(CivilDay, Digest)>>,
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
            forgotten: None,
            agenda: Agenda::default(),
            kept: None,
        }
    }

    /// Takes when the ledger was put back from a backup: what was due before then may have been aired, so nothing of it
    /// is closed as missed, at this start or at a later one.
    #[must_use]
    pub fn forgetting(mut self, until: Option<UtcMs>) -> Self {
        self.forgotten = until;
        self
    }

    /// Takes a changed station: the days on air are planned anew.
    pub fn replace(&mut self, planned: Planned) {
        if self.planned != planned {
            self.agenda.plan_again();
        }
        self.planned = planned;
    }

    /// Returns the last day whose plan is on air.
    pub fn adopted_until(&self) -> Option<CivilDay> {
        self.agenda.planned_until()
    }

    /// Returns the next plan that is to be adopted at `wall`, `None` when there is none; call it only by a trusted clock.
    ///
    /// First come the plans that were on air before the daemon went down, then today's, and then, one for each call,
    /// those of days that nobody planned, so that what was missed is on record: nothing that is due waits for them.
    pub async fn due(&mut self, wall: UtcMs) -> Option<Input> {
        if self.kept.is_none() {
            // Whatever clock it was put back by, what is to come is not forgotten.
            self.forgotten = self.forgotten.map(|until| until.min(wall));
            self.kept = Some(self.recover(wall).await);
        }
        while let Some((day, digest)) = self.kept.as_mut().and_then(VecDeque::pop_front) {
            if let Some(plan) = self.kept(digest).await {
                let mut history = self.history(day, Some(&plan)).await;
                self.forget(&plan, &mut history);
                return Some(Input::PlanAdopted {
                    plan,
                    digest,
                    on_record: true,
                    history,
                });
            }
        }
        let day = self.agenda.next(wall)?;
        Some(self.adopt(day, wall).await)
    }

    /// Asks the record which plans are to be brought back as they were, and which days have none.
    async fn recover(&mut self, wall: UtcMs) -> VecDeque<(CivilDay, Digest)> {
        let adopted = self.reader.adopted_plans(Agenda::first_day(wall)).await;
        let adopted = read(adopted, "the plans that were on air").unwrap_or_default();
        let days: Vec<CivilDay> = adopted.iter().map(|(day, _)| *day).collect();
        let newest = read(self.reader.planned_last().await, "the newest plan").flatten();
        let kept = self.agenda.recover(&days, newest, wall);
        let is_kept = |(day, _): &(CivilDay, Digest)| kept.contains(day);
        adopted.into_iter().filter(is_kept).collect()
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
        let mut history = self.history(day, earlier.as_ref()).await;
        revise(&mut plan, earlier, &history, wall);
        self.forget(&plan, &mut history);
        let bytes = plan.to_bytes();
        let digest = digest_of(&bytes);
        self.writer.put_plan(digest, day, bytes).await;
        Input::PlanAdopted {
            plan,
            digest,
            on_record: false,
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
                .map(|cue| CueHistory::planned(cue.id.clone())),
        );
        for history in &mut known {
            history.stopped = stopped.contains(&history.cue.occurrence());
        }
        known
    }

    /// Passes over the cues of a plan of which nobody can tell what became: to the director they are done with, and in
    /// the record they stay without an end.
    fn forget(&self, plan: &Plan, history: &mut Vec<CueHistory>) {
        let Some(until) = self.forgotten else {
            return;
        };
        let cues = plan.rundowns.iter().flat_map(|rundown| &rundown.cues);
        for cue in cues.filter(|cue| cue.at < until) {
            match history.iter_mut().find(|known| known.cue == cue.id) {
                Some(known) => known.closed = true,
                None => history.push(CueHistory {
                    closed: true,
                    ..CueHistory::planned(cue.id.clone())
                }),
            }
        }
    }

    /// Returns the occurrences that the person on duty stopped on a day or after it.
    async fn stopped(&self, day: CivilDay) -> BTreeSet<OccurrenceId> {
        let filter = Filter {
            from: Some(day.start()),
            kinds: vec!["stopped_by_operator"],
            ..Filter::default()
        };
        let mut stopped = BTreeSet::new();
        let all = self.reader.each(filter, |entry| {
            if let Fact::StoppedByOperator { occurrence, .. } = entry.fact {
                stopped.insert(occurrence);
            }
        });
        read(all.await, "what a person stopped");
        stopped
    }
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
