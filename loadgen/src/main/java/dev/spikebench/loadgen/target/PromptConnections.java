package dev.spikebench.loadgen.target;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.nio.DefaultAsyncClientConnectionOperator;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Builds a manager of connections that send each request at once, see [PromptHandler]. Without
/// TLS, whose own handler comes after ours.
final class PromptConnections extends PoolingAsyncClientConnectionManagerBuilder {
  @Override
  protected AsyncClientConnectionOperator createConnectionOperator(
      TlsStrategy tlsStrategy, SchemePortResolver ports, DnsResolver names) {
    return new Operator(
        RegistryBuilder.<TlsStrategy>create().register(URIScheme.HTTPS.id, tlsStrategy).build(),
        ports,
        names);
  }

  /// Connects as the library does and puts our handler before its own.
  private static final class Operator extends DefaultAsyncClientConnectionOperator {
    Operator(Lookup<TlsStrategy> tls, SchemePortResolver ports, DnsResolver names) {
      super(tls, ports, names);
    }

    @Override
    public Future<ManagedAsyncClientConnection> connect(
        ConnectionInitiator initiator,
        HttpHost host,
        @Nullable Path unixSocket,
        @Nullable NamedEndpoint endpoint,
        @Nullable SocketAddress localAddress,
        Timeout timeout,
        @Nullable Object attachment,
        HttpContext context,
        FutureCallback<ManagedAsyncClientConnection> callback) {
      return super.connect(
          prompt(initiator),
          host,
          unixSocket,
          endpoint,
          localAddress,
          timeout,
          attachment,
          context,
          callback);
    }

    private static ConnectionInitiator prompt(ConnectionInitiator initiator) {
      return (endpoint, remote, local, timeout, attachment, callback) ->
          initiator.connect(
              endpoint,
              remote,
              local,
              timeout,
              attachment,
              new CallbackContribution<IOSession>(callback) {
                @Override
                public void completed(IOSession session) {
                  PromptHandler.install(session);
                  callback.completed(session);
                }
              });
    }
  }
}
