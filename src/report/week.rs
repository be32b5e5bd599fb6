//! The plan of a week as a page to print, sign and pin up (lịch phát sóng tuần): days across, times down. It is made of
//! plans and words alone; where it is written is the caller's.

mod fit;

use std::collections::BTreeSet;
use std::ops::Range;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::fit::{Paragraph, size_pt};
use super::wording::{self, Letterhead};
use crate::messages::Catalogue;
use crate::plan::{Choice, Cue, Fate, Plan, Rundown};
use crate::schedule::Zones;
use crate::time::{CivilDay, TimeOfDay};

/// The parts of a day, by the first hour of each, with the key of its name.
const PARTS: [(i64, &str); 4] = [
    (0, "week-morning"),
    (10, "week-noon"),
    (14, "week-afternoon"),
    (18, "week-evening"),
];
const DAYS: usize = 7;

/// What a page is made with.
struct Page<'a> {
    letterhead: &'a Letterhead,
    catalogue: &'a Catalogue,
}

/// Returns a page of HTML for the plans of whole weeks, Monday to Sunday in order: a sheet of A4 across for each week,
/// more only where it does not fit. It needs nothing from outside and runs no script.
pub fn page(plans: &[Plan], letterhead: &Letterhead, catalogue: &Catalogue) -> String {
    let page = Page {
        letterhead,
        catalogue,
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(catalogue.language().code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.word("week-title")) " – " (letterhead.name) }
                style { (PreEscaped(include_str!("week.css"))) }
            }
            body {
                @for week in plans.chunks(DAYS) { (page.week(week)) }
            }
        }
    };
    markup.into_string()
}

