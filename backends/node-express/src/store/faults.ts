import Database from 'better-sqlite3';

export type StoreFault = 'unavailable' | 'disk-full' | 'timeout' | 'queue-full';

/** The store could not do what was asked. The message is for the operator alone. */
export class StoreError extends Error {
  constructor(
    readonly fault: StoreFault,
    message: string,
  ) {
    super(message);
  }
}

/** SQLite's result code (https://sqlite.org/rescode.html) without its extension. */
function resultCode(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code.split('_').slice(0, 2).join('_') : '';
}

export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) {
    return error;
  }
  const fault = resultCode(error) === 'SQLITE_FULL' ? 'disk-full' : 'unavailable';
  return new StoreError(fault, error instanceof Error ? error.message : String(error));
}

/** Whether the fault may lie in one request alone, so that others of its group may fare better. */
export function mayBeOneRequestOnly(error: unknown): boolean {
  switch (resultCode(error)) {
    case 'SQLITE_FULL':
    case 'SQLITE_TOOBIG':
    case 'SQLITE_CONSTRAINT':
    case 'SQLITE_MISMATCH':
    case '': // not SQLite's, such as a lack of memory
      return true;
    default:
      return false;
  }
}

/**
 * Whether a connection can be trusted after a rollback. After an I/O error or damage it can't: only a
 * new one sees that the cause has gone.
 */
export function connectionSurvives(error: unknown): boolean {
  return resultCode(error) === 'SQLITE_BUSY' || mayBeOneRequestOnly(error);
}

/** What to tell an operator whose server can't start. */
export function openingFailed(path: string, error: unknown): string {
  const reasons: Record<string, string> = {
    SQLITE_BUSY: 'another process keeps it locked; stop that process',
    SQLITE_READONLY: 'it cannot be written to; change its permissions',
    SQLITE_CANTOPEN: 'it cannot be opened; check that it is a file in a writable folder',
    SQLITE_CORRUPT: 'it is damaged or no SQLite database; move it away',
    SQLITE_NOTADB: 'it is damaged or no SQLite database; move it away',
    SQLITE_FULL: 'the disk is full; make room',
  };
  const message = error instanceof Error ? error.message : String(error);
  const reason = reasons[resultCode(error)] ?? message.replaceAll(/\s+/g, ' ');
  return `cannot use the database ${JSON.stringify(path)}: ${reason}; or name another with INGEST_DB_PATH`;
}
