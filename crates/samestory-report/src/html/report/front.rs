//! The page of all stories of a large stream: a list, whose stories have pages of their own.

use std::collections::BTreeSet;
use std::io::{self, Write};

use samestory::Story;

use super::days::Days;
use super::list::{Row, list};
use super::page::frame;

/// Writes a page that lists stories, each with the languages of its articles, and links to their pages. It follows a stream from a
/// cursor on. It needs no digests, so that it is there at once for any number of stories: a headline is that of the earliest article.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_front_page<'s>(
    out: &mut impl Write,
    title: &str,
    cursor: &str,
    stories: impl Iterator<Item = (&'s Story, &'s BTreeSet<String>)> + Clone,
) -> io::Result<()> {
    let rows: Vec<Row> = stories.clone().map(|(story, languages)| Row::of_story(story, languages)).collect();
    let days = Days::of(stories.map(|(story, _)| story));
    let [begin, end] = frame(title, title, Some(cursor), None, "list");
    writeln!(out, "{begin}{}</main>", list(&rows, &days).into_string())?;
    // the script looks for views here
    writeln!(out, "<main id=\"views\"></main>{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::{Article, Config};

    #[test]
    fn stories_have_pages_of_their_own() {
        let article = |id: &str, title: &str| {
            let article = Article::builder(id).source(id).title(title).language("en");
            article.published("2021-03-01T09:00:00Z".parse().unwrap()).build().unwrap()
        };
        let articles = [
            article("herald", "Ferry Gull sinks off Quaytown <b>harbour</b>"),
            article("post", "Gull ferry sinks off Quaytown harbour"),
            article("times", "Rovers win the cup in Fenwick"),
        ];
        let stories = samestory::cluster(&articles, &Config::default()).unwrap();
        let languages = BTreeSet::from(["en".to_owned()]);
        let mut page = Vec::new();
        write_front_page(&mut page, "News & more", "1-2", stories.iter().map(|story| (story, &languages)))
            .unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("\"/stories/s0\"") && page.contains("\"/stories/s1\""), "{page}");
        assert!(page.contains("data-cursor=\"1-2\"") && page.contains("News &amp; more"), "{page}");
        assert!(!page.contains("<b>harbour") && !page.contains("data-story="), "{page}");
    }
}
