//! Text from before Unicode: TCVN3 (fonts `.VnTime`) and VNI (fonts `VNI-Times`) look like Vietnamese only in their own
//! fonts. It is told apart, not translated: a wrong guess would go on air as a wrong title.

/// An old way to write Vietnamese.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Legacy {
    /// TCVN3, also called ABC.
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

/// Letters of TCVN3 that stand in no Vietnamese word in Unicode and are no letters of VNI.
const TCVN3: &str = "µ¸¶·¹¨©ª«¬\u{ad}®»¾¼½ÆÇÐÑÖ×ØÜÞßæç÷þ";
/// Marks of VNI that follow their vowel and stand in no Vietnamese word in Unicode.
const VNI_MARKS: &str = "øûïåäüëØÛÏÅÄÜË";
/// Pairs of VNI whose letters do stand in Unicode, but never beside each other.
const VNI_PAIRS: [&str; 14] = [
    "aù", "eù", "où", "aâ", "eâ", "oâ", "aê", "aõ", "eõ", "oõ", "öù", "öõ", "öô", "uù",
];

/// Returns the old encoding that `text` is written in; `None` for Unicode, plain ASCII and what is none of these.
pub fn legacy(text: &str) -> Option<Legacy> {
    let letters: Vec<char> = text.chars().collect();
    if letters.iter().any(|&letter| is_vietnamese_unicode(letter)) {
        return None;
    }
    let beside_letter = |at: usize| {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let around = [before, letters.get(at + 1).copied()];
        around.iter().flatten().any(char::is_ascii_alphabetic)
    };
    let tcvn3 = (0..letters.len())
        .filter(|&at| TCVN3.contains(letters[at]) && beside_letter(at))
        .count();
    let marks = letters
        .windows(2)
        .filter(|pair| "aeouyAEOUYöôÖÔ".contains(pair[0]) && VNI_MARKS.contains(pair[1]))
        .count();
    let lower = text.to_lowercase();
    let pairs: usize = VNI_PAIRS
        .iter()
        .map(|pair| lower.matches(pair).count())
        .sum();
    match (tcvn3, marks + pairs) {
        (0, 0) => None,
        (tcvn3, vni) if tcvn3 >= vni => Some(Legacy::Tcvn3),
        _ => Some(Legacy::Vni),
    }
}

/// Says whether a letter is one that only Unicode has: with a horn, a breve, a stroke, a dot below or two marks.
fn is_vietnamese_unicode(letter: char) -> bool {
    matches!(letter, '\u{102}'..='\u{1b0}' | '\u{300}'..='\u{323}' | '\u{1ea0}'..='\u{1ef9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Legacy>) {
        assert_eq!(legacy(text), expected, "{text}");
    }

    #[test]
    fn text_of_old_fonts_is_told_apart() {
        check("Ch\u{ad}¬ng tr×nh ®Þa ph\u{ad}¬ng", Some(Legacy::Tcvn3));
        check("Giê ph¸t", Some(Legacy::Tcvn3));
        check("Thø hai", None);
        check("C¶i c¸ch hµnh chÝnh", Some(Legacy::Tcvn3));
        check("Chöông trình ñòa phöông", Some(Legacy::Vni));
        check("Caûi caùch haønh chính", Some(Legacy::Vni));
        check("Thöù hai", Some(Legacy::Vni));
        check("Noäi dung", Some(Legacy::Vni));
    }

    #[test]
    fn unicode_and_other_languages_are_left_alone() {
        for text in [
            "Chương trình địa phương",
            "Hoà giải ở cơ sở",
            "Hòa bình",
            "HÒA BÌNH",
            "café",
            "Ngày 5 × 3 · 20°",
            "5½ giờ",
            "Giờ",
            "Chu\u{31b}o\u{31b}ng trình",
            "",
        ] {
            check(text, None);
        }
    }
}
