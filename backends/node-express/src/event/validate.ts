import { EVENT_TYPES, STATUSES, type EventRow, type FieldError } from './event.js';
import { fits, storedMetadata } from './metadata.js';
import { toStoredClientTimestamp } from './timestamps.js';

const MAX_TEXT_BYTES = 4096;
const MAX_COST_USD = 1e9;

const eventTypes: ReadonlySet<string> = new Set(EVENT_TYPES);
const statuses: ReadonlySet<string> = new Set(STATUSES);

/** Either a row to store or everything that is wrong with the event, in the contract's order. */
export type Validated =
  | { readonly row: EventRow; readonly errors?: undefined }
  | { readonly row?: undefined; readonly errors: readonly FieldError[] };

/**
 * Judges one event as read by `JSON.parse`.
 *
 * @param maxPayloadBytes cap on the stored `metadata`
 * @throws MalformedBodyError where `metadata` holds a number beyond a double's range
 */
export function validateEvent(value: unknown, maxPayloadBytes: number): Validated {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { errors: [{ field: 'body', message: 'must be a JSON object' }] };
  }
  const fields = value as Record<string, unknown>;
  const errors: FieldError[] = [];
  // Each reader notes at most one error, so the order of these lines is that of the messages.
  const session_id = requiredText(fields, 'session_id', errors);
  const agent_type = requiredText(fields, 'agent_type', errors);
  const event_type = eventType(fields, errors);
  const status = statusOf(fields, event_type, errors);
  const event_id = optionalText(fields, 'event_id', errors);
  const tool_name = optionalText(fields, 'tool_name', errors);
  const branch = optionalText(fields, 'branch', errors);
  const project = optionalText(fields, 'project', errors);
  const model = optionalText(fields, 'model', errors);
  const duration_ms = optionalInteger(fields, 'duration_ms', errors);
  const tokens_in = optionalInteger(fields, 'tokens_in', errors) ?? 0;
  const tokens_out = optionalInteger(fields, 'tokens_out', errors) ?? 0;
  const cache_read_tokens = optionalInteger(fields, 'cache_read_tokens', errors) ?? 0;
  const cache_write_tokens = optionalInteger(fields, 'cache_write_tokens', errors) ?? 0;
  const cost_usd = optionalCost(fields, errors);
  const client_timestamp = clientTimestamp(fields, errors);
  const source = optionalText(fields, 'source', errors) ?? 'api';
  const metadata = storedMetadata(fields['metadata'], maxPayloadBytes);
  if (errors.length > 0) {
    return { errors };
  }
  return {
    row: {
      id: 0,
      event_id,
      schema_version: 1,
      session_id,
      agent_type,
      event_type,
      tool_name,
      status,
      tokens_in,
      tokens_out,
      branch,
      project,
      duration_ms,
      created_at: '',
      client_timestamp,
      metadata: metadata.text,
      payload_truncated: metadata.truncated ? 1 : 0,
      model,
      cost_usd,
      cache_read_tokens,
      cache_write_tokens,
      source,
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function nonEmptyText(fields: Fields, field: string, errors: FieldError[]): string {
  const value = fields[field];
  if (typeof value !== 'string') {
    errors.push({ field, message: 'must be a string' });
    return '';
  }
  const text = value.trim();
  if (text === '') {
    errors.push({ field, message: 'must be a non-empty string' });
  }
  return text;
}

function requiredText(fields: Fields, field: string, errors: FieldError[]): string {
  return bounded(nonEmptyText(fields, field, errors), field, errors);
}

function eventType(fields: Fields, errors: FieldError[]): string {
  const text = nonEmptyText(fields, 'event_type', errors);
  if (text !== '' && !eventTypes.has(text)) {
    errors.push({ field: 'event_type', message: `must be one of: ${EVENT_TYPES.join(', ')}` });
  }
  return text;
}

function optionalText(fields: Fields, field: string, errors: FieldError[]): string | null {
  const value = fields[field];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'string') {
    errors.push({ field, message: 'must be a string when provided' });
    return null;
  }
  return bounded(value.trim(), field, errors) || null;
}

function bounded(text: string, field: string, errors: FieldError[]): string {
  if (!fits(text, MAX_TEXT_BYTES)) {
    errors.push({ field, message: `must be at most ${MAX_TEXT_BYTES} bytes` });
  }
  return text;
}

function statusOf(fields: Fields, type: string, errors: FieldError[]): string {
  const value = fields['status'];
  if (value === undefined || value === null) {
    return type === 'error' ? 'error' : 'success';
  }
  if (typeof value !== 'string') {
    errors.push({ field: 'status', message: 'must be a string when provided' });
    return '';
  }
  if (!statuses.has(value)) {
    errors.push({ field: 'status', message: `must be one of: ${STATUSES.join(', ')}` });
  }
  return value;
}

function optionalInteger(fields: Fields, field: string, errors: FieldError[]): number | null {
  const value = fields[field];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    errors.push({ field, message: 'must be a non-negative integer when provided' });
    return null;
  }
  return value + 0; // makes 0 of minus zero
}

function optionalCost(fields: Fields, errors: FieldError[]): number | null {
  const value = fields['cost_usd'];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'number' || !(value >= 0 && value <= MAX_COST_USD)) {
    errors.push({ field: 'cost_usd', message: 'must be a non-negative number when provided' });
    return null;
  }
  return value + 0;
}

function clientTimestamp(fields: Fields, errors: FieldError[]): string | null {
  const field = 'client_timestamp';
  const value = fields[field];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== 'string') {
    errors.push({ field, message: 'must be a string when provided' });
    return null;
  }
  const stored = toStoredClientTimestamp(value);
  if (stored === undefined) {
    errors.push({ field, message: 'must be a valid timestamp' });
    return null;
  }
  return stored;
}
