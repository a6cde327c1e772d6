import type { Database, Statement } from 'better-sqlite3';
import type { EventRow } from '../event/event.js';
import { EVENT_COLUMNS } from './schema.js';

/** Inserts rows into `events`. */
export class EventInsert {
  readonly #insert: Statement;

  constructor(db: Database) {
    this.#insert = db.prepare(`
      INSERT INTO events (${EVENT_COLUMNS})
      VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (event_id) DO NOTHING`);
  }

  /** The new row's key; 0 where its `event_id` is stored already. */
  run(row: EventRow, createdAt: string): number {
    const { changes, lastInsertRowid } = this.#insert.run(
      row.event_id,
      row.schema_version,
      row.session_id,
      row.agent_type,
      row.event_type,
      row.tool_name,
      row.status,
      row.tokens_in,
      row.tokens_out,
      row.branch,
      row.project,
      row.duration_ms,
      createdAt,
      row.client_timestamp,
      row.metadata,
      row.payload_truncated,
      row.model,
      row.cost_usd,
      row.cache_read_tokens,
      row.cache_write_tokens,
      row.source,
    );
    return changes === 0 ? 0 : Number(lastInsertRowid);
  }
}
