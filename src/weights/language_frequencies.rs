//! In how many articles of its language each term occurs.

use serde::{Deserialize, Serialize};

use super::backgrounds::Backgrounds;
use super::document_frequency::{DocumentFrequencies, SavedFrequencies};
use crate::saved::ensure;
use crate::terms::{FieldCounts, TermId, Vocabulary};
use crate::text::LanguageCode;

/// Languages that have document frequencies of their own, the first ones; all others share one table.
const OWN_TABLES: usize = 16;

/// Document frequencies by language: "die" is rare in English and nothing in German, and where most articles are German, English
/// words are not rare for that.
///
/// English articles and those of no known language are counted together, with the English background. A language without a
/// background takes what is common from the articles themselves: see `DocumentFrequencies::estimating`.
#[derive(Debug, Clone)]
pub struct LanguageFrequencies {
    main: DocumentFrequencies,
    others: Vec<(LanguageCode, DocumentFrequencies)>,
    /// That of the languages that came when all tables were given.
    rest: DocumentFrequencies,
    backgrounds: Backgrounds,
    background_articles: f64,
}

/// What is written of them: what the backgrounds say is not.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedLanguages {
    main: SavedFrequencies,
    others: Vec<(LanguageCode, SavedFrequencies)>,
    rest: SavedFrequencies,
}

impl LanguageFrequencies {
    /// No article seen; each language as if so many had been.
    pub(crate) fn new(
        backgrounds: &Backgrounds,
        background_articles: f64,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let main = match backgrounds.of_code(LanguageCode::ENGLISH) {
            Some(english) if background_articles > 0.0 => {
                DocumentFrequencies::with_background(english, background_articles, vocabulary)
            }
            _ => DocumentFrequencies::new(),
        };
        let rest = DocumentFrequencies::estimating(background_articles);
        Self { main, others: Vec::new(), rest, backgrounds: backgrounds.clone(), background_articles }
    }

    /// Counts an article.
    pub fn add(&mut self, counts: &FieldCounts, vocabulary: &Vocabulary) {
        let language = counts.language().code();
        if Self::is_main(language) {
            return self.main.add(counts.distinct_terms(), 1.0);
        }
        let known = self.others.iter().position(|(other, _)| *other == language);
        let at = known.unwrap_or(self.others.len());
        if known.is_none() && at < OWN_TABLES {
            self.others.push((language, DocumentFrequencies::estimating(self.background_articles)));
        }
        let Some((_, df)) = self.others.get_mut(at) else {
            return self.rest.add(counts.distinct_terms(), 1.0);
        };
        if let Some(background) = self.backgrounds.of_code(language) {
            for term in counts.distinct_terms().filter(|&term| df.is_new(term)).collect::<Vec<_>>() {
                let rate = vocabulary.term(term).and_then(|text| background.rate(text));
                df.set_prior(term, rate.unwrap_or(0.0));
            }
        }
        df.add(counts.distinct_terms(), 1.0);
    }

    /// How often a term was counted, in any language.
    pub(crate) fn counted(&self, term: TermId) -> f64 {
        self.all().map(|df| df.counted(term)).sum()
    }

    /// Forgets a term that no background gave.
    pub(crate) fn forget(&mut self, term: TermId) {
        [&mut self.main, &mut self.rest].into_iter().for_each(|df| df.forget(term));
        self.others.iter_mut().for_each(|(_, df)| df.forget(term));
    }

    /// What is to be written.
    pub(crate) fn saved(&self) -> SavedLanguages {
        let others = self.others.iter().map(|(language, df)| (*language, df.saved(true))).collect();
        SavedLanguages { main: self.main.saved(false), others, rest: self.rest.saved(true) }
    }

