import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newDatabase } from './rows.js';

const PROGRAM = fileURLToPath(new URL('../src/raw-inserts.js', import.meta.url));

function newPath(test: TestContext): string {
  const path = newDatabase(test);
  mkdirSync(dirname(path));
  return path;
}

function measure(...words: string[]): Record<string, unknown> {
  const output = execFileSync(process.execPath, [PROGRAM, ...words], { encoding: 'utf8' });
  assert.match(output, /^\{[^\n]*\}\n$/);
  return JSON.parse(output) as Record<string, unknown>;
}

describe('raw inserts', () => {
  it('stores the events of the workload and tells the rate', (test) => {
    const path = newPath(test);
    const { seconds, eventsPerSecond, ...rest } = measure(path, '1201', '500', 'FULL', 'spec');
    const db = new Database(path);
    test.after(() => db.close());
    const version = db.prepare('SELECT sqlite_version()').pluck().get();
    assert.deepEqual(rest, {
      events: 1201,
      groupSize: 500,
      synchronous: 'FULL',
      sqliteVersion: version,
      idShape: 'spec',
    });
    assert.ok(Math.abs(Number(eventsPerSecond) * Number(seconds) - 1201) < 0.001);
    const shape = `count(*) = 1201 AND min(substr(event_id, 10)) = '000000000'
      AND max(substr(event_id, 10)) = '000001200' AND count(DISTINCT session_id) = 100`;
    assert.equal(db.prepare(`SELECT ${shape} FROM events`).pluck().get(), 1);
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.includes('warm-up')),
      [],
    );
  });

  it('adds to what a database holds, with random ids where asked', (test) => {
    const path = newPath(test);
    measure(path, '10', '3', 'OFF', 'random-ids');
    assert.equal(measure(path, '10', '100', 'OFF', 'random-ids')['events'], 10);
    const db = new Database(path);
    test.after(() => db.close());
    const uuids = `SELECT count(*) FROM events
      WHERE event_id GLOB '????????-????-4???-[89ab]???-????????????'`;
    assert.equal(db.prepare(uuids).pluck().get(), 20);
  });

  it('stores the same by many rows a statement', (test) => {
    const path = newPath(test);
    assert.equal(measure(path, '1201', '500', 'OFF', 'spec', 'many-rows')['events'], 1201);
    const db = new Database(path);
    test.after(() => db.close());
    const inOrder = 'SELECT count(*) FROM events WHERE CAST(substr(event_id, 10) AS INT) = id - 1';
    assert.equal(db.prepare(inOrder).pluck().get(), 1201);
  });

  for (const words of [
    [],
    ['x.db', '0', '500', 'NORMAL', 'spec'],
    ['x.db', '10', '5e2', 'NORMAL', 'spec'],
    ['x.db', '10', '500', 'normal', 'spec'],
    ['x.db', '10', '500', 'NORMAL', 'ascending'],
    ['x.db', '10', '500', 'NORMAL', 'spec', 'more'],
    ['x.db', '10', '500', 'NORMAL', 'spec', 'many-rows', 'more'],
  ]) {
    it(`says how it is called: ${words.join(' ')}`, () => {
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.match(stderr, /usage: raw-inserts DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE/);
    });
  }
});
