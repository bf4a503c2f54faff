//! `samestory cluster`.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use samestory::unstable::parallel;
use samestory::{Article, BatchClusterer, Clusterer, Config, Stories, StoryHistory};
use samestory_digest::LanguageLinker;
use samestory_formats::Record;
use samestory_report::Palette;
use samestory_report::stories::{
    CsvWriter, Decision, Linked, Order, Totals, ordered, write_json, write_json_line, write_text,
};

use crate::args::{ClusterArgs, Format, Mode, Sort};
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles, before_signals_end};
use crate::input::{ArticleReader, Reading};
use crate::lines::{LineFormat, Lines};
use crate::state;

/// Articles that are read while those before them are analysed, in batch: as many as the library analyses together.
const READ_AT_ONCE: usize = 4096;

/// Lines that one thread makes at a time.
const LINES_OF_BLOCK: usize = 512;

/// Blocks of lines that are in memory before they are written.
const BLOCKS_AT_ONCE: usize = 32;

/// Groups articles into stories.
pub(crate) fn run(args: &ClusterArgs) -> Result<Reading, Failure> {
    if matches!(args.format, Format::Jsonl | Format::Csv) && (args.sort.is_some() || args.min_size.is_some())
    {
        let message = "--sort and --min-size go with text and json: in jsonl and csv every article has its line, \
                       in the order of the input";
        return Err(Failure::Usage(message.to_owned()));
    }
    if matches!(args.format, Format::Jsonl | Format::Csv) && args.link_languages {
        return Err(Failure::Usage("--link-languages goes with text and json".to_owned()));
    }
    let format = line_format(args.format);
    if args.live && (args.mode == Mode::Batch || format.is_none()) {
        let message = "--live goes with --mode stream and --format jsonl or csv";
        return Err(Failure::Usage(message.to_owned()));
    }
    if args.state.is_some() && !args.live {
        return Err(Failure::Usage("--state goes with --live".to_owned()));
    }
    if args.state.as_ref().is_some_and(|path| path.as_os_str() == "-") {
        return Err(Failure::Usage("--state needs a file of its own, not stdout".to_owned()));
    }
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write_if(Role::State, args.state.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let mut config = engine::prepare(&args.engine, &files)?;
    args.copies.apply(&mut config);
    // before an output of an earlier run is replaced
    let stream = match args.live {
        true => Some((state::load(config.clone(), &files)?, state::create(&files)?)),
        false => None,
    };
    // lines that come while the bar is drawn would tear it apart
    let lines_on_terminal = args.live && args.output.is_none() && io::stdout().is_terminal();
    let console = Console::new(!lines_on_terminal);
    let articles = ArticleReader::open(&args.input, &files, args.live, &console)?;
    let content = if args.format == Format::Text { Content::Text } else { Content::Data };
    let output = match args.live {
        true => files.create_live(Role::Output, content)?,
        false => files.create(Role::Output, content)?,
    };
    let job = Job { args, articles, output, console: &console, roles: config.find_copies };
    match (args.mode, format, stream) {
        (Mode::Batch, ..) => job.batch(config),
        (Mode::Stream, Some(format), Some((stream, state))) => job.live(stream, state, format),
        (Mode::Stream, ..) => job.stream(config),
    }
}

/// A format that need not know the whole.
fn line_format(format: Format) -> Option<LineFormat> {
    match format {
        Format::Jsonl => Some(LineFormat::Json),
        Format::Csv => Some(LineFormat::Csv),
        Format::Text | Format::Json => None,
    }
}

/// What is to be done.
struct Job<'j> {
    args: &'j ClusterArgs,
    articles: ArticleReader<'j>,
    output: Output,
    console: &'j Console,
    /// Whether it is told where each article has its text from.
    roles: bool,
}

/// The numbers of versions that pages say, by id.
type Declared = HashMap<String, u32>;

