//! A page of a server: it follows a stream.

use std::io::{self, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};
use samestory::StoryId;
use sha2::{Digest as _, Sha256};

use super::page::{Report, SCRIPT};
use super::story::story;
use crate::html::Link;
use crate::language::language_of;

pub(super) const FOLLOWING_STYLE: &str = include_str!("following.css");
pub(super) const FOLLOWING_SCRIPT: &str = include_str!("following.js");

/// Lets the scripts run that are written here, and nothing else. A page that follows a stream may ask its own server.
pub(super) fn policy(is_following: bool) -> String {
    let hash = |script: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)));
    let scripts = match is_following {
        true => format!("{} {}; connect-src 'self'", hash(SCRIPT), hash(FOLLOWING_SCRIPT)),
        false => hash(SCRIPT),
    };
    // nothing is fetched, and no script runs but the page's own
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'"
    )
}

/// The content security policy of the pages that follow a stream, as a header: no page may hold them in a frame.
pub fn following_policy() -> String {
    format!("{}; frame-ancestors 'none'", policy(true))
}

impl Report<'_> {
    /// Writes the page of one story; nothing if there is no such story.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write_story(&self, id: StoryId, out: &mut impl Write) -> io::Result<()> {
        let stories = self.explainer().stories();
        let Some((one, digest)) = stories.get(id).zip(self.digester().digest(id)) else { return Ok(()) };
        let language = self.article(&digest.headline.article).and_then(language_of);
        let [begin, end] = self.frame_of(&digest.headline.text, Some(id), "view");
        let view = story(self, one, &digest, language.as_deref());
        writeln!(out, "{begin}{}</main>{end}", view.into_string())
    }
}

/// Says whether the page is up to date.
pub(super) fn note() -> Markup {
    html! { p.following role="status" { "Connecting" } }
}

/// The way back to all stories.
pub(super) fn way_back(title: &str) -> Markup {
    html! { a.title.back href=(Link::front()) { h1 { (title) } span.quiet { "All stories" } } }
}

/// What a page says that has no articles yet.
pub(super) fn nothing_yet() -> Markup {
    html! { p.quiet { "No articles yet. They show here as they come: POST them to " code { "/v1/articles" } "." } }
}

/// The script that follows.
pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(FOLLOWING_SCRIPT)) } }
}
