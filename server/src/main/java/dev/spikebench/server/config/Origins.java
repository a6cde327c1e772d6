package dev.spikebench.server.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Web origins as text (RFC 6454): `scheme://host` or `scheme://host:port`.
public final class Origins {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(\\[[^\\]/]*\\]|[^:/\\[\\]]+)(?::([0-9]{1,5}))?");
  private static final int MAX_PORT = 65_535;

  private Origins() {}

  /// The form in which two equal origins are equal strings: lower case, without the default port of
  /// `http` (80) and `https` (443). Null where the text is no origin, `*`, `null` and the empty
  /// text among them.
  public static @Nullable String normalise(String text) {
    Matcher matcher = ORIGIN.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String host = HostNames.normalise(matcher.group(2));
    if (host == null) {
      return null;
    }
    String portText = matcher.group(3);
    if (portText == null) {
      return scheme + "://" + host;
    }
    int port = Integer.parseInt(portText);
    if (port == 0 || port > MAX_PORT) {
      return null;
    }
    return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }
}
