import Database from 'better-sqlite3';
import type { Synchronous } from '../config/config.js';
import { createSchema } from './schema.js';

/** What only a connection knows of its database. */
export interface ConnectionFacts {
  readonly sqliteVersion: string;
  readonly journalMode: string;
  readonly synchronous: string;
  readonly pageSizeBytes: number;
}

const SYNCHRONOUS_NAMES = ['OFF', 'NORMAL', 'FULL', 'EXTRA'];

/** How long a statement waits for another process's lock. */
const BUSY_TIMEOUT_MS = 5000;

/** Opens a database for writing, creating the file and its tables where missing. */
export function openForWriting(path: string, synchronous: Synchronous): Database.Database {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    configure(db, synchronous);
    createSchema(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

export function factsOf(db: Database.Database): ConnectionFacts {
  const version = db.prepare('SELECT sqlite_version()').pluck().get();
  const level = db.pragma('synchronous', { simple: true });
  return {
    sqliteVersion: String(version),
    journalMode: String(db.pragma('journal_mode', { simple: true })).toUpperCase(),
    synchronous: SYNCHRONOUS_NAMES[Number(level)] ?? String(level),
    pageSizeBytes: Number(db.pragma('page_size', { simple: true })),
  };
}

function configure(db: Database.Database, synchronous: Synchronous): void {
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new Error("the file system does not support SQLite's write-ahead log");
  }
  db.pragma(`synchronous = ${synchronous}`);
  db.pragma('foreign_keys = ON');
  // 16 MiB hold the inner pages of all indexes and a whole group's changed pages, so that none is
  // read back or spilled to the log in the middle of a transaction.
  db.pragma('cache_size = -16384');
  // In memory, since a full disk must not fail what needs no room in the database.
  db.pragma('temp_store = MEMORY');
  // Checkpoints are run after the answers are out, see Checkpoints.
  db.pragma('wal_autocheckpoint = 0');
  // A log that grew while a reader held it back is cut again.
  db.pragma('journal_size_limit = 67108864');
}
