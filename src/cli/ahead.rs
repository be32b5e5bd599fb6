//! The days to come as the station's files say now: the folder read, its mistakes told, and one plan after another.
//! What is shown of the plans is each command's.

use std::fmt::Display;
use std::path::Path;

use super::desk::{Desk, Exit, complain};
use super::fault::Fault;
use super::problems;
use crate::config::Loaded;
use crate::config::station::Station;
use crate::daemon::adoption::Planned;
use crate::daemon::ledger_path;
use crate::plan::{History, Plan};
use crate::schedule::{Programme, lunar};
use crate::store::Store;
use crate::time::CivilDay;

/// From how far before a day it is planned towards, in days. What airs in a year decides what a column picks then.
const TOWARDS_DAYS_MAX: i64 = 366;

/// Plans day after day.
pub struct Ahead {
    /// The station folder.
    pub loaded: Loaded,
    /// How a command ends that shows plans: with findings where a file has an error.
    pub exit: Exit,
    planned: Planned,
    history: History,
    /// The day that `history` ends before: what the days from here to `first` will air counts as heard.
    from: CivilDay,
    first: CivilDay,
}

impl Ahead {
    /// Reads the station folder to plan from `first` on, and says what is wrong in it.
    pub async fn read(desk: &Desk, first: CivilDay) -> Result<Self, Fault> {
        let loaded = desk.load().await;
        let (errors, _) = problems::count(&loaded.problems);
        if errors > 0 {
            complain(&problems::text(desk, &loaded.problems, &loaded.sources));
        }
        let Some(planned) = Planned::of(&loaded) else {
            return Err(Fault::config("fault-station").with("dir", desk.station.display()));
        };
        let today = desk.now().wall.day();
        let is_near = today < first && first <= today.plus(TOWARDS_DAYS_MAX);
        let from = if is_near { today } else { first };
        Ok(Self {
            loaded,
            exit: if errors > 0 {
                Exit::Findings
            } else {
                Exit::Fine
            },
            planned,
            history: heard(desk, from).await,
            from,
            first,
        })
    }

    /// Reads another edition of the station folder, to plan from the same day on. Where it has no sounds of its own,
    /// those of the station are taken; of its mistakes nothing is said.
    pub async fn edition(&self, desk: &Desk, folder: &Path) -> Result<Self, Fault> {
        let loaded = desk.load_folder(folder).await;
        let Some(mut planned) = Planned::of(&loaded) else {
            return Err(Fault::config("fault-station").with("dir", folder.display()));
        };
        if !folder.join("audio").is_dir() {
            planned.library = self.planned.library.clone();
        }
        Ok(Self {
            loaded,
            exit: Exit::Fine,
            planned,
            history: self.history.clone(),
            from: self.from,
            first: self.first,
        })
    }

    /// Returns the programme files that can't be used.
    pub fn unread(&self) -> Vec<&str> {
        let files = self.loaded.sources.keys();
        let is_unread = |file: &&str| {
            let id = file
                .strip_prefix("schedules/")
                .and_then(|name| name.strip_suffix(".toml"));
            let mut programmes = self.loaded.programmes.iter();
            id.is_some_and(|id| !programmes.any(|programme| programme.id.as_str() == id))
        };
        files.map(AsRef::as_ref).filter(is_unread).collect()
    }

    /// Plans day after day without end; what a day airs counts as heard for those after it, and so does what will air
    /// until the first of them: else the same day would be planned otherwise on another page. A day that nobody can
    /// plan is a fault.
    pub fn days(&self) -> impl Iterator<Item = Result<Plan, Fault>> {
        let days = self.planned.planner().days(&self.history, self.from);
        let days = days.skip_while(|plan| plan.day < self.first);
        days.map(|plan| demand_known(&self.loaded, plan.day).map(|()| plan))
    }

    /// Returns the plan of the first day.
    pub fn plan(&self) -> Result<Plan, Fault> {
        self.days().next().expect("days should not end")
    }

    /// Returns the plans of the first days.
    pub fn plans(&self, days: u16) -> Result<Vec<Plan>, Fault> {
        self.days().take(usize::from(days)).collect()
    }

    /// Returns what `station.toml` says.
    pub fn station(&self) -> &Station {
        let station = self.loaded.station.as_ref();
        station.expect("a folder that is planned from should have a station")
    }
}

/// Refuses a day on which it is not known whether a programme airs, because it follows the lunar calendar and the day
/// is outside of that: a plan without it would be no plan.
pub fn demand_known(loaded: &Loaded, day: CivilDay) -> Result<(), Fault> {
    let is_unknown = |one: &&Programme| one.rules.iter().any(|rule| rule.is_unknown_on(day));
    let unknown = loaded.programmes.iter().filter(is_unknown);
    let titles: Vec<&str> = unknown.map(|one| one.title.as_str()).collect();
    if titles.is_empty() {
        return Ok(());
    }
    Err(Fault::usage("fault-lunar-unknown")
        .with("day", day)
        .with("titles", titles.join("; "))
        .with("first", lunar::first_known())
        .with("last", lunar::last_known()))
}

/// Returns what was heard before a day, from the station's ledger where there is one. One that can't be read is told,
/// and keeps nobody from seeing what is wrong with the schedule.
pub async fn heard(desk: &Desk, day: CivilDay) -> History {
    let path = ledger_path(&desk.data());
    if !path.exists() {
        return History::new();
    }
    let read = async {
        let store = Store::inspect(&path).await?;
        store.reader().heard_before(day.start()).await
    };
    read.await.unwrap_or_else(|error| {
        let words: [(&str, &dyn Display); 2] =
            [("path", &path.display()), ("error", &error.chain())];
        complain(&format!("{}\n", desk.text("heard-unknown", &words)));
        History::new()
    })
}
