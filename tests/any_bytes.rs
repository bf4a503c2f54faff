//! Whatever is in a file, every line of it is an article or an error that names it.

use proptest::prelude::*;
use samestory_evaluation::unstable::SplitMix64;
use samestory_formats::{JsonLines, SavedPage};

use crate::any_text::text;
use crate::support::{effort, property, repository, seed};

proptest! {
    #![proptest_config(property("any bytes", 1500))]

    #[test]
    fn any_bytes_are_lines(bytes in prop::collection::vec(any::<u8>(), 0..200), text in text()) {
        check_lines(&bytes);
        check_lines(text.as_bytes());
        let mut both = format!("{{\"id\":1,\"title\":{}}}\n", serde_json::to_string(&text).unwrap()).into_bytes();
        both.extend(bytes);
        check_lines(&both);
    }
}

proptest! {
    #![proptest_config(property("any page", 500))]

    /// A page has some text or none, whatever it is made of.
    #[test]
    fn any_text_is_a_page(text in text(), tags in prop::collection::vec("</?(p|h1|title|nav|script|b|br)>", 0..8)) {
        SavedPage::read(&text);
        let page = tags.iter().fold(format!("<p>{text}"), |page, tag| format!("{page}{tag}{text}"));
        let read = SavedPage::read(&page);
        prop_assert!(read.title.len() + read.text.len() <= 4 * page.len());
    }
}

/// Every line is an article or an error, in order, and an error says which line.
fn check_lines(bytes: &[u8]) {
    let mut expected: Vec<u64> = Vec::new();
    for (at, line) in bytes.split(|&b| b == b'\n').enumerate() {
        if !line.iter().all(u8::is_ascii_whitespace) {
            expected.push(at as u64 + 1);
        }
    }
    let mut read = Vec::new();
    for result in JsonLines::new(bytes) {
        match result {
            Ok(record) => {
                assert_eq!(record.article.validate(), Ok(()));
                assert!(record.article.published.is_none() || record.bad_date.is_none());
                read.push(record.line);
            }
            Err(error) => {
                let message = error.to_string();
                assert!(message.starts_with(&format!("line {}: ", error.line)), "{message}");
                read.push(error.line);
            }
        }
    }
    assert_eq!(read, expected);
}

#[test]
fn mutated_lines_are_lines() {
    let mut random = SplitMix64::new(seed("mutated lines"));
    let sample = std::fs::read_to_string(repository("data/sample.jsonl")).unwrap();
    let lines: Vec<&[u8]> = sample.lines().map(str::as_bytes).collect();
    let mut below = |n: usize| random.below(n.max(1) as u64) as usize;
    let pieces: [&[u8]; 16] = [
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"\\ud800",
        b"\\u0000",
        b"1e999",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\n",
        b"-",
    ];
    for _ in 0..3000 * effort() {
        let mut bytes = lines[below(lines.len())].to_vec();
        for _ in 0..1 + below(4) {
            // mostly in the first part, where the fields are
            let at = if below(2) == 0 { below(200.min(bytes.len())) } else { below(bytes.len()) };
            match below(5) {
                0 => bytes.truncate(at),
                1 if !bytes.is_empty() => bytes[at] = below(256) as u8,
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                3 => drop(bytes.splice(at..at, pieces[below(16)].iter().copied())),
                _ => {
                    let end = (at + below(60)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        bytes.push(b'\n');
        bytes.extend(lines[below(lines.len())]);
        check_lines(&bytes);
    }
}
