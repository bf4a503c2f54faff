//! A tokenizer of your own: character pairs, for a script without blanks. `cargo run --release --example own_tokenizer`

use samestory::terms::Analyzer;
use samestory::text::Tokenizer;
use samestory::{Article, BatchClusterer, Config};

/// Every two letters in a row are a word.
struct CharacterPairs;

impl Tokenizer for CharacterPairs {
    fn tokenize<'t>(&self, text: &'t str, visit: &mut dyn FnMut(usize, &'t str)) {
        let starts: Vec<(usize, char)> = text.char_indices().collect();
        let mut next = 0;
        for pair in starts.windows(2) {
            let end = pair[1].0 + pair[1].1.len_utf8();
            // words must not overlap
            if pair[0].0 >= next && pair.iter().all(|(_, c)| c.is_alphanumeric()) {
                visit(pair[0].0, &text[pair[0].0..end]);
                next = end;
            }
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let articles = [
        ("a", "习近平当选中共中央总书记"),
        ("b", "巨人队横扫老虎队夺得世界大赛冠军"),
        ("c", "中共中央选举习近平为总书记"),
    ]
    .map(|(id, title)| Article::builder(id).title(title).language("zh").build());
    let articles: Vec<Article> = articles.into_iter().collect::<Result<_, _>>()?;

    let config = Config::default();
    let analyzer = Analyzer::new(config.analysis.clone())?.with_tokenizer(CharacterPairs);
    let mut batch = BatchClusterer::with_analyzer(config, analyzer)?;
    batch.read(articles);
    for story in &batch.finish() {
        let titles: Vec<&str> = story.members.iter().map(|member| member.headline.as_str()).collect();
        println!("{}: {}", story.id, titles.join(" | "));
    }
    Ok(())
}
