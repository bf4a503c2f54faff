//! Which names of a record are which fields.

use std::fmt;

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
    /// Fields that somebody maps, each with the plain name of its key; no synonym counts for these.
    said: Vec<(Field, String)>,
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
        let key = plain(key);
        if key.is_empty() {
            return Err(MapError::NoPair(said.to_owned()));
        }
        self.said.retain(|(known, _)| *known != field);
        self.said.push((field, key));
        Ok(self)
    }

    /// What somebody says that a name stands for.
    pub(crate) fn said(&self, name: &str) -> Option<Synonym> {
        let plain = plain(name);
        let (field, _) = self.said.iter().find(|(_, key)| *key == plain)?;
        Some(Synonym { field: *field, rank: 0 })
    }

    /// What a name stands for; nested names are joined.
    pub(crate) fn lookup(&self, name: &str) -> Option<Synonym> {
        if self.said.is_empty() {
            return known(name).or_else(|| known(&plain(name)));
        }
        let plain = plain(name);
        if let Some(&(field, _)) = self.said.iter().find(|(_, key)| *key == plain) {
            return Some(Synonym { field, rank: 0 });
        }
        known(&plain).filter(|found| self.said.iter().all(|(field, _)| *field != found.field))
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
        assert_eq!(map.lookup("kicker"), Some(Synonym { field: Field::Title, rank: 0 }));
        assert_eq!(map.lookup("title"), None);
        assert!(map.lookup("body").is_some());
        assert_eq!(FieldMap::default().with("x=y").unwrap_err(), MapError::NoField("x=y".to_owned()));
    }
}
