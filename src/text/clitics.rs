//! What clings to a word without belonging to it: possessive endings, elided articles, the Arabic article.

use super::Language;

/// Takes a possessive ending off a [case-folded](super::fold_case) word: "algeria's" → "algeria", "states'" → "states".
/// The words that are no possessives ("it's", "let's") are stop words before and after.
pub(crate) fn strip_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word)
}

/// Takes an elided article or pronoun off a case-folded word: "l'algérie" → "algérie", "dell'economia" → "economia".
pub(crate) fn strip_elision(word: &str, language: Language) -> &str {
    let elided: &[&str] = match language {
        Language::French => {
            &["l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"]
        }
        Language::Italian => &[
            "l", "un", "all", "dall", "dell", "nell", "sull", "coll", "c", "d", "quest", "quell", "m", "t",
            "s", "v",
        ],
        _ => return word,
    };
    match word.split_once('\'') {
        Some((prefix, rest)) if !rest.is_empty() && elided.contains(&prefix) => rest,
        _ => word,
    }
}

/// Whether a word is an Arabic article that clings to the name after it: before a hyphen "al-Qaeda", "el-Sisi",
/// "ash-Sham"; before a blank only "al" counts ("Al Qaeda", "al Shabab").
///
/// The article is left out of the name: sources disagree on writing it, and "Assad" is "al-Assad".
pub(crate) fn is_arabic_article(word: &str, before_hyphen: bool) -> bool {
    if word.len() > 3 {
        return false;
    }
    let lower = |article: &str| word.eq_ignore_ascii_case(article);
    if before_hyphen {
        ["al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az"].into_iter().any(lower)
    } else {
        lower("al")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessives_and_elisions() {
        assert_eq!(strip_possessive("algeria's"), "algeria");
        assert_eq!(strip_possessive("states'"), "states");
        assert_eq!(strip_possessive("o'brien"), "o'brien");
        assert_eq!(strip_elision("l'algérie", Language::French), "algérie");
        assert_eq!(strip_elision("jusqu'au", Language::French), "au");
        assert_eq!(strip_elision("aujourd'hui", Language::French), "aujourd'hui");
        assert_eq!(strip_elision("l'algérie", Language::English), "l'algérie");
    }
}
