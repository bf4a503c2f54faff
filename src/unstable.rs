//! What the other crates of the workspace and the tests use of this one. Nothing here is stable.

pub mod cluster {
    pub use crate::cluster::linkage::average::{Edge, average_linkage};
    pub use crate::cluster::linkage::candidate_pairs::{CandidatePairs, candidate_pairs};
    pub use crate::cluster::pairs::candidates::{Candidate, similar_to};
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
    pub use crate::credits::credit::{Credit, CreditRole, find_credits};
    pub use crate::credits::domain::{host, registrable_domain};
}

pub mod digest {
    use crate::digest::{Digester, Saga};

    /// The sagas if stories join from another mean similarity on.
    pub fn sagas_at(digester: &Digester<'_>, joined: f64) -> Vec<Saga> {
        digester.sagas_at(joined)
    }
}

pub mod evaluation {
    pub use crate::evaluation::adjusted_information::{
        adjusted_mutual_information, expected_mutual_information,
    };
    pub use crate::evaluation::bcubed::bcubed;
    pub use crate::evaluation::bootstrap::{DEFAULT_LEVEL, DEFAULT_RESAMPLES, DEFAULT_SEED, story_interval};
    pub use crate::evaluation::contingency::{Cell, Contingency};
    pub use crate::evaluation::exact::exact_stories;
    pub use crate::evaluation::information::{
        Normalizer, entropy, mutual_information, normalized_mutual_information,
    };
    pub use crate::evaluation::metric_interval::metric_interval;
    pub use crate::evaluation::pairwise::{adjusted_rand_index, pairwise};
    pub use crate::evaluation::rng::SplitMix64;
    pub use crate::evaluation::v_measure::v_measure;
}

pub mod origins {
    pub use crate::origins::origin::{ArticleOrigin, Origin, OriginEvidence};
    pub use crate::origins::story::{OriginGroup, PropagationStep, StoryOrigins, trace_origins};
}

pub mod terms {
    pub use crate::terms::counts::FieldCounter;
    pub use crate::terms::vocabulary::Vocabulary;
}

pub mod text {
    pub use crate::text::detect::detect;
    pub use crate::text::fold::{fold_case, fold_diacritics};
    pub use crate::text::script::Script;
    pub use crate::text::spelling::name_key;
    pub use crate::text::stemmer::Stemmer;
    pub use crate::text::stop_words::{is_stop_word, stop_words};
    pub use crate::text::text_language::TextLanguage;
    pub use crate::text::weekdays::Weekdays;
    pub use crate::text::word::{NormalizedWord, WordNormalizer};
}

pub mod versions {
    pub use crate::versions::boilerplate::is_boilerplate;
    pub use crate::versions::comparable::comparable;
    pub use crate::versions::correction::is_correction_notice;
    pub use crate::versions::elapsed::ElapsedError;
    pub use crate::versions::sentences::{Sentence, sentences};
    pub use crate::versions::url::canonical_url;
    pub use crate::versions::url_date::date_in_url;
    pub use crate::versions::words::diff_words;
}

pub mod weights {
    pub use crate::weights::document_frequency::DocumentFrequencies;
    pub use crate::weights::fields::FieldVectors;
}

pub mod markup {
    pub use crate::text::elements::{INLINE, LINES, PARAGRAPHS, WHOLES};
    pub use crate::text::markup::{characters, decoded, decoded_once, tag_name};
}
pub use crate::versions::similarity::WordBag;
