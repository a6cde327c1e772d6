import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, type Config } from './config/config.js';
import { createApp } from './http/app.js';
import { ConnectionWatch } from './http/connection-watch.js';
import { DatabaseFile } from './store/database-file.js';
import { StoreError } from './store/faults.js';
import { Reader } from './store/reader.js';
import { Writer } from './store/writer.js';
import { StreamHub } from './stream/hub.js';

const BACKLOG = 1024;
const GRACE_FOR_BODIES_MS = 500;
const GRACE_FOR_ANSWERS_MS = 300;

/** A whole server: wires its parts together, starts them and stops them in order. */
export class IngestServer {
  readonly #config: Config;
  readonly #file: DatabaseFile;
  readonly #writer: Writer;
  readonly #reader: Reader;
  readonly #hub: StreamHub;
  readonly #server: Server;
  readonly #watch: ConnectionWatch;
  readonly #timers: NodeJS.Timeout[] = [];

  private constructor(config: Config, file: DatabaseFile, writer: Writer, hub: StreamHub) {
    this.#config = config;
    this.#file = file;
    this.#writer = writer;
    this.#hub = hub;
    this.#reader = new Reader(file);
    const app = createApp({
      config,
      writer,
      hub,
      reader: this.#reader,
      health: () => this.#health(),
    });
    const listener: RequestListener = (request, response) => {
      this.#watch.note(request, response);
      (app as RequestListener)(request, response);
    };
    this.#server = createServer({ keepAlive: true }, listener);
    this.#server.on('checkContinue', listener);
    this.#watch = new ConnectionWatch(this.#server);
  }

  /**
   * Opens the database, binds the address and answers from then on.
   *
   * @throws ConfigError where that can't be done with this configuration
   */
  static async start(config: Config): Promise<IngestServer> {
    const file = new DatabaseFile(config.databasePath);
    const hub = new StreamHub(config.maxStreamClients, config.heartbeatMs);
    const writer = await Writer.open(
      {
        path: file.path,
        synchronous: config.synchronous,
        strategy: config.writeStrategy,
      },
      config.queueLimit,
      (rows) => {
        hub.publishEvents(rows);
      },
    ).catch((error: unknown) => {
      throw error instanceof StoreError ? new ConfigError(error.message) : error;
    });
    const server = new IngestServer(config, file, writer, hub);
    try {
      await server.#listen();
    } catch (error) {
      await writer.close();
      throw error;
    }
    server.#startTimers();
    return server;
  }

  /** The address that clients reach it by. */
  get url(): string {
    const { host } = this.#config;
    const { port } = this.#server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Whether a thread is still at work that nobody waits for any more. */
  get isBusy(): boolean {
    return this.#writer.isBusy || this.#reader.isBusy;
  }

  /**
   * Stops accepting, answers what was accepted, commits, closes the streams and the database. Neither
   * a subscriber nor a half-sent request holds it up; it takes less than 5 s.
   */
  async close(): Promise<void> {
    this.#timers.forEach(clearInterval);
    this.#watch.startDraining();
    this.#server.close();
    await this.#untilAnswered(GRACE_FOR_BODIES_MS);
    await this.#reader.close();
    await this.#writer.close();
    await this.#untilAnswered(GRACE_FOR_ANSWERS_MS);
    this.#hub.close();
    this.#server.closeAllConnections();
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#config;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => {
        reject(
          new ConfigError(
            `can't listen on port ${port} of ${host} (${error.message}); choose another INGEST_PORT or INGEST_HOST`,
          ),
        );
      });
      this.#server.listen({ host, port, backlog: BACKLOG }, resolve);
    });
  }

  #startTimers(): void {
    const { sweepMs, statsIntervalMs } = this.#config;
    this.#timers.push(
      setInterval(() => void this.#sweep(), sweepMs),
      setInterval(() => void this.#publishStats(), statsIntervalMs),
    );
  }

  async #sweep(): Promise<void> {
    const swept = await this.#writer.sweep(this.#config.sessionTimeoutMs);
    if (swept !== undefined && swept.idled + swept.ended > 0) {
      this.#hub.publishSweep(swept);
    }
  }

  #isComputingStats = false;

  async #publishStats(): Promise<void> {
    if (this.#hub.clients === 0 || this.#isComputingStats) {
      return;
    }
    this.#isComputingStats = true;
    try {
      this.#hub.publishStats(await this.#reader.read({ kind: 'stats', filter: { equal: {} } }));
    } catch {
      // This message is left out; the next one may succeed.
    } finally {
      this.#isComputingStats = false;
    }
  }

  async #health(): Promise<object> {
    const { sqliteVersion, journalMode, synchronous, pageSizeBytes } = this.#writer.facts;
    return {
      status: 'ok',
      uptime: process.uptime(),
      db_size_bytes: await this.#file.sizeBytes(),
      sse_clients: this.#hub.clients,
      backend: 'node-express',
      write_strategy: this.#config.writeStrategy,
      synchronous,
      journal_mode: journalMode,
      sqlite_version: sqliteVersion,
      page_size: pageSizeBytes,
      queue_depth: this.#writer.queueDepth,
    };
  }

  async #untilAnswered(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    // A stream counts as a request without its answer.
    while (this.#watch.unanswered > this.#hub.clients && performance.now() < endMs) {
      await sleep(5);
    }
  }
}
