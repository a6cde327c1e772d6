import { setTimeout as sleep } from 'node:timers/promises';
import { isLocked } from './faults.js';

/** SQLite's own `busy_timeout`, spent in the event loop instead of in SQLite. */
const BUSY_TIMEOUT_MS = 5000;
const PAUSES_MS = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

/** Waits for other processes' locks without holding up the event loop. */
export class LockWait {
  #deadlineMs = Infinity;

  /** Bounds all waiting from now on. */
  endWithin(ms: number): void {
    this.#deadlineMs = Math.min(this.#deadlineMs, performance.now() + ms);
  }

  get isOver(): boolean {
    return performance.now() >= this.#deadlineMs;
  }

  /** Runs an operation again and again until nobody holds it up, for at most five seconds. */
  async whenUnlocked<T>(operation: () => T): Promise<T> {
    const givenUpMs = performance.now() + BUSY_TIMEOUT_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return operation();
      } catch (error) {
        if (!isLocked(error) || performance.now() >= givenUpMs || this.isOver) {
          throw error;
        }
      }
      await sleep(PAUSES_MS[attempt] ?? 100);
    }
  }
}
