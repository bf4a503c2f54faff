//! Newsrooms: agencies and outlets, with all the names they go by.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::domain::{host, registrable_domain};
use crate::table::{TableError, rows};
use crate::text::{fold_case, fold_diacritics, scan};

/// The number of a newsroom in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NewsroomId(pub u32);

/// What a newsroom is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsroomKind {
    /// Writes for others to print.
    Agency,
    /// A newspaper and its site.
    Newspaper,
    /// A radio or television station and its site.
    Broadcaster,
    /// A magazine and its site.
    Magazine,
    /// A site alone.
    Online,
}

impl NewsroomKind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "agency" => Self::Agency,
            "newspaper" => Self::Newspaper,
            "broadcaster" => Self::Broadcaster,
            "magazine" => Self::Magazine,
            "online" => Self::Online,
            _ => return None,
        })
    }
}

/// One newsroom.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Newsroom {
    /// The name it is printed by.
    pub name: String,
    /// Its country, as an ISO 3166-1 code in lower case; may be empty.
    pub country: String,
    /// What it is.
    pub kind: NewsroomKind,
    /// Its registrable domains, or hosts below them.
    pub domains: Vec<String>,
    /// Other names. One of up to four letters must be printed as it stands here, or in capitals.
    pub aliases: Vec<String>,
}

/// A table of newsrooms. Users [extend](Newsrooms::extend_tsv) the built-in one, or make their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Newsrooms {
    newsrooms: Vec<Newsroom>,
    by_name: HashMap<String, NewsroomId, FixedState>,
    by_domain: HashMap<String, NewsroomId, FixedState>,
    /// For the first word of a name: the words that follow it, and the name as it must be printed if it is short.
    pub(super) by_first_word: HashMap<String, Vec<NameWords>, FixedState>,
    /// Which words may be such first words: most words of a text are none, and need not be looked up.
    pub(super) first_words: WordFilter,
}

/// A set of words that says of nearly all others that they are not in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct WordFilter(Vec<u64>);

impl WordFilter {
    /// Bits; a power of two.
    const BITS: usize = 1 << 14;

    /// By its length, its first two bytes and its last one: a few operations, as all words of a text are looked at.
    fn place(word: &str) -> usize {
        let bytes = word.as_bytes();
        let byte = |at: usize| bytes.get(at).map_or(0, |byte| u32::from(byte | 0x20));
        let last = byte(bytes.len().saturating_sub(1));
        let seen = byte(0) | byte(1) << 8 | last << 16 | (bytes.len() as u32) << 24;
        (seen.wrapping_mul(0x9e37_79b1) >> 16) as usize % Self::BITS
    }

    fn insert(&mut self, word: &str) {
        self.0.resize(Self::BITS / 64, 0);
        let place = Self::place(word);
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Whether a word may be in the set, whatever the case of its ASCII letters.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        let place = Self::place(word);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// A name as words to look for in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameWords {
    pub(super) rest: Vec<String>,
    /// Printed like this, or in capitals; none if any case will do.
    pub(super) exactly: Option<String>,
    /// "The Times" is a name, "times" is not.
    pub(super) needs_article: bool,
    pub(super) newsroom: NewsroomId,
}

/// Names of up to so many letters are looked for as they are written: "PA" is an agency, "pa" is not.
const SHORT_NAME: usize = 4;

/// Agencies that a text credits and does not name: "From wires", "(Agencies)". No table holds them: they have no domain.
const UNNAMED: &str = "Wire services\txx\tagency\t\tAgencies|Agencias|Agenturen|Agences|Wires|Wire reports|Wire service|News agencies|\
                       Agenzie|Agências|Агентства";
/// All else is made of the list.
impl Hash for Newsrooms {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.newsrooms.hash(state);
    }
}

impl Newsrooms {
    /// Agencies without a name, as [`UNNAMED`] lists them; none if no table does.
    pub(crate) fn unnamed(&self) -> Option<NewsroomId> {
        self.number_of(UNNAMED.split('\t').next()?)
    }

    /// No newsrooms.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The tables that come with the library: `data/agencies.tsv` and `data/sources.tsv`, and "Wire services" for agencies without a
    /// name.
    pub fn builtin() -> Self {
        let mut all = Self::empty();
        let tables =
            [include_str!("../../data/agencies.tsv"), include_str!("../../data/sources.tsv"), UNNAMED];
        for table in tables {
            let read = all.extend_tsv(table);
            debug_assert!(read.is_ok(), "{read:?}");
        }
        all
    }

    /// The [built-in table](Self::builtin), made once.
    pub(crate) fn shared() -> Arc<Self> {
        static BUILTIN: OnceLock<Arc<Newsrooms>> = OnceLock::new();
        Arc::clone(BUILTIN.get_or_init(|| Arc::new(Self::builtin())))
    }

