//! Two headlines on one line.

use samestory::text::Language;
use samestory::unstable::WordBag;
use samestory::unstable::text::is_stop_word;
use samestory::unstable::versions::comparable;

/// Longer lines hold no two headlines: every place in them is tried.
const MAX_BYTES: usize = 2000;

/// Takes a line apart that holds the old headline and then the new one; none if it has one word only, or more than any two
/// headlines have.
///
/// Headlines of one article are alike, are about as long, the second begins with a capital and the first does not end with a
/// preposition; the address was often made from one of them.
pub(super) fn split_title(line: &str, url: &str) -> Option<(String, String)> {
    let line = line.trim();
    if let Some((old, new)) = line.split_once('\t') {
        return Some((old.trim().to_owned(), new.trim().to_owned()));
    }
    if line.len() > MAX_BYTES {
        return None;
    }
    let path = url.split("//").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
    let slug = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let slug = slug.split('.').next().unwrap_or_default().replace(['-', '_'], " ");
    // "us" in an address is "U.S." in a headline
    let undotted = |text: &str| WordBag::new(&text.replace('.', ""));
    let slug = undotted(&slug);
    let mut best: Option<(f64, &str, &str)> = None;
    for (at, _) in line.match_indices(char::is_whitespace) {
        let (old, new) = (line[..at].trim(), line[at..].trim());
        if comparable(old) == comparable(new) {
            return Some((old.to_owned(), new.to_owned()));
        }
        let (old_words, new_words) = (undotted(old), undotted(new));
        let named = old_words.similarity(&slug).max(new_words.similarity(&slug));
        let imbalance = old.len().abs_diff(new.len()) as f64 / line.len() as f64;
        let begins = new.trim_start_matches(|c: char| !c.is_alphanumeric());
        let last = old.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let parted = f64::from(u8::from(!begins.starts_with(char::is_lowercase)))
            + f64::from(u8::from(!is_stop_word(&last, Language::English)));
        let score = old_words.similarity(&new_words) + 2.0 * named + 0.25 * parted - 0.3 * imbalance;
        if best.is_none_or(|(so_far, ..)| score > so_far) {
            best = Some((score, old, new));
        }
    }
    best.map(|(_, old, new)| (old.to_owned(), new.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_parted() {
        for (old, new, url) in [
            (
                "Dam Holds After Storm",
                "Dam Gives Way After Storm",
                "http://g.example/2012/dam-holds-after-storm.html",
            ),
            ("Mayor resigns", "Mayor of Springfield resigns over tyre fire", "http://g.example/news-123"),
            ("The Same Headline", "The Same Headline", "http://g.example/x"),
            (
                "Rain in the U.K. Floods Roads",
                "Floods in the U.K. Close Roads",
                "http://g.example/uk-floods-close-roads",
            ),
        ] {
            let parted = split_title(&format!("{old} {new}"), url);
            assert_eq!(parted, Some((old.to_owned(), new.to_owned())));
        }
        assert_eq!(split_title("Flood\tFire and flood", ""), Some(("Flood".into(), "Fire and flood".into())));
        assert_eq!(split_title("Flood", ""), None);
    }
}
