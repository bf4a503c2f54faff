//! From stories to digests.

use std::sync::Arc;

use samestory::credits::Newsrooms;
use samestory::unstable::cluster::analyzer;
use samestory::{Article, Config, ConfigError, Stories, StoryId};

use super::Digest;
use super::collection::Collection;
use super::families::Families;
use super::figures::figures;
use super::headline::headline;
use super::key_terms::{key_terms, weights};
use super::reading::StoryText;
use super::sagas::{JOINED, Saga, sagas};
use super::shape::shape;
use super::sources::{corroboration, last_date, missing, sources};
use super::stress::stresses;
use super::summary::summary;
use super::timeline::timeline;

/// So many key terms a digest has.
const KEY_TERMS: usize = 12;

/// Makes [digests](Digest) of stories.
///
/// All articles are read once, to know what is common among them; each digest then costs no more than its own story.
///
/// # Complexity
///
/// [`new`](Self::new): linear in all texts. [`digest`](Self::digest): linear in the texts of the story, of which 200 are read with
/// 24,000 bytes each, and in the stories that share rarer terms with it.
///
/// # Examples
///
/// ```
/// use samestory_digest::Digester;
/// use samestory::{Article, Config};
///
/// let article = |id: &str, title: &str, text: &str| Article::builder(id).source(id).title(title).body(text).build();
/// let articles = [
///     article("herald", "Ferry sinks off Quaytown", "The ferry Gull sank off Quaytown on Monday. Twelve people drowned.")?,
///     article("post", "Gull ferry sinks at Quaytown", "Off Quaytown the ferry Gull sank. The coast guard searched the bay.")?,
/// ];
/// let config = Config::default();
/// let stories = samestory::cluster(&articles, &config)?;
/// let digester = Digester::new(&articles, &stories, &config)?;
/// let digest = digester.digest(stories.story_of("post").unwrap().id).unwrap();
/// assert!(articles.iter().any(|article| article.title == digest.headline.text));
/// assert_eq!(digest.sources.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Digester<'a> {
    stories: &'a Stories,
    collection: Collection<'a>,
    newsrooms: Arc<Newsrooms>,
    families: Families,
    /// The last date of the input.
    end: Option<i64>,
    sagas: Vec<Saga>,
}

impl<'a> Digester<'a> {
    /// Reads the articles that stories were made of. Members of stories are found among them by their ids; one that is not there
    /// counts, and has no text.
    ///
    /// # Errors
    ///
    /// As [`Config::validate`].
    pub fn new(articles: &'a [Article], stories: &'a Stories, config: &Config) -> Result<Self, ConfigError> {
        let analyzer = analyzer(config)?;
        let collection = Collection::new(articles, stories, config, &analyzer);
        // not when the first digest asks: a thread that waits for others inside a lock may take up another digest, and wait for itself
        let sagas = sagas(stories, &collection, JOINED);
        Ok(Self {
            stories,
            collection,
            newsrooms: Arc::clone(&config.newsrooms),
            families: Families::builtin(),
            end: last_date(articles),
            sagas,
        })
    }

    /// Takes another table of families than the [built-in one](Families::builtin).
    #[must_use]
    pub fn with_families(mut self, families: Families) -> Self {
        self.families = families;
        self
    }

    /// The level above stories: which of them report successive events of one larger affair. A story is in one saga at most, and most
    /// stories are in none.
    pub fn sagas(&self) -> &[Saga] {
        &self.sagas
    }

    /// As [`sagas`](Self::sagas), of stories whose mean similarity is at least `joined` instead of .33. Raising it splits sagas.
    pub fn sagas_at(&self, joined: f64) -> Vec<Saga> {
        sagas(self.stories, &self.collection, joined)
    }

    /// The digest of a story; none if there is no such story.
    pub fn digest(&self, story: StoryId) -> Option<Digest> {
        let all = self.stories.iter().as_slice();
        // in the order of their numbers
        let place = all.binary_search_by_key(&story, |other| other.id).ok()?;
        let story = &all[place];
        let text = StoryText::new(story, &self.collection.members[place], &self.collection, &self.newsrooms);
        let weights = weights(&text);
        let (related, parent, confidence) = shape(place, self.stories, &self.collection);
        let sentences = (1 + text.readings.len()).min(4);
        Some(Digest {
            story: story.id,
            headline: headline(story, &text, &weights),
            articles: story.len(),
            key_terms: key_terms(&text, &weights, &self.newsrooms, KEY_TERMS),
            summary: summary(story, &text, &weights, sentences),
            timeline: timeline(story, &text, self.end),
            sources: sources(story, &self.newsrooms, &self.families),
            missing_sources: missing(place, self.stories, &self.collection, &self.newsrooms),
            corroboration: corroboration(story, &self.newsrooms, &self.families),
            figures: figures(story, &text),
            stresses: stresses(story, &text),
            related,
            parent,
            saga: self.sagas().iter().find(|saga| saga.stories.iter().any(|s| s.story == story.id)).cloned(),
            confidence,
        })
    }
}
