import type { EventFilter } from '../store/filters.js';
import { storedTimeSince, storedTimeUntil } from '../event/timestamps.js';
import { Refusal } from './answers.js';

/** The values of known parameters by name. */
export type Query = Readonly<Record<string, string>>;

const FILTER_COLUMNS = [
  'agent_type',
  'event_type',
  'tool_name',
  'session_id',
  'branch',
  'model',
  'source',
];
const MOST_ROWS = 1000;

/** Reads a raw query strictly, as far as the known names go; an empty value counts as not given. */
export function parseQuery(raw: string, known: ReadonlySet<string>): Query {
  const values = new Map<string, string>();
  for (const pair of raw.split('&')) {
    const [, rawName = '', rawValue = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const name = decode(rawName);
    if (rawValue === '' || name === undefined || !known.has(name)) {
      continue;
    }
    const value = decode(rawValue);
    if (value === undefined) {
      throw new Refusal(400, `${name} is not percent-encoded UTF-8`);
    }
    if (values.has(name)) {
      throw new Refusal(400, `${name} must be given once`);
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** What a query says of the events that are wanted. */
export function eventFilter(query: Query): EventFilter {
  const equal = FILTER_COLUMNS.filter((column) => query[column] !== undefined);
  const since = time(query, 'since', storedTimeSince);
  const until = time(query, 'until', storedTimeUntil);
  return {
    equal: Object.fromEntries(equal.map((column) => [column, query[column] ?? ''])),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

/** Which of the events that are wanted. */
export function page(query: Query): { limit: number; offset: number } {
  const limit = digits(query, 'limit', 50);
  if (limit < 1 || limit > MOST_ROWS) {
    throw new Refusal(400, `limit must be from 1 to ${MOST_ROWS}`);
  }
  return { limit, offset: digits(query, 'offset', 0) };
}

/** Undefined where the text has a bad escape, or bytes that are no UTF-8. */
function decode(raw: string): string | undefined {
  // Node reads the head as ISO-8859-1; what is not escaped must be ASCII.
  if (/[^\0-\x7f]/.test(raw)) {
    return undefined;
  }
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function digits(query: Query, name: string, byDefault: number): number {
  const text = query[name];
  if (text === undefined) {
    return byDefault;
  }
  if (!/^[0-9]{1,15}$/.test(text)) {
    throw new Refusal(400, `${name} must be 1 to 15 decimal digits`);
  }
  return Number(text);
}

function time(
  query: Query,
  name: string,
  toStored: (text: string) => string | undefined,
): string | undefined {
  const text = query[name];
  if (text === undefined) {
    return undefined;
  }
  const stored = toStored(text);
  if (stored === undefined) {
    throw new Refusal(400, `${name} must be a valid timestamp`);
  }
  return stored;
}
