//! `loa plan`: every cue of a day with its instant, zones, item, length, segment, and why the rotation chose it; or
//! the days as a calendar or a week to print. What has changed in a plan is `diff`'s.

use serde_json::Value;

use super::ahead::Ahead;
use super::args::{Format, PlanArgs, PlanFormat};
use super::cells::{fate, length, zones};
use super::desk::{Desk, Exit};
use super::diff;
use super::fault::Fault;
use super::out::put;
use super::table::{Cell, List};
use crate::plan::{Choice, Cue, Plan, Rundown};
use crate::report::wording::{self, Letterhead};
use crate::report::{ical, week};
use crate::time::CivilDay;

const NAMES: &[&str] = &[
    "day",
    "at",
    "occurrence",
    "programme",
    "cue",
    "segment",
    "title",
    "audio",
    "length_ms",
    "zones",
    "choice",
    "blocked",
    "by",
    "fate",
    "outside_hours",
];
const SHOWN: &[&str] = &["at", "length_ms", "programme", "title", "zones", "choice"];
/// The days of a week.
const WEEK: u16 = 7;

pub async fn run(desk: &Desk, args: &PlanArgs) -> Result<Exit, Fault> {
    let today = desk.now().wall.day();
    let day = args.date.unwrap_or(today);
    let is_diff = args.diff || args.against.is_some();
    let format = match args.format {
        PlanFormat::Table => Format::Table,
        PlanFormat::Json => Format::Json,
        PlanFormat::Csv => Format::Csv,
        PlanFormat::Ical | PlanFormat::Html if is_diff => {
            return Err(Fault::usage("fault-diff-format"));
        }
        PlanFormat::Ical => {
            let first = args.date.unwrap_or_else(|| monday_of(today));
            return calendar(desk, args, first).await;
        }
        PlanFormat::Html => return weeks(desk, args, monday_of(day)).await,
    };
    let days = args.days.unwrap_or(1);
    if is_diff {
        return diff::run(desk, args, day, days, format).await;
    }
    let ahead = Ahead::read(desk, day).await?;
    let plans = ahead.plans(days)?;
    let rows: Vec<Vec<Cell>> = plans
        .iter()
        .flat_map(|plan| plan.rundowns.iter().map(move |rundown| (plan, rundown)))
        .flat_map(|(plan, rundown)| rundown.cues.iter().map(move |cue| (plan, rundown, cue)))
        .map(|(plan, rundown, cue)| of_cue(desk, plan, rundown, cue))
        .collect();
    if rows.is_empty() && format == Format::Table {
        desk.say("plan-empty", &[("day", &day)]);
        return Ok(ahead.exit);
    }
    let shown: Vec<&str> = (days > 1)
        .then_some("day")
        .into_iter()
        .chain(SHOWN.iter().copied())
        .collect();
    let text = List::new(desk, NAMES, rows).text(format, &shown);
    let text = text.map_err(|error| Fault::environment("fault-output", error))?;
    put(desk, args.out.as_deref(), &text)?;
    Ok(ahead.exit)
}

/// Writes the days as a calendar.
async fn calendar(desk: &Desk, args: &PlanArgs, first: CivilDay) -> Result<Exit, Fault> {
    let ahead = Ahead::read(desk, first).await?;
    let plans = ahead.plans(args.days.unwrap_or(WEEK))?;
    let head = letterhead(&ahead);
    let text = ical::calendar(&plans, &head, desk.now().wall, &desk.catalogue);
    put(desk, args.out.as_deref(), &text)?;
    Ok(ahead.exit)
}

/// Writes whole weeks as a page to print.
async fn weeks(desk: &Desk, args: &PlanArgs, first: CivilDay) -> Result<Exit, Fault> {
    let ahead = Ahead::read(desk, first).await?;
    let plans = ahead.plans(args.days.unwrap_or(WEEK).div_ceil(WEEK) * WEEK)?;
    let text = week::page(&plans, &letterhead(&ahead), &desk.catalogue);
    put(desk, args.out.as_deref(), &text)?;
    Ok(ahead.exit)
}

fn letterhead(ahead: &Ahead) -> Letterhead {
    let station = ahead.station();
    let zones = station.zones.iter();
    Letterhead {
        id: station.id.clone(),
        name: station.name.clone(),
        zones: zones
            .map(|zone| (zone.id.clone(), zone.name.clone()))
            .collect(),
    }
}

fn monday_of(day: CivilDay) -> CivilDay {
    day.plus(-(day.weekday() as i64))
}

fn of_cue(desk: &Desk, plan: &Plan, rundown: &Rundown, cue: &Cue) -> Vec<Cell> {
    let content = cue.content.as_ref();
    let title = content.map_or_else(|| "—".to_owned(), |content| content.title.clone());
    let by = cue.blocked.as_ref().and_then(|blocked| blocked.by.as_ref());
    vec![
        Cell::text(plan.day.to_string()),
        Cell::new(cue.at.time_of_day().to_string(), cue.at.to_string()),
        Cell::text(rundown.occurrence.to_string()),
        Cell::text(rundown.title.clone()),
        Cell::text(cue.id.to_string()),
        Cell::optional(content.map(|content| content.segment.to_string())),
        Cell::new(
            title,
            content.map_or(Value::Null, |content| content.title.clone().into()),
        ),
        Cell::optional(content.map(|content| content.audio.to_string())),
        Cell::new(length(cue.length_ms()), cue.length_ms()),
        zones(desk, &rundown.zones),
        Cell::new(why(desk, plan, rundown, cue), choice(cue)),
        Cell::optional(
            cue.blocked
                .as_ref()
                .map(|blocked| blocked.reason.slug().to_owned()),
        ),
        Cell::optional(by.map(ToString::to_string)),
        Cell::new("", fate(&rundown.fate)),
        Cell::optional(rundown.outside_hours.clone()),
    ]
}

/// Says why a cue is what it is: why it won't air, why the rotation chose it, what will happen to its rundown.
fn why(desk: &Desk, plan: &Plan, rundown: &Rundown, cue: &Cue) -> String {
    let words = &desk.catalogue;
    let name = |other: &_| wording::title_of(plan, other);
    let blocked = cue.blocked.as_ref();
    let is_first = rundown.cues.first().is_some_and(|first| first.id == cue.id);
    let fate = is_first.then(|| wording::fate(words, &rundown.fate, name));
    let parts: Vec<String> = [
        blocked.map(|blocked| wording::blocked(words, blocked, name)),
        cue.choice.map(|choice| wording::choice(words, choice)),
        fate.flatten(),
        wording::outside_hours(words, rundown).filter(|_| is_first),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join("; ")
}

fn choice(cue: &Cue) -> Value {
    match cue.choice {
        None => Value::Null,
        Some(Choice::New) => "new".into(),
        Some(Choice::LeastAired { times }) => format!("least-aired:{times}").into(),
        Some(Choice::SpacingGivenUp { times }) => format!("spacing-given-up:{times}").into(),
        Some(Choice::Repeat) => "repeat".into(),
    }
}
