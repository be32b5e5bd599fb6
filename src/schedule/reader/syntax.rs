//! What the TOML parser says of a file that is not TOML, in terms of the slips that officers make. The parser stumbles
//! on; whether a stumble is worth telling is decided here, how it is worded is not.

use std::ops::Range;

use super::toml_tree::Stumble;
use super::value_text::{self, Fault};
use crate::schedule::diagnostic::SAID;
use crate::schedule::spelling::{half_width, unprintable_in};

/// Curly quotes, which word processors put in place of straight ones.
const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '‟'];

/// Returns the stumbles in the order of the text, without those that follow from a bracket that is never closed: it
/// swallows the rest of the file, and is told where the last line before it was noticed ends.
pub fn told_once(text: &str, mut stumbles: Vec<Stumble>) -> Vec<Stumble> {
    let unclosed = stumbles.iter().position(|(_, message)| {
        message.starts_with("unclosed inline table") || message.starts_with("unclosed array,")
    });
    if let Some(unclosed) = unclosed {
        let inside = |message: &str| {
            ["array", "inline table", "key-value pair"]
                .iter()
                .any(|part| message.contains(part))
        };
        let related = stumbles[..unclosed]
            .iter()
            .rev()
            .take_while(|(_, message)| inside(message));
        let noticed = stumbles[unclosed - related.count()].0.start;
        let message = stumbles[unclosed].1.clone();
        stumbles.retain(|(span, _)| span.start < noticed);
        let end = text.get(..noticed).unwrap_or(text).trim_end().len();
        stumbles.push((end..end, message));
    }
    stumbles.sort_by_key(|(span, _)| span.start);
    stumbles
}

/// Returns what is wrong at `span`, where the parser says `message`, and the bytes to mark.
pub fn fault(text: &str, span: &Range<usize>, message: &str) -> (Fault, Range<usize>) {
    let marked = text.get(span.clone()).unwrap_or_default();
    let says = |part: &str| message.contains(part);
    if let Some(at) = marked.find(CURLY) {
        let at = span.start + at;
        let length = text[at..].chars().next().map_or(1, char::len_utf8);
        return (Fault::new("quotes-curly"), at..at + length);
    }
    if let Some(found) = unprintable_near(text, span) {
        return found;
    }
    if let Some((fault, range)) = full_width_of_line(text, span.start) {
        return (fault, range);
    }
    if says("escaped value") || says("unicode value") || says("unicode hexadecimal") {
        let before = text.get(..span.start).unwrap_or_default();
        let at = before.rfind('\\').unwrap_or(span.start);
        return (Fault::new("backslash"), at..at + 1);
    }
    let fault = if says("duplicate key") || says("cannot extend value") {
        Fault::new("key-twice").with("key", marked)
    } else if says("unquoted key") {
        Fault::new("key-invalid")
    } else if ["true", "false"].contains(&marked.to_lowercase().as_str()) {
        Fault::new("boolean-case").with("value", marked.to_lowercase())
    } else if says("string values must be quoted") && marked.trim().is_empty() {
        Fault::new("value-missing")
    } else if is_value(message) {
        unquoted(marked)
    } else if says("basic string") || says("literal string") {
        Fault::new("quote-missing")
    } else if says("missing assignment") || says("key with no value") {
        Fault::new("equals-missing")
    } else if says("unclosed") {
        Fault::new("bracket-missing")
    } else if says("missing comma") {
        Fault::new("comma-missing")
    } else if says("unexpected key or value") || says("unexpected content") {
        Fault::new("line-leftover")
    } else {
        Fault::new("toml-syntax").with(SAID, message)
    };
    (fault, span.clone())
}

/// Returns what is wrong with a text that has full-width letters; `None` where it has none.
pub fn full_width(text: &str) -> Option<Fault> {
    let proposed = half_width(text)?;
    let fault = Fault::new("letters-full-width").with("value", text);
    Some(fault.with("proposed", proposed))
}

/// Returns the first full-width letters of the line that holds `at`, before its comment.
fn full_width_of_line(text: &str, at: usize) -> Option<(Fault, Range<usize>)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let line = line.split('#').next()?;
    let is_full = |letter: char| half_width(letter.encode_utf8(&mut [0; 4])).is_some();
    let first = line.find(is_full)?;
    let length = line[first..].find(|letter| !is_full(letter));
    let length = length.unwrap_or(line.len() - first);
    let fault = full_width(&line[first..first + length])?;
    Some((fault, start + first..start + first + length))
}

/// Returns the character that no text file should have, where the parser stumbled at one.
fn unprintable_near(text: &str, span: &Range<usize>) -> Option<(Fault, Range<usize>)> {
    let end = text.get(span.start..)?.find('\n');
    let end = end.map_or(text.len(), |end| span.start + end);
    let line = text.get(..end)?.trim_end_matches('\r');
    let start = line.rfind('\n').map_or(0, |at| at + 1);
    let refused = |letter: char| letter.is_control() && letter != '\t';
    let at = start + line.get(start..)?.find(refused)?;
    let length = line[at..].chars().next().map_or(1, char::len_utf8);
    let range = at..at + length;
    let fault = match &line[range.clone()] {
        "\r" => Fault::new("line-end-alone"),
        letter => Fault::new("character-control").with("character", unprintable_in(letter)?),
    };
    Some((fault, range))
}

/// Says whether the parser took a value for one of its own kinds, by its first letters, and stumbled inside it.
fn is_value(message: &str) -> bool {
    [
        "string values must be quoted",
        "invalid date",
        "invalid time",
        "invalid boolean",
        "invalid float",
    ]
    .iter()
    .any(|part| message.contains(part))
}

/// Returns what is wrong with a value without quotes: a date or time gets its own advice.
fn unquoted(value: &str) -> Fault {
    let as_date = value_text::date(value).err();
    let as_time = value_text::time_of_day(value).err();
    [as_date, as_time]
        .into_iter()
        .flatten()
        .find(|fault| !["date-invalid", "time-invalid"].contains(&fault.code))
        .unwrap_or_else(|| Fault::new("value-unquoted").with("value", value))
}
