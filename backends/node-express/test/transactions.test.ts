import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type WriteStrategy, WRITE_STRATEGIES } from '../src/config/config.js';
import type { EventRow } from '../src/event/event.js';
import { toColumns, type WriteOutcome } from '../src/store/messages.js';
import { Transactions } from '../src/store/transactions.js';
import { event, newDatabase } from './rows.js';

const FAULT = `CREATE TRIGGER aux_fault BEFORE INSERT ON events WHEN NEW.tool_name = 'fault'
  BEGIN SELECT RAISE(ABORT, 'no room'); END`;

class Fixture {
  readonly path: string;
  readonly transactions: Transactions;
  readonly db: Database.Database;

  constructor(test: TestContext, strategy: WriteStrategy, prepare?: (path: string) => void) {
    this.path = newDatabase(test);
    prepare?.(this.path);
    this.transactions = new Transactions({ path: this.path, synchronous: 'NORMAL', strategy });
    this.db = new Database(this.path);
    test.after(() => {
      this.db.close();
      this.transactions.close();
    });
  }

  write(...requests: EventRow[][]): WriteOutcome[] {
    const outcomes: WriteOutcome[] = [];
    const sizes = requests.map(({ length }) => length);
    this.transactions.write({ sizes, events: toColumns(requests.flat()) }, (some) => {
      outcomes.push(...some);
    });
    assert.equal(outcomes.length, requests.length);
    return outcomes;
  }

  rows(sql: string): unknown[] {
    return this.db.prepare(sql).raw().all().flat();
  }
}

describe('transactions', () => {
  it('stores many rows a statement and, where some are duplicates, one by one', (test) => {
    const fixture = new Fixture(test, 'group');
    const many = (from: number, size: number): EventRow[] =>
      Array.from({ length: size }, (_, i) => event({ event_id: `many-${from + i}` }));
    const [first, second] = fixture.write(many(0, 45), many(45, 46));
    assert.deepEqual(
      [...(first?.ids ?? []), ...(second?.ids ?? [])],
      Array.from({ length: 91 }, (_, i) => i + 1),
    );
    const branch = 'of a duplicate';
    const [third, fourth] = fixture.write(
      [event({ session_id: 't', event_id: 'many-7', branch }), event({ session_id: 't' })],
      many(80, 40),
    );
    assert.deepEqual(third?.inherited.at(-1), { index: 1, project: null, branch: null });
    assert.equal(third.ids[0], 0);
    assert.deepEqual(fourth?.ids.slice(0, 11), Array<number>(11).fill(0));
    const added = [third.ids[1] ?? 0, ...fourth.ids.slice(11)];
    assert.deepEqual(
      added,
      added.toSorted((one, other) => one - other),
    );
    assert.ok((added[0] ?? 0) > 91);
    for (let i = 0; i < 40; i++) {
      const [outcome] = fixture.write(many(1000 + 10 * i, 10));
      assert.equal(outcome?.ids.length, 10);
    }
    assert.deepEqual(
      fixture.rows('SELECT count(*), count(DISTINCT event_id) FROM events'),
      [521, 520],
    );
  });

  for (const strategy of WRITE_STRATEGIES) {
    it(`${strategy}: stores events in order and tells duplicates`, (test) => {
      const fixture = new Fixture(test, strategy);
      const [first, second] = fixture.write(
        [event({ event_id: 'x' }), event(), event({ event_id: 'x' })],
        [event({ event_id: 'x' }), event({ event_id: 'y' })],
      );
      assert.equal(first?.ids[2], 0);
      assert.equal(second?.ids[0], 0);
      const ids = [first.ids[0], first.ids[1], second.ids[1]];
      assert.deepEqual(fixture.rows('SELECT id FROM events ORDER BY id'), ids);
      assert.deepEqual(fixture.rows('SELECT created_at FROM events WHERE id = 1'), [
        first.createdAt,
      ]);
    });

    it(`${strategy}: gives an event the project and branch of its session`, (test) => {
      const fixture = new Fixture(test, strategy);
      fixture.write([event({ project: 'p', branch: 'b' })]);
      const [outcome] = fixture.write([event({ branch: 'c' }), event(), event({ project: 'q' })]);
      assert.deepEqual(outcome?.inherited, [
        { index: 0, project: 'p', branch: 'c' },
        { index: 1, project: 'p', branch: 'c' },
        { index: 2, project: 'q', branch: 'c' },
      ]);
      assert.deepEqual(fixture.rows('SELECT project FROM events'), ['p', 'p', 'p', 'q']);
      assert.deepEqual(fixture.rows('SELECT project, branch FROM sessions'), ['q', 'c']);
    });

    it(`${strategy}: a duplicate changes nothing at all`, (test) => {
      const fixture = new Fixture(test, strategy);
      fixture.write([event({ event_id: 'x', project: 'p', event_type: 'session_end' })]);
      fixture.write([event({ event_id: 'x', project: 'q', agent_type: 'b' })]);
      fixture.write([event({ event_id: 'x', session_id: 't' })]);
      assert.deepEqual(fixture.rows('SELECT id, project, status FROM sessions'), [
        's',
        'p',
        'ended',
      ]);
      assert.deepEqual(fixture.rows('SELECT id FROM agents'), ['a-default']);
    });

    it(`${strategy}: works on tables that refer to each other`, (test) => {
      const fixture = new Fixture(test, strategy, (path) => {
        mkdirSync(dirname(path));
        new Database(path)
          .exec(
            `CREATE TABLE agents (id TEXT PRIMARY KEY, agent_type TEXT, name TEXT,
               registered_at TEXT, last_seen_at TEXT);
             CREATE TABLE sessions (id TEXT PRIMARY KEY, agent_id TEXT REFERENCES agents (id),
               agent_type TEXT, project TEXT, branch TEXT, status TEXT, started_at TEXT,
               ended_at TEXT, last_event_at TEXT, metadata TEXT DEFAULT '{}')`,
          )
          .close();
      });
      const [outcome] = fixture.write([event(), event({ session_id: 't', agent_type: 'b' })]);
      assert.equal(outcome?.fault, undefined);
      assert.deepEqual(fixture.rows('SELECT agent_id FROM sessions'), ['a-default', 'b-default']);
    });
  }

  it('group: one faulty request does not take the others with it', (test) => {
    const fixture = new Fixture(test, 'group');
    fixture.db.exec(FAULT);
    const outcomes = fixture.write(
      [event({ project: 'p' }), event({ tool_name: 'fault' })],
      [event({ branch: 'b' })],
    );
    assert.deepEqual(
      outcomes.map(({ fault }) => fault),
      ['unavailable', undefined],
    );
    // Nor does what the faulty one would have given to the session reach the other one.
    assert.deepEqual(fixture.rows('SELECT project, branch FROM events'), [null, 'b']);
    fixture.db.exec('DROP TRIGGER aux_fault');
    assert.equal(fixture.write([event({ tool_name: 'fault' })])[0]?.fault, undefined);
  });

  it('per-event: what comes before a fault stays', (test) => {
    const fixture = new Fixture(test, 'per-event');
    fixture.db.exec(FAULT);
    const [outcome] = fixture.write([event(), event({ tool_name: 'fault' }), event()]);
    assert.equal(outcome?.fault, 'unavailable');
    assert.deepEqual(outcome.ids, [1]);
    assert.deepEqual(fixture.rows('SELECT id FROM events'), [1]);
  });

  it('goes to the new file where the old one was moved away', (test) => {
    const fixture = new Fixture(test, 'group');
    fixture.write([event()]);
    for (const suffix of ['', '-wal', '-shm']) {
      renameSync(fixture.path + suffix, `${fixture.path}-old${suffix}`);
    }
    assert.equal(fixture.write([event()])[0]?.fault, undefined);
    const db = new Database(fixture.path);
    assert.deepEqual(db.prepare('SELECT count(*) FROM events').pluck().all(), [1]);
    db.close();
  });
});

