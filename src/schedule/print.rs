//! A programme as the text of its file: a new file, or edits of one that is there, which keep comments and order. Reading
//! it back is `parse`'s; what is printed reads back as the same programme.

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item as Entry, Table, Value, value,
};

use super::parse_days::weekdays_of_every;
use super::reader::duration_text;
use super::{
    DaySet, Item, Late, Pick, PickOrder, Priority, Programme, Resume, Rule, Season, Start,
    WeekdaySet, When, Zones,
};
use super::{print_days, print_keys};
use crate::time::{CivilDay, TimeOfDay, Weekday};

/// The elements of `except` of a rule, as a file says them: `ngay-le`, `CN`, `2026-12-24`, `2026-02-14..2026-02-22`.
pub type ExceptWords = Vec<String>;

/// How one rule of an edited programme comes about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleEdit {
    /// The rule of the file that it replaces, by its place from 0; `None` for a new one.
    pub origin: Option<usize>,
    /// What is left out, in the words of a file; `None` where the file's own words stay.
    pub except: Option<ExceptWords>,
    /// The text of a [`RulePart`](super::rule_part::RulePart), whose keys are written as they stand there; `None` where
    /// those of the file stay.
    pub part: Option<String>,
}

/// Returns the text of a new file. `edits` has one element for each rule.
pub fn new_text(programme: &Programme, edits: &[RuleEdit]) -> String {
    let mut document = DocumentMut::new();
    fill_top(document.as_table_mut(), programme, None);
    let mut whens = ArrayOfTables::new();
    for (rule, edit) in programme.rules.iter().zip(edits) {
        let mut table = Table::new();
        fill_rule(&mut table, rule, None);
        match &edit.except {
            Some(words) => set_except(&mut table, words),
            None => set_except(&mut table, &day_words(&rule.except)),
        }
        print_keys::put(&mut table, edit.part.as_deref().unwrap_or_default());
        whens.push(table);
    }
    document.insert("when", Entry::ArrayOfTables(whens));
    document.insert("item", Entry::ArrayOfTables(items(&programme.items)));
    document.to_string()
}

/// Returns the text of a file with what differs between two states of its programme changed, and nothing else.
///
/// `edits` has one element for each rule of `after`. A rule without an origin is added without comments; when the items
/// differ, those that stay keep their comments.
pub fn edited(
    text: &str,
    before: &Programme,
    after: &Programme,
    edits: &[RuleEdit],
) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let root = document.as_table_mut();
    fill_top(root, after, Some(before));
    let old = tables(root, "when");
    let is_kept = edits.len() == old.len()
        && edits
            .iter()
            .enumerate()
            .all(|(at, edit)| edit.origin == Some(at));
    let mut whens = ArrayOfTables::new();
    let mut used = Vec::new();
    for (rule, edit) in after.rules.iter().zip(edits) {
        let origin = edit.origin.filter(|at| !used.contains(at));
        used.extend(origin);
        let from = origin.and_then(|at| Some((old.get(at)?.clone(), before.rules.get(at)?)));
        let (mut table, was) = match from {
            Some((table, was)) => (table, Some(was)),
            None => (Table::new(), None),
        };
        if !is_kept {
            table.set_position(old.first().and_then(Table::position));
        }
        fill_rule(&mut table, rule, was);
        if let Some(words) = &edit.except
            && (was.is_none() || !same_words(words, &words_of(&table)))
        {
            set_except(&mut table, words);
        }
        print_keys::put(&mut table, edit.part.as_deref().unwrap_or_default());
        whens.push(table);
    }
    root.insert("when", Entry::ArrayOfTables(whens));
    if before.items != after.items {
        let new = kept_items(&tables(root, "item"), before, after);
        root.insert("item", Entry::ArrayOfTables(new));
    }
    Ok(with_line_ends_of(text, document.to_string()))
}

