//! Questions to the ledger, answered from a read-only pool while the writer goes on. What the answers mean is for
//! those who ask.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{QueryBuilder, Row as _, Sqlite};

use super::error::StoreError;
use super::schema::read_head;
use crate::airing::{CueHistory, Fact};
use crate::ids::{CueId, Digest, SegmentId};
use crate::ledger::decode::decode;
use crate::ledger::history::cue_histories;
use crate::ledger::verify::{BadEntry, Wrong};
use crate::ledger::{Head, Origin, Stamp, digest_of};
use crate::plan::{Heard, History};
use crate::time::{CivilDay, UtcMs};

/// How many entries are in memory at a time.
const BATCH: i64 = 1_000;

/// The way to read a ledger; clones share their connections.
#[derive(Clone, Debug)]
pub struct Reader {
    path: Arc<Path>,
    pub(super) origin: Origin,
    pub(super) pool: SqlitePool,
}

/// Which entries are wanted: those that pass every given test.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Stamped at or after this instant.
    pub from: Option<UtcMs>,
    /// Stamped before this instant.
    pub until: Option<UtcMs>,
    /// About this civil day.
    pub day: Option<CivilDay>,
    /// Of one of these kinds, as [`crate::ledger::encode::kind`] names them; empty for every kind.
    pub kinds: Vec<&'static str>,
    /// About this cue.
    pub cue: Option<CueId>,
}

/// An entry as it was read back.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its number and its seal.
    pub head: Head,
    /// When.
    pub stamp: Stamp,
    /// What.
    pub fact: Fact,
}

impl Reader {
    /// `how` says how to open the ledger; it is opened when the first question comes.
    pub(super) fn new(path: &Path, origin: &Origin, how: SqliteConnectOptions) -> Self {
        let pool = SqlitePoolOptions::new()
            .max_connections(2)
            .connect_lazy_with(how);
        Self {
            path: path.into(),
            origin: origin.clone(),
            pool,
        }
    }

