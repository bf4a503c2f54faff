//! Objects of one kind, one a record.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::contents::Pages;
use super::rejected::{InputError, RecordPosition};
use super::source::Source;
use super::steps::{Step, Steps};
use crate::limits::ReadLimits;

/// Reads objects of files: JSON lines, or arrays.
///
/// # Examples
///
/// ```
/// use samestory_formats::{LabelledPair, ObjectFiles, ReadLimits, Source};
///
/// let text = &br#"{"a": "ap-1", "b": 7, "same": true}"#[..];
/// let source = Source::new("pairs", move || Ok(Box::new(text)));
/// let second = |pair: LabelledPair, _| pair.b.0.ok_or("\"b\" is missing".to_owned());
/// let mut pairs = ObjectFiles::new([source], ReadLimits::default(), "pair", second);
/// assert_eq!(pairs.next().unwrap()?, "7");
/// assert!(pairs.next().is_none());
/// # Ok::<(), samestory_formats::InputError>(())
/// ```
pub struct ObjectFiles<T, F> {
    steps: Steps,
    kind: &'static str,
    accept: F,
    objects: PhantomData<fn() -> T>,
}

impl<T, F> ObjectFiles<T, F> {
    /// Reads objects of these sources. `kind` says in messages what they are; `accept` makes of an object what the iterator gives,
    /// or says why it is rejected.
    pub fn new<U>(
        sources: impl IntoIterator<Item = Source>,
        limits: ReadLimits,
        kind: &'static str,
        accept: F,
    ) -> Self
    where
        F: FnMut(T, RecordPosition) -> Result<U, String>,
    {
        Self { steps: Steps::new(sources, Pages::None, limits), kind, accept, objects: PhantomData }
    }
}

impl<T: DeserializeOwned, U, F: FnMut(T, RecordPosition) -> Result<U, String>> Iterator
    for ObjectFiles<T, F>
{
    type Item = Result<U, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (place, read) = match self.steps.advance() {
            Ok(None) => return None,
            Err(error) => return Some(Err(error)),
            Ok(Some(Step::Excess(place, reason))) => (place, Err(reason)),
            Ok(Some(Step::Rest(place, reason))) => {
                return Some(Err(self.steps.reject_rest(place, reason).into()));
            }
            Ok(Some(Step::Record(place) | Step::Page(place))) => {
                let read = parse(self.steps.text(), self.kind);
                (place, read.and_then(|object| (self.accept)(object, place)))
            }
        };
        Some(read.map_err(|reason| self.steps.reject_last(place, reason).into()))
    }
}

impl<T, F> fmt::Debug for ObjectFiles<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectFiles").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Reads an object of a kind; else says what is wrong, and at which column.
fn parse<T: DeserializeOwned>(text: &[u8], kind: &str) -> Result<T, String> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if !text.trim_ascii_start().starts_with(b"{") {
        return Err("no JSON object: it does not begin with {".to_owned());
    }
    serde_json::from_slice(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        format!("no {kind} in JSON: {message} (column {})", error.column())
    })
}
