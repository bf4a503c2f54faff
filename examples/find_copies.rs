//! scratch
use samestory::copies::{CopyConfig, CopyFinder};
use samestory::formats::JsonLines;
use samestory::ArticleId;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let show = std::env::args().nth(2).is_some();
    let records: Vec<_> = JsonLines::new(std::io::BufReader::new(std::fs::File::open(path).unwrap())).flatten().collect();
    let t = std::time::Instant::now();
    let mut finder = CopyFinder::new(CopyConfig::default()).unwrap();
    let mut n = 0; let mut q = 0; let (mut tp, mut fp) = (0, 0);
    for (i, r) in records.iter().enumerate() {
        let found = finder.insert(ArticleId(i as u32), &r.article);
        n += found.copies.len(); q += found.quotes.len();
        for l in &found.copies {
            let (a, b) = (&records[l.first.index()], &records[l.second.index()]);
            if a.gold.story == b.gold.story { tp += 1 } else { fp += 1 }
            if show { println!("{{\"same\":{},\"a\":{:?},\"b\":{:?},\"kind\":{:?},\"ss\":{},\"conf\":{:.3},\"shared\":{:?},\"words\":{:?},\"longest\":{},\"sent\":{},\"dir\":{:?},\"signs\":{:?},\"dc\":{:.2},\"title_a\":{:?},\"title_b\":{:?},\"sa\":{:?},\"sb\":{:?}}}", a.gold.story == b.gold.story, a.article.id, b.article.id, format!("{:?}", l.kind), l.same_source, l.confidence, l.overlap.shared, l.overlap.words, l.overlap.longest, l.overlap.sentences.len(), l.direction.original.map(|o| records[o.index()].article.id.clone()).unwrap_or_default(), format!("{:?}", l.direction.signs), l.direction.confidence, a.article.title, b.article.title, a.article.source, b.article.source); }
        }
    }
    eprintln!("{} articles, {n} links, same story {tp}, other {fp}, {q} quotes, {:?}", records.len(), t.elapsed());
}
