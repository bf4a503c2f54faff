//! Stems: one term for the inflected forms of a word.

use std::borrow::Cow;
use std::fmt;

use rust_stemmers::Algorithm;

use super::{Language, porter2};

/// Words longer than this, in bytes, are never stemmed: no language inflects them and some rules take quadratic time.
const LONGEST_STEMMED: usize = porter2::LONGEST;

/// Snowball stemming ([Porter 2001](https://snowballstem.org/texts/introduction.html)) by `rust-stemmers`, with its
/// known defects guarded. The analysis of English has the same rules once more, faster.
///
/// - Greek is stemmed by `frostem`: `rust-stemmers` 1.2 panics on some Greek words ("ισαισαμε").
/// - Romanian is given the letters with a cedilla that its rules know; news writes both.
/// - The English rules merge words that news must keep apart (international and internal, university and universe,
///   organization and organ, authority and author …). For such families (a short list) the derived word keeps a
///   stem of its own, shared by its inflections.
/// - A word with a digit, or longer than 64 bytes, stays as it is.
///
/// Input is a word in lower case, with its diacritics (the rules of most languages need them).
///
/// ```
/// use samestory::text::Language;
/// use samestory::unstable::text::Stemmer;
///
/// let english = Stemmer::new(Language::English);
/// assert_eq!(english.stem("militants"), "milit");
/// assert_ne!(english.stem("international"), english.stem("internal"));
/// assert_eq!(english.stem("universities"), english.stem("university"));
/// ```
pub struct Stemmer {
    language: Language,
    rules: Rules,
}

/// Whose rules a word is stemmed by.
enum Rules {
    None,
    Snowball(rust_stemmers::Stemmer),
    Greek(frostem::Stemmer),
}

impl Stemmer {
    /// The stemmer of a language; for [`Language::Other`] one that changes nothing.
    pub fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::Arabic => Some(Algorithm::Arabic),
            Language::Danish => Some(Algorithm::Danish),
            Language::Dutch => Some(Algorithm::Dutch),
            Language::English => Some(Algorithm::English),
            Language::Finnish => Some(Algorithm::Finnish),
            Language::French => Some(Algorithm::French),
            Language::German => Some(Algorithm::German),
            Language::Hungarian => Some(Algorithm::Hungarian),
            Language::Italian => Some(Algorithm::Italian),
            Language::Norwegian => Some(Algorithm::Norwegian),
            Language::Portuguese => Some(Algorithm::Portuguese),
            Language::Romanian => Some(Algorithm::Romanian),
            Language::Russian => Some(Algorithm::Russian),
            Language::Spanish => Some(Algorithm::Spanish),
            Language::Swedish => Some(Algorithm::Swedish),
            Language::Tamil => Some(Algorithm::Tamil),
            Language::Turkish => Some(Algorithm::Turkish),
            Language::Greek | Language::Other => None,
        };
        let rules = match algorithm {
            Some(algorithm) => Rules::Snowball(rust_stemmers::Stemmer::create(algorithm)),
            None if language == Language::Greek => {
                Rules::Greek(frostem::Stemmer::new(frostem::Algorithm::Greek))
            }
            None => Rules::None,
        };
        Self { language, rules }
    }

    /// The language whose rules are applied.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The stem of a word in lower case.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if !is_stemmed(word) {
            return Cow::Borrowed(word);
        }
        match (&self.rules, self.language) {
            (Rules::Snowball(rules), Language::English) => {
                kept_apart(word).map_or_else(|| rules.stem(word), Cow::Borrowed)
            }
            (Rules::Snowball(rules), Language::Romanian) if word.contains(['ș', 'ț']) => {
                Cow::Owned(rules.stem(&word.replace('ș', "ş").replace('ț', "ţ")).into_owned())
            }
            (Rules::Snowball(rules), _) => rules.stem(word),
            (Rules::Greek(rules), _) => Cow::Owned(rules.stem(word).into_owned()),
            (Rules::None, _) => Cow::Borrowed(word),
        }
    }

    /// Makes a word its [stem](Self::stem), in its own memory if it is an English one.
    pub(crate) fn stem_in_place(&self, word: &mut String) {
        if self.language != Language::English || !word.is_ascii() {
            let stem = self.stem(word).into_owned();
            *word = stem;
        } else if is_stemmed(word) {
            match kept_apart(word) {
                Some(stem) => stem.clone_into(word),
                None => porter2::stem(word),
            }
        }
    }
}

