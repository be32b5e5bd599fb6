//! `loa status`: how the running daemon is doing, on one screen.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::args::JsonArgs;
use super::cells::length;
use super::checkpoint::folder_line;
use super::desk::{Desk, Exit, print};
use super::fault::{Fault, demand_station};
use crate::airing::captured::Degree;
use crate::daemon::control::{Reply, Request, ask};
use crate::daemon::status::{AircheckStatus, EvidenceStatus, LedgerStatus, OnAirStatus, Status};
use crate::plan::frames_to_ms;

pub async fn run(desk: &Desk, args: &JsonArgs) -> Result<Exit, Fault> {
    let reply = ask(&desk.data(), &Request::Status).await;
    if reply.is_err() {
        // Nobody runs on a folder that was misspelt.
        demand_station(desk).await?;
    }
    let Reply::Status(status) = reply? else {
        return Err(Fault::config("fault-answer"));
    };
    if args.json {
        let text = serde_json::to_string_pretty(&status)
            .map_err(|error| Fault::environment("fault-output", error))?;
        print(&format!("{text}\n"));
    } else {
        print(&text(desk, &status));
    }
    let well = status.output.up && status.clock.trusted && status.ledger.writable;
    let evidence = &status.evidence;
    let foreign = evidence
        .folders
        .iter()
        .any(|folder| folder.foreign.is_some());
    let vouched = evidence.error.is_none() && !foreign;
    let heard = status.aircheck.as_ref().is_none_or(is_well);
    Ok(if well && vouched && heard && status.schedule.errors == 0 {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

fn text(desk: &Desk, status: &Status) -> String {
    let mut lines = vec![desk.text(
        if status.rehearsal {
            "status-station-rehearsal"
        } else {
            "status-station"
        },
        &[
            ("station", &status.station),
            ("version", &status.version),
            ("since", &status.since),
        ],
    )];
    let source = desk.text(&format!("clock-{}", status.clock.source), &[]);
    let clock = if status.clock.trusted {
        "status-clock"
    } else {
        "status-clock-untrusted"
    };
    lines.push(desk.text(clock, &[("at", &status.at), ("source", &source)]));
    let output = &status.output;
    lines.push(match &output.name {
        None => desk.text("status-output-opening", &[]),
        Some(name) if output.up => desk.text(
            "status-output",
            &[("output", name), ("underruns", &output.underruns)],
        ),
        Some(name) => {
            let why = output.why.as_deref();
            let why = why.map_or_else(|| "—".to_owned(), |why| desk.catalogue.cause(why));
            desk.text("status-output-lost", &[("output", name), ("why", &why)])
        }
    });
    lines.push(ledger_line(desk, &status.ledger));
    lines.extend(
        status
            .aircheck
            .iter()
            .flat_map(|aircheck| aircheck_lines(desk, aircheck)),
    );
    lines.extend(evidence_lines(desk, &status.evidence, status.rehearsal));
    if status.schedule.errors > 0 {
        let first = status.schedule.first.clone().unwrap_or_default();
        let key = if status.schedule.partial {
            "status-schedule-partial"
        } else {
            "status-schedule-refused"
        };
        lines.push(desk.text(
            key,
            &[("errors", &status.schedule.errors), ("first", &first)],
        ));
    }
    let waiting = status.schedule.at_next_start.join(", ");
    if !waiting.is_empty() {
        lines.push(desk.text("status-at-next-start", &[("settings", &waiting)]));
    }
    lines.push(match &status.on_air {
        Some(on_air) => on_air_line(desk, on_air, output.level_dbfs, None),
        None => desk.text("status-nothing-on", &[]),
    });
    if let Some(next) = &status.next {
        lines.push(desk.text(
            "status-next",
            &[("at", &next.at), ("programme", &next.programme)],
        ));
    }
    lines.join("\n") + "\n"
}

fn ledger_line(desk: &Desk, ledger: &LedgerStatus) -> String {
    if ledger.writable {
        return desk.text(
            "status-ledger",
            &[("seq", &ledger.seq), ("seal", &ledger.seal.short())],
        );
    }
    let error = ledger.error.as_deref();
    let error = error.map_or_else(|| "—".to_owned(), |error| desk.catalogue.cause(error));
    desk.text(
        "status-ledger-stuck",
        &[
            ("held", &ledger.held),
            ("lost", &ledger.lost),
            ("error", &error),
        ],
    )
}

/// Says whether the aircheck hears what it should, and nothing else.
fn is_well(aircheck: &AircheckStatus) -> bool {
    let listens = aircheck.up && aircheck.not_kept.is_none();
    listens && aircheck.silence.is_none() && !aircheck.foreign
}

/// Says what the aircheck hears, and what is wrong with it.
fn aircheck_lines(desk: &Desk, aircheck: &AircheckStatus) -> Vec<String> {
    let mut lines = vec![match (&aircheck.input, &aircheck.why) {
        (_, Some(why)) => desk.text("status-aircheck-lost", &[("why", why)]),
        (Some(input), None) => desk.text(
            "status-aircheck",
            &[("input", input), ("waiting", &aircheck.waiting)],
        ),
        (None, None) => desk.text("status-aircheck-opening", &[]),
    }];
    if let Some(degree) = &aircheck.silence {
        let is_silent = degree == Degree::Silent.slug();
        let key = if is_silent {
            "status-aircheck-silent"
        } else {
            "status-aircheck-faint"
        };
        lines.push(desk.text(key, &[]));
    }
    if aircheck.foreign {
        lines.push(desk.text("status-aircheck-foreign", &[]));
    }
    if let Some(why) = &aircheck.not_kept {
        lines.push(desk.text("status-aircheck-not-kept", &[("why", why)]));
    }
    lines
}

/// Says what vouches for the ledger; nothing in a rehearsal.
fn evidence_lines(desk: &Desk, evidence: &EvidenceStatus, rehearsal: bool) -> Vec<String> {
    if rehearsal {
        return Vec::new();
    }
    let newest = match (&evidence.error, &evidence.checkpoint) {
        (Some(why), _) => {
            let why = desk.catalogue.cause(why);
            desk.text("status-checkpoint-error", &[("why", &why)])
        }
        (None, Some(newest)) => desk.text(
            "status-checkpoint",
            &[("seq", &newest.seq), ("at", &newest.at)],
        ),
        (None, None) => desk.text("status-checkpoint-none", &[]),
    };
    let folders = evidence.folders.iter();
    let folders = folders.map(|folder| format!("  {}", folder_line(desk, folder)));
    std::iter::once(newest).chain(folders).collect()
}

/// Says what is on, with its progress and level; in so many columns where that is given, at the title's cost.
pub fn on_air_line(
    desk: &Desk,
    on_air: &OnAirStatus,
    level_dbfs: Option<f32>,
    columns: Option<usize>,
) -> String {
    let title = on_air.title.as_deref().unwrap_or("—");
    let line = |title: &str| {
        desk.text(
            "status-on-air",
            &[
                ("programme", &on_air.programme),
                ("title", &title),
                ("played", &length(frames_to_ms(on_air.played_frames))),
                ("total", &length(frames_to_ms(on_air.total_frames))),
                ("bar", &bar(on_air.played_frames, on_air.total_frames)),
                ("level", &level(level_dbfs)),
            ],
        )
    };
    let whole = line(title);
    match columns.map(|columns| whole.width().saturating_sub(columns)) {
        None | Some(0) => whole,
        Some(over) => line(&shortened(title, title.width().saturating_sub(over))),
    }
}

/// Returns the beginning of a text in at most so many columns, with an ellipsis.
fn shortened(text: &str, columns: usize) -> String {
    let mut short = String::new();
    for letter in text.chars() {
        if short.width() + letter.width().unwrap_or(0) >= columns {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

/// Draws progress, twenty places wide.
fn bar(played: u64, total: u64) -> String {
    let full = usize::try_from((played * 20).checked_div(total).unwrap_or(0))
        .unwrap_or(20)
        .min(20);
    "█".repeat(full) + &"░".repeat(20 - full)
}

/// Draws a level between -48 and 0 dBFS, eight places high, with its figure.
fn level(dbfs: Option<f32>) -> String {
    const STEPS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let Some(dbfs) = dbfs else {
        return format!("{} -∞ dBFS", STEPS[0]);
    };
    let step = (0u8..8)
        .rev()
        .find(|&step| dbfs >= -48.0 + 6.0 * f32::from(step));
    format!(
        "{} {dbfs:>3.0} dBFS",
        STEPS[step.map_or(0, |step| usize::from(step) + 1)]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_shortened_to_the_columns_it_may_have() {
        let check =
            |columns, expected: &str| assert_eq!(shortened("Chuyên mục", columns), expected);
        check(10, "Chuyên mụ…");
        check(7, "Chuyên…");
        check(1, "…");
        check(0, "…");
    }
}
