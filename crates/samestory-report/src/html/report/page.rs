//! The page.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
#[cfg(feature = "parallel")]
use rayon::prelude::*;
use samestory::digest::{Digest, Digester};
use samestory::explain::Explainer;
use samestory::unstable::text::detect;
use samestory::{Article, Config, Story};
use sha2::{Digest as _, Sha256};

use super::days::Days;
use super::list::{Row, list};
use super::story::story;
use super::words::one_line;
use crate::allowed::allowed;
use crate::html::Link;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The language of an article is told by so much of its text, in bytes.
const LANGUAGE_BY: usize = 600;

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
        Self { title: title.into(), articles, explainer, digester, config }
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
        let members = self.explainer.stories().iter().flat_map(|story| &story.members);
        let days = Days::new(members.filter_map(|member| {
            Some((member.published?, member.copy_of.is_some() || member.version_of.is_some()))
        }));
        let [begin, end] = self.frame();
        writeln!(out, "{begin}{}</main>", list(&rows, &days).into_string())?;
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

    /// What stands before and behind the list and the views.
    fn frame(&self) -> [String; 2] {
        let hash = BASE64_STANDARD.encode(Sha256::digest(SCRIPT));
        // nothing is fetched, and no script runs but the page's own
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
        );
        let head = html! {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (one_line(&self.title)) }
            style { (PreEscaped(STYLE)) }
        };
        let begin = format!(
            "{}\n<html lang=\"en\">\n<head>\n{}\n</head>\n<body>\n{}\n<main id=\"list\">\n",
            DOCTYPE.into_string(),
            head.into_string(),
            self.header().into_string()
        );
        let end = html! { script { (PreEscaped(SCRIPT)) } };
        [begin, format!("\n{}\n</body>\n</html>", end.into_string())]
    }

    fn header(&self) -> Markup {
        html! {
            header.top {
                a.title href=(Link::place("list")) { h1 { (one_line(&self.title)) } }
                nav.between hidden {
                    button type="button" data-step="-1" title="Previous story (k)" { "Previous" }
                    button type="button" data-step="1" title="Next story (j)" { "Next" }
                }
            }
        }
    }

    /// An article by its id.
    pub(super) fn article(&self, id: &str) -> Option<&'a Article> {
        self.articles.get(id).copied()
    }

    pub(super) fn explainer(&self) -> &Explainer<'a> {
        self.explainer
    }

    pub(super) fn config(&self) -> &Config {
        self.config
    }
}

/// What becomes of each story, in order, by all threads.
fn each<T: Send>(stories: &[Story], of: impl Fn(&Story) -> T + Send + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    return stories.par_iter().map(of).collect();
    #[cfg(not(feature = "parallel"))]
    stories.iter().map(of).collect()
}

/// The language of an article without its region: as declared, else as its text looks.
fn language_of(article: &Article) -> Option<String> {
    if let Some(tag) = &article.language {
        let code: String = allowed(tag).split(['-', '_']).next().unwrap_or_default().to_lowercase();
        if (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase()) {
            return Some(code);
        }
    }
    let mut end = article.body.len().min(LANGUAGE_BY);
    while !article.body.is_char_boundary(end) {
        end -= 1;
    }
    let text = format!("{} {}", article.title, &article.body[..end]);
    detect(&text).map(|language| language.code().to_owned())
}