fn is_stemmed(word: &str) -> bool {
    word.len() <= LONGEST_STEMMED && !word.bytes().any(|b| b.is_ascii_digit())
}

impl fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stemmer").field(&self.language).finish()
    }
}

/// English word families that Snowball merges with an unrelated word: (beginning of the family, the stem it gets).
/// A word belongs to the first family it begins with.
const KEPT_APART: &[(&str, &str)] = &[
    ("internation", "internation"), // internal
    ("universit", "universit"),     // universe, universal
    ("organizat", "organizat"),     // organ, organic
    ("organisat", "organizat"),
    ("authorit", "authorit"),     // author
    ("importan", "importan"),     // import
    ("operati", "operat"),        // opera
    ("nationali", "nationali"),   // national
    ("conservati", "conservati"), // conserve
    ("generati", "generat"),      // general
    ("secretar", "secretar"),     // secret
    ("communis", "communis"),     // commune
    ("severit", "severit"),       // several
    ("securit", "securit"),       // secure
    ("arrival", "arriv"),
    ("capitalis", "capitalis"),   // capital
    ("socialis", "socialis"),     // social
    ("federation", "federation"), // federal
    ("relativ", "relativ"),       // relate
    ("positi", "posit"),          // posit
    ("executive", "executiv"),    // execute
    ("experiment", "experiment"), // experience
    ("probation", "probation"),   // probate
    ("marketing", "marketing"),   // market
];

/// The first letter of each family as a bit, a the lowest.
const FIRST_LETTERS: u32 = {
    let (mut letters, mut at) = (0, 0);
    while at < KEPT_APART.len() {
        letters |= 1 << (KEPT_APART[at].0.as_bytes()[0] - b'a');
        at += 1;
    }
    letters
};

fn kept_apart(word: &str) -> Option<&'static str> {
    let &first = word.as_bytes().first()?;
    if !first.is_ascii_lowercase() || FIRST_LETTERS >> (first - b'a') & 1 == 0 {
        return None;
    }
    let begins = |beginning: &str| beginning.as_bytes()[0] == first && word.starts_with(beginning);
    KEPT_APART.iter().find(|(beginning, _)| begins(beginning)).map(|&(_, stem)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_keeps_unrelated_words_apart() {
        let english = Stemmer::new(Language::English);
        for (a, b) in [
            ("international", "internal"),
            ("university", "universe"),
            ("organization", "organ"),
            ("authorities", "author"),
            ("important", "import"),
            ("operation", "opera"),
            ("executive", "execution"),
        ] {
            assert_ne!(english.stem(a), english.stem(b), "{a} {b}");
        }
        for (a, b) in [
            ("organisation", "organizations"),
            ("authority", "authorities"),
            ("attacks", "attacked"),
            ("operations", "operation"),
            ("executives", "executive"),
        ] {
            assert_eq!(english.stem(a), english.stem(b), "{a} {b}");
        }
    }

    #[test]
    fn words_are_stemmed_in_place_as_elsewhere() {
        for &language in Language::ALL {
            let stemmer = Stemmer::new(language);
            for word in ["militants", "universities", "1990s", "françois", "verhandlungen", "", "'"] {
                let mut stem = word.to_owned();
                stemmer.stem_in_place(&mut stem);
                assert_eq!(stem, stemmer.stem(word), "{language}");
            }
            let mut monster = "ing".repeat(1000);
            stemmer.stem_in_place(&mut monster);
            assert_eq!(monster.len(), 3000);
        }
    }

    #[test]
    fn numbers_and_monsters_stay() {
        let english = Stemmer::new(Language::English);
        assert_eq!(english.stem("1990s"), "1990s");
        let monster = "ing".repeat(1000);
        assert_eq!(english.stem(&monster), monster);
    }

    #[test]
    fn other_languages_stem_by_their_own_rules() {
        assert_eq!(Stemmer::new(Language::German).stem("verhandlungen"), "verhandl");
        assert_eq!(
            Stemmer::new(Language::French).stem("militaires"),
            Stemmer::new(Language::French).stem("militaire")
        );
        assert_eq!(Stemmer::new(Language::Other).stem("habari"), "habari");
    }
}
