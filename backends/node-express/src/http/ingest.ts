import type { ServerResponse } from 'node:http';
import type { EventRow, FieldError } from '../event/event.js';
import { MalformedBodyError, parseJson } from '../event/json.js';
import { validateEvent } from '../event/validate.js';
import type { Stored, Writer } from '../store/writer.js';
import { answerJson, Refusal } from './answers.js';

const MOST_BATCH_ITEMS = 10_000;
const NOTHING: Stored = { rows: [], duplicates: 0 };

/** Takes events in: reads a body, judges it, has it stored, answers. */
export class Ingest {
  readonly #writer: Writer;
  readonly #maxPayloadBytes: number;

  constructor(writer: Writer, maxPayloadBytes: number) {
    this.#writer = writer;
    this.#maxPayloadBytes = maxPayloadBytes;
  }

  /** The body of `POST /api/events`. */
  async single(body: Uint8Array, response: ServerResponse): Promise<void> {
    const { row, errors } = judged(() => validateEvent(parseJson(body), this.#maxPayloadBytes));
    if (row === undefined) {
      throw new Refusal(400, 'Invalid event payload', { details: errors });
    }
    const stored = await this.#writer.submit([row]);
    answerJson(response, stored.rows.length === 0 ? 200 : 201, JSON.stringify(figures(stored)));
  }

  /** The body of `POST /api/events/batch`. */
  async batch(body: Uint8Array, response: ServerResponse): Promise<void> {
    const { rows, rejected } = judged(() => this.#judgeItems(itemsOf(parseJson(body))));
    const stored = rows.length === 0 ? NOTHING : await this.#writer.submit(rows);
    answerJson(response, 201, JSON.stringify({ ...figures(stored), rejected }));
  }

  #judgeItems(items: readonly unknown[]): { rows: EventRow[]; rejected: Rejected[] } {
    const rows: EventRow[] = [];
    const rejected: Rejected[] = [];
    items.forEach((item, index) => {
      const { row, errors } = validateEvent(item, this.#maxPayloadBytes);
      if (row === undefined) {
        rejected.push({ index, errors: errors.map(asText) });
      } else {
        rows.push(row);
      }
    });
    return { rows, rejected };
  }
}

interface Rejected {
  readonly index: number;
  readonly errors: readonly string[];
}

function itemsOf(body: unknown): readonly unknown[] {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const items = isObject ? (body as { events?: unknown }).events : undefined;
  if (!Array.isArray(items)) {
    throw new Refusal(400, 'Expected { events: [...] }');
  }
  if (items.length > MOST_BATCH_ITEMS) {
    throw new Refusal(413, `A batch has at most ${MOST_BATCH_ITEMS} events`);
  }
  return items;
}

function judged<T>(judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    throw error instanceof MalformedBodyError ? new Refusal(400, error.message) : error;
  }
}

function asText({ field, message }: FieldError): string {
  return `${field}: ${message}`;
}

function figures({ rows, duplicates }: Stored): object {
  return { received: rows.length, ids: rows.map(({ id }) => id), duplicates };
}
