package dev.spikebench.parity.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads SQLite's write-ahead log (its file format, section 4.1 "WAL File Format").
final class WriteAheadLog {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int PAGE_SIZE_AT = 8;
  private static final int SALTS_AT = 16;
  private static final int FRAME_COMMIT_AT = 4;
  private static final int FRAME_SALTS_AT = 8;

  private WriteAheadLog() {}

  /// Number of commits in the log of `database`: frames that name the size of the database after
  /// them. Frames left over from before the log was started anew have other salts.
  static long commits(Path database) {
    ByteBuffer log = read(database.resolveSibling(database.getFileName() + "-wal"));
    if (log.limit() < HEADER_BYTES) {
      return 0;
    }
    int frameBytes = FRAME_HEADER_BYTES + log.getInt(PAGE_SIZE_AT);
    long salts = log.getLong(SALTS_AT);
    long commits = 0;
    for (int at = HEADER_BYTES; at + frameBytes <= log.limit(); at += frameBytes) {
      if (log.getLong(at + FRAME_SALTS_AT) == salts && log.getInt(at + FRAME_COMMIT_AT) != 0) {
        commits++;
      }
    }
    return commits;
  }

  private static ByteBuffer read(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
