//! The fields of a JSON object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Fields;
use super::json_repair::repaired;
use super::mapping::FieldMap;
use super::synonyms::{Field, Synonym};

/// Objects in objects are looked into so deep for names ("response.article.source.name").
const DEEPEST: usize = 4;

/// Which value of an object stands for it, the best first: "source": {"id": …, "name": …}, "title": {"rendered": …}.
pub(crate) const STANDING_FOR: &[&str] = &[
    "name",
    "value",
    "main",
    "basic",
    "rendered",
    "text",
    "content",
    "title",
    "#text",
    "_",
    "$t",
    "__text",
    "_text",
    "@value",
    "literal",
    "original",
    "label",
    "href",
    "url",
    "@id",
    "id",
    "code",
    "$date",
    "$numberLong",
    "$oid",
];

/// Reads the fields of a JSON object; `seen` is told every name that is used, with its field.
///
/// # Errors
///
/// If it is no JSON object, even after what is known to go wrong is put right.
pub(crate) fn read_object(
    text: &str,
    map: &FieldMap,
    seen: &mut dyn FnMut(Field, &str),
) -> Result<Fields, serde_json::Error> {
    let error = match parse(text, map, seen) {
        Ok(fields) => return Ok(fields),
        Err(error) => error,
    };
    let Some(repaired) = repaired(text) else { return Err(error) };
    let mut fields = parse(&repaired, map, seen).map_err(|_| error)?;
    fields.note("record", "what is no JSON (NaN, half a character, a comma too many) was put right");
    Ok(fields)
}

fn parse(text: &str, map: &FieldMap, seen: &mut dyn FnMut(Field, &str)) -> Result<Fields, serde_json::Error> {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(text);
    ObjectSeed { map, fields: &mut fields, seen, path: "", depth: 0 }.deserialize(&mut json)?;
    json.end()?;
    Ok(fields)
}

/// Reads an object into fields.
struct ObjectSeed<'a> {
    map: &'a FieldMap,
    fields: &'a mut Fields,
    seen: &'a mut dyn FnMut(Field, &str),
    /// The names of the objects that it is in, each with a dot.
    path: &'a str,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { map, fields, seen, path, depth } = self;
        while let Some(key) = members.next_key_seed(KeySeed { map, path })? {
            match key {
                Key::Field(synonym, name) => {
                    let given = if matches!(synonym.field, Field::Title | Field::Text) {
                        members.next_value_seed(ValueSeed { field: synonym.field, depth: 0 })?
                    } else {
                        let raw = members.next_value::<&RawValue>()?;
                        let last = name.rsplit('.').next().unwrap_or_default();
                        let is_wrapper = raw.get().starts_with('{') && WRAPPERS.contains(&last);
                        if is_wrapper && depth < DEEPEST {
                            // the name has its path already
                            let path = format!("{name}.");
                            read_inner(
                                raw.get(),
                                ObjectSeed { map, fields, seen: &mut *seen, path: &path, depth: depth + 1 },
                            )
                            .map_err(A::Error::custom)?;
                            continue;
                        }
                        exact(raw, synonym.field)
                    };
                    match given {
                        Given::Nothing => {}
                        Given::Text(text) => {
                            seen(synonym.field, &name);
                            fields.put(synonym, text);
                        }
                        Given::Odd(reason) => fields.note(synonym.field.name(), reason),
                    }
                }
                Key::Other(name) if depth < DEEPEST => {
                    let raw = members.next_value::<&RawValue>()?.get();
                    if raw.starts_with('{') {
                        let path = format!("{path}{name}.");
                        let inner =
                            ObjectSeed { map, fields, seen: &mut *seen, path: &path, depth: depth + 1 };
                        read_inner(raw, inner).map_err(A::Error::custom)?;
                    }
                }
                Key::Other(_) => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

fn read_inner(raw: &str, seed: ObjectSeed<'_>) -> Result<(), serde_json::Error> {
    seed.deserialize(&mut serde_json::Deserializer::from_str(raw))
}

/// What a member of an object is.
enum Key {
    Field(Synonym, String),
    Other(String),
}

struct KeySeed<'a> {
    map: &'a FieldMap,
    path: &'a str,
}

/// The document of a hit, by search engines.
const HIT: &str = "_source.";

/// Objects that are about the article itself, so that their names count as those of the record.
pub(crate) const WRAPPERS: &[&str] = &[
    "_source",
    "fields",
    "attributes",
    "article",
    "document",
    "doc",
    "data",
    "news",
    "item",
    "meta",
    "metadata",
    "story",
    "post",
    "properties",
    "node",
    "info",
    "record",
    "result",
    "payload",
];

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        if self.path.is_empty() {
            return Ok(match self.map.lookup(name).filter(|_| name != "_source") {
                Some(synonym) => Key::Field(synonym, name.to_owned()),
                None => Key::Other(name.to_owned()),
            });
        }
        let full = format!("{}{name}", self.path);
        // a hit of a search engine is its "_source", which is no outlet: "_source.title" is a title
        let of_hit = self.path.strip_prefix(HIT);
        let joined = || match of_hit {
            None => self.map.lookup(&full),
            Some("") => self.map.said(&full),
            Some(path) => self.map.said(&full).or_else(|| self.map.lookup(&format!("{path}{name}"))),
        };
        let of_wrapper = || {
            let wrappers = self.path.trim_end_matches('.').split('.');
            let found =
                self.map.lookup(name).filter(|_| wrappers.clone().all(|name| WRAPPERS.contains(&name)))?;
            // what the record itself says is better
            Some(Synonym { rank: found.rank + 16, ..found })
        };
        Ok(match joined().or_else(of_wrapper) {
            Some(synonym) => Key::Field(synonym, full),
            None => Key::Other(name.to_owned()),
        })
    }
}

