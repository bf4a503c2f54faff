//! The live stories of a stream in memory, with the sums of scores between them.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::cluster::linkage::score::Sum;
use crate::cluster::linkage::statistics::ClusterStatistics;
use crate::saved::ensure;
use crate::story::{StoryGroup, StoryId};

/// Where a live story is kept. When it has ended, another one takes the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Slot(u32);

impl Slot {
    /// Of no story.
    pub(crate) const NONE: Self = Self(u32::MAX);

    pub(crate) fn at(index: u32) -> Self {
        Self(index)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Live stories.
///
/// Stories are found by slot, not by number: what is asked for every pair of a new article is one read of a table that
/// fits a cache.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    heads: Vec<Head>,
    /// By slot, as are the heads.
    groups: Vec<Group>,
    free: Vec<Slot>,
    by_id: HashMap<StoryId, Slot, FixedState>,
}

/// What is asked of a story most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) id: StoryId,
    /// Of its articles; of none if the slot is free.
    pub(crate) statistics: ClusterStatistics,
}

/// What of an article counts for its story.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) article: ArticleId,
    /// The maximum number of articles of a story that it must be similar to.
    pub(crate) link_limit: u32,
}

/// A live story.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) story: StoryGroup,
    /// The ids of the stories that were merged into this one.
    pub(crate) absorbed: Vec<StoryId>,
    /// Its number of articles at the last revision, 0 if there was none.
    pub(crate) revised_size: u32,
    sums: Sums,
}

impl Group {
    fn new(id: StoryId) -> Self {
        Self { story: StoryGroup::new(id), absorbed: Vec::new(), revised_size: 0, sums: Sums::default() }
    }
}

impl Groups {
    /// Stories without articles, each at its slot, and the slots that are free, the next one last.
    ///
    /// # Errors
    ///
    /// If a story is there twice, or the free slots are not those without a story.
    pub(crate) fn with_slots(ids: Vec<Option<StoryId>>, free: Vec<Slot>) -> Result<Self, String> {
        let mut groups = Self { free, ..Self::default() };
        let mut unused = Vec::new();
        for (slot, id) in (0..).map(Slot).zip(ids) {
            match id {
                Some(id) => {
                    let is_new = groups.by_id.insert(id, slot).is_none();
                    ensure(is_new, || format!("story {id} is there twice"))?;
                }
                None => unused.push(slot),
            }
            let id = id.unwrap_or(StoryId(0));
            groups.heads.push(Head { id, statistics: ClusterStatistics::default() });
            groups.groups.push(Group::new(id));
        }
        let mut free = groups.free.clone();
        free.sort_unstable();
        ensure(free == unused, || "the free slots are not those without a story".to_owned())?;
        Ok(groups)
    }

    /// The slots that are free, the next one last.
    pub(crate) fn free(&self) -> &[Slot] {
        &self.free
    }

    /// The story with an index of a slot, if it is live.
    pub(crate) fn live(&self, index: usize) -> Option<&Group> {
        let is_live = self.heads.get(index)?.statistics.count > 0;
        self.groups.get(index).filter(|_| is_live)
    }

    /// Whether a slot has a story, perhaps one without articles yet.
    pub(crate) fn is_live(&self, slot: Slot) -> bool {
        self.heads.get(slot.index()).is_some_and(|head| self.by_id.get(&head.id) == Some(&slot))
    }

    /// Begins a story without articles; the caller adds one.
    pub(crate) fn begin(&mut self, id: StoryId) -> Slot {
        let (head, group) = (Head { id, statistics: ClusterStatistics::default() }, Group::new(id));
        let slot = self.free.pop().unwrap_or(Slot(self.heads.len() as u32));
        if slot.index() == self.heads.len() {
            self.heads.push(head);
            self.groups.push(group);
        } else {
            self.heads[slot.index()] = head;
            self.groups[slot.index()] = group;
        }
        self.by_id.insert(id, slot);
        slot
    }

    /// Ends a story and gives what it was.
    pub(crate) fn end(&mut self, slot: Slot) -> (Group, ClusterStatistics) {
        let Head { id, statistics } = self.heads[slot.index()];
        self.heads[slot.index()].statistics = ClusterStatistics::default();
        self.by_id.remove(&id);
        self.free.push(slot);
        let ended = std::mem::replace(&mut self.groups[slot.index()], Group::new(id));
        for &(other, _) in &ended.sums.0 {
            self.groups[other.index()].sums.change(slot, |_| 0);
        }
        (ended, statistics)
    }

    /// The slot of a live story.
    pub(crate) fn find(&self, id: StoryId) -> Option<Slot> {
        self.by_id.get(&id).copied()
    }

    /// All slots have smaller [indices](Slot::index).
    pub(crate) fn slots(&self) -> usize {
        self.heads.len()
    }

    /// Id and statistics of a story.
    pub(crate) fn head(&self, slot: Slot) -> Head {
        self.heads[slot.index()]
    }

    /// A live story.
    pub(crate) fn group(&self, slot: Slot) -> &Group {
        &self.groups[slot.index()]
    }

