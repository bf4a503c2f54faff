//! The stories of a stream, with how close each is to its neighbours.

use std::collections::{BTreeMap, VecDeque};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::assignment::Change;
use super::grouping::group;
use super::groups::{Groups, Member, Slot};
use super::logistic::{logistic, logit};
use super::moves::{Choice, choose};
use super::score::{Members, Score, Sum, closeness_of_one};
use crate::article::ArticleId;
use crate::evaluation::Partition;
use crate::published::Published;
use crate::story::{Story, StoryId};

/// How many of its closest neighbours a new article makes think again.
const THINK_AGAIN: usize = 10;

/// If their score with it is at least this: one below adds too little to change a mind.
const WORTH_A_THOUGHT: f64 = 0.2;

/// How many live articles think again with each that arrives, all in turn.
const AWAKE: usize = 2;

/// Pairs are scored again when calibration adds something to their log-odds that differs by more than this.
const STALE: f64 = 0.3;

/// How much closer two stories of several articles must be than an article and a story, to become one: the larger both
/// are, the more there is to lose.
const MERGE_BAR: f64 = 1.3;

/// A story is looked over each time it has grown by this factor, the first time with three articles.
const GROWTH: f64 = 1.25;

/// Live articles and their stories.
///
/// Between each two stories that share a scored pair of articles, the sum of the scores of their cross pairs is kept, so
/// that a decision looks at stories, not at articles. The sums are exact, and removing an article leaves no trace in
/// them.
#[derive(Debug, Default)]
pub(crate) struct StoryGraph {
    /// By article, from `base` on; none for the expired.
    articles: VecDeque<Option<Node>>,
    /// Where their stories are. Apart from the rest of what is known of them, because all decisions ask for it.
    slots: VecDeque<Slot>,
    base: u32,
    live: usize,
    /// The last article whose turn it was to think again.
    awake: u32,
    stories: Groups,
    /// Where the stories went that were merged into others.
    merged: HashMap<StoryId, StoryId, FixedState>,
    next_story: u32,
    /// Memory to reuse.
    tally: Tally,
}

#[derive(Debug)]
struct Node {
    member: Member,
    /// What calibration has added to the log-odds of its pairs with earlier articles.
    shift: f64,
    /// Scored pairs with other articles; the expired among them count no more.
    edges: Vec<(ArticleId, Score)>,
}

impl Node {
    fn is_stale(&self, shift: f64) -> bool {
        (self.shift - shift).abs() > STALE
    }
}

/// Sums of scores by story.
#[derive(Debug, Default)]
struct Tally {
    sums: Vec<(Slot, Sum)>,
    /// By slot: one more than its place among the sums, 0 if it has none. All 0 between tallies.
    places: Vec<u32>,
}

impl Tally {
    fn clear(&mut self, slots: usize) {
        self.sums.clear();
        if self.places.len() < slots {
            self.places.resize(slots, 0);
        }
    }

    fn add(&mut self, slot: Slot, sum: Sum) {
        let place = &mut self.places[slot.index()];
        if *place == 0 {
            self.sums.push((slot, 0));
            *place = self.sums.len() as u32;
        }
        self.sums[*place as usize - 1].1 += sum;
    }

    /// The sum of a story, once all are added up.
    fn of(&self, slot: Slot) -> Sum {
        self.sums.iter().find(|&&(other, _)| other == slot).map_or(0, |&(_, sum)| sum)
    }

    fn finish(&mut self) {
        self.sums.iter().for_each(|(slot, _)| self.places[slot.index()] = 0);
    }
}

