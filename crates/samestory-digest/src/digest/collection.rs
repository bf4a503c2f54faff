//! All articles of an input, as far as a digest of one story needs them.

use std::borrow::Cow;
use std::collections::HashMap;

use samestory::terms::{Analyzer, Lexicon, TermId};
use samestory::text::Language;
use samestory::unstable::cluster::{Cleaner, plain, prior};
use samestory::unstable::parallel;
use samestory::unstable::terms::{Field, FieldCounts, count_texts};
use samestory::unstable::weights::{DocumentFrequencies, FieldVectors, LanguageFrequencies};
use samestory::weights::{SparseVector, Weighting};
use samestory::{Article, Config, Stories, StoryId};

/// The centroid of a story keeps so many terms, those of most weight.
const CENTROID_TERMS: usize = 200;

/// Terms that more of the stories have are not searched by.
const COMMON: usize = 400;

/// What is read of one article.
#[derive(Debug)]
pub(super) struct Cleaned<'a> {
    /// The article without markup.
    pub(super) plain: Cow<'a, Article>,
    /// The title without the affixes of its source; empty if nothing of it counts.
    pub(super) title: String,
    /// What is left of the body; none if all of it.
    pub(super) body: Option<String>,
    pub(super) language: Language,
}

/// The articles, how common their terms are, and the centroids of their stories.
#[derive(Debug)]
pub(super) struct Collection<'a> {
    pub(super) cleaned: Vec<Cleaned<'a>>,
    pub(super) counts: Vec<FieldCounts>,
    pub(super) lexicon: Lexicon,
    frequencies: LanguageFrequencies,
    weighting: Weighting,
    /// By story, in the order of their numbers: the article of each member, as far as it is at hand.
    pub(super) members: Vec<Vec<Option<usize>>>,
    /// By story, of length 1.
    pub(super) centroids: Vec<SparseVector>,
    /// By term: the stories whose centroids have it, ascending, and with what weight.
    postings: HashMap<TermId, Vec<(u32, f32)>>,
}

impl<'a> Collection<'a> {
    /// Reads all articles once.
    pub(super) fn new(
        articles: &'a [Article],
        stories: &Stories,
        config: &Config,
        analyzer: &Analyzer,
    ) -> Self {
        let places: Vec<usize> = (0..articles.len()).collect();
        let plain: Vec<Cow<'a, Article>> = parallel::map(&places, |&at| plain(&articles[at]));
        let left = Cleaner::new(config).clean_all(&plain);
        let texts: Vec<_> = plain.iter().zip(&left).map(|(plain, left)| left.text(plain)).collect();
        let mut lexicon = Lexicon::new();
        let counts = count_texts(analyzer, &texts, &mut lexicon);
        let left: Vec<(String, Option<String>)> = texts
            .iter()
            .zip(&plain)
            .map(|(text, plain)| {
                let is_whole = text.body.len() == plain.body.len();
                (text.title.to_owned(), (!is_whole).then(|| text.body.to_owned()))
            })
            .collect();
        let fallback = analyzer.config().fallback_language;
        let cleaned = plain
            .into_iter()
            .zip(left)
            .zip(&counts)
            .map(|((plain, (title, body)), counts)| {
                let language = counts.language().rules().unwrap_or(fallback);
                Cleaned { plain, title, body, language }
            })
            .collect();
        let mut frequencies = prior(config, lexicon.vocabulary_mut());
        counts.iter().for_each(|counts| frequencies.add(counts, lexicon.vocabulary()));
        let mut collection = Self {
            cleaned,
            counts,
            lexicon,
            frequencies,
            weighting: Weighting { tf: config.term_frequency, idf: config.idf, ..Weighting::default() },
            members: members(articles, stories),
            centroids: Vec::new(),
            postings: HashMap::new(),
        };
        collection.centroids = parallel::map(&collection.members, |members| {
            collection.centroid(members.iter().flatten(), Field::All)
        });
        for (story, centroid) in (0..).zip(&collection.centroids) {
            for (term, weight) in centroid.view().iter() {
                collection.postings.entry(term).or_default().push((story, weight));
            }
        }
        collection
    }

    /// How common terms are among the articles of a language.
    pub(super) fn frequencies(&self, article: usize) -> &DocumentFrequencies {
        self.frequencies.of(self.counts[article].language().code())
    }

    /// The vector of the words of an article.
    pub(super) fn vector(&self, article: usize) -> SparseVector {
        self.vector_of(article, Field::All)
    }

    fn vector_of(&self, article: usize, field: Field) -> SparseVector {
        let counts = &self.counts[article];
        let vectors = FieldVectors::new(counts, &[field], &self.weighting, self.frequencies(article));
        SparseVector::new(vectors.field(field).iter())
    }

    /// The mean of the vectors of the names of a story's articles, made length 1.
    pub(super) fn names(&self, story: usize) -> SparseVector {
        self.centroid(self.members[story].iter().flatten(), Field::Names)
    }

    /// The mean of the vectors of articles, made length 1.
    fn centroid<'m>(&self, articles: impl Iterator<Item = &'m usize>, field: Field) -> SparseVector {
        let mut sums: HashMap<TermId, f64> = HashMap::new();
        for &article in articles {
            for (term, weight) in self.vector_of(article, field).view().iter() {
                *sums.entry(term).or_insert(0.0) += f64::from(weight);
            }
        }
        let mut sums: Vec<(TermId, f64)> = sums.into_iter().collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sums.truncate(CENTROID_TERMS);
        let length = sums.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        SparseVector::new(sums.into_iter().map(|(term, weight)| (term, (weight / length) as f32)))
    }

    /// The stories most similar to a story, by place, the most similar first, with the cosines of the centroids.
    pub(super) fn nearest(&self, story: usize, most: usize, min_similarity: f64) -> Vec<(usize, f64)> {
        // most stories have some term in common: an array is faster than a map
        let mut sums = vec![0.0; self.centroids.len()];
        let most_common = COMMON.max(self.centroids.len() / 20);
        for (term, weight) in self.centroids[story].view().iter() {
            let postings = self.postings.get(&term).map_or(&[][..], Vec::as_slice);
            if postings.len() <= most_common {
                for &(other, its) in postings {
                    sums[other as usize] += f64::from(weight) * f64::from(its);
                }
            }
        }
        let is_near = |&(other, similarity): &(usize, f64)| other != story && similarity >= min_similarity;
        let mut found: Vec<(usize, f64)> = sums.into_iter().enumerate().filter(is_near).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}

/// The articles of the members of each story: members of one id take the articles of that id in turn.
fn members(articles: &[Article], stories: &Stories) -> Vec<Vec<Option<usize>>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate().rev() {
        places.entry(&article.id).or_default().push(at);
    }
    let places_of_stories: HashMap<StoryId, usize> =
        stories.iter().enumerate().map(|(at, story)| (story.id, at)).collect();
    let mut members: Vec<Vec<Option<usize>>> =
        stories.iter().map(|story| Vec::with_capacity(story.len())).collect();
    for (story, member) in stories.members() {
        let next = places.get_mut(member.id.as_str()).and_then(|places| match places.len() {
            0 | 1 => places.first().copied(),
            _ => places.pop(),
        });
        members[places_of_stories[&story.id]].push(next);
    }
    members
}
