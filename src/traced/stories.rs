//! Stories of which it is known who wrote them.

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::copies::CopyLink;
use crate::origins::{ArticleOrigin, StoryOrigins, trace};
use crate::parallel;
use crate::published::Published;
use crate::story::{StoryGroup, StoryId};

/// Stories with their origins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedStories {
    stories: Vec<TracedStory>,
    story_of: Vec<StoryId>,
}

/// A story of which it is known who wrote it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedStory {
    /// The story with all its articles: originals, copies, and all versions.
    pub(crate) story: StoryGroup,
    /// Where their texts come from.
    pub(crate) origins: StoryOrigins,
    /// The links among them: the evidence.
    pub(crate) links: Vec<CopyLink>,
}

impl TracedStories {
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
        let stories = parallel::map_owned(parts.into_values().collect(), |part: Part| TracedStory {
            story: part.story,
            origins: trace(part.origins, &part.versions, &part.links),
            links: part.links,
        });
        Self { stories, story_of }
    }

    /// The stories, and the story of each article.
    pub(crate) fn into_parts(self) -> (Vec<TracedStory>, Vec<StoryId>) {
        (self.stories, self.story_of)
    }
}

/// What a story is told from.
struct Part {
    story: StoryGroup,
    origins: Vec<(ArticleOrigin, Option<Published>)>,
    versions: Vec<(ArticleId, ArticleId)>,
    links: Vec<CopyLink>,
}

impl Part {
    fn new(id: StoryId) -> Self {
        Self { story: StoryGroup::new(id), origins: Vec::new(), versions: Vec::new(), links: Vec::new() }
    }
}
