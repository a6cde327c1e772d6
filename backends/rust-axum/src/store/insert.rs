//! Inserts rows into `events`.

use rusqlite::{CachedStatement, Connection, Statement, params};

use super::row::{COLUMNS, SCHEMA_VERSION, StoredEvent};
use crate::event::Event;

/// Numbers of rows that have a statement of their own, the largest first.
const STATEMENT_ROWS: [usize; 3] = [32, 8, 1];

const HIGHEST_ID: &str = "
    SELECT max(coalesce((SELECT max(id) FROM events), 0),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0))";

/// The prepared statement of one row, of use for many events in a row.
pub(super) struct Insert<'c> {
    connection: &'c Connection,
    statement: CachedStatement<'c>,
}

impl<'c> Insert<'c> {
    pub fn prepare(connection: &'c Connection) -> rusqlite::Result<Self> {
        let columns = &COLUMNS[1..]; // the database chooses the id
        let statement = connection.prepare_cached(&sql(columns, 1))?;
        Ok(Self { connection, statement })
    }

    /// Inserts an event and gives its id; `None` where its `event_id` is stored already.
    pub fn execute(
        &mut self,
        event: &Event,
        project: Option<&str>,
        branch: Option<&str>,
        created_at: &str,
    ) -> rusqlite::Result<Option<i64>> {
        let changes = self.statement.execute(params![
            event.event_id,
            SCHEMA_VERSION,
            event.session_id,
            event.agent_type,
            event.event_type,
            event.tool_name,
            event.status,
            event.tokens_in,
            event.tokens_out,
            branch,
            project,
            event.duration_ms,
            created_at,
            event.client_timestamp,
            event.metadata.text,
            event.metadata.truncated,
            event.model,
            event.cost_usd,
            event.cache_read_tokens,
            event.cache_write_tokens,
            event.source,
        ])?;
        Ok((changes > 0).then(|| self.connection.last_insert_rowid()))
    }
}

/// The highest id ever given. Inside a transaction the next one is free. The sequence alone would do,
/// had no other program ever written to the table by its own rules.
pub(super) fn highest_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached(HIGHEST_ID)?.query_row([], |row| row.get(0))
}

/// Inserts rows under their own ids, many a statement: what a statement costs besides its rows is a
/// good part of a single row's cost. False where an `event_id` was stored already, for nobody can
/// tell which: the transaction is to be rolled back.
pub(super) fn insert_all(
    connection: &Connection,
    mut rows: &[StoredEvent],
) -> rusqlite::Result<bool> {
    for size in STATEMENT_ROWS {
        if rows.len() < size {
            continue;
        }
        let mut statement = connection.prepare_cached(&sql(&COLUMNS, size))?;
        while let Some((some, others)) = rows.split_at_checked(size) {
            let mut binder = Binder { statement: &mut statement, place: 0 };
            some.iter().try_for_each(|row| binder.bind_row(row))?;
            if statement.raw_execute()? != size {
                return Ok(false);
            }
            rows = others;
        }
    }
    Ok(true)
}

fn sql(columns: &[&str], rows: usize) -> String {
    let places = format!("({})", vec!["?"; columns.len()].join(", "));
    format!(
        "INSERT INTO events ({}) VALUES {} ON CONFLICT (event_id) DO NOTHING",
        columns.join(", "),
        vec![places; rows].join(", ")
    )
}

/// Binds values one behind the other.
struct Binder<'s, 'c> {
    statement: &'s mut Statement<'c>,
    place: usize,
}

impl Binder<'_, '_> {
    fn bind(&mut self, value: impl rusqlite::ToSql) -> rusqlite::Result<()> {
        self.place += 1;
        self.statement.raw_bind_parameter(self.place, value)
    }

    fn bind_row(&mut self, row: &StoredEvent) -> rusqlite::Result<()> {
        let event = row.event;
        self.bind(row.id)?;
        self.bind(event.event_id.as_deref())?;
        self.bind(SCHEMA_VERSION)?;
        self.bind(&event.session_id)?;
        self.bind(&event.agent_type)?;
        self.bind(event.event_type)?;
        self.bind(event.tool_name.as_deref())?;
        self.bind(event.status)?;
        self.bind(event.tokens_in)?;
        self.bind(event.tokens_out)?;
        self.bind(row.branch.as_deref())?;
        self.bind(row.project.as_deref())?;
        self.bind(event.duration_ms)?;
        self.bind(row.created_at)?;
        self.bind(event.client_timestamp.as_deref())?;
        self.bind(event.metadata.text.as_ref())?;
        self.bind(event.metadata.truncated)?;
        self.bind(event.model.as_deref())?;
        self.bind(event.cost_usd)?;
        self.bind(event.cache_read_tokens)?;
        self.bind(event.cache_write_tokens)?;
        self.bind(event.source.as_ref())
    }
}
