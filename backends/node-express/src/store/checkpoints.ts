import type { Database, Statement } from 'better-sqlite3';

/** SQLite's own default: worth a checkpoint when there is time. */
const WORTHWHILE_FRAMES = 1000;

/**
 * 32 MiB of 4 KiB pages. Reads slow down and recovery takes longer with the log's length, so under
 * unbroken load it is copied although somebody waits.
 */
const NECESSARY_FRAMES = 8192;

interface LogState {
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Copies the write-ahead log into the database when a copy is due: after the answers are out, at best
 * while nobody waits, so that its waits for the disk are in nobody's latency.
 */
export class Checkpoints {
  readonly #look: Statement<[], LogState>;
  readonly #copy: Statement<[], LogState>;
  #leftBehindFrames = 0;

  constructor(db: Database) {
    this.#look = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.#copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  }

  runIfDue(nobodyWaits: boolean): void {
    const dueFrames = nobodyWaits ? WORTHWHILE_FRAMES : NECESSARY_FRAMES;
    // A reader that holds frames back would make every further attempt futile and as dear.
    if (pending(this.#look) >= Math.max(dueFrames, this.#leftBehindFrames + WORTHWHILE_FRAMES)) {
      this.#leftBehindFrames = pending(this.#copy);
    }
  }
}

/** How many frames of the log the database does not have after the statement. */
function pending(statement: Statement<[], LogState>): number {
  const state = statement.get();
  return state === undefined ? 0 : state.log - state.checkpointed;
}