/// A value as it stands in JSON.
enum Given {
    Nothing,
    Text(String),
    Odd(String),
}

/// The value of a field that is no running text: integers keep all their digits.
fn exact(raw: &RawValue, field: Field) -> Given {
    let raw = raw.get();
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Given::Text(raw.to_owned());
    }
    let mut json = serde_json::Deserializer::from_str(raw);
    match (ValueSeed { field, depth: 0 }).deserialize(&mut json) {
        Ok(given) => given,
        Err(error) => Given::Odd(error.to_string()),
    }
}

/// Reads the value of a field.
#[derive(Clone, Copy)]
struct ValueSeed {
    field: Field,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Given;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Given, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or null")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Given, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Given, E> {
        Ok(if text.trim().is_empty() { Given::Nothing } else { Given::Text(text) })
    }

    fn visit_bool<E>(self, value: bool) -> Result<Given, E> {
        Ok(Given::Odd(format!("a text or a number is expected, not {value}")))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Given, E> {
        Ok(Given::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Given, E> {
        Ok(Given::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Given, E> {
        Ok(Given::Text(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Given, E> {
        Ok(Given::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Given, A::Error> {
        if self.depth >= DEEPEST {
            while elements.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Given::Odd("its lists stand too deep in each other".to_owned()));
        }
        let (mut texts, mut odd): (Vec<String>, _) = (Vec::new(), None);
        while let Some(raw) = elements.next_element::<&RawValue>()? {
            let inner = Self { depth: self.depth + 1, ..self };
            let is_object = raw.get().starts_with('{');
            let mut json = serde_json::Deserializer::from_str(raw.get());
            match inner.deserialize(&mut json).map_err(A::Error::custom)? {
                Given::Nothing => {}
                // a text in several forms, not in several parts
                Given::Text(_) if is_object && self.field == Field::Text && !texts.is_empty() => {}
                Given::Text(text) => texts.push(text),
                Given::Odd(reason) => odd = Some(reason),
            }
        }
        Ok(match (self.field, odd) {
            (_, Some(reason)) if texts.is_empty() => Given::Odd(reason),
            _ if texts.is_empty() => Given::Nothing,
            (Field::Text, _) => Given::Text(texts.join("\n\n")),
            (Field::Author, _) => Given::Text(texts.join(", ")),
            _ => Given::Text(texts.swap_remove(0)),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Given, A::Error> {
        let mut best: Option<(usize, String)> = None;
        while let Some(name) = members.next_key::<String>()? {
            let rank = STANDING_FOR.iter().position(|known| *known == name);
            let Some(rank) = rank.filter(|_| self.depth < DEEPEST) else {
                members.next_value::<IgnoredAny>()?;
                continue;
            };
            let inner = Self { depth: self.depth + 1, ..self };
            if let Given::Text(text) = members.next_value_seed(inner)?
                && best.as_ref().is_none_or(|(known, _)| rank < *known)
            {
                best = Some((rank, text));
            }
        }
        Ok(match best {
            Some((_, text)) => Given::Text(text),
            None => Given::Odd("a text, a number or null is expected, not an object".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Fields {
        read_object(text, &FieldMap::default(), &mut |_, _| {}).unwrap()
    }

    #[test]
    fn names_of_others_and_nested_ones_are_understood() {
        let news_api = r#"{"source": {"id": null, "name": "Gazette"}, "author": "Jane Roe", "title": "Dam gives way", "url": "http://x.example/1", "publishedAt": "2024-11-04T08:10:00Z", "content": "The dam gave way. [+120 chars]", "description": "Short"}"#;
        let fields = read(news_api);
        assert_eq!(fields.get(Field::Source), Some("Gazette"));
        assert_eq!(fields.get(Field::Published), Some("2024-11-04T08:10:00Z"));
        assert!(fields.get(Field::Text).unwrap().starts_with("The dam"));
        let hit = r#"{"_index": "news", "_id": "7", "_source": {"headline": "Dam", "maintext": "It gave way.", "authors": ["A", {"name": "B"}], "source_domain": "x.example"}}"#;
        let fields = read(hit);
        assert_eq!((fields.get(Field::Id), fields.get(Field::Title)), (Some("7"), Some("Dam")));
        assert_eq!((fields.get(Field::Author), fields.get(Field::Source)), (Some("A, B"), Some("x.example")));
        let full = r#"{"_id": 7, "_source": {"title": "Dam", "name": "x", "source": {"title": "Gazette"}, "url": "https://x.example/1"}}"#;
        let fields = read(full);
        assert_eq!((fields.get(Field::Title), fields.get(Field::Source)), (Some("Dam"), Some("Gazette")));
        assert_eq!((fields.get(Field::Id), fields.get(Field::Url)), (Some("7"), Some("https://x.example/1")));
        let wrapped = r#"{"data": {"article": {"headline": "Dam", "body": "It gave way.", "publisher": {"name": "Gazette"}}}}"#;
        assert_eq!(read(wrapped).get(Field::Title), Some("Dam"));
        assert_eq!(read(wrapped).get(Field::Source), Some("Gazette"));
        let stored = r#"{"_id": {"$oid": "65f"}, "title": "Dam", "published": {"$date": {"$numberLong": "1741012200000"}}}"#;
        assert_eq!(read(stored).get(Field::Id), Some("65f"));
        assert_eq!(read(stored).get(Field::Published), Some("1741012200000"));
        let nitems = r#"{"headlines": [{"role": "main", "value": "Dam"}], "bodies": [{"value": "One."}, {"value": "<p>One.</p>"}], "title": {"rendered": "T"}}"#;
        assert_eq!(read(nitems).get(Field::Text), Some("One."));
        assert_eq!(read(nitems).get(Field::Title), Some("T"));
    }

    #[test]
    fn one_odd_field_does_not_cost_the_record() {
        let fields = read(r#"{"id": {}, "lang": true, "title": "t", "published": NaN, "text": ["a", "b"]}"#);
        assert_eq!(fields.get(Field::Title), Some("t"));
        assert_eq!(fields.get(Field::Text), Some("a\n\nb"));
        let odd: Vec<&str> = fields.odd.iter().map(|odd| odd.field).collect();
        assert_eq!(odd, ["id", "lang", "record"]);
    }

    #[test]
    fn integers_keep_their_digits() {
        assert_eq!(read(r#"{"id": 123456789012345678901}"#).get(Field::Id), Some("123456789012345678901"));
        assert_eq!(read(r#"{"id": 1.50}"#).get(Field::Id), Some("1.5"));
    }
}
