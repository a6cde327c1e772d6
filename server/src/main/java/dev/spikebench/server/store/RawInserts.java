package dev.spikebench.server.store;

import dev.spikebench.server.config.Synchronous;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/// Inserts the workload's events by sqlite-jdbc alone: the server's own schema, settings,
/// statements and checkpoints, without HTTP, JSON, sessions, totals or threads. The yardstick for
/// the server. Used by one thread.
public final class RawInserts {
  private static final int WARM_UP_EVENTS = 20_000;
  private static final int WARM_UP_GROUP = 500;
  private static final List<String> FILE_ENDINGS = List.of("", "-wal", "-shm");

  private final Options options;
  private final SplittableRandom random = new SplittableRandom();
  private final String nonce = String.format(Locale.ROOT, "%08x", random.nextInt());
  private final String now = StoredTime.floor(Instant.now());

  private RawInserts(Options options) {
    this.options = options;
  }

  /// What the events' ids are like.
  public enum IdShape {
    /// Ascending: a run's nonce and the event's number.
    SPEC("spec"),
    /// Version 4 UUIDs.
    RANDOM("random-ids");

    private final String text;

    IdShape(String text) {
      this.text = text;
    }

    /// Its name on the command line.
    public String text() {
      return text;
    }
  }

  /// What to measure.
  ///
  /// @param path the SQLite file, created with its folders where missing; what it holds stays
  /// @param events how many to insert, positive
  /// @param groupSize events a transaction, positive
  /// @param synchronous SQLite's `synchronous` setting
  /// @param idShape what the events' ids are like
  /// @param manyRows whether a statement inserts as many rows as the server has it insert, instead
  ///   of one
  public record Options(
      Path path,
      int events,
      int groupSize,
      Synchronous synchronous,
      IdShape idShape,
      boolean manyRows) {}

  /// What was measured.
  ///
  /// @param events the rise of the table
  /// @param elapsed the time of all transactions
  /// @param synchronous the level, as the connection tells it
  /// @param sqliteVersion version of the library
  public record Figures(
      long events, Duration elapsed, Synchronous synchronous, String sqliteVersion) {}

  /// Measures. The clock runs from the begin of each transaction to the end of its commit, and of a
  /// checkpoint that is due then; not while the values of the next are made. A scratch database
  /// beside the file warms the process up.
  ///
  /// @throws StoreException where the database can't be used
  public static Figures measure(Options options) {
    Path scratch = Path.of(options.path() + "-warm-up");
    Options warmUp =
        new Options(
            scratch,
            WARM_UP_EVENTS,
            WARM_UP_GROUP,
            Synchronous.OFF,
            options.idShape(),
            options.manyRows());
    try {
      new RawInserts(warmUp).run();
      for (String ending : FILE_ENDINGS) {
        Files.deleteIfExists(Path.of(scratch + ending));
      }
      return new RawInserts(options).run();
    } catch (SQLException | IOException e) {
      throw new StoreException(
          StoreFault.UNAVAILABLE, "cannot insert into " + options.path() + ": " + e, e);
    }
  }

  private Figures run() throws SQLException, IOException {
    DatabaseFile file = new DatabaseFile(options.path());
    file.createFolders();
    LockWait lockWait = new LockWait(new CloseDeadline());
    try (Connection connection = Sqlite.openWriter(file, options.synchronous(), lockWait)) {
      Schema.create(connection);
      try (Statement statement = connection.createStatement();
          EventInsert inserts = new EventInsert(connection)) {
        long before = number(statement, "SELECT count(*) FROM events");
        Duration elapsed = insertAll(statement, inserts);
        return new Figures(
            number(statement, "SELECT count(*) FROM events") - before,
            elapsed,
            level(number(statement, "PRAGMA synchronous")),
            text(statement, "SELECT sqlite_version()"));
      }
    }
  }

  private Duration insertAll(Statement statement, EventInsert inserts) throws SQLException {
    long firstId = inserts.highestId() + 1;
    long elapsedNs = 0;
    for (int written = 0; written < options.events(); written += options.groupSize()) {
      List<List<StoredEvent>> rows = group(firstId, written);
      long startNs = System.nanoTime();
      statement.execute("BEGIN IMMEDIATE");
      for (List<StoredEvent> row : rows) {
        inserts.insert(row);
      }
      statement.execute("COMMIT");
      if (LogFrames.after(statement, LogFrames.LOOK).pending()
          >= CheckpointPolicy.NECESSARY_FRAMES) {
        statement.execute(LogFrames.COPY);
      }
      elapsedNs += System.nanoTime() - startNs;
    }
    return Duration.ofNanos(elapsedNs);
  }

  /// The next transaction's rows, those of one statement together.
  private List<List<StoredEvent>> group(long firstId, int written) {
    int end = Math.min(options.events(), written + options.groupSize());
    List<List<StoredEvent>> statements = new ArrayList<>();
    for (int index = written; index < end; ) {
      int next = index + (options.manyRows() ? EventInsert.rowsAtOnce(end - index) : 1);
      List<StoredEvent> rows = new ArrayList<>(next - index);
      for (; index < next; index++) {
        rows.add(event(firstId + index, index));
      }
      statements.add(rows);
    }
    return statements;
  }

  private StoredEvent event(long id, int index) {
    return new StoredEvent(
        id,
        eventId(index),
        1,
        "bench-session-" + index % 100,
        "claude_code",
        "tool_use",
        "benchmark",
        "success",
        10 + index % 25,
        50 + index % 150,
        "bench/main",
        "bench-project",
        15L + index % 120,
        now,
        "2026-01-31T12:00:00.000Z",
        "{\"source\":\"benchmark\",\"index\":" + index + "}",
        false,
        null,
        null,
        0,
        0,
        "api");
  }

  private String eventId(int index) {
    return switch (options.idShape()) {
      case SPEC -> nonce + "-" + String.format(Locale.ROOT, "%09d", index);
      case RANDOM ->
          new UUID(
                  (random.nextLong() & ~0xF000L) | 0x4000L,
                  (random.nextLong() & (Long.MAX_VALUE >> 1)) | Long.MIN_VALUE)
              .toString();
    };
  }

  private static Synchronous level(long number) {
    return switch ((int) number) {
      case 0 -> Synchronous.OFF;
      case 1 -> Synchronous.NORMAL;
      default -> Synchronous.FULL; // nothing stricter is ever set
    };
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
