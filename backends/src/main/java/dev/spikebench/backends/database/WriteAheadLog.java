package dev.spikebench.backends.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/// Where the committed pages of a write-ahead log lie. Source: *Database File Format*, section 4,
/// https://sqlite.org/fileformat2.html. Checksums are not looked at: the frames that an earlier use
/// of the log has left are told apart by their salts, and a frame counts only where its transaction
/// was committed.
final class WriteAheadLog {
  private static final int HEADER_LENGTH = 32;
  private static final int FRAME_HEADER_LENGTH = 24;
  private static final int PAGE_SIZE_AT = 8;
  private static final int SALT_AT = 16;
  private static final int FRAME_SALT_AT = 8;
  private static final int COMMIT_AT = 4;

  private WriteAheadLog() {}

  /// Offsets of the newest committed content of pages, by page number.
  static Map<Integer, Long> pages(FileChannel log, int pageSize) throws IOException {
    Map<Integer, Long> committed = new HashMap<>();
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
    if (!Reading.full(log, header, 0) || header.getInt(PAGE_SIZE_AT) != pageSize) {
      return committed;
    }
    long salt = header.getLong(SALT_AT);
    Map<Integer, Long> pending = new HashMap<>();
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_LENGTH);
    long at = HEADER_LENGTH;
    while (Reading.full(log, frame.clear(), at)
        && frame.getLong(FRAME_SALT_AT) == salt
        && at + FRAME_HEADER_LENGTH + pageSize <= log.size()) {
      pending.put(frame.getInt(0), at + FRAME_HEADER_LENGTH);
      if (frame.getInt(COMMIT_AT) != 0) {
        committed.putAll(pending);
        pending.clear();
      }
      at += FRAME_HEADER_LENGTH + pageSize;
    }
    return committed;
  }
}
