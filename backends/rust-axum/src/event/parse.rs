//! Reads bodies in one pass: strict UTF-8, then RFC 8259, of repeated keys the last.
//!
//! Every value is looked at, ignored ones included, so that the whole body is judged. `serde_json`
//! refuses what is nested deeper than 128 levels, numbers beyond a double's range and escaped lone
//! surrogates.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{
    FieldError, Judged,
    metadata::{Metadata, MetadataSeed},
    validate::{FIELD_NAMES, validate},
};

const MAX_BATCH_ITEMS: usize = 10_000;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a well-formed batch body holds.
#[derive(Debug, PartialEq)]
pub enum BatchBody {
    /// Not of the form `{"events": […]}`.
    NotABatch,
    /// More items than a batch may have.
    TooMany,
    Items(Vec<Judged>),
}

/// The body is no JSON document. Says where, not what: the cause is no concern of a stranger.
#[derive(Debug)]
pub struct Malformed {
    line: usize,
    column: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Malformed JSON at line {}, column {}", self.line, self.column)
    }
}

/// Reads the body of one event.
pub fn parse_event(body: &[u8], max_metadata_bytes: usize) -> Result<Judged, Malformed> {
    parse(body, EventSeed { max_metadata_bytes })
}

/// Reads the body of a batch.
pub fn parse_batch(body: &[u8], max_metadata_bytes: usize) -> Result<BatchBody, Malformed> {
    parse(body, BatchSeed(EventSeed { max_metadata_bytes }))
}

fn parse<'de, S: DeserializeSeed<'de>>(body: &'de [u8], seed: S) -> Result<S::Value, Malformed> {
    let text = std::str::from_utf8(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body))
        .map_err(|_| Malformed { line: 1, column: 1 })?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    seed.deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Malformed { line: error.line(), column: error.column() })
}

/// The value of a field, as far as any rule asks. A number is the nearest double.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Scalar<'de> {
    /// Absent or `null`.
    #[default]
    None,
    Number(f64),
    Text(Cow<'de, str>),
    /// A boolean, an array or an object, none of which any field takes.
    Other,
}

impl<'de> serde::Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Other)
    }

    #[expect(clippy::cast_precision_loss)] // the nearest double is what the contract asks for
    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss)] // as above
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<Scalar>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<Scalar, Scalar>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

/// Visits what is neither of the forms that a visitor is interested in.
macro_rules! visit_other_scalars {
    ($value:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
}

/// Reads any value as an event.
#[derive(Clone, Copy)]
struct EventSeed {
    max_metadata_bytes: usize,
}

impl<'de> DeserializeSeed<'de> for EventSeed {
    type Value = Judged;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Judged, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for EventSeed {
    type Value = Judged;

    visit_other_scalars!(Err(vec![NO_OBJECT]));

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Judged, A::Error> {
        ScalarVisitor.visit_seq(items)?;
        Ok(Err(vec![NO_OBJECT]))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Judged, A::Error> {
        let mut fields: [Scalar; FIELD_NAMES.len()] = Default::default();
        let mut metadata = None;
        while let Some(key) = members.next_key_seed(KeySeed)? {
            match key {
                Key::Field(index) => fields[index] = members.next_value()?,
                Key::Metadata => {
                    metadata = members
                        .next_value_seed(MetadataSeed { max_bytes: self.max_metadata_bytes })?;
                }
                Key::Other => drop(members.next_value::<Scalar>()?),
            }
        }
        Ok(validate(fields, metadata.unwrap_or_else(Metadata::none)))
    }
}

const NO_OBJECT: FieldError = FieldError { field: "body", message: "must be a JSON object" };

enum Key {
    /// Its place in [`FIELD_NAMES`].
    Field(usize),
    Metadata,
    Other,
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        if name == "metadata" {
            return Ok(Key::Metadata);
        }
        Ok(FIELD_NAMES.iter().position(|field| *field == name).map_or(Key::Other, Key::Field))
    }
}

/// Reads any value as the body of a batch.
struct BatchSeed(EventSeed);

impl<'de> DeserializeSeed<'de> for BatchSeed {
    type Value = BatchBody;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<BatchBody, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BatchSeed {
    type Value = BatchBody;

    visit_other_scalars!(BatchBody::NotABatch);

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<BatchBody, A::Error> {
        ScalarVisitor.visit_seq(items)?;
        Ok(BatchBody::NotABatch)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<BatchBody, A::Error> {
        let mut body = BatchBody::NotABatch;
        while let Some(name) = members.next_key::<Cow<str>>()? {
            if name == "events" {
                body = members.next_value_seed(ItemsSeed(self.0))?;
            } else {
                members.next_value::<Scalar>()?;
            }
        }
        Ok(body)
    }
}

/// Reads any value as the items of a batch.
struct ItemsSeed(EventSeed);

impl<'de> DeserializeSeed<'de> for ItemsSeed {
    type Value = BatchBody;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<BatchBody, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ItemsSeed {
    type Value = BatchBody;

    visit_other_scalars!(BatchBody::NotABatch);

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<BatchBody, A::Error> {
        ScalarVisitor.visit_map(members)?;
        Ok(BatchBody::NotABatch)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<BatchBody, A::Error> {
        let mut judged = Vec::new();
        while judged.len() < MAX_BATCH_ITEMS {
            match items.next_element_seed(self.0)? {
                Some(item) => judged.push(item),
                None => return Ok(BatchBody::Items(judged)),
            }
        }
        let mut more = false;
        while items.next_element::<Scalar>()?.is_some() {
            more = true;
        }
        Ok(if more { BatchBody::TooMany } else { BatchBody::Items(judged) })
    }
}
