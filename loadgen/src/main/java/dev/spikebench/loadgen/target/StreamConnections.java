package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// What subscribers share to connect: a client of their own, so that nothing they do takes a
/// connection or a turn of a thread from the load, and a timer for new attempts. Any thread.
final class StreamConnections {
  private final MinimalHttpAsyncClient client;
  private final URI target;
  private final HttpHost host;
  private final String path;
  private final IoThreads threads = new IoThreads();
  private final TargetConnector connector;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream-reconnect").factory());
  private volatile boolean closed;

  StreamConnections(SubscriberSettings settings) {
    target = settings.target();
    client = HttpTransport.openStreams(settings);
    host = TargetAddress.httpHost(target);
    path = TargetAddress.basePath(target) + SubscriberSettings.PATH;
    connector = new TargetConnector(client, host, threads);
  }

  void connect(FutureCallback<AsyncClientEndpoint> callback) {
    connector.connect(callback);
  }

  StreamExchange exchange(StreamSubscriber subscriber) {
    return new StreamExchange(subscriber, host, path);
  }

  /// Runs something after a while, unless it is over by then.
  void later(Runnable attempt, long waitMs) {
    try {
      var _ =
          timer.schedule(
              () -> {
                if (!closed) {
                  attempt.run();
                }
              },
              waitMs,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // It is over: nobody connects any more.
      closed = true;
    }
  }

  /// What is wrong with a target that answers otherwise than with a stream or a refusal.
  TargetException mistake(int status, @Nullable String mediaType) {
    String answer = mediaType == null ? "" : " of the type " + mediaType;
    return new TargetException(
        target,
        "answers GET %s with status %d%s and not with an event stream; leave the subscribers out (--subscribers)"
            .formatted(path, status, answer),
        null);
  }

  boolean closed() {
    return closed;
  }

  Map<Long, Long> cpuNs() {
    return threads.cpuNs();
  }

  long busiestNs(Map<Long, Long> before) {
    return threads.busiestNs(before);
  }

  void close() {
    closed = true;
    timer.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
