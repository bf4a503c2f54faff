//! Which script a text is written in.

use serde::{Deserialize, Serialize};

use super::LanguageCode;

/// A text is in a script if it holds at least this many of its letters for every letter of any other.
const DOMINANT: u32 = 2;

/// A script, or scripts that one language mixes.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Script {
    /// None, several, or one not listed.
    #[default]
    Unknown,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Chinese characters and Japanese syllables: a Japanese headline may hold either alone.
    Han,
    /// Korean.
    Hangul,
    /// Thai.
    Thai,
    /// Devanagari.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Malayalam.
    Malayalam,
    /// Georgian.
    Georgian,
    /// Armenian.
    Armenian,
}

/// Where the letters of a script stand in Unicode.
const BLOCKS: &[(u32, u32, Script)] = &[
    (0x0041, 0x024F, Script::Latin),
    (0x0370, 0x03FF, Script::Greek),
    (0x0400, 0x052F, Script::Cyrillic),
    (0x0531, 0x058F, Script::Armenian),
    (0x0590, 0x05FF, Script::Hebrew),
    (0x0600, 0x077F, Script::Arabic),
    (0x0900, 0x097F, Script::Devanagari),
    (0x0980, 0x09FF, Script::Bengali),
    (0x0B80, 0x0BFF, Script::Tamil),
    (0x0C00, 0x0C7F, Script::Telugu),
    (0x0D00, 0x0D7F, Script::Malayalam),
    (0x0E00, 0x0E7F, Script::Thai),
    (0x10A0, 0x10FF, Script::Georgian),
    (0x1E00, 0x1EFF, Script::Latin),
    (0x1F00, 0x1FFF, Script::Greek),
    (0x3040, 0x30FF, Script::Han),
    (0x3400, 0x9FFF, Script::Han),
    (0xAC00, 0xD7A3, Script::Hangul),
    (0xFB50, 0xFEFC, Script::Arabic),
    (0x20000, 0x2FA1F, Script::Han),
];

impl Script {
    /// The script of most letters, if it has twice as many as all others together.
    ///
    /// ```
    /// use samestory::unstable::text::Script;
    /// assert_eq!(Script::of("Президент прибыл в Алжир"), Script::Cyrillic);
    /// assert_eq!(Script::of("2012"), Script::Unknown);
    /// ```
    pub fn of(text: &str) -> Self {
        // all letters of ASCII are Latin, and most texts are ASCII
        if text.is_ascii() {
            let has_letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
            return if has_letters { Self::Latin } else { Self::Unknown };
        }
        let latin = text.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
        let mut counts = [0; BLOCKS.len()];
        for letter in text.chars().filter(|letter| !letter.is_ascii() && letter.is_alphabetic()) {
            let block = BLOCKS.partition_point(|&(_, last, _)| last < letter as u32);
            if let Some(count) = counts.get_mut(block) {
                let (first, _, script) = BLOCKS[block];
                *count += u32::from(first <= letter as u32) * script.letters();
            }
        }
        counts[0] += latin;
        let of = |script| {
            let blocks = BLOCKS.iter().zip(&counts).filter(|((_, _, other), _)| *other == script);
            blocks.map(|(_, &count)| count).sum::<u32>()
        };
        let all: u32 = counts.iter().sum();
        let dominant = BLOCKS.iter().map(|&(_, _, script)| script).find(|&script| {
            let own = of(script);
            own > 0 && own >= DOMINANT * (all - own)
        });
        dominant.unwrap_or_default()
    }

    /// To how many letters of an alphabet one of its letters is equal: a Chinese sentence that names a foreign product is Chinese.
    fn letters(self) -> u32 {
        if matches!(self, Self::Han | Self::Hangul) { 3 } else { 1 }
    }

    /// The language that most news in the script is in, given the letters of a text; none of Latin.
    pub(crate) fn usual_language(self, texts: [&str; 2]) -> Option<LanguageCode> {
        let holds = |letters: &[char]| texts.iter().any(|text| text.contains(letters));
        let code = match self {
            Self::Unknown | Self::Latin => return None,
            Self::Cyrillic if holds(&['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є']) => "uk",
            Self::Cyrillic => "ru",
            Self::Greek => "el",
            Self::Arabic if holds(&['پ', 'چ', 'ژ', 'گ', 'ی', 'ک']) => "fa",
            Self::Arabic => "ar",
            Self::Hebrew => "he",
            Self::Han if texts.iter().any(|text| text.chars().any(is_japanese)) => "ja",
            Self::Han => "zh",
            Self::Hangul => "ko",
            Self::Thai => "th",
            Self::Devanagari => "hi",
            Self::Bengali => "bn",
            Self::Tamil => "ta",
            Self::Telugu => "te",
            Self::Malayalam => "ml",
            Self::Georgian => "ka",
            Self::Armenian => "hy",
        };
        Some(LanguageCode::from_tag(code))
    }
}

/// Whether a letter is a Japanese syllable.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30FA}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order_and_letters_are_found_in_them() {
        assert!(BLOCKS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for (text, script) in [
            ("Çelik, naïve", Script::Latin),
            ("Hà Nội ổn định", Script::Latin),
            ("Ο πρωθυπουργός", Script::Greek),
            ("الرئيس في الجزائر", Script::Arabic),
            ("ראש הממשלה", Script::Hebrew),
            ("总统抵达阿尔及尔", Script::Han),
            ("アルジェに到着した大統領", Script::Han),
            ("대통령이 도착했다", Script::Hangul),
            ("राष्ट्रपति", Script::Devanagari),
            ("iPhone 发布", Script::Unknown),
            ("", Script::Unknown),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }
}
