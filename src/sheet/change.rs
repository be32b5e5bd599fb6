//! From rows to programmes: rows of one programme are gathered, put over what the station has, and become the text of a
//! file, which is read by the same parser as every programme file before it counts.

use std::collections::BTreeMap;

use super::context::SheetContext;
use super::draft::{Said, blank, origin};
use super::fields::Field;
use super::matching::{self, Match};
use super::month_days::{self, MonthDays};
use super::notes::Notes;
use super::{Fault, Spot, days, lost};
use crate::ids::ProgrammeId;
use crate::schedule::diagnostic::{Diagnostic, Severity};
use crate::schedule::parse::parse_programme;
use crate::schedule::print::{self, RuleEdit, RuleText};
use crate::schedule::rule_part::RulePart;
use crate::schedule::{DaySet, Item, Pick, PickOrder, Priority, Programme, Rule, When, Zones};

/// A programme file that a sheet makes or changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The programme.
    pub id: ProgrammeId,
    /// Whether it is new.
    pub is_new: bool,
    /// Whether the file becomes another.
    pub is_changed: bool,
    /// The file's text.
    pub text: String,
    /// What it then says.
    pub programme: Programme,
}

/// The rows of one programme.
struct Group<'c> {
    id: ProgrammeId,
    known: Option<&'c Programme>,
    rows: Vec<Said>,
}

/// Returns the files that rows make or change, in the order of their first rows. What is wrong is noted, and then its
/// programme is left out.
pub fn changes(rows: Vec<Said>, context: &SheetContext, notes: &mut Notes) -> Vec<Change> {
    let groups = groups(rows, context, notes);
    groups
        .into_iter()
        .filter_map(|group| change(group, context, notes))
        .collect()
}

fn groups<'c>(rows: Vec<Said>, context: &'c SheetContext, notes: &mut Notes) -> Vec<Group<'c>> {
    let mut groups: Vec<Group<'c>> = Vec::new();
    let mut told = BTreeMap::new();
    for said in rows {
        let id = said.id.as_ref().map(|(id, _)| id);
        let (id, known) = match matching::programme(&said.title, id, context) {
            Ok(Match::Known(programme)) => (programme.id.clone(), Some(programme)),
            Ok(Match::New { id, near }) => {
                let spot = said.spot(Field::Title);
                // Told once for a title, not for each of its rows.
                if told.insert(id.clone(), spot).is_none() {
                    judge_new(&said, near, spot, notes);
                }
                (id, None)
            }
            Err(fault) => {
                notes.error(said.spot(Field::Title), fault);
                continue;
            }
        };
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => add(group, said, notes),
            None => groups.push(Group {
                id,
                known,
                rows: vec![said],
            }),
        }
    }
    groups
}

/// Notes what is missing of a new programme, or that it looks like one that is there.
fn judge_new(said: &Said, near: Option<&str>, spot: Spot, notes: &mut Notes) {
    let has_column = matches!(said.column, Some(Some(_)));
    if said.items.is_none() && said.file.is_none() && !has_column {
        notes.error(spot, matching::without_content(&said.title, near));
    } else if let Some(near) = near.filter(|_| said.id.is_none()) {
        let fault = Fault::new("sheet-title-near");
        notes.warning(spot, fault.with("value", &said.title).with("nearest", near));
    }
    let has_part = said.part.as_ref().is_some_and(RulePart::chooses_days);
    if said.days.is_none() && said.dates.is_none() && !has_part {
        notes.error(
            spot,
            Fault::new("sheet-days-missing").with("value", &said.title),
        );
    }
}

/// Adds a row to its programme: rows that differ in their weekdays only are one rule, except in Loa's own sheets, where
/// each row is one.
fn add(group: &mut Group<'_>, said: Said, notes: &mut Notes) {
    let twice = group.rows.iter().find(|row| {
        let shares = |one: &Said, other: &Said| match (one.days, other.days) {
            (Some(one), Some(other)) => crate::time::Weekday::ALL
                .iter()
                .any(|&day| one.contains(day) && other.contains(day)),
            _ => true,
        };
        let without_id = |row: &Said| Said {
            id: None,
            ..row.clone()
        };
        without_id(row).is_same_but_days(&without_id(&said)) && shares(row, &said)
    });
    if let Some(twice) = twice {
        let fault = Fault::new("sheet-row-twice").with("other", twice.spot(Field::Title).row);
        notes.warning(said.spot(Field::Title), fault);
    }
    let same = group
        .rows
        .iter_mut()
        .find(|row| said.id.is_none() && row.is_same_but_days(&said));
    match (same, said.days) {
        (Some(row), Some(more)) => {
            row.days = row.days.map(|days| days::union(days, more));
        }
        _ => group.rows.push(said),
    }
}

