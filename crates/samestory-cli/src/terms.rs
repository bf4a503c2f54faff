//! `samestory terms`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use samestory::Article;
use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
use samestory::unstable::terms::{Analysis, Occurrence, Section, analyze_into};
use samestory_formats::Record;
use serde::Serialize;

use crate::args::{InsightFormat, TermsArgs};
use crate::console::Console;
use crate::engine::read_config;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};
use samestory_report::terminal::clean;
use samestory_report::{Palette, shorten};

/// So many places of a term are printed in text; jsonl has all.
const MAX_PLACES: usize = 6;

/// Longer terms are cut in text.
const WIDEST_TERM: usize = 80;

#[derive(Serialize)]
struct ArticleTerms<'a> {
    id: &'a str,
    language: &'static str,
    title: &'a str,
    terms: Vec<Term<'a>>,
}

#[derive(Serialize)]
struct Term<'a> {
    kind: &'static str,
    term: &'a str,
    count: usize,
    places: Vec<PrintedTerm<'a>>,
}

/// A term where it is printed.
#[derive(Serialize)]
struct PrintedTerm<'a> {
    section: &'static str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Shows the terms of articles.
pub(crate) fn run(args: &TermsArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_if(Role::Config, args.config.as_deref())
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, None)
        .check()?;
    let config = read_config(&files)?;
    let analyzer = Analyzer::new(config.analysis)?;
    let console = Console::new(false);
    let mut articles = ArticleReader::open(&args.input, &files, false, &console)?;
    let mut output = files.create(Role::Output, args.format.content())?;
    let palette = Palette::new(output.is_colored());
    let mut lexicon = Lexicon::new();
    let mut analysis = Analysis::new();
    let mut found = false;
    while let Some(Record { article, .. }) = articles.next_record()? {
        if args.id.as_ref().is_some_and(|id| *id != article.id) {
            continue;
        }
        analyze_into(&analyzer, &article, &mut lexicon, &mut analysis);
        let terms = ArticleTerms::new(&article, &analysis, &lexicon);
        match args.format {
            InsightFormat::Text => {
                if found {
                    writeln!(output)?;
                }
                terms.write_text(&mut output, palette)?;
            }
            InsightFormat::Jsonl => {
                serde_json::to_writer(&mut output, &terms).map_err(io::Error::from)?;
                writeln!(output)?;
            }
        }
        found = true;
        if args.id.is_some() {
            break;
        }
    }
    let reading = articles.finish()?;
    output.finish()?;
    match &args.id {
        Some(id) if !found => Err(Failure::Failed(format!("no article has the id \"{id}\""))),
        _ => Ok(reading),
    }
}

impl<'a> ArticleTerms<'a> {
    /// Terms by kind, the most frequent first, then in reading order.
    fn new(article: &'a Article, analysis: &Analysis, lexicon: &'a Lexicon) -> Self {
        let mut by_term: BTreeMap<(Kind, TermId), Vec<&Occurrence>> = BTreeMap::new();
        for occurrence in &analysis.occurrences {
            by_term.entry((occurrence.kind, occurrence.term)).or_default().push(occurrence);
        }
        let mut terms: Vec<_> = by_term.into_iter().collect();
        terms.sort_by_key(|((kind, _), found)| {
            (*kind, std::cmp::Reverse(found.len()), found.first().map(|o| (o.section, o.start, o.end)))
        });
        let terms = terms
            .into_iter()
            .map(|((kind, term), found)| Term {
                kind: kind_name(kind),
                term: lexicon.term(term).unwrap_or_default(),
                count: found.len(),
                places: found.into_iter().map(|o| PrintedTerm::new(o, article)).collect(),
            })
            .collect();
        Self { id: &article.id, language: analysis.language.code(), title: &article.title, terms }
    }

    fn write_text(&self, out: &mut impl Write, palette: Palette) -> io::Result<()> {
        let Palette { headline, quiet, label } = palette;
        writeln!(out, "{headline}{}  {}{headline:#}", clean(self.id), clean(self.title))?;
        writeln!(out, "{quiet}language {}, {} distinct terms{quiet:#}", self.language, self.terms.len())?;
        let names: Vec<_> = self.terms.iter().map(|t| shorten(clean(t.term), WIDEST_TERM)).collect();
        let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(4, 28);
        writeln!(
            out,
            "  {quiet}{:<6}  {:<widest$}  {:>5}  printed (section and bytes){quiet:#}",
            "kind", "term", "count"
        )?;
        for (term, name) in self.terms.iter().zip(&names) {
            write!(out, "  {label}{:<6}{label:#}  {name:<widest$}  {:>5}  ", term.kind, term.count)?;
            let places: Vec<String> = term.places.iter().take(MAX_PLACES).map(PrintedTerm::to_text).collect();
            write!(out, "{}", places.join(", "))?;
            match term.places.len().saturating_sub(MAX_PLACES) {
                0 => writeln!(out)?,
                more => writeln!(out, ", and {more} more")?,
            }
        }
        Ok(())
    }
}

impl<'a> PrintedTerm<'a> {
    fn new(occurrence: &Occurrence, article: &'a Article) -> Self {
        let &Occurrence { section, start, end, .. } = occurrence;
        let whole = if section == Section::Title { &article.title } else { &article.body };
        let text = whole.get(start as usize..end as usize).unwrap_or_default();
        Self { section: section_name(section), start, end, text }
    }

    fn to_text(&self) -> String {
        format!("{} ({} {}-{})", shorten(clean(self.text), WIDEST_TERM), self.section, self.start, self.end)
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Word => "word",
        Kind::Number => "number",
        Kind::Name => "name",
        Kind::NGram => "ngram",
        _ => "other",
    }
}

fn section_name(section: Section) -> &'static str {
    match section {
        Section::Title => "title",
        Section::Lead => "lead",
        _ => "body",
    }
}
