//! What has changed since a time.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use samestory::Change;
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};

/// So many changes are kept.
const KEPT: usize = 100_000;

/// A place in the changes of one stream: behind a change, or before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// Tells the changes of one stream from those of another.
    pub(crate) stream: u64,
    /// The number of the change before it, from 1; 0 before the first.
    pub(crate) number: u64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}", self.stream, self.number)
    }
}

impl FromStr for Cursor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('-').and_then(|(stream, number)| {
            Some(Self { stream: u64::from_str_radix(stream, 16).ok()?, number: number.parse().ok()? })
        });
        parsed.ok_or_else(|| "no cursor: one is given with every answer".to_owned())
    }
}

impl TryFrom<String> for Cursor {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

/// What has changed.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event<'e> {
    /// An article came.
    Assigned {
        article: &'e str,
        story: String,
        outcome: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<&'e str>,
    },
    /// An article went to another story.
    Moved { article: &'e str, from: String, to: String },
    /// A story became a part of another.
    Merged { story: String, into: String },
    /// A story has no live articles any more.
    Ended { story: String },
    /// A correction was given.
    Corrected { correction: usize },
    /// A correction was withdrawn.
    Withdrawn { correction: usize },
}

impl Event<'_> {
    /// What became of stories; none for what is not known yet.
    pub(crate) fn of(change: &Change) -> Option<Event<'_>> {
        match change {
            Change::Merged { from, into } => {
                Some(Event::Merged { story: from.to_string(), into: into.to_string() })
            }
            Change::Moved { article, from, to } => {
                Some(Event::Moved { article, from: from.to_string(), to: to.to_string() })
            }
            _ => None,
        }
    }
}

/// A change, as it is given out.
#[derive(Debug, Clone)]
pub(crate) struct LoggedChange {
    pub(crate) cursor: Cursor,
    /// A JSON object, with the cursor.
    pub(crate) json: Arc<str>,
}

impl Serialize for LoggedChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &serde_json::value::RawValue = serde_json::from_str(&self.json).map_err(S::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// The latest changes, in order.
#[derive(Debug, Default)]
pub(crate) struct ChangeLog {
    stream: u64,
    /// How many changes there have been.
    count: u64,
    kept: VecDeque<Arc<str>>,
}

/// The changes as they are saved.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedLog {
    stream: u64,
    count: u64,
    kept: Vec<String>,
}

#[derive(Serialize)]
struct Line<'e> {
    cursor: Cursor,
    #[serde(flatten)]
    event: &'e Event<'e>,
}

impl ChangeLog {
    /// No changes yet. `stream` is another number for every stream.
    pub(crate) fn new(stream: u64) -> Self {
        Self { stream, ..Self::default() }
    }

    pub(crate) fn push(&mut self, event: &Event<'_>) {
        self.count += 1;
        let line = Line { cursor: self.latest(), event };
        // plain data with texts as keys
        let json = serde_json::to_string(&line).unwrap_or_default();
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(json.into());
    }

    /// Behind the last change.
    pub(crate) fn latest(&self) -> Cursor {
        Cursor { stream: self.stream, number: self.count }
    }

    /// Before the first change that is kept.
    pub(crate) fn first(&self) -> Cursor {
        Cursor { stream: self.stream, number: self.count - self.kept.len() as u64 }
    }

    /// The first changes behind a cursor; none if they are not kept, or it is of another stream.
    pub(crate) fn since(&self, cursor: Cursor, most: usize) -> Option<Vec<LoggedChange>> {
        let first = self.count - self.kept.len() as u64;
        if cursor.stream != self.stream || cursor.number < first || cursor.number > self.count {
            return None;
        }
        let at = (cursor.number - first) as usize;
        let changes = self.kept.range(at..).take(most).zip(cursor.number + 1..);
        let logged = |(json, number): (&Arc<str>, u64)| LoggedChange {
            cursor: Cursor { stream: self.stream, number },
            json: Arc::clone(json),
        };
        Some(changes.map(logged).collect())
    }

    pub(crate) fn saved(&self) -> SavedLog {
        let kept = self.kept.iter().map(|json| json.to_string()).collect();
        SavedLog { stream: self.stream, count: self.count, kept }
    }

    pub(crate) fn restore(saved: SavedLog) -> Result<Self, String> {
        let SavedLog { stream, count, kept } = saved;
        if kept.len() > KEPT || kept.len() as u64 > count {
            return Err("more changes are kept than there were".to_owned());
        }
        Ok(Self { stream, count, kept: kept.into_iter().map(Arc::from).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_to_what_came_after_it() {
        let mut log = ChangeLog::new(0x2a);
        let start = log.latest();
        for correction in 0..5 {
            log.push(&Event::Corrected { correction });
        }
        let all = log.since(start, 100).unwrap();
        assert_eq!(all.len(), 5);
        assert_eq!(&*all[0].json, r#"{"cursor":"2a-1","type":"corrected","correction":0}"#);
        let rest = log.since(all[2].cursor, 1).unwrap();
        assert_eq!(rest[0].cursor, all[3].cursor);
        assert!(log.since(log.latest(), 9).unwrap().is_empty());
        assert_eq!("2a-4".parse(), Ok(all[3].cursor));
        assert!("x".parse::<Cursor>().is_err() && "2a-".parse::<Cursor>().is_err());
    }

    #[test]
    fn a_cursor_of_another_stream_or_time_is_told_apart() {
        let mut log = ChangeLog::new(1);
        log.push(&Event::Ended { story: "s1".to_owned() });
        assert!(log.since(Cursor { stream: 2, number: 0 }, 9).is_none());
        assert!(log.since(Cursor { stream: 1, number: 2 }, 9).is_none());
        for _ in 0..KEPT {
            log.push(&Event::Ended { story: "s1".to_owned() });
        }
        assert!(log.since(Cursor { stream: 1, number: 0 }, 9).is_none());
        let kept = log.since(Cursor { stream: 1, number: 1 }, KEPT).unwrap();
        assert_eq!(kept.len(), KEPT);
        let again = ChangeLog::restore(log.saved()).unwrap();
        assert_eq!(again.latest(), log.latest());
        assert_eq!(again.since(kept[7].cursor, 1).unwrap()[0].json, kept[8].json);
    }
}
