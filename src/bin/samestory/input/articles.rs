//! Articles from files.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use samestory::Article;
use samestory::formats::JsonLines;

use super::lines::{Lines, Place};
use super::rejects::{RejectCounts, Rejects};
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;

/// Reads articles; what is none is put aside. An id is used once in all files together.
pub(crate) struct ArticleReader<'c> {
    lines: Lines<'c>,
    rejects: Rejects<'c>,
    first_places: HashMap<String, Place>,
}

impl<'c> ArticleReader<'c> {
    /// Reads what the command line says.
    ///
    /// # Errors
    ///
    /// If a file is not there, or the one for rejects cannot be written.
    pub(crate) fn open(args: &InputArgs, console: &'c Console) -> Result<Self, Failure> {
        if let Some(rejects) = &args.rejects {
            // it is emptied before anything is read
            let rejects = rejects.canonicalize().ok();
            if rejects.is_some() && args.files.iter().any(|file| file.canonicalize().ok() == rejects) {
                return Err(Failure::Usage("--rejects names a file that is to be read".to_owned()));
            }
        }
        let lines = Lines::new(&args.files, console)?;
        let rejects = Rejects::new(args.strict, args.rejects.as_deref(), console)?;
        Ok(Self { lines, rejects, first_places: HashMap::new() })
    }

    /// All that are left, and how much was wrong.
    pub(crate) fn read_all(mut self) -> Result<(Vec<Article>, RejectCounts), Failure> {
        let mut articles = Vec::new();
        while let Some(article) = self.next_article()? {
            articles.push(article);
        }
        Ok((articles, self.finish()))
    }

    /// The next article.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or bad records are not tolerated and one comes.
    pub(crate) fn next_article(&mut self) -> Result<Option<Article>, Failure> {
        while let Some(place) = self.lines.advance()? {
            // line by line, to know the text of bad records and to compare the ids of all files
            let Some(read) = JsonLines::new(self.lines.text()).next() else { continue };
            let file = self.lines.name(place.file);
            let reason = match read {
                Ok(record) => match self.first_places.entry(record.article.id.clone()) {
                    Entry::Vacant(free) => {
                        free.insert(place);
                        if let Some(error) = record.bad_date {
                            self.rejects.bad_date(file, place.line, &error.to_string());
                        }
                        return Ok(Some(record.article));
                    }
                    Entry::Occupied(taken) => used_already(taken.key(), *taken.get(), place, &self.lines),
                },
                Err(error) => {
                    let message = error.to_string();
                    message.strip_prefix("line 1: ").unwrap_or(&message).to_owned()
                }
            };
            self.rejects.skip(file, place.line, &reason, self.lines.text())?;
        }
        Ok(None)
    }

    /// Sums up what was wrong.
    pub(crate) fn finish(self) -> RejectCounts {
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