/// Gives a new text the line ends of the old one, which the writer of TOML does not keep: Notepad writes Windows'.
fn with_line_ends_of(old: &str, new: String) -> String {
    if !old.contains("\r\n") {
        return new;
    }
    if old.replace("\r\n", "\n") == new.replace("\r\n", "\n") {
        return old.to_owned();
    }
    new.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// How a file says one of its rules, where a rule does not keep it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleText {
    /// The words of its exceptions; what can't be read is left out.
    pub except: ExceptWords,
    /// Those of the keys of [`rule_part::KEYS`](super::rule_part::KEYS) that it has, each with its line `key = value`,
    /// which may go on in further lines.
    pub keys: Vec<(&'static str, String)>,
}

/// Returns how a new file would say a rule.
pub fn rule_text(rule: &Rule) -> RuleText {
    let mut table = Table::new();
    fill_rule(&mut table, rule, None);
    RuleText {
        except: day_words(&rule.except),
        keys: print_keys::keys(&table),
    }
}

/// Returns how a file says each of its rules.
pub fn rule_texts(text: &str) -> Vec<RuleText> {
    let Ok(mut document) = text.parse::<DocumentMut>() else {
        return Vec::new();
    };
    let whens = tables(document.as_table_mut(), "when");
    let said = whens.iter().map(|table| RuleText {
        except: words_of(table),
        keys: print_keys::keys(table),
    });
    said.collect()
}

fn words_of(table: &Table) -> ExceptWords {
    let array = table.get("except").and_then(Entry::as_array);
    let elements = array.into_iter().flat_map(Array::iter);
    elements
        .filter_map(|element| match element {
            Value::String(text) => Some(text.value().trim().to_owned()),
            Value::Datetime(date) => Some(date.value().to_string()),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Array(_)
            | Value::InlineTable(_) => None,
        })
        .collect()
}

/// Says whether two lists of exceptions name the same, in whatever order and case.
pub fn same_words(one: &[String], other: &[String]) -> bool {
    let plain = |words: &[String]| {
        let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    plain(one) == plain(other)
}

/// Returns the tables `[[key]]`, also where they are written in a line.
fn tables(root: &mut Table, key: &str) -> Vec<Table> {
    let entry = root.get(key).cloned().unwrap_or(Entry::None);
    match entry.into_array_of_tables() {
        Ok(tables) => tables.into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

fn fill_top(root: &mut Table, programme: &Programme, before: Option<&Programme>) {
    // Taken apart, so that a new field does not compile before its form is decided.
    let Programme {
        id: _,
        title,
        column,
        zones,
        priority,
        rules: _,
        items: _,
    } = programme;
    if before.is_none_or(|before| before.title != *title) {
        set(root, "title", title.into());
    }
    if before.is_none_or(|before| before.column != *column) {
        let column = column.as_ref().map(|column| column.as_str().into());
        set_or_remove(root, "column", column);
    }
    if before.is_none_or(|before| before.zones != *zones) {
        let names: Array = match zones {
            Zones::All => ["all"].into_iter().collect(),
            Zones::Only(zones) => zones.iter().map(|zone| zone.as_str().to_owned()).collect(),
        };
        set(root, "zones", names.into());
    }
    if before.map_or(Priority::Ordinary, |before| before.priority) != *priority {
        let word = match priority {
            Priority::Ordinary => "thong-thuong",
            Priority::Preferred => "uu-tien",
            Priority::Emergency => "khan-cap",
        };
        set(root, "priority", word.into());
    }
}

/// Writes what a rule says, but for its exceptions; of one that was there, only what differs.
fn fill_rule(table: &mut Table, rule: &Rule, before: Option<&Rule>) {
    // Taken apart, so that a new field does not compile before its form is decided.
    let Rule {
        when,
        days: _,
        dates: _,
        date_ranges: _,
        weekdays_of_month: _,
        days_of_month: _,
        every: _,
        lunar: _,
        on: _,
        from,
        until,
        season,
        except: _,
        start,
        late,
        resume,
        outside_hours,
    } = rule;
    if before.is_none_or(|before| before.when != *when) {
        set_when(table, when);
    }
    fill_weekdays(table, rule, before);
    let was = before.map(print_days::days);
    for (at, (key, value)) in print_days::days(rule).into_iter().enumerate() {
        let old = was.as_ref().and_then(|was| was[at].1.as_ref());
        if old.map(ToString::to_string) != value.as_ref().map(ToString::to_string) {
            set_or_remove(table, key, value);
        }
    }
    if before.and_then(|before| before.from) != *from {
        set_or_remove(table, "from", from.map(date));
    }
    if before.and_then(|before| before.until) != *until {
        set_or_remove(table, "until", until.map(date));
    }
    if before.and_then(|before| before.season) != *season {
        set_or_remove(table, "season", season.map(season_value));
    }
    if before.map_or(Start::DEFAULT, |before| before.start) != *start {
        set_start(table, *start);
    }
    if before.map_or(Late::DEFAULT, |before| before.late) != *late {
        let late = match late {
            Late::SkipAfter { ms } => ("skip_after", duration_text(*ms).into()),
            Late::Join => ("join", true.into()),
            Late::MakeUpBefore(time) => ("make_up_before", clock(*time).into()),
        };
        set(table, "late", inline([late]));
    }
    if before.map_or(Resume::DEFAULT, |before| before.resume) != *resume {
        let word = match resume {
            Resume::Continue => "continue",
            Resume::Restart => "restart",
            Resume::Drop => "drop",
        };
        set(table, "resume", word.into());
    }
    if before.and_then(|before| before.outside_hours.as_ref()) != outside_hours.as_ref() {
        let why = outside_hours.as_deref().map(Value::from);
        set_or_remove(table, "outside_hours", why);
    }
}

/// Returns the weekdays of a rule whose file does not name any.
fn days_unsaid(rule: &Rule) -> WeekdaySet {
    weekdays_of_every(rule.every, &rule.weekdays_of_month, &rule.when)
        .unwrap_or(WeekdaySet::EVERY_DAY)
}

/// Writes the weekdays. What a file without the key says depends on the rest of the rule.
fn fill_weekdays(table: &mut Table, rule: &Rule, before: Option<&Rule>) {
    let unsaid = days_unsaid(rule);
    let was = before.map_or(unsaid, |before| before.days);
    let was_unsaid = before.map_or(unsaid, days_unsaid);
    if (was, was_unsaid) != (rule.days, unsaid) {
        let is_said = rule.days != unsaid;
        let words = is_said.then(|| Array::from_iter(weekday_words(rule.days)));
        set_or_remove(table, "days", words.map(Value::from));
    }
}

fn season_value(season: Season) -> Value {
    let end = |(month, day): (u32, u32)| Value::from(format!("{month:02}-{day:02}"));
    inline([("from", end(season.from)), ("until", end(season.until))])
}

fn set_when(table: &mut Table, when: &When) {
    match when {
        When::At(times) => {
            table.remove("cron");
            let at = match times.as_slice() {
                [time] => clock(*time).into(),
                times => times
                    .iter()
                    .map(|&time| clock(time))
                    .collect::<Array>()
                    .into(),
            };
            set(table, "at", at);
        }
        When::Cron(line) => {
            table.remove("at");
            set(table, "cron", line.as_str().into());
        }
    }
}

fn set_start(table: &mut Table, start: Start) {
    let (word, grace) = match start {
        Start::Hard => ("hard", None),
        Start::Wait { grace_ms } => ("wait", Some(duration_text(grace_ms))),
        Start::Next => ("next", None),
    };
    set(table, "start", word.into());
    set_or_remove(table, "grace", grace.map(Value::from));
}

fn set_except(table: &mut Table, words: &[String]) {
    let words = (!words.is_empty()).then(|| words.iter().map(String::as_str).collect::<Array>());
    set_or_remove(table, "except", words.map(Value::from));
}

/// Returns the tables of the items of `after`; one that was there before is taken as it stands.
fn kept_items(old: &[Table], before: &Programme, after: &Programme) -> ArrayOfTables {
    let mut left: Vec<Option<&Table>> = old.iter().map(Some).collect();
    let mut found = ArrayOfTables::new();
    for item in &after.items {
        let at = before
            .items
            .iter()
            .enumerate()
            .position(|(at, was)| was == item && left.get(at).is_some_and(Option::is_some));
        let table = at.and_then(|at| left[at].take()).cloned();
        let mut table = table.unwrap_or_else(|| item_table(item));
        table.set_position(old.first().and_then(Table::position));
        found.push(table);
    }
    found
}

fn items(items: &[Item]) -> ArrayOfTables {
    items.iter().map(item_table).collect()
}

fn item_table(item: &Item) -> Table {
    let mut table = Table::new();
    match item {
        Item::Play { audio } => set(&mut table, "play", audio.as_str().into()),
        Item::Pause { ms } => set(&mut table, "pause", duration_text(*ms).into()),
        Item::Pick(pick) => set(&mut table, "pick", pick_value(pick)),
    }
    table
}

fn pick_value(pick: &Pick) -> Value {
    let Pick {
        column,
        order,
        new_first,
        spacing_days,
        at_most,
        up_to_ms,
    } = pick;
    let order = match order {
        PickOrder::LeastAired => "least-aired",
        PickOrder::Repeat => "repeat",
    };
    let mut pairs: Vec<(&str, Value)> =
        vec![("column", column.as_str().into()), ("order", order.into())];
    pairs.push(("new_first", (*new_first).into()));
    if *spacing_days > 0 {
        pairs.push(("spacing", format!("{spacing_days}d").into()));
    }
    pairs.push(("at_most", i64::from(*at_most).into()));
    pairs.extend(up_to_ms.map(|ms| ("up_to", duration_text(ms).into())));
    inline(pairs)
}

/// Returns a set of weekdays as a file says it: three days or more in a row as a range.
pub fn weekday_words(set: WeekdaySet) -> Vec<String> {
    let is_in = |at: usize| Weekday::ALL.get(at).is_some_and(|&day| set.contains(day));
    let name = |at: usize| Weekday::ALL[at].vi();
    let mut words = Vec::new();
    let mut at = 0;
    while at < Weekday::ALL.len() {
        let first = at;
        while is_in(at) {
            at += 1;
        }
        match at - first {
            0 => at += 1,
            1 | 2 => words.extend((first..at).map(|day| name(day).to_owned())),
            _ => words.push(format!("{}-{}", name(first), name(at - 1))),
        }
    }
    words
}

/// Returns a set of days in the words of a file, where the file's own are not there.
pub fn day_words(days: &DaySet) -> Vec<String> {
    let mut words = days.weekdays.map(weekday_words).unwrap_or_default();
    words.extend(days.ranges.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}..{last}")
        }
    }));
    words
}

/// Writes a time of day without seconds where they are zero.
fn clock(time: TimeOfDay) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}

pub(super) fn date(day: CivilDay) -> Value {
    let (year, month, of_month) = day.ymd();
    let date = toml_edit::Date {
        year: u16::try_from(year).expect("a civil day's year should be 1900 to 2200"),
        month: u8::try_from(month).expect("a month should be 1 to 12"),
        day: u8::try_from(of_month).expect("a day should be 1 to 31"),
    };
    toml_edit::Datetime::from(date).into()
}

pub(super) fn inline<'k>(pairs: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    Value::InlineTable(pairs.into_iter().collect::<InlineTable>())
}

/// Sets a value and keeps the blanks and the comment around the old one.
pub(super) fn set(table: &mut Table, key: &str, mut new: Value) {
    match table.get_mut(key) {
        Some(entry) => {
            if let Some(old) = entry.as_value() {
                *new.decor_mut() = old.decor().clone();
            }
            *entry = Entry::Value(new);
        }
        None => {
            table.insert(key, value(new));
        }
    }
}

fn set_or_remove(table: &mut Table, key: &str, new: Option<Value>) {
    match new {
        Some(new) => set(table, key, new),
        None => {
            table.remove(key);
        }
    }
}
