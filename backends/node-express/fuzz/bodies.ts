import type { Random } from './random.js';

const FIELDS = [
  'session_id',
  'agent_type',
  'event_type',
  'event_id',
  'tool_name',
  'status',
  'tokens_in',
  'tokens_out',
  'branch',
  'project',
  'duration_ms',
  'client_timestamp',
  'metadata',
  'model',
  'cost_usd',
  'cache_read_tokens',
  'cache_write_tokens',
  'source',
  '__proto__',
  'constructor',
  'toJSON',
  'command',
  '0',
] as const;

/** Values as JSON text, so that they may be what no JavaScript value is. */
const VALUES = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '5e0',
  '1e999',
  '-1e999',
  '9007199254740993',
  '1e-400',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\ud83d\\ude00"',
  '"\ufeff"',
  '"tool_use"',
  '"session_end"',
  '"import"',
  '"2024-01-01T00:00:00+18:00"',
  '"9999-12-31T23:59:59-18:00"',
  '[]',
  '{}',
  '{"__proto__":{"a":1}}',
  '{"toJSON":1,"0":2,"a":null}',
  '[[],{},null,1e400]',
  '01',
  '+1',
  '.5',
  '1.',
  'NaN',
  '-Infinity',
  'tru',
  "'a'",
  '"\\x"',
  '"\t"',
  '"',
] as const;

const BAD_BYTES = [
  '80',
  'c0af',
  'e080af',
  'eda080',
  'f08080af',
  'f4908080',
  'ff',
  'fe',
  'e282',
  '00',
  'efbbbf',
] as const;

/** A body that is most often malformed in some way; always the same for the same randomness. */
export function malformedBody(random: Random, isBatch: boolean): Buffer {
  let bytes: Buffer = Buffer.from(isBatch ? batch(random) : event(random));
  for (let i = random.oneIn(2) ? 0 : random.below(4); i > 0; i--) {
    bytes = mutated(random, bytes);
  }
  return bytes;
}

function batch(random: Random): string {
  const items = Array.from({ length: random.below(6) }, () =>
    random.oneIn(6) ? value(random) : event(random),
  );
  const list = random.oneIn(10) ? value(random) : `[${items.join(random.oneIn(30) ? ',,' : ',')}]`;
  return `{${random.oneIn(8) ? `"events":${value(random)},` : ''}"events":${list}}`;
}

function event(random: Random): string {
  const members = ['"session_id":"s"', '"agent_type":"a"', '"event_type":"tool_use"'];
  for (let i = random.below(6); i > 0; i--) {
    members.push(`"${random.pick(FIELDS)}":${value(random)}`);
  }
  if (random.oneIn(5)) {
    members.splice(random.below(members.length), 1);
  }
  return `{${members.join(',')}}`;
}

function value(random: Random): string {
  switch (random.below(12)) {
    case 0:
      return nested(random, 1 + random.below(random.oneIn(10) ? 20_000 : 1200));
    case 1:
      return '9'.repeat(1 + random.below(2000));
    case 2:
      return JSON.stringify('é'.repeat(random.below(8000)));
    case 3:
      return `{"command":${JSON.stringify('x'.repeat(random.below(30_000)))},"type":1}`;
    default:
      return random.pick(VALUES);
  }
}

function nested(random: Random, levels: number): string {
  return random.oneIn(2)
    ? '['.repeat(levels) + ']'.repeat(levels)
    : '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
}

function mutated(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const end = at + random.below(Math.min(40, bytes.length - at + 1));
  const joined = (middle: Buffer, rest: number): Buffer =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(rest)]);
  switch (random.below(6)) {
    case 0:
      return bytes.subarray(0, at); // truncated
    case 1:
      return joined(Buffer.alloc(0), end); // a part is missing
    case 2:
      return joined(bytes.subarray(at, end), at); // a part is there twice
    case 3:
      return joined(Buffer.from(random.pick(BAD_BYTES), 'hex'), at); // no UTF-8
    case 4:
      return joined(Buffer.from(random.pick(VALUES)), end); // another value
    default:
      return joined(Buffer.of(random.below(256)), Math.min(at + 1, bytes.length)); // another byte
  }
}
