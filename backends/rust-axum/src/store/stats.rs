//! Totals and breakdowns, all of one moment.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params_from_iter};

use super::reader::EventFilter;

const MOST_NAMES: usize = 1000;

/// Which events the figures speak of.
pub type StatsFilter = EventFilter;

#[derive(Debug, serde::Serialize)]
pub struct Stats {
    pub total_events: i64,
    pub active_sessions: i64,
    pub total_sessions: i64,
    pub total_tokens_in: i64,
    pub total_tokens_out: i64,
    pub total_cost_usd: f64,
    pub tool_breakdown: BTreeMap<String, i64>,
    pub agent_breakdown: BTreeMap<String, i64>,
    pub model_breakdown: BTreeMap<String, i64>,
    pub branches: Vec<String>,
}

pub(super) fn stats(connection: &Connection, filter: &StatsFilter) -> rusqlite::Result<Stats> {
    let (active_sessions, total_sessions) = connection.query_row(
        "SELECT count(*) FILTER (WHERE status = 'active'), count(*) FROM sessions",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // Unlike sum(), total() never fails: it is exact as long as the sum is within 64 bits, then
    // goes on in doubles. It is never null.
    let (clause, values) = filter.conditions(None);
    let totals = format!(
        "SELECT count(*), total(tokens_in), total(tokens_out), total(cost_usd) FROM events{clause}"
    );
    connection.query_row(&totals, params_from_iter(&values), |row| {
        Ok(Stats {
            total_events: row.get(0)?,
            active_sessions,
            total_sessions,
            total_tokens_in: saturated(row, 1)?,
            total_tokens_out: saturated(row, 2)?,
            total_cost_usd: finite(row, 3)?,
            tool_breakdown: breakdown(connection, filter, "tool_name")?,
            agent_breakdown: breakdown(connection, filter, "agent_type")?,
            model_breakdown: breakdown(connection, filter, "model")?,
            branches: branches(connection, filter)?,
        })
    })
}

/// A sum held at the limits of 64 bits, which is what the conversion does.
#[expect(clippy::cast_possible_truncation)]
fn saturated(row: &Row, index: usize) -> rusqlite::Result<i64> {
    Ok(finite(row, index)? as i64)
}

/// A sum that JSON has a number for, whatever another program has put into the rows.
fn finite(row: &Row, index: usize) -> rusqlite::Result<f64> {
    let sum: Option<f64> = row.get(index)?;
    Ok(sum.unwrap_or_default().clamp(f64::MIN, f64::MAX))
}

fn breakdown(
    connection: &Connection,
    filter: &StatsFilter,
    column: &str,
) -> rusqlite::Result<BTreeMap<String, i64>> {
    let (clause, values) = filter.conditions(Some(format!("{column} IS NOT NULL")));
    let mut select = connection.prepare(&format!(
        "SELECT {column}, count(*) AS n FROM events{clause}
         GROUP BY {column} ORDER BY n DESC, {column} LIMIT {MOST_NAMES}"
    ))?;
    select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn branches(connection: &Connection, filter: &StatsFilter) -> rusqlite::Result<Vec<String>> {
    let (clause, values) = filter.conditions(Some("branch IS NOT NULL".to_owned()));
    let mut select = connection.prepare(&format!(
        "SELECT DISTINCT branch FROM events{clause} ORDER BY branch LIMIT {MOST_NAMES}"
    ))?;
    select.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}
