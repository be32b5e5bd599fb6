//! The programmes in one cell of a week: one, or several that are put apart by bullets, hours, line breaks or
//! semicolons, and when each begins. Where a cell can be read in two ways it is a fault.

use super::hours::{Hours, leading, length_ms};
use super::{Cell, Fault};
use crate::schedule::spelling::slug;
use crate::time::{DAY_MS, TimeOfDay};

/// One programme in a cell.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// What stands in the cell.
    pub text: String,
    /// The title.
    pub title: String,
    /// Its hour, where it has one of its own.
    pub own: Option<Hours>,
    /// How long it takes, in milliseconds, where it says so.
    pub length_ms: Option<i64>,
}

/// What the first cell of a row says about its programmes.
#[derive(Clone, PartialEq, Debug)]
pub enum RowTime {
    /// When they are on.
    Hours(Hours),
    /// Something else: the name of a part of the day, or nothing.
    Label(String),
}

/// Returns the programmes that a text names. `is_title` knows the station's.
pub fn parts(text: &str, is_title: &dyn Fn(&str) -> bool) -> Result<Vec<Part>, Fault> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_begun = |line: &&str| {
        without_bullet(line).is_some() || (!is_title(line) && leading(line).is_some())
    };
    let pieces: Vec<String> = if lines.first().is_some_and(is_begun) {
        let mut pieces: Vec<String> = Vec::new();
        for line in lines {
            match pieces.last_mut() {
                // A line that does not begin as the first does goes on with what stands before it.
                Some(piece) if !is_begun(&line) => *piece = format!("{piece} {line}"),
                _ => pieces.push(line.to_owned()),
            }
        }
        pieces
    } else {
        lines_or_one(&lines, is_title)?
    };
    let split = pieces.iter().flat_map(|piece| {
        let piece = without_bullet(piece).unwrap_or(piece);
        // A title may have a semicolon of its own.
        let is_one = is_title(piece);
        let parts: Vec<&str> = piece.split(';').collect();
        if is_one { vec![piece] } else { parts }
    });
    let split = split.map(str::trim).filter(|piece| !piece.is_empty());
    Ok(split.map(|piece| part(piece, is_title)).collect())
}

/// Says whether lines without a mark of their own are programmes or the words of one title.
fn lines_or_one(lines: &[&str], is_title: &dyn Fn(&str) -> bool) -> Result<Vec<String>, Fault> {
    let one = lines.join(" ");
    let (is_one, known) = (
        is_title(without_length(&one).0),
        lines.iter().filter(|line| knows(line, is_title)).count(),
    );
    let several = || lines.iter().map(|&line| line.to_owned()).collect();
    if lines.len() <= 1 || (known == 0) || (is_one && known < lines.len()) {
        // Where no line is known it is one title, if a new one.
        return Ok(vec![one]);
    }
    let (_, but_last) = lines.split_last().map_or((&"", &[][..]), |split| split);
    let have_lengths = but_last.iter().all(|line| without_length(line).1.is_some());
    if !is_one && (known == lines.len() || have_lengths) {
        return Ok(several());
    }
    Err(Fault::new("sheet-one-or-several").with("value", one))
}

/// Says whether every programme in a line is one of the station's.
fn knows(line: &str, is_title: &dyn Fn(&str) -> bool) -> bool {
    let one = |text: &str| is_title(without_length(text.trim()).0);
    one(line) || line.split(';').all(one)
}

fn part(text: &str, is_title: &dyn Fn(&str) -> bool) -> Part {
    let (own, rest) = match leading(text) {
        Some((own, rest)) if !is_title(without_length(text).0) => (Some(own), rest),
        _ => (None, text),
    };
    let (title, length_ms) = without_length(rest);
    Part {
        text: text.to_owned(),
        title: title.to_owned(),
        length_ms: length_ms.or(own.as_ref().and_then(|own| own.length_ms)),
        own,
    }
}

/// Takes the mark of a list off a line.
fn without_bullet(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['-', '–', '—', '+', '•', '*', '·', '●']) {
        let rest = rest.trim_start();
        return (!rest.is_empty()).then_some(rest);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).filter(|_| (1..=2).contains(&digits))?;
    let rest = rest.strip_prefix(['.', ')'])?;
    rest.strip_prefix(' ').map(str::trim_start)
}

/// Splits a length in brackets off a title: `Khuyến nông (6 phút)`.
fn without_length(text: &str) -> (&str, Option<i64>) {
    let split = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    let length = split.and_then(|(title, length)| {
        let length = length_ms(&Cell::Text(length.to_owned()))?;
        Some((title.trim(), Some(length)))
    });
    length
        .filter(|(title, _)| !title.is_empty())
        .unwrap_or((text, None))
}

/// Returns when each part begins: at its own hour, else the first at the row's, and a later one when the one before it
/// is over, if that says how long it takes.
pub fn starts(parts: &[Part], row: &RowTime) -> Result<Vec<Vec<TimeOfDay>>, Fault> {
    let mut found: Vec<Vec<TimeOfDay>> = Vec::new();
    let mut before: Option<&Part> = None;
    for part in parts {
        let starts = match (&part.own, row, before.zip(found.last())) {
            (Some(own), ..) => Some(vec![within(own, row, part)?]),
            (None, RowTime::Hours(hours), None) => Some(hours.starts.clone()),
            (None, RowTime::Label(_), None) => None,
            (None, _, Some((before, starts))) => before.length_ms.and_then(|length_ms| {
                let after = |time: &TimeOfDay| TimeOfDay::from_ms(time.ms() + length_ms);
                starts.iter().map(after).collect()
            }),
        };
        let unknown = || Fault::new("sheet-part-without-time").with("value", &part.title);
        found.push(starts.ok_or_else(unknown)?);
        before = Some(part);
    }
    Ok(found)
}

