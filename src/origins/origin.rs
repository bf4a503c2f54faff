//! Where the text of one article comes from.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId};
use crate::copies::{CopyKind, CopyLink};
use crate::credits::{Credit, CreditRole, NewsroomId, Newsrooms, author_newsrooms, find_credits};

/// Where the text of an article comes from.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Its own source wrote it: it says so, or nothing says otherwise.
    Own,
    /// Another newsroom wrote it, an agency mostly, whose own article is not at hand.
    Newsroom(NewsroomId),
    /// It has its text from this article.
    CopyOf(ArticleId),
    /// It is a version of this article of its source.
    VersionOf(ArticleId),
    /// Neither its source nor its text says anything.
    Unknown,
}

/// What an article is to the story it is in.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A report of its own.
    Origin,
    /// Another newsroom's text, whole or nearly so, perhaps with additions.
    Reprint,
    /// Another newsroom's text, cut.
    Abridged,
    /// Another state of an article of the same source.
    Version,
}

impl Role {
    /// The name, as in the outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Reprint => "reprint",
            Self::Abridged => "abridged",
            Self::Version => "version",
        }
    }
}

/// What says where a text comes from.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginEvidence {
    /// The text credits a newsroom.
    Credit(Credit),
    /// Its author's field names this newsroom.
    Author(NewsroomId),
    /// Its source is this newsroom.
    Source(NewsroomId),
    /// It shares its text with this article.
    Text {
        /// The article.
        with: ArticleId,
        /// How.
        kind: CopyKind,
        /// The share of this article that is in the other, 0 to 1.
        containment: f64,
        /// How sure it is that one has its text from the other, 0 to 1.
        confidence: f64,
        /// How sure it is which of them was first, .5 to 1.
        direction: f64,
    },
}

/// The origin of an article, with the reasons.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleOrigin {
    /// The article.
    pub article: ArticleId,
    /// Where its text comes from.
    pub origin: Origin,
    /// What it is to its story.
    pub role: Role,
    /// One name for all names of its source; none if it has none.
    pub source: Option<String>,
    /// The newsroom that wrote the text, as far as that is known.
    pub written_by: Option<String>,
    /// What says so; credits of pictures and contributions, which do not count, are listed too.
    pub evidence: Vec<OriginEvidence>,
}

/// Sources remembered before all are forgotten; results do not depend on it.
const MOST_REMEMBERED: usize = 1 << 14;

/// The newsroom and the one name of each source that was asked for.
/// Remembers them: a stream has few sources and many articles of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources(HashMap<String, (Option<NewsroomId>, Option<String>), FixedState>);

impl Sources {
    fn get(&mut self, article: &Article, newsrooms: &Newsrooms) -> (Option<NewsroomId>, Option<String>) {
        let find = || {
            let (source, url) = (article.source.as_deref(), article.url.as_deref());
            (newsrooms.number_of_source(source, url), newsrooms.source_name(source, url))
        };
        // a source that has no name is told by the address
        let Some(source) = article.source.as_ref().filter(|source| !source.trim().is_empty()) else {
            return find();
        };
        if let Some(known) = self.0.get(source) {
            return known.clone();
        }
        let found = find();
        if self.0.len() == MOST_REMEMBERED {
            self.0.clear();
        }
        self.0.insert(source.clone(), found.clone());
        found
    }
}

/// What an article says of itself, before it is compared with others.
pub(crate) fn by_itself(
    id: ArticleId,
    article: &Article,
    newsrooms: &Newsrooms,
    sources: &mut Sources,
) -> ArticleOrigin {
    let (known, source) = sources.get(article, newsrooms);
    let credits = find_credits(&article.body, newsrooms);
    let authors = article.author.as_deref().map_or(Vec::new(), |author| author_newsrooms(author, newsrooms));
    let own_name = known.and_then(|id| newsrooms.get(id)).map(|newsroom| newsroom.name.as_str());
    let is_own = |credit: &Credit| {
        Some(credit.newsroom) == known
            || own_name.is_some_and(|name| has_initials(name, credit.text(&article.body)))
    };
    let counted = || credits.iter().filter(|credit| credit.role.counts());
    // "Source: Gazette and agencies"
    let unnamed = counted().any(is_own).then(|| newsrooms.unnamed()).flatten();
    let named = counted().filter(|credit| !is_own(credit) && Some(credit.newsroom) != unnamed);
    let named = named.map(|credit| (credit.role, credit.start, credit.newsroom));
    let signed = authors.iter().map(|&newsroom| (CreditRole::Byline, 0, newsroom));
    // what it credits to others counts before its own name
    let others = named.chain(signed).filter(|&(.., newsroom)| Some(newsroom) != known);
    let credited = others.min_by_key(|&(role, start, _)| (role, start)).map(|(.., newsroom)| newsroom);
    let name = |id: NewsroomId| newsrooms.get(id).map(|newsroom| newsroom.name.clone());
    let (origin, role, written_by) = match credited {
        Some(newsroom) => (Origin::Newsroom(newsroom), Role::Reprint, name(newsroom)),
        None if source.is_some() => (Origin::Own, Role::Origin, source.clone()),
        None => (Origin::Unknown, Role::Origin, None),
    };
    // a text without a source that an agency signs is the agency's own
    let role = if source.is_none() { Role::Origin } else { role };
    let mut evidence = Vec::with_capacity(credits.len() + authors.len() + usize::from(known.is_some()));
    evidence.extend(credits.into_iter().map(OriginEvidence::Credit));
    evidence.extend(authors.into_iter().map(OriginEvidence::Author));
    evidence.extend(known.map(OriginEvidence::Source));
    ArticleOrigin { article: id, origin, role, source, written_by, evidence }
}

/// Whether a credit is the initials of a name that an agency has too: "CNA" of Channel NewsAsia.
fn has_initials(name: &str, credit: &str) -> bool {
    let name = name.strip_prefix("The ").unwrap_or(name);
    let capitals = name.chars().filter(|c| c.is_uppercase());
    credit.chars().count() > 1 && capitals.eq(credit.chars())
}

impl ArticleOrigin {
    /// The credits in its text.
    pub(crate) fn credits(&self) -> impl Iterator<Item = Credit> {
        self.evidence.iter().filter_map(|evidence| match evidence {
            OriginEvidence::Credit(credit) => Some(*credit),
            _ => None,
        })
    }

    /// Takes note that the text is from another article.
    pub(crate) fn derive_from(&mut self, parent: ArticleId, link: &CopyLink) {
        let containment = link.containment_of(self.article);
        let cut = link.containment_of(parent) < containment;
        (self.origin, self.role) = if link.same_source {
            (Origin::VersionOf(parent), Role::Version)
        } else if matches!(link.kind, CopyKind::Contained | CopyKind::Partial) && cut {
            (Origin::CopyOf(parent), Role::Abridged)
        } else {
            (Origin::CopyOf(parent), Role::Reprint)
        };
        self.evidence.push(OriginEvidence::Text {
            with: parent,
            kind: link.kind,
            containment,
            confidence: link.confidence,
            direction: link.direction.confidence,
        });
    }
}
