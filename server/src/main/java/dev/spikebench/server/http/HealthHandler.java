package dev.spikebench.server.http;

import dev.spikebench.server.config.ServerConfig;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.stream.StreamHub;
import java.util.concurrent.TimeUnit;

/// Tells that the process is alive. Answers on the IO thread from figures that need no waiting, so
/// that neither the writer nor a reader can delay it.
final class HealthHandler {
  private final ServerConfig config;
  private final EventStore store;
  private final StreamHub hub;
  private final String version;
  private final String sqliteVersion = EventStore.libraryVersion();
  private final long startedNs = System.nanoTime();

  HealthHandler(ServerConfig config, EventStore store, StreamHub hub, String version) {
    this.config = config;
    this.store = store;
    this.hub = hub;
    this.version = version;
  }

  void answer(Call call) {
    double uptimeSeconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs) / 1_000.0;
    call.answer(
        Answer.json(
            200,
            generator -> {
              generator.writeStartObject();
              generator.writeStringField("status", "ok");
              generator.writeNumberField("uptime", uptimeSeconds);
              generator.writeNumberField("db_size_bytes", store.databaseSizeBytes());
              generator.writeNumberField("sse_clients", hub.clients());
              generator.writeStringField("backend", "java-undertow");
              generator.writeStringField("version", version);
              generator.writeStringField("write_strategy", config.writeStrategy().text());
              generator.writeStringField("synchronous", config.synchronous().name());
              generator.writeStringField("journal_mode", "WAL");
              generator.writeStringField("sqlite_version", sqliteVersion);
              generator.writeNumberField("queue_depth", store.queueDepth());
              generator.writeNumberField("groups_committed", store.groupsCommitted());
              generator.writeEndObject();
            }));
  }
}