impl Job<'_> {
    fn batch(mut self, config: Config) -> Result<Reading, Failure> {
        let mut linker = self.linker(&config)?;
        let (mut declared, mut articles) = (Declared::new(), 0);
        let mut pending: Vec<Article> = Vec::new();
        // where it searches for copies first, the library takes articles as they come
        let mut next = || match self.roles {
            true => self.articles.next_block(&mut declared),
            false => next_many(&mut self.articles, &mut pending, &mut declared),
        };
        let (clusterer, block) = engine::join(|| BatchClusterer::new(config), &mut next);
        let (mut clusterer, mut block) = (clusterer?, block?);
        while !block.is_empty() {
            articles += block.len();
            linker.iter_mut().for_each(|linker| linker.read(&block));
            let ((), following) = engine::join(|| clusterer.read(block), &mut next);
            block = following?;
        }
        let reading = self.articles.finish()?;
        self.console.working(format!("clustering {articles} articles"));
        let mut stories = clusterer.finish();
        self.console.done();
        number_versions(&mut stories, &declared);
        write_stories(self.args, &mut self.output, &stories, &[], linker.as_ref(), reading, self.roles)?;
        engine::leave(stories);
        reading.finish(self.output)?;
        Ok(reading)
    }

    fn stream(mut self, config: Config) -> Result<Reading, Failure> {
        let mut linker = self.linker(&config)?;
        let (mut history, mut declared) = (StoryHistory::default(), Declared::new());
        let (clusterer, first) =
            engine::join(|| Clusterer::new(config), || self.articles.next_block(&mut declared));
        let (mut clusterer, mut first) = (clusterer?, Some(first?));
        // the text does not say how each was assigned
        let tells = self.args.format != Format::Text;
        let mut decisions = Vec::new();
        clusterer.insert_blocks(
            || {
                let block = match first.take() {
                    Some(block) => block,
                    None => self.articles.next_block(&mut declared)?,
                };
                linker.iter_mut().for_each(|linker| linker.read(&block));
                Ok::<_, Failure>(block)
            },
            |assignment| {
                decisions.extend(tells.then(|| Decision::new(&assignment)));
                history.record(assignment);
            },
        )?;
        let reading = self.articles.finish()?;
        self.console.done();
        let mut stories = history.into_stories();
        stories.choose_headlines(&clusterer.config().corrections);
        number_versions(&mut stories, &declared);
        write_stories(
            self.args,
            &mut self.output,
            &stories,
            &decisions,
            linker.as_ref(),
            reading,
            self.roles,
        )?;
        engine::leave((clusterer, decisions, stories));
        reading.finish(self.output)?;
        Ok(reading)
    }

    /// What links stories of several languages, if that is asked for.
    fn linker(&self, config: &Config) -> Result<Option<LanguageLinker>, Failure> {
        Ok(self.args.link_languages.then(|| LanguageLinker::new(config)).transpose()?)
    }

    /// Writes every article when it comes, and leaves the stream in its file: also if whoever reads has seen enough, which ends most
    /// streams as a signal does. After a failure the state stays that of before.
    fn live(
        self,
        clusterer: Clusterer,
        state: Option<Output>,
        format: LineFormat,
    ) -> Result<Reading, Failure> {
        let kept = Kept::new(clusterer, state);
        let delivered = self.deliver(&kept, format);
        match &delivered {
            Ok(_) | Err(Failure::BrokenPipe) => Kept::lock(&kept).save()?,
            // a file that is unfinished goes with it
            Err(_) => Kept::lock(&kept).state = None,
        }
        engine::leave(kept);
        delivered
    }

    fn deliver(mut self, kept: &Mutex<Kept>, format: LineFormat) -> Result<Reading, Failure> {
        let is_live = self.output.is_live();
        let mut lines = Lines::new(format, &mut self.output, self.roles);
        while let Some(Record { article, version, .. }) = self.articles.next_record()? {
            // until its line is written, a signal does not end the program
            let mut kept = Kept::lock(kept);
            let mut assignment = kept.clusterer.insert(&article);
            assignment.article.version = version.filter(|_| self.roles);
            let decision = Decision::with_changes(&assignment);
            lines.write(assignment.story, &assignment.article, Some(&decision))?;
            if is_live {
                lines.flush()?;
            }
        }
        let reading = self.articles.finish()?;
        self.console.done();
        lines.finish(reading)?;
        reading.finish(self.output)?;
        Ok(reading)
    }
}

/// A stream, and where it is to be kept.
struct Kept {
    clusterer: Clusterer,
    state: Option<Output>,
}

