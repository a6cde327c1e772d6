// Runs reads in a thread of its own, so that a long one holds nobody else up.
import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { DatabaseFile } from './database-file.js';
import type { Read, ReadReply } from './filters.js';
import { countEvents, selectEvents, stats } from './queries.js';

/** Texts are joined to pieces of about this size: a page may be longer than a string can be. */
const PIECE_CHARACTERS = 1024 * 1024;

const file = new DatabaseFile(workerData as string);
const encoder = new TextEncoder();
let open: { readonly db: Database.Database; readonly identity: string | undefined } | undefined;

parentPort?.on('message', (read: Read) => {
  const reply = answer(read);
  parentPort?.postMessage(reply, 'json' in reply ? reply.json.map(({ buffer }) => buffer) : []);
});

function answer(read: Read): ReadReply {
  try {
    const db = connection();
    return { json: db.transaction(() => [...pieces(render(db, read))])() };
  } catch (error) {
    // What spoilt a read may have spoilt the connection.
    open?.db.close();
    open = undefined;
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The connection, opened anew where the path leads to another file by now. */
function connection(): Database.Database {
  const identity = file.identity();
  if (open !== undefined && open.identity !== identity) {
    open.db.close();
    open = undefined;
  }
  if (open === undefined) {
    const db = new Database(file.path, { readonly: true, timeout: 5000 });
    db.pragma('foreign_keys = ON');
    // In memory, since a full disk must not fail a read.
    db.pragma('temp_store = MEMORY');
    open = { db, identity };
  }
  return open.db;
}

function* render(db: Database.Database, read: Read): Generator<string> {
  if (read.kind === 'stats') {
    yield JSON.stringify(stats(db, read.filter));
    return;
  }
  const total = countEvents(db, read.filter);
  yield `{"total":${total},"events":[`;
  let separator = '';
  for (const row of selectEvents(db, read.filter, read.limit, read.offset)) {
    yield separator + JSON.stringify(row);
    separator = ',';
  }
  yield ']}';
}

function* pieces(texts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length >= PIECE_CHARACTERS) {
      yield encoder.encode(piece);
      piece = '';
    }
  }
  yield encoder.encode(piece);
}
