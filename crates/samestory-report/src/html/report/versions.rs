//! How the articles of a story were changed.

use std::collections::BTreeMap;

use maud::{Markup, html};
use samestory::versions::Version;
use samestory::{Article, Member, Published, Story};
use samestory_changes::TextChange;

use super::outlets::Outlets;
use super::words::apart;
use crate::html::diff_fragment;

/// Changes that are shown, at most.
const MAX_CHANGES: usize = 8;

/// The changes from each version of an article to the next. `article` finds an article by its id.
pub(super) fn versions<'a>(
    story: &Story,
    outlets: &Outlets<'_>,
    article: impl Fn(&str) -> Option<&'a Article>,
) -> Markup {
    let mut chains: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for member in &story.members {
        chains.entry(first(story, member)).or_default().push(member);
    }
    let mut changes: Vec<(&Member, &Member)> = Vec::new();
    for chain in chains.values_mut() {
        chain.sort_by_key(|member| {
            (member.version.unwrap_or(0), member.published.map_or(i64::MAX, Published::seconds))
        });
        changes.extend(chain.windows(2).map(|two| (two[0], two[1])));
    }
    if changes.is_empty() {
        return Markup::default();
    }
    html! {
        h3 { "Versions" }
        @for (at, (old, new)) in changes.iter().enumerate().take(MAX_CHANGES) {
            @if let (Some(before), Some(after)) = (article(&old.id), article(&new.id)) {
                @let (before, after) = (version(old, before, 1), version(new, after, 2));
                @let change = TextChange::between(&before, &after);
                @let numbers = &change.numbers;
                details.change open[at == 0] {
                    summary {
                        (apart(&outlets.name(new)))
                        ", version " (before.number) " to " (after.number) " "
                        span.tag { (change.class.name()) }
                        span.quiet {
                            " " ins { "+" (numbers.added_words) } " " del { "−" (numbers.deleted_words) } " words"
                        }
                    }
                    div.wide { (diff_fragment(&before, &after, &change)) }
                }
            }
        }
        @if changes.len() > MAX_CHANGES { p.quiet { "The first " (MAX_CHANGES) " of " (changes.len()) " changes." } }
    }
}

/// The id of the first version of a member's article.
fn first<'s>(story: &'s Story, member: &'s Member) -> &'s str {
    let mut first = member;
    for _ in 0..story.len() {
        let Some(before) = first.version_of.as_deref().and_then(|id| story.member(id)) else { break };
        first = before;
    }
    &first.id
}

fn version(member: &Member, article: &Article, number: u32) -> Version {
    let mut version = Version::new(&*article.title, &*article.body);
    version.number = member.version.unwrap_or(number);
    version.time = member.published;
    version
}