fn change(mut group: Group<'_>, context: &SheetContext, notes: &mut Notes) -> Option<Change> {
    let errors_before = notes.problems.len();
    group
        .rows
        .sort_by_key(|row| row.id.as_ref().map_or(usize::MAX, |(_, number)| *number));
    let mut after = match group.known {
        Some(programme) => programme.clone(),
        None => new_programme(&group)?,
    };
    agree(&group.rows, &mut after, notes);
    let text = context.texts.get(&group.id).map_or("", String::as_str);
    let (rules, edits, spots) = rules(&group, &print::rule_texts(text), context, notes)?;
    if let Some(before) = group.known {
        let origins = edits.iter().map(|edit| edit.origin);
        let made: Vec<_> = rules.iter().zip(origins).collect();
        tell_removed(&group, before, &made, notes);
    }
    after.rules = rules;
    if notes.problems[errors_before..]
        .iter()
        .any(|problem| problem.code == "sheet-rows-disagree")
    {
        return None;
    }
    let text = match group.known {
        None => print::new_text(&after, &edits),
        Some(before) => match print::edited(text, before, &after, &edits) {
            Ok(text) => text,
            Err(error) => {
                let fault = Fault::new("sheet-result-unreadable").with("detail", error.message());
                notes.error(group.rows[0].spot(Field::Title), fault);
                return None;
            }
        },
    };
    let (programme, warnings) = proved(&group, &text, &after, context, notes)?;
    let is_changed = context.texts.get(&group.id) != Some(&text);
    // What was worth a look before is told by `loa check`.
    for warning in warnings.into_iter().filter(|_| is_changed) {
        let spot = spot_of(&warning, &text, &spots).unwrap_or(group.rows[0].spot(Field::Title));
        notes.warnings_of_file(spot, vec![warning]);
    }
    Some(Change {
        is_new: group.known.is_none(),
        is_changed,
        id: group.id,
        text,
        programme,
    })
}

/// Tells which slots of a programme the sheet does not name: they go.
fn tell_removed(
    group: &Group<'_>,
    before: &Programme,
    made: &[(&Rule, Option<usize>)],
    notes: &mut Notes,
) {
    let is_whole = notes
        .problems
        .iter()
        .all(|problem| problem.severity != Severity::Error);
    let gone = lost::slots(&before.rules, made, group.rows[0].id.is_some());
    if is_whole && !gone.is_empty() {
        let fault = Fault::new("sheet-rules-removed")
            .with("value", &before.title)
            .with("rules", gone.join("; "));
        notes.warning(group.rows[0].spot(Field::Title), fault);
    }
}

/// Returns the cell of the rule that a problem of a file's text is about.
fn spot_of(problem: &Diagnostic, text: &str, spots: &[Spot]) -> Option<Spot> {
    let lines = text.lines().take(problem.place.line);
    let rules = lines.filter(|line| line.trim_start().starts_with("[[when]]"));
    spots.get(rules.count().checked_sub(1)?).copied()
}

/// Reads the text of a file as `loa check` does; it must say what the rows say. With it come its warnings.
fn proved(
    group: &Group<'_>,
    text: &str,
    after: &Programme,
    context: &SheetContext,
    notes: &mut Notes,
) -> Option<(Programme, Vec<Diagnostic>)> {
    let file = format!("schedules/{}.toml", group.id);
    let mut problems = Vec::new();
    let read = parse_programme(&file, text, &context.schedule, &mut problems);
    let spot = group.rows[0].spot(Field::Title);
    match read {
        Some(read) if same(&read, after) => Some((read, problems)),
        Some(_) => {
            let fault = Fault::new("sheet-result-unreadable").with("detail", file);
            notes.error(spot, fault);
            None
        }
        None => {
            notes.problems.extend(problems);
            None
        }
    }
}

/// Says whether two programmes are the same, in whatever order exceptions stand.
pub fn same(one: &Programme, other: &Programme) -> bool {
    let sorted = |programme: &Programme| {
        let mut programme = programme.clone();
        for rule in &mut programme.rules {
            rule.except = plain_days(&rule.except);
        }
        programme
    };
    sorted(one) == sorted(other)
}

