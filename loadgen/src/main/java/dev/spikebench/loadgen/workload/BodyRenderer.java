package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.loadgen.model.LoadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Renders the bodies of a run ahead of the clock. The same workload, nonce, instant and seed give
/// the same bytes. One thread.
public final class BodyRenderer {
  /// Sorts before every nonce that begins with a time, so warm-up ids stay left of measured ones in
  /// the backend's index, as in a database that is in use.
  private static final String WARM_UP_PREFIX = "0w";

  /// Events that the size of all others is estimated from, spread over the part.
  private static final int SAMPLED_EVENTS = 100;

  /// What a body costs beside its bytes.
  private static final long BODY_OVERHEAD_BYTES = 48;

  private static final int INITIAL_BYTES = 16 * 1024;

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
  ///
  /// @throws LoadException if they would take more than half of the heap
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
    requireHeap(events, writer);
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

  private void requireHeap(long events, EventWriter writer) {
    int sampled = (int) Math.min(events, SAMPLED_EVENTS);
    long sampledBytes = 0;
    for (int sample = 0; sample < sampled; sample++) {
      sampledBytes += body(events / sampled * sample, 1, writer).length;
    }
    double eventBytes = sampled == 0 ? 0 : (double) sampledBytes / sampled;
    double needed =
        events * eventBytes + (double) events / workload.batchSize() * BODY_OVERHEAD_BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap / 2.0) {
      throw new LoadException(
          "%,d events take about %,d MiB rendered, more than half of the %,d MiB heap: send fewer"
                  .formatted(events, (long) needed >> 20, heap >> 20)
              + " events or give the client more memory (-Xmx)");
    }
  }
}
