import type { ServerResponse } from 'node:http';

/** A subscriber that has taken nothing for so long while messages wait is disconnected. */
const STALL_MS = 5000;
/** A subscriber for whom so much waits is disconnected. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
/** What is handed to the socket at a time: each piece that it takes is progress. */
const PIECE_BYTES = 64 * 1024;

const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/** Which `event` messages a subscriber wants. */
export interface StreamFilter {
  readonly agent_type?: string;
  readonly event_type?: string;
}

/** One client of the stream and the messages that wait for it. Frames are shared, never changed. */
export class Subscriber {
  readonly filter: StreamFilter;
  readonly #response: ServerResponse;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #isWriting = false;
  #isClosed = false;
  #lastProgressMs = performance.now();

  /**
   * @param response its head is sent already, without chunks around the body
   */
  constructor(response: ServerResponse, filter: StreamFilter) {
    this.#response = response;
    this.filter = filter;
  }

  /** Lets messages wait for the client; one for whom too much waits is disconnected. */
  offer(frames: readonly Buffer[]): void {
    if (this.#isClosed || frames.length === 0) {
      return;
    }
    if (this.#waitingBytes === 0) {
      this.#lastProgressMs = performance.now();
    }
    for (const frame of frames) {
      this.#waiting.push(frame);
      this.#waitingBytes += frame.length;
    }
    if (this.#waitingBytes >= MOST_WAITING_BYTES) {
      this.close();
    } else {
      this.#pump();
    }
  }

  /** The timer's look at this client: a slow one is disconnected, a silent one gets a heartbeat. */
  check(nowMs: number, heartbeatMs: number): void {
    const sinceMs = nowMs - this.#lastProgressMs;
    if (this.#waitingBytes > 0 && sinceMs >= STALL_MS) {
      this.close();
    } else if (this.#waitingBytes === 0 && sinceMs >= heartbeatMs) {
      this.offer([HEARTBEAT]);
    }
  }

  /** Ends the connection and frees what waits. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#response.destroy();
  }

  #pump(): void {
    const first = this.#waiting[0];
    if (this.#isWriting || first === undefined) {
      return;
    }
    const piece = first.subarray(0, PIECE_BYTES);
    if (piece.length === first.length) {
      this.#waiting.shift();
    } else {
      this.#waiting[0] = first.subarray(PIECE_BYTES);
    }
    this.#isWriting = true;
    this.#response.write(piece, (error) => {
      this.#isWriting = false;
      if (error != null) {
        this.close();
      }
      if (this.#isClosed) {
        return;
      }
      this.#waitingBytes -= piece.length;
      this.#lastProgressMs = performance.now();
      this.#pump();
    });
  }
}
