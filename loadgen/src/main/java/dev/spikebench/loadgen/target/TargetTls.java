package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TlsTrust;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.ssl.SSLContexts;

/// TLS to a target whose URL begins with `https`.
final class TargetTls {
  /// One request at a time on a connection, as without TLS: with HTTP/2 all virtual users would
  /// share one.
  static final TlsConfig HTTP_1 =
      TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build();

  private TargetTls() {}

  /// Whether a target is reached through TLS.
  static boolean wanted(URI target) {
    return "https".equals(target.getScheme());
  }

  /// What HttpClient is to do.
  static TlsStrategy strategy(TlsTrust trust) {
    ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create();
    return switch (trust) {
      case VERIFIED -> builder.buildAsync();
      case ANY ->
          builder
              .setSslContext(context(trust))
              .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
              .buildAsync();
    };
  }

  /// Shakes hands once, so that what is wrong is told in words before the load begins.
  ///
  /// @param connected a connection to the target; its end is the caller's
  /// @throws TargetException naming what is wrong and what helps
  /// @throws IOException if the connection breaks
  static void shakeHands(Socket connected, URI target, TlsTrust trust) throws IOException {
    try (SSLSocket secure =
        (SSLSocket)
            context(trust)
                .getSocketFactory()
                .createSocket(connected, target.getHost(), target.getPort(), false)) {
      if (trust == TlsTrust.VERIFIED) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
    } catch (SSLHandshakeException e) {
      throw new TargetException(
          target,
          "its certificate is not accepted; take any certificate with --insecure (-k), or let the"
              + " Java runtime trust it",
          e);
    } catch (SSLException | SocketTimeoutException e) {
      // A server that takes the handshake for an unfinished request says nothing at all.
      throw new TargetException(
          target, "does not speak TLS on this port; is it http:// that is meant?", e);
    }
  }

  private static SSLContext context(TlsTrust trust) {
    try {
      return switch (trust) {
        case VERIFIED -> SSLContexts.createSystemDefault();
        case ANY -> SSLContexts.custom().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build();
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }
}
