//! From articles as they come to the text that is read of them.

use std::borrow::Cow;

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

/// What is read of one article.
pub(crate) struct Cleaned<'a> {
    pub(crate) title: &'a str,
    pub(crate) body: Cow<'a, str>,
    pub(crate) language: Option<&'a str>,
}

impl Cleaned<'_> {
    pub(crate) fn as_text(&self) -> Text<'_> {
        Text { title: self.title, body: &self.body, language: self.language }
    }
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

    /// What is read of the next [plain] article.
    pub(crate) fn clean<'a>(&mut self, article: &'a Article) -> Cleaned<'a> {
        let left = self.boilerplate.leave_out_of(article);
        let body = left.map_or(Cow::Borrowed(article.body.as_str()), Cow::Owned);
        let body = if self.notices.is_next_notice(article, &body) { Cow::Borrowed("") } else { body };
        let listed = self.title_affixes.list(article, &body);
        listed.iter().for_each(|listed| self.title_affixes.count(listed));
        let hash = listed.map_or(0, |listed| listed.whole);
        let title = self.title_affixes.leave_out_of(article, &body, hash);
        Cleaned { title, body, language: article.language.as_deref() }
    }

    /// As [`clean`](Self::clean) for articles that come together. Bodies that have to be written anew go to `cleaned`.
    pub fn clean_all<'a>(
        &mut self,
        articles: &'a [Cow<'_, Article>],
        cleaned: &'a mut Vec<(usize, String)>,
    ) -> Vec<Text<'a>> {
        *cleaned = self.boilerplate.leave_out(articles);
        let mut texts: Vec<Text<'a>> = articles.iter().map(|article| Text::from(&**article)).collect();
        cleaned.iter().for_each(|(at, body)| texts[*at].body = body);
        // what is counted must not depend on who is named first
        let key = |at: usize| {
            let Article { source, published, title, body, .. } = &*articles[at];
            (published.map(Published::seconds), title, body, source)
        };
        let places: Vec<usize> = (0..articles.len()).collect();
        let list =
            |memory: &mut Memory, &at: &usize| self.notices.list(&articles[at], texts[at].body, memory);
        let (listed, order) = parallel::join(
            || parallel::map_with(&places, Memory::default, list),
            || places_by(articles.len(), key),
        );
        order.iter().filter_map(|&at| listed[at].as_ref()).for_each(|listed| self.notices.count(listed));
        let is_notice =
            |listed: &Option<Listed>| listed.as_ref().is_some_and(|listed| self.notices.is_notice(listed));
        let bodies: Vec<&str> = texts
            .iter()
            .zip(&listed)
            .map(|(text, listed)| if is_notice(listed) { "" } else { text.body })
            .collect();
        let titles = parallel::map(&places, |&at| self.title_affixes.list(&articles[at], bodies[at]));
        order.iter().filter_map(|&at| titles[at].as_ref()).for_each(|title| self.title_affixes.count(title));
        parallel::map(&places, |&at| {
            let hash = titles[at].as_ref().map_or(0, |title| title.whole);
            let title = self.title_affixes.leave_out_of(&articles[at], bodies[at], hash);
            Text { title, body: bodies[at], ..texts[at] }
        })
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
        let (plain, mut cleaned) = (articles.iter().map(plain).collect::<Vec<_>>(), Vec::new());
        let texts = Cleaner::new(&Config::default()).clean_all(&plain, &mut cleaned);
        let owned = |(article, text): (&Article, Text<'_>)| {
            (article.id.parse().unwrap(), text.title.to_owned(), text.body.to_owned())
        };
        let mut read: Vec<_> = articles.iter().zip(texts).map(owned).collect();
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
