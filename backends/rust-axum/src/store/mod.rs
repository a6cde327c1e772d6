//! The database: one thread that writes, a few connections that read.

mod database;
mod fault;
mod insert;
mod link;
pub mod raw;
mod reader;
mod row;
mod session;
mod stats;
#[cfg(test)]
mod tests;
mod writer;

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

pub use database::{OpenError, Settings};
pub use fault::Fault;
pub use reader::{EventFilter, Page};
pub use row::StoredEvent;
pub use stats::{Stats, StatsFilter};

use crate::{config::WriteStrategy, event::Event};
use reader::Readers;
use writer::Writer;

/// Told of every commit, on the writer's thread, before its requests are answered.
pub trait CommitListener: Send + 'static {
    /// Events that were committed, in the order of their ids.
    fn committed(&self, events: &[StoredEvent]);
}

/// What became of a request's events.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Those of the new events, in their order.
    pub ids: Vec<i64>,
    pub duplicates: usize,
}

/// How many sessions a sweep has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    pub idled: usize,
    pub ended: usize,
}

/// Why a request was not stored.
#[derive(Debug)]
pub enum WriteError {
    QueueFull,
    Fault(Fault),
}

/// What the writer is asked to do.
enum Job {
    Write(WriteRequest),
    Sweep(oneshot::Sender<Result<Swept, Fault>>),
    Close,
}

/// One request's events on their way to the writer.
struct WriteRequest {
    events: Vec<Event>,
    answer: oneshot::Sender<Result<Stored, Fault>>,
    /// A place in the queue, given back once the writer has taken the request.
    place: OwnedSemaphorePermit,
    /// A share of the memory for bodies, given back when the request is answered.
    memory: OwnedSemaphorePermit,
}

/// The way to the database. For any thread.
pub struct Store {
    path: PathBuf,
    jobs: mpsc::Sender<Job>,
    places: Arc<Semaphore>,
    queue_limit: usize,
    readers: Arc<Readers>,
    settings: Settings,
}

impl Store {
    /// Opens the database, creating what is missing, and starts the writer. The second part is
    /// completed when the writer has ended.
    pub fn open(
        options: &Options,
        listener: impl CommitListener,
    ) -> Result<(Self, oneshot::Receiver<()>), OpenError> {
        let path = std::path::absolute(&options.path).map_err(OpenError::Path)?;
        let (jobs, waiting) = mpsc::channel();
        let places = Arc::new(Semaphore::new(options.queue_limit));
        let readers = Arc::new(Readers::new(path.clone()));
        let (writer, settings) = Writer::open(
            writer::Options {
                path: path.clone(),
                synchronous: options.synchronous,
                strategy: options.strategy,
                session_timeout: options.session_timeout,
            },
            waiting,
            Arc::clone(&readers),
            listener,
        )?;
        let (ended, end) = oneshot::channel();
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                writer.run();
                // Nobody waits any more where the process is about to end anyway.
                let _ = ended.send(());
            })
            .map_err(OpenError::Thread)?;
        let queue_limit = options.queue_limit;
        Ok((Self { path, jobs, places, queue_limit, readers, settings }, end))
    }

    /// Stores a request's events; answers after the commit that holds them.
    pub async fn write(
        &self,
        events: Vec<Event>,
        memory: OwnedSemaphorePermit,
    ) -> Result<Stored, WriteError> {
        let place =
            Arc::clone(&self.places).try_acquire_owned().map_err(|_| WriteError::QueueFull)?;
        let (answer, outcome) = oneshot::channel();
        let request = WriteRequest { events, answer, place, memory };
        let gone = WriteError::Fault(Fault::Unavailable);
        if self.jobs.send(Job::Write(request)).is_err() {
            return Err(gone);
        }
        outcome.await.map_err(|_| gone)?.map_err(WriteError::Fault)
    }

    /// Ages the sessions.
    pub async fn sweep(&self) -> Result<Swept, Fault> {
        let (answer, outcome) = oneshot::channel();
        self.jobs.send(Job::Sweep(answer)).map_err(|_| Fault::Unavailable)?;
        outcome.await.map_err(|_| Fault::Unavailable)?
    }

    /// A page of events, newest first.
    pub async fn events(
        &self,
        filter: EventFilter,
        limit: u32,
        offset: i64,
    ) -> Result<Page, Fault> {
        self.readers.read(move |connection| reader::page(connection, &filter, limit, offset)).await
    }

    /// Totals and breakdowns.
    pub async fn stats(&self, filter: StatsFilter) -> Result<Stats, Fault> {
        self.readers.read(move |connection| stats::stats(connection, &filter)).await
    }

    /// Size of the database file, 0 where it cannot be read.
    pub fn size_bytes(&self) -> u64 {
        self.path.metadata().map_or(0, |metadata| metadata.len())
    }

    /// How many requests wait for the writer.
    pub fn queue_depth(&self) -> usize {
        self.queue_limit.saturating_sub(self.places.available_permits())
    }

    /// What the writing connection runs with.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Lets the writer finish what waits, checkpoint and end. What comes later is refused.
    pub fn close(&self) {
        // Where nobody receives, the writer has ended already.
        let _ = self.jobs.send(Job::Close);
    }
}

/// How the store is run.
pub struct Options {
    pub path: PathBuf,
    pub synchronous: crate::config::Synchronous,
    pub strategy: WriteStrategy,
    pub queue_limit: usize,
    pub session_timeout: Duration,
}
