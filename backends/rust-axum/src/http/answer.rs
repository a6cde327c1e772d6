//! Answers as JSON.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    event::FieldError,
    store::{Fault, WriteError},
};

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// A value as an answer's body.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => (status, [(header::CONTENT_TYPE, JSON)], body).into_response(),
        Err(error) => {
            eprintln!("cannot write an answer: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A request that is not served.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: String,
    /// Whether the same request may be sent again in a second.
    retry: bool,
    more: More,
}

/// Members beside `error`.
#[derive(Debug, Default, Serialize)]
struct More {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<FieldError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_clients: Option<usize>,
}

impl Refusal {
    pub fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self { status, error: error.into(), retry: false, more: More::default() }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found")
    }

    pub fn bad_request(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    pub fn invalid_event(details: Vec<FieldError>) -> Self {
        let more = More { details, ..More::default() };
        Self { more, ..Self::bad_request("Invalid event payload") }
    }

    pub fn too_large(error: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, error)
    }

    pub fn unavailable(error: &str) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error)
    }

    pub fn busy(error: &str) -> Self {
        Self { retry: true, ..Self::unavailable(error) }
    }

    pub fn too_many_subscribers(max_clients: usize) -> Self {
        let more = More { max_clients: Some(max_clients), ..More::default() };
        Self { more, ..Self::unavailable("SSE client limit reached") }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::DiskFull => Self::new(StatusCode::INSUFFICIENT_STORAGE, "The disk is full"),
            Fault::Timeout => Self::unavailable("The database took too long"),
            Fault::Unavailable => Self::unavailable("The database is unavailable"),
        }
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::QueueFull => Self::busy("The writer's queue is full, try again"),
            WriteError::Fault(fault) => fault.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Body {
            error: String,
            #[serde(flatten)]
            more: More,
        }
        let mut response = json(self.status, &Body { error: self.error, more: self.more });
        if self.retry {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// The answer to `OPTIONS`.
pub(super) fn allowed_methods(allow: &'static str) -> Response {
    (StatusCode::NO_CONTENT, [(header::ALLOW, allow)]).into_response()
}

/// The answer to a method that a path does not have.
pub(super) fn method_not_allowed(allow: &'static str) -> Response {
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
    ([(header::ALLOW, allow)], refusal).into_response()
}
