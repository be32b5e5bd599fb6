//! The station's programmes as rows of a list that a person can read and edit, and that reads back as the same schedule.
//! What does not read back is not written: the programme is named instead.

use super::change::{plain_days, same};
use super::context::SheetContext;
use super::days::{self, except_text};
use super::fields::{Field, OWN};
use super::read::read;
use super::{Cell, Fault, Sheet, Spot, day_first, items, policies};
use crate::schedule::print::{RuleText, rule_text, rule_texts, weekday_words};
use crate::schedule::{Programme, Rule, WeekdaySet, When};
use crate::time::{CivilDay, TimeOfDay};

/// A schedule as a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Export {
    /// The headings, then a row for each rule, by time of day.
    pub rows: Vec<Vec<String>>,
    /// How many programmes are in it.
    pub programmes: usize,
}

/// Returns every programme as rows; a programme that can't be said so that it reads back as it is, is the fault.
pub fn export(context: &SheetContext) -> Result<Export, Fault> {
    let mut rows: Vec<(Option<TimeOfDay>, Vec<String>)> = Vec::new();
    for programme in &context.programmes {
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
        programmes: context.programmes.len(),
    })
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
    let texts = rule_texts(text);
    let count = programme.rules.len();
    let row = |(at, rule): (usize, &Rule)| {
        let said = texts.get(at).cloned().unwrap_or_else(|| rule_text(rule));
        let (except, part) = except_and_part(rule, &said, context);
        let range = range_alone(rule, &said)
            .map(|(first, last)| format!("{} - {}", day_first(first), day_first(last)));
        let id = match count {
            1 => programme.id.to_string(),
            _ => format!("{}/{}", programme.id, at + 1),
        };
        let cells = OWN.iter().map(|(field, _)| match field {
            Field::Id => id.clone(),
            Field::Except => except.clone(),
            Field::Rules => part.clone(),
            Field::Dates if range.is_some() => range.clone().unwrap_or_default(),
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
        date_ranges,
        // These are written as in the file, with the exceptions.
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
        Field::Dates if date_ranges.is_empty() => joined(dates.iter().map(|&day| day_first(day))),
        // A cell takes a range alone; others are written as in the file, with their dates.
        Field::Dates => String::new(),
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

/// Returns the one range of dates on which a rule fires, where it is all that is said of its days and a cell says it as
/// the file does.
fn range_alone(rule: &Rule, said: &RuleText) -> Option<(CivilDay, CivilDay)> {
    let [(first, last)] = rule.date_ranges[..] else {
        return None;
    };
    let as_read = format!("dates = [\"{first}..{last}\"]");
    let is_plain = said
        .keys
        .iter()
        .any(|(key, line)| *key == "dates" && *line == as_read);
    (is_plain && rule.dates.is_empty() && rule.days == WeekdaySet::EVERY_DAY)
        .then_some((first, last))
}

/// Returns the cell of the days that are left out, and that of what has no column of its own: the keys of the file,
/// those for single dates and exceptions only where their own cells can't say them.
fn except_and_part(rule: &Rule, said: &RuleText, context: &SheetContext) -> (String, String) {
    let except = except_text(&said.except);
    let read = days::except(&except, &context.schedule.day_sets);
    let is_sayable = read.is_ok_and(|read| plain_days(&read.days) == plain_days(&rule.except));
    let needs = |key: &str| match key {
        "dates" => !rule.date_ranges.is_empty() && range_alone(rule, said).is_none(),
        "except" => !is_sayable,
        _ => true,
    };
    let lines = said.keys.iter().filter(|(key, _)| needs(key));
    let lines: Vec<&str> = lines.map(|(_, line)| line.as_str()).collect();
    let except = if is_sayable { except } else { String::new() };
    (except, lines.join("\n"))
}
