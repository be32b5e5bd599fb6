//! The commands as a person meets them: what is printed where, and the exit code. What they find out is held by the
//! tests of the parts.

use crate::common::loa::{Station, run};

mod explain;
mod findings;
mod folder;
mod help;
mod ledger;
mod refusals;
mod said;
mod timezone;
mod views;
mod why;

/// Runs a command on a station and shows everything that a person sees of it; the folder's own name is left out.
fn shown(station: &Station, args: &[&str]) -> String {
    let ended = run(station.command(&[]).args(args));
    let mut text = format!("exit {}\n", ended.code);
    for (name, part) in [("stdout", &ended.out), ("stderr", &ended.err)] {
        if !part.is_empty() {
            text = format!("{text}--- {name}\n{part}");
        }
    }
    let folder = station.path("").display().to_string();
    text.replace(folder.trim_end_matches('/'), "DAI")
}
