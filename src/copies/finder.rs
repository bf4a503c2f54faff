//! Finds copies as articles arrive.

use std::sync::Arc;

use super::config::CopyConfig;
use super::direction::direction;
use super::furniture::Furniture;
use super::index::ShingleIndex;
use super::link::{CopyLink, QuoteLink, confidence, kind, may_be_linked, shares_quotes};
use super::overlap::{Compared, Shared};
use super::prepared::{Party, Prepared, Preparer};
use super::subject::are_different_subjects;
use crate::article::{Article, ArticleId};
use crate::config_error::ConfigError;
use crate::credits::Newsrooms;

/// What was found of an article when it came.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The earlier articles that it shares its text with, in order of arrival.
    pub copies: Vec<CopyLink>,
    /// Earlier independent reports that quote the same words, in order of arrival.
    pub quotes: Vec<QuoteLink>,
}

impl Found {
    /// Keeps the strongest links of an article, so many of each kind: to those it has its text from, to those that have theirs from
    /// it, and of quotations. Of equally strong ones the earliest stay, so that all who print a text are linked to the first.
    pub(crate) fn keep_strongest(&mut self, most: usize) {
        if self.copies.len() > most {
            let is_original = |link: &CopyLink| link.direction.original == Some(link.second);
            let share = |link: &CopyLink| {
                link.containment_of(if is_original(link) { link.first } else { link.second })
            };
            self.copies.sort_by(|a, b| {
                let surer = b.direction.confidence.total_cmp(&a.direction.confidence);
                let stronger = share(b).total_cmp(&share(a)).then(surer);
                is_original(a).cmp(&is_original(b)).then(stronger).then(a.first.cmp(&b.first))
            });
            let derived = self.copies.partition_point(|link| !is_original(link));
            self.copies.truncate(derived.saturating_add(most));
            self.copies.drain(most.min(derived)..derived);
            self.copies.sort_by_key(|link| link.first);
        }
        if self.quotes.len() > most {
            self.quotes.sort_by_key(|link| (std::cmp::Reverse(link.overlap.quoted), link.first));
            self.quotes.truncate(most);
            self.quotes.sort_by_key(|link| link.first);
        }
    }
}

/// Finds, for each article as it comes, the earlier ones that it is a copy of, or that are copies of it.
///
/// Articles are found by shingles of four significant words, of which winnowing selects one in three: two texts with a run of
/// eight significant words in common are compared for certain, others never. What is furniture is learnt on the way.
///
/// # Resource use
///
/// Beside a fixed amount for furniture, some 14 bytes a significant word for each article kept: 1.5 KB for one of 100.
/// `memory_usage` says how much. At most [`CopyConfig::max_articles`] are kept, and
/// `expire_before` forgets old ones earlier.
///
/// # Complexity
///
/// Linear in the text, and a comparison, linear in both texts, with each article that shares a run of words: at most
/// [`CopyConfig::max_per_shingle`] by one shingle.
///
/// # Examples
///
/// ```
/// use samestory::copies::CopyConfig;
/// use samestory::unstable::copies::{CopyFinder, CopyKind};
/// use samestory::{Article, ArticleId};
///
/// let report = "Clinton landed in Algiers on Monday to win support for a West African force. Algeria, which has the \
///     strongest army of the region, fears that fighters would flee across its border. Diplomats expect weeks of talks.";
/// let original = Article::builder("post").source("The Washington Post").body(report).build()?;
/// let reprint = report.replace("on Monday", "yesterday").replace(" Diplomats expect weeks of talks.", "");
/// let reprint = Article::builder("ledger").source("The Star-Ledger").body(reprint).build()?;
///
/// let mut finder = CopyFinder::new(CopyConfig::default())?;
/// finder.insert(ArticleId(0), &original);
/// let found = finder.insert(ArticleId(1), &reprint);
/// assert_eq!(found.copies[0].original_and_copy(), Some((ArticleId(0), ArticleId(1)))); // by the days, without dates
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CopyFinder {
    config: CopyConfig,
    preparer: Preparer,
    index: ShingleIndex,
    furniture: Furniture,
}

