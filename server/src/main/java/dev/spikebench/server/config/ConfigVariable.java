package dev.spikebench.server.config;

import java.util.Locale;

/// Every configuration variable with its flag, default and allowed values. The names of the
/// constants are the names of the environment variables.
public enum ConfigVariable {
  /// Bind address.
  INGEST_HOST("127.0.0.1", "an IP literal or a host name", "bind address"),
  /// Port.
  INGEST_PORT("3141", 0, 65_535, "port; 0 picks a free one"),
  /// Database file.
  INGEST_DB_PATH("./data/ingest.db", "a file path", "SQLite file; parent folders are created"),
  /// Cap on metadata.
  INGEST_MAX_PAYLOAD_KB("10", 1, 1_024, "cap on one event's stored metadata, KiB"),
  /// Cap on a body.
  INGEST_MAX_BODY_KB("1024", 1, 65_536, "cap on a request body, KiB"),
  /// Cap on all bodies.
  INGEST_MAX_PENDING_MB("64", 1, 4_096, "cap on body bytes being read or waiting, MiB"),
  /// Silence that makes a session idle.
  INGEST_SESSION_TIMEOUT_S(
      "300", 1, 2_000_000, "seconds without events before an active session turns idle"),
  /// Period of the sweep.
  INGEST_SWEEP_MS("60000", 250, 86_400_000, "period of the session sweep, ms"),
  /// Period of statistics on the stream.
  INGEST_STATS_INTERVAL_MS("5000", 250, 86_400_000, "period of stats messages on the stream, ms"),
  /// Cap on subscribers.
  INGEST_MAX_SSE_CLIENTS("50", 1, 10_000, "stream subscribers"),
  /// Heartbeat of silent streams.
  INGEST_SSE_HEARTBEAT_MS("30000", 1_000, 86_400_000, "heartbeat on silent streams, ms"),
  /// SQLite's synchronous.
  INGEST_SYNCHRONOUS("NORMAL", "OFF, NORMAL or FULL", "SQLite synchronous; always WAL"),
  /// Commits.
  INGEST_WRITE_STRATEGY(
      "group", "per-event, per-batch or group", "which events share a transaction"),
  /// Cap on the writer's queue.
  INGEST_QUEUE_LIMIT("1024", 1, 100_000, "requests waiting for the writer before a 503"),
  /// Origins.
  INGEST_ALLOW_ORIGIN(
      "",
      "origins such as https://example.org:8443, separated by commas; * and null are none",
      "origins that a browser page may come from"),
  /// Host names.
  INGEST_ALLOW_HOST(
      "",
      "host names or IP literals without a port, separated by commas",
      "further Host names that are answered");

  private static final String PREFIX = "INGEST_";

  private final String defaultText;
  private final String allowed;
  private final String description;
  private final long minimum;
  private final long maximum;

  ConfigVariable(String defaultText, String allowed, String description) {
    this.defaultText = defaultText;
    this.allowed = allowed;
    this.description = description;
    this.minimum = 0;
    this.maximum = 0;
  }

  ConfigVariable(String defaultText, long minimum, long maximum, String description) {
    this.defaultText = defaultText;
    this.allowed = "a whole number from " + minimum + " to " + maximum + ", decimal digits alone";
    this.description = description;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /// The flag that wins over the variable: `INGEST_DB_PATH` has `--db-path`.
  public String flag() {
    return "--" + name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The value where neither variable nor flag is set; empty means none.
  public String defaultText() {
    return defaultText;
  }

  /// What may be given, in words that fit behind "expected".
  public String allowed() {
    return allowed;
  }

  /// What it is for, in a few words.
  public String description() {
    return description;
  }

  long minimum() {
    return minimum;
  }

  long maximum() {
    return maximum;
  }
}