    /// Returns where the ledger lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the newest head that is on the disk.
    pub async fn head(&self) -> Result<Head, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(self.failed())?;
        read_head(&mut connection, &self.path, &self.origin).await
    }

    /// Hands on the entries that pass `filter` and are there now, in order, with a thousand in memory at a time. What
    /// was handed on before an error stands.
    pub async fn each(
        &self,
        filter: Filter,
        mut take: impl FnMut(Entry),
    ) -> Result<(), StoreError> {
        let mut entries = self.entries(filter).await?;
        loop {
            let batch = entries.next_batch().await?;
            if batch.is_empty() {
                return Ok(());
            }
            batch.into_iter().for_each(&mut take);
        }
    }

    async fn entries(&self, filter: Filter) -> Result<Entries, StoreError> {
        // First the range of numbers, from an index; then the rows of that range in order. Sorting an index range
        // anew for each batch would cost the square of its length.
        let mut query = QueryBuilder::new("SELECT min(seq), max(seq) FROM entries WHERE TRUE");
        push(&mut query, &filter, "");
        let (first, last): (Option<i64>, Option<i64>) = query
            .build_query_as()
            .fetch_one(&self.pool)
            .await
            .map_err(self.failed())?;
        Ok(Entries {
            reader: self.clone(),
            filter,
            next: first.unwrap_or(1),
            last: last.unwrap_or(0),
        })
    }

    /// Returns the newest entry: its stamp is the last instant of which the record can speak.
    pub async fn newest(&self) -> Result<Option<Entry>, StoreError> {
        self.one("SELECT seq, bytes, seal FROM entries ORDER BY seq DESC LIMIT 1")
            .await
    }

    /// Returns the digest of the plan that was adopted last for each day from `from` on, by day.
    pub async fn adopted_plans(
        &self,
        from: CivilDay,
    ) -> Result<Vec<(CivilDay, Digest)>, StoreError> {
        // The plus keeps SQLite from going through all entries for the sake of their order.
        let rows = sqlx::query(
            "SELECT seq, bytes, seal FROM entries \
             WHERE day >= ? AND kind = 'plan_adopted' ORDER BY +seq",
        )
        .bind(from.to_string())
        .fetch_all(&self.pool)
        .await
        .map_err(self.failed())?;
        let mut newest = BTreeMap::new();
        for row in &rows {
            if let Fact::PlanAdopted { day, digest, .. } = self.entry(row)?.fact {
                newest.insert(day, digest);
            }
        }
        Ok(newest.into_iter().collect())
    }

    /// Returns every entry that tells of the station's own state, in order: that the daemon came up or went down, of
    /// its clock, its outputs, and its record. They are few.
    pub async fn states(&self) -> Result<Vec<Entry>, StoreError> {
        let states = "SELECT seq, bytes, seal FROM entries \
                      WHERE kind IN ('daemon_started', 'daemon_stopped', 'clock_trust_changed', \
                      'clock_confirmed', 'output_lost', 'output_opened', 'record_gap') ORDER BY seq";
        self.all(states).await
    }

    /// Returns the day whose plan was adopted last.
    pub async fn planned_last(&self) -> Result<Option<CivilDay>, StoreError> {
        let newest = "SELECT seq, bytes, seal FROM entries WHERE kind = 'plan_adopted' \
                      ORDER BY seq DESC LIMIT 1";
        match self.one(newest).await?.map(|entry| entry.fact) {
            Some(Fact::PlanAdopted { day, .. }) => Ok(Some(day)),
            _ => Ok(None),
        }
    }

    /// Returns the plans that were adopted for a day, the newest first, each with the instant at which it was; one that
    /// was adopted again right after itself, as at a restart, stands once, with its first instant.
    pub async fn plan_versions(&self, day: CivilDay) -> Result<Vec<(UtcMs, Digest)>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, bytes, seal FROM entries \
             WHERE day = ? AND kind = 'plan_adopted' ORDER BY +seq",
        )
        .bind(day.to_string())
        .fetch_all(&self.pool)
        .await
        .map_err(self.failed())?;
        let mut versions: Vec<(UtcMs, Digest)> = Vec::new();
        for row in &rows {
            let entry = self.entry(row)?;
            if let Fact::PlanAdopted { digest, .. } = entry.fact
                && versions.last().is_none_or(|(_, last)| *last != digest)
            {
                versions.push((entry.stamp.at, digest));
            }
        }
        versions.reverse();
        Ok(versions)
    }

    /// Returns the bytes of the plan with this digest, where it was kept.
    pub async fn plan(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes: Option<Vec<u8>> = sqlx::query_scalar("SELECT bytes FROM plans WHERE digest = ?")
            .bind(digest.0.to_vec())
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())?;
        match &bytes {
            Some(bytes) if digest_of(bytes) != digest => Err(self.damaged_plan(digest)),
            Some(_) | None => Ok(bytes),
        }
    }

    /// Returns what is known of the cues of `day` that were started or closed.
    pub async fn cue_histories(&self, day: CivilDay) -> Result<Vec<CueHistory>, StoreError> {
        let filter = Filter {
            day: Some(day),
            kinds: vec!["ordered", "started", "progress", "closed"],
            ..Filter::default()
        };
        let mut facts = Vec::new();
        self.each(filter, |entry| facts.push(entry.fact)).await?;
        Ok(cue_histories(facts))
    }

    /// Returns how often each segment was heard, to its end or nearly, and when last, in what was recorded before
    /// `instant`.
    pub async fn heard_before(&self, instant: UtcMs) -> Result<History, StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT segment, count(*), max(at_ms) FROM entries \
             WHERE outcome IN ('phat_du', 'phat_thieu') AND segment IS NOT NULL AND at_ms < ? \
             GROUP BY segment",
        )
        .bind(instant.0)
        .fetch_all(&self.pool)
        .await
        .map_err(self.failed())?;
        let heard = |(segment, times, last): (String, i64, i64)| {
            let times = u32::try_from(times).unwrap_or(u32::MAX);
            let last = UtcMs(last);
            (SegmentId::new(segment), Heard { times, last })
        };
        Ok(rows.into_iter().map(heard).collect())
    }

    /// Returns the one entry that a query finds.
    pub(super) async fn one(&self, query: &'static str) -> Result<Option<Entry>, StoreError> {
        let row = sqlx::query(query)
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())?;
        row.map(|row| self.entry(&row)).transpose()
    }

    /// Returns the entries that a query finds; for those that are few.
    pub(super) async fn all(&self, query: &'static str) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(query)
            .fetch_all(&self.pool)
            .await
            .map_err(self.failed())?;
        rows.iter().map(|row| self.entry(row)).collect()
    }

    pub(super) fn entry(&self, row: &SqliteRow) -> Result<Entry, StoreError> {
        let (number, bytes, seal) = numbered(row).map_err(self.failed())?;
        let damaged = |wrong| self.damaged(BadEntry { seq: number, wrong });
        let seal = seal.try_into().map_err(|_| damaged(Wrong::Seal))?;
        let (seq, stamp, fact) = decode(&bytes).map_err(|error| damaged(error.into()))?;
        if seq != number {
            return Err(damaged(Wrong::OtherSeq(seq)));
        }
        let head = Head {
            seq,
            seal: Digest(seal),
        };
        Ok(Entry { head, stamp, fact })
    }

    pub(super) fn failed(&self) -> impl FnOnce(sqlx::Error) -> StoreError {
        StoreError::database("read", &self.path)
    }

    pub(super) fn damaged(&self, bad: BadEntry) -> StoreError {
        let path = PathBuf::from(&*self.path);
        StoreError::Damaged { path, bad }
    }

    pub(super) fn damaged_plan(&self, digest: Digest) -> StoreError {
        StoreError::DamagedPlan {
            path: PathBuf::from(&*self.path),
            digest,
        }
    }
}

