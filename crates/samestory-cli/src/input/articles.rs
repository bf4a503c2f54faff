//! Articles from files.

use std::collections::HashMap;

use samestory::Article;
use samestory_formats::{ArticleFiles, InputError, Record};

use super::mappings::warn_unfound;
use super::reading::Reading;
use super::rejects::Rejects;
use super::sources::sources;
use crate::args::InputArgs;
use crate::console::Console;
use crate::corrections::NamedIds;
use crate::failure::Failure;
use crate::files::{InputFile, Role, RunFiles};

/// Reads articles; what is none is put aside.
pub(crate) struct ArticleReader<'c> {
    articles: ArticleFiles,
    files: Vec<InputFile>,
    rejects: Rejects<'c>,
    /// What corrections name, if all articles of the run are read here.
    corrected: NamedIds,
    max_warnings: usize,
    console: &'c Console,
}

impl<'c> ArticleReader<'c> {
    /// Reads what the command line says; `live` if someone follows what is rejected, and an id that comes again is its article again.
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
        let inputs = files.inputs(Role::Input);
        let articles = ArticleFiles::new(sources(&inputs, console)?, args.options()?.with_repeated_ids(live));
        let rejects = Rejects::open(args, files, live, console)?;
        let corrected = if live { NamedIds::default() } else { NamedIds::read(files)? };
        let max_warnings = args.limits.max_warnings;
        Ok(Self { articles, files: inputs, rejects, corrected, max_warnings, console })
    }

    /// All that are left, and how much was wrong.
    pub(crate) fn read_all(mut self) -> Result<(Vec<Article>, Reading), Failure> {
        let mut records = Vec::new();
        loop {
            let block = self.articles.next_block();
            if block.is_empty() {
                break;
            }
            for read in block {
                records.extend(self.take(read)?);
            }
        }
        // what the last dates say holds for the first too
        records.iter_mut().for_each(|record| self.articles.settle_date(record));
        let articles = records.into_iter().map(|record| record.article).collect();
        Ok((articles, self.finish()?))
    }

    /// The next article.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or bad records are not tolerated and one comes.
    pub(crate) fn next_record(&mut self) -> Result<Option<Record>, Failure> {
        while let Some(read) = self.articles.next() {
            let record = self.take(read)?;
            if record.is_some() {
                return Ok(record);
            }
        }
        Ok(None)
    }

    /// The next articles, hundreds or thousands; none at the end. The numbers of versions that pages say go to `versions`, by id.
    ///
    /// # Errors
    ///
    /// As [`next_record`](Self::next_record).
    pub(crate) fn next_block(
        &mut self,
        versions: &mut HashMap<String, u32>,
    ) -> Result<Vec<Article>, Failure> {
        let mut articles = Vec::new();
        for Record { article, version, .. } in self.next_records()? {
            versions.extend(version.map(|version| (article.id.clone(), version)));
            articles.push(article);
        }
        Ok(articles)
    }

    /// The next records, hundreds or thousands; none at the end.
    ///
    /// # Errors
    ///
    /// As [`next_record`](Self::next_record).
    pub(crate) fn next_records(&mut self) -> Result<Vec<Record>, Failure> {
        let mut records = Vec::new();
        while records.is_empty() {
            let block = self.articles.next_block();
            if block.is_empty() {
                break;
            }
            for read in block {
                records.extend(self.take(read)?);
            }
        }
        Ok(records)
    }

    fn take(&mut self, read: Result<Record, InputError>) -> Result<Option<Record>, Failure> {
        self.say();
        let Some(record) = self.rejects.take(read)? else { return Ok(None) };
        if let Some(error) = &record.bad_date {
            let file = self.files.get(record.source as usize).map_or("", InputFile::name);
            self.rejects.bad_date(file, &record.place(), &format!("field \"published\": {error}"));
        }
        for odd in &record.odd_fields {
            let file = self.files.get(record.source as usize).map_or("", InputFile::name);
            self.rejects.odd_field(file, &record.place(), odd);
        }
        self.rejects.warn_all(&record.warnings);
        self.corrected.remove(&record.article.id);
        Ok(Some(record))
    }

    /// Says what is to be known about files.
    fn say(&mut self) {
        for note in self.articles.take_notes() {
            self.rejects.note(&note);
        }
        self.rejects.left_out(&self.articles.take_left_out());
    }

    /// Sums up what was read and what was wrong.
    ///
    /// # Errors
    ///
    /// If what is rejected cannot be kept.
    pub(crate) fn finish(mut self) -> Result<Reading, Failure> {
        // what is said of the last files is not followed by a record
        self.say();
        let reading = self.rejects.finish()?;
        warn_unfound(&self.articles.unfound_mappings(), self.console);
        self.corrected.warn(self.max_warnings, self.console);
        Ok(reading)
    }
}
