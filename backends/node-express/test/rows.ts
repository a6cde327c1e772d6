import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventRow } from '../src/event/event.js';
import { validateEvent } from '../src/event/validate.js';

/** A valid event with the given fields besides the required ones. */
export function event(fields: object = {}): EventRow {
  const least = { session_id: 's', agent_type: 'a', event_type: 'tool_use' };
  const { row } = validateEvent({ ...least, ...fields }, 10_240);
  if (row === undefined) {
    throw new Error('the test needs a valid event');
  }
  return row;
}

/** A database path in a new folder, which goes when the test is over. */
export function newDatabase(test: { after: (clean: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-express-'));
  test.after(() => {
    rmSync(folder, { recursive: true });
  });
  return join(folder, 'deep', 'ingest.db');
}
