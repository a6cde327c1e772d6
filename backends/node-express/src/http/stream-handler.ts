import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamHub } from '../stream/hub.js';
import { Refusal } from './answers.js';
import type { Query } from './query.js';

const FIELDS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache',
  'X-Accel-Buffering': 'no',
  Connection: 'close',
};

/** Opens the event stream, or shows its head. */
export function openStream(
  hub: StreamHub,
  request: IncomingMessage,
  response: ServerResponse,
  query: Query,
): void {
  if (request.method === 'HEAD') {
    response.writeHead(200, FIELDS).end();
    return;
  }
  if (hub.isFull) {
    throw new Refusal(503, 'SSE client limit reached', { max_clients: hub.maxClients });
  }
  // The stream ends with its connection, so that its frames need no chunks round them.
  response.useChunkedEncodingByDefault = false;
  response.writeHead(200, FIELDS).flushHeaders();
  request.socket.setTimeout(0).setNoDelay();
  detach(request);
  hub.subscribe(response, query);
}

/** Whatever the client still sends on its connection is thrown away unread. */
function detach({ socket }: IncomingMessage): void {
  // The first listener takes the input away from the HTTP parser, whose own listener goes then.
  socket.on('data', ignore).removeAllListeners('data').on('data', ignore);
}

function ignore(): void {
  // Nothing is expected.
}