impl StoryGraph {
    /// Lets the articles whose turn it is think again, adds the next article with its scored pairs, and lets it, the stories and
    /// its neighbours find their places. Says its number, and how close it is in the end to the stories around it.
    pub(crate) fn insert(
        &mut self,
        published: Option<Published>,
        partners: u32,
        edges: &[(ArticleId, Score)],
        shift: f64,
        threshold: f64,
        changes: &mut Vec<Change>,
    ) -> (ArticleId, Closeness) {
        self.take_turns(shift, threshold, changes);
        let article = ArticleId(self.base + self.articles.len() as u32);
        for &(other, score) in edges {
            if let Some(node) = self.node_mut(other) {
                node.edges.push((article, score));
            }
        }
        let mut closest = edges.to_vec();
        closest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        closest.truncate(THINK_AGAIN);
        closest.retain(|&(_, score)| score >= Score::new(WORTH_A_THOUGHT));

        let begun = self.next_id();
        let member = Member { article, published, partners };
        let (slot, own) = self.place(begun, partners, edges, threshold);
        self.articles.push_back(Some(Node { member, shift, edges: edges.to_vec() }));
        self.slots.push_back(slot);
        self.live += 1;
        self.stories.add(slot, member, own);
        if self.stories.head(slot).id != begun {
            self.merge_from(slot, threshold, changes);
        }
        for (other, _) in closest {
            self.think_again(other, threshold, changes);
        }
        let mut closeness = self.think_again(article, threshold, changes);
        if self.look_over(article, threshold, changes) {
            closeness = self.think_again(article, threshold, changes);
        }
        // what happened to the new article itself is no change: nobody knew where it was
        changes.retain(|change| !matches!(change, Change::Moved { article: moved, .. } if *moved == article));
        if self.stories.find(begun).is_none() && begun.0 + 1 == self.next_story {
            self.next_story = begun.0;
        }
        (article, closeness)
    }

    /// Lets the next few live articles think again, and their stories merge: what has become of their neighbours since they last
    /// did may have brought two stories together, or changed where one of the articles belongs.
    fn take_turns(&mut self, shift: f64, threshold: f64, changes: &mut Vec<Change>) {
        for _ in 0..AWAKE.min(self.articles.len()) {
            let behind = self.base + self.articles.len() as u32;
            self.awake =
                if (self.base..behind - 1).contains(&self.awake) { self.awake + 1 } else { self.base };
            let article = ArticleId(self.awake);
            if self.node(article).is_some_and(|node| node.is_stale(shift)) {
                self.score_story_again(article, shift, threshold, changes);
            }
            if let Some(slot) = self.slot_of(article) {
                self.merge_from(slot, threshold, changes);
                self.think_again(article, threshold, changes);
            }
        }
    }

    /// Scores the pairs of an article's story as they would be scored now, and groups its articles anew. All of them are up to date
    /// then, so that this happens to a story once for each step that calibration takes ([`STALE`]).
    fn score_story_again(
        &mut self,
        article: ArticleId,
        shift: f64,
        threshold: f64,
        changes: &mut Vec<Change>,
    ) {
        let Some(home) = self.slot_of(article) else { return };
        if self.stories.head(home).members.count == 1 {
            return self.score_again(article, shift);
        }
        for member in self.stories.group(home).story.articles.clone() {
            self.score_again(member, shift);
        }
        self.group_anew(home, threshold, changes);
    }

    /// Scores the pairs of an article with earlier ones as they would be scored now, if that makes a difference.
    fn score_again(&mut self, article: ArticleId, shift: f64) {
        let Some(node) = self.node_mut(article).filter(|node| node.is_stale(shift)) else { return };
        let by = shift - node.shift;
        node.shift = shift;
        let mut edges = std::mem::take(&mut node.edges);
        for (other, score) in edges.iter_mut().filter(|&&mut (other, _)| other < article) {
            let before = *score;
            *score = Score::new(logistic(logit(before.value()) + by));
            let (before, after) = (before.units(), score.units());
            let pair =
                self.node_mut(*other).and_then(|node| node.edges.iter_mut().find(|(of, _)| *of == article));
            let Some(pair) = pair else { continue };
            pair.1 = *score;
            if let (Some(a), Some(b)) = (self.slot_of(article), self.slot_of(*other)) {
                self.stories.change_pair(a, b, before, after);
            }
        }
        if let Some(node) = self.node_mut(article) {
            node.edges = edges;
        }
    }

