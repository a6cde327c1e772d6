import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Synchronous, WriteStrategy } from '../config/config.js';
import type { EventRow } from '../event/event.js';
import { type ConnectionFacts, type SweepResult, WriterConnection } from './connection.js';
import type { DatabaseFile } from './database-file.js';
import { connectionSurvives, mayBeOneRequestOnly, StoreError, toStoreError } from './faults.js';
import { LockWait } from './lock-wait.js';

/** What was stored of one request: the new rows in order, and how many events were known already. */
export interface Stored {
  readonly rows: readonly EventRow[];
  readonly duplicates: number;
}

export interface WriterSettings {
  readonly file: DatabaseFile;
  readonly synchronous: Synchronous;
  readonly strategy: WriteStrategy;
  readonly queueLimit: number;
  /** Hears of new rows after their commit and before their request is answered. */
  readonly onCommit: (rows: readonly EventRow[]) => void;
}

interface WriteRequest {
  readonly events: readonly EventRow[];
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: StoreError) => void;
}

/** Where larger groups stop paying: the cost of a commit is spread over enough events. */
const GROUP_EVENTS = 2000;
/** How long one turn of the event loop may be taken before others get theirs. */
const TURN_MS = 50;
/** Time to write what was accepted, and to wait for locks, of the 5 s that a stopping server has. */
const DRAIN_MS = 3000;
const CHECKPOINT_WAIT_MS = 500;

/**
 * Writes what requests bring, one transaction at a time, on the event loop's own thread. What arrives
 * within one turn of the loop waits together; a request that comes alone is written in that turn.
 */
