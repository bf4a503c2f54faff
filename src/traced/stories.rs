//! Stories of which it is known who wrote them.

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::copies::CopyLink;
use crate::origins::{ArticleOrigin, StoryOrigins, trace};
use crate::parallel;
use crate::published::Published;
use crate::story::{StoryId, by_story};

/// Stories with their origins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedStories {
    /// In the order of their numbers: where the texts of all their articles come from, originals, copies, and all versions.
    pub(crate) stories: Vec<(StoryId, StoryOrigins)>,
    /// By article, its story.
    pub(crate) story_of: Vec<StoryId>,
}

impl TracedStories {
    /// Tells who wrote what, given what each article says of itself, its date and its story.
    pub(super) fn new(
        articles: Vec<(ArticleOrigin, Option<Published>)>,
        story_of: Vec<StoryId>,
        versions: &[(ArticleId, ArticleId)],
        links: Vec<CopyLink>,
    ) -> Self {
        let part = |(id, articles)| (id, Part { articles, ..Part::default() });
        let mut parts: BTreeMap<StoryId, Part> =
            by_story(articles, &story_of).into_iter().map(part).collect();
        let story = |id: ArticleId| story_of.get(id.index()).copied();
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
        let stories = parallel::map_owned(parts.into_iter().collect(), |(id, part): (StoryId, Part)| {
            (id, trace(part.articles, &part.versions, &part.links))
        });
        Self { stories, story_of }
    }
}

/// What the origins of a story are found by.
#[derive(Default)]
struct Part {
    articles: Vec<(ArticleOrigin, Option<Published>)>,
    versions: Vec<(ArticleId, ArticleId)>,
    links: Vec<CopyLink>,
}
