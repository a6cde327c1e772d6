import assert from 'node:assert/strict';
import Database from 'better-sqlite3';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, readConfig } from '../src/config/config.js';
import { IngestServer } from '../src/server.js';
import { newDatabase } from './rows.js';

const EVENT = { session_id: 's', agent_type: 'a', event_type: 'tool_use' };

async function start(test: TestContext, variables: Record<string, string> = {}) {
  const path = newDatabase(test);
  const config = readConfig({ INGEST_PORT: '0', INGEST_DB_PATH: path, ...variables });
  const server = await IngestServer.start(config);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= server.close());
  test.after(close);
  const post = (target: string, body: unknown): Promise<Response> =>
    fetch(server.url + target, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const get = async (target: string): Promise<unknown> => (await fetch(server.url + target)).json();
  return { path, url: server.url, post, get, close };
}

/** Whether the lock of another process is waited for can't be told by a thread that shares ours. */
function lock(path: string): () => void {
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

describe('the server', () => {
  it('stores a batch, lists it and sums it up', async (test) => {
    const { post, get } = await start(test);
    const answer = await post('/api/events/batch', {
      events: [EVENT, {}, { ...EVENT, model: 'm' }],
    });
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), {
      received: 2,
      ids: [1, 2],
      duplicates: 0,
      rejected: [
        {
          index: 1,
          errors: [
            'session_id: must be a string',
            'agent_type: must be a string',
            'event_type: must be a string',
          ],
        },
      ],
    });
    const { total, events } = (await get('/api/events?model=m')) as {
      total: number;
      events: object[];
    };
    assert.equal(total, 1);
    assert.equal(events.length, 1);
    const stats = (await get('/api/stats')) as Record<string, unknown>;
    assert.equal(stats['total_events'], 2);
    assert.deepEqual(stats['model_breakdown'], { m: 1 });
  });

  it('tells in health what its connection says of itself', async (test) => {
    const { get } = await start(test, {
      INGEST_SYNCHRONOUS: 'FULL',
      INGEST_WRITE_STRATEGY: 'per-batch',
    });
    const health = (await get('/api/health')) as Record<string, unknown>;
    assert.equal(health['synchronous'], 'FULL');
    assert.equal(health['journal_mode'], 'WAL');
    assert.equal(health['write_strategy'], 'per-batch');
    assert.equal(health['page_size'], 4096);
  });

  it('answers health and refuses what is over the queue while the database is locked', async (test) => {
    const { path, post, get } = await start(test, { INGEST_QUEUE_LIMIT: '1' });
    const unlock = lock(path);
    const answers = [1, 2, 3, 4, 5].map(() => post('/api/events', EVENT));
    const refused = await Promise.race(answers.map(async (answer) => (await answer).status));
    assert.equal(refused, 503);
    assert.equal(((await get('/api/health')) as { status: string }).status, 'ok');
    unlock();
    const statuses = await Promise.all(answers.map(async (answer) => (await answer).status));
    assert.ok(statuses.includes(201));
    assert.ok(statuses.every((status) => status === 201 || status === 503));
  });

  it('sends what is stored to a subscriber', async (test) => {
    const { url, post, close } = await start(test);
    const stream = await fetch(`${url}/api/stream`);
    assert.equal(stream.headers.get('content-type'), 'text/event-stream');
    assert.ok(stream.body);
    const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) {
        const { value, done } = await reader.read();
        assert.ok(!done, `the stream ended before ${wanted}`);
        text += value;
      }
    };
    await readUntil('"connected"');
    await post('/api/events', EVENT);
    await readUntil('"type":"event","payload":{"id":1,');
    await close();
    await assert.rejects(async () => {
      while (!(await reader.read()).done);
      throw new Error('ended');
    });
  });

  it('leaves a whole database without a log behind', async (test) => {
    const { path, post, close } = await start(test);
    await post('/api/events', EVENT);
    await close();
    assert.ok(!existsSync(`${path}-wal`));
    const db = new Database(path);
    assert.deepEqual(db.prepare('SELECT count(*) FROM events').pluck().all(), [1]);
    db.close();
  });

  it('refuses to start on a port in use or a file that is no database', async (test) => {
    const { url } = await start(test);
    const config = (variables: object) =>
      readConfig({ INGEST_DB_PATH: newDatabase(test), ...variables });
    const { port } = new URL(url);
    const noDatabase = join(dirname(dirname(newDatabase(test))), 'text');
    writeFileSync(noDatabase, 'no database, but more than a few bytes');
    await assert.rejects(IngestServer.start(config({ INGEST_PORT: port })), ConfigError);
    await assert.rejects(
      IngestServer.start(config({ INGEST_PORT: '0', INGEST_DB_PATH: noDatabase })),
      ConfigError,
    );
  });

  it('does not serve what comes behind a stream on the same connection', async (test) => {
    const { url, get } = await start(test);
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    const body = JSON.stringify(EVENT);
    const head = `Host: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    socket.write('GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(`POST /api/events HTTP/1.1\r\n${head}\r\n\r\n${body}`);
    // Health is asked later than that arrives, on a connection of its own.
    await get('/api/health');
    const { total } = (await get('/api/events')) as { total: number };
    assert.equal(total, 0);
    socket.destroy();
  });
});
