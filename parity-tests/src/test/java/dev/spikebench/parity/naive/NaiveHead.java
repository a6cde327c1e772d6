package dev.spikebench.parity.naive;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Judges the head of a request: host, origin, media type. Thread-safe.
final class NaiveHead {
  static final String LISTED_HOST = "allowed.example";
  static final String LISTED_ORIGIN = "http://allowed.example:8080";

  private final Set<Switch> on;

  NaiveHead(Set<Switch> on) {
    this.on = on;
  }

  boolean hostPasses(HttpExchange exchange) {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    String host =
        on.contains(Switch.HOST_WITH_ITS_LETTER_CASE) ? given : given.toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":[0-9]+$", "");
    if (on.contains(Switch.HOST_WITH_ITS_PORT) && name.equals(host)) {
      return false;
    }
    String loopback =
        on.contains(Switch.ONE_LOOPBACK_ADDRESS_ALONE)
            ? "127\\.0\\.0\\.1"
            : "127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}";
    return on.contains(Switch.ANY_HOST_PASSES)
        || name.matches("localhost|" + loopback)
        || (name.equals("[::1]") && !on.contains(Switch.VERSION_SIX_IS_REFUSED))
        || name.equals(LISTED_HOST)
        || (name.endsWith(LISTED_HOST) && on.contains(Switch.LISTED_HOST_WITH_WHAT_IS_BELOW_IT))
        || (name.matches("127\\.1|[0-9]+") && on.contains(Switch.ADDRESSES_IN_ANY_SPELLING));
  }

  boolean isForeign(HttpExchange exchange) {
    Headers head = exchange.getRequestHeaders();
    String origin = head.getFirst("Origin");
    boolean stream = exchange.getRequestURI().getPath().equals("/api/stream");
    if (origin == null
        || (isListed(origin) && !on.contains(Switch.LISTED_ORIGIN_IS_REFUSED))
        || (origin.equals("null") && on.contains(Switch.NULL_ORIGIN_PASSES))
        || (stream && on.contains(Switch.STREAM_TAKES_ANY_ORIGIN))) {
      return false;
    }
    String own = "http://" + head.getFirst("Host");
    if (on.contains(Switch.ORIGINS_WITHOUT_THEIR_PORT)) {
      return !withoutPort(origin).equals(withoutPort(own));
    }
    return on.contains(Switch.OWN_ORIGIN_BY_ITS_LETTERS)
        ? !origin.equals(own)
        : !port80(origin).equals(port80(own));
  }

  /// Tells a listed origin that it may read the answer.
  void share(HttpExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    Headers head = exchange.getResponseHeaders();
    boolean options = exchange.getRequestMethod().equals("OPTIONS");
    if (origin != null && on.contains(Switch.CREDENTIALS_ARE_ALLOWED)) {
      head.set("Access-Control-Allow-Credentials", "true");
    }
    if (on.contains(Switch.EVERY_ORIGIN_MAY_READ)) {
      head.set("Access-Control-Allow-Origin", "*");
    } else if (isListed(origin)) {
      head.set("Access-Control-Allow-Origin", String.valueOf(origin));
      head.set("Vary", "Origin");
      if (options && !on.contains(Switch.OPTIONS_TELL_NO_METHODS)) {
        head.set("Access-Control-Allow-Methods", "GET, POST");
        head.set("Access-Control-Allow-Headers", "content-type");
      }
    }
  }

  boolean mediaTypePasses(Headers head) {
    List<String> types = head.getOrDefault("Content-Type", List.of());
    if (types.isEmpty() && on.contains(Switch.NO_TYPE_PASSES)) {
      return true;
    }
    boolean one = types.size() == 1 || (on.contains(Switch.FIRST_TYPE_COUNTS) && !types.isEmpty());
    if (!one
        || (head.containsKey("Content-Encoding")
            && !on.contains(Switch.CONTENT_ENCODING_IS_IGNORED))) {
      return false;
    }
    String given = types.getFirst();
    String type =
        on.contains(Switch.TYPE_IN_SMALL_LETTERS) ? given : given.toLowerCase(Locale.ROOT);
    if (on.contains(Switch.ANYTHING_WITH_JSON_PASSES)) {
      return type.contains("json");
    }
    if (on.contains(Switch.TYPE_WITHOUT_PARAMETERS) && type.contains(";")) {
      return false;
    }
    String unquoted = type.replaceAll("(?<!charset=)\"[^\"]*\"", "");
    boolean charset =
        on.contains(Switch.CHARSET_IS_IGNORED)
            || !unquoted.contains("charset=")
            || unquoted.matches(".*;\\s*charset=(\"utf-8\"|utf-8)\\s*(;.*)?");
    return type.split(";", 2)[0].strip().equals("application/json") && charset;
  }

  private boolean isListed(@Nullable String origin) {
    return LISTED_ORIGIN.equals(origin)
        || (origin != null
            && on.contains(Switch.LISTED_ORIGIN_ON_ANY_PORT)
            && withoutPort(origin).equals(withoutPort(LISTED_ORIGIN)));
  }

  private static String withoutPort(String origin) {
    return origin.replaceFirst(":[0-9]+$", "");
  }

  private static String port80(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.matches(".*:[0-9]+") ? lower : lower + ":80";
  }
}
