import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { EventRow } from '../event/event.js';
import type { SweepResult } from './connection.js';
import { StoreError } from './faults.js';
import {
  toColumns,
  type WriteOutcome,
  type WriterCommand,
  type WriterReport,
  type WriterSettings,
} from './messages.js';
import type { ConnectionFacts } from './sqlite.js';

/** What was stored of one request: the new rows in order, and how many events were known already. */
export interface Stored {
  readonly rows: readonly EventRow[];
  readonly duplicates: number;
}

interface WriteRequest {
  readonly events: readonly EventRow[];
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: StoreError) => void;
}

/** Where larger groups stop paying: the cost of a commit is spread over enough events. */
const GROUP_EVENTS = 2000;
/** One is being written while the next is on its way, so that the thread never waits for work. */
const MOST_JOBS = 2;
/** Time to write what was accepted, of the 5 s that a stopping server has. */
const DRAIN_MS = 2500;
const CLOSE_MS = 1000;

/**
 * Hands what requests bring to the writing thread. What arrives within one turn of the event loop
 * waits together and makes one job; a request that comes alone goes at the end of that turn.
 */
export class Writer {
  readonly facts: ConnectionFacts;
  readonly #worker: Worker;
  readonly #isGrouping: boolean;
  readonly #queueLimit: number;
  readonly #onCommit: (rows: readonly EventRow[]) => void;
  /** Not handed over yet. */
  #waiting: WriteRequest[] = [];
  /** With the thread, by job, as far as they have no outcome yet. */
  readonly #jobs: WriteRequest[][] = [];
  readonly #sweeps: ((result: SweepResult | undefined) => void)[] = [];
  #isDue = false;
  #isClosed = false;
  #isEnded = false;

  private constructor(
    worker: Worker,
    facts: ConnectionFacts,
    { strategy }: WriterSettings,
    queueLimit: number,
    onCommit: (rows: readonly EventRow[]) => void,
  ) {
    this.facts = facts;
    this.#worker = worker;
    this.#isGrouping = strategy === 'group';
    this.#queueLimit = queueLimit;
    this.#onCommit = onCommit;
    worker.on('message', (report: WriterReport) => {
      this.#take(report);
    });
    worker.on('exit', () => {
      this.#isEnded = true;
    });
  }

  /**
   * Opens the database.
   *
   * @param queueLimit how many requests may wait
   * @param onCommit hears of new rows after their commit and before their request is answered
   * @throws StoreError where it can't be opened; its message is fit for the operator
   */
  static async open(
    settings: WriterSettings,
    queueLimit: number,
    onCommit: (rows: readonly EventRow[]) => void,
  ): Promise<Writer> {
    const worker = new Worker(new URL('./write-worker.js', import.meta.url), {
      workerData: settings,
    });
    const [report] = (await once(worker, 'message')) as [WriterReport];
    if (report.kind !== 'opened') {
      throw new StoreError('unavailable', report.kind === 'not-opened' ? report.problem : '');
    }
    return new Writer(worker, report.facts, settings, queueLimit, onCommit);
  }

  /** How many requests wait for the writer. */
  get queueDepth(): number {
    const handedOver = this.#jobs.reduce((sum, job) => sum + job.length, 0);
    const inWork = this.#isGrouping ? (this.#jobs[0]?.length ?? 0) : Math.min(handedOver, 1);
    return this.#waiting.length + handedOver - inWork;
  }

  /** Whether the thread still runs. */
  get isBusy(): boolean {
    return !this.#isEnded;
  }

  /**
   * Stores the events of one request. Resolves after the commit that holds them; rejects with a
   * {@link StoreError}, at once where the queue is full.
   */
  submit(events: readonly EventRow[]): Promise<Stored> {
    if (this.#isClosed) {
      return Promise.reject(new StoreError('unavailable', 'the store is closed'));
    }
    if (this.queueDepth >= this.#queueLimit) {
      return Promise.reject(new StoreError('queue-full', "the writer's queue is full"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#isDue && this.#jobs.length < MOST_JOBS) {
        this.#isDue = true;
        // After everything else that this turn of the event loop brings.
        setImmediate(() => {
          this.#isDue = false;
          this.#handOver();
        });
      }
    });
  }

  /** Ages the sessions that were silent for longer than the timeout; undefined where that fails. */
  sweep(timeoutMs: number): Promise<SweepResult | undefined> {
    return new Promise((resolve) => {
      this.#sweeps.push(resolve);
      this.#command({ kind: 'sweep', timeoutMs });
    });
  }

  /**
   * Has written what was accepted, as far as time allows, the log emptied and the database closed.
   * What the thread does not bring to its end in time is never answered.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    const endMs = performance.now() + DRAIN_MS;
    while (this.#waiting.length + this.#jobs.length > 0 && performance.now() < endMs) {
      await sleep(5);
    }
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new StoreError('unavailable', 'the store is closed'));
    }
    this.#command({ kind: 'close' });
    if (!this.#isEnded) {
      await Promise.race([once(this.#worker, 'exit'), sleep(CLOSE_MS, undefined, { ref: false })]);
    }
  }

  #handOver(): void {
    while (this.#waiting.length > 0 && this.#jobs.length < MOST_JOBS) {
      const job = this.#takeJob();
      this.#jobs.push(job);
      const sizes = job.map(({ events }) => events.length);
      const events = toColumns(job.flatMap((request) => request.events));
      this.#command({ kind: 'write', job: { sizes, events } });
    }
  }

  #takeJob(): WriteRequest[] {
    let events = 0;
    const end = this.#waiting.findIndex((request, index) => {
      events += request.events.length;
      return index > 0 && events > GROUP_EVENTS;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  #command(command: WriterCommand): void {
    this.#worker.postMessage(command);
  }

  #take(report: WriterReport): void {
    if (report.kind === 'written') {
      this.#complete(report.outcomes);
    } else if (report.kind === 'swept') {
      this.#sweeps.shift()?.(report.result);
    }
  }

  #complete(outcomes: readonly WriteOutcome[]): void {
    const requests = this.#jobs[0]?.splice(0, outcomes.length) ?? [];
    if (this.#jobs[0]?.length === 0) {
      this.#jobs.shift();
      this.#handOver();
    }
    const newRows = requests.map(({ events }, index) => rowsOf(events, outcomes[index]));
    this.#onCommit(newRows.flat());
    requests.forEach(({ events, resolve, reject }, index) => {
      const rows = newRows[index] ?? [];
      const fault = outcomes[index]?.fault;
      if (fault === undefined) {
        resolve({ rows, duplicates: events.length - rows.length });
      } else {
        reject(new StoreError(fault, 'the database could not be written'));
      }
    });
  }
}

/** The rows of a request that are new, filled in with what only the store knew. */
function rowsOf(events: readonly EventRow[], outcome: WriteOutcome | undefined): EventRow[] {
  for (const { index, project, branch } of outcome?.inherited ?? []) {
    const heir = events[index];
    if (heir !== undefined) {
      heir.project = project;
      heir.branch = branch;
    }
  }
  return events.filter((event, index) => {
    event.id = outcome?.ids[index] ?? 0;
    event.created_at = outcome?.createdAt ?? '';
    return event.id !== 0;
  });
}
