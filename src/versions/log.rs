//! The versions of many articles.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{History, Observation, Sighting};
use crate::published::Published;

/// Sorts observations into articles and keeps the [`History`] of each.
///
/// # Resource use
///
/// The texts of all versions kept; [`VersionLog::keep`] bounds them per article, [`VersionLog::forget_before`] in time.
///
/// # Examples
///
/// ```
/// use samestory::versions::{Observation, Sighting, VersionLog};
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
    keys: Vec<Option<String>>,
    #[serde(skip)]
    places: HashMap<String, usize>,
    most: Option<usize>,
}

/// What is read of a log: the places are those of the keys.
#[derive(Deserialize)]
struct SavedLog {
    histories: Vec<History>,
    keys: Vec<Option<String>>,
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
    pub fn observe(&mut self, observation: &Observation) -> (usize, Sighting) {
        let key = observation.key();
        if let Some(&place) = key.as_ref().and_then(|key| self.places.get(key)) {
            let history = &mut self.histories[place];
            let sighting = history.observe(observation);
            if let Some(most) = self.most {
                history.keep(most);
            }
            return (place, sighting);
        }
        let place = self.histories.len();
        self.histories.push(History::new(observation));
        if let Some(key) = &key {
            self.places.insert(key.clone(), place);
        }
        self.keys.push(key);
        (place, Sighting::First)
    }

    /// All articles, in order of their first observation.
    pub fn histories(&self) -> &[History] {
        &self.histories
    }

    /// The article that an observation would be of.
    pub fn find(&self, observation: &Observation) -> Option<&History> {
        self.places.get(&observation.key()?).map(|&place| &self.histories[place])
    }

    /// Forgets articles last seen before a time; the places of the others change. Those never seen at a known time stay.
    pub fn forget_before(&mut self, time: Published) {
        let stays =
            |history: &History| history.last_seen().is_none_or(|seen| seen.seconds() >= time.seconds());
        let mut kept = self.histories.iter().map(stays).collect::<Vec<_>>().into_iter();
        let keys = std::mem::take(&mut self.keys);
        self.keys =
            keys.into_iter().zip(kept.clone()).filter_map(|(key, stays)| stays.then_some(key)).collect();
        self.histories.retain(|_| kept.next().unwrap_or(true));
        self.find_places();
    }

    fn find_places(&mut self) {
        let place = |(place, key): (usize, &Option<String>)| Some((key.clone()?, place));
        self.places = self.keys.iter().enumerate().filter_map(place).collect();
    }

    /// Checks what always holds.
    ///
    /// # Errors
    ///
    /// What does not.
    pub fn validate(&self) -> Result<(), String> {
        let known = self.keys.iter().flatten().count();
        if self.keys.len() != self.histories.len() || self.places.len() != known {
            return Err(format!(
                "{} articles, {} keys, {} places",
                self.histories.len(),
                known,
                self.places.len()
            ));
        }
        for (key, &place) in &self.places {
            if self.keys.get(place).and_then(Option::as_ref) != Some(key) {
                return Err(format!("\"{key}\" is not at place {place}"));
            }
        }
        self.histories.iter().try_for_each(History::validate)
    }
}
