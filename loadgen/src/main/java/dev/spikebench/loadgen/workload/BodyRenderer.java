package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Renders the bodies of a run: ahead of the clock where they fit into half of the heap, else on a
/// thread of their own during the run, always a bounded number ahead. The same workload, nonce,
/// instant and seed give the same bytes either way. One thread.
public final class BodyRenderer {
  /// Sorts before every nonce that begins with a time, so warm-up ids stay left of measured ones in
  /// the backend's index, as in a database that is in use.
  private static final String WARM_UP_PREFIX = "0w";

  /// Events that the size of all others is estimated from, spread over the part.
  private static final int SAMPLED_EVENTS = 100;

  /// What a body costs beside its bytes.
  private static final long BODY_OVERHEAD_BYTES = 48;

  private static final int INITIAL_BYTES = 16 * 1024;

  /// Bodies looked at to know how large they get, the last one among them.
  private static final int SAMPLED_BODIES = 20;

  /// By this part of the largest sample a body may be larger.
  private static final int SPARE_PART = 4;

  /// Memory for bodies that are rendered during the run.
  private static final long RING_BYTES = 32L << 20;

  private static final int LEAST_AHEAD = 64;
  private static final int MOST_AHEAD = 1 << 16;

  private final JsonFactory json = new JsonFactory();
  private final Workload workload;
  private final String nonce;
  private final Instant instant;
  private final long seed;

  /// @param workload what to render
  /// @param nonce nonce of the run, see [RunNonce#require(String)]
  /// @param instant the `client_timestamp` of every event, cut to milliseconds
  /// @param seed seed of everything that is drawn; the nonce goes into random event ids besides
  public BodyRenderer(Workload workload, String nonce, Instant instant, long seed) {
    this.workload = workload;
    this.nonce = RunNonce.require(nonce);
    this.instant = instant;
    this.seed = seed;
  }

  /// The bodies of the measured part.
  public RequestBodies measured() {
    return render(workload.events(), nonce);
  }

  /// The bodies of the target's own warm-up: the same events under ids of their own.
  public RequestBodies warmUp() {
    return render(workload.warmupEvents(), WARM_UP_PREFIX + nonce);
  }

  /// Events among the first ones of a part that repeat an earlier one.
  ///
  /// @param firstEvents how many events to look at
  public long repeatedAmong(long firstEvents) {
    return new Repeats(workload.duplicateShare(), seed).among(firstEvents);
  }

  private RequestBodies render(long events, String idNonce) {
    EventWriter writer =
        new EventWriter(workload, new EventIds(workload.ids(), idNonce, seed), instant, seed);
    if (!fitsHeap(events, writer)) {
      return stream(events, writer);
    }
    int requests = Math.toIntExact(Math.ceilDiv(events, workload.batchSize()));
    List<byte[]> bodies = new ArrayList<>(requests);
    int[] counts = new int[requests];
    for (int request = 0; request < requests; request++) {
      long first = (long) request * workload.batchSize();
      counts[request] = (int) Math.min(workload.batchSize(), events - first);
      bodies.add(body(first, counts[request], writer));
    }
    return new RenderedBodies(bodies, counts, this::repeatedAmong);
  }

  private byte[] body(long first, int count, EventWriter writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      if (workload.single()) {
        writer.write(out, bytes, first);
      } else {
        out.writeStartObject();
        out.writeArrayFieldStart("events");
        for (long index = first; index < first + count; index++) {
          writer.write(out, bytes, index);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory does not fail.", e);
    }
    return bytes.toByteArray();
  }

  /// Rendered by a thread of its own, which alone uses the writer from here on.
  private RequestBodies stream(long events, EventWriter writer) {
    int batchSize = workload.batchSize();
    int largest = 0;
    for (int sample = 0; sample < SAMPLED_BODIES; sample++) {
      long first = (events - batchSize) / (SAMPLED_BODIES - 1) * sample;
      largest = Math.max(largest, body(Math.max(0, first), batchSize, writer).length);
    }
    return new StreamedBodies(
        request -> {
          long first = request * batchSize;
          return body(first, (int) Math.min(batchSize, events - first), writer);
        },
        this::repeatedAmong,
        events,
        batchSize,
        largest + largest / SPARE_PART,
        Math.clamp(RING_BYTES / largest, LEAST_AHEAD, MOST_AHEAD));
  }

  private boolean fitsHeap(long events, EventWriter writer) {
    int sampled = (int) Math.min(events, SAMPLED_EVENTS);
    long sampledBytes = 0;
    for (int sample = 0; sample < sampled; sample++) {
      sampledBytes += body(events / sampled * sample, 1, writer).length;
    }
    double eventBytes = sampled == 0 ? 0 : (double) sampledBytes / sampled;
    double needed =
        events * eventBytes + (double) events / workload.batchSize() * BODY_OVERHEAD_BYTES;
    return needed <= Runtime.getRuntime().maxMemory() / 2.0;
  }
}
