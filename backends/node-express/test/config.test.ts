import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, readConfig } from '../src/config/config.js';
import { normaliseHost, normaliseOrigin } from '../src/config/hosts.js';

describe('configuration', () => {
  it('has the defaults of the contract', () => {
    const config = readConfig({});
    assert.deepEqual(config, {
      host: '127.0.0.1',
      port: 3141,
      databasePath: './data/ingest.db',
      maxPayloadBytes: 10_240,
      maxBodyBytes: 1_048_576,
      maxPendingBytes: 67_108_864,
      sessionTimeoutMs: 300_000,
      sweepMs: 60_000,
      statsIntervalMs: 5000,
      maxStreamClients: 50,
      heartbeatMs: 30_000,
      synchronous: 'NORMAL',
      writeStrategy: 'group',
      queueLimit: 1024,
      allowedOrigins: new Set(),
      allowedHosts: new Set(),
    });
  });

  it('takes an empty variable for none', () => {
    assert.equal(readConfig({ INGEST_PORT: '', INGEST_SYNCHRONOUS: '' }).port, 3141);
  });

  it('reads numbers with leading zeros and up to the ends of their range', () => {
    const config = readConfig({ INGEST_PORT: '00080', INGEST_MAX_PAYLOAD_KB: '1024' });
    assert.equal(config.port, 80);
    assert.equal(config.maxPayloadBytes, 1_048_576);
  });

  for (const text of [
    '+1',
    ' 1',
    '1e3',
    '0x10',
    '1.0',
    '-1',
    '70000',
    '１',
    '99999999999999999999',
  ]) {
    it(`refuses the port ${JSON.stringify(text)} and names the variable`, () => {
      assert.throws(
        () => readConfig({ INGEST_PORT: text }),
        (error) => error instanceof ConfigError && error.message.startsWith('INGEST_PORT: '),
      );
    });
  }

  it('tells words by their case', () => {
    assert.throws(() => readConfig({ INGEST_WRITE_STRATEGY: 'Group' }), ConfigError);
    assert.equal(readConfig({ INGEST_WRITE_STRATEGY: 'per-event' }).writeStrategy, 'per-event');
  });

  it('normalises lists and refuses one bad entry among good ones', () => {
    const config = readConfig({
      INGEST_ALLOW_ORIGIN: 'HTTP://A.example:80, https://b.example:8443',
      INGEST_ALLOW_HOST: 'Box.local,::1,10.0.0.7',
    });
    assert.deepEqual([...config.allowedOrigins], ['http://a.example', 'https://b.example:8443']);
    assert.deepEqual([...config.allowedHosts], ['box.local', '[::1]', '10.0.0.7']);
    for (const bad of ['*', 'null', 'http://a.example,*', 'http://a.example/', 'a.example']) {
      assert.throws(() => readConfig({ INGEST_ALLOW_ORIGIN: bad }), ConfigError, bad);
    }
    for (const bad of ['a b', 'a:80', '1.2.3', 'http://a', 'a,,b']) {
      assert.throws(() => readConfig({ INGEST_ALLOW_HOST: bad }), ConfigError, bad);
    }
  });

  it('keeps a message on one line', () => {
    assert.throws(
      () => readConfig({ INGEST_PORT: 'a\nb' }),
      (error) => error instanceof ConfigError && !error.message.includes('\n'),
    );
  });
});

describe('hosts and origins', () => {
  it('gives brackets to IPv6 literals', () => {
    assert.equal(normaliseHost('[::1]'), '[::1]');
    assert.equal(normaliseHost('FE80::1'), '[fe80::1]');
    assert.equal(normaliseHost('[localhost]'), undefined);
  });

  it('fills in default ports', () => {
    assert.equal(normaliseOrigin('https://a:443'), 'https://a');
    assert.equal(normaliseOrigin('https://a:80'), 'https://a:80');
    assert.equal(normaliseOrigin('http://[::1]:3141'), 'http://[::1]:3141');
    assert.equal(normaliseOrigin('http://a:0'), undefined);
    assert.equal(normaliseOrigin('http://a:65536'), undefined);
  });
});
