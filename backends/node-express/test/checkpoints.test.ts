import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Checkpoints } from '../src/store/checkpoints.js';
import { openForWriting } from '../src/store/sqlite.js';
import { newDatabase } from './rows.js';

class Log {
  readonly path: string;
  readonly #db: Database.Database;
  readonly #checkpoints: Checkpoints;

  constructor(test: TestContext) {
    this.path = newDatabase(test);
    mkdirSync(dirname(this.path));
    this.#db = openForWriting(this.path, 'OFF');
    test.after(() => this.#db.close());
    this.#checkpoints = new Checkpoints(this.#db);
    this.#db.exec('CREATE TABLE aux_pages (page BLOB)');
  }

  /** Lets the log grow by at least so many frames. */
  grow(frames: number): void {
    const insert = this.#db.prepare('INSERT INTO aux_pages VALUES (zeroblob(4000))');
    this.#db.transaction(() => {
      for (let i = 0; i < frames; i++) insert.run();
    })();
  }

  pendingAfter(nobodyWaits: boolean): number {
    this.#checkpoints.runIfDue(nobodyWaits);
    const [state] = this.#db.pragma('wal_checkpoint(NOOP)') as [
      { log: number; checkpointed: number },
    ];
    return state.log - state.checkpointed;
  }
}

describe('checkpoints', () => {
  it('wait for a log that is worth one, and longer while somebody waits', (test) => {
    const log = new Log(test);
    log.grow(500);
    assert.ok(log.pendingAfter(true) >= 500);
    log.grow(1000);
    assert.ok(log.pendingAfter(false) >= 1500);
    assert.equal(log.pendingAfter(true), 0);
    log.grow(8200);
    assert.equal(log.pendingAfter(false), 0);
  });

  it('are not repeated for what a reader holds back', (test) => {
    const log = new Log(test);
    log.grow(100);
    const reader = new Database(log.path);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM aux_pages').get();
    log.grow(2000);
    const held = log.pendingAfter(true);
    assert.ok(held >= 2000);
    log.grow(300);
    assert.ok(log.pendingAfter(true) > held);
    reader.close();
    assert.ok(log.pendingAfter(true) > held, 'the log has hardly grown since the last attempt');
    log.grow(800);
    assert.equal(log.pendingAfter(true), 0);
  });
});
