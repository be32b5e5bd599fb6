//! `loa aircheck` (kiểm thính): the verdicts on airings as they are on record; judged again from the kept captures where
//! somebody wants to see it, and as sound to listen to.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{AircheckArgs, Format};
use super::captures::{Found, look_at};
use super::cells::{self, instant, late, length, nearest_ms};
use super::desk::{Desk, Exit};
use super::fault::Fault;
use super::out::demand_foreign;
use super::table::{Cell, List};
use crate::aircheck::{JudgeOptions, Verdict};
use crate::airing::captured::{Degree, Judged};
use crate::causes;
use crate::daemon::{captures_path, ledger_path};
use crate::ids::CueId;
use crate::ledger::columns::day_of;
use crate::plan::frames_to_ms;
use crate::playback::ToJudge;
use crate::report::alarms::{self, What};
use crate::report::as_run::{AsRun, Row};
use crate::store::{Filter, Reader, Store};
use crate::time::{CivilDay, UtcMs};

const NAMES: &[&str] = &[
    "day",
    "started",
    "played_ms",
    "title",
    "aircheck",
    "doubt",
    "score",
    "offset_ms",
    "start_error_ms",
    "captured_start_error_ms",
    "level_dbfs",
    "found",
    "missing",
    "from",
    "until",
    "files",
    "input",
    "again",
    "cue",
];
const SHOWN: &[&str] = &[
    "started",
    "played_ms",
    "title",
    "aircheck",
    "score",
    "start_error_ms",
    "captured_start_error_ms",
    "level_dbfs",
    "cue",
];
const SHOWN_AGAIN: &[&str] = &[
    "started",
    "played_ms",
    "title",
    "aircheck",
    "score",
    "level_dbfs",
    "again",
];

/// What a second judgement came to.
struct Again {
    text: String,
    /// Whether it agrees with the entry, as far as it could be made.
    agrees: bool,
}

pub async fn run(desk: &Desk, args: &AircheckArgs) -> Result<Exit, Fault> {
    let store = Store::inspect(&ledger_path(&desk.data())).await?;
    let asked = filter(desk, args.what.as_deref());
    let rows = rows(store.reader(), asked.clone()).await?;
    let judged = rows
        .iter()
        .flat_map(|row| row.verdicts.iter().map(move |judged| (row, judged)));
    let judged: Vec<(&Row, &Judged)> = judged.collect();
    if let Some(wav) = &args.wav {
        return write(desk, &judged, wav).await;
    }
    if judged.is_empty() && args.format == Format::Table {
        desk.say("aircheck-none", &[]);
        show_alarms(desk, store.reader(), asked.day).await?;
        return Ok(Exit::Fine);
    }
    let (mut cells, mut exit) = (Vec::new(), Exit::Fine);
    for (row, judged) in judged {
        let again = match args.again {
            true => Some(judge_again(desk, row, judged).await?),
            false => None,
        };
        if again.as_ref().is_some_and(|again| !again.agrees) {
            exit = Exit::Findings;
        }
        cells.push(as_cells(desk, row, judged, again));
    }
    let shown = if args.again { SHOWN_AGAIN } else { SHOWN };
    List::new(desk, NAMES, cells)
        .print(args.format, shown)
        .map_err(|error| Fault::environment("fault-output", error))?;
    if args.format == Format::Table {
        show_alarms(desk, store.reader(), asked.day).await?;
    }
    Ok(exit)
}

/// Prints the alarms of a day, where one is asked for.
async fn show_alarms(desk: &Desk, reader: &Reader, day: Option<CivilDay>) -> Result<(), Fault> {
    let Some(day) = day else {
        return Ok(());
    };
    let filter = Filter {
        from: Some(day.start()),
        until: Some(day.plus(1).start()),
        kinds: vec![
            "capture_opened",
            "capture_lost",
            "silence_began",
            "silence_ended",
            "foreign_began",
            "foreign_ended",
        ],
        ..Filter::default()
    };
    let mut fold = alarms::Fold::default();
    let all = reader.each(filter, |entry| fold.take(&entry.stamp, &entry.fact));
    all.await?;
    for alarm in fold.into_list() {
        let (key, level) = match alarm.what {
            What::Silence(Degree::Silent) => ("alarm-silent", None),
            What::Silence(Degree::Faint) => ("alarm-faint", None),
            What::Foreign { peak_mdbfs } => ("alarm-foreign", peak_mdbfs),
            What::Lost => ("alarm-lost", None),
        };
        let until = alarm.until.map(|until| until.time_of_day().to_string());
        let level = level.map(|level| format!("{:.0} dBFS", thousandths(level)));
        desk.say(
            key,
            &[
                ("from", &alarm.from.time_of_day()),
                ("until", &until.unwrap_or_else(|| "…".to_owned())),
                ("level", &level.unwrap_or_else(|| "…".to_owned())),
            ],
        );
    }
    Ok(())
}

/// Returns which entries are asked for: a day's, or a cue's.
fn filter(desk: &Desk, what: Option<&str>) -> Filter {
    let day = what.map_or_else(|| Some(desk.now().wall.day()), CivilDay::parse);
    let cue = what.filter(|_| day.is_none()).map(CueId::new);
    Filter {
        day,
        cue,
        kinds: vec!["ordered", "started", "progress", "closed", "aircheck"],
        ..Filter::default()
    }
}

async fn rows(reader: &Reader, filter: Filter) -> Result<Vec<Row>, Fault> {
    let mut as_run = AsRun::default();
    let all = reader.each(filter, |entry| {
        as_run.take(entry.head.seq, &entry.stamp, &entry.fact);
    });
    all.await?;
    Ok(as_run.into_rows())
}

