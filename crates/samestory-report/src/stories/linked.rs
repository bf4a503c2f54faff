//! Stories of other languages that a story is linked to.

use std::collections::HashMap;

use samestory::{Stories, Story, StoryId};
use samestory_digest::StoryLink;
use serde::Serialize;

use super::decision::six_digits;
use super::grouped::StoryRows;

/// A story of another language that seems to be of the same event.
#[derive(Debug, Clone, Serialize)]
pub struct Linked<'s> {
    /// Its number.
    pub story: String,
    /// Its language.
    pub lang: &'s str,
    /// How sure it is.
    pub strength: f64,
    /// Names and numbers that both have.
    pub shared: &'s [String],
    /// Its headline.
    pub headline: &'s str,
}

impl<'s> Linked<'s> {
    /// Tells each story of its links, the strongest first.
    pub fn tell(rows: &mut [StoryRows<'s>], stories: &'s Stories, links: &'s [StoryLink]) {
        let mut of_story: HashMap<StoryId, Vec<Self>> = HashMap::new();
        for link in links {
            for (side, other) in [(0, 1), (1, 0)] {
                let Some(story) = stories.get(link.stories[other]) else { continue };
                let linked = Self::new(story, &link.languages[other], link);
                of_story.entry(link.stories[side]).or_default().push(linked);
            }
        }
        for rows in rows {
            rows.linked = of_story.remove(&rows.story.id).unwrap_or_default();
        }
    }

    fn new(story: &'s Story, lang: &'s str, link: &'s StoryLink) -> Self {
        Self {
            story: story.id.to_string(),
            lang,
            strength: six_digits(link.strength),
            shared: &link.shared,
            headline: story.headline(),
        }
    }
}
