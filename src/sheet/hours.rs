//! Times of day and lengths of time as officers write them in a cell: `5h30`, `05h30'`, `5 giờ 30`, `17:30`,
//! `17h30 - 17h45`, a fraction of a day. The stricter form of schedule files is `schedule::reader`'s.

use super::{Cell, Fault, Moment};
use crate::schedule::reader::duration_ms;
use crate::time::{DAY_MS, TimeOfDay};

/// The hours in a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hours {
    /// When to start; sorted, without doubles, at least one.
    pub starts: Vec<TimeOfDay>,
    /// How long it takes, where the cell says from when to when; in milliseconds.
    pub length_ms: Option<i64>,
}

/// Reads the hours in a cell.
pub fn hours(cell: &Cell) -> Result<Hours, Fault> {
    let text = cell.text();
    let unreadable = || Fault::new("sheet-time-unreadable").with("value", &text);
    match cell {
        Cell::Moment(moment) => Ok(one(of_ms(moment.ms).ok_or_else(unreadable)?)),
        Cell::Number(number) if (0.0..1.0).contains(number) => {
            Ok(one(of_ms(ms_of_fraction(*number)).ok_or_else(unreadable)?))
        }
        Cell::Number(_) => Err(unreadable()),
        Cell::Error(_) => Err(Fault::new("sheet-cell-error").with("value", &text)),
        Cell::Text(_) => of_text(&text).ok_or_else(unreadable),
    }
}

/// Returns a part of a day in whole milliseconds.
pub fn ms_of_fraction(days: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "callers hand over days of a few centuries, whose milliseconds fit; the cast saturates"
    )]
    let ms = (days * DAY_MS as f64).round() as i64;
    ms
}

fn of_ms(ms: i64) -> Option<TimeOfDay> {
    TimeOfDay::from_ms(ms.rem_euclid(DAY_MS)).filter(|_| ms >= 0)
}

fn one(start: TimeOfDay) -> Hours {
    Hours {
        starts: vec![start],
        length_ms: None,
    }
}

/// The parts of a day, as they stand before or behind an hour.
const PARTS_OF_DAY: [&str; 4] = ["sáng", "trưa", "chiều", "tối"];

/// One hour or stretch of a cell.
struct Stretch {
    start: TimeOfDay,
    length_ms: Option<i64>,
    part_of_day: Option<&'static str>,
}

fn of_text(text: &str) -> Option<Hours> {
    let lower = text.to_lowercase().replace(['’', '′', '`'], "'");
    let mut parts = Vec::new();
    for part in lower.split([';', ',', '\n', '/', '&']) {
        parts.extend(part.split(" và "));
    }
    let (mut stretches, mut before) = (Vec::new(), None);
    for part in parts {
        let (part, ahead) = after_part_of_day(part.trim());
        // `Chiều 2h, 3h` are both of the afternoon.
        before = ahead.or(before);
        stretches.push(stretch(part, before)?);
    }
    // `5h30, 6h chiều`: nobody knows of which part of the day the first is.
    let is_afternoon = |stretch: &Stretch| stretch.part_of_day.is_some_and(|part| part != "sáng");
    let is_doubtful =
        |stretch: &Stretch| stretch.part_of_day.is_none() && stretch.start.ms() < DAY_MS / 2;
    if stretches.iter().any(is_afternoon) && stretches.iter().any(is_doubtful) {
        return None;
    }
    let mut starts: Vec<TimeOfDay> = stretches.iter().map(|stretch| stretch.start).collect();
    starts.sort_unstable();
    starts.dedup();
    Some(Hours {
        starts,
        length_ms: stretches
            .iter()
            .filter_map(|stretch| stretch.length_ms)
            .min(),
    })
}

/// Takes the part of the day off the front: `sáng 5h`, `buổi chiều (17h – 17h30)`, `tối: 7h`; and brackets around all.
fn after_part_of_day(text: &str) -> (&str, Option<&'static str>) {
    let named = text.strip_prefix("buổi ").unwrap_or(text).trim_start();
    let found = PARTS_OF_DAY.iter().find_map(|part| {
        let rest = named.strip_prefix(part)?;
        rest.starts_with([' ', ':', '(']).then_some((rest, *part))
    });
    let (rest, part) = found.map_or((text, None), |(rest, part)| (rest, Some(part)));
    let rest = rest.trim_start_matches([' ', ':']);
    let bare = rest
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    (bare.unwrap_or(rest).trim(), part)
}