    /// The story of a new article: the one that is closest to it alone, if close enough, else one that it begins; with the sum
    /// of its scores there.
    fn place(
        &mut self,
        begun: StoryId,
        partners: u32,
        edges: &[(ArticleId, Score)],
        threshold: f64,
    ) -> (Slot, Sum) {
        let mut sums = std::mem::take(&mut self.tally);
        self.tally(edges, &mut sums);
        let slot = self
            .closest(Members::one(partners), &sums.sums, threshold)
            .unwrap_or_else(|| self.stories.begin(begun));
        for &(other, sum) in &sums.sums {
            self.stories.change_sum(slot, other, |known| known + sum);
        }
        let own = sums.of(slot);
        self.tally = sums;
        (slot, own)
    }

    /// Removes an article.
    pub(crate) fn remove(&mut self, article: ArticleId) {
        let Some(at) = article.0.checked_sub(self.base).map(|at| at as usize) else { return };
        let Some(node) = self.articles.get_mut(at).and_then(Option::take) else { return };
        let slot = std::mem::replace(&mut self.slots[at], Slot::NONE);
        self.live -= 1;
        let mut sums = std::mem::take(&mut self.tally);
        self.tally(&node.edges, &mut sums);
        for &(other, sum) in &sums.sums {
            self.stories.change_sum(slot, other, |known| known - sum);
        }
        let own = sums.of(slot);
        self.tally = sums;
        self.discharge(node.member, slot, own);
        while let Some(None) = self.articles.front() {
            self.articles.pop_front();
            self.slots.pop_front();
            self.base += 1;
        }
    }

    /// The story of a live article.
    pub(crate) fn story_of(&self, article: ArticleId) -> Option<StoryId> {
        self.slot_of(article).map(|slot| self.stories.head(slot).id)
    }

    pub(crate) fn story(&self, id: StoryId) -> Option<&Story> {
        self.stories.find(id).map(|slot| &self.stories.group(slot).story)
    }

    /// In the order of their numbers.
    pub(crate) fn stories(&self) -> impl Iterator<Item = &Story> {
        let mut stories: Vec<&Story> = self.stories.iter().map(|(_, group)| &group.story).collect();
        stories.sort_unstable_by_key(|story| story.id);
        stories.into_iter()
    }

    /// The live story that a story has become part of: itself, as long as it lives.
    pub(crate) fn resolve(&self, id: StoryId) -> Option<StoryId> {
        let mut id = id;
        while let Some(&into) = self.merged.get(&id) {
            id = into;
        }
        self.stories.find(id).map(|_| id)
    }

    /// Adds up the scores with the articles of each story, those of score 0 left out.
    fn tally(&self, edges: &[(ArticleId, Score)], tally: &mut Tally) {
        tally.clear(self.stories.slots());
        for &(other, score) in edges.iter().filter(|(_, score)| score.units() > 0) {
            if let Some(slot) = self.slot_of(other) {
                tally.add(slot, score.units());
            }
        }
        tally.finish();
    }

    /// How close an article is to the others of its story, and the other story that it would rather be in.
    fn closeness(&mut self, article: ArticleId) -> Closeness {
        let mut sums = std::mem::take(&mut self.tally);
        let closeness = self.node(article).zip(self.slot_of(article)).map(|(node, home)| {
            self.tally(&node.edges, &mut sums);
            let others = self.stories.head(home).members.count - 1;
            let mut closeness = Closeness { own: (others > 0).then_some(0.0), best: None };
            let mut best: Option<(f64, StoryId)> = None;
            for &(slot, sum) in &sums.sums {
                if slot == home {
                    closeness.own = Some(closeness_of_one(node.member.partners, others, sum));
                    continue;
                }
                let head = self.stories.head(slot);
                let mean = closeness_of_one(node.member.partners, head.members.count, sum);
                if best.is_none_or(|(most, first)| mean > most || (mean == most && head.id < first)) {
                    (best, closeness.best) = (Some((mean, head.id)), Some((mean, slot)));
                }
            }
            closeness
        });
        self.tally = sums;
        closeness.unwrap_or_default()
    }

