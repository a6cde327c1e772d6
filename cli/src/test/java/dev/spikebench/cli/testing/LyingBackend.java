package dev.spikebench.cli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Executors;

/// A backend that stores what it acknowledges, or pretends to. Its only argument is how it lies.
public final class LyingBackend {
  /// How it lies.
  public enum Lie {
    /// It does not.
    NONE,
    /// It keeps its database elsewhere than it was told.
    ELSEWHERE,
    /// It leaves out every tenth batch and counts it all the same.
    FORGETFUL,
    /// It runs with `NORMAL` and says so, whatever it was told.
    DEAF,
    /// It runs with `OFF` and tells what it was told.
    HASTY
  }

  private final Lie lie;
  private final Connection connection;
  private final String told =
      Objects.requireNonNullElse(System.getenv("INGEST_SYNCHRONOUS"), "NORMAL");
  private long claimed;
  private long batches;

  private LyingBackend(Lie lie, Connection connection) {
    this.lie = lie;
    this.connection = connection;
  }

  public static void main(String[] arguments) throws Exception {
    Lie lie = Lie.valueOf(arguments[0]);
    String file = System.getenv("INGEST_DB_PATH") + (lie == Lie.ELSEWHERE ? ".elsewhere" : "");
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    LyingBackend backend = new LyingBackend(lie, connection);
    backend.createTables();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // One thread: a connection of SQLite's driver is no shared thing.
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/api/health", it -> answer(it, 200, backend.health()));
    server.createContext("/api/stats", it -> answer(it, 200, backend.stats()));
    server.createContext("/api/events/batch", backend::ingest);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(backend::close));
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void createTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = " + level());
      statement.execute("CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT)");
    }
  }

  private String level() {
    return switch (lie) {
      case NONE, ELSEWHERE, FORGETFUL -> told;
      case DEAF -> "NORMAL";
      case HASTY -> "OFF";
    };
  }

  private String health() {
    return "{\"status\":\"ok\",\"uptime\":1,\"db_size_bytes\":0,\"sse_clients\":0,"
        + "\"write_strategy\":\"per-batch\",\"synchronous\":\"%s\"}"
            .formatted(lie == Lie.DEAF ? "NORMAL" : told);
  }

  private String stats() {
    return "{\"total_events\":" + claimed + "}";
  }

  private void ingest(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int events = body.split("\"event_id\"", -1).length - 1;
    batches++;
    if (lie != Lie.FORGETFUL || batches % 10 != 0) {
      store(events);
    }
    claimed += events;
    answer(
        exchange,
        201,
        "{\"received\":%d,\"ids\":[],\"duplicates\":0,\"rejected\":[]}".formatted(events));
  }

  private void store(int events) {
    try {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO events (body) VALUES (?)")) {
        for (int event = 0; event < events; event++) {
          insert.setString(1, "event " + event);
          insert.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
