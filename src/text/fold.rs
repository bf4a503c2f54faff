//! One spelling for what readers see as one word: compatibility forms, case, apostrophes, diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// NFKC, full lower case with ß and final ς folded, and one apostrophe: the form in which words are compared with
/// stop words and stemmed.
///
/// ```
/// use samestory::unstable::text::fold_case;
/// assert_eq!(fold_case("ALGERIA’S"), "algeria's");
/// assert_eq!(fold_case("Straße"), "strasse");
/// ```
pub fn fold_case(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let compatible: String = word.nfkc().collect();
    let mut folded = String::with_capacity(compatible.len());
    for c in compatible.to_lowercase().chars() {
        match c {
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2bb}' | '\u{ff07}' | '`' | '\u{b4}' => {
                folded.push('\'')
            }
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c if is_optional_mark(c) => {}
            // what "İ" leaves behind
            '\u{307}' if folded.ends_with('i') => {}
            _ => folded.push(c),
        }
    }
    folded
}

/// Whether a character only says how a word is read or fills a line: vowel signs of Arabic and points of Hebrew, which news leaves out,
/// and the Arabic line that stretches a word.
fn is_optional_mark(c: char) -> bool {
    matches!(
        c,
        '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
    )
}

/// The one spelling of a letter that newsrooms write in several ways: forms of the Arabic alef, ya and ta marbuta, Persian letters on
/// Arabic keyboards, the Hindi sign of a nasal vowel. None for other letters.
fn one_spelling(letter: char) -> Option<char> {
    Some(match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        'ؤ' => 'و',
        '\u{901}' => '\u{902}',
        _ => return None,
    })
}

/// Takes the diacritics off Latin and Greek letters ("François" = "Francois", "Łódź" = "Lodz"); marks of other
/// scripts, where they are letters rather than ornaments, stay. Letters of Arabic and Devanagari that are written in several ways
/// become one.
///
/// ```
/// use samestory::unstable::text::fold_diacritics;
/// assert_eq!(fold_diacritics("françois øresund łódź æon"), "francois oresund lodz aeon");
/// assert_eq!(fold_diacritics("हिन्दी й"), "हिन्दी й");
/// ```
pub fn fold_diacritics(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for composed in word.nfc() {
        match composed {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ё' => folded.push('е'),
            // the dot of sounds that Hindi borrowed
            '\u{93c}' => {}
            _ if one_spelling(composed).is_some() => folded.extend(one_spelling(composed)),
            _ => {
                let mut parts = std::iter::once(composed).nfd();
                match parts.next() {
                    Some(base) if has_ornamental_marks(base) => {
                        folded.push(base);
                        folded.extend(parts.filter(|&mark| !is_combining_mark(mark)));
                    }
                    Some(mark) if ('\u{300}'..='\u{36f}').contains(&mark) => {}
                    _ => folded.push(composed),
                }
            }
        }
    }
    folded
}

fn has_ornamental_marks(base: char) -> bool {
    base.is_ascii_alphabetic() || ('\u{370}'..='\u{3ff}').contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compatibility_and_case() {
        assert_eq!(fold_case("ﬁnance"), "finance");
        assert_eq!(fold_case("ＡＰ"), "ap");
        assert_eq!(fold_case("ΟΔΟΣ"), "οδοσ");
        assert_eq!(fold_case("İstanbul"), "istanbul");
        assert_eq!(fold_case("soft\u{ad}ware"), "software");
    }

    #[test]
    fn spellings_of_scripts_meet() {
        let folded = |word: &str| fold_diacritics(&fold_case(word));
        for (one, other) in [
            ("الجَزَائِر", "الجزائر"),
            ("الجـــزائر", "الجزائر"),
            ("أحمد", "احمد"),
            ("إسرائيل", "اسرائيل"),
            ("مستشفى", "مستشفي"),
            ("حكومة", "حكومه"),
            ("ایران", "ايران"),
            ("שָׁלוֹם", "שלום"),
            ("क़ानून", "कानून"),
            ("पाकिस्तानी ज़मीन", "पाकिस्तानी जमीन"),
            ("चाँद", "चांद"),
            ("ёлка", "елка"),
            ("за\u{301}мок", "замок"),
            ("КРАЙ", "край"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("حرب", "حزب"), ("край", "краи"), ("בית", "בת"), ("दिन", "दीन")]
        {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn folding_is_idempotent() {
        for word in ["François", "ångström", "ὈΔΥΣΣΕΎΣ", "Việt", "한국어", "Ελλάδα", "ǆ", "e\u{301}te\u{301}"]
        {
            let once = fold_diacritics(&fold_case(word));
            assert_eq!(fold_diacritics(&fold_case(&once)), once, "{word}");
        }
        assert_eq!(fold_diacritics(&fold_case("Việt")), "viet");
        assert_eq!(fold_diacritics("e\u{301}te\u{301}"), "ete");
    }
}