    fn next_id(&mut self) -> StoryId {
        self.next_story += 1;
        StoryId(self.next_story - 1)
    }

    /// Merges a story with its closest neighbours as long as one is close enough.
    fn merge_from(&mut self, start: Slot, threshold: f64, changes: &mut Vec<Change>) {
        let mut slot = start;
        let members = |graph: &Self, slot| graph.stories.head(slot).members;
        while let Some(other) = self.closest(members(self, slot), self.stories.sums(slot), threshold) {
            slot = self.merge(slot, other, changes);
        }
    }

    /// The story that is closest to one with these members, if close enough.
    fn closest(&self, members: Members, sums: &[(Slot, Sum)], threshold: f64) -> Option<Slot> {
        let mut best: Option<(f64, StoryId, Slot)> = None;
        for &(slot, sum) in sums {
            let other = self.stories.head(slot);
            let of_several = members.count > 1 && other.members.count > 1;
            let bar = if of_several { MERGE_BAR * threshold } else { threshold };
            let margin = members.closeness(other.members, sum) - bar;
            if margin >= 0.0
                && best.is_none_or(|(most, first, _)| margin > most || (margin == most && other.id < first))
            {
                best = Some((margin, other.id, slot));
            }
        }
        best.map(|(_, _, slot)| slot)
    }

    /// The larger story keeps its id; of equals the older.
    fn merge(&mut self, a: Slot, b: Slot, changes: &mut Vec<Change>) -> Slot {
        let rank = |slot: Slot| {
            let head = self.stories.head(slot);
            (head.members.count, std::cmp::Reverse(head.id))
        };
        let (into, from) = if rank(a) > rank(b) { (a, b) } else { (b, a) };
        let between = self.stories.sum_between(into, from);
        let ended = self.stories.end(from);
        for &article in &ended.0.story.articles {
            self.slots[(article.0 - self.base) as usize] = into;
        }
        let (from, into_id) = (ended.0.story.id, self.stories.head(into).id);
        self.stories.absorb(into, ended, between);
        self.stories.group_mut(into).absorbed.push(from);
        self.merged.insert(from, into_id);
        changes.push(Change::Merged { from, into: into_id });
        into
    }

    /// Lets an article change over, and says how close it is where it is then.
    fn think_again(&mut self, article: ArticleId, threshold: f64, changes: &mut Vec<Change>) -> Closeness {
        let closeness = self.closeness(article);
        let Some(from) = self.slot_of(article) else { return closeness };
        let to = match choose(closeness.own, closeness.best, threshold) {
            Choice::Stay => return closeness,
            Choice::Join(slot) => slot,
            Choice::Leave => {
                let id = self.next_id();
                self.stories.begin(id)
            }
        };
        self.change_over(article, from, to, changes);
        self.closeness(article)
    }

    /// Groups the articles of an article's story anew, if it has grown enough since that was last done, and parts it if they
    /// are more than one group: what one arrival after the other made of them may not be what they look like together. The
    /// largest group keeps the story, of equals that with the earliest article. Says whether it was parted.
    ///
    /// Each look costs as much as the story has pairs, and there is one each time it has grown by a quarter: in sum no more
    /// than five looks at what it is now.
    fn look_over(&mut self, article: ArticleId, threshold: f64, changes: &mut Vec<Change>) -> bool {
        let Some(home) = self.slot_of(article) else { return false };
        let size = self.stories.head(home).members.count;
        let looked_over = self.stories.group(home).looked_over;
        f64::from(size) >= GROWTH * f64::from(looked_over) && self.group_anew(home, threshold, changes)
    }

