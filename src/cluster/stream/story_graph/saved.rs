//! What is written of the stories of a stream: all sums are those of the pairs, and are added up again.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Node, StoryGraph};
use crate::article::ArticleId;
use crate::cluster::linkage::score::Score;
use crate::cluster::stream::groups::{Groups, Member, Slot};
use crate::saved::{MAX_NUMBER, ensure, wrong};
use crate::story::StoryId;
use crate::window::Window;

#[derive(Serialize, Deserialize)]
struct SavedGraph {
    base: u32,
    /// By article, from `base` on.
    articles: Vec<Option<SavedNode>>,
    /// By slot.
    stories: Vec<Option<SavedStory>>,
    free: Vec<Slot>,
    last_reconsidered: u32,
    next_story: u32,
}

#[derive(Serialize, Deserialize)]
struct SavedNode {
    slot: Slot,
    link_limit: u32,
    /// The pairs with earlier articles that are live; those with later ones are with these.
    edges: Vec<(ArticleId, Score)>,
}

#[derive(Serialize, Deserialize)]
struct SavedStory {
    id: StoryId,
    revised_size: u32,
    absorbed: Vec<StoryId>,
}

impl Serialize for StoryGraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = |(node, &slot): (&Option<Node>, &Slot)| {
            node.as_ref().map(|Node { member, edges, .. }| {
                let is_kept = |other: ArticleId| other < member.article && self.slot_of(other).is_some();
                let edges = edges.iter().copied().filter(|&(other, _)| is_kept(other)).collect();
                SavedNode { slot, link_limit: member.link_limit, edges }
            })
        };
        let story = |slot| {
            self.stories.live(slot).map(|group| {
                let mut absorbed = group.absorbed.clone();
                absorbed.sort_unstable();
                SavedStory { id: group.story.id, revised_size: group.revised_size, absorbed }
            })
        };
        let saved = SavedGraph {
            base: self.articles.first(),
            articles: self.articles.items().iter().zip(self.slots.items()).map(node).collect(),
            stories: (0..self.stories.slots()).map(story).collect(),
            free: self.stories.free().to_vec(),
            last_reconsidered: self.last_reconsidered,
            next_story: self.next_story,
        };
        saved.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StoryGraph {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::restore(SavedGraph::deserialize(deserializer)?).map_err(wrong)
    }
}

impl StoryGraph {
    fn restore(saved: SavedGraph) -> Result<Self, String> {
        let SavedGraph { base, articles, stories, free, last_reconsidered, next_story } = saved;
        let is_room = u32::try_from(articles.len()).is_ok_and(|len| base.saturating_add(len) <= MAX_NUMBER);
        ensure(is_room && next_story <= MAX_NUMBER, || {
            "the numbers of articles or stories are used up".to_owned()
        })?;
        let mut graph = Self {
            articles: Window::beginning_at(base),
            slots: Window::beginning_at(base),
            last_reconsidered,
            next_story,
            ..Self::default()
        };
        let ids = stories.iter().map(|story| story.as_ref().map(|story| story.id)).collect();
        graph.stories = Groups::with_slots(ids, free)?;
        for (slot, story) in (0..).map(Slot::at).zip(stories) {
            let Some(SavedStory { id, revised_size, absorbed }) = story else { continue };
            for &from in &absorbed {
                let is_new = graph.merged.insert(from, id).is_none();
                let is_gone = graph.stories.find(from).is_none() && from.0 < next_story;
                ensure(is_new && is_gone, || format!("{from} was merged into {id}, and is there"))?;
            }
            ensure(id.0 < next_story, || format!("{id} is there, and the next is s{next_story}"))?;
            let group = graph.stories.group_mut(slot);
            (group.revised_size, group.absorbed) = (revised_size, absorbed);
        }
        for (number, node) in (base..).zip(articles) {
            graph.restore_node(ArticleId(number), node)?;
        }
        graph.validate()?;
        Ok(graph)
    }

    /// Adds the next article with its pairs, as when it came.
    fn restore_node(&mut self, article: ArticleId, node: Option<SavedNode>) -> Result<(), String> {
        let Some(SavedNode { slot, link_limit, edges }) = node else {
            self.articles.push(None);
            self.slots.push(Slot::NONE);
            return Ok(());
        };
        ensure(self.stories.is_live(slot), || format!("{article} has no story"))?;
        for &(other, score) in &edges {
            let node = self.node_mut(other).filter(|_| score.is_possible());
            let node = node.ok_or_else(|| format!("{article} has a pair with {other}, which is not live"))?;
            node.edges.push((article, score));
        }
        let mut sums = std::mem::take(&mut self.sums);
        self.add_up(&edges, &mut sums);
        for &(other, sum) in &sums.sums {
            self.stories.change_sum(slot, other, |known| known + sum);
        }
        let own = sums.of(slot);
        self.sums = sums;
        let member = Member { article, link_limit };
        self.articles.push(Some(Node { member, edges: edges.clone(), sums: None }));
        self.slots.push(slot);
        self.live += 1;
        self.enter_hubs(slot, &edges);
        self.stories.add(slot, member, own);
        Ok(())
    }
}
