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
