package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.loadgen.model.LoadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Renders the bodies of a run ahead of the clock. The same workload, nonce, instant and seed give
/// the same bytes. One thread.
public final class BodyRenderer {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// Sorts before every nonce that begins with a time, so warm-up ids stay left of measured ones in
  /// the backend's index, as in a database that is in use.
  private static final String WARM_UP_PREFIX = "0w";

  /// What one event takes in memory, rounded up.
  private static final long ESTIMATED_EVENT_BYTES = 450;

  private static final int TOKENS_IN_BASE = 10;
  private static final int TOKENS_IN_SPREAD = 25;
  private static final int TOKENS_OUT_BASE = 50;
  private static final int TOKENS_OUT_SPREAD = 150;
  private static final int DURATION_BASE_MS = 15;
  private static final int DURATION_SPREAD_MS = 120;

  private final JsonFactory json = new JsonFactory();
  private final Workload workload;
  private final String nonce;
  private final String clientTimestamp;
  private final long seed;

  /// @param workload what to render
  /// @param nonce nonce of the run, see [RunNonce#require(String)]
  /// @param instant the `client_timestamp` of every event, cut to milliseconds
  /// @param seed seed of random event ids
  public BodyRenderer(Workload workload, String nonce, Instant instant, long seed) {
    this.workload = workload;
    this.nonce = RunNonce.require(nonce);
    this.clientTimestamp = TIMESTAMP.format(instant);
    this.seed = seed;
  }

  /// The bodies of the measured part.
  ///
  /// @throws LoadException if they would take more than half of the heap
  public RequestBodies measured() {
    return render(workload.events(), nonce);
  }

  /// The bodies of the target's own warm-up: the same events under ids of their own.
  public RequestBodies warmUp() {
    return render(workload.warmupEvents(), WARM_UP_PREFIX + nonce);
  }

  private RequestBodies render(long events, String idNonce) {
    requireHeap(events);
    EventIds ids = new EventIds(workload.ids(), idNonce, seed);
    int requests = Math.toIntExact(Math.ceilDiv(events, workload.batchSize()));
    List<byte[]> bodies = new ArrayList<>(requests);
    int[] counts = new int[requests];
    for (int request = 0; request < requests; request++) {
      long first = (long) request * workload.batchSize();
      counts[request] = (int) Math.min(workload.batchSize(), events - first);
      bodies.add(body(first, counts[request], ids));
    }
    return new RenderedBodies(bodies, counts);
  }

  private byte[] body(long first, int count, EventIds ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = json.createGenerator(bytes)) {
      if (workload.single()) {
        writeEvent(out, first, ids);
      } else {
        out.writeStartObject();
        out.writeArrayFieldStart("events");
        for (long index = first; index < first + count; index++) {
          writeEvent(out, index, ids);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory does not fail.", e);
    }
    return bytes.toByteArray();
  }

  private void writeEvent(JsonGenerator out, long index, EventIds ids) throws IOException {
    out.writeStartObject();
    out.writeStringField("event_id", ids.next(index));
    out.writeStringField("session_id", "bench-session-" + index % workload.sessions());
    out.writeStringField("agent_type", "claude_code");
    out.writeStringField("event_type", "tool_use");
    out.writeStringField("tool_name", "benchmark");
    out.writeStringField("status", "success");
    out.writeNumberField("tokens_in", TOKENS_IN_BASE + index % TOKENS_IN_SPREAD);
    out.writeNumberField("tokens_out", TOKENS_OUT_BASE + index % TOKENS_OUT_SPREAD);
    out.writeStringField("project", "bench-project");
    out.writeStringField("branch", "bench/main");
    out.writeNumberField("duration_ms", DURATION_BASE_MS + index % DURATION_SPREAD_MS);
    out.writeStringField("client_timestamp", clientTimestamp);
    out.writeObjectFieldStart("metadata");
    out.writeStringField("source", "benchmark");
    out.writeNumberField("index", index);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void requireHeap(long events) {
    long needed = events * ESTIMATED_EVENT_BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap / 2) {
      throw new LoadException(
          "%,d events take about %,d MiB rendered, more than half of the %,d MiB heap: send fewer"
                  .formatted(events, needed >> 20, heap >> 20)
              + " events or give the client more memory (-Xmx)");
    }
  }
}
