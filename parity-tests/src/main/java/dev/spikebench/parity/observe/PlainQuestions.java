package dev.spikebench.parity.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.observe.Answer.Outcome;
import dev.spikebench.parity.observe.Trace.Sessions;
import dev.spikebench.parity.script.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the harness asks and stores for itself around the steps of a scenario, on one connection;
/// counts every request. One thread.
final class PlainQuestions implements AutoCloseable {
  private static final String FENCE = "fence of the harness=";
  private static final String FENCE_AGENT = "fence";
  private static final String FENCE_EVENT = "tool_use";
  private static final Request SESSIONS = Request.get("/api/stats?agent_type=fence-none");
  private static final int PAGE = 1000;
  private static final int MAX_ROWS = 4 * PAGE;

  private final String name;
  private final Duration timeout;
  private Wire wire;
  private long requests;

  PlainQuestions(String name, URI baseUri, Duration timeout) {
    this.name = name;
    this.timeout = timeout;
    this.wire = new Wire(baseUri, timeout);
  }

  /// From now on the backend is at another address.
  void moveTo(URI baseUri) {
    wire.close();
    wire = new Wire(baseUri, timeout);
  }

  /// Every request so far, those counted by [#count] among them.
  long requests() {
    return requests;
  }

  /// Counts what was sent past this connection.
  void count(int more) {
    requests += more;
  }

  /// Whatever comes back, nothing included.
  ///
  /// @throws BackendLostException where no connection is taken
  Answer sent(Request request) {
    requests++;
    try {
      return wire.send(request);
    } catch (CallFailedException gone) {
      throw new BackendLostException(name + " takes no connection any more: it is gone", gone);
    }
  }

  /// The answer to a question that every backend must answer.
  ///
  /// @throws BackendLostException where none comes
  Answer answered(Request request) {
    Answer answer = sent(request);
    if (answer.outcome() != Outcome.ANSWERED) {
      throw new BackendLostException(
          "%s did not answer %s %s (%s): it hangs or is gone"
              .formatted(name, request.method(), request.target(), answer.outcome()));
    }
    return answer;
  }

  /// Posts a fence that any subscriber without filter hears, and gives its id.
  long fence(String mark) {
    return fence(mark, new StreamFilter(FENCE_AGENT, FENCE_EVENT));
  }

  /// Posts a fence that a subscriber with that filter hears, and gives its id. Its mark is there
  /// twice, so that a backend that loses one of both does not make every run wait for it.
  ///
  /// @throws ParityException where the backend does not store it
  long fence(String mark, StreamFilter passing) {
    String body =
        Json.text(
            Json.object()
                .put("session_id", "fence")
                .put("agent_type", passing.agentType())
                .put("event_type", passing.eventType())
                .put("tool_name", fenceMark(mark))
                .put("metadata", fenceMark(mark)));
    Answer answer = answered(Request.post("/api/events", Request.bytes(body)));
    JsonNode id = json(answer).path("ids").path(0);
    if (answer.status() != 201 || !id.isNumber()) {
      throw new ParityException(
          name + " does not store a plain event, so nothing can be told of it: " + answer.text());
    }
    return id.asLong();
  }

  /// What a message holds that tells of this fence.
  static String fenceMark(String mark) {
    return FENCE + mark + "=";
  }

  /// Whether a message tells of some fence.
  static boolean isFence(String message) {
    return message.contains(FENCE);
  }

  /// The sessions that there are now.
  Sessions sessions() {
    return sessions(answered(SESSIONS));
  }

  /// The sessions that an answer of `/api/stats` counts.
  Sessions sessions(Answer stats) {
    JsonNode json = json(stats);
    return new Sessions(
        json.path("total_sessions").asLong(), json.path("active_sessions").asLong());
  }

  /// When the newest row was stored, `YYYY-MM-DDTHH:MM:SS`.
  String newestTime() {
    return json(answered(Request.get("/api/events?limit=1")))
        .path("events")
        .path(0)
        .path("created_at")
        .asText()
        .replace(' ', 'T');
  }

  /// The pages of the listing with so many of the newest rows, 4,000 at most.
  List<Answer> newest(long count) {
    List<Answer> pages = new ArrayList<>();
    for (long offset = 0; offset < Math.max(1, Math.min(count, MAX_ROWS)); offset += PAGE) {
      long limit = Math.clamp(count - offset, 1, PAGE);
      pages.add(answered(Request.get("/api/events?limit=" + limit + "&offset=" + offset)));
    }
    return pages;
  }

  @Override
  public void close() {
    wire.close();
  }

  private JsonNode json(Answer answer) {
    try {
      return Json.parse(answer.body());
    } catch (CallFailedException notJson) {
      throw new ParityException(name + " answers a plain question without JSON", notJson);
    }
  }
}
