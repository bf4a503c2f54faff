//! `samestory cluster`.

mod origins;

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};

use samestory::cluster::{BatchClusterer, Ledger};
use samestory::{Article, ArticleId, Clusterer, Config, StoryId};
use samestory_formats::Record;

use crate::args::{ClusterArgs, Format, Mode, Sort};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};
use crate::input::{ArticleReader, Reading};
use samestory_report::Palette;
use samestory_report::stories::{
    Decision, Order, Row, Totals, Writers, stories, write_csv_header, write_csv_row, write_json,
    write_json_line, write_text,
};

/// Articles whose texts are in memory at once, in batch.
const READ_AT_ONCE: usize = 4096;

/// Groups articles into stories.
pub(crate) fn run(args: &ClusterArgs) -> Result<Reading, Failure> {
    if matches!(args.format, Format::Jsonl | Format::Csv) && (args.sort.is_some() || args.min_size.is_some())
    {
        let message = "--sort and --min-size go with text and json: in jsonl and csv every article has its line, \
                       in the order of the input";
        return Err(Failure::Usage(message.to_owned()));
    }
    if args.live && (args.mode == Mode::Batch || LineFormat::of(args.format).is_none()) {
        let message = "--live goes with --mode stream and --format jsonl or csv";
        return Err(Failure::Usage(message.to_owned()));
    }
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_if(Role::Config, args.engine.config.as_deref())
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let config = engine::prepare(&args.engine, &files)?;
    // lines that come while the bar is drawn would tear it apart
    let lines_on_terminal = args.live && args.output.is_none() && io::stdout().is_terminal();
    let console = Console::new(!lines_on_terminal);
    let articles = ArticleReader::open(&args.input, &files, args.live, &console)?;
    let content = if args.format == Format::Text { Content::Text } else { Content::Data };
    let output = match args.live {
        true => files.create_live(Role::Output, content)?,
        false => files.create(Role::Output, content)?,
    };
    match args.mode {
        _ if args.origins => origins::run(args, config, articles, output, &console),
        Mode::Batch => batch(args, &config, articles, output, &console),
        Mode::Stream => stream(args, config, articles, output, &console),
    }
}

fn batch(
    args: &ClusterArgs,
    config: &Config,
    mut articles: ArticleReader<'_>,
    mut output: Output,
    console: &Console,
) -> Result<Reading, Failure> {
    let mut clusterer =
        BatchClusterer::new(config.clone()).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut rows: Vec<Row> = Vec::new();
    let mut pending: Vec<Article> = Vec::new();
    let mut block = next_many(&mut articles, &mut pending)?;
    while !block.is_empty() {
        let read = || clusterer.read(&block);
        let ((), following) = engine::join(read, || next_many(&mut articles, &mut pending));
        rows.extend(block.drain(..).map(|article| Row::new(article, StoryId(0), None)));
        block = following?;
    }
    let reading = articles.finish()?;
    console.working(format!("clustering {} articles", rows.len()));
    let clustering = clusterer.finish();
    for (row, at) in rows.iter_mut().zip(0..) {
        row.story = clustering.story_of(ArticleId(at)).unwrap_or(StoryId(at));
    }
    console.done();
    write_rows(args, &mut output, &rows, &HashMap::new(), reading)?;
    engine::leave(rows);
    output.finish()?;
    Ok(reading)
}

/// The next [`READ_AT_ONCE`] articles, fewer only at the end; `pending` are those that were read already.
fn next_many(articles: &mut ArticleReader<'_>, pending: &mut Vec<Article>) -> Result<Vec<Article>, Failure> {
    let mut is_last = false;
    while pending.len() < READ_AT_ONCE && !is_last {
        let block = articles.next_block()?;
        is_last = block.is_empty();
        pending.extend(block);
    }
    let rest = pending.split_off(pending.len().min(READ_AT_ONCE));
    Ok(std::mem::replace(pending, rest))
}