/// Takes the part of the day off the end: `5h sáng`, `5h – 5h30 (sáng)`.
fn before_part_of_day(text: &str) -> (&str, Option<&'static str>) {
    let found = PARTS_OF_DAY.iter().find_map(|part| {
        let bare = text
            .strip_suffix(')')
            .and_then(|text| text.strip_suffix(part));
        let rest = match bare {
            Some(rest) => rest.strip_suffix('(')?,
            None => text.strip_suffix(part)?.strip_suffix(' ')?,
        };
        Some((rest.trim(), Some(*part)))
    });
    found.unwrap_or((text, None))
}

/// Reads one hour, or from when to when; `part_of_day` is what stands before it.
fn stretch(text: &str, part_of_day: Option<&'static str>) -> Option<Stretch> {
    let Some((first, last)) = range(text) else {
        let (text, own) = before_part_of_day(text);
        let part_of_day = own.or(part_of_day);
        let start = time(text, part_of_day)?;
        return Some(Stretch {
            start,
            length_ms: None,
            part_of_day,
        });
    };
    let ((first, of_first), (last, of_last)) =
        (before_part_of_day(first), before_part_of_day(last));
    // `5h – 5h30 chiều` says it of both.
    let of_last = of_last.or(of_first).or(part_of_day);
    let of_first = of_first.or(of_last);
    let (start, end) = (time(first, of_first)?, time(last, of_last)?);
    let length_ms = end.ms() - start.ms();
    (length_ms > 0).then_some(Stretch {
        start,
        length_ms: Some(length_ms),
        part_of_day: of_first,
    })
}

/// Says whether a text that stands alone in its row is a heading between, although it has an hour: `BUỔI SÁNG (5h – 6h)`.
pub fn is_heading(cell: &Cell) -> bool {
    let lower = cell.text().to_lowercase();
    matches!(cell, Cell::Text(_)) && after_part_of_day(lower.trim()).1.is_some()
}

/// Splits `from – to`.
fn range(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix("từ ").unwrap_or(text);
    ["-", "–", "—", "→", " đến ", " tới "]
        .iter()
        .find_map(|sign| text.split_once(sign))
        .map(|(first, last)| (first.trim(), last.trim()))
}

/// Reads one time of day in one of its spoken or written forms.
fn time(text: &str, part_of_day: Option<&str>) -> Option<TimeOfDay> {
    let exact = TimeOfDay::parse(text).filter(|_| part_of_day.is_none());
    if exact.is_some() {
        return exact;
    }
    let text = text.strip_prefix("lúc ").unwrap_or(text);
    let (hour, rest) = number(text)?;
    let rest = rest.trim_start();
    let sign = ["giờ", "h", "g", ":", "."]
        .into_iter()
        .find(|sign| rest.starts_with(sign))?;
    let rest = rest[sign.len()..].trim();
    let rest = rest.strip_suffix("phút").unwrap_or(rest);
    let rest = rest.trim_end_matches(['\'', 'p']).trim();
    let (minute, second) = match rest {
        "" => (0, 0),
        "rưỡi" => (30, 0),
        // `0.5` is as likely noon, as a part of a day, as five minutes past midnight.
        rest if sign == "." && rest.len() == 1 => return None,
        rest => {
            let (minute, rest) = number(rest)?;
            match rest.strip_prefix([':', '\'']) {
                Some(second) => (
                    minute,
                    number(second).filter(|(_, rest)| rest.is_empty())?.0,
                ),
                None if rest.is_empty() => (minute, 0),
                None => return None,
            }
        }
    };
    let hour = match part_of_day {
        Some("sáng") if hour >= 12 => return None,
        // Ten in the morning is no noon, and fifteen neither.
        Some("trưa") if (1..=2).contains(&hour) => hour + 12,
        Some("trưa") if !(10..=14).contains(&hour) => return None,
        Some("chiều" | "tối") if (1..=11).contains(&hour) => hour + 12,
        Some("chiều" | "tối") if hour < 12 => return None,
        _ => hour,
    };
    TimeOfDay::new(hour, minute, second)
}

/// Takes a number of one or two digits from the front.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|_| (1..=2).contains(&digits))?;
    Some((number.parse().ok()?, &text[digits..]))
}

