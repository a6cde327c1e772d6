import Database, { type Statement } from 'better-sqlite3';
import type { Synchronous } from '../config/config.js';
import type { EventRow } from '../event/event.js';
import { toStoredServerTime } from '../event/timestamps.js';
import { createSchema, EVENT_COLUMNS } from './schema.js';
import { SessionBook } from './session-book.js';

/** How many sessions a sweep changed; one may count in both. */
export interface SweepResult {
  readonly idled: number;
  readonly ended: number;
}

/** What became of an event. */
export interface StoredEvent {
  /** Its row's key; 0 for a duplicate, which changes nothing. */
  readonly id: number;
  /** Whether it may have got project or branch from its session. */
  readonly inherits: boolean;
}

/** What only a connection knows of its database. */
export interface ConnectionFacts {
  readonly sqliteVersion: string;
  readonly journalMode: string;
  readonly synchronous: string;
  readonly pageSizeBytes: number;
}

const SYNCHRONOUS_NAMES = ['OFF', 'NORMAL', 'FULL', 'EXTRA'];

/** How long a statement waits for another process's lock. */
export const BUSY_TIMEOUT_MS = 5000;

/** The one connection that writes, with its prepared statements. */
export class WriterConnection {
  readonly #db: Database.Database;
  readonly #begin: Statement;
  readonly #deferForeignKeys: Statement;
  readonly #commit: Statement;
  readonly #insert: Statement;
  readonly #isStored: Statement<[string]>;
  readonly #idle: Statement;
  readonly #end: Statement;
  readonly #book: SessionBook;

  /** Opens the database, creating the file and its tables where missing. */
  constructor(path: string, synchronous: Synchronous) {
    this.#db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      configure(this.#db, synchronous);
      createSchema(this.#db);
    } catch (error) {
      this.#db.close();
      throw error;
    }
    const db = this.#db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    // Another backend's tables may refer to each other; here an event goes before its session.
    this.#deferForeignKeys = db.prepare('PRAGMA defer_foreign_keys = ON');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare(`
      INSERT INTO events (${EVENT_COLUMNS})
      VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (event_id) DO NOTHING`);
    this.#isStored = db.prepare('SELECT 1 FROM events WHERE event_id = ?');
    this.#idle = db.prepare(
      "UPDATE sessions SET status = 'idle' WHERE status = 'active' AND last_event_at < ?",
    );
    this.#end = db.prepare(`
      UPDATE sessions SET status = 'ended', ended_at = ?
      WHERE status = 'idle' AND ended_at IS NULL AND last_event_at < ?`);
    this.#book = new SessionBook(db);
  }

  facts(): ConnectionFacts {
    const version = this.#db.prepare('SELECT sqlite_version()').pluck().get();
    const level = this.#db.pragma('synchronous', { simple: true });
    return {
      sqliteVersion: String(version),
      journalMode: String(this.#db.pragma('journal_mode', { simple: true })).toUpperCase(),
      synchronous: SYNCHRONOUS_NAMES[Number(level)] ?? String(level),
      pageSizeBytes: Number(this.#db.pragma('page_size', { simple: true })),
    };
  }

  /** Starts a transaction: {@link store} any number of events, then {@link commit}. */
  begin(): void {
    this.#begin.run();
    this.#deferForeignKeys.run();
  }

  /**
   * Stores an event within a transaction.
   *
   * @param row gets its `project` and `branch` from its session where it has none
   * @param now the server time of the transaction
   */
  store(row: EventRow, now: string): StoredEvent {
    const inherits = this.#book.inherit(row);
    const id = this.#insertRow(row, now);
    if (id !== 0) {
      this.#book.note(row);
    }
    return { id, inherits };
  }

  commit(now: string): void {
    this.#book.flush(now);
    this.#commit.run();
  }

  /**
   * Stores an event with a commit for every statement. Session and agent come first, so that no fault
   * leaves an event whose repetition, a duplicate then, would never create its session.
   */
  storeAlone(row: EventRow, now: string): StoredEvent {
    if (row.event_id !== null && this.#isStored.get(row.event_id) !== undefined) {
      return { id: 0, inherits: false };
    }
    const inherits = this.#book.inherit(row);
    this.#book.note(row);
    this.#book.flush(now);
    return { id: this.#insertRow(row, now), inherits };
  }

  /**
   * Ages the sessions. Stored times are whole seconds begun, so a session turns up to a second late
   * and never early.
   */
  sweep(timeoutMs: number): SweepResult {
    const now = Date.now();
    const before = (ms: number): string => toStoredServerTime(now - ms);
    this.#begin.run();
    const idled = this.#idle.run(before(timeoutMs)).changes;
    const ended = this.#end.run(before(0), before(2 * timeoutMs)).changes;
    this.#commit.run();
    return { idled, ended };
  }

  /** Ends a transaction that failed, where SQLite has not done so itself. */
  rollback(): void {
    this.#book.forget();
    if (this.#db.inTransaction) {
      this.#db.exec('ROLLBACK');
    }
  }

  /** Copies the write-ahead log into the database and empties it, as far as readers allow. */
  checkpoint(waitMs: number): void {
    this.#db.pragma(`busy_timeout = ${waitMs}`);
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#db.close();
  }

  #insertRow(row: EventRow, now: string): number {
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
      now,
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

function configure(db: Database.Database, synchronous: Synchronous): void {
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new Error("the file system does not support SQLite's write-ahead log");
  }
  db.pragma(`synchronous = ${synchronous}`);
  db.pragma('foreign_keys = ON');
  // In memory, since a full disk must not fail what needs no room in the database.
  db.pragma('temp_store = MEMORY');
  // A log that grew while a reader held it back is cut again.
  db.pragma('journal_size_limit = 67108864');
}
