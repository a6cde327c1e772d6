package dev.spikebench.server.config;

import java.time.Duration;
import java.util.Map;

/// Makes a [ServerConfig] out of environment variables and flags.
public final class ServerConfigs {
  private static final int BYTES_PER_KIB = 1024;
  private static final long BYTES_PER_MIB = 1024L * 1024L;

  private ServerConfigs() {}

  /// Reads the whole configuration. An empty value, of a variable or of a flag, counts as unset.
  ///
  /// @param environment the process's environment; names that are no [ConfigVariable] are ignored
  /// @param flags flag values by variable name (`INGEST_PORT`, not `--port`); they win over the
  ///   environment
  /// @throws ConfigException at the first value that does not parse or is out of range
  public static ServerConfig fromEnvironment(
      Map<String, String> environment, Map<String, String> flags) {
    ConfigValues values = new ConfigValues(environment, flags);
    return new ServerConfig(
        values.host(ConfigVariable.INGEST_HOST),
        (int) values.number(ConfigVariable.INGEST_PORT),
        values.path(ConfigVariable.INGEST_DB_PATH),
        (int) values.number(ConfigVariable.INGEST_MAX_PAYLOAD_KB) * BYTES_PER_KIB,
        (int) values.number(ConfigVariable.INGEST_MAX_BODY_KB) * BYTES_PER_KIB,
        values.number(ConfigVariable.INGEST_MAX_PENDING_MB) * BYTES_PER_MIB,
        Duration.ofSeconds(values.number(ConfigVariable.INGEST_SESSION_TIMEOUT_S)),
        Duration.ofMillis(values.number(ConfigVariable.INGEST_SWEEP_MS)),
        Duration.ofMillis(values.number(ConfigVariable.INGEST_STATS_INTERVAL_MS)),
        (int) values.number(ConfigVariable.INGEST_MAX_SSE_CLIENTS),
        Duration.ofMillis(values.number(ConfigVariable.INGEST_SSE_HEARTBEAT_MS)),
        values.synchronous(ConfigVariable.INGEST_SYNCHRONOUS),
        values.writeStrategy(ConfigVariable.INGEST_WRITE_STRATEGY),
        (int) values.number(ConfigVariable.INGEST_QUEUE_LIMIT),
        values.list(ConfigVariable.INGEST_ALLOW_ORIGIN, Origins::normalise),
        values.list(ConfigVariable.INGEST_ALLOW_HOST, HostNames::normalise));
  }
}
