//! The zip package of a workbook: unpacked once within limits before anybody else reads it, and asked which rows and
//! columns are hidden, which the reader of cells does not tell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::schedule::diagnostic::SAID;
use crate::sheet::Fault;

/// The most bytes that all parts together may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 50_000_000;
/// The most parts of a package.
const PARTS_MAX: usize = 1_000;
/// The most rows or columns that are noted as hidden.
const HIDDEN_MAX: u32 = 20_000;

/// The parts of a package that are XML, by name.
pub type Parts = BTreeMap<String, String>;

/// Unpacks a package. What a part says of its own size is not believed: it is unpacked, and no further than the limit.
pub fn unpack(bytes: &[u8]) -> Result<Parts, Fault> {
    let broken = |error: String| Fault::new("sheet-broken").with(SAID, error);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let too_big = || Fault::new("sheet-unpacks-too-big").with("limit", UNPACKED_BYTES_MAX);
    if archive.len() > PARTS_MAX {
        return Err(too_big());
    }
    let mut parts = Parts::new();
    let mut left = UNPACKED_BYTES_MAX;
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|error| broken(error.to_string()))?;
        let name = part
            .name()
            .map_err(|error| broken(error.to_string()))?
            .trim_start_matches('/')
            .to_owned();
        let mut unpacked = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut unpacked);
        let length = read.map_err(|error| broken(error.to_string()))? as u64;
        left = left.checked_sub(length).ok_or_else(too_big)?;
        if name.ends_with(".xml") || name.ends_with(".rels") {
            // Another encoding than UTF-8 is possible and not made by any program there is: then nothing is hidden.
            let text = String::from_utf8(unpacked).ok();
            if text.as_deref().is_some_and(|text| !has_sound_places(text)) {
                return Err(broken(name));
            }
            parts.extend(text.map(|text| (name, text)));
        }
    }
    Ok(parts)
}

/// Says whether every place and range of cells that a part names is one that there can be. The reader of cells computes
/// with them unseen.
fn has_sound_places(part: &str) -> bool {
    let mut is_sound = true;
    elements(part, |element| {
        let place = match element.local_name().as_ref() {
            "c" => attribute(element, "r").is_none_or(|place| corner(&place).is_some()),
            "row" => attribute(element, "r").is_none_or(|row| corner(&format!("A{row}")).is_some()),
            "dimension" | "mergeCell" | "f" => {
                attribute(element, "ref").is_none_or(|range| runs_forward(&range))
            }
            _ => true,
        };
        is_sound &= place;
    });
    is_sound
}

/// Says whether a range such as `A6:G67` goes from its top left to its bottom right.
fn runs_forward(range: &str) -> bool {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    match (corner(first), corner(last)) {
        (Some(first), Some(last)) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

/// Reads the column and the row of a cell such as `B7`.
fn corner(place: &str) -> Option<(u32, u32)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = place.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&row.len()) {
        return None;
    }
    let of_letter = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters
        .bytes()
        .fold(0, |column, letter| column * 26 + of_letter(letter));
    let row = row
        .parse()
        .ok()
        .filter(|row| (1..=1_048_576).contains(row))?;
    Some((column, row))
}

/// Returns the part in which a sheet is.
pub fn part_of_sheet<'p>(parts: &'p Parts, name: &str) -> Option<&'p str> {
    let workbook = parts.get("xl/workbook.xml")?;
    let mut id = None;
    elements(workbook, |element| {
        if element.local_name().as_ref() == "sheet"
            && attribute(element, "name").as_deref() == Some(name)
        {
            id = attribute(element, "id");
        }
    });
    let id = id?;
    let mut target = None;
    elements(parts.get("xl/_rels/workbook.xml.rels")?, |element| {
        if attribute(element, "Id").as_ref() == Some(&id) {
            target = attribute(element, "Target");
        }
    });
    let target = target?;
    let path = match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("xl/{target}"),
    };
    parts.get(&path).map(String::as_str)
}

/// Returns the rows and the columns of a sheet that are hidden, from 1.
pub fn hidden(part: &str) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    let (mut row, mut columns_left) = (0u32, HIDDEN_MAX);
    elements(part, |element| {
        let number = |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        let is_hidden = || {
            let hidden = attribute(element, "hidden");
            matches!(hidden.as_deref(), Some("1" | "true"))
        };
        match element.local_name().as_ref() {
            "row" => {
                row = number("r").unwrap_or(row.saturating_add(1));
                if rows.len() < HIDDEN_MAX as usize && is_hidden() {
                    rows.insert(row);
                }
            }
            // The same columns may be named again and again, and count each time.
            "col" if columns_left > 0 && is_hidden() => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0));
                let last = last.min(first.saturating_add(columns_left - 1));
                if first <= last {
                    columns_left -= last - first + 1;
                    columns.extend(first..=last);
                }
            }
            _ => {}
        }
    });
    (rows, columns)
}

/// Calls `each` with every element of XML, as far as it can be read.
fn elements(xml: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Returns an attribute by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    value.ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_hidden_again_and_again_are_noted_so_many_times_only() {
        let named = "<col min=\"1\" max=\"16384\" hidden=\"1\"/>".repeat(100);
        let rest = "<col min=\"0\" max=\"0\" hidden=\"1\"/><col min=\"7\" max=\"3\" hidden=\"1\"/>";
        let (_, columns) = hidden(&format!("<cols>{named}{rest}</cols>"));
        assert_eq!(columns.len(), 16_384);
        let (_, columns) = hidden("<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>");
        assert_eq!(columns, BTreeSet::from([2, 3]));
    }

    #[test]
    fn a_range_that_runs_backwards_is_none() {
        for (range, expected) in [
            ("A1", true),
            ("A6:G67", true),
            ("A1:XFD1048576", true),
            ("G67:A6", false),
            ("B1:A2", false),
            ("A1:A1048577", false),
            ("A0", false),
            ("AAAA1", false),
            ("A1:", false),
            ("1", false),
        ] {
            assert_eq!(runs_forward(range), expected, "{range}");
        }
    }
}
