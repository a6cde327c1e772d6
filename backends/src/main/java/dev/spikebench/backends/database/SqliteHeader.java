package dev.spikebench.backends.database;

import java.nio.ByteBuffer;

/// The settings that a SQLite database keeps in its first 100 bytes. Source: *Database File
/// Format*, section 1.3, https://sqlite.org/fileformat2.html.
///
/// @param pageSizeBytes size of a page
/// @param reservedBytes bytes at the end of each page that hold no content
/// @param writeAheadLog whether its journal mode is WAL; else it is one that rolls back
/// @param sqliteVersion version of the library that changed it last, for instance `3.50.4`
public record SqliteHeader(
    int pageSizeBytes, int reservedBytes, boolean writeAheadLog, String sqliteVersion) {

  /// Bytes of a header.
  static final int LENGTH = 100;

  private static final byte[] MAGIC = {
    'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a', 't', ' ', '3', 0
  };
  private static final int PAGE_SIZE_AT = 16;
  private static final int WRITE_VERSION_AT = 18;
  private static final int RESERVED_AT = 20;
  private static final int LIBRARY_VERSION_AT = 96;
  private static final int WRITE_AHEAD_LOG = 2;
  private static final int LARGEST_PAGE = 65_536;
  private static final int SMALLEST_PAGE = 512;

  /// Reads the header at the beginning of a page.
  ///
  /// @throws SqliteFileException if there is none
  static SqliteHeader of(ByteBuffer page) {
    for (int index = 0; index < MAGIC.length; index++) {
      if (page.limit() < LENGTH || page.get(index) != MAGIC[index]) {
        throw new SqliteFileException("it does not begin like a SQLite database");
      }
    }
    int stored = Short.toUnsignedInt(page.getShort(PAGE_SIZE_AT));
    int pageSize = stored == 1 ? LARGEST_PAGE : stored;
    if (pageSize < SMALLEST_PAGE || Integer.bitCount(pageSize) != 1) {
      throw new SqliteFileException("its page size is said to be " + stored);
    }
    int version = page.getInt(LIBRARY_VERSION_AT);
    return new SqliteHeader(
        pageSize,
        Byte.toUnsignedInt(page.get(RESERVED_AT)),
        page.get(WRITE_VERSION_AT) == WRITE_AHEAD_LOG,
        version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000);
  }

  /// Bytes of a page that hold content.
  int usableBytes() {
    return pageSizeBytes - reservedBytes;
  }
}
