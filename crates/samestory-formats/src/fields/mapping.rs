//! Which names of a record are which fields.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::synonyms::{Field, Synonym, known, plain};

/// Which names of records are which fields of articles: by the usual synonyms, or as somebody says.
///
/// # Examples
///
/// ```
/// use samestory_formats::FieldMap;
///
/// let map = FieldMap::default().with("title=data.kicker")?;
/// assert!(FieldMap::default().with("headline").is_err());
/// # Ok::<(), samestory_formats::MapError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct FieldMap {
    /// Fields that somebody maps; no synonym counts for these.
    said: Vec<Mapping>,
}

/// A field and the one key that it is read from.
#[derive(Debug, Clone)]
struct Mapping {
    field: Field,
    /// The key as somebody says it, and its plain name.
    key: String,
    plain: String,
    /// Whether a record had the key; records are read on all threads.
    is_found: Arc<AtomicBool>,
}

impl FieldMap {
    /// Takes "FIELD=KEY": the field is read from this key, nested keys parted by dots, and from no other.
    ///
    /// # Errors
    ///
    /// If there is no "=", no such field or no key.
    pub fn with(mut self, said: &str) -> Result<Self, MapError> {
        let (field, key) = said.split_once('=').ok_or_else(|| MapError::NoPair(said.to_owned()))?;
        let named = |known: &&Field| known.name().eq_ignore_ascii_case(field.trim());
        let field = Field::ALL.iter().find(named).copied();
        let field = field.ok_or_else(|| MapError::NoField(said.to_owned()))?;
        let (key, plain) = (key.trim().to_owned(), plain(key));
        if plain.is_empty() {
            return Err(MapError::NoPair(said.to_owned()));
        }
        self.said.retain(|known| known.field != field);
        self.said.push(Mapping { field, key, plain, is_found: Arc::default() });
        Ok(self)
    }

    /// The mappings, as "FIELD=KEY", whose key none of the records had that were read with this map or a clone of it.
    pub fn unfound(&self) -> Vec<String> {
        let unfound = self.said.iter().filter(|mapping| !mapping.is_found.load(Ordering::Relaxed));
        unfound.map(|Mapping { field, key, .. }| format!("{}={key}", field.name())).collect()
    }

    /// What somebody says that a name stands for.
    pub(crate) fn said(&self, name: &str) -> Option<Synonym> {
        self.said_plain(&plain(name))
    }

    fn said_plain(&self, plain: &str) -> Option<Synonym> {
        let Mapping { field, is_found, .. } = self.said.iter().find(|mapping| mapping.plain == plain)?;
        // threads do not wait for each other to write what is known
        if !is_found.load(Ordering::Relaxed) {
            is_found.store(true, Ordering::Relaxed);
        }
        Some(Synonym { field: *field, rank: 0 })
    }

    /// What a name stands for; nested names are joined.
    pub(crate) fn lookup(&self, name: &str) -> Option<Synonym> {
        if self.said.is_empty() {
            return known(name).or_else(|| known(&plain(name)));
        }
        let plain = plain(name);
        self.said_plain(&plain).or_else(|| {
            known(&plain).filter(|found| self.said.iter().all(|mapping| mapping.field != found.field))
        })
    }
}

/// What is wrong with a mapping.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapError {
    /// It is no field and key.
    NoPair(String),
    /// There is no such field.
    NoField(String),
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPair(found) => write!(f, "\"{found}\": FIELD=KEY is expected, as in title=headline"),
            Self::NoField(found) => {
                let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
                write!(f, "\"{found}\": the field is one of {}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for MapError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_counts_alone() {
        let map = FieldMap::default().with("title=Kicker").unwrap();
        assert_eq!(map.unfound(), ["title=Kicker"]);
        assert_eq!(map.lookup("kicker"), Some(Synonym { field: Field::Title, rank: 0 }));
        assert!(map.unfound().is_empty());
        assert_eq!(map.lookup("title"), None);
        assert!(map.lookup("body").is_some());
        assert_eq!(FieldMap::default().with("x=y").unwrap_err(), MapError::NoField("x=y".to_owned()));
    }
}
