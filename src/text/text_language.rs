//! Which language an article is in, and how far that is sure.

use serde::{Deserialize, Serialize};

use super::{Language, LanguageCode, Script, beginning, detect, detect_surely};

/// How much of a text is looked at for its script, in bytes.
const LOOKED_AT: usize = 300;

/// The language and script of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextLanguage {
    code: LanguageCode,
    script: Script,
    sure: bool,
}

impl TextLanguage {
    /// The declared language if there is one, else the detected one, of title and body.
    ///
    /// ```
    /// use samestory::unstable::text::TextLanguage;
    /// let french = TextLanguage::of(Some("fr"), "Une délégation à Alger", "");
    /// let spanish = TextLanguage::of(Some("es"), "Una delegación en Argel", "");
    /// assert!(!french.may_be(spanish));
    /// assert!(french.may_be(TextLanguage::of(None, "Alger", "")));
    /// ```
    pub fn of(declared: Option<&str>, title: &str, body: &str) -> Self {
        let script = match Script::of(beginning(body, LOOKED_AT)) {
            Script::Unknown => Script::of(beginning(title, LOOKED_AT)),
            script => script,
        };
        let declared = declared.map_or(LanguageCode::UNKNOWN, LanguageCode::from_tag);
        if declared.is_known() {
            return Self { code: declared, script, sure: true };
        }
        let sure = detect_surely(body).or_else(|| detect_surely(title));
        if let Some(code) = sure {
            return Self { code, script, sure: true };
        }
        let guess = detect(body).or_else(|| detect(title));
        let guess = guess.map(|language| LanguageCode::from_tag(language.code()));
        let code = guess.or_else(|| script.usual_language([title, body])).unwrap_or_default();
        Self { code, script, sure: false }
    }

    /// The language, declared or guessed.
    pub fn code(self) -> LanguageCode {
        self.code
    }

    /// The script.
    pub fn script(self) -> Script {
        self.script
    }

    /// Whether the language is declared or was detected in enough text.
    pub fn is_sure(self) -> bool {
        self.sure
    }

    /// The rules for the language; none if it is not known.
    pub fn rules(self) -> Option<Language> {
        self.code.is_known().then(|| Language::from_tag(&self.code.to_string()))
    }

    /// Whether both may be in one language: not if both are known and differ, or their scripts do.
    pub fn may_be(self, other: Self) -> bool {
        let other_language = self.sure && other.sure && self.code != other.code;
        let known = |language: Self| language.script != Script::Unknown;
        let other_script = known(self) && known(other) && self.script != other.script;
        !other_language && !other_script
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(declared: &str, title: &str) -> TextLanguage {
        TextLanguage::of(Some(declared).filter(|tag| !tag.is_empty()), title, "")
    }

    #[test]
    fn a_declared_language_wins_and_a_bare_headline_is_any() {
        let bare = of("", "Clinton, Bouteflika: Mali");
        assert!(!bare.is_sure());
        for declared in ["en", "fr", "sw"] {
            assert!(of(declared, "Clinton in Algiers").is_sure());
            assert!(of(declared, "Clinton in Algiers").may_be(bare));
        }
        assert!(!of("en", "Clinton in Algiers").may_be(of("fr", "Clinton in Algiers")));
        assert!(of("en-US", "Clinton in Algiers").may_be(of("en_GB", "Clinton in Algiers")));
        assert!(of("und", "Clinton in Algiers").may_be(of("fr", "Clinton à Alger")));
    }

    #[test]
    fn scripts_differ_whatever_is_declared() {
        let (russian, greek) = (of("", "Клинтон прибыла в Алжир"), of("", "Η Κλίντον στο Αλγέρι"));
        assert!(!russian.may_be(greek));
        assert!(!of("en", "Clinton in Algiers").may_be(of("en", "Клинтон прибыла в Алжир")));
        assert!(!russian.is_sure() && russian.code() == LanguageCode::from_tag("ru"));
        assert!(of("zh", "阿尔及尔 Clinton").may_be(of("zh", "克林顿抵达阿尔及尔")));
    }
}
