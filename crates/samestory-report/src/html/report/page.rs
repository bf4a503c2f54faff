//! The page.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
#[cfg(feature = "parallel")]
use rayon::prelude::*;
use samestory::{Article, Config, Story, StoryId};
use samestory_digest::{Digest, Digester};
use samestory_explain::Explainer;

use super::days::Days;
use super::following::{FOLLOWING_STYLE, note, nothing_yet, policy, script, way_back};
use super::list::{Row, list};
use super::story::story;
use super::words::one_line;
use crate::html::Link;
use crate::language::language_of;

const STYLE: &str = include_str!("report.css");
pub(super) const SCRIPT: &str = include_str!("report.js");

/// All stories of a closed set on one page, to be looked through: days, stories, and a view of each story with its summary,
/// sources, copies, versions, figures, scores and reasons.
///
/// The page is one file. It asks for nothing from elsewhere, and its content security policy forbids that; without scripts it is a
/// list of stories with the views behind it. All text is escaped; only http and https addresses become links.
#[derive(Debug)]
pub struct Report<'a> {
    title: String,
    articles: HashMap<&'a str, &'a Article>,
    explainer: &'a Explainer<'a>,
    digester: &'a Digester<'a>,
    config: &'a Config,
    /// The last change that the page has, if it follows a stream.
    following: Option<String>,
}

impl<'a> Report<'a> {
    /// The report of articles that were clustered by a configuration; the digester is one of their stories.
    pub fn new(
        title: impl Into<String>,
        articles: &'a [Article],
        explainer: &'a Explainer<'a>,
        digester: &'a Digester<'a>,
        config: &'a Config,
    ) -> Self {
        let articles = articles.iter().map(|article| (article.id.as_str(), article)).collect();
        Self { title: title.into(), articles, explainer, digester, config, following: None }
    }

    /// As a page of a server: it follows the stream from a cursor on, at "/v1/events" of the same server.
    #[must_use]
    pub fn following(mut self, cursor: impl Into<String>) -> Self {
        self.following = Some(cursor.into());
        self
    }

    /// Writes the page.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let stories = self.explainer.stories().iter().as_slice();
        let shown = each(stories, |story| Some(self.story(story, &self.digester.digest(story.id)?)));
        let (rows, views): (Vec<Row>, Vec<String>) = shown.into_iter().flatten().unzip();
        let days = Days::of(stories.iter());
        let [begin, end] = self.frame_of(&self.title, None, "list");
        let is_waiting = rows.is_empty() && self.following.is_some();
        let waiting = if is_waiting { nothing_yet().into_string() } else { String::new() };
        writeln!(out, "{begin}{}{waiting}</main>", list(&rows, &days).into_string())?;
        writeln!(out, "<main id=\"views\">")?;
        views.iter().try_for_each(|view| writeln!(out, "{view}"))?;
        writeln!(out, "</main>{end}")
    }

    /// The row and the view of a story.
    fn story(&self, one: &Story, digest: &Digest) -> (Row, String) {
        let language = self.article(&digest.headline.article).and_then(language_of);
        let languages: BTreeSet<String> =
            one.members.iter().filter_map(|member| language_of(self.article(&member.id)?)).collect();
        let view = html! {
            noscript data-story=(one.id) { (story(self, one, digest, language.as_deref())) }
        };
        (Row::new(one, digest, language, languages.into_iter().collect()), view.into_string())
    }

    /// What stands before and behind the list and the views, or the view of one story, which begin with an element of this name.
    pub(super) fn frame_of(&self, title: &str, story: Option<StoryId>, name: &str) -> [String; 2] {
        frame(&self.title, title, self.following.as_deref(), story, name)
    }

    /// An article by its id.
    pub(super) fn article(&self, id: &str) -> Option<&'a Article> {
        self.articles.get(id).copied()
    }

    pub(super) fn explainer(&self) -> &Explainer<'a> {
        self.explainer
    }

    pub(super) fn digester(&self) -> &Digester<'a> {
        self.digester
    }

    pub(super) fn config(&self) -> &Config {
        self.config
    }
}

/// What stands before and behind the content of a page, which is that of one story or of all. It follows a stream from a cursor on, if
/// one is given.
pub(super) fn frame(
    of_all: &str,
    title: &str,
    following: Option<&str>,
    story: Option<StoryId>,
    name: &str,
) -> [String; 2] {
    let is_following = following.is_some();
    let head = html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy(is_following));
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="referrer" content="no-referrer";
        title { (one_line(title)) }
        style { (PreEscaped(STYLE)) @if is_following { (PreEscaped(FOLLOWING_STYLE)) } }
    };
    let body = match (following, story) {
        (None, _) => "<body>".to_owned(),
        (Some(cursor), None) => format!("<body data-cursor=\"{}\">", allowed_word(cursor)),
        (Some(cursor), Some(story)) => {
            format!("<body data-cursor=\"{}\" data-story=\"{story}\">", allowed_word(cursor))
        }
    };
    let begin = format!(
        "{}\n<html lang=\"en\">\n<head>\n{}\n</head>\n{body}\n{}\n<main id=\"{name}\">\n",
        DOCTYPE.into_string(),
        head.into_string(),
        header(of_all, story, is_following).into_string()
    );
    let end = html! {
        @if story.is_none() { script { (PreEscaped(SCRIPT)) } }
        @if is_following { (script()) }
    };
    [begin, format!("\n{}\n</body>\n</html>", end.into_string())]
}

fn header(title: &str, story: Option<StoryId>, is_following: bool) -> Markup {
    html! {
        header.top {
            @match story {
                Some(_) => (way_back(&one_line(title))),
                None => {
                    a.title href=(Link::place("list")) { h1 { (one_line(title)) } }
                    nav.between hidden {
                        button type="button" data-step="-1" title="Previous story (k)" { "Previous" }
                        button type="button" data-step="1" title="Next story (j)" { "Next" }
                    }
                }
            }
            @if is_following { (note()) }
        }
    }
}

/// What becomes of each story, in order, by all threads.
fn each<T: Send>(stories: &[Story], of: impl Fn(&Story) -> T + Send + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    return stories.par_iter().map(of).collect();
    #[cfg(not(feature = "parallel"))]
    stories.iter().map(of).collect()
}

/// A cursor as an attribute: letters, digits and hyphens.
fn allowed_word(cursor: &str) -> String {
    cursor.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