    /// A live story, to be changed; its articles are changed by [`add`](Self::add) and [`discharge`](Self::discharge).
    pub(crate) fn group_mut(&mut self, slot: Slot) -> &mut Group {
        &mut self.groups[slot.index()]
    }

    /// Puts an article on the list of a story; `own` is the sum of its scores with those there.
    pub(crate) fn add(&mut self, slot: Slot, member: Member, own: Sum) {
        self.groups[slot.index()].story.add(member.article);
        self.heads[slot.index()].statistics.join(ClusterStatistics::one(member.link_limit), own);
    }

    /// Takes an article off the list of a story, and says how many are left; `own` is the sum of its scores with these.
    pub(crate) fn discharge(&mut self, slot: Slot, member: Member, own: Sum) -> u32 {
        let articles = &mut self.groups[slot.index()].story.articles;
        if let Ok(at) = articles.binary_search(&member.article) {
            articles.remove(at);
        }
        let statistics = &mut self.heads[slot.index()].statistics;
        statistics.part(ClusterStatistics::one(member.link_limit), own);
        statistics.count
    }

    /// Puts the articles of a story that has ended, and the sums of their scores, with those of another; `between` was the sum
    /// between the two.
    pub(crate) fn absorb(
        &mut self,
        into: Slot,
        (ended, statistics): (Group, ClusterStatistics),
        between: Sum,
    ) {
        for &(other, sum) in &ended.sums.0 {
            self.change_sum(into, other, |known| known + sum);
        }
        let group = &mut self.groups[into.index()];
        group.story.absorb(ended.story);
        group.absorbed.extend(ended.absorbed);
        self.heads[into.index()].statistics.join(statistics, between);
    }

    /// The stories with which a story shares scored pairs, with the sums of the scores.
    pub(crate) fn sums(&self, slot: Slot) -> &[(Slot, Sum)] {
        &self.groups[slot.index()].sums.0
    }

    /// The sum of the scores between two stories.
    pub(crate) fn sum_between(&self, a: Slot, b: Slot) -> Sum {
        self.groups[a.index()].sums.of(b)
    }

    /// Changes the sum of the scores between two stories; nothing happens if they are the same.
    pub(crate) fn change_sum(&mut self, a: Slot, b: Slot, change: impl Fn(Sum) -> Sum) {
        if a != b {
            self.groups[a.index()].sums.change(b, &change);
            self.groups[b.index()].sums.change(a, &change);
        }
    }

    /// The live stories with their slots, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &Group)> {
        self.by_id.values().map(|&slot| (slot, self.group(slot)))
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let of_group = |group: &Group| {
            group.story.articles.capacity() * size_of::<ArticleId>()
                + group.sums.0.capacity() * size_of::<(Slot, Sum)>()
                + group.absorbed.capacity() * size_of::<StoryId>()
        };
        self.groups.iter().map(of_group).sum::<usize>()
            + self.groups.capacity() * size_of::<Group>()
            + self.heads.capacity() * size_of::<Head>()
            + self.free.capacity() * size_of::<Slot>()
            + self.by_id.capacity() * size_of::<(StoryId, Slot)>()
    }

    /// Checks that slots, numbers and sizes agree.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub(crate) fn validate(&self) -> Result<(), String> {
        if self.by_id.len() + self.free.len() != self.heads.len() || self.heads.len() != self.groups.len() {
            return Err(format!(
                "{} stories and {} free slots of {}",
                self.by_id.len(),
                self.free.len(),
                self.heads.len()
            ));
        }
        for (&id, &slot) in &self.by_id {
            let (head, group) = (self.head(slot), self.group(slot));
            let size = group.story.articles.len();
            if head.id != id || group.story.id != id || size == 0 || head.statistics.count as usize != size {
                return Err(format!("story {id} is empty, misnamed or miscounted"));
            }
            if !group.sums.0.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(format!("the sums of {id} are out of order"));
            }
        }
        match self
            .free
            .iter()
            .find(|&&slot| self.head(slot).statistics.count > 0 || !self.sums(slot).is_empty())
        {
            Some(slot) => Err(format!("{slot:?} is free and in use")),
            None => Ok(()),
        }
    }
}

/// Sums of scores with other stories, ascending by slot, none of them 0. Most stories have a few neighbours: a sorted list
/// is in one place, and small.
#[derive(Debug, Default)]
pub(crate) struct Sums(pub(crate) Vec<(Slot, Sum)>);

impl Sums {
    /// The sum with one story.
    pub(crate) fn of(&self, other: Slot) -> Sum {
        let place = self.0.binary_search_by_key(&other, |&(slot, _)| slot);
        place.map_or(0, |at| self.0[at].1)
    }

    /// Changes the sum with one story.
    pub(crate) fn change(&mut self, other: Slot, change: impl Fn(Sum) -> Sum) {
        let place = self.0.binary_search_by_key(&other, |&(slot, _)| slot);
        let sum = change(place.map_or(0, |at| self.0[at].1));
        match place {
            Ok(at) if sum == 0 => {
                self.0.remove(at);
            }
            Ok(at) => self.0[at].1 = sum,
            Err(_) if sum == 0 => {}
            Err(at) => self.0.insert(at, (other, sum)),
        }
    }
}
