// Sends malformed bodies to a server of its own and fails where one of them is answered by anything
// but an acceptance or a refusal of the contract.
//
//   npm run fuzz -- --requests 100000 --seed 1
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { malformedBody } from './bodies.js';
import { Random } from './random.js';

const CONNECTIONS = 16;
const EXPECTED = new Set([200, 201, 400, 413]);

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);

const folder = mkdtempSync(join(tmpdir(), 'node-express-fuzz-'));
const server = spawn(process.execPath, [new URL('../src/main.js', import.meta.url).pathname], {
  env: { ...process.env, INGEST_PORT: '0', INGEST_DB_PATH: join(folder, 'ingest.db') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [ready] = (await once(createInterface(server.stdout), 'line')) as [string];
const url = ready.replace('listening on ', '');
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

interface Answer {
  readonly status: number;
  readonly text: string;
}

function send(method: string, path: string, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body && { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const call = request(`${url}${path}`, { method, agent, ...(headers && { headers }) });
    call.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece)).on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    call.end(body);
  });
}

function problemOf({ status, text }: Answer): string | undefined {
  if (!EXPECTED.has(status)) {
    return `status ${status}`;
  }
  try {
    const answer = JSON.parse(text) as { error?: unknown };
    return status >= 400 && typeof answer.error !== 'string' ? 'no error in the answer' : undefined;
  } catch {
    return 'an answer that is no JSON';
  }
}

const random = new Random(seed);
const counts = new Map<number, number>();
const problems: string[] = [];
let sent = 0;

async function client(): Promise<void> {
  while (sent < requests && problems.length < 10) {
    sent += 1;
    const number = sent;
    const isBatch = random.oneIn(2);
    const body = malformedBody(random, isBatch);
    const answer = await send('POST', isBatch ? '/api/events/batch' : '/api/events', body);
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    const problem = problemOf(answer);
    if (problem !== undefined) {
      const start = body.subarray(0, 300).toString('latin1');
      problems.push(`request ${number}: ${problem}, ${body.length} bytes: ${start}`);
    }
  }
}

try {
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  for (const path of ['/api/events?limit=1000', '/api/stats', '/api/health']) {
    const answer = await send('GET', path);
    if (answer.status !== 200 || problemOf(answer) !== undefined) {
      problems.push(`${path} is answered by ${answer.status} afterwards`);
    }
  }
} catch (error) {
  problems.push(`the connection broke: ${String(error)}`);
} finally {
  agent.destroy();
  server.kill();
  await once(server, 'exit');
  rmSync(folder, { recursive: true });
}

const summary = [...counts].sort().map(([status, count]) => `${count} × ${status}`);
console.log(`${sent} requests with seed ${seed}: ${summary.join(', ')}`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
