//! Inserts rows into `events`.

use rusqlite::{CachedStatement, Connection, params};

use super::row::{COLUMNS, SCHEMA_VERSION};
use crate::event::Event;

/// The prepared statement, of use for many events in a row.
pub(super) struct Insert<'c> {
    connection: &'c Connection,
    statement: CachedStatement<'c>,
}

impl<'c> Insert<'c> {
    pub fn prepare(connection: &'c Connection) -> rusqlite::Result<Self> {
        let columns = &COLUMNS[1..]; // the database chooses the id
        let places = vec!["?"; columns.len()].join(", ");
        let statement = connection.prepare_cached(&format!(
            "INSERT INTO events ({}) VALUES ({places}) ON CONFLICT (event_id) DO NOTHING",
            columns.join(", ")
        ))?;
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
