//! The policies of a rule as plain words of a cell: how it takes the air, what when it is late or cut off, its class and
//! its season. What they do is `schedule`'s.

use super::Fault;
use crate::schedule::reader::{duration_ms, duration_text};
use crate::schedule::spelling::slug;
use crate::schedule::{Late, Priority, Resume, Season, Start};
use crate::time::{CivilDay, DAY_MS, TimeOfDay};

/// The classes with their words.
const PRIORITIES: [(Priority, &str); 3] = [
    (Priority::Ordinary, "thông thường"),
    (Priority::Preferred, "ưu tiên"),
    (Priority::Emergency, "khẩn cấp"),
];
/// What becomes of an interrupted programme, with its words.
const RESUMES: [(Resume, &str); 3] = [
    (Resume::Continue, "phát tiếp"),
    (Resume::Restart, "phát lại từ đầu"),
    (Resume::Drop, "bỏ phần còn lại"),
];
const HARD: &str = "đúng giờ";
const NEXT: &str = "nối tiếp";
const WAIT: &str = "chờ";
const SKIP_AFTER: &str = "bỏ nếu trễ quá";
const JOIN: &str = "phát nối";
const MAKE_UP: &str = "phát bù trước";

/// Reads the legal class.
pub fn priority(text: &str) -> Result<Priority, Fault> {
    choice(text, &PRIORITIES)
}

/// Writes the legal class.
pub fn priority_text(priority: Priority) -> &'static str {
    word(&priority, &PRIORITIES)
}

/// Reads what becomes of an interrupted programme.
pub fn resume(text: &str) -> Result<Resume, Fault> {
    choice(text, &RESUMES)
}

/// Writes what becomes of an interrupted programme.
pub fn resume_text(resume: Resume) -> &'static str {
    word(&resume, &RESUMES)
}

/// Reads how a programme takes the air.
pub fn start(text: &str) -> Result<Start, Fault> {
    if slug(text) == slug(HARD) {
        return Ok(Start::Hard);
    }
    if slug(text) == slug(NEXT) {
        return Ok(Start::Next);
    }
    let grace = after(text, WAIT).and_then(|rest| duration_ms(rest).ok());
    match grace {
        Some(grace_ms @ 1..=3_600_000) => Ok(Start::Wait { grace_ms }),
        _ => Err(unknown(text, &format!("{HARD}; {WAIT} 5m; {NEXT}"))),
    }
}

/// Writes how a programme takes the air.
pub fn start_text(start: Start) -> String {
    match start {
        Start::Hard => HARD.to_owned(),
        Start::Next => NEXT.to_owned(),
        Start::Wait { grace_ms } => format!("{WAIT} {}", duration_text(grace_ms)),
    }
}

/// Reads what becomes of a programme that is late.
pub fn late(text: &str) -> Result<Late, Fault> {
    if slug(text) == slug(JOIN) {
        return Ok(Late::Join);
    }
    let skip = after(text, SKIP_AFTER).and_then(|rest| duration_ms(rest).ok());
    let skip = skip.filter(|ms| (0..=DAY_MS).contains(ms));
    let before = after(text, MAKE_UP).and_then(TimeOfDay::parse);
    match (skip, before) {
        (Some(ms), _) => Ok(Late::SkipAfter { ms }),
        (None, Some(before)) => Ok(Late::MakeUpBefore(before)),
        (None, None) => Err(unknown(
            text,
            &format!("{SKIP_AFTER} 10m; {JOIN}; {MAKE_UP} 18:00"),
        )),
    }
}

/// Writes what becomes of a programme that is late.
pub fn late_text(late: Late) -> String {
    match late {
        Late::SkipAfter { ms } => format!("{SKIP_AFTER} {}", duration_text(ms)),
        Late::Join => JOIN.to_owned(),
        Late::MakeUpBefore(before) => {
            let before = before.to_string();
            format!(
                "{MAKE_UP} {}",
                before.strip_suffix(":00").unwrap_or(&before)
            )
        }
    }
}

/// Reads a season, day and month of both ends: `01/04 - 30/09`.
pub fn season(text: &str) -> Result<Season, Fault> {
    let end = |text: &str| {
        let (day, month) = text.trim().split_once('/')?;
        let (day, month): (u32, u32) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
        // Any leap year will do.
        CivilDay::new(2024, month, day).map(|_| (month, day))
    };
    let ends = text.split_once(['-', '–', '—']);
    let ends = ends.and_then(|(from, until)| Some((end(from)?, end(until)?)));
    let (from, until) = ends.ok_or_else(|| unknown(text, "01/04 - 30/09"))?;
    Ok(Season { from, until })
}

/// Writes a season.
pub fn season_text(season: Season) -> String {
    let (from, until) = (season.from, season.until);
    format!(
        "{:02}/{:02} - {:02}/{:02}",
        from.1, from.0, until.1, until.0
    )
}

/// Returns what stands after these words, whatever their accents and case.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let text = text.trim();
    let count = words.split(' ').count();
    let (end, _) = text.match_indices(' ').nth(count - 1)?;
    (slug(&text[..end]) == slug(words)).then(|| text[end..].trim())
}

fn choice<T: Copy>(text: &str, words: &[(T, &str)]) -> Result<T, Fault> {
    let plain = slug(text);
    let found = words.iter().find(|(_, word)| slug(word) == plain);
    let known: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    found
        .map(|&(value, _)| value)
        .ok_or_else(|| unknown(text, &known.join("; ")))
}

fn word<T: PartialEq>(value: &T, words: &[(T, &'static str)]) -> &'static str {
    let found = words.iter().find(|(known, _)| known == value);
    found
        .map(|&(_, word)| word)
        .expect("every value should have a word")
}

fn unknown(text: &str, known: &str) -> Fault {
    Fault::new("sheet-words-unknown")
        .with("value", text)
        .with("known", known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for value in [Start::Hard, Start::Next, Start::Wait { grace_ms: 90_500 }] {
            assert_eq!(start(&start_text(value)), Ok(value));
        }
        let noon = TimeOfDay::from_ms(43_200_250).unwrap();
        for value in [
            Late::SkipAfter { ms: 0 },
            Late::SkipAfter { ms: DAY_MS },
            Late::Join,
            Late::MakeUpBefore(noon),
        ] {
            assert_eq!(late(&late_text(value)), Ok(value));
        }
        for (value, _) in RESUMES {
            assert_eq!(resume(resume_text(value)), Ok(value));
        }
        for (value, _) in PRIORITIES {
            assert_eq!(priority(priority_text(value)), Ok(value));
        }
        let value = Season {
            from: (10, 1),
            until: (2, 29),
        };
        assert_eq!(season(&season_text(value)), Ok(value));
    }

    #[test]
    fn words_are_read_without_accents_and_others_refused() {
        assert_eq!(start("Cho 5 phút"), Ok(Start::Wait { grace_ms: 300_000 }));
        assert_eq!(late("PHAT NOI"), Ok(Late::Join));
        for text in ["", "chờ", "chờ 2h", "sau", "chờ lâu"] {
            assert!(start(text).is_err(), "{text}");
        }
        for text in ["", "bỏ", "bỏ nếu trễ quá", "phát bù trước trưa"] {
            assert!(late(text).is_err(), "{text}");
        }
        assert!(season("31/02 - 01/03").is_err());
    }
}
