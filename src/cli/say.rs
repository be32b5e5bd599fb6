//! `loa confirm` and `loa correct`: what a person has to say of an airing or an entry, by name. It becomes an entry of
//! its own; nothing that is on record is changed.

use super::args::{ConfirmArgs, CorrectArgs};
use super::checkpoint::{demand, open};
use super::desk::{Desk, Exit};
use super::fault::Fault;
use super::log;
use crate::airing::by_hand::UnfitWords;
use crate::config::station::Station;
use crate::daemon::control::{ControlError, Reply, Request, Word, ask};
use crate::daemon::direct::Direct;
use crate::daemon::ledger_path;
use crate::ledger::columns::Columns;
use crate::report::as_run::Row;
use crate::store::Store;
use crate::time::CivilDay;

/// Records whether the person on duty heard an airing: each cue of it that has begun.
pub async fn confirm(desk: &Desk, args: &ConfirmArgs) -> Result<Exit, Fault> {
    let station = demand(desk).await?;
    // As people write an instant too.
    let airing = args.airing.trim().replacen(' ', "T", 1);
    let unknown = || Fault::usage("fault-airing").with("airing", &args.airing);
    let day = airing.get(..10).and_then(CivilDay::parse);
    let day = day.ok_or_else(unknown)?;
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let mut rows = log::rows(store.reader(), day, day).await?;
    rows.retain(|row| is_of(row, &airing));
    if rows.is_empty() {
        return Err(unknown());
    }
    rows.retain(|row| row.first_start().is_some());
    if rows.is_empty() {
        return Err(Fault::usage("fault-airing-not-begun").with("airing", &args.airing));
    }
    let said = if args.not_heard {
        "confirm-not-heard"
    } else {
        "confirm-heard"
    };
    let mut record = Record::new(desk, &station);
    for row in &rows {
        let word = Word::Confirm {
            cue: row.cue.to_string(),
            heard: !args.not_heard,
            by: args.by.clone(),
            note: args.note.clone(),
        };
        let seq = record.say(word).await?;
        let words: [(&str, &dyn std::fmt::Display); 3] =
            [("seq", &seq), ("title", &row.title), ("cue", &row.cue)];
        desk.say(said, &words);
    }
    record.close().await;
    Ok(Exit::Fine)
}

/// Records what an entry has wrong, or does not tell.
pub async fn correct(desk: &Desk, args: &CorrectArgs) -> Result<Exit, Fault> {
    let station = demand(desk).await?;
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let Some(entry) = store.reader().entry_of(args.entry).await? else {
        return Err(Fault::usage("fault-no-entry").with("seq", args.entry));
    };
    let about = Columns::of(&entry.stamp, &entry.fact);
    let mut record = Record::new(desk, &station);
    let word = Word::Correct {
        entry: args.entry,
        cue: about.cue.map(|cue| cue.to_string()),
        by: args.by.clone(),
        text: args.text.clone(),
    };
    let seq = record.say(word).await?;
    record.close().await;
    desk.say("correct-done", &[("seq", &seq), ("entry", &args.entry)]);
    Ok(Exit::Fine)
}

/// Says whether a row belongs to an airing: a cue's id, an occurrence's, or the instant at its beginning, to the
/// minute or to the second.
fn is_of(row: &Row, airing: &str) -> bool {
    let rest = row.cue.as_str().strip_prefix(airing);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '.', '/', ':', '~']))
}

/// The way into the record: through the daemon where one runs, directly otherwise.
struct Record<'a> {
    desk: &'a Desk,
    station: &'a Station,
    direct: Option<Direct>,
}

impl<'a> Record<'a> {
    fn new(desk: &'a Desk, station: &'a Station) -> Self {
        Self {
            desk,
            station,
            direct: None,
        }
    }

    /// Records a word; returns the number of its entry.
    async fn say(&mut self, word: Word) -> Result<u64, Fault> {
        let fact = word.clone().fact().map_err(unfit)?;
        if self.direct.is_none() {
            match ask(&self.desk.data(), &Request::Say(word)).await {
                Ok(Reply::Said { seq }) => return Ok(seq),
                Ok(Reply::NotRecorded { why }) => {
                    return Err(Fault::of_machine("fault-not-recorded").with("why", why));
                }
                Ok(_) => return Err(Fault::config("fault-answer")),
                Err(ControlError::NobodyThere { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if self.direct.is_none() {
            self.direct = Some(open(&self.desk.data(), self.station).await?);
        }
        let direct = self.direct.as_ref();
        let direct = direct.expect("the ledger was opened above");
        Ok(direct.say(fact).await?)
    }

    async fn close(self) {
        if let Some(direct) = self.direct {
            direct.close().await;
        }
    }
}

/// Words why somebody's words can't be recorded.
pub fn unfit(unfit: UnfitWords) -> Fault {
    match unfit {
        UnfitWords::Empty => Fault::usage("fault-words-empty"),
        UnfitWords::TooLong { max } => Fault::usage("fault-words-long").with("max", max),
        UnfitWords::Unprintable => Fault::usage("fault-words-unprintable"),
    }
}
