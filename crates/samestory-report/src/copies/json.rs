//! Copies as one JSON document, written article by article.
//!
//! It grows with the articles: each has a bounded number of links, a link names its articles by their ids, a sentence that many print
//! stands once in `passages`, and of each article one link tells which sentences it shares.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use samestory::credits::Newsrooms;
use samestory::origins::Role;
use samestory::unstable::copies::{CopyKind, CopyLink, QuoteLink, Sign, Span};
use samestory::unstable::credits::{CreditRole, newsroom};
use samestory::unstable::origins::{ArticleOrigin, Origin, OriginEvidence, StoryOrigins};
use samestory::{Article, ArticleId, Published};
use serde::Serialize;

use super::SharedText;
use crate::Skipped;
use crate::stories::six_digits;

#[derive(Serialize)]
struct Member<'a> {
    id: &'a str,
    source: Option<&'a str>,
    published: Option<Published>,
    title: &'a str,
    role: Role,
    origin: &'static str,
    /// The article that the text is from.
    of: Option<&'a str>,
    written_by: Option<&'a str>,
    credits: Vec<NamedCredit<'a>>,
    /// Seconds after the first article of its origin.
    delay: Option<i64>,
}

#[derive(Serialize)]
struct NamedCredit<'a> {
    role: CreditRole,
    newsroom: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    first: &'a str,
    second: &'a str,
    kind: CopyKind,
    same_source: bool,
    confidence: f64,
    original: Option<&'a str>,
    direction_confidence: f64,
    signs: Vec<(Sign, &'a str)>,
    containment: [f64; 2],
    words: [u32; 2],
    shared_words: [u32; 2],
    longest_run: u32,
    shared_sentences: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sentences: Vec<Pair>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<Pair>,
}

/// Two passages, by their places in the list of all.
#[derive(Serialize)]
struct Pair {
    first: usize,
    second: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

#[derive(Serialize)]
struct Quote<'a> {
    first: &'a str,
    second: &'a str,
    quotes: Vec<Pair>,
}

#[derive(Serialize)]
struct Counts {
    articles: usize,
    copies: usize,
    versions: usize,
    skipped_records: usize,
    bad_dates: usize,
}

/// Writes everything that was found.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(
    out: &mut impl Write,
    articles: &[Article],
    texts: &[SharedText<'_>],
    quotes: &[QuoteLink],
    skipped: Skipped,
    newsrooms: &Newsrooms,
) -> io::Result<()> {
    let mut writer = Writer { articles, newsrooms, passages: Vec::new(), places: HashMap::new() };
    write!(out, "{{\"texts\":[")?;
    for (at, text) in texts.iter().enumerate() {
        writeln!(out, "{}", if at == 0 { "" } else { "," })?;
        writer.write_text(out, text)?;
    }
    write!(out, "\n],\n\"quotes\":")?;
    write_list(out, quotes.iter().map(|quote| writer.quote(quote)))?;
    write!(out, ",\n\"passages\":")?;
    write_list(out, writer.passages.iter())?;
    let count = |wanted: fn(&Origin) -> bool| {
        texts.iter().flat_map(|text| &text.origins.articles).filter(|o| wanted(&o.origin)).count()
    };
    let counts = Counts {
        articles: articles.len(),
        copies: count(|o| matches!(o, Origin::CopyOf(_))),
        versions: count(|o| matches!(o, Origin::VersionOf(_))),
        skipped_records: skipped.records,
        bad_dates: skipped.dates,
    };
    write!(out, ",\n\"counts\":")?;
    serde_json::to_writer(&mut *out, &counts)?;
    writeln!(out, "}}")
}

/// Writes an array, an element a line.
fn write_list(out: &mut impl Write, elements: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    write!(out, "[")?;
    for (at, element) in elements.enumerate() {
        writeln!(out, "{}", if at == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &element)?;
    }
    write!(out, "]")
}

