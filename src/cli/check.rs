//! `loa check`: every problem in every file at once, before anything is on air.

use std::collections::BTreeSet;

use super::ahead::heard;
use super::args::CheckArgs;
use super::desk::{Desk, Exit, print};
use super::explain;
use super::fault::Fault;
use super::problems;
use crate::config::check::{COLUMN_DAYS_AHEAD, check, days_ahead};

pub async fn run(desk: &Desk, args: &CheckArgs) -> Result<Exit, Fault> {
    if let Some(code) = &args.explain {
        return explain::run(desk, code, args.json);
    }
    let loaded = desk.load().await;
    let mut found = loaded.problems.clone();
    let today = desk.now().wall.day();
    found.extend(check(&loaded, &heard(desk, today).await, today));
    found.sort_by(|a, b| a.place.cmp(&b.place));
    let (errors, warnings) = problems::count(&found);
    if args.json {
        print(&format!(
            "{:#}\n",
            problems::json(desk, &found, &loaded.sources)
        ));
    } else {
        print(&problems::text(desk, &found, &loaded.sources));
        let key = if found.is_empty() {
            "check-clean"
        } else {
            "check-summary"
        };
        desk.say(
            key,
            &[
                ("errors", &errors),
                ("warnings", &warnings),
                ("programmes", &loaded.programmes.len()),
                ("segments", &loaded.library.segments.len()),
            ],
        );
        if loaded.station.is_some() {
            let days = days_ahead(&loaded, today);
            let columns = COLUMN_DAYS_AHEAD;
            desk.say("check-ahead", &[("days", &days), ("columns", &columns)]);
        } else if desk.has_station() {
            desk.say("check-not-ahead", &[]);
        }
        if !found.is_empty() {
            let codes: BTreeSet<&str> = found.iter().map(|problem| problem.code).collect();
            let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
            desk.say("check-explain", &[("codes", &codes)]);
        }
    }
    Ok(match errors {
        0 => Exit::Fine,
        _ if desk.has_station() => Exit::Findings,
        _ => Exit::Config,
    })
}
