//! The station's programmes as rows of a list that a person can read and edit, and that reads back as the same schedule.
//! What does not read back is not written: the programme is named instead.

use super::change::same;
use super::context::SheetContext;
use super::fields::{Field, OWN};
use super::read::read;
use super::{Cell, Fault, Sheet, Spot, day_first, items, policies};
use crate::ids::ProgrammeId;
use crate::schedule::print::{day_words, except_words, weekday_words};
use crate::schedule::{Programme, Rule, WeekdaySet, When};
use crate::time::{CivilDay, TimeOfDay};

/// A schedule as a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Export {
    /// The headings, then a row for each rule, by time of day.
    pub rows: Vec<Vec<String>>,
    /// How many programmes are in it.
    pub programmes: usize,
    /// The programmes that are left out, because a rule of theirs says what a sheet has no column for.
    pub left_out: Vec<ProgrammeId>,
}

/// Returns every programme as rows; a programme that can't be said so that it reads back as it is, is the fault.
pub fn export(context: &SheetContext) -> Result<Export, Fault> {
    let mut rows: Vec<(Option<TimeOfDay>, Vec<String>)> = Vec::new();
    let (sayable, left_out): (Vec<&Programme>, Vec<&Programme>) = context
        .programmes
        .iter()
        .partition(|programme| programme.rules.iter().all(has_columns));
    for programme in &sayable {
        let of_programme = programme_rows(programme, context);
        let lines: Vec<Vec<String>> = of_programme.iter().map(|(_, row)| row.clone()).collect();
        proved(programme, &lines, context)?;
        rows.extend(of_programme);
    }
    // Cron lines have no one time and come last.
    rows.sort_by_key(|(time, _)| (time.is_none(), *time));
    let headings = OWN
        .iter()
        .map(|(_, heading)| (*heading).to_owned())
        .collect();
    let rows = std::iter::once(headings).chain(rows.into_iter().map(|(_, row)| row));
    Ok(Export {
        rows: rows.collect(),
        programmes: sayable.len(),
        left_out: left_out
            .iter()
            .map(|programme| programme.id.clone())
            .collect(),
    })
}

/// Says whether a sheet has a column for everything that a rule says.
fn has_columns(rule: &Rule) -> bool {
    rule.date_ranges.is_empty()
        && rule.weekdays_of_month.is_empty()
        && rule.days_of_month.is_empty()
        && rule.every.is_none()
        && rule.lunar.is_none()
        && rule.on.is_none()
        && rule.outside_hours.is_none()
}

/// Returns rows of text as a sheet.
pub fn sheet_of(rows: &[Vec<String>]) -> Sheet {
    let cells = (1..).zip(rows).flat_map(|(row, cells)| {
        (1..)
            .zip(cells)
            .map(move |(column, text)| (Spot { row, column }, text))
    });
    let filled = cells.filter(|(_, text)| !text.is_empty());
    Sheet {
        cells: filled
            .map(|(spot, text)| (spot, Cell::Text(text.clone())))
            .collect(),
        ..Sheet::default()
    }
}

/// Reads the rows of one programme back.
fn proved(
    programme: &Programme,
    lines: &[Vec<String>],
    context: &SheetContext,
) -> Result<(), Fault> {
    let headings: Vec<String> = OWN
        .iter()
        .map(|(_, heading)| (*heading).to_owned())
        .collect();
    let rows: Vec<Vec<String>> = std::iter::once(headings)
        .chain(lines.iter().cloned())
        .collect();
    let reading = read("", &sheet_of(&rows), context);
    let is_same = match &reading.changes[..] {
        [change] => same(&change.programme, programme),
        _ => false,
    };
    if is_same && !reading.has_errors() {
        return Ok(());
    }
    let why = reading
        .problems
        .first()
        .map_or("not-the-same", |problem| problem.code);
    Err(Fault::new("export-not-sayable")
        .with("value", &programme.title)
        .with("file", format!("schedules/{}.toml", programme.id))
        .with("why", why))
}

fn programme_rows(
    programme: &Programme,
    context: &SheetContext,
) -> Vec<(Option<TimeOfDay>, Vec<String>)> {
    let text = context.texts.get(&programme.id).map_or("", String::as_str);
    let words = except_words(text);
    let count = programme.rules.len();
    let row = |(at, rule): (usize, &Rule)| {
        let except = words.get(at).cloned().unwrap_or_default();
        let except = if except.is_empty() {
            day_words(&rule.except)
        } else {
            except
        };
        let id = match count {
            1 => programme.id.to_string(),
            _ => format!("{}/{}", programme.id, at + 1),
        };
        let cells = OWN.iter().map(|(field, _)| match field {
            Field::Id => id.clone(),
            Field::Except => except_text(&except),
            field => rule_cell(*field, rule)
                .unwrap_or_else(|| programme_cell(*field, programme, context)),
        });
        let first = match &rule.when {
            When::At(times) => times.first().copied(),
            When::Cron(_) => None,
        };
        (first, cells.collect())
    };
    programme.rules.iter().enumerate().map(row).collect()
}

/// Returns the cell of what a programme says as a whole.
fn programme_cell(field: Field, programme: &Programme, context: &SheetContext) -> String {
    match field {
        Field::Title => programme.title.clone(),
        Field::Column => {
            let column = programme.column.as_ref();
            column.map_or_else(String::new, |column| context.column_name(column))
        }
        Field::Zones => context.zones_text(&programme.zones),
        Field::Priority => policies::priority_text(programme.priority).to_owned(),
        Field::Items => items::items_text(&programme.items),
        _ => String::new(),
    }
}

/// Returns the cell of what a rule says; `None` for what the programme says.
fn rule_cell(field: Field, rule: &Rule) -> Option<String> {
    // Taken apart, so that a new field does not compile before its cell is decided.
    let Rule {
        when,
        days,
        dates,
        from,
        until,
        season,
        except: _,
        start,
        late,
        resume,
        // What a sheet has no column for keeps its programme out of the sheet.
        date_ranges: _,
        weekdays_of_month: _,
        days_of_month: _,
        every: _,
        lunar: _,
        on: _,
        outside_hours: _,
    } = rule;
    let date = |day: &Option<CivilDay>| day.map_or_else(String::new, day_first);
    Some(match field {
        Field::Time => match when {
            When::At(times) => joined(times.iter().map(ToString::to_string)),
            When::Cron(_) => String::new(),
        },
        Field::Cron => match when {
            When::At(_) => String::new(),
            When::Cron(line) => line.as_str().to_owned(),
        },
        Field::Days if *days == WeekdaySet::EVERY_DAY => "Hằng ngày".to_owned(),
        Field::Days => weekday_words(*days).join(", "),
        Field::Dates => joined(dates.iter().map(|&day| day_first(day))),
        Field::From => date(from),
        Field::Until => date(until),
        Field::Season => season.map_or_else(String::new, policies::season_text),
        Field::Start => policies::start_text(*start),
        Field::Late => policies::late_text(*late),
        Field::Resume => policies::resume_text(*resume).to_owned(),
        _ => return None,
    })
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

/// Writes days that are left out with dates as Vietnam writes them.
fn except_text(words: &[String]) -> String {
    let date = |text: &str| CivilDay::parse(text.trim()).map(day_first);
    joined(words.iter().map(|word| {
        let range = word.split_once("..");
        let range =
            range.and_then(|(first, last)| Some(format!("{}–{}", date(first)?, date(last)?)));
        range.or_else(|| date(word)).unwrap_or_else(|| word.clone())
    }))
}
