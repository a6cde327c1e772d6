package dev.spikebench.server;

import dev.spikebench.server.config.ServerConfigs;
import dev.spikebench.server.raw.RawClient;
import dev.spikebench.server.raw.RawResponse;
import dev.spikebench.server.raw.Requests;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole server in this process, on a free port and with a database of its own.
public final class TestServer implements AutoCloseable {
  private static final Pattern STREAM_CLIENTS = Pattern.compile("\"sse_clients\":([0-9]+)");

  private final IngestServer server;

  private TestServer(IngestServer server) {
    this.server = server;
  }

  /// Starts a server.
  ///
  /// @param folder where its database goes
  /// @param settings names and values of configuration variables, in turn
  public static TestServer start(Path folder, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("INGEST_PORT", "0");
    environment.put("INGEST_DB_PATH", folder.resolve("ingest.db").toString());
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return new TestServer(IngestServer.start(ServerConfigs.fromEnvironment(environment, Map.of())));
  }

  /// The port it listens on.
  public int port() {
    return server.port();
  }

  /// A new connection.
  public RawClient connect() {
    return RawClient.connect(port());
  }

  /// Sends a request on a connection of its own and reads the answer.
  public RawResponse exchange(String request) {
    try (RawClient client = connect()) {
      return client.send(request).read();
    }
  }

  /// Stores one event and gives the answer.
  public RawResponse post(String json) {
    return exchange(Requests.post("/api/events", json));
  }

  /// How many subscribers the server says it has.
  public int streamClients() {
    Matcher matcher = STREAM_CLIENTS.matcher(exchange(Requests.get("/api/health")).body());
    if (!matcher.find()) {
      throw new AssertionError("health tells no sse_clients");
    }
    return Integer.parseInt(matcher.group(1));
  }

  @Override
  public void close() {
    server.close();
  }
}
