//! The names of those who wrote an article.

use std::sync::LazyLock;

use super::json_ld::plain;
use super::tree::one_line;
use super::word_tables::list;
use crate::plain_text::without_by;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = include_str!("words/bylines.tsv");
    Words { before: list(table, "before"), no_names: list(table, "no-name"), titles: list(table, "title") }
});

/// The lists of the table.
struct Words {
    before: Vec<&'static str>,
    no_names: Vec<&'static str>,
    titles: Vec<&'static str>,
}

/// What follows a name: who else had a hand in it, where the person was, for whom.
const AFTER: &[&str] = &[
    " edited by ",
    " photos by ",
    " photographs by ",
    " photography by ",
    " illustrations by ",
    " additional reporting ",
    " reporting by ",
    " updated ",
    " published ",
    " for ",
    " in ",
    " aus ",
];

/// What stands behind a name in scripts without capitals: that the person is a reporter.
const ROLES: &[&str] = &["기자", "특파원", "記者", "记者", "編集委員"];

/// No name is longer, in characters, or has more words.
const MAX_NAME: usize = 60;
const MAX_WORDS: usize = 6;

/// The names in what a page writes as authors, each once; not those of the outlet.
pub(super) fn clean(raw: &[String], outlets: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in raw {
        for name in split(&one_line(&plain(text))) {
            let Some(name) = name_of(&name) else { continue };
            let lower = name.to_lowercase();
            let is_outlet = outlets.iter().any(|outlet| same_outlet(&lower, &outlet.to_lowercase()));
            if is_outlet || names.iter().any(|known| known.to_lowercase() == lower) {
                continue;
            }
            names.push(name);
        }
    }
    // "Jane Roe" beside "Roe": one of them
    let all = names.clone();
    names.retain(|name| {
        !all.iter().any(|other| {
            other != name && name.split(' ').count() == 1 && other.ends_with(&format!(" {name}"))
        })
    });
    names.truncate(12);
    names
}

/// What a page declares as author that is no person: an outlet, an agency, a desk. It stands where no person is named.
pub(super) fn organisations(raw: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in raw {
        let name = without_by(&one_line(&plain(text))).to_owned();
        let is_word = WORDS.no_names.contains(&name.to_lowercase().as_str());
        let is_plain = !name.contains(['@', '/', '{', '}', '=', '<', '>', '_'])
            && !name.contains(|c: char| c.is_ascii_digit())
            && name.chars().any(char::is_alphabetic);
        if is_plain && !is_word && name.chars().count() <= MAX_NAME && !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(4);
    names
}

fn same_outlet(name: &str, outlet: &str) -> bool {
    let bare = |text: &str| {
        text.trim_start_matches("the ").chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let (name, outlet) = (bare(name), bare(outlet));
    !outlet.is_empty()
        && (name == outlet
            || outlet.len() > 4
                && (name == format!("{outlet}com")
                    || name.starts_with(&outlet) && name.len() < outlet.len() + 12))
}

/// Cuts a list of names.
fn split(text: &str) -> Vec<String> {
    if text.starts_with("http") || text.starts_with("www.") {
        return vec![text.to_owned()];
    }
    let mut text = without_brackets(text).replace(['\u{a0}', '|', ';', '•', '·', '/', '、', '،', '\n'], ",");
    for word in [
        " and ", " und ", " et ", " & ", " y ", " with ", " и ", " och ", " en ", " i ", " e ", " og ",
        " – ", " — ", " mit ",
    ] {
        let is_name = |name: &str| name.split_whitespace().count() >= 2 || is_agency(name.trim());
        let is_safe = word.len() > 4
            || matches!(word, " & " | " – " | " — " | " et " | " и ")
            || text.split(',').all(|part| part.split(word).all(is_name));
        if is_safe {
            text = text.replace(word, ",").replace(&word.to_uppercase(), ",");
        }
    }
    let parts: Vec<String> =
        text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    // "Roe, Jane"
    if let [family, given] = parts.as_slice()
        && !family.contains(' ')
        && !given.contains(' ')
        && text.matches(',').count() == 1
        && is_capital(family)
        && is_capital(given)
    {
        return vec![format!("{given} {family}")];
    }
    // "Jane Roe, Berlin"
    let has_full = parts.first().is_some_and(|first| first.split_whitespace().count() >= 2);
    parts.into_iter().filter(|part| !has_full || part.contains(' ') || is_agency(part)).collect()
}

/// A text without what stands in round brackets, if something else is left: a place, an address, who helped.
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((_, after)) = after.split_once(')') else { break };
        kept.push_str(before.trim_end());
        rest = after;
    }
    kept.push_str(rest);
    if kept.chars().any(char::is_alphabetic) { kept } else { text.to_owned() }
}