    /// Groups the articles of a story anew. Says whether it was parted.
    fn group_anew(&mut self, home: Slot, threshold: f64, changes: &mut Vec<Change>) -> bool {
        let size = self.stories.head(home).members.count;
        let group_of_home = self.stories.group_mut(home);
        group_of_home.looked_over = size.max(2);
        let members = group_of_home.story.articles.clone();
        let partners: Vec<u32> =
            members.iter().map(|&member| self.node(member).map_or(1, |node| node.member.partners)).collect();
        let labels = group(&partners, &self.edges_among(&members), threshold);
        if labels.iter().all(|&label| label == labels[0]) {
            return false;
        }
        // numbered by their earliest articles
        let mut parts = Partition::from_labels(labels).clusters();
        let largest = parts.iter().enumerate().rev().max_by_key(|(_, part)| part.len());
        let left = parts.remove(largest.map_or(0, |(at, _)| at));
        self.stories.group_mut(home).looked_over = (left.len() as u32).max(2);
        for part in &parts {
            let id = self.next_id();
            let to = self.stories.begin(id);
            self.stories.group_mut(to).looked_over = (part.len() as u32).max(2);
            for &member in part {
                self.change_over(members[member as usize], home, to, changes);
            }
        }
        true
    }

    /// The scored pairs among articles (ascending), by their places.
    fn edges_among(&self, articles: &[ArticleId]) -> Vec<(u32, u32, Score)> {
        let mut edges = Vec::new();
        for (later, &article) in articles.iter().enumerate() {
            let Some(node) = self.node(article) else { continue };
            for &(other, score) in node.edges.iter().filter(|&&(other, _)| other < article) {
                if let Ok(earlier) = articles.binary_search(&other) {
                    edges.push((earlier as u32, later as u32, score));
                }
            }
        }
        edges
    }

    /// Puts an article from one story into another.
    fn change_over(&mut self, article: ArticleId, from: Slot, to: Slot, changes: &mut Vec<Change>) {
        let at = (article.0 - self.base) as usize;
        let mut sums = std::mem::take(&mut self.tally);
        let Some(node) = &self.articles[at] else { return };
        let member = node.member;
        self.tally(&node.edges, &mut sums);
        for &(slot, sum) in &sums.sums {
            self.stories.change_sum(from, slot, |known| known - sum);
            self.stories.change_sum(to, slot, |known| known + sum);
        }
        let (left, found) = (sums.of(from), sums.of(to));
        self.tally = sums;
        self.slots[at] = to;
        self.stories.add(to, member, found);
        let id = |slot| self.stories.head(slot).id;
        changes.push(Change::Moved { article, from: id(from), to: id(to) });
        self.discharge(member, from, left);
    }

    /// Takes an article off the list of a story, which ends with its last.
    fn discharge(&mut self, member: Member, slot: Slot, own: Sum) {
        if self.stories.discharge(slot, member, own) == 0 {
            for id in self.stories.end(slot).0.absorbed {
                self.merged.remove(&id);
            }
        } else if member.published.is_some() {
            let articles = std::mem::take(&mut self.stories.group_mut(slot).story.articles);
            let dates = |&member: &ArticleId| self.node(member).and_then(|node| node.member.published);
            let mut story = Story::new(self.stories.head(slot).id);
            story.set_published(articles.iter().map(dates));
            story.articles = articles;
            self.stories.group_mut(slot).story = story;
        }
    }

    /// The story with this slot.
    pub(crate) fn id(&self, slot: Slot) -> StoryId {
        self.stories.head(slot).id
    }

    /// Where the story of a live article is.
    pub(crate) fn slot_of(&self, article: ArticleId) -> Option<Slot> {
        let slot = *self.slots.get(article.0.checked_sub(self.base)? as usize)?;
        (slot != Slot::NONE).then_some(slot)
    }

    fn node(&self, article: ArticleId) -> Option<&Node> {
        self.articles.get(article.0.checked_sub(self.base)? as usize)?.as_ref()
    }

    fn node_mut(&mut self, article: ArticleId) -> Option<&mut Node> {
        self.articles.get_mut(article.0.checked_sub(self.base)? as usize)?.as_mut()
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let nodes: usize = self
            .articles
            .iter()
            .flatten()
            .map(|node| node.edges.capacity() * size_of::<(ArticleId, Score)>())
            .sum();
        nodes
            + self.stories.memory_usage()
            + self.articles.capacity() * size_of::<Option<Node>>()
            + self.slots.capacity() * size_of::<Slot>()
            + self.merged.capacity() * size_of::<(StoryId, StoryId)>()
    }

