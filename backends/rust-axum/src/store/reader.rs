//! A few reading connections, opened when first needed. In WAL mode a reader neither waits for the
//! writer nor makes it wait, and sees every commit made before it began.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rusqlite::{Connection, Error, params_from_iter, types::Type};
use serde_json::value::RawValue;
use tokio::{sync::Semaphore, task, time};

use super::{
    Fault, database,
    row::{COLUMNS, ReadRow},
};
use crate::event::timestamp::Moment;

/// Reads are bound by processor and page cache; more of them at once only slow each other down.
const CONNECTIONS: usize = 4;

/// How long a read may take, waiting for a connection included.
const LIMIT: Duration = Duration::from_secs(5);

/// Steps of `SQLite`'s machine between two looks at the clock, some microseconds' worth.
const STEPS_BETWEEN_CHECKS: i32 = 10_000;

pub(super) struct Readers {
    path: PathBuf,
    permits: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    /// Counts how often the file was replaced; connections of an earlier one are not kept.
    generation: u64,
}

impl Readers {
    pub fn new(path: PathBuf) -> Self {
        Self { path, permits: Arc::new(Semaphore::new(CONNECTIONS)), idle: Mutex::default() }
    }

    /// Runs queries in one read transaction on a thread for blocking work.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Fault> {
        let deadline = Instant::now() + LIMIT;
        let permit = time::timeout_at(deadline.into(), Arc::clone(&self.permits).acquire_owned());
        let permit = permit.await.map_err(|_| Fault::Timeout)?.map_err(|_| Fault::Unavailable)?;
        let readers = Arc::clone(self);
        let read = task::spawn_blocking(move || {
            let result = readers.read_now(deadline, query);
            drop(permit);
            result
        });
        read.await.map_err(|_| Fault::Unavailable)?.map_err(|error| Fault::from(&error))
    }

    /// Forgets every connection without closing it: the last one to close a database removes its
    /// log by name, and that name may be another file's by now.
    pub fn abandon(&self) {
        let mut idle = self.idle();
        idle.generation += 1;
        idle.connections.drain(..).for_each(std::mem::forget);
    }

    fn read_now<T>(
        &self,
        deadline: Instant,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let (pooled, generation) = {
            let mut idle = self.idle();
            (idle.connections.pop(), idle.generation)
        };
        let mut connection = match pooled {
            Some(connection) => connection,
            None => database::open_reader(&self.path)?,
        };
        let is_late = move || Instant::now() > deadline;
        connection.progress_handler(STEPS_BETWEEN_CHECKS, Some(is_late))?;
        let result = in_transaction(&mut connection, query);
        let mut idle = self.idle();
        if idle.generation != generation {
            std::mem::forget(connection);
        } else if result.is_ok() {
            idle.connections.push(connection);
        } else {
            idle.connections.clear(); // what spoilt this one may have spoilt them
        }
        result
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction()?;
    let result = query(&transaction)?;
    transaction.commit()?;
    Ok(result)
}

/// Which events are meant.
#[derive(Debug, Default)]
pub struct EventFilter {
    /// Columns and the values that they must have.
    pub equal: Vec<(&'static str, String)>,
    pub since: Option<Moment>,
    pub until: Option<Moment>,
}

impl EventFilter {
    /// A `WHERE` clause, `also` joined, and the values to bind to it.
    pub(super) fn conditions(&self, also: Option<String>) -> (String, Vec<String>) {
        let mut terms = Vec::new();
        let mut values = Vec::new();
        for (column, value) in &self.equal {
            terms.push(format!("{column} = ?"));
            values.push(value.clone());
        }
        // Stored times are whole seconds: none lies between a moment and its neighbours.
        if let Some(since) = self.since {
            terms.push("created_at >= ?".to_owned());
            values.push(since.ceiling());
        }
        if let Some(until) = self.until {
            terms.push("created_at <= ?".to_owned());
            values.push(until.floor());
        }
        terms.extend(also);
        let clause = if terms.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", terms.join(" AND "))
        };
        (clause, values)
    }
}

/// Rows in the order asked for, as JSON.
#[derive(Debug, serde::Serialize)]
pub struct Page {
    pub events: Vec<Box<RawValue>>,
    pub total: i64,
}

/// The newest matching rows but for the first `offset`.
pub(super) fn page(
    connection: &Connection,
    filter: &EventFilter,
    limit: u32,
    offset: i64,
) -> rusqlite::Result<Page> {
    let (clause, values) = filter.conditions(None);
    let count = format!("SELECT count(*) FROM events{clause}");
    let total = connection.query_row(&count, params_from_iter(&values), |row| row.get(0))?;
    let mut events = Vec::new();
    if offset < total {
        let columns = COLUMNS.join(", ");
        let mut select = connection.prepare(&format!(
            "SELECT {columns} FROM events{clause} ORDER BY id DESC LIMIT {limit} OFFSET {offset}"
        ))?;
        let mut rows = select.query(params_from_iter(&values))?;
        while let Some(row) = rows.next()? {
            let json = serde_json::value::to_raw_value(&ReadRow(row));
            events.push(
                json.map_err(|error| Error::FromSqlConversionFailure(0, Type::Text, error.into()))?,
            );
        }
    }
    Ok(Page { events, total })
}
