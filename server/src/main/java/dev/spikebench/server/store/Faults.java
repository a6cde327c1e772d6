package dev.spikebench.server.store;

import java.nio.file.Path;
import java.sql.SQLException;

/// What SQLite's result codes mean here (<https://sqlite.org/rescode.html>).
final class Faults {

  private static final int PRIMARY_CODE = 0xff;
  private static final int BUSY = 5;
  private static final int READONLY = 8;
  private static final int INTERRUPT = 9;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int TOOBIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;
  private static final int NOTADB = 26;

  private Faults() {}

  /// The fault to report.
  static StoreFault of(Throwable failure) {
    return switch (code(failure)) {
      case FULL -> StoreFault.DISK_FULL;
      case INTERRUPT -> StoreFault.TIMEOUT;
      default -> StoreFault.UNAVAILABLE;
    };
  }

  /// Whether the fault may lie in one request alone, so that others in its group may fare better.
  static boolean mayBeOneRequestOnly(Throwable failure) {
    return switch (code(failure)) {
      case FULL, TOOBIG, CONSTRAINT, MISMATCH -> true;
      default -> !(failure instanceof SQLException);
    };
  }

  /// Whether the connection can be trusted after a rollback. After an I/O error, damage or a lost
  /// file it cannot: only a new one sees that the cause has gone.
  static boolean connectionSurvives(Throwable failure) {
    return code(failure) == BUSY || code(failure) == INTERRUPT || mayBeOneRequestOnly(failure);
  }

  /// One line for the operator whose server cannot start.
  static String openingFailed(Path path, SQLException failure) {
    String what =
        switch (code(failure)) {
          case BUSY -> "another process keeps it locked; stop that process";
          case READONLY -> "it cannot be written to; change its permissions";
          case CANTOPEN -> "it cannot be opened; check that it is a file in a writable folder";
          case CORRUPT, NOTADB -> "it is damaged or no SQLite database; move it away";
          case FULL -> "the disk is full; make room";
          default -> failure.getMessage();
        };
    return "cannot use the database "
        + path
        + ": "
        + what
        + "; or name another with INGEST_DB_PATH";
  }

  private static int code(Throwable failure) {
    return failure instanceof SQLException sql ? sql.getErrorCode() & PRIMARY_CODE : -1;
  }
}
