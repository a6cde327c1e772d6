package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TlsTrust;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Sets HttpClient up as a load generator needs it.
///
/// `createMinimal` leaves out everything that would change or repeat a request behind our back:
/// retries, redirects, cookies, authentication, compression, `Upgrade`. What remains is told here.
final class HttpTransport {
  /// A connection attempt that takes longer has failed, whatever a request may take.
  private static final Timeout MAX_CONNECT_TIMEOUT = Timeout.ofSeconds(10);

  /// The reactor looks at its own timeouts only this often; request timeouts are kept elsewhere.
  private static final TimeValue SELECT_INTERVAL = TimeValue.ofMilliseconds(50);

  /// What the library's own timeout leaves to ours, so that ours always comes first.
  private static final long BACKSTOP_MS = TimeUnit.SECONDS.toMillis(1);

  /// Room for request line and header fields beside the body.
  private static final int HEAD_BYTES = 2 * 1024;

  private static final int LEAST_BUFFER_BYTES = 8 * 1024;

  /// Buffers exist twice a connection; requests beyond this size go out in several writes.
  private static final int MOST_BUFFER_BYTES = 256 * 1024;

  /// Bytes read from a stream in one go: some ten messages, while thousands of streams still fit
  /// the heap.
  private static final int STREAM_BUFFER_BYTES = 8 * 1024;

  private HttpTransport() {}

  /// A started client with room for exactly so many connections.
  static MinimalHttpAsyncClient open(SessionSettings settings) {
    return open(settings, bufferBytes(settings.largestBodyBytes()));
  }

  /// The same with buffers of a given size: with one below the size of a request, head and body go
  /// out in several writes.
  static MinimalHttpAsyncClient open(SessionSettings settings, int bufferBytes) {
    // The library writes fragments above the hint past its buffer, each in a write of its own,
    // after
    // a write for the head. With both above the size of a request there is one write a request.
    Http1Config http =
        Http1Config.custom().setBufferSize(bufferBytes).setChunkSizeHint(bufferBytes).build();
    MinimalHttpAsyncClient client =
        HttpAsyncClients.createMinimal(
            H2Config.DEFAULT, http, reactor(settings.ioThreads()), connections(settings));
    client.start();
    return client;
  }

  /// A started client with room for exactly so many event streams, which may be silent for as long
  /// as they like.
  static MinimalHttpAsyncClient openStreams(SubscriberSettings settings) {
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(MAX_CONNECT_TIMEOUT)
            .setSocketTimeout(Timeout.DISABLED)
            .build();
    PoolingAsyncClientConnectionManager connections =
        manager(settings.count(), connection, settings.target(), settings.trust());
    Http1Config http = Http1Config.custom().setBufferSize(STREAM_BUFFER_BYTES).build();
    MinimalHttpAsyncClient client =
        HttpAsyncClients.createMinimal(
            H2Config.DEFAULT, http, reactor(settings.ioThreads()), connections);
    client.start();
    return client;
  }

  private static IOReactorConfig reactor(int ioThreads) {
    return IOReactorConfig.custom()
        .setIoThreadCount(ioThreads)
        .setSelectInterval(SELECT_INTERVAL)
        .setTcpNoDelay(true)
        .build();
  }

  private static PoolingAsyncClientConnectionManager connections(SessionSettings settings) {
    Timeout request = Timeout.of(settings.requestTimeout());
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(
                request.compareTo(MAX_CONNECT_TIMEOUT) < 0 ? request : MAX_CONNECT_TIMEOUT)
            .setSocketTimeout(Timeout.ofMilliseconds(request.toMilliseconds() + BACKSTOP_MS))
            .build();
    return manager(settings.connections(), connection, settings.target(), settings.trust());
  }

  private static PoolingAsyncClientConnectionManager manager(
      int connections, ConnectionConfig connection, URI target, TlsTrust trust) {
    boolean tls = TargetTls.wanted(target);
    PoolingAsyncClientConnectionManagerBuilder builder =
        (tls ? PoolingAsyncClientConnectionManagerBuilder.create() : new PromptConnections())
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .setDefaultConnectionConfig(connection);
    if (tls) {
      // Not without need: it reads the trust store, which takes longer than a short run.
      builder.setDefaultTlsConfig(TargetTls.HTTP_1).setTlsStrategy(TargetTls.strategy(trust));
    }
    return builder.build();
  }

  private static int bufferBytes(int largestBodyBytes) {
    return Math.clamp((long) largestBodyBytes + HEAD_BYTES, LEAST_BUFFER_BYTES, MOST_BUFFER_BYTES);
  }
}
