import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  storedTimeSince,
  storedTimeUntil,
  toStoredClientTimestamp,
} from '../src/event/timestamps.js';

describe('client timestamps', () => {
  const stored: Record<string, string> = {
    '2024-02-29': '2024-02-29T00:00:00.000Z',
    '2024-01-02T03:04': '2024-01-02T03:04:00.000Z',
    '2024-01-02t03:04:05z': '2024-01-02T03:04:05.000Z',
    '2024-01-02T03:04:05.9999999Z': '2024-01-02T03:04:05.999Z',
    '2024-01-02T03:04:05.1': '2024-01-02T03:04:05.100Z',
    '2024-01-01T00:00:00+18:00': '2023-12-31T06:00:00.000Z',
    '2024-01-01T23:30:00-01:30': '2024-01-02T01:00:00.000Z',
    '0001-01-01T00:00:00Z': '0001-01-01T00:00:00.000Z',
    '0099-12-31': '0099-12-31T00:00:00.000Z',
    '2000-02-29': '2000-02-29T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z': '9999-12-31T23:59:59.999Z',
    '2023-02-28T23:59:59.999Z': '2023-02-28T23:59:59.999Z',
    '2024-02-29T00:00:00.000Z': '2024-02-29T00:00:00.000Z',
  };
  for (const [given, expected] of Object.entries(stored)) {
    it(`stores ${given} as ${expected}`, () => {
      assert.equal(toStoredClientTimestamp(given), expected);
    });
  }

  for (const bad of [
    '',
    '2024',
    '2024-02-30',
    '2023-02-29',
    '2023-02-29T00:00:00.000Z',
    '2023-04-31T00:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2023-01-01T24:00:00.000Z',
    '2023-00-01T00:00:00.000Z',
    '1900-02-29',
    '2024-13-01',
    '2024-00-01',
    '2024-01-00',
    '0000-01-01',
    '2024-01-01T24:00',
    '2024-01-01T00:60',
    '2024-01-01T00:00:60',
    '2024-01-01T00:00:00.',
    '2024-01-01T00:00.5',
    '2024-01-01 00:00:00',
    ' 2024-01-01',
    '2024-01-01\n',
    '2024-01-01Z',
    '2024-01-01T00:00:00+18:01',
    '2024-01-01T00:00:00+01:60',
    '2024-01-01T00:00:00+0100',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '+2024-01-01',
    '２０２４-01-01',
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.equal(toStoredClientTimestamp(bad), undefined);
    });
  }
});

describe('times of queries', () => {
  it('rounds to the whole seconds that were stored', () => {
    assert.equal(storedTimeSince('2024-01-01T00:00:00.001Z'), '2024-01-01 00:00:01');
    assert.equal(storedTimeSince('2024-01-01T00:00:00.0000001Z'), '2024-01-01 00:00:01');
    assert.equal(storedTimeSince('2024-01-01T00:00:00.000Z'), '2024-01-01 00:00:00');
    assert.equal(storedTimeUntil('2024-01-01T00:00:00.999Z'), '2024-01-01 00:00:00');
    assert.equal(storedTimeUntil('2024-01-01 00:00:07'), '2024-01-01 00:00:07');
  });

  it('finds nothing after the last second of the last year', () => {
    const beyond = storedTimeSince('9999-12-31T23:59:59.5Z');
    assert.ok(beyond !== undefined && beyond > '9999-12-31 23:59:59');
  });

  it('refuses what is no timestamp', () => {
    assert.equal(storedTimeSince('yesterday'), undefined);
    assert.equal(storedTimeUntil('2024-01-01 00:00'), undefined);
  });
});