    /// Adds a table: a line a newsroom, five columns parted by tabs (name, country, kind, domains, aliases), the last two
    /// lists parted by "|". A first line that begins with "name" is a heading; blank lines and those that begin with "#" are
    /// passed over. A newsroom whose name is known gets the domains and aliases added.
    ///
    /// ```
    /// use samestory::credits::Newsrooms;
    /// let mut newsrooms = Newsrooms::builtin();
    /// newsrooms.extend_tsv("The Ashford Gazette\tus\tnewspaper\tashfordgazette.com\tGazette|Ashford Gazette")?;
    /// assert_eq!(newsrooms.source_name(Some("Gazette"), None).as_deref(), Some("The Ashford Gazette"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Names the first line that is none, and why; nothing is added from there on.
    pub fn extend_tsv(&mut self, table: &str) -> Result<(), TableError> {
        for row in rows(table, "name") {
            let row = row?;
            let [name, country, kind, domains, aliases] = row.columns;
            if name_key(name).is_empty() {
                return Err(row.wrong("the name is blank"));
            }
            let kind = kind_from_name(kind).map_err(|problem| row.wrong(problem))?;
            let list = |text: &str| {
                text.split('|')
                    .map(str::trim)
                    .filter(|p| !p.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            self.add(Newsroom {
                name: name.to_owned(),
                country: country.to_owned(),
                kind,
                domains: list(domains),
                aliases: list(aliases),
            });
        }
        Ok(())
    }

    /// Adds a newsroom, or names and domains to one that is known by its name. A name or domain that another has goes to the
    /// new one.
    pub fn add(&mut self, newsroom: Newsroom) {
        let known = self.by_name.get(&name_key(&newsroom.name)).copied();
        let known =
            known.filter(|id| name_key(&self.newsrooms[id.0 as usize].name) == name_key(&newsroom.name));
        let id = known.unwrap_or(NewsroomId(self.newsrooms.len() as u32));
        for name in std::iter::once(&newsroom.name).chain(&newsroom.aliases) {
            let key = name_key(name);
            if !key.is_empty() {
                self.watch_for(name, &key, id);
                self.by_name.insert(key, id);
            }
        }
        for domain in &newsroom.domains {
            self.by_domain.insert(domain.to_lowercase(), id);
        }
        match known {
            Some(id) => {
                let old = &mut self.newsrooms[id.0 as usize];
                old.aliases.extend(newsroom.aliases);
                old.domains.extend(newsroom.domains);
            }
            None => self.newsrooms.push(newsroom),
        }
    }

    fn watch_for(&mut self, name: &str, key: &str, newsroom: NewsroomId) {
        let mut words = key.split(' ').flat_map(scanned_words);
        let Some(first) = words.next() else { return };
        let short = key.chars().count() <= SHORT_NAME;
        let exactly = short.then(|| name.to_owned());
        let rest: Vec<String> = words.collect();
        let needs_article = rest.is_empty() && name.to_lowercase().starts_with("the ");
        self.first_words.insert(&first);
        let names = self.by_first_word.entry(first).or_default();
        names.push(NameWords { rest, exactly, needs_article, newsroom });
        // the longest name first, the newest of equal ones
        names.reverse();
        names.sort_by_key(|n| std::cmp::Reverse(n.rest.len()));
    }

    /// A newsroom by its number.
    pub(crate) fn get(&self, id: NewsroomId) -> Option<&Newsroom> {
        self.newsrooms.get(id.0 as usize)
    }

    /// All newsrooms, in the order of the tables.
    pub fn iter(&self) -> impl Iterator<Item = &Newsroom> {
        self.newsrooms.iter()
    }

    /// The newsroom of this name.
    pub fn by_name(&self, name: &str) -> Option<&Newsroom> {
        self.get(self.number_of(name)?)
    }

    /// The number of the newsroom of this name.
    pub(super) fn number_of(&self, name: &str) -> Option<NewsroomId> {
        self.by_name.get(&name_key(name)).copied()
    }

    /// The newsroom an article is from, by what it says its source is (a name or a domain) and where it was found.
    ///
    /// ```
    /// use samestory::credits::Newsrooms;
    /// let newsrooms = Newsrooms::builtin();
    /// for source in ["NYT", "nytimes.com", "The New York Times", "www.nytimes.com"] {
    ///     let found = newsrooms.source(Some(source), None);
    ///     assert_eq!(found.map(|newsroom| newsroom.name.as_str()), Some("The New York Times"));
    /// }
    /// ```
    pub fn source(&self, source: Option<&str>, url: Option<&str>) -> Option<&Newsroom> {
        self.get(self.number_of_source(source, url)?)
    }

    /// The number of the [source](Self::source).
    pub(crate) fn number_of_source(&self, source: Option<&str>, url: Option<&str>) -> Option<NewsroomId> {
        let named = source.filter(|s| !s.trim().is_empty());
        if let Some(source) = named {
            // another outlet's page may hold a known outlet's article, never the other way
            return self.number_of(source).or_else(|| self.by_host(&host(source)?));
        }
        self.by_host(&host(url?)?)
    }

    /// The newsroom whose domain a host is in.
    fn by_host(&self, host: &str) -> Option<NewsroomId> {
        let mut rest = host;
        loop {
            if let Some(&id) = self.by_domain.get(rest) {
                return Some(id);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The first domain of the newsroom that a host is in, which stands for all of them.
    pub(crate) fn main_domain(&self, host: &str) -> Option<&str> {
        self.get(self.by_host(host)?)?.domains.first().map(String::as_str)
    }

    /// One name for all the names of a source, known or not: that of the table, else the registrable domain, else the name as
    /// it is compared. None if nothing is known.
    pub fn source_name(&self, source: Option<&str>, url: Option<&str>) -> Option<String> {
        if let Some(newsroom) = self.source(source, url) {
            return Some(newsroom.name.clone());
        }
        let named = source.filter(|s| !s.trim().is_empty());
        let domain = host(named.or(url)?).map(|host| registrable_domain(&host).to_owned());
        domain.or_else(|| named.map(name_key)).filter(|name| !name.is_empty())
    }
}

/// A kind by its name in a table.
///
/// # Errors
///
/// Says what is allowed.
pub fn kind_from_name(kind: &str) -> Result<NewsroomKind, String> {
    NewsroomKind::from_name(kind).ok_or_else(|| {
        format!("kind \"{kind}\": agency, newspaper, broadcaster, magazine or online is allowed")
    })
}

/// The words of a name as a text is scanned for them: letters of scripts without blanks are a word each.
fn scanned_words(word: &str) -> Vec<String> {
    let mut words = Vec::new();
    scan(word, |_, word| words.push(word.to_owned()));
    words
}

/// A name as it is compared: case, diacritics, punctuation and the article in front left out.
pub fn name_key(name: &str) -> String {
    let folded = fold_diacritics(&fold_case(name));
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.split_first() {
        Some((&"the", rest)) if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(newsrooms: &Newsrooms, source: Option<&str>, url: Option<&str>) -> String {
        newsrooms.source_name(source, url).unwrap_or_default()
    }

    #[test]
    fn the_tables_are_sound() {
        let mut all = Newsrooms::empty();
        all.extend_tsv(include_str!("../../data/agencies.tsv")).unwrap();
        let agencies = all.iter().count();
        assert!(agencies >= 60 && all.iter().all(|newsroom| newsroom.kind == NewsroomKind::Agency));
        all.extend_tsv(include_str!("../../data/sources.tsv")).unwrap();
        assert!(all.iter().count() - agencies >= 100);
        let mut seen = std::collections::BTreeMap::new();
        for (id, newsroom) in (0..).map(NewsroomId).zip(all.iter()) {
            assert!(!newsroom.domains.is_empty(), "{}", newsroom.name);
            for name in std::iter::once(&newsroom.name).chain(&newsroom.aliases) {
                let before = seen.insert(name_key(name), id);
                assert!(before.is_none_or(|other| other == id), "{name} is a name of two");
            }
            for domain in &newsroom.domains {
                assert_eq!(all.by_host(domain), Some(id), "{domain}");
                assert_eq!(host(domain).as_deref(), Some(domain.as_str()));
            }
        }
    }

    #[test]
    fn names_and_domains_lead_to_one_source() {
        let all = Newsrooms::builtin();
        assert_eq!(name(&all, Some("Agence France Presse"), None), "Agence France-Presse");
        assert_eq!(name(&all, None, Some("https://edition.cnn.com/2012/x")), "CNN");
        assert_eq!(
            name(&all, Some("The Boston Globe"), Some("https://bostonglobe.example/x")),
            "The Boston Globe"
        );
        assert_eq!(
            name(&all, Some("chicago.suntimes.com"), None),
            name(&all, Some("homicides.suntimes.com"), None)
        );
        assert_eq!(name(&all, Some("m.ashford-gazette.co.uk"), None), "ashford-gazette.co.uk");
        assert_eq!(name(&all, Some("  The Ashford Gazette "), None), "ashford gazette");
        assert_eq!(all.source_name(None, None), None);
        assert_eq!(all.source_name(Some(" "), Some("no address")), None);
    }

    #[test]
    fn bad_lines_are_named() {
        let mut all = Newsrooms::empty();
        assert_eq!(
            all.extend_tsv("x\ty\n").unwrap_err().to_string(),
            "line 1: five columns parted by tabs are needed, 2 found"
        );
        let error =
            all.extend_tsv("name\tcountry\tkind\tdomains\taliases\n# x\nA\tus\tblog\t\t").unwrap_err();
        assert_eq!(error.line, 3);
        assert!(error.problem.contains("\"blog\""), "{error}");
    }
}
