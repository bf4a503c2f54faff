//! What a record of any format says about an article, before it is one.

mod assembly;
mod json_object;
mod json_repair;
mod language_names;
mod mapping;
mod synonyms;

pub(crate) use assembly::Assembled;
pub(crate) use json_object::{STANDING_FOR, WRAPPERS, read_object};
pub use mapping::{FieldMap, MapError};
pub(crate) use synonyms::{Field, Synonym};

/// A field whose value is no use. The record goes on without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddField {
    /// The field, by the name that samestory has for it.
    pub field: &'static str,
    /// What is wrong with its value.
    pub reason: String,
}

/// The values of the fields of a record, each the best of those that the record has for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    values: [Option<Ranked>; Field::COUNT],
    odd: Vec<OddField>,
    /// What of a page was given up or is unsure.
    pub(crate) warnings: Vec<String>,
}

/// A value, and how much its name is one for the field: 0 is the best.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ranked {
    rank: u8,
    text: String,
}

impl Fields {
    /// Takes a value for a field, unless it is blank or a better one is known.
    pub(crate) fn put(&mut self, synonym: Synonym, text: impl Into<String>) {
        let (text, mut synonym) = (text.into(), synonym);
        if synonym.field == Field::Source && assembly::is_address(&text) {
            // some write the address of the article there; any name of an outlet is better
            self.set_default(Field::Url, text.as_str());
            synonym.rank = u8::MAX;
        }
        let slot = &mut self.values[synonym.field as usize];
        if !text.trim().is_empty() && slot.as_ref().is_none_or(|known| synonym.rank < known.rank) {
            *slot = Some(Ranked { rank: synonym.rank, text });
        }
    }

    /// Takes the value that a format defines for a field.
    pub(crate) fn set(&mut self, field: Field, text: impl Into<String>) {
        self.put(Synonym { field, rank: 0 }, text);
    }

    /// Takes a value where the format says no better one.
    pub(crate) fn set_default(&mut self, field: Field, text: impl Into<String>) {
        self.put(Synonym { field, rank: u8::MAX }, text);
    }

    /// Notes a value that is no use.
    pub(crate) fn note(&mut self, field: &'static str, reason: impl Into<String>) {
        self.odd.push(OddField { field, reason: reason.into() });
    }

    /// The value of a field.
    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.values[field as usize].as_ref().map(|value| value.text.as_str())
    }

    /// The value of a field, which is then unknown.
    fn take(&mut self, field: Field) -> Option<String> {
        self.values[field as usize].take().map(|value| value.text)
    }
}
