package dev.spikebench.backends.database;

import dev.spikebench.backends.BackendsException;

/// A file is not the SQLite database that it should be. The message says what is wrong with it.
public final class SqliteFileException extends BackendsException {

  private static final long serialVersionUID = 1L;

  SqliteFileException(String message) {
    super(message);
  }

  SqliteFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