    /// Checks that articles and stories say the same, and that the sums are those of the pairs.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        self.stories.validate()?;
        let mut members = 0;
        let mut expected: BTreeMap<(StoryId, StoryId), Sum> = BTreeMap::new();
        for (slot, group) in self.stories.iter() {
            let (id, articles) = (group.story.id, &group.story.articles);
            if !articles.is_sorted_by(|a, b| a < b) {
                return Err(format!("the articles of {id} are out of order"));
            }
            members += articles.len();
            let mut own = 0;
            for &article in articles {
                let node = self.node(article).ok_or_else(|| format!("{article} of {id} has expired"))?;
                if self.slot_of(article) != Some(slot) {
                    return Err(format!("{article} is listed in {id}, and belongs to another story"));
                }
                for &(other, score) in &node.edges {
                    match self.story_of(other) {
                        Some(story) if story == id => own += score.units(),
                        Some(story) => *expected.entry((id, story)).or_default() += score.units(),
                        None => {}
                    }
                }
            }
            // each pair is with both of its articles
            if 2 * self.stories.head(slot).members.within() != own {
                return Err(format!("the sum within {id} is not that of its pairs"));
            }
        }
        if self.live != members || self.live != self.articles.iter().flatten().count() {
            return Err(format!("{} live, {members} in stories", self.live));
        }
        expected.retain(|_, sum| *sum > 0);
        let found = self.stories.iter().flat_map(|(slot, group)| {
            let sums = self.stories.sums(slot).iter();
            sums.map(|&(other, sum)| ((group.story.id, self.id(other)), sum))
        });
        if expected != found.collect() {
            return Err("the sums between stories are not those of their articles".to_owned());
        }
        match self.merged.keys().find(|&&id| self.resolve(id).is_none()) {
            Some(id) => Err(format!("{id} was merged into a story that has ended")),
            None => Ok(()),
        }
    }
}

