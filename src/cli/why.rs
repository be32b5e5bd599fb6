//! `loa why`: why a programme airs on a day or does not: each condition of each rule, and what the plan did with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use serde_json::{Value, json};

use super::ahead::Ahead;
use super::args::WhyArgs;
use super::cells::fate;
use super::conditions;
use super::desk::{Desk, Exit, print};
use super::fault::Fault;
use crate::config::places;
use crate::ids::AudioPath;
use crate::library::{Library, Segment};
use crate::plan::{Cue, Fate, Plan, Rundown};
use crate::reason::Reason;
use crate::report::wording;
use crate::schedule::explain::{Condition, Judged};
use crate::schedule::spelling::{nearest, slug};
use crate::schedule::{DaySet, Item, Pick, Programme, Rule, When};
use crate::time::{CivilDay, TimeOfDay};

/// One rule on one day.
struct OfRule<'r> {
    rule: &'r Rule,
    /// How its file names its days.
    written: Option<&'r places::When>,
    judged: Vec<Judged<'r>>,
    /// When it fires.
    times: Vec<TimeOfDay>,
    /// When it would fire, but an earlier rule, by its number, fires at the same second.
    taken: Vec<(TimeOfDay, usize)>,
}

/// Everything that there is to say.
struct Answer<'a> {
    desk: &'a Desk,
    programme: &'a Programme,
    library: &'a Library,
    sets: &'a BTreeMap<String, DaySet>,
    plan: &'a Plan,
    rules: Vec<OfRule<'a>>,
}

pub async fn run(desk: &Desk, args: &WhyArgs) -> Result<Exit, Fault> {
    let ahead = Ahead::read(desk, args.date).await?;
    let plan = ahead.plan()?;
    let programme = named(&ahead, &args.programme)?;
    let answer = Answer {
        desk,
        programme,
        library: &ahead.loaded.library,
        sets: &ahead.station().day_sets,
        plan: &plan,
        rules: of_rules(programme, ahead.loaded.places.get(&programme.id), args.date),
    };
    if args.json {
        print(&format!("{:#}\n", answer.json()));
    } else {
        print(&answer.text());
    }
    Ok(ahead.exit)
}

/// Finds a programme by its id or its title, spelt as people do.
fn named<'a>(ahead: &'a Ahead, text: &str) -> Result<&'a Programme, Fault> {
    let programmes = &ahead.loaded.programmes;
    let plain = slug(text.trim_end_matches(".toml"));
    let by_id = programmes.iter().find(|one| slug(one.id.as_str()) == plain);
    if let Some(found) = by_id {
        return Ok(found);
    }
    let exact: Vec<&Programme> = programmes.iter().filter(|one| one.title == text).collect();
    let alike = programmes.iter().filter(|one| slug(&one.title) == plain);
    let titled = match exact.is_empty() {
        true => alike.collect(),
        false => exact,
    };
    match titled[..] {
        [] => {}
        [found] => return Ok(found),
        _ => {
            let known = titled.iter().map(|one| one.id.as_str());
            let fault = Fault::usage("fault-programme-several").with("what", text);
            return Err(fault.with("known", known.collect::<Vec<_>>().join(", ")));
        }
    }
    let file = format!("schedules/{}.toml", text.trim_end_matches(".toml"));
    if ahead.loaded.sources.contains_key(file.as_str()) {
        return Err(Fault::config("fault-programme-refused").with("file", file));
    }
    let ids = || programmes.iter().map(|one| one.id.as_str());
    let titles = programmes.iter().map(|one| one.title.as_str());
    let near = nearest(text, ids()).or_else(|| {
        let title = nearest(text, titles)?;
        let mut programmes = programmes.iter();
        let one = programmes.find(|one| one.title == title)?;
        Some(one.id.as_str())
    });
    // Often a column is meant by a programme that bears its name.
    let near = near.or_else(|| ids().find(|id| !plain.is_empty() && id.contains(&plain)));
    let known = ids().collect::<Vec<_>>().join(", ");
    Err(match near {
        Some(near) => Fault::usage("fault-programme-unknown").with("near", near),
        None => Fault::usage("fault-programme-none"),
    }
    .with("what", text)
    .with("known", known))
}

fn of_rules<'r>(
    programme: &'r Programme,
    places: Option<&'r places::Places>,
    day: CivilDay,
) -> Vec<OfRule<'r>> {
    let mut seconds: BTreeMap<i64, usize> = BTreeMap::new();
    let mut rules = Vec::new();
    for (rule, number) in programme.rules.iter().zip(1..) {
        let (mut times, mut taken) = (Vec::new(), Vec::new());
        for time in rule.times_on(day) {
            let first = *seconds.entry(time.ms() / 1_000).or_insert(number);
            if first == number {
                times.push(time);
            } else {
                taken.push((time, first));
            }
        }
        rules.push(OfRule {
            rule,
            written: places.and_then(|places| places.whens.get(number - 1)),
            judged: rule.judged_on(day),
            times,
            taken,
        });
    }
    rules
}

