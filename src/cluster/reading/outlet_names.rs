//! Whether a phrase is the name of an outlet, in any of its forms.

use crate::article::Article;
use crate::credits::host;

/// A shorter name is told only if it is the whole phrase.
const SHORTEST_FIRST_WORDS: usize = 3;

/// How long an abbreviation is at least that is told from the words it abbreviates.
const SHORTEST_ABBREVIATION: usize = 3;

/// An abbreviation has no more bytes, and stands for no more words: what has more is no name of an outlet.
const LONGEST_ABBREVIATION: usize = 256;
const MOST_ABBREVIATED_WORDS: usize = 32;

/// The words of a phrase, in lower case, without a leading article and what is in brackets.
fn words(phrase: &str) -> Vec<String> {
    let phrase = phrase.find(['(', '[']).filter(|&at| at > 0).map_or(phrase, |at| &phrase[..at]);
    let words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// A name without spaces that has dots: a host.
fn is_host(name: &str) -> bool {
    name.contains('.') && !name.trim().contains(char::is_whitespace) && host(name).is_some()
}

/// The labels of a host that may name the outlet: all but the last, without a leading article.
fn labels(host: &str) -> Vec<String> {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    let plain = labels.into_iter().map(|label| label.split('-').collect::<String>().to_lowercase());
    let without_article = plain.map(|label| match label.strip_prefix("the") {
        Some(rest) if rest.len() >= SHORTEST_FIRST_WORDS => rest.to_owned(),
        _ => label,
    });
    without_article.filter(|label| label.len() > 1 && label != "www").collect()
}

/// Whether a phrase names the outlet of an article: as its source or the labels of its host, with or without "The", blanks
/// and what is in brackets, or as an abbreviation of it, or the other way round.
///
/// With `may_go_on` more words may follow the name: "Herald Sports" of the Herald.
pub(crate) fn names_outlet_of(article: &Article, phrase: &str, may_go_on: bool) -> bool {
    if !may_name(article, phrase) {
        return false;
    }
    let phrase_words = words(phrase);
    let phrase_labels = if is_host(phrase) { labels(phrase) } else { Vec::new() };
    let is_name = |name: &str| {
        let joined = phrase_words.concat();
        joined == name
            || phrase_labels.iter().any(|label| label == name)
            || (may_go_on && name.chars().count() >= SHORTEST_FIRST_WORDS && begins_with(&phrase_words, name))
            || (name.len() >= SHORTEST_ABBREVIATION && abbreviates(name, &phrase_words))
    };
    let of_host = |host: &str| labels(host).iter().any(|label| is_name(label));
    let of_source = |source: &str| {
        let source_words = words(source);
        let is_capitals = !phrase.contains(char::is_whitespace) && !phrase.contains(char::is_lowercase);
        let may_abbreviate = is_capitals || phrase.len() > SHORTEST_ABBREVIATION;
        is_name(&source_words.concat())
            || (phrase_words.len() == 1 && may_abbreviate && abbreviates(&phrase_words[0], &source_words))
            || (is_host(source) && of_host(source))
    };
    article.source.as_deref().is_some_and(of_source)
        || article.url.as_deref().and_then(host).is_some_and(|host| of_host(&host))
}

/// Whether a phrase begins with the first letter of the source or of a label of the host, as all forms of names do: most phrases do not,
/// and cost no more.
fn may_name(article: &Article, phrase: &str) -> bool {
    let [Some(first), Some(behind_article)] = first_letters(phrase) else { return false };
    let url = article.url.as_deref().unwrap_or_default();
    let authority =
        url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    let names = article.source.iter().flat_map(|source| source.split('.')).chain(authority.split(['.', '@']));
    names.flat_map(first_letters).flatten().any(|letter| letter == first || letter == behind_article)
}

/// The first letter or digit of a name, and that behind a leading article.
fn first_letters(name: &str) -> [Option<char>; 2] {
    let first = |text: &str| text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins_with_article = name.get(..3).is_some_and(|first| first.eq_ignore_ascii_case("the"));
    let behind = if begins_with_article { first(&name[3..]) } else { None };
    [first(name), behind.or_else(|| first(name))]
}

/// Whether the first words, written as one, are a name.
fn begins_with(words: &[String], name: &str) -> bool {
    let mut rest = name;
    for word in words {
        match rest.strip_prefix(word.as_str()) {
            Some("") => return true,
            Some(left) => rest = left,
            None => return false,
        }
    }
    false
}

/// Whether a short form is made of beginnings of all words in order, as "wapo" of "washington post" and "nyt" of "new york times".
/// Words of up to three letters may be missing, but not the first.
fn abbreviates(short: &str, words: &[String]) -> bool {
    (2..=MOST_ABBREVIATED_WORDS).contains(&words.len())
        && short.len() <= LONGEST_ABBREVIATION
        && short.chars().count() > 1
        && is_made_of(short, words)
}

/// Whether a short form is made of beginnings of the words. Goes from word to word and keeps every place of the short form that the
/// words so far can lead to: there are no more places than bytes, while the ways to them grow exponentially with the words.
///
/// # Complexity
///
/// The bytes of the short form times those of the words.
fn is_made_of(short: &str, words: &[String]) -> bool {
    // by byte of the short form: whether what is before it is made of the words so far
    let mut is_made = [false; LONGEST_ABBREVIATION + 1];
    is_made[0] = true;
    for (number, word) in words.iter().enumerate() {
        let may_miss = number > 0 && word.chars().count() <= 3;
        let before = is_made;
        if !may_miss {
            is_made.fill(false);
        }
        for start in (0..short.len()).filter(|&start| before[start]) {
            let common = short[start..].char_indices().zip(word.chars()).take_while(|((_, a), b)| a == b);
            common.for_each(|((at, c), _)| is_made[start + at + c.len_utf8()] = true);
        }
    }
    is_made[short.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As [`is_made_of`], by trying each way.
    fn is_made_of_plainly(short: &str, words: &[String], may_miss: bool) -> bool {
        let Some((word, others)) = words.split_first() else { return short.is_empty() };
        let common = short.char_indices().zip(word.chars()).take_while(|((_, a), b)| a == b);
        let mut ends = common.map(|((at, c), _)| at + c.len_utf8());
        (may_miss && word.chars().count() <= 3 && is_made_of_plainly(short, others, true))
            || ends.any(|end| is_made_of_plainly(&short[end..], others, true))
    }

    proptest! {
        #[test]
        fn abbreviations_are_told_as_by_trying_each_way(
            words in prop::collection::vec("[abé]{1,5}", 1..7),
            taken in prop::collection::vec(0_usize..5, 7),
            other in "[abé]{0,8}",
        ) {
            // any letters are hardly ever made of the words: so one short form is built from them
            let made: String = words.iter().zip(taken).flat_map(|(word, taken)| word.chars().take(taken)).collect();
            for short in [made, other] {
                prop_assert_eq!(is_made_of(&short, &words), is_made_of_plainly(&short, &words, false), "{}", short);
            }
        }
    }

    #[test]
    fn longer_ones_are_no_abbreviations() {
        let words = |len: usize| vec!["abcdefghi".to_owned(); len];
        for (len, holds) in [(MOST_ABBREVIATED_WORDS, true), (MOST_ABBREVIATED_WORDS + 1, false)] {
            assert_eq!(abbreviates(&"a".repeat(len), &words(len)), holds);
        }
        assert!(abbreviates(&words(28).concat(), &words(28)));
        assert!(!abbreviates(&words(29).concat(), &words(29)));
    }

    fn names(source: Option<&str>, url: Option<&str>, phrase: &str) -> bool {
        let mut article = Article::builder("a").title("t").build().unwrap();
        (article.source, article.url) = (source.map(str::to_owned), url.map(str::to_owned));
        names_outlet_of(&article, phrase, false)
    }

    #[test]
    fn a_source_is_named_in_any_form() {
        for (source, phrase) in [
            ("The Ashford Gazette", "The Ashford Gazette"),
            ("The Ashford Gazette", "Ashford Gazette"),
            ("Ashford Gazette", "ASHFORD GAZETTE"),
            ("Ashford Gazette (Web)", "Ashford Gazette"),
            ("ashfordgazette.example", "The Ashford Gazette"),
            ("theashfordgazette.example", "Ashford Gazette"),
            ("ashford-gazette.example", "AshfordGazette.example"),
            ("The New Quay Times", "NQT"),
            ("The New Quay Times", "NQTimes"),
            ("Quay Post", "QuPo"),
            ("Quay Post", "QP"),
            ("nqt.example", "The New Quay Times"),
            ("Gazeta Północna", "gazeta północna"),
        ] {
            assert!(names(Some(source), None, phrase), "{source}: {phrase}");
        }
    }

    #[test]
    fn the_host_names_the_outlet() {
        let url = Some("https://news.ashfordgazette.co.example/2024/a.html");
        assert!(names(None, url, "Ashford Gazette"));
        assert!(names(Some("AG News Feed"), url, "The Ashford Gazette"));
        assert!(!names(None, url, "Ashford"));
    }

    #[test]
    fn other_phrases_are_no_names() {
        for phrase in
            ["Ashford", "Gazette", "report", "AG said", "a", "", "…", "The", "Another Gazette", "ag"]
        {
            assert!(!names(Some("Ashford Gazette"), None, phrase), "{phrase}");
        }
        assert!(!names(Some("qt.example"), None, "Quentin Tanner"), "two letters are anyone's");
        assert!(!names(None, None, "Ashford Gazette"));
    }

    #[test]
    fn a_name_may_go_on() {
        let article = Article::builder("a").title("t").source("ashford.example").build().unwrap();
        assert!(names_outlet_of(&article, "Ashford News, Weather & Sports", true));
        assert!(!names_outlet_of(&article, "Ashford News, Weather & Sports", false));
        assert!(!names_outlet_of(&article, "Ashfordshire News", true));
    }
}
