package dev.spikebench.loadgen.workload;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Bodies that a thread renders during the run, always a bounded number ahead of the requests that
/// were sent: for parts of a run whose bodies do not fit in memory, or whose number nobody knows.
///
/// The bytes are the same as if all had been rendered before. A request that has to wait for its
/// body is counted: that wait is the generator's and not the target's. [#body(long)] may be called
/// by any thread, once for each request; numbers must be asked for about in their order.
final class StreamedBodies implements RequestBodies {
  private static final long FULL_PAUSE_NS = 200_000;
  private static final long EMPTY_PAUSE_NS = 20_000;

  @SuppressWarnings("ArrayRecordComponent") // handed from one thread to another, never compared
  private record Rendered(long request, byte[] body) {}

  private final LongFunction<byte[]> renderer;
  private final LongUnaryOperator repeatedAmong;
  private final long count;
  private final long events;
  private final int eventsPerRequest;
  private final int largestBytes;
  private final AtomicReferenceArray<@Nullable Rendered> ring;
  private final byte[] first;
  private final AtomicLong waits = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  /// Begins to render, and waits until the ring is full once or everything is rendered.
  ///
  /// @param renderer makes the body of a request; called on a thread of its own, in order
  /// @param repeatedAmong events among the first so many that repeat an earlier one
  /// @param events events of all requests
  /// @param eventsPerRequest events of every request but the last, which may have fewer
  /// @param largestBytes no body is larger
  /// @param capacity bodies to be ahead by
  StreamedBodies(
      LongFunction<byte[]> renderer,
      LongUnaryOperator repeatedAmong,
      long events,
      int eventsPerRequest,
      int largestBytes,
      int capacity) {
    this.renderer = renderer;
    this.repeatedAmong = repeatedAmong;
    this.events = events;
    this.eventsPerRequest = eventsPerRequest;
    this.count = Math.ceilDiv(events, eventsPerRequest);
    this.largestBytes = largestBytes;
    this.ring = new AtomicReferenceArray<>(capacity);
    this.thread = Thread.ofPlatform().daemon().name("body-renderer").start(this::renderAll);
    awaitFull();
    this.first = Objects.requireNonNull(ring.get(0), "the ring is full").body();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public byte[] body(long request) {
    int slot = slot(request);
    Rendered rendered = ring.get(slot);
    if (rendered == null || rendered.request != request) {
      waits.incrementAndGet();
      rendered = await(slot, request);
    }
    ring.set(slot, null);
    return rendered.body;
  }

  @Override
  public byte[] first() {
    return first;
  }

  @Override
  public void discard(long request) {
    body(request);
  }

  @Override
  public int events(long request) {
    return (int) Math.min(eventsPerRequest, events - request * eventsPerRequest);
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public long repeatedAmong(long firstEvents) {
    return repeatedAmong.applyAsLong(firstEvents);
  }

  @Override
  public int largestBytes() {
    return largestBytes;
  }

  @Override
  public long waits() {
    return waits.get();
  }

  @Override
  public boolean renderedAhead() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void renderAll() {
    try {
      for (long request = 0; request < count && !closed; request++) {
        Rendered rendered = new Rendered(request, renderer.apply(request));
        int slot = slot(request);
        while (ring.get(slot) != null && !closed) {
          LockSupport.parkNanos(this, FULL_PAUSE_NS);
        }
        ring.set(slot, rendered);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private Rendered await(int slot, long request) {
    Rendered rendered = ring.get(slot);
    while (rendered == null || rendered.request != request) {
      requireAlive();
      LockSupport.parkNanos(this, EMPTY_PAUSE_NS);
      rendered = ring.get(slot);
    }
    return rendered;
  }

  private void awaitFull() {
    int last = (int) Math.min(count, ring.length()) - 1;
    while (ring.get(last) == null) {
      requireAlive();
      LockSupport.parkNanos(this, FULL_PAUSE_NS);
    }
  }

  private void requireAlive() {
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause;
    }
    if (closed) {
      throw new IllegalStateException("A body was asked for after the end of the run.");
    }
  }

  private int slot(long request) {
    return (int) (request % ring.length());
  }
}
