//! Where corrections meet the articles they name.

use std::collections::{BTreeMap, HashMap};

use super::score::Score;
use crate::article::ArticleId;
use crate::corrections::{Corrections, MAX_PAIRS, Relation};

impl Relation {
    /// As the score of a pair.
    pub(crate) fn score(self) -> Score {
        match self {
            Self::Same => Score::SAME,
            Self::NotSame => Score::NOT_SAME,
        }
    }
}

/// A pair of items with a score, the smaller first.
type Edge = (u32, u32, Score);

/// What corrections say of the articles of a closed set, by items; `items` gives the item of each article with its id. Several articles
/// may have one id, and several may be one item. Sums of scores have room for [`MAX_PAIRS`]: where more would be corrected, an id means the
/// last of its articles.
pub(crate) fn corrected_edges<'i>(
    corrections: &Corrections,
    items: impl Iterator<Item = (&'i str, u32)>,
) -> Vec<Edge> {
    let pairs = corrections.pairs();
    let mut named: HashMap<&str, Vec<u32>> = HashMap::new();
    pairs.keys().for_each(|&(a, b)| [a, b].iter().for_each(|id| _ = named.entry(id).or_default()));
    for (id, item) in items {
        if let Some(items) = named.get_mut(id) {
            items.push(item);
        }
    }
    let count = pairs.keys().map(|&(a, b)| named[a].len().saturating_mul(named[b].len()));
    if count.fold(0, usize::saturating_add) > MAX_PAIRS {
        named.values_mut().for_each(|items| _ = items.drain(..items.len().saturating_sub(1)));
    }
    let mut edges = BTreeMap::new();
    for ((a, b), (relation, number)) in pairs {
        for &a in &named[a] {
            for &b in named[b].iter().filter(|&&b| b != a) {
                let latest = edges.entry((a.max(b), a.min(b))).or_insert((number, relation));
                *latest = if latest.0 > number { *latest } else { (number, relation) };
            }
        }
    }
    edges.into_iter().map(|((b, a), (_, relation))| (a, b, relation.score())).collect()
}

/// Leaves out the scores of pairs that are corrected. Edges are by their later item, and go on to be.
pub(crate) fn overrule(edges: &mut Vec<Edge>) {
    if edges.iter().any(|(_, _, score)| score.is_correction()) {
        edges.sort_by_key(|&(a, b, score)| (b, a, !score.is_correction()));
        edges.dedup_by_key(|&mut (a, b, _)| (a, b));
    }
}

/// What corrections say of an id: the other id, the score, and the number of the correction.
type Said = (String, Score, usize);

/// The live articles of a stream that corrections name. An article has several ids if it took the place of others, as their new version.
#[derive(Debug, Default)]
pub(crate) struct CorrectedArticles {
    relations: HashMap<String, Vec<Said>>,
    live: BTreeMap<String, ArticleId>,
}

impl CorrectedArticles {
    /// By id, the articles that are live, as they were [saved](Self::live).
    pub(crate) fn new(corrections: &Corrections, live: BTreeMap<String, ArticleId>) -> Self {
        let mut corrected = Self { relations: HashMap::new(), live };
        corrected.learn(corrections);
        corrected
    }

    /// Takes the corrections as they are now.
    pub(crate) fn learn(&mut self, corrections: &Corrections) {
        self.relations.clear();
        for ((a, b), (relation, number)) in corrections.pairs() {
            for (own, other) in [(a, b), (b, a)] {
                let relations = self.relations.entry(own.to_owned()).or_default();
                relations.push((other.to_owned(), relation.score(), number));
            }
        }
    }

    /// Takes a new article, and adds its pairs with live ones that are corrected.
    pub(crate) fn enter(
        &mut self,
        id: &str,
        article: ArticleId,
        is_live: impl Fn(ArticleId) -> bool,
        edges: &mut Vec<(ArticleId, Score)>,
    ) {
        if self.relations.contains_key(id) {
            self.live.retain(|_, article| is_live(*article));
            edges.extend(self.name_too(id, article));
        }
    }

    /// Gives a live article an id, beside those that it has. Says what holds of it and of other live articles: of corrections by any of
    /// their ids the latest.
    pub(crate) fn name_too(&mut self, id: &str, article: ArticleId) -> Vec<(ArticleId, Score)> {
        self.name(id, article);
        let mut latest: BTreeMap<ArticleId, (usize, Score)> = BTreeMap::new();
        for (other, score, number) in self.ids_of(article).flat_map(|own| self.relations.get(own)).flatten() {
            if let Some(&other) = self.live.get(other).filter(|&&other| other != article) {
                let known = latest.entry(other).or_insert((*number, *score));
                *known = if known.0 > *number { *known } else { (*number, *score) };
            }
        }
        latest.into_iter().map(|(other, (_, score))| (other, score)).collect()
    }

    /// The ids by which corrections name a live article.
    pub(crate) fn ids_of(&self, article: ArticleId) -> impl Iterator<Item = &str> {
        self.live.iter().filter(move |&(_, &named)| named == article).map(|(id, _)| id.as_str())
    }

    /// What is to be written: the live articles that are named, by id.
    pub(crate) fn live(&self) -> &BTreeMap<String, ArticleId> {
        &self.live
    }

    /// Names an article that is live.
    pub(crate) fn name(&mut self, id: &str, article: ArticleId) {
        if self.relations.contains_key(id) {
            self.live.insert(id.to_owned(), article);
        }
    }
}
