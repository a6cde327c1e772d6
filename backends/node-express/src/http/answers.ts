import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoreFault } from '../store/faults.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** How long the rest of a refused body is read and thrown away before the connection closes. */
const LINGER_MS = 5000;
const LINGER_BYTES = 16 * 1024 * 1024;

/** A request that is not served: how it is answered. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Members of the answer besides `error`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** A refusal after which the client may try again in a second. */
export class BusyRefusal extends Refusal {
  constructor(message: string) {
    super(503, message);
  }
}

/** What to answer where the store could not do what was asked. None of it names a file. */
export function refusalOf(fault: StoreFault): Refusal {
  switch (fault) {
    case 'disk-full':
      return new Refusal(507, 'The disk is full');
    case 'timeout':
      return new BusyRefusal('The database took too long');
    case 'queue-full':
      return new BusyRefusal("The writer's queue is full, try again");
    case 'unavailable':
      return new BusyRefusal("The database can't be used now");
  }
}

/** Answers with JSON. Not by Express, which would heed conditional fields. */
export function answerJson(
  response: ServerResponse,
  status: number,
  json: string | readonly Uint8Array[],
): void {
  const pieces = typeof json === 'string' ? [Buffer.from(json)] : json;
  const length = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': length });
  for (const piece of pieces.slice(0, -1)) {
    response.write(piece);
  }
  response.end(pieces.at(-1));
}

/**
 * Refuses a request. Where its body is still coming the answer is sent whole, and the rest of the
 * body read and thrown away for a while before the connection closes: a client that writes all of it
 * first could not read the answer otherwise.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const json = Buffer.from(JSON.stringify({ error: refusal.message, ...refusal.details }));
  const isBodyComing = request.method === 'POST' && !request.complete;
  response.writeHead(refusal.status, {
    'Content-Type': JSON_TYPE,
    'Content-Length': json.length,
    ...(refusal instanceof BusyRefusal && { 'Retry-After': 1 }),
    ...(isBodyComing && { Connection: 'close' }),
  });
  if (isBodyComing) {
    response.write(json);
    discardBody(request, () => response.end());
  } else {
    response.end(json);
  }
}

function discardBody(request: IncomingMessage, whenDone: () => void): void {
  let discardedBytes = 0;
  const giveUp = setTimeout(() => request.socket.destroy(), LINGER_MS);
  request.on('data', (piece: Buffer) => {
    discardedBytes += piece.length;
    if (discardedBytes > LINGER_BYTES) {
      request.socket.destroy();
    }
  });
  request.once('end', whenDone);
  request.once('close', () => {
    clearTimeout(giveUp);
  });
}
