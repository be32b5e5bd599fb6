//! `loa next`: the next airings of a programme, a segment or a column, or of everything, planned ahead day by day.

use serde_json::{Value, json};

use super::ahead::Ahead;
use super::args::{Format, NextArgs};
use super::cells::{length, zones};
use super::desk::{Desk, Exit, complain};
use super::fault::Fault;
use super::table::{Cell, List};
use crate::config::Loaded;
use crate::ids::{AudioPath, ColumnId, OccurrenceId, ProgrammeId, SegmentId};
use crate::plan::{Cue, Fate, Plan, Rundown};
use crate::report::wording;
use crate::schedule::spelling::{nearest, nfc};
use crate::time::UtcMs;

const NAMES: &[&str] = &[
    "day",
    "weekday",
    "at",
    "programme",
    "occurrence",
    "cue",
    "segment",
    "title",
    "length_ms",
    "zones",
    "note",
];
const SHOWN: &[&str] = &[
    "day",
    "weekday",
    "at",
    "programme",
    "title",
    "length_ms",
    "zones",
    "note",
];
/// How far is looked ahead, in days.
const DAYS_MAX: u16 = 366;

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Wanted {
    /// Every rundown.
    Everything,
    /// The rundowns of a programme.
    Programme(ProgrammeId),
    /// The cues of a segment.
    Segment(SegmentId),
    /// The cues of a column's segments.
    Column(ColumnId),
}

pub async fn run(desk: &Desk, args: &NextArgs) -> Result<Exit, Fault> {
    let now = desk.now().wall;
    let ahead = Ahead::read(desk, now.day()).await?;
    let wanted = match &args.what {
        None => Wanted::Everything,
        Some(what) => wanted(&ahead.loaded, what)?,
    };
    let count = usize::from(args.count);
    let mut rows = Vec::new();
    for plan in ahead.days().take(usize::from(DAYS_MAX)) {
        let plan = plan?;
        for rundown in plan.rundowns.iter().filter(|rundown| rundown.has_sound()) {
            let shown = cues(&wanted, &ahead.loaded, rundown);
            let coming = shown.filter(|cue| expected(rundown, cue) > now);
            rows.extend(coming.map(|cue| row(desk, &wanted, &plan, rundown, cue)));
        }
        if rows.len() >= count {
            break;
        }
    }
    let found = rows.len();
    rows.truncate(count);
    if rows.is_empty() && args.format == Format::Table {
        match &args.what {
            Some(what) => desk.say("next-empty-of", &[("what", what), ("days", &DAYS_MAX)]),
            None => desk.say("next-empty", &[("days", &DAYS_MAX)]),
        }
        return Ok(ahead.exit);
    }
    List::new(desk, NAMES, rows)
        .print(args.format, SHOWN)
        .map_err(|error| Fault::environment("fault-output", error))?;
    if found < count {
        let told = desk.text("next-fewer", &[("days", &DAYS_MAX), ("found", &found)]);
        complain(&format!("{told}\n"));
    }
    Ok(ahead.exit)
}

/// Finds out what is meant: an id, which may stand behind `programme:`, `segment:` or `column:`.
fn wanted(loaded: &Loaded, what: &str) -> Result<Wanted, Fault> {
    let what = nfc(what);
    let (kind, name) = match what.split_once(':') {
        Some((kind @ ("programme" | "segment" | "column"), name)) => (Some(kind), name),
        _ => (None, what.as_str()),
    };
    let may_be = |this: &str| kind.is_none_or(|kind| kind == this);
    let audio = name.strip_prefix("audio/").unwrap_or(name);
    let mut programmes = loaded.programmes.iter();
    let programme = programmes.find(|one| one.id.as_str() == name);
    let mut segments = loaded.library.segments.values();
    let segment = segments.find(|one| one.id.as_str() == audio || nfc(one.audio.as_str()) == audio);
    let column = loaded.library.columns.get(name);
    let found: Vec<(&str, Wanted)> = [
        programme.map(|one| ("programme", Wanted::Programme(one.id.clone()))),
        segment.map(|one| ("segment", Wanted::Segment(one.id.clone()))),
        column.map(|one| ("column", Wanted::Column(one.id.clone()))),
    ]
    .into_iter()
    .flatten()
    .filter(|(kind, _)| may_be(kind))
    .collect();
    match found.as_slice() {
        [(_, wanted)] => Ok(wanted.clone()),
        [] => Err(unknown(loaded, name)),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|(kind, _)| format!("{kind}:{name}"))
                .collect();
            Err(Fault::usage("fault-next-ambiguous")
                .with("what", name)
                .with("names", names.join(", ")))
        }
    }
}

