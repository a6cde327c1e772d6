import type { Database, Statement } from 'better-sqlite3';
import type { Synchronous } from '../config/config.js';
import type { EventRow } from '../event/event.js';
import { toStoredServerTime } from '../event/timestamps.js';
import { Checkpoints } from './checkpoints.js';
import { EventInsert } from './event-insert.js';
import { SessionBook } from './session-book.js';
import { type ConnectionFacts, factsOf, openForWriting } from './sqlite.js';

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

/** The one connection that writes, with its prepared statements. */
export class WriterConnection {
  readonly #db: Database;
  readonly #begin: Statement;
  readonly #deferForeignKeys: Statement;
  readonly #commit: Statement;
  readonly #events: EventInsert;
  readonly #isStored: Statement<[string]>;
  readonly #idle: Statement;
  readonly #end: Statement;
  readonly #book: SessionBook;
  readonly #checkpoints: Checkpoints;

  /** Opens the database, creating the file and its tables where missing. */
  constructor(path: string, synchronous: Synchronous) {
    const db = openForWriting(path, synchronous);
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    // Another backend's tables may refer to each other; here an event goes before its session.
    this.#deferForeignKeys = db.prepare('PRAGMA defer_foreign_keys = ON');
    this.#commit = db.prepare('COMMIT');
    this.#events = new EventInsert(db);
    this.#isStored = db.prepare('SELECT 1 FROM events WHERE event_id = ?');
    this.#idle = db.prepare(
      "UPDATE sessions SET status = 'idle' WHERE status = 'active' AND last_event_at < ?",
    );
    this.#end = db.prepare(`
      UPDATE sessions SET status = 'ended', ended_at = ?
      WHERE status = 'idle' AND ended_at IS NULL AND last_event_at < ?`);
    this.#book = new SessionBook(db);
    this.#checkpoints = new Checkpoints(db);
  }

  facts(): ConnectionFacts {
    return factsOf(this.#db);
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
    const id = this.#events.run(row, now);
    if (id !== 0) {
      this.#book.note(row);
    }
    return { id, inherits };
  }

  /**
   * Stores all events of a transaction, many a statement.
   *
   * @param rows as for {@link store}
   * @returns undefined where one was a duplicate: the transaction is to be rolled back, and its events
   *   stored one by one
   */
  storeAll(rows: readonly EventRow[], now: string): readonly StoredEvent[] | undefined {
    const inherits = rows.map((row) => {
      const mayInherit = this.#book.inherit(row);
      this.#book.note(row);
      return mayInherit;
    });
    const firstId = this.#events.runAll(rows, now);
    return firstId === undefined
      ? undefined
      : inherits.map((mayInherit, index) => ({ id: firstId + index, inherits: mayInherit }));
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
    return { id: this.#events.run(row, now), inherits };
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

  /** Copies the write-ahead log into the database if that is due. */
  checkpointIfDue(nobodyWaits: boolean): void {
    this.#checkpoints.runIfDue(nobodyWaits);
  }

  /** Copies the write-ahead log into the database and empties it, as far as readers allow. */
  emptyLog(waitMs: number): void {
    this.#db.pragma(`busy_timeout = ${waitMs}`);
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#db.close();
  }
}
