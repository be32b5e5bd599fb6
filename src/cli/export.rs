//! `loa export`: the station's schedule as a workbook or as CSV, which `loa import` reads back; with `--period`, the
//! evidence of some days instead. What stands in the sheet is `sheet::export`'s, in the evidence the store's.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::args::ExportArgs;
use super::desk::{Desk, Exit, complain};
use super::evidence;
use super::fault::{Fault, demand_station};
use crate::config::sheets::context;
use crate::schedule::diagnostic::{Diagnostic, Place};
use crate::sheet;
use crate::sheet::export::export;
use crate::sheet::{delimited, write};

/// Where the schedule goes when no file is named.
const SCHEDULE: &str = "lich-phat.xlsx";

pub async fn run(desk: &Desk, args: &ExportArgs) -> Result<Exit, Fault> {
    let named = args.out.as_deref();
    match &args.period {
        Some(period) => evidence::export(desk, period, named).await,
        None => schedule(desk, named.unwrap_or(Path::new(SCHEDULE))).await,
    }
}

async fn schedule(desk: &Desk, out: &Path) -> Result<Exit, Fault> {
    demand_station(desk).await?;
    let loaded = desk.load().await;
    let Some(station) = &loaded.station else {
        return Err(Fault::config("fault-station")
            .with("dir", desk.station.display())
            .because_of(Box::new(loaded)));
    };
    let context = context(&loaded, station, desk.now().wall.day());
    let extension = out.extension().and_then(|text| text.to_str());
    let made = match extension.map(str::to_lowercase).as_deref() {
        Some("xlsx") => export(&context).and_then(|made| Ok((write::workbook(&made.rows)?, made))),
        Some("csv") => export(&context).and_then(|made| Ok((delimited::write(&made.rows)?, made))),
        _ => {
            return Err(Fault::config("fault-export-kind").with("file", out.display()));
        }
    };
    let (bytes, made) = match made {
        Ok(made) => made,
        Err(fault) => return Ok(refuse(desk, out, fault)),
    };
    save(out, &bytes)?;
    desk.say(
        "export-done",
        &[
            ("file", &out.display()),
            ("programmes", &made.programmes),
            ("rows", &(made.rows.len() - 1)),
        ],
    );
    let unread = context
        .texts
        .keys()
        .filter(|id| context.programme(id).is_none());
    let unread: Vec<String> = unread.map(|id| format!("schedules/{id}.toml")).collect();
    if unread.is_empty() {
        return Ok(Exit::Fine);
    }
    desk.say("export-left-out", &[("files", &unread.join(", "))]);
    Ok(Exit::Findings)
}

/// Writes a file that must not be there yet: it may be one that an officer has edited.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let saved = file.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    saved.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Fault::config("fault-export-exists").with("file", path.display())
        }
        _ => Fault::environment("fault-disk", error),
    })
}

fn refuse(desk: &Desk, path: &Path, fault: sheet::Fault) -> Exit {
    let mut problem = Diagnostic::error(fault.code, Place::file(path.display().to_string()));
    problem.args = fault.args;
    let sources = super::problems::Sources::new();
    complain(&super::problems::text(desk, &[problem], &sources));
    Exit::Findings
}
