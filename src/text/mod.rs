//! From text to words and from words to terms: tokenising, folding, stop words, stemming.
//!
//! Everything here looks at one text or one word and keeps no state; counting begins in [`terms`](crate::terms).
//!
//! | step | type or function | source |
//! | --- | --- | --- |
//! | cut into words | [`Tokenizer`], [`UnicodeWords`] | [UAX #29](https://www.unicode.org/reports/tr29/); pairs of characters where a script writes no spaces, or a segmenter (feature `segmenter`) |
//! | tell the language | `detect()`, `TextLanguage`, [`Language`], `Script` | stop-word counts, `whatlang` |
//! | compatibility forms, case | `fold_case` | [UAX #15](https://www.unicode.org/reports/tr15/), NFKC |
//! | stop words | [`Language`] | own lists |
//! | stems | `Stemmer` | [Snowball](https://snowballstem.org) |
//! | diacritics | `fold_diacritics` | |
//! | spelling variants of names | `name_key` | own rule |
//! | days of the week named | `Weekdays` | own lists |
//! | what is quoted | inside the crate | shingles: [Broder 1997](https://doi.org/10.1109/SEQUEN.1997.666900) |
//! | all of it for one word | `WordNormalizer` | |
//!
//! `reference` cuts into the same words the plain way.

pub(crate) mod beginning;
mod clitics;
pub(crate) mod detect;
pub(crate) mod elements;
pub(crate) mod fold;
mod language;
pub(crate) mod language_code;
mod letters;
pub(crate) mod markup;
mod packed_word;
mod porter2;
mod quotations;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod runs;
pub(crate) mod script;
#[cfg(feature = "segmenter")]
mod segments;
pub(crate) mod spelling;
pub(crate) mod stemmer;
pub(crate) mod stop_words;
pub(crate) mod text_language;
mod tokenizer;
mod unspaced;
pub(crate) mod weekdays;
pub(crate) mod word;
mod word_classes;
pub(crate) mod words;

pub(crate) use beginning::beginning;
pub(crate) use clitics::is_arabic_article;
pub(crate) use detect::detect;
use detect::detect_surely;
pub(crate) use fold::{fold_case, fold_diacritics};
pub use language::Language;
pub(crate) use language_code::LanguageCode;
pub(crate) use markup::without_markup;
pub(crate) use packed_word::PackedWord;
pub(crate) use quotations::{KEPT_OF, quoted_runs};
pub(crate) use runs::scan_runs;
pub(crate) use script::Script;
#[cfg(feature = "segmenter")]
pub(crate) use segments::scan_segments;
pub(crate) use spelling::name_key;
pub(crate) use stemmer::Stemmer;
pub(crate) use stop_words::{is_stop_word, languages_of_stop_word, stop_words};
pub(crate) use text_language::TextLanguage;
pub use tokenizer::{Tokenizer, UnicodeWords};
#[cfg(feature = "segmenter")]
use unspaced::is_hiragana;
pub(crate) use unspaced::{is_surely_spaced, is_unspaced, scan_pairs};
pub(crate) use weekdays::Weekdays;
pub(crate) use word::WordNormalizer;
pub(crate) use words::{scan, scan_while};
