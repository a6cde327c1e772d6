//! What the routes lead to. Extractors refuse in the order in which they are listed.

use axum::{
    body::Body,
    extract::{Extension, State},
    http::{HeaderName, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::Serialize;
use tokio::{sync::OwnedSemaphorePermit, task};

use super::{
    Shared,
    answer::{Refusal, json},
    body::JsonBody,
    connection::Connection,
    gate::AllowedOrigin,
    query,
};
use crate::{
    event::{BatchBody, Event, FieldError, parse_batch, parse_event},
    store::Stored,
};

/// Above this a body is parsed on a thread of its own, so that nothing else waits for it.
const LARGE_BODY_BYTES: usize = 256 * 1024;

const MAX_BATCH: &str = "A batch has at most 10000 events";
const NO_BATCH: &str = "Expected { events: [...] }";

#[derive(Serialize)]
struct Ingested {
    received: usize,
    ids: Vec<i64>,
    duplicates: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<Vec<Rejected>>,
}

#[derive(Serialize)]
struct Rejected {
    index: usize,
    errors: Vec<String>,
}

impl Ingested {
    fn new(stored: Stored, rejected: Option<Vec<Rejected>>) -> Self {
        let Stored { ids, duplicates } = stored;
        Self { received: ids.len(), ids, duplicates, rejected }
    }
}

impl Rejected {
    fn new(index: usize, errors: &[FieldError]) -> Self {
        let line = |error: &FieldError| format!("{}: {}", error.field, error.message);
        Self { index, errors: errors.iter().map(line).collect() }
    }
}

pub(super) async fn post_event(
    State(app): State<Shared>,
    _: AllowedOrigin,
    body: JsonBody,
) -> Result<Response, Refusal> {
    let max_metadata_bytes = app.max_metadata_bytes;
    let (judged, memory) = parse(body, move |bytes| parse_event(bytes, max_metadata_bytes)).await?;
    let event = judged
        .map_err(|malformed| Refusal::bad_request(malformed.to_string()))?
        .map_err(Refusal::invalid_event)?;
    let stored = app.store.write(vec![event], memory).await?;
    let status = if stored.duplicates > 0 { StatusCode::OK } else { StatusCode::CREATED };
    Ok(json(status, &Ingested::new(stored, None)))
}

pub(super) async fn post_batch(
    State(app): State<Shared>,
    _: AllowedOrigin,
    body: JsonBody,
) -> Result<Response, Refusal> {
    let max_metadata_bytes = app.max_metadata_bytes;
    let (parsed, memory) = parse(body, move |bytes| parse_batch(bytes, max_metadata_bytes)).await?;
    let items = match parsed.map_err(|malformed| Refusal::bad_request(malformed.to_string()))? {
        BatchBody::NotABatch => return Err(Refusal::bad_request(NO_BATCH)),
        BatchBody::TooMany => return Err(Refusal::too_large(MAX_BATCH)),
        BatchBody::Items(items) => items,
    };
    let mut events: Vec<Event> = Vec::with_capacity(items.len());
    let mut rejected = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        match item {
            Ok(event) => events.push(event),
            Err(errors) => rejected.push(Rejected::new(index, &errors)),
        }
    }
    let stored =
        if events.is_empty() { Stored::default() } else { app.store.write(events, memory).await? };
    Ok(json(StatusCode::CREATED, &Ingested::new(stored, Some(rejected))))
}

/// Parses a body where it disturbs nobody.
async fn parse<T: Send + 'static>(
    body: JsonBody,
    parser: impl FnOnce(&Bytes) -> T + Send + 'static,
) -> Result<(T, OwnedSemaphorePermit), Refusal> {
    let JsonBody { bytes, memory } = body;
    if bytes.len() <= LARGE_BODY_BYTES {
        return Ok((parser(&bytes), memory));
    }
    let parsed = task::spawn_blocking(move || parser(&bytes)).await;
    parsed
        .map(|parsed| (parsed, memory))
        .map_err(|_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal error"))
}

pub(super) async fn list_events(State(app): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let (filter, limit, offset) = query::page(&uri)?;
    let page = app.store.events(filter, limit, offset).await?;
    Ok(json(StatusCode::OK, &page))
}

pub(super) async fn stats(State(app): State<Shared>, uri: Uri) -> Result<Response, Refusal> {
    let stats = app.store.stats(query::stats(&uri)?).await?;
    Ok(json(StatusCode::OK, &stats))
}

/// Answers from figures that need no waiting, so that neither writer nor readers can delay it.
pub(super) async fn health(State(app): State<Shared>) -> Response {
    #[derive(Serialize)]
    struct Health<'a> {
        status: &'static str,
        uptime: f64,
        db_size_bytes: u64,
        sse_clients: usize,
        backend: &'static str,
        version: &'static str,
        write_strategy: &'static str,
        synchronous: &'static str,
        journal_mode: &'a str,
        page_size: u32,
        sqlite_version: &'static str,
        queue_depth: usize,
    }
    let settings = app.store.settings();
    let health = Health {
        status: "ok",
        uptime: app.started.elapsed().as_secs_f64(),
        db_size_bytes: app.store.size_bytes(),
        sse_clients: app.hub.len(),
        backend: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        write_strategy: app.write_strategy,
        synchronous: settings.synchronous,
        journal_mode: &settings.journal_mode,
        page_size: settings.page_size,
        sqlite_version: rusqlite::version(),
        queue_depth: app.store.queue_depth(),
    };
    json(StatusCode::OK, &health)
}

const STREAM_HEADERS: [(HeaderName, &str); 3] = [
    (header::CONTENT_TYPE, "text/event-stream"),
    (header::CACHE_CONTROL, "no-cache"),
    (HeaderName::from_static("x-accel-buffering"), "no"),
];

pub(super) async fn stream(
    State(app): State<Shared>,
    _: AllowedOrigin,
    method: Method,
    uri: Uri,
    Extension(connection): Extension<Connection>,
) -> Result<Response, Refusal> {
    let filter = query::stream(&uri)?;
    if method == Method::HEAD {
        return Ok(STREAM_HEADERS.into_response());
    }
    let stream = app
        .hub
        .subscribe(filter)
        .ok_or_else(|| Refusal::too_many_subscribers(app.hub.max_subscribers()))?;
    let watch = tokio::spawn(connection.watch(stream.subscriber()));
    Ok((STREAM_HEADERS, Body::new(stream.watched_by(watch))).into_response())
}