export class Writer {
  readonly #settings: WriterSettings;
  readonly #locks = new LockWait();
  readonly #abandoned: WriterConnection[] = [];
  #waiting: WriteRequest[] = [];
  #sweeps: (() => Promise<void>)[] = [];
  #connection: WriterConnection | undefined;
  #identity: string | undefined;
  #facts: ConnectionFacts = {
    sqliteVersion: '',
    journalMode: '',
    synchronous: '',
    pageSizeBytes: 0,
  };
  #running: Promise<void> | undefined;
  #closed = false;
  #failing = false;

  private constructor(settings: WriterSettings) {
    this.#settings = settings;
  }

  /** Opens the database, and waits for a lock on it as for any other. */
  static async open(settings: WriterSettings): Promise<Writer> {
    const writer = new Writer(settings);
    await writer.#locks.whenUnlocked(() => writer.#use());
    return writer;
  }

  /** As the last connection that was opened had them. */
  get facts(): ConnectionFacts {
    return this.#facts;
  }

  /** How many requests wait. */
  get queueDepth(): number {
    return this.#waiting.length;
  }

  /**
   * Stores the events of one request. Resolves after the commit that holds them; rejects with a
   * {@link StoreError}, at once where the queue is full.
   */
  submit(events: readonly EventRow[]): Promise<Stored> {
    if (this.#closed) {
      return Promise.reject(new StoreError('unavailable', 'the store is closed'));
    }
    if (this.#waiting.length >= this.#settings.queueLimit) {
      return Promise.reject(new StoreError('queue-full', "the writer's queue is full"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#wake();
    });
  }

  /** Ages the sessions that were silent for longer than the timeout. */
  sweep(timeoutMs: number): Promise<SweepResult> {
    return new Promise((resolve, reject) => {
      this.#sweeps.push(async () => {
        try {
          resolve(await this.#locks.whenUnlocked(() => this.#use().sweep(timeoutMs)));
          this.#succeeded();
        } catch (error) {
          reject(this.#failed(error));
        }
      });
      this.#wake();
    });
  }

  /** Writes what was accepted as far as time allows, empties the log and closes the database. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#locks.endWithin(DRAIN_MS);
    await this.#running;
    this.#locks.endWithin(CHECKPOINT_WAIT_MS);
    await this.#checkpoint();
    this.#connection?.close();
  }

  #wake(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0 || this.#sweeps.length > 0) {
      // The rest of this turn's requests join; answers go out before the next group is written.
      await nextTurn();
      await this.#sweeps.shift()?.();
      const group = this.#takeGroup();
      if (group.length > 0) {
        await this.#write(group);
      }
    }
    this.#running = undefined;
  }

  #takeGroup(): WriteRequest[] {
    if (this.#settings.strategy !== 'group') {
      return this.#waiting.splice(0, 1);
    }
    let events = 0;
    const end = this.#waiting.findIndex((request, index) => {
      events += request.events.length;
      return index > 0 && events > GROUP_EVENTS;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #write(group: readonly WriteRequest[]): Promise<void> {
    if (this.#locks.isOver) {
      const error = new StoreError('unavailable', 'the store is closing');
      group.forEach((request) => {
        request.reject(error);
      });
    } else if (this.#settings.strategy === 'per-event') {
      for (const request of group) {
        await this.#writeSeparately(request);
      }
    } else {
      await this.#writeTogether(group);
    }
  }

  async #writeTogether(group: readonly WriteRequest[]): Promise<void> {
    let results: Stored[];
    try {
      results = await this.#transaction(group);
    } catch (error) {
      const failure = this.#failed(error);
      if (group.length > 1 && mayBeOneRequestOnly(error)) {
        for (const request of group) {
          await this.#writeTogether([request]);
        }
      } else {
        group.forEach((request) => {
          request.reject(failure);
        });
      }
      return;
    }
    this.#succeeded();
    this.#publish(results);
    results.forEach((stored, index) => group[index]?.resolve(stored));
  }

  async #transaction(group: readonly WriteRequest[]): Promise<Stored[]> {
    const connection = await this.#locks.whenUnlocked(() => {
      const usable = this.#use();
      usable.begin();
      return usable;
    });
    const results: Stored[] = [];
    const turn = new Turn();
    for (const { events } of group) {
      const rows: EventRow[] = [];
      for (const event of events) {
        if (connection.store(event)) {
          rows.push(event);
        }
        if (turn.isOver) {
          await turn.yield();
        }
      }
      results.push({ rows, duplicates: events.length - rows.length });
    }
    connection.commit();
    return results;
  }

  async #writeSeparately({ events, resolve, reject }: WriteRequest): Promise<void> {
    const rows: EventRow[] = [];
    const turn = new Turn();
    try {
      for (const event of events) {
        if (await this.#locks.whenUnlocked(() => this.#use().storeAlone(event))) {
          rows.push(event);
        }
        if (turn.isOver) {
          await turn.yield();
        }
      }
    } catch (error) {
      const failure = this.#failed(error);
      this.#publish([{ rows, duplicates: 0 }]); // events before a fault stay
      reject(failure);
      return;
    }
    this.#succeeded();
    const stored = { rows, duplicates: events.length - rows.length };
    this.#publish([stored]);
    resolve(stored);
  }

  #publish(results: readonly Stored[]): void {
    const rows = results.length === 1 ? results[0]?.rows : results.flatMap(({ rows }) => rows);
    if (rows !== undefined && rows.length > 0) {
      try {
        this.#settings.onCommit(rows);
      } catch (error) {
        console.error('a receiver of stored events failed:', error);
      }
    }
  }

  /** The connection, opened anew where there is none or the path leads to another file by now. */
  #use(): WriterConnection {
    const { file, synchronous } = this.#settings;
    if (this.#connection !== undefined && file.identity() !== this.#identity) {
      // What is written to a file that was removed would be lost. The old connection stays open: on
      // closing it SQLite would remove the log by its name, which may be the new file's by now.
      this.#abandoned.push(this.#connection);
      this.#connection = undefined;
    }
    if (this.#connection === undefined) {
      file.createFolders();
      this.#connection = new WriterConnection(file.path, synchronous);
      this.#identity = file.identity();
      this.#facts = this.#connection.facts();
    }
    return this.#connection;
  }

  async #checkpoint(): Promise<void> {
    try {
      while (this.#connection?.checkpoint() === false && !this.#locks.isOver) {
        await sleep(10);
      }
    } catch {
      // Everything is committed; the next start finds it in the log.
    }
  }

  #failed(error: unknown): StoreError {
    const failure = toStoreError(error);
    if (!this.#failing) {
      this.#failing = true;
      console.error(`cannot write to the database: ${failure.message}`);
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
    return failure;
  }

  #succeeded(): void {
    if (this.#failing) {
      this.#failing = false;
      console.error('writing to the database works again');
    }
  }
}

/** One turn of the event loop, of which long work takes no more than its share. */
class Turn {
  #startedMs = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#startedMs > TURN_MS;
  }

  async yield(): Promise<void> {
    await nextTurn();
    this.#startedMs = performance.now();
  }
}