impl Page<'_> {
    fn word(&self, key: &str) -> String {
        self.catalogue.text(key, &[])
    }

    fn week(&self, plans: &[Plan]) -> Markup {
        let times: BTreeSet<TimeOfDay> = plans
            .iter()
            .flat_map(|plan| &plan.rundowns)
            .map(|rundown| rundown.at.time_of_day())
            .collect();
        html! {
            section style={ "--size:" (self.size_pt(plans, &times)) "pt" } {
                (self.heading(plans))
                div.sheet tabindex="0" { table {
                    colgroup {
                        col.times;
                        @for plan in plans { col.free[is_free(plan) && !times.is_empty()]; }
                    }
                    thead {
                        // On paper it stands here, so that a week on two sheets has it on both.
                        tr.again { td colspan=(plans.len() + 1) { (self.heading(plans)) } }
                        tr {
                            th.time scope="col" { (self.word("week-time")) }
                            @for plan in plans { th scope="col" { (self.day(plan.day)) } }
                        }
                    }
                    @for (nth, (_, key)) in PARTS.iter().enumerate() {
                        @let mut times = times.iter().filter(|time| hours(nth).contains(&time.ms())).peekable();
                        @if times.peek().is_some() {
                            tbody {
                                tr.part { th colspan=(plans.len() + 1) scope="rowgroup" { (self.word(key)) } }
                                @for time in times { (self.row(plans, *time)) }
                            }
                        }
                    }
                    @if times.is_empty() {
                        tbody { tr { td colspan=(plans.len() + 1) { (self.word("week-empty")) } } }
                    }
                    // In the table, so that they never stand on a sheet without a heading.
                    tbody.signatures { tr { td colspan=(plans.len() + 1) { (self.signatures()) } } }
                } }
            }
        }
    }

    fn signatures(&self) -> Markup {
        html! {
            footer {
                div {
                    p.who { (self.word("week-made-by")) }
                    p.how { (self.word("week-sign")) }
                }
                div {
                    p.when { (self.word("week-signed-on")) }
                    p.who { (self.word("week-approved-by")) }
                    p.how { (self.word("week-sign-and-seal")) }
                }
            }
        }
    }

    fn heading(&self, plans: &[Plan]) -> Markup {
        html! {
            header {
                p.station { (self.letterhead.name) }
                div {
                    h1 { (self.word("week-title")) }
                    p { (self.span(plans)) }
                }
            }
        }
    }

    /// Says from which day to which.
    fn span(&self, plans: &[Plan]) -> String {
        let day = |plan: Option<&Plan>| plan.map(|plan| written(plan.day)).unwrap_or_default();
        let (from, until) = (day(plans.first()), day(plans.last()));
        self.catalogue
            .text("week-span", &[("from", &from), ("until", &until)])
    }

    fn day(&self, day: CivilDay) -> Markup {
        let key = format!("weekday-{}", day.weekday().en().to_lowercase());
        let (_, month, of_month) = day.ymd();
        html! { (self.word(&key)) br; span.date { (format!("{of_month:02}/{month:02}")) } }
    }

    fn row(&self, plans: &[Plan], time: TimeOfDay) -> Markup {
        html! {
            tr {
                th.time scope="row" { (short(time)) }
                @for plan in plans {
                    td { @for rundown in at(plan, time) { (self.rundown(plan, rundown)) } }
                }
            }
        }
    }

    /// What is on at a time: the title, what the column gives, and whatever is not as the rule says.
    fn rundown(&self, plan: &Plan, rundown: &Rundown) -> Markup {
        html! {
            p.title.off[!rundown.has_sound()] { (rundown.title) }
            @for item in self.items(rundown) { p.item { (item) } }
            @for note in self.notes(plan, rundown) { p.note { (note) } }
        }
    }

    /// The size of letters with which a week fills its sheet.
    fn size_pt(&self, plans: &[Plan], times: &BTreeSet<TimeOfDay>) -> f64 {
        let cell = |plan: &Plan, time| -> Vec<Paragraph> {
            let of_rundown = |rundown: &Rundown| {
                let items = self
                    .items(rundown)
                    .into_iter()
                    .map(|item| format!("– {item}"));
                let rest = items
                    .chain(self.notes(plan, rundown))
                    .map(|text| (false, text));
                [(true, rundown.title.clone())]
                    .into_iter()
                    .chain(rest)
                    .collect::<Vec<_>>()
            };
            at(plan, time).flat_map(of_rundown).collect()
        };
        let row = |time: &TimeOfDay| (*time, plans.iter().map(|plan| cell(plan, *time)).collect());
        let parts = (0..PARTS.len())
            .filter(|nth| times.iter().any(|time| hours(*nth).contains(&time.ms())));
        let parts = parts.fold(0, |count, _| count + 1);
        size_pt(&times.iter().map(row).collect(), parts)
    }

    /// What the columns give to a rundown.
    fn items(&self, rundown: &Rundown) -> Vec<String> {
        let repeat = self.word("choice-repeat");
        let picked = rundown.cues.iter().filter(|cue| cue.blocked.is_none());
        let item = |cue: &Cue| {
            let (content, choice) = (cue.content.as_ref()?, cue.choice?);
            let is_told = choice == Choice::Repeat && !rundown.title.contains(&repeat);
            Some(if is_told {
                format!("{} ({repeat})", content.title)
            } else {
                content.title.clone()
            })
        };
        picked.filter_map(item).collect()
    }

    fn notes(&self, plan: &Plan, rundown: &Rundown) -> Vec<String> {
        let name = |other: &_| wording::title_of(plan, other);
        let mut notes = Vec::new();
        if rundown.zones != Zones::All {
            let names = &self.letterhead.zones;
            notes.push(wording::zones(self.catalogue, &rundown.zones, names));
        }
        notes.extend(wording::fate(self.catalogue, &rundown.fate, name));
        notes.extend(wording::outside_hours(self.catalogue, rundown));
        for cue in &rundown.cues {
            let Some(blocked) = &cue.blocked else {
                continue;
            };
            // Who cuts it was told just now, for all that comes after the cut.
            if matches!(&rundown.fate, Fate::CutAt { by, .. } if blocked.by.as_ref() == Some(by)) {
                continue;
            }
            let why = wording::blocked(self.catalogue, blocked, name);
            // Of a rundown that does not air at all, the title says what does not air.
            notes.push(match &cue.content {
                _ if !rundown.has_sound() => why,
                Some(content) => format!("{} – {why}", content.title),
                None => format!("{} – {why}", self.word("week-one-item")),
            });
        }
        let mut told = BTreeSet::new();
        notes.retain(|note| told.insert(note.clone()));
        notes
    }
}

/// The milliseconds of a day that are in a part of it.
fn hours(nth: usize) -> Range<i64> {
    let until = PARTS.get(nth + 1).map_or(24, |next| next.0);
    PARTS[nth].0 * 3_600_000..until * 3_600_000
}

/// Says whether nothing is due on a day.
fn is_free(plan: &Plan) -> bool {
    plan.rundowns.is_empty()
}

/// The rundowns of a day that are due at a time.
fn at(plan: &Plan, time: TimeOfDay) -> impl Iterator<Item = &Rundown> {
    let rundowns = plan.rundowns.iter();
    rundowns.filter(move |rundown| rundown.at.time_of_day() == time)
}

/// Writes a day as letters do: `07/12/2026`.
fn written(day: CivilDay) -> String {
    let (year, month, of_month) = day.ymd();
    format!("{of_month:02}/{month:02}/{year}")
}

/// Writes a time without seconds where they are zero.
fn short(time: TimeOfDay) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests;
