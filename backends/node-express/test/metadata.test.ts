import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MalformedBodyError } from '../src/event/json.js';
import { storedMetadata } from '../src/event/metadata.js';

const CAP = 100;

describe('stored metadata', () => {
  it('is an empty object where there is none', () => {
    assert.deepEqual(storedMetadata(undefined, CAP), { text: '{}', truncated: false });
    assert.deepEqual(storedMetadata(null, CAP), { text: '{}', truncated: false });
  });

  it('is a string as it is, other values as compact JSON', () => {
    assert.equal(storedMetadata('{ "a" : 1 }', CAP).text, '{ "a" : 1 }');
    assert.equal(
      storedMetadata({ b: [1, null, -0], a: 'é' }, CAP).text,
      '{"b":[1,null,0],"a":"é"}',
    );
    assert.equal(storedMetadata(false, CAP).text, 'false');
  });

  it('keeps what is exactly as long as the cap', () => {
    assert.equal(storedMetadata('x'.repeat(CAP), CAP).truncated, false);
    assert.equal(storedMetadata(['x'.repeat(CAP - 4)], CAP).truncated, false);
    assert.equal(storedMetadata(['x'.repeat(CAP - 3)], CAP).truncated, true);
  });

  it('cuts a string at the last whole code point', () => {
    assert.deepEqual(storedMetadata('a'.repeat(99) + 'é', CAP), {
      text: 'a'.repeat(99),
      truncated: true,
    });
    assert.equal(storedMetadata('a'.repeat(97) + '😀', CAP).text, 'a'.repeat(97));
    assert.equal(storedMetadata('a'.repeat(96) + '😀b', CAP).text, 'a'.repeat(96) + '😀');
  });

  it('keeps the listed members of an object in their order, each as far as it fits', () => {
    const value = {
      type: 't',
      other: 'x'.repeat(CAP),
      message: 'm'.repeat(CAP),
      command: 'c',
    };
    const bytes = JSON.stringify(value).length;
    assert.deepEqual(storedMetadata(value, CAP), {
      text: `{"_truncated":true,"_original_bytes":${bytes},"command":"c","type":"t"}`,
      truncated: true,
    });
  });

  it('says of an array only that it was cut', () => {
    const value = ['x'.repeat(CAP)];
    assert.equal(storedMetadata(value, CAP).text, '{"_truncated":true,"_original_bytes":104}');
  });

  it('refuses numbers beyond the range of a double', () => {
    const beyond: unknown = JSON.parse('{"a":[null,{"b":-1e999}]}');
    assert.throws(() => storedMetadata(beyond, CAP), MalformedBodyError);
    assert.throws(() => storedMetadata(Infinity, CAP), MalformedBodyError);
  });
});
