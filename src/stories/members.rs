//! The articles of a stream, as they are known by id.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::assignment::{Assignment, Change, Evidence, Outcome};
use super::history::Record;
use super::story::Member;
use crate::article::{Article, ArticleId};
use crate::cluster::{GroupChange, Placement, PlacementEvidence, PlacementOutcome};
use crate::credits::Newsrooms;
use crate::saved::{MAX_NUMBER, ensure};
use crate::traced::{TracedOutcome, TracedPlacement};

/// The articles of a stream, by number and by id.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// By number: a page that is changed for years keeps its first version, and nothing of the articles that came meanwhile.
    members: BTreeMap<u32, Box<Member>>,
    /// The number of the next article.
    next: u32,
    by_id: HashMap<String, ArticleId>,
}

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<M> {
    next: u32,
    /// By number, ascending.
    members: Vec<(u32, M)>,
    /// Those whose id leads to a later article, or to none as that was taken out; ascending.
    unnamed: Vec<ArticleId>,
}

/// What is read of the articles.
#[derive(Debug, Deserialize)]
pub(super) struct SavedMembers(Parts<Member>);

impl Members {
    /// The number of the next article.
    pub(super) fn next(&self) -> usize {
        self.next as usize
    }

    /// How many articles are known.
    pub(super) fn known(&self) -> usize {
        self.members.len()
    }

    /// What is to be written.
    pub(super) fn saved(&self) -> impl Serialize {
        let members: Vec<(u32, &Member)> =
            self.members.iter().map(|(&number, member)| (number, member.as_ref())).collect();
        let leads_elsewhere = |&(number, member): &(u32, &Member)| {
            (self.by_id.get(&member.id) != Some(&ArticleId(number))).then_some(ArticleId(number))
        };
        let unnamed = members.iter().filter_map(leads_elsewhere).collect();
        Parts { next: self.next, members, unnamed }
    }

    /// What was [saved](Self::saved).
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(super) fn restore(saved: SavedMembers) -> Result<Self, String> {
        let Parts { next, members, unnamed } = saved.0;
        ensure(next <= MAX_NUMBER, || "the numbers of articles are used up".to_owned())?;
        let is_numbered =
            members.is_sorted_by(|a, b| a.0 < b.0) && members.last().is_none_or(|last| last.0 < next);
        ensure(is_numbered, || format!("{} articles are not numbered up to {next}", members.len()))?;
        let mut restored = Self { next, ..Self::default() };
        for (number, mut member) in members {
            member.arrival = number as usize;
            let number = ArticleId(number);
            if unnamed.binary_search(&number).is_err() {
                let before = restored.by_id.insert(member.id.clone(), number);
                ensure(before.is_none(), || format!("the id {} leads to two articles", member.id))?;
            }
            restored.members.insert(number.0, Box::new(member));
        }
        Ok(restored)
    }

    fn push(&mut self, member: Member) {
        self.by_id.insert(member.id.clone(), ArticleId(member.arrival as u32));
        self.members.insert(self.next, Box::new(member));
        self.next += 1;
    }

    /// Gives the next number to an article that is not kept.
    fn skip(&mut self) {
        self.next += 1;
    }

    pub(super) fn get(&self, number: ArticleId) -> Option<&Member> {
        self.members.get(&number.0).map(Box::as_ref)
    }

    fn id(&self, number: ArticleId) -> String {
        self.get(number).map(|member| member.id.clone()).unwrap_or_default()
    }

    pub(super) fn number(&self, id: &str) -> Option<ArticleId> {
        self.by_id.get(id).copied()
    }

    /// Forgets articles that are live no more.
    pub(super) fn forget(&mut self, articles: &[ArticleId]) {
        for number in articles {
            if let Some(member) = self.members.remove(&number.0)
                && self.by_id.get(&member.id) == Some(number)
            {
                self.by_id.remove(&member.id);
            }
        }
    }

