//! Observations of files: JSON lines, or saved pages.

use std::collections::VecDeque;

use samestory::credits::Newsrooms;
use samestory::versions::Observation;

use super::articles::long_text;
use super::page::read_page;
use super::rejected::{InputError, RecordPosition};
use super::source::Source;
use super::steps::{Pages, Step, Steps};
use crate::date_order::DateOrders;
use crate::limits::ReadLimits;
use crate::observation_line::{ObservedLine, read_observation};

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
    pub fn new(sources: impl IntoIterator<Item = Source>, limits: ReadLimits) -> Self {
        let steps = Steps::new(sources, Pages::Any, limits);
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

    fn read_line(&mut self, place: RecordPosition) -> Result<ObservedLine, InputError> {
        let read = read_observation(self.steps.text(), place.line).map_err(|error| {
            let message = error.to_string();
            message.split_once(": ").map_or(message.as_str(), |(_, reason)| reason).to_owned()
        });
        let read = read.and_then(|read| match self.excess(&read.observation) {
            Some(reason) => Err(reason),
            None => Ok(ObservedLine { place, ..read }),
        });
        let mut line = read.map_err(|reason| InputError::from(self.steps.reject_last(place, reason)))?;
        if let Some(date) = line.date {
            self.orders.note(place.source, line.observation.source.as_deref(), date);
        }
        self.settle_time(&mut line);
        Ok(line)
    }

    fn read_page(&mut self, place: RecordPosition) -> Result<(), InputError> {
        let origin = self.steps.origin(place);
        let mut page = read_page(origin.path_or_name(), self.steps.text(), &self.newsrooms)
            .map_err(|error| InputError::Failed(format!("{}: {error}", origin.name)))?;
        for seen in page.seen {
            let warnings = std::mem::take(&mut page.warnings);
            self.of_page.push_back(match self.excess(&seen) {
                None => Ok(ObservedLine { place, observation: seen, bad_time: None, date: None, warnings }),
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
                Ok(Some(Step::Record(place))) => return Some(self.read_line(place)),
                Ok(Some(Step::Page(place))) => {
                    if let Err(error) = self.read_page(place) {
                        return Some(Err(error));
                    }
                }
            }
        }
    }
}