/// Splits the hour off what begins with one: `5h45 Bản tin`, `5h45 - 6h: Bản tin`. `None` where there is none, or more
/// than one.
pub fn leading(text: &str) -> Option<(Hours, &str)> {
    let ends = |&(_, letter): &(usize, char)| letter.is_whitespace() || ":-–—,".contains(letter);
    let places: Vec<usize> = text.char_indices().filter(ends).map(|(at, _)| at).collect();
    // The longest that is an hour: `5h45 - 6h` and not `5h45`.
    let (hours, rest) = places.into_iter().rev().find_map(|at| {
        let read = hours(&Cell::Text(text[..at].to_owned())).ok()?;
        (read.starts.len() == 1).then_some((read, &text[at..]))
    })?;
    let rest = rest.trim_start_matches([' ', ':', '-', '–', '—', ',', '.']);
    (!rest.is_empty() && leading(rest).is_none()).then_some((hours, rest))
}

/// Reads a length of time in milliseconds: `5'`, `5p`, `5 phút`, `00:05:00`, a length as Excel keeps it. Numbers alone
/// are minutes in a column of lengths, as `≤` and `khoảng` are left out.
pub fn length_ms(cell: &Cell) -> Option<i64> {
    let read = match cell {
        Cell::Moment(Moment { day: None, ms }) => Some(*ms),
        Cell::Moment(_) | Cell::Error(_) => None,
        Cell::Number(number) if (0.0..1.0).contains(number) => Some(ms_of_fraction(*number)),
        Cell::Number(number) => Some(ms_of_fraction(*number / 1_440.0)),
        Cell::Text(_) => length_of_text(&cell.text()),
    };
    read.filter(|ms| (1..=DAY_MS).contains(ms))
}