/// Returns the hour of a part, if it agrees with what the row says.
fn within(own: &Hours, row: &RowTime, part: &Part) -> Result<TimeOfDay, Fault> {
    let time = own.starts[0];
    let hours = match row {
        RowTime::Hours(hours) => hours,
        RowTime::Label(label) => {
            let is_morning = time.ms() < DAY_MS / 2;
            let plain = slug(label);
            let mut words = plain.split('-');
            let is_doubtful = words.any(|word| match word {
                "sang" => !is_morning,
                "chieu" | "toi" => is_morning,
                _ => false,
            });
            let doubtful = || {
                let fault = Fault::new("sheet-part-of-day").with("value", &part.text);
                fault.with("label", label)
            };
            return if is_doubtful {
                Err(doubtful())
            } else {
                Ok(time)
            };
        }
    };
    let agrees = match (&hours.starts[..], hours.length_ms) {
        ([start], Some(length_ms)) => (start.ms()..start.ms() + length_ms).contains(&time.ms()),
        ([start], None) => *start <= time,
        (starts, _) => starts.contains(&time),
    };
    if agrees {
        return Ok(time);
    }
    let said: Vec<String> = hours.starts.iter().map(ToString::to_string).collect();
    Err(Fault::new("sheet-time-outside-row")
        .with("value", time)
        .with("row", said.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::hours::hours;

    const TITLES: [&str; 5] = [
        "Bản tin",
        "Nhạc",
        "Bản tin Nhạc hay",
        "Hỏi; đáp",
        "5 giờ sáng",
    ];

    /// Checks what is made of a cell in a row, as `HH:MM TITLE` with ` / ` between.
    fn check(row: &str, text: &str, expected: &str) {
        let is_title = |title: &str| TITLES.iter().any(|known| slug(known) == slug(title));
        let row = hours(&Cell::Text(row.to_owned()))
            .map_or_else(|_| RowTime::Label(row.to_owned()), RowTime::Hours);
        let found = parts(text, &is_title).and_then(|parts| {
            let starts = starts(&parts, &row)?;
            let told = parts.iter().zip(starts).map(|(part, starts)| {
                let starts: Vec<String> = starts
                    .iter()
                    .map(|time| time.to_string()[..5].to_owned())
                    .collect();
                format!("{} {}", starts.join(","), part.title)
            });
            Ok(told.collect::<Vec<_>>().join(" / "))
        });
        let found = found.unwrap_or_else(|fault| fault.code.to_owned());
        assert_eq!(found, expected, "{row:?} {text:?}");
    }

    #[test]
    fn one_programme_may_go_over_several_lines() {
        check("5h45", "Bản tin", "05:45 Bản tin");
        check("5h45; 17h", "Bản tin (5')", "05:45,17:00 Bản tin");
        check("5h45", "Bản\ntin", "05:45 Bản tin");
        check("5h45", "Bản tin\nNhạc hay", "05:45 Bản tin Nhạc hay");
        check("5h45", "An toàn\ngiao thông", "05:45 An toàn giao thông");
        check("5h45", "- Bản tin", "05:45 Bản tin");
        check("5h45", "5 giờ sáng", "05:45 5 giờ sáng");
        check("5h45", "Hỏi; đáp", "05:45 Hỏi; đáp");
    }

    #[test]
    fn several_programmes_begin_at_their_hours_or_one_after_the_other() {
        check(
            "5h45",
            "Bản tin (7 phút); Nhạc",
            "05:45 Bản tin / 05:52 Nhạc",
        );
        check(
            "5h45",
            "Bản tin (7')\nNhạc (3')",
            "05:45 Bản tin / 05:52 Nhạc",
        );
        check(
            "5h45",
            "5h45 Bản tin\n5h52: Nhạc",
            "05:45 Bản tin / 05:52 Nhạc",
        );
        check("Sáng", "5h45-5h52 Bản\ntin\nNhạc", "05:45 Bản tin Nhạc");
        check(
            "Sáng",
            "5h45-5h52 Bản tin; Nhạc",
            "05:45 Bản tin / 05:52 Nhạc",
        );
        check(
            "5h45 - 6h",
            "- Bản tin (7')\n- Nhạc\n  hay",
            "05:45 Bản tin / 05:52 Nhạc hay",
        );
        check(
            "5h45",
            "1. Bản tin (7')\n2. Mới",
            "05:45 Bản tin / 05:52 Mới",
        );
        check(
            "5h45; 17h",
            "Bản tin (7'); Nhạc",
            "05:45,17:00 Bản tin / 05:52,17:07 Nhạc",
        );
        check(
            "Chiều",
            "17h Bản tin\n17h10 Nhạc",
            "17:00 Bản tin / 17:10 Nhạc",
        );
        check("", "5h Bản tin", "05:00 Bản tin");
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        check("5h45", "Bản tin; Nhạc", "sheet-part-without-time");
        check("5h45", "Bản tin\nNhạc", "sheet-part-without-time");
        check("Sáng", "Bản tin", "sheet-part-without-time");
        check("5h45", "Bản tin\nMới", "sheet-one-or-several");
        check("Chiều", "5h30 Bản tin", "sheet-part-of-day");
        check("Buổi sáng", "17h Bản tin", "sheet-part-of-day");
        check("5h45", "5h30 Bản tin", "sheet-time-outside-row");
        check(
            "5h45 - 6h",
            "5h50 Bản tin; 6h Nhạc",
            "sheet-time-outside-row",
        );
        check("5h; 17h", "17h Bản tin; 18h Nhạc", "sheet-time-outside-row");
        check("23h50", "Bản tin (20'); Nhạc", "sheet-part-without-time");
    }
}
