import { MalformedBodyError } from './json.js';

/** Members of an object over the cap that its summary keeps, in this order. */
const KEPT = [
  'command',
  'file_path',
  'query',
  'pattern',
  'error',
  'message',
  'tool_name',
  'path',
  'type',
];
const MAX_BYTES_PER_CHAR = 3;

export interface Metadata {
  readonly text: string;
  readonly truncated: boolean;
}

const NONE: Metadata = { text: '{}', truncated: false };

/** The form in which `metadata` is stored: at most `maxBytes` bytes of UTF-8. */
export function storedMetadata(value: unknown, maxBytes: number): Metadata {
  if (value === undefined || value === null) {
    return NONE;
  }
  if (typeof value === 'string') {
    return fits(value, maxBytes) ? whole(value) : { text: cut(value, maxBytes), truncated: true };
  }
  const json = JSON.stringify(value);
  // JSON.parse reads a number beyond a double's range as infinite, which has no JSON but null.
  if (json.includes('null') && holdsInfinity(value)) {
    throw new MalformedBodyError('Malformed JSON: a number in metadata is out of range');
  }
  return fits(json, maxBytes)
    ? whole(json)
    : { text: summary(value, Buffer.byteLength(json), maxBytes), truncated: true };
}

/** Whether a text has at most so many bytes of UTF-8. */
export function fits(text: string, maxBytes: number): boolean {
  return text.length * MAX_BYTES_PER_CHAR <= maxBytes || Buffer.byteLength(text) <= maxBytes;
}

function whole(text: string): Metadata {
  return { text, truncated: false };
}

/** The longest prefix of whole code points that fits. */
function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  let end = maxBytes;
  // Bytes 10xxxxxx continue a code point.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) {
    end -= 1;
  }
  return bytes.toString('utf8', 0, end);
}

function summary(value: unknown, originalBytes: number, maxBytes: number): string {
  let text = `{"_truncated":true,"_original_bytes":${originalBytes}`;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const members = value as Record<string, unknown>;
    let bytes = text.length + 1;
    for (const name of KEPT.filter((kept) => Object.hasOwn(members, kept))) {
      const member = `,"${name}":${JSON.stringify(members[name])}`;
      const added = Buffer.byteLength(member);
      if (bytes + added <= maxBytes) {
        text += member;
        bytes += added;
      }
    }
  }
  return `${text}}`;
}

function holdsInfinity(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).some(holdsInfinity);
  }
  return value === Infinity || value === -Infinity;
}
