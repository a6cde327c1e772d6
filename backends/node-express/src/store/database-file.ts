import { mkdirSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The database in the file system, seen without SQLite. */
export class DatabaseFile {
  /** Absolute, so that SQLite takes no name for one of its special ones. */
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  createFolders(): void {
    mkdirSync(dirname(this.path), { recursive: true });
  }

  /** Bytes of the database and its write-ahead log; 0 where they can't be read. */
  async sizeBytes(): Promise<number> {
    const bytes = await sizeOf(this.path);
    return bytes === 0 ? 0 : bytes + (await sizeOf(`${this.path}-wal`));
  }

  /** What stays the same as long as the path leads to the same file; undefined without a file. */
  identity(): string | undefined {
    const found = statSync(this.path, { throwIfNoEntry: false });
    return found && `${found.dev}:${found.ino}`;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
