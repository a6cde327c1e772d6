package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Renders the bodies of a run: ahead of the clock where they fit into half of the heap, else on a
/// thread of their own during the run, always a bounded number ahead. The same workload, nonce,
/// instant and seed give the same bytes either way. One thread.
public final class BodyRenderer {
  /// Sorts before every nonce that begins with a time, so warm-up ids stay left of measured ones in
  /// the backend's index, as in a database that is in use.
  private static final String WARM_UP_PREFIX = "0w";

  /// Bodies that the size of all others is estimated from, spread over the part.
  private static final int SAMPLED_BODIES = 20;

  /// What a body costs beside its bytes.
  private static final long BODY_OVERHEAD_BYTES = 48;

  /// By this part of the largest sample a body may be larger.
  private static final int SPARE_PART = 4;

  /// Memory for bodies that are rendered during the run.
  private static final long RING_BYTES = 32L << 20;

  private static final int LEAST_AHEAD = 64;
  private static final int MOST_AHEAD = 1 << 16;

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
    long requestCount = Math.ceilDiv(events, workload.batchSize());
    LongFunction<byte[]> bodies = bodies(events, idNonce);
    List<byte[]> samples = samples(requestCount, bodies);
    if (!fitsHeap(requestCount, samples)) {
      return stream(events, samples, bodies);
    }
    int requests = Math.toIntExact(requestCount);
    List<byte[]> rendered = new ArrayList<>(requests);
    int[] counts = new int[requests];
    for (int request = 0; request < requests; request++) {
      long first = (long) request * workload.batchSize();
      counts[request] = (int) Math.min(workload.batchSize(), events - first);
      rendered.add(bodies.apply(request));
    }
    return new RenderedBodies(rendered, counts, this::repeatedAmong);
  }

  /// The bodies of a part by the number of their request, in any order. One thread.
  private LongFunction<byte[]> bodies(long events, String idNonce) {
    CustomRequest request = workload.request();
    if (request != null) {
      return request.bodies(idNonce, instant, seed);
    }
    EventIds ids = new EventIds(workload.ids(), idNonce, seed);
    return new EventBodies(workload, events, new EventWriter(workload, ids, instant, seed));
  }

  /// Bodies from the first to the last, which is looked at because numbers grow.
  private static List<byte[]> samples(long requests, LongFunction<byte[]> bodies) {
    List<byte[]> samples = new ArrayList<>();
    long count = Math.min(requests, SAMPLED_BODIES);
    for (long sample = 0; sample < count; sample++) {
      samples.add(bodies.apply(count == 1 ? 0 : (requests - 1) / (count - 1) * sample));
    }
    return samples;
  }

  private boolean fitsHeap(long requests, List<byte[]> samples) {
    double bodyBytes =
        sharedBody() ? 0 : samples.stream().mapToInt(body -> body.length).average().orElse(0);
    return requests * (bodyBytes + BODY_OVERHEAD_BYTES) <= Runtime.getRuntime().maxMemory() / 2.0;
  }

  /// Rendered by a thread of its own, which alone uses the function from here on.
  private RequestBodies stream(long events, List<byte[]> samples, LongFunction<byte[]> bodies) {
    int largest = samples.stream().mapToInt(body -> body.length).max().orElse(0);
    return new StreamedBodies(
        bodies,
        this::repeatedAmong,
        events,
        workload.batchSize(),
        largest + largest / SPARE_PART,
        Math.clamp(RING_BYTES / Math.max(1, largest), LEAST_AHEAD, MOST_AHEAD));
  }

  /// Whether all requests send one and the same array.
  private boolean sharedBody() {
    CustomRequest request = workload.request();
    return request != null && !(request.body() instanceof RequestBody.Template);
  }
}
