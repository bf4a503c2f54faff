//! Writes invented articles as JSON lines, in the order of their dates.
//!
//! `cargo run --release -p samestory-lab --example generate -- ARTICLES [--seed N] [--per-day N]`

use std::io::{BufWriter, Write, stdout};

use samestory_lab::Failure;
use samestory_lab::synthetic::SyntheticNews;
use serde_json::json;

fn main() -> Result<(), Failure> {
    let (mut articles, mut seed, mut per_day) = (None, 1, 2_000);
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--seed" => seed = value()?.parse()?,
            "--per-day" => per_day = value()?.parse()?,
            number => articles = Some(number.parse()?),
        }
    }
    let articles: usize = articles.ok_or("how many articles?")?;
    let mut out = BufWriter::new(stdout().lock());
    for article in SyntheticNews::new(seed, per_day).take(articles) {
        let published = article.published.map(|published| published.to_string());
        let line = json!({
            "id": article.id,
            "source": article.source,
            "published": published,
            "lang": article.language,
            "title": article.title,
            "text": article.body,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}
