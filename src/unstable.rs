//! What the other crates of the workspace and the tests use of this one. Nothing here is stable.

pub mod article {
    use crate::article::Article;

    /// A text that is compared and not kept: an article without an id, which [`Article::builder`] refuses.
    pub fn of_text(title: &str, body: &str) -> Article {
        Article {
            id: String::new(),
            source: None,
            url: None,
            published: None,
            author: None,
            language: None,
            title: title.to_owned(),
            body: body.to_owned(),
        }
    }
}

pub mod cluster {
    use crate::article::Article;
    use crate::cluster::{BatchEngine, Config};
    use crate::config_error::ConfigError;
    use crate::terms::{Analyzer, Vocabulary};
    use crate::weights::LanguageFrequencies;

    pub use crate::cluster::linkage::average::{Edge, average_linkage};
    pub use crate::cluster::linkage::candidate_pairs::{CandidatePairs, candidate_pairs};
    pub use crate::cluster::linkage::scored::Scored;
    pub use crate::cluster::pairs::candidates::{Candidate, similar_to};
    pub use crate::cluster::reading::cleaning::{Cleaner, plain};

    /// The analysis of texts that a configuration asks for. Checks all of the configuration.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn analyzer(config: &Config) -> Result<Analyzer, ConfigError> {
        config.validate()?;
        config.analyzer()
    }

    /// The scores of a closed set of articles, without corrections, to be grouped at several granularities.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn score(articles: &[Article], config: &Config) -> Result<Scored, ConfigError> {
        let mut batch = BatchEngine::new(config.clone())?;
        batch.read_last(articles);
        Ok(batch.score())
    }

    /// How common terms are before the first article.
    pub fn prior(config: &Config, vocabulary: &mut Vocabulary) -> LanguageFrequencies {
        config.prior(vocabulary)
    }
}

pub mod copies {
    pub use crate::copies::batch::{find_copies, find_copies_with};
    pub use crate::copies::direction::{Direction, Sign};
    pub use crate::copies::finder::{CopyFinder, Found};
    pub use crate::copies::link::{CopyKind, CopyLink, QuoteLink};
    pub use crate::copies::overlap::{Overlap, SharedQuote, SharedSentence};
    pub use crate::copies::print::Span;
}

pub mod credits {
    use crate::credits::{Newsroom, Newsrooms};

    pub use crate::credits::credit::{Credit, CreditRole, find_credits};
    pub use crate::credits::domain::{host, registrable_domain};
    pub use crate::credits::newsrooms::{NewsroomId, kind_from_name, name_key};
    pub use crate::credits::picture_label::has_picture_label;

    /// A newsroom by its number.
    pub fn newsroom(newsrooms: &Newsrooms, id: NewsroomId) -> Option<&Newsroom> {
        newsrooms.get(id)
    }
}

/// What the scores of a closed set were made of.
pub mod inspection {
    pub use crate::cluster::inspection::{InspectedTerm, Inspection, Standing};
    pub use crate::cluster::linkage::moves::{Choice, LEAVING, MARGIN, choose};
    pub use crate::cluster::linkage::score::{Score, Sum};
    pub use crate::cluster::linkage::statistics::{ClusterStatistics, closeness_of_one};
    pub use crate::cluster::query::{ComparedText, TextComparison};
    pub use crate::stories::batch::{InspectedStories, cluster_and_inspect, inspect_stories};
}

pub mod origins {
    pub use crate::origins::origin::{ArticleOrigin, Origin, OriginEvidence};
    pub use crate::origins::story::{OriginGroup, PropagationStep, StoryOrigins, trace_origins};
}

pub mod parallel {
    pub use crate::parallel::map;
}

pub mod published {
    pub use crate::published::months::month;
}

pub mod table {
    pub use crate::table::{Row, rows};
}

pub mod terms {
    use crate::article::Article;
    use crate::terms::{Analyzer, Lexicon};

    pub use crate::terms::analysis::{Analysis, Occurrence, Section};
    pub use crate::terms::batch::{count_terms, count_texts};
    pub use crate::terms::counts::{FieldCounter, FieldCounts};
    pub use crate::terms::field::Field;
    pub use crate::terms::vocabulary::Vocabulary;
    pub use crate::terms::word_entry::is_connector;

    /// The terms of an article with their places; new ones are added to the lexicon.
    pub fn analyze(analyzer: &Analyzer, article: &Article, lexicon: &mut Lexicon) -> Analysis {
        analyzer.analyze(article, lexicon)
    }

    /// As [`analyze`], reusing the memory of an earlier analysis.
    pub fn analyze_into(
        analyzer: &Analyzer,
        article: &Article,
        lexicon: &mut Lexicon,
        analysis: &mut Analysis,
    ) {
        analyzer.analyze_text(article.into(), lexicon, analysis);
    }
}

pub mod text {
    pub use crate::text::beginning::beginning;
    pub use crate::text::detect::{detect, likely_languages};
    pub use crate::text::fold::{fold_case, fold_diacritics};
    pub use crate::text::language_code::LanguageCode;
    pub use crate::text::script::Script;
    pub use crate::text::spelling::name_key;
    pub use crate::text::stemmer::Stemmer;
    pub use crate::text::stop_words::{is_stop_word, stop_words};
    pub use crate::text::text_language::TextLanguage;
    pub use crate::text::weekdays::Weekdays;
    pub use crate::text::word::{NormalizedWord, WordNormalizer};
    pub use crate::text::words::scan;
}

pub mod versions {
    pub use crate::versions::boilerplate::is_boilerplate;
    pub use crate::versions::comparable::{comparable, plain};
    pub use crate::versions::elapsed::ElapsedError;
    pub use crate::versions::one_article::ContentWords;
    pub use crate::versions::page_noise::article_text;
    pub use crate::versions::sentences::{Sentence, sentences};
    pub use crate::versions::url::canonical_url;
    pub use crate::versions::url_date::date_in_url;
}

pub mod weights {
    pub use crate::weights::document_frequency::DocumentFrequencies;
    pub use crate::weights::fields::FieldVectors;
    pub use crate::weights::language_frequencies::LanguageFrequencies;
}

pub mod markup {
    pub use crate::text::elements::{INLINE, LINES, PARAGRAPHS, WHOLES};
    pub use crate::text::markup::{characters, decoded, decoded_once, tag_name};
}
pub use crate::versions::similarity::WordBag;
