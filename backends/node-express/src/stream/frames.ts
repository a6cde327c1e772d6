import type { EventRow } from '../event/event.js';
import type { StreamFilter } from './subscriber.js';

const START = Buffer.from('data: ');
const END = Buffer.from('\n\n');

/** A message as a frame: `data: `, one line of JSON, a blank line. */
export function frame(message: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify(message)}\n\n`);
}

/** A message whose payload is JSON already. */
export function frameAround(type: string, payload: readonly Uint8Array[]): Buffer {
  const opening = Buffer.from(`{"type":${JSON.stringify(type)},"payload":`);
  return Buffer.concat([START, opening, ...payload, Buffer.from('}'), END]);
}

/**
 * The frames of some events, one behind the other in one buffer, of which every subscriber gets
 * views: a run of messages that somebody wants is one write.
 */
export class EventFrames {
  readonly #rows: readonly EventRow[];
  readonly #bytes: Buffer;
  readonly #ends: readonly number[];

  constructor(rows: readonly EventRow[]) {
    const texts = rows.map((row) => `data: {"type":"event","payload":${JSON.stringify(row)}}\n\n`);
    let end = 0;
    this.#rows = rows;
    this.#ends = texts.map((text) => (end += Buffer.byteLength(text)));
    this.#bytes = Buffer.from(texts.join(''));
  }

  /** What a subscriber with this filter gets, in order. */
  matching(filter: StreamFilter): readonly Buffer[] {
    if (filter.agent_type === undefined && filter.event_type === undefined) {
      return [this.#bytes];
    }
    const views: Buffer[] = [];
    let runStart: number | undefined;
    this.#rows.forEach((row, index) => {
      const start = this.#ends[index - 1] ?? 0;
      if (wants(filter, row)) {
        runStart ??= start;
      } else if (runStart !== undefined) {
        views.push(this.#bytes.subarray(runStart, start));
        runStart = undefined;
      }
    });
    if (runStart !== undefined) {
      views.push(this.#bytes.subarray(runStart));
    }
    return views;
  }
}

/** Whether an event passes a filter. */
export function wants(filter: StreamFilter, row: EventRow): boolean {
  return (
    (filter.agent_type === undefined || filter.agent_type === row.agent_type) &&
    (filter.event_type === undefined || filter.event_type === row.event_type)
  );
}
