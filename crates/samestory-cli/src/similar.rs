//! `samestory similar`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use samestory::unstable::cluster::{Candidate, similar_to};
use samestory::{Article, ArticleId, PairModel, Published};
use serde::Serialize;

use crate::args::{InsightFormat, SimilarArgs};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};
use crate::input::{ArticleReader, Reading};
use samestory_report::terminal::clean;
use samestory_report::{Palette, minutes};

/// Contributions on one line of text.
const PER_LINE: usize = 3;

/// Contributions below this would be printed as 0.00.
const MIN_SHOWN: f64 = 0.005;

/// An article similar to the one asked for.
#[derive(Serialize)]
struct Similar<'a> {
    id: &'a str,
    score: f64,
    logit: f64,
    bias: f64,
    source: Option<&'a str>,
    published: Option<Published>,
    title: &'a str,
    features: BTreeMap<&'static str, Part>,
}

/// What a feature does to the logit.
#[derive(Serialize, Clone, Copy)]
struct Part {
    value: f32,
    weight: f64,
    contribution: f64,
}

/// Shows the articles most similar to one.
pub(crate) fn run(args: &SimilarArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, None)
        .check()?;
    let config = engine::prepare(&args.engine, &files)?;
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    let at = articles.iter().position(|article| article.id == args.id);
    let at = at.ok_or_else(|| Failure::Failed(format!("no article has the id \"{}\"", args.id)))?;
    console.working(format!("comparing {} articles", articles.len()));
    let asked = ArticleId(u32::try_from(at).map_err(|error| Failure::Failed(error.to_string()))?);
    let pairs = similar_to(&articles, asked, &config)?;
    console.done();

    let other = |pair: &Candidate| if pair.a == asked { pair.b } else { pair.a };
    let similar: Vec<Similar<'_>> = pairs
        .iter()
        .take(args.top)
        .map(|pair| Similar::new(&articles[other(pair).index()], pair, &config.model))
        .collect();

    let mut output = files.create(Role::Output, args.format.content())?;
    match args.format {
        InsightFormat::Text => {
            let palette = Palette::new(output.is_colored());
            write_text(&mut output, &articles[at], &similar, palette)?;
            if similar.is_empty() {
                writeln!(output, "\nNo other article has enough words in common with it.")?;
            } else if pairs.len() > similar.len() {
                writeln!(output, "\n{} more are less similar.", pairs.len() - similar.len())?;
            }
        }
        InsightFormat::Jsonl => {
            for similar in &similar {
                serde_json::to_writer(&mut output, similar).map_err(io::Error::from)?;
                writeln!(output)?;
            }
        }
    }
    output.finish()?;
    Ok(reading)
}

impl<'a> Similar<'a> {
    fn new(article: &'a Article, pair: &Candidate, model: &PairModel) -> Self {
        let part = |feature, contribution| Part {
            value: pair.features.get(feature),
            weight: model.weight(feature),
            contribution,
        };
        let weighed =
            model.contributions(&pair.features).filter(|&(feature, _)| model.weight(feature) != 0.0);
        Self {
            id: &article.id,
            score: pair.score(),
            logit: pair.logit,
            bias: model.bias,
            source: article.source.as_deref(),
            published: article.published,
            title: &article.title,
            features: weighed.map(|(f, c)| (f.name(), part(f, c))).collect(),
        }
    }

    /// What moved the score, the strongest first; features that did next to nothing are left out.
    fn strongest(&self) -> Vec<(&'static str, Part)> {
        let mut parts: Vec<_> = self
            .features
            .iter()
            .map(|(&name, &part)| (name, part))
            .filter(|(_, p)| p.contribution.abs() >= MIN_SHOWN)
            .collect();
        parts.sort_by(|(_, a), (_, b)| b.contribution.abs().total_cmp(&a.contribution.abs()));
        parts
    }
}

fn write_text(
    out: &mut impl Write,
    article: &Article,
    similar: &[Similar<'_>],
    palette: Palette,
) -> io::Result<()> {
    let Palette { headline, quiet, label } = palette;
    let facts = |source: Option<&str>, published: Option<Published>, id: &str| {
        let published = minutes(published);
        let parts = [published.trim_end().into(), clean(source.unwrap_or_default()), clean(id)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    writeln!(out, "{headline}{}{headline:#}", clean(&article.title))?;
    writeln!(out, "{quiet}{}{quiet:#}", facts(article.source.as_deref(), article.published, &article.id))?;
    for found in similar {
        writeln!(out, "\n{label}{:.4}{label:#}  {headline}{}{headline:#}", found.score, clean(found.title))?;
        writeln!(out, "        {quiet}{}{quiet:#}", facts(found.source, found.published, found.id))?;
        writeln!(out, "        logit {:+.2} = bias {:+.2}", found.logit, found.bias)?;
        for line in found.strongest().chunks(PER_LINE) {
            let cells = line.iter().map(|(name, part)| {
                format!("{:<33}", format!("{:+.2} {name} ({:.3})", part.contribution, part.value))
            });
            writeln!(out, "          {}", cells.collect::<String>().trim_end())?;
        }
    }
    Ok(())
}
