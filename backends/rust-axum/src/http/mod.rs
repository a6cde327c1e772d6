//! The HTTP interface: routes, and the order in which requests are refused.

mod answer;
mod body;
mod connection;
mod gate;
mod handlers;
mod query;
mod server;

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub use server::Server;

use crate::{config::Config, names::AccessPolicy, store::Store, stream::Hub};
use answer::{Refusal, allowed_methods, method_not_allowed};

/// What the handlers share.
pub struct App {
    store: Store,
    hub: Arc<Hub>,
    access: AccessPolicy,
    /// Bytes that bodies may hold, all requests together.
    memory: Arc<Semaphore>,
    max_body_bytes: usize,
    max_metadata_bytes: usize,
    write_strategy: &'static str,
    started: Instant,
    /// Cancelled once unfinished bodies are no longer waited for.
    last_call: CancellationToken,
}

impl App {
    pub fn new(config: &Config, store: Store, hub: Arc<Hub>) -> Self {
        Self {
            store,
            hub,
            access: AccessPolicy::new(config),
            memory: Arc::new(Semaphore::new(config.max_pending_bytes)),
            max_body_bytes: config.max_body_bytes,
            max_metadata_bytes: config.max_metadata_bytes,
            write_strategy: config.write_strategy.as_str(),
            started: Instant::now(),
            last_call: CancellationToken::new(),
        }
    }

    pub const fn store(&self) -> &Store {
        &self.store
    }

    pub const fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }
}

type Shared = Arc<App>;

const READ_METHODS: &str = "GET, HEAD, OPTIONS";

/// Paths are compared as they were sent, before any decoding; `GET` answers `HEAD` too.
fn router(app: &Shared) -> Router {
    let events = get(handlers::list_events).post(handlers::post_event);
    Router::new()
        .route("/api/events", closed(events, "GET, HEAD, POST, OPTIONS"))
        .route("/api/events/batch", closed(post(handlers::post_batch), "POST, OPTIONS"))
        .route("/api/stats", closed(get(handlers::stats), READ_METHODS))
        .route("/api/health", closed(get(handlers::health), READ_METHODS))
        .route("/api/stream", closed(get(handlers::stream), READ_METHODS))
        .fallback(|| async { Refusal::not_found() })
        .layer(from_fn_with_state(Arc::clone(app), gate::pass))
        .with_state(Arc::clone(app))
}

/// Adds the answers to `OPTIONS` and to every method that is not there.
fn closed(methods: MethodRouter<Shared>, allow: &'static str) -> MethodRouter<Shared> {
    methods
        .options(move || async move { allowed_methods(allow) })
        .fallback(move || async move { method_not_allowed(allow) })
}
