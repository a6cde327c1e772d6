//! Judges the fields of an event by the contract's messages and makes the event of them.

use std::borrow::Cow;

use super::{Event, FieldError, Judged, Metadata, parse::Scalar, timestamp};

/// The fields in the order in which their errors are told.
pub(super) const FIELD_NAMES: [&str; 17] = [
    "session_id",
    "agent_type",
    "event_type",
    "status",
    "event_id",
    "tool_name",
    "branch",
    "project",
    "model",
    "duration_ms",
    "tokens_in",
    "tokens_out",
    "cache_read_tokens",
    "cache_write_tokens",
    "cost_usd",
    "client_timestamp",
    "source",
];

const EVENT_TYPES: [&str; 11] = [
    "tool_use",
    "session_start",
    "session_end",
    "error",
    "llm_request",
    "llm_response",
    "response",
    "file_change",
    "git_commit",
    "plan_step",
    "user_prompt",
];
const STATUSES: [&str; 3] = ["success", "error", "timeout"];

const NO_STRING: &str = "must be a string";
const NO_STRING_WHEN_PROVIDED: &str = "must be a string when provided";
const EMPTY: &str = "must be a non-empty string";
const UNKNOWN_EVENT_TYPE: &str = "must be one of: tool_use, session_start, session_end, error, \
    llm_request, llm_response, response, file_change, git_commit, plan_step, user_prompt";
const UNKNOWN_STATUS: &str = "must be one of: success, error, timeout";
const BAD_TIMESTAMP: &str = "must be a valid timestamp";
const TOO_LONG: &str = "must be at most 4096 bytes";
const BAD_INTEGER: &str = "must be a non-negative integer when provided";
const BAD_COST: &str = "must be a non-negative number when provided";

const MAX_TEXT_BYTES: usize = 4096;
const MAX_INTEGER: f64 = 9_007_199_254_740_991.0; // 2^53 - 1
const MAX_COST: f64 = 1e9;

/// Makes an event of the values of [`FIELD_NAMES`], or tells everything that is wrong with them.
pub(super) fn validate(values: [Scalar; FIELD_NAMES.len()], metadata: Metadata) -> Judged {
    let mut fields = Fields { values: FIELD_NAMES.iter().zip(values), errors: Vec::new() };
    // In the order of the names: each of these takes the next field.
    let session_id = fields.next(required_text);
    let agent_type = fields.next(required_text);
    let event_type = fields.next(event_type);
    let status = fields.next(status);
    let event_id = fields.next(optional_text);
    let tool_name = fields.next(optional_text);
    let branch = fields.next(optional_text);
    let project = fields.next(optional_text);
    let model = fields.next(optional_text);
    let duration_ms = fields.next(integer);
    let tokens_in = fields.next(integer);
    let tokens_out = fields.next(integer);
    let cache_read_tokens = fields.next(integer);
    let cache_write_tokens = fields.next(integer);
    let cost_usd = fields.next(cost);
    let client_timestamp = fields.next(client_timestamp);
    let source = fields.next(optional_text);
    if !fields.errors.is_empty() {
        return Err(fields.errors);
    }
    let default_status = if event_type == "error" { "error" } else { "success" };
    Ok(Event {
        event_id,
        session_id,
        agent_type,
        event_type,
        tool_name,
        status: status.unwrap_or(default_status),
        tokens_in: tokens_in.unwrap_or(0),
        tokens_out: tokens_out.unwrap_or(0),
        branch,
        project,
        duration_ms,
        client_timestamp,
        metadata,
        model,
        cost_usd,
        cache_read_tokens: cache_read_tokens.unwrap_or(0),
        cache_write_tokens: cache_write_tokens.unwrap_or(0),
        source: source.map_or(Cow::Borrowed("api"), Cow::Owned),
    })
}

/// The fields that are still to be judged, and the errors of those that were.
struct Fields<I> {
    values: I,
    errors: Vec<FieldError>,
}

impl<'de, I: Iterator<Item = (&'static &'static str, Scalar<'de>)>> Fields<I> {
    /// The next field's value by the given rule; after an error a stand-in that nobody will see.
    fn next<T: Default>(&mut self, rule: fn(Scalar<'de>) -> Result<T, &'static str>) -> T {
        let Some((field, value)) = self.values.next() else {
            return T::default();
        };
        rule(value).unwrap_or_else(|message| {
            self.errors.push(FieldError { field, message });
            T::default()
        })
    }
}

fn required_text(value: Scalar) -> Result<String, &'static str> {
    let Scalar::Text(text) = value else {
        return Err(NO_STRING);
    };
    match trim(&text) {
        "" => Err(EMPTY),
        trimmed if trimmed.len() > MAX_TEXT_BYTES => Err(TOO_LONG),
        trimmed => Ok(trimmed.to_owned()),
    }
}

fn optional_text(value: Scalar) -> Result<Option<String>, &'static str> {
    let Some(text) = provided_text(value)? else {
        return Ok(None);
    };
    match trim(&text) {
        "" => Ok(None),
        trimmed if trimmed.len() > MAX_TEXT_BYTES => Err(TOO_LONG),
        trimmed => Ok(Some(trimmed.to_owned())),
    }
}

fn event_type(value: Scalar) -> Result<&'static str, &'static str> {
    let Scalar::Text(text) = value else {
        return Err(NO_STRING);
    };
    match trim(&text) {
        "" => Err(EMPTY),
        trimmed => listed(trimmed, &EVENT_TYPES).ok_or(UNKNOWN_EVENT_TYPE),
    }
}

fn status(value: Scalar) -> Result<Option<&'static str>, &'static str> {
    provided_text(value)?.map(|text| listed(&text, &STATUSES).ok_or(UNKNOWN_STATUS)).transpose()
}

fn client_timestamp(value: Scalar) -> Result<Option<String>, &'static str> {
    provided_text(value)?
        .map(|text| timestamp::to_stored_client_form(&text).ok_or(BAD_TIMESTAMP))
        .transpose()
}

#[expect(clippy::cast_possible_truncation)] // a whole number within the range of both
#[expect(clippy::needless_pass_by_value)] // one of the rules of `Fields::next`
fn integer(value: Scalar) -> Result<Option<i64>, &'static str> {
    match value {
        Scalar::None => Ok(None),
        Scalar::Number(number)
            if number.fract() == 0.0 && (0.0..=MAX_INTEGER).contains(&number) =>
        {
            Ok(Some(number as i64))
        }
        _ => Err(BAD_INTEGER),
    }
}

#[expect(clippy::needless_pass_by_value)] // as above
fn cost(value: Scalar) -> Result<Option<f64>, &'static str> {
    match value {
        Scalar::None => Ok(None),
        // The sum turns -0 into 0.
        Scalar::Number(number) if (0.0..=MAX_COST).contains(&number) => Ok(Some(number + 0.0)),
        _ => Err(BAD_COST),
    }
}

fn provided_text(value: Scalar<'_>) -> Result<Option<Cow<'_, str>>, &'static str> {
    match value {
        Scalar::None => Ok(None),
        Scalar::Text(text) => Ok(Some(text)),
        Scalar::Number(_) | Scalar::Other => Err(NO_STRING_WHEN_PROVIDED),
    }
}

fn listed(text: &str, list: &[&'static str]) -> Option<&'static str> {
    list.iter().copied().find(|word| *word == text)
}

/// Removes what JavaScript's `trim` removes, which is neither ASCII's nor Rust's white space.
fn trim(text: &str) -> &str {
    text.trim_matches(|c| {
        matches!(c,
            '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}'
            | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
    })
}
