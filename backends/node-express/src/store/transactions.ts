import type { EventRow } from '../event/event.js';
import { toStoredServerTime } from '../event/timestamps.js';
import { type StoredEvent, type SweepResult, WriterConnection } from './connection.js';
import { DatabaseFile } from './database-file.js';
import { connectionSurvives, mayBeOneRequestOnly, toStoreError } from './faults.js';
import {
  type EventColumns,
  type Inheritance,
  rowAt,
  type WriteJob,
  type WriteOutcome,
  type WriterSettings,
} from './messages.js';
import type { ConnectionFacts } from './sqlite.js';

const LAST_CHECKPOINT_WAIT_MS = 500;

/** For how many transactions a duplicate is remembered. */
const ONE_BY_ONE_TRANSACTIONS = 16;

interface StoredRows {
  readonly rows: readonly EventRow[];
  readonly stored: readonly StoredEvent[];
}

/** The place of a request's events among those of its job. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Writes jobs as the strategy has it, on a connection that is opened anew where that helps. It blocks
 * for as long as disk and locks need, so it has a thread of its own.
 */
export class Transactions {
  readonly #settings: WriterSettings;
  readonly #file: DatabaseFile;
  readonly #abandoned: WriterConnection[] = [];
  #connection: WriterConnection | undefined;
  #identity: string | undefined;
  #isFailing = false;
  /** How many transactions are still to be stored one event a statement. */
  #oneByOne = 0;

  /** Opens the database. */
  constructor(settings: WriterSettings) {
    this.#settings = settings;
    this.#file = new DatabaseFile(settings.path);
    this.#use();
  }

  facts(): ConnectionFacts {
    return this.#use().facts();
  }

  /**
   * Writes a job.
   *
   * @param report takes the outcomes of one or more requests, in order, after their commit
   */
  write({ sizes, events }: WriteJob, report: (outcomes: readonly WriteOutcome[]) => void): void {
    let end = 0;
    const spans = sizes.map((size) => ({ from: end, to: (end += size) }));
    switch (this.#settings.strategy) {
      case 'group':
        report(this.#writeTogether(events, spans));
        break;
      case 'per-batch':
        spans.forEach((span) => {
          report(this.#writeTogether(events, [span]));
        });
        break;
      case 'per-event':
        spans.forEach((span) => {
          report([this.#writeSeparately(events, span)]);
        });
        break;
    }
  }

  /** Ages the sessions; undefined where that fails. */
  sweep(timeoutMs: number): SweepResult | undefined {
    try {
      const result = this.#use().sweep(timeoutMs);
      this.#succeeded();
      return result;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /**
   * Copies the write-ahead log into the database if that is due; to be called once the answers are out.
   *
   * @param nobodyWaits whether nothing is there to be written
   */
  checkpoint(nobodyWaits: boolean): void {
    try {
      this.#connection?.checkpointIfDue(nobodyWaits);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Empties the log and closes the database. */
  close(): void {
    try {
      this.#connection?.emptyLog(LAST_CHECKPOINT_WAIT_MS);
      this.#connection?.close();
    } catch {
      // Everything is committed; the next start finds it in the log.
    }
  }

  #writeTogether(events: EventColumns, spans: readonly Span[]): readonly WriteOutcome[] {
    try {
      const outcomes = this.#transaction(events, spans);
      this.#succeeded();
      return outcomes;
    } catch (error) {
      const fault = this.#failed(error);
      return spans.length > 1 && mayBeOneRequestOnly(error)
        ? spans.flatMap((span) => this.#writeTogether(events, [span]))
        : spans.map(() => ({ ids: [], createdAt: '', inherited: [], fault }));
    }
  }

  #transaction(events: EventColumns, spans: readonly Span[]): readonly WriteOutcome[] {
    const connection = this.#use();
    connection.begin();
    const now = toStoredServerTime(Date.now());
    const { rows, stored } = this.#storeAll(connection, () => spans.flatMap(rowsIn(events)), now);
    connection.commit(now);
    let next = 0;
    return spans.map((span) => {
      const outcome = new OutcomeBuilder(now);
      for (let i = span.from; i < span.to; i++) {
        outcome.add(stored[next], rows[next]);
        next += 1;
      }
      return outcome;
    });
  }

  /**
   * Stores many rows a statement as long as none is a duplicate. Whoever has just sent duplicates often
   * goes on to do so, therefore the next transactions are stored one by one from the start.
   *
   * @param read reads the rows, which storing changes, anew
   */
  #storeAll(connection: WriterConnection, read: () => EventRow[], now: string): StoredRows {
    if (this.#oneByOne === 0) {
      const rows = read();
      const stored = connection.storeAll(rows, now);
      if (stored !== undefined) {
        return { rows, stored };
      }
      this.#oneByOne = ONE_BY_ONE_TRANSACTIONS;
      connection.rollback();
      connection.begin();
    }
    this.#oneByOne -= 1;
    const rows = read();
    return { rows, stored: rows.map((row) => connection.store(row, now)) };
  }

  #writeSeparately(events: EventColumns, span: Span): WriteOutcome {
    const now = toStoredServerTime(Date.now());
    const outcome = new OutcomeBuilder(now);
    try {
      const connection = this.#use();
      for (let i = span.from; i < span.to; i++) {
        const row = rowAt(events, i);
        outcome.add(connection.storeAlone(row, now), row);
      }
      this.#succeeded();
      return outcome;
    } catch (error) {
      const { ids, createdAt, inherited } = outcome; // events before the fault stay
      return { ids, createdAt, inherited, fault: this.#failed(error) };
    }
  }

  /** The connection, opened anew where there is none or the path leads to another file by now. */
  #use(): WriterConnection {
    if (this.#connection !== undefined && this.#file.identity() !== this.#identity) {
      // What is written to a file that was removed would be lost. The old connection stays open: on
      // closing it SQLite would remove the log by its name, which may be the new file's by now.
      this.#abandoned.push(this.#connection);
      this.#connection = undefined;
    }
    if (this.#connection === undefined) {
      this.#file.createFolders();
      this.#connection = new WriterConnection(this.#file.path, this.#settings.synchronous);
      this.#identity = this.#file.identity();
    }
    return this.#connection;
  }

  #failed(error: unknown): WriteOutcome['fault'] & string {
    const { fault, message } = toStoreError(error);
    if (!this.#isFailing) {
      this.#isFailing = true;
      console.error(`cannot write to the database: ${message}`);
    }
    try {
      this.#connection?.rollback();
      if (!connectionSurvives(error)) {
        this.#connection?.close();
        this.#connection = undefined;
      }
    } catch {
      this.#connection = undefined;
    }
    return fault;
  }

  #succeeded(): void {
    if (this.#isFailing) {
      this.#isFailing = false;
      console.error('writing to the database works again');
    }
  }
}

function rowsIn(events: EventColumns): (span: Span) => EventRow[] {
  return ({ from, to }) => Array.from({ length: to - from }, (_, i) => rowAt(events, from + i));
}

/** Notes what becomes of the events of a request. */
class OutcomeBuilder implements WriteOutcome {
  readonly ids: number[] = [];
  readonly inherited: Inheritance[] = [];

  constructor(readonly createdAt: string) {}

  add(stored: StoredEvent | undefined, row: EventRow | undefined): void {
    if (stored?.inherits && row !== undefined) {
      const { project, branch } = row;
      this.inherited.push({ index: this.ids.length, project, branch });
    }
    this.ids.push(stored?.id ?? 0);
  }
}
