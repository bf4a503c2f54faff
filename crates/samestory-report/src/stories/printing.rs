//! Where articles have their texts from, in the words of the output.

use std::collections::HashMap;

use samestory::copies::CopyKind;
use samestory::credits::{CreditRole, Newsrooms};
use samestory::desk::ToldStory;
use samestory::origins::{ArticleOrigin, Origin, OriginEvidence, Role};
use samestory::{Article, ArticleId};
use serde::Serialize;

use super::row::six_digits;

/// Where an article has its text from.
#[derive(Debug, Clone, Serialize)]
pub struct Printing {
    /// What it is beside the other texts of its story.
    pub role: Role,
    /// Which version of its article it is, if there are several.
    pub version: Option<u32>,
    /// The id of the article whose text it prints.
    pub copy_of: Option<String>,
    /// The id of the version before it.
    pub version_of: Option<String>,
    /// The newsroom that wrote the text.
    pub written_by: Option<String>,
    /// What says so.
    pub evidence: Vec<Reason>,
}

/// What says so.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A credit in the text.
    Credit {
        /// What kind of credit.
        role: CreditRole,
        /// Whom it names.
        newsroom: String,
        /// Its words.
        text: String,
    },
    /// The source is a newsroom that writes.
    Source {
        /// Which.
        newsroom: String,
    },
    /// The text is shared with another article.
    Text {
        /// The id of that article.
        with: String,
        /// A copy or a version.
        kind: CopyKind,
        /// The share of the text that is in the other one, 0 to 1.
        containment: f64,
        /// How sure it is that one is from the other, 0 to 1.
        confidence: f64,
        /// How sure it is which of them was first, 0 to 1.
        direction: f64,
    },
}

/// Who wrote a story.
#[derive(Debug, Clone, Serialize)]
pub struct Writers {
    /// How many newsrooms wrote independently.
    pub independent_origins: usize,
    /// Their names, where they are known.
    pub written_by: Vec<Option<String>>,
    /// The id of the article that was first.
    pub first_report: Option<String>,
}

impl Writers {
    /// Of a story; `id` names articles.
    pub fn new(told: &ToldStory, id: impl Fn(ArticleId) -> String) -> Self {
        let origins = &told.origins;
        Self {
            independent_origins: origins.independent_origins(),
            written_by: origins.origins.iter().map(|origin| origin.newsroom.clone()).collect(),
            first_report: origins.first_report.map(id),
        }
    }
}

impl Printing {
    /// Of an article with its origin; `id` names articles.
    pub fn new(
        article: &Article,
        origin: &ArticleOrigin,
        newsrooms: &Newsrooms,
        id: impl Fn(ArticleId) -> String,
    ) -> Self {
        let newsroom = |number| newsrooms.get(number).map(|n| n.name.clone()).unwrap_or_default();
        let reason = |evidence: &OriginEvidence| match *evidence {
            OriginEvidence::Credit(credit) => Some(Reason::Credit {
                role: credit.role,
                newsroom: newsroom(credit.newsroom),
                text: credit.text(&article.body).to_owned(),
            }),
            OriginEvidence::Source(number) => Some(Reason::Source { newsroom: newsroom(number) }),
            OriginEvidence::Text { with, kind, containment, confidence, direction } => Some(Reason::Text {
                with: id(with),
                kind,
                containment: six_digits(containment),
                confidence: six_digits(confidence),
                direction: six_digits(direction),
            }),
            _ => None,
        };
        Self {
            role: origin.role,
            version: None,
            copy_of: if let Origin::CopyOf(of) = origin.origin { Some(id(of)) } else { None },
            version_of: if let Origin::VersionOf(of) = origin.origin { Some(id(of)) } else { None },
            written_by: origin.written_by.clone(),
            evidence: origin.evidence.iter().filter_map(reason).collect(),
        }
    }

    /// "origin", "reprint of ap-1", "version 2".
    pub fn words(&self) -> String {
        let version = self.version.map(|number| format!("version {number}"));
        let role = match (self.role, &self.copy_of) {
            (Role::Version, _) => return version.unwrap_or_else(|| "version".to_owned()),
            (Role::Reprint, Some(of)) => format!("reprint of {of}"),
            (Role::Abridged, Some(of)) => format!("abridged from {of}"),
            (role @ Role::Reprint, None) if self.written_by.is_some() => {
                format!("{} of {}", role_name(role), self.written_by.as_deref().unwrap_or_default())
            }
            (role, _) => role_name(role).to_owned(),
        };
        version.map_or(role.clone(), |version| format!("{role}, {version}"))
    }
}

/// The name of a role.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Origin => "origin",
        Role::Reprint => "reprint",
        Role::Abridged => "abridged",
        Role::Version => "version",
        _ => "other",
    }
}

/// The number of each article among the versions of its own, by its place; those without other versions are left out.
/// `declared` are numbers that pages say.
pub fn number_versions(told: &ToldStory, declared: &[Option<u32>]) -> HashMap<ArticleId, u32> {
    let before: HashMap<ArticleId, ArticleId> = told
        .origins
        .articles
        .iter()
        .filter_map(|o| if let Origin::VersionOf(of) = o.origin { Some((o.article, of)) } else { None })
        .collect();
    let mut numbers = HashMap::new();
    for (&later, &earlier) in &before {
        for article in [later, earlier] {
            let steps = std::iter::successors(Some(article), |at| before.get(at).copied()).count() as u32;
            let declared = declared.get(article.index()).copied().flatten();
            numbers.insert(article, declared.unwrap_or(steps));
        }
    }
    numbers
}