fn stream(
    args: &ClusterArgs,
    config: Config,
    mut articles: ArticleReader<'_>,
    mut output: Output,
    console: &Console,
) -> Result<Reading, Failure> {
    let mut clusterer = Clusterer::new(config).map_err(|error| Failure::Failed(error.to_string()))?;
    let format = LineFormat::of(args.format).filter(|_| args.live);
    if let Some(format) = format {
        let reading = live(args, format, clusterer, articles, &mut output, console)?;
        output.finish()?;
        return Ok(reading);
    }
    let mut ledger = Ledger::default();
    // the text does not say how each was assigned
    let tells = args.format != Format::Text;
    // the clusterer numbers articles in the order they come
    let mut ids: Vec<String> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    clusterer.insert_blocks(
        || articles.next_block(),
        |article, assignment| {
            let decision = tells.then(|| {
                ids.push(article.id.clone());
                Decision::new(&assignment, &ids)
            });
            ledger.record(&assignment);
            rows.push(Row::new(article, assignment.story, decision));
        },
    )?;
    let reading = articles.finish()?;
    console.done();
    for (row, at) in rows.iter_mut().zip(0..) {
        row.story = ledger.story_of(ArticleId(at)).unwrap_or(row.story);
    }
    write_rows(args, &mut output, &rows, &HashMap::new(), reading)?;
    engine::leave((clusterer, ledger, ids, rows));
    output.finish()?;
    Ok(reading)
}

/// Writes every article when it comes.
fn live(
    args: &ClusterArgs,
    format: LineFormat,
    mut clusterer: Clusterer,
    mut articles: ArticleReader<'_>,
    output: &mut Output,
    console: &Console,
) -> Result<Reading, Failure> {
    let must_flush = output.is_live();
    let mut ids: Vec<String> = Vec::new();
    format.begin(output, args)?;
    while let Some(Record { article, .. }) = articles.next_record()? {
        let assignment = clusterer.insert(&article);
        let mut decision = Decision::new(&assignment, &ids);
        ids.push(article.id.clone());
        decision.tell_changes(&assignment, &ids);
        format.write(output, &Row::new(article, assignment.story, Some(decision)))?;
        if must_flush {
            output.flush()?;
        }
    }
    let reading = articles.finish()?;
    console.done();
    Ok(reading)
}

fn write_rows(
    args: &ClusterArgs,
    output: &mut Output,
    rows: &[Row],
    writers: &HashMap<StoryId, Writers>,
    reading: Reading,
) -> Result<(), Failure> {
    match LineFormat::of(args.format) {
        Some(format) => {
            format.begin(output, args)?;
            for row in rows {
                format.write(output, row)?;
            }
        }
        None => write_stories(args, output, rows, writers, reading)?,
    }
    Ok(())
}

/// The formats that need not know the whole.
#[derive(Debug, Clone, Copy)]
enum LineFormat {
    Json,
    Csv,
}

impl LineFormat {
    fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jsonl => Some(Self::Json),
            Format::Csv => Some(Self::Csv),
            Format::Text | Format::Json => None,
        }
    }

    fn begin(self, output: &mut Output, args: &ClusterArgs) -> io::Result<()> {
        match self {
            Self::Json => Ok(()),
            Self::Csv => write_csv_header(output, args.origins),
        }
    }

    fn write(self, output: &mut Output, row: &Row) -> io::Result<()> {
        match self {
            Self::Json => write_json_line(output, row),
            Self::Csv => write_csv_row(output, row),
        }
    }
}

fn write_stories(
    args: &ClusterArgs,
    output: &mut Output,
    rows: &[Row],
    writers: &HashMap<StoryId, Writers>,
    reading: Reading,
) -> io::Result<()> {
    let order = match args.sort.unwrap_or(Sort::Largest) {
        Sort::Largest => Order::Largest,
        Sort::Newest => Order::Newest,
    };
    let stories = stories(rows, writers, order);
    let totals = Totals::new(&stories, reading.into());
    let min_size = |default: usize| args.min_size.map_or(default, |size| size as usize);
    match args.format {
        Format::Json => write_json(output, &stories, &totals, min_size(1)),
        _ => {
            let palette = Palette::new(output.is_colored());
            write_text(output, &stories, &totals, min_size(2), palette)
        }
    }
}