/// Whether a word is an agency or a sign of an author rather than a place: "AFP", "dpa", "kle".
fn is_agency(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    !word.contains(' ') && (letters().all(char::is_uppercase) || letters().all(char::is_lowercase))
        || letters().any(|c| !c.is_lowercase() && !c.is_uppercase())
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The name in a text, if it is one.
fn name_of(text: &str) -> Option<String> {
    let mut name = text.trim();
    if name.starts_with("http") || name.starts_with("www.") {
        return name_in_address(name);
    }
    loop {
        let lower = name.to_lowercase();
        let cut = WORDS.before.iter().filter_map(|word| {
            let rest = lower.strip_prefix(*word)?;
            (rest.starts_with([' ', ':', '：', '\u{a0}', '・', '＝', '／', '|']) && lower.len() == name.len())
                .then_some(word.len())
        });
        let Some(cut) = cut.max() else { break };
        name = name[cut..].trim_start_matches([':', ' ', '：', '\u{a0}', '・', '＝', '／', '|']);
    }
    let name: String =
        name.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ");
    let name = name.split(['(', '[', '<', '{', '|', '@', '–', '—']).next().unwrap_or("");
    let name = name
        .split(" - ")
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '"')
        .trim();
    let mut name = name.trim_end_matches(['"', ':']);
    for role in ROLES {
        if let Some(rest) = name.strip_suffix(role).map(str::trim_end).filter(|rest| rest.chars().count() > 1)
        {
            name = rest;
        }
    }
    for after in AFTER {
        let lower = name.to_lowercase();
        if let Some(at) = lower.find(after)
            && lower.len() == name.len()
            && name[..at].contains(' ')
        {
            name = &name[..at];
        }
    }
    let lower = name.to_lowercase();
    let words = name.split(' ').count();
    let is_word = |title: &str| lower.split([' ', '-']).any(|word| word == title);
    if name.chars().filter(|c| c.is_alphabetic()).count() < 2
        || name.chars().count() > MAX_NAME
        || words > MAX_WORDS
        || words >= 4 && name.starts_with(char::is_lowercase)
        || WORDS.no_names.contains(&lower.as_str())
        || name.chars().any(|c| c.is_ascii_digit())
        || name.contains(['!', '?', '=', '{', '}', ':'])
        || words <= 4 && WORDS.titles.iter().any(|title| is_word(title)) && !lower.starts_with("associated")
    {
        return None;
    }
    // "JANE ROE" as "Jane Roe"
    let is_shouted = name.chars().count() > 6
        && name.contains(' ')
        && !name.chars().any(char::is_lowercase)
        && name.chars().any(char::is_uppercase);
    Some(if is_shouted { capitalised(name) } else { name.to_owned() })
}

fn capitalised(name: &str) -> String {
    let mut is_first = true;
    name.chars()
        .flat_map(|c| {
            let at_start = std::mem::replace(&mut is_first, !c.is_alphabetic());
            if at_start { vec![c] } else { c.to_lowercase().collect() }
        })
        .collect()
}

/// "https://x.example/author/jane-roe" as "Jane Roe".
fn name_in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let (before, slug) = path.rsplit_once('/')?;
    let is_author =
        ["author", "authors", "autor", "auteur", "people", "profile", "staff", "journalist", "by"]
            .iter()
            .any(|word| before.ends_with(&format!("/{word}")));
    if !is_author
        || slug.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '=' | '%'))
        || !slug.contains('-')
        || slug.matches('-').count() > 3
    {
        return None;
    }
    Some(capitalised(&slug.replace('-', " ").to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        clean(&[text.to_owned()], &["The Ashford Gazette"])
    }

    #[test]
    fn names_are_cleaned() {
        for (text, expected) in [
            ("By Jane Roe", &["Jane Roe"][..]),
            ("BY JANE ROE AND JOHN DOE", &["Jane Roe", "John Doe"]),
            ("Jane Roe, John Doe and Ann Poe", &["Jane Roe", "John Doe", "Ann Poe"]),
            ("Von Jane Roe und John Doe", &["Jane Roe", "John Doe"]),
            ("Jane Roe, Chief Political Correspondent", &["Jane Roe"]),
            ("Jane Roe jane.roe@gazette.example @janeroe", &["Jane Roe"]),
            ("Jane Roe (Ashford)", &["Jane Roe"]),
            ("Jane Roe (with Ann Poe and John Doe)", &["Jane Roe"]),
            ("Jane Roe (https://gazette.example/roe/)", &["Jane Roe"]),
            ("Roe, Jane", &["Jane Roe"]),
            ("Jane Roe | The Ashford Gazette", &["Jane Roe"]),
            ("The Ashford Gazette", &[]),
            ("Ashford Gazette Staff", &[]),
            ("https://www.facebook.com/janeroe", &[]),
            ("https://gazette.example/author/jane-roe/", &["Jane Roe"]),
            ("admin", &[]),
            ("Автор: Анна Петрова", &["Анна Петрова"]),
            ("María José García y Luis Pérez", &["María José García", "Luis Pérez"]),
            ("AFP", &["AFP"]),
            ("Von Jane Roe, Berlin", &["Jane Roe"]),
            ("Jane Roe and AFP", &["Jane Roe", "AFP"]),
            ("Jane Roe, PhD", &["Jane Roe"]),
            ("By Jane Roe in Ashford", &["Jane Roe"]),
            ("文・佐藤花子", &["佐藤花子"]),
            ("홍길동 기자", &["홍길동"]),
            ("מאת דנה לוי", &["דנה לוי"]),
            ("लेखक: रवि कुमार | 4 नवंबर 2024", &["रवि कुमार"]),
            ("Autor: Jan Nowak, 4 listopada 2024, 08:10", &["Jan Nowak"]),
            ("By Jane Roe For The Weekly", &["Jane Roe"]),
            ("Written by Jane Roe Edited by John Doe", &["Jane Roe"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
