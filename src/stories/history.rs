//! Where every article of a stream has ended up.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::assignment::{Assignment, Change};
use super::story::{Member, Stories, Story};
use crate::article::ArticleId;
use crate::cluster::{GroupChange, GroupHistory, Placement};
use crate::origins::StoryOrigins;
use crate::parallel;
use crate::story::{StoryId, by_story};
use crate::traced::{TracedHistory, TracedPlacement, TracedStories};

/// Keeps the stories of a whole stream, with the articles that have left it.
///
/// A [`Clusterer`](super::Clusterer) forgets articles whose time is over. Whoever wants the stories of the whole stream records
/// each [`Assignment`] here.
///
/// # Resource use
///
/// No texts: some hundred bytes an article and for each link between copies. It can be written and read with serde, as the stream it is of.
///
/// # Examples
///
/// ```
/// use samestory::{Article, Clusterer, Config, StoryHistory};
///
/// let (mut clusterer, mut history) = (Clusterer::new(Config::default())?, StoryHistory::default());
/// for (id, title) in [("a", "Clinton asks Algeria to back force in Mali"), ("b", "Clinton asks Algiers for help in Mali")] {
///     history.record(clusterer.insert(&Article::builder(id).title(title).build()?));
/// }
/// assert_eq!(history.stories().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "SavedHistory")]
pub struct StoryHistory {
    members: Vec<Member>,
    groups: GroupHistory,
    traced: Option<TracedHistory>,
}

/// What is read of a history, to be checked.
#[derive(Deserialize)]
struct SavedHistory {
    members: Vec<Member>,
    groups: GroupHistory,
    traced: Option<TracedHistory>,
}

impl TryFrom<SavedHistory> for StoryHistory {
    type Error = String;

    fn try_from(SavedHistory { mut members, groups, traced }: SavedHistory) -> Result<Self, String> {
        match &traced {
            Some(traced) => traced.check(members.len())?,
            None => groups.check(members.len())?,
        }
        members.iter_mut().enumerate().for_each(|(at, member)| member.arrival = at);
        Ok(Self { members, groups, traced })
    }
}

/// What is recorded of an assignment: by numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Record {
    Plain(Placement),
    Traced(Box<TracedPlacement>),
}

impl StoryHistory {
    /// Takes down what a stream did with its next article; to be called for each, in order.
    pub fn record(&mut self, assignment: Assignment) {
        match assignment.record {
            Record::Plain(placement) => self.groups.record(&placement),
            Record::Traced(placement) => self.traced.get_or_insert_default().record(*placement),
        }
        self.members.push(assignment.article);
    }

    /// Takes down what became of stories by a [correction](super::Clusterer::correct), before the next assignment.
    ///
    /// # Complexity
    ///
    /// Linear in all articles.
    pub fn record_changes(&mut self, changes: &[Change]) {
        let moved = changes.iter().filter_map(|change| match change {
            Change::Moved { article, .. } => Some(article.as_str()),
            Change::Merged { .. } => None,
        });
        let moved: HashSet<&str> = moved.collect();
        // of articles with one id the last is live
        let numbers =
            self.members.iter().enumerate().filter(|(_, member)| moved.contains(member.id.as_str()));
        let numbers: HashMap<&str, usize> = numbers.map(|(at, member)| (member.id.as_str(), at)).collect();
        let change = |change: &Change| match change {
            &Change::Merged { from, into } => Some(GroupChange::Merged { from, into }),
            Change::Moved { article, from, to } => {
                let article = ArticleId(*numbers.get(article.as_str())? as u32);
                Some(GroupChange::Moved { article, from: *from, to: *to })
            }
        };
        let changes: Vec<GroupChange> = changes.iter().filter_map(change).collect();
        match &mut self.traced {
            Some(traced) => traced.record_changes(&changes),
            None => self.groups.record_changes(&changes),
        }
    }

    /// How many articles were recorded.
    pub fn articles(&self) -> usize {
        self.members.len()
    }

    /// The stories of all articles recorded so far.
    pub fn stories(&self) -> Stories {
        self.clone().into_stories()
    }

    /// The stories of all articles recorded.
    pub fn into_stories(self) -> Stories {
        if let Some(history) = self.traced {
            return traced(history.into_stories(), self.members);
        }
        let story_of = |at: usize| self.groups.story_of(ArticleId(at as u32)).unwrap_or(StoryId(at as u32));
        let labels = (0..self.members.len()).map(story_of).collect();
        untraced(self.members, labels)
    }
}

/// The stories of articles of which it is known where they are, and not who wrote them.
pub(super) fn untraced(members: Vec<Member>, labels: Vec<StoryId>) -> Stories {
    let stories = by_story(members, &labels).into_iter().map(|(id, members)| Story::untraced(id, members));
    Stories::new(stories.collect(), labels)
}

/// The stories of articles of which it is known who wrote them. `members` are all articles, by number.
pub(super) fn traced(found: TracedStories, members: Vec<Member>) -> Stories {
    let mut members: Vec<Option<Member>> = members.into_iter().map(Some).collect();
    let mut take = |article: ArticleId| members.get_mut(article.index()).and_then(Option::take);
    let with_members = |(id, origins): (StoryId, StoryOrigins)| {
        // most stories have one article, for which there would be room for four
        let mut members = Vec::with_capacity(origins.articles.len());
        members.extend(origins.articles.iter().filter_map(|origin| take(origin.article)));
        (id, members, origins)
    };
    let stories: Vec<_> = found.stories.into_iter().map(with_members).collect();
    let stories = parallel::map_owned(stories, |(id, members, origins)| Story::traced(id, members, origins));
    Stories::new(stories, found.story_of)
}