/// Entries in order, a batch at a time.
#[derive(Debug)]
struct Entries {
    reader: Reader,
    filter: Filter,
    next: i64,
    last: i64,
}

impl Entries {
    /// Returns the next entries, at most a thousand; none at the end.
    async fn next_batch(&mut self) -> Result<Vec<Entry>, StoreError> {
        let mut query = QueryBuilder::new("SELECT seq, bytes, seal FROM entries WHERE seq >= ");
        query
            .push_bind(self.next)
            .push(" AND seq <= ")
            .push_bind(self.last);
        // The plus keeps SQLite from another index, whose order is not that of the numbers.
        push(&mut query, &self.filter, "+");
        query.push(" ORDER BY seq LIMIT ").push_bind(BATCH);
        let rows = query
            .build()
            .fetch_all(&self.reader.pool)
            .await
            .map_err(self.reader.failed())?;
        let entries: Vec<Entry> = rows
            .iter()
            .map(|row| self.reader.entry(row))
            .collect::<Result<_, _>>()?;
        if let Some(entry) = entries.last() {
            self.next = entry.head.seq.cast_signed() + 1;
        }
        Ok(entries)
    }
}

/// Adds the tests of `filter` to a query that ends in a condition; `plus` stands before each column.
fn push(query: &mut QueryBuilder<Sqlite>, filter: &Filter, plus: &str) {
    if let Some(from) = filter.from {
        query
            .push(format_args!(" AND {plus}at_ms >= "))
            .push_bind(from.0);
    }
    if let Some(until) = filter.until {
        query
            .push(format_args!(" AND {plus}at_ms < "))
            .push_bind(until.0);
    }
    if let Some(day) = filter.day {
        query
            .push(format_args!(" AND {plus}day = "))
            .push_bind(day.to_string());
    }
    if let Some(cue) = &filter.cue {
        query
            .push(format_args!(" AND {plus}cue = "))
            .push_bind(cue.to_string());
    }
    if !filter.kinds.is_empty() {
        query.push(format_args!(" AND {plus}kind IN ("));
        let mut kinds = query.separated(", ");
        for kind in &filter.kinds {
            kinds.push_bind(*kind);
        }
        query.push(")");
    }
}

fn numbered(row: &SqliteRow) -> Result<(u64, Vec<u8>, Vec<u8>), sqlx::Error> {
    let seq: i64 = row.try_get("seq")?;
    Ok((
        seq.cast_unsigned(),
        row.try_get("bytes")?,
        row.try_get("seal")?,
    ))
}