fn length_of_text(text: &str) -> Option<i64> {
    let lower = text.to_lowercase().replace(['’', '′', '`'], "'");
    let lower = lower.replace(['”', '″'], "\"");
    let lower = ["≤", "<=", "~", "khoảng", "tối đa"]
        .iter()
        .fold(lower.as_str(), |text, sign| {
            text.trim().strip_prefix(sign).unwrap_or(text).trim()
        });
    let parts: Vec<&str> = lower.split(':').map(str::trim).collect();
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| part.parse().ok()).collect();
    match (numbers.as_deref(), parts.len()) {
        // Two numbers are minutes and seconds in a column of lengths: 06:00 is six minutes.
        (Some(&[minutes, seconds]), _) if (0..60).contains(&seconds) && minutes >= 0 => minutes
            .checked_mul(60)?
            .checked_add(seconds)?
            .checked_mul(1_000),
        (Some(&[hours, minutes, seconds]), _)
            if (0..24).contains(&hours)
                && (0..60).contains(&minutes)
                && (0..60).contains(&seconds) =>
        {
            Some(((hours * 60 + minutes) * 60 + seconds) * 1_000)
        }
        (Some(&[minutes]), _) if (0..=1_440).contains(&minutes) => Some(minutes * 60_000),
        _ => duration_ms(lower).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &Cell, expected: Option<&str>) {
        let found = hours(cell).ok().map(|hours| {
            let starts: Vec<String> = hours.starts.iter().map(ToString::to_string).collect();
            let length = hours.length_ms.map(|ms| format!(" +{}", ms / 1_000));
            starts.join(" ") + &length.unwrap_or_default()
        });
        assert_eq!(found.as_deref(), expected, "{cell:?}");
    }

    #[test]
    fn a_time_is_read_in_every_form_that_officers_write() {
        for (text, expected) in [
            ("05:45:30", Some("05:45:30")),
            ("17:30", Some("17:30:00")),
            ("17:30:15.250", Some("17:30:15.250")),
            ("5h", Some("05:00:00")),
            ("5H30", Some("05:30:00")),
            ("05h30'", Some("05:30:00")),
            ("05h30’", Some("05:30:00")),
            ("5g30p", Some("05:30:00")),
            ("5 giờ 30", Some("05:30:00")),
            ("5 giờ 30 phút", Some("05:30:00")),
            ("5 giờ rưỡi", Some("05:30:00")),
            ("05h45'30", Some("05:45:30")),
            ("5.30", Some("05:30:00")),
            ("5 giờ chiều", Some("17:00:00")),
            ("5h30 sáng", Some("05:30:00")),
            ("17h30 - 17h45", Some("17:30:00 +900")),
            ("17h30–17h45", Some("17:30:00 +900")),
            ("Từ 17h30 đến 17h45", Some("17:30:00 +900")),
            ("4h45; 17h", Some("04:45:00 17:00:00")),
            ("17h và 5h", Some("05:00:00 17:00:00")),
            ("5", None),
            ("25h", None),
            ("5h75", None),
            ("Sáng (5h00-5h30)", Some("05:00:00 +1800")),
            ("Buổi chiều (17h00 - 17h30)", Some("17:00:00 +1800")),
            ("Chiều: 5h - 5h30", Some("17:00:00 +1800")),
            ("5h - 5h30 chiều", Some("17:00:00 +1800")),
            ("5h00-5h30 (sáng)", Some("05:00:00 +1800")),
            ("trưa 11h30 – 12h", Some("11:30:00 +1800")),
            ("tối 7h", Some("19:00:00")),
            ("5h00-5h30; 17h00-17h30", Some("05:00:00 17:00:00 +1800")),
            ("5h-5h20\n17h-17h30", Some("05:00:00 17:00:00 +1200")),
            ("5h - 5h30 và 17h", Some("05:00:00 17:00:00 +1800")),
            ("Sáng 5h, chiều 5h30", Some("05:00:00 17:30:00")),
            (
                "Sáng: 5h00-5h30; Chiều: 17h00-17h30",
                Some("05:00:00 17:00:00 +1800"),
            ),
            ("Chiều 2h, 3h", Some("14:00:00 15:00:00")),
            ("5h sáng, 17h", Some("05:00:00 17:00:00")),
            ("5h, 6h chiều", None),
            ("Sáng (17h00-17h30)", None),
            ("trưa 5h", None),
            ("chiều 0h", None),
            ("5h-5h30; 17h30-17h", None),
            ("Sáng", None),
            ("Buổi sáng", None),
            ("0.5", None),
            ("5.5", None),
            ("17h45 - 17h30", None),
            ("sáng", None),
            ("13h sáng", None),
            ("", None),
        ] {
            check(&Cell::Text(text.to_owned()), expected);
        }
    }

    #[test]
    fn a_fraction_of_a_day_is_a_time_to_the_second() {
        check(&Cell::Number(0.239_930_555_555_555_6), Some("05:45:30"));
        check(&Cell::Number(0.0), Some("00:00:00"));
        check(&Cell::Number(5.0), None);
        check(&Cell::Number(-0.5), None);
        check(&Cell::Number(f64::NAN), None);
        let moment = |ms| Cell::Moment(Moment { day: None, ms });
        check(&moment(20_730_000), Some("05:45:30"));
        check(&moment(-1), None);
        check(&Cell::Error("#REF!".to_owned()), None);
    }

    #[test]
    fn an_hour_before_a_title_is_split_off() {
        fn check(text: &str, expected: Option<(&str, &str)>) {
            let found = leading(text).map(|(hours, rest)| (hours.starts[0].to_string(), rest));
            let expected = expected.map(|(time, rest)| (time.to_owned(), rest));
            assert_eq!(found, expected, "{text}");
        }
        check("5h45 Bản tin", Some(("05:45:00", "Bản tin")));
        check("05:45: Bản tin", Some(("05:45:00", "Bản tin")));
        check("5h45 - 6h: Bản tin", Some(("05:45:00", "Bản tin")));
        check("5h45 – Bản tin", Some(("05:45:00", "Bản tin")));
        check("5 giờ chiều Bản tin", Some(("17:00:00", "Bản tin")));
        check("17h30, 18h Bản tin", None);
        check("60 giây pháp luật", None);
        check("Bản tin 5h45", None);
        check("5h45", None);
        check("", None);
    }

    #[test]
    fn a_length_is_read_in_every_form_that_officers_write() {
        fn check(cell: &Cell, expected: Option<i64>) {
            assert_eq!(length_ms(cell), expected, "{cell:?}");
        }
        for (text, expected) in [
            ("5'", Some(300_000)),
            ("5p", Some(300_000)),
            ("5 phút", Some(300_000)),
            ("00:05:00", Some(300_000)),
            ("06:00", Some(360_000)),
            ("≤ 06:00", Some(360_000)),
            ("1h30m", Some(5_400_000)),
            ("10", Some(600_000)),
            ("5'30\"", Some(330_000)),
            ("tùy", None),
            ("99999999999999999999'", None),
            ("", None),
        ] {
            check(&Cell::Text(text.to_owned()), expected);
        }
        check(&Cell::Number(15.0), Some(900_000));
        check(&Cell::Number(f64::INFINITY), None);
        check(
            &Cell::Moment(Moment {
                day: None,
                ms: 60_000,
            }),
            Some(60_000),
        );
    }
}
