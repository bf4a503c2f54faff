//! Copies as one JSON document.

use std::io::{self, Write};

use samestory::copies::{CopyKind, CopyLink, QuoteLink, Sign, Span};
use samestory::credits::{CreditRole, Newsrooms};
use samestory::origins::{ArticleOrigin, Origin, OriginEvidence, Role};
use samestory::{Article, ArticleId, Published};
use serde::Serialize;

use super::SharedText;
use crate::input::RejectCounts;
use crate::output::six_digits;

#[derive(Serialize)]
struct Document<'a> {
    texts: Vec<Text<'a>>,
    quotes: Vec<Quote<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct Text<'a> {
    written_by: Vec<Option<&'a str>>,
    independent_origins: usize,
    articles: Vec<Member<'a>>,
    links: Vec<Link<'a>>,
}

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
    sentences: Vec<Pair<'a>>,
    quotes: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    first: &'a str,
    second: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

#[derive(Serialize)]
struct Quote<'a> {
    first: &'a str,
    second: &'a str,
    quotes: Vec<Pair<'a>>,
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
pub(super) fn write(
    out: &mut impl Write,
    articles: &[Article],
    texts: &[SharedText<'_>],
    quotes: &[QuoteLink],
    rejects: RejectCounts,
    newsrooms: &Newsrooms,
) -> io::Result<()> {
    let all = Articles { articles, newsrooms };
    let count = |wanted: fn(&Origin) -> bool| {
        texts.iter().flat_map(|text| &text.origins.articles).filter(|o| wanted(&o.origin)).count()
    };
    let document = Document {
        texts: texts.iter().map(|text| all.text(text)).collect(),
        quotes: quotes.iter().map(|quote| all.quote(quote)).collect(),
        counts: Counts {
            articles: articles.len(),
            copies: count(|o| matches!(o, Origin::CopyOf(_))),
            versions: count(|o| matches!(o, Origin::VersionOf(_))),
            skipped_records: rejects.skipped,
            bad_dates: rejects.bad_dates,
        },
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Names what links and origins number.
struct Articles<'a> {
    articles: &'a [Article],
    newsrooms: &'a Newsrooms,
}

impl<'a> Articles<'a> {
    fn id(&self, id: ArticleId) -> &'a str {
        &self.articles[id.index()].id
    }

    fn text<'t: 'a>(&self, text: &'t SharedText<'_>) -> Text<'a> {
        let delay = |id| text.origins.propagation.iter().find(|s| s.article == id).and_then(|s| s.delay);
        Text {
            written_by: text.origins.origins.iter().map(|o| o.newsroom.as_deref()).collect(),
            independent_origins: text.origins.independent_origins(),
            articles: text.origins.articles.iter().map(|o| self.member(o, delay(o.article))).collect(),
            links: text.links.iter().map(|link| self.link(link)).collect(),
        }
    }

    fn member(&self, origin: &'a ArticleOrigin, delay: Option<i64>) -> Member<'a> {
        let article = &self.articles[origin.article.index()];
        let (name, of) = match origin.origin {
            Origin::Own => ("own", None),
            Origin::Newsroom(_) => ("newsroom", None),
            Origin::CopyOf(of) => ("copy", Some(self.id(of))),
            Origin::VersionOf(of) => ("version", Some(self.id(of))),
            _ => ("unknown", None),
        };
        let credits = origin.evidence.iter().filter_map(|evidence| {
            let OriginEvidence::Credit(credit) = evidence else { return None };
            Some(NamedCredit {
                role: credit.role,
                newsroom: self.newsrooms.get(credit.newsroom).map(|n| n.name.as_str()),
                start: credit.start,
                end: credit.end,
                text: credit.text(&article.body),
            })
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

    fn link(&self, link: &CopyLink) -> Link<'a> {
        let sentence = |s: &samestory::copies::SharedSentence| {
            self.pair(link.first, s.first, link.second, s.second, Some(six_digits(s.share)))
        };
        Link {
            first: self.id(link.first),
            second: self.id(link.second),
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
            sentences: link.overlap.sentences.iter().map(sentence).collect(),
            quotes: self.quotes(link.first, link.second, &link.overlap.quotes),
        }
    }

    fn quote(&self, quote: &QuoteLink) -> Quote<'a> {
        Quote {
            first: self.id(quote.first),
            second: self.id(quote.second),
            quotes: self.quotes(quote.first, quote.second, &quote.overlap.quotes),
        }
    }

    fn quotes(&self, a: ArticleId, b: ArticleId, quotes: &[samestory::copies::SharedQuote]) -> Vec<Pair<'a>> {
        quotes.iter().map(|quote| self.pair(a, quote.first, b, quote.second, None)).collect()
    }

    fn pair(&self, a: ArticleId, first: Span, b: ArticleId, second: Span, share: Option<f64>) -> Pair<'a> {
        let of = |id: ArticleId, span: Span| span.of(&self.articles[id.index()].body);
        Pair { first: of(a, first), second: of(b, second), share }
    }
}
