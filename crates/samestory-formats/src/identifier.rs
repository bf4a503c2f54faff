//! Ids as they stand in JSON.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::lenient::Lenient;

/// An id or a label in JSON: a text, or a number taken as text. An integer of any length keeps all its digits, so that two ids never
/// become one. Null and blank texts are none.
///
/// # Examples
///
/// ```
/// use samestory_formats::Identifier;
///
/// let read = |json| serde_json::from_str::<Identifier>(json).map(|id| id.0);
/// assert_eq!(read("123456789012345678901234567891")?.as_deref(), Some("123456789012345678901234567891"));
/// assert_eq!((read("\"a\"")?.as_deref(), read("null")?), (Some("a"), None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Identifier(pub Option<String>);

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if is_integer(raw) {
            return Ok(Self(Some(raw.to_owned())));
        }
        let Lenient(text) = serde_json::from_str(raw).map_err(D::Error::custom)?;
        Ok(Self(text))
    }
}

fn is_integer(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
