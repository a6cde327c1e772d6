//! Events: from the bytes of a request to what is stored. Pure functions.

mod metadata;
mod parse;
pub mod timestamp;
mod validate;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use metadata::Metadata;
pub use parse::{BatchBody, parse_batch, parse_event};

/// A valid event, normalised: what is stored of it but for what the database adds.
#[derive(Debug, PartialEq)]
#[expect(clippy::struct_field_names)] // the contract's names
pub struct Event {
    pub event_id: Option<String>,
    pub session_id: String,
    pub agent_type: String,
    pub event_type: &'static str,
    pub tool_name: Option<String>,
    pub status: &'static str,
    pub tokens_in: i64,
    pub tokens_out: i64,
    pub branch: Option<String>,
    pub project: Option<String>,
    pub duration_ms: Option<i64>,
    pub client_timestamp: Option<String>,
    pub metadata: Metadata,
    pub model: Option<String>,
    pub cost_usd: Option<f64>,
    pub cache_read_tokens: i64,
    pub cache_write_tokens: i64,
    pub source: Cow<'static, str>,
}

/// What is wrong with a field.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    pub field: &'static str,
    pub message: &'static str,
}

/// An event, or everything that is wrong with it in the contract's order.
pub type Judged = Result<Event, Vec<FieldError>>;
