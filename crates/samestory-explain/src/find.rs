//! The stories that a text belongs to.

use std::collections::{BTreeMap, HashMap, HashSet};

use samestory::origins::Role;
use samestory::unstable::article::of_text;
use samestory::unstable::credits::{host, registrable_domain};
use samestory::unstable::inspection::{ComparedText, TextComparison};
use samestory::{Article, Member, Published, Story, StoryId};
use serde::Serialize;

use super::explainer::Explainer;
use super::score::ScoreExplanation;

/// A first line of more characters is no headline.
const LONGEST_HEADLINE: usize = 250;

/// Articles of a story that are looked at for the source of a wording.
const MAX_WORDINGS: usize = 20;

/// What a unit of idf that an article says too adds to the log-odds of a sentence, and what one that it does not say takes away. These
/// weights were chosen on sentences and headlines of labelled sets, with half of their small words left out, or with the article that
/// they are from left out.
const SAID: f64 = 0.2;

/// What the log-odds of the pair add to those of a sentence, and what the logarithm of the number of articles takes away.
const OF_PAIR: f64 = 0.5;

/// The log-odds of a sentence of which half is said, in a set of one article, if those of the pair are 0.
const BIAS: f64 = 2.5;

/// How [`Explainer::find`] searches, and what it lists.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct FindOptions {
    /// The least score of a story that is found, 0 to 1. Raising it finds fewer, and is surer.
    pub min_score: f64,
    /// The maximum number of stories found.
    pub max_stories: usize,
    /// Only stories with as many independent origins; with `Config::find_copies` off none has any.
    pub min_origins: usize,
    /// Which articles of a story are listed.
    pub collapse: Collapse,
}

impl Default for FindOptions {
    fn default() -> Self {
        Self { min_score: 0.5, max_stories: 10, min_origins: 0, collapse: Collapse::Story }
    }
}

/// Which articles of a story are listed: the most similar ones first.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Collapse {
    /// The most similar one.
    #[default]
    Story,
    /// The most similar one of each independent origin; of each article if origins are not known.
    Origin,
    /// All that are no copies or later versions.
    Copies,
    /// All.
    Nothing,
}

/// A story that a text belongs to.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundStory {
    /// The story.
    pub story: StoryId,
    /// Its headline.
    pub headline: String,
    /// How likely the text is of its event, 0 to 1.
    pub score: f64,
    /// The id of the article that makes it most likely.
    pub nearest: String,
    /// The score of the text with that article as if it was a pair of articles, taken apart.
    pub explanation: ScoreExplanation,
    /// The share of what the text says that the most similar article says too, by the rarity of the words, 0 to 1.
    pub coverage: f64,
    /// The same share of what any of its articles says.
    pub story_coverage: f64,
    /// How much both say: the sum of the inverse document frequencies of the words in common.
    pub evidence: f64,
    /// How many articles it has.
    pub articles: usize,
    /// How many newsrooms wrote independently of each other; 0 if that is not known.
    pub independent_origins: usize,
    /// How many sites its articles are from.
    pub domains: usize,
    /// How many of its articles have their text from others.
    pub copies: usize,
    /// When its first article was published.
    pub first_published: Option<Published>,
    /// The id of the article that was published first.
    pub first_report: Option<String>,
    /// The id of the article that the wording of the text is from: the oldest that has most of it. None if none has.
    pub wording_of: Option<String>,
    /// The newsroom that wrote that, as far as it is known.
    pub written_by: Option<String>,
    /// The articles listed: [`FindOptions::collapse`].
    pub listed: Vec<FoundArticle>,
}

/// An article of a story that was found.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundArticle {
    /// Its id.
    pub id: String,
    /// The share of what the text says that it says too, by the rarity of the words, 0 to 1.
    pub coverage: f64,
}

