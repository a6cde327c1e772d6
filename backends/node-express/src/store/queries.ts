import type { Database } from 'better-sqlite3';
import type { EventFilter } from './filters.js';
import { EVENT_COLUMNS } from './schema.js';

const MOST_NAMES = 1000;
/** The largest double within 64 bits. */
const MOST_TOKENS = 2 ** 63 - 1024;

interface Where {
  readonly clause: string;
  readonly values: readonly string[];
}

/** How many rows match. */
export function countEvents(db: Database, filter: EventFilter): number {
  const { clause, values } = where(filter);
  return Number(
    db
      .prepare(`SELECT count(*) FROM events ${clause}`)
      .pluck()
      .get(...values),
  );
}

/** The rows that match, newest first. */
export function selectEvents(
  db: Database,
  filter: EventFilter,
  limit: number,
  offset: number,
): IterableIterator<unknown> {
  const { clause, values } = where(filter);
  return db
    .prepare(`SELECT ${EVENT_COLUMNS} FROM events ${clause} ORDER BY id DESC LIMIT ? OFFSET ?`)
    .iterate(...values, limit, offset);
}

/** The totals of `/api/stats`. */
export function stats(db: Database, filter: EventFilter): unknown {
  const { clause, values } = where(filter);
  // total() never fails: it counts integers exactly as long as 64 bits hold their sum, and adds
  // doubles with Kahan-Babuska compensation beyond.
  const totals = db
    .prepare(
      `SELECT count(*) AS events, total(tokens_in) AS tokensIn, total(tokens_out) AS tokensOut,
         total(cost_usd) AS costUsd FROM events ${clause}`,
    )
    .get(...values) as { events: number; tokensIn: number; tokensOut: number; costUsd: number };
  const countSessions = (condition: string): unknown =>
    db.prepare(`SELECT count(*) FROM sessions ${condition}`).pluck().get();
  return {
    total_events: totals.events,
    active_sessions: countSessions("WHERE status = 'active'"),
    total_sessions: countSessions(''),
    total_tokens_in: Math.min(totals.tokensIn, MOST_TOKENS),
    total_tokens_out: Math.min(totals.tokensOut, MOST_TOKENS),
    total_cost_usd: Math.min(totals.costUsd, Number.MAX_VALUE),
    tool_breakdown: breakdown(db, filter, 'tool_name'),
    agent_breakdown: breakdown(db, filter, 'agent_type'),
    model_breakdown: breakdown(db, filter, 'model'),
    branches: branches(db, filter),
  };
}

function breakdown(db: Database, filter: EventFilter, column: string): unknown {
  const { clause, values } = where(filter, `${column} IS NOT NULL`);
  const counts = db
    .prepare(
      `SELECT ${column}, count(*) AS n FROM events ${clause}
       GROUP BY ${column} ORDER BY n DESC, ${column} LIMIT ${MOST_NAMES}`,
    )
    .raw()
    .all(...values) as [string, number][];
  return Object.fromEntries(counts);
}

function branches(db: Database, filter: EventFilter): unknown {
  const { clause, values } = where(filter, 'branch IS NOT NULL');
  return db
    .prepare(`SELECT DISTINCT branch FROM events ${clause} ORDER BY branch LIMIT ${MOST_NAMES}`)
    .pluck()
    .all(...values);
}

/** Column names come from the code alone; values are always bound. */
function where(filter: EventFilter, ...conditions: string[]): Where {
  const values: string[] = [];
  const bind = (condition: string, value: string | undefined): void => {
    if (value !== undefined) {
      conditions.push(condition);
      values.push(value);
    }
  };
  for (const [column, value] of Object.entries(filter.equal)) {
    bind(`${column} = ?`, value);
  }
  bind('created_at >= ?', filter.since);
  bind('created_at <= ?', filter.until);
  return { clause: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}
