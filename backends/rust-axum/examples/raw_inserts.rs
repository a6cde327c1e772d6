//! What rusqlite itself makes of the same rows: bulk inserts in groups of 500 with the full schema,
//! sequential ids, and nothing else. The yardstick for the server's throughput.
//!
//! `raw_inserts DATABASE [PRELOADED [MEASURED]]` prints the rate of the measured events, in events/s.

use std::{env, error::Error, path::PathBuf, time::Instant};

use rusqlite::{Connection, params};

const GROUP: u32 = 500;
const SCHEMA: &str = include_str!("../src/store/schema.sql");
const INSERT: &str = "
    INSERT INTO events (event_id, schema_version, session_id, agent_type, event_type, tool_name,
        status, tokens_in, tokens_out, branch, project, duration_ms, created_at, client_timestamp,
        metadata, payload_truncated, model, cost_usd, cache_read_tokens, cache_write_tokens, source)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let path =
        arguments.next().map(PathBuf::from).ok_or("name a database file that does not exist")?;
    let mut count = |default: u32| {
        let text = arguments.next().map(|text| text.to_string_lossy().into_owned());
        text.map_or(Ok(default), |text| text.parse::<u32>())
    };
    let (preloaded, measured) = (count(200_000)?, count(100_000)?);
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(SCHEMA)?;
    insert(&mut connection, 0, preloaded)?;
    let start = Instant::now();
    insert(&mut connection, preloaded, preloaded + measured)?;
    let rate = f64::from(measured) / start.elapsed().as_secs_f64();
    println!("{rate:.0}");
    Ok(())
}

/// Inserts the events from the first to before the last.
fn insert(connection: &mut Connection, first: u32, last: u32) -> rusqlite::Result<()> {
    for group in (first..last).step_by(500) {
        let transaction = connection.transaction()?;
        let mut insert = transaction.prepare_cached(INSERT)?;
        for i in group..last.min(group + GROUP) {
            insert.execute(params![
                format!("raw-{i:09}"),
                1,
                format!("bench-session-{}", i % 100),
                "claude_code",
                "tool_use",
                "benchmark",
                "success",
                10 + i % 25,
                50 + i % 150,
                "bench/main",
                "bench-project",
                15 + i % 120,
                "2026-01-31 12:00:00",
                "2026-01-31T12:00:00.000Z",
                format!("{{\"source\":\"benchmark\",\"index\":{i}}}"),
                0,
                None::<&str>,
                None::<f64>,
                0,
                0,
                "api",
            ])?;
        }
        drop(insert);
        transaction.commit()?;
    }
    Ok(())
}
