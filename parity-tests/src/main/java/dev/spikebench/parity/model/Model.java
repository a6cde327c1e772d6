package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.model.Expected.Reading;
import dev.spikebench.parity.script.Framing;
import dev.spikebench.parity.script.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A backend by the contract's word. Ask for the ways a request may go, then [#take] the one that
/// it went. Starts empty; what is listed and counted is its own. One thread.
public final class Model {
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "/api/events", Set.of("GET", "HEAD", "POST", "OPTIONS"),
          "/api/events/batch", Set.of("POST", "OPTIONS"),
          "/api/stats", Set.of("GET", "HEAD", "OPTIONS"),
          "/api/health", Set.of("GET", "HEAD", "OPTIONS"),
          "/api/stream", Set.of("GET", "HEAD", "OPTIONS"));

  private final Settings settings;
  private final String nonce;
  private final Origins origins;
  private final ModelStore store = new ModelStore();
  private int freeSlots;

  /// A model of a backend with these settings.
  ///
  /// @param nonce what every name carries that is the run's own
  public Model(Settings settings, String nonce) {
    this.settings = settings;
    this.nonce = nonce;
    this.origins = new Origins(settings);
    this.freeSlots = settings.maxSubscribers();
  }

  /// Counts subscribers that take a slot.
  public void subscribed(int count) {
    freeSlots -= count;
  }

  /// Stores what that way stores.
  public void take(Alternative way) {
    way.stores().forEach(store::store);
  }

  /// All rows, oldest first.
  public List<Row> rows() {
    return store.rows();
  }

  /// Sessions of its own, and how many of them are active.
  public int sessions() {
    return store.sessions();
  }

  /// How many sessions are active.
  public int activeSessions() {
    return store.activeSessions();
  }

  /// The statistics of its own rows of that agent type.
  public JsonValue stats(String agentType) {
    return Totals.of(store, row -> agentType.equals(row.event().agentType()));
  }

  /// The ways in which this request may go, the contract's first answer first.
  ///
  /// @param createdAt when all rows so far count as stored
  public List<Alternative> alternatives(Request request, Instant createdAt) {
    if (WireRules.isForTheLibrary(request)) {
      return List.of(anything("DIFF-15"));
    }
    return routed(request, createdAt);
  }

  private List<Alternative> routed(Request request, Instant createdAt) {
    Set<String> methods = METHODS.get(request.path());
    String method = request.method();
    if (!origins.hostPasses(request)) {
      return refused(403, request);
    }
    if (methods == null) {
      return refused(404, request);
    }
    if (!methods.contains(method)) {
      Map<String, String> fields = jsonFields(request);
      fields.put("allow", allowed(methods));
      return List.of(Alternative.of(shown(405, Reading.ERROR, "error", fields, request)));
    }
    if (method.equals("OPTIONS")) {
      return List.of(Alternative.of(options(request, methods)));
    }
    boolean guarded = method.equals("POST") || request.path().equals("/api/stream");
    if (guarded && method.equals("HEAD") && origins.isForeign(request)) {
      return List.of(anything("HEAD on the stream"));
    }
    if (guarded && origins.isForeign(request)) {
      return refused(403, request);
    }
    return method.equals("POST") ? posted(request) : read(request, createdAt);
  }

  private List<Alternative> posted(Request request) {
    if (!MediaTypes.passes(request)) {
      return refused(415, request);
    }
    if (Math.max(request.body().length(), declaredBytes(request)) > settings.bodyCapBytes()) {
      return refused(413, request);
    }
    return new Postings(settings, store, jsonFields(request)).alternatives(request);
  }

  /// What the request says of its body's length, where the framing leaves that to its fields.
  private static long declaredBytes(Request request) {
    return request.framing().kind() == Framing.Kind.AS_GIVEN
        ? request.value("Content-Length").map(Long::parseLong).orElse(0L)
        : 0;
  }

  private List<Alternative> read(Request request, Instant createdAt) {
    return switch (request.path()) {
      case "/api/events" -> queried(request, Query.LIST_PARAMETERS, createdAt);
      case "/api/stats" -> queried(request, Query.STATS_PARAMETERS, createdAt);
      case "/api/stream" -> queried(request, Query.STREAM_PARAMETERS, createdAt);
      default ->
          List.of(
              Alternative.of(shown(200, Reading.HEALTH, "health", jsonFields(request), request)));
    };
  }

  private List<Alternative> queried(Request request, List<String> known, Instant createdAt) {
    Query query = Query.parse(request.query(), known);
    if (query.undecodable()) {
      return List.of(anything("DIFF-14"));
    }
    if (!query.refused().isEmpty()) {
      Map<String, String> fields = jsonFields(request);
      Expected naming =
          shown(400, Reading.ERROR_NAMING, String.join(" or ", query.refused()), fields, request);
      return List.of(Alternative.of(naming));
    }
    Listing listing = new Listing(store, nonce, query, createdAt);
    return List.of(
            Alternative.of(
                switch (request.path()) {
                  case "/api/events" -> listing.events(jsonFields(request));
                  case "/api/stats" -> listing.stats(jsonFields(request));
                  default -> stream(request);
                }))
        .stream()
        .map(way -> Alternative.of(bodiless(way.answer(), request)))
        .toList();
  }

  private Expected stream(Request request) {
    if (freeSlots <= 0 && !request.method().equals("HEAD")) {
      String body =
          "{\"error\":\"SSE client limit reached\",\"max_clients\":"
              + settings.maxSubscribers()
              + "}";
      return new Expected(503, Reading.JSON, body, jsonFields(request), "");
    }
    Map<String, String> fields = origins.fields(request);
    fields.put("content-type", "text/event-stream");
    fields.put("cache-control", "no-cache");
    fields.put("x-accel-buffering", "no");
    return new Expected(200, Reading.CONNECTED, "connected", fields, "");
  }

  private Expected options(Request request, Set<String> methods) {
    Map<String, String> fields = origins.fields(request);
    if (!fields.isEmpty()) {
      fields.put("access-control-allow-methods", "get, post");
      fields.put("access-control-allow-headers", "content-type");
    }
    fields.put("allow", allowed(methods));
    return new Expected(204, Reading.EMPTY, "", fields, "");
  }

  private List<Alternative> refused(int status, Request request) {
    return List.of(Alternative.of(error(status, request)));
  }

  private Expected error(int status, Request request) {
    return shown(status, Reading.ERROR, "error", jsonFields(request), request);
  }

  private static Expected shown(
      int status, Reading reading, String body, Map<String, String> fields, Request request) {
    return bodiless(new Expected(status, reading, body, fields, ""), request);
  }

  private static Expected bodiless(Expected answer, Request request) {
    return request.method().equals("HEAD")
        ? new Expected(answer.status(), Reading.EMPTY, "", answer.fields(), answer.difference())
        : answer;
  }

  private Map<String, String> jsonFields(Request request) {
    Map<String, String> fields = new TreeMap<>(origins.fields(request));
    fields.put("content-type", "application/json");
    return fields;
  }

  private static String allowed(Set<String> methods) {
    List<String> sorted = new ArrayList<>(methods);
    sorted.sort(null);
    return String.join(", ", sorted);
  }

  private static Alternative anything(String difference) {
    return Alternative.of(new Expected(0, Reading.ANYTHING, "", Map.of(), difference));
  }
}