/// Judges an airing again, after the files that were compared were found to be as they were.
async fn judge_again(desk: &Desk, row: &Row, judged: &Judged) -> Result<Again, Fault> {
    let to_judge = match to_judge(desk, row, judged).await? {
        Ok(to_judge) => to_judge,
        Err(again) => return Ok(again),
    };
    let found = tokio::task::spawn_blocking(move || to_judge.judge()).await;
    let verdict = match found.expect("judging should not panic") {
        Ok(found) => found.finding.verdict,
        Err(error) => {
            let why = causes::line(&error);
            return Ok(Again {
                text: desk.text("aircheck-unreadable", &[("why", &why)]),
                agrees: true,
            });
        }
    };
    let agrees = verdict == judged.verdict;
    let text = match agrees {
        true => desk.text("aircheck-same", &[]),
        false => {
            let verdict = cells::verdict(desk, Some(verdict)).shown;
            desk.text("aircheck-differs", &[("verdict", &verdict)])
        }
    };
    Ok(Again { text, agrees })
}

/// Returns what is to be judged, or why it can't be.
async fn to_judge(
    desk: &Desk,
    row: &Row,
    judged: &Judged,
) -> Result<Result<ToJudge, Again>, Fault> {
    let folder = captures_path(&desk.data());
    let files = judged.files.iter();
    let files = files.map(|file| (file.name.clone(), file.sha256, ()));
    let looked = look_at(&folder, files.collect()).await?;
    let not = |key: &str, file: &str, agrees: bool| {
        let text = desk.text(key, &[("file", &file)]);
        Ok(Err(Again { text, agrees }))
    };
    let altered = looked.iter().find(|(.., found)| *found == Found::Altered);
    if let Some((file, ..)) = altered {
        return not("aircheck-altered", file, false);
    }
    // That a file made room for newer ones is no fault; whether it did, `loa verify` tells.
    if let Some((file, ..)) = looked.iter().find(|(.., found)| *found == Found::Gone) {
        return not("aircheck-gone", file, true);
    }
    let Some(order) = &row.order else {
        return not("aircheck-no-order", "", true);
    };
    if looked.is_empty() {
        return not("aircheck-no-files", "", true);
    }
    Ok(Ok(ToJudge {
        audio: desk.station.join("audio").join(order.audio.as_str()),
        sha256: order.sha256,
        frames: judged.from_frame..judged.to_frame,
        start: UtcMs(judged.at_us.div_euclid(1_000)),
        folder,
        options: JudgeOptions {
            usual_dbfs: judged.usual_mdbfs.map(thousandths),
            ..JudgeOptions::default()
        },
    }))
}

/// Writes what was compared of one airing into a file to listen to.
async fn write(desk: &Desk, judged: &[(&Row, &Judged)], wav: &Path) -> Result<Exit, Fault> {
    let [(row, judged)] = judged else {
        return Err(Fault::usage("aircheck-not-one").with("count", judged.len()));
    };
    demand_foreign(desk, wav, "fault-out-own")?;
    let to_judge = match to_judge(desk, row, judged).await? {
        Ok(to_judge) => to_judge,
        Err(again) => {
            super::desk::complain(&format!("{}\n", again.text));
            return Ok(Exit::Findings);
        }
    };
    let path: PathBuf = wav.to_owned();
    let written = tokio::task::spawn_blocking(move || to_judge.write_wav(&path)).await;
    written.expect("writing should not panic")?;
    desk.say("aircheck-written", &[("path", &wav.display())]);
    Ok(Exit::Fine)
}

fn as_cells(desk: &Desk, row: &Row, judged: &Judged, again: Option<Again>) -> Vec<Cell> {
    let start = row.starts.iter().find(|start| start.at_us == judged.at_us);
    let played_ms = frames_to_ms(judged.to_frame.saturating_sub(judged.from_frame));
    let verdict: Option<Verdict> = Some(judged.verdict);
    let level = match judged.level_mdbfs {
        Some(level) => Cell::new(
            format!("{:.0} dBFS", thousandths(level)),
            json!(thousandths(level)),
        ),
        None => Cell::new("", json!(null)),
    };
    let files = judged.files.iter();
    let files: Vec<String> = files
        .map(|file| format!("{} {}", file.sha256, file.name))
        .collect();
    vec![
        Cell::optional(day_of(&judged.cue).map(|day| day.to_string())),
        instant(Some(nearest_ms(judged.at_us))),
        Cell::new(length(played_ms), played_ms),
        Cell::text(row.title.clone()),
        cells::verdict(desk, verdict),
        cells::doubt(verdict),
        share(judged.score_milli, 1),
        late(judged.offset_us),
        late(start.map(|start| start.late_us)),
        late(judged.start_error_us),
        level,
        share(judged.found_milli, 2),
        share(judged.missing_milli, 2),
        instant(Some(judged.from)),
        instant(Some(judged.until)),
        Cell::new("", json!(files)),
        Cell::optional(judged.input.clone()),
        Cell::optional(again.map(|again| again.text)),
        Cell::text(judged.cue.to_string()),
    ]
}

/// Writes a figure in thousandths with so many places.
fn share(milli: u64, places: usize) -> Cell {
    let figure = thousandths(milli.cast_signed());
    Cell::new(format!("{figure:.places$}"), json!(figure))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "levels, scores and shares are small"
)]
fn thousandths(milli: i64) -> f64 {
    milli as f64 / 1_000.0
}
