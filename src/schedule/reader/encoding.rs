//! From the bytes of a file to its text: what is no UTF-8 is told as the ways of saving that cause it.

use crate::schedule::diagnostic::{Diagnostic, Place};

/// Returns the text of the bytes of a file, or notes why they are none.
///
/// `file` is the name for the messages, relative to the station folder. The text may begin with a byte order mark.
pub fn text_of<'b>(file: &str, bytes: &'b [u8], problems: &mut Vec<Diagnostic>) -> Option<&'b str> {
    // What Notepad calls "Unicode" is UTF-16, whose byte order mark no UTF-8 begins with.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        problems.push(Diagnostic::error("file-utf16", Place::file(file)));
        return None;
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let valid = error.valid_up_to();
    let before = std::str::from_utf8(&bytes[..valid]).expect("the valid part should be valid");
    problems.push(Diagnostic::error(
        "file-not-utf8",
        Place::of_span(file, before, valid..valid),
    ));
    None
}
