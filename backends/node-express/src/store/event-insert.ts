import type { Database, Statement } from 'better-sqlite3';
import type { EventRow } from '../event/event.js';
import { EVENT_COLUMNS } from './schema.js';

const PLACES = `(${EVENT_COLUMNS.split(',')
  .map(() => '?')
  .join(', ')})`;

/** Numbers of rows that have a statement of their own, the largest first. */
const STATEMENT_ROWS = [32, 8, 1] as const;

/** Inserts rows into `events`, except those whose `event_id` is stored already. */
export class EventInsert {
  readonly #inserts: readonly { readonly rows: number; readonly statement: Statement }[];
  readonly #single: Statement;
  readonly #highestId: Statement<[], number>;

  constructor(db: Database) {
    this.#inserts = STATEMENT_ROWS.map((rows) => ({ rows, statement: db.prepare(insertOf(rows)) }));
    this.#single = db.prepare(insertOf(1));
    // The sequence alone would do, had no other program ever written to the table by its own rules.
    this.#highestId = db
      .prepare<[], number>(
        `SELECT max(coalesce((SELECT max(id) FROM events), 0),
           coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0))`,
      )
      .pluck();
  }

  /** The new row's key; 0 where its `event_id` is stored already. */
  run(row: EventRow, createdAt: string): number {
    const { changes, lastInsertRowid } = this.#single.run(values(null, row, createdAt));
    return changes === 0 ? 0 : Number(lastInsertRowid);
  }

  /**
   * Inserts rows under consecutive keys, many a statement: what a statement costs besides its rows is
   * a good part of a single row's cost. Needs a transaction, so that nobody else gives the same keys.
   *
   * @returns the first key; undefined where not all were inserted, for nobody can tell which: the
   *   transaction is to be rolled back
   */
  runAll(rows: readonly EventRow[], createdAt: string): number | undefined {
    const firstId = (this.#highestId.get() ?? 0) + 1;
    let done = 0;
    for (const insert of this.#inserts) {
      while (rows.length - done >= insert.rows) {
        const from = done;
        done += insert.rows;
        const all = rows
          .slice(from, done)
          .flatMap((row, index) => values(firstId + from + index, row, createdAt));
        if (insert.statement.run(all).changes !== insert.rows) {
          return undefined;
        }
      }
    }
    return firstId;
  }
}

function insertOf(rows: number): string {
  const places = Array<string>(rows).fill(PLACES).join(', ');
  return `INSERT INTO events (${EVENT_COLUMNS}) VALUES ${places} ON CONFLICT (event_id) DO NOTHING`;
}

function values(
  id: number | null,
  row: EventRow,
  createdAt: string,
): readonly (string | number | null)[] {
  return [
    id,
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
  ];
}
