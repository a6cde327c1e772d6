package dev.spikebench.parity.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.model.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The backend: follows the contract but for the switches that are on.
public final class NaiveBackend implements AutoCloseable {
  static {
    // Else Nagle's algorithm and delayed acknowledgement cost every answer 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Map<String, String> METHODS =
      Map.of(
          "/api/events", "GET, HEAD, POST, OPTIONS",
          "/api/events/batch", "POST, OPTIONS",
          "/api/stats", "GET, HEAD, OPTIONS",
          "/api/health", "GET, HEAD, OPTIONS",
          "/api/stream", "GET, HEAD, OPTIONS");
  private static final int BODY_CAP = 1024 * 1024;

  private final Set<Switch> on;
  private final Interference interference;
  private final NaiveHead head;
  private final NaiveJson json;
  private final NaiveEvents events;
  private final NaiveStreams streams;
  private final NaiveStore store;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// What may befall a request before it is looked at.
  @FunctionalInterface
  public interface Interference {
    /// Lets every request pass.
    Interference NONE = exchange -> false;

    /// Whether it dealt with the request itself, by an answer or by none.
    boolean takes(HttpExchange exchange) throws IOException;
  }

  private NaiveBackend(Set<Switch> on, Interference interference) throws IOException {
    this.on = on;
    this.interference = interference;
    this.head = new NaiveHead(on);
    this.json = new NaiveJson(on);
    this.events = new NaiveEvents(on, json);
    this.streams = new NaiveStreams(on, json);
    this.store = new NaiveStore(on, streams::tell);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /// Starts one on a free port.
  public static NaiveBackend start(Set<Switch> on) {
    return start(on, Interference.NONE);
  }

  /// Starts one that something befalls.
  public static NaiveBackend start(Set<Switch> on, Interference interference) {
    try {
      NaiveBackend backend = new NaiveBackend(Set.copyOf(on), interference);
      backend.server.setExecutor(backend.threads);
      backend.server.createContext("/", backend::handle);
      backend.server.start();
      return backend;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// How it is configured.
  public static Settings settings() {
    Settings defaults = Settings.defaults();
    return new Settings(
        defaults.payloadCapBytes(),
        defaults.bodyCapBytes(),
        defaults.maxSubscribers(),
        List.of(NaiveHead.LISTED_HOST),
        List.of(NaiveHead.LISTED_ORIGIN));
  }

  /// Tells every subscriber of a sweep that changed something.
  public void tellOfSweep() {
    streams.tellOfSweep();
  }

  /// Does as if it were stopped and started again.
  public URI restart() {
    streams.end();
    store.restarted();
    return baseUri();
  }

  /// Where it listens.
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!interference.takes(exchange)) {
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    int mark = target.indexOf('?');
    String path = path(mark < 0 ? target : target.substring(0, mark));
    String method = exchange.getRequestMethod();
    String allowed = METHODS.get(path);
    boolean foreign = head.isForeign(exchange);
    head.share(exchange);
    if (refusedTooEarly(exchange, allowed, foreign)) {
      return;
    }
    if (!head.hostPasses(exchange)) {
      error(exchange, 403, "Host is not allowed");
    } else if (allowed == null) {
      error(exchange, 404, "Not found");
    } else if (!List.of(allowed.split(", ", -1)).contains(method)
        || (method.equals("HEAD") && on.contains(Switch.HEAD_IS_UNKNOWN))) {
      allow(exchange, allowed);
      error(exchange, 405, "Method not allowed");
    } else if (method.equals("OPTIONS")) {
      allow(exchange, allowed);
      exchange.sendResponseHeaders(on.contains(Switch.OPTIONS_GET_200) ? 200 : 204, -1);
      exchange.close();
    } else if (guards(method, path) && foreign) {
      error(exchange, 403, "Origin is not allowed");
    } else if (method.equals("POST")) {
      post(exchange, path.endsWith("/batch"));
    } else {
      read(exchange, path, mark < 0 ? "" : target.substring(mark + 1));
    }
  }

  private String path(String given) {
    if (on.contains(Switch.PATHS_ARE_DECODED)) {
      return URLDecoder.decode(given, StandardCharsets.UTF_8);
    }
    return on.contains(Switch.PATHS_ARE_PREFIXES) && !METHODS.containsKey(given)
        ? given.replaceFirst("/[^/]*$", "")
        : given;
  }

  /// What belongs further back in the order of refusals.
  private boolean refusedTooEarly(HttpExchange exchange, @Nullable String allowed, boolean foreign)
      throws IOException {
    Headers fields = exchange.getRequestHeaders();
    boolean post = exchange.getRequestMethod().equals("POST");
    if (allowed == null && on.contains(Switch.PATH_BEFORE_HOST)) {
      error(exchange, 404, "Not found");
    } else if (post && on.contains(Switch.TYPE_BEFORE_ALL) && !head.mediaTypePasses(fields)) {
      error(exchange, 415, "Unsupported media type");
    } else if (foreign && on.contains(Switch.ORIGIN_BEFORE_ALL)) {
      error(exchange, 403, "Origin is not allowed");
    } else if (post && on.contains(Switch.SIZE_BEFORE_ALL) && declared(fields) > BODY_CAP) {
      error(exchange, 413, "Too large");
    } else if (!post
        && on.contains(Switch.BODIES_OF_OTHER_METHODS_ARE_REFUSED)
        && exchange.getRequestBody().read() >= 0) {
      error(exchange, 400, "No body is expected");
    } else if (on.contains(Switch.CONDITIONS_COUNT) && isConditional(fields)) {
      exchange.sendResponseHeaders(304, -1);
      exchange.close();
    } else {
      return false;
    }
    return true;
  }

  private static long declared(Headers fields) {
    return Long.parseLong(Optional.ofNullable(fields.getFirst("Content-Length")).orElse("0"));
  }

  private static boolean isConditional(Headers fields) {
    return Stream.of("If-None-Match", "If-Modified-Since", "If-Match", "Range")
        .anyMatch(fields::containsKey);
  }

  private void allow(HttpExchange exchange, String allowed) {
    if (!on.contains(Switch.NO_ALLOW)) {
      exchange.getResponseHeaders().set("Allow", allowed);
    }
  }

  private static boolean guards(String method, String path) {
    return method.equals("POST") || path.equals("/api/stream");
  }

  private void read(HttpExchange exchange, String path, String text) throws IOException {
    List<String> known =
        switch (path) {
          case "/api/events" -> known(NaiveQuery.FILTERS, "limit", "offset", "since", "until");
          case "/api/stats" -> List.of("agent_type", "since");
          case "/api/stream" -> List.of("agent_type", "event_type");
          default -> List.of();
        };
    NaiveQuery query = new NaiveQuery(on, text, known);
    if (!query.refused().isEmpty()) {
      error(exchange, 400, query.refused() + " can't be used");
      return;
    }
    switch (path) {
      case "/api/events" -> send(exchange, 200, list(query));
      case "/api/stats" ->
          send(
              exchange,
              200,
              store.stats(on.contains(Switch.STATS_IGNORE_THE_AGENT) ? r -> true : query::matches));
      case "/api/stream" -> stream(exchange, query);
      default -> {
        ObjectNode health = Json.object().put("status", "ok").put("db_size_bytes", 0);
        if (!on.contains(Switch.HEALTH_TELLS_NO_UPTIME)) {
          health.put("uptime", 1.5);
        }
        health.put("sse_clients", streams.count());
        if (on.contains(Switch.SUBSCRIBERS_ARE_COUNTED_IN_WORDS)) {
          health.put("sse_clients", "a few");
        }
        send(exchange, 200, health);
      }
    }
  }

  private static List<String> known(List<String> filters, String... more) {
    List<String> all = new ArrayList<>(filters);
    all.addAll(List.of(more));
    return all;
  }

  private ObjectNode list(NaiveQuery query) {
    List<ObjectNode> found = store.list(query::matches);
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("events");
    found.stream().skip(query.offset()).limit(query.limit()).forEach(page::add);
    return answer.put("total", on.contains(Switch.TOTAL_OF_THE_PAGE) ? page.size() : found.size());
  }

  private void stream(HttpExchange exchange, NaiveQuery query) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
    if (exchange.getRequestMethod().equals("HEAD")) {
      boolean refused = on.contains(Switch.HEAD_OF_THE_STREAM_IS_REFUSED);
      exchange.sendResponseHeaders(refused ? 503 : 200, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    streams.serve(exchange, query);
  }

  private void post(HttpExchange exchange, boolean batch) throws IOException {
    Headers fields = exchange.getRequestHeaders();
    if (!head.mediaTypePasses(fields)) {
      error(exchange, 415, "Unsupported media type");
      return;
    }
    long declared = declared(fields);
    int cap =
        on.contains(Switch.BODIES_HAVE_NO_CAP)
            ? 64 * BODY_CAP
            : on.contains(Switch.BODY_CAP_IS_EXCLUSIVE) ? BODY_CAP - 1 : BODY_CAP;
    byte[] body = declared > cap ? new byte[0] : exchange.getRequestBody().readNBytes(cap + 1);
    if (declared > cap || body.length > cap) {
      error(exchange, 413, "Too large");
      return;
    }
    Optional<JsonNode> document = json.read(body);
    if (document.isEmpty()) {
      error(exchange, 400, "Malformed JSON");
    } else if (batch) {
      batch(exchange, document.get());
    } else {
      single(exchange, document.get());
    }
  }

  private void single(HttpExchange exchange, JsonNode event) throws IOException {
    if (!event.isObject() && on.contains(Switch.NO_OBJECT_IS_MALFORMED)) {
      error(exchange, 400, "Malformed JSON");
      return;
    }
    List<String> errors = new ArrayList<>();
    ObjectNode row = events.row(event, errors);
    if (!errors.isEmpty()) {
      store.rejected(row);
      ObjectNode answer = Json.object().put("error", "Invalid event payload");
      ArrayNode details = answer.putArray("details");
      for (String error : events.shown(errors)) {
        String[] sides = error.split(": ", 2);
        details.addObject().put("field", sides[0]).put("message", sides[1]);
      }
      send(exchange, 400, answer);
      return;
    }
    long id = store.store(row);
    ObjectNode answer = Json.object().put("received", id > 0 ? 1 : 0);
    ArrayNode ids = answer.putArray("ids");
    if (id > 0) {
      ids.add(id);
    }
    answer.put("duplicates", id > 0 ? 0 : 1);
    send(exchange, id > 0 || on.contains(Switch.DUPLICATE_GETS_201) ? 201 : 200, answer);
  }

  private void batch(HttpExchange exchange, JsonNode body) throws IOException {
    JsonNode items = body.path("events");
    boolean none = !items.isArray() && on.contains(Switch.BATCH_WITHOUT_EVENTS_IS_EMPTY);
    boolean empty = items.isEmpty() && on.contains(Switch.EMPTY_BATCH_IS_REFUSED);
    if ((!items.isArray() && !none) || empty) {
      send(exchange, 400, Json.object().put("error", "Expected { events: [...] }"));
      return;
    }
    if (items.size() > 10_000 && !on.contains(Switch.BATCH_HAS_NO_LIMIT)) {
      error(exchange, 413, "Too many");
      return;
    }
    ObjectNode answer = Json.object();
    ArrayNode ids = answer.putArray("ids");
    ArrayNode rejected = answer.putArray("rejected");
    int duplicates = 0;
    for (int i = 0; i < items.size(); i++) {
      List<String> errors = new ArrayList<>();
      ObjectNode row = events.row(items.get(i), errors);
      long id = errors.isEmpty() ? store.store(row) : 0;
      if (id > 0) {
        ids.add(id);
      } else if (errors.isEmpty()) {
        duplicates++;
      } else {
        store.rejected(row);
        int index = on.contains(Switch.BATCH_COUNTS_FROM_ONE) ? i + 1 : i;
        ArrayNode texts = rejected.addObject().put("index", index).putArray("errors");
        events.shown(errors).forEach(texts::add);
        if (on.contains(Switch.BATCH_STOPS_AT_A_BAD_ITEM)) {
          break;
        }
      }
    }
    int status = on.contains(Switch.BATCH_GETS_200) ? 200 : 201;
    send(exchange, status, answer.put("received", ids.size()).put("duplicates", duplicates));
  }

  private void error(HttpExchange exchange, int status, String text) throws IOException {
    if (on.contains(Switch.ERRORS_ARE_PLAIN_TEXT)) {
      send(exchange, status, "text/plain", text);
    } else {
      send(exchange, status, Json.object().put("error", text));
    }
  }

  private void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    if (status >= 400 && on.contains(Switch.REFUSALS_TELL_NO_ORIGIN)) {
      exchange.getResponseHeaders().remove("Access-Control-Allow-Origin");
    }
    send(exchange, status, "application/json; charset=utf-8", json.text(answer));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
    // The client may still be writing: an answer that is reset away helps nobody.
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.close();
  }
}
