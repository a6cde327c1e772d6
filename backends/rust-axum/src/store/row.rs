//! Rows of `events`, to be written out as JSON with all their columns.

use std::rc::Rc;

use rusqlite::{Row, types::ValueRef};
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::event::Event;

/// Every column in table order.
pub(super) const COLUMNS: [&str; 22] = [
    "id",
    "event_id",
    "schema_version",
    "session_id",
    "agent_type",
    "event_type",
    "tool_name",
    "status",
    "tokens_in",
    "tokens_out",
    "branch",
    "project",
    "duration_ms",
    "created_at",
    "client_timestamp",
    "metadata",
    "payload_truncated",
    "model",
    "cost_usd",
    "cache_read_tokens",
    "cache_write_tokens",
    "source",
];

pub(super) const SCHEMA_VERSION: i64 = 1;

/// An event that was just stored.
pub struct StoredEvent<'a> {
    pub id: i64,
    pub event: &'a Event,
    /// The event's own, or inherited from its session.
    pub branch: Option<Rc<str>>,
    /// As above.
    pub project: Option<Rc<str>>,
    pub created_at: &'a str,
}

impl Serialize for StoredEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Columns<'a> {
            id: i64,
            event_id: Option<&'a str>,
            schema_version: i64,
            session_id: &'a str,
            agent_type: &'a str,
            event_type: &'a str,
            tool_name: Option<&'a str>,
            status: &'a str,
            tokens_in: i64,
            tokens_out: i64,
            branch: Option<&'a str>,
            project: Option<&'a str>,
            duration_ms: Option<i64>,
            created_at: &'a str,
            client_timestamp: Option<&'a str>,
            metadata: &'a str,
            payload_truncated: u8,
            model: Option<&'a str>,
            cost_usd: Option<f64>,
            cache_read_tokens: i64,
            cache_write_tokens: i64,
            source: &'a str,
        }
        let event = self.event;
        let columns = Columns {
            id: self.id,
            event_id: event.event_id.as_deref(),
            schema_version: SCHEMA_VERSION,
            session_id: &event.session_id,
            agent_type: &event.agent_type,
            event_type: event.event_type,
            tool_name: event.tool_name.as_deref(),
            status: event.status,
            tokens_in: event.tokens_in,
            tokens_out: event.tokens_out,
            branch: self.branch.as_deref(),
            project: self.project.as_deref(),
            duration_ms: event.duration_ms,
            created_at: self.created_at,
            client_timestamp: event.client_timestamp.as_deref(),
            metadata: &event.metadata.text,
            payload_truncated: event.metadata.truncated.into(),
            model: event.model.as_deref(),
            cost_usd: event.cost_usd,
            cache_read_tokens: event.cache_read_tokens,
            cache_write_tokens: event.cache_write_tokens,
            source: &event.source,
        };
        columns.serialize(serializer)
    }
}

/// A row that was read, [`COLUMNS`] in their order, whoever wrote it.
pub(super) struct ReadRow<'a>(pub &'a Row<'a>);

impl Serialize for ReadRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(COLUMNS.len()))?;
        for (index, name) in COLUMNS.iter().enumerate() {
            match self.0.get_ref(index).map_err(serde::ser::Error::custom)? {
                ValueRef::Null => members.serialize_entry(name, &())?,
                ValueRef::Integer(number) => members.serialize_entry(name, &number)?,
                ValueRef::Real(number) => members.serialize_entry(name, &number)?,
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    members.serialize_entry(name, &String::from_utf8_lossy(bytes))?;
                }
            }
        }
        members.end()
    }
}