impl CopyFinder {
    /// An empty one that knows the [built-in newsrooms](Newsrooms::builtin).
    ///
    /// # Errors
    ///
    /// If the configuration is out of range.
    pub fn new(config: CopyConfig) -> Result<Self, ConfigError> {
        Self::with_newsrooms(config, Arc::new(Newsrooms::builtin()))
    }

    /// An empty one that tells sources by a table of your own.
    ///
    /// # Errors
    ///
    /// If the configuration is out of range.
    pub fn with_newsrooms(config: CopyConfig, newsrooms: Arc<Newsrooms>) -> Result<Self, ConfigError> {
        config.validate()?;
        let furniture = Furniture::new(config.max_boilerplate);
        Ok(Self { config, preparer: Preparer::new(newsrooms), index: ShingleIndex::default(), furniture })
    }

    /// Takes the next article; its number is the caller's and should not have been used before.
    pub fn insert(&mut self, id: ArticleId, article: &Article) -> Found {
        let prepared = self.preparer.prepare(id, article);
        self.insert_prepared(prepared)
    }

    pub(crate) fn insert_prepared(&mut self, mut new: Prepared) -> Found {
        let candidates = self.index.candidates(&new.print);
        let mut found = Found::default();
        if !candidates.is_empty() {
            let compared = Compared::new(&new.print, &self.furniture);
            for earlier in candidates.into_iter().filter_map(|place| self.index.entry(place)) {
                judge(&self.config, &self.furniture, earlier.party(), new.party(), &compared, &mut found);
            }
        }
        new.is_version = found.copies.iter().any(|link| link.same_source);
        if !new.is_version {
            self.index.repeated(&new).into_iter().for_each(|shingle| self.furniture.add(shingle));
        }
        found.keep_strongest(self.config.max_links);
        self.index.expire_to(self.config.max_articles - 1);
        self.index.insert(new, self.config.max_per_shingle);
        found
    }

    /// Forgets articles from the first on until one was published at this time or later, in seconds since the Unix epoch; says
    /// how many. Articles without a date go with those before them.
    pub fn expire_before(&mut self, seconds: i64) -> usize {
        self.index.expire_before(seconds)
    }

    /// Forgets the articles that were inserted before the first whose number is this or higher.
    pub fn expire_up_to(&mut self, first: ArticleId) {
        self.index.expire_up_to(first);
    }

    /// How many articles can be found.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held, about.
    pub fn memory_usage(&self) -> usize {
        self.index.memory_usage() + self.furniture.memory_usage()
    }

    /// Checks that all parts agree.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub fn validate(&self) -> Result<(), String> {
        if self.len() > self.config.max_articles {
            return Err(format!("{} articles are kept, {} allowed", self.len(), self.config.max_articles));
        }
        self.index.validate()
    }
}

/// Two texts of which so much is in the other are one text, whatever their titles say.
const ONE_TEXT: f64 = 0.97;

/// Compares an article with an earlier one that shares a run of words.
pub(crate) fn judge(
    config: &CopyConfig,
    furniture: &Furniture,
    earlier: Party<'_>,
    new: Party<'_>,
    compared: &Compared<'_>,
    found: &mut Found,
) {
    let (first, second) = (earlier.circumstances, new.circumstances);
    if let (Some(a), Some(b)) = (first.published, second.published)
        && a.days_to(b) > config.window_days
    {
        return;
    }
    let counts = |shared: &Shared| may_be_linked(shared, config);
    let Some(overlap) = compared.with(earlier.print, furniture, counts) else { return };
    let same_source = first.source.is_some() && first.source == second.source;
    if let Some(kind) = kind(&overlap, same_source, config) {
        let [share, other] = overlap.containment();
        if same_source && share.min(other) < ONE_TEXT && are_different_subjects(earlier.print, new.print) {
            return;
        }
        found.copies.push(CopyLink {
            first: earlier.id,
            second: new.id,
            kind,
            same_source,
            direction: direction([earlier.id, new.id], [first, second], &overlap),
            confidence: confidence(&overlap),
            overlap,
        });
    } else if shares_quotes(&overlap) && !same_source {
        found.quotes.push(QuoteLink { first: earlier.id, second: new.id, overlap });
    }
}
