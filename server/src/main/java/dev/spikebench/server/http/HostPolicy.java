package dev.spikebench.server.http;

import java.net.Inet6Address;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides which `Host` a request may name, so that a page of another site can't reach this server
/// through a name that it points at the loopback address (DNS rebinding). Text only: no name is
/// ever looked up. Immutable, for any thread.
final class HostPolicy {
  private static final String DECIMAL = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(?:\\." + DECIMAL + "){3}");
  private static final Pattern ANY_V4 = Pattern.compile(DECIMAL + "(?:\\." + DECIMAL + "){3}");
  private static final Pattern WITH_PORT =
      Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::[0-9]*)?");

  private final Set<String> names;
  private final boolean wildcardBind;

  /// @param bindHost the bind address as configured
  /// @param wildcardBind whether that address stands for all of the machine's
  /// @param furtherNames names that are accepted besides, without a port
  HostPolicy(String bindHost, boolean wildcardBind, Set<String> furtherNames) {
    Set<String> accepted = new HashSet<>();
    accepted.add("localhost");
    accepted.add("[::1]");
    accepted.add(normalise(bindHost));
    furtherNames.forEach(name -> accepted.add(normalise(name)));
    this.names = Set.copyOf(accepted);
    this.wildcardBind = wildcardBind;
  }

  /// Whether the value of a `Host` field, port and all, may be served. A missing one (HTTP/1.0)
  /// may.
  boolean allows(@Nullable String hostField) {
    if (hostField == null) {
      return true;
    }
    var split = WITH_PORT.matcher(hostField);
    if (!split.matches()) {
      return false;
    }
    String host = split.group(1).toLowerCase(Locale.ROOT);
    return names.contains(host)
        || LOOPBACK_V4.matcher(host).matches()
        || (wildcardBind && isIpLiteral(host));
  }

  private static String normalise(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }

  private static boolean isIpLiteral(String host) {
    if (!host.startsWith("[")) {
      return ANY_V4.matcher(host).matches();
    }
    try {
      return Inet6Address.ofLiteral(host) != null;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
