import { Worker } from 'node:worker_threads';
import type { DatabaseFile } from './database-file.js';
import { StoreError } from './faults.js';
import type { Read, ReadReply } from './filters.js';

/** Reads are bound by processor and page cache; more of them at once only slow each other down. */
const MOST_WORKERS = 2;
/** How long a read may take, waiting for a thread included. */
const LIMIT_MS = 5000;

type Json = readonly Uint8Array[];

interface Job {
  readonly read: Read;
  readonly resolve: (json: Json) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * Reads the database in a few threads, started when first needed. In WAL mode a reader neither waits
 * for the writer nor makes it wait, and sees every commit made before it began.
 */
export class Reader {
  readonly #file: DatabaseFile;
  readonly #idle: Worker[] = [];
  readonly #running = new Map<Worker, Job>();
  readonly #waiting = new Set<Job>();

  constructor(file: DatabaseFile) {
    this.#file = file;
  }

  /** Whether a thread is at work, even if nobody waits for its answer any more. */
  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** The answer as JSON in pieces; rejects with a {@link StoreError}, after 5 s at the latest. */
  read(read: Read): Promise<Json> {
    return new Promise((resolve, reject) => {
      // SQLite can't be stopped from here: the thread of a read given up is free when it is done.
      const deadline = setTimeout(() => {
        this.#waiting.delete(job);
        job.reject(new StoreError('timeout', 'the read took longer than 5 s'));
      }, LIMIT_MS);
      const job: Job = {
        read,
        resolve: (json) => {
          clearTimeout(deadline);
          resolve(json);
        },
        reject: (error) => {
          clearTimeout(deadline);
          reject(error);
        },
      };
      this.#waiting.add(job);
      this.#dispatch();
    });
  }

  /** Ends the threads that rest. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    for (const job of this.#waiting) {
      const worker = this.#idle.pop() ?? this.#start();
      if (worker === undefined) {
        return;
      }
      this.#waiting.delete(job);
      this.#running.set(worker, job);
      worker.postMessage(job.read);
    }
  }

  #start(): Worker | undefined {
    if (this.#running.size >= MOST_WORKERS) {
      return undefined;
    }
    const worker = new Worker(new URL('./read-worker.js', import.meta.url), {
      workerData: this.#file.path,
    });
    worker.unref();
    worker.on('message', (reply: ReadReply) => {
      const job = this.#running.get(worker);
      this.#running.delete(worker);
      this.#idle.push(worker);
      if ('json' in reply) {
        job?.resolve(reply.json);
      } else {
        job?.reject(new StoreError('unavailable', reply.failure));
      }
      this.#dispatch();
    });
    worker.on('error', (error) => {
      console.error(`a reading thread failed: ${error.message}`);
    });
    worker.on('exit', () => {
      this.#running.get(worker)?.reject(new StoreError('unavailable', 'a reading thread ended'));
      this.#running.delete(worker);
      this.#dispatch();
    });
    return worker;
  }
}
