import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Synchronous } from '../config/config.js';
import type { EventRow } from '../event/event.js';
import { toStoredServerTime } from '../event/timestamps.js';
import { Checkpoints } from './checkpoints.js';
import { EventInsert } from './event-insert.js';
import { factsOf, openForWriting } from './sqlite.js';

export const ID_SHAPES = ['spec', 'random-ids'] as const;

export type IdShape = (typeof ID_SHAPES)[number];

export interface RawInsertOptions {
  readonly path: string;
  readonly events: number;
  /** Events a transaction. */
  readonly groupSize: number;
  readonly synchronous: Synchronous;
  readonly idShape: IdShape;
  /** Whether a statement inserts as many rows as the server has it insert, instead of one. */
  readonly manyRows: boolean;
}

/** What was measured; `events` is the rise of the table, the level is the connection's own word. */
export interface RawInsertFigures {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly groupSize: number;
  readonly synchronous: string;
  readonly sqliteVersion: string;
  readonly idShape: IdShape;
}

const WARM_UP = { events: 20_000, groupSize: 500, synchronous: 'OFF' } as const;

/**
 * Inserts the workload's events by better-sqlite3 alone: the server's own schema, settings, statement
 * and checkpoints, without HTTP, JSON, sessions or threads. The clock runs from the begin of each
 * transaction to the end of its commit, and of a checkpoint that is due then; not while the values of
 * the next are made. A scratch database beside the file warms the process up.
 */
export function measureRawInserts(options: RawInsertOptions): RawInsertFigures {
  const scratch = `${options.path}-warm-up`;
  insert({ ...options, ...WARM_UP, path: scratch });
  ['', '-wal', '-shm'].forEach((ending) => {
    rmSync(scratch + ending, { force: true });
  });
  return insert(options);
}

function insert(options: RawInsertOptions): RawInsertFigures {
  const { groupSize, idShape } = options;
  const db = openForWriting(options.path, options.synchronous);
  try {
    const count = db.prepare<[], number>('SELECT count(*) FROM events').pluck();
    const before = count.get() ?? 0;
    const begin = db.prepare('BEGIN IMMEDIATE');
    const commit = db.prepare('COMMIT');
    const inserting = new EventInsert(db);
    const checkpoints = new Checkpoints(db);
    const nonce = randomBytes(4).toString('hex');
    const now = toStoredServerTime(Date.now());
    let elapsedMs = 0;
    for (let first = 0; first < options.events; first += groupSize) {
      const size = Math.min(groupSize, options.events - first);
      const rows = Array.from({ length: size }, (_, i) => rowAt(first + i, nonce, idShape));
      const startMs = performance.now();
      begin.run();
      if (options.manyRows) {
        inserting.runAll(rows, now);
      } else {
        for (const row of rows) {
          inserting.run(row, now);
        }
      }
      commit.run();
      checkpoints.runIfDue(false);
      elapsedMs += performance.now() - startMs;
    }
    const events = (count.get() ?? 0) - before;
    const seconds = elapsedMs / 1000;
    const { synchronous, sqliteVersion } = factsOf(db);
    const eventsPerSecond = events / seconds;
    return { events, seconds, eventsPerSecond, groupSize, synchronous, sqliteVersion, idShape };
  } finally {
    db.close();
  }
}

function rowAt(index: number, nonce: string, idShape: IdShape): EventRow {
  return {
    id: 0,
    event_id: idShape === 'spec' ? `${nonce}-${String(index).padStart(9, '0')}` : randomUUID(),
    schema_version: 1,
    session_id: `bench-session-${index % 100}`,
    agent_type: 'claude_code',
    event_type: 'tool_use',
    tool_name: 'benchmark',
    status: 'success',
    tokens_in: 10 + (index % 25),
    tokens_out: 50 + (index % 150),
    branch: 'bench/main',
    project: 'bench-project',
    duration_ms: 15 + (index % 120),
    created_at: '',
    client_timestamp: '2026-01-31T12:00:00.000Z',
    metadata: `{"source":"benchmark","index":${index}}`,
    payload_truncated: 0,
    model: null,
    cost_usd: null,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    source: 'api',
  };
}
