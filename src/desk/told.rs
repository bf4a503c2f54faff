//! Stories of which it is known who wrote them.

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::copies::CopyLink;
use crate::evaluation::Partition;
use crate::origins::{ArticleOrigin, StoryOrigins, trace};
use crate::parallel;
use crate::published::Published;
use crate::story::{Story, StoryId};

/// Stories with their origins.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldStories {
    stories: Vec<ToldStory>,
    story_of: Vec<StoryId>,
}

/// A story of which it is known who wrote it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub struct ToldStory {
    /// The story with all its articles: originals, copies, and all versions.
    pub story: Story,
    /// Where their texts come from.
    pub origins: StoryOrigins,
    /// The links among them: the evidence.
    pub links: Vec<CopyLink>,
}

impl ToldStories {
    /// Tells who wrote what, given what each article says of itself, its date and its story.
    pub(super) fn new(
        articles: Vec<(ArticleOrigin, Option<Published>)>,
        story_of: Vec<StoryId>,
        versions: &[(ArticleId, ArticleId)],
        links: Vec<CopyLink>,
    ) -> Self {
        let mut parts: BTreeMap<StoryId, Part> = BTreeMap::new();
        let story = |id: ArticleId| story_of.get(id.index()).copied();
        for ((origin, published), &story) in articles.into_iter().zip(&story_of) {
            let part = parts.entry(story).or_insert_with(|| Part::new(story));
            part.story.add(origin.article, published);
            part.origins.push((origin, published));
        }
        for link in links {
            if let Some(id) = story(link.first).filter(|&id| story(link.second) == Some(id))
                && let Some(part) = parts.get_mut(&id)
            {
                part.links.push(link);
            }
        }
        for &(later, earlier) in versions {
            if let Some(part) = story(later).and_then(|id| parts.get_mut(&id)) {
                part.versions.push((later, earlier));
            }
        }
        let stories = parallel::map_owned(parts.into_values().collect(), |part: Part| ToldStory {
            story: part.story,
            origins: trace(part.origins, &part.versions, &part.links),
            links: part.links,
        });
        Self { stories, story_of }
    }

    /// The stories, in the order of their numbers.
    pub fn stories(&self) -> &[ToldStory] {
        &self.stories
    }

    /// A story by its number.
    pub fn story(&self, id: StoryId) -> Option<&ToldStory> {
        let at = self.stories.binary_search_by_key(&id, |told| told.story.id).ok()?;
        self.stories.get(at)
    }

    /// The story of an article, by its number.
    pub fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.story_of.get(article.index()).copied()
    }

    /// Who is with whom.
    pub fn partition(&self) -> Partition {
        Partition::from_labels(self.story_of.iter().copied())
    }
}

/// What a story is told from.
struct Part {
    story: Story,
    origins: Vec<(ArticleOrigin, Option<Published>)>,
    versions: Vec<(ArticleId, ArticleId)>,
    links: Vec<CopyLink>,
}

impl Part {
    fn new(id: StoryId) -> Self {
        Self { story: Story::new(id), origins: Vec::new(), versions: Vec::new(), links: Vec::new() }
    }
}