fn unknown(loaded: &Loaded, name: &str) -> Fault {
    let programmes = loaded.programmes.iter().map(|one| one.id.as_str());
    let columns = loaded.library.columns.keys().map(ColumnId::as_str);
    let segments = loaded.library.segments.values().map(|one| one.id.as_str());
    let known = programmes.chain(columns).chain(segments);
    match nearest(name, known) {
        Some(near) => Fault::usage("fault-next-unknown")
            .with("what", name)
            .with("near", near),
        None => Fault::usage("fault-next-none").with("what", name),
    }
}

/// The cues of a rundown that are an airing of what is wanted: of a programme the first that is heard, of a segment
/// or column each.
fn cues<'r>(
    wanted: &Wanted,
    loaded: &Loaded,
    rundown: &'r Rundown,
) -> impl Iterator<Item = &'r Cue> {
    let is_of_column = |audio: &AudioPath, column: &ColumnId| {
        let segment = loaded.library.segments.get(audio);
        segment.is_some_and(|segment| segment.column.as_ref() == Some(column))
    };
    let is_wanted = |cue: &&Cue| match (wanted, &cue.content) {
        (Wanted::Everything, _) => true,
        (Wanted::Programme(programme), _) => rundown.programme == *programme,
        (Wanted::Segment(segment), Some(content)) => content.segment == *segment,
        (Wanted::Column(column), Some(content)) => is_of_column(&content.audio, column),
        (Wanted::Segment(_) | Wanted::Column(_), None) => false,
    };
    let most = match wanted {
        Wanted::Everything | Wanted::Programme(_) => 1,
        Wanted::Segment(_) | Wanted::Column(_) => usize::MAX,
    };
    let heard = rundown.cues.iter().filter(|cue| is_heard(rundown, cue));
    let found: Vec<&Cue> = heard.filter(is_wanted).take(most).collect();
    found.into_iter()
}

/// Says whether the plan expects a cue to be heard: it may air, and its rundown is not cut before it.
fn is_heard(rundown: &Rundown, cue: &Cue) -> bool {
    let is_cut = match rundown.fate {
        Fate::CutAt { at, .. } => expected(rundown, cue) >= at,
        Fate::Clear | Fate::Delayed { .. } | Fate::GivesWay { .. } => false,
    };
    cue.blocked.is_none() && !is_cut
}

/// The instant at which the plan expects a cue to start, its rundown's delay included.
fn expected(rundown: &Rundown, cue: &Cue) -> UtcMs {
    cue.at + (rundown.starts - rundown.at)
}

fn row(desk: &Desk, wanted: &Wanted, plan: &Plan, rundown: &Rundown, cue: &Cue) -> Vec<Cell> {
    let at = expected(rundown, cue);
    let weekday = at.day().weekday();
    let key = format!("weekday-{}", weekday.en().to_lowercase());
    let of_rundown = matches!(wanted, Wanted::Everything | Wanted::Programme(_));
    let content = cue.content.as_ref().filter(|_| !of_rundown);
    let length_ms = if of_rundown {
        rundown.expected_end() - rundown.starts
    } else {
        cue.length_ms()
    };
    let words = &desk.catalogue;
    // People know programmes by their titles, other programs by their ids.
    let title = |other: &OccurrenceId| wording::title_of(plan, other);
    let fate = wording::fate(words, &rundown.fate, title);
    let fate_by_id = wording::fate(words, &rundown.fate, ToString::to_string);
    let choice = cue.choice.filter(|_| !of_rundown);
    let choice = choice.map(|choice| wording::choice(words, choice));
    let [notes, notes_by_id] = [fate, fate_by_id].map(|fate| {
        let parts = choice.iter().cloned().chain(fate);
        parts.collect::<Vec<_>>().join("; ")
    });
    vec![
        Cell::text(at.day().to_string()),
        Cell::new(desk.text(&key, &[]), weekday.en()),
        Cell::new(at.time_of_day().to_string(), at.to_string()),
        Cell::text(rundown.title.clone()),
        Cell::text(rundown.occurrence.to_string()),
        Cell::new("", json!((!of_rundown).then_some(&cue.id))),
        Cell::optional(content.map(|content| content.segment.to_string())),
        match content {
            Some(content) => Cell::text(content.title.clone()),
            None => Cell::new(titles(rundown), Value::Null),
        },
        Cell::new(length(length_ms), length_ms),
        zones(desk, &rundown.zones),
        Cell::new(notes, notes_by_id),
    ]
}

/// What the columns give to a rundown.
fn titles(rundown: &Rundown) -> String {
    let picked = rundown
        .cues
        .iter()
        .filter(|cue| cue.choice.is_some() && cue.blocked.is_none());
    let titles: Vec<&str> = picked
        .filter_map(|cue| Some(cue.content.as_ref()?.title.as_str()))
        .collect();
    titles.join("; ")
}
