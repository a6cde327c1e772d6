package dev.spikebench.cli.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.backends.database.OpenDatabase;
import dev.spikebench.backends.database.SqliteFile;
import dev.spikebench.backends.database.SqliteFileException;
import dev.spikebench.backends.database.SqliteHeader;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.client.Json;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at a backend's database without believing the backend: which file it has open while it
/// runs, what that file says of itself once the backend has ended, and how many events are in it.
/// Only what the connection alone knows is asked of the backend. Used by one thread.
public final class DatabaseCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String EVENTS = "events";

  private final Path file;
  private final @Nullable Boolean toldFileOpen;
  private final Fact synchronous;
  private final Fact provenSynchronous;
  private final Fact writeStrategy;

  private DatabaseCheck(
      Path file,
      @Nullable Boolean toldFileOpen,
      Fact synchronous,
      Fact provenSynchronous,
      Fact writeStrategy) {
    this.file = file;
    this.toldFileOpen = toldFileOpen;
    this.synchronous = synchronous;
    this.provenSynchronous = provenSynchronous;
    this.writeStrategy = writeStrategy;
  }

  /// Looks at a backend that runs.
  ///
  /// @param proven the level that its syncs are those of
  public static DatabaseCheck of(RunningBackend backend, Fact proven) {
    Boolean open = OpenDatabase.isOpen(backend.process(), backend.databaseFile());
    try (HttpCaller caller = new HttpCaller(backend.baseUri(), PATIENCE)) {
      HttpAnswer answer = caller.get("/api/health");
      JsonNode health = Json.parse(answer.text());
      return new DatabaseCheck(
          backend.databaseFile(),
          open,
          told(health, "synchronous"),
          proven,
          told(health, "write_strategy"));
    } catch (CallFailedException e) {
      Fact unknown = Fact.unavailable("its health could not be asked: " + e.getMessage());
      return new DatabaseCheck(backend.databaseFile(), open, unknown, proven, unknown);
    }
  }

  private static Fact told(JsonNode health, String field) {
    String value = health.path(field).asText();
    return value.isBlank() ? Fact.unavailable("its health does not tell " + field) : Fact.of(value);
  }

  /// The SQLite level that the backend tells of its connection.
  public Fact toldSynchronous() {
    return synchronous;
  }

  /// What is found, once the backend has ended and before its files go.
  public DatabaseFacts facts() {
    try (SqliteFile database = SqliteFile.open(file)) {
      SqliteHeader header = database.header();
      return facts(
          Fact.of(header.writeAheadLog() ? "WAL" : "rollback"),
          Measurement.of(header.pageSizeBytes()),
          Fact.of(header.sqliteVersion()),
          rows(database));
    } catch (SqliteFileException e) {
      String reason = String.valueOf(e.getMessage());
      return facts(
          Fact.unavailable(reason),
          Measurement.unavailable(reason),
          Fact.unavailable(reason),
          Measurement.unavailable(reason));
    }
  }

  private static Measurement rows(SqliteFile database) {
    try {
      return Measurement.of((double) database.rows(EVENTS));
    } catch (SqliteFileException e) {
      return Measurement.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private DatabaseFacts facts(
      Fact journalMode, Measurement pageSize, Fact version, Measurement rows) {
    return new DatabaseFacts(
        toldFileOpen,
        journalMode,
        pageSize,
        version,
        synchronous,
        provenSynchronous,
        writeStrategy,
        rows);
  }

  /// Why a measurement does not count, for what is found in the database.
  ///
  /// @param acknowledged events that the backend promised to have stored
  /// @param told settings that it was given, by the contract's variables
  static List<String> problems(DatabaseFacts facts, long acknowledged, Map<String, String> told) {
    List<String> problems = new ArrayList<>();
    if (Boolean.FALSE.equals(facts.toldFileOpen())) {
      problems.add(
          "the backend does not have the database open that it was told to use: it writes"
              + " elsewhere");
    }
    Double rows = facts.rows().value();
    if (rows == null) {
      problems.add("its database cannot be read: " + facts.rows().reason());
    } else if (rows < acknowledged) {
      problems.add(
          "its database holds %.0f events of %d that were acknowledged"
              .formatted(rows, acknowledged));
    }
    differs(problems, "synchronous", told.get("INGEST_SYNCHRONOUS"), facts.synchronous());
    differs(problems, "write strategy", told.get("INGEST_WRITE_STRATEGY"), facts.writeStrategy());
    String tells = facts.synchronous().value();
    String proven = facts.provenSynchronous().value();
    if (tells != null && proven != null && !tells.equals(proven)) {
      problems.add(
          "it tells the synchronous level %s, but its syncs are those of %s"
              .formatted(tells, proven));
    }
    return problems;
  }

  private static void differs(
      List<String> problems, String what, @Nullable String told, Fact found) {
    String value = found.value();
    if (told != null && value != null && !value.equals(told)) {
      problems.add("it was told the %s %s and runs with %s".formatted(what, told, value));
    }
  }
}
