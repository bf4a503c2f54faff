//! Why an article is in its story.

use std::collections::BTreeMap;

use samestory::unstable::inspection::{Choice, LEAVING, MARGIN, Score, Sum, choose, closeness_of_one};
use samestory::{ArticleId, StoryId};
use serde::Serialize;

use super::explainer::{Explainer, Link, Unknown};

/// Why an article is in its story, and what would have changed that.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleExplanation {
    /// Its id.
    pub article: String,
    /// The id of the article that was compared for it: itself, or the newest of its versions.
    pub compared: String,
    /// The story it is in.
    pub story: StoryId,
    /// How close it is to its story: the sum of its scores with the other articles there, divided by their number or by its link limit
    /// if they are more. None if it is alone.
    pub closeness: Option<f64>,
    /// The plain mean of these scores.
    pub mean_score: Option<f64>,
    /// Its most similar article there; none if no score with one counts.
    pub nearest: Option<Link>,
    /// The closest other story; none if no score with any counts.
    pub runner_up: Option<RunnerUp>,
    /// How much closer it is to its own story than to the runner-up. None without a runner-up; for an article that is alone, what the
    /// runner-up lacks to the bar.
    pub margin: Option<f64>,
    /// From this closeness on two groups become one story.
    pub bar: f64,
    /// From this closeness on another story would have it.
    pub joins_from: f64,
    /// Below this closeness to its own story it would stand alone. None if it does.
    pub leaves_below: Option<f64>,
    /// The ids of the articles of its story that it is there for: without the links to these, the strongest first, it would be
    /// elsewhere.
    pub pivotal: Vec<String>,
    /// Where it would be without these links; none if it would stand alone.
    pub otherwise: Option<StoryId>,
}

/// The closest story that an article is not in.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunnerUp {
    /// The story.
    pub story: StoryId,
    /// How close the article is to it.
    pub closeness: f64,
    /// The most similar article there.
    pub nearest: Link,
}

impl Explainer<'_> {
    /// Explains why an article is in its story.
    ///
    /// # Errors
    ///
    /// If the id is unknown.
    pub fn article(&self, id: &str) -> Result<ArticleExplanation, Unknown> {
        let number = self.number(id)?;
        let link_limit = self.inspection.link_limit(number);
        let group = self.group(number);
        let others = group.len() as u32 - 1;
        let mut links: BTreeMap<u32, Vec<(ArticleId, Score)>> = BTreeMap::new();
        let label = |article: ArticleId| self.inspection.labels()[article.index()];
        for (other, score) in self.inspection.neighbors(number) {
            links.entry(label(other)).or_default().push((other, score));
        }
        for links in links.values_mut() {
            links.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        let own_links = links.remove(&label(number)).unwrap_or_default();
        let sum = |links: &[(ArticleId, Score)]| links.iter().map(|(_, score)| score.units()).sum::<Sum>();
        let own = |links: &[(ArticleId, Score)]| {
            (others > 0).then(|| closeness_of_one(link_limit, others, sum(links)))
        };
        let closest = links.values().map(|links| {
            let size = self.group(links[0].0).len() as u32;
            (closeness_of_one(link_limit, size, sum(links)), links[0])
        });
        // of equals the first
        let best = closest.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let bar = self.inspection.bar();
        let closeness = own(&own_links);
        let rival = best.map(|(closeness, (nearest, _))| (closeness, self.story_of(nearest)));
        let is_gone = |from: &usize| choose(own(&own_links[*from..]), rival, bar) != Choice::Stay;
        let needed = if others > 0 { (1..=own_links.len()).find(is_gone).unwrap_or(0) } else { 0 };
        let otherwise = match choose(own(&own_links[needed..]), rival, bar) {
            Choice::Join(story) => Some(story),
            _ => None,
        };
        let link = |&(other, score): &(ArticleId, Score)| self.link((number, other, score));
        let mean = |closeness: f64| closeness * f64::from(others.min(link_limit)) / f64::from(others);
        Ok(ArticleExplanation {
            article: id.to_owned(),
            compared: self.id(number),
            story: self.story_of(number),
            closeness,
            mean_score: closeness.map(mean),
            nearest: own_links.first().map(link),
            runner_up: best.map(|(closeness, nearest)| RunnerUp {
                story: self.story_of(nearest.0),
                closeness,
                nearest: link(&nearest),
            }),
            margin: best.map(|(other, _)| closeness.unwrap_or(bar) - other),
            bar,
            joins_from: closeness.map_or(bar + MARGIN, |own| bar.max(own + MARGIN)),
            leaves_below: closeness.map(|_| LEAVING * bar),
            pivotal: own_links[..needed].iter().map(|&(other, _)| self.id(other)).collect(),
            otherwise,
        })
    }
}
