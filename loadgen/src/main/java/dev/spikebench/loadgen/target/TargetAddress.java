package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TlsTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpHost;

/// Checks where a load would go before anything is sent there.
public final class TargetAddress {
  private static final int CONNECT_TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(5);

  private TargetAddress() {}

  /// Checks the form of a base URL and that it leads to this machine.
  ///
  /// @param allowRemote whether it may lead elsewhere
  /// @throws TargetException naming the URL and what is wrong with it
  public static void check(URI target, boolean allowRemote) {
    boolean known = "http".equals(target.getScheme()) || TargetTls.wanted(target);
    if (!known || target.getHost() == null || target.getPort() < 1) {
      throw new TargetException(
          target, "must be of the form http://host:port or https://host:port", null);
    }
    if (target.getRawQuery() != null
        || target.getRawFragment() != null
        || target.getRawUserInfo() != null) {
      throw new TargetException(
          target, "must be a base URL, without user, query and fragment", null);
    }
    if (!allowRemote && !isLoopback(target)) {
      throw new TargetException(
          target,
          "is not on the loopback interface; a load test of another machine has to be allowed on"
              + " purpose (--allow-remote)",
          null);
    }
  }

  /// Connects once, with a handshake where the target is reached through TLS, and hangs up without
  /// sending a request.
  ///
  /// @param trust which certificates of the target are good enough
  /// @throws TargetException if nothing listens there, or it can't be spoken to
  public static void probe(URI target, TlsTrust trust) {
    try (Socket socket = new Socket()) {
      InetAddress address = addresses(target)[0];
      socket.connect(new InetSocketAddress(address, target.getPort()), CONNECT_TIMEOUT_MS);
      if (TargetTls.wanted(target)) {
        socket.setSoTimeout(CONNECT_TIMEOUT_MS);
        TargetTls.shakeHands(socket, target, trust);
      }
    } catch (IOException e) {
      throw new TargetException(target, "can't be connected to; is it running?", e);
    }
  }

  private static boolean isLoopback(URI target) {
    return Arrays.stream(addresses(target)).allMatch(InetAddress::isLoopbackAddress);
  }

  private static InetAddress[] addresses(URI target) {
    try {
      return InetAddress.getAllByName(target.getHost());
    } catch (UnknownHostException e) {
      throw new TargetException(target, "has a host name that can't be resolved", e);
    }
  }

  /// The target as HttpClient names it.
  static HttpHost httpHost(URI target) {
    String host = target.getHost();
    return new HttpHost(
        target.getScheme(),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        target.getPort());
  }

  /// The path that every path is below; empty for none.
  static String basePath(URI target) {
    String path = target.getPath();
    return path == null || path.equals("/") ? "" : path;
  }
}