describe('sessions', () => {
  it('end as the type of the agent and the source say, and come to life again', (test) => {
    const fixture = new Fixture(test, 'group');
    const end = { event_type: 'session_end' };
    fixture.write(
      [event({ session_id: '1', ...end })],
      [event({ session_id: '2', agent_type: 'claude_code', ...end })],
      [event({ session_id: '3', source: 'import' })],
      [event({ session_id: '4', ...end }), event({ session_id: '4', agent_type: 'b' })],
    );
    const sql = 'SELECT status, ended_at IS NOT NULL FROM sessions ORDER BY id';
    assert.deepEqual(fixture.rows(sql), ['ended', 1, 'idle', 1, 'ended', 1, 'active', 0]);
    assert.deepEqual(fixture.rows("SELECT agent_type FROM sessions WHERE id = '4'"), ['a']);
  });

  it('turn idle, then ended, in one sweep where they were silent long enough', (test) => {
    const fixture = new Fixture(test, 'group');
    fixture.write([event({ session_id: 'now' })], [event({ session_id: 'old' })]);
    fixture.write([event({ session_id: 'older' })]);
    const age = (id: string, seconds: number): void => {
      fixture.db
        .prepare("UPDATE sessions SET last_event_at = datetime('now', ?) WHERE id = ?")
        .run(`-${seconds} seconds`, id);
    };
    age('old', 15);
    age('older', 25);
    assert.deepEqual(fixture.transactions.sweep(10_000), { idled: 2, ended: 1 });
    const sql = 'SELECT status FROM sessions ORDER BY id';
    assert.deepEqual(fixture.rows(sql), ['active', 'idle', 'ended']);
    assert.deepEqual(fixture.transactions.sweep(10_000), { idled: 0, ended: 0 });
  });
});
