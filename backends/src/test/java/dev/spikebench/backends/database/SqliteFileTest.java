package dev.spikebench.backends.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read without SQLite against what SQLite itself says.
class SqliteFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "512, 0",
    "512, 5000",
    "4096, 1",
    "4096, 20000",
    "65536, 3000",
  })
  void countsTheRowsThatSqliteCounts(int pageSize, int rows) throws SQLException {
    Path file = folder.resolve("a.db");
    String version;
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + pageSize);
      text(statement, "PRAGMA journal_mode = WAL");
      fill(connection, rows);
      version = text(statement, "SELECT sqlite_version()");
    }
    try (SqliteFile database = SqliteFile.open(file)) {
      assertThat(database.rows("events")).isEqualTo(rows);
      assertThat(database.header()).isEqualTo(new SqliteHeader(pageSize, 0, true, version));
    }
  }

  @Test
  void rowsThatWereDeletedAreGone() throws SQLException {
    Path file = folder.resolve("a.db");
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      fill(connection, 10_000);
      statement.execute("DELETE FROM events WHERE id % 3 = 0");
    }
    try (SqliteFile database = SqliteFile.open(file)) {
      assertThat(database.rows("events")).isEqualTo(10_000 - 3_333);
      assertThat(database.header().writeAheadLog()).isFalse();
    }
  }

  /// As a process leaves it that was killed: nothing is checkpointed, a transaction is open.
  @Test
  void theLogCountsAsFarAsItIsCommitted() throws SQLException, IOException {
    Path file = folder.resolve("a.db");
    Path left = folder.resolve("left.db");
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      text(statement, "PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      fill(connection, 3_000);
      // So few pages that an open transaction has to write into the log.
      statement.execute("PRAGMA cache_size = 1");
      connection.setAutoCommit(false);
      insert(connection, 3_000, 4_000);
      Files.copy(file, left);
      Files.copy(folder.resolve("a.db-wal"), folder.resolve("left.db-wal"));
      connection.rollback();
    }
    try (SqliteFile database = SqliteFile.open(left)) {
      assertThat(database.rows("events")).isEqualTo(3_000);
      assertThat(database.header().writeAheadLog()).isTrue();
    }
  }

  /// After a checkpoint the log is written from its beginning again: what is behind is old.
  @Test
  void framesOfAnEarlierUseOfTheLogAreOld() throws SQLException, IOException {
    Path file = folder.resolve("a.db");
    Path left = folder.resolve("left.db");
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      text(statement, "PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      fill(connection, 3_000);
      text(statement, "PRAGMA wal_checkpoint(RESTART)");
      statement.execute("DELETE FROM events WHERE id <= 2990");
      text(statement, "PRAGMA wal_checkpoint(RESTART)");
      insert(connection, 5_000, 1);
      Files.copy(file, left);
      Files.copy(folder.resolve("a.db-wal"), folder.resolve("left.db-wal"));
    }
    try (SqliteFile database = SqliteFile.open(left)) {
      assertThat(database.rows("events")).isEqualTo(11);
    }
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.db"), "no database".repeat(100));
    assertThatExceptionOfType(SqliteFileException.class)
        .isThrownBy(() -> SqliteFile.open(text))
        .withMessage(text + ": it does not begin like a SQLite database");
    Path empty = Files.createFile(folder.resolve("b.db"));
    assertThatExceptionOfType(SqliteFileException.class)
        .isThrownBy(() -> SqliteFile.open(empty))
        .withMessageContaining("too short");
    assertThatExceptionOfType(SqliteFileException.class)
        .isThrownBy(() -> SqliteFile.open(folder.resolve("c.db")))
        .withMessageContaining("can't be read");
  }

  @Test
  void aMissingTableAndATruncatedFileAreNamed() throws SQLException, IOException {
    Path file = folder.resolve("a.db");
    try (Connection connection = open(file)) {
      fill(connection, 5_000);
    }
    try (SqliteFile database = SqliteFile.open(file)) {
      assertThatExceptionOfType(SqliteFileException.class)
          .isThrownBy(() -> database.rows("others"))
          .withMessage(file + ": it has no table others");
    }
    Path cut = folder.resolve("b.db");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    try (SqliteFile database = SqliteFile.open(cut)) {
      assertThatExceptionOfType(SqliteFileException.class)
          .isThrownBy(() -> database.rows("events"))
          .withMessageContaining("it lacks its page");
    }
  }

  /// Whatever a damaged file holds, its reading ends, and ends by saying so.
  @Test
  void everyDamageEndsInAnAnswerOrInAComplaint() throws SQLException, IOException {
    Path file = folder.resolve("a.db");
    try (Connection connection = open(file)) {
      fill(connection, 300);
    }
    byte[] whole = Files.readAllBytes(file);
    Path damaged = folder.resolve("b.db");
    for (int at = 100; at < whole.length; at += 97) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) 0xff;
      Files.write(damaged, bytes);
      try (SqliteFile database = SqliteFile.open(damaged)) {
        assertThat(database.rows("events")).isNotNegative();
      } catch (SqliteFileException complaint) {
        assertThat(complaint).hasMessageStartingWith(damaged.toString());
      }
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void fill(Connection connection, int rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE sessions (id TEXT PRIMARY KEY)");
      statement.execute(
          "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT UNIQUE,"
              + " metadata TEXT) /* "
              + "a table whose own text is longer than a small page ".repeat(20)
              + "*/");
      statement.execute("CREATE INDEX by_metadata ON events (metadata)");
    }
    insert(connection, 0, rows);
  }

  private static void insert(Connection connection, int from, int rows) throws SQLException {
    boolean whole = connection.getAutoCommit();
    if (whole) {
      connection.setAutoCommit(false);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO events (event_id, metadata) VALUES (?, ?)")) {
      for (int row = from; row < from + rows; row++) {
        insert.setString(1, "event-" + row);
        insert.setString(2, "m".repeat(row % 700));
        insert.executeUpdate();
      }
    }
    if (whole) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.getString(1);
    }
  }
}