/// Returns a set of days with its ranges in order.
pub fn plain_days(days: &DaySet) -> DaySet {
    let mut days = days.clone();
    days.ranges.sort_unstable();
    days.ranges.dedup();
    days
}

fn new_programme(group: &Group<'_>) -> Option<Programme> {
    let first = group.rows.first()?;
    let column = group
        .rows
        .iter()
        .find_map(|row| row.column.clone().flatten());
    let item = match (group.rows.iter().find_map(|row| row.file.clone()), &column) {
        (Some(audio), _) => Some(Item::Play { audio }),
        (None, Some(column)) => Some(Item::Pick(Pick {
            column: column.clone(),
            order: PickOrder::LeastAired,
            new_first: true,
            spacing_days: 0,
            at_most: 1,
            up_to_ms: first.length_ms.filter(|ms| *ms >= 1_000),
        })),
        (None, None) => None,
    };
    let items = group.rows.iter().find_map(|row| row.items.clone());
    let items = items.or_else(|| item.map(|item| vec![item]))?;
    Some(Programme {
        id: group.id.clone(),
        title: first.title.clone(),
        column,
        zones: Zones::All,
        priority: Priority::Ordinary,
        rules: Vec::new(),
        items,
    })
}

/// Takes over what the rows say about the programme as a whole; rows that contradict each other are told.
fn agree(rows: &[Said], programme: &mut Programme, notes: &mut Notes) {
    let first = &rows[0];
    // Without an id the title only says which programme is meant, in whatever capitals.
    // Blanks that a cell does not keep are no other title.
    if first.id.is_some() && super::plain(&programme.title) != first.title {
        programme.title.clone_from(&first.title);
    }
    if let Some(column) = all(rows, Field::Column, |row| row.column.as_ref(), notes) {
        programme.column.clone_from(column);
    }
    if let Some(zones) = all(rows, Field::Zones, |row| row.zones.as_ref(), notes) {
        programme.zones.clone_from(zones);
    }
    if let Some(priority) = all(rows, Field::Priority, |row| row.priority.as_ref(), notes) {
        programme.priority = *priority;
    }
    if let Some(items) = all(rows, Field::Items, |row| row.items.as_ref(), notes) {
        programme.items.clone_from(items);
    }
    let titles = first.id.is_some().then_some(());
    if titles.is_some() {
        all(rows, Field::Title, |row| Some(&row.title), notes);
    }
    all(rows, Field::File, |row| row.file.as_ref(), notes);
}

/// Returns what all rows that say something about a field say.
fn all<'r, T: PartialEq>(
    rows: &'r [Said],
    field: Field,
    said: impl Fn(&'r Said) -> Option<&'r T>,
    notes: &mut Notes,
) -> Option<&'r T> {
    let mut saying = rows.iter().filter_map(|row| Some((row, said(row)?)));
    let (first, value) = saying.next()?;
    if let Some((other, _)) = saying.find(|(_, other)| *other != value) {
        let fault = Fault::new("sheet-rows-disagree")
            .with("value", &first.title)
            .with("other", first.spot(field));
        notes.error(other.spot(field), fault);
    }
    Some(value)
}

/// Returns the rules of a programme, where each comes from, and the cell that tells most about its days.
///
/// `texts` has how the file says its rules.
fn rules(
    group: &Group<'_>,
    texts: &[RuleText],
    context: &SheetContext,
    notes: &mut Notes,
) -> Option<(Vec<Rule>, Vec<RuleEdit>, Vec<Spot>)> {
    let mut found: Vec<(Rule, RuleEdit, Spot)> = Vec::new();
    let mut is_whole = true;
    for said in &group.rows {
        let origin = group.known.and_then(|programme| origin(said, programme));
        let base = match (group.known, origin) {
            (Some(programme), Some(at)) => programme.rules[at].clone(),
            _ => blank(said.when.clone()),
        };
        let rule = match said.rule(&base) {
            Ok(rule) => rule,
            Err((field, fault)) => {
                notes.error(said.spot(field), fault);
                is_whole = false;
                continue;
            }
        };
        // A second rule out of one of the file needs the words of its own.
        let is_again = found.iter().any(|(_, edit, _)| edit.origin == origin);
        let of_file = origin.and_then(|at| texts.get(at));
        let edit = RuleEdit {
            origin,
            ..edit(said, of_file, is_again, context)
        };
        if let (Some(of_file), Some(words)) = (of_file, &edit.except) {
            let named = &context.schedule.day_sets;
            let lost = lost::exceptions(&of_file.except, words, &rule.except, named);
            tell_exceptions_lost(said, &lost, notes);
        }
        tell_month_days_kept(said, &base, notes);
        let has_part = said.part.as_ref().is_some_and(RulePart::chooses_days);
        let field = if has_part { Field::Rules } else { Field::Days };
        let same = found.iter_mut().find(|(other, of, _)| {
            said.id.is_none() && of.origin == origin && differs_in_times_only(other, &rule)
        });
        match same {
            Some((other, ..)) => add_times(&mut other.when, &rule.when),
            None => found.push((rule, edit, said.spot(field))),
        }
    }
    if group.rows.iter().all(|row| row.id.is_none()) {
        found.sort_by_key(|(_, edit, _)| edit.origin.unwrap_or(usize::MAX));
    }
    let spots = found.iter().map(|(.., spot)| *spot).collect();
    let rules = found.into_iter().map(|(rule, edit, _)| (rule, edit));
    let (rules, edits) = rules.unzip();
    is_whole.then_some((rules, edits, spots))
}

