//! What is known of the articles of a stream.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::copies::CopyLink;
use crate::origins::{ArticleOrigin, OriginEvidence};
use crate::published::Published;
use crate::saved::{MAX_NUMBER, ensure};
use crate::versions::History;

/// What is known of an article, without its text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The engine's number of its newest version.
    pub(super) text: ArticleId,
    pub(super) published: Option<Published>,
    /// What it says of itself.
    pub(super) origin: ArticleOrigin,
    /// Who wrote its text, as far as was known when it came.
    pub(super) written_by: Option<String>,
    pub(super) version_of: Option<ArticleId>,
    pub(super) replaced_by: Option<ArticleId>,
    /// To articles before it.
    #[serde(with = "exact_links")]
    pub(super) links: Vec<CopyLink>,
    /// By which versions are known, and all of them: with the newest only.
    pub(super) keys: Vec<String>,
    pub(super) history: Option<History>,
}

/// Links with their fractions beside them, to the bit.
pub(super) mod exact_links {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::copies::CopyLink;
    use crate::saved::Exact;

    pub(in crate::traced) fn serialize<S: Serializer>(
        links: &[CopyLink],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let exact = |link: &CopyLink| [Exact(link.confidence), Exact(link.direction.confidence)];
        links.iter().map(|link| (link, exact(link))).collect::<Vec<_>>().serialize(serializer)
    }

    pub(in crate::traced) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<CopyLink>, D::Error> {
        let links: Vec<(CopyLink, [Exact; 2])> = Deserialize::deserialize(deserializer)?;
        let exact = |(mut link, [confidence, direction]): (CopyLink, [Exact; 2])| {
            (link.confidence, link.direction.confidence) = (confidence.0, direction.0);
            link
        };
        Ok(links.into_iter().map(exact).collect())
    }
}

/// An article is the copy of many when many print it; so many of its links are kept.
const MAX_LINKS: usize = 8;

impl Entry {
    /// The links worth keeping: all of those that say what others have from this article, the strongest of those that say
    /// what it has from others; none with its passages.
    pub(super) fn keep_links(id: ArticleId, links: &[CopyLink]) -> Vec<CopyLink> {
        let mut kept = links.to_vec();
        let is_original = |link: &CopyLink| link.direction.original == Some(id);
        let share = |link: &CopyLink| link.containment_of(id);
        kept.sort_by(|a, b| is_original(a).cmp(&is_original(b)).then(share(b).total_cmp(&share(a))));
        let derived = kept.iter().filter(|link| !is_original(link)).count();
        kept.drain(MAX_LINKS.min(derived)..derived);
        kept.iter_mut().for_each(CopyLink::forget_passages);
        kept
    }

    fn memory_usage(&self) -> usize {
        let history = self.history.as_ref().map_or(0, History::memory_usage);
        let evidence = self.origin.evidence.capacity() * size_of::<OriginEvidence>();
        let keys: usize = self.keys.iter().map(|key| size_of::<String>() + key.capacity()).sum();
        let names = [&self.origin.source, &self.origin.written_by, &self.written_by];
        let names: usize = names.into_iter().flatten().map(String::capacity).sum();
        size_of::<Self>() + history + evidence + keys + names + self.links.capacity() * size_of::<CopyLink>()
    }
}

/// The articles that are known, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Entries {
    next: u32,
    entries: BTreeMap<ArticleId, Box<Entry>>,
}

impl Entries {
    /// The number of the next article.
    pub(super) fn next_id(&self) -> ArticleId {
        ArticleId(self.next)
    }

    /// Gives the next number; to an article of which nothing is to be known for none.
    pub(super) fn push(&mut self, entry: Option<Entry>) {
        let id = self.next_id();
        self.next += 1;
        if let Some(entry) = entry {
            self.entries.insert(id, Box::new(entry));
        }
    }

    pub(super) fn get(&self, id: ArticleId) -> Option<&Entry> {
        self.entries.get(&id).map(Box::as_ref)
    }

    pub(super) fn get_mut(&mut self, id: ArticleId) -> Option<&mut Entry> {
        self.entries.get_mut(&id).map(Box::as_mut)
    }

    /// Forgets all but the number of an article.
    pub(super) fn take(&mut self, id: ArticleId) -> Option<Box<Entry>> {
        self.entries.remove(&id)
    }

    /// How many are known.
    pub(super) fn known(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (ArticleId, &Entry)> {
        self.entries.iter().map(|(&id, entry)| (id, entry.as_ref()))
    }

    /// Checks that no number is above the next one, and that newer versions lead to a newest one.
    ///
    /// # Errors
    ///
    /// Says which article is at fault.
    pub(super) fn check(&self) -> Result<(), String> {
        let last = self.entries.last_key_value().map(|(&last, _)| last);
        ensure(last < Some(self.next_id()) && self.next <= MAX_NUMBER, || {
            format!("{last:?} is known, and the next is {}", self.next_id())
        })?;
        let mut led = BTreeSet::new();
        for (&start, entry) in &self.entries {
            ensure(entry.origin.article == start, || format!("{start} has the origin of another article"))?;
            let (mut id, mut way) = (start, BTreeSet::new());
            while led.insert(id) {
                way.insert(id);
                match self.get(id).and_then(|entry| entry.replaced_by) {
                    Some(newer) => id = newer,
                    None => break,
                }
                ensure(!way.contains(&id), || format!("{id} is a newer version of itself"))?;
            }
        }
        Ok(())
    }

    /// Bytes held, about.
    pub(super) fn memory_usage(&self) -> usize {
        let entries: usize = self.entries.values().map(|entry| entry.memory_usage()).sum();
        self.entries.len() * size_of::<(ArticleId, Box<Entry>)>() + entries
    }
}