/// Names what links and origins number, and numbers passages.
struct Writer<'a> {
    articles: &'a [Article],
    newsrooms: &'a Newsrooms,
    passages: Vec<&'a str>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Writer<'a> {
    fn id(&self, id: ArticleId) -> &'a str {
        &self.articles[id.index()].id
    }

    fn write_text(&mut self, out: &mut impl Write, text: &SharedText<'_>) -> io::Result<()> {
        let origins = &text.origins;
        let written_by: Vec<Option<&str>> = origins.origins.iter().map(|o| o.newsroom.as_deref()).collect();
        write!(out, "{{\"written_by\":")?;
        serde_json::to_writer(&mut *out, &written_by)?;
        write!(out, ",\"independent_origins\":{},\"articles\":", origins.independent_origins())?;
        let delays: BTreeMap<ArticleId, Option<i64>> =
            origins.propagation.iter().map(|step| (step.article, step.delay)).collect();
        let delay = |id| delays.get(&id).copied().flatten();
        write_list(out, origins.articles.iter().map(|origin| self.member(origin, delay(origin.article))))?;
        write!(out, ",\"links\":")?;
        let told = told(origins, &text.links);
        write_list(
            out,
            text.links.iter().map(|link| {
                let is_told =
                    [link.first, link.second].iter().any(|id| told.get(id) == Some(&link_key(link)));
                self.link(link, is_told)
            }),
        )?;
        write!(out, "}}")
    }

    fn member<'t>(&self, origin: &'t ArticleOrigin, delay: Option<i64>) -> Member<'t>
    where
        'a: 't,
    {
        let article = &self.articles[origin.article.index()];
        let (name, of) = match origin.origin {
            Origin::Own => ("own", None),
            Origin::Newsroom(_) => ("newsroom", None),
            Origin::CopyOf(of) => ("copy", Some(self.id(of))),
            Origin::VersionOf(of) => ("version", Some(self.id(of))),
            _ => ("unknown", None),
        };
        let credits = origin.evidence.iter().filter_map(|evidence| {
            let name = |id| newsroom(self.newsrooms, id).map(|newsroom| newsroom.name.as_str());
            match *evidence {
                OriginEvidence::Credit(credit) => Some(NamedCredit {
                    role: credit.role,
                    newsroom: name(credit.newsroom),
                    start: credit.start,
                    end: credit.end,
                    text: credit.text(&article.body),
                }),
                // not in the text: of no length
                OriginEvidence::Author(newsroom) => Some(NamedCredit {
                    role: CreditRole::Byline,
                    newsroom: name(newsroom),
                    start: 0,
                    end: 0,
                    text: article.author.as_deref().unwrap_or_default(),
                }),
                _ => None,
            }
        });
        Member {
            id: &article.id,
            source: article.source.as_deref(),
            published: article.published,
            title: &article.title,
            role: origin.role,
            origin: name,
            of,
            written_by: origin.written_by.as_deref(),
            credits: credits.collect(),
            delay,
        }
    }

    /// A link; with its sentences and quotations if it is to tell them.
    fn link(&mut self, link: &CopyLink, is_told: bool) -> Link<'a> {
        let (first, second) = (link.first, link.second);
        let (mut sentences, mut quotes) = (Vec::new(), Vec::new());
        if is_told {
            let shared = link.overlap.sentences.iter();
            sentences = shared
                .map(|s| self.pair(first, s.first, second, s.second, Some(six_digits(s.share))))
                .collect();
            quotes = self.quotes(first, second, &link.overlap.quotes);
        }
        Link {
            first: self.id(first),
            second: self.id(second),
            kind: link.kind,
            same_source: link.same_source,
            confidence: six_digits(link.confidence),
            original: link.direction.original.map(|id| self.id(id)),
            direction_confidence: six_digits(link.direction.confidence),
            signs: link.direction.signs.iter().map(|&(sign, id)| (sign, self.id(id))).collect(),
            containment: link.overlap.containment().map(six_digits),
            words: link.overlap.words,
            shared_words: link.overlap.shared,
            longest_run: link.overlap.longest,
            shared_sentences: link.overlap.sentences.len(),
            sentences,
            quotes,
        }
    }

    fn quote(&mut self, quote: &QuoteLink) -> Quote<'a> {
        Quote {
            first: self.id(quote.first),
            second: self.id(quote.second),
            quotes: self.quotes(quote.first, quote.second, &quote.overlap.quotes),
        }
    }

    fn quotes(
        &mut self,
        a: ArticleId,
        b: ArticleId,
        quotes: &[samestory::unstable::copies::SharedQuote],
    ) -> Vec<Pair> {
        quotes.iter().map(|quote| self.pair(a, quote.first, b, quote.second, None)).collect()
    }

    fn pair(&mut self, a: ArticleId, first: Span, b: ArticleId, second: Span, share: Option<f64>) -> Pair {
        let mut place = |id: ArticleId, span: Span| {
            let passage = span.of(&self.articles[id.index()].body);
            *self.places.entry(passage).or_insert_with(|| {
                self.passages.push(passage);
                self.passages.len() - 1
            })
        };
        Pair { first: place(a, first), second: place(b, second), share }
    }
}

type LinkKey = (ArticleId, ArticleId);

fn link_key(link: &CopyLink) -> LinkKey {
    (link.first, link.second)
}

/// Of each article the link that tells its sentences: that to the article its text is from, else the one to an earlier article that
/// holds most of it.
fn told(origins: &StoryOrigins, links: &[&CopyLink]) -> BTreeMap<ArticleId, LinkKey> {
    let parents: BTreeMap<ArticleId, ArticleId> = origins
        .articles
        .iter()
        .filter_map(|origin| match origin.origin {
            Origin::CopyOf(of) | Origin::VersionOf(of) => Some((origin.article, of)),
            _ => None,
        })
        .collect();
    let mut told: BTreeMap<ArticleId, (bool, f64, LinkKey)> = BTreeMap::new();
    for link in links {
        for (own, other) in [(link.second, link.first), (link.first, link.second)] {
            let is_parent = parents.get(&own) == Some(&other);
            if !is_parent && own == link.first {
                continue;
            }
            let candidate = (is_parent, link.containment_of(own), link_key(link));
            let best = told.entry(own).or_insert(candidate);
            if (candidate.0, candidate.1) > (best.0, best.1) {
                *best = candidate;
            }
        }
    }
    told.into_iter().map(|(id, (_, _, key))| (id, key)).collect()
}
