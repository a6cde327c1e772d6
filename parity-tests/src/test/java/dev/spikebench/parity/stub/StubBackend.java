package dev.spikebench.parity.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spikebench.parity.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A backend in this process, just right enough for the 18 cases, that has the given faults.
public final class StubBackend implements AutoCloseable {
  static {
    // Else Nagle's algorithm and delayed acknowledgement cost every answer 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Set<Fault> faults;
  private final StubStore store;
  private final StubStream stream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private StubBackend(Set<Fault> faults) throws IOException {
    this.faults = faults;
    this.store = new StubStore(faults);
    this.stream = new StubStream(faults);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /// Starts one on a free port.
  public static StubBackend start(Set<Fault> faults) {
    try {
      StubBackend backend = new StubBackend(faults);
      backend.server.setExecutor(backend.threads);
      backend.server.createContext("/", backend::answer);
      backend.server.start();
      return backend;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
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

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /api/health" -> send(exchange, 200, health());
      case "GET /api/stats" -> send(exchange, 200, stats(exchange));
      case "GET /api/stream" -> stream(exchange);
      case "POST /api/events" -> event(exchange, Json.parse(body));
      case "POST /api/events/batch" -> batch(exchange, Json.parse(body));
      default -> send(exchange, 404, Json.object().put("error", "not found"));
    }
  }

  private ObjectNode health() {
    ObjectNode health = Json.object().put("status", has(Fault.HEALTH_SAYS_FINE) ? "fine" : "ok");
    health.put("uptime", 1.5).put("db_size_bytes", 4096).put("sse_clients", stream.count());
    return has(Fault.HEALTH_UPTIME_IS_TEXT) ? health.put("uptime", "1.5") : health;
  }

  private ObjectNode stats(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return store.stats(query == null ? "" : query.substring("agent_type=".length()));
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (has(Fault.STREAM_HAS_NO_FREE_SLOT)) {
      ObjectNode full = Json.object().put("error", "SSE client limit reached");
      send(exchange, 503, full.put("max_clients", 50));
    } else {
      stream.serve(exchange);
    }
  }

  private void event(HttpExchange exchange, JsonNode event) throws IOException {
    List<List<String>> errors = store.errors(event);
    if (!errors.isEmpty()) {
      boolean crash = has(Fault.NO_OBJECT_GETS_500) && !event.isObject();
      send(exchange, crash ? 500 : 400, invalid(errors));
      return;
    }
    OptionalLong id = store.store(event);
    ObjectNode answer = Json.object().put("received", id.isPresent() ? 1 : 0);
    ArrayNode ids = answer.putArray("ids");
    id.ifPresent(ids::add);
    answer.put("duplicates", id.isPresent() ? 0 : 1);
    boolean created = id.isPresent() ? !has(Fault.EVENT_GETS_200) : has(Fault.DUPLICATE_GETS_201);
    send(exchange, created ? 201 : 200, answer);
    id.ifPresent(stored -> stream.stored(store.row(stored)));
  }

  private ObjectNode invalid(List<List<String>> errors) {
    ObjectNode answer = Json.object().put("error", "Invalid event payload");
    if (!has(Fault.NO_DETAILS)) {
      ArrayNode details = answer.putArray("details");
      errors.forEach(
          error -> details.addObject().put("field", error.get(0)).put("message", error.get(1)));
    }
    return answer;
  }

  private void batch(HttpExchange exchange, JsonNode body) throws IOException {
    JsonNode events = body.path("events");
    if (!events.isArray() && !has(Fault.BATCH_WITHOUT_EVENTS_IS_EMPTY)) {
      send(exchange, 400, Json.object().put("error", "Expected { events: [...] }"));
      return;
    }
    ObjectNode answer = Json.object();
    ArrayNode ids = answer.putArray("ids");
    ArrayNode rejected = answer.putArray("rejected");
    int duplicates = 0;
    for (int index = 0; index < events.size(); index++) {
      List<List<String>> errors = store.errors(events.get(index));
      OptionalLong id = errors.isEmpty() ? store.store(events.get(index)) : OptionalLong.empty();
      id.ifPresent(ids::add);
      boolean duplicate = errors.isEmpty() && id.isEmpty();
      if (duplicate && has(Fault.DUPLICATE_IN_BATCH_IS_REJECTED)) {
        reject(rejected, index, List.of(List.of("event_id", "is known")));
      } else if (duplicate) {
        duplicates++;
      } else if (id.isEmpty()) {
        reject(rejected, index, errors);
      }
    }
    answer.put("received", ids.size()).put("duplicates", duplicates);
    boolean refused = has(Fault.BAD_ITEM_REFUSES_BATCH) && !rejected.isEmpty();
    if (has(Fault.BATCH_FORGETS_REJECTED)) {
      answer.remove("rejected");
    }
    send(exchange, refused ? 400 : has(Fault.BATCH_GETS_200) ? 200 : 201, answer);
  }

  private void reject(ArrayNode rejected, int index, List<List<String>> errors) {
    int shown = has(Fault.REJECTED_INDEX_COUNTS_FROM_ONE) ? index + 1 : index;
    ArrayNode texts = rejected.addObject().put("index", shown).putArray("errors");
    errors.forEach(error -> texts.add(String.join(": ", error)));
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = Json.text(answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
