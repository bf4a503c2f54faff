//! The versions of one article.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::comparable::comparable_text;
use super::{Observation, Version, comparable};
use crate::published::Published;

/// What an observation of an article turned out to be.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sighting {
    /// The first of this article.
    First,
    /// The newest version again.
    Unchanged {
        /// Its number.
        version: u32,
        /// Whether bytes changed, though nothing that counts: white space, quotation marks, relative times, boilerplate.
        only_boilerplate: bool,
    },
    /// A version not seen before.
    New {
        /// Its number.
        version: u32,
    },
    /// An earlier version is back, as where two servers do not agree.
    Flapped {
        /// The number of the version that is back.
        version: u32,
    },
}

/// The versions of one article, in order.
///
/// # Resource use
///
/// The texts of the versions it keeps, see [`History::keep`].
///
/// # Examples
///
/// ```
/// use samestory::versions::{History, Observation, Sighting};
///
/// let seen = |text: &str| Observation { text: text.to_owned(), ..Observation::default() };
/// let mut history = History::new(&seen("Ten people died."));
/// assert_eq!(history.observe(&seen("Ten  people died.")), Sighting::Unchanged { version: 1, only_boilerplate: true });
/// assert_eq!(history.observe(&seen("Twelve people died.")), Sighting::New { version: 2 });
/// assert_eq!(history.observe(&seen("Ten people died.")), Sighting::Flapped { version: 1 });
/// assert_eq!(history.versions().len(), 2);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "SavedHistory")]
pub struct History {
    url: Option<String>,
    source: Option<String>,
    story: Option<String>,
    first_seen: Option<Published>,
    last_seen: Option<Published>,
    last_changed: Option<Published>,
    reported_changes: Option<u32>,
    versions: Vec<Version>,
    /// What each version is recognised by; none before it is needed: most articles are seen once.
    #[serde(skip)]
    marks: Vec<Option<u64>>,
    current: usize,
    flaps: u32,
    forgotten: u32,
}

/// What is read of a history: its marks are made again.
#[derive(Deserialize)]
struct SavedHistory {
    url: Option<String>,
    source: Option<String>,
    story: Option<String>,
    first_seen: Option<Published>,
    last_seen: Option<Published>,
    last_changed: Option<Published>,
    reported_changes: Option<u32>,
    versions: Vec<Version>,
    current: usize,
    flaps: u32,
    forgotten: u32,
}

impl TryFrom<SavedHistory> for History {
    type Error = String;

    fn try_from(saved: SavedHistory) -> Result<Self, String> {
        let SavedHistory { url, source, story, first_seen, last_seen, last_changed, .. } = saved;
        let SavedHistory { reported_changes, versions, current, flaps, forgotten, .. } = saved;
        let is_one = versions.len() == 1;
        let mark = |version: &Version| (!is_one).then(|| mark(&version.title, &version.text));
        let marks = versions.iter().map(mark).collect();
        let history = Self {
            url,
            source,
            story,
            first_seen,
            last_seen,
            last_changed,
            reported_changes,
            versions,
            marks,
            current,
            flaps,
            forgotten,
        };
        history.validate()?;
        Ok(history)
    }
}

/// Declared numbers above this are not taken: as many are left for the versions that follow.
const MAX_DECLARED: u32 = u32::MAX / 2;

impl History {
    /// Begins with the first observation.
    pub fn new(first: &Observation) -> Self {
        Self::begin(first.clone())
    }

    /// As [`new`](Self::new), without a copy of the text.
    pub(crate) fn begin(mut first: Observation) -> Self {
        let (title, text) = (std::mem::take(&mut first.title), std::mem::take(&mut first.text));
        let mut history = Self {
            url: first.url.take(),
            source: first.source.take(),
            story: first.story.take(),
            first_seen: first.first_seen.or(first.time),
            last_seen: None,
            last_changed: None,
            reported_changes: None,
            // most articles have one version
            versions: Vec::with_capacity(1),
            marks: Vec::with_capacity(1),
            current: 0,
            flaps: 0,
            forgotten: 0,
        };
        history.push(&first, [title, text], None);
        history.note(&first);
        history
    }

    /// Takes in the next observation. Observations come in order of time; a late one is taken as if it came in time.
    ///
    /// # Complexity
    ///
    /// Linear in the text.
    pub fn observe(&mut self, observation: &Observation) -> Sighting {
        self.note(observation);
        let (title, mut seen) = (comparable(&observation.title), None);
        let mut is_same = |(known, version): (&mut Option<u64>, &Version)| {
            // most states that differ differ in the title already
            comparable(&version.title) == title
                && *known.get_or_insert_with(|| mark(&version.title, &version.text))
                    == *seen.get_or_insert_with(|| mark(&observation.title, &observation.text))
        };
        match self.marks.iter_mut().zip(&self.versions).rposition(&mut is_same) {
            Some(at) if at == self.current => {
                let version = &self.versions[at];
                let same = version.text == observation.text && version.title == observation.title;
                Sighting::Unchanged { version: version.number, only_boilerplate: !same }
            }
            Some(at) => {
                self.current = at;
                self.flaps = self.flaps.saturating_add(1);
                Sighting::Flapped { version: self.versions[at].number }
            }
            None => {
                let texts = [&observation.title, &observation.text].map(String::clone);
                self.push(observation, texts, seen);
                Sighting::New { version: self.versions[self.current].number }
            }
        }
    }

