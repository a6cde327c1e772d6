package dev.spikebench.server.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Host names and IP literals as text. No name is ever looked up.
final class HostNames {
  private static final int MAX_NAME_LENGTH = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6_GROUP = Pattern.compile("[0-9a-f]{1,4}");
  private static final Pattern ZONE = Pattern.compile("[0-9a-z._~-]+");

  private HostNames() {}

  /// The lower-case form that a `Host` header has (an IPv6 literal in brackets, given with or
  /// without them), or null where the text is no host.
  static @Nullable String normalise(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (isIpv6(bare)) {
      return "[" + bare + "]";
    }
    return !bracketed && isNameOrIpv4(bare) ? bare : null;
  }

  private static boolean isNameOrIpv4(String host) {
    if (NUMERIC.matcher(host).matches()) {
      return IPV4.matcher(host).matches();
    }
    return host.length() <= MAX_NAME_LENGTH && NAME.matcher(host).matches();
  }

  /// RFC 4291, section 2.2, with a zone after `%` (RFC 4007) for link-local addresses.
  private static boolean isIpv6(String text) {
    int percent = text.indexOf('%');
    if (percent >= 0 && !ZONE.matcher(text.substring(percent + 1)).matches()) {
      return false;
    }
    String address = percent >= 0 ? text.substring(0, percent) : text;
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, true) == 8;
    }
    int before = groups(address.substring(0, gap), false);
    int after = groups(address.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /// Number of 16-bit groups, of which an IPv4 tail counts as two; -1 where one is malformed.
  private static int groups(String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (IPV6_GROUP.matcher(parts[i]).matches()) {
        count++;
      } else if (mayEndInIpv4 && i == parts.length - 1 && IPV4.matcher(parts[i]).matches()) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
