//! How a word that somebody typed compares with the words that are known: the nearest one for a hint, and the plain
//! form that file names and ids take. Which words are known is the caller's.

use unicode_normalization::UnicodeNormalization as _;

/// Returns the one of `known` that `word` was most likely meant to be, or `None` where none is near.
///
/// Case, accents, spaces and dashes don't count; beyond that at most one slip in three letters is forgiven.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = slug(word);
    if plain.is_empty() {
        return None;
    }
    let slips_max = (plain.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| {
            let slips = strsim::damerau_levenshtein(&plain, &slug(candidate));
            (slips, candidate)
        })
        .filter(|&(slips, candidate)| slips <= slips_max && slips < candidate.chars().count())
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

/// Returns `text` in lower-case ASCII letters and digits with single dashes between words: `Chuyên mục CCHC` becomes
/// `chuyen-muc-cchc`. Empty where nothing is left.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfd().flat_map(char::to_lowercase) {
        match letter {
            'đ' => out.push('d'),
            letter if letter.is_ascii_alphanumeric() => out.push(letter),
            letter if unicode_normalization::char::is_combining_mark(letter) => {}
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Says whether `text` is a well-formed id: its own slug.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug(text) == text
}

/// Returns `text` in Unicode NFC: what Windows types, where macOS and some file managers give NFD.
pub fn nfc(text: &str) -> String {
    // Most texts are; asking costs a fraction of composing.
    if unicode_normalization::is_nfc(text) {
        return text.to_owned();
    }
    text.nfc().collect()
}

/// Returns `text` with full-width letters, as East Asian keyboards type them (`０５：４５`), in their usual width; `None`
/// where there are none.
pub fn half_width(text: &str) -> Option<String> {
    let is_full = |letter: char| matches!(letter, '\u{3000}' | '\u{ff01}'..='\u{ff5e}');
    text.contains(is_full).then(|| text.nfkc().collect())
}

/// Says whether a character moves or hides others where it is printed: line ends, control characters, and the marks
/// that turn the direction of writing.
pub fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the first character of a text that [`is_unprintable`], by its number, with its short name where people know
/// one: `U+001B (ESC)`.
pub fn unprintable_in(text: &str) -> Option<String> {
    let letter = text.chars().find(|&letter| is_unprintable(letter))?;
    let number = format!("U+{:04X}", u32::from(letter));
    let name = match letter {
        '\0' => "NUL",
        '\u{7}' => "BEL",
        '\u{8}' => "BS",
        '\t' => "Tab",
        '\n' => "LF",
        '\r' => "CR",
        '\u{1b}' => "ESC",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        _ => return Some(number),
    };
    Some(format!("{number} ({name})"))
}

/// Returns `text` as it may be printed: a tab as a space, and what is unprintable or has no width by its number, such
/// as `<U+001B>`, so that no file can steer the screen on which it is shown.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let has_no_width = matches!(
            letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        );
        if letter == '\t' {
            out.push(' ');
        } else if is_unprintable(letter) || has_no_width {
            out.extend(["<U+", &format!("{:04X}", u32::from(letter)), ">"]);
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_drops_accents_case_and_punctuation() {
        for (text, expected) in [
            (
                "Chuyên mục Cải cách hành chính",
                "chuyen-muc-cai-cach-hanh-chinh",
            ),
            ("Đường Đê - Thôn 3", "duong-de-thon-3"),
            ("Bản tin số 12 (CCHC) ", "ban-tin-so-12-cchc"),
            ("cchc", "cchc"),
            ("--", ""),
            ("ti\u{ea}\u{301}ng", "tieng"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert!(is_slug("chuyen-muc-cchc"));
        for text in ["", "Cchc", "a--b", "-a", "a b", "chuyên"] {
            assert!(!is_slug(text), "{text}");
        }
    }

    #[test]
    fn what_would_steer_a_screen_is_shown_by_its_number() {
        for (text, expected) in [
            ("Đài truyền thanh\txã", "Đài truyền thanh xã"),
            ("ti\u{ea}\u{301}ng", "ti\u{ea}\u{301}ng"),
            ("\u{1b}[2J\0", "<U+001B>[2J<U+0000>"),
            ("a\r\nb\u{85}", "a<U+000D><U+000A>b<U+0085>"),
            ("a\u{202e}b\u{2066}\u{200b}", "a<U+202E>b<U+2066><U+200B>"),
        ] {
            assert_eq!(visible(text), expected);
            assert!(!visible(text).contains(is_unprintable));
        }
        assert_eq!(unprintable_in("a\u{1b}\0").as_deref(), Some("U+001B (ESC)"));
        assert_eq!(unprintable_in("\u{86}").as_deref(), Some("U+0086"));
        assert_eq!(unprintable_in("tiếng Việt"), None);
    }

    #[test]
    fn the_nearest_word_forgives_a_slip_but_not_another_word() {
        let known = ["title", "column", "zones", "thon-1", "thon-2"];
        for (word, expected) in [
            ("tilte", Some("title")),
            ("Zone", Some("zones")),
            ("Thôn 1", Some("thon-1")),
            ("colum", Some("column")),
            ("giờ", None),
            ("", None),
            ("ab", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
