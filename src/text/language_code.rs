//! A language, whether the analysis has rules for it or not.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Letters of the alphabet, and none: the base of the number that a code is.
const BASE: u16 = 27;

/// Codes of three letters, old codes and parts of a language, each with the code that stands for all of them.
const SAME: &[(&str, &str)] = &[
    ("amh", "am"),
    ("ara", "ar"),
    ("arb", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("in", "id"),
    ("ind", "id"),
    ("ita", "it"),
    ("iw", "he"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nb", "no"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nn", "no"),
    ("nno", "no"),
    ("nob", "no"),
    ("nor", "no"),
    ("ori", "or"),
    ("pan", "pa"),
    ("per", "fa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("zho", "zh"),
];

/// Codes that say the language is not known, is none, or is several.
const NONE: &[&str] = &["mis", "mul", "und", "zxx"];

/// The ISO 639 code of a language, of two letters where there is one; or that none is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageCode(u16);

impl LanguageCode {
    /// No language is known.
    pub const UNKNOWN: Self = Self(0);
    /// English.
    pub const ENGLISH: Self = Self(5 * BASE + 14);

    /// The code of a BCP 47 tag: only its first subtag counts, in any case.
    ///
    /// ```
    /// use samestory::unstable::text::LanguageCode;
    /// assert_eq!(LanguageCode::from_tag("en-US"), LanguageCode::ENGLISH);
    /// assert_eq!(LanguageCode::from_tag("ukr"), LanguageCode::from_tag("uk"));
    /// assert_eq!(LanguageCode::from_tag("und"), LanguageCode::UNKNOWN);
    /// ```
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Self::UNKNOWN;
        }
        let code = primary.to_ascii_lowercase();
        let code = SAME.binary_search_by_key(&&*code, |(other, _)| other).map_or(&*code, |at| SAME[at].1);
        if NONE.contains(&code) {
            return Self::UNKNOWN;
        }
        Self(code.bytes().fold(0, |number, byte| number * BASE + u16::from(byte - b'a') + 1))
    }

    /// Whether a language is known.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// The code; "und" if none is known.
impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_known() {
            return f.write_str("und");
        }
        let letters = [self.0 / BASE / BASE, self.0 / BASE % BASE, self.0 % BASE];
        let mut letters = letters.into_iter().filter(|&letter| letter > 0);
        letters.try_for_each(|letter| write!(f, "{}", char::from(b'a' + (letter - 1) as u8)))
    }
}

/// As the code is shown.
impl Serialize for LanguageCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LanguageCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let known = Self::from_tag(&code);
        if known.to_string() != *code {
            return Err(serde::de::Error::custom(format_args!("\"{code}\" is no code of a language")));
        }
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_have_one_form() {
        assert!(SAME.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for code in ["en", "uk", "zh", "haw", "zz"] {
            assert_eq!(LanguageCode::from_tag(code).to_string(), code);
        }
        assert_eq!(LanguageCode::from_tag("EN_us"), LanguageCode::ENGLISH);
        assert_eq!(LanguageCode::from_tag("nb-NO").to_string(), "no");
        for none in ["", "und", "x", "english", "e1", "中文"] {
            assert_eq!(LanguageCode::from_tag(none), LanguageCode::UNKNOWN, "{none}");
        }
    }
}
