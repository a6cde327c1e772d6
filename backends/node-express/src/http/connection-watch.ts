import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Refusal, refuse } from './answers.js';

/** How long nothing may arrive on an unfinished request. */
const SILENCE_MS = 30_000;

/** What a connection is at. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Bytes that had come when the answer was out: more of them are the next request's. */
  bytesAtEnd: number | undefined;
}

/**
 * Watches a server's connections: counts the requests that have no answer yet, and ends those on
 * which nothing arrives any more. Node's own limits are on a request's whole time instead.
 */
export class ConnectionWatch {
  readonly #exchanges = new WeakMap<Socket, Exchange>();
  #unanswered = 0;
  #draining = false;

  constructor(server: Server) {
    server.headersTimeout = 0;
    server.requestTimeout = 0;
    server.keepAliveTimeout = 0;
    server.setTimeout(SILENCE_MS, (socket) => {
      this.#onSilence(socket);
    });
  }

  /** How many requests wait for their answer; one that became a stream does not. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** From now on every answer is the last one of its connection. */
  startDraining(): void {
    this.#draining = true;
  }

  /** Takes note of a request that has just arrived. */
  note(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const exchange: Exchange = { request, response, bytesAtEnd: undefined };
    this.#exchanges.set(socket, exchange);
    this.#unanswered += 1;
    response.once('close', () => {
      this.#unanswered -= 1;
      exchange.bytesAtEnd = socket.bytesRead;
    });
    if (this.#draining) {
      response.shouldKeepAlive = false;
    }
  }

  #onSilence(socket: Socket): void {
    const exchange = this.#exchanges.get(socket);
    if (exchange === undefined) {
      socket.destroy(); // no whole head ever came
      return;
    }
    const { request, response, bytesAtEnd } = exchange;
    if (!request.complete) {
      if (response.headersSent) {
        socket.destroy();
      } else {
        refuse(request, response, new Refusal(408, 'Nothing arrived for too long'));
      }
    } else if (bytesAtEnd !== undefined && socket.bytesRead > bytesAtEnd) {
      socket.destroy(); // a part of the next request's head has come
    }
  }
}