impl Kept {
    /// A stream that a signal, which ends most streams that wait for more, leaves in its file.
    fn new(clusterer: Clusterer, state: Option<Output>) -> Arc<Mutex<Self>> {
        let has_file = state.is_some();
        let kept = Arc::new(Mutex::new(Self { clusterer, state }));
        if has_file {
            let kept = Arc::clone(&kept);
            before_signals_end(move || {
                let mut locked = Self::lock(&kept);
                if let Err(failure) = locked.save() {
                    failure.report();
                }
                // no article comes after what was saved
                engine::leave(locked);
            });
        }
        kept
    }

    fn lock(kept: &Mutex<Self>) -> MutexGuard<'_, Self> {
        kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the stream into its file, once.
    fn save(&mut self) -> Result<(), Failure> {
        match self.state.take() {
            Some(state) => state::save(&self.clusterer, state),
            None => Ok(()),
        }
    }
}

/// Puts in the numbers of versions that pages say, where there are several.
fn number_versions(stories: &mut Stories, declared: &Declared) {
    if declared.is_empty() {
        return;
    }
    for member in stories.iter_mut().flat_map(|story| &mut story.members) {
        if let (Some(version), Some(&declared)) = (&mut member.version, declared.get(&member.id)) {
            *version = declared;
        }
    }
}

/// The next [`READ_AT_ONCE`] articles, fewer only at the end; `pending` are those that were read already.
fn next_many(
    articles: &mut ArticleReader<'_>,
    pending: &mut Vec<Article>,
    declared: &mut Declared,
) -> Result<Vec<Article>, Failure> {
    let mut is_last = false;
    while pending.len() < READ_AT_ONCE && !is_last {
        let block = articles.next_block(declared)?;
        is_last = block.is_empty();
        pending.extend(block);
    }
    let rest = pending.split_off(pending.len().min(READ_AT_ONCE));
    Ok(std::mem::replace(pending, rest))
}

/// Writes a line for each article, in order of arrival. Lines are made on all cores.
fn write_json_lines(output: &mut Output, stories: &Stories, decisions: &[Decision]) -> io::Result<()> {
    let lines: Vec<_> = stories.members().enumerate().collect();
    let blocks: Vec<_> = lines.chunks(LINES_OF_BLOCK).collect();
    for blocks in blocks.chunks(BLOCKS_AT_ONCE) {
        let written = parallel::map(blocks, |block| -> io::Result<Vec<u8>> {
            let mut lines = Vec::new();
            for &(at, (story, article)) in *block {
                write_json_line(&mut lines, story.id, article, decisions.get(at))?;
            }
            Ok(lines)
        });
        for lines in written {
            output.write_all(&lines?)?;
        }
    }
    output.flush()
}

/// Writes all stories; `decisions` are those of all articles in order of arrival, none in a batch.
fn write_stories(
    args: &ClusterArgs,
    output: &mut Output,
    stories: &Stories,
    decisions: &[Decision],
    linker: Option<&LanguageLinker>,
    reading: Reading,
    roles: bool,
) -> io::Result<()> {
    match args.format {
        Format::Jsonl => return write_json_lines(output, stories, decisions),
        Format::Csv => {
            let mut rows = CsvWriter::new(output, roles);
            stories.members().try_for_each(|(story, article)| rows.write_row(story.id, article))?;
            return rows.flush();
        }
        Format::Text | Format::Json => {}
    }
    let order = match args.sort.unwrap_or(Sort::Largest) {
        Sort::Largest => Order::Largest,
        Sort::Newest => Order::Newest,
    };
    let mut rows = ordered(stories, decisions, order);
    let links = linker.map(|linker| linker.links(stories)).unwrap_or_default();
    Linked::tell(&mut rows, stories, &links);
    let totals = Totals::new(&rows, reading.into());
    let min_size = |default: usize| args.min_size.map_or(default, |size| size as usize);
    match args.format {
        Format::Json => write_json(output, &rows, &totals, min_size(1)),
        _ => {
            let palette = Palette::new(output.is_colored());
            write_text(output, &rows, &totals, min_size(2), palette)
        }
    }
}