    /// Keeps a new article, forgets those whose time is over, and names what the engine numbers.
    pub(super) fn place(&mut self, article: &Article, mut placement: Placement) -> Assignment {
        let member = Member::new(article, self.next());
        self.push(member.clone());
        let outcome = match placement.outcome {
            PlacementOutcome::NewStory => Outcome::NewStory,
            PlacementOutcome::Joined => Outcome::Joined,
        };
        let (evidence, changes, left) = self.name(&mut placement);
        let (story, record) = (placement.story, Record::Plain(placement));
        Assignment { article: member, story, outcome, evidence, changes, left, record }
    }

    /// As [`place`](Self::place), of an article of which it is known where its text comes from.
    pub(super) fn place_traced(
        &mut self,
        article: &Article,
        mut traced: TracedPlacement,
        newsrooms: &Newsrooms,
    ) -> Assignment {
        let mut member = Member::credited(article, self.next(), traced.own(), newsrooms);
        match traced.outcome {
            TracedOutcome::Unchanged(_) => self.skip(),
            _ => self.push(member.clone()),
        }
        member.tell(&traced.origin, |id| self.id(id));
        let outcome = match traced.outcome {
            TracedOutcome::NewStory => Outcome::NewStory,
            TracedOutcome::Joined => Outcome::Joined,
            TracedOutcome::CopyOf(of) => Outcome::CopyOf(self.id(of)),
            TracedOutcome::NewVersionOf(of) => Outcome::NewVersionOf(self.id(of)),
            TracedOutcome::Unchanged(of) => Outcome::Unchanged(self.id(of)),
        };
        let (evidence, changes, left) = self.name(&mut traced.placement);
        let (story, record) = (traced.placement.story, Record::Traced(Box::new(traced)));
        Assignment { article: member, story, outcome, evidence, changes, left, record }
    }

    /// Takes evidence, changes and those that left out of a placement by id, then forgets these: earlier changes may be theirs.
    fn name(&mut self, placement: &mut Placement) -> (Option<Evidence>, Vec<Change>, Vec<String>) {
        let evidence = placement.evidence.take().map(|evidence| self.evidence(evidence));
        let changes = self.changes(&placement.changes);
        let left = std::mem::take(&mut placement.left);
        let ids = left.iter().filter_map(|&number| Some(self.get(number)?.id.clone())).collect();
        self.forget(&left);
        (evidence, changes, ids)
    }

    fn evidence(&self, found: PlacementEvidence) -> Evidence {
        let PlacementEvidence { story, story_score, nearest, nearest_score, features, shift } = found;
        Evidence { story, story_score, nearest: self.id(nearest), nearest_score, features, shift }
    }

    pub(super) fn changes(&self, changes: &[GroupChange]) -> Vec<Change> {
        let change = |&change: &GroupChange| match change {
            GroupChange::Merged { from, into } => Change::Merged { from, into },
            GroupChange::Moved { article, from, to } => Change::Moved { article: self.id(article), from, to },
        };
        changes.iter().map(change).collect()
    }

    pub(super) fn memory_usage(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
        let of_member = |member: &Member| {
            let texts =
                member.id.capacity() + text(&member.source) + text(&member.url) + member.headline.capacity();
            size_of::<Member>() + texts
        };
        let members: usize = self.members.values().map(|member| of_member(member)).sum();
        let ids: usize = self.by_id.keys().map(String::capacity).sum();
        members + ids + self.by_id.capacity() * size_of::<(String, ArticleId)>()
    }

    /// Checks that all are live, and that every id leads to its article.
    pub(super) fn validate(&self, is_live: impl Fn(ArticleId) -> bool) -> Result<(), String> {
        for member in self.members.values() {
            if !is_live(ArticleId(member.arrival as u32)) {
                return Err(format!("{} is kept and not live", member.id));
            }
        }
        for (id, &number) in &self.by_id {
            if self.get(number).is_none_or(|member| member.id != *id || member.arrival != number.index()) {
                return Err(format!("the id {id} leads to {number}, which is another article"));
            }
        }
        Ok(())
    }
}