    /// What every observation tells, changed or not.
    fn note(&mut self, observation: &Observation) {
        self.last_seen = later(self.last_seen, observation.time);
        self.reported_changes = self.reported_changes.max(observation.reported_changes);
        for (known, told) in [
            (&mut self.source, &observation.source),
            (&mut self.url, &observation.url),
            (&mut self.story, &observation.story),
        ] {
            if known.is_none() {
                known.clone_from(told);
            }
        }
    }

    fn push(&mut self, observation: &Observation, [title, text]: [String; 2], mark: Option<u64>) {
        // numbers rise by one at least, and more than MAX_DECLARED versions are not seen
        let next = self.versions.last().map_or(1, |version| version.number.saturating_add(1));
        let declared = observation.number.filter(|&declared| declared <= MAX_DECLARED);
        self.versions.push(Version {
            number: declared.map_or(next, |declared| declared.max(next)),
            time: observation.time,
            after: observation.after,
            title,
            text,
        });
        self.marks.push(mark);
        self.current = self.versions.len() - 1;
        self.last_changed = later(self.last_changed, observation.time);
    }

    /// Bytes held beside itself.
    pub(crate) fn memory_usage(&self) -> usize {
        let said = [&self.url, &self.source, &self.story].into_iter().flatten().map(String::capacity);
        let texts = self.versions.iter().map(|version| version.title.capacity() + version.text.capacity());
        said.chain(texts).sum::<usize>()
            + self.versions.capacity() * size_of::<Version>()
            + self.marks.capacity() * size_of::<Option<u64>>()
    }

    /// Forgets versions until at most so many are left (2 at least): the oldest go, but the first stays. A forgotten version that
    /// comes back is a new one.
    pub fn keep(&mut self, most: usize) {
        let surplus = self.versions.len().saturating_sub(most.max(2));
        if surplus == 0 {
            return;
        }
        // the first and the one that is shown now stay
        let gone: Vec<usize> =
            (1..self.versions.len()).filter(|&at| at != self.current).take(surplus).collect();
        for &at in gone.iter().rev() {
            self.versions.remove(at);
            self.marks.remove(at);
        }
        self.current -= gone.iter().filter(|&&at| at < self.current).count();
        self.forgotten = self.forgotten.saturating_add(u32::try_from(gone.len()).unwrap_or(u32::MAX));
    }

    /// The versions, oldest first; never none.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The version seen last.
    pub fn current(&self) -> &Version {
        &self.versions[self.current]
    }

    /// How often the article has changed: as whoever kept the versions says, else as was seen, flapping not counted.
    pub fn times_changed(&self) -> u32 {
        let seen = u32::try_from(self.versions.len() - 1).unwrap_or(u32::MAX).saturating_add(self.forgotten);
        self.reported_changes.unwrap_or(0).max(seen)
    }

    /// How often an earlier version came back.
    pub fn flaps(&self) -> u32 {
        self.flaps
    }

    /// How many versions were forgotten.
    pub fn forgotten(&self) -> u32 {
        self.forgotten
    }

    /// Where the article is.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The outlet.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The story it was said to belong to.
    pub fn story(&self) -> Option<&str> {
        self.story.as_deref()
    }

    /// When it was first seen.
    pub fn first_seen(&self) -> Option<Published> {
        self.first_seen
    }

    /// When it was last seen.
    pub fn last_seen(&self) -> Option<Published> {
        self.last_seen
    }

    /// When it last changed.
    pub fn last_changed(&self) -> Option<Published> {
        self.last_changed
    }

    /// Checks what always holds.
    ///
    /// # Errors
    ///
    /// What does not.
    pub fn validate(&self) -> Result<(), String> {
        if self.versions.is_empty()
            || self.versions.len() != self.marks.len()
            || self.current >= self.marks.len()
        {
            return Err(format!(
                "{} versions, {} marks, current {}",
                self.versions.len(),
                self.marks.len(),
                self.current
            ));
        }
        if !self.versions.is_sorted_by(|a, b| a.number < b.number) {
            return Err("version numbers do not rise".to_owned());
        }
        let mut marks: Vec<u64> = self.marks.iter().flatten().copied().collect();
        let known = marks.len();
        marks.sort_unstable();
        marks.dedup();
        if marks.len() < known {
            return Err("a version is there twice".to_owned());
        }
        Ok(())
    }
}

fn later(a: Option<Published>, b: Option<Published>) -> Option<Published> {
    [a, b].into_iter().flatten().max_by_key(|time| time.seconds())
}

/// What two states have in common that differ in boilerplate only.
fn mark(title: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    comparable(title).hash(&mut hasher);
    comparable_text(text).hash(&mut hasher);
    hasher.finish()
}
