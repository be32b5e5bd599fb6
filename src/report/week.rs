//! The plan of a week as a page to print, sign and pin up (lịch phát sóng tuần): days across, times down. It is made of
//! plans and words alone; where it is written is the caller's.

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::wording::{self, Letterhead};
use crate::messages::Catalogue;
use crate::plan::{Choice, Fate, Plan, Rundown};
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
            section {
                header {
                    p.station { (self.letterhead.name) }
                    div {
                        h1 { (self.word("week-title")) }
                        p { (self.span(plans)) }
                    }
                }
                table {
                    thead { tr {
                        th.time scope="col" { (self.word("week-time")) }
                        @for plan in plans { th scope="col" { (self.day(plan.day)) } }
                    } }
                    @for (nth, (from, key)) in PARTS.iter().enumerate() {
                        @let until = PARTS.get(nth + 1).map_or(24, |next| next.0);
                        @let hours = from * 3_600_000..until * 3_600_000;
                        @let mut times = times.iter().filter(|time| hours.contains(&time.ms())).peekable();
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
                }
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
                    td {
                        @for rundown in plan.rundowns.iter().filter(|rundown| rundown.at.time_of_day() == time) {
                            (self.rundown(plan, rundown))
                        }
                    }
                }
            }
        }
    }

    /// What is on at a time: the title, what the column gives, and whatever is not as the rule says.
    fn rundown(&self, plan: &Plan, rundown: &Rundown) -> Markup {
        let sounds = rundown.has_sound();
        let repeat = self.word("choice-repeat");
        html! {
            p.title.off[!sounds] { (rundown.title) }
            @if sounds {
                @for cue in &rundown.cues {
                    @if let (Some(content), Some(choice), None) = (&cue.content, cue.choice, &cue.blocked) {
                        p.item {
                            (content.title)
                            @if choice == Choice::Repeat && !rundown.title.contains(&repeat) { " (" (repeat) ")" }
                        }
                    }
                }
            }
            @for note in self.notes(plan, rundown) { p.note { (note) } }
        }
    }

    fn notes(&self, plan: &Plan, rundown: &Rundown) -> Vec<String> {
        let name = |other: &_| wording::title_of(plan, other);
        let mut notes = Vec::new();
        if rundown.zones != Zones::All {
            let names = &self.letterhead.zones;
            notes.push(wording::zones(self.catalogue, &rundown.zones, names));
        }
        notes.extend(wording::fate(self.catalogue, &rundown.fate, name));
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
