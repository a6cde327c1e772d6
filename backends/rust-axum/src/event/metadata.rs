//! Metadata: any JSON value, stored as text of limited length.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde::{
    Deserializer, Serializer,
    de::{
        DeserializeSeed, Error, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
    ser::SerializeMap,
};
use serde_json::value::RawValue;

/// The members that are kept of an object over the cap, in this order.
const KEPT: [&str; 9] =
    ["command", "file_path", "query", "pattern", "error", "message", "tool_name", "path", "type"];

/// What is stored as an event's metadata.
#[derive(Debug, PartialEq, Eq)]
pub struct Metadata {
    pub text: Cow<'static, str>,
    /// Whether it was cut or summarised.
    pub truncated: bool,
}

impl Metadata {
    /// That of an event which has none.
    pub const fn none() -> Self {
        Self { text: Cow::Borrowed("{}"), truncated: false }
    }

    fn whole(text: String) -> Self {
        Self { text: Cow::Owned(text), truncated: false }
    }

    fn cut(text: String) -> Self {
        Self { text: Cow::Owned(text), truncated: true }
    }
}

/// Reads any value as metadata; `null` is as if not given.
pub(super) struct MetadataSeed {
    pub max_bytes: usize,
}

impl MetadataSeed {
    fn judge(&self, json: Vec<u8>) -> Result<Metadata, serde_json::Error> {
        let text = String::from_utf8(json).map_err(serde_json::Error::custom)?;
        if text.len() <= self.max_bytes {
            return Ok(Metadata::whole(text));
        }
        summary(&text, self.max_bytes).map(Metadata::cut)
    }
}

impl<'de> DeserializeSeed<'de> for MetadataSeed {
    type Value = Option<Metadata>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for MetadataSeed {
    type Value = Option<Metadata>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        if text.len() <= self.max_bytes {
            return Ok(Some(Metadata::whole(text.to_owned())));
        }
        Ok(Some(Metadata::cut(text[..text.floor_char_boundary(self.max_bytes)].to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Metadata::whole(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Metadata::whole(value.to_string())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Metadata::whole(value.to_string())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        serde_json::to_string(&value).map(Metadata::whole).map(Some).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        let json = compact(SeqAccessDeserializer::new(items)).map_err(A::Error::custom)?;
        self.judge(json).map(Some).map_err(A::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        let json = compact(MapAccessDeserializer::new(members)).map_err(A::Error::custom)?;
        self.judge(json).map(Some).map_err(A::Error::custom)
    }
}

/// The same value as compact JSON, keys in the order received.
fn compact<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<u8>, serde_json::Error> {
    let mut json = Vec::with_capacity(128);
    serde_transcode::transcode(value, &mut serde_json::Serializer::new(&mut json))?;
    Ok(json)
}

/// What stands in for compact JSON that is over the cap, itself no longer than that.
fn summary(json: &str, max_bytes: usize) -> Result<String, serde_json::Error> {
    let head = summary_of(json.len(), &[])?;
    let Ok(members) = serde_json::from_str::<HashMap<Cow<str>, &RawValue>>(json) else {
        return Ok(head); // an array
    };
    let mut bytes = head.len();
    let kept: Vec<_> = KEPT
        .iter()
        .filter_map(|name| members.get(*name).map(|value| (*name, *value)))
        .filter(|(name, value)| {
            let more = name.len() + value.get().len() + r#","":"#.len();
            let fits = bytes + more <= max_bytes;
            bytes += if fits { more } else { 0 };
            fits
        })
        .collect();
    summary_of(json.len(), &kept)
}

fn summary_of(
    original_bytes: usize,
    kept: &[(&str, &RawValue)],
) -> Result<String, serde_json::Error> {
    let mut json = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut json);
    let mut object = serializer.serialize_map(None)?;
    object.serialize_entry("_truncated", &true)?;
    object.serialize_entry("_original_bytes", &original_bytes)?;
    for (name, value) in kept {
        object.serialize_entry(name, value)?;
    }
    object.end()?;
    String::from_utf8(json).map_err(serde_json::Error::custom)
}
