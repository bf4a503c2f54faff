//! What an address has in common with a later one of the same article that is not the same.

use samestory::unstable::versions::date_in_url;

/// A shorter number is a section, a page or a day.
const SHORTEST_NUMBER: usize = 5;

/// So many words of a headline are one article's.
const MIN_SLUG_WORDS: usize = 4;

/// What may have stayed of a canonical address when it changed: the number or code of the article where the slug follows the
/// headline, the slug where the section moves, the path where an unknown parameter comes and goes, the parameter with a number where
/// others come and go. None of them is sure: two articles with one of them are one only if their texts are much alike.
pub(super) fn aliases(canonical: &str) -> Vec<String> {
    let (address, _) = canonical.split_once('#').unwrap_or((canonical, ""));
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let mut aliases = Vec::new();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let words = |part: &str| part.split(['-', '_', '+', '.']).filter(|word| !word.is_empty()).count();
    if let Some(code) = parts.iter().rev().find_map(|part| code(part)) {
        aliases.push(format!("number:{host}/{code}"));
    }
    let slug = parts.iter().rev().map(|part| without_ending(part)).find(|part| words(part) >= MIN_SLUG_WORDS);
    if let Some(slug) = slug {
        let day = date_in_url(canonical).map(|day| day.to_string()).unwrap_or_default();
        aliases.push(format!("slug:{host}/{day}/{slug}"));
    }
    if !query.is_empty() && !aliases.is_empty() {
        aliases.push(format!("path:{place}"));
    } else if !aliases.is_empty() {
        aliases.push(format!("path:{address}"));
    }
    // ".amp" stands for ".html" and for nothing
    if let Some(last) = parts.last().filter(|_| query.is_empty()) {
        let before: String = parts[..parts.len() - 1].iter().map(|part| format!("/{part}")).collect();
        aliases.push(format!("page:{host}{before}/{}", without_ending(last)));
    }
    for parameter in query.split('&') {
        if parameter.split_once('=').is_some_and(|(_, value)| code(value).is_some()) {
            aliases.push(format!("parameter:{place}?{parameter}"));
        }
    }
    aliases
}

fn without_ending(part: &str) -> &str {
    match part.rsplit_once('.') {
        Some((name, ending)) if ending.len() <= 5 && !name.is_empty() => name,
        _ => part,
    }
}

/// The last number of an article in a part of a path, or code of letters and digits.
fn code(part: &str) -> Option<String> {
    let part = without_ending(part);
    let pieces = part.split(['-', '_', '.', ',', ':', '~']).filter(|piece| !piece.is_empty());
    pieces.rev().find_map(|piece| {
        let digits = piece.bytes().filter(u8::is_ascii_digit).count();
        let letters = piece.bytes().filter(u8::is_ascii_alphabetic).count();
        let is_number = digits >= SHORTEST_NUMBER && letters <= 5;
        let is_code = digits >= 2 && letters >= 3 && piece.len() >= 8;
        let is_day = date_in_url(&format!("/{piece}/")).is_some();
        (piece.is_ascii() && (is_number || is_code) && !is_day).then(|| piece.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_one(a: &str, b: &str) -> bool {
        let (a, b) = (aliases(a), aliases(b));
        a.iter().any(|alias| b.contains(alias))
    }

    #[test]
    fn what_stays() {
        for (a, b) in [
            ("x.example/news/ferry-sinks-1234567", "x.example/news/seventeen-die-as-ferry-sinks-1234567"),
            ("x.example/news/1234567/ferry-sinks", "x.example/world/1234567/ferry-sinks-off-cape"),
            ("x.example/a/ferry-sinks-a2938474.html", "x.example/b/ferry-sank-a2938474.html"),
            ("x.example/news/cvreef8dk0go", "x.example/sport/cvreef8dk0go"),
            (
                "x.example/2024/11/04/uk/ferry-sinks-off-the-cape",
                "x.example/2024/11/04/world/ferry-sinks-off-the-cape",
            ),
            ("x.example/2024/ferry-sinks-off-the-cape?foo=1", "x.example/2024/ferry-sinks-off-the-cape"),
            ("x.example/read.nhn?aid=0014529011&oid=001", "x.example/read.nhn?aid=0014529011"),
            ("x.example/news/ferry", "x.example/news/ferry.html"),
        ] {
            assert!(share_one(a, b), "{a} {b}: {:?} {:?}", aliases(a), aliases(b));
        }
        for (a, b) in [
            ("x.example/20241104/ferry", "x.example/20241104/bank"),
            ("x.example/articleView.html?idxno=302114", "x.example/articleView.html?idxno=302131"),
            ("x.example/2024/11/04/a", "x.example/2024/11/04/b"),
            ("x.example/news/1234567/a", "y.example/news/1234567/a"),
        ] {
            assert!(!share_one(a, b), "{a} {b}");
        }
    }
}
