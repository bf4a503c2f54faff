//! Articles are revised, laid out as a page, copied, and taken apart again.

use super::{Columns, take_apart};
use crate::JsonLines;
use samestory::unstable::versions::sentences;

/// A generator that is the same everywhere: xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }
}

/// A later version: paragraphs stay, are edited, dropped, change places, and new ones come from another article.
fn revised(old: &[String], other: &[String], random: &mut Random) -> Vec<String> {
    let mut new = Vec::new();
    let mut others = other.iter();
    for paragraph in old {
        match random.below(10) {
            0..3 => new.push(paragraph.clone()),
            3..7 => new.push(edited(paragraph, random)),
            7 => {}
            8 => {
                new.push(edited(paragraph, random));
                new.extend(others.next().cloned());
            }
            _ => {
                let at = random.below(new.len() + 1);
                new.insert(at, edited(paragraph, random));
            }
        }
    }
    new.extend(others.next().cloned());
    new
}

/// Some words go, a few sentences go.
fn edited(paragraph: &str, random: &mut Random) -> String {
    let mut kept: Vec<String> = Vec::new();
    for sentence in sentences(paragraph) {
        if random.below(6) == 0 {
            continue;
        }
        let words: Vec<&str> = sentence.text.split(' ').collect();
        let last = words.len() - 1;
        let stays = |(at, word): (usize, &&str)| {
            (at == 0 || at == last || random.below(8) > 0).then(|| (*word).to_owned())
        };
        kept.push(words.iter().enumerate().filter_map(stays).collect::<Vec<_>>().join(" "));
    }
    if kept.is_empty() { paragraph.to_owned() } else { kept.join(" ") }
}

/// The rows of the table: equal paragraphs beside each other, those between them paired in order.
fn rows(old: &[String], new: &[String]) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Lcs, old, new) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        for at in 0..old.len().max(new.len()) {
            let side = |side: &[String]| side.get(at).cloned().unwrap_or_default();
            rows.push((side(old), side(new)));
        }
    }
    rows
}

/// The rows as a browser copies them.
fn copied(rows: &[(String, String)]) -> Vec<String> {
    let line = |(old, new): &(String, String)| match old == new {
        true => vec![String::new(), old.clone(), String::new(), new.clone()],
        false => vec![format!("{old} {new}").trim().to_owned()],
    };
    rows.iter().flat_map(line).collect()
}

/// How many of the changed rows are taken apart as they were put together.
fn recovered(articles: &[Vec<String>]) -> (usize, usize) {
    let mut random = Random(7);
    let (mut right, mut all) = (0, 0);
    for pair in articles.windows(2) {
        let rows = rows(&pair[0], &revised(&pair[0], &pair[1], &mut random));
        let lines = copied(&rows);
        let found = take_apart(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        // two equal paragraphs added one after the other look like one that stayed
        if found.len() != rows.len() {
            continue;
        }
        let changed = || rows.iter().zip(&found).filter(|(row, _)| row.0 != row.1);
        all += changed().count();
        right += changed().filter(|(row, found)| row == found).count();
    }
    (right, all)
}

fn paragraphs(path: &str) -> Vec<Vec<String>> {
    let file = std::fs::File::open(path).unwrap();
    let articles = JsonLines::new(std::io::BufReader::new(file)).filter_map(Result::ok);
    let tidy = |text: &str| sentences(text).iter().map(|s| s.text).collect::<Vec<_>>().join(" ");
    articles
        .map(|record| {
            record.article.body.split("\n\n").map(tidy).filter(|p| !p.is_empty()).collect::<Vec<_>>()
        })
        .filter(|paragraphs| paragraphs.len() >= 4)
        .collect()
}

#[test]
fn rows_of_revised_articles_are_recovered() {
    let (right, all) = recovered(&paragraphs("../../data/sample.jsonl"));
    println!("{right} of {all} changed rows are taken apart as they were put together");
    assert!(right * 100 >= all * 78, "{right} of {all}");
}

/// Rows are improved by ones and twos; trying all ways to take all rows apart together is the plain way.
#[test]
fn trying_all_ways_together_is_hardly_ever_better() {
    let articles = paragraphs("../../data/sample.jsonl");
    let mut random = Random(11);
    let (mut better, mut all) = (0, 0);
    for pair in articles.windows(2) {
        let old = &pair[0][..4];
        let lines = copied(&rows(old, &revised(old, &pair[1], &mut random)));
        let mut columns = Columns::new(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        columns.improve();
        let unknown: Vec<usize> =
            (0..columns.rows.len()).filter(|&row| !columns.rows[row].is_known()).collect();
        let ways: usize = unknown.iter().map(|&row| columns.rows[row].places.len()).product();
        if ways <= 20_000 {
            all += 1;
            better += usize::from(columns.improve_rows(&unknown));
        }
    }
    println!("trying all ways together is better on {better} of {all} pages");
    assert!(all > 100 && better * 20 <= all, "{better} of {all}");
}
