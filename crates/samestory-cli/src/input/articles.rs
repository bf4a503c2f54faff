//! Articles from files.

use std::collections::VecDeque;
use std::ops::Range;
use std::path::Path;

use foldhash::quality::RandomState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use samestory::Article;
use samestory::credits::Newsrooms;
use samestory::formats::{ReadError, Record, read_record};
use samestory::versions::Observation;

use super::lines::{Lines, Pages, Place, Step};
use super::pages::read_page;
use super::reading::Reading;
use super::rejects::{Rejects, long_text};
use crate::args::InputArgs;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

/// Lines that are understood at once: few at first, so that nobody waits for long, then twice as many each time.
const LINES_AT_FIRST: usize = 256;

/// What reads articles and what assigns them each want a cache to themselves: on one thread they take turns seldom.
const MOST_LINES_ON_ONE_THREAD: usize = 4096;

/// Several threads have a cache each, and wait for each other at the first and the last lines.
const MOST_LINES: usize = 1024;

/// So many bytes are enough, however few lines they are.
const BYTES_AT_ONCE: usize = 4 << 20;

/// Reads articles; what is none is put aside. An id is used once in all files together.
pub(crate) struct ArticleReader<'c> {
    lines: Lines<'c>,
    rejects: Rejects<'c>,
    first_places: HashMap<String, Place, RandomState>,
    /// How many lines are understood at once the next time.
    lines_at_once: usize,
    /// Memory to reuse: the lines that are understood at once.
    block: Vec<u8>,
    /// Articles of the saved page that was read last, with the numbers of versions.
    of_page: VecDeque<(Article, Option<u32>)>,
    version: Option<u32>,
    story: Option<String>,
    newsrooms: Option<Newsrooms>,
}

impl<'c> ArticleReader<'c> {
    /// Reads what the command line says; `live` if someone follows what is rejected.
    ///
    /// # Errors
    ///
    /// If a file is not there, or the one for rejects cannot be written.
    pub(crate) fn open(
        args: &InputArgs,
        files: &RunFiles,
        live: bool,
        console: &'c Console,
    ) -> Result<Self, Failure> {
        let lines = Lines::new(files.inputs(Role::Input), Pages::ByName, &args.limits, console)?;
        let rejects = Rejects::open(args, files, live, console)?;
        Ok(Self {
            lines,
            rejects,
            first_places: HashMap::default(),
            lines_at_once: LINES_AT_FIRST,
            block: Vec::new(),
            of_page: VecDeque::new(),
            version: None,
            story: None,
            newsrooms: None,
        })
    }

    /// All that are left, and how much was wrong.
    pub(crate) fn read_all(mut self) -> Result<(Vec<Article>, Reading), Failure> {
        let mut articles = Vec::new();
        loop {
            let block = self.next_block()?;
            if block.is_empty() {
                return Ok((articles, self.finish()?));
            }
            articles.extend(block);
        }
    }

    /// The next article.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or bad records are not tolerated and one comes.
    pub(crate) fn next_article(&mut self) -> Result<Option<Article>, Failure> {
        loop {
            let next = self.of_page.pop_front();
            self.story = None;
            self.version = next.as_ref().and_then(|(_, version)| *version);
            if let Some((article, _)) = next {
                return Ok(Some(article));
            }
            let place = match self.lines.advance()? {
                None => return Ok(None),
                Some(Step::Record(place)) => place,
                Some(other) => {
                    self.take_other(other)?;
                    continue;
                }
            };
            let line = self.lines.take_text();
            let read = read_record(&line, 1);
            let article = self.accept(place, read, &line)?;
            self.lines.give_back(line);
            if article.is_some() {
                return Ok(article);
            }
        }
    }

    /// The next articles, hundreds or thousands; none at the end. Lines are read in order, and understood on all threads.
    ///
    /// # Errors
    ///
    /// As [`next_article`](Self::next_article).
    pub(crate) fn next_block(&mut self) -> Result<Vec<Article>, Failure> {
        let mut articles = Vec::new();
        let mut text = std::mem::take(&mut self.block);
        while articles.is_empty() {
            text.clear();
            let mut places: Vec<(Place, Range<usize>)> = Vec::new();
            let mut after = Ok(None);
            while places.len() < self.lines_at_once && text.len() < BYTES_AT_ONCE {
                after = self.lines.advance();
                match &after {
                    Ok(Some(Step::Record(place))) => {
                        let start = text.len();
                        text.extend_from_slice(self.lines.text());
                        places.push((*place, start..text.len()));
                    }
                    _ => break,
                }
            }
            let read = engine::map(&places, |(_, line)| read_record(&text[line.clone()], 1));
            for ((place, line), read) in places.into_iter().zip(read) {
                articles.extend(self.accept(place, read, &text[line])?);
            }
            match after? {
                None => break,
                Some(Step::Record(_)) => {}
                Some(other) => {
                    self.take_other(other)?;
                    articles.extend(self.of_page.drain(..).map(|(article, _)| article));
                }
            }
        }
        self.block = text;
        let most = if engine::threads() == 1 { MOST_LINES_ON_ONE_THREAD } else { MOST_LINES };
        self.lines_at_once = (2 * self.lines_at_once).min(most);
        Ok(articles)
    }

