package dev.spikebench.loadgen.target;

import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;

/// Makes connections to one target. Any thread.
final class TargetConnector {
  private final MinimalHttpAsyncClient client;
  private final HttpHost host;
  private final IoThreads threads;

  TargetConnector(MinimalHttpAsyncClient client, HttpHost host, IoThreads threads) {
    this.client = client;
    this.host = host;
    this.threads = threads;
  }

  /// Connects; the callback runs on the I/O thread that serves the new connection and hears all
  /// that the library's future would say.
  void connect(FutureCallback<AsyncClientEndpoint> callback) {
    Future<AsyncClientEndpoint> _ =
        client.lease(
            host,
            new FutureCallback<>() {
              @Override
              public void completed(AsyncClientEndpoint endpoint) {
                threads.addCurrent();
                callback.completed(endpoint);
              }

              @Override
              public void failed(Exception cause) {
                callback.failed(cause);
              }

              @Override
              public void cancelled() {
                callback.cancelled();
              }
            });
  }
}
