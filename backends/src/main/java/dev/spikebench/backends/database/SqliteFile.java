package dev.spikebench.backends.database;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A SQLite database whose backend has ended, read page by page without SQLite: what it says of
/// itself cannot be what its backend says. What its write-ahead log holds counts as well. Source:
/// *Database File Format*, https://sqlite.org/fileformat2.html. Used by one thread.
public final class SqliteFile implements AutoCloseable {
  private final Path file;
  private final FileChannel main;
  private final FileChannel log;
  private final SqliteHeader header;
  private final Map<Integer, Long> logged;

  private SqliteFile(
      Path file,
      FileChannel main,
      FileChannel log,
      SqliteHeader header,
      Map<Integer, Long> logged) {
    this.file = file;
    this.main = main;
    this.log = log;
    this.header = header;
    this.logged = logged;
  }

  /// Opens a database that nobody writes to.
  ///
  /// @throws SqliteFileException if it can't be read or is none
  public static SqliteFile open(Path file) {
    Path logFile = file.resolveSibling(file.getFileName() + "-wal");
    try {
      FileChannel main = FileChannel.open(file);
      // Without a log the database itself stands in: no page is looked up in it then.
      FileChannel log = Files.exists(logFile) ? FileChannel.open(logFile) : FileChannel.open(file);
      try {
        SqliteHeader inFile = readHeader(main, 0);
        Map<Integer, Long> logged =
            Files.exists(logFile)
                ? WriteAheadLog.pages(log, inFile.pageSizeBytes())
                : new HashMap<>();
        Long first = logged.get(1);
        SqliteHeader newest = first == null ? inFile : readHeader(log, first);
        return new SqliteFile(file, main, log, newest, logged);
      } catch (IOException | RuntimeException e) {
        main.close();
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SqliteFileException(file + " can't be read: " + e, e);
    } catch (SqliteFileException e) {
      throw new SqliteFileException(file + ": " + e.getMessage(), e);
    }
  }

  private static SqliteHeader readHeader(FileChannel channel, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SqliteHeader.LENGTH);
    if (!Reading.full(channel, bytes, at)) {
      throw new SqliteFileException("it is too short for a SQLite database");
    }
    return SqliteHeader.of(bytes);
  }

  /// The settings that it keeps.
  public SqliteHeader header() {
    return header;
  }

  /// Rows of a table.
  ///
  /// @throws SqliteFileException if there is no such table, or the file is damaged
  public long rows(String table) {
    try {
      return new TableTree(this).rows(table);
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new SqliteFileException(file + " is damaged: " + e, e);
    } catch (SqliteFileException e) {
      throw new SqliteFileException(file + ": " + e.getMessage(), e);
    }
  }

  /// A page, in its newest committed content.
  ///
  /// @param number from 1
  ByteBuffer page(int number) {
    ByteBuffer page = ByteBuffer.allocate(header.pageSizeBytes());
    Long inLog = logged.get(number);
    long at = inLog == null ? (number - 1L) * header.pageSizeBytes() : inLog;
    try {
      if (number < 1 || !Reading.full(inLog == null ? main : log, page, at)) {
        throw new SqliteFileException("it lacks its page " + Integer.toUnsignedString(number));
      }
    } catch (IOException e) {
      throw new SqliteFileException("its page " + number + " can't be read: " + e, e);
    }
    return page.flip();
  }

  @Override
  public void close() {
    try (main;
        log) {
      // Both are closed, whatever happens to the other.
    } catch (IOException e) {
      throw new SqliteFileException(file + " can't be closed: " + e, e);
    }
  }
}
