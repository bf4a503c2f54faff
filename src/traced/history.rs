//! Where every article of a stream has ended up, and who wrote it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entries::exact_links;
use super::placement::{TracedOutcome, TracedPlacement};
use super::stories::TracedStories;
use crate::article::ArticleId;
use crate::cluster::{GroupChange, GroupHistory};
use crate::copies::CopyLink;
use crate::origins::ArticleOrigin;
use crate::published::Published;
use crate::saved::ensure;
use crate::story::StoryId;

/// Keeps the story and origin of every article of a stream so far, with those that have left.
///
/// # Resource use
///
/// No texts: some hundred bytes an article and for each link between copies.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct TracedHistory {
    groups: GroupHistory,
    articles: Vec<(ArticleOrigin, Option<Published>)>,
    versions: Vec<(ArticleId, ArticleId)>,
    #[serde(with = "exact_links")]
    links: Vec<CopyLink>,
    unchanged: BTreeMap<ArticleId, ArticleId>,
}

impl TracedHistory {
    /// Takes down what a stream did with its next article; to be called for each, in order.
    pub(crate) fn record(&mut self, mut done: TracedPlacement) {
        let id = done.placement.article;
        self.groups.record(&done.placement);
        self.articles.push(done.own);
        done.links.iter_mut().for_each(CopyLink::forget_passages);
        self.links.extend(done.links);
        self.versions.extend(done.outcome.version_of().map(|of| (id, of)));
        if let TracedOutcome::Unchanged(of) = done.outcome {
            self.unchanged.insert(id, of);
        }
    }

    /// Takes down what else became of stories.
    pub(crate) fn record_changes(&mut self, changes: &[GroupChange]) {
        self.groups.record_changes(changes);
    }

    /// Checks that all lists are of so many articles.
    ///
    /// # Errors
    ///
    /// Says what is wrong.
    pub(crate) fn check(&self, articles: usize) -> Result<(), String> {
        self.groups.check(articles)?;
        let is_numbered = self.articles.iter().enumerate().all(|(at, (own, _))| own.article.index() == at);
        let is_earlier = |(&id, &of): (&ArticleId, &ArticleId)| of < id && id.index() < articles;
        ensure(
            self.articles.len() == articles && is_numbered && self.unchanged.iter().all(is_earlier),
            || format!("the origins of {} articles are not those of {articles}", self.articles.len()),
        )
    }

    /// The story of an article; none if it was not recorded.
    fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.groups.story_of(self.unchanged.get(&article).copied().unwrap_or(article))
    }

    /// All stories, and who wrote them.
    pub(crate) fn into_stories(self) -> TracedStories {
        let stories = (0..self.articles.len() as u32).filter_map(|at| self.story_of(ArticleId(at))).collect();
        TracedStories::new(self.articles, stories, &self.versions, self.links)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::cluster::config::Config;
    use crate::terms::Analyzer;
    use crate::traced::TracedStream;

    /// Twelve papers that print one report.
    fn printings() -> impl Iterator<Item = Article> {
        let sentence =
            |n| format!("Councillor{n} told reporter{n} that bridge{n} and harbour{n} need repairs{n}. ");
        let quoted = "“The ferries of Ashford sail again before winter,” Mayor Hallam promised.";
        let body = (0..40).map(sentence).chain([quoted.to_owned()]).collect::<String>();
        (0..12).map(move |n| {
            let article = Article::builder(n.to_string()).source(format!("Paper {n}")).body(&body);
            let time = Published::at_second(1_351_500_000 + n * 60).unwrap();
            article.title("Bridge1 needs repairs1").published(time).build().unwrap()
        })
    }

    #[test]
    fn what_links_take_does_not_grow_with_their_texts() {
        let config = Config { find_copies: true, ..Config::default() };
        let mut stream = TracedStream::with_analyzer(config, Analyzer::default()).unwrap();
        let (mut history, mut in_full) = (TracedHistory::default(), Vec::new());
        for article in printings() {
            let placement = stream.insert(&article);
            in_full.extend(placement.links.clone());
            history.record(placement);
        }
        let passages = |link: &CopyLink| {
            let (overlap, direction) = (&link.overlap, &link.direction);
            [overlap.sentences.capacity(), overlap.quotes.capacity(), direction.signs.capacity()]
        };
        assert!(in_full.len() > 20 && in_full.iter().all(|link| !passages(link).contains(&0)));
        assert_eq!(history.links.len(), in_full.len());
        assert!(history.links.iter().all(|link| passages(link) == [0; 3]));
        // the stories are those that all the evidence makes
        let all = TracedHistory { links: in_full, ..history.clone() };
        assert_eq!(history.into_stories(), all.into_stories());
    }
}