impl Answer<'_> {
    fn rundowns(&self) -> impl Iterator<Item = &Rundown> {
        let rundowns = self.plan.rundowns.iter();
        rundowns.filter(|rundown| rundown.programme == self.programme.id)
    }

    fn text(&self) -> String {
        let day = self.plan.day;
        let key = format!("weekday-{}", day.weekday().en().to_lowercase());
        let mut lines = vec![self.desk.text(
            "why-heading",
            &[
                ("title", &self.programme.title),
                ("programme", &self.programme.id),
                ("weekday", &self.desk.text(&key, &[])),
                ("day", &day),
            ],
        )];
        for (rule, number) in self.rules.iter().zip(1..) {
            lines.push(String::new());
            lines.extend(self.rule_lines(rule, number));
        }
        for rundown in self.rundowns() {
            lines.push(String::new());
            lines.extend(self.rundown_lines(rundown));
        }
        for (item, refused) in self.refused() {
            lines.push(String::new());
            let column = self.library.columns.get(&item.column);
            let title = column.map_or(item.column.as_str(), |column| &column.title);
            lines.push(self.desk.text("why-refused", &[("column", &title)]));
            for (segment, reason) in refused {
                let reason = self.desk.text(&format!("reason-{}", reason.slug()), &[]);
                let told = self.desk.text(
                    "why-refused-segment",
                    &[
                        ("title", &segment.title),
                        ("segment", &segment.id),
                        ("reason", &reason),
                    ],
                );
                lines.push(format!("  {told}"));
            }
        }
        lines.push(String::new());
        lines.push(self.verdict());
        lines.join("\n") + "\n"
    }

    fn rule_lines(&self, of_rule: &OfRule<'_>, number: usize) -> Vec<String> {
        let times = match &of_rule.rule.when {
            When::At(times) => clocks(times),
            When::Cron(line) => line.as_str().to_owned(),
        };
        let heading = [("number", &number as &dyn Display), ("times", &times)];
        let mut lines = vec![self.desk.text("why-rule", &heading)];
        let (yes, no) = (
            self.desk.text("condition-met", &[]),
            self.desk.text("condition-not-met", &[]),
        );
        for judged in &of_rule.judged {
            let (mark, word) = if judged.holds {
                ("✓", &yes)
            } else {
                ("✗", &no)
            };
            let told = self.condition(of_rule, &judged.condition);
            lines.push(format!("  {mark} {word:<9} {told}"));
        }
        if of_rule.judged.is_empty() {
            let told = self.desk.text("why-every-day", &[]);
            lines.push(format!("  ✓ {yes:<9} {told}"));
        }
        if of_rule.times.is_empty() && of_rule.taken.is_empty() {
            lines.push(format!("  → {}", self.desk.text("why-silent", &[])));
        }
        if !of_rule.times.is_empty() {
            let times = clocks(&of_rule.times);
            let told = self.desk.text("why-fires", &[("times", &times)]);
            lines.push(format!("  → {told}"));
            if let Some(reason) = &of_rule.rule.outside_hours {
                let told = self.desk.text("why-outside-hours", &[("reason", reason)]);
                lines.push(format!("  → {told}"));
            }
        }
        for (time, other) in &of_rule.taken {
            let told = self
                .desk
                .text("why-same-second", &[("times", time), ("other", other)]);
            lines.push(format!("  → {told}"));
        }
        lines
    }

    fn condition(&self, of_rule: &OfRule<'_>, condition: &Condition<'_>) -> String {
        let (sets, day) = (self.sets, self.plan.day);
        conditions::told(self.desk, condition, of_rule.written, sets, day)
    }

    fn rundown_lines(&self, rundown: &Rundown) -> Vec<String> {
        let words = &self.desk.catalogue;
        let name = |other: &_| wording::title_of(self.plan, other);
        let at = rundown.at.time_of_day();
        let mut lines = vec![self.desk.text("why-plan", &[("at", &at)])];
        lines.extend(match &rundown.fate {
            Fate::GivesWay { to } => {
                let told = self.desk.text("fate-gives-way", &[("to", &name(to))]);
                Some(format!("  {told}"))
            }
            other => wording::fate(words, other, name).map(|told| format!("  {told}")),
        });
        for cue in &rundown.cues {
            let title = cue.content.as_ref().map(|content| content.title.as_str());
            let note = match (&cue.blocked, cue.choice) {
                (Some(blocked), _) => Some(wording::blocked(words, blocked, name)),
                (None, Some(choice)) => Some(wording::choice(words, choice)),
                (None, None) => self.swapped(cue).map(|audio| {
                    let title = self
                        .library
                        .segments
                        .get(audio)
                        .map(|one| one.title.as_str());
                    let title = title.unwrap_or(audio.as_str());
                    self.desk.text("why-in-mourning", &[("title", &title)])
                }),
            };
            let note = note.map(|note| format!(" – {note}")).unwrap_or_default();
            let (at, title) = (cue.at.time_of_day(), title.unwrap_or("—"));
            lines.push(format!("  {at}  {title}{note}"));
        }
        lines
    }

    /// Returns the audio that the schedule names, where the tune of mourning is heard in its place.
    fn swapped(&self, cue: &Cue) -> Option<&AudioPath> {
        let (_, number) = cue.id.as_str().rsplit_once('#')?;
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        match self.programme.items.get(index)? {
            Item::Play { audio } => (*audio != cue.content.as_ref()?.audio).then_some(audio),
            Item::Pick(_) | Item::Pause { .. } => None,
        }
    }

    /// What the columns of its picks can't give on the day, where the programme is due.
    fn refused(&self) -> Vec<(&Pick, Vec<(&Segment, Reason)>)> {
        if self.rundowns().next().is_none() {
            return Vec::new();
        }
        let mut columns = BTreeSet::new();
        let picks = self.programme.items.iter().filter_map(|item| match item {
            Item::Pick(pick) => Some(pick),
            Item::Play { .. } | Item::Pause { .. } => None,
        });
        picks
            .filter(|pick| columns.insert(&pick.column))
            .map(|pick| {
                let segments = self.library.segments.values();
                let of_column = segments.filter(|one| one.column.as_ref() == Some(&pick.column));
                let refused = of_column.filter_map(|one| Some((one, one.refusal(self.plan.day)?)));
                (pick, refused.collect::<Vec<_>>())
            })
            .filter(|(_, refused)| !refused.is_empty())
            .collect()
    }

    fn verdict(&self) -> String {
        let starts: Vec<TimeOfDay> = self
            .rundowns()
            .filter(|rundown| rundown.has_sound())
            .map(|rundown| rundown.starts.time_of_day())
            .collect();
        let fires = self.rules.iter().any(|rule| !rule.times.is_empty());
        match (starts.is_empty(), fires) {
            (false, _) => match self.only_heard() {
                None => self.desk.text("why-airs", &[("times", &clocks(&starts))]),
                Some(items) => self.desk.text(
                    "why-airs-partly",
                    &[("times", &clocks(&starts)), ("items", &items.join("; "))],
                ),
            },
            (true, false) => self.desk.text("why-not-due", &[]),
            (true, true) if self.rundowns().next().is_none() => {
                self.desk.text("why-only-pauses", &[])
            }
            (true, true) => self.desk.text("why-blocked", &[]),
        }
    }

    /// Returns the titles of what is heard, each once, where that is not all of the programme.
    fn only_heard(&self) -> Option<Vec<&str>> {
        let rundowns = self.rundowns().filter(|rundown| rundown.has_sound());
        let cues: Vec<&Cue> = rundowns.flat_map(|rundown| &rundown.cues).collect();
        if cues.iter().all(|cue| cue.blocked.is_none()) {
            return None;
        }
        let heard = cues.iter().filter(|cue| cue.blocked.is_none());
        let mut titles = Vec::new();
        for content in heard.filter_map(|cue| cue.content.as_ref()) {
            if !titles.contains(&content.title.as_str()) {
                titles.push(content.title.as_str());
            }
        }
        Some(titles)
    }

    fn json(&self) -> Value {
        let rules: Vec<Value> = self
            .rules
            .iter()
            .map(|of_rule| {
                let conditions: Vec<Value> = of_rule
                    .judged
                    .iter()
                    .map(|judged| {
                        json!({
                            "condition": conditions::slug(&judged.condition),
                            "holds": judged.holds,
                            "text": self.condition(of_rule, &judged.condition),
                        })
                    })
                    .collect();
                json!({
                    "times": of_rule.times,
                    "conditions": conditions,
                    "outside_hours": of_rule.rule.outside_hours,
                })
            })
            .collect();
        let refused: Vec<Value> = self
            .refused()
            .into_iter()
            .flat_map(|(pick, refused)| {
                refused.into_iter().map(|(segment, reason)| {
                    json!({ "column": pick.column, "segment": segment.id, "reason": reason })
                })
            })
            .collect();
        json!({
            "programme": self.programme.id,
            "title": self.programme.title,
            "day": self.plan.day,
            "airs": self.rundowns().any(Rundown::has_sound),
            "rules": rules,
            "rundowns": self.rundowns().map(|one| self.rundown_json(one)).collect::<Vec<_>>(),
            "refused": refused,
        })
    }

    fn rundown_json(&self, rundown: &Rundown) -> Value {
        let cue = |cue: &Cue| {
            let blocked = cue.blocked.as_ref();
            json!({
                "cue": cue.id,
                "at": cue.at.to_string(),
                "segment": cue.content.as_ref().map(|content| &content.segment),
                "in_place_of": self.swapped(cue),
                "blocked": blocked.map(|blocked| blocked.reason),
                "by": blocked.and_then(|blocked| blocked.by.as_ref()),
            })
        };
        json!({
            "occurrence": rundown.occurrence,
            "at": rundown.at.to_string(),
            "starts": rundown.starts.to_string(),
            "fate": fate(&rundown.fate),
            "cues": rundown.cues.iter().map(cue).collect::<Vec<_>>(),
        })
    }
}

fn clocks(times: &[TimeOfDay]) -> String {
    let times: Vec<String> = times.iter().map(ToString::to_string).collect();
    times.join(", ")
}
