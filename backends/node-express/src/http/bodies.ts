import type { IncomingMessage, ServerResponse } from 'node:http';
import { BusyRefusal, Refusal } from './answers.js';

/** Counts the body bytes of all requests that are being read or wait for the writer. */
export class PendingBytes {
  readonly #cap: number;
  #reserved = 0;

  constructor(cap: number) {
    this.#cap = cap;
  }

  reserve(bytes: number): void {
    if (this.#reserved + bytes > this.#cap) {
      throw new BusyRefusal('Too many request bytes are pending, try again');
    }
    this.#reserved += bytes;
  }

  release(bytes: number): void {
    this.#reserved -= bytes;
  }
}

/** The client has gone before its body was complete: there is nobody to answer. */
export class ClientGoneError extends Error {}

/** Reads bodies of bounded size. */
export class BodyReader {
  readonly #maxBytes: number;
  readonly #pending: PendingBytes;

  constructor(maxBytes: number, maxPendingBytes: number) {
    this.#maxBytes = maxBytes;
    this.#pending = new PendingBytes(maxPendingBytes);
  }

  /**
   * Reads a whole body and has it used; its bytes count as pending until that is done.
   *
   * @throws Refusal where the body is too large, or where there is no room for it
   * @throws ClientGoneError where it does not come to its end
   */
  async use(
    request: IncomingMessage,
    response: ServerResponse,
    consumer: (body: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const declaredBytes = Number(request.headers['content-length'] ?? 0);
    this.#checkSize(declaredBytes);
    let reservedBytes = 0;
    const reserve = (bytes: number): void => {
      this.#pending.reserve(bytes);
      reservedBytes += bytes;
    };
    try {
      reserve(declaredBytes);
      if (request.headers.expect !== undefined) {
        response.writeContinue();
      }
      const isDeclared = request.headers['content-length'] !== undefined;
      await consumer(await this.#read(request, isDeclared ? undefined : reserve));
    } finally {
      this.#pending.release(reservedBytes);
    }
  }

  /**
   * @param onPiece called before a piece is kept
   */
  #read(request: IncomingMessage, onPiece?: (bytes: number) => void): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      const stop = (reason: Error): void => {
        request.removeListener('data', keep).removeListener('end', finish);
        reject(reason);
      };
      const keep = (piece: Buffer): void => {
        try {
          bytes += piece.length;
          this.#checkSize(bytes);
          onPiece?.(piece.length);
          pieces.push(piece);
        } catch (refusal) {
          stop(refusal as Refusal);
        }
      };
      const finish = (): void => {
        const [first] = pieces;
        resolve(first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces, bytes));
      };
      request.on('data', keep).once('end', finish);
      request.once('close', () => {
        if (!request.complete) {
          stop(new ClientGoneError('the client has gone'));
        }
      });
      request.once('error', () => {
        // The same end, of which `close` tells.
      });
    });
  }

  #checkSize(bytes: number): void {
    if (bytes > this.#maxBytes) {
      throw new Refusal(413, `Request body is over ${this.#maxBytes} bytes`);
    }
  }
}
