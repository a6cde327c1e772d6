import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MalformedBodyError, parseJson } from '../src/event/json.js';

const parse = (text: string): unknown => parseJson(Buffer.from(text));
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('JSON bodies', () => {
  it('takes the last of repeated keys and keeps __proto__ as data', () => {
    assert.deepEqual(parse('{"a":1,"a":2}'), { a: 2 });
    const value = parse('{"__proto__":{"x":1}}') as object;
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('skips one byte order mark and no second one', () => {
    assert.deepEqual(parseJson(bytes('efbbbf7b7d')), {});
    assert.throws(() => parseJson(bytes('efbbbfefbbbf7b7d')), MalformedBodyError);
  });

  for (const hex of [
    '22c0af22',
    '22eda08022',
    '22f490808022',
    '22ff22',
    '22c322',
    'fffe7b007d00',
  ]) {
    it(`refuses the bytes ${hex}, and reads on afterwards`, () => {
      assert.throws(() => parseJson(bytes(hex)), MalformedBodyError);
      assert.deepEqual(parse('["é"]'), ['é']);
    });
  }

  it('makes U+FFFD of half a surrogate pair and leaves whole ones alone', () => {
    assert.equal(parse('"\\ud83d"'), '\ufffd');
    assert.equal(parse('"a\\uDE00b"'), 'a\ufffdb');
    assert.equal(parse('"\\ud83d\\ude00"'), '😀');
    assert.equal(parse('"\\ud83d\\ud83d\\ude00"'), '\ufffd😀');
    assert.equal(parse('"\\\\ud83d"'), '\\ud83d');
    assert.equal(parse('"\\\\\\ud83d"'), '\\\ufffd');
  });

  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  it('accepts a hundred levels and refuses more than a thousand', () => {
    assert.doesNotThrow(() => parse(nested(100)));
    assert.throws(() => parse(nested(1001)), MalformedBodyError);
    assert.throws(() => parse(nested(200_000)), MalformedBodyError);
    assert.throws(
      () => parse(`{"a":${'{"b":'.repeat(1000)}1${'}'.repeat(1000)}}`),
      MalformedBodyError,
    );
  });

  it('counts no brackets in strings and no siblings', () => {
    assert.doesNotThrow(() => parse(JSON.stringify('[{"\\'.repeat(2000))));
    assert.doesNotThrow(() => parse(`[${'[],'.repeat(5000)}[]]`));
  });

  for (const bad of [
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":01}',
    '{} {}',
    'NaN',
    "{'a':1}",
    '"\t"',
    '{}\u0000',
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.throws(() => parse(bad), MalformedBodyError);
    });
  }
});