/// Tells on which days a rule will air that were left out until now.
fn tell_exceptions_lost(said: &Said, lost: &[String], notes: &mut Notes) {
    if lost.is_empty() {
        return;
    }
    let is_of_part = said.part.as_ref().is_some_and(|part| part.has("except"));
    let field = if is_of_part {
        Field::Rules
    } else {
        Field::Except
    };
    let fault = Fault::new("sheet-except-removed").with("value", &said.title);
    notes.warning(
        said.spot(field),
        fault.with("days", days::except_text(lost)),
    );
}

/// Tells that a rule fires on certain days of the month only, which a cell of days does not name and so stays.
fn tell_month_days_kept(said: &Said, base: &Rule, notes: &mut Notes) {
    let kept = MonthDays::of(base);
    if said.part.is_some() || said.dates.is_none() || !said.month.is_empty() || kept.is_empty() {
        return;
    }
    let fault = Fault::new("sheet-month-days-kept").with("value", &said.title);
    notes.warning(said.spot(Field::Days), fault.with("days", kept.text()));
}

/// Returns the words with which a rule is written: those of the row or, for a second rule out of one of the file, those
/// of the file. Exceptions that a cell can't say otherwise than it does keep the words of the file.
fn edit(
    said: &Said,
    of_file: Option<&RuleText>,
    is_again: bool,
    context: &SheetContext,
) -> RuleEdit {
    let words = said.except.as_ref().map(|except| {
        let of_file = of_file.filter(|_| !said.is_except_whole);
        let mut words = of_file.map_or_else(Vec::new, |of_file| of_file.except.clone());
        for word in &except.words {
            let same = |other: &String| other.to_lowercase() == word.to_lowercase();
            if !words.iter().any(same) {
                words.push(word.clone());
            }
        }
        words
    });
    let part = said.part.as_ref().map(|part| part.text().to_owned());
    let Some(of_file) = of_file else {
        return RuleEdit {
            except: words,
            part,
            ..RuleEdit::default()
        };
    };
    let words = words.filter(|words| {
        let as_said = days::except(
            &days::except_text(&of_file.except),
            &context.schedule.day_sets,
        );
        is_again || !as_said.is_ok_and(|as_said| print::same_words(words, &as_said.words))
    });
    let is_left = |key: &str| {
        let is_said = month_days::KEYS.contains(&key) && !said.month.is_empty();
        !is_said && (key != "dates" || said.dates.is_none())
    };
    let lines = || {
        let left = of_file.keys.iter().filter(|(key, _)| is_left(key));
        joined(left.map(|(_, line)| line.as_str()))
    };
    RuleEdit {
        except: words.or_else(|| is_again.then(|| of_file.except.clone())),
        part: part.or_else(|| is_again.then(lines)),
        ..RuleEdit::default()
    }
}

fn joined<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn differs_in_times_only(one: &Rule, other: &Rule) -> bool {
    let are_times = matches!((&one.when, &other.when), (When::At(_), When::At(_)));
    let with_when_of = |rule: &Rule| Rule {
        when: other.when.clone(),
        ..rule.clone()
    };
    are_times && with_when_of(one) == *other
}

fn add_times(when: &mut When, more: &When) {
    if let (When::At(times), When::At(more)) = (when, more) {
        times.extend(more);
        times.sort_unstable();
        times.dedup();
    }
}