    /// Takes over what was [saved](Self::saved) of frequencies that began as these, of a vocabulary of so many terms.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(&mut self, saved: SavedLanguages, terms: usize) -> Result<(), String> {
        self.main.restore(saved.main, terms)?;
        self.rest.restore(saved.rest, terms)?;
        for (language, saved) in saved.others {
            let is_new = !Self::is_main(language) && self.others.iter().all(|(other, _)| *other != language);
            ensure(is_new && self.others.len() < OWN_TABLES, || {
                format!("no room for the terms of {language}")
            })?;
            let mut df = DocumentFrequencies::estimating(self.background_articles);
            df.restore(saved, terms)?;
            self.others.push((language, df));
        }
        Ok(())
    }

    /// Those that weigh the articles of a language.
    pub fn of(&self, language: LanguageCode) -> &DocumentFrequencies {
        if Self::is_main(language) {
            return &self.main;
        }
        self.others.iter().find(|(other, _)| *other == language).map_or(&self.rest, |(_, df)| df)
    }

    /// Those of English and of articles of no known language.
    pub(crate) fn main(&self) -> &DocumentFrequencies {
        &self.main
    }

    /// Whether the articles of a language are counted with the English ones.
    pub(crate) fn is_main(language: LanguageCode) -> bool {
        language == LanguageCode::ENGLISH || !language.is_known()
    }

    fn all(&self) -> impl Iterator<Item = &DocumentFrequencies> {
        [&self.main, &self.rest].into_iter().chain(self.others.iter().map(|(_, df)| df))
    }

    /// Bytes held.
    pub(crate) fn memory_usage(&self) -> usize {
        self.all().map(DocumentFrequencies::memory_usage).sum()
    }

    /// Checks every table.
    ///
    /// # Errors
    ///
    /// As `DocumentFrequencies::validate`.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.all().try_for_each(DocumentFrequencies::validate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::terms::{Analyzer, Lexicon};
    use crate::weights::Background;

    fn counted(language: &str, body: &str, lexicon: &mut Lexicon) -> FieldCounts {
        let article = Article::builder("a").body(body).language(language).build().unwrap();
        FieldCounts::new(&Analyzer::default().analyze(&article, lexicon))
    }

    fn term(text: &str, lexicon: &Lexicon) -> TermId {
        let terms = lexicon.vocabulary().iter();
        terms.filter(|&(_, other)| other == text).map(|(term, _)| term).next().unwrap()
    }

    #[test]
    fn a_term_is_as_common_as_in_its_own_language() {
        let mut lexicon = Lexicon::new();
        let mut backgrounds = Backgrounds::none();
        backgrounds.set("en", Background::parse("gift\t1000\n").unwrap());
        backgrounds.set("de", Background::parse("gift\t500000\n").unwrap());
        let mut df = LanguageFrequencies::new(&backgrounds, 100.0, lexicon.vocabulary_mut());
        for language in ["en", "de", "de", "sw"] {
            let counts = counted(language, "gift", &mut lexicon);
            df.add(&counts, lexicon.vocabulary());
        }
        let gift = term("gift", &lexicon);
        let of = |tag| {
            let df = df.of(LanguageCode::from_tag(tag));
            (df.of(gift), df.documents())
        };
        assert!((of("en").0 - 1.1).abs() < 1e-6);
        assert_eq!(of("en").1, 101.0);
        assert_eq!(of("und"), of("en"));
        assert_eq!(of("de"), (52.0, 102.0));
        assert_eq!(of("sw"), (1.0, 101.0));
        df.validate().unwrap();
    }

    #[test]
    fn languages_beyond_the_first_share_a_table() {
        let (mut lexicon, backgrounds) = (Lexicon::new(), Backgrounds::none());
        let mut df = LanguageFrequencies::new(&backgrounds, 0.0, lexicon.vocabulary_mut());
        let tag = |at: u8| format!("{}x", char::from(b'a' + at));
        for at in 0..20 {
            let counts = counted(&tag(at), "word", &mut lexicon);
            df.add(&counts, lexicon.vocabulary());
        }
        assert_eq!(df.of(LanguageCode::from_tag(&tag(0))).documents(), 1.0);
        assert_eq!(df.of(LanguageCode::from_tag(&tag(19))).documents(), 4.0);
    }
}
