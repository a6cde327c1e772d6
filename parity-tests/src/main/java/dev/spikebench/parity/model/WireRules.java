package dev.spikebench.parity.model;

import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Request;
import java.util.Set;

/// What an HTTP library settles by itself (DIFF-15), so that nothing can be demanded of the answer.
final class WireRules {
  private static final int MAX_HEAD_BYTES = 8 * 1024;
  private static final int MAX_FIELDS = 100;
  private static final Set<String> REGISTERED =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE");

  private WireRules() {}

  static boolean isForTheLibrary(Request request) {
    return !REGISTERED.contains(request.method())
        || !request.target().startsWith("/")
        || !request.target().matches("[!$&-;=?-Z_a-z~%\\[\\]]*")
        || request.target().contains("[")
        || request.target().contains("]")
        || request.values("Host").size() > 1
        || request.values("Host").stream().anyMatch(WireRules::isOddHost)
        || !request.values("Expect").isEmpty()
        || request.fields().size() + 3 > MAX_FIELDS
        || request.wire().length() - request.body().length() > MAX_HEAD_BYTES
        || request.fields().stream().anyMatch(WireRules::isForbidden);
  }

  private static boolean isOddHost(String host) {
    return !host.matches("([A-Za-z0-9._~%-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
  }

  private static boolean isForbidden(Field field) {
    return !field.name().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
        || !field.value().matches("[\\t\\x20-\\x7E\\x80-\\xFF]*");
  }
}
