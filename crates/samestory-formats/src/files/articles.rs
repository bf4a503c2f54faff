//! Articles of files.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::Path;

use samestory::Article;
use samestory::credits::Newsrooms;
use samestory::versions::Observation;

use super::contents::Pages;
use super::options::ReadOptions;
use super::page::ReadPage;
use super::rejected::{InputError, RecordPosition, Rejected};
use super::source::Source;
use super::steps::{Step, Steps};
use crate::date_order::DateOrders;
use crate::fields::Assembled;
use crate::json_lines::{Gold, Record};
use crate::limits::ReadLimits;
use crate::parallel;
use crate::records::Kind;
use crate::used_ids::UsedIds;

/// Lines that are understood at once: few at first, so that nobody waits for long, then twice as many each time.
const LINES_AT_FIRST: usize = 256;

/// What reads articles and what assigns them each want a cache to themselves: on one thread they take turns seldom.
const MAX_LINES_ON_ONE_THREAD: usize = 4096;

/// Several threads have a cache each, and wait for each other at the first and the last lines.
const MAX_LINES: usize = 1024;

/// So many bytes are enough, however few lines they are.
const BYTES_AT_ONCE: usize = 4 << 20;

/// Reads articles: JSON lines, arrays, and saved pages (.txt, .html, .htm). An id is used once in all sources together: one that
/// comes again among the last 917,504 ids (twice as many at most) is an error. No more of them are kept, however long the input. With
/// [`ReadOptions::with_repeated_ids`] a record whose id comes again is read as any other.
///
/// # Examples
///
/// ```
/// use samestory_formats::{ArticleFiles, ReadLimits, Source};
///
/// let text = "{\"id\": 1, \"title\": \"Mali\"}\n{\"id\": 1, \"title\": \"Again\"}\n";
/// let source = Source::new("news", move || Ok(Box::new(text.as_bytes())));
/// let mut articles = ArticleFiles::new([source], ReadLimits::default());
/// assert_eq!(articles.next().unwrap()?.article.title, "Mali");
/// let error = articles.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "news: line 2: field \"id\": \"1\" was used on line 1 already");
/// # Ok::<(), samestory_formats::InputError>(())
/// ```
#[derive(Debug)]
pub struct ArticleFiles {
    steps: Steps,
    used: UsedIds<RecordPosition>,
    ids_may_repeat: bool,
    /// How many lines are understood at once the next time.
    lines_at_once: usize,
    /// Memory to reuse: the lines that are understood at once.
    block: Vec<u8>,
    /// What the saved page that was read last holds.
    of_page: VecDeque<Result<Record, InputError>>,
    newsrooms: Option<Newsrooms>,
    /// What the dates read so far say of their order.
    orders: DateOrders,
}

impl ArticleFiles {
    /// Reads these sources, in their order.
    pub fn new(sources: impl IntoIterator<Item = Source>, options: impl Into<ReadOptions>) -> Self {
        let options = options.into();
        Self {
            ids_may_repeat: options.ids_may_repeat,
            steps: Steps::new(sources, Pages::ByName, options),
            used: UsedIds::default(),
            lines_at_once: LINES_AT_FIRST,
            block: Vec::new(),
            of_page: VecDeque::new(),
            newsrooms: None,
            orders: DateOrders::default(),
        }
    }

