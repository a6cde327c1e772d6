package dev.spikebench.parity.model;

import dev.spikebench.parity.script.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Who may ask (HOST-01 to HOST-10, ORIGIN-01 to ORIGIN-08), where the bind address is `127.0.0.1`.
final class Origins {
  private final Settings settings;

  Origins(Settings settings) {
    this.settings = settings;
  }

  boolean hostPasses(Request request) {
    List<String> hosts = request.values("Host");
    return hosts.isEmpty() || passes(withoutPort(hosts.getFirst().toLowerCase(Locale.ROOT)));
  }

  private boolean passes(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || isLoopback(host)
        || settings.allowedHosts().contains(host);
  }

  boolean isForeign(Request request) {
    return request.value("Origin").filter(origin -> !passes(origin, request)).isPresent();
  }

  private boolean passes(String origin, Request request) {
    String host = request.value("Host").orElse("");
    return settings.allowedOrigins().contains(origin)
        || withPort(origin.toLowerCase(Locale.ROOT))
            .equals(withPort("http://" + host.toLowerCase(Locale.ROOT)));
  }

  /// The CORS fields of every answer to a listed origin; none else.
  Map<String, String> fields(Request request) {
    Map<String, String> fields = new TreeMap<>();
    request
        .value("Origin")
        .filter(settings.allowedOrigins()::contains)
        .ifPresent(
            origin -> {
              fields.put("access-control-allow-origin", origin);
              fields.put("vary", "origin");
            });
    return fields;
  }

  private static boolean isLoopback(String host) {
    return host.matches("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]+$", "");
  }

  private static String withPort(String origin) {
    return origin.matches(".*:[0-9]+") ? origin : origin + ":80";
  }
}
