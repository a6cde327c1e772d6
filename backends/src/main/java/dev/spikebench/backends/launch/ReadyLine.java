package dev.spikebench.backends.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The line by which a backend says where it listens: `listening on http://HOST:PORT`.
final class ReadyLine {
  static final String PREFIX = "listening on ";

  private ReadyLine() {}

  /// Where to reach the backend, or empty if the line says nothing of it. A wildcard address
  /// becomes the loopback one, since nobody can connect to a wildcard.
  static Optional<URI> parse(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(line.substring(PREFIX.length()).strip());
      boolean usable = "http".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
      return usable ? Optional.of(reachable(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static URI reachable(URI uri) {
    String host =
        switch (uri.getHost()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "[::]", "[0:0:0:0:0:0:0:0]" -> "[::1]";
          default -> uri.getHost();
        };
    return URI.create("http://" + host + ":" + uri.getPort());
  }
}