    /// The article of a line, if it is one, and its id was not used before.
    fn accept(
        &mut self,
        place: Place,
        read: Result<Record, ReadError>,
        line: &[u8],
    ) -> Result<Option<Article>, Failure> {
        let file = self.lines.name(place.file);
        let limits = self.lines.limits();
        let excess = |record: &Record| long_text(&record.article.title, &record.article.body, &limits);
        let too_long = read.as_ref().ok().and_then(excess);
        let reason = match read {
            Ok(_) if too_long.is_some() => too_long.unwrap_or_default(),
            Ok(record) => match self.first_places.entry(record.article.id.clone()) {
                Entry::Vacant(free) => {
                    free.insert(place);
                    if let Some(error) = record.bad_date {
                        self.rejects.bad_date(file, place.line, &error.to_string());
                    }
                    self.rejects.count_read();
                    self.story = record.gold.story;
                    return Ok(Some(record.article));
                }
                Entry::Occupied(taken) => used_already(taken.key(), *taken.get(), place, &self.lines),
            },
            Err(error) => {
                let message = error.to_string();
                message.strip_prefix("line 1: ").unwrap_or(&message).to_owned()
            }
        };
        self.rejects.skip(file, place.line, &reason, line)?;
        Ok(None)
    }

    /// The number of the version that the last article is, if a page of versions says so.
    pub(crate) fn version(&self) -> Option<u32> {
        self.version
    }

    /// The story that the last article is labelled with.
    pub(crate) fn story(&self) -> Option<&str> {
        self.story.as_deref()
    }

    /// Takes what is no record: a page, or what exceeds a limit.
    fn take_other(&mut self, step: Step) -> Result<(), Failure> {
        match step {
            Step::Excess(place, reason) => {
                self.rejects.skip(self.lines.name(place.file), place.line, &reason, self.lines.text())
            }
            Step::Page(place) | Step::Record(place) => self.read_page(place),
        }
    }

    /// Makes articles of a saved page.
    fn read_page(&mut self, place: Place) -> Result<(), Failure> {
        let newsrooms = self.newsrooms.get_or_insert_with(Newsrooms::builtin);
        let text = String::from_utf8_lossy(self.lines.text());
        let (file, path) = (self.lines.name(place.file), self.lines.path(place.file));
        let found = match read_page(path, &text, newsrooms) {
            Ok(found) => found,
            Err(error) => {
                let reason = format!("field \"{}\": {}", error.field, error.message);
                return self.rejects.skip(file, error.line.into(), &reason, self.lines.text());
            }
        };
        for seen in found {
            let number = seen.number;
            let too_long = long_text(&seen.title, &seen.text, &self.lines.limits());
            match too_long.map_or_else(|| article_of(path, seen), Err) {
                Ok(article) => match self.first_places.entry(article.id.clone()) {
                    Entry::Vacant(free) => {
                        free.insert(place);
                        self.rejects.count_read();
                        self.of_page.push_back((article, number));
                    }
                    Entry::Occupied(taken) => {
                        let reason = used_already(taken.key(), *taken.get(), place, &self.lines);
                        self.rejects.skip(file, place.line, &reason, self.lines.text())?;
                    }
                },
                Err(reason) => self.rejects.skip(file, place.line, &reason, self.lines.text())?,
            }
        }
        Ok(())
    }

    /// Sums up what was read and what was wrong.
    ///
    /// # Errors
    ///
    /// If what is rejected cannot be kept.
    pub(crate) fn finish(self) -> Result<Reading, Failure> {
        self.rejects.finish()
    }
}

fn used_already(id: &str, first: Place, place: Place, lines: &Lines<'_>) -> String {
    let file = match first.file == place.file {
        true => String::new(),
        false => format!(" of {}", lines.name(first.file)),
    };
    format!("field \"id\": \"{id}\" was used on line {}{file} already", first.line)
}

/// An article of a saved page; versions are told apart by their numbers.
fn article_of(path: &Path, seen: Observation) -> Result<Article, String> {
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
    if let Some(time) = seen.time {
        article = article.published(time);
    }
    article.build().map_err(|error| error.to_string())
}
