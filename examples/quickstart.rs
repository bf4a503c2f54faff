//! The library in a few lines: `cargo run --release --example quickstart`

use samestory::{Article, Config, cluster};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let articles = [
        (
            "nyt",
            "U.S. and Algeria discuss ousting Mali militants",
            "Clinton met President Bouteflika in Algiers.",
        ),
        (
            "ap",
            "Clinton seeks Algerian help on Mali",
            "In Algiers, Hillary Clinton pressed Bouteflika on Mali.",
        ),
        ("espn", "Giants sweep Tigers, win World Series", "San Francisco beat Detroit in ten innings."),
    ]
    .map(|(id, title, body)| Article::builder(id).title(title).body(body).build());
    let articles: Vec<Article> = articles.into_iter().collect::<Result<_, _>>()?;

    for story in &cluster(&articles, &Config::default())? {
        let ids: Vec<&str> = story.members.iter().map(|member| member.id.as_str()).collect();
        println!("{}: {} ({})", story.id, story.headline(), ids.join(", "));
    }
    Ok(())
}
