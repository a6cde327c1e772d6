import { ConfigError, readConfig } from './config/config.js';
import { IngestServer } from './server.js';

const EXIT_CONFIGURATION = 2;
/** A stopping server has 5 s. */
const STOP_LIMIT_MS = 4700;

/** Ends the process by the signal it got, whatever still runs in its threads. */
function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

async function stop(server: IngestServer, signal: NodeJS.Signals): Promise<void> {
  setTimeout(() => {
    endBy(signal);
  }, STOP_LIMIT_MS);
  await server.close();
  if (server.isBusy) {
    endBy(signal); // an ordinary exit would wait for what SQLite is at
  } else {
    process.exit();
  }
}

async function main(): Promise<void> {
  let server: IngestServer;
  try {
    server = await IngestServer.start(readConfig(process.env));
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_CONFIGURATION;
    return;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping ??= stop(server, signal);
    });
  }
  // Whoever started it may have closed the pipe: that ends nothing.
  process.stdout.on('error', () => undefined);
  process.stdout.write(`listening on ${server.url}\n`);
}

let stopping: Promise<void> | undefined;

await main();
