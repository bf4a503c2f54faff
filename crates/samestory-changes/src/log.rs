//! The versions of many articles.

use std::collections::HashMap;

use samestory::Published;
use samestory::unstable::versions::ContentWords;
use samestory::versions::{History, Observation, Sighting};
use serde::{Deserialize, Serialize};

use super::url_alias::aliases;

/// Sorts observations into articles and keeps the [`History`] of each.
///
/// # Resource use
///
/// The texts of all versions kept; [`VersionLog::keep`] bounds them per article, [`VersionLog::forget_before`] in time.
///
/// # Examples
///
/// ```
/// use samestory::versions::{Observation, Sighting};
/// use samestory_changes::VersionLog;
///
/// let seen = |url: &str, text: &str| Observation { url: Some(url.into()), text: text.into(), ..Observation::default() };
/// let mut log = VersionLog::new();
/// log.observe(&seen("http://news.example/mali", "Ten died."));
/// let (article, sighting) = log.observe(&seen("https://www.news.example/mali/?utm_source=x", "Twelve died."));
/// assert_eq!((article, sighting), (0, Sighting::New { version: 2 }));
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "SavedLog")]
pub struct VersionLog {
    histories: Vec<History>,
    /// By article, what its addresses are known by.
    keys: Vec<Vec<String>>,
    /// The articles known by a key, in order: some addresses show one article after the other.
    #[serde(skip)]
    places: HashMap<String, Vec<usize>>,
    most: Option<usize>,
}

/// A part of an address that more articles than this have in common says nothing.
const MAX_SHARING: usize = 4;

/// At one address so many articles are looked at, the latest first.
const MAX_LOOKED_AT: usize = 16;

/// What is read of a log: the places are those of the keys.
#[derive(Deserialize)]
struct SavedLog {
    histories: Vec<History>,
    keys: Vec<Vec<String>>,
    most: Option<usize>,
}

impl TryFrom<SavedLog> for VersionLog {
    type Error = String;

    fn try_from(SavedLog { histories, keys, most }: SavedLog) -> Result<Self, String> {
        let mut log = Self { histories, keys, most, places: HashMap::new() };
        log.find_places();
        log.validate()?;
        Ok(log)
    }
}

impl VersionLog {
    /// Keeps all versions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps at most so many versions per article from now on: see [`History::keep`].
    #[must_use]
    pub fn keep(mut self, most: usize) -> Self {
        self.most = Some(most);
        self
    }

    /// Takes in an observation: the place of its article in [`histories`](Self::histories), and what it turned out to be. An observation
    /// with neither id nor address is an article of its own.
    ///
    /// Two texts that have nothing in common are never one article, whatever their address. Where an address has changed in part
    /// (another slug before the same number, another section, an unknown parameter), it is one article if the texts are much alike.
    pub fn observe(&mut self, observation: &Observation) -> (usize, Sighting) {
        let keys = keys(observation);
        let (place, sighting) = match self.place_of(&keys, observation) {
            Some(place) => {
                let history = &mut self.histories[place];
                let sighting = history.observe(observation);
                if let Some(most) = self.most {
                    history.keep(most);
                }
                (place, sighting)
            }
            None => {
                self.histories.push(History::new(observation));
                self.keys.push(Vec::new());
                (self.histories.len() - 1, Sighting::First)
            }
        };
        for key in keys {
            if !self.keys[place].contains(&key) {
                let places = self.places.entry(key.clone()).or_default();
                places.insert(places.partition_point(|&other| other < place), place);
                self.keys[place].push(key);
            }
        }
        (place, sighting)
    }

    /// The article that an observation with these keys is of: the first key is its id or its address, the others are parts of it.
    fn place_of(&self, keys: &[String], seen: &Observation) -> Option<usize> {
        let (first, parts) = keys.split_first()?;
        let known = |key: &String| self.places.get(key).map(Vec::as_slice).unwrap_or_default();
        let latest = |key| known(key).iter().rev().take(MAX_LOOKED_AT).copied();
        if first.starts_with(ID) {
            return latest(first).next();
        }
        let mut words = None;
        let mut compare = |place: usize, alike: fn(&ContentWords, &ContentWords) -> bool| {
            let history = &self.histories[place];
            let now = history.current();
            if now.text == seen.text && now.title == seen.title {
                return true;
            }
            let words = words.get_or_insert_with(|| ContentWords::new(&seen.title, &seen.text));
            let current = std::iter::once(now);
            current.chain(history.versions()).any(|v| alike(words, &ContentWords::new(&v.title, &v.text)))
        };
        latest(first).find(|&place| compare(place, ContentWords::may_be_versions)).or_else(|| {
            let telling = parts.iter().filter(|part| known(part).len() <= MAX_SHARING);
            let mut candidates: Vec<usize> = telling.flat_map(latest).collect();
            candidates.sort_unstable_by(|a, b| b.cmp(a));
            candidates.dedup();
            candidates.into_iter().find(|&place| compare(place, ContentWords::are_much_alike))
        })
    }

    /// All articles, in order of their first observation.
    pub fn histories(&self) -> &[History] {
        &self.histories
    }

    /// The article that an observation would be of.
    pub fn find(&self, observation: &Observation) -> Option<&History> {
        self.place_of(&keys(observation), observation).map(|place| &self.histories[place])
    }

    /// Forgets articles last seen before a time; the places of the others change. Those never seen at a known time stay.
    pub fn forget_before(&mut self, time: Published) {
        let stays =
            |history: &History| history.last_seen().is_none_or(|seen| seen.seconds() >= time.seconds());
        let mut kept = self.histories.iter().map(stays).collect::<Vec<_>>().into_iter();
        let keys = std::mem::take(&mut self.keys);
        self.keys =
            keys.into_iter().zip(kept.clone()).filter_map(|(keys, stays)| stays.then_some(keys)).collect();
        self.histories.retain(|_| kept.next().unwrap_or(true));
        self.find_places();
    }

    fn find_places(&mut self) {
        self.places.clear();
        for (place, keys) in self.keys.iter().enumerate() {
            for key in keys {
                self.places.entry(key.clone()).or_default().push(place);
            }
        }
    }

    /// Checks what always holds.
    ///
    /// # Errors
    ///
    /// What does not.
    pub fn validate(&self) -> Result<(), String> {
        let known = self.keys.iter().flatten().count();
        let listed: usize = self.places.values().map(Vec::len).sum();
        if self.keys.len() != self.histories.len() || listed != known {
            return Err(format!("{} articles, {known} keys, {listed} places", self.histories.len()));
        }
        for (key, places) in &self.places {
            let lost =
                places.iter().find(|&&place| !self.keys.get(place).is_some_and(|keys| keys.contains(key)));
            if let Some(place) = lost {
                return Err(format!("\"{key}\" is not at place {place}"));
            }
        }
        self.histories.iter().try_for_each(History::validate)
    }
}

/// How keys begin that are declared ids.
const ID: &str = "id:";

/// What an observation is known by: its id, or its address and what may stay of it.
fn keys(observation: &Observation) -> Vec<String> {
    let Some(key) = observation.key() else { return Vec::new() };
    let mut keys = key.strip_prefix("url:").map(aliases).unwrap_or_default();
    keys.insert(0, key);
    keys
}