impl Explainer<'_> {
    /// The stories that a text belongs to, the most likely first; none if there are none. The text may be a claim of one sentence, a
    /// headline, or a whole article: a first line of at most 250 characters is taken for its headline. A text of 64 distinct words and
    /// more is scored as an article, a shorter one by how much of it an article says.
    ///
    /// # Complexity
    ///
    /// Linear in the terms of all articles.
    pub fn find(&self, text: &str, options: &FindOptions) -> Vec<FoundStory> {
        let asked = as_article(text);
        let compared = self.inspection.compare_text(&asked);
        let mut matches: BTreeMap<StoryId, Match> = BTreeMap::new();
        for &pair in &compared.articles {
            let logit = self.logit(&pair, &compared);
            let found = matches.entry(self.story_of(pair.article));
            let found = found.or_insert(Match { nearest: pair, logit, has: 0 });
            found.has |= pair.has;
            if logit > found.logit {
                (found.nearest, found.logit) = (pair, logit);
            }
        }
        let score = |found: &Match| 1.0 / (1.0 + (-found.logit).exp());
        let mut best: Vec<(f64, StoryId, Match)> =
            matches.into_iter().map(|(story, found)| (score(&found), story, found)).collect();
        best.retain(|&(score, ..)| score >= options.min_score);
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found = Vec::new();
        for (score, story, matched) in best {
            let Some(story) = self.stories.get(story) else { continue };
            if found.len() < options.max_stories && story.independent_origins() >= options.min_origins {
                found.push(self.found(story, score, &matched, &compared, &asked, options.collapse));
            }
        }
        found
    }

    /// The log-odds that a text and an article are of one event.
    ///
    /// The model of pairs expects two articles. A text of many words is one. A sentence is only a part of what an article says, and may
    /// say it in other words: what counts then is how much of it the article says, by rarity, and the model with half of its weight.
    /// The more articles there are, the more of a sentence is in one of them by chance.
    fn logit(&self, pair: &ComparedText, compared: &TextComparison) -> f64 {
        if compared.is_long() {
            return pair.logit;
        }
        let (said, all) = (compared.idf_of(pair.has), compared.idf_of(u64::MAX));
        let articles = self.inspection.labels().len() as f64;
        SAID * (2.0 * said - all) + OF_PAIR * (pair.logit - articles.ln()) + BIAS
    }

    fn found(
        &self,
        story: &Story,
        score: f64,
        matched: &Match,
        compared: &TextComparison,
        asked: &Article,
        collapse: Collapse,
    ) -> FoundStory {
        let of_story = compared.articles.iter().filter(|pair| self.story_of(pair.article) == story.id);
        let all = compared.idf_of(u64::MAX);
        let shares: HashMap<String, f64> =
            of_story.map(|pair| (self.id(pair.article), compared.idf_of(pair.has) / all)).collect();
        let of = |member: &Member| shares.get(&member.id).copied().unwrap_or(0.0);
        let mut ranked: Vec<&Member> = story.members.iter().collect();
        ranked.sort_by(|a, b| of(b).total_cmp(&of(a)));
        let wording = self.wording(&ranked, asked);
        let model = &self.inspection.config().model;
        let site = |member: &Member| {
            let host = member.url.as_deref().and_then(host);
            host.map(|host| registrable_domain(&host).to_owned()).or_else(|| member.source.clone())
        };
        let listed = collapse.of(story, &ranked);
        let listed =
            listed.into_iter().map(|member| FoundArticle { id: member.id.clone(), coverage: of(member) });
        FoundStory {
            story: story.id,
            headline: story.headline().to_owned(),
            score,
            nearest: self.id(matched.nearest.article),
            explanation: ScoreExplanation::new(
                model,
                &matched.nearest.features,
                0.0,
                1.0 / (1.0 + (-matched.nearest.logit).exp()),
            ),
            coverage: compared.idf_of(matched.nearest.has) / all,
            story_coverage: compared.idf_of(matched.has) / all,
            evidence: compared.idf_of(matched.nearest.has),
            articles: story.len(),
            independent_origins: story.independent_origins(),
            domains: story.members.iter().filter_map(site).collect::<HashSet<_>>().len(),
            copies: story.members.iter().filter(|member| member.copy_of.is_some()).count(),
            first_published: story.first_published(),
            first_report: story.first_report.clone(),
            wording_of: wording.map(|member| member.id.clone()),
            written_by: wording.and_then(|member| member.written_by.clone()),
            listed: listed.collect(),
        }
    }

    /// The oldest of the articles that have most of a text.
    fn wording<'m>(&self, ranked: &[&'m Member], asked: &Article) -> Option<&'m Member> {
        let mut found: Vec<(f64, &Member)> = Vec::new();
        for &member in ranked.iter().take(MAX_WORDINGS) {
            let article = self.article_by_id(&member.id)?;
            if let Some(shared) = self.shared_text([asked, article]) {
                found.push((shared.containment[0], member));
            }
        }
        let most = found.iter().map(|(share, _)| *share).fold(0.0, f64::max);
        let has_most = found.into_iter().filter(|(share, _)| *share >= 0.9 * most).map(|(_, member)| member);
        has_most.min_by_key(|member| {
            (member.copy_of.is_some(), member.published.map_or(i64::MAX, Published::seconds))
        })
    }
}

/// A text as an article without date and source.
fn as_article(text: &str) -> Article {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_headline = first.chars().nth(LONGEST_HEADLINE).is_none();
    let (title, body) = if is_headline { (first, rest.trim()) } else { ("", text) };
    of_text(title, body)
}

/// What of a text is in a story.
struct Match {
    /// The article that is most likely to be of its event.
    nearest: ComparedText,
    /// The log-odds of that.
    logit: f64,
    /// The words that any of the articles has.
    has: u64,
}

impl Collapse {
    /// The articles of a story that are listed, in the order given.
    pub fn of<'m>(self, story: &Story, ranked: &[&'m Member]) -> Vec<&'m Member> {
        match self {
            Self::Story => ranked.iter().take(1).copied().collect(),
            Self::Nothing => ranked.to_vec(),
            Self::Copies => {
                let is_own = |member: &&&Member| {
                    !matches!(member.role, Some(Role::Reprint | Role::Abridged | Role::Version))
                };
                ranked.iter().filter(is_own).copied().collect()
            }
            Self::Origin => {
                let origin = |member: &Member| {
                    story.origins.iter().position(|origin| origin.articles.contains(&member.id))
                };
                let mut known = HashSet::new();
                let first = |member: &&&Member| origin(member).is_none_or(|origin| known.insert(origin));
                ranked.iter().filter(first).copied().collect()
            }
        }
    }
}
