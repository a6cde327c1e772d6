import type { ServerResponse } from 'node:http';
import type { EventRow } from '../event/event.js';
import type { SweepResult } from '../store/connection.js';
import { EventFrames, frame, frameAround, wants } from './frames.js';
import { type StreamFilter, Subscriber } from './subscriber.js';

const CHECK_MS = 100;
/** Frames are rendered in runs, so that no buffer grows without bounds. */
const RUN_EVENTS = 500;
const RUN_METADATA_CHARACTERS = 256 * 1024;

/** The subscribers of the event stream and what is sent to them. Waits for none of them. */
export class StreamHub {
  readonly maxClients: number;
  readonly #heartbeatMs: number;
  readonly #subscribers = new Set<Subscriber>();
  #check: NodeJS.Timeout | undefined;

  constructor(maxClients: number, heartbeatMs: number) {
    this.maxClients = maxClients;
    this.#heartbeatMs = heartbeatMs;
  }

  /** How many listen now. */
  get clients(): number {
    return this.#subscribers.size;
  }

  get isFull(): boolean {
    return this.clients >= this.maxClients;
  }

  /** Makes a subscriber of a response whose head is sent; it gets `connected` and all from then on. */
  subscribe(response: ServerResponse, filter: StreamFilter): void {
    const subscriber = new Subscriber(response, filter);
    const leave = (): void => {
      if (this.#subscribers.delete(subscriber)) {
        subscriber.close();
        this.#keepWatch();
      }
    };
    this.#subscribers.add(subscriber);
    this.#keepWatch();
    response.once('close', leave).once('error', leave);
    // A client that has closed its sending half has left too.
    response.socket?.once('end', leave);
    subscriber.offer([frame({ type: 'connected', timestamp: new Date().toISOString() })]);
  }

  /** Sends stored events, in `id` order, to those who want them. */
  publishEvents(rows: readonly EventRow[]): void {
    if (this.clients === 0) {
      return;
    }
    // One look at the set for the whole commit, so that a newcomer gets all of one or nothing.
    const listeners = [...this.#subscribers];
    let run: EventRow[] = [];
    let characters = 0;
    const send = (): void => {
      const frames = new EventFrames(run);
      for (const listener of listeners) {
        listener.offer(frames.matching(listener.filter));
      }
      run = [];
      characters = 0;
    };
    for (const row of rows) {
      if (listeners.some(({ filter }) => wants(filter, row))) {
        run.push(row);
        characters += row.metadata.length;
        if (run.length >= RUN_EVENTS || characters >= RUN_METADATA_CHARACTERS) {
          send();
        }
      }
    }
    if (run.length > 0) {
      send();
    }
  }

  /** Sends figures that are JSON already. */
  publishStats(json: readonly Uint8Array[]): void {
    this.#publish(frameAround('stats', json));
  }

  publishSweep({ idled, ended }: SweepResult): void {
    const payload = { type: 'idle_check', idled, ended };
    this.#publish(frame({ type: 'session_update', payload }));
  }

  /** Disconnects everybody. */
  close(): void {
    this.#subscribers.forEach((subscriber) => {
      subscriber.close();
    });
  }

  #publish(message: Buffer): void {
    for (const subscriber of this.#subscribers) {
      subscriber.offer([message]);
    }
  }

  #keepWatch(): void {
    if (this.clients === 0) {
      clearInterval(this.#check);
      this.#check = undefined;
    } else {
      this.#check ??= setInterval(() => {
        const nowMs = performance.now();
        for (const subscriber of this.#subscribers) {
          subscriber.check(nowMs, this.#heartbeatMs);
        }
      }, CHECK_MS);
    }
  }
}