/// How close an article is to the others of its story (none if it is alone), and to the closest other story.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Closeness {
    pub(crate) own: Option<f64>,
    pub(crate) best: Option<(f64, Slot)>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const THRESHOLD: f64 = 0.44;

    fn insert(graph: &mut StoryGraph, edges: &[(u32, f64)]) -> (ArticleId, Vec<Change>) {
        insert_shifted(graph, edges, 0.0)
    }

    fn insert_shifted(graph: &mut StoryGraph, edges: &[(u32, f64)], shift: f64) -> (ArticleId, Vec<Change>) {
        let edges: Vec<(ArticleId, Score)> =
            edges.iter().map(|&(other, score)| (ArticleId(other), Score::new(score))).collect();
        let mut changes = Vec::new();
        let (article, _) = graph.insert(None, 10, &edges, shift, THRESHOLD, &mut changes);
        graph.validate().unwrap();
        (article, changes)
    }

    #[test]
    fn a_story_that_has_become_two_is_parted() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        // between two events
        insert(&mut graph, &[(0, 0.5), (1, 0.5)]);
        insert(&mut graph, &[(2, 0.9), (0, 0.45), (1, 0.45)]);
        let story = graph.story_of(ArticleId(0)).unwrap();
        assert_eq!(graph.story(story).unwrap().articles.len(), 4);
        // grown by a quarter since it had four: the cross pairs of the two parts were close enough, and are no more
        let (_, changes) = insert(&mut graph, &[(2, 0.9), (3, 0.9)]);
        let stories: Vec<StoryId> = (0..5).map(|at| graph.story_of(ArticleId(at)).unwrap()).collect();
        assert_eq!(stories[2..], [story; 3], "the larger part keeps the story");
        assert_eq!(stories[0], stories[1]);
        assert_ne!(stories[0], story);
        let moved = [0, 1].map(|at| Change::Moved { article: ArticleId(at), from: story, to: stories[0] });
        assert_eq!(changes, moved);
    }

    #[test]
    fn of_equal_parts_the_earlier_keeps_the_story() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        insert(&mut graph, &[(0, 0.5), (1, 0.5)]);
        insert(&mut graph, &[(2, 0.9), (0, 0.45), (1, 0.45)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.3), (3, 0.3)]);
        insert(&mut graph, &[(2, 0.9), (3, 0.9), (0, 0.2), (1, 0.2), (4, 0.2)]);
        let stories: Vec<u32> = (0..6).map(|at| graph.story_of(ArticleId(at)).unwrap().0).collect();
        assert_eq!([stories[0], stories[1], stories[4]], [0; 3], "{stories:?}");
        assert!(stories[2] > 0 && stories[2] == stories[3] && stories[3] == stories[5], "{stories:?}");
    }

    #[test]
    fn stories_merge_in_their_turn_when_nothing_new_is_near() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.9)]);
        insert(&mut graph, &[(0, 0.3), (1, 0.3)]);
        // like the third alone: what has become a story is not close enough to the first
        insert(&mut graph, &[(2, 0.9)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9), (2, 0.5), (3, 0.5)]);
        let story_of = |graph: &StoryGraph, article| graph.story_of(ArticleId(article)).unwrap();
        assert_ne!(story_of(&graph, 0), story_of(&graph, 2));
        // what kept the two apart leaves
        graph.remove(ArticleId(0));
        graph.remove(ArticleId(1));
        let (_, changes) = insert(&mut graph, &[]);
        assert_eq!(story_of(&graph, 2), story_of(&graph, 4), "{changes:?}");
        assert_eq!(changes.len(), 1);
    }

    #[test]
    fn what_calibration_learns_later_counts_for_earlier_pairs() {
        let mut graph = StoryGraph::default();
        insert(&mut graph, &[]);
        insert(&mut graph, &[(0, 0.6)]);
        insert(&mut graph, &[(0, 0.9), (1, 0.9)]);
        assert_eq!(graph.stories().count(), 1);
        let score = |graph: &StoryGraph, a, b| {
            let edges = &graph.node(ArticleId(a)).unwrap().edges;
            edges.iter().find(|&&(other, _)| other == ArticleId(b)).unwrap().1
        };
        // too little to be worth the work
        insert_shifted(&mut graph, &[], -0.1);
        assert_eq!(score(&graph, 2, 0), Score::new(0.9));
        let (_, changes) = insert_shifted(&mut graph, &[], -3.0);
        for (a, b, before) in [(2, 0, 0.9), (2, 1, 0.9), (1, 0, 0.6)] {
            assert_eq!(score(&graph, a, b), Score::new(logistic(logit(Score::new(before).value()) - 3.0)));
            assert_eq!(score(&graph, a, b), score(&graph, b, a));
        }
        assert_eq!((graph.stories().count(), changes.len()), (5, 2), "{changes:?}");
    }

    proptest! {
        #[test]
        fn the_books_are_right_whatever_comes(
            stream in prop::collection::vec((prop::collection::vec((1_u32..12, 0_u32..1000), 0..8), 0_u32..20, 0_u32..12), 1..80),
        ) {
            let mut graph = StoryGraph::default();
            for (number, (edges, gone, shift)) in (0_u32..).zip(stream) {
                let earlier = |(back, score)| Some((number.checked_sub(back)?, f64::from(score) / 1000.0));
                let edges: std::collections::BTreeMap<u32, f64> = edges.into_iter().filter_map(earlier).collect();
                let live = |&(other, _): &(u32, f64)| graph.story_of(ArticleId(other)).is_some();
                let edges: Vec<(u32, f64)> = edges.into_iter().filter(live).collect();
                insert_shifted(&mut graph, &edges, f64::from(shift) / -4.0);
                graph.remove(ArticleId(number.saturating_sub(gone)));
                prop_assert_eq!(graph.validate(), Ok(()));
            }
        }
    }
}
