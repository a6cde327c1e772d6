package dev.spikebench.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.store.RawInserts.Figures;
import dev.spikebench.server.store.RawInserts.IdShape;
import dev.spikebench.server.store.RawInserts.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawInsertsTest {
  @TempDir private Path folder;

  @Test
  void theEventsOfTheWorkloadAreStored() throws SQLException {
    Figures figures = measure(1201, 500, IdShape.SPEC);

    assertThat(figures.events()).isEqualTo(1201);
    assertThat(figures.elapsed()).isPositive();
    assertThat(figures.synchronous()).isEqualTo(Synchronous.FULL);
    assertThat(figures.sqliteVersion()).matches("3\\.[0-9]+\\.[0-9]+");
    assertThat(count("event_id GLOB '????????-00000????'")).isEqualTo(1201);
    assertThat(count("substr(event_id, 10) IN ('000000000', '000001200')")).isEqualTo(2);
    assertThat(count("session_id GLOB 'bench-session-*' AND tokens_in = 10 + (id - 1) % 25"))
        .isEqualTo(1201);
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("warm-up"));
  }

  @Test
  void whatADatabaseHoldsStays() throws SQLException {
    measure(10, 3, IdShape.RANDOM);

    assertThat(measure(10, 100, IdShape.RANDOM).events()).isEqualTo(10);
    assertThat(count("event_id GLOB '????????-????-4???-[89ab]???-????????????'")).isEqualTo(20);
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(file(), "no database at all, whatever it is called".repeat(100));

    assertThatThrownBy(() -> measure(10, 10, IdShape.SPEC))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void manyRowsAStatementStoreTheSame() throws SQLException {
    Options options = new Options(file(), 1201, 500, Synchronous.FULL, IdShape.SPEC, true);

    assertThat(RawInserts.measure(options).events()).isEqualTo(1201);

    assertThat(
            count(
                "event_id GLOB '????????-00000????' AND CAST(substr(event_id, 10) AS INT) = id -"
                    + " 1"))
        .isEqualTo(1201);
  }

  private Figures measure(int events, int groupSize, IdShape idShape) {
    return RawInserts.measure(
        new Options(file(), events, groupSize, Synchronous.FULL, idShape, false));
  }

  private long count(String condition) throws SQLException {
    try (Connection connection = Sqlite.openReader(new DatabaseFile(file()));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM events WHERE " + condition)) {
      return row.getLong(1);
    }
  }

  private Path file() {
    return folder.resolve("raw.db");
  }
}
