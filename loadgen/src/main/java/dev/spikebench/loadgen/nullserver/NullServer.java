package dev.spikebench.loadgen.nullserver;

import dev.spikebench.loadgen.model.LoadException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A backend that costs nothing: it speaks the contract's ingest, health and stats requests and its
/// event stream on a free loopback port, answers with the right counts as its plan says, and stores
/// nothing.
///
/// One thread serves every connection. All public methods may be called by any thread.
public final class NullServer implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final long STOP_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(5);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final URI uri;
  private final NullServerLoop loop;
  private final Thread thread;

  private NullServer(URI uri, NullServerLoop loop) {
    this.uri = uri;
    this.loop = loop;
    this.thread = Thread.ofPlatform().daemon().name("null-server").start(loop);
  }

  /// A server that stores everything at once.
  public static NullServer start() {
    return start(AnswerPlan.STORE_AT_ONCE);
  }

  /// A server that answers as the plan says.
  ///
  /// @throws LoadException if no port can be had
  public static NullServer start(AnswerPlan plan) {
    return start(plan, StreamPlan.FAITHFUL);
  }

  /// A server that answers as one plan says and serves its event stream as the other does.
  ///
  /// @throws LoadException if no port can be had
  public static NullServer start(AnswerPlan plan, StreamPlan streams) {
    return start(plan, streams, true, false, null);
  }

  /// A server that stores everything at once and does not say how much, as a backend without
  /// `/api/stats`.
  public static NullServer startWithoutStats() {
    return start(AnswerPlan.STORE_AT_ONCE, StreamPlan.FAITHFUL, false, false, null);
  }

  /// A server that keeps the ids of events in mind and calls one a duplicate when it comes again;
  /// it answers as the plan says.
  ///
  /// @throws LoadException if no port can be had
  public static NullServer startWithMemory(AnswerPlan plan) {
    return start(plan, StreamPlan.FAITHFUL, true, false, new IdMemory());
  }

  /// A server that answers as the plan says and to the microsecond, for which it uses a processor
  /// as long as an answer is to be sent within a millisecond.
  ///
  /// @throws LoadException if no port can be had
  public static NullServer startPunctual(AnswerPlan plan) {
    return start(plan, StreamPlan.FAITHFUL, true, true, null);
  }

  private static NullServer start(
      AnswerPlan plan,
      StreamPlan streams,
      boolean tellsStats,
      boolean punctual,
      @Nullable IdMemory memory) {
    try {
      Selector selector = Selector.open();
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
      int port = listener.socket().getLocalPort();
      return new NullServer(
          URI.create("http://127.0.0.1:" + port),
          new NullServerLoop(selector, listener, plan, streams, tellsStats, punctual, memory));
    } catch (IOException e) {
      throw new LoadException(
          "The in-process server got no loopback port: " + e.getMessage() + "; free one.", e);
    }
  }

  /// Base URL, `http://127.0.0.1:port`.
  public URI uri() {
    return uri;
  }

  /// What it has seen so far.
  public NullServerCounts counts() {
    return loop.counts();
  }

  /// Request line and header fields of the request for ingest that came last; empty before the
  /// first.
  public String lastHead() {
    return loop.lastHead();
  }

  /// Stops serving for so long: nothing is accepted, read or answered meanwhile, as if the process
  /// were stopped. Begins at once and returns at once; answers that fall due meanwhile go out at
  /// the end.
  public void pauseFor(Duration time) {
    loop.pauseFor(time.toNanos());
  }

  /// Processor time of the thread that serves, in ns.
  public long cpuNs() {
    return THREADS.getThreadCpuTime(thread.threadId());
  }

  /// Closes every connection and waits for the thread to end.
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(STOP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
