//! From articles as they come to the text that is read of them.

use std::borrow::{Borrow, Cow};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::boilerplate::Boilerplate;
use super::notices::{Listed, Memory, Notices};
use super::places_by;
use super::title_affixes::TitleAffixes;
use crate::article::Article;
use crate::cluster::config::Config;
use crate::parallel;
use crate::published::Published;
use crate::terms::Text;
use crate::text::without_markup;

/// Leaves out what does not tell events apart: lines that a source repeats, bodies that are only notices, affixes of titles.
///
/// What is left of an article depends on the articles before it and on those that come together with it, whatever their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cleaner {
    boilerplate: Boilerplate,
    notices: Notices,
    title_affixes: TitleAffixes,
}

/// What is left of an article.
#[derive(Debug)]
pub struct Cleaned {
    title: Left,
    body: Left,
}

/// What is left of a text.
#[derive(Debug)]
enum Left {
    /// This part of it.
    Part(Range<usize>),
    /// What is not a part of it.
    Written(String),
}

impl Left {
    fn of<'t>(&'t self, text: &'t str) -> &'t str {
        match self {
            Self::Part(range) => text.get(range.clone()).unwrap_or_default(),
            Self::Written(written) => written,
        }
    }

    /// This part of a text that was written anew.
    fn part_of_written(range: Range<usize>, mut written: String) -> Self {
        written.truncate(range.end);
        written.drain(..range.start);
        Self::Written(written)
    }
}

impl Cleaned {
    /// What is read of the article.
    pub fn text<'t>(&'t self, article: &'t Article) -> Text<'t> {
        let Article { title, body, language, .. } = article;
        Text { title: self.title.of(title), body: self.body.of(body), language: language.as_deref() }
    }

    /// Of a [plain] article, the title from its place on and the body, if it was written anew.
    fn new(plain: Cow<'_, Article>, title: Range<usize>, body: Option<String>) -> Self {
        match plain {
            Cow::Borrowed(article) => Self {
                title: Left::Part(title),
                body: body.map_or(Left::Part(0..article.body.len()), Left::Written),
            },
            Cow::Owned(written) => Self {
                title: Left::part_of_written(title, written.title),
                body: Left::Written(body.unwrap_or(written.body)),
            },
        }
    }
}

/// Where a part of a text is in it.
fn place_of(part: &str, text: &str) -> Range<usize> {
    if part.is_empty() {
        return 0..0;
    }
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

/// An article with character references decoded and without tags.
pub fn plain(article: &Article) -> Cow<'_, Article> {
    let (title, body) = (without_markup(&article.title), without_markup(&article.body));
    if let (Cow::Borrowed(_), Cow::Borrowed(_)) = (&title, &body) {
        return Cow::Borrowed(article);
    }
    let Article { id, source, url, published, author, language, .. } = article;
    Cow::Owned(Article {
        id: id.clone(),
        source: source.clone(),
        url: url.clone(),
        published: *published,
        author: author.clone(),
        language: language.clone(),
        title: title.into_owned(),
        body: body.into_owned(),
    })
}

impl Cleaner {
    /// One that has read nothing.
    pub fn new(config: &Config) -> Self {
        let repeats = config.boilerplate_repeats;
        Self {
            boilerplate: Boilerplate::new(repeats),
            notices: Notices::new(repeats),
            title_affixes: TitleAffixes::new(repeats),
        }
    }

    /// Cleans the next article.
    pub(crate) fn clean(&mut self, article: &Article) -> Cleaned {
        let plain = plain(article);
        let mut rewritten = self.boilerplate.leave_out_of(&plain);
        let body = rewritten.as_deref().unwrap_or(&plain.body);
        if self.notices.is_next_notice(&plain, body) {
            rewritten = Some(String::new());
        }
        let body = rewritten.as_deref().unwrap_or(&plain.body);
        let listed = self.title_affixes.list(&plain, body);
        listed.iter().for_each(|listed| self.title_affixes.count(listed));
        let hash = listed.map_or(0, |listed| listed.whole);
        let title = place_of(self.title_affixes.leave_out_of(&plain, body, hash), &plain.title);
        Cleaned::new(plain, title, rewritten)
    }

    /// As [`clean`](Self::clean) of each of the next articles in turn.
    pub(crate) fn clean_each(&mut self, articles: &[Article]) -> Vec<Cleaned> {
        articles.iter().map(|article| self.clean(article)).collect()
    }

