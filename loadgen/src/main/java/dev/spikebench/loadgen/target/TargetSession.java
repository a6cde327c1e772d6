package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.io.CloseMode;

/// Virtual users on their connections to one target. Parts of a run are sent one after the other by
/// one thread, which also watches timeouts and deadline while it waits.
public final class TargetSession implements AutoCloseable {
  /// Beyond what a connection attempt may take itself.
  private static final long OPEN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);

  /// Requests in flight end at once when their exchange is aborted; a connection attempt may last.
  private static final long ABORT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);

  private static final long LEAST_WATCH_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MOST_WATCH_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int WATCHES_A_TIMEOUT = 20;
  private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final SessionSettings settings;
  private final MinimalHttpAsyncClient client;
  private final HttpHost host;
  private final IoThreads threads = new IoThreads();
  private final List<VirtualUser> users = new ArrayList<>();
  private final long timeoutNs;
  private final long watchNs;

  private TargetSession(SessionSettings settings, MinimalHttpAsyncClient client) {
    this.settings = settings;
    this.client = client;
    this.host = TargetAddress.httpHost(settings.target());
    this.timeoutNs = settings.requestTimeout().toNanos();
    this.watchNs = Math.clamp(timeoutNs / WATCHES_A_TIMEOUT, LEAST_WATCH_NS, MOST_WATCH_NS);
  }

  /// Makes all connections.
  ///
  /// @throws TargetException if one can't be made
  public static TargetSession open(SessionSettings settings) {
    return open(settings, HttpTransport.open(settings));
  }

  static TargetSession open(SessionSettings settings, MinimalHttpAsyncClient client) {
    TargetSession session = new TargetSession(settings, client);
    try {
      session.connectAll();
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// Sends what the plan says and waits for the end of every request.
  ///
  /// @param control ends it early
  public PartResult run(PartPlan plan, RunControl control) {
    RequestSource source = plan.source();
    PartRun part =
        new PartRun(
            new RequestHead(host, TargetAddress.basePath(settings.target()), plan.form()),
            plan,
            source,
            users.size());
    Map<Long, Long> cpuBefore = threads.cpuNs();
    long allocatedBefore = threads.allocatedBytes();
    Instant startedAt = Instant.now();
    long startedNs = System.nanoTime();
    boolean over = ended(control);
    if (over) {
      part.stop();
    }
    source.start(startedNs);
    users.forEach(user -> user.start(part));
    source.open();
    PauseWatch pauses = new PauseWatch();
    IntervalClock clock = new IntervalClock(plan, part, startedNs);
    boolean early = watch(plan, part, control, clock, pauses, startedNs) || over;
    clock.end(System.nanoTime());
    long elapsedNs = Math.max(1, part.lastEndNs() - startedNs);
    return new PartResult(
        startedAt,
        elapsedNs,
        part.counters().tally(plan.bodies(), plan.plansAllBodies()),
        part.counters().latencies().total(),
        part.activeNs() / Math.max(1, part.counters().ended()),
        source.outcome(),
        part.meanInFlight(users.size()),
        (double) threads.busiestNs(cpuBefore) / elapsedNs,
        threads.allocatedBytes() - allocatedBefore,
        pauses.longestNs(),
        pauses.totalNs(),
        early && control.cancelled(),
        early && !control.cancelled(),
        part.gone());
  }

  /// Closes all connections at once.
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /// Waits for the users; returns whether the part was ended early.
  private boolean watch(
      PartPlan plan,
      PartRun part,
      RunControl control,
      IntervalClock clock,
      PauseWatch pauses,
      long startedNs) {
    long nextTickNs = startedNs + TICK_NS;
    boolean early = false;
    while (!await(part, pauses.waiting(waitNs(clock)), control)) {
      pauses.woken();
      long nowNs = System.nanoTime();
      clock.tick(nowNs);
      expire();
      if (ended(control)) {
        early = true;
        break;
      }
      if (nowNs - nextTickNs >= 0) {
        tick(part, plan.listener(), startedNs);
        nextTickNs = nowNs + TICK_NS;
      }
    }
    if (early) {
      abort(part, control);
    }
    tick(part, plan.listener(), startedNs);
    return early;
  }

  private long waitNs(IntervalClock clock) {
    return Math.clamp(clock.leftNs(System.nanoTime()), 0, watchNs);
  }

  private static boolean ended(RunControl control) {
    return control.cancelled() || control.expired();
  }

  private void expire() {
    for (VirtualUser user : users) {
      Exchange exchange = user.current();
      if (exchange != null) {
        exchange.expire(timeoutNs);
      }
    }
  }

  private void abort(PartRun part, RunControl control) {
    part.stop();
    for (VirtualUser user : users) {
      Exchange exchange = user.current();
      if (exchange != null) {
        exchange.abort();
      }
    }
    await(part, ABORT_TIMEOUT_NS, control);
  }

  /// An interrupt of the waiting thread is a wish to end, as a cancel is.
  private static boolean await(PartRun part, long waitNs, RunControl control) {
    try {
      return part.awaitUsers(waitNs);
    } catch (InterruptedException e) {
      control.cancel();
      return false;
    }
  }

  private static void tick(PartRun part, PartListener listener, long startedNs) {
    LoadCounters counters = part.counters();
    listener.tick(
        counters.ended(), counters.failed(), counters.eventsEnded(), System.nanoTime() - startedNs);
  }

  private void connectAll() {
    TargetConnector connector = new TargetConnector(client, host, threads);
    List<CompletableFuture<AsyncClientEndpoint>> endpoints = new ArrayList<>();
    for (int i = 0; i < settings.connections(); i++) {
      endpoints.add(connect(connector));
    }
    for (CompletableFuture<AsyncClientEndpoint> endpoint : endpoints) {
      users.add(new VirtualUser(connector, UserConnection.of(get(endpoint))));
    }
  }

  private static CompletableFuture<AsyncClientEndpoint> connect(TargetConnector connector) {
    CompletableFuture<AsyncClientEndpoint> future = new CompletableFuture<>();
    connector.connect(
        new FutureCallback<>() {
          @Override
          public void completed(AsyncClientEndpoint endpoint) {
            future.complete(endpoint);
          }

          @Override
          public void failed(Exception cause) {
            future.completeExceptionally(cause);
          }

          @Override
          public void cancelled() {
            future.cancel(false);
          }
        });
    return future;
  }

  private AsyncClientEndpoint get(CompletableFuture<AsyncClientEndpoint> endpoint) {
    try {
      return endpoint.get(OPEN_TIMEOUT_NS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new TargetException(
          settings.target(), "can't be connected to; is it running?", e.getCause());
    } catch (TimeoutException e) {
      throw new TargetException(settings.target(), "did not accept a connection in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(settings.target(), "connecting to it was interrupted", e);
    }
  }
}