    /// The next records, hundreds or thousands; none at the end. They are read in order, and understood on all threads.
    pub fn next_block(&mut self) -> Vec<Result<Record, InputError>> {
        let mut records: Vec<Result<Record, InputError>> = self.of_page.drain(..).collect();
        let mut text = std::mem::take(&mut self.block);
        while records.is_empty() {
            text.clear();
            let mut places: Vec<(RecordPosition, Range<usize>, Kind)> = Vec::new();
            let mut after = Ok(None);
            while places.len() < self.lines_at_once && text.len() < BYTES_AT_ONCE {
                after = self.steps.advance();
                match &after {
                    Ok(Some(Step::Record(place))) => {
                        let start = text.len();
                        text.extend_from_slice(self.steps.text());
                        places.push((*place, start..text.len(), self.steps.kind().clone()));
                    }
                    _ => break,
                }
            }
            let limits = self.steps.limits();
            let read = parallel::map(&places, |(place, line, kind)| {
                understand(kind, &text[line.clone()], *place, limits)
            });
            for ((place, line, _), read) in places.into_iter().zip(read) {
                match self.accept(place, read) {
                    Ok(accepted) => records.extend(accepted.map(Ok)),
                    Err(reason) => {
                        records.push(Err(self.steps.reject(place, reason, text[line].to_vec()).into()));
                    }
                }
            }
            match after {
                Ok(None) => break,
                Ok(Some(Step::Record(_))) => {}
                Ok(Some(other)) => {
                    records.extend(self.take_other(other));
                    records.extend(self.of_page.drain(..));
                }
                Err(error) => records.push(Err(error)),
            }
        }
        self.block = text;
        records.iter_mut().flatten().for_each(|record| self.settle_date(record));
        let most = if parallel::threads() == 1 { MAX_LINES_ON_ONE_THREAD } else { MAX_LINES };
        self.lines_at_once = (2 * self.lines_at_once).min(most);
        records
    }

    /// The article of a record, if it is one, and its id was not used before or may repeat; else why not.
    fn accept(
        &mut self,
        place: RecordPosition,
        read: Result<Option<Record>, String>,
    ) -> Result<Option<Record>, String> {
        let Some(mut record) = read? else { return Ok(None) };
        if let Some(reason) = long_text(&record.article.title, &record.article.body, &self.steps.limits()) {
            return Err(reason);
        }
        let free = if self.ids_may_repeat { Ok(()) } else { self.used.add(&mut record, place) };
        match free {
            Ok(()) => {
                record.is_numbered = self.steps.origin(place).is_numbered;
                if let Some(date) = record.date {
                    self.orders.note(record.source, record.article.source.as_deref(), date);
                }
                Ok(Some(record))
            }
            Err(first) => Err(used_already(&record.article.id, first, place, &self.steps)),
        }
    }

    /// Tells day and month of a date from each other by all dates that have been read: those of a block and before it, and at the end
    /// those of all files.
    pub fn settle_date(&self, record: &mut Record) {
        if let Some(date) = record.date {
            let source = record.article.source.as_deref();
            record.article.published = Some(self.orders.settle(record.source, source, date));
        }
    }

    /// What is to be said about the files that were begun: under which names their fields were found, if these are others than usual.
    /// Each is given once.
    pub fn take_notes(&mut self) -> Vec<String> {
        self.steps.take_notes()
    }

    /// The mappings of the options, as "FIELD=KEY", whose key no record had so far.
    pub fn unfound_mappings(&self) -> Vec<String> {
        self.steps.unfound_mappings()
    }

    /// Files of a folder that were left out since the last call, as they are in no known format: a sentence for each.
    pub fn take_left_out(&mut self) -> Vec<String> {
        self.steps.take_left_out()
    }

    /// Takes what is no record: a page, or what exceeds a limit.
    fn take_other(&mut self, step: Step) -> Option<Result<Record, InputError>> {
        match step {
            Step::Excess(place, reason) => Some(Err(self.steps.reject_last(place, reason).into())),
            Step::Rest(place, reason) => Some(Err(self.steps.reject_rest(place, reason).into())),
            Step::Page(place) | Step::Record(place) => {
                self.read_page(place).err().map(|rejected| Err(rejected.into()))
            }
        }
    }

