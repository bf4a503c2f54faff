//! The newsrooms in the field of the author.

use super::mention::{Mention, mentions};
use super::mention_context::{LONGEST_LINE, says_who_helped};
use super::newsrooms::{NewsroomId, Newsrooms};
use super::phrases::{AFTER_BYLINE, BY, PICTURE, WITH};

/// A name of an agency that may be a person's has no more letters.
const LONGEST_PERSON: usize = 6;

/// The newsrooms that an author's field names: "Jane Roe, Associated Press", "dpa/lby".
pub(crate) fn author_newsrooms(author: &str, newsrooms: &Newsrooms) -> Vec<NewsroomId> {
    let lower = author.to_lowercase();
    if author.len() > LONGEST_LINE
        || lower.split(|c: char| !c.is_alphabetic()).any(|word| PICTURE.contains(&word))
    {
        return Vec::new();
    }
    // "Jane Roe with AP": who helped stands behind the one who wrote
    let helped = |before: &str| {
        let before = before.to_lowercase();
        before.split(|c: char| !c.is_alphabetic()).any(|word| WITH.contains(&word))
            || says_who_helped(&before)
    };
    let found = mentions(author, newsrooms);
    // "Ana Lusa", "Efe Yılmaz": an agency's name that is a person's too
    let is_person = |found: &Mention| {
        let name = &author[found.start..found.end];
        let is_short = name.chars().count() <= LONGEST_PERSON && name.chars().skip(1).any(char::is_lowercase);
        let parts = [&author[..found.start], &author[found.end..]];
        let mut others = parts.iter().flat_map(|part| part.split_whitespace());
        let other = others.next();
        is_short
            && name.starts_with(char::is_uppercase)
            && others.next().is_none()
            && other.is_some_and(|word| {
                let is_word = word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
                let lower = word.to_lowercase();
                is_word && !BY.contains(&lower.as_str()) && !AFTER_BYLINE.contains(&lower.as_str())
            })
    };
    let writes = |found: &&Mention| !helped(&author[..found.start]) && !is_person(found);
    found.iter().filter(writes).map(|found| found.newsroom).collect()
}