    /// As [`clean`](Self::clean) for articles that come together.
    pub fn clean_all(&mut self, articles: &[impl Borrow<Article> + Sync]) -> Vec<Cleaned> {
        let articles: Vec<&Article> = articles.iter().map(Borrow::borrow).collect();
        let plain: Vec<Cow<'_, Article>> = parallel::map(&articles, |article| plain(article));
        let mut rewritten: Vec<Option<String>> = vec![None; plain.len()];
        for (at, body) in self.boilerplate.leave_out(&plain) {
            rewritten[at] = Some(body);
        }
        let places: Vec<usize> = (0..plain.len()).collect();
        let body_of = |at: usize| rewritten[at].as_deref().unwrap_or(&plain[at].body);
        let list = |memory: &mut Memory, &at: &usize| self.notices.list(&plain[at], body_of(at), memory);
        // what is counted must not depend on who is named first
        let key = |at: usize| {
            let Article { source, published, title, body, .. } = &*plain[at];
            (published.map(Published::seconds), title, body, source)
        };
        let (listed, order) = parallel::join(
            || parallel::map_with(&places, Memory::default, list),
            || places_by(plain.len(), key),
        );
        order.iter().filter_map(|&at| listed[at].as_ref()).for_each(|listed| self.notices.count(listed));
        let is_notice = |listed: &Listed| self.notices.is_notice(listed);
        let notices = places.iter().filter(|&&at| listed[at].as_ref().is_some_and(is_notice));
        notices.for_each(|&at| rewritten[at] = Some(String::new()));
        let body_of = |at: usize| rewritten[at].as_deref().unwrap_or(&plain[at].body);
        let titles = parallel::map(&places, |&at| self.title_affixes.list(&plain[at], body_of(at)));
        order.iter().filter_map(|&at| titles[at].as_ref()).for_each(|title| self.title_affixes.count(title));
        let left = parallel::map(&places, |&at| {
            let hash = titles[at].as_ref().map_or(0, |title| title.whole);
            place_of(self.title_affixes.leave_out_of(&plain[at], body_of(at), hash), &plain[at].title)
        });
        let cleaned = plain.into_iter().zip(left).zip(rewritten);
        cleaned.map(|((plain, title), body)| Cleaned::new(plain, title, body)).collect()
    }

    /// Checks that what was counted goes with a configuration.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub(crate) fn check(&self, config: &Config) -> Result<(), String> {
        let repeats = config.boilerplate_repeats;
        self.boilerplate.check(repeats)?;
        self.notices.check(repeats)?;
        self.title_affixes.check(repeats)
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.boilerplate.memory_usage() + self.notices.memory_usage() + self.title_affixes.memory_usage()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles with affixes, and bodies that are only notices.
    fn articles() -> Vec<Article> {
        let places = ["Ploonvig", "Quorvath", "Zelmirra", "Ustrabekk", "Carver", "Selby"];
        let article = |at: usize| {
            let (place, source) = (places[at % 6], ["Herald", "Times", "Post"][at % 3]);
            let title = ["Comment | Dam", "Letter of the day: ferry", "Mayor"][at % 3];
            Article::builder(format!("{at}"))
                .source(source)
                .title(format!("{title} of {place} {} - {source} &amp; Sons", ["fails", "burns"][at / 6 % 2]))
                .body(["For subscribers only.\n", "A ferry.", "Log in.<br>For subscribers only."][at % 3])
                .build()
                .unwrap()
        };
        (0..24).map(article).collect()
    }

    /// What is read of each article, in the order of their ids.
    fn read(articles: &[Article]) -> Vec<(usize, String, String)> {
        let cleaned = Cleaner::new(&Config::default()).clean_all(articles);
        let owned = |(article, cleaned): (&Article, &Cleaned)| {
            let text = cleaned.text(article);
            (article.id.parse().unwrap(), text.title.to_owned(), text.body.to_owned())
        };
        let mut read: Vec<_> = articles.iter().zip(&cleaned).map(owned).collect();
        read.sort();
        read
    }

    #[test]
    fn the_order_of_what_comes_together_does_not_matter() {
        let mut articles = articles();
        let expected = read(&articles);
        assert_eq!(expected[0], (0, "Dam of Ploonvig fails".to_owned(), String::new()));
        articles.reverse();
        assert_eq!(read(&articles), expected);
        articles.rotate_left(7);
        articles.swap(1, 9);
        assert_eq!(read(&articles), expected);
    }

    #[test]
    fn plain_articles_are_not_copied() {
        let mut article = Article::builder("a").title("AT&T sells x<y").body("Text.").build().unwrap();
        assert!(matches!(plain(&article), Cow::Borrowed(_)));
        article.body = "AT&amp;T".to_owned();
        assert_eq!(plain(&article).body, "AT&T");
    }
}
