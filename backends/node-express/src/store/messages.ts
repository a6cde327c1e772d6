import type { Synchronous, WriteStrategy } from '../config/config.js';
import type { EventRow } from '../event/event.js';
import type { SweepResult } from './connection.js';
import type { StoreFault } from './faults.js';
import type { ConnectionFacts } from './sqlite.js';

/** What the writing thread is started with. */
export interface WriterSettings {
  readonly path: string;
  readonly synchronous: Synchronous;
  readonly strategy: WriteStrategy;
}

/** What the writing thread is told. */
export type WriterCommand =
  | { readonly kind: 'write'; readonly job: WriteJob }
  | { readonly kind: 'sweep'; readonly timeoutMs: number }
  | { readonly kind: 'close' };

/** What it tells. */
export type WriterReport =
  | { readonly kind: 'opened'; readonly facts: ConnectionFacts }
  | { readonly kind: 'not-opened'; readonly problem: string }
  | { readonly kind: 'written'; readonly outcomes: readonly WriteOutcome[] }
  | { readonly kind: 'swept'; readonly result: SweepResult | undefined };

/** The events of some requests, one behind the other. */
export interface WriteJob {
  /** How many events each request has. */
  readonly sizes: readonly number[];
  readonly events: EventColumns;
}

/** What became of one request. */
export interface WriteOutcome {
  /** The new id of each event, 0 for a duplicate. Only a fault under `per-event` leaves some out. */
  readonly ids: readonly number[];
  /** The server time of its events. */
  readonly createdAt: string;
  readonly inherited: readonly Inheritance[];
  readonly fault?: StoreFault;
}

/** What an event took over from its session. */
export interface Inheritance {
  /** Its place in the request. */
  readonly index: number;
  readonly project: string | null;
  readonly branch: string | null;
}

type FilledInByTheStore = 'id' | 'schema_version' | 'created_at';

/**
 * Rows by column. That is how they go to the writing thread, because copying an object with so many
 * members costs several times as much as copying the members.
 */
export type EventColumns = {
  readonly [Column in Exclude<keyof EventRow, FilledInByTheStore>]: readonly EventRow[Column][];
};

export function toColumns(rows: readonly EventRow[]): EventColumns {
  return {
    event_id: rows.map((row) => row.event_id),
    session_id: rows.map((row) => row.session_id),
    agent_type: rows.map((row) => row.agent_type),
    event_type: rows.map((row) => row.event_type),
    tool_name: rows.map((row) => row.tool_name),
    status: rows.map((row) => row.status),
    tokens_in: rows.map((row) => row.tokens_in),
    tokens_out: rows.map((row) => row.tokens_out),
    branch: rows.map((row) => row.branch),
    project: rows.map((row) => row.project),
    duration_ms: rows.map((row) => row.duration_ms),
    client_timestamp: rows.map((row) => row.client_timestamp),
    metadata: rows.map((row) => row.metadata),
    payload_truncated: rows.map((row) => row.payload_truncated),
    model: rows.map((row) => row.model),
    cost_usd: rows.map((row) => row.cost_usd),
    cache_read_tokens: rows.map((row) => row.cache_read_tokens),
    cache_write_tokens: rows.map((row) => row.cache_write_tokens),
    source: rows.map((row) => row.source),
  };
}

export function rowAt(columns: EventColumns, index: number): EventRow {
  return {
    id: 0,
    event_id: columns.event_id[index] ?? null,
    schema_version: 1,
    session_id: columns.session_id[index] ?? '',
    agent_type: columns.agent_type[index] ?? '',
    event_type: columns.event_type[index] ?? '',
    tool_name: columns.tool_name[index] ?? null,
    status: columns.status[index] ?? '',
    tokens_in: columns.tokens_in[index] ?? 0,
    tokens_out: columns.tokens_out[index] ?? 0,
    branch: columns.branch[index] ?? null,
    project: columns.project[index] ?? null,
    duration_ms: columns.duration_ms[index] ?? null,
    created_at: '',
    client_timestamp: columns.client_timestamp[index] ?? null,
    metadata: columns.metadata[index] ?? '',
    payload_truncated: columns.payload_truncated[index] ?? 0,
    model: columns.model[index] ?? null,
    cost_usd: columns.cost_usd[index] ?? null,
    cache_read_tokens: columns.cache_read_tokens[index] ?? 0,
    cache_write_tokens: columns.cache_write_tokens[index] ?? 0,
    source: columns.source[index] ?? '',
  };
}