    /// Makes articles of a saved page.
    fn read_page(&mut self, place: RecordPosition) -> Result<(), Rejected> {
        let newsrooms = self.newsrooms.get_or_insert_with(Newsrooms::builtin);
        let path = self.steps.origin(place).path_or_name().to_owned();
        let mut page = match self.steps.saved_page(place, newsrooms) {
            Ok(found) => found,
            Err(error) => {
                let reason = format!("field \"{}\": {}", error.field, error.message);
                let place = RecordPosition { line: error.line.into(), ..place };
                return Err(self.steps.reject_last(place, reason));
            }
        };
        for seen in std::mem::take(&mut page.seen) {
            let version = seen.number;
            let warnings = std::mem::take(&mut page.warnings);
            let too_long = long_text(&seen.title, &seen.text, &self.steps.limits());
            let article = too_long.map_or_else(|| article_of(&path, seen, &page), Err);
            let article = article.and_then(|mut article| {
                if version.is_none() {
                    // a page is called as its file is, and other folders have files of that name
                    self.used.add_numbered(&mut article.id, place);
                    return Ok(article);
                }
                if !self.ids_may_repeat {
                    let used = self.used.add_id(&article.id, place);
                    used.map_err(|first| used_already(&article.id, first, place, &self.steps))?;
                }
                Ok(article)
            });
            self.of_page.push_back(match article {
                Ok(article) => {
                    let RecordPosition { source, line } = place;
                    Ok(Record {
                        source,
                        line,
                        article,
                        gold: Gold::default(),
                        version,
                        bad_date: None,
                        date: None,
                        warnings,
                        modified: page.modified,
                        odd_fields: Vec::new(),
                        has_own_id: true,
                        is_numbered: false,
                    })
                }
                Err(reason) => Err(self.steps.reject(place, reason, self.steps.text().to_vec()).into()),
            });
        }
        Ok(())
    }
}

impl Iterator for ArticleFiles {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(read) = self.of_page.pop_front() {
                return Some(read);
            }
            match self.steps.advance() {
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
                Ok(Some(Step::Record(place))) => {
                    let line = self.steps.take_record();
                    let read = understand(self.steps.kind(), &line, place, self.steps.limits());
                    match self.accept(place, read) {
                        Ok(record) => {
                            self.steps.give_back(line);
                            if let Some(mut record) = record {
                                self.settle_date(&mut record);
                                return Some(Ok(record));
                            }
                        }
                        Err(reason) => return Some(Err(self.steps.reject(place, reason, line).into())),
                    }
                }
                Ok(Some(other)) => {
                    if let Some(read) = self.take_other(other) {
                        return Some(read);
                    }
                }
            }
        }
    }
}

/// The article of a record; none if it holds none and is no mistake either.
fn understand(
    kind: &Kind,
    record: &[u8],
    place: RecordPosition,
    limits: ReadLimits,
) -> Result<Option<Record>, String> {
    let Some(fields) = kind.read(record, limits, &mut |_, _| {})? else { return Ok(None) };
    let read = Assembled::new(fields);
    let odd = read.odd_text();
    let record = read.into_record(place.line).map_err(|error| odd.unwrap_or_else(|| error.to_string()))?;
    Ok(Some(Record { source: place.source, ..record }))
}

fn used_already(id: &str, first: RecordPosition, place: RecordPosition, steps: &Steps) -> String {
    let source = match first.source == place.source {
        true => String::new(),
        false => format!(" of {}", steps.origin(first).name),
    };
    format!("field \"id\": \"{id}\" was used on line {}{source} already", first.line)
}

/// Why a text is too long; none if it is not.
pub(super) fn long_text(title: &str, text: &str, limits: &ReadLimits) -> Option<String> {
    let (bytes, limit) = (title.len().saturating_add(text.len()), limits.max_text_bytes);
    (bytes > limit).then(|| format!("title and text have {bytes} bytes, {limit} is the limit"))
}

/// An article of a saved page; versions are told apart by their numbers.
fn article_of(path: &Path, seen: Observation, page: &ReadPage) -> Result<Article, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let id = seen.id.unwrap_or_else(|| match seen.number {
        Some(number) => format!("{name}#{number}"),
        None => name.into_owned(),
    });
    let mut article = Article::builder(id).title(seen.title).body(seen.text);
    if let Some(source) = seen.source {
        article = article.source(source);
    }
    if let Some(url) = seen.url {
        article = article.url(url);
    }
    if let Some(language) = &page.language {
        article = article.language(language);
    }
    if let Some(time) = page.published.or(seen.time) {
        article = article.published(time);
    }
    let mut article = article.build().map_err(|error| error.to_string())?;
    article.author.clone_from(&page.author);
    Ok(article)
}
