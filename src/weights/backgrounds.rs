//! How common terms are in news at large, by language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::background::Background;
use crate::text::LanguageCode;

/// The built-in tables but the English one, by code.
const BUILT_IN: &[(&str, &str)] = &[
    ("ar", include_str!("../../data/background/ar.tsv")),
    ("de", include_str!("../../data/background/de.tsv")),
    ("el", include_str!("../../data/background/el.tsv")),
    ("es", include_str!("../../data/background/es.tsv")),
    ("fr", include_str!("../../data/background/fr.tsv")),
    ("it", include_str!("../../data/background/it.tsv")),
    ("pt", include_str!("../../data/background/pt.tsv")),
    ("ru", include_str!("../../data/background/ru.tsv")),
    ("uk", include_str!("../../data/background/uk.tsv")),
    ("zh", include_str!("../../data/background/zh.tsv")),
];

/// A built-in table that is read when it is first asked for.
fn built_in(language: LanguageCode) -> Option<&'static Background> {
    static TABLES: [OnceLock<Background>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
    if language == LanguageCode::ENGLISH {
        return Some(Background::english());
    }
    let code = language.to_string();
    let at = BUILT_IN.iter().position(|(other, _)| *other == code)?;
    let read = || Background::parse(BUILT_IN[at].1).expect("the built-in tables are well formed");
    Some(TABLES[at].get_or_init(read))
}

/// A [`Background`] for each of several languages.
///
/// # Examples
///
/// ```
/// use samestory::weights::{Background, Backgrounds};
///
/// let mut backgrounds = Backgrounds::built_in();
/// assert!(backgrounds.of("en").is_some() && backgrounds.of("sw").is_none());
/// backgrounds.set("sw", Background::parse("serikali\t90000\n")?);
/// assert_eq!(backgrounds.of("sw").map(Background::len), Some(1));
/// # Ok::<(), samestory::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Backgrounds {
    /// Those set, by language.
    own: BTreeMap<LanguageCode, Cow<'static, Background>>,
    built_in: bool,
}

/// The tables that were set, and the English one: the others are asked for when they are needed.
impl Hash for Backgrounds {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.own, self.built_in, self.of_code(LanguageCode::ENGLISH)).hash(state);
    }
}

impl Default for Backgrounds {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Backgrounds {
    /// The built-in tables. `data/README.md` says of which languages, and how they were made.
    pub fn built_in() -> Self {
        Self { own: BTreeMap::new(), built_in: true }
    }

    /// No table.
    pub fn none() -> Self {
        Self { own: BTreeMap::new(), built_in: false }
    }

    /// The codes of the built-in tables.
    pub fn built_in_languages() -> impl Iterator<Item = &'static str> {
        std::iter::once("en").chain(BUILT_IN.iter().map(|(code, _)| *code))
    }

    /// Gives a language, by its tag, another table.
    pub fn set(&mut self, tag: &str, background: Background) {
        self.own.insert(LanguageCode::from_tag(tag), Cow::Owned(background));
    }

    /// The table of a language, by its tag.
    pub fn of(&self, tag: &str) -> Option<&Background> {
        self.of_code(LanguageCode::from_tag(tag))
    }

    pub(crate) fn of_code(&self, language: LanguageCode) -> Option<&Background> {
        let own = self.own.get(&language).map(|table| &**table);
        own.or_else(|| if self.built_in { built_in(language) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_table_can_be_read() {
        for code in Backgrounds::built_in_languages() {
            let table = Backgrounds::built_in();
            let table = table.of(code).expect("it is built in");
            assert!(table.len() > 500, "{code}");
            assert!(table.rates().all(|(term, rate)| rate > 0.0 && table.rate(term) == Some(rate)), "{code}");
        }
        assert_eq!(Backgrounds::none().of("en"), None);
    }
}
