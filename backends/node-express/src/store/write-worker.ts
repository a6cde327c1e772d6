// The writing thread: the only one that changes the database.
import { parentPort, workerData } from 'node:worker_threads';
import { openingFailed } from './faults.js';
import type { WriterCommand, WriterReport, WriterSettings } from './messages.js';
import { Transactions } from './transactions.js';

function report(message: WriterReport): void {
  parentPort?.postMessage(message);
}

function run(settings: WriterSettings): void {
  const transactions = new Transactions(settings);
  report({ kind: 'opened', facts: transactions.facts() });
  let whenIdle: NodeJS.Immediate | undefined;
  parentPort?.on('message', (command: WriterCommand) => {
    switch (command.kind) {
      case 'write':
        transactions.write(command.job, (outcomes) => {
          report({ kind: 'written', outcomes });
        });
        transactions.checkpoint(false);
        clearImmediate(whenIdle);
        // Runs after everything else that is there to be done.
        whenIdle = setImmediate(() => {
          transactions.checkpoint(true);
        });
        break;
      case 'sweep':
        report({ kind: 'swept', result: transactions.sweep(command.timeoutMs) });
        break;
      case 'close':
        clearImmediate(whenIdle);
        transactions.close();
        parentPort?.close();
        break;
    }
  });
}

const settings = workerData as WriterSettings;
try {
  run(settings);
} catch (error) {
  report({ kind: 'not-opened', problem: openingFailed(settings.path, error) });
}
