//! Observations of files: JSON lines, or saved pages.

use std::collections::VecDeque;

use samestory::credits::Newsrooms;
use samestory::versions::Observation;

use super::articles::long_text;
use super::contents::Pages;
use super::options::ReadOptions;
use super::rejected::{InputError, RecordPosition};
use super::source::Source;
use super::steps::{Step, Steps};
use crate::date_order::DateOrders;
use crate::fields::Assembled;
use crate::observation_line::ObservedLine;

/// Reads observations of articles. Any file that holds no records is a saved page.
#[derive(Debug)]
pub struct ObservationFiles {
    steps: Steps,
    newsrooms: Newsrooms,
    /// What the page that was read last holds.
    of_page: VecDeque<Result<ObservedLine, InputError>>,
    /// What the times read so far say of their order.
    orders: DateOrders,
}

impl ObservationFiles {
    /// Reads these sources, in their order.
    pub fn new(sources: impl IntoIterator<Item = Source>, options: impl Into<ReadOptions>) -> Self {
        let steps = Steps::new(sources, Pages::Any, options);
        Self {
            steps,
            newsrooms: Newsrooms::builtin(),
            of_page: VecDeque::new(),
            orders: DateOrders::default(),
        }
    }

    /// Tells day and month of a time from each other by all times that have been read: at the end, those of all files.
    pub fn settle_time(&self, line: &mut ObservedLine) {
        if let Some(date) = line.date {
            let source = line.observation.source.as_deref();
            line.observation.time = Some(self.orders.settle(line.place.source, source, date));
        }
    }

    /// What is to be said about the files that were begun, each once.
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

    fn read_line(&mut self, place: RecordPosition) -> Result<Option<ObservedLine>, InputError> {
        let limits = self.steps.limits();
        let read = self.steps.kind().read(self.steps.text(), limits, &mut |_, _| {});
        let read = read.and_then(|fields| match fields {
            None => Ok(None),
            Some(fields) => {
                let read = Assembled::new(fields);
                let odd = read.odd_text();
                let read =
                    read.into_observed(place).map_err(|error| odd.unwrap_or_else(|| error.to_string()))?;
                self.excess(&read.observation).map_or(Ok(Some(read)), Err)
            }
        });
        let mut read = read.map_err(|reason| InputError::from(self.steps.reject_last(place, reason)))?;
        if let Some(line) = &mut read {
            if let Some(date) = line.date {
                self.orders.note(place.source, line.observation.source.as_deref(), date);
            }
            self.settle_time(line);
        }
        Ok(read)
    }

    fn read_page(&mut self, place: RecordPosition) -> Result<(), InputError> {
        let origin = self.steps.origin(place);
        let mut page = self
            .steps
            .saved_page(place, &self.newsrooms)
            .map_err(|error| InputError::Failed(format!("{}: {error}", origin.name)))?;
        for seen in page.seen {
            let warnings = std::mem::take(&mut page.warnings);
            self.of_page.push_back(match self.excess(&seen) {
                None => Ok(ObservedLine {
                    place,
                    observation: seen,
                    bad_time: None,
                    date: None,
                    warnings,
                    odd_fields: Vec::new(),
                }),
                Some(reason) => Err(self.steps.reject(place, reason, self.steps.text().to_vec()).into()),
            });
        }
        Ok(())
    }

    fn excess(&self, seen: &Observation) -> Option<String> {
        long_text(&seen.title, &seen.text, &self.steps.limits())
    }
}

impl Iterator for ObservationFiles {
    type Item = Result<ObservedLine, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(read) = self.of_page.pop_front() {
                return Some(read);
            }
            match self.steps.advance() {
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
                Ok(Some(Step::Excess(place, reason))) => {
                    return Some(Err(self.steps.reject_last(place, reason).into()));
                }
                Ok(Some(Step::Rest(place, reason))) => {
                    return Some(Err(self.steps.reject_rest(place, reason).into()));
                }
                Ok(Some(Step::Record(place))) => {
                    if let Some(read) = self.read_line(place).transpose() {
                        return Some(read);
                    }
                }
                Ok(Some(Step::Page(place))) => {
                    if let Err(error) = self.read_page(place) {
                        return Some(Err(error));
                    }
                }
            }
        }
    }
}
