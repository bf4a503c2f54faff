//! What is written of a stream, and how it is read again.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clusterer::{Clusterer, Engine};
use super::members::{Members, SavedMembers};
use crate::cluster::{Config, SavedEngine, StreamEngine};
use crate::saved::{Exact, ensure, wrong};
use crate::terms::{AnalysisConfig, Analyzer};
use crate::traced::{SavedTraced, TracedStream};

/// The version of the layout. It is raised with every change of what is written, or of what it means.
const STATE_VERSION: u32 = 7;

const HASHER: FixedState = FixedState::with_seed(0x7374_6174);

/// The parts, borrowed to be written and owned once they are read. The version is the first.
#[derive(Serialize, Deserialize)]
struct Parts<M, S> {
    state_version: StateVersion,
    /// Tells the tables that a program gives, which are not written, from others.
    tables: u64,
    has_own_tokenizer: bool,
    has_own_vectors: bool,
    config: SavedConfig,
    /// That of the analyzer.
    analysis: AnalysisConfig,
    members: M,
    stream: S,
}

/// The stream by numbers.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stream<P, T> {
    Plain(P),
    Traced(T),
}

/// A configuration, and its numbers to the bit.
#[derive(Serialize, Deserialize)]
struct SavedConfig {
    config: Config,
    numbers: Vec<Exact>,
}

/// The only version that is read.
struct StateVersion;

impl Serialize for StateVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(STATE_VERSION)
    }
}

impl<'de> Deserialize<'de> for StateVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            STATE_VERSION => Ok(Self),
            other => Err(wrong(format_args!(
                "its layout has version {other}, this version of samestory reads {STATE_VERSION}"
            ))),
        }
    }
}

impl SavedConfig {
    fn new(config: &Config) -> Self {
        let (mut config, mut numbers) = (config.clone(), Vec::new());
        config.visit_numbers(&mut |number| {
            numbers.push(Exact(*number));
            // some formats have no infinity
            *number = if number.is_finite() { *number } else { 0.0 };
        });
        Self { config, numbers }
    }

    /// The configuration, with the tables and vectors of another one.
    fn restore(self, tables: &Config) -> Result<Config, String> {
        let Self { mut config, numbers } = self;
        let (mut numbers, mut missing) = (numbers.into_iter(), false);
        config.visit_numbers(&mut |number| match numbers.next() {
            Some(Exact(exact)) => *number = exact,
            None => missing = true,
        });
        ensure(!missing && numbers.next().is_none(), || {
            "the configuration has not so many numbers".to_owned()
        })?;
        (config.backgrounds, config.newsrooms) = (tables.backgrounds.clone(), tables.newsrooms.clone());
        config.vectors.clone_from(&tables.vectors);
        config.validate().map_err(|error| error.to_string())?;
        Ok(config)
    }
}

/// What tells the tables of a configuration from others. Builds that hash otherwise differ too.
fn tables_of(config: &Config) -> u64 {
    HASHER.hash_one((&config.backgrounds, &config.newsrooms))
}

/// Maps are written in the order of their keys: two streams in one state give the same bytes.
///
/// # Errors
///
/// Those of the format.
impl Serialize for Clusterer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let analyzer = self.groups().analyzer();
        let parts = Parts {
            state_version: StateVersion,
            tables: tables_of(&self.config),
            has_own_tokenizer: analyzer.has_own_tokenizer(),
            has_own_vectors: self.config.vectors.is_some(),
            config: SavedConfig::new(&self.config),
            analysis: analyzer.config().clone(),
            members: self.members.saved(),
            stream: match &self.engine {
                Engine::Plain(engine) => Stream::Plain(engine.saved()),
                Engine::Traced(stream) => Stream::Traced(stream.saved()),
            },
        };
        parts.serialize(serializer)
    }
}

/// Reads a stream that was begun with the built-in tables and the standard tokenizer; [`Clusterer::load_with`] reads others.
///
/// # Errors
///
/// Those of the format. If the state has another version of the layout, was begun with a tokenizer, tables or vectors of a program's
/// own, or contradicts itself, the error of the format says so.
impl<'de> Deserialize<'de> for Clusterer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Saved::deserialize(deserializer)?.restore(&Config::default(), None).map_err(wrong)
    }
}

type Saved = Parts<SavedMembers, Stream<SavedEngine, SavedTraced>>;

impl Clusterer {
    /// Reads a stream that was begun with what no state holds: tables and vectors of a program's own, which are taken from a
    /// configuration ([`Config::backgrounds`], [`Config::newsrooms`], [`Config::vectors`]; all else is in the state), and an analyzer
    /// with a tokenizer. Vectors of live articles are in the state: what gives them is asked for those to come.
    ///
    /// # Errors
    ///
    /// As those of reading a stream with serde; and if the tables or the analyzer are not those that it was begun with, or if there are
    /// vectors now and were none, or the other way round.
    pub fn load_with<'de, D: Deserializer<'de>>(
        deserializer: D,
        tables: &Config,
        analyzer: Analyzer,
    ) -> Result<Self, D::Error> {
        Saved::deserialize(deserializer)?.restore(tables, Some(analyzer)).map_err(wrong)
    }
}

impl Saved {
    fn restore(self, tables: &Config, analyzer: Option<Analyzer>) -> Result<Clusterer, String> {
        let Self { has_own_tokenizer, has_own_vectors, config, analysis, members, stream, .. } = self;
        let analyzer = match analyzer {
            Some(analyzer) => analyzer,
            None => Analyzer::new(analysis.clone()).map_err(|error| error.to_string())?,
        };
        ensure(analyzer.has_own_tokenizer() == has_own_tokenizer, || {
            let whose = if has_own_tokenizer { "a program's own" } else { "the standard" };
            format!("it was begun with {whose} tokenizer: Clusterer::load_with takes the analyzer")
        })?;
        ensure(*analyzer.config() == analysis, || {
            "the analyzer is configured otherwise than that it was begun with".to_owned()
        })?;
        ensure(tables.vectors.is_some() == has_own_vectors, || {
            let how = if has_own_vectors { "with" } else { "without" };
            format!(
                "it was begun {how} vectors of a program's own: Clusterer::load_with takes them with the tables"
            )
        })?;
        ensure(tables_of(tables) == self.tables, || {
            "it was begun with other backgrounds or newsrooms, or by another build: Clusterer::load_with takes the tables"
                .to_owned()
        })?;
        let config = config.restore(tables)?;
        let is_traced = matches!(stream, Stream::Traced(_));
        ensure(config.find_copies == is_traced, || "copies are found against the configuration".to_owned())?;
        let engine = match stream {
            Stream::Plain(saved) => {
                Engine::Plain(Box::new(StreamEngine::restore(saved, config.clone(), analyzer)?))
            }
            Stream::Traced(saved) => {
                Engine::Traced(Box::new(TracedStream::restore(saved, config.clone(), analyzer)?))
            }
        };
        let members = Members::restore(members)?;
        let clusterer = Clusterer { config, engine, members };
        clusterer.check()?;
        Ok(clusterer)
    }
}

impl Clusterer {
    /// Checks that the articles known by id are those that the engine numbers.
    fn check(&self) -> Result<(), String> {
        let next = match &self.engine {
            Engine::Plain(engine) => engine.next_article(),
            Engine::Traced(stream) => stream.next_article(),
        };
        ensure(self.members.next() == next.index() && self.members.known() == self.live_articles(), || {
            format!("{} articles are known, {} are live", self.members.known(), self.live_articles())
        })?;
        self.members.validate(|number| self.is_live(number))
    }
}
