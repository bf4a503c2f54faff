//! How the articles of a story are named: by their outlets.

use std::collections::HashMap;

use maud::{Markup, html};
use samestory::{Member, Story};
use samestory_digest::Digest;

use super::words::{apart, name};
use crate::html::Link;

/// The outlets of a story's articles, by the ids of these.
#[derive(Debug)]
pub(super) struct Outlets<'a> {
    story: &'a Story,
    /// The place of each article, of those with one id the last.
    places: HashMap<&'a str, usize>,
    /// What the digest names the outlet of an article.
    names: HashMap<&'a str, &'a str>,
}

impl<'a> Outlets<'a> {
    pub(super) fn new(story: &'a Story, digest: &'a Digest) -> Self {
        let places = story.members.iter().enumerate().map(|(at, member)| (member.id.as_str(), at)).collect();
        let mut names = HashMap::new();
        for source in &digest.sources {
            let reprints = source.reprints.iter().map(|(id, _)| id);
            for id in source.originals.iter().chain(&source.versions).chain(reprints) {
                names.insert(id.as_str(), source.source.as_str());
            }
        }
        Self { story, places, names }
    }

    /// The place of an article in the story.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The outlet of an article; its id if no outlet is known.
    pub(super) fn name(&self, member: &Member) -> String {
        let known = self.names.get(member.id.as_str()).copied();
        name(known.or(member.source.as_deref()).unwrap_or(&member.id)).into_owned()
    }

    /// A link to an article of the story, named by its outlet.
    pub(super) fn link(&self, id: &str) -> Markup {
        match self.place(id) {
            Some(at) => {
                let name = self.name(&self.story.members[at]);
                html! { a href=(Link::member(self.story.id, at)) { (apart(&name)) } }
            }
            None => apart(&name(id)),
        }
    }

    /// Links to articles, the first `most` of them.
    pub(super) fn links(&self, ids: &[String], most: usize) -> Markup {
        html! {
            @for (at, id) in ids.iter().take(most).enumerate() { @if at > 0 { ", " } (self.link(id)) }
            @if ids.len() > most { " and " (ids.len() - most) " more" }
        }
    }
}
