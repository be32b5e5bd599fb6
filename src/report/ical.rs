//! Plans as a calendar that phones and mail programs read (iCalendar, RFC 5545): one event for each rundown. It is
//! made of plans and words alone; where it is written is the caller's.

use super::wording::{self, Letterhead};
use crate::messages::Catalogue;
use crate::plan::{Cue, Plan, Rundown};
use crate::schedule::Zones;
use crate::time::{STATION_OFFSET_MS, UtcMs};

/// The longest line in octets without its break (RFC 5545, 3.1).
const OCTETS_MAX: usize = 75;

/// Returns the calendar of these plans; `stamp` is the instant at which it is made.
///
/// Instants are in UTC and to the second. An event has the same UID whenever it is written, so that a calendar that
/// reads it again changes what it has instead of adding to it. A rundown of which nothing may air, or that gives way,
/// is a cancelled event that says why: left out, it would stay in a calendar that was told of it before.
pub fn calendar(
    plans: &[Plan],
    letterhead: &Letterhead,
    stamp: UtcMs,
    catalogue: &Catalogue,
) -> String {
    let language = catalogue.language().code().to_uppercase();
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", &format!("-//Loa//Loa//{language}"));
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    line(&mut out, "X-WR-CALNAME", &text(&letterhead.name));
    line(&mut out, "X-WR-TIMEZONE", "Asia/Ho_Chi_Minh");
    for plan in plans {
        for rundown in &plan.rundowns {
            event(&mut out, plan, rundown, letterhead, stamp, catalogue);
        }
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(
    out: &mut String,
    plan: &Plan,
    rundown: &Rundown,
    letterhead: &Letterhead,
    stamp: UtcMs,
    catalogue: &Catalogue,
) {
    let uid = format!("{}@{}", rundown.occurrence, letterhead.id);
    let zones = match &rundown.zones {
        Zones::All => catalogue.text("zones-every", &[]),
        zones @ Zones::Only(_) => wording::zones(catalogue, zones, &letterhead.zones),
    };
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &text(&uid));
    line(out, "DTSTAMP", &instant(stamp));
    line(out, "DTSTART", &instant(rundown.starts));
    if rundown.has_sound() {
        // A moment of sound is an event too, and an event that ends takes time.
        let end = rundown.expected_end() + 999;
        let end = end.max(rundown.starts + 1_000);
        line(out, "DTEND", &instant(end));
    }
    line(out, "SUMMARY", &text(&rundown.title));
    line(out, "LOCATION", &text(&zones));
    let description = description(plan, rundown, catalogue);
    line(out, "DESCRIPTION", &text(&description));
    let status = if rundown.has_sound() {
        "CONFIRMED"
    } else {
        "CANCELLED"
    };
    line(out, "STATUS", status);
    // What a station airs keeps nobody from a meeting.
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

/// Lists the items with their times, and whatever is not as the rule says.
fn description(plan: &Plan, rundown: &Rundown, catalogue: &Catalogue) -> String {
    let name = |other: &_| wording::title_of(plan, other);
    let fate = wording::fate(catalogue, &rundown.fate, name);
    let late_ms = rundown.starts - rundown.at;
    let item = |cue: &Cue| {
        let title = cue.content.as_ref().map(|content| content.title.as_str());
        let at = (cue.at + late_ms).time_of_day();
        match &cue.blocked {
            None => format!("{at} {}", title.unwrap_or("—")),
            Some(blocked) => {
                let why = wording::blocked(catalogue, blocked, name);
                title.map_or_else(|| why.clone(), |title| format!("{title} – {why}"))
            }
        }
    };
    let lines: Vec<String> = fate
        .into_iter()
        .chain(rundown.cues.iter().map(item))
        .collect();
    lines.join("\n")
}

/// Writes an instant as UTC, to the second before it.
fn instant(at: UtcMs) -> String {
    let (day, time) = (at - STATION_OFFSET_MS).civil();
    let (year, month, of_month) = day.ymd();
    let second = time.ms() / 1_000;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{of_month:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Escapes a value of the type TEXT (RFC 5545, 3.3.11). Control characters, which have no place in one, are left out.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Adds one content line, folded between characters (RFC 5545, 3.1).
fn line(out: &mut String, name: &str, value: &str) {
    let mut octets = 0;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if octets + letter.len_utf8() > OCTETS_MAX {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(letter);
        octets += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests;
