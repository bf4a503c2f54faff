//! How state is written with serde: maps and sets in the order of their keys, and numbers to the bit in every format.

use std::fmt::Display;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// No number of an article or a story is above this in a state that is read: as many are left to go on with.
pub(crate) const MAX_NUMBER: u32 = u32::MAX / 2;

/// A number that comes back to the bit, whatever it is.
///
/// What reads JSON need not round a number as Rust does, and JSON has no infinity: there it is a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exact(pub(crate) f64);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        exact::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        exact::deserialize(deserializer).map(Self)
    }
}

/// Fields that are [`Exact`].
pub(crate) mod exact {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(number)
        } else {
            serializer.serialize_f64(*number)
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(wrong)
        } else {
            f64::deserialize(deserializer)
        }
    }
}

/// Hash maps as pairs, ascending by key.
pub(crate) mod map {
    use std::hash::{BuildHasher, Hash};

    use hashbrown::HashMap;

    use super::*;

    pub(crate) fn serialize<K: Serialize + Ord, V: Serialize, H, S: Serializer>(
        map: &HashMap<K, V, H>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut pairs: Vec<(&K, &V)> = map.iter().collect();
        pairs.sort_unstable_by_key(|&(key, _)| key);
        pairs.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, K, V, H, D>(deserializer: D) -> Result<HashMap<K, V, H>, D::Error>
    where
        K: Deserialize<'de> + Ord + Hash,
        V: Deserialize<'de>,
        H: BuildHasher + Default,
        D: Deserializer<'de>,
    {
        let pairs: Vec<(K, V)> = Vec::deserialize(deserializer)?;
        if !pairs.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(wrong("the keys of a map are out of order"));
        }
        Ok(pairs.into_iter().collect())
    }
}

/// Hash sets as lists, ascending.
pub(crate) mod set {
    use std::hash::{BuildHasher, Hash};

    use hashbrown::HashSet;

    use super::*;

    pub(crate) fn serialize<T: Serialize + Ord, H, S: Serializer>(
        set: &HashSet<T, H>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut items: Vec<&T> = set.iter().collect();
        items.sort_unstable();
        items.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T, H, D>(deserializer: D) -> Result<HashSet<T, H>, D::Error>
    where
        T: Deserialize<'de> + Ord + Hash,
        H: BuildHasher + Default,
        D: Deserializer<'de>,
    {
        let items: Vec<T> = Vec::deserialize(deserializer)?;
        if !items.is_sorted_by(|a, b| a < b) {
            return Err(wrong("the items of a set are out of order"));
        }
        Ok(items.into_iter().collect())
    }
}

/// Lists in which the order means nothing, ascending.
pub(crate) mod unordered {
    use super::*;

    pub(crate) fn serialize<T: Serialize + Ord, S: Serializer>(
        list: &[T],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut items: Vec<&T> = list.iter().collect();
        items.sort_unstable();
        items.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<T>, D::Error> {
        Vec::deserialize(deserializer)
    }
}

/// What is wrong with a state, as an error of the format.
pub(crate) fn wrong<E: serde::de::Error>(what: impl Display) -> E {
    E::custom(format_args!("state: {what}"))
}

/// Says what is wrong unless something holds.
pub(crate) fn ensure(holds: bool, wrong: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(wrong()) }
}
