//! What an article is to its story, in the words of the output.

use samestory::origins::Role;
use samestory::{Member, Reason, Story};
use serde::Serialize;

/// Where an article has its text from.
#[derive(Serialize)]
pub(super) struct Printing<'m> {
    role: Role,
    version: Option<u32>,
    copy_of: Option<&'m str>,
    version_of: Option<&'m str>,
    written_by: Option<&'m str>,
    evidence: &'m [Reason],
}

/// Who wrote a story.
#[derive(Serialize)]
pub(super) struct Writers<'s> {
    independent_origins: usize,
    written_by: Vec<Option<&'s str>>,
    first_report: Option<&'s str>,
}

/// None if copies are not told apart.
pub(super) fn printing(member: &Member) -> Option<Printing<'_>> {
    Some(Printing {
        role: member.role?,
        version: member.version,
        copy_of: member.copy_of.as_deref(),
        version_of: member.version_of.as_deref(),
        written_by: member.written_by.as_deref(),
        evidence: &member.evidence,
    })
}

/// None if copies are not told apart.
pub(super) fn writers(story: &Story) -> Option<Writers<'_>> {
    story.first_report.as_ref().map(|first| Writers {
        independent_origins: story.independent_origins(),
        written_by: story.origins.iter().map(|origin| origin.newsroom.as_deref()).collect(),
        first_report: Some(first),
    })
}

/// "origin", "reprint of ap-1", "version 2"; nothing if copies are not told apart.
pub(super) fn role_words(member: &Member) -> String {
    let Some(role) = member.role else { return String::new() };
    let version = member.version.map(|number| format!("version {number}"));
    let role = match (role, &member.copy_of) {
        (Role::Version, _) => return version.unwrap_or_else(|| "version".to_owned()),
        (Role::Reprint, Some(of)) => format!("reprint of {of}"),
        (Role::Abridged, Some(of)) => format!("abridged from {of}"),
        (role @ Role::Reprint, None) if member.written_by.is_some() => {
            format!("{} of {}", role.name(), member.written_by.as_deref().unwrap_or_default())
        }
        (role, _) => role.name().to_owned(),
    };
    version.map_or(role.clone(), |version| format!("{role}, {version}"))
}
