import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Config } from '../config/config.js';
import { StoreError } from '../store/faults.js';
import type { Reader } from '../store/reader.js';
import type { Writer } from '../store/writer.js';
import type { StreamHub } from '../stream/hub.js';
import { answerJson, Refusal, refusalOf, refuse } from './answers.js';
import { BodyReader, ClientGoneError } from './bodies.js';
import { HostPolicy, OriginPolicy } from './browser-safety.js';
import { gate, type GateLocals } from './gate.js';
import { Ingest } from './ingest.js';
import { eventFilter, page } from './query.js';
import { openStream } from './stream-handler.js';

/** What the handlers need of the rest of the server. */
export interface AppParts {
  readonly config: Config;
  readonly writer: Writer;
  readonly reader: Reader;
  readonly hub: StreamHub;
  /** What `/api/health` answers. */
  readonly health: () => Promise<object>;
}

type AppResponse = Response<unknown, GateLocals>;

/** The HTTP interface of the contract. */
export function createApp({ config, writer, reader, hub, health }: AppParts): Express {
  const bodies = new BodyReader(config.maxBodyBytes, config.maxPendingBytes);
  const ingest = new Ingest(writer, config.maxPayloadBytes);
  const app = express();
  app.disable('x-powered-by');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  // Queries are read by the gate, strictly.
  app.set('query parser', false);

  app.use(
    gate(new HostPolicy(config.host, config.allowedHosts), new OriginPolicy(config.allowedOrigins)),
  );
  app.post('/api/events', (request, response) =>
    bodies.use(request, response, (body) => ingest.single(body, response)),
  );
  app.post('/api/events/batch', (request, response) =>
    bodies.use(request, response, (body) => ingest.batch(body, response)),
  );
  app.get('/api/events', async (_request, response: AppResponse) => {
    const { query } = response.locals;
    const read = { kind: 'events', filter: eventFilter(query), ...page(query) } as const;
    answerJson(response, 200, await reader.read(read));
  });
  app.get('/api/stats', async (_request, response: AppResponse) => {
    const filter = eventFilter(response.locals.query);
    answerJson(response, 200, await reader.read({ kind: 'stats', filter }));
  });
  app.get('/api/health', async (_request, response) => {
    answerJson(response, 200, JSON.stringify(await health()));
  });
  app.get('/api/stream', (request, response: AppResponse) => {
    openStream(hub, request, response, response.locals.query);
  });
  app.use(answerError);
  return app;
}

/** Turns whatever a handler throws into an answer; Express knows it by its four parameters. */
function answerError(
  error: unknown,
  request: Request,
  response: Response,
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  _next: NextFunction,
): void {
  if (error instanceof ClientGoneError || response.headersSent) {
    request.socket.destroy();
    return;
  }
  if (error instanceof Refusal) {
    refuse(request, response, error);
  } else if (error instanceof StoreError) {
    refuse(request, response, refusalOf(error.fault));
  } else {
    console.error('request failed:', error);
    refuse(request, response, new Refusal(500, 'Internal server error'));
  }
}
