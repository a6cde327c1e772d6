package dev.spikebench.server.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The paths that exist, with the methods each one knows and the query parameters it reads. Paths
/// are compared as they were sent, before any decoding.
@SuppressWarnings("ImmutableEnumChecker") // the collections are unmodifiable
public enum Route {
  /// Ingest of one event, and the list of stored ones.
  EVENTS(
      "/api/events",
      List.of("GET", "HEAD", "POST", "OPTIONS"),
      Set.of(
          "limit",
          "offset",
          "agent_type",
          "event_type",
          "tool_name",
          "session_id",
          "branch",
          "model",
          "source",
          "since",
          "until")),
  /// Ingest of many events in one request.
  BATCH("/api/events/batch", List.of("POST", "OPTIONS"), Set.of()),
  /// Totals and breakdowns.
  STATS("/api/stats", List.of("GET", "HEAD", "OPTIONS"), Set.of("agent_type", "since")),
  /// Liveness and a few figures of the process.
  HEALTH("/api/health", List.of("GET", "HEAD", "OPTIONS"), Set.of()),
  /// The live event stream.
  STREAM("/api/stream", List.of("GET", "HEAD", "OPTIONS"), Set.of("agent_type", "event_type"));

  private static final Map<String, Route> BY_PATH =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Route::path, Function.identity()));

  private final String path;
  private final List<String> methods;
  private final String allow;
  private final Set<String> parameters;

  Route(String path, List<String> methods, Set<String> parameters) {
    this.path = path;
    this.methods = methods;
    this.allow = String.join(", ", methods);
    this.parameters = parameters;
  }

  /// The route of a raw path, or null where there is none.
  static @Nullable Route ofPath(String rawPath) {
    return BY_PATH.get(rawPath);
  }

  /// The path, as a client has to send it.
  public String path() {
    return path;
  }

  /// The methods this path answers, in the order of the `Allow` field.
  public List<String> methods() {
    return methods;
  }

  /// The names of the query parameters this path reads; all others are ignored.
  public Set<String> parameters() {
    return parameters;
  }

  /// The value of the `Allow` field.
  String allow() {
    return allow;
  }

  boolean allows(String method) {
    return methods.contains(method);
  }
}
