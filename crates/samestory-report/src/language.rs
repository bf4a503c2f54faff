//! The languages of articles, as they are shown.

use samestory::Article;
use samestory::unstable::text::detect;

use crate::allowed::allowed;

/// The language of an article is told by so much of its text, in bytes.
const LANGUAGE_BY: usize = 600;

/// The language of an article without its region: as declared, else as its text looks.
pub fn language_of(article: &Article) -> Option<String> {
    if let Some(tag) = &article.language {
        let code: String = allowed(tag).split(['-', '_']).next().unwrap_or_default().to_lowercase();
        if (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase()) {
            return Some(code);
        }
    }
    let mut end = article.body.len().min(LANGUAGE_BY);
    while !article.body.is_char_boundary(end) {
        end -= 1;
    }
    let text = format!("{} {}", article.title, &article.body[..end]);
    detect(&text).map(|language| language.code().to_owned())
}
