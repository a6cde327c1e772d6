import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Refusal } from '../src/http/answers.js';
import { HostPolicy, OriginPolicy } from '../src/http/browser-safety.js';
import { isJson } from '../src/http/media-type.js';
import { eventFilter, page, parseQuery } from '../src/http/query.js';
import { splitTarget } from '../src/http/routes.js';

describe('media types', () => {
  for (const good of [
    'application/json',
    'APPLICATION/Json ',
    'application/json;charset=utf-8',
    'application/json; Charset="UTF-8"',
    'application/json; charset="utf\\-8"',
    'application/json; q="a;charset=latin1"; charset=utf-8',
    'application/json;',
    'application/json; v=1; charset=utf-8',
  ]) {
    it(`takes ${good}`, () => {
      assert.ok(isJson([good]));
    });
  }
  for (const bad of [
    '',
    'text/json',
    'application/json2',
    'application/jso',
    'application/json, application/json',
    'application/json; charset=latin1',
    'application/json; charset=',
    'application/json; charset="utf-8',
    'application/json; charset=utf-8; charset=latin1',
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.ok(!isJson([bad]));
    });
  }
  it('wants exactly one field', () => {
    assert.ok(!isJson([]));
    assert.ok(!isJson(['application/json', 'application/json']));
  });
});

describe('hosts', () => {
  const policy = new HostPolicy('192.0.2.1', ['box.local']);
  for (const good of [
    undefined,
    'localhost',
    'LOCALHOST:1',
    'localhost:',
    '127.0.0.1:3141',
    '127.255.3.4',
    '[::1]:80',
    '192.0.2.1',
    'Box.Local:9',
  ]) {
    it(`passes ${good ?? 'none'}`, () => {
      assert.ok(policy.allows(good));
    });
  }
  for (const bad of [
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.256',
    '127.0.0',
    '127.0.0.1.evil',
    '[::2]',
    '::1',
    'localhost:80:80',
    '10.0.0.1',
    'localhost@evil',
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.ok(!policy.allows(bad));
    });
  }
  it('passes any literal where the bind address is a wildcard', () => {
    for (const wildcard of ['0.0.0.0', '::', '0:0:0:0:0:0:0:0']) {
      const open = new HostPolicy(wildcard, []);
      assert.ok(open.allows('10.0.0.1:80'), wildcard);
      assert.ok(open.allows('[fe80::1]'), wildcard);
      assert.ok(!open.allows('evil.example'), wildcard);
      assert.ok(!open.allows('10.0.0'), wildcard);
    }
  });
});

describe('origins', () => {
  const policy = new OriginPolicy(new Set(['https://a.example']));
  it('passes listed ones and the server itself', () => {
    assert.ok(policy.allows('HTTPS://A.example:443', 'localhost:3141'));
    assert.ok(policy.allows('http://LOCALHOST:3141', 'localhost:3141'));
    assert.ok(policy.allows('http://localhost', 'localhost:80'));
  });
  it('refuses others', () => {
    for (const bad of [
      'null',
      '',
      'http://a.example',
      'http://localhost:3142',
      'https://localhost:3141',
    ]) {
      assert.ok(!policy.allows(bad, 'localhost:3141'), bad);
    }
    assert.ok(!policy.allows('http://localhost', undefined));
  });
});

describe('queries', () => {
  const known = new Set(['limit', 'offset', 'branch', 'since', 'until', 'agent_type']);
  const refusal = (message: RegExp) => (error: unknown) =>
    error instanceof Refusal && error.status === 400 && message.test(error.message);

  it('decodes known parameters and ignores others, badly escaped ones too', () => {
    assert.deepEqual(parseQuery('branch=a+b%2Bc%C3%A9&x=%&%zz=1&BRANCH=q&&=', known), {
      branch: 'a b+cé',
    });
    assert.deepEqual(parseQuery('br%61nch=a=b', known), { branch: 'a=b' });
  });

  it('takes an empty value for none, also beside another', () => {
    assert.deepEqual(parseQuery('branch=&branch=b&limit', known), { branch: 'b' });
  });

  it('refuses a known parameter that is given twice or badly escaped, by its name', () => {
    assert.throws(() => parseQuery('branch=a&branch=a', known), refusal(/^branch /));
    assert.throws(() => parseQuery('branch=%C3', known), refusal(/^branch /));
    assert.throws(() => parseQuery('branch=%', known), refusal(/^branch /));
  });

  it('bounds pages', () => {
    assert.deepEqual(page({}), { limit: 50, offset: 0 });
    assert.deepEqual(page({ limit: '1000', offset: '999999999999999' }), {
      limit: 1000,
      offset: 999_999_999_999_999,
    });
    for (const limit of ['0', '1001', '-1', '1.0', ' 1', '1000000000000000']) {
      assert.throws(() => page({ limit }), refusal(/^limit /), limit);
    }
    assert.throws(() => page({ offset: 'x' }), refusal(/^offset /));
  });

  it('turns parameters into a filter', () => {
    assert.deepEqual(eventFilter({ branch: 'b', since: '2024-01-01', limit: '5' }), {
      equal: { branch: 'b' },
      since: '2024-01-01 00:00:00',
    });
    assert.throws(() => eventFilter({ until: 'now' }), refusal(/^until /));
  });
});

describe('request targets', () => {
  it('are split without decoding', () => {
    assert.deepEqual(splitTarget('/api/%65vents?a=%20?b'), {
      path: '/api/%65vents',
      query: 'a=%20?b',
      authority: undefined,
    });
    assert.deepEqual(splitTarget('http://h:1/api/events?a'), {
      path: '/api/events',
      query: 'a',
      authority: 'h:1',
    });
    assert.equal(splitTarget('http://h').path, '/');
  });
});
