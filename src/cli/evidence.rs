//! `loa export --period`: the evidence of some days as one file for whoever is to check it without this program.

use std::io;
use std::path::{Path, PathBuf};

use super::args::Period;
use super::checkpoint::{demand, obtain};
use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::airing::CheckpointWhy;
use crate::config::station::Station;
use crate::daemon::ledger_path;
use crate::messages::{Catalogue, Language};
use crate::store::{BundleError, BundleWish, Store};

/// The check that travels with the evidence.
const SCRIPT: &str = include_str!("../../scripts/verify_evidence.py");
/// The form of what it checks.
const FORMAT: &str = include_str!("../../docs/ledger-format.md");

pub async fn export(desk: &Desk, period: &Period, out: Option<&Path>) -> Result<Exit, Fault> {
    let station = demand(desk).await?;
    let name = || PathBuf::from(format!("chung-cu-{}.zip", period.text.replace("..", "-")));
    let out = out.map_or_else(name, Path::to_owned);
    if !out
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
    {
        return Err(Fault::config("fault-export-period-kind").with("file", out.display()));
    }
    if out.exists() {
        return Err(exists(&out));
    }
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let reader = store.reader();
    let Some((first, last)) = reader.entries_about(period.first, period.last).await? else {
        desk.say("export-period-empty", &[("period", &period.text)]);
        return Ok(Exit::Findings);
    };
    let checkpoint = match reader.checkpoint_over(last).await? {
        Some(checkpoint) => checkpoint,
        None => obtain(desk, &station, CheckpointWhy::Report).await?,
    };
    let head = checkpoint.head();
    let wish = BundleWish {
        first,
        last,
        checkpoint,
    };
    let told = |language| readme(language, &station, period, &wish);
    let (vi, en) = (told(Language::Vi), told(Language::En));
    let texts = [
        ("DOC-TRUOC.txt", vi.as_str()),
        ("README.txt", en.as_str()),
        ("verify_evidence.py", SCRIPT),
        ("ledger-format.md", FORMAT),
    ];
    let made = reader.bundle(&out, &wish, &texts).await;
    let made = made.map_err(|error| match error {
        BundleError::Ledger(error) => error.into(),
        BundleError::Disk { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
            exists(&out)
        }
        error @ BundleError::Disk { .. } => Fault::environment("fault-disk", error),
    })?;
    desk.say(
        "export-period-done",
        &[
            ("file", &out.display()),
            ("entries", &made.entries),
            ("first", &first),
            ("last", &last),
            ("head", &head),
        ],
    );
    Ok(Exit::Fine)
}

/// Tells the reader of the evidence what it is and how it is checked.
fn readme(language: Language, station: &Station, period: &Period, wish: &BundleWish) -> String {
    let head = wish.checkpoint.head();
    let text = Catalogue::new(language).text(
        "evidence-readme",
        &[
            ("station", &station.name),
            ("id", &station.id),
            ("period", &period.text),
            ("first", &wish.first),
            ("last", &wish.last),
            ("seq", &head.seq),
            ("head", &head),
        ],
    );
    text + "\n"
}

fn exists(out: &Path) -> Fault {
    Fault::config("fault-export-exists").with("file", out.display())
}
